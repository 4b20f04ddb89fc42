"""What judging costs: a synthetic round of 100 units under seven plans, in one process of one core.

    python -m bench.judging [DOCUMENTS]

The round is written through the store as a visit writes it (columns, pages with their texts,
searches, home pages, probes) and is not counted. Then ``gongkai.round.check`` judges all plans:
every collective name of the plans is a group, so that what "all departments" owe is judged of each
of them. Last come 10,000 policies, paired with 10,000 interpretations.
"""

from __future__ import annotations

import random
import re
import resource
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import plans
from checks.probe import TESTS
from gongkai import round
from gongkai.disk.judged import Judged
from gongkai.disk.store import Round, SiteStore
from gongkai.model import (
    Column,
    Document,
    Group,
    Hub,
    Link,
    Listing,
    Plan,
    Probe,
    Row,
    Search,
    Site,
    Step,
    Subject,
    Table,
    Targets,
    Unit,
)
from gongkai.text.match import match
from gongkai.text.pairs import answers

PLANS = (
    "panyu-2016",
    "panyu-2017",
    "dongguan-2017",
    "jiangmen-2019",
    "guangzhou-zwb-2018",
    "guangdong-2019",
    "guobanfa-2019-14",
)
DOCUMENTS, UNITS, OWN, PAIRS = 100_000, 100, 14, 10_000
SECONDS, MEBIBYTES = 60, 500
SHARED = 0.25  # of the documents: on the portal, in columns of all units
AS_OF, SEEN = date(2019, 12, 31), "2020-01-15T09:00:00+08:00"
PORTAL = "www.bench.gov.cn"
COLLECTIVE = re.compile("各|部门|单位|地区|地方|政府$|同志|领导小组")
TOWNS = re.compile("镇|市（区）|市人民政府|地级市")
FORMS = (
    "{unit}{y}年{m}月{word}情况",
    "{unit}{y}年第{q}季度{word}公示",
    "{unit}关于印发《{place}{word}工作方案（{n}）》的通知",
    "《{place}{word}工作方案（{n}）》政策解读",
    "关于公开征求《{place}{word}管理办法（{n}）（征求意见稿）》意见的公告",
    "《{place}{word}管理办法（{n}）》公开征求意见采纳情况的反馈",
    "{unit}行政处罚决定书（海{short}罚字〔{y}〕{n}号）",
    "{unit}{y}年{word}工作动态（第{n}期）",
    "关于{y}年{m}月{word}有关事项的通告",
)
PARAGRAPH = (
    "各有关单位：为贯彻落实上级部署，根据《中华人民共和国政府信息公开条例》和{word}工作要求，现将"
    "有关事项公布如下。一、总体要求；二、主要任务；三、保障措施。联系人：综合科，电话：0750-3300000。"
)


# ------------------------------------------------------------------ who and where


def office(name: str) -> str:
    """局 of a district and of a city are one unit here, which answers to both names."""
    return re.sub(r"^[区市省]|（.*", "", name)


def who(loaded: Sequence[Plan]) -> Targets:
    """100 units that answer to every name in the plans, towns filling up, and the collectives."""
    printed = sorted({name for p in loaded for o in p.obligations for name in o.lead})
    groups = [name for name in printed if COLLECTIVE.search(name)]
    aliases: dict[str, list[str]] = {}
    for name in printed:
        if name not in groups:
            aliases.setdefault(office(name), []).append(name)
    for n in range(UNITS - len(aliases)):
        aliases[f"海棠{'甲乙丙丁戊己庚辛壬癸'[n % 10]}{n}镇人民政府"] = []
    units, sites = [], [Site(host=PORTAL)]
    for n, (name, also) in enumerate(aliases.items()):
        town = name.endswith("镇人民政府")
        mine = [g for g in groups if bool(TOWNS.search(g)) is town or "地" in g]
        host = f"u{n:03}.bench.gov.cn"
        sites.append(Site(host=host))
        units.append(
            Unit(
                id=f"u{n:03}",
                name=f"海棠市{name}",
                aliases=tuple(a for a in also if a != name),
                groups=tuple(f"g{groups.index(g)}" for g in mine),
                portal=f"http://{PORTAL}/",
                own=f"http://{host}/",
            )
        )
    named = tuple(Group(id=f"g{n}", name=name) for n, name in enumerate(groups))
    return Targets(title="海棠市", sites=tuple(sites), units=tuple(units), groups=named)


