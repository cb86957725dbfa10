"""The history leads to where a record stands, and a record's page to its history."""

from typing import Any

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

from oscp_portal.history.records import HAVE_PAGES
from partners.models import Partnership
from priorities.models import Plan
from tests import make
from tests.oscp_portal.history.telling import HISTORY, tell

pytestmark = pytest.mark.django_db


class TestTheWayToARecord:
    def go(self, client: Client, record: Any) -> str:
        answer = client.get(f"{HISTORY}records/{record if isinstance(record, str) else name_of(record)}/")
        assert answer.status_code == 302
        return answer["Location"]

    def test_leads_to_where_it_stands(self, oxford: Partnership, plan: Plan, client: Client) -> None:
        action = make.action(under=make.priority(of=plan))
        page = "/partnerships/oxford/plans/2025-26/"
        assert self.go(client, plan) == page
        assert self.go(client, action) == f"{page}#action-{action.pk}"
        assert self.go(client, action.priority) == f"{page}#priority-{action.priority.pk}"
        assert self.go(client, make.progress(of=action)) == f"{page}#action-{action.pk}"
        assert self.go(client, make.challenge(of=plan)) == f"{page}basis/"
        achievement = make.achievement(of=plan)
        assert self.go(client, achievement) == f"{page}achievements/#achievement-{achievement.pk}"
        assert self.go(client, make.paper(of=oxford, slug="update")) == "/papers/update/"
        assert self.go(client, make.body()) == "/partnerships/oxford/bodies/"
        assert self.go(client, oxford) == "/partnerships/oxford/"

    def test_leads_to_its_history_where_it_has_no_page_or_is_gone(self, client: Client, plan: Plan) -> None:
        for record in (
            "priorities.plan:99",
            "reports.paper:99",
            "funding.award:1",
            "gone.gone:1",
            "nonsense",
            "a.b:&c=d",
        ):
            assert self.go(client, record).startswith(f"{HISTORY}?record={record.split('&')[0]}")

    def test_does_not_lead_into_another_partnership(self, oxford: Partnership, client: Client) -> None:
        for theirs in (make.plan(), make.action(), make.paper(), make.achievement()):
            assert self.go(client, theirs) == f"{HISTORY}?record={name_of(theirs)}"

    def test_every_kind_that_has_a_page_is_a_kind_of_record(self, client: Client, oxford: Partnership) -> None:
        made = {record._meta.label_lower: record for record in make.one_of_everything()}
        for kind in HAVE_PAGES:
            assert self.go(client, f"{kind}:{made[kind].pk}")

    def test_stands_beside_each_event_of_such_a_record(self, oxford: Partnership, plan: Plan, client: Client) -> None:
        tell(oxford, subject=plan)
        tell(oxford, subject=make.area())
        html = client.get(HISTORY).content.decode()
        assert html.count("Go to the ") == 1
        assert f'href="{HISTORY}records/priorities.plan:{plan.pk}/"' in html
        assert html.count("History of this ") == 2


def name_of(record: Any) -> str:
    return f"{record._meta.label_lower}:{record.pk}"


def test_the_link_to_a_records_history_leads_there(oxford: Partnership, plan: Plan, client: Client) -> None:
    tell(oxford, subject=plan)
    known = {"partnership_slug": "oxford", "record": "priorities.plan", "pk": plan.pk, "what": "plan 2025-26"}
    html = render_to_string("components/history_link.html", known)
    url = f"{reverse('history', args=['oxford'])}?record=priorities.plan:{plan.pk}"
    assert f'href="{url}"' in html
    assert client.get(url).status_code == 200
