"""How well pages are read: ours beside a meta-only rule and other readers, in one run.

    python bench/accuracy.py [FOLDER ...]

A folder holds saved pages and a ``manifest.csv`` with the truth: of documents (``title_truth``,
``publish_date_truth``, ``kind``, lists by count and first and last day) or of lists
(``row_titles_file``: title, url, date of every row). Without arguments ``../shared/pages`` and
``../shared/lists`` beside the checkout are measured. Readers beside ours: htmldate,
trafilatura, gne, newspaper4k; one that is not installed is named as such. Exits 0 always: this
measures, tests judge.
"""

from __future__ import annotations

import csv
import re
import statistics
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, fields
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from crawler.article import read_article  # noqa: E402
from crawler.characters import bare  # noqa: E402
from crawler.dates import parse_day  # noqa: E402
from crawler.listing import read_listing  # noqa: E402
from crawler.page import Page, join  # noqa: E402
from crawler.walls import wall  # noqa: E402

FOLDERS = (ROOT.parent / "shared" / "pages", ROOT.parent / "shared" / "lists")
WALLS = ("waf/", "challenge")  # how the manifests' file names tell a wall
META = "meta PubDate/ArticleTitle"
Reading = tuple[str, date | None]


@dataclass
class Score:
    """What one reader got right over a folder of documents."""

    right: int = 0
    wrong: int = 0
    none: int = 0
    guessed: int = 0
    title_right: int = 0
    title_wrong: int = 0
    milliseconds: list[float] = field(default_factory=list)
    misses: list[str] = field(default_factory=list)


def ours(body: bytes, url: str) -> Reading:
    article = read_article(Page.read(body, url))
    return article.title, article.day


def meta_only(body: bytes, url: str) -> Reading:
    metas = Page.read(body, url).metas
    return metas.get("articletitle", ""), parse_day(metas.get("pubdate", ""))


def by_htmldate(body: bytes, url: str) -> Reading:
    from htmldate import find_date

    found = find_date(Page.read(body, url).text, url=url or None, original_date=True)
    return "", parse_day(found) if found else None


def by_trafilatura(body: bytes, url: str) -> Reading:
    import trafilatura

    found = trafilatura.extract_metadata(Page.read(body, url).text, default_url=url or None)
    day = parse_day(found.date) if found and found.date else None
    return (found.title or "") if found else "", day


def by_gne(body: bytes, url: str) -> Reading:
    from gne import GeneralNewsExtractor

    found = GeneralNewsExtractor().extract(Page.read(body, url).text)
    return found.get("title") or "", parse_day(found.get("publish_time") or "")


def by_newspaper(body: bytes, url: str) -> Reading:
    from newspaper import Article

    article = Article(url or "http://saved/", fetch_images=False)
    article.download(input_html=Page.read(body, url).text)
    article.parse()
    day = article.publish_date
    return article.title or "", parse_day(str(day)[:10]) if day else None


READERS: dict[str, Callable[[bytes, str], Reading]] = {
    "gongkai": ours,
    META: meta_only,
    "htmldate": by_htmldate,
    "trafilatura": by_trafilatura,
    "gne": by_gne,
    "newspaper4k": by_newspaper,
}
MODULES = {"newspaper4k": "newspaper"}  # where a reader's module has another name
FAMILIES = {  # what a page of a content system carries; the first that is found names it
    "gkmlpt": r"window\._CONFIG|/gkmlpt/",
    "nfcms": r"/content/(?:m?post)_\d+|nfw-cms",
    "hanweb": r"ZJEG_RSS|<!--<\$\[|/module/(?:web/)?jpage|/col/col\d+/",
    "ucap": r"ucapcontent|UCAP-CONTENT|name=.channelId|/common/search/[0-9a-f]{32}",
    "trs": r"TRS_|trs_editor|/t20\d{6}_\d+\.s?html?",
}


