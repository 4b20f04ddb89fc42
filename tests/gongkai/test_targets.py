from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from gongkai import targets
from gongkai.model import Column, Fact, Targets, UserError
from gongkai.words import speak

TOP = "title: 海棠市\n"
SITES = 'sites: [{host: www.haitang.gov.cn, address: "127.0.0.2:8801"}]\n'
UNIT = "units: [{id: czj, name: 海棠市财政局, aliases: [市财政局]}]\n"
HEAD = "url,subjects,unit,how,name\n"
FACTS = "kind,unit,about,day,until,basis,by\n"


def write(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        kind = "csv" if name.endswith(("columns", "facts")) else "yaml"
        (folder / f"{name.replace('__', '.')}.{kind}").write_text(text, "utf-8")
    return folder / "t.yaml"


def told(folder: Path, **files: str) -> str:
    with pytest.raises(UserError) as error:
        targets.load(write(folder, **files))
    return str(error.value)


CITY = (
    TOP
    + SITES
    + """
platforms: {xzzf: http://www.haitang.gov.cn/xzzf/}
groups:
  - {id: depts, name: 各部门}
  - {id: towns, name: 各镇街, aliases: [各镇（街）], roster: partial}
units:
  - {id: czj, name: 海棠市财政局, aliases: [市财政局], groups: [depts], portal: http://www.haitang.gov.cn/}
  - {id: bei, name: 北镇, groups: [towns]}
  - {id: nan, name: 南镇, groups: [towns]}
"""
)


def city(folder: Path, **more: str) -> Targets:
    return targets.load(write(folder, t=CITY, **more))


def test_units_answer_to_ids_names_aliases_and_groups(tmp_path: Path) -> None:
    directory = targets.Directory(city(tmp_path))
    assert [u.id for u in directory.named("市财政局")] == ["czj"]
    assert [u.id for u in directory.named("czj")] == ["czj"]
    assert [u.id for u in directory.named("各镇(街)")] == ["bei", "nan"]
    assert directory.named("市教育局") == ()
    assert directory.group("towns").roster == "partial"
    assert directory.unit("bei").name == "北镇"


def test_a_url_lies_on_its_site(tmp_path: Path) -> None:
    directory = targets.Directory(city(tmp_path))
    site = directory.site_of("http://WWW.haitang.gov.cn/a/b.html")
    assert site is not None
    assert site.address == "127.0.0.2:8801"
    assert directory.site_of("http://www.elsewhere.gov.cn/") is None
    assert directory.site_of("not an address") is None


def test_columns_and_facts_beside_the_file(tmp_path: Path) -> None:
    found = city(
        tmp_path,
        columns="\ufeff" + HEAD + "http://www.haitang.gov.cn/a/,budget; notices,市财政局,,预算\n"
        ",leaders,czj,person,\n",
        facts=FACTS + "exempt,市财政局,1.1,2026-01-31,,海府〔2026〕1号,张三\n",
    )
    assert found.columns == (
        Column(
            url="http://www.haitang.gov.cn/a/",
            subjects=("budget", "notices"),
            unit="czj",
            name="预算",
        ),
        Column(url="", subjects=("leaders",), unit="czj", how="person"),
    )
    assert found.facts == (
        Fact(
            kind="exempt",
            unit="czj",
            about="1.1",
            day=date(2026, 1, 31),
            basis="海府〔2026〕1号",
            by="张三",
        ),
    )


def test_a_table_named_after_the_file_goes_first(tmp_path: Path) -> None:
    found = city(
        tmp_path,
        columns=HEAD + "http://www.haitang.gov.cn/a/,budget,,,\n",
        t__columns=HEAD + "http://www.haitang.gov.cn/b/,budget,,,\n",
    )
    assert [column.url for column in found.columns] == ["http://www.haitang.gov.cn/b/"]


def test_included_targets_come_first_and_the_own_title_wins(tmp_path: Path) -> None:
    found = targets.load(
        write(
            tmp_path,
            t=TOP + "contact: mailto:a@example.org\ninclude: [t2.yaml]\n" + UNIT,
            t2="title: 别的\nsample: true\n" + SITES + "units: [{id: jyj, name: 海棠市教育局}]\n",
        )
    )
    assert (found.title, found.contact, found.sample) == ("海棠市", "mailto:a@example.org", True)
    assert [unit.id for unit in found.units] == ["jyj", "czj"]


@pytest.mark.parametrize(
    ("sites", "needed"),
    [
        ('[{host: www.a.gov.cn, address: "127.0.0.2:80"}]', False),
        ("[{host: 127.0.0.1}]", False),
        ("[{host: www.a.gov.cn}]", True),
        ("[{host: www.a.gov.cn, address: 10.1.2.3}]", True),
        ("[]", False),
    ],
)
def test_contact_is_needed_off_this_machine(tmp_path: Path, sites: str, needed: bool) -> None:
    found = targets.load(write(tmp_path, t=f"{TOP}sites: {sites}\n"))
    assert targets.needs_contact(found) is needed


FAULTS = [
    ("", "缺少“title”"),
    ("- a\n- b\n", "这里应是“键: 值”"),
    ("title: [a\n", "不是合格的 YAML"),
    (TOP + "title: 又一个\n", "第 2 行：“title”写了两次"),
    (TOP + "untis: []\n", "最接近的是“units”"),
    (TOP + "units: 5\n", "这里应是一列"),
    (TOP + "include: [none.yaml]\n", "none.yaml：没有这个文件"),
    (TOP + "include: [t.yaml]\n", "包含进来"),
    (TOP + "contact: 张三\n", "应是 mailto:邮箱"),
    (TOP + "sample: 也许\n", "“sample”应是true 或 false"),
    (TOP + "sites: [{host: http://www.a.gov.cn/}]\n", "不是主机名"),
    (TOP + "sites: [{host: a.gov.cn, adress: 1.2.3.4}]\n", "最接近的是“address”"),
    (TOP + "sites: [{host: a.gov.cn, address: 300.1.1.1}]\n", "不是 IP"),
    (TOP + "sites: [{host: a.gov.cn, address: '1.2.3.4:99999'}]\n", "不是 IP"),
    (TOP + "sites: [{host: 'a.gov.cn:8080'}]\n", "不带 http:// 和端口"),
    (TOP + "platforms: {a: 'http://a.gov.cn:8080/'}\n", "补上 - host: a.gov.cn。"),
    (TOP + "sites: [{host: a.gov.cn, delay: -1}]\n", "大于 0 的数字"),
    (TOP + "sites: [{host: a.gov.cn}, {host: A.gov.cn}]\n", "站点“a.gov.cn”写了两次"),
    (TOP + "sites: [{name: 无主机}]\n", "缺少“host”"),
    (TOP + "units: [{id: a, name: 甲, groups: [dept]}]\ngroups: [{id: depts, name: 各部门}]\n",
     "没有组“dept”"),
    (TOP + "units: [{id: a, name: 甲}, {id: a, name: 乙}]\n", "“a”已是“a”的编号或名称"),
    (TOP + "units: [{id: a, name: 甲}, {id: b, name: 乙, aliases: [甲]}]\n", "“甲”已是“a”"),
    (TOP + "groups: [{id: g, name: 各部门, roster: some}]\n", "complete partial 之一"),
    (TOP + SITES + "units: [{id: a, name: 甲, own: www.haitang.gov.cn}]\n", "不是网址"),
    (TOP + SITES + "units: [{id: a, name: 甲, own: http://www.haitan.gov.cn/}]\n",
     "“www.haitan.gov.cn”不在 sites 里"),
    (TOP + "platforms: {p: http://p.gov.cn/}\n", "“p.gov.cn”不在 sites 里"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "said"), FAULTS)
def test_what_is_wrong_with_the_file_is_told(tmp_path: Path, text: str, said: str) -> None:
    message = told(tmp_path, t=text)
    assert said in message
    assert ".yaml：" in message


def test_a_file_that_is_not_there_or_not_text(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"none\.yaml：没有这个文件"):
        targets.load(tmp_path / "none.yaml")
    (tmp_path / "t.yaml").write_bytes("title: 海棠".encode("gb18030"))
    with pytest.raises(UserError, match="UTF-8"):
        targets.load(tmp_path / "t.yaml")


A = "http://www.haitang.gov.cn/a/"


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("columns", "url,subjects,unit,how\n", "表头缺少“name”列"),
        ("columns", "url,subjects,unit,how,name,x\n", "没有“x”这一项"),
        ("columns", HEAD + f"{A},budget,czj,given\n", "第 2 行：这一行有 4 格，表头有 5 格"),
        ("columns", HEAD + f"{A},budget,市财证局,,\n", "最接近的是“市财政局”"),
        ("columns", HEAD + f"{A},budget,各镇街,,\n", "没有单位“各镇街”"),
        ("columns", HEAD + f"{A},,czj,,\n", "缺少“subjects”"),
        ("columns", HEAD + f"{A},budget,czj,guess,\n", "given discovered person 之一"),
        ("columns", HEAD + ",budget,czj,given,\n", "没有网址"),
        ("columns", HEAD + "haitang,budget,czj,,\n", "不是网址"),
        ("columns", HEAD + "http://b.gov.cn/,budget,czj,,\n", "不在 sites 里"),
        ("facts", FACTS + "exempt,czj,1.1,2026-02-30,,,\n", "“day”应是日期"),
        ("facts", "", "第 1 行：这里应是表头：kind,unit,about"),
        ("facts", "\n\n", "这里应是表头"),
        ("facts", "# nothing yet\n", "这里应是表头"),
        ("facts", "workday,,,2026-02-28,,来函,王\n", "这里应是表头"),
        ("facts", "sort,office\nworkday,\n", "这里应是表头"),
        ("facts", FACTS + ",czj,1.1,,,,\n", "缺少“kind”"),
        ("facts", FACTS + "exempt,jyj,1.1,,,,\n", "没有单位“jyj”"),
    ],
)
def test_what_is_wrong_with_a_table_is_told(
    tmp_path: Path, name: str, text: str, said: str
) -> None:
    message = told(tmp_path, t=CITY, **{name: text})
    assert said in message
    assert f"{name}.csv" in message


