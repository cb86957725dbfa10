"""The pages of a plan that anybody may read: the plan, and what it rests on."""

import re
from datetime import UTC, date, datetime

import pytest
from django.http import Http404
from django.test import Client, RequestFactory

from partners.models import Partnership, User
from priorities.models import ActionStatus, Plan
from priorities.pages import PlanHead, plan_or_404
from tests import make
from tests.pages import queries_of, words_of

URL = "/partnerships/oxford/plans/2025-26/"
BASIS = f"{URL}basis/"
TODAY = date(2025, 11, 21)


@pytest.fixture
def oxford() -> Partnership:
    return make.partnership(slug="oxford", name="Oxford Safer Communities Partnership")


@pytest.fixture
def plan(oxford: Partnership) -> Plan:
    return make.plan(of=oxford, slug="2025-26", title="Plan 2025-26", period="2025-26", status="agreed")


@pytest.mark.django_db
class TestThePageOfAPlan:
    def test_has_a_title_from_the_plan_to_the_portal(self, plan: Plan, client: Client) -> None:
        html = client.get(URL).content.decode()
        title = " ".join(html.split("<title>")[1].split("</title>")[0].split())
        assert title == "Plan 2025-26 – Oxford Safer Communities Partnership – Community Safety Portal"

    def test_shows_priorities_with_their_actions_and_who_leads_them(self, plan: Plan, client: Client) -> None:
        priority = make.priority(of=plan, title="Reduce serious violence", lead_body=make.body(name="The Police"))
        action = make.action(under=priority, text="Bring back NightSafe", status="at-risk", due_date=date(2026, 3, 31))
        make.action(under=priority, parent=action, text="Train club staff", status="completed")
        words = words_of(client, URL)
        for part in ("Reduce serious violence", "Led by The Police", "Bring back NightSafe", "At risk"):
            assert part in words
        assert "Due 31 March 2026" in words
        assert words.index("Bring back NightSafe") < words.index("Train club staff")

    def test_says_where_a_priority_comes_from_even_from_another_partnership(self, plan: Plan, client: Client) -> None:
        county = make.partnership(slug="oxfordshire")
        earlier = make.priority(
            of=make.plan(of=county, slug="2013-14", title="Annual refresh 2013-14", status="closed"), title="Tackle ASB"
        )
        make.priority(of=plan, continues=earlier)
        html = client.get(URL).content.decode()
        assert "Continues “Tackle ASB” from" in html
        assert (
            '<a class="govuk-link" href="/partnerships/oxfordshire/plans/2013-14/">Annual refresh 2013-14</a>' in html
        )

    def test_shows_a_target_with_its_result(self, plan: Plan, client: Client) -> None:
        make.target(
            of=make.priority(of=plan),
            operator="at-least",
            number=30,
            number_stated="thirty",
            unit="offenders",
            measure="completing the course",
            result_stated="thirty-four",
        )
        assert "Target: at least thirty offenders completing the course" in words_of(client, URL)
        assert "Result: thirty-four" in words_of(client, URL)

    def test_names_the_other_priorities_an_action_serves_at_both(self, plan: Plan, client: Client) -> None:
        violence, women = make.priority(of=plan, title="Violence"), make.priority(of=plan, title="Women and girls")
        make.action(under=violence, text="Run NightSafe").also_serves.add(women)
        words = words_of(client, URL)
        assert "Also serves Women and girls" in words
        assert "Served by actions under other priorities too Run NightSafe" in words

    def test_numbers_priorities_and_actions_by_their_place(self, plan: Plan, client: Client) -> None:
        make.priority(of=plan, title="Violence", position=1)
        second = make.priority(of=plan, title="Women and girls", position=2)
        action = make.action(under=second, text="Run NightSafe")
        make.action(under=second, parent=action, text="Train club staff")
        words = words_of(client, URL)
        for part in ("1 Violence", "2 Women and girls", "2.1 Run NightSafe", "2.1.1 Train club staff"):
            assert part in words

    def test_tells_how_often_an_action_was_carried_forward_and_its_date_moved(self, plan: Plan, client: Client) -> None:
        earlier = None
        for year in ("2022-23", "2023-24", "2024-25"):
            earlier = make.action(
                under=make.priority(of=make.plan(of=plan.partnership, period=year)), continues=earlier
            )
        action = make.action(under=make.priority(of=plan), continues=earlier)
        make.date_move(of=earlier)
        make.date_move(of=action)
        assert "Third year carried forward, date moved twice. Continues “" in words_of(client, URL)

    def test_tells_of_a_moved_date_where_nothing_is_continued(self, plan: Plan, client: Client) -> None:
        make.date_move(of=make.action(under=make.priority(of=plan)))
        assert "Date moved once" in words_of(client, URL)

    def test_shows_last_times_status_and_the_years_end_beside_todays(self, plan: Plan, client: Client) -> None:
        action = make.action(under=make.priority(of=plan), status="ongoing")
        make.progress(of=action, period="Q1 2025-26", status="underway")
        make.progress(of=action, period="Q2 2025-26", status="ongoing", forecast="at-risk")
        words = words_of(client, URL)
        assert "Ongoing was: Under way (Q1 2025-26)" in words
        assert "By the year’s end: At risk" in words

    def test_draws_each_status_in_a_shape_of_its_own_with_its_word(self, plan: Plan, client: Client) -> None:
        for status in ActionStatus.values:
            make.action(under=make.priority(of=plan), status=status)
        tag = r'portal-status--([a-z-]+)"><svg[^>]*aria-hidden="true"[^>]*>(.*?)</svg>(.*?)</strong>'
        drawn = set(re.findall(tag, _html(client)))
        assert {(status, word) for status, _, word in drawn} == set(ActionStatus.choices)
        assert len({shape for _, shape, _ in drawn}) == len(drawn) == len(ActionStatus)

    def test_shows_members_what_was_written_of_progress_and_nobody_else(self, plan: Plan, client: Client) -> None:
        action = make.action(under=make.priority(of=plan), status="off-track")
        make.progress(
            of=action,
            status="off-track",
            comment="Half the evenings are staffed.",
            reason="Two posts are vacant.",
            recovery_action="Borrow staff.",
            recovery_owner="Licensing manager",
            recover_by_date=date(2025, 12, 1),
            told_by=make.body(name="The Police"),
        )
        written = (
            "Progress, Q1 2025-26 from The Police Half the evenings are staffed. Why Two posts are vacant. "
            "What will be done Borrow staff. By whom Licensing manager By when 1 December 2025"
        )
        for stranger in (None, make.stranger()):
            if stranger:
                client.force_login(stranger)
            words = words_of(client, URL)
            assert "Off track" in words
            for part in ("staffed", "vacant", "Borrow", "Licensing", "The Police"):
                assert part not in words
        client.force_login(_person("contributor", plan.partnership))
        assert written in words_of(client, URL)

    def test_tells_how_an_action_ended(self, plan: Plan, client: Client) -> None:
        make.action(under=make.priority(of=plan), status="dropped", closing_note="The grant ended.")
        assert "How it ended The grant ended." in words_of(client, URL)

    def test_says_where_and_when_it_was_agreed(self, plan: Plan, client: Client) -> None:
        plan.agreed_at = make.meeting(of=plan.partnership, name="the annual meeting", on=date(2025, 4, 1))
        plan.save()
        assert "Agreed at the annual meeting on 1 April 2025" in words_of(client, URL)

    def test_says_that_it_was_amended_since_and_leads_to_why(self, plan: Plan, client: Client) -> None:
        assert "Amended" not in words_of(client, URL)
        make.amendment(of=plan, made_at=datetime(2025, 7, 1, 23, 30, tzinfo=UTC))
        make.amendment(of=plan, made_at=datetime(2025, 6, 1, 12, tzinfo=UTC))
        assert "Amended on 2 July 2025: what was changed and why" in words_of(client, URL)
        assert f'href="{BASIS}#amendments"' in _html(client)

    def test_leads_to_what_it_rests_on(self, plan: Plan, client: Client) -> None:
        assert f'href="{BASIS}">What this plan rests on</a>' in _html(client)

    def test_leads_to_the_partnerships_other_years(self, plan: Plan, client: Client) -> None:
        make.plan(of=plan.partnership, slug="2024-25", title="Plan 2024-25", period="2024-25", status="closed")
        html = client.get(URL).content.decode()
        assert 'href="/partnerships/oxford/plans/2024-25/">2024-25</a>' in html
        assert '<span class="portal-years__this" aria-current="true">2025-26</span>' in html

    def test_says_so_when_nothing_is_recorded(self, plan: Plan, client: Client) -> None:
        assert "No priorities are recorded in this plan." in words_of(client, URL)

    def test_escapes_what_people_wrote(self, plan: Plan, client: Client) -> None:
        make.action(
            under=make.priority(of=plan, title="<script>alert(1)</script>"), text="<img src=x onerror=alert(2)>"
        )
        html = client.get(URL).content.decode()
        assert "<script>alert" not in html
        assert "<img" not in html

    @pytest.mark.parametrize(
        "url",
        ["/partnerships/oxford/plans/1999/", "/partnerships/cambridge/plans/2025-26/"],
        ids=["no such plan", "no such partnership"],
    )
    def test_is_not_found_where_there_is_none(self, url: str, plan: Plan, client: Client) -> None:
        assert client.get(url).status_code == 404

    def test_cannot_be_posted_to(self, plan: Plan, client: Client) -> None:
        assert client.post(URL).status_code == 405

    @pytest.mark.parametrize(("kind", "most"), [("officer", 8), ("contributor", 8), ("stranger", 8), ("public", 6)])
    def test_takes_at_most_eight_queries_however_much_there_is(
        self, kind: str, most: int, plan: Plan, client: Client
    ) -> None:
        def add_rows(count: int) -> None:
            for number in range(count):
                priority = make.priority(of=plan, lead_body=make.body(), continues=make.priority(of=plan))
                priority.supporting_bodies.add(make.body())
                action = make.action(under=priority, lead_body=make.body(), continues=make.action(under=priority))
                action.supporting_bodies.add(make.body())
                make.action(under=priority, parent=action).also_serves.add(priority)
                make.target(of=action)
                make.target(of=priority)
                make.priority_strand(of=priority)
                make.priority_objective(of=priority)
                make.date_move(of=action)
                make.progress(of=action, period="Q1 2025-26", told_by=make.body())
                make.progress(of=action, period="Q2 2025-26")
                make.amendment(of=plan)
                year = f"{1990 + plan.partnership.plans.count()}"
                make.plan(of=plan.partnership, status="closed", period=year)
                make.partnership_name(of=plan.partnership, name=f"Its name in {year}, {number}")

        if kind != "public":
            client.force_login(_person(kind, plan.partnership))
        add_rows(2)
        few = queries_of(client, URL)
        add_rows(18)
        assert queries_of(client, URL) == few <= most


