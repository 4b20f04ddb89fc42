"""Where to look: one CMS family a file; its spider's name is the word targets.yaml uses."""

from __future__ import annotations

import pkgutil
from importlib import import_module


def families() -> dict[str, str]:
    """Name of each CMS family -> its title, the first line of its file."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    return {name: _title(name) for name in names}


def _title(name: str) -> str:
    told = import_module(f"{__name__}.{name}").__doc__ or ""
    return told.strip().partition("\n")[0].rstrip(".")
