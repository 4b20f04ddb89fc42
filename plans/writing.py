"""Writing plans: task files as a person would write them, so that they stay pleasant to edit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from gongkai.door import words_stay_words

CLAUSE = (  # the keys of a clause, in the order in which they are written
    "item", "title", "lead", "support", "each", "joint", "about", "subject", "match", "places",
    "due", "cadence", "after", "weight", "note", "text", "if_none", "rules",
)  # fmt: skip
_WIDE = 10_000  # a mapping in a line is never folded


class _Flow(dict[str, Any]):
    """A mapping that is written in one line."""


class _Dumper(yaml.SafeDumper):
    """Lists and the insides of rules in one line, clauses below each other."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        """Rows of a list stand below their key, indented."""
        super().increase_indent(flow, indentless=False)


words_stay_words(_Dumper)


def _flow(dumper: yaml.SafeDumper, value: _Flow) -> yaml.Node:
    return dumper.represent_mapping("tag:yaml.org,2002:map", value, flow_style=True)


def _list(dumper: yaml.SafeDumper, value: list[Any]) -> yaml.Node:
    plain = not any(isinstance(each, dict) for each in value)
    return dumper.represent_sequence("tag:yaml.org,2002:seq", value, flow_style=plain)


_Dumper.add_representer(_Flow, _flow)
_Dumper.add_representer(list, _list)


def write_head(folder: Path, head: Mapping[str, Any]) -> None:
    """plan.yaml: title, source, year and what else is not left to its default."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "plan.yaml").write_text(_yaml(dict(head)), "utf-8")


def write_task(file: Path, task: str, clauses: Iterable[Mapping[str, Any]]) -> None:
    """A task file. Keys that are empty are left out; ``rules`` are written one a line."""
    rows = [_clause(clause) for clause in clauses]
    file.write_text(_yaml({"task": task, "clauses": rows}), "utf-8")


def _clause(said: Mapping[str, Any]) -> dict[str, Any]:
    found = {key: said[key] for key in CLAUSE if said.get(key) not in (None, "", (), [], False)}
    if "rules" in found:
        found["rules"] = [_rule(rule) for rule in found["rules"]]
    return found


def _rule(rule: Any) -> Any:
    """A bare word, or ``check: {…}`` with all that stands in it in one line."""
    if not isinstance(rule, Mapping):
        return rule
    return {str(check): _inline(said or {}) for check, said in rule.items()}


def _inline(value: Any) -> Any:
    if isinstance(value, Mapping):
        return _Flow({str(key): _inline(each) for key, each in value.items()})
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_inline(each) for each in value]
    return value


def rule_text(rule: Any) -> str:
    """A rule in one line, as it stands in a cell: ``fresh``, ``series: {period: month}``."""
    if isinstance(rule, Mapping):
        ((check, said),) = rule.items()
        return f"{check}: {_yaml(_inline(said or {})).strip()}"
    return str(rule)


def _yaml(value: Any) -> str:
    return yaml.dump(
        value, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=_WIDE,
        default_flow_style=False,
    )  # fmt: skip
