"""How to fetch: politely, within bounds, keeping every answer."""

from crawler.task import Progress
from crawler.visiting import visit

__all__ = ["Progress", "visit"]
