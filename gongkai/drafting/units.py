"""Who owes: a unit cell as printed, split into names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_MOST = 4000  # characters; a longer cell is none of units
_OPEN, _CLOSE = "（(〔[【《“", "）)〕]】》”"
_NAME = re.compile(
    r"(?:[局委办厅部署院处室科股司队所站会组府街镇乡区县市州旗省村联社台馆库厂校园行港航]"
    r"|中心|公司|集团|大学|学院|中学|小学|单位|部门|机构|妇联|团委|法院|检察院|指挥部|海关|机关"
    r"|系统|平台|企业|医院|基地|街道|团体|政务服务大厅|电网|供电)$"
)
_VERBS = (
    r"(?:按照?|依|根据)?(?:各自|职责|职能|工作)*(?:的)?(?:职责|职能)?(?:分工|权限|范围|要求)*(?:内|共同|分别|具体|统筹)*"
    r"(?:牵头(?:单位|部门|负责|落实|组织|实施|办理)?|主办|承办|负责|落实|实施|组织实施|贯彻|执行|推进|参与|参加|办理|"
    r"配合(?:落实|单位)?|协助|协办|协同(?:配合)?|指导|督促|监督|汇总)"
)
_VERB = re.compile(rf"(?:{_VERBS})+(?:工作|好)?$")
_STRONG = re.compile(r"(?:牵头|配合|负责|落实)$")
_HELPS = re.compile(r"配合|协助|协办|协同|参与|参加")
_DUTIES = re.compile(
    r"(?:[,，]?(?:按照?|依|根据)(?:各自)?(?:职责|职能|分工)+(?:分工|权限|要求)*(?:负责|落实|办理|实施)?)$"
)
_LABEL = re.compile(
    r"(?P<help>配合|协办|协助|参与|参加|协同)?(?:(?:牵头|责任|主办|承办|落实|实施|负责)[、和及]?)*(?:单位|部门|处室|科室)[:：]"
)
_ETC = re.compile(
    r"等(?:\d+|[一二三四五六七八九十]+)?[个家]?(?:[省市区县]?政府|[市区县]直)?各?(?:有关|相关)?(?:职能)?(?:单位|部门)?$"
)
_NUMBER = re.compile(r"^(?:[（(]?\d{1,2}[）)]|\d{1,2}[.．、]|[①-⑳]|由(?=[市区县省州]))\s*")
_WHOLE = re.compile(
    r"[各全直属]|有关|相关|直属|所有|其他|起草|承办|执行|主管|执法|成员|责任|行业|下属|所属"
)
_GENERIC = re.compile(
    r"(?:街道?|中心|处|室|科|科室|处室|局|办|镇|乡|市|区|县|园区|管委会|部门|单位|直属机构|直属单位|派出机构|"
    r"直属各单位|办事处|功能区|开发区|街镇|镇街|乡镇|村|社区|站所?|所|场)(?:（[^）]*）|\([^)]*\))?(?:人民政府|政府|办事处)?"
)
_NOBODY = re.compile(r"无|暂无|没有|[-—–－_]+")
_OFFICE_OF = re.compile(r"(?:政府|党委|[省市区县州旗]委)$")
_ITS_OFFICE = re.compile(r"办公[厅室]")  # 市政府 over 办公室: one name on two lines
_HEAD = re.compile(r"(?:涉及|承担|具有|有|凡|相关|负责|与)")


@dataclass(frozen=True, kw_only=True)
class Names:
    """The names of a unit cell, as printed."""

    units: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    odd: tuple[str, ...] = ()  # of both: what does not look like an office's name
    open: bool = False  # it ends with 等

    @property
    def collective(self) -> tuple[str, ...]:
        """Those of both that name a group."""
        return tuple(name for name in self.units + self.support if collective(name))


def collective(name: str) -> bool:
    """Whether a name means a group: 各镇（街）, 市各有关单位, 政策文件起草部门."""
    bare = _outside(name)
    if "各" in bare:
        return True
    return bool(
        re.search(r"(?:单位|部门|机构|处室|科室|企业|系统|乡镇|镇街)$", bare)
        and _WHOLE.search(bare)
    )


@lru_cache(maxsize=4096)
def names(cell: str, *, support: bool = False) -> Names:
    """The names in a unit cell. ``support``: the column is 配合单位, all of them only help.

    A verb rules the names before it, back to the verb before: 甲局牵头，乙局、丙局配合.
    """
    if len(cell) > _MOST:
        return Names(odd=(cell[:40],))
    units: list[str] = []
    helpers: list[str] = []
    waiting: list[str] = []
    helps = support
    unfinished = False
    for piece in _pieces(_joined(cell)):
        piece, labelled = _unlabelled(piece)
        if labelled is not None:
            (helpers if helps else units).extend(waiting)
            waiting, helps = [], labelled or support
        name, verb = _stripped(piece)
        unfinished = unfinished or bool(_ETC.search(name))
        name = _ETC.sub("", name)
        if name and not _NOBODY.fullmatch(name):
            waiting.append(name)
        if verb:
            (helpers if helps or _HELPS.search(verb) else units).extend(waiting)
            waiting = []
    (helpers if helps else units).extend(waiting)
    kept, helping = _together(units), _together(helpers)
    odd = tuple(name for name in kept + helping if not looks_like_one(name))
    return Names(units=kept, support=helping, odd=odd, open=unfinished)


def looks_like_one(name: str) -> bool:
    """Whether a name ends as offices' names do."""
    bare = _outside(name)
    return bool(_NAME.search(bare)) and len(bare) <= 60 and not re.search(r"[。；：:]", bare)


