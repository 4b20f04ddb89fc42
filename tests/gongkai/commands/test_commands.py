"""Commands are found by being in their folder, each with words and help in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai import commands
from gongkai.cli import main
from gongkai.words import say

ROOT = Path(__file__).parents[3]
HOME = ROOT / "gongkai" / "commands"
CLOCKS = ("datetime.now(", "date.today(", "utcnow(")
MAY_READ = {"gongkai/round.py", "gongkai/site.py", "gongkai/sample/server.py"}


def test_every_module_is_a_command_and_every_shared_part_is_none() -> None:
    found = set(commands.names())
    files = {
        file.relative_to(HOME).with_suffix("").parts
        for file in HOME.rglob("*.py")
        if not file.name.startswith("_")
    }
    assert {(*before, name.rstrip("_")) for *before, name in files} == found
    assert ("plan", "import") in found


@pytest.mark.parametrize("path", list(commands.names()), ids=" ".join)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_command_says_what_it_does_and_takes(
    path: tuple[str, ...], lang: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        main([*path, "--help", "--lang", lang])
    assert left.value.code == 0
    told = " ".join(capsys.readouterr().out.split())
    about = say("do_" + "_".join(path), lang=lang)
    assert about.replace(" ", "") in told.replace(" ", "")
    assert "--lang" in told


@pytest.mark.parametrize(
    ("argv", "hint"),
    [(["audti"], "audit"), (["plan", "shwo"], "show"), (["list", "plan"], "plans")],
)
def test_a_slip_is_told_with_the_nearest_word(
    argv: list[str], hint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(argv) == 2
    assert f"“{hint}”" in capsys.readouterr().err


def test_the_clock_is_read_by_the_command_line() -> None:
    """And by a job or a visit that was given none, and by the invented city's log."""
    reads = {
        str(file.relative_to(ROOT))
        for file in (ROOT / "gongkai").rglob("*.py")
        if not file.is_relative_to(HOME)
        and any(clock in file.read_text("utf-8") for clock in CLOCKS)
    }
    assert reads <= MAY_READ
