"""Two officers collide; a session ends in the middle of a sentence; a browser is shut on a draft. Nothing is lost."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from partners.models import Partnership, User
from priorities.models import Challenge, Plan
from tests import make
from tests.journeys.hands import Hands, end_session
from tests.journeys.portal import PASSWORD

pytestmark = pytest.mark.django_db
Visit = Callable[..., Hands]


@pytest.fixture
def challenge() -> Challenge:
    plan = Plan.objects.get(partnership__slug="oxford", slug="2025-26")
    Plan.objects.filter(pk=plan.pk).update(status="proposed")
    return make.challenge(of=plan, text="Money is not certain beyond March.")


def officer(name: str) -> User:
    user = make.user(name=name, password=PASSWORD)
    make.role(of=Partnership.objects.get(slug="oxford"), held_by=user)
    return user


def address(challenge: Challenge) -> str:
    return f"/partnerships/oxford/plans/2025-26/challenges/{challenge.pk}/"


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
class TestOfficers:
    def test_two_who_collide_see_both_versions_and_choose(
        self, *, scripts: bool, visit: Visit, challenge: Challenge
    ) -> None:
        first, second = visit(officer("Ash"), scripts=scripts), visit(officer("Rowan"), scripts=scripts)
        for person in (first, second):
            person.open(address(challenge))
        first.write("What stands in the way", "Money ends in March.")
        first.press("Save")
        expect(first.page.get_by_text("The challenge was saved.")).to_be_visible()

        second.write("What stands in the way", "Money ends, and so do two posts.")
        second.choose(second.page.get_by_role("group", name="What it is"), "Risk")
        second.press("Save")
        expect(second.heading()).to_have_text("Somebody else has changed this")
        expect(second.page.get_by_text("Ash saved it on")).to_be_visible()
        kinds, texts = (
            second.page.get_by_role("group", name=name) for name in ("What it is", "What stands in the way")
        )
        expect(kinds.get_by_role("radio", name="Yours")).to_be_checked()
        for version in ("Money ends in March.", "Money ends, and so do two posts."):
            expect(texts.get_by_text(version)).to_be_visible()

        second.press("Save what I chose")
        expect(second.page.get_by_role("alert")).to_contain_text("Choose which version")
        second.choose(texts, "Yours")
        second.press("Save what I chose")
        expect(second.page.get_by_text("The challenge was saved.")).to_be_visible()
        challenge.refresh_from_db()
        assert (challenge.kind, challenge.text) == ("risk", "Money ends, and so do two posts.")

    def test_one_whose_session_ends_mid_sentence_logs_in_and_goes_on(
        self, *, scripts: bool, visit: Visit, challenge: Challenge
    ) -> None:
        user = officer("Ash")
        person = visit(user, scripts=scripts)
        person.open(address(challenge))
        person.write("What stands in the way", "Two posts end in")
        end_session(person)
        person.press("Save")
        expect(person.heading()).to_have_text("Log in")
        person.write("E-mail address", user.email)
        person.write("Password", PASSWORD, exact=True)
        person.press("Log in")
        expect(person.page).to_have_url(re.compile(rf"{address(challenge)}$"))
        expect(person.page.get_by_text("You were logged out before this was saved.")).to_be_visible()
        expect(person.page.get_by_label("What stands in the way")).to_have_value("Two posts end in")
        person.reach(person.page.get_by_label("What stands in the way"))
        person.page.keyboard.press("Control+End")
        person.page.keyboard.type(" March.")
        person.press("Save")
        expect(person.page.get_by_text("The challenge was saved.")).to_be_visible()
        challenge.refresh_from_db()
        assert challenge.text == "Two posts end in March."

    def test_one_who_removes_by_mistake_undoes_it(self, *, scripts: bool, visit: Visit, challenge: Challenge) -> None:
        person = visit(officer("Ash"), scripts=scripts)
        person.open("/partnerships/oxford/plans/2025-26/basis/")
        line = person.page.locator(f"#challenge-{challenge.pk}")
        person.press("Remove", within=line, exact=False)
        expect(person.page.get_by_text("The challenge was removed.")).to_be_visible()
        assert not Challenge.objects.filter(pk=challenge.pk).exists()
        person.press("Undo")
        expect(person.page.get_by_text("is back.")).to_be_visible()
        assert Challenge.objects.get(pk=challenge.pk).text == "Money is not certain beyond March."


def test_what_is_typed_is_kept_every_few_seconds_and_waits_for_its_writer(visit: Visit, challenge: Challenge) -> None:
    user = officer("Ash")
    person = visit(user)
    person.open(address(challenge))
    person.write("What stands in the way", "Two posts end in")
    expect(person.page.get_by_text("Draft kept,")).to_be_visible(timeout=10_000)
    assert person.complaints == []
    person.leave()

    again = visit(user)
    again.open("/work/")
    again.press("Change a challenge", role="link")
    expect(again.page.get_by_text("This is your draft of")).to_be_visible()
    expect(again.page.get_by_label("What stands in the way")).to_have_value("Two posts end in")
    again.press("Throw it away and show what is saved")
    expect(again.page.get_by_label("What stands in the way")).to_have_value("Money is not certain beyond March.")


def test_without_a_connection_it_says_so_and_keeps_what_is_typed(visit: Visit, challenge: Challenge) -> None:
    person = visit(officer("Ash"))
    person.open(address(challenge))
    person.context.set_offline(True)
    person.write("What stands in the way", "Two posts end")
    expect(person.page.get_by_text("There is no connection")).to_be_visible(timeout=10_000)
    person.context.set_offline(False)
    person.reach(person.page.get_by_label("What stands in the way"))
    person.page.keyboard.press("Control+End")
    person.page.keyboard.type(" in March")
    expect(person.page.get_by_text("Draft kept,")).to_be_visible(timeout=10_000)
