"""Where a paper, its plan and its partnership stand: the records behind the statutory rules, as plain values."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

from django.utils import timezone

from core.ordering import in_order
from funding.reconciliation import Kind as Apart
from funding.summaries import AwardSummary, funding_of, posts_of
from partners.models import Link, Meeting, Partnership, Protocol, Seat
from partners.summaries import members_of
from priorities.models import DutyRecord, EvidenceSource, Finding, Plan, Priority, PriorityStrand, Review
from priorities.summaries import ActionLine, PriorityLine, actions_in, objective_set_of, plan_summary
from reports.checks.standing import (
    Assessment,
    Attached,
    District,
    Field,
    Money,
    PaperStanding,
    PlanStanding,
    PriorityStanding,
    Record,
)
from reports.compose.appendices import lettered
from reports.models import Paper
from scorecard.models import Indicator

AGREEMENTS = (Plan.Kind.AGREEMENT,)
SETTLED = (Plan.Status.AGREED, Plan.Status.CLOSED)
STRANDS = {str(label): str(value) for value, label in PriorityStrand.Strand.choices}
THEME = Priority.Standing.THEME
A_SUBJECT = re.compile(r"[a-z]{5,}")


def paper_standing(paper: Paper, *, on: date) -> PaperStanding:
    """The paper’s own standing, as it would go out on a day (or when it is scheduled to)."""
    style = paper.house_style
    fields = in_order(style.header_fields.all())
    labels = {field.key: field.label for field in fields}
    head = {
        value.key: Field(labels.get(value.key, value.get_key_display()), value.standing, value.text)
        for value in paper.header_values.all()
    }
    goes_out = timezone.localdate(paper.publish_at) if paper.publish_at else on
    return PaperStanding(
        title=paper.title,
        kind=paper.kind,
        meets_on=paper.date or (paper.meeting.date if paper.meeting else None),
        goes_out=goes_out,
        clear_days=style.clear_days,
        late_reason=paper.late_reason,
        meeting=str(paper.meeting or ""),
        head=head,
        head_wanted=tuple((field.key, field.label) for field in fields),
        recommendations=len(paper.recommendations.all()),
        background=tuple((one.title, one.url) for one in in_order(paper.background_papers.all())),
        background_none=paper.background_none,
        exempt_reason=paper.exempt_reason,
        notice_date=paper.notice_date,
        implications=tuple((one.label, one.standing) for one in in_order(paper.implications.all())),
        implications_wanted=tuple(kind.label for kind in in_order(style.implication_kinds.all())),
        sign_offs=tuple((one.function, one.state) for one in in_order(paper.sign_offs.all())),
        sign_offs_wanted=tuple(role.function for role in in_order(style.approver_roles.all()) if role.is_required),
        appendices=tuple(
            Attached(one.heading, one.appendix.is_supplied and bool(one.appendix.attached_id or one.appendix.file))
            for one in lettered(paper)
            if one.appendix
        ),
        author=paper.author_post,
        logo_without_words=bool((style.logo or style.logo_image) and not style.logo_alt),
    )


def plan_standing(paper: Paper) -> PlanStanding | None:
    """The standing of the plan that a paper sets out, on its first day, or the paper’s where it has none."""
    plan = paper.plan
    if plan is None:
        return None
    partnership = plan.partnership
    on = plan.period_start or paper.date or timezone.localdate()
    members = members_of(partnership.pk, tier=partnership.tier, on=on)
    objective_set = plan.objective_set
    dated = objective_set and (objective_set.from_date or objective_set.until_date)
    meetings = list(
        Meeting.objects.filter(partnership=partnership, date__isnull=False, kind__in=("public", "scrutiny"))
        .order_by("date", "pk")
        .values_list("kind", "date")
    )
    is_agreement = plan.kind in AGREEMENTS or partnership.tier == Partnership.Tier.COUNTY
    found = objective_set_of(plan)
    summary = plan_summary(plan)
    indicators = _indicators(plan)
    return PlanStanding(
        title=plan.title,
        tier=partnership.tier,
        on=on,
        is_agreement=is_agreement,
        status=plan.status,
        status_label=plan.get_status_display(),
        period=plan.period_stated,
        start=plan.period_start,
        end=plan.period_end,
        areas=tuple(partnership.areas.order_by("name").values_list("name", flat=True)),
        owner_group=str(plan.owner_group or ""),
        owner_members=Seat.objects.filter(group=plan.owner_group_id).count() if plan.owner_group_id else 0,
        agreed=summary.agreed,
        members=len(members.lines),
        categories_without_member=members.gaps,
        objective_set=found.name if found else "",
        objectives_in_force=objective_set.is_current(on) if objective_set and dated else None,
        assessments=tuple(
            Assessment(source.name, source.published_date)
            for source in plan.evidence.filter(kind=EvidenceSource.Kind.ASSESSMENT).order_by("name", "pk")
        ),
        priorities=_priorities(plan, summary.priorities, indicators),
        shared_priorities=tuple(
            priority.title for priority in summary.priorities if priority.standing == THEME and priority.action_count
        ),
        awards=tuple(_money(award) for award in funding_of(plan.pk, on=on)),
        posts=len(posts_of(plan.pk)),
        plan_indicators=indicators.total(),
        follows=str(plan.succeeds or ""),
        public_meetings=tuple(day for kind, day in meetings if kind == Meeting.Kind.PUBLIC and day),
        scrutiny=tuple(day for kind, day in meetings if kind == Meeting.Kind.SCRUTINY and day),
        protocols=tuple(
            Protocol.objects.filter(partnership=partnership).order_by("name", "pk").values_list("name", "review_date")
        ),
        reviews=tuple(
            map(str, Review.objects.filter(partnership=partnership, kind=Review.Kind.DOMESTIC).order_by("label", "pk"))
        ),
        districts=_districts(plan) if is_agreement else (),
        published_in=tuple(
            Paper.objects.public().filter(plan=plan).exclude(pk=paper.pk).order_by("pk").values_list("title", flat=True)
        ),
        records={
            record.duty: Record(record.text, record.done_on, record.review_on, record.address, record.numbers)
            for record in DutyRecord.objects.filter(plan=plan)
        },
    )


def _priorities(
    plan: Plan, priorities: tuple[PriorityLine, ...], indicators: "Counter[int | None]"
) -> tuple[PriorityStanding, ...]:
    """The top priorities, each with what stands under its parts too."""
    found = Finding.objects.filter(plan=plan).order_by("position", "pk").values_list("topic", "text")
    subjects = [set(A_SUBJECT.findall(f"{topic} {text}".lower())) for topic, text in found]
    return tuple(_priority(priority, indicators, subjects) for priority in priorities)


def _priority(priority: PriorityLine, indicators: "Counter[int | None]", subjects: list[set[str]]) -> PriorityStanding:
    parts = list(_with_parts(priority))
    actions: list[ActionLine] = [action for part in parts for action in actions_in([replace(part, parts=())])]
    about = set(A_SUBJECT.findall(priority.title.lower()))
    return PriorityStanding(
        name=priority.title,
        strands=frozenset(STRANDS[label] for part in parts for label in part.strands if label in STRANDS),
        actions=len(actions),
        actions_led=sum(bool(action.lead) for action in actions),
        indicators=sum(indicators[part.id] for part in parts),
        findings=sum(bool(about & words) for words in subjects),
    )


def _with_parts(priority: PriorityLine) -> Iterator[PriorityLine]:
    yield priority
    for part in priority.parts:
        yield from _with_parts(part)


def _indicators(plan: Plan) -> "Counter[int | None]":
    """How many indicators with an owner and a source each priority has; those of the plan alone count under None."""
    known = Indicator.objects.filter(plan=plan).prefetch_related("owner_bodies", "owner_groups", "owner_partnerships")
    return Counter(
        indicator.priority_id
        for indicator in known
        if indicator.owner_stated
        or indicator.owner_bodies.all()
        or indicator.owner_groups.all()
        or indicator.owner_partnerships.all()
    )


def _money(award: AwardSummary) -> Money:
    rows = [row for line in award.rows for row in (line, *line.passed_on)]
    sums = award.reconciliation
    announced, printed = sums.difference(Apart.ANNOUNCED), sums.difference(Apart.PRINTED)
    return Money(
        title=award.title,
        difference=announced.amount if announced else Decimal(),
        printed_difference=printed.amount if printed else Decimal(),
        explained=award.difference_note if all(one.is_explained for one in award.differences if not one.about) else "",
        rows=len(rows),
        rows_incomplete=sum(not (row.recipients and row.purpose and row.objective) for row in rows),
    )


def _districts(plan: Plan) -> tuple[District, ...]:
    """The districts of the county, each with its own settled plan for the same years."""
    of_county = list(Partnership.objects.filter(parent=plan.partnership).order_by("name", "pk"))
    same_years = Plan.objects.filter(
        partnership__in=of_county, status__in=SETTLED, period_start=plan.period_start, period_end=plan.period_end
    )
    plans = dict(same_years.values_list("partnership", "title"))
    assessed = set(
        EvidenceSource.objects.filter(partnership__in=of_county, kind=EvidenceSource.Kind.ASSESSMENT).values_list(
            "partnership", flat=True
        )
    )
    linked = set(Link.objects.filter(partnership=plan.partnership).values_list("points_to", flat=True))
    return tuple(District(one.name, one.pk in assessed, plans.get(one.pk, ""), one.pk in linked) for one in of_county)
