"""What the e-mails say, and that nothing in them can break out of its place."""

from datetime import date
from typing import Any

import pytest
from django.core import mail

from core.periods import Period
from partners.models import Body
from priorities.mails import Mail, MailFacts, MailLine, compose_mail, post_office
from priorities.models import Action, BodyRequest, Plan, Reminder
from priorities.operations.requests import Asked
from priorities.previews import preview_of_request, preview_to_body
from tests.make import NOW

FACTS = MailFacts(
    partnership="Oxford Safer Communities Partnership",
    contact_post="Community Safety Manager",
    contact_email="safety@example.org",
    plan="Plan 2025-26",
    period="Q2 2025-26",
    due_date=date(2025, 10, 27),
    body="Thames Valley Police",
    message="",
    lines=(MailLine("1.1", "Patrol the towpath"), MailLine("1.3", "Train club staff", note="By when?")),
    link="https://portal.example.org/updates/secret/",
    works_until=date(2025, 11, 17),
)


def changed(**changes: Any) -> MailFacts:
    known = {name: getattr(FACTS, name) for name in MailFacts.__slots__}
    return MailFacts(**{**known, **changes})


@pytest.mark.parametrize("kind", Reminder.Kind.values)
class TestEveryKind:
    def test_has_what_a_reader_needs(self, kind: str) -> None:
        found = compose_mail(kind, FACTS, to="desk@police.example")
        assert (found.to, found.reply_to) == ("desk@police.example", "safety@example.org")
        assert "Q2 2025-26" in found.subject
        for part in (FACTS.link, "17 November 2025", "1.1 Patrol the towpath", "Community Safety Manager"):
            assert part in found.text
        assert "\n\n\n" not in found.text
        assert "{" not in found.text + found.subject

    def test_reads_well_for_one_line(self, kind: str) -> None:
        found = compose_mail(kind, changed(lines=FACTS.lines[:1]), to="desk@police.example")
        assert "1 lines" not in found.text
        assert "1 actions" not in found.text

    def test_keeps_words_as_they_were_written(self, kind: str) -> None:
        found = compose_mail(kind, changed(body="Fire & Rescue <b>", plan="Oxford's plan"), to="a@example.org")
        assert "Fire & Rescue <b>" in found.text + found.subject
        assert "&#x27;" not in found.text

    def test_no_name_can_add_a_header(self, kind: str) -> None:
        evil = "Police\nBcc: everybody@example.org"
        found = compose_mail(kind, changed(partnership=evil, period=evil, body=evil), to="a@example.org")
        assert "\n" not in found.subject
        with post_office() as office:
            assert office.send(found)
        assert mail.outbox[0].recipients() == ["a@example.org"]
        assert mail.outbox[0].message()["Bcc"] is None

    def test_says_nothing_of_answers_by_return_where_there_is_no_address(self, kind: str) -> None:
        found = compose_mail(kind, changed(contact_email="", contact_post=""), to="a@example.org")
        assert "reply" not in found.text
        assert "The partnership officer\n" in found.text


def test_the_officers_message_stands_in_the_request() -> None:
    found = compose_mail("request", changed(message="Mention the summer.\n\nThank you."), to="a@example.org")
    assert "\n\nMention the summer.\n\nThank you.\n\n" in found.text


def test_what_was_sent_back_says_why() -> None:
    assert "- 1.3 Train club staff\n  By when?\n" in compose_mail("returned", FACTS, to="a@example.org").text


@pytest.mark.parametrize("field", ["to", "reply_to"])
def test_an_address_with_a_line_in_it_is_not_sent_to(field: str) -> None:
    known = {"to": "a@example.org", "subject": "Hello", "text": "Hello", "reply_to": ""}
    with post_office() as office:
        assert not office.send(Mail(**{**known, field: "a@example.org\nBcc: b@example.org"}))
    assert mail.outbox == []


@pytest.mark.django_db
class TestPreviews:
    def test_show_the_request_without_saving_anything(
        self, plan: Plan, actions: list[Action], police: Body, django_assert_num_queries: Any
    ) -> None:
        with django_assert_num_queries(4):
            mails = preview_of_request(
                plan,
                Period.parse("Q2 2025-26"),
                due_date=date(2025, 10, 27),
                bodies=[Asked(police, "desk@police.example")],
                message="Mention the summer.",
                now=NOW,
            )
        assert "1.1 Patrol the towpath" in mails[0].text
        assert "Mention the summer." in mails[0].text
        assert "/updates/a-link-of-its-own/" in mails[0].text
        assert not BodyRequest.objects.exists()

    @pytest.mark.parametrize("kind", Reminder.Kind.values)
    def test_show_every_kind(self, kind: str, asked: BodyRequest) -> None:
        found = preview_to_body(asked, kind, on=NOW.date())
        assert found.to == ("lead@police.example" if kind == "escalation" else "desk@police.example")
        assert "/updates/a-link-of-its-own/" in found.text