@pytest.mark.django_db
class TestThePageOfWhatAPlanRestsOn:
    def test_shows_what_the_plan_rests_on(self, plan: Plan, client: Client) -> None:
        found = make.objective_set(name="Police and Crime Plan 2024-29")
        make.objective(of=found, number="5", title="Support victims")
        plan.objective_set = found
        plan.save()
        plan.evidence.add(make.evidence_source(of=plan.partnership, name="Joint Strategic Needs Assessment"))
        make.challenge(of=plan, text="Reductions are likely")
        make.finding(of=plan, text="Recorded crime rose", topic="Crime")
        words = words_of(client, BASIS)
        for part in ("Police and Crime Plan 2024-29", "5. Support victims", "Joint Strategic Needs Assessment"):
            assert part in words
        assert "Reductions are likely" in words
        assert "Crime Recorded crime rose" in words
        assert "Changes since it was agreed" not in words

    def test_tells_what_was_changed_since_it_was_agreed_and_why_and_not_by_whom(
        self, plan: Plan, client: Client
    ) -> None:
        make.amendment(
            of=plan,
            what="Added “Patrol the towpath”.",
            reason="The board asked for it.",
            made_by=make.user(name="Somebody In Particular"),
            made_at=datetime(2025, 7, 1, 12, tzinfo=UTC),
        )
        words = words_of(client, BASIS)
        assert "1 July 2025 Added “Patrol the towpath”. Why The board asked for it." in words
        assert "Somebody In Particular" not in words

    def test_keeps_what_is_not_public_to_itself(self, plan: Plan, client: Client) -> None:
        make.finding(of=plan, text="An address under watch", visibility="restricted", visibility_reason="Safety")
        client.force_login(make.officer(of=plan.partnership))
        assert "An address under watch" not in words_of(client, BASIS)

    def test_says_so_when_nothing_is_recorded(self, plan: Plan, client: Client) -> None:
        assert "Nothing is recorded yet of what this plan rests on." in words_of(client, BASIS)

    def test_stands_in_the_menu_of_the_plan_and_leads_to_the_same_of_other_years(
        self, plan: Plan, client: Client
    ) -> None:
        make.plan(of=plan.partnership, slug="2024-25", title="Plan 2024-25", period="2024-25", status="closed")
        html = _html(client, BASIS)
        assert f'href="{BASIS}" aria-current="page">What it rests on</a>' in html
        assert 'href="/partnerships/oxford/plans/2024-25/basis/">2024-25</a>' in html

    def test_escapes_what_people_wrote(self, plan: Plan, client: Client) -> None:
        make.challenge(of=plan, text="<script>alert(1)</script>")
        make.amendment(of=plan, what="<img src=x onerror=alert(2)>", reason="<b>")
        html = _html(client, BASIS)
        assert "<script>alert" not in html
        assert "<img" not in html

    @pytest.mark.parametrize(
        "url",
        ["/partnerships/oxford/plans/1999/basis/", "/partnerships/cambridge/plans/2025-26/basis/"],
        ids=["no such plan", "no such partnership"],
    )
    def test_is_not_found_where_there_is_none(self, url: str, plan: Plan, client: Client) -> None:
        assert client.get(url).status_code == 404

    def test_of_a_draft_is_for_members_only(self, oxford: Partnership, client: Client) -> None:
        make.plan(of=oxford, slug="2025-26", status="draft")
        assert client.get(BASIS).status_code == 404
        client.force_login(make.stranger())
        assert client.get(BASIS).status_code == 404
        client.force_login(make.officer(of=oxford))
        assert client.get(BASIS).status_code == 200

    def test_cannot_be_posted_to(self, plan: Plan, client: Client) -> None:
        assert client.post(BASIS).status_code == 405

    def test_takes_as_many_queries_for_twenty_rows_as_for_two(self, plan: Plan, client: Client) -> None:
        def add_rows(count: int) -> None:
            for _ in range(count):
                make.amendment(of=plan)
                make.challenge(of=plan)
                make.finding(of=plan, evidence=make.evidence_source()).areas.add(make.area())
                make.objective(of=plan.objective_set)
                plan.evidence.add(make.evidence_source(of=plan.partnership, publisher=make.body()))

        plan.objective_set = make.objective_set()
        plan.save()
        client.force_login(make.officer(of=plan.partnership))
        add_rows(2)
        few = queries_of(client, BASIS)
        add_rows(18)
        assert queries_of(client, BASIS) == few <= 9


