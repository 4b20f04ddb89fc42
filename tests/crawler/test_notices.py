"""What pages say instead of what was asked for: each by its cause, and no page that only speaks
of such things."""

from __future__ import annotations

import pytest

from crawler.page import Page
from crawler.walls import wall
from gongkai import reasons

COLUMN = "http://www.haitang.gov.cn/zwgk/tzgg/"
MENU = "".join(f'<a href="/c{n}/">{name}</a>' for n, name in enumerate(("首页", "要闻", "公开")))
MARKS = '<script src="/a.js"></script><p>正在加载</p>'


def said(words: str, *, title: str = "提示", status: int = 200, around: str = "") -> str:
    html = (
        f"<html><head><title>{title}</title></head><body>{around}<div>{words}</div></body></html>"
    )
    return wall(Page.read(html.encode(), COLUMN, status=status), status=status, headers={})


SHIELDS = [
    "很抱歉，由于您访问的URL有可能对网站造成安全威胁，您的访问被阻断。",
    "您的请求带有不合法参数，已被网站管理员设置拦截！可能原因：您提交的内容包含危险的攻击请求",
    "当前访问疑似黑客攻击，已被创宇盾拦截",
    "您的访问可能对网站造成危险，已被云防护安全拦截",
    "您的访问请求可能对网站造成安全威胁，请求已被 长亭 SafeLine 阻断",
    "您的请求疑似攻击行为！事件ID：a1b2c3",
    "腾讯T-Sec Web应用防火墙(WAF) 您的访问已被拦截",
    "检测到疑似攻击行为，访问已被云网盾拦截",
    "如果您是网站管理员，请登录安全狗处理。您的请求已被拦截",
    "D盾_拦截提示 由于你访问的页面有非法的内容",
    "云锁防护提醒：您的访问存在安全风险",
    "当前访问可能对网站安全造成威胁，已被360网站卫士拦截",
    "您的请求包含恶意行为，已被服务器拒绝",
    "The requested URL was rejected. Please consult with your administrator.",
    "Access Denied. Your support ID is 12345.",
    "您的IP已被列入黑名单，禁止访问",
]


@pytest.mark.parametrize("words", SHIELDS)
@pytest.mark.parametrize("status", [200, 202, 403, 405, 418, 493, 503])
def test_a_shields_own_page_is_a_wall_whatever_its_status(words: str, status: int) -> None:
    assert said(words, status=status) == "blocked"
    assert said(words, status=status, around=MENU) == "blocked"


CAUSES = {
    "verification": [
        "为保障您的访问安全，请拖动滑块完成验证",
        "请完成安全验证后继续访问",
        "正在检查您的浏览器，请稍候… 浏览器安全检查中",
        "Checking your browser before accessing the site",
        "人机识别：请按住滑块，拖动到最右边",
        "请输入验证码后继续 <input name=code><img src=/code.png>",
    ],
    "limited": [
        "您的访问过于频繁，请稍后再试",
        "请求过于频繁，请休息一会儿",
        "429 Too Many Requests",
        "单位时间内访问频率过高，已限制访问",
    ],
    "fenced": [
        "本系统仅限政务外网访问",
        "您所在的地区不能访问本网站",
        "您的IP不在允许范围",
        "This content is not available in your region.",
    ],
    "closed": [
        "本网站已于2020年12月31日关停，相关内容迁至市政府门户网站",
        "因机构改革，本网站停止更新，新网址为：http://www.haitang.gov.cn/",
        "网站已迁移，将自动跳转至新网站",
        "旧版网站已停止使用",
    ],
    "parked": [
        "此域名出售，请联系",
        "您访问的域名已过期，请续费",
        "Welcome to nginx! If you see this page, the nginx web server is installed",
        "恭喜，站点创建成功！",
        "没有找到站点 您的请求在Web服务器中没有找到对应的站点！",
        "This domain is for sale. Buy this domain.",
        "未备案提示：该网站暂时无法访问",
        "IIS Windows Server",
    ],
    "maintenance": [
        "系统正在升级维护，请稍后访问",
        "网站维护中，预计今晚恢复",
        "尊敬的用户：本站正在改版，敬请期待",
        "Site under maintenance",
    ],
    "server_error": [
        "HTTP Status 500 - Internal Server Error",
        "数据库连接失败",
        "“/”应用程序中的服务器错误。",
        "502 Bad Gateway",
        "java.lang.NullPointerException at com.example.Action",
    ],
    "dead_link": [
        "温馨提示：您访问的页面不存在或已删除",
        "抱歉，您要查看的文章已被删除",
        "非法请求 404！",
        "该栏目已下线",
    ],
    "login": ["用户名 <input name=u> 密码 <input type=password name=p>"],
}
WORDS = [(words, reason) for reason, every in CAUSES.items() for words in every]


@pytest.mark.parametrize(("words", "reason"), WORDS)
def test_a_page_that_says_nothing_else_tells_its_cause(words: str, reason: str) -> None:
    assert said(words) == reason
    assert said(words, around=MENU) == reason


