"""Returns to the funder as pages and documents read them: each line with what was said the last time, and the sums."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import F, QuerySet

from core.formats import number
from core.ordering import in_order
from funding.models import Award, Return, ReturnLine, ReturnOutput, ReturnRequest
from funding.return_rules import total, variance, wants_reason

ANSWERED = (ReturnLine.State.GIVEN, ReturnLine.State.ACCEPTED)
NO_SPEND = "Say what was spent, 0 for nothing; or why it is not known."
NO_REASON = "Say why it differs from the profile."


@dataclass(frozen=True, slots=True)
class OutputLine:
    """Something that a project counts. Amounts that nobody gave are None."""

    id: int
    measure: str
    unit: str
    target: Decimal | None
    actual: Decimal | None
    note: str
    revision: int

    @property
    def in_words(self) -> str:
        """ "412 people (target 400)", "81% (target 70%)"."""
        said = "Not known" if self.actual is None else self._of_unit(self.actual)
        return said if self.target is None else f"{said} (target {self._of_unit(self.target)})"

    def _of_unit(self, amount: Decimal) -> str:
        return f"{number(amount)}%" if self.unit == "%" else f"{number(amount)} {self.unit}".rstrip()


@dataclass(frozen=True, slots=True)
class LastTime:
    """What a line said in the return before."""

    period: str
    actual: Decimal | None
    forecast: Decimal | None
    variance_reason: str
    narrative: str
    outcome: str
    risk: str
    counted: tuple[OutputLine, ...]

    @property
    def has_words(self) -> bool:
        return bool(self.narrative or self.outcome or self.risk)


@dataclass(frozen=True, slots=True)
class LineSummary:
    """One project of a return; amounts are in pounds for its period, `forecast` for the whole of the allocation's."""

    id: int
    revision: int
    allocation_id: int
    project: str
    recipient: str
    lead_body: str
    lead_body_id: int | None
    state: str
    state_label: str
    awarded: Decimal | None
    profiled: Decimal | None
    actual: Decimal | None
    forecast: Decimal | None
    variance_reason: str
    narrative: str
    outcome: str
    risk: str
    case_study: str
    note: str
    given_at: datetime | None
    outputs: tuple[OutputLine, ...]
    last: LastTime | None

    @property
    def variance(self) -> Decimal | None:
        return variance(self.actual, self.profiled)

    @property
    def waits(self) -> bool:
        """Whether an answer waits for the officer."""
        return self.state == ReturnLine.State.GIVEN

    @property
    def is_answered(self) -> bool:
        return self.state in ANSWERED

    @property
    def problems(self) -> tuple[str, ...]:
        """What stands between this line and approval, each in a sentence that says what to do."""
        found = []
        if wants_reason(self.actual, self.profiled) and not self.variance_reason.strip():
            found.append(NO_SPEND if self.actual is None else NO_REASON)
        if self.state == ReturnLine.State.GIVEN:
            found.append("Accept the answer or send it back.")
        elif not found and self.state != ReturnLine.State.ACCEPTED:
            found.append("It is not answered yet.")
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Totals:
    """The sums of the lines that give an amount; None where no line does. `missing` says how many give none.

    `variance` is of the lines that give both amounts: `whole_variance` of all, None where one gives none, as the sums
    beside it would not differ by it.
    """

    awarded: Decimal | None
    profiled: Decimal | None
    actual: Decimal | None
    forecast: Decimal | None
    variance: Decimal | None
    missing_actual: int
    missing_profile: int
    missing_forecast: int
    missing_variance: int

    @property
    def whole_variance(self) -> Decimal | None:
        return None if self.missing_variance else self.variance


@dataclass(frozen=True, slots=True)
class ReturnSummary:
    """A return with its lines in order, and whose money it accounts for."""

    id: int
    revision: int
    award_id: int
    award: str
    reference: str
    fund: str
    funder: str
    partnership: str
    award_period: str
    announced: Decimal | None
    period: str
    period_start: date | None
    period_end: date | None
    state: str
    state_label: str
    due_date: date | None
    answers_due_date: date | None
    narrative: str
    query: str
    sent_date: date | None
    sent_to: str
    approved_at: datetime | None
    follows: str
    lines: tuple[LineSummary, ...]

    @property
    def is_frozen(self) -> bool:
        return self.state in Return.FROZEN

    @property
    def totals(self) -> Totals:
        compared = [line for line in self.lines if line.variance is not None]
        return Totals(
            awarded=total([line.awarded for line in self.lines]),
            profiled=total([line.profiled for line in self.lines]),
            actual=total([line.actual for line in self.lines]),
            forecast=total([line.forecast for line in self.lines]),
            variance=total([line.variance for line in compared]),
            missing_actual=sum(line.actual is None for line in self.lines),
            missing_profile=sum(line.profiled is None for line in self.lines),
            missing_forecast=sum(line.forecast is None for line in self.lines),
            missing_variance=len(self.lines) - len(compared),
        )

    @property
    def unallocated(self) -> Decimal | None:
        """What was announced less what the lines were awarded; None where nothing was announced."""
        awarded = self.totals.awarded
        return None if self.announced is None or awarded is None else self.announced - awarded

    @property
    def waiting(self) -> tuple[LineSummary, ...]:
        return tuple(line for line in self.lines if line.waits)

    @property
    def with_problems(self) -> tuple[LineSummary, ...]:
        return tuple(line for line in self.lines if line.problems)


