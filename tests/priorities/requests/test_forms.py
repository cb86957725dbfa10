"""What is asked of a body about its lines, and how little it takes to answer."""

from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from priorities.forms.answers import LinkAnswersForm
from priorities.models import Action, BodyRequest
from priorities.operations.requests import AnsweredMeanwhile, Told
from priorities.summaries.requests import AnswerSheet, answer_sheet
from tests import make
from tests.make import NOW

pytestmark = pytest.mark.django_db


def sheet(asked: BodyRequest) -> AnswerSheet:
    return answer_sheet(asked, on=timezone.localdate(NOW))


def form(asked: BodyRequest, **typed: Any) -> LinkAnswersForm:
    """The form as a browser sends it: `say_1` is the answer on the first of the body's lines."""
    shown = sheet(asked)
    sent = {f"seen-{line.action_id}": line.version for line in shown.lines}
    for name, value in typed.items():
        start, _, place = name.rpartition("_")
        sent[f"{start}-{shown.lines[int(place) - 1].action_id}" if place.isdigit() else name] = value
    return LinkAnswersForm(sent, sheet=shown)


def told(asked: BodyRequest, **typed: Any) -> list[Told]:
    found = form(asked, **typed)
    assert found.is_valid(), found.errors
    return found.told


def errors(asked: BodyRequest, **typed: Any) -> list[str]:
    found = form(asked, **typed)
    assert not found.is_valid()
    return [sentence for sentences in found.errors.values() for sentence in sentences]


class TestNoChange:
    def test_on_every_line_is_one_tick(self, asked: BodyRequest, actions: list[Action]) -> None:
        answers = told(asked, anything="nothing")
        assert [(one.action_id, one.is_unchanged) for one in answers] == [(actions[0].pk, True), (actions[2].pk, True)]

    def test_on_the_lines_left_empty_is_one_tick(self, asked: BodyRequest, actions: list[Action]) -> None:
        answers = told(asked, anything="something", say_1="tell", status_1="completed", rest="on")
        assert [(one.status, one.is_unchanged) for one in answers] == [("completed", False), ("", True)]

    def test_on_one_line_leaves_the_others_for_later(self, asked: BodyRequest, actions: list[Action]) -> None:
        assert [one.action_id for one in told(asked, anything="something", say_2="same")] == [actions[2].pk]

    def test_leaves_out_what_is_in_trouble_and_asks_once_that_is_all(
        self, asked: BodyRequest, actions: list[Action]
    ) -> None:
        Action.objects.filter(pk=actions[0].pk).update(status="at-risk")
        assert [one.action_id for one in told(asked, anything="nothing", status_1="at-risk")] == [actions[2].pk]
        make.answer(of=asked, about=actions[2])
        assert errors(asked, status_1="at-risk") == [
            "1.1 is at risk: say how it stands now, and what will be done by when"
        ]

    def test_contradicts_what_is_filled_in(self, asked: BodyRequest, actions: list[Action]) -> None:
        (sentence,) = errors(asked, anything="nothing", say_1="tell", status_1="completed")
        assert sentence.startswith("You say that nothing has changed, but something is filled in for 1.1.")

    def test_does_not_contradict_what_had_to_be_filled_in(self, asked: BodyRequest, actions: list[Action]) -> None:
        Action.objects.filter(pk=actions[0].pk).update(status="at-risk")
        answers = told(asked, anything="nothing", status_1="completed")
        assert [(one.status, one.is_unchanged) for one in answers] == [("completed", False), ("", True)]


