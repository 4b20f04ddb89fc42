"""Answers that are no evidence: walls, dead links, broken sites, empty shells.

A wall read as a page would say that a site publishes nothing. A page read as a wall would lose
evidence: so words alone never make a wall of a page that has content of its own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from crawler.characters import bare, normal
from crawler.dates import days
from crawler.labels import labelled
from crawler.page import Page
from crawler.published import label_days

# 瑞数: scripts and metas marked r="m", its table in window.$_ts. 加速乐, 阿里云: a script sets a
# cookie and loads the page anew.
_RIVER = re.compile(
    r"""<(?:script|meta)[^>]{0,400}\sr=["']m["']|\$_ts\s*=\s*window|\$_ts["']\]|\$_ts\."""
)
_COOKIE_SCRIPT = re.compile(
    r"document\.cookie\s*=|__jsl_clearance|acw_sc__v2|_0x[0-9a-f]{4,}|arg1\s*=\s*['\"][0-9A-F]{20}"
)
_REDIRECT = re.compile(r"location\s*(?:\.\w{4,8})?\s*(?:=|\()", re.IGNORECASE)
_CHALLENGE = re.compile(
    r"""安全(?:验证|检测|防护|认证)|浏览器(?:安全)?检[查测]|人机(?:验证|识别)|滑动(?:验证|拼图)
    |访问(?:被拒绝|被阻断|被拦截|受限|过于频繁|频率过高|异常)
    |请求(?:被拦截|被阻断|被拒绝|过于频繁|存在威胁)
    |[您你]的(?:访问|请求|IP).{0,12}(?:拦截|阻断|限制|拒绝|攻击|异常)
    |(?:所在|当前)的?(?:地区|区域|国家|位置).{0,8}(?:无法|不能|禁止|限制)
    |疑似.{0,6}攻击|(?:访问|操作|请求|刷新)(?:过于|太过?)(?:频繁|快)|(?:禁止|拒绝)访问
    |IP.{0,30}(?:不在允许|黑名单)|仅(?:限|允许|支持|供).{0,12}(?:访问|浏览)
    |not\s+available\s+in\s+your\s+(?:region|country)
    |web应用防火墙|网站防火墙|云防护|创宇盾|知道创宇|加速乐|云锁|安全狗|D盾|非法请求
    |checking\s+your\s+browser|just\s+a\s+moment|access\s+denied|attention\s+required
    |request\s+blocked|forbidden|enable\s+javascript\s+and\s+cookies""",
    re.IGNORECASE | re.VERBOSE,
)
_CAPTCHA = re.compile(r"请(?:输入|完成|点击).{0,6}验证|captcha|验证后继续", re.IGNORECASE)
_GONE = re.compile(
    r"""(?:访问|浏览|请求|查找|查看|打开)的?
        (?:页面|网页|内容|文件|文章|信息|资源|地址|栏目|网址)
        .{0,14}(?:不存在|已删除|移动或删除|被删除|找不到|未找到|已下线|失效|移除|走丢)
    |(?:页面|网页|文章|信息|文件|资源|内容|稿件|栏目)(?:已经|已|可能)?
        (?:不存在|不在了|已?被?删除|走丢了|找不到|未找到|无法找到|已?下线|已?被?移除|被移走)
    |(?:无法|未能?|没有|不能)找到(?:该|此|您|相关)?.{0,10}(?:页面|网页|文件|资源)
    |找不到(?:该|此|您|要)?.{0,8}(?:页面|网页|文件)|页面丢失|非法请求\s*404
    |参数(?:错误|有误|不合法|异常|无效)
    |404\s*(?:not\s+found|错误|error|页面|-)|not\s+found|error\s*404""",
    re.IGNORECASE | re.VERBOSE,
)
_DOWN = re.compile(
    r"""(?:网站|系统|站点|本站|平台|服务)(?:已经?|正在|正|暂时|临时|现已|升级|例行|全面|进行)*
        (?:维护|升级|关闭|关停|暂停|停止服务|停用|下线|调整中|改版中)
        (?!\s*(?:[:\uff1a]|单位|电话|部门|管理|方|人员|中心|与|和))  # 网站维护：某公司 is a footer
    |维护中|服务器?(?:暂时)?(?:不可用|错误|内部错误|繁忙)
    |bad\s+gateway|service\s+unavailable|gateway\s+time-?out|internal\s+server\s+error
    |(?:网站|站点|本站)[^。\n]{0,20}(?:关停|迁移|搬迁|停止(?:运行|更新|服务|使用)|停用|注销)
    |OLE\s?DB\s+Provider|ODBC\s.{0,24}(?:Driver|驱动)|不能打开数据库|数据库(?:连接)?(?:失败|错误|出错)
    |系统(?:繁忙|错误|异常|出错|发生错误)|SQLSTATE|fatal\s+error|java\.lang\.|stack\s+trace
    |应用程序中的服务器错误|ADODB\.Connection
    |该?域名.{0,6}(?:过期|出售|转让|未备案)|domain\s+(?:is\s+)?for\s+sale|网站未备案
    |没有找到站点|welcome\s+to\s+nginx|iis\s+windows|apache2?\s.{0,20}default\s+page|it\s+works!""",
    re.IGNORECASE | re.VERBOSE,
)
_MARKED_404 = re.compile(
    r"/(?:404|error|notfound|page_?not_?found|err404)(?:\.\w{2,5})?/?(?:$|\?)|/404[./]",
    re.IGNORECASE,
)
_TEMPLATE = re.compile(
    r"""\{\{.{1,80}?\}\}|v-cloak|v-if=|ng-app|ng-repeat|data-reactroot
    |id=["'](?:app|root|__nuxt|__next)["']""",
    re.VERBOSE,
)
_EMBEDDED = re.compile(
    r"""<!--[^>]{0,200}<li|__INITIAL_STATE__|__NUXT__|__NEXT_DATA__|window\._CONFIG
    |\[\s*\{[^{}\[\]]{0,400}?title["']\s*:\s*["'][^"']{8,}
    |listData|articleList|<record\b|type=["']text/xml""",
    re.IGNORECASE | re.VERBOSE,
)
_FRAME = re.compile(r"<i?frame\b[^>]{0,400}\bsrc\s*=", re.IGNORECASE)
_SAID = re.compile(r"暂无|没有(?:数据|内容|信息)")
SHORT = 400  # characters of visible text under which a page's words may be all it has to say
_LONG = 1500
_TINY = 150
_ROWS = 2  # lines that are only a day: a list


