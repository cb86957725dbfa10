"""The landing page says what to do next, to each role its own."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from core.typed import keep_draft
from oscp_portal.my_work import MyWork, my_work
from partners.models import Partnership, User
from priorities.models import Plan
from reports.models import Paper, SignOff
from tests import make
from tests.pages import queries_of, words_of

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 21)
NOW = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)


@pytest.fixture
def oxford() -> Partnership:
    return make.partnership(slug="oxford", name="Oxford Safer Communities Partnership")


@pytest.fixture
def plan(oxford: Partnership) -> Plan:
    return make.plan(of=oxford, slug="2026-27", title="Plan 2026-27", period="2026-27", status="agreed")


@pytest.fixture
def officer(oxford: Partnership) -> User:
    return make.officer(of=oxford)


def work_of(user: User) -> MyWork:
    return my_work(user, on=TODAY)


def tasks_of(user: User) -> list[str]:
    return [task.text for task in work_of(user).tasks]


class TestAnOfficer:
    def test_of_a_quiet_plan_is_told_to_ask_for_updates(self, plan: Plan, officer: User) -> None:
        task = work_of(officer).tasks[0]
        assert task.text == "Ask for updates: nothing was told about Plan 2026-27 since 1 April 2026"
        assert task.link == "/partnerships/oxford/plans/2026-27/requests/add/"

    def test_is_not_asked_while_a_request_is_open_or_news_is_fresh(self, plan: Plan, officer: User) -> None:
        request = make.update_request(of=plan, due=date(2026, 12, 1))
        make.body_request(of=request)
        assert tasks_of(officer) == []
        request.delete()
        make.progress(of=make.action(under=make.priority(of=plan)), recorded_at=datetime(2026, 11, 1, tzinfo=UTC))
        assert tasks_of(officer) == []

    def test_chases_whoever_is_late_first(self, plan: Plan, officer: User) -> None:
        request = make.update_request(of=plan, due=date(2026, 11, 10), period="Q2 2026-27")
        for name in ("Fire", "Health", "Police", "Probation"):
            make.body_request(of=request, asks=make.body(name=name))
        task = work_of(officer).tasks[0]
        assert (task.text, task.is_late) == ("Chase Fire, Health and 2 more for Q2 2026-27", True)
        assert [line.body for line in work_of(officer).partnerships[0].unanswered] == [
            *("Fire", "Health", "Police", "Probation")
        ]

    def test_looks_at_answers_that_wait(self, plan: Plan, officer: User) -> None:
        asked = make.body_request(of=make.update_request(of=plan, due=date(2026, 12, 1)), answered_at=NOW)
        make.answer(of=asked)
        assert tasks_of(officer) == ["Look at 1 answer for Q2 2025-26"]
        assert work_of(officer).partnerships[0].unanswered == ()

    def test_sends_papers_out_five_clear_working_days_before_a_meeting(
        self, oxford: Partnership, officer: User
    ) -> None:
        make.meeting(of=oxford, name="Scrutiny Committee", on=date(2026, 12, 8))
        task = work_of(officer).tasks[0]
        assert task.text == "Send out the papers for Scrutiny Committee on 8 December 2026"
        assert task.by == date(2026, 11, 30)
        meeting = work_of(officer).partnerships[0].meeting
        assert (meeting.meeting_date, meeting.despatch_date) == (date(2026, 12, 8), date(2026, 11, 30))

    def test_rolls_a_plan_forward_before_it_ends(self, oxford: Partnership, officer: User) -> None:
        ending = make.plan(of=oxford, slug="2026", title="Plan 2026", period="2026", status="agreed")
        make.progress(of=make.action(under=make.priority(of=ending)), recorded_at=NOW)
        assert tasks_of(officer) == ["Roll Plan 2026 forward into the next period"]
        make.plan(of=oxford, succeeds=ending, status="draft", period="2027")
        assert tasks_of(officer) == []

    def test_sees_what_is_off_track_at_risk_or_overdue(self, plan: Plan, officer: User) -> None:
        priority = make.priority(of=plan)
        make.action(under=priority, text="On its way.", status="underway", due_date=date(2027, 3, 31))
        late = make.action(under=priority, text="Late.", status="underway", due_date=date(2026, 10, 31))
        off = make.action(under=priority, text="Off track.", status="off-track")
        make.action(under=priority, text="Done late.", status="completed", due_date=date(2026, 10, 31))
        exception = {"recovery_action": "Ask again.", "recovery_owner": "Manager", "recover_by_date": date(2027, 1, 31)}
        make.progress(of=off, status="off-track", reason="The post is empty.", **exception)
        watched = {line.text: line for line in work_of(officer).partnerships[0].watched}
        assert set(watched) == {"Late.", "Off track."}
        assert (watched["Late."].number, watched["Late."].is_overdue) == ("1.2", True)
        assert watched["Off track."].reason == "The post is empty."
        assert watched["Late."].link == f"/partnerships/oxford/plans/2026-27/actions/{late.pk}/progress/"

    def test_sees_nothing_of_plans_that_are_closed_or_of_others(self, oxford: Partnership, officer: User) -> None:
        for plan in (make.plan(of=oxford, period="2026-27", status="closed"), make.plan(period="2026-27")):
            make.action(under=make.priority(of=plan), status="off-track")
        part = work_of(officer).partnerships[0]
        assert (part.watched, part.plans) == ((), ())

    def test_finds_what_they_began_and_did_not_save(self, officer: User, client: Client) -> None:
        keep_draft(user=officer, path="/work/", title="Change 1.3", typed="text=Half", now=NOW)
        client.force_login(officer)
        assert "Begun and not saved Change 1.3" in words_of(client, "/work/")

    def test_of_two_partnerships_is_told_which(self, plan: Plan, officer: User) -> None:
        make.role(of=make.partnership(), held_by=officer)
        assert tasks_of(officer)[0].endswith("(Oxford Safer Communities Partnership)")

    def test_with_nothing_to_do_is_told_so(self, officer: User, client: Client) -> None:
        client.force_login(officer)
        assert "Nothing presses." in words_of(client, "/work/")


class TestAContributor:
    def test_is_asked_for_their_own_lines_alone(self, oxford: Partnership, plan: Plan) -> None:
        police = make.body(name="Police")
        contributor = make.contributor(of=oxford, speaks_for=police)
        request = make.update_request(of=plan, due=date(2026, 11, 10), period="Q2 2026-27")
        mine, _ = make.body_request(of=request, asks=police), make.body_request(of=request)
        priority = make.priority(of=plan)
        make.action(under=priority, text="Mine.", lead_body=police, status="at-risk")
        make.action(under=priority, text="Not mine.", lead_body=make.body(), status="at-risk")
        work = work_of(contributor)
        assert [task.text for task in work.tasks] == ["Tell the partnership how Police's actions stand for Q2 2026-27"]
        assert work.tasks[0].link == f"/partnerships/oxford/plans/2026-27/requests/bodies/{mine.pk}/answer/"
        assert [line.text for line in work.partnerships[0].watched] == ["Mine."]
        assert work.partnerships[0].unanswered == ()

    def test_who_has_answered_has_nothing_to_do(self, oxford: Partnership, plan: Plan) -> None:
        police = make.body()
        make.body_request(of=make.update_request(of=plan), asks=police, answered_at=NOW)
        assert tasks_of(make.contributor(of=oxford, speaks_for=police)) == []


class TestAnAdministrator:
    def test_is_told_of_empty_places_and_silent_guests(self, oxford: Partnership) -> None:
        administrator = make.role(of=oxford, kind="administrator").user
        User.objects.filter(pk=administrator.pk).update(last_login=NOW)
        assert tasks_of(administrator)[0].startswith("Find a member for: District or unitary council, County council")
        every = ("district-council", "county-council", "probation", "police", "fire", "health")
        make.membership(of=oxford, categories=every)
        assert tasks_of(administrator) == []
        make.officer(of=oxford)
        assert tasks_of(administrator) == [
            "1 person has not answered the invitation yet: send it again or take it back"
        ]

    def test_is_told_nothing_of_who_was_given_a_password(self, oxford: Partnership) -> None:
        administrator = make.role(of=oxford, kind="administrator").user
        User.objects.filter(pk=administrator.pk).update(last_login=NOW)
        make.membership(
            of=oxford, categories=("district-council", "county-council", "probation", "police", "fire", "health")
        )
        make.role(of=oxford, kind="officer", held_by=make.user(password="told by telephone"))
        assert tasks_of(administrator) == []


class TestPapers:
    @pytest.fixture
    def paper(self, oxford: Partnership) -> Paper:
        return make.paper(of=oxford, slug="update", title="Annual Update 2026-27", state="in-review")

    def test_an_approver_is_asked_to_sign_and_so_is_the_deputy(self, oxford: Partnership, paper: Paper) -> None:
        approver, deputy = make.approver(of=oxford), make.approver(of=oxford)
        make.sign_off(of=paper, approver=approver, deputy=deputy, asked_at=NOW, due_date=date(2026, 11, 20))
        (task,) = work_of(approver).tasks
        assert (task.text, task.link) == (
            "Read “Annual Update 2026-27” and sign it for Finance",
            "/papers/update/sign/",
        )
        assert task.is_late
        assert tasks_of(deputy) == ["As deputy: read “Annual Update 2026-27” and sign it for Finance"]

    def test_nobody_is_asked_to_sign_a_draft_or_twice(self, oxford: Partnership, paper: Paper) -> None:
        approver = make.approver(of=oxford)
        sign_off = make.sign_off(of=paper, approver=approver, asked_at=NOW, state="signed", signed_date=TODAY)
        assert tasks_of(approver) == []
        SignOff.objects.filter(pk=sign_off.pk).update(state="asked", signed_date=None)
        Paper.objects.update(state="draft")
        assert tasks_of(approver) == []

    def test_the_officer_changes_what_was_returned_and_publishes_what_is_signed(
        self, oxford: Partnership, paper: Paper, officer: User
    ) -> None:
        sign_off = make.sign_off(of=paper, state="returned", note="Too long.")
        Paper.objects.update(state="draft")
        assert tasks_of(officer) == ["Change “Annual Update 2026-27”: it was returned with a note, for Finance"]
        SignOff.objects.filter(pk=sign_off.pk).update(state="signed", signed_date=TODAY)
        Paper.objects.update(state="approved")
        (task,) = work_of(officer).tasks
        assert (task.text, task.link) == (
            "Publish “Annual Update 2026-27”: everybody has signed it",
            "/papers/update/publish/",
        )
        assert tasks_of(make.approver(of=oxford)) == []


def test_takes_as_many_queries_for_twenty_partnerships_as_for_two(client: Client) -> None:
    user = make.user()

    def add_rows(count: int) -> None:
        for number in range(count):
            partnership = make.partnership()
            make.role(of=partnership, held_by=user, kind=("officer", "administrator")[number % 2])
            make.role(of=partnership, held_by=user, kind="contributor", body=make.body())
            make.membership(of=partnership, categories=("police",))
            make.meeting(of=partnership, on=date(2030, 1, 1))
            make.paper(of=partnership)
            plan = make.plan(of=partnership, status="agreed", period="2029-30")
            make.action(under=make.priority(of=plan), status="off-track")
            make.body_request(of=make.update_request(of=plan))
            make.exception_report(of=make.indicator(of=partnership, plan=plan))
            make.allocation(of=make.award(to=partnership, plan=plan), amount=number + 1)
            wrong = make.indicator(of=partnership, plan=plan, direction="reduce")
            make.measurement(of=wrong, value=100, period="2023-24")
            make.measurement(of=wrong, value=150, period="2024-25")

    client.force_login(user)
    add_rows(2)
    few = queries_of(client, "/work/")
    add_rows(18)
    assert queries_of(client, "/work/") == few <= 32
    with CaptureQueriesContext(connection) as asked:
        work_of(user)
    assert len(asked) == 30


def test_leads_an_officer_to_money_that_does_not_agree(client: Client) -> None:
    plan = make.plan(status="agreed")
    award = make.award(to=plan.partnership, plan=plan, title="Grant", amount_announced=500)
    make.allocation(of=award, amount=400)
    client.force_login(make.officer(of=plan.partnership))
    assert "Explain a difference in the money of “Grant”" in words_of(client, "/work/")
    make.explanation(of=award, amount=100)
    assert "in the money of" not in words_of(client, "/work/")
