"""Labelled values: 发布日期：…, 索引号：…, as metadata boxes and title blocks print them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

_MOST = 1000  # labels looked at on one page
_COLUMNS = 3  # labels side by side from which on they may be a table's head
_DAY = re.compile(r"(?:19|20)\d\d[-/.年]")
_GAP = "[ \t]{0,6}"
_LABELS = {
    "published": (
        "发布日期 发布时间 公开日期 公开时间 发表时间 发表日期 公布日期 公布时间 发布于"
        " 上网时间 上网日期 刊登日期 录入时间 录入日期 上传时间 上传日期 发稿时间 挂网时间"
        " 挂网日期 登载时间 登载日期 刊发时间 发布日 发布 发表于 公开发布时间"
    ),
    "dated": ("日期 时间 更新时间 更新日期 编辑时间 添加时间 提交时间 信息时间 信息日期 来稿时间"),
    "written": (
        "成文日期 生成日期 成文时间 生成时间 发文日期 发文时间 签发日期 印发日期 印发时间"
        " 签发时间 制发日期 形成日期 产生日期 颁布日期 通过日期 制定日期 签署日期 落款日期"
    ),
    "index_no": ("索引号 索引编号 信息索引号 信息索引 索取号 索引 公开索引号"),
    "doc_no": ("文号 发文字号 文件编号 发文号 发文文号 公文文号 文件字号 文件号 公文编号"),
    "publisher": (
        "发布机构 发布单位 发文机关 发文机构 发布部门 公开部门 责任部门 发文单位 公开责任部门"
        " 信息发布机构 制发机关 发布机关 公开机构 公开主体 信息提供单位 发文部门"
        " 信息公开责任部门"
    ),
    "source": ("来源 信息来源 文章来源 稿件来源 内容来源 新闻来源 来源单位 稿源 出处 信息提供"),
    "keywords": ("主题词 关键词 关键字 主题 标签"),
    "validity": (
        "有效性 效力状态 时效性 是否有效 信息有效性 有效状态 时效状态 时效 文件状态 状态 效力"
    ),
    "category": ("主题分类 信息类别 信息分类 分类 体裁分类 公开类别 公文种类 文种 组配分类"),
    "name": ("名称 标题 信息名称 文件名称 公文名称 标题(名称) 文件标题 公文标题 信息标题"),
    "other": (
        "信息录入 录入 录入人 录入者 发布人 发布者 投稿人 供稿单位"
        " 作者 编辑 责任编辑 浏览次数 点击数 点击率 点击量 访问量 阅读次数 阅读量 阅读 浏览"
        " 浏览量 点击 字号 字体 字体大小 分享 打印 视力保护色 生效日期 实施日期 施行日期"
        " 失效日期 废止日期 有效期 公开方式 公开范围 公开形式 信息格式 语种 截止日期 截止时间"
        " 开始时间 结束时间 概述 摘要 内容概述 内容摘要 公开时限 公开程序 审核 审签 撰稿 供稿"
        " 初审 终审 主办单位 承办单位 责任单位 失效时间 类型 文章类型 归档时间 有效期限 联系电话"
    ),
}
_PREFIX = "(?:网站|文章|本文|稿件|新闻|文件|页面|内容|公告|公示|正文|首次|政策|信息|最新|网上)?"


def _pattern() -> re.Pattern[str]:
    groups = []
    for name, words in _LABELS.items():
        ways = sorted(words.split(), key=len, reverse=True)
        groups.append(
            f"(?P<{name}>" + "|".join(_GAP.join(map(re.escape, word)) for word in ways) + ")"
        )
    return re.compile(
        rf"{_PREFIX}(?:{'|'.join(groups)})"
        rf"{_GAP}(?:[】\])]?\s{{0,40}}?(?:(?P<sign>[:|])|(?=[ \t\n]|(?:19|20)\d\d|$))"
        rf"|(?P<shut>[】\]]))"
    )


def _beginning() -> re.Pattern[str]:
    """Where a label may begin: a fast scan; the labels themselves are matched there only."""
    return re.compile(rf"[{''.join(_SECOND)}](?<![\u4e00-\u9fff].)")


def _second() -> dict[str, str]:
    """What may follow each sign that a label begins with."""
    words = (*_LABELS.values(), _PREFIX[3:-2].replace("|", " "))
    found = {word[0]: " \t" for line in words for word in line.split()}
    for word in " ".join(words).split():
        found[word[0]] += word[1]
    return found


_SECOND = _second()
_PATTERN = _pattern()
_BEGINNING = _beginning()
_SIGNS = re.compile(r"[\s\[\]【】()|·*]")
_BRACKETS = re.compile(r"^[\s\[(【「]+|[\s\])】」【\[|;,]+$")


class Labelled(NamedTuple):
    """A label in a text and what stands behind it (to the line's end, else the next line)."""

    name: str  # key of the table of labels
    label: str
    value: str
    start: int
    end: int
    signed: bool  # a colon follows
    alone: bool  # a cell or line of its own


def labelled(text: str, spans: Iterable[tuple[int, int]] = ()) -> Iterator[Labelled]:
    """Every label in ``text`` (normal form, a line a text node) with its value, in order.

    With ``spans`` only those that begin in one of these stretches.
    """
    whole = list(spans) or [(0, len(text))]
    every = (m for start, end in whole for m in _matches(text, start, end))
    matches = list(islice(every, _MOST))
    heads = _heads(text, matches)
    for i, m in enumerate(matches):
        stop = matches[i + 1].start() if i + 1 < len(matches) else len(text)
        tail = text[m.end() : min(stop, m.end() + 300)]
        first, _, rest = tail.lstrip(" \t").partition("\n")
        if i in heads:
            first, rest = heads[i], ""
        value = first if first.strip(" \t[]:") else rest.lstrip("\n").partition("\n")[0]
        name = str(m.lastgroup if m.lastgroup not in ("sign", "shut") else _group(m))
        yield Labelled(
            name=name,
            label="".join(m[name].split()),
            value=_BRACKETS.sub("", value.strip().lstrip(":").strip()),
            start=m.start(),
            end=m.end(),
            signed=m["sign"] is not None or m["shut"] is not None,
            alone=_is_alone(text, m),
        )


def _matches(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    at = start
    for begin in _BEGINNING.finditer(text, start, end):
        here = begin.start()
        if text[here + 1 : here + 2] not in _SECOND[begin[0]] or here < at:
            continue
        if m := _PATTERN.match(text, here, end):
            at = m.end()
            yield m


def _heads(text: str, matches: list[re.Match[str]]) -> dict[int, str]:
    """Values of labels that stand side by side as a table's head, with their values below.

    Number of the label -> value. Only where a day stands below each label of a day: a box of which
    some values are empty looks the same.
    """
    found: dict[int, str] = {}
    first = 0
    for i, m in enumerate(matches, 1):
        last = i == len(matches) or text[m.end() : matches[i].start()].strip()
        if not last:
            continue
        run, first = range(first, i), i
        plain = all(matches[n]["sign"] is None and _is_alone(text, matches[n]) for n in run)
        if len(run) < _COLUMNS or not plain:
            continue
        below = text[m.end() :][:600].strip().split("\n")[: len(run)]
        pairs = dict(zip(run, below, strict=False))
        dated = [n for n in pairs if _group(matches[n]) in ("published", "written")]
        if len(below) == len(run) and dated and all(_DAY.match(pairs[n]) for n in dated):
            found |= pairs
    return found


def _is_alone(text: str, m: re.Match[str]) -> bool:
    """Whether the label fills its line, brackets aside."""
    start, end = text.rfind("\n", 0, m.start()) + 1, text.find("\n", m.end())
    return end >= 0 and end - m.end() < 6 and not _SIGNS.sub("", text[start : m.start()])


def _group(m: re.Match[str]) -> str:
    return next(name for name in _LABELS if m[name] is not None)
