"""The house rules that no other tool holds: sizes, words that may not stand, nothing copied."""

from __future__ import annotations

import ast
import re
from hashlib import sha256
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FILE, FUNCTION = 400, 60  # lines that are not blank; lines
SMALLEST = 400  # bytes; shorter files are alike by chance

# Each pattern is broken up so that this file does not match itself.
MACHINE = re.compile(r"(?<![\w.~}])/(?:wor[k]|hom[e]|roo[t]|op[t]|User[s]|mn[t])/")
REGISTRY = re.compile(
    r"pyp[i]\.org|pythonhoste[d]|npmj[s]\.|mirrors?\.[a-z]+\.(?:edu|com)|--(?:extra-)?index-ur[l]",
    re.IGNORECASE,
)
UNFINISHED = re.compile(r"\b(?:TOD[O]|FIXM[E]|XX[X]|HAC[K]|WI[P])\b")


def texts(project: list[str]) -> dict[str, str]:
    found = {}
    for name in project:
        body = (ROOT / name).read_bytes()
        if b"\0" not in body:
            found[name] = body.decode("utf-8", "replace")
    return found


@pytest.mark.parametrize("banned", [MACHINE, REGISTRY, UNFINISHED], ids=["path", "host", "mark"])
def test_no_file_names(banned: re.Pattern[str], project: list[str]) -> None:
    named = [
        f"{name}: {match[0]}"
        for name, text in texts(project).items()
        for match in banned.finditer(text)
    ]
    assert named == []


def test_the_patterns_see_what_they_ban() -> None:
    assert MACHINE.search("open('" + "/".join(["", "home", "me"]) + "')")
    assert REGISTRY.search("pip install --index" + "-url http://127.0.0.1")
    assert UNFINISHED.search("# TO" + "DO later")


def test_files_are_small(project: list[str]) -> None:
    sizes = {
        name: sum(bool(line.strip()) for line in (ROOT / name).read_text("utf-8").splitlines())
        for name in code(project)
    }
    assert {name: lines for name, lines in sizes.items() if lines > FILE} == {}


def test_functions_are_small(project: list[str]) -> None:
    long = []
    for name in code(project):
        for node in ast.walk(ast.parse((ROOT / name).read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                if lines > FUNCTION:
                    long.append(f"{name}:{node.lineno} {node.name}: {lines} lines")
    assert long == []


def test_no_saved_page_was_copied(project: list[str], shared: Path) -> None:
    saved = {
        digest(path)
        for folder in ("pages", "lists")
        for path in (shared / folder).rglob("*")
        if path.is_file() and path.stat().st_size >= SMALLEST
    }
    assert saved
    assert [name for name in project if digest(ROOT / name) in saved] == []


def code(project: list[str]) -> list[str]:
    return [name for name in project if name.endswith(".py")]


def digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()
