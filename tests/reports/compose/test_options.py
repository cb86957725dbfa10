"""The questions of live blocks: what a form can offer for each, and what a section keeps of the answers."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reports.compose import OptionError, check_options
from reports.compose.options import OPTIONS, Kind, Option, answers_from, options_from, options_of
from reports.compose.sections import LIVE_BLOCKS
from reports.models import Section
from tests import make

pytestmark = pytest.mark.django_db


def option(fill: str, name: str) -> Option:
    return next(one for one in options_of(fill) if one.name == name)


def test_words_only_ask_nothing_and_every_live_block_has_its_questions_from_one_table() -> None:
    assert options_of("narrative") == ()
    assert {fill for fill in Section.Fill.values if fill not in LIVE_BLOCKS} == {"narrative"}
    assert all(block.options == options_of(fill) for fill, block in LIVE_BLOCKS.items())


@pytest.mark.parametrize("fill", sorted(OPTIONS))
def test_every_question_has_a_label_and_choices_where_there_is_something_to_choose(fill: str) -> None:
    plan = make.plan()
    paper = make.paper(of=plan.partnership, plan=plan)
    for one in options_of(fill):
        assert one.label
        with CaptureQueriesContext(connection) as queries:
            choices = one.choices_for(paper, plan)
        assert len(queries) <= 1
        assert one.blank or one.default or one.kind is Kind.FLAG
        assert not choices or one.kind in (Kind.CHOICE, Kind.MANY, Kind.RECORDS)
        assert one.choices_for(paper, None) == one.fixed or fill in ("seats", "cycle")


def test_records_to_choose_are_those_of_the_sections_plan_that_anybody_may_read() -> None:
    plan = make.plan()
    paper = make.paper(of=plan.partnership, plan=plan)
    told = make.achievement(of=plan, heading="Told")
    make.achievement(of=plan, heading="A live case", visibility="restricted", visibility_reason="A live case.")
    small = make.achievement(of=plan, heading="Small", is_for_paper=False)
    make.achievement(of=make.plan(of=plan.partnership, slug="other"), heading="Another year's")
    choices = option("achievements", "only").choices_for(paper, plan)
    assert [(one.value, one.label, one.group) for one in choices] == [
        (told.pk, "Told", ""),
        (small.pk, "Small", "Not marked as good for the paper"),
    ]


def test_the_priorities_to_choose_are_the_plans_in_its_order() -> None:
    plan = make.plan()
    second = make.priority(of=plan, title="Second", position=2)
    first = make.priority(of=plan, title="First", position=1)
    choices = option("priorities", "only").choices_for(make.paper(of=plan.partnership), plan)
    assert [one.value for one in choices] == [first.pk, second.pk]


def test_answers_are_kept_plain_and_blanks_are_left_out() -> None:
    kept = options_from("members", {"standing": ["responsible"], "as_at": date(2026, 4, 1)})
    assert kept == {"standing": ["responsible"], "as_at": "2026-04-01"}
    assert options_from("members", {"standing": [], "as_at": None}) == {}
    assert options_from("priorities", {"as": "bullets", "only": ["3", "5"], "with_status": True, "standing": ""}) == {
        "as": "bullets", "only": [3, 5], "with_status": True,
    }  # fmt: skip


def test_a_form_begins_with_the_sections_options_or_what_no_answer_means() -> None:
    assert answers_from("members", {"as_at": "2026-04-01"}) == {"standing": [], "as_at": date(2026, 4, 1)}
    assert answers_from("priorities", {}) == {"as": "headings", "only": [], "standing": "", "with_status": False}


@pytest.mark.parametrize(
    ("fill", "options", "words"),
    [
        ("members", {"as_at": "last May"}, "as_at cannot be “last May”"),
        ("members", {"standing": ["royal"]}, "choose one of"),
        ("priorities", {"only": ["1"]}, "only cannot be"),
        ("priorities", {"with_status": "yes"}, "with_status cannot be"),
        ("seats", {"group": 5}, "group cannot be"),
    ],
)
def test_answers_of_the_wrong_kind_are_refused(fill: str, options: dict[str, object], words: str) -> None:
    with pytest.raises(OptionError, match=words):
        check_options(fill, options)
