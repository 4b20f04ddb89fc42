"""``gongkai doctor``: what this machine can do, and what it lacks."""

from __future__ import annotations

import argparse
import platform
import shutil
from importlib.util import find_spec

import plans
from crawler.browser import find_browser
from crawler.files import picture
from gongkai import workdays
from gongkai.commands._arguments import Parser
from gongkai.words import say


def arguments(made: Parser) -> None:
    """It takes none."""


def run(args: argparse.Namespace) -> int:
    """Print a line for each thing that matters, with the cure where it is missing."""
    print(say("doctor_python", version=platform.python_version()))
    browser = find_browser()
    print(say("doctor_browser", path=browser) if browser else say("doctor_no_browser"))
    if find_spec("playwright") is None:
        print(say("doctor_no_playwright"))
    print(say("doctor_ocr" if picture.can_read() else "doctor_no_ocr"))
    if shutil.which("bsdtar") is None:
        print(say("doctor_no_unpacker"))
    first, last = workdays.published()
    print(say("doctor_calendar", first=first, last=last))
    print(say("doctor_plans", plans="、".join(plans.names())))
    return 0
