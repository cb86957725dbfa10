"""What pages and papers read of a plan: its priorities with actions and targets, its evidence, findings and challenges.

Everything is fetched in a fixed number of queries, whatever the plan's size, and handed on as frozen dataclasses.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from partners.models import Body
from priorities.models import Action, Challenge, Finding, Objective, Plan, Priority, PriorityObjective, Target


@dataclass(frozen=True, slots=True)
class Lineage:
    """The earlier record that one continues: its words, and its plan, which may be another partnership's."""

    text: str
    plan: str
    plan_slug: str
    partnership_slug: str


@dataclass(frozen=True, slots=True)
class TargetLine:
    """A target in words ("at least thirty offenders completing …") and its result where there is one."""

    operator: str
    number: str
    unit: str
    measure: str
    period: str
    result: str

    @property
    def text(self) -> str:
        return " ".join(part for part in (self.operator, self.number, self.unit, self.measure) if part)


@dataclass(frozen=True, slots=True)
class ObjectiveLine:
    """A police and crime objective; `sub_theme` is what a priority takes from it."""

    number: str
    title: str
    description: str = ""
    sub_theme: str = ""


@dataclass(frozen=True, slots=True)
class ActionLine:
    """An action with everything a reader sees of it, and the actions within it."""

    id: int
    text: str
    status: str
    status_label: str
    approach: str
    lead: str
    supporting: tuple[str, ...]
    project: str
    due: str
    due_date: date | None
    legal_basis: str
    also_serves: tuple[str, ...]
    continues: Lineage | None
    targets: tuple[TargetLine, ...]
    parts: tuple["ActionLine", ...]


@dataclass(frozen=True, slots=True)
class PriorityLine:
    """A priority with its actions, targets, objectives and parts. `shared_actions` are other priorities' that serve it
    too.
    """

    id: int
    position: int
    title: str
    standing: str
    standing_label: str
    narrative: str
    vision: str
    approach: str
    lead: str
    supporting: tuple[str, ...]
    strands: tuple[str, ...]
    continues: Lineage | None
    objectives: tuple[ObjectiveLine, ...]
    targets: tuple[TargetLine, ...]
    actions: tuple[ActionLine, ...]
    shared_actions: tuple[str, ...]
    parts: tuple["PriorityLine", ...]

    @property
    def action_count(self) -> int:
        """How many actions stand under this priority, its parts and its actions."""
        return _count(self.actions) + sum(part.action_count for part in self.parts)


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """Something the plan rests on."""

    name: str
    kind_label: str
    publisher: str
    published: str
    url: str
    description: str


@dataclass(frozen=True, slots=True)
class FindingLine:
    """Something an assessment found, under its topic."""

    id: int
    topic: str
    text: str
    evidence: str
    areas: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChallengeLine:
    """A challenge or risk."""

    kind_label: str
    text: str


@dataclass(frozen=True, slots=True)
class ObjectiveSetLine:
    """The police and crime objectives that a plan had regard to."""

    name: str
    body: str
    years: str
    url: str
    objectives: tuple[ObjectiveLine, ...]


@dataclass(frozen=True, slots=True)
class PlanSummary:
    """A plan as a page or a paper shows it."""

    id: int
    title: str
    slug: str
    kind_label: str
    period: str
    period_start: date | None
    period_end: date | None
    status: str
    status_label: str
    status_note: str
    agreed: str
    vision: str
    legal_basis: str
    rule: str
    introduction: str
    parent: str
    owner_group: str
    priorities: tuple[PriorityLine, ...]


def plan_summary(plan: Plan) -> PlanSummary:
    """The plan with all its priorities and actions. The plan comes with partnership, parent, owner group and meeting
    fetched.
    """
    meeting = plan.agreed_at
    return PlanSummary(
        id=plan.pk,
        title=plan.title,
        slug=plan.slug,
        kind_label=plan.get_kind_display(),
        period=plan.period_stated,
        period_start=plan.period_start,
        period_end=plan.period_end,
        status=plan.status,
        status_label=plan.get_status_display(),
        status_note=plan.status_note,
        agreed=str(meeting) if meeting else "",
        vision=plan.vision,
        legal_basis=plan.legal_basis,
        rule=plan.rule,
        introduction=plan.introduction,
        parent=plan.parent.title if plan.parent else "",
        owner_group=plan.owner_group.name if plan.owner_group else "",
        priorities=priorities_of([plan.pk])[plan.pk],
    )