@pytest.mark.django_db
class TestTheHeadOfAPlansPages:
    def test_takes_one_query(self, plan: Plan, rf: RequestFactory, django_assert_num_queries) -> None:
        officer = make.officer(of=plan.partnership)
        with django_assert_num_queries(1):
            _head(rf, officer)

    @pytest.mark.parametrize(
        ("kind", "kinds"),
        [*((kind, {kind}) for kind in ("officer", "contributor", "approver", "administrator")), ("stranger", set())],
    )
    def test_says_what_the_visitor_is_here(self, kind: str, kinds: set[str], plan: Plan, rf: RequestFactory) -> None:
        head = _head(rf, _person(kind, plan.partnership))
        assert head.kinds == kinds
        assert head.may_edit == (kind == "officer")
        assert head.is_member == (kind != "stranger")

    def test_names_every_role_of_one_person(self, plan: Plan, rf: RequestFactory) -> None:
        officer = make.officer(of=plan.partnership)
        make.role(of=plan.partnership, held_by=officer, kind="administrator")
        assert _head(rf, officer).kinds == {"officer", "administrator"}

    @pytest.mark.parametrize(
        "dates", [{"from_date": date(2026, 1, 1)}, {"until_date": date(2025, 1, 1)}], ids=["later", "past"]
    )
    def test_looks_at_roles_that_hold_today(self, dates: dict[str, date], plan: Plan, rf: RequestFactory) -> None:
        role = make.role(of=plan.partnership, kind="officer", **dates)
        assert not _head(rf, role.user).may_edit

    @pytest.mark.parametrize(
        ("names", "called"),
        [
            ([("Before", None, date(2020, 1, 1)), ("Then", date(2020, 1, 2), date(2025, 6, 1))], "Then"),
            ([("An alias", None, None)], "Oxford Safer Communities Partnership"),
            ([("Later", date(2025, 4, 2), None)], "Oxford Safer Communities Partnership"),
        ],
        ids=["a name of that year", "a name without dates", "a name of later"],
    )
    def test_calls_the_partnership_as_it_was_called_on_the_plans_first_day(
        self, names: list[tuple[str, date | None, date | None]], called: str, plan: Plan, rf: RequestFactory
    ) -> None:
        for name, start, end in names:
            make.partnership_name(of=plan.partnership, name=name, from_date=start, until_date=end)
        assert _head(rf, make.stranger()).partnership == called == plan.partnership.name_on(plan.period_start)

    def test_is_not_found_for_a_draft_of_somebody_elses(self, oxford: Partnership, rf: RequestFactory) -> None:
        make.plan(of=oxford, slug="2025-26", status="draft")
        with pytest.raises(Http404):
            _head(rf, make.stranger())


def _html(client: Client, url: str = URL) -> str:
    return client.get(url).content.decode()


def _head(rf: RequestFactory, user: User) -> PlanHead:
    request = rf.get(URL)
    request.user = user
    return plan_or_404(request, "oxford", "2025-26", on=TODAY)[1]


def _person(kind: str, partnership: Partnership) -> User:
    if kind == "stranger":
        return make.stranger()
    body = make.body() if kind == "contributor" else None
    return make.role(of=partnership, kind=kind, body=body).user
