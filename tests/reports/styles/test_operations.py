"""Keeping house styles, what belongs to them, and pre-election periods."""

from datetime import date

import pytest

from core.editing import SavedMeanwhile
from core.models import Event
from core.removal import put_back
from reports.models import ApproverRole, HeaderField, HouseStyle, ImplicationKind
from reports.operations.pre_election import (
    add_pre_election_period,
    change_pre_election_period,
    remove_pre_election_period,
)
from reports.operations.style_parts import (
    CannotMove,
    add_style_part,
    change_style_part,
    move_style_part,
    remove_style_part,
)
from reports.operations.styles import (
    BeginsTooEarly,
    StyleInUse,
    add_house_style,
    change_house_style,
    copy_house_style,
    remove_house_style,
)
from tests import make
from tests.make.shared import NOW

pytestmark = pytest.mark.django_db
PICTURE = "data:image/png;base64,iVBORw0KGgo"


@pytest.fixture
def made(keeper):
    return {"by": keeper, "now": NOW}


def last_event():
    return Event.objects.order_by("-pk").first()


class TestHouseStyles:
    def test_a_new_one_begins_with_the_head_that_papers_usually_have(self, oxford, made):
        style = add_house_style(partnership=oxford, values={"name": "Cabinet", "masthead": "Oxford"}, **made)
        labels = list(style.header_fields.order_by("position").values_list("label", flat=True))
        assert labels[:2] == ["To", "Date"]
        assert "Recommendations" in labels
        assert style.implication_kinds.filter(label="Legal implications").exists()
        assert last_event().summary == "Added the house style “Cabinet”."

    def test_a_change_tells_what_was_and_what_is(self, style, made):
        change_house_style(style=style, values={"numbering": "decimal"}, revision=1, **made)
        assert last_event().data["changes"] == {
            "numbering": ["1, 2, 3 … through the whole paper", "1.1, 1.2 … within each section"]
        }

    def test_the_log_of_an_uploaded_logo_holds_its_digest_and_not_the_picture(self, style, made):
        values = {"logo_image": PICTURE, "logo_alt": "The crest"}
        change_house_style(style=style, values=values, revision=1, **made)
        told = last_event().data["changes"]["logo_image"]
        assert told[0] == ""
        assert told[1].startswith(f"{len(PICTURE)} characters, digest ")
        assert "iVBOR" not in str(last_event().data)

    def test_of_two_who_change_it_the_second_is_told(self, style, made):
        change_house_style(style=style, values={"masthead": "Oxford"}, revision=1, **made)
        with pytest.raises(SavedMeanwhile):
            change_house_style(style=style, values={"masthead": "Cambridge"}, revision=1, **made)

    def test_a_copy_brings_everything_along_and_ends_the_old_one(self, style, made):
        HouseStyle.objects.filter(pk=style.pk).update(logo_image=PICTURE, logo_alt="The crest", colour="#7a1f5c")
        new = copy_house_style(style=style, values={"name": "New", "from_date": date(2027, 5, 1)}, **made)
        style.refresh_from_db()
        assert style.until_date == date(2027, 4, 30)
        assert (new.colour, new.logo_image, new.masthead) == ("#7a1f5c", PICTURE, "Oxford City Council")
        for model in (HeaderField, ApproverRole, ImplicationKind):
            old, copied = (
                [str(part) for part in model.objects.filter(house_style=one).order_by("position")]
                for one in (style, new)
            )
            assert old == copied
        assert f"reports.housestyle:{style.pk}" in str(last_event().data)

    def test_a_copy_leaves_papers_where_they_are(self, style, made):
        paper = make.paper(of=style.partnership, house_style=style)
        copy_house_style(style=style, values={"name": "New", "from_date": date(2027, 5, 1)}, **made)
        paper.refresh_from_db()
        assert paper.house_style == style

    def test_an_old_one_that_ended_earlier_keeps_its_last_day(self, style, made):
        HouseStyle.objects.filter(pk=style.pk).update(until_date=date(2026, 12, 31))
        copy_house_style(style=style, values={"name": "New", "from_date": date(2027, 5, 1)}, **made)
        style.refresh_from_db()
        assert style.until_date == date(2026, 12, 31)

    def test_a_copy_cannot_begin_before_the_one_it_follows(self, style, made):
        HouseStyle.objects.filter(pk=style.pk).update(from_date=date(2027, 5, 1))
        with pytest.raises(BeginsTooEarly, match="itself begins on 1 May 2027"):
            copy_house_style(style=style, values={"name": "New", "from_date": date(2027, 5, 1)}, **made)
        assert HouseStyle.objects.count() == 1

    def test_one_that_no_paper_is_in_can_be_removed_and_put_back_whole(self, style, made):
        removal = remove_house_style(style=style, place="/", **made)
        assert not HouseStyle.objects.exists()
        put_back(removal=removal, **made)
        assert HouseStyle.objects.get().header_fields.count() == 3

    def test_one_that_papers_are_in_cannot_be_removed(self, style, made):
        make.paper(of=style.partnership, house_style=style)
        with pytest.raises(StyleInUse, match="1 paper is in the house style “Report to Council”, so it cannot"):
            remove_house_style(style=style, place="/", **made)


