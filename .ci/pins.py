"""Print what pyproject.toml names and all it needs, as resolved in the Python that runs this."""

from __future__ import annotations

import tomllib
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

HEAD = """\
# What the tests ran with: gongkai[browser,ocr,dev], pip, the build backend, and all they need.
# Written by `make pins`, which resolves pyproject.toml afresh; not by hand.
"""


def named() -> list[Requirement]:
    """All that pyproject.toml asks for: to build, to run, and the extras."""
    project = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text("utf-8"))
    extras = project["project"]["optional-dependencies"].values()
    lines = ["pip", *project["build-system"]["requires"], *project["project"]["dependencies"]]
    return [Requirement(line) for line in [*lines, *(name for extra in extras for name in extra)]]


def resolved(wanted: list[Requirement]) -> dict[str, str]:
    """Name -> version of the wanted and, in turn, of what each of them requires here."""
    pins: dict[str, str] = {}
    seen: set[tuple[str, frozenset[str]]] = set()
    while wanted:
        requirement = wanted.pop()
        key = (canonicalize_name(requirement.name), frozenset(requirement.extras))
        if key in seen or not _applies(requirement, frozenset()):
            continue
        seen.add(key)
        try:
            found = distribution(requirement.name)
        except PackageNotFoundError as missing:
            raise SystemExit(f"{requirement} is not installed") from missing
        pins[key[0]] = found.version
        below = [Requirement(line) for line in found.requires or ()]
        wanted += [Requirement(_bare(line)) for line in below if _applies(line, key[1])]
    return pins


def _applies(requirement: Requirement, extras: frozenset[str]) -> bool:
    marker = requirement.marker
    return marker is None or any(marker.evaluate({"extra": extra}) for extra in (*extras, ""))


def _bare(requirement: Requirement) -> str:
    extras = f"[{','.join(sorted(requirement.extras))}]" if requirement.extras else ""
    return f"{requirement.name}{extras}"


if __name__ == "__main__":
    pins = resolved(named())
    print(HEAD + "\n".join(f"{name}=={pins[name]}" for name in sorted(pins)))
