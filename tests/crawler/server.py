"""A small real site on 127.0.0.x for the tests of fetching."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from time import monotonic
from typing import Any
from urllib.parse import parse_qsl

import crawler
from gongkai.disk.store import Round, SiteStore
from gongkai.model import Order, Site, Targets

CLOCK = datetime.fromisoformat("2026-09-30T12:00:00+08:00")
HOST = "www.haitang.gov.cn"


@dataclass
class Answer:
    """What a path answers with."""

    body: str | bytes = ""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    hook: Callable[[], None] | None = None  # called before the answer is sent

    @property
    def data(self) -> bytes:
        return self.body.encode() if isinstance(self.body, str) else self.body


@dataclass
class Server:
    """A running site: what it answers, and what it was asked."""

    pages: dict[str, Any]
    address: str = ""
    log: list[str] = field(default_factory=list)
    hosts: list[str] = field(default_factory=list)
    agents: list[str] = field(default_factory=list)
    cookies: list[str] = field(default_factory=list)
    times: list[float] = field(default_factory=list)

    def site(self, host: str = HOST, **more: Any) -> Site:
        facts = {"host": host, "address": self.address, "cms": "generic", "delay": 0} | more
        return Site(**facts)

    def asked(self, path: str) -> int:
        return self.log.count(path)


@contextmanager
def serving(pages: dict[str, Any], ip: str = "127.0.0.1") -> Iterator[Server]:
    """Serve ``pages``: path -> Answer, text, or a list of answers given one after another."""
    server = Server({"/robots.txt": Answer(status=404), **pages})

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            server.times.append(monotonic())
            server.log.append(self.path)
            server.hosts.append(self.headers.get("Host", ""))
            server.cookies.append(self.headers.get("Cookie", ""))
            server.agents.append(self.headers.get("User-Agent", ""))
            self.answer(server.pages.get(self.path))

        def do_POST(self) -> None:
            """A path's answer to a form, or to data, is made by a function of it."""
            form = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
            server.log.append(f"POST {self.path} {form}")
            make = server.pages.get(f"POST {self.path.partition('?')[0]}")
            data = self.headers.get("Content-Type", "") == "application/json"
            said = json.loads(form) if data else dict(parse_qsl(form))
            self.answer(make(said) if make else None)

        def answer(self, answer: Any) -> None:
            if answer is None:
                answer = Answer("<p>not found 404</p>", 404)
            if isinstance(answer, list):
                answer = answer.pop(0) if len(answer) > 1 else answer[0]
            if isinstance(answer, str):
                answer = Answer(answer)
            if answer.hook:
                answer.hook()
            self.send_response(answer.status)
            headers = {"Content-Type": "text/html; charset=utf-8"} | dict(answer.headers)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer.data)))
            self.end_headers()
            self.wfile.write(answer.data)

        def log_message(self, *args: Any) -> None:
            """Quiet."""

    class Quiet(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *args: Any) -> None:
            """A client that went away is part of the tests."""

    http = Quiet((ip, 0), Handler)
    server.address = f"{ip}:{http.server_port}"
    Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    try:
        yield server
    finally:
        http.shutdown()
        http.server_close()


def page(title: str, body: str, **metas: str) -> str:
    """A page with enough of its own to be one."""
    told = "".join(f'<meta name="{name}" content="{value}">' for name, value in metas.items())
    return (
        f"<!DOCTYPE html><html><head><meta charset=utf-8><title>{title}</title>{told}</head>"
        f"<body>{body}</body></html>"
    )


def article(title: str, day: str = "2026-09-01", text: str = "") -> str:
    """A document's page."""
    words = text or "为贯彻落实上级部署，结合我市实际，现将有关事项通知如下，请认真贯彻执行。" * 6
    return page(
        title,
        f"<h1>{title}</h1><p>发布日期：{day}</p><div class=TRS_Editor><p>{words}</p></div>",
        ArticleTitle=title,
        PubDate=day,
        ColumnName="通知公告",
    )


def column(rows: list[tuple[str, str, str]], after: str = "", name: str = "通知公告") -> str:
    """A column's page: rows of (title, URL, day), and the link to the next page."""
    items = "".join(
        f'<li><a href="{url}" title="{title}">{title}</a><span>{day}</span></li>'
        for title, url, day in rows
    )
    onward = f'<div class=page><a href="{after}">下一页</a></div>' if after else ""
    return page(
        name, f"<ul class=list>{items}</ul>{onward}", ColumnName=name, ColumnType="通知公告"
    )


def visit(folder: Path, sites: Site | list[Site], orders: list[Order], **more: Any) -> SiteStore:
    """Visit and hand back the first site's store."""
    listed = [sites] if isinstance(sites, Site) else sites
    targets = Targets(title="海棠市", sites=tuple(listed))
    facts = {"look": 1, "clock": CLOCK, "contact": "mailto:a@example.org", "workers": 1} | more
    crawler.visit(folder, targets, orders, **facts)
    return Round(folder).site(listed[0].host)


def url(path: str, host: str = HOST) -> str:
    """An address on the site by its own name."""
    return f"http://{host}{path}"