class TestWhatBelongsToOne:
    def test_a_new_part_stands_last(self, style, made):
        part = ImplicationKind(house_style=style)
        added = add_style_part(part=part, values={"label": "Legal implications"}, **made)
        assert added.position == 2
        assert last_event().summary == (
            "Added the kind of implications “Legal implications” to the house style “Report to Council”."
        )

    def test_a_change_of_a_label_is_told(self, style, made):
        field = style.header_fields.get(key="to")
        change_style_part(part=field, values={"label": "To the"}, revision=1, **made)
        assert last_event().data["changes"] == {"label": ["To", "To the"]}

    def test_a_field_moves_within_its_block(self, style, made):
        date_field = style.header_fields.get(key="date")
        move_style_part(part=date_field, up=True, **made)
        keys = list(style.header_fields.order_by("position", "pk").values_list("key", flat=True))
        assert keys == ["date", "to", "recommendations"]
        with pytest.raises(CannotMove, match="stands first already"):
            move_style_part(part=date_field, up=True, **made)

    def test_a_field_does_not_move_into_the_next_block(self, style, made):
        with pytest.raises(CannotMove, match="stands last already"):
            move_style_part(part=style.header_fields.get(key="date"), up=False, **made)

    def test_fields_of_one_position_are_put_in_order_by_a_move(self, style, made):
        style.header_fields.update(position=0)
        move_style_part(part=style.header_fields.get(key="date"), up=True, **made)
        keys = list(style.header_fields.order_by("position", "pk").values_list("key", flat=True))
        assert keys == ["date", "to", "recommendations"]

    def test_a_part_can_be_removed_and_put_back(self, style, made):
        removal = remove_style_part(part=style.approver_roles.get(), place="/", **made)
        assert not style.approver_roles.exists()
        put_back(removal=removal, **made)
        assert style.approver_roles.get().function == "Finance"


class TestPreElectionPeriods:
    def test_one_is_added_changed_removed_and_put_back(self, oxford, made):
        values = {"name": "County elections", "from_date": date(2029, 3, 20), "until_date": date(2029, 5, 3)}
        period = add_pre_election_period(partnership=oxford, values=values, **made)
        changed = change_pre_election_period(period=period, values={"holds": True}, revision=1, **made)
        assert changed.holds
        assert last_event().data["changes"] == {"holds": ["No", "Yes"]}
        removal = remove_pre_election_period(period=changed, place="/", **made)
        put_back(removal=removal, **made)
        assert oxford.pre_election_periods.get().name == "County elections"
