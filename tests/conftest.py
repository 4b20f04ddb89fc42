"""What tests of all parts share."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def files() -> list[str]:
    """The project's files, relative to its root: what git knows or would."""
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    names = listed.stdout.decode().split("\0")
    return sorted(name for name in names if name and (ROOT / name).is_file())


@pytest.fixture(scope="session")
def project() -> list[str]:
    """The names of the project's files; skips where git cannot tell them."""
    if not (ROOT / ".git").exists() or shutil.which("git") is None:
        pytest.skip("not a git checkout")
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
