"""The plan in place: what an officer sees of it, in how many queries, and who does not."""

import re
from collections.abc import Iterator
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from priorities.models import Action, Plan, Priority
from tests import make
from tests.pages import queries_of, words_in, words_of
from tests.priorities.workspace.forms import OF_ACTION, OF_PRIORITY, address, agree, opened
from tests.world import logged_in

pytestmark = pytest.mark.django_db
MOST_OF_THE_PAGE, MOST_WITH_A_FORM = 8, 15


class TestThePlanInPlace:
    def test_shows_each_line_with_how_it_stands(self, action: Action, client: Client) -> None:
        earlier = make.action(under=make.priority(), text="Patrol.")
        Action.objects.filter(pk=action.pk).update(
            lead_body=make.body(name="The Police"), due_date=date(2026, 3, 31), continues=earlier
        )
        make.action(under=action.priority, parent=action, text="Ask for volunteers.", status="at-risk")
        make.progress(of=action, period="Q1 2025-26", comment="Two patrols a week.")
        make.target(of=action, measure="patrols")
        words = words_of(client, address("work"))
        assert "1.1 Patrol the towpath. The Police · due 31 March 2026 · First year carried forward" in words
        assert "Q1 2025-26: Two patrols a week." in words
        assert "1.1.1 Ask for volunteers." in words
        assert "At risk" in words
        assert "Target: at least 30 patrols" in words

    def test_offers_to_change_each_line(self, priority: Priority, action: Action, client: Client) -> None:
        make.action(under=priority)
        html = client.get(address("work")).content.decode()
        for name in OF_ACTION:
            assert f'href="{address(name, action.pk)}#' in html
        for name in ("action_up", "action_down", "action_remove"):
            assert f'formaction="{address(name, action.pk)}"' in html
        for name in OF_PRIORITY:
            assert f'href="{address(name, priority.pk)}#' in html
        assert address("progress_record", action.pk) in html
        assert f'id="tick-{action.pk}" name="action" value="{action.pk}" form="ticked"' in html

    def test_where_it_is_agreed_buttons_lead_to_the_reason(
        self, plan: Plan, priority: Priority, action: Action, client: Client
    ) -> None:
        make.action(under=priority)
        agree(plan)
        html = client.get(address("work")).content.decode()
        assert f'href="{address("action_up", action.pk)}"' in html
        assert f'href="{address("action_remove", action.pk)}"' in html
        assert "formaction" not in html
        assert "Each change asks why" in html

    def test_closed_it_is_only_read(self, plan: Plan, action: Action, client: Client) -> None:
        Plan.objects.update(status="closed")
        html = client.get(address("work")).content.decode()
        assert "Nothing in a closed plan can be changed" in html
        assert address("action_edit", action.pk) not in html
        assert 'type="checkbox"' not in html

    def test_empty_it_asks_for_the_first_priority(self, plan: Plan, client: Client) -> None:
        assert "This plan has no priorities yet. Add a priority" in words_of(client, address("work"))

    def test_says_a_quiet_word_where_it_is_long(self, priority: Priority, client: Client) -> None:
        for number in range(60):
            make.action(under=priority, position=number)
        assert "long plans are seldom finished" not in words_of(client, address("work"))
        make.action(under=priority)
        assert "61 actions: long plans are seldom finished" in words_of(client, address("work"))

    def test_is_reached_from_the_plan_by_officers(self, plan: Plan, client: Client) -> None:
        assert address("work") in client.get(address("plan")).content.decode()
        contributor = make.contributor(of=plan.partnership, speaks_for=make.body())
        assert address("work") not in logged_in(contributor).get(address("plan")).content.decode()

    def test_cannot_be_posted_to(self, plan: Plan, client: Client) -> None:
        assert client.post(address("work")).status_code == 405


