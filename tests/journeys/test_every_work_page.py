"""Every page of the workspace, empty, filled, with mistakes and after a collision: held to what every page is held to.

The pages are made by the portal in this process, where all that is done for their sake is undone; the browser shows
them at their own addresses and under their own policy.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.held_to import WIDE, faults_of, faults_of_its_words
from tests.journeys.states import WORK_PAGES, Shown, empty_partnership, states_of, states_of_the_update_link
from tests.journeys.states_of_papers import states_of_papers
from tests.journeys.valid_html import invalid_html
from tests.world import world

pytestmark = pytest.mark.django_db
# These stand as the page without mistakes does, or that of a proposed plan.
LIKE_ANOTHER = ("with mistakes", "agreed")


class Window:
    """One page of a browser, in which the pages of the portal are shown as they were made."""

    def __init__(self, page: Page, portal: str) -> None:
        self.page, self.portal = page, portal
        self.complaints: list[str] = []
        page.on(
            "console", lambda said: self.complaints.append(said.text) if said.type in ("error", "warning") else None
        )
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def faults(self, shown: Shown) -> list[str]:
        """What is wrong with a page."""
        self.complaints.clear()
        address = self.portal + shown.url
        self.page.route(address, lambda route: route.fulfill(body=shown.html, headers=shown.headers))
        self.page.goto(address)
        found = (faults_of_its_words if shown.state in LIKE_ANOTHER else faults_of)(self.page)
        self.page.unroute(address)
        return [f"{shown.state}: {fault}" for fault in (*found, *self.complaints)]


@pytest.fixture(scope="module")
def portal(empty_portal: str) -> str:
    return empty_portal


class Workspace:
    """The pages of the workspace by the names of their routes, each made once."""

    def __init__(self) -> None:
        self.world, self.empty = world(), empty_partnership()
        self.made: dict[str, list[Shown]] = {}

    def __getitem__(self, name: str) -> list[Shown]:
        if name not in self.made:
            self.made[name] = self._make(name)
        return self.made[name]

    def _make(self, name: str) -> list[Shown]:
        if name == "update":
            return states_of_the_update_link(self.world)
        if name == "papers":
            return states_of_papers(self.world)
        return states_of(WORK_PAGES[name], self.world, self.empty)


@pytest.fixture(scope="module")
def workspace(portal: str) -> Workspace:
    return Workspace()


@pytest.fixture(scope="module")
def window(portal: str, browser: Browser) -> Iterator[Window]:
    context = browser.new_context(viewport=WIDE, reduced_motion="reduce")
    yield Window(context.new_page(), portal)
    context.close()


@pytest.mark.parametrize("name", [*WORK_PAGES, "update", "papers"])
def test_each_page_is_held_to_the_same_in_each_state(name: str, workspace: Workspace, window: Window) -> None:
    faults = [fault for shown in workspace[name] for fault in window.faults(shown)]
    assert not faults, "\n".join(faults)


def test_all_of_them_are_valid_html(workspace: Workspace, tmp_path: Path) -> None:
    html = {
        f"{name}, {shown.state}": shown.html for name in (*WORK_PAGES, "update", "papers") for shown in workspace[name]
    }
    faults = invalid_html(html, tmp_path)
    assert not faults, "\n".join(faults)


def test_no_state_is_left_out(workspace: Workspace) -> None:
    def seen(name: str) -> list[str]:
        return [shown.state for shown in workspace[name]]

    assert seen("priorities:challenge_edit") == ["for the officer", "with mistakes", "collided"]
    assert seen("priorities:work") == ["for the officer", "empty", "agreed"]
    assert [shown.status for shown in workspace["update"]] == [200, 200, 422, 422, 200, 404, 429]
    assert len(seen("papers")) == 26
    assert [shown.status for shown in workspace["papers"] if shown.status != 200] == [410, 410]
