"""An officer logs an achievement with a figure; an administrator invites somebody, who comes."""

import re
from collections.abc import Callable

import pytest
from django.core import mail
from playwright.sync_api import expect

from achievements.models import Achievement
from partners.models import Partnership, Role, User
from tests import make
from tests.journeys.hands import Hands
from tests.journeys.portal import PASSWORD

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"]),
]
Visit = Callable[..., Hands]


@pytest.fixture(scope="module")
def portal(empty_portal: str) -> str:
    return empty_portal


@pytest.fixture
def partnership() -> Partnership:
    return make.partnership(name="Oxford Safer Communities Partnership")


def person_of(partnership: Partnership, kind: str) -> User:
    user = make.user(name=f"The {kind}")
    make.role(of=partnership, held_by=user, kind=kind)
    return user


def test_an_officer_logs_an_achievement_with_a_figure_and_what_it_is_compared_with(
    *, scripts: bool, visit: Visit, partnership: Partnership
) -> None:
    plan = make.plan(of=partnership, title="Plan 2026-27", period="2026-27", status="agreed")
    person = visit(person_of(partnership, Role.Kind.OFFICER), scripts=scripts)
    person.open(f"{plan.get_absolute_url()}achievements/log/")
    person.press("Log an achievement")
    person.write("What was done", "Lit the towpath from Folly Bridge to Iffley.")
    person.write("When", "June 2026")
    person.press("Save achievement")
    person.press("Figures", role="link", exact=False)
    person.press("Add a figure")
    person.write("The figure as stated", "over 200")
    person.write("What it counts", "people walking there after dark, a week")
    person.pick("Compared with", "The same")
    person.press("Add figure")
    expect(person.page.get_by_role("alert")).to_contain_text("Enter what it is compared with, as stated")
    person.write("What that was, or how it changed, as stated", "150")
    person.press("Add figure")
    expect(person.page.get_by_role("heading", name="over 200")).to_be_visible()

    achievement = Achievement.objects.get(plan=plan)
    assert (achievement.text, achievement.period_stated) == (
        "Lit the towpath from Folly Bridge to Iffley.",
        "June 2026",
    )
    figure = achievement.figures.get()
    assert (figure.stated, figure.qualifier, figure.number) == ("over 200", "over", 200)
    compared = figure.comparators.get()
    assert (compared.kind, compared.stated) == ("same-period", "150")


def test_an_administrator_invites_somebody_who_chooses_a_password_and_logs_in(
    *, scripts: bool, visit: Visit, partnership: Partnership
) -> None:
    keeper = visit(person_of(partnership, Role.Kind.ADMINISTRATOR), scripts=scripts)
    keeper.open(f"/partnerships/{partnership.slug}/people/")
    keeper.press("Invite somebody")
    address = f"rowan-{partnership.pk}@example.org"
    keeper.write("E-mail address", address)
    keeper.write("Name", "Rowan")
    keeper.choose(keeper.page, "Approver")
    keeper.press("Send the invitation")
    expect(keeper.page.get_by_role("alert")).to_contain_text("An e-mail is on its way")
    (letter,) = mail.outbox
    assert letter.to == [address]
    link = re.search(r"https?://[^/\s]+(/accounts/\S+)", letter.body)
    assert link

    guest = visit(scripts=scripts)
    guest.open(link[1])
    expect(guest.heading()).to_have_text("Choose a password")
    guest.write("New password", PASSWORD, exact=True)
    guest.write("New password again", PASSWORD)
    guest.press("Save and log in")
    expect(guest.heading()).to_have_text("Hello, Rowan")
    guest.press("Log out", role="link")
    guest.press("Log out")
    expect(guest.page.get_by_text("You have logged out.")).to_be_visible()
    guest.open("/work/")
    guest.write("E-mail address", address)
    guest.write("Password", PASSWORD, exact=True)
    guest.press("Log in")
    expect(guest.heading()).to_have_text("Hello, Rowan")
    expect(guest.page.get_by_role("heading", name=partnership.name)).to_be_visible()
    invited = User.objects.get(email=address)
    assert [(role.kind, role.partnership) for role in invited.roles.all()] == [(Role.Kind.APPROVER, partnership)]
