"""``gongkai probe`` from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai.availability import Log
from gongkai.cli import main
from tests.crawler.server import serving
from tests.crawler.test_knock import HOME


def test_one_visit_is_written_down_and_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log = tmp_path / "a.jsonl"
    with serving({"/": HOME}) as server:
        asked = ["probe", f"http://{server.address}/", "--once", "--log", str(log)]
        assert main(asked) == 0
        assert main(asked) == 0
    visits = Log(log).visits()
    assert [(v.status, v.problem) for v in visits] == [(200, ""), (200, "")]
    told = capsys.readouterr().out
    assert "打开" in told
    assert "尚不能判定" in told
    assert str(log) in told


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (["http://www.haitang.gov.cn/"], "contact"),
        (["www.haitang.gov.cn"], "不是网址"),
        (["http://127.0.0.1/", "--every", "59"], "60 秒"),
        (["http://127.0.0.1/", "--times", "0"], "至少为 1"),
        (["http://127.0.0.1/", "--days", "0"], "至少为 1"),
    ],
)
def test_what_cannot_be_done_is_said(
    asked: list[str], told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["probe", *asked, "--log", str(tmp_path / "a.jsonl")]) == 2
    assert told in capsys.readouterr().err
    assert not (tmp_path / "a.jsonl").exists()


def test_a_log_that_another_process_keeps_is_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log = Log(tmp_path / "a.jsonl")
    with serving({"/": HOME}) as server:
        asked = ["probe", f"http://{server.address}/", "--once", "--log", str(log.path)]
        with log.held():
            assert main(asked) == 2
        assert "另一个 gongkai probe" in capsys.readouterr().err
        assert not server.asked("/")
        assert main(asked) == 0
    assert len(log.visits()) == 1
