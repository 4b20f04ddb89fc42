"""What one crawl process is to do, and what it says while it does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from gongkai.model import Order, Site


@dataclass(frozen=True, kw_only=True)
class Progress:
    """How far a site is: requests sent and bytes received in this look, orders, orders done."""

    host: str
    requests: int = 0
    bytes: int = 0
    orders: int = 0
    done: int = 0
    problem: str = ""  # what went wrong with us, not with the site


@dataclass(frozen=True, kw_only=True)
class Task:
    """What one process is to do."""

    folder: Path
    sites: tuple[Site, ...]  # all of the targets: who may be connected to
    orders: dict[str, tuple[Order, ...]]  # host -> orders
    look: int
    clock: datetime | None
    contact: str
    pages: Path | None
    ocr: bool = False  # read the words in pictures, where that can be done here