def _joined(cell: str) -> str:
    """Lines of a cell as one: a line that ends or begins a name ends or begins a piece."""
    lines = [re.sub(r"\s+", " ", line).strip() for line in cell.split("\n")]
    lines = [line for line in lines if line]
    text = ""
    for line in lines:
        if text and _breaks(text, line):
            text += "、"
        text += line
    return re.sub(r"(?<=[^\x00-\x7f])\s+(?=[^\x00-\x7f])", " ", text)


def _breaks(before: str, line: str) -> bool:
    """A line break between two whole names; a name may also go on in the next line."""
    if _depth(before) or before[-1] in "、，,；;：:/" or line[0] in "、，,；;）)":
        return False
    last = _pieces(before)[-1] if _pieces(before) else before
    first = _pieces(line)[0] if _pieces(line) else line
    its_office = _OFFICE_OF.search(last) and _ITS_OFFICE.match(first)
    plate = line[0] in _OPEN and not _NUMBER.match(line)
    if its_office or plate or (last[-1] in "道镇乡" and first.startswith("办事处")):
        return False
    return (
        looks_like_one(_stripped(last)[0])
        and looks_like_one(_stripped(first)[0])
        and len(first) > 2
    )


def _depth(text: str) -> int:
    return sum(c in _OPEN for c in text) - sum(c in _CLOSE for c in text)


def _pieces(text: str) -> list[str]:
    """Parts between separators that stand outside brackets."""
    pieces, depth, start = [], 0, 0
    for i, c in enumerate(text):
        if c in _OPEN:
            depth += 1
        elif c in _CLOSE:
            depth = max(0, depth - 1)
        elif depth == 0 and (c in "、，,；;。/\n" or (c == " " and _spaced(text, i))):
            pieces.append(text[start:i])
            start = i + 1
    pieces.append(text[start:])
    found = [piece.strip(" .．。") for piece in pieces]
    return [name for piece in found if piece for name in _joint(piece)]


def _spaced(text: str, at: int) -> bool:
    """A space between two whole names."""
    before = re.split(r"[、，,；; ]", text[:at])[-1]
    after = re.split(r"[、，,；; ]", text[at + 1 :])[0]
    whole = looks_like_one(_stripped(before)[0]) and looks_like_one(_stripped(after)[0])
    return len(before) > 2 and len(after) > 2 and whole


def _joint(piece: str) -> list[str]:
    """甲局和乙局 are two; 人力资源和社会保障局 is one."""
    for found in re.finditer(r"以及|会同|和|及|与|\+", piece):
        left, right = piece[: found.start()], piece[found.end() :]
        if _depth(left) or len(left) < 3 or len(right) < 2 or _GENERIC.fullmatch(right):
            continue
        if looks_like_one(left) and looks_like_one(_stripped(right)[0]) and not _is_topic(left):
            return [left, *_joint(right)]
    return [piece]


def _is_topic(left: str) -> bool:
    """Ends like an office by chance: 市住房 … no; 社会, 城市, 农村, 地区 are topics."""
    return bool(
        re.search(
            r"(?:社会|城市|农村|乡村|地区|城乡|机构|工会组织|单位|企业|法人|个人|工人|老人)$", left
        )
    ) and not (collective(left))


def _unlabelled(piece: str) -> tuple[str, bool | None]:
    """Without 牵头单位：, and whether that label means help; None where there is no label."""
    found = _LABEL.match(piece)
    if found is None:
        return piece, None
    return piece[found.end() :], bool(found["help"])


def _stripped(piece: str) -> tuple[str, str]:
    """A name without the verb after it, and the verb."""
    verb = ""
    name = _NUMBER.sub("", piece.strip())
    if name[:1] in "（(" and name[-1:] in "）)" and not re.search(r"[）)]", name[:-1]):
        name = name[1:-1]
    if found := re.search(r"[（(](牵头[^）)]*|配合|协助|主办|协办|负责)[）)]$", name):
        return name[: found.start()].strip(), found[1]
    if found := _DUTIES.search(name):
        name, verb = name[: found.start()].strip(), found[0]
    if found := _VERB.search(name):
        rest = name[: found.start()].strip()
        if not rest or looks_like_one(rest) or _STRONG.search(found[0]):
            name, verb = rest, found[0] + verb
    return name.strip("，,、 "), verb


def _together(found: list[str]) -> tuple[str, ...]:
    """Names that separators tore: 各镇、街; 市政府各部门、各直属机构; 涉及甲、乙等的单位."""
    kept: list[str] = []
    for name in found:
        if kept and _goes_on(kept[-1], name):
            kept[-1] = f"{kept[-1]}、{name}"
        else:
            kept.append(name)
    return tuple(dict.fromkeys(_full_width(name) for name in kept))


def _full_width(name: str) -> str:
    """Brackets within Chinese have one form, however they were typed."""
    if not re.search(r"[\u4e00-\u9fff]", name):
        return name
    return re.sub(r"\s*\(\s*([^()]*?)\s*\)", r"（\1）", name)


def _goes_on(last: str, name: str) -> bool:
    tail = last.rpartition("、")[2]
    if re.match(r"[^、]{0,3}各", tail) and _GENERIC.fullmatch(name):
        return True
    if "、" in last and collective(last) and _GENERIC.fullmatch(tail) and _GENERIC.fullmatch(name):
        return True
    if re.search(r"(?:政府|委|府)各(?:工作|组成)?(?:部门|委办局)$", last) and re.fullmatch(
        r"各(?:直属|派出|有关|下属).{2,4}", name
    ):
        return True
    return bool(_HEAD.match(last) and not looks_like_one(last))


def _outside(name: str) -> str:
    """The name without what stands in brackets."""
    return re.sub(r"[（(〔\[【][^）)〕\]】]*[）)〕\]】]?", "", name).strip()