def test_a_column_of_a_subject_nobody_defines(tmp_path: Path) -> None:
    found = city(tmp_path, columns=HEAD + f"{A},buget,czj,,\n")
    with pytest.raises(UserError, match="没有叫“buget”的主题。最接近的是“budget”"):
        targets.check_subjects(found, ["budget", "notices"])
    targets.check_subjects(found, ["buget"])


def test_all_faults_are_told_at_once_but_not_more_than_twenty(tmp_path: Path) -> None:
    many = "".join(f"  - {{id: u{n}, name: 单位{n}, groups: [none]}}\n" for n in range(25))
    lines = told(tmp_path, t=TOP + "units:\n" + many).splitlines()
    assert len(lines) == 21
    assert lines[-1] == "另有 5 处，改完以上再看。"


def test_faults_speak_english(tmp_path: Path) -> None:
    speak("en")
    message = told(tmp_path, t=TOP + "untis: []\n")
    assert 'There is no key "untis". Mend it. The nearest is "units".' in message


SHIPPED = Path(__file__).parents[2] / "targets"


@pytest.mark.parametrize("file", sorted(SHIPPED.glob("*.yaml")), ids=lambda path: path.stem)
def test_shipped_targets_load(file: Path) -> None:
    assert targets.load(file).units


def test_the_starter_loads_and_asks_for_a_contact() -> None:
    found = targets.load(SHIPPED.parent / "targets.yaml")
    assert targets.needs_contact(found)
    assert not found.contact


def test_shipped_targets_are_found_by_their_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert targets.load(Path("jiangmen")).title == "江门市"
    (tmp_path / "jiangmen").write_text("title: 自备\nunits: []\n", "utf-8")
    assert targets.load(Path("jiangmen")).title == "自备"


def test_a_table_that_cannot_be_read_is_told_once(tmp_path: Path) -> None:
    (tmp_path / "t.yaml").write_text(CITY, "utf-8")
    (tmp_path / "facts.csv").write_bytes(FACTS.encode() + "依据".encode("gb18030"))
    with pytest.raises(UserError) as refused:
        targets.load(tmp_path / "t.yaml")
    assert str(refused.value).count("facts.csv") == 1