def return_summary(funding_return: Return, *, bodies: Collection[int] | None = None) -> ReturnSummary:
    """A return with every line; with `bodies` only the lines that these lead. 4 queries, and 1 for what it is of."""
    award = Award.objects.select_related("fund__body", "partnership").get(pk=funding_return.award_id)
    return ReturnSummary(
        id=funding_return.pk,
        revision=funding_return.revision,
        award_id=award.pk,
        award=award.title,
        reference=award.reference,
        fund=award.fund.name,
        funder=award.fund.body.name,
        partnership=award.partnership.name,
        award_period=award.period_stated,
        announced=award.amount_announced,
        period=funding_return.period_stated,
        period_start=funding_return.period_start,
        period_end=funding_return.period_end,
        state=funding_return.state,
        state_label=str(funding_return.get_state_display()),
        due_date=funding_return.due_date,
        answers_due_date=funding_return.answers_due_date,
        narrative=funding_return.narrative,
        query=funding_return.query,
        sent_date=funding_return.sent_date,
        sent_to=funding_return.sent_to,
        approved_at=funding_return.approved_at,
        follows=str(funding_return.follows.period_stated) if funding_return.follows else "",
        lines=lines_of(funding_return, bodies=bodies),
    )


def lines_of(funding_return: Return, *, bodies: Collection[int] | None = None) -> tuple[LineSummary, ...]:
    """The lines of a return, each with its outputs and what it said last time. 2 queries, and 2 for last time's."""
    lines = _with_outputs(funding_return.lines.all())
    if bodies is not None:
        lines = lines.filter(lead_body__in=bodies)
    last = _last_time(funding_return)
    return tuple(_line(line, last) for line in lines)


def lines_of_body(asked: ReturnRequest) -> tuple[LineSummary, ...]:
    """The lines that one body is asked for."""
    return lines_of(asked.funding_return, bodies=[asked.body_id])


def last_return(award: Award) -> Return | None:
    """The return from which the next one of an award starts: its newest, or else the newest of the same fund. 1 or 2
    queries.
    """
    newest = (F("period_end").desc(nulls_last=True), "-pk")
    of_fund = Return.objects.filter(award__partnership=award.partnership_id, award__fund=award.fund_id)
    return Return.objects.filter(award=award).order_by(*newest).first() or of_fund.order_by(*newest).first()


def known_as(line: ReturnLine) -> tuple[str, int | None]:
    """By what a project is found again in the return of another award."""
    return (line.allocation.stream.casefold(), line.allocation.recipient_id)


def _with_outputs(lines: QuerySet[ReturnLine]) -> QuerySet[ReturnLine]:
    found = lines.select_related("allocation__recipient", "lead_body").prefetch_related("outputs")
    return found.order_by("position", "pk")


def _last_time(funding_return: Return) -> dict[object, LastTime]:
    """What each project said the last time, by its allocation and by what it is known as."""
    if funding_return.follows_id is None:
        return {}
    found: dict[object, LastTime] = {}
    for line in _with_outputs(ReturnLine.objects.filter(funding_return=funding_return.follows_id)).select_related(
        "allocation__recipient", "lead_body", "funding_return"
    ):
        told = LastTime(
            period=line.funding_return.period_stated,
            actual=line.actual,
            forecast=line.forecast,
            variance_reason=line.variance_reason,
            narrative=line.narrative,
            outcome=line.outcome,
            risk=line.risk,
            counted=tuple(_output(output) for output in in_order(line.outputs.all())),
        )
        found[line.allocation_id] = found[known_as(line)] = told
    return found


def _line(line: ReturnLine, last: dict[object, LastTime]) -> LineSummary:
    return LineSummary(
        id=line.pk,
        revision=line.revision,
        allocation_id=line.allocation_id,
        project=line.allocation.stream,
        recipient=line.allocation.recipient.name if line.allocation.recipient else "",
        lead_body=line.lead_body.name if line.lead_body else "",
        lead_body_id=line.lead_body_id,
        state=line.state,
        state_label=str(line.get_state_display()),
        awarded=line.awarded,
        profiled=line.profiled,
        actual=line.actual,
        forecast=line.forecast,
        variance_reason=line.variance_reason,
        narrative=line.narrative,
        outcome=line.outcome,
        risk=line.risk,
        case_study=line.case_study,
        note=line.note,
        given_at=line.given_at,
        outputs=tuple(_output(output) for output in in_order(line.outputs.all())),
        last=last.get(line.allocation_id) or last.get(known_as(line)),
    )


def _output(output: ReturnOutput) -> OutputLine:
    return OutputLine(
        id=output.pk,
        measure=output.measure,
        unit=output.unit,
        target=output.target,
        actual=output.actual,
        note=output.note,
        revision=output.revision,
    )
