from __future__ import annotations

from gongkai.tables.titled import standing
from tests.make import page

TITLES = {
    "总表": "收入支出决算总表|收支决算总表",
    "财政": "财政拨款收入支出决算总表",
    "三公": "三公经费支出决算表|三公经费决算表",
}
HEAD = "部门：教育局 单位：万元\n项目 行次 决算数"


def tables_in(text: str, titles: dict[str, str]) -> set[str]:
    return {name for name in titles if standing(page(text), name, titles)[0] == "ok"}


def test_a_title_over_a_head_is_a_table() -> None:
    assert tables_in(f"收入支出决算总表\n公开01表\n{HEAD}", TITLES) == {"总表"}


def test_the_longest_title_counts() -> None:
    assert tables_in(f"财政拨款收入支出决算总表\n{HEAD}", TITLES) == {"财政"}
    longer = {"甲": "支出决算表", "乙": "支出决算表明细"}
    assert tables_in(f"支出决算表明细\n{HEAD}", longer) == {"乙"}


def test_quotes_blanks_and_full_width_do_not_matter() -> None:
    assert tables_in(f"“三公” 经费\n支出决算表\n{HEAD}", TITLES) == {"三公"}


def test_a_title_in_a_list_of_contents_or_a_sentence_is_no_table() -> None:
    contents = (
        "一、收入支出决算总表....3\n二、财政拨款收入支出决算总表....4\n三、三公经费决算表....5"
    )
    assert tables_in(contents, TITLES) == set()
    assert tables_in("详见收入支出决算总表。全年收入1.2亿元。", TITLES) == set()


def test_a_head_belongs_to_the_nearest_title_and_stands_near_it() -> None:
    assert tables_in(f"三公经费决算表\n收支决算总表\n{HEAD}", TITLES) == {"总表"}
    far = "情况说明，" * 60
    assert tables_in(f"三公经费决算表\n{far}{HEAD}", TITLES) == set()


def test_no_titles_find_nothing() -> None:
    assert tables_in(HEAD, {}) == set()
    assert tables_in(HEAD, {"空": ""}) == set()
    some = {"空": "", "总表": "收入支出决算总表"}
    assert tables_in(f"收入支出决算总表\n{HEAD}", some) == {"总表"}
