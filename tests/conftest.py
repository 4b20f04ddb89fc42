"""What tests of all parts share."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

import pytest
from hypothesis import settings

import plans
from gongkai import round, sample, targets, words
from gongkai.commands._arguments import instant

ROOT = Path(__file__).parents[1]
# The same examples in every run, however busy the machine
settings.register_profile("house", deadline=None, derandomize=True)
settings.load_profile("house")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Refuses a name that another process would write otherwise: workers must agree on them."""
    unstable = [item.nodeid for item in items if re.search(r"set\(|\bat 0x", item.nodeid)]
    if unstable:
        raise pytest.UsageError(f"name these tests by ids=: {unstable}")


def files() -> list[str]:
    """The project's files, relative to its root: what git knows or would, else all there."""
    git = ["git", "ls-files", "-co", "--exclude-standard", "-z"]
    if shutil.which("git") and (ROOT / ".git").exists():
        listed = subprocess.run(git, cwd=ROOT, capture_output=True, check=False)
        if listed.returncode == 0:
            names = listed.stdout.decode().split("\0")
            return sorted(name for name in names if name and (ROOT / name).is_file())
    ignored = [line.strip("/\n") for line in (ROOT / ".gitignore").open(encoding="utf-8")]
    below = (path.relative_to(ROOT) for path in ROOT.rglob("*") if path.is_file())
    return sorted(str(p) for p in below if not _any_part(p, [".git", *filter(None, ignored)]))


def _any_part(path: Path, patterns: list[str]) -> bool:
    return any(fnmatch(part, pattern) for part in path.parts for pattern in patterns)


@pytest.fixture(autouse=True)
def in_chinese() -> None:
    """No test speaks the language of the one before it."""
    words.speak("zh")


@pytest.fixture(scope="session")
def project() -> list[str]:
    """The names of the project's files."""
    return files()


@pytest.fixture(scope="session")
def shared() -> Path:
    """Real saved pages beside the checkout; skips where there are none."""
    folder = ROOT / ".." / "shared"
    if not (folder / "pages").is_dir():
        pytest.skip("no saved pages beside the checkout")
    return folder


@pytest.fixture(scope="module")
def checkout(project: list[str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the checkout that a test may change."""
    copy = tmp_path_factory.mktemp("checkout")
    for name in project:
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, copy / name)
    return copy


def city_job(
    folder: Path, city: Path, plan: str = "haitang", *, browser: bool = False, ocr: bool = False
) -> round.Job:
    """An audit of the invented city at its pinned instant."""
    clock = instant(sample.CLOCK)
    return round.Job(
        folder=folder,
        plans=(plans.load(plan),),
        targets=targets.load(city),
        as_of=clock.date(),
        clock=clock,
        browser=browser,
        ocr=ocr,
    )


@pytest.fixture(scope="session")
def audited(tmp_path_factory: pytest.TempPathFactory) -> Iterator[round.Job]:
    """The invented city as audited without a browser; its sites still answer."""
    folder = tmp_path_factory.mktemp("city")
    with sample.city(folder / "city") as path:
        made = city_job(folder / "r1", path)
        round.audit(made)
        yield made
