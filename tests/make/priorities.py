"""Makers of plans, priorities, actions and what they rest on."""

from datetime import date
from decimal import Decimal
from typing import Any

from core.periods import Period
from partners.models import Body, Partnership
from priorities.models import (
    Action,
    Amendment,
    Challenge,
    DateMove,
    Duty,
    DutyRecord,
    EvidenceSource,
    Finding,
    Objective,
    ObjectiveSet,
    Plan,
    Priority,
    PriorityObjective,
    PriorityStrand,
    Progress,
    Project,
    ProjectName,
    Review,
    Target,
)
from tests.make.partners import body, partnership, user
from tests.make.shared import NOW, read_period, slug_for


def evidence_source(
    *,
    of: Partnership | None = None,
    name: str = "Strategic Intelligence Assessment",
    kind: str = EvidenceSource.Kind.ASSESSMENT,
    period: Period | str | None = None,
    **fields: Any,
) -> EvidenceSource:
    return EvidenceSource.objects.create(
        partnership=of or partnership(), name=name, kind=kind, period=read_period(period), **fields
    )


def objective_set(
    *, by: Body | None = None, name: str = "Police and Crime Plan 2013-17", **fields: Any
) -> ObjectiveSet:
    return ObjectiveSet.objects.create(body=by or body(), name=name, **fields)


def objective(*, of: ObjectiveSet | None = None, title: str = "Cut crimes of most concern", **fields: Any) -> Objective:
    return Objective.objects.create(objective_set=of or objective_set(), title=title, **fields)


def project(*, name: str = "", kind: str = Project.Kind.PROGRAMME, **fields: Any) -> Project:
    return Project.objects.create(name=name or slug_for("Project"), kind=kind, **fields)


def project_name(*, of: Project | None = None, name: str = "Operation NightSafe", **fields: Any) -> ProjectName:
    return ProjectName.objects.create(project=of or project(), name=name, **fields)


def plan(
    *,
    of: Partnership | None = None,
    title: str = "Oxford's priorities 2025-26",
    kind: str = Plan.Kind.PARTNERSHIP,
    period: Period | str | None = "2025-26",
    slug: str = "",
    **fields: Any,
) -> Plan:
    return Plan.objects.create(
        partnership=of or partnership(),
        title=title,
        kind=kind,
        period=read_period(period),
        slug=slug or slug_for("plan"),
        **fields,
    )


def amendment(
    *,
    of: Plan | None = None,
    what: str = "Added the action “Patrol the towpath”.",
    reason: str = "The board asked for it in July.",
    **fields: Any,
) -> Amendment:
    by = fields.pop("made_by", None) or user()
    return Amendment.objects.create(
        plan=of or plan(), what=what, reason=reason, made_by=by, **{"made_at": NOW, **fields}
    )


def priority(*, of: Plan | None = None, title: str = "Reduce serious violence", **fields: Any) -> Priority:
    return Priority.objects.create(plan=of or plan(), title=title, **fields)


def priority_strand(
    *, of: Priority | None = None, strand: str = PriorityStrand.Strand.SUBSTANCES, **fields: Any
) -> PriorityStrand:
    return PriorityStrand.objects.create(priority=of or priority(), strand=strand, **fields)


def priority_objective(
    *, of: Priority | None = None, serves: Objective | None = None, **fields: Any
) -> PriorityObjective:
    return PriorityObjective.objects.create(priority=of or priority(), objective=serves or objective(), **fields)


def action(
    *, under: Priority | None = None, text: str = "Continue the NightSafe partnership.", **fields: Any
) -> Action:
    return Action.objects.create(priority=under or priority(), text=text, **fields)


def date_move(
    *,
    of: Action | None = None,
    to: date | None = date(2025, 12, 31),
    reason: str = "The contractor starts later.",
    **fields: Any,
) -> DateMove:
    by = fields.pop("moved_by", None) or user()
    return DateMove.objects.create(
        action=of or action(), to_date=to, reason=reason, moved_by=by, **{"moved_at": NOW, **fields}
    )


def target(
    *,
    of: Priority | Action | None = None,
    measure: str = "offenders complete the volunteering programme",
    operator: str = Target.Operator.AT_LEAST,
    number: Decimal | int = 30,
    period: Period | str | None = "2023-24",
    **fields: Any,
) -> Target:
    owner = of or priority()
    fields["action" if isinstance(owner, Action) else "priority"] = owner
    return Target.objects.create(
        measure=measure, operator=operator, number=number, period=read_period(period), **fields
    )


def progress(
    *,
    of: Action | None = None,
    status: str = "underway",
    period: Period | str | None = "Q1 2025-26",
    **fields: Any,
) -> Progress:
    by = fields.pop("recorded_by", None) or user()
    return Progress.objects.create(
        action=of or action(),
        status=status,
        period=read_period(period),
        recorded_by=by,
        **{"recorded_at": NOW, **fields},
    )


def challenge(
    *, of: Plan | None = None, text: str = "Funding beyond the year is not certain.", **fields: Any
) -> Challenge:
    return Challenge.objects.create(plan=of or plan(), text=text, **fields)


def finding(*, of: Plan | None = None, text: str = "Recorded crime rose.", **fields: Any) -> Finding:
    return Finding.objects.create(plan=of or plan(), text=text, **fields)


def review(
    *,
    of: Partnership | None = None,
    kind: str = Review.Kind.DOMESTIC,
    label: str = "Domestic Homicide Review",
    state: str = Review.State.COMMISSIONED,
    **fields: Any,
) -> Review:
    return Review.objects.create(partnership=of or partnership(), kind=kind, label=label, state=state, **fields)


def duty_record(
    *, of: Plan | None = None, duty: str = Duty.PUBLIC_MEETING, text: str = "A meeting in the town hall.", **fields: Any
) -> DutyRecord:
    return DutyRecord.objects.create(plan=of or plan(), duty=duty, text=text, **fields)
