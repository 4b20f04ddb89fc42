"""Every recipe of CONTRIBUTING.md, carried out as it stands there, in a copy of the checkout."""

from __future__ import annotations

import csv
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SECTION = re.compile(r"^## (?P<name>.+?)\n(?P<text>.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
FENCE = re.compile(r"^```(\w+)(?: title=(\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SECTIONS = {
    m["name"]: FENCE.findall(m["text"])
    for m in SECTION.finditer((ROOT / "CONTRIBUTING.md").read_text("utf-8"))
}
RECIPES = {
    "A unit": ["泉城示例财政局"],
    "An obligation": ["quancheng-2026"],
    "A check": ["numbered"],
    "A CMS": ["quietpress"],
    "A report": ["telephone"],
    "A command": ["谁失分最多"],
}


@pytest.fixture(scope="module")
def extended(checkout: Path) -> Path:
    """The checkout with every file of every recipe in its place."""
    for blocks in SECTIONS.values():
        for _, title, text in blocks:
            if title:
                file = checkout / title
                assert not file.exists(), f"{title} is there already"
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(text, "utf-8")
    return checkout


def run(line: str, folder: Path) -> str:
    """What the command prints. Fails the test where it fails."""
    module, *arguments = shlex.split(line)
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(folder), "PYTHONUTF8": "1", "NO_COLOR": "1"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{line}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def commands(section: str) -> list[str]:
    return [
        line for kind, _, text in SECTIONS[section] if kind == "sh" for line in text.splitlines()
    ]


@pytest.mark.parametrize("recipe", RECIPES)
def test_a_recipe_works_as_it_stands(recipe: str, extended: Path) -> None:
    assert commands(recipe)
    told = "".join(run(line, extended) for line in commands(recipe))
    for word in RECIPES[recipe]:
        assert word in told


def test_recipes_keep_the_style_of_the_house(extended: Path) -> None:
    written = [t for blocks in SECTIONS.values() for _, t, _ in blocks if t.endswith(".py")]
    run(f"ruff check {' '.join(written)}", extended)
    run(f"ruff format --check {' '.join(written)}", extended)


def test_all_recipes_at_work_in_one_round(extended: Path) -> None:
    for line in commands("All of it at work"):
        run(line, extended)
    judged = next((extended / "runs" / "try" / "judged").iterdir())
    with (judged / "results.csv").open(encoding="utf-8-sig", newline="") as file:
        results = {(row["item"], row["rule"]): row for row in csv.DictReader(file)}
    assert set(results) == {("1.1", "count"), ("2.1", "numbered")}
    assert {row["outcome"] for row in results.values()} == {"unknown"}
    assert (judged / "out" / "telephone.txt").is_file()
