"""Whom an officer may ask about a plan: the bodies that lead open actions, with the addresses known for each."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from partners.models import Body, Membership
from priorities.models import Action, BodyRequest, Plan


@dataclass(frozen=True, slots=True)
class Candidate:
    """A body that leads open actions: how many, and to whom its e-mails would go (empty where nobody is known)."""

    body: Body
    lines: int
    contact_email: str
    lead_email: str


def candidates_of(plan: Plan, *, on: date) -> tuple[Candidate, ...]:
    """The bodies that lead open actions of a plan, by name. 3 queries.

    Addresses are those of the contact and the lead of the body's membership; without them, those it was last asked at.
    """
    led = Action.objects.open().filter(priority__plan=plan, lead_body__isnull=False)
    counts = dict(led.values_list("lead_body").annotate(count=Count("pk")))
    used = {
        asked.body_id: (asked.contact_email, asked.lead_email)
        for asked in BodyRequest.objects.filter(request__plan__partnership=plan.partnership_id).order_by(
            "request__asked_at", "pk"
        )
    }
    members = {
        member.body_id: (_address(member.contact), _address(member.lead))
        for member in Membership.objects.as_at(on)
        .filter(partnership=plan.partnership_id, body__in=counts)
        .select_related("contact", "lead")
    }
    found = []
    for body in Body.objects.filter(pk__in=counts).order_by("name", "pk"):
        contact, lead = members.get(body.pk, ("", ""))
        last_contact, last_lead = used.get(body.pk, ("", ""))
        found.append(Candidate(body, counts[body.pk], contact or last_contact, lead or last_lead))
    return tuple(found)


def leaderless_actions(plan: Plan) -> int:
    """How many open actions of a plan no body leads, so that nobody is asked about them. 1 query."""
    return Action.objects.open().filter(priority__plan=plan, lead_body__isnull=True).count()


def _address(person: object) -> str:
    return getattr(person, "email", "")
