"""Whom an officer may ask for a return: the bodies that lead its lines, with the addresses known for each."""

from dataclasses import dataclass
from datetime import date

from core.formats import listed
from funding.models import Return, ReturnLine, ReturnRequest
from partners.models import Body, Membership


@dataclass(frozen=True, slots=True)
class ReturnCandidate:
    """A body that leads lines of a return, the projects in words, and to whom its e-mails would go."""

    body: Body
    projects: str
    contact_email: str
    lead_email: str


def candidates_for(funding_return: Return, *, on: date) -> tuple[ReturnCandidate, ...]:
    """The bodies with an unanswered line that are not asked yet, by name. 3 queries.

    Addresses are those of the contact and the lead of the body's membership; without them, those it was last asked at.
    """
    partnership = funding_return.award.partnership_id
    projects: dict[Body, list[str]] = {}
    open_lines = funding_return.lines.filter(
        lead_body__isnull=False, state__in=[ReturnLine.State.WANTED, ReturnLine.State.SENT_BACK]
    ).exclude(lead_body__in=funding_return.requests.values("body"))
    for line in open_lines.select_related("lead_body", "allocation").order_by("lead_body__name", "position", "pk"):
        if line.lead_body:
            projects.setdefault(line.lead_body, []).append(line.allocation.stream)
    used = {
        asked.body_id: (asked.contact_email, asked.lead_email)
        for asked in ReturnRequest.objects.filter(funding_return__award__partnership=partnership).order_by(
            "asked_at", "pk"
        )
    }
    members = {
        member.body_id: (_address(member.contact), _address(member.lead))
        for member in Membership.objects.as_at(on)
        .filter(partnership=partnership, body__in=projects)
        .select_related("contact", "lead")
    }
    found = []
    for body, streams in projects.items():
        contact, lead = members.get(body.pk, ("", ""))
        last_contact, last_lead = used.get(body.pk, ("", ""))
        found.append(ReturnCandidate(body, listed(streams), contact or last_contact, lead or last_lead))
    return tuple(found)


def without_lead(funding_return: Return) -> int:
    """How many lines of a return no body leads, so that the officer fills them in. 1 query."""
    return funding_return.lines.filter(lead_body__isnull=True).count()


def _address(person: object) -> str:
    return getattr(person, "email", "")
