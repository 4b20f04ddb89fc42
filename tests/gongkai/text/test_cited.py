from __future__ import annotations

import pytest

from gongkai.text.cited import Cited, repealed


def named(text: str) -> list[tuple[str, str]]:
    return [(c.title, c.number) for c in repealed(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("废止《停车办法》（海府办〔2015〕3号）", [("停车办法", "海府办〔2015〕3号")]),
        ("1\n《停车办法》\n海府办〔2015〕3号\n2\n", [("停车办法", "海府办〔2015〕3号")]),
        ("海府办[2015] 3 号《停车办法》", [("停车办法", "海府办〔2015〕3号")]),
        ("关于停车的通知\n海府办〔2015〕3号", [("", "海府办〔2015〕3号")]),
        ("《停车办法》、《养犬办法》失效", [("停车办法", ""), ("养犬办法", "")]),
        ("《关于印发〈停车办法〉的通知》", [("关于印发〈停车办法〉的通知", "")]),
        ("《关于废止海府办〔2015〕3号文的通知》", [("关于废止海府办〔2015〕3号文的通知", "")]),
        ("《停车办法》废止。《停车办法》废止。", [("停车办法", "")]),
        ("现将有关事项通知如下", []),
    ],
)
def test_by_title_by_number_or_both(text: str, found: list[tuple[str, str]]) -> None:
    assert named(text) == found


def test_two_numbers_are_two_documents() -> None:
    assert named("《停车办法》海府办〔2015〕3号\n海府办〔2016〕4号") == [
        ("停车办法", "海府办〔2015〕3号"),
        ("", "海府办〔2016〕4号"),
    ]


def test_the_basis_is_not_repealed() -> None:
    said = "根据《规章程序规定》（海府〔2010〕1号）和《清理办法》，决定废止《停车办法》"
    assert named(said) == [("停车办法", "")]
    assert named("按照省政府部署，决定废止《停车办法》") == [("停车办法", "")]
    assert named("《中华人民共和国立法法》《停车办法》；国办发〔2016〕37号") == [("停车办法", "")]


def test_what_stays_in_force_is_not_repealed() -> None:
    lists = """附件1 继续有效的规范性文件目录
    《养犬办法》
    附件2 拟修改的文件目录
    《绿化办法》
    附件3 废止和失效的文件目录
    《停车办法》"""
    assert named(lists) == [("停车办法", "")]


def test_a_document_is_called_by_its_number_else_by_its_title() -> None:
    assert Cited(title="停车办法", number="海府办〔2015〕3号").key == "海府办〔2015〕3号"
    assert Cited(title="停车办法").key == "《停车办法》"


def test_a_hostile_text_ends_soon() -> None:
    assert repealed("《" * 300_000) == []
    assert repealed("海" * 300_000) == []
