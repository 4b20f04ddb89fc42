"""The IPv6 addresses of a name, asked of the machine's own name servers."""

from __future__ import annotations

import asyncio
import re
import secrets
from collections.abc import Sequence
from ipaddress import IPv6Address
from pathlib import Path

from twisted.names import dns

Server = tuple[str, int]
WAIT = 3.0  # seconds for one answer
_SERVER = re.compile(r"^\s*nameserver\s+([0-9a-fA-F.:]+)", re.MULTILINE)
_NO_SUCH_NAME = 3


class Unanswered(Exception):  # noqa: N818 - nobody's fault that we know
    """No server gave an answer: says nothing of the name."""


def servers(conf: Path = Path("/etc/resolv.conf")) -> list[Server]:
    """The machine's name servers."""
    text = conf.read_text("utf-8", "replace") if conf.is_file() else ""
    return [(ip, dns.PORT) for ip in _SERVER.findall(text)]


async def aaaa(host: str, at: Sequence[Server], *, wait: float = WAIT, tries: int = 2) -> list[str]:
    """The addresses; empty where a server says that there are none. :class:`Unanswered` else."""
    for server in [*at] * tries:
        try:
            reply = await asyncio.wait_for(_ask(host, server), wait)
        except (TimeoutError, OSError):
            continue
        if reply.rCode == _NO_SUCH_NAME:
            return []
        if reply.rCode == dns.OK:
            found = [record.payload for record in reply.answers]
            return [
                str(IPv6Address(payload.address))
                for payload in found
                if isinstance(payload, dns.Record_AAAA)
            ]
    raise Unanswered(host)


async def _ask(host: str, server: Server) -> dns.Message:
    """The first answer that is one to this question."""
    question = dns.Message(id=secrets.randbelow(65536), recDes=1)
    question.addQuery(host.encode("idna"), dns.AAAA)
    loop = asyncio.get_running_loop()
    answered: asyncio.Future[dns.Message] = loop.create_future()
    transport, _ = await loop.create_datagram_endpoint(
        lambda: _Waiting(question.id, answered), remote_addr=server
    )
    try:
        transport.sendto(question.toStr())
        return await answered
    finally:
        transport.close()


class _Waiting(asyncio.DatagramProtocol):
    """Takes answers until one is ours."""

    def __init__(self, id: int, answered: asyncio.Future[dns.Message]) -> None:
        self._id = id
        self._answered = answered

    def datagram_received(self, data: bytes, addr: tuple[str | object, int]) -> None:
        """Bytes of anybody, perhaps of a server."""
        reply = dns.Message()
        try:
            reply.fromStr(data)
        except (EOFError, ValueError, AttributeError, KeyError, IndexError):  # not of our making
            return
        if reply.id == self._id and reply.answer and not self._answered.done():
            self._answered.set_result(reply)

    def error_received(self, exc: Exception) -> None:
        """Nobody listens there."""
        if not self._answered.done():
            self._answered.set_exception(exc)
