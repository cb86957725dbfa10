"""The links of a body: a new one, none, and when it was first used."""

import hashlib
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from core.models import Event
from partners.models import User
from priorities.links import end_of_links, hash_of, new_link
from priorities.models import Action, BodyRequest, Reminder
from priorities.operations.requests import RequestHasEnded, close_request, record_opening, renew_link, revoke_link
from tests import make
from tests.make import NOW

pytestmark = pytest.mark.django_db


def test_a_secret_is_32_random_bytes_and_its_hash_a_sha_256() -> None:
    links = {new_link().secret for _ in range(50)}
    assert len(links) == 50
    assert {len(secret) for secret in links} == {43}
    assert hash_of("secret") == hashlib.sha256(b"secret").hexdigest()


def test_a_link_made_late_works_for_two_weeks() -> None:
    due = NOW.date() - timedelta(days=60)
    assert end_of_links(due, now=NOW).date() == NOW.date() + timedelta(days=14)


class TestRenewing:
    def renew(self, asked: BodyRequest, officer: User, **changes: str) -> BodyRequest:
        known = {"contact_email": "new@police.example", "lead_email": ""}
        return renew_link(asked=asked, by=officer, now=NOW, **{**known, **changes})

    def test_sends_a_new_link_and_ends_the_old_ones(
        self, asked: BodyRequest, officer: User, sent: Callable[[], Any]
    ) -> None:
        make.reminder(of=asked, secret="old")
        with sent() as mails:
            self.renew(asked, officer)
        assert mails[0].to == ["new@police.example"]
        secret = re.search(r"/updates/([\w-]+)/", mails[0].body)[1]
        assert not BodyRequest.objects.reached_by(hash_of("old"), now=NOW).exists()
        assert BodyRequest.objects.reached_by(hash_of(secret), now=NOW).get() == asked

    def test_remembers_the_addresses(self, asked: BodyRequest, officer: User) -> None:
        self.renew(asked, officer, lead_email="chief@police.example")
        asked.refresh_from_db()
        assert (asked.contact_email, asked.lead_email) == ("new@police.example", "chief@police.example")

    def test_revives_what_was_revoked_or_has_expired(self, asked: BodyRequest, officer: User) -> None:
        BodyRequest.objects.update(expires_at=NOW - timedelta(days=1), revoked_at=NOW)
        self.renew(asked, officer)
        assert BodyRequest.objects.with_live_links(now=NOW).get() == asked

    def test_tells_of_it_without_an_address(self, asked: BodyRequest, officer: User) -> None:
        self.renew(asked, officer)
        event = Event.objects.get()
        assert event.summary.startswith("Sent Thames Valley Police a new link to its lines for Q2 2025-26")
        assert "@" not in f"{event.summary}{event.data}"

    def test_is_refused_for_an_ended_request(self, asked: BodyRequest, officer: User) -> None:
        close_request(request=asked.request, by=officer, now=NOW)
        with pytest.raises(RequestHasEnded):
            self.renew(asked, officer)

    def test_wants_an_address(self, asked: BodyRequest, officer: User) -> None:
        with pytest.raises(ValidationError):
            self.renew(asked, officer, contact_email="no address")

    def test_names_the_lines_that_want_an_answer(
        self, asked: BodyRequest, actions: list[Action], officer: User, sent: Callable[[], Any]
    ) -> None:
        make.answer(of=asked, about=actions[0])
        with sent() as mails:
            self.renew(asked, officer)
        assert "Train club staff" in mails[0].body
        assert "Patrol the towpath" not in mails[0].body


class TestRevoking:
    def test_ends_every_link_for_good(self, asked: BodyRequest, officer: User) -> None:
        make.reminder(of=asked, secret="first")
        make.reminder(of=asked, secret="second", kind="due")
        revoke_link(asked=asked, by=officer, now=NOW)
        assert not BodyRequest.objects.with_live_links(now=NOW).exists()
        assert set(Reminder.objects.values_list("token_hash", flat=True)) == {None}
        assert Event.objects.get().summary == "Revoked the links of Thames Valley Police to its lines for Q2 2025-26."

    def test_twice_is_once(self, asked: BodyRequest, officer: User) -> None:
        revoke_link(asked=asked, by=officer, now=NOW)
        revoke_link(asked=asked, by=officer, now=NOW)
        assert Event.objects.count() == 1


def test_the_first_use_of_a_link_is_told_once(asked: BodyRequest) -> None:
    record_opening(asked=asked, now=NOW)
    record_opening(asked=asked, now=NOW + timedelta(hours=1))
    asked.refresh_from_db()
    assert asked.first_opened_at == NOW
    event = Event.objects.get()
    assert (event.actor_name, event.actor) == ("Thames Valley Police", None)
