"""The manuals say what the code does, and point at what exists."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[1]
MANUALS = ["README.md", "README.zh-CN.md", "CONTRIBUTING.md"]


@pytest.fixture(scope="module")
def generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def blocks(text: str) -> list[str]:
    return re.findall(r"<!-- (\w+) (?:zh|en) -->", text)


@pytest.mark.parametrize("name", MANUALS)
def test_generated_blocks_are_up_to_date(name: str, generator: ModuleType) -> None:
    text = (ROOT / name).read_text("utf-8")
    assert blocks(text)
    assert generator.filled(text) == text


def test_every_manual_and_schema_is_what_make_docs_would_write(generator: ModuleType) -> None:
    assert generator.main(only_look=True) == 0


def test_a_stale_block_is_noticed(generator: ModuleType) -> None:
    fresh = generator.filled("<!-- checks en -->\nyesterday\n<!-- end -->")
    assert "yesterday" not in fresh
    assert "`fresh`" in fresh


def test_both_readmes_tell_the_same() -> None:
    english, chinese = ((ROOT / name).read_text("utf-8") for name in MANUALS[:2])
    assert blocks(english) == blocks(chinese)
    assert re.findall(r"^make .*|^gongkai .*", english, re.MULTILINE) == re.findall(
        r"^make .*|^gongkai .*", chinese, re.MULTILINE
    )


@pytest.mark.parametrize("name", MANUALS)
def test_what_a_manual_points_at_exists(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text)
    assert [link for link in links if not (ROOT / link).exists()] == []
    targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert set(re.findall(r"(?:^|`)make ([a-z-]+)", text, re.MULTILINE)) <= set(targets)
