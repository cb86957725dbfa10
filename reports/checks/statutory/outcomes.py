"""What a statutory rule comes to, with what shows it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from core.formats import day, listed
from reports.checks.finding import Finding, Place, Result, Rule
from reports.checks.standing import PlanStanding, PriorityStanding

RESULTS = {
    Result.PASS: "✓ Pass",
    Result.FAIL: "✗ Fail",
    Result.NOT_APPLICABLE: "Not applicable",
    Result.NOT_EVIDENCED: "? Not evidenced",
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a rule came to: its result, what shows it, and what to do where it is not met."""

    result: Result
    evidence: str
    to_do: str = ""


@dataclass(frozen=True, slots=True)
class Ruling:
    """One rule of the statutory check with its outcome. `code` is its letter and number ("P1")."""

    code: str
    rule: Rule
    outcome: Outcome

    @property
    def result_label(self) -> str:
        """The result in words: "Not evidenced"."""
        return RESULTS[self.outcome.result]

    @property
    def finding(self) -> Finding | None:
        """The finding, where the rule is broken. What is merely not evidenced stands in the table of rules alone."""
        if self.outcome.result != Result.FAIL:
            return None
        return Finding(self.rule, self.outcome.evidence, self.outcome.to_do, Place(name=self.code))


def passes(evidence: str) -> Outcome:
    """The rule is met, as this shows."""
    return Outcome(Result.PASS, evidence)


def fails(evidence: str, to_do: str) -> Outcome:
    """The rule is broken."""
    return Outcome(Result.FAIL, evidence, to_do)


def unevidenced(evidence: str, to_do: str) -> Outcome:
    """Nothing here shows whether the rule is met."""
    return Outcome(Result.NOT_EVIDENCED, evidence, to_do)


def inapplicable(why: str) -> Outcome:
    """The rule asks nothing of this plan or paper."""
    return Outcome(Result.NOT_APPLICABLE, why)


def recorded(duty: str, nothing: str) -> Callable[[PlanStanding], Outcome]:
    """A duty that is met by a record of it, and otherwise not evidenced."""

    def outcome(plan: PlanStanding) -> Outcome:
        record = plan.records.get(duty)
        if record is None:
            return unevidenced(nothing, "Record it under the plan’s duties: what, when and where it can be seen.")
        if record.done_on is None and not record.address:
            return unevidenced(f"It is recorded without a date or an address: {record.text}", "Add one of them.")
        when = f" ({day(record.done_on)})" if record.done_on else ""
        return passes(f"{record.text.rstrip('.')}{when}.")

    return outcome


def few(names: Iterable[str]) -> str:
    """Up to four names, and how many more there are."""
    known = list(names)
    more = len(known) - 4
    return listed(known if more <= 1 else [*known[:4], f"{more} more"])


def each(
    priorities: tuple[PriorityStanding, ...],
    count: Callable[[PriorityStanding], int],
    *,
    none: str,
    to_do: str,
    met: str,
) -> Outcome:
    if not priorities:
        return unevidenced("The plan has no priorities.", "Add its priorities.")
    without = [priority.name for priority in priorities if not count(priority)]
    return unevidenced(none.format(few(without)), to_do) if without else passes(met)
