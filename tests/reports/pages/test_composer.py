"""The composer: the outline and the parts of a draft beside its preview, and the draft in every format."""

import pytest

from tests import make
from tests.make.shared import NOW
from tests.pages import queries_of, words_of
from tests.reports.pages.desk import begun
from tests.world import logged_in

pytestmark = pytest.mark.django_db


class TestTheComposer:
    def test_shows_the_outline_beside_the_paper(self) -> None:
        draft = begun()
        make.priority(of=draft.plan, title="Reduce burglary")
        words = words_of(draft.client, draft.address())
        assert "Introduction The partnership meets every quarter. Edit Introduction" in words
        assert "Priorities and actions" in words
        assert "Reduce burglary" in words  # composed, in the preview
        assert "2 fields" in words

    def test_has_one_first_heading_and_leads_from_each_heading_to_its_editor(self) -> None:
        draft = begun()
        html = draft.client.get(draft.address()).content.decode()
        assert html.count("<h1") == 1
        for section in draft.sections:
            assert html.count(f'href="/papers/update/sections/{section.pk}/"') == 3  # name, tool, preview

    def test_members_who_keep_nothing_read_it_and_comment(self) -> None:
        draft = begun()
        member = make.role(of=draft.paper.partnership, kind="contributor", body=make.body()).user
        html = logged_in(member).get(draft.address()).content.decode()
        assert "The partnership meets every quarter." in html
        assert "/comments/on/p1/" in html
        for kept in ("/sections/", "/parts/", "/draft/head/", "/draft/details/", "/draft/remove/"):
            assert kept not in html

    def test_strangers_are_told_that_there_is_no_such_page(self) -> None:
        draft = begun()
        assert logged_in(make.stranger()).get(draft.address()).status_code == 404
        assert logged_in(None).get(draft.address()).status_code == 302
        assert draft.client.get("/papers/none-such/draft/").status_code == 404
        assert draft.client.post(draft.address()).status_code == 405

    @pytest.mark.parametrize("page", ["draft", "check", "figures", "achievements", "sign-off", "compare"])
    def test_no_browser_keeps_a_copy_of_what_is_in_hand(self, page: str) -> None:
        draft = begun()
        answer = draft.client.get(draft.address().replace("draft", page))
        assert (answer.status_code, answer["Cache-Control"]) == (200, "private, no-store")

    def test_says_why_a_paper_cannot_be_put_together(self) -> None:
        draft = begun()
        make.section(of=draft.paper, heading="Broken", text="See {{appendix:nowhere}}.", position=3)
        words = words_of(draft.client, draft.address())
        assert "This paper cannot be put together yet." in words
        assert "{{appendix:nowhere}} names" in words

    def test_a_published_paper_offers_nothing_to_change(self) -> None:
        draft = begun(state="published")
        html = draft.client.get(draft.address()).content.decode()
        assert "nothing in it can be changed as it stands" in html
        for kept in ("/parts/", "/draft/head/", "/draft/details/", "/draft/remove/", "/comments/on/"):
            assert kept not in html

    def test_names_the_sections_that_still_have_last_times_words(self) -> None:
        draft = begun()
        last = make.paper(of=draft.paper.partnership, title="Update 2024-25", slug="last")
        make.section(of=last, heading="Old", text="In 2024-25 we met.")
        make.section(of=last, heading="Timeless", text="We work together.")
        draft.paper.follows = last
        draft.paper.save()
        make.section(of=draft.paper, heading="Our year", text="In 2024-25 we met.", position=3)
        make.section(of=draft.paper, heading="Together", text="We work together.", position=4)
        words = words_of(draft.client, draft.address())
        assert "1 section still says what last time’s paper said, years and all: Our year" in words

    def test_takes_as_many_queries_for_twenty_of_everything_as_for_two(self) -> None:
        draft = begun()

        def add_rows(count: int) -> None:
            for number in range(count):
                make.section(of=draft.paper, heading=f"More {number}", position=10 + number)
                make.recommendation(of=draft.paper, position=number)
                make.appendix(of=draft.paper, position=number)
                make.background_paper(of=draft.paper, position=number)
                make.paper_author(of=draft.paper, position=number)
                make.implication(of=draft.paper, label=f"Kind {draft.paper.implications.count()}")
                make.sign_off(of=draft.paper, position=number)
                comment = make.comment(of=draft.paper, number="1", section=draft.sections[0])
                comment.mentions.add(draft.officer)
                make.comment(of=draft.paper, answers=comment)

        add_rows(2)
        few = queries_of(draft.client, draft.address())
        add_rows(18)
        assert queries_of(draft.client, draft.address()) == few


class TestTheDraftAsAFile:
    @pytest.mark.parametrize(
        ("end", "kind", "begins"),
        [
            ("paper.pdf", "application/pdf", b"%PDF-1."),
            ("paper.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", b"PK"),
            ("paper.md", "text/markdown; charset=utf-8", b""),
            ("paper.json", "application/json", b"{"),
        ],
    )
    def test_is_handed_out_in_each_format_and_kept_by_nobody(self, end: str, kind: str, begins: bytes) -> None:
        draft = begun()
        answer = draft.client.get(draft.address(f"draft/{end}"))
        assert answer.status_code == 200
        assert answer["Content-Type"] == kind
        assert "no-store" in answer["Cache-Control"]
        assert answer.content.startswith(begins)
        assert f"update-draft.{end.rpartition('.')[2]}" in answer["Content-Disposition"]
        assert logged_in(make.stranger()).get(draft.address(f"draft/{end}")).status_code == 404

    def test_one_that_cannot_be_put_together_leads_back_with_the_reason(self) -> None:
        draft = begun()
        make.section(of=draft.paper, heading="Broken", text="See {{figure:1}}.", position=3)
        answer = draft.client.get(draft.address("draft/paper.md"), follow=True)
        assert "This cannot be made yet." in answer.content.decode()


class TestRemovingADraft:
    def test_throws_it_away_and_can_be_undone(self) -> None:
        draft = begun()
        make.comment(of=draft.paper, made_by=draft.officer)
        answer = draft.client.post(draft.address("draft/remove/"), follow=True)
        assert "was removed" in answer.content.decode()
        assert draft.client.get(draft.address()).status_code == 404
        undo = answer.content.decode().partition('action="/removals/')[2].partition('"')[0]
        answer = draft.client.post(f"/removals/{undo}", follow=True)
        assert answer.redirect_chain[-1][0] == draft.address()
        assert "The partnership meets every quarter." in answer.content.decode()
        assert draft.paper.comments.count() == 1

    @pytest.mark.parametrize("state", ["published", "in-review"])
    def test_is_refused_once_it_was_published_or_while_it_is_signed(self, state: str) -> None:
        draft = begun(state=state)
        answer = draft.client.post(draft.address("draft/remove/"), follow=True)
        assert "This paper " in answer.content.decode()
        assert draft.client.get(draft.address()).status_code == 200

    def test_a_correction_in_work_is_not_thrown_away(self) -> None:
        draft = begun(first_published_at=NOW)
        assert "/draft/remove/" not in draft.client.get(draft.address()).content.decode()
        draft.client.post(draft.address("draft/remove/"))
        assert draft.client.get(draft.address()).status_code == 200
