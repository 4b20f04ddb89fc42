"""A visit: orders grouped by host, hosts spread over processes, each a Scrapy of its own."""

from __future__ import annotations

import logging
import multiprocessing
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import datetime
from ipaddress import ip_address
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from pathlib import Path

from crawler.task import Progress, Task
from gongkai.model import Order, Site, Targets, UserError

log = logging.getLogger(__name__)
PROCESSES = 2
PATIENCE = 10.0  # seconds that a stopped process has to leave


def visit(
    folder: Path,
    targets: Targets,
    orders: Sequence[Order],
    *,
    look: int,
    clock: datetime | None = None,
    contact: str = "",
    pages: Path | None = None,
    progress: Callable[[Progress], None] | None = None,
    workers: int = 0,
    ocr: bool = False,
) -> None:
    """Fetch what ``orders`` ask for into the round in ``folder``.

    ``workers`` 0 is two processes, or one for a single host. UserError for a host that is no
    site of the targets, and where robots could not write to anybody. Interrupted, the processes
    are stopped and the round can be gone on with.
    """
    contact = contact or targets.contact
    by_host = _grouped(targets, orders, pages)
    if not by_host:
        return
    if pages is None and not contact and not all(map(_is_local, targets.sites)):
        raise UserError("targets.yaml: contact: 缺少联系方式；采集真实网站时须在 User-Agent 中写明")
    count = min(workers or PROCESSES, len(by_host))
    tasks = [
        Task(
            folder=folder,
            sites=targets.sites,
            orders=share,
            look=look,
            clock=clock,
            contact=contact,
            pages=pages,
            ocr=ocr,
        )
        for share in _shares(by_host, count)
    ]
    _run(tasks, progress or _silent)


def _grouped(
    targets: Targets, orders: Sequence[Order], pages: Path | None
) -> dict[str, tuple[Order, ...]]:
    known = {site.host for site in targets.sites}
    by_host: dict[str, list[Order]] = defaultdict(list)
    for order in orders:
        if order.host not in known:
            raise UserError(f"{order.host}: no site of the targets")
        by_host[order.host].append(order)
    if pages is not None:
        from crawler.pages import SAVED, manifest

        saved = manifest(pages)
        for host in [*known, SAVED]:
            if saved.of(host):
                by_host.setdefault(host, [])
    return {host: tuple(asked) for host, asked in sorted(by_host.items())}


def _shares(
    by_host: dict[str, tuple[Order, ...]], count: int
) -> list[dict[str, tuple[Order, ...]]]:
    """Hosts to processes, the busiest first to whoever has least."""
    shares: list[dict[str, tuple[Order, ...]]] = [{} for _ in range(count)]
    for host, asked in sorted(by_host.items(), key=lambda item: (-len(item[1]), item[0])):
        least = min(shares, key=lambda share: sum(len(o) + 1 for o in share.values()))
        least[host] = asked
    return shares


def _run(tasks: Sequence[Task], progress: Callable[[Progress], None]) -> None:
    context = multiprocessing.get_context("spawn")
    running: dict[Connection, tuple[SpawnProcess, Task]] = {}
    try:
        for task in tasks:
            ours, theirs = context.Pipe(duplex=False)
            process = context.Process(target=_work, args=(task, theirs), daemon=True)
            process.start()
            theirs.close()
            running[ours] = (process, task)
        while running:
            for ready in wait(list(running)):
                assert isinstance(ready, Connection)
                try:
                    progress(ready.recv())
                except EOFError:
                    _ended(*running.pop(ready), progress)
    finally:
        _stop([process for process, _ in running.values()])


def _work(task: Task, told: Connection) -> None:
    import gongkai  # noqa: F401 - first: in a wheel it is what makes crawler importable
    from crawler.process import work

    work(task, told)


def _ended(process: SpawnProcess, task: Task, progress: Callable[[Progress], None]) -> None:
    process.join()
    if process.exitcode:
        hosts = "、".join(task.orders)
        log.error("采集进程异常退出（%s）：%s 未采完", process.exitcode, hosts)
        for host, asked in task.orders.items():
            progress(Progress(host=host, orders=len(asked), problem=f"exit {process.exitcode}"))


def _stop(processes: Sequence[SpawnProcess]) -> None:
    for process in processes:
        process.terminate()
    for process in processes:
        process.join(PATIENCE)
        if process.is_alive():
            process.kill()
            process.join()


def _is_local(site: Site) -> bool:
    from crawler.fetch import named_address

    ip = named_address(site)[0]
    return bool(ip) and ip_address(ip).is_loopback


def _silent(_: Progress) -> None:
    """Nobody watches."""