def add_rows(plan: Plan, count: int) -> None:
    for _ in range(count):
        priority = make.priority(of=plan, lead_body=make.body(), continues=make.priority())
        action = make.action(under=priority, lead_body=make.body(), continues=make.action())
        make.action(under=priority, parent=action).also_serves.add(priority)
        make.progress(of=action)
        make.target(of=action)
        make.priority_strand(of=priority)
        make.group(of=plan.partnership)
        make.project(partnership=plan.partnership)
        make.membership(of=plan.partnership)
        action.supporting_bodies.add(make.body())


class TestQueries:
    def test_the_page_takes_as_many_for_twenty_rows_as_for_two(self, plan: Plan, client: Client) -> None:
        add_rows(plan, 2)
        few = queries_of(client, address("work"))
        add_rows(plan, 18)
        assert queries_of(client, address("work")) == few <= MOST_OF_THE_PAGE

    @pytest.mark.parametrize("name", [*OF_ACTION, *OF_PRIORITY, "target_edit", "priority_add", "together"])
    def test_so_it_does_with_a_form_in_it(
        self, name: str, plan: Plan, priority: Priority, action: Action, client: Client
    ) -> None:
        plan.objective_set = make.objective_set()
        plan.save()
        make.priority_objective(of=priority, serves=make.objective(of=plan.objective_set))
        target = make.target(of=action)
        keys = {"target_edit": [target.pk], "priority_add": [], "together": [[action.pk]]}
        url = address(name, *keys.get(name, [priority.pk if name in OF_PRIORITY else action.pk]))
        add_rows(plan, 2)
        few = queries_of(client, url)
        add_rows(plan, 18)
        assert queries_of(client, url) == few <= MOST_WITH_A_FORM

    def test_and_with_its_mistakes(self, plan: Plan, action: Action, client: Client) -> None:
        add_rows(plan, 2)
        url = address("action_edit", action.pk)
        typed = opened(client, url, text="", lead_body=str(make.membership(of=plan.partnership).body.pk))
        with CaptureQueriesContext(connection) as queries:
            assert client.post(url, typed).status_code == 422
        assert len(queries) <= MOST_WITH_A_FORM


def every_address(plan: Plan, priority: Priority, action: Action) -> Iterator[str]:
    """Each address of the workspace that names a record, of a record that is not in this plan."""
    elsewhere = make.action(under=make.priority(of=make.plan(of=plan.partnership)))
    for name in (*OF_ACTION, "action_up", "action_down", "action_remove"):
        yield address(name, elsewhere.pk)
    for name in (*OF_PRIORITY, "priority_up", "priority_down", "priority_remove"):
        yield address(name, elsewhere.priority_id)
    target = make.target(of=elsewhere)
    yield from (address(name, target.pk) for name in ("target_edit", "target_remove"))
    link = make.priority_objective(of=elsewhere.priority)
    yield address("priority_unlink", elsewhere.priority_id, link.pk)
    yield address("priority_unlink", priority.pk, link.pk)
    yield address("together", [elsewhere.pk])


def test_what_is_not_in_this_plan_is_not_found(plan: Plan, priority: Priority, action: Action, client: Client) -> None:
    for url in every_address(plan, priority, action):
        assert client.get(url).status_code == 404, url
        assert client.post(url).status_code == 404, url


def test_a_contributor_finds_none_of_it(plan: Plan, action: Action) -> None:
    contributor = logged_in(make.contributor(of=plan.partnership, speaks_for=make.body()))
    for url in (address("work"), address("action_edit", action.pk), address("action_remove", action.pk)):
        assert contributor.get(url).status_code == 404
        assert contributor.post(url).status_code == 404


def test_words_on_the_page_have_no_marks_left(plan: Plan, priority: Priority, client: Client) -> None:
    make.action(under=priority, text="Go on with **NightSafe** and [its page](https://example.org/).")
    html = client.get(address("work")).content.decode()
    assert "Go on with NightSafe and its page." in words_in(html)
    assert not re.search(r"\*\*|\]\(", html)
