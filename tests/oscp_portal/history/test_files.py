"""The history as a file holds what was asked for."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from partners.models import Partnership, User
from priorities.models import Plan
from tests import make
from tests.oscp_portal.history.telling import HISTORY, read_csv, tell

pytestmark = pytest.mark.django_db


class TestTheFile:
    def test_holds_what_was_asked_for_newest_first(
        self, oxford: Partnership, officer: User, plan: Plan, client: Client
    ) -> None:
        tell(oxford, summary="Loaded the sample.")
        tell(
            oxford,
            by=officer,
            subject=plan,
            verb="priorities.plan_changed",
            summary='=HYPERLINK("http://example.org")',
            data={"changes": {"title": ["Old", "=1+1"], "vision": ["", "New\nlines"]}, "also_changed": ["slug"]},
        )
        first, second = read_csv(client, f"{HISTORY}events.csv")
        assert (first["Event"], first["When"], first["Who"]) == ("2", "2025-10-06T10:30:00+01:00", "The officer")
        assert first["Account"] == str(officer.pk)
        assert first["What was done"] == '\'=HYPERLINK("http://example.org")'
        assert (first["Kind"], first["Record"]) == ("priorities.plan_changed", f"priorities.plan:{plan.pk}")
        assert "Title: “Old” → “=1+1”" in first["What changed"]
        assert "Vision: “” → “New\nlines”" in first["What changed"]
        assert first["Changed too, values not kept"] == "Slug"
        assert len(first["Hash"]) == 64
        assert (second["What was done"], second["Who"], second["Account"]) == ("Loaded the sample.", "The portal", "")
        (only,) = read_csv(client, f"{HISTORY}events.csv?words=sample")
        assert only["Event"] == "1"
        assert read_csv(client, f"{HISTORY}events.csv?words=nothing") == []

    @pytest.mark.parametrize(
        ("kind", "who"), [("administrator", "name"), ("contributor", "number"), ("approver", "number")]
    )
    def test_gives_names_to_those_who_keep_the_partnership_and_numbers_to_others(
        self, kind: str, who: str, oxford: Partnership, officer: User
    ) -> None:
        tell(oxford, by=officer)
        tell(oxford)
        body = {"body": make.body()} if kind == "contributor" else {}
        reader = Client()
        reader.force_login(make.role(of=oxford, kind=kind, **body).user)
        portal, told = (row["Who"] for row in read_csv(reader, f"{HISTORY}events.csv"))
        assert told == ("The officer" if who == "name" else f"Person {officer.pk}")
        assert portal == "The portal"

    def test_is_offered_with_what_was_asked(self, oxford: Partnership, client: Client) -> None:
        tell(oxford)
        assert f'href="{HISTORY}events.csv"' in client.get(HISTORY).content.decode()
        page = client.get(f"{HISTORY}?kind=priorities&words=plan").content.decode()
        assert f'href="{HISTORY}events.csv?kind=priorities&amp;words=plan"' in page

    def test_has_a_name_with_the_day(self, oxford: Partnership, client: Client, time_machine: Any) -> None:
        time_machine.move_to(make.NOW)
        response = client.get(f"{HISTORY}events.csv")
        assert response["Content-Disposition"] == 'attachment; filename="history-oxford-2025-10-06.csv"'

    def test_takes_as_many_queries_for_twenty_events_as_for_two(
        self, oxford: Partnership, plan: Plan, client: Client
    ) -> None:
        counts = []
        for more in (2, 18):
            for _ in range(more):
                tell(oxford, by=make.user(), subject=plan)
            with CaptureQueriesContext(connection) as queries:
                read_csv(client, f"{HISTORY}events.csv")
            counts.append(len(queries))
        assert counts[0] == counts[1] <= 7
