"""From a plan document to items: ``read(path)`` gives a :class:`Draft`."""

from gongkai.drafting.draft import Doubt, Draft, Item
from gongkai.drafting.reading import read
from gongkai.drafting.words import LOW, told

__all__ = ["LOW", "Doubt", "Draft", "Item", "read", "told"]