def asked(loaded: Sequence[Plan]) -> dict[str, Subject]:
    """The subjects of the clauses and of their rules' other sides."""
    known = {id: s for p in loaded for id, s in p.subjects.items()}
    sides = [
        str(r.params.get(side, "")).partition(".")[0]
        for p in loaded
        for o in p.obligations
        for r in o.rules
        for side in ("from", "to", "list")
    ]
    ids = {o.subject for p in loaded for o in p.obligations} | set(sides)
    return {id: known[id] for id in sorted(ids) if id in known}


def word(subject: Subject) -> str:
    """Words that a title of the subject holds."""
    terms = re.findall(r"(?<!!)(?<![^&|()])[^&|!()]+", subject.match)
    for words in (*terms, "".join(terms), "".join(terms[:2])):
        if match(subject.match).found_in(words):
            return words
    return subject.name


# ------------------------------------------------------------------ what stands there


@dataclass(frozen=True)
class Shelf:
    """A column of the round: whose, of what, how many entries."""

    url: str
    subject: Subject
    units: Sequence[Unit]
    size: int


def shelves(about: Targets, subjects: dict[str, Subject], documents: int) -> list[Shelf]:
    """The portal's columns of every subject, and some of each unit's own."""
    ids, made = list(subjects), []
    each = int(documents * SHARED / len(ids))
    made = [
        Shelf(f"http://{PORTAL}/{id}/", subjects[id], about.units, each) for id in ids
    ]  # fmt: skip
    left = documents - each * len(ids)
    own = [(u, ids[(n * 5 + k) % len(ids)]) for n, u in enumerate(about.units) for k in range(OWN)]
    for at, (unit, id) in enumerate(own):
        size = left // len(own) + (at < left % len(own))
        made.append(Shelf(f"{unit.own}{id}/", subjects[id], (unit,), size))
    return made


def columns(made: Iterable[Shelf]) -> tuple[Column, ...]:
    """columns.csv of the round."""
    return tuple(
        Column(
            url=s.url,
            subjects=(s.subject.id,),
            unit=s.units[0].id if len(s.units) == 1 else "",
            name=s.subject.name,
        )
        for s in made
    )


def fill(store: SiteStore, shelf: Shelf, dice: random.Random, stamp: str) -> None:
    """Write a column's listing and the pages of its entries."""
    store_of = store.keep(url=shelf.url, final_url=shelf.url, status=200, fetched_at=stamp)
    rows = []
    for n in range(shelf.size):
        unit, day = dice.choice(shelf.units), AS_OF - timedelta(days=dice.randrange(4 * 365))
        words = word(shelf.subject) if dice.random() < 0.8 else "综合"
        title = dice.choice(FORMS).format(
            unit=unit.name if dice.random() < 0.7 else "",
            place=f"海棠市{office(unit.name)[3:7]}",
            short=unit.id,
            word=words,
            y=day.year,
            m=day.month,
            q=day.month // 4 + 1,
            n=n,
        )
        url = f"{shelf.url}{day:%Y%m}/t{day:%Y%m%d}_{n}.html"
        publisher = unit.name if len(shelf.units) == 1 or dice.random() < 0.6 else ""
        rows.append(Row(title=title, url=url, day=day, day_from="shown", publisher=publisher))
        seen = store.keep(url=url, final_url=url, status=200, fetched_at=stamp, body=b"<p>")
        text = PARAGRAPH.format(word=words) * dice.randrange(3, 11)
        store.add(page(rows[-1], shelf, seen.id, store.put_text(f"{title}\n{text}")))
    store.add(
        Listing(
            column=shelf.url,
            name=shelf.subject.name,
            rows=tuple(sorted(rows, key=lambda r: (-(r.day or AS_OF).toordinal(), r.url))),
            complete=True,
            snapshots=(store_of.id,),
            seen_at=stamp,
            subjects=(shelf.subject.id,),
        )
    )


def page(row: Row, shelf: Shelf, seen: str, text_at: int) -> Document:
    """An entry's page as it was read."""
    day = row.day or AS_OF
    number = (
        f"海{shelf.subject.id[:2]}〔{day.year}〕{text_at % 900}号" if "印发" in row.title else ""
    )
    return Document(
        url=row.url,
        title=row.title,
        day=day,
        day_from="label",
        days={"label": day, "url": day},
        written=day - timedelta(days=3),
        first_seen=SEEN,
        doc_no=number,
        publisher=row.publisher,
        source="本网",
        column=shelf.subject.name,
        keywords=shelf.subject.name,
        origin={"day": "label", "title": "meta"},
        links=(
            Link(url=f"{row.url}.pdf", text="附件1.pdf", kind="attachment"),
            Link(url=shelf.url, text=shelf.subject.name),
        ),
        tables=(Table(header=("序号", "名称", "金额"), rows=12),),
        opened=True,
        text_at=text_at,
        beside=f"发布日期：{day} 来源：{row.publisher} 字号：大 中 小 打印 关闭",
        listed_in=shelf.url,
        snapshots=(seen,),
    )


