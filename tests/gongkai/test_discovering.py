"""``gongkai discover``: the rows it writes, and what it says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from gongkai import cli, discovering, targets
from gongkai.discovering import Place, Proposal
from gongkai.model import Choice, Unit
from tests.crawler.server import column, page, serving

ROWS = [(f"海棠市财政局202{n}年部门预算", f"/a/{n}.html", f"202{n}-02-01") for n in (6, 5, 4)]
CZJ = Unit(
    id="czj", name="财政局", own="http://czj.haitang.gov.cn/", portal="http://www.haitang.gov.cn/"
)
FOUND = Choice(
    url="http://czj.haitang.gov.cn/ys/",
    name="部门预算",
    way="预决算 › 部门预算",
    score=5.5,
    rows=3,
    matched=3,
    newest=date(2026, 2, 1),
    titles=("=2026年部门预算",),
    taken=True,
)


def proposal(choice: Choice | None = FOUND, subject: str = "budget") -> Proposal:
    return Proposal(place=Place(root=CZJ.own, unit=CZJ), subject=subject, choice=choice)


def test_a_url_stands_once_with_all_its_subjects() -> None:
    portal = replace(FOUND, url="http://www.haitang.gov.cn/ys/")
    rows = discovering.columns(
        [proposal(), proposal(subject="final_account"), proposal(portal), proposal(None)]
    )
    assert rows == [
        (FOUND.url, "budget;final_account", "czj", "discovered", "部门预算"),
        (portal.url, "budget", "", "discovered", "部门预算"),  # of the portal: shared
    ]


def test_what_is_there_is_never_overwritten(tmp_path: Path) -> None:
    out = tmp_path / "columns.csv"
    rows, evidence = discovering.write(out, [proposal()])
    assert rows == 1
    assert "'=2026年部门预算" in evidence.read_text("utf-8-sig")  # no formula for a spreadsheet
    with pytest.raises(FileExistsError):
        discovering.write(out, [proposal()])


def test_only_new_rows_are_appended_under_the_files_own_header(tmp_path: Path) -> None:
    out = tmp_path / "columns.csv"
    before = f"how,url,subjects,unit,name\ngiven,{FOUND.url},budget,czj,我们的名字"
    out.write_text(before, "utf-8")
    more = replace(FOUND, url="http://czj.haitang.gov.cn/js/", name="部门决算")
    found = [proposal(), proposal(subject="debt"), proposal(more, subject="final_account")]
    assert discovering.write(out, found, append=True)[0] == 2
    assert discovering.write(out, found, append=True)[0] == 0
    assert out.read_text("utf-8") == (
        f"{before}\ndiscovered,{FOUND.url},debt,czj,部门预算\n"
        f"discovered,{more.url},final_account,czj,部门决算\n"
    )


def test_an_address_alone_is_enough(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home = page(
        "海棠市财政局", f'<a href="/ys/">部门预算</a><p>{"海棠市财政局门户网站。" * 20}</p>'
    )
    out = tmp_path / "columns.csv"
    asked = ["--subject", "budget", "--subject", "penalty", "--out", str(out)]
    with serving({"/": home, "/ys/": column(ROWS, name="部门预算")}, "127.0.0.9") as server:
        where = f"http://{server.address}/"
        assert cli.main(["discover", where, *asked]) == 0
        assert cli.main(["discover", where, *asked]) == 2  # the file is there
    told = capsys.readouterr().out
    assert "部门预算" in told
    assert "penalty" in told
    line = out.read_text("utf-8-sig").splitlines()[1]
    assert line == f"{where}ys/,budget,,discovered,部门预算"


def test_a_unit_of_the_sample_is_found_and_its_rows_are_targets(tmp_path: Path) -> None:
    out = tmp_path / "targets.columns.csv"
    assert cli.main(
        ["discover", "czj", "--targets", "sample", "--subject", "budget", "--out", str(out)]
    ) == 0  # fmt: skip
    (tmp_path / "targets.yaml").write_text(
        "title: 海棠市\nsites: [{host: czj.haitang.gov.cn}, {host: www.haitang.gov.cn}]\n"
        'units: [{id: czj, name: 海棠市财政局, own: "http://czj.haitang.gov.cn/"}]\n',
        "utf-8",
    )
    known = targets.load(tmp_path / "targets.yaml").columns
    assert [(c.url, c.subjects, c.unit, c.how) for c in known] == [
        ("http://czj.haitang.gov.cn/bmys/", ("budget",), "czj", "discovered")
    ]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (["http://www.example.org/"], "--contact"),
        (["财政厅", "--targets", "sample"], "最接近的是"),
        (["http://127.0.0.1/", "--subject", "budgett"], "budget"),
    ],
)
def test_what_is_missing_is_said(
    asked: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["discover", *asked]) == 2
    assert said in capsys.readouterr().err
