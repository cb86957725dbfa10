"""What the forms of a scorecard offer to choose from, each list in one query."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from partners.models import Area, Body, Group, Partnership
from priorities.forms.offers import Bodies, bodies_of
from priorities.models import EvidenceSource, Plan, Priority


@dataclass(frozen=True, slots=True)
class IndicatorOffers:
    """What the form of an indicator offers."""

    bodies: Bodies
    groups: tuple[Group, ...]
    partnerships: tuple[Partnership, ...]
    sources: tuple[Body, ...]
    evidence: tuple[EvidenceSource, ...]
    priorities: tuple[Priority, ...]


def indicator_offers(plan: Plan, *, on: date) -> IndicatorOffers:
    """What the form of an indicator of this plan offers. 5 queries."""
    then = min(on, plan.period_end or on)
    bodies = bodies_of(plan.partnership, on=then)
    groups = Group.objects.filter(partnership=plan.partnership_id).as_at(then).order_by("position", "name", "pk")
    near = Q(pk=plan.partnership_id) | Q(parent=plan.partnership_id) | Q(pk=plan.partnership.parent_id)
    evidence = EvidenceSource.objects.filter(partnership=plan.partnership_id).order_by("name", "pk")
    return IndicatorOffers(
        bodies=bodies,
        groups=tuple(groups),
        partnerships=tuple(Partnership.objects.filter(near).order_by("name", "pk")),
        sources=tuple(body for _, held in bodies for body in held),
        evidence=tuple(evidence),
        priorities=tuple(Priority.objects.filter(plan=plan).order_by("position", "pk")),
    )


def areas_offered(partnership: Partnership) -> tuple[Area, ...]:
    """The partnership's areas and what lies within them. 1 query."""
    found = Area.objects.filter(
        Q(partnership_links__partnership=partnership) | Q(parent__partnership_links__partnership=partnership)
    )
    return tuple(found.distinct().order_by("name", "pk"))
