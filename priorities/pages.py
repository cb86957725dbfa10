"""What the pages of one plan share: the plan that an address names, and the partnership's other plans beside it."""

from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpRequest

from priorities.models import Plan


@dataclass(frozen=True, slots=True)
class PlanLink:
    """One plan in the row of a partnership's plans."""

    slug: str
    title: str
    period: str
    is_this: bool


@dataclass(frozen=True, slots=True)
class PlanHead:
    """What stands at the head of each page about a plan; `years` are the partnership's plans, newest first."""

    title: str
    slug: str
    period: str
    status: str
    status_label: str
    partnership: str
    partnership_slug: str
    years: tuple[PlanLink, ...]


def plan_or_404(request: HttpRequest, partnership_slug: str, plan_slug: str, *, on: date) -> tuple[Plan, PlanHead]:
    """The plan an address names, if this visitor may see it, with its head. 2 queries. Others get 404."""
    visible = (
        Plan.objects.visible_to(request.user, on=on)
        .filter(partnership__slug=partnership_slug)
        .select_related("partnership", "parent", "succeeds", "owner_group", "agreed_at", "objective_set__body")
        .prefetch_related("partnership__names")
    )
    plans = list(visible.in_display_order())
    found = next((plan for plan in plans if plan.slug == plan_slug), None)
    if found is None:
        raise Http404("There is no such plan.")
    return found, _head(found, plans)


def _head(plan: Plan, plans: list[Plan]) -> PlanHead:
    return PlanHead(
        title=plan.title,
        slug=plan.slug,
        period=plan.period_stated,
        status=plan.status,
        status_label=plan.get_status_display(),
        partnership=plan.partnership.name_on(plan.period_start) if plan.period_start else plan.partnership.name,
        partnership_slug=plan.partnership.slug,
        years=tuple(PlanLink(p.slug, p.title, p.period_stated, p.pk == plan.pk) for p in plans),
    )
