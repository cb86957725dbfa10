"""Sections of a draft: words, what fills them, where they stand; and a preview of what is typed."""

import pytest

from core.models import Event
from reports.models import Section
from tests import make
from tests.make.shared import NOW
from tests.pages import queries_of
from tests.reports.pages.desk import Draft, begun, sent

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft() -> Draft:
    return begun()


def editor(draft: Draft, section: Section | None = None) -> str:
    return draft.address(f"sections/{(section or draft.sections[0]).pk}/")


class TestTheEditor:
    def test_saves_words_and_tells_of_it(self, draft: Draft) -> None:
        answer = sent(draft.client, editor(draft), text="It meets **monthly**.", heading="Who we are")
        section = draft.sections[0]
        assert (answer.status_code, answer.url) == (302, f"{draft.address()}#sections-{section.pk}")
        assert (section.text, section.heading, section.revision) == ("It meets **monthly**.", "Who we are", 2)
        event = Event.objects.last()
        assert event.verb == "reports.section_changed"
        assert event.summary == f"Changed the heading and the words of the section “Who we are” of “{draft.paper}”."

    def test_what_is_typed_is_shown_and_not_saved(self, draft: Draft) -> None:
        answer = sent(draft.client, editor(draft), text="It meets **monthly**.", preview="1")
        html = answer.content.decode()
        assert answer.status_code == 200
        assert "It meets <strong>monthly</strong>." in html
        assert "It is not saved yet." in html
        assert "It meets **monthly**." in html  # in the form, to go on with
        assert draft.sections[0].text == "The partnership meets every quarter."
        assert not Event.objects.exists()

    def test_a_script_gets_the_section_alone(self, draft: Draft) -> None:
        url = editor(draft)
        answer = draft.client.post(url, {"text": "It meets.", "fill": "narrative", "kind": "section", "preview": "1"},
                                   headers={"X-Preview": "part"})  # fmt: skip
        assert answer.status_code == 200
        assert "<html" not in answer.content.decode()
        assert "It meets." in answer.content.decode()

    @pytest.mark.parametrize(
        ("words", "sentence"),
        [
            ("See {{appendix:nowhere}}.", "{{appendix:nowhere}} names"),
            ("See {{figure:999}}.", "names no figure that this paper may show"),
            ("[Read it](javascript:alert(1))", "“Read it” leads to “javascript:alert(1”"),
            ("[Read it](/plans/)", "Links in a paper begin with https://"),
            ("| Stream | Amount |\n| Youth | 3 |", "A table wants a line of dashes"),
        ],
    )
    def test_words_that_no_paper_can_say_come_back(self, words: str, sentence: str, draft: Draft) -> None:
        for more in ({}, {"preview": "1"}):
            answer = sent(draft.client, editor(draft), text=words, **more)
            assert answer.status_code == 422
            assert sentence in answer.content.decode().replace("&#x27;", "'")
        assert draft.sections[0].text == "The partnership meets every quarter."

    def test_what_is_wrong_elsewhere_stops_nobody(self, draft: Draft) -> None:
        make.section(of=draft.paper, heading="Broken", text="See {{appendix:nowhere}}.", position=3)
        assert sent(draft.client, editor(draft), text="It meets monthly.").status_code == 302

    def test_asks_what_its_live_block_can_do(self, draft: Draft) -> None:
        priorities = draft.sections[1]
        answer = sent(draft.client, editor(draft, priorities), **{"option-as": "bullets"})
        assert answer.status_code == 302
        assert draft.sections[1].options == {"as": "bullets"}

    def test_another_fill_shows_its_own_questions_first(self, draft: Draft) -> None:
        make.achievement(of=draft.plan, text="Rescued fourteen animals.")
        url = editor(draft, draft.sections[1])
        html = sent(draft.client, url, fill="achievements", preview="1").content.decode()
        assert "Rescued fourteen animals." in html
        assert 'name="option-group_by"' in html
        sent(draft.client, url, fill="achievements")
        assert (draft.sections[1].fill, draft.sections[1].options) == ("achievements", {"as": "headings"})

    def test_of_two_who_edit_the_second_sees_both_versions(self, draft: Draft) -> None:
        url = editor(draft)
        page = draft.client.get(url)
        sent(draft.client, url, text="Theirs.")
        token = page.content.decode().partition('name="form-token" value="')[2].partition('"')[0]
        answer = draft.client.post(
            url,
            {"form-token": token, "text": "Mine.", "heading": "Introduction", "fill": "narrative", "kind": "section"},
        )
        assert answer.status_code == 409
        assert "Theirs." in answer.content.decode()
        assert "Mine." in answer.content.decode()

    def test_takes_as_many_queries_in_a_long_paper_as_in_a_short_one(self, draft: Draft) -> None:
        few = queries_of(draft.client, editor(draft))
        for number in range(18):
            make.section(of=draft.paper, heading=f"More {number}", position=10 + number)
        assert queries_of(draft.client, editor(draft)) == few

    def test_a_published_paper_leads_back(self) -> None:
        draft = begun(state="published")
        answer = draft.client.get(editor(draft), follow=True)
        assert answer.redirect_chain[-1][0] == draft.address()
        assert "begin a correction first" in answer.content.decode()

    def test_a_section_of_another_paper_is_not_there(self, draft: Draft) -> None:
        other = make.section()
        assert draft.client.get(draft.address(f"sections/{other.pk}/")).status_code == 404