class TestWhatChanged:
    def test_wants_a_status_and_the_rest_only_where_it_matters(self, asked: BodyRequest, actions: list[Action]) -> None:
        assert told(asked, anything="something", say_1="tell", status_1="underway")[0].status == "underway"
        assert errors(asked, anything="something", say_1="tell", status_1="") == ["1.1: select how it stands"]

    def test_wants_trouble_explained(self, asked: BodyRequest, actions: list[Action]) -> None:
        assert errors(asked, anything="something", say_1="tell", status_1="off-track") == [
            "1.1: say why it is off track",
            "1.1: say what will be done to bring it back on track",
            "1.1: say which post or body will do it",
            "1.1: enter the date by which it will be back on track",
        ]

    def test_takes_trouble_that_is_explained(self, asked: BodyRequest, actions: list[Action]) -> None:
        typed = {
            "reason_1": "The grant ended.",
            "recovery_action_1": "Ask the board.",
            "recovery_owner_1": "Inspector",
        }
        dates = {
            f"recover_by_date-{actions[0].pk}_{part}": value
            for part, value in zip(("day", "month", "year"), ("31", "12", "2025"), strict=True)
        }
        shown = sheet(asked)
        found = form(asked, anything="something", say_1="tell", status_1="at-risk", **typed)
        found = LinkAnswersForm({**found.data.dict(), **dates}, sheet=shown)
        assert found.is_valid(), found.errors
        assert found.told[0].recover_by_date == date(2025, 12, 31)

    def test_forgets_trouble_where_there_is_none(self, asked: BodyRequest, actions: list[Action]) -> None:
        (answer,) = told(asked, anything="something", say_1="tell", status_1="completed", reason_1="x" * 5000)
        assert answer.reason == ""

    def test_wants_a_reason_for_what_was_dropped(self, asked: BodyRequest, actions: list[Action]) -> None:
        assert errors(asked, anything="something", say_1="tell", status_1="dropped") == [
            "1.1: say in a sentence why it was dropped"
        ]

    def test_wants_something_that_is_new(self, asked: BodyRequest, actions: list[Action]) -> None:
        assert errors(asked, anything="something", say_1="tell", status_1="planned") == [
            "1.1: say in a sentence what has changed"
        ]

    def test_complains_of_nothing_that_was_not_asked(self, asked: BodyRequest, actions: list[Action]) -> None:
        typed = {"comment_1": "x" * 5000, "status_1": "nonsense"}
        assert [one.action_id for one in told(asked, anything="something", say_2="same", **typed)] == [actions[2].pk]

    def test_refuses_what_is_too_long(self, asked: BodyRequest, actions: list[Action]) -> None:
        (sentence,) = errors(asked, anything="something", say_1="tell", status_1="completed", comment_1="word " * 300)
        assert "1,000 characters" in sentence


class TestNothing:
    def test_is_no_answer(self, asked: BodyRequest, actions: list[Action]) -> None:
        assert errors(asked) == ["Select whether anything has changed"]
        assert errors(asked, anything="something") == ["Answer at least one line, then send"]


class TestAnswered:
    def test_lines_keep_their_answer_unless_it_is_changed(self, asked: BodyRequest, actions: list[Action]) -> None:
        make.answer(of=asked, about=actions[0], status="underway", comment="Begun.")
        assert [one.action_id for one in told(asked, say_1="keep", say_2="same")] == [actions[2].pk]
        (answer,) = told(asked, say_1="tell", status_1="completed")
        assert (answer.action_id, answer.status) == (actions[0].pk, "completed")

    def test_accepted_lines_are_asked_no_more(self, asked: BodyRequest, actions: list[Action]) -> None:
        make.answer(of=asked, about=actions[0], state="accepted")
        assert [(fields.line.number, fields.may_answer) for fields in form(asked).lines] == [
            ("1.1", False),
            ("1.3", True),
        ]

    def test_one_line_left_is_asked_straight_away(self, asked: BodyRequest, actions: list[Action]) -> None:
        make.answer(of=asked, about=actions[0])
        assert form(asked).about_all is None

    def test_what_somebody_else_answered_meanwhile_stands_beside_what_was_typed(
        self, asked: BodyRequest, actions: list[Action]
    ) -> None:
        typed = {"anything": "something", "say_1": "tell", "status_1": "completed", "comment_1": "Mine."}
        mine = form(asked, **typed)
        assert mine.is_valid()
        make.answer(of=asked, about=actions[0], status="underway", comment="Theirs.")
        mine.show_both(sheet(asked), AnsweredMeanwhile([actions[0].pk]))
        first = mine.lines[0]
        assert first.is_clash
        assert first.is_open
        assert first.line.answer.comment == "Theirs."
        assert first.after[0].value() == "Mine."
        assert first.seen == first.line.version
        assert [value for value, _ in first.say.field.choices] == ["keep", "same", "tell"]


def test_hostile_text_is_tidied(asked: BodyRequest, actions: list[Action]) -> None:
    (answer,) = told(asked, anything="something", say_1="tell", status_1="completed", comment_1="A\x00B\u202ec\r\nd")
    assert answer.comment == "ABc\nd"
