"""What one page costs: our whole reading of it beside bare parses by other libraries, in one run.

    python bench/pass.py [FOLDER]

Our pass decodes and parses a page and reads title, day, text, labels, tables, attachments and all
links. selectolax, parsel and BeautifulSoup only parse it and take its text. Milliseconds of CPU,
the best of five runs a page; ratios tell more than times, which vary with the machine. Then come
hostile pages, each of which must stay under a second. FOLDER holds saved pages and a
``manifest.csv``; ``../shared/pages`` beside the checkout where none is named.
"""

from __future__ import annotations

import csv
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bs4 import BeautifulSoup  # noqa: E402
from parsel import Selector  # noqa: E402
from selectolax.lexbor import LexborHTMLParser  # noqa: E402

from crawler.article import read_article  # noqa: E402
from crawler.decoding import decode  # noqa: E402
from crawler.listing import read_listing  # noqa: E402
from crawler.menus import entries  # noqa: E402
from crawler.page import Page  # noqa: E402

PAGES = ROOT.parent / "shared" / "pages"
URL = "http://www.haitang.gov.cn/zwgk/tzgg/202605/t20260501_1.html"
RUNS = 5
MEDIAN, LONGEST = 3.0, 1000.0  # milliseconds


def ours(body: bytes) -> object:
    page = Page.read(body, URL)
    return read_article(page), page.links


def as_list(body: bytes) -> object:
    return read_listing(Page.read(body, URL)), entries(Page.read(body, URL))


def by_selectolax(body: bytes) -> object:
    tree = LexborHTMLParser(decode(body))
    return tree.body.text() if tree.body else ""


def by_parsel(body: bytes) -> object:
    return Selector(text=decode(body)).xpath("//body//text()").getall()


def by_soup(body: bytes) -> object:
    return BeautifulSoup(decode(body), "lxml").get_text()


READERS: dict[str, Callable[[bytes], object]] = {
    "selectolax, parse and text": by_selectolax,
    "gongkai, the whole pass": ours,
    "parsel, parse and text": by_parsel,
    "BeautifulSoup, parse and text": by_soup,
}


def hostile() -> dict[str, bytes]:
    """Pages that mean harm."""
    text = "海棠市人民政府办公室发布日期：2026-05-01 "
    return {
        "30 MB of text": (f"<h1>公告</h1><p>{text * 600_000}").encode(),
        "30 MB of tags": b"<p>x" * 7_500_000,
        "10,000 nested": b"<div>" * 10_000 + text.encode(),
        "100,000 nested of any name": b"<x-y>" * 100_000 + text.encode(),
        "an attribute of 4 MB": b"<h1 class='" + b"title " * 700_000 + b"'>" + text.encode(),
        "100,000 links": b"<a href='../../../a/b.html'>x</a>" * 100_000,
        "100,000 labels": ("<td>发布日期</td>" * 100_000).encode(),
        "50,000 rows": ("<table>" + "<tr><td>1<td>2" * 50_000).encode(),
        "300,000 line breaks": b"<div id=zoom>" + b"<br>" * 300_000,
        "a title of 3 MB": f"<title>{text * 60_000}</title>".encode(),
        "open comments": b"<!--" * 700_000,
        "80,000 comments": ("<!-- <li><a href=/a/1.html>关于停水的通知</a> -->" * 80_000).encode(),
        "a choice of 60,000": ("<select>" + "<option value=/a/1.html>第1页" * 60_000).encode(),
        "entities": b"<p>" + b"&amp;lt;&nbsp;&#8203;" * 200_000,
        "an address of 4 MB": b"<a href='" + b"../" * 1_300_000 + b"x.html'>x</a>",
        "a script of 4 MB": b'<a onclick="' + b"open('/a.html');" * 250_000 + b'">x</a>',
        "90,000 metas": b"<meta name=a content='2026-05-01'>" * 90_000,
    }


def hostile_lists() -> dict[str, bytes]:
    """Columns that mean harm: read as lists, and for their menus."""
    row = '<a href="/a/post_{0}.html" title="关于第{0}批许可的公告">关于第{0}批许可的公告</a>'
    rows = [row.format(number) for number in range(30_000)]
    record = '{"title":"关于停车的通知","url":"/a/1.html","pubDate":"2026-05-01"}'
    found = {
        "30,000 rows": "<ul>" + "".join(f"<li>{r}<i>2026-05-01</i>" for r in rows),
        "30,000 rows of a table": "<table>" + "".join(f"<tr><td>{r}<td>2026-05-01" for r in rows),
        "30,000 rows, no day": "<ul class=list>" + "".join(f"<li>{r}" for r in rows),
        "30,000 rows of one box": "<div>" + "".join(f"{r} 2026-05-01<br>" for r in rows),
        "10,000 lists in lists": "<ul><li><a href='/a/1.html'>停车的通知</a><i>2026-05-01</i>"
        * 10_000,
        "50,000 records": f"<script>var listData=[{','.join([record] * 50_000)}]</script>",
        "records cut off": f"<script>var listData=[{(record + ',') * 60_000}",
        "30,000 XML records": f"<record><![CDATA[<li>{rows[0]}<i>2026-05-01</i>]]></record>"
        * 30_000,
        "an answer of 30,000": f'{{"articles":[{",".join([record] * 30_000)}]}}',
        "500,000 brackets": "<script>var list=" + "[{" * 500_000,
        "50,000 nodes of a tree": "<script>var z=[" + "{name:'公告',url:'/a/1.html'," * 50_000,
    }
    return {name: text.encode() for name, text in found.items()}


def cost(read: Callable[[bytes], object], body: bytes, runs: int = RUNS) -> float:
    """Milliseconds of CPU, the least of some runs."""
    best = float("inf")
    for _ in range(runs):
        start = time.process_time()
        read(body)
        best = min(best, time.process_time() - start)
    return best * 1000


def print_pages(folder: Path) -> None:
    with (folder / "manifest.csv").open(encoding="utf-8-sig", newline="") as file:
        names = [line["file"] for line in csv.DictReader(file) if line["kind"] == "article"]
    bodies = [(folder / name).read_bytes() for name in names]
    print(f"{len(bodies)} pages; ms of CPU", f"{'median':>17}{'mean':>8}{'longest':>9}{'ratio':>7}")
    base = 0.0
    for name, read in READERS.items():
        costs = [cost(read, body) for body in bodies]
        median = statistics.median(costs)
        base = base or median
        over = f"  over {MEDIAN}" if read is ours and median > MEDIAN else ""
        print(f"{name:32}{median:8.2f}{statistics.mean(costs):8.2f}{max(costs):9.1f}", end="")
        print(f"{median / base:7.1f}{over}")


def main(folder: Path) -> int:
    if (folder / "manifest.csv").is_file():
        print_pages(folder)
    else:
        print(f"{folder}: no manifest.csv there, skipped.")
    for title, read, bodies in (
        ("hostile pages", ours, hostile()),
        ("hostile lists", as_list, hostile_lists()),
    ):
        print(title)
        for name, body in bodies.items():
            ms = cost(read, body, 1)
            print(f"  {name:30}{ms:8.0f}{'  over a second' if ms > LONGEST else ''}")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else PAGES))
