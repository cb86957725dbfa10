"""What the figures of a draft cite: their records, what these say now, and who entered them.

A citation is "app.model:pk" or "app.model:pk:part" (`reports.content.Span.cite`). Only records within a paper's reach
are told of: those of its own partnership and of the districts' agreed plans, and never what is restricted.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Q
from django.urls import reverse

from achievements.models import Figure
from achievements.summaries import read_as
from core.formats import money, number
from core.models import Sourced
from core.prose import gist
from core.summaries import Asked, EventLine, event_page
from funding.models import Allocation, Award
from funding.reconciliation import Kind as Apart
from funding.summaries import reconciled, why_it_differs
from priorities.models import Plan, Target
from reports.compose.watching import value_in_words
from reports.compose.within_reach import figures_within_reach, plans_within_reach
from reports.models import Paper
from scorecard.models import Baseline, Measurement

MOST_DIGITS = 18
PARTS_OF_AWARD = {
    "announced": "the amount announced",
    "printed": "the total as printed",
    "rows": "the total of its rows, worked out",
    "printed-difference": "the difference between the total as printed and its rows, worked out",
    "difference": "the difference between the amount announced and its rows, worked out",
}
DIFFERENCES = {"printed-difference": Apart.PRINTED, "difference": Apart.ANNOUNCED}


@dataclass(frozen=True, slots=True)
class CitedFigure:
    """A figure of a draft with its record: `record` says which it is, `address` is the page where it is kept.

    `stated` are its words in a paper, `means` what the portal takes them to mean. `as_at` is the last day it speaks
    of. Who entered it, and when, is known only where the history tells of it.
    """

    cite: str
    record: str
    stated: str
    plan: str
    address: str
    address_label: str
    means: str = ""
    what: str = ""
    period: str = ""
    area: str = ""
    source: str = ""
    note: str = ""
    as_at: date | None = None
    entered_by: str = ""
    entered_at: datetime | None = None
    entered_how: str = ""

    @property
    def token(self) -> str:
        """What officers write to state it in the paper's words ({{figure:12}}); empty where nothing does."""
        kind, _, key = self.cite.partition(":")
        return f"{{{{figure:{key}}}}}" if kind == "achievements.figure" else ""


class Cite(NamedTuple):
    """A citation taken apart."""

    text: str
    kind: str
    pk: int
    part: str


Reader = Callable[[Paper, dict[int, list[Cite]]], Iterator[tuple[CitedFigure, Plan, int]]]
Known = tuple[CitedFigure, Plan, int]


def cited(paper: Paper, cite: str) -> CitedFigure | None:
    """The figure that a citation in this paper names, with who entered it last; None where there is none within the
    paper's reach. At most 4 queries.
    """
    found = _known(paper, [cite]).get(cite)
    if found is None:
        return None
    figure, plan, owner = found
    parsed = _parsed(cite)
    if parsed is None:
        return None
    told = _last_told(plan, parsed.kind, parsed.pk)
    if told is None and owner:
        told = _last_told(plan, "achievements.achievement", owner)
    if told is None:
        return figure
    if plan.partnership_id != paper.partnership_id:  # whose people are not told of to another partnership's
        return replace(figure, entered_by=plan.partnership.name, entered_at=told.at, entered_how=told.sentence)
    return replace(figure, entered_by=told.who, entered_at=told.at, entered_how=told.sentence)


def figures_cited(paper: Paper, cites: Iterable[str]) -> dict[str, CitedFigure]:
    """The figures that some citations name, by citation, as their records are now. At most 2 queries for each kind, 8
    for awards.
    """
    return {cite: figure for cite, (figure, _, _) in _known(paper, cites).items()}


def _known(paper: Paper, cites: Iterable[str]) -> dict[str, Known]:
    by_kind: dict[str, dict[int, list[Cite]]] = {}
    for parsed in (_parsed(cite) for cite in cites):
        if parsed is not None and parsed.kind in READERS:
            by_kind.setdefault(parsed.kind, {}).setdefault(parsed.pk, []).append(parsed)
    found = (known for kind, wanted in by_kind.items() for known in READERS[kind](paper, wanted))
    return {known[0].cite: known for known in found}


def _parsed(cite: str) -> Cite | None:
    kind, _, rest = cite.partition(":")
    pk, _, part = rest.partition(":")
    if not (pk.isascii() and pk.isdigit() and len(pk) <= MOST_DIGITS):
        return None
    return Cite(cite, kind, int(pk), part)


