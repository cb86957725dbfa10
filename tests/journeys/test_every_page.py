"""Every kind of public page, with the real sample in it: valid, accessible, narrow enough, and quiet."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page

from achievements.models import Achievement
from partners.models import Partnership, Role, User
from priorities.models import Plan
from reports.models import Paper
from tests import make
from tests.journeys.hands import session_of
from tests.journeys.held_to import NARROW, SMALL_TARGETS, WIDE, faults_of
from tests.journeys.portal import KEEPERS_PAGES, PAGES
from tests.journeys.valid_html import invalid_html

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", PAGES)
class TestEachKindOfPage:
    def test_is_clean_under_axe(self, name: str, portal: str, page: Page, axe: Callable[[], list[str]]) -> None:
        page.set_viewport_size(WIDE)
        page.goto(portal + PAGES[name])
        assert axe() == []

    def test_fits_a_narrow_screen(
        self, name: str, portal: str, page: Page, axe: Callable[[], list[str]], complaints: list[str]
    ) -> None:
        page.set_viewport_size(NARROW)
        page.goto(portal + PAGES[name])
        assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
        assert page.evaluate(SMALL_TARGETS) == []
        assert axe() == []
        ours = [line for line in complaints if not (name == "nowhere" and "404" in line)]
        assert ours == [], "the browser complained: is something inline?"


@pytest.fixture(scope="module")
def keeper(portal: str) -> User:
    """An officer and administrator of both partnerships."""
    keeper = make.user()
    for partnership in Partnership.objects.filter(slug__in=("oxford", "oxfordshire")):
        for kind in (Role.Kind.OFFICER, Role.Kind.ADMINISTRATOR):
            make.role(of=partnership, held_by=keeper, kind=kind)
    return keeper


@pytest.mark.parametrize("name", KEEPERS_PAGES)
def test_each_page_of_the_workspace_is_held_to_the_same_with_a_real_plan_in_it(
    name: str, portal: str, keeper: User, page: Page, complaints: list[str]
) -> None:
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session_of(keeper), "url": portal}])
    page.goto(portal + KEEPERS_PAGES[name])
    faults = [*faults_of(page), *complaints]
    assert not faults, "\n".join(faults)


def test_every_page_of_a_keeper_is_valid_html(keeper: User, tmp_path: Path) -> None:
    client = Client()
    client.force_login(keeper)
    assert invalid_html({url: client.get(url).content for url in KEEPERS_PAGES.values()}, tmp_path) == []


def test_every_page_there_is_is_valid_html(portal: str, tmp_path: Path) -> None:
    client = Client()
    urls = {*PAGES.values(), *_all_public_addresses()}
    assert invalid_html({url: client.get(url).content for url in urls}, tmp_path) == []


def _all_public_addresses() -> list[str]:
    plans = [plan.get_absolute_url() for plan in Plan.objects.select_related("partnership")]
    assert Achievement.objects.exists()
    return [
        *(partnership.get_absolute_url() for partnership in Partnership.objects.all()),
        *(
            f"{partnership.get_absolute_url()}{page}"
            for partnership in Partnership.objects.all()
            for page in ("bodies/", "grants/")
        ),
        *(f"{plan}{page}" for plan in plans for page in ("", "basis/", "achievements/", "funding/", "scorecard/")),
        *(paper.get_absolute_url() for paper in Paper.objects.published()),
    ]
