"""The e-mails about exception reports: what each says. Each kind has a template in templates/scorecard/mail/, whose
first line is the subject.
"""

import re
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from priorities.mails import Mail
from scorecard.cadence import Kind
from scorecard.models import ExceptionReport


@dataclass(frozen=True, slots=True)
class ExceptionMailFacts:
    """What the e-mails about one exception report are made of. `note` is why an answer was sent back."""

    partnership: str
    contact_post: str
    contact_email: str
    body: str
    theme: str
    definition: str
    found: str
    period: str
    due_date: date | None
    note: str
    asked_at: str
    link: str
    works_until: date | None


def exception_link(secret: str) -> str:
    """The whole address of a link, as it stands in an e-mail. The portal keeps the hash of its secret alone."""
    return f"{settings.PORTAL_ADDRESS}{reverse('exception', args=[secret])}"


def compose_exception_mail(kind: str, report: ExceptionReport, *, secret: str, note: str = "") -> Mail:
    """The e-mail of a kind about a report, which comes with everything. Its subject is one line. The lead's has no
    secret: it says where the link went.
    """
    indicator = report.indicator
    partnership = indicator.partnership
    facts = ExceptionMailFacts(
        partnership=partnership.name,
        contact_post=partnership.contact_post,
        contact_email=partnership.contact_email,
        body=report.owner_body.name if report.owner_body else "",
        theme=indicator.theme,
        definition=" ".join(indicator.definition.split()),
        found=report.found,
        period=report.period_stated,
        due_date=report.due_date,
        note=note,
        asked_at=report.contact_email,
        link=exception_link(secret) if secret else "",
        works_until=timezone.localdate(report.expires_at) if report.expires_at else None,
    )
    text = render_to_string(f"scorecard/mail/{Kind(kind).value}.txt", {"facts": facts}).strip()
    subject, _, body = text.partition("\n")
    return Mail(
        to=report.lead_email if kind == Kind.ESCALATION else report.contact_email,
        subject=" ".join(subject.removeprefix("Subject:").split()),
        text=re.sub(r"\n{3,}", "\n\n", f"{body.strip()}\n"),
        reply_to=partnership.contact_email,
    )
