"""Results, parts and small schemes to score."""

from __future__ import annotations

from gongkai.disk.judged import Ledger, Result
from gongkai.model import Ground, Indicator, Part, Scheme, State
from gongkai.reasons import table
from gongkai.scoring.findings import Judgement
from gongkai.scoring.scheme import Rated, rate

BLANK = dict.fromkeys(
    ["part_of", "check", "seen", "limit", "limit_by", "confirmed", "url", "fetched_at", "sha256"],
    "",
)
REASON = {"pass": "ok", "half": "late", "fail": "missing", "unknown": "blocked",
          "manual": "needs_person", "skip": "exempt"}  # fmt: skip
STATE = {"g": State.GOOD, "h": State.HALF, "b": State.BAD, "d": State.DOUBT, "o": State.OUT}
PART_REASON = {"g": "ok", "h": "late", "b": "missing", "d": "blocked", "o": "not_due"}


def line(item: str, outcome: str, unit: str = "czj", **fields: object) -> Result:
    given = BLANK | {
        "round": "r1", "judged": "first", "plan": "p", "item": item, "unit": unit,
        "unit_name": f"海棠市{unit}", "rule": "count", "outcome": outcome, "weight": 1.0,
        "reason": REASON[outcome], "as_of": "2026-09-30", "seen_at": "", "place": "own",
        "parts_good": 0, "parts_due": 1, "parts_doubtful": 0,
    }  # fmt: skip
    return Result(**(given | fields))  # type: ignore[arg-type]  # fields by name


def ledger(result: Result, states: str, *, reason: str = "", columns: int = 1) -> Ledger:
    """Parts by a letter each: good, half, bad, doubt, out; ``#`` is a doubt nobody can count."""
    parts = tuple(
        Part(
            key="#1" if s == "#" else f"k{n}",
            state=State.DOUBT if s == "#" else STATE[s],
            reason=reason or PART_REASON.get(s, "blocked"),
            url=f"http://x/{n}",
        )
        for n, s in enumerate(states)
    )
    return Ledger(
        plan=result.plan, item=result.item, unit=result.unit, place=result.place,
        rule=result.rule, parts=parts, columns=tuple(f"http://x/c{n}" for n in range(columns)),
    )  # fmt: skip


def scheme(*indicators: Indicator, **fields: object) -> Scheme:
    given = {"id": "s", "title": "办法", "source": "文号", "indicators": indicators}
    return Scheme(**(given | fields))  # type: ignore[arg-type]  # fields by name


def leaf(id: str, points: float = 0.0, mode: str = "weigh", **fields: object) -> Indicator:
    ground = {k: fields.pop(k) for k in ("off", "per", "reasons", "least", "sample") if k in fields}
    most = fields.pop("ground_most", 0.0)
    given = {
        "id": id, "name": id, "mode": mode, "points": points,
        "grounds": (Ground(items=(id,), most=most, **ground),),  # type: ignore[arg-type]
    }  # fmt: skip
    return Indicator(**(given | fields))  # type: ignore[arg-type]  # fields by name


def rated(scheme: Scheme, *results: Result, ledgers: tuple[Ledger, ...] = ()) -> Rated:
    kept = {(x.plan, x.item, x.unit, x.place, x.rule): x for x in ledgers}
    return rate(scheme, Judgement(results=results, ledgers=kept, seed="s"))


def span(found: Rated) -> tuple[float | None, float | None, float | None]:
    """Low, percent, high, to a hundredth."""
    low, percent, high = (
        None if v is None else round(v, 2) for v in (found.low, found.percent, found.high)
    )
    return low, percent, high


assert set(PART_REASON.values()) <= set(table())
