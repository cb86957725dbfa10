"""Counts every page that anybody sees on the way, in the order in which they came."""

import re
from collections.abc import Callable

from django.core import mail
from playwright.sync_api import Page

from partners.models import User
from tests.journeys.hands import Hands

Visit = Callable[..., Hands]


class Screens:
    """The pages seen in a story, by whoever saw them: each page that a browser loaded counts, however it came there."""

    def __init__(self, visit: Visit, *, scripts: bool) -> None:
        self.visit, self.scripts = visit, scripts
        self.seen: list[str] = []
        self.people: list[Hands] = []

    def sit_down(self, user: User) -> Hands:
        """Somebody opens a browser in which they are logged in."""
        person = self.visit(user, scripts=self.scripts)

        def note(page: Page) -> None:
            self.seen.append(f"{user.name}: {re.sub('^https?://[^/]+', '', page.url)}")

        person.page.on("domcontentloaded", note)
        self.people.append(person)
        return person

    @property
    def complaints(self) -> list[str]:
        """What the browsers complained of."""
        return [said for person in self.people for said in person.complaints]

    @property
    def told(self) -> str:
        """The pages, numbered."""
        return "\n".join(f"{number:2} {page}" for number, page in enumerate(self.seen, 1))


def link_in_mail_to(user: User) -> str:
    """The address in the newest e-mail that somebody got."""
    newest = next(one for one in reversed(mail.outbox) if one.to == [user.email])
    found = re.search(r"https?://[^/\s]+(/papers/\S+)", str(newest.body))
    assert found, newest.body
    return found[1]
