"""The list 要请委托方提供: facts that only the client can give, and the rows to fill in."""

from __future__ import annotations

from gongkai.judging.wanted import Wanted
from reports._telling import Telling

HEADS = [
    ("wanted_kind", 22, "text"), ("wanted_what", 52, "wrap"), ("wanted_units", 40, "wrap"),
    ("wanted_items", 20, "wrap"), ("wanted_points", 10, "number"), ("wanted_row", 22, "text"),
]  # fmt: skip


def rows(telling: Telling) -> tuple[tuple[str | float, ...], ...]:
    """A row a kind: what it is, who is asked, which clauses wait, how many points hang on it."""
    lang, joint = telling.audit.lang, telling.say("and")
    return tuple(
        (
            each.kind.id,
            what(each, lang),
            joint.join(each.units),
            joint.join(each.items),
            each.weight,
            joint.join(dict.fromkeys(fact.about for fact in each.rows if fact.about)),
        )
        for each in telling.audit.wanted
    )


def what(each: Wanted, lang: str) -> str:
    """What the client must supply, in the reader's language."""
    return each.kind.zh if lang == "zh" else each.kind.en
