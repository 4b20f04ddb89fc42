"""The registry, and what holds of every report alike."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest

import reports
from gongkai.model import UserError
from reports import _words
from tests.reports import make


def test_a_report_is_a_module_of_the_folder() -> None:
    assert reports.names() == ["editor", "page", "tables", "workbook"]


def test_a_new_report_is_one_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "headcount.py").write_text(
        "def write(audit, folder):\n"
        "    path = folder / 'headcount.txt'\n"
        "    path.write_text(str(len(audit.scores)))\n"
        "    yield path\n",
        "utf-8",
    )
    monkeypatch.setattr(reports, "__path__", [*reports.__path__, str(tmp_path)])
    monkeypatch.setattr(sys, "modules", dict(sys.modules))
    assert "headcount" in reports.names()
    (path,) = reports.write(make.audit(3), tmp_path / "out", ["headcount"])
    assert path.read_text("utf-8") == "3"


def test_all_reports_are_written_without_formats(tmp_path: Path) -> None:
    written = [p.relative_to(tmp_path).as_posix() for p in reports.write(make.audit(2), tmp_path)]
    assert {"index.html", "units/u00.html", "report.xlsx", "问题清单.csv", "得分表.csv"} <= set(
        written
    )
    assert all((tmp_path / name).stat().st_size for name in written)


def test_several_plans_have_a_folder_each_and_their_common_page_above(tmp_path: Path) -> None:
    one = make.audit(1)
    plan = replace(one.plan, id="other")
    other = replace(one, plan=plan, results=[replace(r, plan="other") for r in one.results])
    written = {
        p.relative_to(tmp_path).as_posix() for p in reports.write_all([one, other], tmp_path)
    }
    assert {"editor.html", "haitang/index.html", "other/index.html"} <= written
    assert not {"haitang/editor.html", "index.html"} & written


def test_an_unknown_format_names_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"“workbok”.*“workbook”"):
        list(reports.write(make.audit(1), tmp_path, ["workbok"]))
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("lang", _words.LANGS)
def test_the_same_audit_gives_the_same_bytes(tmp_path: Path, lang: str) -> None:
    first = list(reports.write(make.audit(3, lang=lang), tmp_path / "a"))
    again = list(reports.write(make.audit(3, lang=lang), tmp_path / "b"))
    assert [p.read_bytes() for p in first] == [p.read_bytes() for p in again]


def test_every_label_is_said_in_both_languages_with_the_same_slots() -> None:
    for key, (zh, en) in _words.table().items():
        assert zh, key
        assert en, key
        assert _slots(zh) == _slots(en), key


def _slots(text: str) -> set[str]:
    return {x.split("}")[0] for x in text.split("{")[1:]}


@pytest.mark.parametrize(
    ("key", "zh", "en"),
    [
        ("2026-03", "3月", "Mar"),
        ("2026-Q2", "二季度", "Q2"),
        ("2026-H2", "下半年", "H2"),
        ("#2", "第2条", "no. 2"),
        ("2026-13", "2026-13", "2026-13"),
        ("收支总表", "收支总表", "收支总表"),
        ("bei aaaa", "北镇 IPv6 域名解析", "北镇 IPv6 address"),
        ("x privacy http://a/", "x 不泄露身份证号 http://a/", "x no identity numbers http://a/"),
        ("bei 年报", "bei 年报", "bei 年报"),
    ],
)
def test_the_key_of_a_part_is_said_as_people_say_it(key: str, zh: str, en: str) -> None:
    names = {"bei": "北镇"}
    assert (_words.label(key, "zh", names), _words.label(key, "en", names)) == (zh, en)


@pytest.mark.parametrize(
    ("url", "followed"),
    [
        ("http://www.haitang.example/a?b=1", True),
        ("https://www.haitang.example/", True),
        ("javascript:alert(1)", False),
        ("JAVASCRIPT:alert(1)", False),
        ("java\tscript:alert(1)", False),
        ("data:text/html,<script>", False),
        ("saved:///page.html", False),
        ("file:///etc/passwd", False),
        ("http://", False),
        ("http://[", False),
        ('http://x/"onmouseover="alert(1)', False),
        ("http://x/ y", False),
        ("//www.haitang.example/", False),
    ],
)
def test_only_addresses_of_the_web_are_links(url: str, followed: bool) -> None:
    assert bool(_words.link(url)) is followed


def test_instants_are_told_in_shanghai() -> None:
    assert str(_words.instant("2026-10-08T20:00:00+00:00")) == "2026-10-09 04:00:00"
    assert str(_words.day("2026-10-08T20:00:00+00:00")) == "2026-10-09"
    assert _words.day("soon") is None


def test_captured_text_loses_what_hides_or_turns_it() -> None:
    assert _words.clean("a\u202eb\u200b c\x00\n d") == "ab c d"
    assert len(_words.clean("长" * 5000)) == _words.LONGEST


@pytest.mark.parametrize(
    ("text", "zh", "en"),
    [
        ("5wd", "5 个工作日", "5 working days"),
        ("30d", "30 日", "30 days"),
        ("≥3", "≥3", "≥3"),
        ("24h", "24 小时", "24 hours"),
        ("https", "HTTPS 证书有效", "valid HTTPS"),
    ],
)
def test_a_limit_is_said_as_people_say_it(text: str, zh: str, en: str) -> None:
    assert (_words.term(text, "zh"), _words.term(text, "en")) == (zh, en)
