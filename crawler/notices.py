"""What pages say that have nothing to show: the words by which their causes are told apart.

Each table is tried in turn on what a page says of its own (never on its links' words); the
narrower causes come before the wider ones.
"""

from __future__ import annotations

import re
from collections.abc import Sequence


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE | re.VERBOSE)


GONE = _words(
    r"""(?:访问|浏览|请求|查找|查看|打开)的?
        (?:页面|网页|内容|文件|文章|信息|资源|地址|栏目|网址)
        .{0,14}(?:不存在|已删除|移动或删除|被删除|找不到|未找到|已下线|失效|移除|走丢)
    |(?:页面|网页|文章|信息|文件|资源|内容|稿件|栏目)(?:已经|已|可能)?
        (?:不存在|不在了|已?被?删除|走丢了|找不到|未找到|无法找到|已?下线|已?被?移除|被移走)
    |(?:无法|未能?|没有|不能)找到(?:该|此|您|相关)?.{0,10}(?:页面|网页|文件|资源)
    |找不到(?:该|此|您|要)?.{0,8}(?:页面|网页|文件)|页面丢失|非法请求\s*404
    |参数(?:错误|有误|不合法|异常|无效)
    |404\s*(?:not\s+found|错误|error|页面|-)|not\s+found|error\s*404"""
)
LIMITED = _words(
    r"""(?:访问|操作|请求|刷新|点击)(?:次数)?(?:过于|太过?)(?:频繁|快|多)|(?:访问|请求)频率(?:过高|过快|超)
    |too\s+many\s+requests|rate\s+limit|请求次数(?:超过|已达)"""
)
FENCED = _words(
    r"""(?:所在|当前)的?(?:地区|区域|国家|位置).{0,8}(?:无法|不能|禁止|限制)
    |仅(?:限|允许|支持|供).{0,12}(?:访问|浏览)|IP.{0,30}不在允许
    |not\s+available\s+in\s+your\s+(?:region|country)|境外.{0,8}(?:访问|IP).{0,8}(?:限制|禁止)"""
)
VERIFICATION = _words(
    r"""人机(?:验证|识别|校验)|滑动(?:验证|拼图|解锁|滑块)|(?:拖[动拽]|按住|滑动|移动)(?:下方|左侧|右侧)?的?滑块
    |浏览器(?:安全)?检[查测]|安全验证|安全检测(?!能力|报告|结果|中心|服务|机构)|访问验证|(?:正在|请)(?:进行)?(?:安全)?验证(?:您|你|中|,|，)
    |checking\s+your\s+browser|just\s+a\s+moment|attention\s+required|verify(?:ing)?\s+you\s+are\s+human
    |enable\s+javascript\s+and\s+cookies"""
)
BLOCKED = _words(
    r"""安全(?:防护|认证)|访问(?:被拒绝|被阻断|被拦截|受限|异常)
    |请求(?:被拦截|被阻断|被拒绝|存在威胁)|(?:网站|系统|管理员)?(?:已被?|进行了?)(?:拦截|阻断)
    |[您你]的(?:访问|请求|IP|操作|提交).{0,14}(?:拦截|阻断|限制|拒绝|攻击|异常|威胁|非法|不合法|恶意)
    |疑似.{0,6}攻击|(?:禁止|拒绝)访问|IP.{0,30}黑名单
    |web应用防火墙|网站(?:应用)?防火墙|云防护|云网盾|禁止名单|可疑的?攻击|创宇盾|知道创宇|加速乐|云锁|安全狗|safedog|D盾
    |安全宝|360\s?(?:网站卫士|主机卫士|磐云)|雷池|safeline|玄武盾|明御
    |(?:安全狗|奇安信|网神|长亭|安恒|绿盟|深信服|启明星辰|天融信).{0,12}(?:拦截|阻断|防护|防火墙|waf)
    |yundun|waf(?:拦截|策略|规则)|网宿|(?:阿里|腾讯|华为|百度|天翼)云\s?(?:waf|防护|盾)
    |非法请求|access\s+denied|request\s+(?:was\s+)?(?:blocked|rejected|forbidden)|forbidden
    |(?:event|request|incident|support|trace)[\s_-]?id\s*[:：].{0,60}(?:blocked|denied|拦截)
    |request\s+rejected|the\s+requested\s+url\s+was\s+rejected"""
)
CLOSED = _words(
    r"""(?:网站|站点|本站|平台|频道|子站|旧版)[^。\n:：]{0,16}(?:已经?|将|正式|现|于|自|予以|全面|永久)
        [^。\n:：]{0,18}(?:关停|关闭|迁移|搬迁|停用|停办|注销|下线|整合至|合并至|并入|迁入|迁至)
        (?!\s*(?:[:：\]】]|单位|工作|方案|通知))
    |(?:网站|站点|本站|平台|频道|子站)[^。\n:：]{0,8}(?:关停|停止(?:运行|更新|使用|运维))
        (?!\s*(?:[:：\]】]|单位|工作|方案|通知))
    |(?:网站|站点|本站|系统|平台)(?:已经?|现已|全面)*(?:永久)?(?:关闭|关停|停用|下线)
    |新(?:网址|域名|网站地址|站地址)(?:为|是|:|：)|(?:将|正在)(?:自动)?跳转(?:至|到)新(?:网站|站|版|域名)"""
)
PARKED = _words(
    r"""该?域名.{0,6}(?:过期|出售|转让|未备案|停放|可以?购买)|域名(?:出售|转让|交易|停放)
    |(?:buy|purchase)\s+this\s+domain|domain\s+(?:name\s+)?(?:is\s+|may\s+be\s+)?for\s+sale
    |domain\s+(?:has\s+)?expired|parked\s+(?:free|domain)|网站未备案|未备案(?:提示|域名|网站)
    |没有找到站点|恭喜[，,]?\s*站点创建成功|站点创建成功|网站建设中|未绑定(?:域名|站点)|站点(?:未开通|不存在|已过期)
    |主机(?:已到期|已过期|未开通)|空间(?:已到期|已过期|未开通)
    |welcome\s+to\s+(?:nginx|openresty|tengine|centos|caddy)|iis\s+windows|internet\s+information\s+services
    |apache2?\s.{0,20}default\s+page|it\s+works!|test\s+page\s+for|successfully\s+installed\s+tomcat
    |phpstudy|wampserver|lnmp一键|under\s+construction"""
)
MAINTENANCE = _words(
    r"""(?:网站|系统|站点|本站|平台|服务|页面)(?:已经?|正在|正|暂时|临时|现|将|例行|全面|进行|升级)*
        (?:维护|升级|暂停|停止服务|调整中|改版中|检修)
        (?!\s*(?:[:：]|单位|电话|部门|管理|方|人员|中心|与|和))  # 网站维护：某公司 is a footer
    |维护中|升级中|正在(?:维护|升级|改版)|暂停(?:服务|访问|开放)|under\s+maintenance|scheduled\s+maintenance"""
)
BROKEN = _words(
    r"""服务器?(?:暂时)?(?:不可用|错误|内部错误|繁忙|开小差)
    |bad\s+gateway|service\s+(?:temporarily\s+)?unavailable|gateway\s+time-?out|internal\s+server\s+error
    |OLE\s?DB\s+Provider|ODBC\s.{0,24}(?:Driver|驱动)|不能打开数据库|数据库(?:连接)?(?:失败|错误|出错)
    |系统(?:繁忙|错误|异常|出错|发生错误)|SQLSTATE|fatal\s+error|java\.lang\.|stack\s+trace
    |应用程序中的服务器错误|运行时错误|ADODB\.Connection|(?:error|错误)\s*5\d\d\b|http\s+status\s+5\d\d"""
)
# How offices call what they publish: such a title over prose at a page's address is a document's.
DOCUMENT = re.compile(
    r"^.{4,80}(?:通知|公告|通报|通告|意见|办法|方案|说明|提示|提醒|报告|批复|决定|公示|解读|答复|函)"
    r"(?:[-_—|\s].{0,40})?$"
)
CAPTCHA = re.compile(r"请(?:输入|完成|点击).{0,6}验证|captcha|验证后继续|请稍[候等]", re.IGNORECASE)
# A server's own page may be long; its title says what it is.
DEFAULT_TITLE = re.compile(
    r"^\s*(?:welcome\s+to\s+(?:nginx|openresty|tengine|caddy|centos)|apache\s+tomcat|iis(?:\s?\d|\s+windows)"
    r"|test\s+page\s+for|apache2?\s.{0,20}default|it\s+works|没有找到站点|恭喜.{0,4}站点创建成功|index\s+of\s+/"
    r"|(?:.{0,40}域名.{0,6}(?:出售|转让|停放))|.{0,60}domain.{0,20}for\s+sale)",
    re.IGNORECASE,
)

_SHUT: Sequence[tuple[str, re.Pattern[str]]] = (
    ("limited", LIMITED),
    ("fenced", FENCED),
    ("verification", VERIFICATION),
    ("blocked", BLOCKED),
)
_AWAY: Sequence[tuple[str, re.Pattern[str]]] = (
    ("parked", PARKED),
    ("closed", CLOSED),
    ("maintenance", MAINTENANCE),
    ("server_error", BROKEN),
)


def shut(said: str) -> str:
    """Which kind of wall speaks; empty where none does."""
    return _first(_SHUT, said)


def away(said: str) -> str:
    """Why there is no site to speak of; empty where there is one."""
    return _first(_AWAY, said)


def told(said: str) -> str:
    """Why a page that has nothing else to say is no evidence."""
    return ("dead_link" if GONE.search(said) else "") or shut(said) or away(said)


def _first(table: Sequence[tuple[str, re.Pattern[str]]], said: str) -> str:
    return next((reason for reason, words in table if words.search(said)), "")
