"""The page of a plan."""

from datetime import date

import pytest
from django.test import Client

from partners.models import Partnership
from priorities.models import Plan
from priorities.summaries import priorities_of
from priorities.views import count_statuses
from tests import make
from tests.pages import queries_of, words_of

URL = "/partnerships/oxford/plans/2025-26/"


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

    def test_shows_what_the_plan_rests_on(self, plan: Plan, client: Client) -> None:
        found = make.objective_set(name="Police and Crime Plan 2024-29")
        make.objective(of=found, number="5", title="Support victims")
        plan.objective_set = found
        plan.save()
        plan.evidence.add(make.evidence_source(of=plan.partnership, name="Joint Strategic Needs Assessment"))
        make.challenge(of=plan, text="Reductions are likely")
        make.finding(of=plan, text="Recorded crime rose", topic="Crime")
        words = words_of(client, URL)
        for part in ("Police and Crime Plan 2024-29", "5. Support victims", "Joint Strategic Needs Assessment"):
            assert part in words
        assert "Reductions are likely" in words
        assert "Crime Recorded crime rose" in words

    def test_keeps_what_is_not_public_to_itself(self, plan: Plan, client: Client) -> None:
        make.finding(of=plan, text="An address under watch", visibility="restricted", visibility_reason="Safety")
        client.force_login(make.officer(of=plan.partnership))
        assert "An address under watch" not in words_of(client, URL)

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

    def test_takes_as_many_queries_for_twenty_rows_as_for_two(self, plan: Plan, client: Client) -> None:
        def add_rows(count: int) -> None:
            for _ in range(count):
                priority = make.priority(of=plan, lead_body=make.body(), continues=make.priority(of=plan))
                action = make.action(under=priority, lead_body=make.body(), continues=make.action(under=priority))
                make.action(under=priority, parent=action).also_serves.add(priority)
                make.target(of=action)
                make.priority_strand(of=priority)
                make.priority_objective(of=priority)
                make.challenge(of=plan)
                make.finding(of=plan).areas.add(make.area())
                plan.evidence.add(make.evidence_source(of=plan.partnership, publisher=make.body()))
                make.plan(of=plan.partnership, status="closed")

        plan.objective_set = make.objective_set()
        plan.save()
        add_rows(2)
        few = queries_of(client, URL)
        add_rows(18)
        assert queries_of(client, URL) == few


@pytest.mark.django_db
def test_statuses_are_counted_down_to_the_last_part(plan: Plan) -> None:
    priority = make.priority(of=plan)
    action = make.action(under=priority, status="ongoing")
    make.action(under=priority, parent=action, status="ongoing")
    make.action(under=make.priority(of=plan, parent=priority), status="dropped")
    counted = {line["status"]: line["count"] for line in count_statuses(priorities_of([plan.pk])[plan.pk])}
    assert counted == {"ongoing": 2, "dropped": 1}
