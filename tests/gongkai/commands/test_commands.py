"""Commands are found by being in their folder, each with words and help in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai import commands
from gongkai.cli import main
from gongkai.commands import _arguments
from gongkai.disk.store import Round
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


@pytest.mark.parametrize(
    ("argv", "told"),
    [
        (["site", "http://127.0.0.1/", "--requests", "0"], "至少为 1，不是“0”"),
        (["site", "http://127.0.0.1/", "--requests", "-3"], "至少为 1，不是“-3”"),
        (["site", "http://127.0.0.1/", "--as-of", "9999-12-31"], "应是日期"),
        (["site", "http://127.0.0.1/", "--as-of", "1989-12-31"], "1990 至 2100 年"),
        (["site", "http://[::1"], "不是网址"),
        (["site", "http://127.0.0.1:99999/"], "不是网址"),
        (["site", ""], "不是网址"),
        (["probe", "http://127.0.0.1/", "--once", "--times", "0"], "至少为 1，不是“0”"),
        (["probe", "http://127.0.0.1/", "--days", "abc"], "至少为 1，不是“abc”"),
        (["init", "--year", "abc"], "应是整数，不是“abc”"),
        (["list", "plans", "--lang", "fr"], "可用：zh en。"),
        (["list"], "缺少 plans|units|checks|"),
        (["explain"], "缺少 ROUND, UNIT, ITEM。\n"),
        (["todo", "runs/none", "--split"], "--split 后面要有一个值。\n"),
        (["init", "work"], "缺少 --units, --plan。\n"),
        (["plan", "import", "p.xlsx", "--as", "a b/c"], "不是“a b/c”"),
    ],
)
def test_odd_numbers_days_and_addresses_are_told_in_words(
    argv: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(argv) == 2
    assert told in capsys.readouterr().err


def test_a_place_that_cannot_be_written_is_told_in_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text("x", "utf-8")
    export = ["plan", "export", "haitang", "--out"]
    assert main([*export, str(tmp_path / "a.txt" / "p.xlsx")]) == 2
    assert "已有一个同名文件" in capsys.readouterr().err
    assert main(["site", "http://127.0.0.1/", "--out", str(tmp_path / "a.txt")]) == 2
    assert "已有一个同名文件" in capsys.readouterr().err
    assert main([*export, "/proc/p.xlsx"]) == 2
    assert "打不开：" in capsys.readouterr().err  # nobody may write there


def test_another_round_is_not_overwritten_by_a_site(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Round(tmp_path).save_info(plans=["haitang"])
    assert main(["site", "http://127.0.0.1/", "--out", str(tmp_path)]) == 2
    assert "里是另一轮采集，不覆盖" in capsys.readouterr().err


@pytest.mark.parametrize("day", ["1990-01-01", "2100-12-31"])
def test_the_first_and_the_last_day_that_may_be_asked(day: str) -> None:
    assert _arguments.day(day).isoformat() == day


def test_the_clock_is_read_by_the_command_line() -> None:
    """And by a job or a visit that was given none, and by the invented city's log."""
    reads = {
        str(file.relative_to(ROOT))
        for file in (ROOT / "gongkai").rglob("*.py")
        if not file.is_relative_to(HOME)
        and any(clock in file.read_text("utf-8") for clock in CLOCKS)
    }
    assert reads <= MAY_READ
