"""Fill the marked blocks of the manuals from the code and data they speak of.

``python docs/generate.py`` writes; ``--check`` only says which are out of date (exit 1). A block
stands between ``<!-- NAME LANG -->`` and ``<!-- end -->``.
"""

from __future__ import annotations

import ast
import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

import checks
import plans
from gongkai import reasons
from gongkai.commands import names
from gongkai.disk import interface
from gongkai.words import say
from plans.coverage import WHO, kinds_of, who_decides
from plans.rules import LIMITS

ROOT = Path(__file__).parents[1]
MANUALS = (
    "README.md",
    "README.zh-CN.md",
    "CONTRIBUTING.md",
    "docs/COVERAGE.md",
    "docs/DISK.md",
)
SCHEMAS = Path("docs/schema")
LANGUAGES = ("zh", "en")
_BLOCK = re.compile(r"(<!-- (\w+) (zh|en) -->\n).*?(<!-- end -->)", re.DOTALL)


def filled(text: str) -> str:
    """The manual with every block written anew. KeyError for a block that nobody fills."""
    return _BLOCK.sub(lambda m: f"{m[1]}{BLOCKS[m[2]](m[3])}{m[4]}", text)


def commands(lang: str) -> str:
    """Every command and what it does."""
    return _list(
        (f"gongkai {' '.join(path)}", say(f"do_{'_'.join(path)}", lang=lang)) for path in names()
    )


def kinds(lang: str) -> str:
    """Every check: what it asks, and its parameters."""
    head = {"zh": ("检查", "查什么", "参数"), "en": ("check", "asks", "parameters")}[lang]
    return _table(
        head,
        ((f"`{c.kind}`", c.title[lang], _code(c.params)) for c in checks.kinds().values()),
    )


def families(lang: str) -> str:
    """Every CMS family by its module's first line."""
    return _list(_modules(ROOT / "spiders"))


def reports(lang: str) -> str:
    """Every report by its module's first line."""
    return _list(_modules(ROOT / "reports"))


def shipped(lang: str) -> str:
    """Every plan that comes along, with the number of its clauses."""
    counted = {"zh": "（{} 条）", "en": " ({} clauses)"}[lang]
    loaded = (plans.load(name) for name in plans.names())
    return _list((p.id, p.title + counted.format(len(p.obligations))) for p in loaded)


def causes(lang: str) -> str:
    """Every reason, its outcomes, and whose doing it is."""
    head = {
        "zh": ("原因", "说法", "结论", "责任"),
        "en": ("reason", "told as", "outcomes", "whose"),
    }
    return _table(
        head[lang],
        (
            (f"`{r.id}`", r.words[lang].name, " ".join(r.outcomes), r.fault)
            for r in reasons.table().values()
        ),
    )


def coverage(lang: str) -> str:
    """Plan by kind of check: clauses that the pages decide, in part, not at all."""
    head = {"zh": ("方案", "条目"), "en": ("plan", "clauses")}[lang]
    whole = {"zh": ("网上可判", "部分可判", "由人判"), "en": ("pages", "in part", "person")}[lang]
    known = [kind for kind in checks.kinds() if kind != "manual"]
    rows = []
    for plan in map(plans.load, plans.names()):
        deciding = Counter(who_decides(o) for o in plan.obligations)
        kinds = kinds_of(plan)
        cells = [_shares(kinds.get(kind, {})) for kind in known]
        rows.append((
            f"`{plan.id}`", str(len(plan.obligations)), *(str(deciding[who]) for who in WHO), *cells
        ))  # fmt: skip
    return _table((*head, *whole, *(f"`{kind}`" for kind in known)), rows)


def _shares(row: Mapping[str, int]) -> str:
    """``12+3``: twelve decided by pages alone, three in part."""
    machine, partly = (row.get(who, 0) for who in WHO[:2])
    return f"{machine}+{partly}" if machine or partly else ""


def limits(lang: str) -> str:
    """Every number of ours, once: by subject and check, with its source."""
    head = {"zh": ("主题", "检查", "取值", "依据"), "en": ("subject", "check", "value", "by")}[lang]
    rows = [
        (f"`{s.id}` {s.name}", f"`{rule.check}`", _code(f"{k}={v}" for k, v in said), rule.basis)
        for s in plans.subjects().values()
        for rule in s.rules
        if (said := [(k, v) for k, v in rule.params.items() if k in LIMITS])
    ]
    return _table(head, rows)


def records_on_disk(lang: str) -> str:
    """Every file of a round with its fields, then the records that stand inside others."""
    told = [_record(f"`{f.path}`", f"{f.about} [Schema](schema/{f.name}.json).",
                    interface.columns(f)) for f in interface.FILES]  # fmt: skip
    whole = {file.record for file in interface.FILES}
    told.append("## Records inside records\n\n")
    told += [
        _record(
            f"`{record.__name__}`",
            (record.__doc__ or "").partition("\n")[0],
            interface.told(record),
            "###",
        )
        for record in interface.records()
        if record not in whole
    ]
    return "\n" + "\n".join(told)


def _record(name: str, about: str, fields: Iterable[interface.Field], level: str = "##") -> str:
    rows = (
        (f"`{f.name}`", f"`{_plain(f.type)}`", _plain(f.meaning).replace("<", "&lt;"), str(f.since))
        for f in fields
    )
    return f"{level} {name}\n\n{about}\n\n{_table(('field', 'type', 'meaning', 'since'), rows)}"


def _plain(text: str) -> str:
    return text.replace("|", "\\|")


def schemas() -> dict[Path, str]:
    """The JSON Schema of every file of a round, by where it is kept."""
    return {
        SCHEMAS / f"{file.name}.json": json.dumps(
            interface.schema(file), ensure_ascii=False, indent=1, sort_keys=True
        )
        + "\n"
        for file in interface.FILES
    }


BLOCKS: dict[str, Callable[[str], str]] = {
    "commands": commands,
    "checks": kinds,
    "cms": families,
    "reports": reports,
    "plans": shipped,
    "reasons": causes,
    "coverage": coverage,
    "limits": limits,
    "disk": records_on_disk,
}


def _modules(folder: Path) -> Iterator[tuple[str, str]]:
    for file in sorted(folder.glob("[!_]*.py")):
        told = ast.get_docstring(ast.parse(file.read_text("utf-8"))) or ""
        first = told.partition("\n")[0].removeprefix(f"{file.stem}: ").replace("``", "`")
        yield file.stem, first


def _list(rows: Iterable[tuple[str, str]]) -> str:
    return "".join(f"- `{name}`: {text}\n" for name, text in rows)


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


def _code(words: Iterable[str]) -> str:
    return " ".join(f"`{word}`" for word in words)


def main(only_look: bool) -> int:
    """Write the manuals and schemas, or say which are out of date. The exit code."""
    manuals = {Path(name): filled((ROOT / name).read_text("utf-8")) for name in MANUALS}
    stale = []
    for name, fresh in (manuals | schemas()).items():
        file = ROOT / name
        if not file.is_file() or file.read_text("utf-8") != fresh:
            stale.append(str(name))
            if not only_look:
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(fresh, "utf-8")
    if only_look and stale:
        print(f"Out of date: {', '.join(stale)}. Run `make docs`.", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main("--check" in sys.argv[1:]))
