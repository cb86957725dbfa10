"""What a plan rests on: objectives, challenges, findings and evidence; and how it was amended once agreed."""

from django.utils import timezone

from priorities.models import Amendment, Challenge, Finding, Objective, Plan
from priorities.summaries.lines import (
    AmendmentLine,
    ChallengeLine,
    EvidenceLine,
    FindingLine,
    ObjectiveLine,
    ObjectiveSetLine,
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
            id=source.pk,
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
    return tuple(
        ChallengeLine(challenge.pk, str(challenge.get_kind_display()), challenge.text) for challenge in challenges
    )


def amendments_of(plan_id: int) -> tuple[AmendmentLine, ...]:
    """What was changed in the plan since it was agreed, the newest first. 1 query."""
    amendments = Amendment.objects.standing().filter(plan_id=plan_id).order_by("-made_at", "-pk")
    return tuple(
        AmendmentLine(timezone.localdate(amendment.made_at), amendment.what, amendment.reason)
        for amendment in amendments
    )


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