def priorities_of(plan_ids: Iterable[int]) -> dict[int, tuple[PriorityLine, ...]]:
    """The priorities of several plans by plan id, each as a tree in the plan's order. 9 queries."""
    ids = list(plan_ids)
    priorities = list(
        Priority.objects.filter(plan_id__in=ids)
        .select_related("lead_body", "lead_group", "continues__plan__partnership")
        .prefetch_related("strands", "supporting_bodies")
        .order_by("position", "pk")
    )
    actions = list(
        Action.objects.filter(priority__plan_id__in=ids)
        .select_related("lead_body", "lead_group", "project", "continues__priority__plan__partnership")
        .prefetch_related("supporting_bodies", "also_serves")
        .in_display_order()
    )
    targets: dict[tuple[str, int], list[TargetLine]] = {}
    of_plan = Target.objects.filter(priority__plan_id__in=ids) | Target.objects.filter(
        action__priority__plan_id__in=ids
    )
    for target in of_plan.order_by("position", "pk"):
        owner = ("priority", target.priority_id) if target.priority_id else ("action", target.action_id or 0)
        targets.setdefault(owner, []).append(_target_line(target))
    objectives: dict[int, list[ObjectiveLine]] = {}
    links = PriorityObjective.objects.filter(priority__plan_id__in=ids).select_related("objective")
    for link in links.order_by("position", "pk"):
        line = ObjectiveLine(link.objective.number, link.objective.title, sub_theme=link.sub_theme)
        objectives.setdefault(link.priority_id, []).append(line)
    shared: dict[int, list[str]] = {}
    actions_below: dict[tuple[str, int], list[Action]] = {}
    for action in actions:
        owner = ("action", action.parent_id) if action.parent_id else ("priority", action.priority_id)
        actions_below.setdefault(owner, []).append(action)
        for other in action.also_serves.all():
            shared.setdefault(other.pk, []).append(action.text)
    priorities_below: dict[tuple[int, int | None], list[Priority]] = {}
    for priority in priorities:
        priorities_below.setdefault((priority.plan_id, priority.parent_id), []).append(priority)

    def action_lines(owner: tuple[str, int]) -> tuple[ActionLine, ...]:
        return tuple(
            _action_line(action, tuple(targets.get(("action", action.pk), ())), action_lines(("action", action.pk)))
            for action in actions_below.get(owner, ())
        )

    def priority_lines(plan_id: int, parent: int | None) -> tuple[PriorityLine, ...]:
        return tuple(
            _priority_line(
                priority,
                tuple(objectives.get(priority.pk, ())),
                tuple(targets.get(("priority", priority.pk), ())),
                action_lines(("priority", priority.pk)),
                tuple(shared.get(priority.pk, ())),
                priority_lines(plan_id, priority.pk),
            )
            for priority in priorities_below.get((plan_id, parent), ())
        )

    return {plan_id: priority_lines(plan_id, None) for plan_id in ids}


def lineage_of(text: str, plan: Plan) -> Lineage:
    """An earlier record's words with the plan they stood in. The plan's partnership comes fetched."""
    return Lineage(text, plan.title, plan.slug, plan.partnership.slug)


def _count(actions: tuple[ActionLine, ...]) -> int:
    return len(actions) + sum(_count(action.parts) for action in actions)


def _names(bodies: Iterable[Body]) -> tuple[str, ...]:
    return tuple(sorted(body.name for body in bodies))


def _lead(record: Priority | Action) -> str:
    return " and ".join(str(lead) for lead in (record.lead_body, record.lead_group) if lead)


