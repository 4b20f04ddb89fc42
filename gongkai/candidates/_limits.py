"""Numbers and words that the kinds go by, each with its reason: ``limits.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

_FILE = Path(__file__).with_name("limits.yaml")


@cache
def limits(kind: str) -> Mapping[str, Any]:
    """The limits of a kind by name. KeyError for a kind without any."""
    read = yaml.safe_load(_FILE.read_text("utf-8"))[kind]
    return {name: each["is"] for name, each in read.items()}
