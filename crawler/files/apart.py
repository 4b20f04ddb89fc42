"""A file is read in a process of its own: what kills that one leaves the crawl alone.

The limits are the system's: seconds of processor, bytes of memory, and a clock on the wall.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import resource
import subprocess
import sys

import msgspec

from crawler.files.contents import Contents
from crawler.files.kinds import kind

GIGABYTE = 1 << 30
SECONDS, MEMORY = 40, 2 * GIGABYTE  # of processor
OCR_SECONDS, OCR_MEMORY = 600, 8 * GIGABYTE
WAITS = 3  # times as long on the wall: others use the machine, too
_START = "import gongkai, sys; from crawler.files.apart import main; main(sys.argv[1:])"
_ALONE = asyncio.Semaphore(1)  # of one crawl process: a site's parse must not starve the others


async def read_apart(body: bytes, *, ocr: bool = False) -> Contents:
    """As :func:`read_alone`, while the crawl goes on."""
    async with _ALONE:
        return await asyncio.to_thread(read_alone, body, ocr=ocr)


def read_alone(body: bytes, *, ocr: bool = False, seconds: float = 0) -> Contents:
    """What a file holds. Never fails and always ends: a reader that dies or hangs is a ``why``."""
    limit = seconds or WAITS * (OCR_SECONDS if ocr else SECONDS)
    try:
        run = subprocess.run(  # noqa: S603 - this Python, and nothing of the file but on its input
            [sys.executable, "-c", _START, "ocr" if ocr else "plain"],
            input=body,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=limit,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Contents(kind=kind(body), why="slow")
    try:
        return msgspec.json.decode(run.stdout, type=Contents)
    except msgspec.DecodeError:
        slow = -run.returncode in (24,)  # SIGXCPU
        return Contents(kind=kind(body), why="slow" if slow else "crash")


def main(arguments: list[str]) -> None:
    """The other process: a file on standard input, its contents on standard output."""
    ocr = arguments == ["ocr"]
    _limit(OCR_SECONDS if ocr else SECONDS, OCR_MEMORY if ocr else MEMORY)
    out = os.dup(1)
    os.dup2(2, 1)  # readers that talk must not talk into the answer
    from crawler.files.reading import read

    made = read(sys.stdin.buffer.read(), ocr=ocr)
    with os.fdopen(out, "wb") as answer:
        answer.write(msgspec.json.encode(made))


def _limit(seconds: int, memory: int) -> None:
    for what, most in (
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
    ):
        with contextlib.suppress(ValueError, OSError):  # not every system knows every limit
            resource.setrlimit(what, (most, most))
