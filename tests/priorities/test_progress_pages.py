"""The pages on which progress is recorded: the sheet of a quarter, and one action in a quarter."""

from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from core.models import Draft, Event
from core.typed import TOKEN, read_token
from partners.models import Body, Partnership, User
from priorities.models import Action, Plan, Progress
from tests import make
from tests.pages import queries_of, words_in, words_of

SHEET = "/partnerships/oxford/plans/2025-26/progress/"
TROUBLE = {
    "reason": "No site was found.",
    "recovery_action": "Ask the county for a room.",
    "recovery_owner": "Head of community safety",
    "recover_by_date_day": "1",
    "recover_by_date_month": "12",
    "recover_by_date_year": "2025",
}

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def october(time_machine: Any) -> None:
    """The day on which people speak of the second quarter."""
    time_machine.move_to("2025-10-06 09:30:00+00:00", tick=False)


@pytest.fixture
def oxford() -> Partnership:
    return make.partnership(slug="oxford", name="Oxford Safer Communities Partnership")


@pytest.fixture
def plan(oxford: Partnership) -> Plan:
    return make.plan(of=oxford, slug="2025-26", title="Plan 2025-26", period="2025-26", status="agreed")


@pytest.fixture
def police() -> Body:
    return make.body(name="Thames Valley Police")


@pytest.fixture
def action(plan: Plan, police: Body) -> Action:
    return make.action(under=make.priority(of=plan, title="Violence"), text="Open a safe place.", lead_body=police)


@pytest.fixture
def officer(oxford: Partnership) -> User:
    return make.officer(of=oxford)


@pytest.fixture
def visitor(officer: User) -> Client:
    return logged_in(officer)


def logged_in(user: User) -> Client:
    visitor = Client()
    visitor.force_login(user)
    return visitor


def address(action: Action, quarter: str = "q2-2025-26", name: str = "progress_period") -> str:
    return reverse(f"priorities:{name}", args=["oxford", "2025-26", action.pk, quarter])


def token_on(page: Any) -> str:
    return unescape(page.content.decode().split(f'name="{TOKEN}" value="')[1].split('"')[0])


def sent(visitor: Client, url: str, **typed: str) -> Any:
    """The page after its form was filled in and sent."""
    return visitor.post(url, {TOKEN: token_on(visitor.get(url)), **typed})