def wall(page: Page, *, status: int, headers: Mapping[str, str] | None = None) -> str:
    """Why an answer is no evidence; empty where it is.

    The reasons: ``blocked``, ``dead_link``, ``unreachable``, ``unreadable`` (an empty shell that
    needs a browser). ``status`` and ``headers`` are the answer's. Long content that mentions
    such words is content.
    """
    sent = {k.lower(): v for k, v in (headers or page.headers).items()}
    return _by_status(page, status, sent) or _by_body(page, status, sent)


def _by_status(page: Page, status: int, headers: Mapping[str, str]) -> str:
    if status == 0:
        return "unreachable"
    if status in (401, 403, 405, 406, 412, 418, 429, 444, 468, 493, 521) or (
        "x-via-jsl" in headers and status >= 400
    ):
        return "blocked"
    if status in (404, 410):
        return "blocked" if _is_challenge(page) else "dead_link"
    if status >= 500:
        return "blocked" if _is_challenge(page) else "unreachable"
    if 300 <= status < 400:
        return "blocked" if "set-cookie" in headers else "unreachable"
    return "dead_link" if 400 <= status < 500 else ""


def _by_body(page: Page, status: int, headers: Mapping[str, str]) -> str:
    if page.kind != "html":
        return _by_data(page)
    if not page.text.strip():
        return "unreadable"
    if _is_challenge(page):
        return "blocked"
    if _MARKED_404.search(page.url) and len(page.visible) < _LONG:
        return "dead_link"
    if not _is_content(page):
        notice = _notice(page)
        if notice:
            return notice
    return "unreadable" if _is_shell(page) else ""


