"""How to fetch: politely, within bounds, keeping every answer."""

from crawler.visiting import Progress, visit

__all__ = ["Progress", "visit"]
