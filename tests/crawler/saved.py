"""The synthetic pages and what they must be read as."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from crawler.page import Page

PAGES = Path(__file__).parent / "pages"
SHARED = Path(__file__).parents[2] / ".." / "shared"
COLUMN = "http://www.haitang.gov.cn/tzgg/"


def expected(part: str) -> dict[str, Any]:
    loaded: dict[str, dict[str, Any]] = yaml.safe_load((PAGES / "expected.yaml").read_text("utf-8"))
    return loaded[part]


def saved(name: str, url: str = COLUMN) -> Page:
    return Page.read((PAGES / name).read_bytes(), url)
