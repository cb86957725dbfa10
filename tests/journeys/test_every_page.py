"""Every kind of public page, with the real sample in it: valid, accessible, narrow enough, and quiet."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from playwright.sync_api import Page

from achievements.models import Achievement
from partners.models import Partnership
from priorities.models import Plan
from reports.models import Paper
from tests.journeys.held_to import NARROW, SMALL_TARGETS, WIDE
from tests.journeys.portal import PAGES
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


def test_every_page_there_is_is_valid_html(portal: str, tmp_path: Path) -> None:
    client = Client()
    urls = {*PAGES.values(), *_all_public_addresses()}
    assert invalid_html({url: client.get(url).content for url in urls}, tmp_path) == []


def _all_public_addresses() -> list[str]:
    plans = [plan.get_absolute_url() for plan in Plan.objects.select_related("partnership")]
    assert Achievement.objects.exists()
    return [
        *(partnership.get_absolute_url() for partnership in Partnership.objects.all()),
        *(f"{partnership.get_absolute_url()}bodies/" for partnership in Partnership.objects.all()),
        *(f"{plan}{page}" for plan in plans for page in ("", "basis/", "achievements/", "funding/", "scorecard/")),
        *(paper.get_absolute_url() for paper in Paper.objects.published()),
    ]
