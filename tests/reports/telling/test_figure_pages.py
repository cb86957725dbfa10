"""The page about a figure of a draft: where it comes from, and what the paper says in its place."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.models import Event, Removal
from core.removal import put_back
from reports.models import Override, Paper
from tests import make
from tests.reports.telling.forms import sent_by
from tests.world import logged_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def paper() -> Paper:
    return make.paper(plan=make.plan())


@pytest.fixture
def cite(paper: Paper) -> str:
    achievement = make.achievement(of=paper.plan, text="There were 2,534 incidents.", heading="Retail crime")
    return f"achievements.figure:{make.figure(of=achievement, stated='2,534').pk}"


@pytest.fixture
def officer(paper: Paper) -> Client:
    return logged_in(make.role(of=paper.partnership, kind="officer").user)


def page(paper: Paper, cite: str) -> str:
    return f"{reverse('reports:paper_figure', args=[paper.slug])}?cite={cite}"


def form(paper: Paper, cite: str) -> str:
    return reverse("reports:figure_override", args=[paper.slug, cite])


class TestTheFigure:
    def test_is_shown_with_its_record_to_every_member(self, paper: Paper, cite: str) -> None:
        for kind in ("officer", "contributor", "approver", "administrator"):
            body = make.body() if kind == "contributor" else None
            shown = logged_in(make.role(of=paper.partnership, kind=kind, body=body).user).get(page(paper, cite))
            assert "A figure of the achievement “Retail crime”" in shown.content.decode()
            assert ("Let this paper say something else" in shown.content.decode()) == (
                kind in ("officer", "administrator")
            )

    def test_is_not_there_for_strangers_nor_where_nothing_is_cited(self, paper: Paper, cite: str, officer) -> None:
        stranger = logged_in(make.role(of=make.partnership(), kind="officer").user)
        assert stranger.get(page(paper, cite)).status_code == 404
        assert Client().get(page(paper, cite)).status_code == 302
        assert officer.get(page(paper, "achievements.figure:9999")).status_code == 404
        assert officer.get(form(paper, "achievements.figure:9999")).status_code == 404
        assert officer.post(page(paper, cite)).status_code == 405

    def test_takes_the_same_queries_whatever_else_there_is(self, paper: Paper, cite: str, officer) -> None:
        counts = []
        for _ in range(2):
            with CaptureQueriesContext(connection) as queries:
                officer.get(page(paper, cite))
            counts.append(len(queries))
            for _ in range(20):
                other = make.figure(of=make.achievement(of=paper.plan))
                make.override(of=paper, cite=f"achievements.figure:{other.pk}")
        assert counts[0] == counts[1]


class TestOverriding:
    def test_needs_words_and_a_reason_and_is_told_of(self, paper: Paper, cite: str, officer) -> None:
        sent = sent_by(officer.get(form(paper, cite)))
        answer = officer.post(form(paper, cite), {**sent, "text": "2,541", "reason": ""})
        assert answer.status_code == 422
        done = officer.post(form(paper, cite), {**sent, "text": "2,541", "reason": "Corrected by the police."})
        assert done.url.startswith(reverse("reports:paper_figure", args=[paper.slug]))
        override = Override.objects.get()
        assert (override.live, override.text, override.made_by) == ("2,534", "2,541", who(officer))
        event = Event.objects.latest("pk")
        assert event.verb == "reports.override_added"
        assert event.summary == f"Let a figure of “{paper.title}” say “2,541” in the place of “2,534”."
        shown = officer.get(done.url).content.decode()
        assert "Corrected by the police." in shown
        assert officer.get(reverse("reports:paper_figure", args=[paper.slug])).content.decode().count("2,541") == 1

    def test_refuses_what_the_record_says_already(self, paper: Paper, cite: str, officer) -> None:
        sent = sent_by(officer.get(form(paper, cite)))
        answer = officer.post(form(paper, cite), {**sent, "text": "2,534", "reason": "Why not."})
        assert answer.status_code == 422
        assert "This is what the record says." in answer.content.decode()
        assert not Override.objects.exists()

    def test_can_be_changed_and_keeps_what_the_record_said_then(self, paper: Paper, cite: str, officer) -> None:
        make.override(of=paper, cite=cite, live="2,500")
        sent = sent_by(officer.get(form(paper, cite)))
        assert (sent["text"], sent["reason"]) == ("2,541", "The police corrected it by e-mail.")
        officer.post(form(paper, cite), {**sent, "text": "2,542"})
        override = Override.objects.get()
        assert (override.live, override.text, override.made_by) == ("2,534", "2,542", who(officer))
        assert Event.objects.latest("pk").verb == "reports.override_changed"

    def test_of_a_published_paper_is_refused(self, paper: Paper, cite: str, officer) -> None:
        sent = sent_by(officer.get(form(paper, cite)))
        Paper.objects.filter(pk=paper.pk).update(state="published", first_published_at=make.NOW)
        assert officer.get(form(paper, cite)).status_code == 302
        answer = officer.post(form(paper, cite), {**sent, "text": "2,541", "reason": "Late."})
        assert "begin a correction first" in answer.content.decode()
        assert not Override.objects.exists()

    def test_is_taken_away_and_put_back(self, paper: Paper, cite: str, officer) -> None:
        override = make.override(of=paper, cite=cite)
        address = reverse("reports:override_remove", args=[paper.slug, override.pk])
        assert officer.get(address).status_code == 405
        assert officer.post(address).status_code == 302
        assert not Override.objects.exists()
        assert officer.post(address).status_code == 404
        put_back(removal=Removal.objects.get(), by=who(officer), now=make.NOW)
        assert Override.objects.get() == override

    def test_whose_record_is_gone_can_still_be_taken_away(self, paper: Paper, officer) -> None:
        override = make.override(of=paper, cite="achievements.figure:9999")
        assert "is not there any more" in officer.get(page(paper, override.cite)).content.decode()
        done = officer.post(reverse("reports:override_remove", args=[paper.slug, override.pk]))
        assert done.url == reverse("reports:draft", args=[paper.slug])

    @pytest.mark.parametrize("kind", ["contributor", "approver"])
    def test_is_for_those_who_keep_the_paper(self, paper: Paper, cite: str, kind: str) -> None:
        body = make.body() if kind == "contributor" else None
        member = logged_in(make.role(of=paper.partnership, kind=kind, body=body).user)
        override = make.override(of=paper, cite=cite)
        assert member.get(form(paper, cite)).status_code == 404
        assert member.post(reverse("reports:override_remove", args=[paper.slug, override.pk])).status_code == 404


def who(client: Client):
    """Who is logged in."""
    return client.get("/").wsgi_request.user