class TestPlaces:
    def test_a_section_is_added_after_another_and_opened(self, draft: Draft) -> None:
        first = draft.sections[0]
        answer = sent(draft.client, draft.address(f"sections/{first.pk}/add-after/"), heading="Money", fill="funding")
        added = Section.objects.get(heading="Money")
        assert answer.url == draft.address(f"sections/{added.pk}/")
        assert [section.heading for section in draft.sections] == ["Introduction", "Money", "Priorities"]

    def test_one_more_comes_last(self, draft: Draft) -> None:
        sent(draft.client, draft.address("sections/add/"), heading="Money")
        assert [section.heading for section in draft.sections] == ["Introduction", "Priorities", "Money"]

    def test_moves_up_and_down_and_stops_at_the_ends(self, draft: Draft) -> None:
        first, second = draft.sections
        answer = draft.client.post(draft.address(f"parts/sections/{second.pk}/up/"))
        assert answer.url == f"{draft.address()}#sections-{second.pk}-up"
        assert draft.sections == [second, first]
        answer = draft.client.post(draft.address(f"parts/sections/{second.pk}/up/"), follow=True)
        assert "stands first already" in answer.content.decode()
        draft.client.post(draft.address(f"parts/sections/{second.pk}/down/"))
        assert draft.sections == [first, second]

    def test_goes_into_the_one_before_and_out_again(self, draft: Draft) -> None:
        first, second = draft.sections
        draft.client.post(draft.address(f"parts/sections/{second.pk}/in/"))
        assert Section.objects.get(pk=second.pk).parent == first
        draft.client.post(draft.address(f"parts/sections/{second.pk}/out/"))
        assert Section.objects.get(pk=second.pk).parent is None
        assert [section.pk for section in draft.sections] == [first.pk, second.pk]
        for wrong, way in ((first, "in"), (first, "out")):
            answer = draft.client.post(draft.address(f"parts/sections/{wrong.pk}/{way}/"), follow=True)
            assert "There is a problem" not in answer.content.decode()
            assert Section.objects.get(pk=wrong.pk).parent is None

    def test_is_removed_with_what_stands_in_it_and_comes_back(self, draft: Draft) -> None:
        first, second = draft.sections
        inner = make.section(of=draft.paper, heading="Within", parent=second)
        html = draft.client.post(draft.address(f"parts/sections/{second.pk}/remove/"), follow=True).content.decode()
        assert "“Priorities” was removed." in html
        assert draft.sections == [first]
        undo = html.partition('action="/removals/')[2].partition('"')[0]
        draft.client.post(f"/removals/{undo}")
        assert {section.pk for section in draft.sections} == {first.pk, second.pk, inner.pk}

    def test_does_not_come_back_into_a_paper_that_is_out(self, draft: Draft) -> None:
        second = draft.sections[1]
        html = draft.client.post(draft.address(f"parts/sections/{second.pk}/remove/"), follow=True).content.decode()
        undo = html.partition('action="/removals/')[2].partition('"')[0]
        draft.paper.state, draft.paper.first_published_at = "published", NOW
        draft.paper.save()
        answer = draft.client.post(f"/removals/{undo}", follow=True)
        assert "The paper was published since." in answer.content.decode()
        assert second not in draft.sections
