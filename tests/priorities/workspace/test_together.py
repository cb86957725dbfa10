"""Several actions are ticked and changed at once, on a page of their own."""

from datetime import date

import pytest
from django.test import Client

from core.models import Event
from priorities.models import Action, DateMove, Plan, Priority
from tests import make
from tests.forms_on_pages import edit_form_on
from tests.pages import words_in, words_of
from tests.priorities.workspace.forms import address, agree, opened

pytestmark = pytest.mark.django_db


@pytest.fixture
def actions(priority: Priority) -> list[Action]:
    texts = ("Patrol.", "Light it.", "Sweep it.")
    return [make.action(under=priority, text=text, position=number) for number, text in enumerate(texts, 1)]


@pytest.fixture
def url(actions: list[Action]) -> str:
    return address("together", [action.pk for action in actions[:2]])


def test_ticks_lead_to_the_form_for_them(actions: list[Action], url: str, client: Client) -> None:
    response = client.get(address("together_pick"), {"action": [actions[0].pk, actions[1].pk]})
    assert response.url == url
    words = words_of(client, url)
    assert "Change 2 actions together" in words
    assert "1.1 Patrol." in words
    assert "1.2 Light it." in words
    assert "Sweep it." not in words
    assert "Off track, at risk and dropped each want their own reason" in words


@pytest.mark.parametrize("ticked", [[], ["x"], ["-1"]])
def test_without_ticks_it_says_what_to_do(ticked: list[str], plan: Plan, client: Client) -> None:
    page = client.get(address("together_pick"), {"action": ticked}, follow=True)
    assert "Tick the actions that you want to change together first." in page.content.decode()


def test_cannot_be_picked_by_posting(plan: Plan, client: Client) -> None:
    assert client.post(address("together_pick")).status_code == 405


def test_what_is_filled_is_set_for_all(plan: Plan, actions: list[Action], url: str, client: Client) -> None:
    police = make.membership(of=plan.partnership, member=make.body(name="Police")).body
    date_typed = {"due_date_day": "30", "due_date_month": "6", "due_date_year": "2026"}
    response = client.post(url, opened(client, url, lead_body=str(police.pk), **date_typed))
    assert response.url == f"{address('work')}#action-{actions[0].pk}"
    found = [(a.lead_body, a.due_date, a.status) for a in Action.objects.in_display_order()]
    assert found == [(police, date(2026, 6, 30), "planned")] * 2 + [(None, None, "planned")]
    assert Event.objects.count() == 1


def test_nothing_filled_is_asked_for(url: str, client: Client) -> None:
    page = client.post(url, opened(client, url))
    assert page.status_code == 422
    assert "Fill in what should change" in page.content.decode()


def test_a_status_that_wants_a_reason_is_not_offered(url: str, client: Client) -> None:
    page = client.post(url, opened(client, url, status="off-track"))
    assert page.status_code == 422
    assert set(Action.objects.values_list("status", flat=True)) == {"planned"}


def test_a_moved_date_asks_for_one_reason(actions: list[Action], url: str, client: Client) -> None:
    Action.objects.update(due_date=date(2026, 3, 31))
    typed = opened(client, url, due_date_day="30", due_date_month="6", due_date_year="2026")
    page = client.post(url, typed)
    assert "Say why due dates are moved" in page.content.decode()
    client.post(url, {**typed, "reason": "The grant came late."})
    assert {move.reason for move in DateMove.objects.all()} == {"The grant came late."}


def test_what_somebody_saved_meanwhile_is_shown_and_confirmed(actions: list[Action], url: str, client: Client) -> None:
    typed = opened(client, url, status="underway")
    Action.objects.filter(pk=actions[1].pk).update(text="Light all of it.", revision=2)
    page = client.post(url, typed)
    assert page.status_code == 422
    words = words_in(page.content.decode())
    assert words.count("This is what is there now: 1.2 Light all of it.") == 1
    assert set(Action.objects.values_list("status", flat=True)) == {"planned"}
    assert client.post(url, edit_form_on(page.content.decode()).data).status_code == 302
    assert Action.objects.filter(status="underway").count() == 2


@pytest.mark.parametrize("altered", ["", "nonsense"])
def test_a_form_whose_revisions_were_altered_has_to_be_confirmed(altered: str, url: str, client: Client) -> None:
    page = client.post(url, opened(client, url, status="underway", revisions=altered))
    assert page.status_code == 422
    assert not Action.objects.filter(status="underway").exists()


def test_in_an_agreed_plan_a_lead_wants_a_reason_and_a_status_none(plan: Plan, url: str, client: Client) -> None:
    police = make.membership(of=plan.partnership, member=make.body(name="Police")).body
    agree(plan)
    assert client.post(url, opened(client, url, status="underway")).status_code == 302
    typed = opened(client, url, lead_body=str(police.pk))
    assert "Say why the agreed plan is changed" in client.post(url, typed).content.decode()
    assert client.post(url, {**typed, "why": "Police took it over."}).status_code == 302
    assert plan.amendments.get().reason == "Police took it over."


def test_a_closed_plan_refuses(plan: Plan, url: str, client: Client) -> None:
    typed = opened(client, url, status="underway")
    Plan.objects.update(status="closed")
    assert "This plan is closed" in client.post(url, typed).content.decode()
