"""Answers ready in memory, served a host at an address of its own."""

from __future__ import annotations

import socket
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime
from http.client import responses
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Lock, Thread
from types import TracebackType
from typing import NamedTuple
from urllib.parse import parse_qs, urlsplit


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What a path answers with."""

    body: bytes = b""
    status: int = 200
    type: str = "text/html; charset=utf-8"
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Served:
    """A host: its answers by path, and what any other path answers with.

    A path with a page number stands as ``path?page=2``; other parameters are ignored.
    """

    host: str
    answers: Mapping[str, Answer] = field(default_factory=dict)
    otherwise: Answer = field(default_factory=lambda: Answer(status=404))
    refuses: bool = False  # the address exists, nothing listens there
    search: Callable[[str], Answer] | None = None  # what /search?q= answers

    def answer(self, target: str) -> Answer:
        """The answer to a request target such as ``/zwgk/?page=2``."""
        parts = urlsplit(target)
        asked = parse_qs(parts.query)
        page = asked.get("page", [""])[0]
        if self.search and parts.path == "/search":
            return self.search(asked.get("q", [""])[0])
        return (
            self.answers.get(f"{parts.path}?page={page}")
            or self.answers.get(parts.path)
            or self.otherwise
        )


class Request(NamedTuple):
    """A line of the access log."""

    at: str
    host: str
    path: str
    status: int


class Servers:
    """The servers of a city: a context manager.

    ``addresses`` maps each host to the ``ip:port`` chosen when the block was entered.
    ``requests`` grows while they run, one entry a request, in the order of the answers.
    """

    def __init__(self, sites: Mapping[str, Served], *, log: Path | None = None) -> None:
        self.sites = sites
        self.addresses: dict[str, str] = {}
        self.requests: list[Request] = []
        self._log = log
        self._lock = Lock()
        self._open = ExitStack()

    def __enter__(self) -> Servers:
        for n, site in enumerate(self.sites.values(), 2):
            ip = f"127.0.0.{n}"
            port = self._hold(ip) if site.refuses else self._serve(ip, site)
            self.addresses[site.host] = f"{ip}:{port}"
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._open.close()

    def note(self, host: str, path: str, status: int) -> None:
        """Take a request into the log."""
        at = datetime.now().astimezone().isoformat(timespec="milliseconds")
        line = Request(at, host, path, status)
        with self._lock:
            self.requests.append(line)
            if self._log:
                with self._log.open("a", encoding="utf-8") as file:
                    file.write("\t".join(map(str, line)) + "\n")

    def _hold(self, ip: str) -> int:
        """Take a port and never listen: a connection is refused, and nobody else gets it."""
        held = socket.socket()
        self._open.callback(held.close)
        held.bind((ip, 0))
        return int(held.getsockname()[1])

    def _serve(self, ip: str, site: Served) -> int:
        server = _Server((ip, 0), _Handler)
        server.site, server.servers = site, self
        thread = Thread(target=server.serve_forever, args=(0.02,), name=site.host, daemon=True)
        thread.start()
        self._open.callback(server.server_close)
        self._open.callback(server.shutdown)
        return int(server.server_address[1])


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 64
    site: Served
    servers: Servers

    def server_bind(self) -> None:
        """Bind without asking for the name of the address, which can take seconds."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.socket.bind(self.server_address)
        self.server_address = self.socket.getsockname()
        self.server_name, self.server_port = str(self.server_address[0]), self.server_address[1]

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that went away is no news."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"
    timeout = 30
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        answer = self.server.site.answer(self.path)
        self.server.servers.note(self.server.site.host, self.path, answer.status)
        self.send_response_only(answer.status, responses.get(answer.status, "Refused"))
        for name, value in answer.headers:
            self.send_header(name, value)
        self.send_header("Content-Type", answer.type)
        self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(answer.body)

    do_HEAD = do_GET  # noqa: N815 - the name that http.server looks for

    def log_message(self, format: str, *args: object) -> None:
        """Quiet: the log is kept by the servers."""