def _last_told(plan: Plan, kind: str, pk: int) -> EventLine | None:
    """The last thing that the history tells of a record."""
    lines = event_page(plan.partnership.event_chain, Asked(record_type=kind, record_id=str(pk))).lines
    return lines[0] if lines else None


def _figures(paper: Paper, wanted: dict[int, list[Cite]]) -> Iterator[Known]:
    found = figures_within_reach(paper).filter(pk__in=wanted)
    for one in found.select_related(
        "achievement__plan__partnership", "finding__plan__partnership", "finding__evidence", "area", "evidence"
    ):
        plan, told = _owner(one)
        basis = "" if one.basis == Figure.Basis.RECORDED else str(one.get_basis_display())
        figure = CitedFigure(
            cite="",
            record=f"A figure of {told}",
            stated=" ".join(one.stated.split()),
            plan=plan.title,
            address=_page_of(one, plan),
            address_label="Its figure in the log of achievements" if one.achievement else "The findings of the plan",
            means=", ".join(part for part in (read_as(one), basis) if part),
            what=one.what,
            period=one.period_stated,
            area=one.area.name if one.area else "",
            source=_sources(one.evidence.name if one.evidence else "", one.reported_by, one),
            note=one.note,
            as_at=one.period_end,
        )
        yield from _each(wanted[one.pk], {"": figure}, plan, one.achievement_id or 0)


def _owner(one: Figure) -> tuple[Plan, str]:
    if one.achievement:
        return one.achievement.plan, f"the achievement “{one.achievement.heading or gist(one.achievement.text)}”"
    finding = one.finding
    assert finding is not None  # noqa: S101  a figure has one of the two (achievements_figure_has_one_owner)
    return finding.plan, f"the finding “{gist(finding.text)}”"


def _page_of(one: Figure, plan: Plan) -> str:
    slugs = [plan.partnership.slug, plan.slug]
    if one.achievement_id:
        return reverse("achievements:figure_edit", args=[*slugs, one.achievement_id, one.pk])
    return reverse("priorities:basis", args=slugs)


def _awards(paper: Paper, wanted: dict[int, list[Cite]]) -> Iterator[Known]:
    awards = Award.objects.filter(pk__in=wanted, plan__in=plans_within_reach(paper))
    found = list(awards.select_related("plan__partnership", "fund__body"))
    reconciliations = reconciled(found, on=date.max)  # none of the parts below depends on the day
    for one in found:
        if one.plan is None:
            continue
        sums = reconciliations[one.pk]
        apart = {name: sums.difference(kind) for name, kind in DIFFERENCES.items()}
        worth = {
            "announced": sums.announced,
            "printed": sums.printed,
            "rows": sums.allocated,
            **{name: difference.amount if difference else None for name, difference in apart.items()},
        }
        parts = {
            part: CitedFigure(
                cite="",
                record=f"The award “{one.title}”: {PARTS_OF_AWARD[part]}",
                stated=money(amount),
                plan=one.plan.title,
                address=reverse("funding:funding", args=[one.plan.partnership.slug, one.plan.slug]),
                address_label="The money of the plan",
                what=str(one.get_basis_display()),
                period=one.period_stated,
                source=_sources(str(one.fund.body), one.fund.name, one),
                note=why_it_differs(sums),
                as_at=one.period_end,
            )
            for part, amount in worth.items()
            if amount is not None
        }
        yield from _each(wanted[one.pk], parts, one.plan)


def _allocations(paper: Paper, wanted: dict[int, list[Cite]]) -> Iterator[Known]:
    found = Allocation.objects.filter(pk__in=wanted, award__plan__in=plans_within_reach(paper))
    for one in found.select_related("award__plan__partnership", "award__fund__body", "recipient"):
        plan = one.award.plan
        if plan is None:
            continue
        figure = CitedFigure(
            cite="",
            record=f"The row “{one.stream}” of the award “{one.award.title}”",
            stated=money(one.amount),
            plan=plan.title,
            address=reverse("funding:funding", args=[plan.partnership.slug, plan.slug]),
            address_label="The money of the plan",
            what=f"to {one.recipient}" if one.recipient else "",
            period=one.award.period_stated,
            source=_sources(str(one.award.fund.body), one.award.fund.name, one),
            note=one.note,
            as_at=one.award.period_end,
        )
        yield from _each(wanted[one.pk], {"amount": figure}, plan)


