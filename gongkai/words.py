"""What the user is told when something they wrote is wrong. Chinese first, English beside it.

One table; ``{slots}`` are the same in both languages. Every sentence says what is wrong and how
to mend it; file, place and the nearest right word are put round it by :mod:`gongkai.door`.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextvars import ContextVar
from typing import Any

from gongkai.adding_words import ADDING
from gongkai.command_words import COMMANDS
from gongkai.discover_words import DISCOVER
from gongkai.planning_words import PLANNING

LANGUAGES = ("zh", "en")

FAULTS: dict[str, tuple[str, str]] = {
    # ---- round every sentence
    "at": ("{file}：{at}：{what}", "{file}: {at}: {what}"),
    "at_file": ("{file}：{what}", "{file}: {what}"),
    "nearest": ("最接近的是“{word}”。", 'The nearest is "{word}".'),
    "and_more": ("另有 {n} 处，改完以上再看。", "{n} more; mend these first."),
    "line": ("第 {n} 行", "line {n}"),
    "item": ("条目 {item}", "item {item}"),
    # ---- files
    "no_file": ("没有这个文件。请核对路径。", "There is no such file. Check the path."),
    "not_text": (
        "不是 UTF-8 文本。请另存为 UTF-8。",
        "This is not UTF-8 text. Save it as UTF-8.",
    ),
    "not_yaml": ("不是合格的 YAML：{why}。", "This is not YAML: {why}."),
    "not_table": ("不是合格的 CSV：{why}。", "This is not CSV: {why}."),
    "not_open": ("打不开：{why}。", "It cannot be opened: {why}."),
    "too_big": ("超过 {limit} MB。请拆成几个文件。", "Over {limit} MB. Split the file."),
    "not_mapping": (
        "这里应是“键: 值”，不是{seen}。",
        "Keys and values are expected here, not {seen}.",
    ),
    "not_list": ("这里应是一列（每行以 - 开头）。", "A list is expected here (lines with -)."),
    "key_twice": ("“{key}”写了两次。只留一个。", '"{key}" stands twice. Keep one.'),
    "unknown_key": ("没有“{key}”这一项。删去或改正。", 'There is no key "{key}". Mend it.'),
    "no_key": ("缺少“{key}”。请补上。", '"{key}" is missing. Add it.'),
    "bad_value": (
        "“{key}”应是{want}，不是“{seen}”。",
        '"{key}" should be {want}, not "{seen}".',
    ),
    "no_header": (
        "表头缺少“{key}”列。应有：{columns}。",
        'The header lacks "{key}". It should have: {columns}.',
    ),
    "row_length": (
        "这一行有 {seen} 格，表头有 {want} 格。",
        "This row has {seen} cells, the header {want}.",
    ),
    # ---- what a value should be
    "want_text": ("文字", "text"),
    "want_number": ("数字", "a number"),
    "want_whole": ("整数", "a whole number"),
    "want_yes": ("true 或 false", "true or false"),
    "want_day": ("日期，如 2026-03-31", "a day such as 2026-03-31"),
    "want_texts": ("一列文字", "a list of texts"),
    "want_pairs": ("“名称: 文字”的对照", "names with texts"),
    "want_quoted": ('加引号的文字，如 "1.10"', 'quoted text such as "1.10"'),
    "want_limit": ("30d、3wd 或 1mo 这样的期限", "a limit such as 30d, 3wd or 1mo"),
    "want_by": ("due 或日期", "due or a day"),
    "want_since": ("year、any 或日期", "year, any or a day"),
    "want_one_of": ("{words} 之一", "one of {words}"),
    "want_positive": ("大于 0 的数字", "a number above 0"),
    "want_share": ("0 到 1 之间的数字", "a number from 0 to 1"),
    "want_other": ("这个检查收得下的值", "a value that the check takes"),
    # ---- plans
    "no_plan": (
        "没有叫“{name}”的要点方案。现有：{names}。",
        'There is no plan "{name}". There are: {names}.',
    ),
    "no_tasks": (
        "文件夹里没有任务文件。加一个，如 01-任务.yaml。",
        "There is no task file here. Add one, such as 01-task.yaml.",
    ),
    "item_twice": (
        "条目“{item}”已在 {other} 里。编号不能重复。",
        'Item "{item}" stands in {other} already. Give it another number.',
    ),
    "subject_twice": (
        "主题“{key}”已在 {other} 里。只留一个。",
        'Subject "{key}" stands in {other} already. Keep one.',
    ),
    "no_lead": (
        "没有牵头单位。写上 lead；与单位无关的条目不要列入。",
        "Nobody leads. Give lead.",
    ),
    "no_rules": (
        "没有规则。至少写一条；只能人工核查的用 manual。",
        "There is no rule. Give one; what only a person can see is manual.",
    ),
    "rule_shape": (
        "一条规则只写一个检查，如 - count: {{n: 1}}。",
        "A rule names one check, such as - count: {{n: 1}}.",
    ),
    "rules_not_list": (
        "rules 应是一列，如 - count: {{n: 1}}。",
        "rules is a list, such as - count: {{n: 1}}.",
    ),
    "param_twice": (
        "“{key}”在 ours 里外各写了一次。要点写明的放外面，我们定的放 ours 里。",
        '"{key}" stands inside ours and outside. The plan\'s own outside, ours inside.',
    ),
    "unknown_check": (
        "没有叫“{key}”的检查。现有：{names}。",
        'There is no check "{key}". There are: {names}.',
    ),
    "unknown_param": (
        "检查 {check} 没有参数“{key}”。可用：{names}。",
        'Check {check} takes no "{key}". It takes: {names}.',
    ),
    "no_param": (
        "检查 {check} 缺少参数“{key}”。请补上。",
        'Check {check} needs "{key}". Add it.',
    ),
    "by_no_due": (
        "写了 by: due，条目却没有 due。补上期限日期。",
        "by: due stands here, but the item has no due. Add the day.",
    ),
    "no_if_none": (
        "规则 {check} 没说一条也没有时怎么算。加 if_none: fail、not_applicable、zero_report "
        "或 unknown。",
        "Rule {check} does not say what no entry at all means. Add if_none: fail, "
        "not_applicable, zero_report or unknown.",
    ),
    "no_subject": (
        "规则 {check} 要找栏目，条目却没有 subject。请补上。",
        "Rule {check} looks for a column, but the item has no subject. Add it.",
    ),
    "no_parts": (
        "规则 contains 没写 parts，主题“{subject}”也没写 contents。补上一处。",
        'contains has no parts, and subject "{subject}" has no contents. Give one of them.',
    ),
    "unknown_subject": ("没有叫“{key}”的主题。", 'There is no subject "{key}".'),
    "unknown_place": (
        "没有叫“{key}”的位置。应是 portal、own、any 或 platform:<id>。",
        'There is no place "{key}". It is portal, own, any or platform:<id>.',
    ),
    "unknown_platform": (
        "targets 里没有平台“{key}”。在 platforms 里补上它的网址。",
        'The targets have no platform "{key}". Add its address to platforms.',
    ),
    "unknown_about": (
        "about 应是 holder 或 group:<id>，没有组“{key}”。",
        'about is holder or group:<id>; there is no group "{key}".',
    ),
    "bad_cadence": (
        "cadence 读不懂“{seen}”。可写 every month、every month 4-10、within 3wd of publication、"
        "after receipt、once、throughout、unspecified。",
        'cadence does not read "{seen}". Write every month, every month 4-10, '
        "within 3wd of publication, after receipt, once, throughout or unspecified.",
    ),
    "folder_there": (
        "文件夹已经在那里，不覆盖。请换一个名字，或者先把它移开。",
        "the folder is there already and is not overwritten. Choose another name or move it away.",
    ),
    "not_workbook": (
        "不是能读的 .xlsx 工作簿。请用 Excel 或 WPS 另存为 .xlsx。",
        "is no .xlsx workbook that can be read. Save it as .xlsx from Excel or WPS.",
    ),
    "bad_rule_cell": (
        "规则读不懂“{seen}”。一行一条，例如 series: {{period: month}}。",
        'the rule "{seen}" cannot be read. One a line, such as series: {{period: month}}.',
    ),
    "two_tasks": (
        "文件“{file}”里有两个任务：“{other}”和“{task}”。一个文件只写一个任务。",
        'the file "{file}" holds two tasks, "{other}" and "{task}". One file, one task.',
    ),
    "group_joint": (
        "“{name}”是一组单位，不能写 joint: true；一组单位写 each: true，各负其责。",
        '"{name}" is a group: joint: true is for named units. Write each: true.',
    ),
    "unknown_fact": (
        "plans/facts.yaml 里没有“{key}”这种事实。请在那里写明要请委托方提供什么。",
        'plans/facts.yaml has no kind of fact "{key}". Say there what the client must supply.',
    ),
    "group_not_each": (
        "“{name}”是一组单位。各自都要做的，加 each: true。",
        '"{name}" is a group. Add each: true where every member owes it.',
    ),
    "bad_match": ("表达式“{seen}”不成立：{why}。", 'Expression "{seen}" does not parse: {why}.'),
    # ---- targets
    "include_loop": (
        "“{name}”把自己包含进来了。删去这一行。",
        '"{name}" includes itself. Remove the line.',
    ),
    "id_twice": (
        "“{key}”已是“{other}”的编号或名称。换一个。",
        '"{key}" is already an id or name of "{other}". Choose another.',
    ),
    "host_twice": ("站点“{key}”写了两次。只留一个。", 'Site "{key}" stands twice. Keep one.'),
    "bad_host": (
        "“{seen}”不是主机名，如 www.example.gov.cn（不带 http:// 和端口）。",
        '"{seen}" is no host name such as www.example.gov.cn (without http:// and port).',
    ),
    "bad_url": (
        "“{seen}”不是网址，如 http://www.example.gov.cn/。",
        '"{seen}" is no address such as http://www.example.gov.cn/.',
    ),
    "bad_address": (
        "“{seen}”不是 IP 或 IP:端口，如 127.0.0.2:8801。",
        '"{seen}" is no IP or IP:port such as 127.0.0.2:8801.',
    ),
    "no_site": (
        "“{host}”不在 sites 里。补上 - host: {host}。",
        '"{host}" is no site. Add - host: {host} to sites.',
    ),
    "unknown_group": (
        "没有组“{key}”。改正，或在 groups 里补上。",
        'There is no group "{key}". Mend it or add it to groups.',
    ),
    "unknown_unit": (
        "没有单位“{key}”。改正，或在 units 里补上。",
        'There is no unit "{key}". Mend it or add it to units.',
    ),
    "no_url": (
        "没有网址。只有 how 为 person（人工确认没有这一栏）时可以空着。",
        "There is no url. Only how = person (a person found that there is no such column) "
        "leaves it empty.",
    ),
    "bad_contact": (
        "联系方式“{seen}”应是 mailto:邮箱 或网址。",
        'Contact "{seen}" should be mailto:… or an address of a page.',
    ),
}

WORDS = ADDING | FAULTS | COMMANDS | PLANNING | DISCOVER

_language: ContextVar[str] = ContextVar("language", default="zh")


def speak(lang: str) -> None:
    """Set the language of everything said from now on in this context: ``zh`` or ``en``."""
    _language.set(lang if lang in LANGUAGES else "zh")


Table = Mapping[str, tuple[str, str]]


def say(sentence: str, /, *, lang: str = "", **slots: Any) -> str:
    """That sentence of the table, its slots filled. KeyError where there is none."""
    return say_of(WORDS, sentence, lang or _language.get(), **slots)


def say_of(table: Table, sentence: str, lang: str = "", /, **slots: Any) -> str:
    """A sentence of a part's own table, whose keys would not be clear beside the others'."""
    return table[sentence][LANGUAGES.index(lang or _language.get())].format(**slots)


def language() -> str:
    """The language spoken in this context: ``zh`` or ``en``."""
    return _language.get()