@pytest.mark.parametrize(("words", "reason"), WORDS)
def test_an_error_page_in_gbk_is_read_as_well(words: str, reason: str) -> None:
    html = f"<html><head><meta charset=gb2312><title>提示</title></head><body>{words}</body></html>"
    page = Page.read(html.encode("gbk", "replace"), COLUMN, content_type="text/html; charset=utf-8")
    assert wall(page, status=200, headers={}) == reason


@pytest.mark.parametrize(
    ("words", "status", "reason"),
    [
        ("系统正在升级维护", 503, "maintenance"),
        ("nginx", 502, "server_error"),
        ("您的访问过于频繁", 403, "limited"),
        ("请拖动滑块完成验证", 403, "verification"),
        ("本系统仅限政务外网访问", 403, "fenced"),
        ("没有找到站点", 404, "parked"),
        ("本网站已关停", 404, "closed"),
        ("系统正在升级维护，页面不存在", 404, "dead_link"),
        ("文件或目录不存在", 410, "dead_link"),
    ],
)
def test_an_errors_own_page_tells_more_than_its_number(
    words: str, status: int, reason: str
) -> None:
    assert said(words, status=status) == reason


def test_every_cause_is_in_the_table_with_its_wider_kind() -> None:
    kinds = {reason: reasons.like(reason) for reason in [*CAUSES, "stopped", "tls_expired"]}
    assert kinds == {
        **dict.fromkeys(("verification", "limited", "fenced", "login", "stopped"), "blocked"),
        **dict.fromkeys(
            ("closed", "parked", "maintenance", "server_error", "tls_expired"), "unreachable"
        ),
        "dead_link": "dead_link",
    }


TOPICS = [
    "关于警惕验证码短信诈骗的提示",
    "关于网站系统升级维护的公告",
    "关于关停整合部分政府网站的通知",
    "市政务服务网滑动验证功能上线",
    "关于网站页面404错误链接整改情况的通报",
    "网络安全宣传周：Web应用防火墙是什么",
    "关于域名过期及网站未备案问题的通报",
    "关于服务器错误导致系统繁忙的情况说明",
    "仅限本市户籍人员访问健康档案的说明",
]
PROSE = (
    "各镇人民政府、街道办事处，市政府各部门：近期发现部分群众收到含有验证码的诈骗短信，请不要访问"
    "来历不明的链接。凡提示访问过于频繁、页面不存在、网站维护中的，请拨打咨询电话核实。"
)


@pytest.mark.parametrize("title", TOPICS)
def test_a_document_about_such_things_is_no_wall(title: str) -> None:
    body = f"<h1>{title}</h1><p>发布日期：2024-05-06 来源：市政务局</p><p>{PROSE}</p>"
    html = f"<html><head><title>{title}</title></head><body>{MENU}{body}</body></html>"
    url = f"{COLUMN}202405/t20240506_1234567.html"
    assert wall(Page.read(html.encode(), url), status=200, headers={}) == ""
    if "关于" not in title:
        return
    undated = html.replace("发布日期：2024-05-06 来源：市政务局", "海棠市政务服务局")
    assert wall(Page.read(undated.encode(), url), status=200, headers={}) == ""


def test_a_list_of_such_titles_is_no_wall() -> None:
    rows = "".join(
        f"<li><a href=/{n}.html>{t}</a> 2024-05-0{n}</li>" for n, t in enumerate(TOPICS, 1)
    )
    html = f"<html><head><title>通知公告</title></head><body>{MENU}<ul>{rows}</ul></body></html>"
    assert wall(Page.read(html.encode(), COLUMN), status=200, headers={}) == ""
    bare = "".join(f"<li><a href=/{n}.html>{t}</a></li>" for n, t in enumerate(TOPICS, 1))
    html = f"<html><head><title>通知公告</title></head><body>{MENU}<ul>{bare}</ul></body></html>"
    assert wall(Page.read(html.encode(), COLUMN), status=200, headers={}) == ""


@pytest.mark.parametrize(
    "foot",
    [
        "建议使用360安全浏览器、谷歌浏览器访问",
        "技术支持：深信服科技 网站维护：海棠市大数据中心",
        "旧版网站 | 关于我们 | 联系我们",
        "系统维护电话：0750-1234567",
        "网站标识码4401130001 关闭窗口",
        "【打印】【关闭】 分享到：",
    ],
)
def test_a_footer_is_no_notice(foot: str) -> None:
    assert said(f"<p>海棠市概况</p><p>{foot}</p>", around=MENU, title="概况") == ""


def test_a_servers_own_page_is_known_by_its_title_however_long() -> None:
    long = "<p>If you're seeing this, you've successfully installed Tomcat. Manager App.</p>" * 60
    assert said(long, title="Apache Tomcat/8.5.57") == "parked"
    assert said(long, title="IIS7") == "parked"
    assert said("<p>海棠市政务公开工作动态。</p>" * 200, title="海棠市人民政府") == ""
