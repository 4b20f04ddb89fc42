"""Take the manuals' picture: the head of the report in a round's folder.

``python docs/picture.py runs/demo`` writes docs/report.png.
"""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import ViewportSize, sync_playwright

from crawler.browser import find_browser

SIZE: ViewportSize = {"width": 1200, "height": 940}


def main(round_folder: Path) -> None:
    """Photograph the newest judging's report."""
    found = find_browser()
    if found is None:
        sys.exit("no Chromium to take the picture with")
    reports = sorted(round_folder.glob("judged/*/out/index.html"), key=lambda f: f.stat().st_mtime)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        page = browser.new_page(viewport=SIZE)
        page.goto(reports[-1].resolve().as_uri())
        page.screenshot(path=Path(__file__).with_name("report.png"))
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
