"""A body's lines within the portal, and who may open which of these pages."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core.models import Draft
from core.typed import TOKEN
from partners.models import Body, Partnership, User
from priorities.models import Action, Answer, BodyRequest, Progress, UpdateRequest
from priorities.summaries.requests import answer_sheet
from tests import make
from tests.make import NOW
from tests.pages import queries_of, words_in, words_of
from tests.priorities.requests.pages import ROOT, logged_in, seen_on, token_on

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_autumn")]


class TestWhoMaySee:
    @pytest.fixture
    def cast(self, oxford: Partnership, police: Body, council: Body) -> dict[str, Client]:
        return {
            "anonymous": logged_in(None),
            "contributor": logged_in(make.contributor(of=oxford, speaks_for=police)),
            "contributor of another body": logged_in(make.contributor(of=oxford, speaks_for=council)),
            "approver": logged_in(make.approver(of=oxford)),
            "officer elsewhere": logged_in(make.officer(of=make.partnership(slug="cherwell"))),
            "officer": logged_in(make.officer(of=oxford)),
        }

    OFFICERS = {
        "anonymous": 302,
        "contributor": 404,
        "contributor of another body": 404,
        "approver": 404,
        "officer elsewhere": 404,
    }

    @pytest.mark.parametrize(
        ("name", "method", "found"),
        [
            ("requests", "get", 200),
            ("request_add", "get", 200),
            ("request_add", "post", 422),
            ("request_close", "post", 302),
            ("request_mail", "get", 200),
            ("request_nudge", "post", 302),
            ("request_renew", "get", 200),
            ("request_renew", "post", 422),
            ("request_revoke", "post", 302),
        ],
    )
    def test_officers_of_the_partnership_alone(
        self, name: str, method: str, found: int, asked: BodyRequest, cast: dict[str, Client]
    ) -> None:
        place: tuple[Any, ...] = {"requests": (), "request_add": (), "request_close": (asked.request_id,)}.get(
            name, (asked.request_id, "due") if name == "request_mail" else (asked.pk,)
        )
        url = reverse(f"priorities:{name}", args=["oxford", "2025-26", *place])
        answers = {who: getattr(visitor, method)(url).status_code for who, visitor in cast.items()}
        assert answers == {**self.OFFICERS, "officer": found}
        assert cast["officer"].generic("PUT", url).status_code == 405

    @pytest.mark.parametrize("method", ["get", "post"])
    def test_a_request_leads_contributors_to_their_own_lines(
        self, method: str, asked: BodyRequest, cast: dict[str, Client]
    ) -> None:
        url = reverse("priorities:request", args=["oxford", "2025-26", asked.request_id])
        answers = {who: getattr(visitor, method)(url) for who, visitor in cast.items()}
        assert {who: answer.status_code for who, answer in answers.items()} == {
            **self.OFFICERS,
            "contributor": 302,
            "officer": 200 if method == "get" else 302,
        }
        assert answers["contributor"].url == reverse("priorities:request_answer", args=["oxford", "2025-26", asked.pk])

    @pytest.mark.parametrize("method", ["get", "post"])
    def test_lines_are_answered_by_their_body_and_by_officers(
        self, method: str, asked: BodyRequest, actions: list[Action], cast: dict[str, Client]
    ) -> None:
        url = reverse("priorities:request_answer", args=["oxford", "2025-26", asked.pk])
        found = 200 if method == "get" else 422
        answers = {who: getattr(visitor, method)(url).status_code for who, visitor in cast.items()}
        assert answers == {**self.OFFICERS, "contributor": found, "officer": found}

    @pytest.mark.parametrize(
        "url",
        [
            "/partnerships/oxford/plans/1999/requests/",
            f"{ROOT}99999/",
            f"{ROOT}99999/mail/due/",
            f"{ROOT}bodies/99999/answer/",
            f"{ROOT}bodies/99999/renew/",
        ],
    )
    def test_what_is_not_there_is_not_found(self, url: str, asked: BodyRequest, visitor: Client) -> None:
        assert visitor.get(url).status_code == 404

    def test_another_plans_request_is_not_found_here(self, asked: BodyRequest, visitor: Client) -> None:
        elsewhere = make.body_request(of=make.update_request(of=make.plan(of=asked.request.plan.partnership)))
        for url in (f"{ROOT}{elsewhere.request_id}/", f"{ROOT}bodies/{elsewhere.pk}/answer/"):
            assert visitor.get(url).status_code == 404
        assert visitor.post(f"{ROOT}bodies/{elsewhere.pk}/revoke/").status_code == 404

    def test_there_is_no_other_kind_of_e_mail(self, asked: BodyRequest, visitor: Client) -> None:
        assert visitor.get(f"{ROOT}{asked.request_id}/mail/spam/").status_code == 404


class TestContributors:
    @pytest.fixture
    def url(self, asked: BodyRequest, actions: list[Action]) -> str:
        return f"{ROOT}bodies/{asked.pk}/answer/"

    def typed(self, visitor: Client, url: str, asked: BodyRequest, **said: str) -> dict[str, str]:
        page = visitor.get(url)
        lines = answer_sheet(asked, on=timezone.localdate()).lines
        sent = {TOKEN: token_on(page), **seen_on(page)}
        for name, value in said.items():
            start, _, place = name.rpartition("_")
            sent[f"{start}-{lines[int(place) - 1].action_id}" if place.isdigit() else name] = value
        return sent

    def test_what_they_answer_is_in_the_plan_at_once(
        self, url: str, asked: BodyRequest, actions: list[Action], contributor: Client
    ) -> None:
        sent = self.typed(contributor, url, asked, anything="something", say_1="tell", status_1="completed", rest="on")
        page = contributor.post(url, sent, follow=True)
        assert "Thank you. Every line is answered, and your answers are in the plan." in words_in(page.content.decode())
        actions[0].refresh_from_db()
        assert actions[0].status == "completed"
        assert Answer.objects.filter(state="accepted").count() == 2

    def test_an_officer_answers_for_a_body_on_the_telephone(
        self, url: str, asked: BodyRequest, visitor: Client, officer: User
    ) -> None:
        assert "Their update for Q2 2025-26" in words_of(visitor, url)
        visitor.post(url, self.typed(visitor, url, asked, anything="nothing"))
        progress = Progress.objects.first()
        assert (progress.told_by, progress.recorded_by) == (asked.body, officer)

    def test_two_of_one_body_see_both_versions(
        self, url: str, asked: BodyRequest, contributor: Client, oxford: Partnership
    ) -> None:
        other = logged_in(make.contributor(of=oxford, speaks_for=asked.body))
        mine = self.typed(
            contributor, url, asked, anything="something", say_1="tell", status_1="ongoing", comment_1="Mine."
        )
        theirs = self.typed(
            other, url, asked, anything="something", say_1="tell", status_1="underway", comment_1="Theirs."
        )
        other.post(url, theirs)
        page = contributor.post(url, mine)
        words = words_in(page.content.decode())
        assert page.status_code == 422
        assert "somebody else answered this while you were writing" in words
        assert "Theirs." in words
        assert "Mine." in words
        assert contributor.post(url, {**mine, **seen_on(page)}).status_code == 302
        assert {one.comment for one in Progress.objects.all()} == {"Mine."}

    def test_a_draft_comes_back_and_saving_ends_it(self, url: str, asked: BodyRequest, contributor: Client) -> None:
        sent = self.typed(contributor, url, asked, anything="something", say_1="tell", comment_1="Half a sen")
        contributor.post(reverse("core:draft_keep"), sent, headers={"X-Form-Path": url, "X-Form-Title": "Update"})
        page = contributor.get(url)
        assert "Half a sen" in page.content.decode()
        assert "This is your draft" in page.content.decode()
        contributor.post(url, {**sent, **self.typed(contributor, url, asked, status_1="completed")})
        assert not Draft.objects.exists()

    def test_a_draft_knows_that_somebody_answered_since(
        self, url: str, asked: BodyRequest, actions: list[Action], contributor: Client
    ) -> None:
        sent = self.typed(contributor, url, asked, anything="something", say_1="tell", status_1="completed")
        contributor.post(reverse("core:draft_keep"), sent, headers={"X-Form-Path": url, "X-Form-Title": "Update"})
        make.answer(of=asked, about=actions[0], status="underway", comment="Theirs.")
        assert contributor.post(url, {**sent, **seen_on(contributor.get(url))}).status_code == 422

    def test_what_was_sent_after_the_session_ended_comes_back(
        self, url: str, asked: BodyRequest, oxford: Partnership
    ) -> None:
        user = make.contributor(of=oxford, speaks_for=asked.body)
        visitor = logged_in(user)
        sent = self.typed(visitor, url, asked, anything="something", say_1="tell", comment_1="Mid-sentence")
        visitor.logout()
        assert visitor.post(url, sent).status_code == 302
        visitor.force_login(user)
        assert "Mid-sentence" in visitor.get(url).content.decode()

    def test_an_ended_request_is_only_read(
        self, url: str, asked: BodyRequest, actions: list[Action], contributor: Client
    ) -> None:
        make.answer(of=asked, about=actions[0], state="accepted", comment="It was done.")
        UpdateRequest.objects.update(closed_at=NOW)
        for page in (contributor.get(url), contributor.post(url, {"anything": "nothing"})):
            words = words_in(page.content.decode())
            assert "This request has ended." in words
            assert "It was done." in words
            assert '<form method="post" novalidate' not in page.content.decode()
        assert Answer.objects.count() == 1

    def test_takes_as_many_queries_for_twenty_lines_as_for_two(
        self, url: str, asked: BodyRequest, actions: list[Action], contributor: Client
    ) -> None:
        few = queries_of(contributor, url)
        for _ in range(18):
            action = make.action(under=actions[0].priority, lead_body=asked.body)
            make.progress(of=action, period="Q1 2025-26", told_by=asked.body)
            make.answer(of=asked, about=action)
        assert queries_of(contributor, url) == few
        assert few <= 15
