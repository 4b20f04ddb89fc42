"""Whatever people write, they are told what is wrong with it and never see a traceback."""

from __future__ import annotations

from contextlib import suppress
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import checks
import plans
from gongkai import targets
from gongkai.door import MOST_MEGABYTES, Door
from gongkai.judging.duties import owed
from gongkai.model import UserError

TARGETS: dict[str, Any] = {
    "title": "海棠市",
    "sites": [{"host": "www.haitang.gov.cn", "address": "127.0.0.2:8801", "delay": 0}],
    "platforms": {"p": "http://www.haitang.gov.cn/p/"},
    "groups": [{"id": "towns", "name": "各镇街", "aliases": ["各镇"], "roster": "complete"}],
    "units": [
        {"id": "czj", "name": "市财政局", "portal": "http://www.haitang.gov.cn/"},
        {"id": "bei", "name": "北镇", "groups": ["towns"]},
    ],
}
TASK: dict[str, Any] = {
    "task": "一",
    "clauses": [
        {
            "item": "1.1",
            "title": "预算",
            "lead": ["市财政局", "各镇"],
            "each": True,
            "subject": "budget",
            "places": ["portal", "own"],
            "if_none": "fail",
            "weight": 2,
            "rules": [
                {"count": {"n": 1, "by": "2026-03-31", "names": ["预算"]}},
                {"series": {"period": "month", "ours": {"lag": "30d"}}},
                {"lag": {"from": "policy", "to": "budget.publish", "within": "3wd"}},
                {"manual": {"hand_in": "表"}},
            ],
        }
    ],
}
KINDS = {name: kind.function for name, kind in checks.kinds().items()}

Path_ = tuple[Any, ...]


def places(tree: Any, at: Path_ = ()) -> list[Path_]:
    if isinstance(tree, dict):
        inner = [place for key in tree for place in places(tree[key], (*at, key))]
    elif isinstance(tree, list):
        inner = [place for n, each in enumerate(tree) for place in places(each, (*at, n))]
    else:
        inner = []
    return [*([at] if at else []), *inner]


def with_(tree: Any, at: Path_, value: Any) -> Any:
    tree = deepcopy(tree)
    holder = tree
    for step in at[:-1]:
        holder = holder[step]
    holder[at[-1]] = value
    return tree


PLAIN = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.dates()
    | st.datetimes()
    | st.text(max_size=6)
    | st.sampled_from(["(", "a&", "http://[", "due", "30d", "platform:", "group:", "各镇", "\x85"])
)
JUNK = st.recursive(
    PLAIN,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(max_size=4) | st.integers(), inner, max_size=3)
    ),
    max_leaves=5,
)
CALM = settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@CALM
@given(at=st.sampled_from(places(TARGETS)), junk=JUNK)
def test_targets_with_anything_in_them_load_or_are_refused(
    tmp_path: Path, at: Path_, junk: Any
) -> None:
    file = tmp_path / "t.yaml"
    file.write_text(yaml.safe_dump(with_(TARGETS, at, junk), allow_unicode=True), "utf-8")
    with suppress(UserError):
        targets.load(file)


@CALM
@given(at=st.sampled_from(places(TASK)), junk=JUNK)
def test_clauses_with_anything_in_them_load_or_are_refused(
    tmp_path: Path, at: Path_, junk: Any
) -> None:
    (tmp_path / "p").mkdir(exist_ok=True)
    (tmp_path / "p" / "plan.yaml").write_text("title: t\nsource: s\nyear: 2026\n", "utf-8")
    task = yaml.safe_dump(with_(TASK, at, junk), allow_unicode=True)
    (tmp_path / "p" / "1.yaml").write_text(task, "utf-8")
    city = tmp_path / "t.yaml"
    city.write_text(yaml.safe_dump(TARGETS, allow_unicode=True), "utf-8")
    with suppress(UserError):
        plan = plans.load("p", folders=[tmp_path])
        plans.validate(plan, kinds=KINDS, targets=targets.load(city))
        owed(plan, targets.load(city))


@pytest.mark.parametrize(
    "text",
    [
        "? [a]\n: 1\n",
        "&a [*a]",
        "!!python/object:os.system {}",
        "a: \x00",
        "{" * 3000,
        "\t- a",
        "0o9",
    ],
)
def test_yaml_that_is_no_mapping_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "t.yaml").write_text(text, "utf-8")
    with pytest.raises(UserError, match=r"t\.yaml"):
        targets.load(tmp_path / "t.yaml")


def test_a_table_with_a_cell_beyond_measure_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "columns.csv"
    file.write_text("url\n" + "a" * 200_000, "utf-8")
    door = Door()
    assert door.table(file, ["url"]) == []
    with pytest.raises(UserError, match="不是合格的 CSV"):
        door.close()


def test_a_file_beyond_measure_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "t.yaml"
    with file.open("wb") as out:
        out.truncate(MOST_MEGABYTES * 2**20 + 1)
    with pytest.raises(UserError, match="超过 8 MB"):
        targets.load(file)


def test_what_a_file_lacks_that_was_not_read_is_not_told(tmp_path: Path) -> None:
    file = tmp_path / "t.yaml"
    file.write_bytes("title: 泉城".encode("gbk"))
    with pytest.raises(UserError, match="请另存为 UTF-8") as told:
        targets.load(file)
    assert len(str(told.value).splitlines()) == 1
