"""The wheel, installed where no checkout is: nothing generic lands beside it, and it works."""

from __future__ import annotations

import json
import subprocess
import sys
import sysconfig
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

OURS = {"crawler", "spiders", "checks", "plans", "reports", "targets"}

TARGETS = """\
title: 泉城示例
contact: mailto:audit@example.org
sites: [{host: www.quancheng.example}]
units: [{id: czj, name: 泉城示例财政局, aliases: [市财政局], portal: http://www.quancheng.example/}]
"""
HEAD = "title: {title}\nsource: 示例〔2026〕1号\nyear: 2026\n"
TASK = """\
task: 一
clauses:
  - {item: "1.1", title: 公告, lead: [市财政局], subject: notices, rules: [count: {if_none: fail}]}
"""
SPAWNED = """\
import json
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from multiprocessing import get_context
from pathlib import Path

import gongkai
import checks
import plans
from gongkai import targets
from gongkai.judging.case import When
from gongkai.judging.evidence import Library
from gongkai.judging.judge import judge
from gongkai.disk.store import Round


def judged(name):
    who = targets.load(Path("targets.yaml"))
    plan = plans.load(name, folders=[Path("plans")])
    day = date(2026, 9, 30)
    when = When(round="r", judged="first", as_of=day, seen_at=day, browser=False)
    lines = judge(plan, who, Library(Round(Path("round")), who), when)
    return [checks.__file__, [[r.result.item, r.result.check, r.result.outcome] for r in lines]]


if __name__ == "__main__":
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        print(json.dumps(pool.submit(judged, "quancheng-2026").result()))
"""


@pytest.fixture(scope="module")
def wheel(checkout: Path) -> Path:
    pip(
        "wheel",
        "-q",
        "--no-deps",
        "--no-index",
        "--no-build-isolation",
        "-w",
        "dist",
        ".",
        at=checkout,
    )
    return next((checkout / "dist").glob("gongkai-*.whl"))


@pytest.fixture(scope="module")
def venv(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh venv with the wheel alone; dependencies are those of this Python."""
    made = tmp_path_factory.mktemp("installed") / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(made)], check=True)
    python = str(made / "bin" / "python")
    pip("--python", python, "install", "-q", "--no-deps", "--no-index", str(wheel), at=made)
    (libraries(made) / "dependencies.pth").write_text(sysconfig.get_path("purelib"), "utf-8")
    return made


@pytest.fixture(scope="module")
def working(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An assessor's folder: own targets and plans, one of which has a shipped plan's name."""
    folder = tmp_path_factory.mktemp("working")
    (folder / "targets.yaml").write_text(TARGETS, "utf-8")
    for name, title in {"quancheng-2026": "泉城示例", "haitang": "自备的方案"}.items():
        plan = folder / "plans" / name
        plan.mkdir(parents=True)
        (plan / "plan.yaml").write_text(HEAD.format(title=title), "utf-8")
        (plan / "01.yaml").write_text(TASK, "utf-8")
    return folder


def pip(*arguments: str, at: Path) -> None:
    subprocess.run([sys.executable, "-m", "pip", *arguments], cwd=at, check=True)


def libraries(venv: Path) -> Path:
    return next(venv.glob("lib/python*/site-packages"))


def say(venv: Path, working: Path, *arguments: str) -> str:
    """What the installed program prints in the working folder."""
    done = subprocess.run(
        [str(venv / "bin" / arguments[0]), *arguments[1:]],
        cwd=working,
        env={"PATH": "", "PYTHONUTF8": "1", "NO_COLOR": "1"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_nothing_generic_lands_in_site_packages(venv: Path) -> None:
    landed = {p.name for p in libraries(venv).iterdir()} - {"dependencies.pth"}
    assert {name for name in landed if not name.endswith(".dist-info")} == {"gongkai"}


def test_every_plan_and_the_city_are_shipped(venv: Path, project: list[str]) -> None:
    data = [f for f in project if Path(f).parts[0] in OURS and not f.endswith(".py")]
    package = libraries(venv) / "gongkai"
    assert data
    assert [f for f in data if not (package / "_app" / f).is_file()] == []
    own = [f for f in project if f.startswith("gongkai/")]
    assert [f for f in own if not (libraries(venv) / f).is_file()] == []


def test_checks_are_found_from_a_foreign_folder(venv: Path, working: Path) -> None:
    told = say(venv, working, "gongkai", "list", "checks")
    assert "series" in told
    assert "contains" in told


def test_plans_of_the_working_folder_come_first(venv: Path, working: Path) -> None:
    told = say(venv, working, "gongkai", "list", "plans")
    assert "quancheng-2026" in told
    assert "自备的方案" in told


def test_a_judge_runs_in_a_spawned_process(venv: Path, working: Path) -> None:
    (working / "spawned.py").write_text(SPAWNED, "utf-8")
    where, lines = json.loads(say(venv, working, "python", "spawned.py"))
    assert Path(where).is_relative_to(libraries(venv) / "gongkai" / "_app")
    assert lines == [["1.1", "count", "unknown"]]


def test_no_dependency_has_a_package_of_our_folders_names() -> None:
    shipped = packages_distributions()
    taken = {name: shipped[name] for name in OURS & set(shipped)}
    assert {name: by for name, by in taken.items() if set(by) != {"gongkai"}} == {}
