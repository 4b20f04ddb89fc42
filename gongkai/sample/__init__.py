"""海棠市: an invented city on this machine's own loopback addresses.

``city(folder)`` serves every site of the city until the block ends and yields the path of a
``targets.yaml`` in ``folder``, with ``columns.csv`` and ``facts.csv`` beside it. Nothing in it is
drawn by chance or read from a clock: two starts answer with the same bytes. What is wrong with the
city, and what an audit must therefore say, stands in ``PLANTED.md`` and ``truth.csv``.

``years/<plan>/`` is the same city in the year of a plan that comes along, with a truth of its own:
judged as of the last day of that year, looked at on the 15th of January after it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import yaml

from gongkai.sample.server import Servers
from gongkai.sample.sites import served
from gongkai.sample.world import DATA

AS_OF = "2026-09-30"
CLOCK = "2026-09-30T09:00+08:00"
TRUTH = Path(__file__).with_name("truth.csv")
YEARS = Path(__file__).with_name("years")


def year_for(plans: Iterable[str]) -> str:
    """The first of these plans whose year is planted; empty: the city of today serves them."""
    return next((id for id in plans if (YEARS / id / "targets.yaml").is_file()), "")


def moment(year: int | None) -> tuple[str, str]:
    """The cut-off and the instant of the look: today's, or those of a planted year."""
    return (f"{year}-12-31", f"{year + 1}-01-15T09:00+08:00") if year else (AS_OF, CLOCK)


@contextmanager
def city(folder: Path, *, year: str = "", log: Path | None = None, look: int = 1) -> Iterator[Path]:
    """Serve the city; yields the path of its targets.

    ``year``: the plan in whose year it is served. ``log``: file that gets a line a request (time,
    host, path, status, tab-separated). ``look``: as it stands at that look.
    """
    with serving(folder, year=year, log=log, look=look) as (targets, _):
        yield targets


@contextmanager
def serving(
    folder: Path, *, year: str = "", log: Path | None = None, look: int = 1
) -> Iterator[tuple[Path, Servers]]:
    """As :func:`city`, and yields the servers too, whose ``requests`` says what was asked."""
    data = YEARS / year if year else DATA
    servers = Servers(served(data, look), log=log)
    with servers:
        folder.mkdir(parents=True, exist_ok=True)
        yield write_targets(folder, servers.addresses, data), servers


def write_targets(folder: Path, addresses: dict[str, str], data: Path = DATA) -> Path:
    """Write the targets with the address at which each host answers now."""
    targets = yaml.safe_load((data / "targets.yaml").read_text("utf-8"))
    for site in targets["sites"]:
        site["address"] = addresses[site["host"]]
    path = folder / "targets.yaml"
    text = yaml.safe_dump(targets, allow_unicode=True, sort_keys=False, width=100)
    path.write_text(text, "utf-8")
    for name in ("columns.csv", "rosters.csv", "facts.csv"):
        if (data / name).is_file():
            (folder / name).write_bytes((data / name).read_bytes())
    return path
