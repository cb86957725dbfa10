"""Starting a return from the last, keeping its lines, and moving it from state to state."""

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from core.editing import Refused, SavedMeanwhile
from core.models import Event
from core.periods import Period
from core.removal import put_back
from funding.models import Return, ReturnLine
from funding.operations.returns import (
    CannotMove,
    CannotRemoveReturn,
    CannotStart,
    ReturnIsFrozen,
    add_missing_lines,
    change_line,
    move_return,
    remove_line,
    remove_return,
    start_return,
)
from funding.summaries.return_lists import overlapping
from funding.summaries.returns import return_summary
from tests import make
from tests.funding.returns.conftest import FIRST_HALF, NOW, SECOND_HALF

pytestmark = pytest.mark.django_db


class TestStarting:
    def test_makes_a_line_of_each_allocation_with_what_is_profiled(self, begun: Return, books: SimpleNamespace) -> None:
        patrols, lighting = begun.lines.order_by("position")
        assert (patrols.awarded, patrols.profiled, patrols.lead_body) == (40_000, 20_000, books.police)
        assert (lighting.awarded, lighting.profiled, lighting.lead_body) == (20_000, None, books.council)
        assert patrols.actual is None
        assert Event.objects.get(verb="funding.return_started").data["changes"]["lines"] == ["", "2 lines"]

    def test_goes_on_from_the_last_with_outputs_and_risks_but_no_amounts(
        self, begun: Return, books: SimpleNamespace
    ) -> None:
        begun.lines.filter(allocation=books.patrols).update(
            actual=19_000, outcome="Fewer calls.", risk="Staff leave.", lead_body=books.council
        )
        following = start_return(award=books.award, period=SECOND_HALF, by=books.officer, now=NOW)
        line = following.lines.get(allocation=books.patrols)
        assert (following.follows, line.lead_body, line.risk) == (begun, books.council, "Staff leave.")
        assert (line.actual, line.outcome) == (None, "")
        output = line.outputs.get()
        assert (output.measure, output.target, output.actual) == ("Patrols walked", 100, None)
        shown = next(one for one in return_summary(following).lines if one.id == line.pk)
        assert (shown.last.actual, shown.last.outcome, shown.last.period) == (19_000, "Fewer calls.", FIRST_HALF.stated)

    def test_of_the_next_years_award_finds_the_same_project_again(self, begun: Return, books: SimpleNamespace) -> None:
        begun.lines.filter(allocation=books.patrols).update(risk="Staff leave.")
        later = make.award(to=books.oxford, plan=books.plan, out_of=books.award.fund, period="2026-27")
        make.allocation(of=later, stream="Patrols", amount=1, recipient=books.police)
        following = start_return(award=later, period=SECOND_HALF, by=books.officer, now=NOW)
        assert following.lines.get().risk == "Staff leave."

    def test_is_refused_twice_for_a_period_and_where_nothing_is_allocated(
        self, begun: Return, books: SimpleNamespace
    ) -> None:
        with pytest.raises(CannotStart, match="already"):
            start_return(award=books.award, period=FIRST_HALF, by=books.officer, now=NOW)
        with pytest.raises(CannotStart, match="allocated"):
            start_return(award=make.award(to=books.oxford), period=FIRST_HALF, by=books.officer, now=NOW)

    def test_tells_of_the_same_days_twice_only_where_somebody_means_it(
        self, begun: Return, books: SimpleNamespace
    ) -> None:
        year = Period.parse("1 October 2025 to 30 September 2026")
        wanted = {"award": books.award, "by": books.officer, "now": NOW}
        with pytest.raises(CannotStart, match=f"overlaps the return for {FIRST_HALF}") as refused:
            start_return(period=year, **wanted)
        assert refused.value.field == "may_overlap"
        whole = start_return(period=year, may_overlap=True, **wanted)
        assert [one.period for one in overlapping(whole)] == [FIRST_HALF.stated]
        assert [one.period for one in overlapping(begun)] == [year.stated]
        with pytest.raises(CannotStart, match="already"):
            start_return(period=Period.parse("October 2025 to March 2026"), may_overlap=True, **wanted)

    def test_by_mistake_is_undone_while_nobody_was_asked(self, begun: Return, books: SimpleNamespace) -> None:
        who = {"place": books.url, "by": books.officer, "now": NOW}
        removal = remove_return(funding_return=begun, **who)
        in_months = Period.parse("October 2025 to March 2026")  # the same days
        again = start_return(award=books.award, period=in_months, by=books.officer, now=NOW)
        with pytest.raises(Refused, match="another return for this period"):
            put_back(removal=removal, by=books.officer, now=NOW)
        remove_return(funding_return=again, **who)
        put_back(removal=removal, by=books.officer, now=NOW)
        assert Return.objects.get().lines.count() == 2
        Return.objects.update(state="in-review")
        with pytest.raises(CannotRemoveReturn):
            remove_return(funding_return=begun, **who)


