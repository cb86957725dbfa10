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

from django.http import HttpResponseBase  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.runner import DiscoverRunner  # noqa: E402
from django.urls import reverse  # noqa: E402
from playwright.sync_api import Browser, sync_playwright  # noqa: E402

from tests.conftest import CHROMIUM_ARGUMENTS, CHROMIUM_NAMES  # noqa: E402
from tests.journeys.paper import years  # noqa: E402
from tests.journeys.portal import PAGES, sample_portal  # noqa: E402
from tests.journeys.staged import (  # noqa: E402
    Staged,
    of_a_collision,
    preview_of_a_request,
    roll_forward_to_the_check,
    stage,
    that_day,
)
from tests.journeys.staged_money import stage_money  # noqa: E402
from tests.journeys.staged_paper import for_the_approver, stage_paper  # noqa: E402
from tests.world import SECRET, logged_in  # noqa: E402

IMAGES = Path(__file__).parents[2] / "docs" / "images"
IN_DOCS = {
    "home": "/",
    "plan": "/partnerships/oxford/plans/2025-26/",
    "funding": "/partnerships/oxfordshire/plans/2013-14/funding/",
    "paper": "/papers/2025-oxford-annual-update/",
    "compared": "/papers/compare/?a=2021-oxford-annual-update&b=2025-oxford-annual-update",
}
# What stands filled in, and where a picture begins that does not begin at the top.
TYPED = {
    "figure": {
        "The figure as stated": "over 200",
        "What it counts": "people walking there after dark, on an average night",
        "Over which period": "September 2025",
        "Compared with": "The period before",
        "What that was, or how it changed, as stated": "about 150",
    }
}
FROM_HERE = {
    "workspace": ".portal-desk",
    "action-in-place": ".portal-priority:has(.portal-inplace)",
    "figure": ".govuk-breadcrumbs ~ main h1",
    "progress-sheet": ".portal-tabs",
    "request-answers": ".portal-tabs",
    "composer": ".portal-composer__head",
    "cited-figure": "main .govuk-caption-xl",
    "compared": ".changes",
    "award": "main table",
    "money-bought": "main section:has(#bought)",
    "return": ".portal-tabs",
    "indicator": "main .govuk-caption-xl",
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
    if file.stem in FROM_HERE:
        page.locator(FROM_HERE[file.stem]).first.evaluate("one => one.scrollIntoView()")
    page.screenshot(path=file, full_page=whole)
    page.close()


def pictures_of_work(browser: Browser, portal: str, folder: Path) -> None:
    """What the how-tos show: each page is made by the portal in this process, and shown by the browser."""
    staged = stage()
    roll_forward_to_the_check(staged)
    plan = staged.plan.get_absolute_url()
    of = staged.plan.partnership.get_absolute_url()
    achievement = f"{plan}achievements/{staged.achievement.pk}/"
    officer, administrator = logged_in(staged.officer), logged_in(staged.administrator)
    pages = {
        "work": officer.get("/work/"),
        "workspace": officer.get(f"{plan}work/"),
        "action-in-place": officer.get(f"{plan}work/actions/{staged.action.pk}/"),
        "progress": officer.get(f"{plan}actions/{staged.action.pk}/progress/q3-2025-26/"),
        "progress-sheet": officer.get(f"{plan}progress/"),
        "roll-forward-priority": officer.get(f"{plan}roll-forward/priorities/{staged.action.priority_id}/"),
        "roll-forward-check": officer.get(f"{plan}roll-forward/check/"),
        "request-preview": preview_of_a_request(staged),
        "request-answers": officer.get(f"{plan}requests/{staged.request.pk}/"),
        "update-link-on-a-phone": Client().get(reverse("update", args=[SECRET])),
        "achievement": officer.get(achievement),
        "figure": officer.get(f"{achievement}figures/add/"),
        "conflict": of_a_collision(staged),
        "people": administrator.get(f"{of}people/"),
        "keep-bodies": administrator.get(f"{of}bodies/keep/"),
        "history": officer.get(f"{of}history/"),
        **pages_of_money(staged),
    }
    for name, response in pages.items():
        size = PHONE if name.endswith("on-a-phone") else DESK
        made_picture(browser, portal, response, folder / f"{name}.png", size=size, whole=folder != IMAGES)


def pages_of_money(staged: Staged) -> dict[str, HttpResponseBase]:
    """What the guides show of the money and of what is measured."""
    money = stage_money(staged.plan, officer=staged.officer)
    officer, plan = logged_in(staged.officer), staged.plan.get_absolute_url()
    return {
        "award": officer.get(f"{plan}funding/awards/{money.award.pk}/"),
        "money-bought": Client().get(f"{plan}funding/allocations/{money.allocation.pk}/"),
        "return": officer.get(f"{plan}funding/returns/{money.funding_return.pk}/"),
        "indicator": Client().get(f"{plan}scorecard/{money.indicator.pk}/"),
    }


def pictures_of_a_paper(browser: Browser, portal: str, folder: Path) -> None:
    """What the how-tos show of a paper on its way, from the composer to the last signature."""
    staged = stage_paper()
    of = staged.paper.get_absolute_url()
    officer = logged_in(staged.officer)
    pages = {
        "composer": officer.get(f"{of}draft/"),
        "section": officer.get(f"{of}sections/{staged.section.pk}/"),
        "cited-figure": officer.get(f"{of}figures/", {"cite": staged.cite}),
        "checks": officer.get(f"{of}check/"),
        "to-sign": for_the_approver(staged),
        "sign-off": officer.get(f"{of}sign-off/"),
    }
    for name, response in pages.items():
        made_picture(browser, portal, response, folder / f"{name}.png", size=DESK, whole=folder != IMAGES)


def made_picture(
    browser: Browser, portal: str, response: HttpResponseBase, file: Path, *, size: dict[str, int], whole: bool
) -> None:
    """A page that the portal has made already, shown at its own address."""
    page = browser.new_page(viewport=size, reduced_motion="reduce")
    address = portal + response.request["PATH_INFO"]
    made = {"status": response.status_code, "headers": dict(response.items()), "body": response.content}
    page.route(address, lambda route: route.fulfill(**made))
    page.goto(address)
    page.evaluate("document.fonts.ready")
    for label, words in TYPED.get(file.stem, {}).items():
        field = page.get_by_label(label).first
        if field.evaluate("one => one.localName") == "select":
            field.select_option(label=words)
        else:
            field.fill(words)
    if file.stem in FROM_HERE:
        page.locator(FROM_HERE[file.stem]).first.evaluate("one => one.scrollIntoView()")
    page.evaluate("document.activeElement.blur()")
    page.screenshot(path=file, full_page=whole)
    page.close()


def main(arguments: list[str]) -> None:
    folder = Path(arguments[1]) if arguments[:1] == ["--all"] else IMAGES
    folder.mkdir(parents=True, exist_ok=True)
    with that_day(), portal() as address, sync_playwright() as playwright:
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
        pictures_of_work(browser, address, folder)
        with years.that_day():
            pictures_of_a_paper(browser, address, folder)
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