def family(body: bytes) -> str:
    """The content system of a page, as its source shows it."""
    text = body.decode("utf-8", "replace")
    return next((name for name, mark in FAMILIES.items() if re.search(mark, text)), "other")


def is_there(name: str) -> bool:
    return name in ("gongkai", META) or find_spec(MODULES.get(name, name)) is not None


def rows_of(folder: Path) -> list[dict[str, str]]:
    with (folder / "manifest.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def url_of(line: dict[str, str]) -> str:
    """The address a page was saved from, as far as the manifest knows it."""
    said = line.get("original_url", "").split(" ")
    for part in reversed(said):
        if part.startswith("http"):
            return part.split("?")[0] if part.endswith("?...") else part
    host = line.get("host", "") or "saved"
    return join(f"http://{host}/", said[-1] if said[-1].startswith(("/", "./")) else "/")


def documents(folder: Path) -> Iterator[tuple[dict[str, str], bytes]]:
    for line in rows_of(folder):
        if line.get("kind") == "article":
            yield line, (folder / line["file"]).read_bytes()


def measure(folder: Path, read: Callable[[bytes, str], Reading]) -> dict[str, Score]:
    """The scores by content system."""
    scores: dict[str, Score] = defaultdict(Score)
    for line, body in documents(folder):
        score = scores[family(body)]
        start = time.process_time()
        try:
            title, day = read(body, url_of(line))
        except Exception as error:  # a peer that fails is counted, not hidden
            title, day = "", None
            score.misses.append(f"{line['file']}: {type(error).__name__}")
        score.milliseconds.append((time.process_time() - start) * 1000)
        _count(score, line, title, day)
    return scores


def summed(scores: Iterable[Score]) -> Score:
    whole = Score()
    for score in scores:
        for name in (x.name for x in fields(Score)):
            setattr(whole, name, getattr(whole, name) + getattr(score, name))
    return whole


def _count(score: Score, line: dict[str, str], title: str, day: date | None) -> None:
    truth, expected = line.get("title_truth", ""), line.get("publish_date_truth", "")
    if truth:
        right = bare(truth) == bare(title)
        score.title_right += right
        score.title_wrong += not right
        if not right:
            score.misses.append(f"{line['file']}: title {title[:40]!r}")
    if not expected:
        # A page without title and day in the manifest was not labelled: its day may well be shown.
        score.guessed += day is not None and bool(truth)
        return
    if day is None:
        score.none += 1
        score.misses.append(f"{line['file']}: no day, {expected} shown")
    elif day.isoformat() == expected:
        score.right += 1
    else:
        score.wrong += 1
        score.misses.append(f"{line['file']}: {day} for {expected}")


def print_documents(folder: Path) -> None:
    lines = [line for line, _ in documents(folder)]
    dated = sum(bool(line["publish_date_truth"]) for line in lines)
    undated = sum(bool(not x["publish_date_truth"] and x["title_truth"]) for x in lines)
    titled = sum(bool(line["title_truth"]) for line in lines)
    print(f"\n{folder.name}: {len(lines)} documents, {dated} dated, {undated} undated,", end=" ")
    print(f"{len(lines) - dated - undated} not labelled; {titled} titles")
    print(f"{'':28}{'date right':>11}{'wrong':>7}{'none':>6}{'guessed':>9}{'titles':>8}{'ms':>8}")
    families: dict[str, Score] = {}
    for name, read in READERS.items():
        if not is_there(name):
            print(f"{name:28}  not installed")
            continue
        scores = measure(folder, read)
        families = scores if read is ours else families
        print_score(name, summed(scores.values()))
    for name, score in sorted(families.items()):
        print_score(f"  ours, {name} ({len(score.milliseconds)})", score)
    for miss in summed(families.values()).misses:
        print("  -", miss)


def print_score(name: str, score: Score) -> None:
    ms = statistics.median(score.milliseconds) if score.milliseconds else 0.0
    print(f"{name:28}{score.right:11}{score.wrong:7}{score.none:6}{score.guessed:9}", end="")
    print(f"{score.title_right:8}{ms:8.2f}")


def print_walls(folder: Path) -> None:
    caught, missed, false = 0, [], []
    for line in rows_of(folder):
        page = Page.read((folder / line["file"]).read_bytes(), url_of(line))
        reason = wall(page, status=200, headers={})
        walled = any(mark in line["file"] for mark in WALLS)
        caught += bool(walled and reason)
        if walled and not reason:
            missed.append(line["file"])
        if reason and not walled:
            false.append(f"{line['file']} ({reason}; {line.get('notes', '')[:40]})")
    print(f"{folder.name}: walls recognised {caught}, missed {missed or 'none'}")
    for name in false:
        print("  - read as no evidence:", name)


def print_counts(folder: Path) -> None:
    """Lists whose truth is the number of rows and the first and last row's day."""
    lines = [line for line in rows_of(folder) if line.get("n_list_items_truth")]
    right = 0
    for line in lines:
        rows = read_listing(Page.read((folder / line["file"]).read_bytes(), url_of(line))).rows
        ends = (str(rows[0].day), str(rows[-1].day)) if rows else ("", "")
        good = ends == (line["first_item_date"], line["last_item_date"])
        good = good and len(rows) == int(line["n_list_items_truth"])
        right += good
        if not good:
            print(f"  - {line['file']}: {len(rows)} rows of {line['n_list_items_truth']}, {ends}")
    print(f"{folder.name}: lists with count, first and last day right: {right} of {len(lines)}")


def print_lists(folder: Path) -> None:
    """Lists whose truth is every row: precision, recall, F1 of title + url + date."""
    scores: dict[str, Counter[str]] = defaultdict(Counter)
    for line in rows_of(folder):
        body = (folder / line["file"]).read_bytes()
        page = Page.read(body, url_of(line))
        listing = read_listing(page)
        with (folder / line["row_titles_file"]).open(encoding="utf-8-sig", newline="") as file:
            truth = {
                _row(row["title"], join(page.base, row["url"]), row["date"])
                for row in csv.DictReader(file)
            }
        seen = {_row(row.title, row.url, str(row.day or "")) for row in listing.rows}
        told = {"lists": 1, "hits": len(truth & seen), "found": len(seen), "true": len(truth)}
        score = scores[line.get("cms", "").partition(" ")[0] or family(body)]
        score.update(told)
        if truth != seen:
            print(f"  - {line['file']}: {len(truth & seen)} of {len(truth)},", end=" ")
            print(f"{len(seen - truth)} wrong")
        if line.get("next_page_url_truth", "").startswith("http"):
            right = listing.next_url == line["next_page_url_truth"]
            score.update(paged=1, paging=right)
    for name, score in sorted(scores.items()):
        print_rows(f"  {name} ({score['lists']})", score)
    print_rows(f"{folder.name}:", sum(scores.values(), Counter()))


def print_rows(name: str, score: Counter[str]) -> None:
    hits, found, true = score["hits"], score["found"], score["true"]
    precision, recall = hits / found if found else 1.0, hits / true if true else 1.0
    f1 = 2 * hits / (found + true) if found + true else 1.0
    print(
        f"{name} {true} rows, precision {precision:.4f}, recall {recall:.4f}, F1 {f1:.4f}", end=""
    )
    print(f"; next page right {score['paging']} of {score['paged']}")


def _row(title: str, url: str, day: str) -> Any:
    return bare(title), url, day


def main(folders: list[Path]) -> int:
    for folder in folders:
        if not (folder / "manifest.csv").is_file():
            print(f"{folder}: no manifest.csv there, skipped.")
            continue
        fields = rows_of(folder)[0].keys()
        if "publish_date_truth" in fields:
            print_documents(folder)
        print_walls(folder)
        if "n_list_items_truth" in fields:
            print_counts(folder)
        if "row_titles_file" in fields:
            print_lists(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main([Path(name) for name in sys.argv[1:]] or list(FOLDERS)))
