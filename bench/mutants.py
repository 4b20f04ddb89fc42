"""Breaks the product in small ways, one at a time, and reports what no test noticed.

``mutants/`` mirrors the tree: for each file its tests (a file, or file::test) and its breaks (old,
new, why), which may name tests of their own. The old text stands in the file exactly once.
Every mutant is applied in a copy of the checkout, never in place; it is killed when a test of its
file fails. Exit 1 where one survives, or where ``old`` does not stand in the file exactly once.

    python bench/mutants.py [part of a file's path or of a why] ...
"""

from __future__ import annotations

import multiprocessing
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from time import perf_counter

import yaml

ROOT = Path(__file__).resolve().parents[1]
TABLES = Path(__file__).with_name("mutants")
CODE = ["gongkai", "crawler", "spiders", "checks", "plans", "reports", "tests", "bench", "docs"]
DATA = ["targets", "targets.yaml", "columns.csv", "facts.csv", "pyproject.toml"]
TEXT = ["README.md", "README.zh-CN.md", "CONTRIBUTING.md", "CHANGELOG.md"]
AT_ONCE = 2
WHOLE = 1_800  # seconds for all of them without a mutant
LONGEST = 180  # seconds; a test run that hangs has noticed, too
# Importing what others wrote is most of a short test run: it is done once, and every run forks.
START = multiprocessing.get_context("forkserver")
START.set_forkserver_preload(
    ["pytest", "hypothesis", "scrapy", "selectolax.lexbor", "jinja2", "msgspec", "warcio", "yaml"]
)


@dataclass(frozen=True)
class Mutant:
    """One small break."""

    file: str
    old: str
    new: str
    why: str
    tests: tuple[str, ...]

    def fault(self) -> str:
        """Why it cannot be applied; empty when it can."""
        path = ROOT / self.file
        times = path.read_text("utf-8").count(self.old) if path.is_file() else -1
        if times < 0:
            return "no such file"
        absent = [t for t in self.tests if not (ROOT / t.partition("::")[0]).exists()]
        if absent or not self.tests:
            return f"no tests: {' '.join(absent)}"
        return "" if times == 1 else f"old text found {times} times: {self.old!r}"


def table() -> Iterator[Mutant]:
    for path in sorted(TABLES.rglob("*.yaml")):
        entry = yaml.safe_load(path.read_text("utf-8"))
        for mutant in entry["mutants"]:
            tests = mutant.pop("tests", entry["tests"])
            yield Mutant(file=entry["file"], tests=tuple(tests), **mutant)


def copy(to: Path) -> Path:
    """The checkout without what runs leave behind, nor compiled files that outlive a break."""
    ignore = shutil.ignore_patterns("__pycache__", "*.pyc", ".hypothesis", "runs")
    for name in [*CODE, *DATA, *TEXT]:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, to / name, ignore=ignore)
        elif (ROOT / name).is_file():
            shutil.copy2(ROOT / name, to / name)
    return to


def run(where: Path, tests: Sequence[str], longest: float = LONGEST) -> int:
    """Exit status of the tests in a copy; 1 where they hang."""
    options = ["-x", "-q", "-p", "no:cacheprovider", "-p", "_hypothesis_pytestplugin"]
    options += ["--hypothesis-seed=0", "--no-header"]
    process = START.Process(target=_pytest, args=(where, [*options, *tests]))
    process.start()
    process.join(longest)
    if process.exitcode is None:
        process.kill()
        process.join()
        return 1
    return process.exitcode


def _pytest(where: Path, arguments: Sequence[str]) -> None:
    """Run in a process of its own, which has others' modules already and none of ours."""
    import pytest

    os.chdir(where)
    os.environ |= {
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONPATH": str(where),
        "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
    }
    sys.dont_write_bytecode = True
    sys.path.insert(0, str(where))
    for stream in (sys.stdout, sys.stderr):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    sys.exit(pytest.main(list(arguments)))


def killed(mutant: Mutant, where: Path) -> bool:
    """Did a test notice? RuntimeError where pytest itself could not run."""
    path = where / mutant.file
    whole = path.read_text("utf-8")
    path.write_text(whole.replace(mutant.old, mutant.new), "utf-8")
    try:
        status = run(where, mutant.tests)
    finally:
        path.write_text(whole, "utf-8")
    if status not in (0, 1, 2):  # 2: the broken module could not be imported
        raise RuntimeError(f"pytest ended with {status}: {' '.join(mutant.tests)}")
    return status != 0


def main(words: Sequence[str]) -> int:
    mutants = [m for m in table() if not words or any(w in m.file + m.why for w in words)]
    faults = [(m, fault) for m in mutants if (fault := m.fault())]
    for mutant, fault in faults:
        print(f"CANNOT    {mutant.file}: {mutant.why}: {fault}")
    sound = [m for m in mutants if not m.fault()]
    start = perf_counter()
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        copies: SimpleQueue[Path] = SimpleQueue()
        for n in range(AT_ONCE):
            copies.put(copy(Path(folder) / str(n)))
        one = copies.get()
        every = sorted({test for m in sound for test in m.tests})
        if status := run(one, every, WHOLE):
            print(f"the tests do not pass without any mutant (pytest: {status})")
            return 1
        copies.put(one)

        def judge(mutant: Mutant) -> bool:
            where = copies.get()
            try:
                noticed = killed(mutant, where)
            finally:
                copies.put(where)
            word = "killed  " if noticed else "SURVIVED"
            print(f"{word}  {mutant.file}: {mutant.why}", flush=True)
            return noticed

        with ThreadPoolExecutor(AT_ONCE) as pool:
            noticed = list(pool.map(judge, sound))
    print(
        f"{sum(noticed)} killed, {noticed.count(False)} survived, {len(faults)} could not be"
        f" applied, {perf_counter() - start:.0f} s"
    )
    return 0 if all(noticed) and not faults and mutants else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