class TestRecording:
    def test_the_short_address_leads_to_the_quarter_people_speak_of(self, visitor: Client, action: Action) -> None:
        response = visitor.get(reverse("priorities:progress_record", args=["oxford", "2025-26", action.pk]))
        assert response.url == address(action)

    def test_one_choice_is_enough(self, visitor: Client, action: Action, officer: User) -> None:
        response = sent(visitor, address(action), status="underway")
        assert response.url == f"{SHEET}?quarter=q2-2025-26#action-{action.pk}"
        progress = Progress.objects.get()
        assert (progress.status, progress.period_stated, progress.told_by) == ("underway", "Q2 2025-26", None)
        assert progress.recorded_by == officer
        assert Event.objects.get().summary == "Recorded progress on 1.1 for Q2 2025-26: under way."
        assert "Progress on 1.1 for Q2 2025-26 was saved." in words_of(visitor, response.url)

    def test_no_choice_is_a_mistake_with_a_sentence(self, visitor: Client, action: Action) -> None:
        page = sent(visitor, address(action), comment="All is well.")
        assert page.status_code == 422
        assert "Select how it stands" in page.content.decode()
        assert "All is well." in page.content.decode()

    def test_trouble_asks_for_each_thing_on_its_field(self, visitor: Client, action: Action) -> None:
        page = sent(visitor, address(action), status="at-risk")
        assert page.status_code == 422
        assert {name: [*sentences] for name, sentences in page.context["form"].errors.items()} == {
            "reason": ["Say why it is at risk"],
            "recovery_action": ["Say what will be done to bring it back on track"],
            "recovery_owner": ["Say which post or body will do it"],
            "recover_by_date": ["Enter the date by which it will be back on track"],
        }
        assert not Progress.objects.exists()

    def test_trouble_with_everything_said_is_saved(self, visitor: Client, action: Action) -> None:
        assert sent(visitor, address(action), status="off-track", **TROUBLE).status_code == 302
        action.refresh_from_db()
        assert action.status == "off-track"
        assert Event.objects.get().summary == "Marked 1.1 off track: No site was found."

    def test_what_stands_in_the_folded_fields_counts_for_nothing_elsewhere(
        self, visitor: Client, action: Action
    ) -> None:
        typed = {**TROUBLE, "recover_by_date_month": "13"}
        assert sent(visitor, address(action), status="underway", **typed).status_code == 302
        assert Progress.objects.get().reason == ""

    def test_last_time_stands_beside_it(self, visitor: Client, action: Action) -> None:
        make.progress(of=action, period="Q1 2025-26", status="at-risk", comment="It rains.", **trouble())
        words = words_of(visitor, address(action))
        assert "Last time At risk Q1 2025-26 It rains." in words
        assert "No change since last time" in words

    def test_the_history_stands_below_and_leads_to_corrections(self, visitor: Client, action: Action) -> None:
        make.progress(of=action, period="Q1 2025-26", status="ongoing", comment="It goes on.")
        page = visitor.get(address(action)).content.decode()
        history = page[page.index('id="history"') :]
        assert "Q1 2025-26 Ongoing It goes on." in words_in(history)
        assert address(action, "q1-2025-26") in history

    def test_what_was_recorded_for_an_odd_period_can_be_corrected(self, visitor: Client, action: Action) -> None:
        make.progress(of=action, period="2025-26", status="ongoing")
        assert sent(visitor, address(action, "2025-26"), status="completed").status_code == 302
        assert [progress.status for progress in Progress.objects.all()] == ["completed"]

    def test_two_people_see_both_versions(self, visitor: Client, action: Action, oxford: Partnership) -> None:
        other = logged_in(make.officer(of=oxford))
        mine = {TOKEN: token_on(visitor.get(address(action))), "status": "underway", "comment": "Mine."}
        assert sent(other, address(action), status="completed", comment="Theirs.").status_code == 302
        page = visitor.post(address(action), mine)
        assert page.status_code == 409
        assert {line.name for line in page.context["differences"]} == {"status", "comment"}
        chosen = {**mine, TOKEN: token_on(page), "choose-status": "theirs", "choose-comment": "mine"}
        assert visitor.post(address(action), chosen).status_code == 302
        progress = Progress.objects.get()
        assert (progress.status, progress.comment) == ("completed", "Mine.")

    def test_a_closed_plan_says_so(self, visitor: Client, action: Action, plan: Plan) -> None:
        typed = {TOKEN: token_on(visitor.get(address(action))), "status": "underway"}
        Plan.objects.update(status="closed")
        page = visitor.post(address(action), typed)
        assert page.status_code == 422
        assert "This plan is closed" in page.content.decode()
        assert "Save progress" not in words_of(visitor, address(action))

    def test_too_long_a_sentence_is_refused(self, visitor: Client, action: Action) -> None:
        page = sent(visitor, address(action), status="underway", comment="x" * 50_000)
        assert page.status_code == 422
        assert not Progress.objects.exists()

    def test_a_draft_comes_back(self, visitor: Client, action: Action) -> None:
        headers = {"X-Form-Path": address(action)}
        typed = {TOKEN: token_on(visitor.get(address(action))), "status": "at-risk", "reason": "Half a sen"}
        visitor.post(reverse("core:draft_keep"), typed, headers=headers)
        page = visitor.get(address(action)).content.decode()
        assert "Half a sen" in page
        assert "Say what will be done" not in page
        sent(visitor, address(action), status="underway")
        assert not Draft.objects.exists()

    def test_the_token_names_the_progress_it_was_made_from(self, visitor: Client, action: Action) -> None:
        progress = make.progress(of=action, period="Q2 2025-26", revision=4)
        token = read_token(token_on(visitor.get(address(action))))
        assert (token.key, token.revision) == (str(progress.pk), 4)