def _by_data(page: Page) -> str:
    """Data interfaces answer with a sentence when they refuse."""
    if len(page.text) < 400 and re.search(
        r"非法请求|访问(?:被拒绝|过于频繁)|forbidden|验证码", page.text, re.IGNORECASE
    ):
        return "blocked"
    return ""


def _is_challenge(page: Page) -> bool:
    """Whether the answer is a script that tests the browser and nothing else."""
    text = page.text[:400_000]
    river = _RIVER.search(text)
    if river and (len(_seen(page)) < SHORT or _TEMPLATE.search(page.visible)):
        return not _is_told(page)
    if len(_seen(page)) < 40 and "<script" in text.lower():
        scripts = "\n".join(page.scripts)
        return bool(
            _COOKIE_SCRIPT.search(scripts) and (_REDIRECT.search(scripts) or "eval" in scripts)
        )
    return False


def _is_told(page: Page) -> bool:
    """Whether the page shows the document's title that it names, over a day: no test has these."""
    title = bare(page.metas.get("articletitle", ""))
    return len(title) >= 8 and title in page.solid and bool(days(page.visible))


def _seen(page: Page) -> str:
    """The visible text without what a template would still fill in."""
    return re.sub(r"\{\{.*?\}\}|\s", "", page.visible)


def _notice(page: Page) -> str:
    """What a page says that has nothing else to say. Its links' words are other pages' words."""
    said = page.title + "\n" + _own_words(page)
    for reason, words in (("dead_link", _GONE), ("blocked", _CHALLENGE), ("unreachable", _DOWN)):
        if words.search(said):
            return reason
    if len(_seen(page)) < _TINY and (_CAPTCHA.search(said) or _is_login(page)):
        return "blocked"
    return ""


def _is_login(page: Page) -> bool:
    """Whether the page asks for a password before it shows anything."""
    return page.tree.css_first("input[type=password]") is not None


def _own_words(page: Page) -> str:
    """The lines that are no link's text."""
    linked = {link.text for link in page.links}
    return "\n".join(line for line in page.lines if line not in linked)


def _is_content(page: Page) -> bool:
    """Whether the page says enough of its own that its words are no notice."""
    text = _seen(page)
    if len(text) >= _LONG or page.metas.get("articletitle"):
        return True
    if _GONE.search(page.title):
        return _prose(page) > SHORT
    if sum(1 for line in page.lines if len(line) <= 16 and days(normal(line))) >= _ROWS:
        return True
    if label_days(labelled(page.visible)):
        return True
    long_links = sum(len(link.text) >= 10 for link in page.links)
    if _prose(page) > SHORT:
        return True
    # Menus around a notice make no content.
    return len(text) >= SHORT and long_links >= 5 and not _GONE.search(_own_words(page))


def _prose(page: Page) -> int:
    """Characters in lines that read like sentences."""
    return sum(len(line) for line in page.lines if len(line) >= 30)


def _is_shell(page: Page) -> bool:
    """Whether only a browser could fill this page: no text, no links, no embedded data."""
    text = _seen(page)
    if not page.scripts and not _FRAME.search(page.text) and not _TEMPLATE.search(page.text):
        return not text and page.tree.css_first("img, object, embed, a") is None
    if _EMBEDDED.search(page.text) or _SAID.search(text):
        return False
    links = sum(len(link.text) >= 4 for link in page.links)
    if links >= 3 or len(text) >= 200:
        return False
    if len(text) < 30:
        return True
    return links == 0 and bool(_TEMPLATE.search(page.text))
