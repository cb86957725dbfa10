"""What the pages of one plan share: the plan that an address names, and the partnership's other plans beside it."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q, Subquery
from django.http import Http404, HttpRequest
from django.utils import timezone

from partners.models import PartnershipName, Role, User
from priorities.models import Amendment, Plan, PlanQuerySet


@dataclass(frozen=True, slots=True)
class PlanLink:
    """One plan in the row of a partnership's plans."""

    slug: str
    title: str
    period: str
    is_this: bool


@dataclass(frozen=True, slots=True)
class PlanHead:
    """What stands at the head of each page about a plan; `years` are the partnership's plans, newest first.

    `kinds` are the visitor's roles in the partnership today (values of `Role.Kind`), none for the public.
    `amended_date` is the day on which the plan was last changed after it had been agreed.
    """

    title: str
    slug: str
    period: str
    status: str
    status_label: str
    partnership: str
    partnership_slug: str
    years: tuple[PlanLink, ...]
    kinds: frozenset[str]
    amended_date: date | None

    @property
    def may_edit(self) -> bool:
        """Whether the visitor keeps this plan: is an officer of the partnership today."""
        return Role.Kind.OFFICER in self.kinds

    @property
    def may_tell(self) -> bool:
        """Whether the visitor tells how actions stand: an officer of all, a contributor of their body's."""
        return bool({Role.Kind.OFFICER, Role.Kind.CONTRIBUTOR} & self.kinds)

    @property
    def is_member(self) -> bool:
        """Whether the visitor has any role in the partnership today."""
        return bool(self.kinds)


def plan_or_404(request: HttpRequest, partnership_slug: str, plan_slug: str, *, on: date) -> tuple[Plan, PlanHead]:
    """The plan an address names, if this visitor may see it, with its head. 1 query. Others get 404."""
    visible = (
        Plan.objects.visible_to(request.user, on=on)
        .filter(partnership__slug=partnership_slug)
        .select_related("partnership", "parent", "owner_group", "agreed_at", "objective_set__body")
        .annotate(called=_name_at_the_start(), amended_at=_last_amended())
    )
    plans = list(_with_kinds(visible, request, on).in_display_order())
    found = next((plan for plan in plans if plan.slug == plan_slug), None)
    if found is None:
        raise Http404("There is no such plan.")
    return found, _head(found, plans)


def _name_at_the_start() -> Subquery:
    """What the partnership was called on a plan's first day, as `Partnership.name_on` has it; none if as today."""
    start = OuterRef("period_start")
    held = PartnershipName.objects.filter(
        Q(from_date__isnull=True) | Q(from_date__lte=start),
        Q(until_date__isnull=True) | Q(until_date__gte=start),
        partnership=OuterRef("partnership"),
    )
    return Subquery(held.exclude(from_date=None, until_date=None).order_by("pk").values("name")[:1])


def _last_amended() -> Subquery:
    return Subquery(Amendment.objects.standing().filter(plan=OuterRef("pk")).order_by("-made_at").values("made_at")[:1])


def _with_kinds(plans: PlanQuerySet, request: HttpRequest, on: date) -> PlanQuerySet:
    """The plans, each marked with the roles that a signed-in visitor has in its partnership."""
    if not isinstance(request.user, User):
        return plans
    roles = Role.objects.held_by(request.user, on=on).filter(partnership=OuterRef("partnership"))
    return plans.annotate(**{f"is_{kind}": Exists(roles.filter(kind=kind)) for kind in Role.Kind.values})


def _day_of(moment: datetime | None) -> date | None:
    return timezone.localdate(moment) if moment else None


def _head(plan: Plan, plans: list[Plan]) -> PlanHead:
    return PlanHead(
        title=plan.title,
        slug=plan.slug,
        period=plan.period_stated,
        status=plan.status,
        status_label=plan.get_status_display(),
        partnership=plan.called or plan.partnership.name,  # type: ignore[attr-defined]
        partnership_slug=plan.partnership.slug,
        years=tuple(PlanLink(p.slug, p.title, p.period_stated, p.pk == plan.pk) for p in plans),
        kinds=frozenset(kind for kind in Role.Kind.values if getattr(plan, f"is_{kind}", False)),
        amended_date=_day_of(plan.amended_at),  # type: ignore[attr-defined]
    )
