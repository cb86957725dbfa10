"""A return from its start to the funder: bodies fill in their lines on a phone, the officer accepts and approves."""

import re
from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core import mail
from django.utils import timezone
from playwright.sync_api import expect

from funding.models import Return, ReturnFile
from tests import make
from tests.journeys.hands import Hands
from tests.journeys.held_to import axe_faults

pytestmark = pytest.mark.django_db
PHONE = 360


@pytest.fixture(scope="module")
def portal(empty_portal: str) -> str:
    return empty_portal


@pytest.fixture
def books() -> SimpleNamespace:
    """An award to two projects: one of a body that answers by link, one of a body whose contributor logs in."""
    partnership = make.partnership()
    plan = make.plan(of=partnership, title="Plan 2026-27", period="2026-27", status="agreed")
    police, trust = make.body(name="Thames Valley Police"), make.body(name="Victims First")
    make.membership(of=partnership, member=police, contact=make.person(body=police, email="lines@example.org"))
    make.membership(of=partnership, member=trust, contact=make.person(body=trust, email="grants@example.org"))
    award = make.award(to=partnership, plan=plan, title="Safer streets", amount_announced=60_000, period="2026-27")
    for place, (stream, amount, body) in enumerate((("Patrols", 40_000, police), ("Advocates", 20_000, trust))):
        row = make.allocation(of=award, stream=stream, amount=amount, recipient=body, position=place)
        for quarter in ("Q1 2026-27", "Q2 2026-27"):
            make.profile(of=row, amount=amount // 4, period=quarter)
    return SimpleNamespace(
        plan=plan,
        officer=make.officer(of=partnership),
        contributor=make.contributor(of=partnership, speaks_for=trust),
    )


def test_a_return_is_filled_in_approved_and_sent(visit: Callable[..., Hands], books: SimpleNamespace) -> None:
    officer = visit(books.officer)
    officer.open(f"{books.plan.get_absolute_url()}funding/")
    officer.press("Returns to the funder", role="link")
    officer.press("Start a return", exact=False)
    officer.choose(officer.page, "1 April 2026 to 30 September 2026")
    officer.press("Start the return")
    officer.press("Ask the bodies", role="button")
    officer.write_date("Lines are due by", timezone.localdate() + timedelta(days=20))
    officer.press("Preview the e-mails")
    assert mail.outbox == []
    officer.press("Send", exact=False)
    expect(officer.page.get_by_text("The e-mails were sent.")).to_be_visible()
    assert axe_faults(officer.page) == []
    letter = next(one for one in mail.outbox if one.to == ["lines@example.org"])
    link = re.search(r"https?://[^/\s]+(/returns/\S+)", letter.body)
    assert link

    contact = visit(scripts=False, width=PHONE)
    contact.open(link[1])
    expect(contact.heading()).to_contain_text("Your lines of the return")
    contact.write("Spent in the period", "£12,500")
    contact.press("Send")
    expect(contact.page.get_by_role("alert")).to_contain_text("say why it differs from the profile")
    contact.write("Why it differs from the profile", "Patrols began in June.")
    contact.write("What came of it", "Fewer calls.")
    assert contact.page.evaluate("document.documentElement.scrollWidth") <= PHONE
    contact.press("Send")
    expect(contact.heading()).to_have_text("Thank you")

    contributor = visit(books.contributor, scripts=False, width=PHONE)
    contributor.open("/work/")
    contributor.press("Fill in 1 line of the return", role="link", exact=False)
    contributor.press("Fill it in", exact=False)
    contributor.write("Spent in the period", "10,000")
    contributor.press("Send this line")
    expect(contributor.page.get_by_text("The partnership officer looks at it next.")).to_be_visible()

    officer.page.reload()
    officer.press("Accept all 2")
    officer.press("Review the lines")
    officer.press("Review the lines")
    officer.press("Check and approve")
    expect(officer.heading()).to_have_text("Return on Safer streets")
    assert axe_faults(officer.page) == []
    officer.press("Approve the return")
    expect(officer.page.get_by_text("The return is approved, and its documents are kept.")).to_be_visible()
    with officer.page.expect_download() as saved:
        officer.press("PDF", role="link")
    assert saved.value.suggested_filename.endswith(".pdf")
    officer.press("Record that it was sent")
    officer.press("Record that it was sent")
    expect(officer.page.get_by_text("The return is sent.")).to_be_visible()
    found = Return.objects.get(award__plan=books.plan)
    assert found.state == "sent"
    assert ReturnFile.objects.filter(funding_return=found).count() == 5
    assert not officer.complaints