def _measurements(paper: Paper, wanted: dict[int, list[Cite]]) -> Iterator[Known]:
    found = Measurement.objects.filter(pk__in=wanted, indicator__plan__in=plans_within_reach(paper))
    for one in found.select_related("indicator__plan__partnership", "indicator__data_source", "measure", "area"):
        indicator, plan = one.indicator, one.indicator.plan
        if plan is None:
            continue
        figure = CitedFigure(
            cite="",
            record=f"A measurement of “{gist(indicator.definition)}” ({indicator.theme})",
            stated=value_in_words(one.stated, one.value, indicator.unit),
            plan=plan.title,
            address=reverse("scorecard:scorecard", args=[plan.partnership.slug, plan.slug]),
            address_label="The scorecard of the plan",
            means=f"{number(one.value)} {indicator.unit}".strip() + (", provisional" if one.is_provisional else ""),
            what=one.measure.text if one.measure else "",
            period=one.period_stated,
            area=one.area.name if one.area else "",
            source=_sources(str(indicator.data_source or ""), "", one),
            as_at=one.period_end,
        )
        yield from _each(wanted[one.pk], {"": figure}, plan)


def _baselines(paper: Paper, wanted: dict[int, list[Cite]]) -> Iterator[Known]:
    found = Baseline.objects.filter(pk__in=wanted, indicator__plan__in=plans_within_reach(paper))
    for one in found.select_related("indicator__plan__partnership"):
        indicator, plan = one.indicator, one.indicator.plan
        if plan is None:
            continue
        figure = CitedFigure(
            cite="",
            record=f"The baseline of “{gist(indicator.definition)}” ({indicator.theme})",
            stated=str(one),
            plan=plan.title,
            address=reverse("scorecard:scorecard", args=[plan.partnership.slug, plan.slug]),
            address_label="The scorecard of the plan",
            means="" if one.value is None else f"{number(one.value)} {indicator.unit}".strip(),
            period=one.period_stated,
            as_at=one.period_end,
        )
        yield from _each(wanted[one.pk], {"": figure}, plan)


def _targets(paper: Paper, wanted: dict[int, list[Cite]]) -> Iterator[Known]:
    plans = plans_within_reach(paper).values("pk")
    found = Target.objects.filter(Q(priority__plan__in=plans) | Q(action__priority__plan__in=plans), pk__in=wanted)
    for one in found.select_related("priority__plan__partnership", "action__priority__plan__partnership"):
        priority = one.priority or (one.action.priority if one.action else None)
        if priority is None:
            continue
        stated = one.number_stated or f"{one.number.normalize():f}"
        target = CitedFigure(
            cite="",
            record=f"A target of the priority “{gist(priority.title)}”",
            stated=stated,
            plan=priority.plan.title,
            address=reverse(
                "priorities:target_edit", args=[priority.plan.partnership.slug, priority.plan.slug, one.pk]
            ),
            address_label="The target in the plan",
            means=f"{one.get_operator_display()} {number(one.number)} {one.unit}".strip(),
            what=one.measure,
            period=one.period_stated,
            as_at=one.period_end,
        )
        result = replace(
            target, record=f"The result of a target of the priority “{gist(priority.title)}”", stated=one.result_stated
        )
        yield from _each(wanted[one.pk], {"": target, "result": result}, priority.plan)


def _each(wanted: list[Cite], parts: Mapping[str, CitedFigure], plan: Plan, owner: int = 0) -> Iterator[Known]:
    """The parts of a record that are wanted, each under its citation. `owner` is its achievement, if any."""
    for cite in wanted:
        if cite.part in parts:
            yield replace(parts[cite.part], cite=cite.text), plan, owner


def _sources(first: str, second: str, record: Sourced) -> str:
    """Where a figure comes from, in words: who reported it, and the document that it was read from."""
    place = f"{record.source_document}, {record.source_place}" if record.source_place else record.source_document
    return "; ".join(part for part in (first, second, place) if part)


READERS: dict[str, Reader] = {
    "achievements.figure": _figures,
    "funding.award": _awards,
    "funding.allocation": _allocations,
    "scorecard.measurement": _measurements,
    "scorecard.baseline": _baselines,
    "priorities.target": _targets,
}
