"""The e-mails about returns: what each says. Each kind has a template in templates/funding/mail/, whose first line is
the subject.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db import models
from django.template.loader import render_to_string
from django.utils import timezone

from funding.models import ReturnRequest
from funding.summaries.returns import LineSummary
from priorities.mails import Mail


class Kind(models.TextChoices):
    """Why a body gets an e-mail about a return."""

    REQUEST = "request", "The request itself"
    DUE = "due", "Due soon"
    OVERDUE = "overdue", "Overdue"
    ESCALATION = "escalation", "Escalation to the body's lead"
    NUDGE = "nudge", "Nudge by the officer"
    RETURNED = "returned", "Lines sent back"
    RENEWED = "renewed", "A new link"


@dataclass(frozen=True, slots=True)
class ProjectLine:
    """A project as an e-mail names it; `note` is why its line was sent back."""

    name: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class ReturnMailFacts:
    """What the e-mails about one body's lines are made of. `lines` are those that want an answer."""

    partnership: str
    contact_post: str
    contact_email: str
    asked_at: str
    award: str
    period: str
    due_date: date
    body: str
    message: str
    lines: tuple[ProjectLine, ...]
    link: str
    works_until: date


def compose_return_mail(
    kind: str,
    asked: ReturnRequest,
    lines: Iterable[LineSummary],
    *,
    link: str,
    notes: Mapping[int, str] | None = None,
) -> Mail:
    """The e-mail of a kind to one body, which comes with everything. Its subject is one line, whatever is named there.

    An escalation goes to the body's lead and carries no link: the contact's goes on working.
    """
    owner = asked.funding_return
    partnership = owner.award.partnership
    facts = ReturnMailFacts(
        partnership=partnership.name,
        contact_post=partnership.contact_post,
        contact_email=partnership.contact_email,
        asked_at=asked.contact_email,
        award=owner.award.title,
        period=owner.period_stated,
        due_date=owner.answers_due_date or timezone.localdate(asked.expires_at),
        body=asked.body.name,
        message=asked.message.strip(),
        lines=tuple(ProjectLine(line.project, (notes or {}).get(line.id, "")) for line in lines),
        link=link,
        works_until=timezone.localdate(asked.expires_at),
    )
    template = f"funding/mail/{Kind(kind).value}.txt"
    subject, _, text = render_to_string(template, {"facts": facts, "count": len(facts.lines)}).strip().partition("\n")
    return Mail(
        to=asked.lead_email if kind == Kind.ESCALATION else asked.contact_email,
        subject=" ".join(subject.removeprefix("Subject:").split()),
        text=re.sub(r"\n{3,}", "\n\n", f"{text.strip()}\n"),
        reply_to=facts.contact_email,
    )
