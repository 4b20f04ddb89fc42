"""The hosts of the city, each with every answer it gives."""

from __future__ import annotations

from dataclasses import replace
from functools import cache, partial
from pathlib import Path

from gongkai.sample import frame, gkmlpt, static
from gongkai.sample.server import Answer, Served
from gongkai.sample.world import DATA, Source, sources


@cache
def served(folder: Path = DATA, look: int = 1) -> dict[str, Served]:
    """Host -> what it serves at that look; a host that stands in several files serves them all."""
    found: dict[str, Served] = {}
    for source in (_at(look, each) for each in sources(folder)):
        answers = dict(found[source.host].answers) if source.host in found else {}
        made = gkmlpt.answers(source) if source.style == "gkmlpt" else static.answers(source)
        for path, answer in () if source.state else made:
            if path in answers and answers[path] != answer:
                raise ValueError(f"{source.host}{path} stands twice")
            answers[path] = answer
        found[source.host] = _host(source, answers, found.get(source.host))
    return found


def _at(look: int, source: Source) -> Source:
    """The site without what stands there only later."""
    columns = (
        replace(c, entries=tuple(e for e in c.entries if e.look <= look)) for c in source.columns
    )
    return replace(source, columns=tuple(columns))


def _host(source: Source, answers: dict[str, Answer], before: Served | None) -> Served:
    if source.robots:
        answers["/robots.txt"] = Answer(body=source.robots.encode(), type="text/plain")
    if before:
        return Served(host=source.host, answers=answers, otherwise=before.otherwise)
    if source.state == "wall":
        cookie = (("Set-Cookie", "4QbVtADbnLVIO=60x1T; Path=/; HttpOnly"),)
        shut = Answer(status=412, body=frame.RS_WALL.encode(), headers=cookie)
        return Served(host=source.host, otherwise=shut)
    gone = Answer(status=404, body=frame.GONE.encode())
    soft = Answer(body=frame.SOFT.encode())
    if source.soft:
        answers.setdefault("/robots.txt", Answer(body=b"User-agent: *\nDisallow:\n"))
    return Served(
        host=source.host,
        answers=answers,
        otherwise=soft if source.soft else gone,
        refuses=source.state == "refuses",
        search=partial(static.search, source) if source.search else None,
    )