class TestNoChange:
    def test_is_one_press(self, visitor: Client, action: Action) -> None:
        make.progress(of=action, period="Q1 2025-26", status="ongoing", comment="It goes on.")
        response = visitor.post(address(action, name="progress_unchanged"), follow=True)
        assert "Recorded for Q2 2025-26: no change since last time." in words_in(response.content.decode())
        now = Progress.objects.latest_first().first()
        assert (now.period_stated, now.status, now.comment) == ("Q2 2025-26", "ongoing", "It goes on.")

    def test_is_not_offered_twice_or_after_the_date_has_passed(self, visitor: Client, action: Action) -> None:
        assert "No change" not in words_of(visitor, address(action))
        late = make.progress(
            of=action, period="Q1 2025-26", status="at-risk", **{**trouble(), "recover_by_date": "2025-09-01"}
        )
        assert "No change" not in words_of(visitor, address(action))
        late.recover_by_date = None
        late.status = "ongoing"
        late.save()
        assert "No change" in words_of(visitor, address(action))
        make.progress(of=action, period="Q2 2025-26")
        assert "No change" not in words_of(visitor, address(action))

    def test_is_refused_where_there_is_no_last_time(self, visitor: Client, action: Action) -> None:
        page = visitor.post(address(action, name="progress_unchanged"), follow=True)
        assert "Say how it stands." in words_in(page.content.decode())
        assert not Progress.objects.exists()

    def test_wants_a_press(self, visitor: Client, action: Action) -> None:
        assert visitor.get(address(action, name="progress_unchanged")).status_code == 405


class TestTheSheet:
    def test_shows_each_action_with_last_time_and_this_quarter(
        self, visitor: Client, action: Action, plan: Plan
    ) -> None:
        make.action(under=action.priority, parent=action, text="Find a site.", status="completed")
        second = make.action(under=make.priority(of=plan, title="Burglary", position=1), text="Mark bicycles.")
        make.progress(of=action, period="Q1 2025-26", status="at-risk", **trouble())
        make.progress(of=second, period="Q2 2025-26", status="underway")
        words = words_of(visitor, SHEET)
        assert "Q2 2025-26 1 open action with no update yet, 1 with one." in words
        assert "1.1 Open a safe place. Thames Valley Police Last time At risk (Q1 2025-26)" in words
        assert "This quarter No update yet Record progress on 1.1" in words
        assert "1.1.1 Find a site. This quarter Completed" in words
        assert "2.1 Mark bicycles. This quarter Under way Change progress on 2.1" in words

    def test_shows_another_quarter(self, visitor: Client, action: Action) -> None:
        make.progress(of=action, period="Q1 2025-26", status="piloting")
        assert "This quarter Piloting" in words_of(visitor, f"{SHEET}?quarter=q1-2025-26")
        assert visitor.get(f"{SHEET}?quarter=nonsense").status_code == 200

    def test_shows_one_bodys_actions_or_those_that_are_waited_for(
        self, visitor: Client, action: Action, police: Body
    ) -> None:
        other = make.action(under=action.priority, text="Mark bicycles.")
        supported = make.action(under=action.priority, text="Run a stall.")
        supported.supporting_bodies.add(police)
        make.progress(of=supported, period="Q2 2025-26")
        words = words_of(visitor, f"{SHEET}?body={police.pk}")
        assert "Open a safe place." in words
        assert "Run a stall." in words
        assert other.text not in words
        words = words_of(visitor, f"{SHEET}?waiting=on")
        assert "Run a stall." not in words
        assert other.text in words

    def test_says_so_where_nothing_matches_or_there_is_nothing(self, visitor: Client, plan: Plan) -> None:
        assert "No actions are recorded in this plan." in words_of(visitor, SHEET)
        priority = make.priority(of=plan)
        make.progress(of=make.action(under=priority), period="Q2 2025-26")
        assert "No action matches." in words_of(visitor, f"{SHEET}?waiting=on")

    def test_shows_contributors_their_own_lines_first(self, action: Action, oxford: Partnership, police: Body) -> None:
        make.action(under=action.priority, text="Mark bicycles.")
        contributor = logged_in(make.contributor(of=oxford, speaks_for=police))
        own = words_of(contributor, SHEET)
        assert "Mark bicycles." not in own
        assert "1 open action with no update yet." in own
        everything = words_of(contributor, f"{SHEET}?body=all")
        assert "Record progress on 1.1" in everything
        assert "Mark bicycles." in everything
        assert "Record progress on 1.2" not in everything

    def test_leads_nowhere_in_a_closed_plan(self, visitor: Client, action: Action) -> None:
        Plan.objects.update(status="closed")
        assert "Record" not in words_of(visitor, SHEET)

    def test_takes_as_many_queries_for_twenty_rows_as_for_two(self, visitor: Client, plan: Plan, police: Body) -> None:
        def add(count: int) -> None:
            for _ in range(count):
                action = make.action(under=make.priority(of=plan), lead_body=police)
                action.supporting_bodies.add(make.body())
                make.action(under=action.priority, parent=action)
                make.progress(of=action, period="Q1 2025-26", told_by=make.body())
                make.progress(of=action, period="Q2 2025-26")

        add(2)
        few = queries_of(visitor, SHEET)
        add(18)
        assert queries_of(visitor, SHEET) == few
        assert few <= 10


