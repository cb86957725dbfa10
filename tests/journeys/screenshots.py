"""Takes the pictures in docs/images/ from a portal with the sample in it: `python -m tests.journeys.screenshots`.

With `--all FOLDER` it takes every kind of page instead, on a phone and on a desk, to look at.
"""

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright runs an event loop in this thread
django.setup()

from django.test.runner import DiscoverRunner  # noqa: E402
from playwright.sync_api import Browser, sync_playwright  # noqa: E402

from tests.conftest import CHROMIUM_ARGUMENTS, CHROMIUM_NAMES  # noqa: E402
from tests.journeys.portal import PAGES, sample_portal  # noqa: E402

IMAGES = Path(__file__).parents[2] / "docs" / "images"
IN_DOCS = {
    "home": "/",
    "plan": "/partnerships/oxford/plans/2025-26/",
    "funding": "/partnerships/oxfordshire/plans/2013-14/funding/",
    "paper": "/papers/2025-oxford-annual-update/",
}
DESK, PHONE = {"width": 1280, "height": 900}, {"width": 360, "height": 740}


@contextmanager
def portal() -> Iterator[str]:
    """The address of a portal in a database of its own, as the tests have it."""
    runner = DiscoverRunner(verbosity=0, interactive=False)
    runner.setup_test_environment()
    databases = runner.setup_databases()
    try:
        with sample_portal() as address:
            yield address
    finally:
        runner.teardown_databases(databases)
        runner.teardown_test_environment()


def chromium() -> str:
    """Where this machine's Chromium is."""
    found = [path for name in CHROMIUM_NAMES if (path := shutil.which(name))]
    if not found:
        sys.exit("There is no Chromium on this machine: apt-get install chromium")
    return found[0]


def picture(browser: Browser, url: str, file: Path, *, size: dict[str, int], whole: bool) -> None:
    """One page as somebody sees it, whole or as far as the first screen goes."""
    page = browser.new_page(viewport=size, reduced_motion="reduce")
    page.goto(url)
    page.evaluate("document.fonts.ready")
    page.screenshot(path=file, full_page=whole)
    page.close()


def main(arguments: list[str]) -> None:
    folder = Path(arguments[1]) if arguments[:1] == ["--all"] else IMAGES
    folder.mkdir(parents=True, exist_ok=True)
    with portal() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=CHROMIUM_ARGUMENTS)
        if folder == IMAGES:
            for name, path in IN_DOCS.items():
                picture(browser, address + path, folder / f"{name}.png", size=DESK, whole=False)
            picture(browser, address + IN_DOCS["plan"], folder / "plan-on-a-phone.png", size=PHONE, whole=False)
        else:
            for name, path in PAGES.items():
                for size in (DESK, PHONE):
                    file = folder / f"{name.replace(' ', '-')}-{size['width']}.png"
                    picture(browser, address + path, file, size=size, whole=True)
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
