"""海棠市: an invented city on this machine's own loopback addresses.

``city(folder)`` serves every site of the city until the block ends and yields the path of a
``targets.yaml`` in ``folder``, with ``columns.csv`` and ``facts.csv`` beside it. Nothing in it is
drawn by chance or read from a clock: two starts answer with the same bytes. What is wrong with the
city, and what an audit must therefore say, stands in ``PLANTED.md`` and ``truth.csv``.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import yaml

from gongkai.sample.server import Servers
from gongkai.sample.sites import served
from gongkai.sample.world import DATA

AS_OF = "2026-09-30"
CLOCK = "2026-09-30T09:00+08:00"
TRUTH = Path(__file__).with_name("truth.csv")


@contextmanager
def city(folder: Path, *, log: Path | None = None) -> Iterator[Path]:
    """Serve the city; yields the path of its targets.

    ``log``: file that gets a line a request (time, host, path, status, tab-separated).
    """
    with serving(folder, log=log) as (targets, _):
        yield targets


@contextmanager
def serving(folder: Path, *, log: Path | None = None) -> Iterator[tuple[Path, Servers]]:
    """As :func:`city`, and yields the servers too, whose ``requests`` says what was asked."""
    servers = Servers(served(), log=log)
    with servers:
        folder.mkdir(parents=True, exist_ok=True)
        yield write_targets(folder, servers.addresses), servers


def write_targets(folder: Path, addresses: dict[str, str]) -> Path:
    """Write the targets with the address at which each host answers now."""
    targets = yaml.safe_load((DATA / "targets.yaml").read_text("utf-8"))
    for site in targets["sites"]:
        site["address"] = addresses[site["host"]]
    path = folder / "targets.yaml"
    text = yaml.safe_dump(targets, allow_unicode=True, sort_keys=False, width=100)
    path.write_text(text, "utf-8")
    for name in ("columns.csv", "facts.csv"):
        (folder / name).write_bytes((DATA / name).read_bytes())
    return path