def test_the_form_takes_as_many_queries_for_twenty_rows_as_for_two(visitor: Client, action: Action) -> None:
    def add(years: range) -> None:
        for year in years:
            make.progress(of=action, period=f"Q1 {year}-{(year + 1) % 100:02d}", told_by=make.body())
            action.supporting_bodies.add(make.body())

    add(range(2001, 2003))
    few = queries_of(visitor, address(action))
    add(range(2003, 2021))
    assert queries_of(visitor, address(action)) == few
    assert few <= 15


class TestWhoMayTell:
    def test_a_contributor_of_the_lead_or_a_supporting_body(
        self, action: Action, oxford: Partnership, police: Body
    ) -> None:
        fire = make.body(name="Fire and Rescue")
        action.supporting_bodies.add(fire)
        for body, quarter in ((police, "q1-2025-26"), (fire, "q2-2025-26")):
            contributor = logged_in(make.contributor(of=oxford, speaks_for=body))
            assert sent(contributor, address(action, quarter), status="underway").status_code == 302
        assert {progress.told_by for progress in Progress.objects.all()} == {police, fire}

    @pytest.mark.parametrize("name", ["progress_period", "progress_unchanged"])
    def test_nobody_else(self, name: str, action: Action, oxford: Partnership) -> None:
        others = [
            make.contributor(of=oxford, speaks_for=make.body()),
            make.approver(of=oxford),
            make.stranger(),
            make.contributor(of=make.partnership(), speaks_for=action.lead_body),
        ]
        for user in others:
            assert logged_in(user).post(address(action, name=name), {"status": "underway"}).status_code == 404
        assert "/accounts/login/" in Client().post(address(action, name=name)).url
        assert not Progress.objects.exists()

    def test_strangers_find_no_sheet(self, plan: Plan, oxford: Partnership) -> None:
        for user in (make.stranger(), make.approver(of=oxford)):
            assert logged_in(user).get(SHEET).status_code == 404
        assert "/accounts/login/" in Client().get(SHEET).url

    def test_addresses_that_name_nothing_are_not_found(self, visitor: Client, action: Action) -> None:
        elsewhere = make.action(under=make.priority(of=make.plan()))
        for missing in (
            address(action, "q4-2025-26"),  # has not begun
            address(action, "q1-2020-21"),
            address(elsewhere),
            address(Action(pk=0)),
        ):
            assert visitor.get(missing).status_code == 404
        assert visitor.post(SHEET).status_code == 405
        assert visitor.put(address(action)).status_code == 405


def trouble() -> dict[str, Any]:
    return {
        "reason": "No site was found.",
        "recovery_action": "Ask the county for a room.",
        "recovery_owner": "Head of community safety",
        "recover_by_date": "2025-12-01",
    }


def test_the_tab_of_progress_stands_there_for_those_who_tell_of_it(
    plan: Plan, oxford: Partnership, officer: User, police: Body
) -> None:
    contributor = make.contributor(of=oxford, speaks_for=police)
    for user, stands in ((officer, True), (contributor, True), (make.approver(of=oxford), False), (None, False)):
        visitor = logged_in(user) if user else Client()
        assert (f'href="{SHEET}"' in visitor.get(plan.get_absolute_url()).content.decode()) is stands
