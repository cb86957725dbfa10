"""Files of evidence are handed out to those who may have them, to be saved and never run."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from achievements.models import Evidence
from partners.models import User
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def evidence() -> Evidence:
    plan = make.plan(of=make.partnership(slug="oxford"), slug="2025-26", status="agreed")
    return make.evidence(of=make.achievement(of=plan), content=b"%PDF-1.7 minutes", is_public=True)


def url(evidence: Evidence, **changes: Any) -> str:
    plan = evidence.achievement.plan
    named = {"partnership_slug": plan.partnership.slug, "plan_slug": plan.slug, "pk": evidence.pk, **changes}
    return reverse("achievements:evidence_file", kwargs=named)


def as_user(user: User | AnonymousUser) -> Client:
    client = Client()
    if isinstance(user, User):
        client.force_login(user)
    return client


def opened(client: Client, address: str, method: str = "get") -> Any:
    """The answer, read to its end as a server does, which closes the file; its bytes are its `saved`."""
    answer = getattr(client, method)(address)
    answer.saved = b"".join(answer.streaming_content) if answer.streaming else b""
    return answer


def test_its_address_is_under_the_achievements_of_its_plan(evidence: Evidence) -> None:
    assert url(evidence) == f"/partnerships/oxford/plans/2025-26/achievements/evidence/{evidence.pk}/"


def test_a_public_file_is_saved_under_its_own_name_and_never_shown(evidence: Evidence, client: Client) -> None:
    answer = opened(client, url(evidence))
    assert answer.status_code == 200
    assert answer.saved == b"%PDF-1.7 minutes"
    assert answer["Content-Disposition"] == 'attachment; filename="Minutes.pdf"'
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Length"] == "16"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["Cache-Control"] == "private"


def test_a_name_in_other_letters_arrives_whole(evidence: Evidence, client: Client) -> None:
    Evidence.objects.update(file_name="Réunion “été” 报告.pdf")
    assert opened(client, url(evidence))["Content-Disposition"] == (
        "attachment; filename*=utf-8''R%C3%A9union%20%E2%80%9C%C3%A9t%C3%A9%E2%80%9D%20%E6%8A%A5%E5%91%8A.pdf"
    )


@pytest.mark.parametrize("name", ["evil.html", "evil.svg", "evil.js", ""])
def test_whatever_it_is_called_it_is_no_page(evidence: Evidence, client: Client, name: str) -> None:
    Evidence.objects.update(file_name=name)
    answer = opened(client, url(evidence))
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment; filename=")


def test_a_browser_may_ask_for_the_head_alone_and_for_nothing_else(evidence: Evidence, client: Client) -> None:
    assert opened(client, url(evidence), "head").status_code == 200
    for method in (client.post, client.put, client.delete, client.patch):
        assert method(url(evidence)).status_code == 405


@pytest.mark.parametrize(
    ("hidden", "change"),
    [
        ("the evidence", {"is_public": False}),
        ("the achievement", {"achievement": {"visibility": "partners", "visibility_reason": "It names somebody"}}),
        ("the achievement", {"achievement": {"visibility": "restricted", "visibility_reason": "Its address"}}),
        ("the plan", {"plan": {"status": "draft"}}),
    ],
)
def test_what_is_not_public_throughout_is_for_the_partnerships_members(
    evidence: Evidence, hidden: str, change: dict[str, Any]
) -> None:
    achievement, plan = evidence.achievement, evidence.achievement.plan
    for record, values in ((achievement, change.get("achievement")), (plan, change.get("plan"))):
        if values:
            type(record)._default_manager.filter(pk=record.pk).update(**values)
    Evidence.objects.update(is_public=change.get("is_public", True))
    body = make.body()
    members = [
        make.officer(of=plan.partnership),
        make.contributor(of=plan.partnership, speaks_for=body),
        make.approver(of=plan.partnership),
    ]
    former = make.role(of=plan.partnership, held_by=make.user(), until_date=date(2020, 1, 1)).user
    for member in members:
        assert opened(as_user(member), url(evidence)).status_code == 200, member
    for other in (make.anonymous(), make.stranger(), make.user(), former):
        assert as_user(other).get(url(evidence)).status_code == 404, other


def test_there_is_no_file_where_there_is_none(evidence: Evidence, client: Client, media: Path) -> None:
    link = make.evidence(of=evidence.achievement, is_public=True)
    other_plan = make.plan(of=evidence.achievement.plan.partnership, slug="2026-27", status="agreed")
    missing = [
        url(link),
        url(evidence, pk=evidence.pk + 1000),
        url(evidence, pk=10**30),
        url(evidence, plan_slug=other_plan.slug),
        url(evidence, plan_slug="no-such-plan"),
        url(evidence, partnership_slug=make.partnership(slug="elsewhere").slug),
    ]
    for address in missing:
        assert client.get(address).status_code == 404, address
    (media / evidence.file.name).unlink()
    assert client.get(url(evidence)).status_code == 404


def test_no_other_address_leads_to_a_file(evidence: Evidence, client: Client) -> None:
    for address in (f"/{evidence.file.name}", f"/media/{evidence.file.name}", f"/static/{evidence.file.name}"):
        assert client.get(address).status_code == 404, address


def test_it_takes_as_many_queries_with_twenty_files_as_with_two(evidence: Evidence, client: Client) -> None:
    make.evidence(of=evidence.achievement, content=b"more")
    counts = []
    for more in (0, 18):
        for _ in range(more):
            make.evidence(of=evidence.achievement, content=b"more", is_public=True)
        with CaptureQueriesContext(connection) as queries:
            assert opened(client, url(evidence)).saved
        counts.append(len(queries))
    assert counts == [1, 1]


class TestInTheAdmin:
    """Support sees which files there are; they come in by the portal's own pages, which look into them."""

    def test_a_row_has_no_place_for_a_file(self, evidence: Evidence) -> None:
        client = as_user(User.objects.create_superuser("support@example.org", "a long password"))
        page = client.get(reverse("admin:achievements_achievement_change", args=[evidence.achievement_id]))
        words = page.content.decode()
        assert 'type="file"' not in words
        assert "Minutes.pdf" in words

    def test_a_row_without_an_address_is_refused_with_a_sentence(self, evidence: Evidence) -> None:
        client = as_user(User.objects.create_superuser("support@example.org", "a long password"))
        address = reverse("admin:achievements_achievement_change", args=[evidence.achievement_id])
        rows = {
            "evidence-TOTAL_FORMS": 1, "evidence-INITIAL_FORMS": 0, "evidence-0-label": "The minutes",
            "evidence-0-achievement": evidence.achievement_id,
            **{f"{name}-{what}_FORMS": 0 for name in ("figures", "quotes") for what in ("TOTAL", "INITIAL")},
        }  # fmt: skip
        page = client.post(address, {"text": "Text", "plan": evidence.achievement.plan_id, **rows})
        assert page.status_code == 200
        assert "Add the address of a page." in page.content.decode()