def _target_line(target: Target) -> TargetLine:
    number = target.number_stated or f"{target.number.normalize():f}"
    return TargetLine(
        str(target.get_operator_display()),
        number,
        target.unit,
        target.measure,
        target.period_stated,
        target.result_stated,
    )


def _action_line(action: Action, targets: tuple[TargetLine, ...], parts: tuple[ActionLine, ...]) -> ActionLine:
    earlier = action.continues
    return ActionLine(
        id=action.pk,
        text=action.text,
        status=action.status,
        status_label=action.get_status_display(),
        approach=action.get_approach_display() if action.approach else "",
        lead=_lead(action),
        supporting=_names(action.supporting_bodies.all()),
        project=action.project.name if action.project else "",
        due=action.due_stated,
        due_date=action.due_date,
        legal_basis=action.legal_basis,
        also_serves=tuple(other.title for other in action.also_serves.all()),
        continues=lineage_of(earlier.text, earlier.priority.plan) if earlier else None,
        targets=targets,
        parts=parts,
    )


def _priority_line(
    priority: Priority,
    objectives: tuple[ObjectiveLine, ...],
    targets: tuple[TargetLine, ...],
    actions: tuple[ActionLine, ...],
    shared_actions: tuple[str, ...],
    parts: tuple[PriorityLine, ...],
) -> PriorityLine:
    earlier = priority.continues
    return PriorityLine(
        id=priority.pk,
        position=priority.position,
        title=priority.title,
        standing=priority.standing,
        standing_label=priority.get_standing_display(),
        narrative=priority.narrative,
        vision=priority.vision,
        approach=priority.get_approach_display() if priority.approach else "",
        lead=_lead(priority),
        supporting=_names(priority.supporting_bodies.all()),
        strands=tuple(strand.get_strand_display() for strand in priority.strands.all()),
        continues=lineage_of(earlier.title, earlier.plan) if earlier else None,
        objectives=objectives,
        targets=targets,
        actions=actions,
        shared_actions=shared_actions,
        parts=parts,
    )


def findings_of(plan_id: int) -> tuple[FindingLine, ...]:
    """The plan's public findings in order. 2 queries."""
    findings = (
        Finding.objects.filter(plan_id=plan_id, visibility=Finding.Visibility.PUBLIC)
        .select_related("evidence")
        .prefetch_related("areas")
        .order_by("position", "pk")
    )
    return tuple(
        FindingLine(
            id=finding.pk,
            topic=finding.topic,
            text=finding.text,
            evidence=finding.evidence.name if finding.evidence else "",
            areas=tuple(area.name for area in finding.areas.all()),
        )
        for finding in findings
    )


def evidence_of(plan: Plan) -> tuple[EvidenceLine, ...]:
    """What the plan rests on. 1 query."""
    return tuple(
        EvidenceLine(
            name=source.name,
            kind_label=source.get_kind_display(),
            publisher=source.publisher.name if source.publisher else "",
            published=source.published_stated or source.period_stated,
            url=source.url,
            description=source.description,
        )
        for source in plan.evidence.select_related("publisher").order_by("name", "pk")
    )


def challenges_of(plan_id: int) -> tuple[ChallengeLine, ...]:
    """The plan's challenges and risks in order. 1 query."""
    challenges = Challenge.objects.filter(plan_id=plan_id).order_by("position", "pk")
    return tuple(ChallengeLine(str(challenge.get_kind_display()), challenge.text) for challenge in challenges)


def objective_set_of(plan: Plan) -> ObjectiveSetLine | None:
    """The police and crime objectives the plan had regard to, or None. At most 2 queries."""
    found = plan.objective_set
    if found is None:
        return None
    objectives = Objective.objects.filter(objective_set=found).order_by("position", "pk")
    return ObjectiveSetLine(
        name=found.name,
        body=found.body.name,
        years=found.period_stated,
        url=found.url,
        objectives=tuple(ObjectiveLine(o.number, o.title, o.description) for o in objectives),
    )
