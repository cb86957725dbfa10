"""The details and the head of a draft."""

from datetime import date

import pytest

from core.models import Event
from reports.models import HeaderValue, Paper
from tests import make
from tests.pages import queries_of
from tests.reports.pages.desk import Draft, begun, sent
from tests.world import logged_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft() -> Draft:
    return begun()


def head_of(draft: Draft) -> dict[str, tuple[str, str]]:
    values = HeaderValue.objects.filter(paper=draft.paper)
    return {value.key: (value.standing, value.text) for value in values}


class TestDetails:
    def test_are_saved_and_the_head_follows_the_title(self, draft: Draft) -> None:
        answer = sent(draft.client, draft.address("draft/details/"), title="Annual Report", version="2")
        assert answer.url == f"{draft.address()}#details"
        paper = Paper.objects.get(pk=draft.paper.pk)
        assert (paper.title, paper.version) == ("Annual Report", "2")
        assert head_of(draft)["title"] == ("stated", "Annual Report")
        assert (
            Event.objects.get().summary == "Changed the title, the version and the head of the paper “Annual Report”."
        )

    def test_a_title_of_its_own_in_the_head_stays(self, draft: Draft) -> None:
        draft.paper.header_values.filter(key="title").update(text="Something else")
        sent(draft.client, draft.address("draft/details/"), title="Annual Report")
        assert head_of(draft)["title"] == ("stated", "Something else")

    def test_the_date_is_the_meetings_where_none_is_given(self, draft: Draft) -> None:
        meeting = make.meeting(of=draft.paper.partnership, on=date(2026, 10, 6))
        make.header_field(of=draft.paper.house_style, key="date", label="Date")
        make.header_value(of=draft.paper, key="date")
        sent(draft.client, draft.address("draft/details/"), meeting=str(meeting.pk))
        assert Paper.objects.get(pk=draft.paper.pk).date == date(2026, 10, 6)
        assert head_of(draft)["date"] == ("stated", "6 October 2026")

    def test_another_house_style_asks_for_what_is_its_own(self, draft: Draft) -> None:
        style = make.house_style(of=draft.paper.partnership, name="Scrutiny")
        for key in ("to", "wards"):
            make.header_field(of=style, key=key, label=key.title())
        make.implication_kind(of=style, label="Climate")
        sent(draft.client, draft.address("draft/details/"), house_style=str(style.pk))
        assert head_of(draft)["to"] == ("stated", "Council")
        assert head_of(draft)["wards"] == ("blank", "")
        assert [one.label for one in draft.paper.implications.all()] == ["Climate"]

    def test_takes_as_many_queries_with_twenty_papers_as_with_two(self, draft: Draft) -> None:
        few = queries_of(draft.client, draft.address("draft/details/"))
        for number in range(18):
            make.paper(of=draft.paper.partnership)
            make.plan(of=draft.paper.partnership, slug=f"plan-{number}")
            make.meeting(of=draft.paper.partnership, on=date(2026, 10, 6))
        assert queries_of(draft.client, draft.address("draft/details/")) == few

    def test_are_for_keepers(self, draft: Draft) -> None:
        member = make.role(of=draft.paper.partnership, kind="approver").user
        for end in ("draft/details/", "draft/head/"):
            assert logged_in(member).get(draft.address(end)).status_code == 404
            assert logged_in(make.stranger()).get(draft.address(end)).status_code == 404
            assert draft.client.delete(draft.address(end)).status_code == 405


class TestTheHead:
    @pytest.mark.parametrize(
        ("typed", "kept"),
        [
            ({"to-text": "Scrutiny Committee"}, ("stated", "Scrutiny Committee")),
            ({"to-standing": "na"}, ("na", "")),
            ({"to-standing": "none"}, ("none", "")),
            ({"to-standing": "blank"}, ("blank", "")),
            ({"to-standing": "blank", "to-text": "Scrutiny"}, ("stated", "Scrutiny")),
            ({"to-standing": "absent"}, None),
        ],
    )
    def test_blank_na_none_and_left_out_are_four_things(
        self, typed: dict[str, str], kept: tuple[str, str] | None, draft: Draft
    ) -> None:
        answer = sent(draft.client, draft.address("draft/head/"), **typed)
        assert answer.url == f"{draft.address()}#head"
        assert head_of(draft).get("to") == kept
        assert head_of(draft)["title"] == ("stated", draft.paper.title)
        (event,) = Event.objects.all()
        assert event.summary == f"Changed in the head of “{draft.paper.title}”: To."

    def test_a_field_that_was_left_out_comes_back(self, draft: Draft) -> None:
        draft.paper.header_values.filter(key="to").delete()
        sent(draft.client, draft.address("draft/head/"), **{"to-text": "Council"})
        assert head_of(draft)["to"] == ("stated", "Council")

    def test_nothing_changed_tells_nothing(self, draft: Draft) -> None:
        sent(draft.client, draft.address("draft/head/"))
        assert not Event.objects.exists()

    def test_refers_only_to_what_is_there(self, draft: Draft) -> None:
        answer = sent(draft.client, draft.address("draft/head/"), **{"to-text": "See {{figure:1}}"})
        assert answer.status_code == 422
        assert "names no figure that this paper may show" in answer.content.decode()
        assert head_of(draft)["to"] == ("stated", "Council")
