"""Comments on a draft: by any member, answered, settled, and told to whoever is named. None is ever published."""

import pytest
from django.core import mail
from pytest_django import DjangoCaptureOnCommitCallbacks

from core.models import Event
from reports.compose import compose_paper
from reports.content import to_json
from reports.models import Comment, Paper
from tests import make
from tests.make.shared import NOW
from tests.pages import words_of
from tests.reports.pages.desk import Draft, begun, sent
from tests.world import logged_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft() -> Draft:
    return begun()


class TestCommenting:
    def test_keeps_the_paragraph_with_its_words_and_tells_of_no_more_than_that(self, draft: Draft) -> None:
        answer = sent(draft.client, draft.address("comments/on/p1/"), text="Is this still so?")
        comment = Comment.objects.get()
        assert answer.url == f"{draft.address()}#comment-{comment.pk}"
        assert (comment.number, comment.quote) == ("1", "The partnership meets every quarter.")
        assert comment.section == draft.sections[0]
        assert "Paragraph 1 The partnership meets every quarter." in words_of(draft.client, draft.address())
        event = Event.objects.get()
        assert event.summary == f"Commented on “{draft.paper.title}”, paragraph 1."
        assert "still so" not in str(event.data)

    @pytest.mark.parametrize(
        ("place", "heading"),
        [("section-priorities", "Comment on “Priorities”"), ("paper", "Comment on the paper"), ("p99", "the paper")],
    )
    def test_is_of_a_section_or_of_the_whole_paper_too(self, place: str, heading: str, draft: Draft) -> None:
        url = draft.address(f"comments/on/{place}/")
        assert heading in words_of(draft.client, url)
        assert sent(draft.client, url, text="Well done.").status_code == 302

    def test_the_paragraph_shows_how_much_was_said(self, draft: Draft) -> None:
        comment = make.comment(of=draft.paper, number="1")
        make.comment(of=draft.paper, number="1", answers=comment)
        make.comment(of=draft.paper, number="1", resolved_at=NOW, resolved_by=draft.officer)
        assert "every quarter. 1 said already. Comment on paragraph 1." in words_of(draft.client, draft.address())

    def test_any_member_may(self, draft: Draft) -> None:
        member = make.role(of=draft.paper.partnership, kind="contributor", body=make.body()).user
        assert sent(logged_in(member), draft.address("comments/on/p1/"), text="Ours?").status_code == 302
        assert logged_in(make.stranger()).get(draft.address("comments/on/p1/")).status_code == 404

    def test_an_empty_one_is_refused(self, draft: Draft) -> None:
        answer = sent(draft.client, draft.address("comments/on/p1/"), text=" ")
        assert answer.status_code == 422
        assert "Enter comment" in answer.content.decode()

    def test_is_never_published(self, draft: Draft) -> None:
        sent(draft.client, draft.address("comments/on/p1/"), text="Between us alone.")
        assert "Between us" not in to_json(compose_paper(Paper.objects.get()))


class TestMentioning:
    def test_tells_by_e_mail_and_in_ones_work(
        self, draft: Draft, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
    ) -> None:
        reader = make.role(of=draft.paper.partnership, kind="approver").user
        with django_capture_on_commit_callbacks(execute=True):
            sent(draft.client, draft.address("comments/on/p1/"), text="Is it?", mentions=[str(reader.pk)])
        (sent_mail,) = mail.outbox
        assert sent_mail.to == [reader.email]
        assert sent_mail.subject == f"A comment for you on {draft.paper.title}"
        assert draft.address() in sent_mail.body
        assert "Is it?" not in sent_mail.body
        client = logged_in(reader)
        assert "Answer the comment for you on paragraph 1" in words_of(client, "/work/")
        comment = Comment.objects.get()
        sent(client, draft.address(f"comments/{comment.pk}/"), text="It is.")
        assert "Answer the comment" not in words_of(client, "/work/")

    def test_strangers_cannot_be_named(self, draft: Draft) -> None:
        stranger = make.stranger()
        make.role(of=draft.paper.partnership, kind="approver")
        answer = sent(draft.client, draft.address("comments/on/p1/"), text="Psst", mentions=[str(stranger.pk)])
        assert answer.status_code == 422
        assert mail.outbox == []


class TestSettling:
    def test_folds_it_away_and_an_answer_opens_it_again(self, draft: Draft) -> None:
        comment = make.comment(of=draft.paper, text="Is it?")
        url = draft.address(f"comments/{comment.pk}/settle/")
        draft.client.post(url)
        comment.refresh_from_db()
        assert comment.resolved_by == draft.officer
        assert "Settled (1)" in words_of(draft.client, draft.address())
        draft.client.post(url)
        comment.refresh_from_db()
        assert comment.resolved_at is None
        draft.client.post(url)
        sent(draft.client, draft.address(f"comments/{comment.pk}/"), text="Not yet.")
        comment.refresh_from_db()
        assert comment.resolved_at is None
        assert draft.client.get(url).status_code == 405

    def test_one_takes_back_what_one_said_and_nobody_elses(self, draft: Draft) -> None:
        mine = make.comment(of=draft.paper, made_by=draft.officer)
        theirs = make.comment(of=draft.paper)
        for comment in (mine, theirs):
            draft.client.post(draft.address(f"comments/{comment.pk}/remove/"))
        assert list(Comment.objects.all()) == [theirs]

    def test_comments_of_another_paper_are_not_there(self, draft: Draft) -> None:
        other = make.comment()
        for end in ("", "settle/", "remove/"):
            assert draft.client.post(draft.address(f"comments/{other.pk}/{end}")).status_code == 404

    def test_there_are_none_on_a_published_paper(self) -> None:
        draft = begun(state="published")
        answer = draft.client.get(draft.address("comments/on/p1/"), follow=True)
        assert answer.redirect_chain[-1][0] == draft.address()