class TestLines:
    def change(self, line: ReturnLine, by: Any, revision: int, counted: Any = (), **values: Any) -> ReturnLine:
        return change_line(line=line, values=values, counted=dict(counted), revision=revision, by=by, now=NOW)

    def test_filled_in_by_the_officer_are_accepted_and_told(self, begun: Return, books: SimpleNamespace) -> None:
        line = begun.lines.get(allocation=books.patrols)
        output = line.outputs.get()
        self.change(
            line, books.officer, 1, {output.pk: 0}, actual=0, variance_reason="Late start.", case_study="A secret."
        )
        line.refresh_from_db()
        output.refresh_from_db()
        assert (line.actual, line.state, output.actual) == (0, "accepted", 0)
        event = Event.objects.get(verb="funding.return_line_changed")
        assert event.data["changes"]["Patrols walked"] == ["", "0"]
        assert "secret" not in str(event.data)

    def test_are_not_overwritten_by_who_did_not_see_them(self, begun: Return, books: SimpleNamespace) -> None:
        line = begun.lines.get(allocation=books.patrols)
        self.change(line, books.officer, 1, actual=5)
        with pytest.raises(SavedMeanwhile):
            self.change(ReturnLine.objects.get(pk=line.pk), books.officer, 1, actual=6)

    def test_can_be_left_out_put_back_and_added_when_missing(self, begun: Return, books: SimpleNamespace) -> None:
        line = begun.lines.get(allocation=books.patrols)
        removal = remove_line(line=line, place=books.url, by=books.officer, now=NOW)
        assert begun.lines.count() == 1
        put_back(removal=removal, by=books.officer, now=NOW)
        assert begun.lines.get(allocation=books.patrols).outputs.count() == 1
        make.allocation(of=books.award, stream="Helpline", amount=1)
        added = add_missing_lines(funding_return=begun, by=books.officer, now=NOW)
        assert [one.allocation.stream for one in added] == ["Helpline"]
        assert add_missing_lines(funding_return=begun, by=books.officer, now=NOW) == []

    def test_cannot_be_put_back_into_an_approved_return(self, reviewed: Return, books: SimpleNamespace) -> None:
        line = reviewed.lines.get(allocation=books.patrols)
        removal = remove_line(line=line, place=books.url, by=books.officer, now=NOW)
        Return.objects.update(state="approved", approved_at=NOW)
        with pytest.raises(Refused, match="The return is approved"):
            put_back(removal=removal, by=books.officer, now=NOW)
        assert reviewed.lines.count() == 1

    def test_change_no_more_once_approved(self, reviewed: Return, books: SimpleNamespace) -> None:
        Return.objects.update(state="approved", approved_at=NOW)
        with pytest.raises(ReturnIsFrozen):
            self.change(reviewed.lines.first(), books.officer, 1, actual=1)


class TestMoving:
    def move(self, found: Return, to: str, by: Any, reason: str = "", **values: Any) -> Return:
        found.refresh_from_db()
        return move_return(
            funding_return=found, to=to, revision=found.revision, values=values, reason=reason, by=by, now=NOW
        )

    def test_goes_its_way_to_the_funder_and_back_with_reasons(self, reviewed: Return, books: SimpleNamespace) -> None:
        officer = books.officer
        Return.objects.update(state="approved", approved_at=NOW)
        sent = {"sent_date": NOW.date(), "sent_to": "Office of the commissioner"}
        self.move(reviewed, "sent", officer, **sent)
        self.move(reviewed, "queried", officer, query="Why less than planned?")
        self.move(reviewed, "in-review", officer, reason="The figure was of another project")
        reviewed.refresh_from_db()
        assert (reviewed.state, reviewed.approved_at, reviewed.query) == ("in-review", None, "Why less than planned?")
        told = [event.summary for event in Event.objects.filter(verb="funding.return_moved").order_by("pk")]
        assert told == [
            f"The return on Safer streets for {FIRST_HALF} was sent on 20 April 2026 to Office of the commissioner.",
            f"The return on Safer streets for {FIRST_HALF} was queried by its funder.",
            f"The return on Safer streets for {FIRST_HALF} is in review again: The figure was of another project.",
        ]

    @pytest.mark.parametrize(
        ("start", "to", "values", "field"),
        [
            ("in-review", "with-bodies", {}, "reason"),
            ("approved", "sent", {"sent_to": "Office"}, "sent_date"),
            ("approved", "sent", {"sent_date": date(2026, 4, 21), "sent_to": "Office"}, "sent_date"),
            ("approved", "sent", {"sent_date": date(2026, 4, 19), "sent_to": "Office"}, "sent_date"),
            ("approved", "sent", {"sent_date": date(2026, 4, 20)}, "sent_to"),
            ("approved", "queried", {"query": "Why?"}, None),
            ("in-review", "approved", {}, None),
            ("not-started", "with-bodies", {}, None),
        ],
    )
    def test_wants_what_the_table_says(
        self, start: str, to: str, values: dict, field: str | None, reviewed: Return, books: SimpleNamespace
    ) -> None:
        Return.objects.update(state=start, approved_at=NOW if start == "approved" else None)
        with pytest.raises(CannotMove) as refused:
            self.move(reviewed, to, books.officer, **values)
        assert refused.value.field == field
        assert Return.objects.get().state == start

    def test_is_not_reviewed_while_an_answer_waits(self, asked: Return, books: SimpleNamespace) -> None:
        asked.lines.update(state="given")
        with pytest.raises(Refused, match="waits for you"):
            self.move(asked, "in-review", books.officer)