def front(store: SiteStore, root: str, lacking: Iterable[str], stamp: str) -> None:
    """A home page with its links, what was measured there, and searches that found nothing."""
    seen = store.keep(url=root, final_url=root, status=200, fetched_at=stamp, body=b"<p>").id
    links = tuple(Link(url=f"{root}c{n}/", text=f"栏目{n}") for n in range(80))
    store.add(Hub(url=root, title="首页", links=links, snapshots=(seen,), seen_at=stamp))
    for test in TESTS:
        store.add(Probe(url=root, test=test, good=True, snapshots=(seen,), seen_at=stamp))
    steps = tuple(Step(way="links", url=f"{root}c{n}/", snapshot=seen) for n in range(6))
    for subject in lacking:
        store.add(Search(root=root, subject=subject, steps=steps, complete=True, seen_at=stamp))


def write(folder: Path, documents: int) -> None:
    """The round on disk, with its targets beside it as a visit keeps them."""
    loaded = [plans.load(name) for name in PLANS]
    about, subjects, dice = who(loaded), asked(loaded), random.Random(2019)
    made = shelves(about, subjects, documents)
    about = Targets(
        title=about.title,
        sites=about.sites,
        units=about.units,
        groups=about.groups,
        columns=columns(made),
    )
    kept = Round(folder)
    for root in (f"http://{PORTAL}/", *(u.own for u in about.units)):
        store = kept.site(root.split("/")[2])
        here = [s for s in made if s.url.startswith(root)]
        for shelf in here:
            fill(store, shelf, dice, SEEN)
        front(store, root, subjects.keys() - {s.subject.id for s in here}, SEEN)
        store.close()
    kept.save_info(plans=list(PLANS), units=[], as_of=str(AS_OF), clock=SEEN, seen_at=SEEN)
    round._keep(job(folder, about, loaded))


def job(folder: Path, about: Targets, loaded: Sequence[Plan]) -> round.Job:
    return round.Job(
        folder=folder,
        plans=tuple(loaded),
        targets=about,
        as_of=AS_OF,
        clock=datetime.fromisoformat(SEEN),
    )


# ------------------------------------------------------------------ the figures


def judge(folder: Path) -> None:
    """Judge what lies there, and say what it took."""
    start = time.process_time()
    round.check(round.reopen(folder))
    cpu = time.process_time() - start
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    lines = len(Judged(folder / "judged" / "first").results())
    took = f"{cpu:.1f} s of CPU (limit {SECONDS}), {most:.0f} MiB (limit {MEBIBYTES})"
    over = "" if cpu <= SECONDS and most <= MEBIBYTES else "  over"
    print(f"{lines} results of {len(PLANS)} plans: {took}{over}")


def pair() -> None:
    """10,000 policies and as many interpretations, by title and by number."""
    left = [document(f"关于印发《海棠市第{n}号工作方案》的通知", n) for n in range(PAIRS)]
    right = [document(f"《海棠市第{n}号工作方案》政策解读", PAIRS + n) for n in range(PAIRS)]
    start = time.process_time()
    found = answers(left, right)
    assert all(len(each.sure) == 1 for each in found)
    print(f"{PAIRS} by {PAIRS} paired: {time.process_time() - start:.1f} s of CPU")


def document(title: str, n: int) -> Document:
    body = PARAGRAPH.format(word="政策（国发〔2020〕1号）") * 3
    return Document(url=f"http://{PORTAL}/{n}.html", title=title, opened=True, text=body)


def steps(documents: int) -> Iterator[tuple[str, ...]]:
    with TemporaryDirectory() as folder:
        yield "write", folder, str(documents)
        yield "judge", folder
    yield ("pair",)


def main(words: Sequence[str]) -> int:
    """Each step in a process of its own, so that none counts the memory of another."""
    match words:
        case ["write", folder, documents]:
            write(Path(folder), int(documents))
        case ["judge", folder]:
            judge(Path(folder))
        case ["pair"]:
            pair()
        case _:
            for step in steps(int(words[0]) if words else DOCUMENTS):
                subprocess.run([sys.executable, "-m", "bench.judging", *step], check=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
