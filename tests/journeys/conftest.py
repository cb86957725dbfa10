"""The portal and the browser of every journey."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from partners.models import User
from tests.journeys.hands import Hands
from tests.journeys.held_to import axe_faults
from tests.journeys.portal import sample_portal, served_portal


@pytest.fixture
def _django_db_helper() -> None:
    """In place of pytest-django's: the sample stays from test to test, with no transaction around each.

    The journeys are marked `django_db` all the same, since pytest-django makes the database for marked tests only.
    """


@pytest.fixture(scope="module")
def portal(django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """The address of a portal with the sample in it."""
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.conf.settings.IS_DEMO", True)  # opens the gallery of components
        with sample_portal() as address:
            yield address


@pytest.fixture(scope="module")
def empty_portal(django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """The address of a portal with nothing in it, for journeys that bring their own."""
    with django_db_blocker.unblock(), served_portal() as address:
        yield address


@pytest.fixture
def visit(browser: Browser, portal: str) -> Iterator[Callable[..., Hands]]:
    """Lets somebody sit down at a browser of their own."""
    people: list[Hands] = []

    def sit_down(user: User | None = None, *, scripts: bool = True, width: int = 1280) -> Hands:
        people.append(Hands(browser, portal, user, scripts=scripts, width=width))
        return people[-1]

    yield sit_down
    for person in people:
        person.leave()


@pytest.fixture
def complaints(page: Page) -> list[str]:
    """What the browser complained of while a page was open: refused scripts and styles, broken links, faults."""
    found: list[str] = []
    page.on("console", lambda message: found.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: found.append(str(error)))
    return found


@pytest.fixture
def axe(page: Page) -> Callable[[], list[str]]:
    """Checks the open page against WCAG 2.2 AA and axe's own best practice; gives each fault with the first place."""
    return lambda: axe_faults(page)
