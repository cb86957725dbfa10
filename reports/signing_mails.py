"""The e-mails about signing and publishing papers: what each says, to whom, and how they leave.

Each kind has a template in templates/reports/mail/, whose first line is the subject. They leave once the transaction
has ended well, and one that cannot stops no other. Nobody's address or name is logged.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse

from partners.models import Role, User
from priorities.mails import Mail, post_office
from reports.models import Paper, SignOff


class Kind(Enum):
    """What an e-mail is about."""

    ASKED = "asked"
    NUDGE = "nudge"
    CHANGED = "changed"
    RETURNED = "returned"
    APPROVED = "approved"
    NOT_PUBLISHED = "not_published"


@dataclass(frozen=True, slots=True)
class MailFacts:
    """What an e-mail about a paper is made of. `functions` are those for which its reader signs."""

    partnership: str
    contact_post: str
    contact_email: str
    paper: str
    link: str
    functions: tuple[str, ...] = ()
    due_date: date | None = None
    taken_on: date | None = None
    is_deputy: bool = False
    told: str = ""


def mails_to_signers(kind: Kind, paper: Paper, sign_offs: Iterable[SignOff], *, told: str = "") -> list[Mail]:
    """One e-mail to each approver and each deputy of these sign-offs, which come with both fetched.

    Whoever signs for several functions gets one that names them all.
    """
    found: dict[User, list[tuple[SignOff, bool]]] = {}
    for sign_off in sign_offs:
        for user, is_deputy in ((sign_off.approver, False), (sign_off.deputy, True)):
            if user is not None and user.is_active:
                found.setdefault(user, []).append((sign_off, is_deputy))
    return [
        _mail(
            kind,
            _facts(
                paper,
                view="reports:sign",
                functions=tuple(sign_off.function for sign_off, _ in those),
                due_date=min((one.due_date for one, _ in those if one.due_date), default=None),
                is_deputy=all(is_deputy for _, is_deputy in those),
                told=told,
            ),
            to=user.email,
        )
        for user, those in found.items()
    ]


def mails_to_keepers(kind: Kind, paper: Paper, *, told: str = "", on: date) -> list[Mail]:
    """One e-mail to each officer of the paper's partnership; to its administrators where it has none. 1 query."""
    roles = Role.objects.as_at(on).filter(partnership=paper.partnership_id, user__is_active=True)
    roles = roles.filter(kind__in=[Role.Kind.OFFICER, Role.Kind.ADMINISTRATOR]).select_related("user").order_by("pk")
    kept = list(roles)
    officers = [role for role in kept if role.kind == Role.Kind.OFFICER] or kept
    facts = _facts(paper, view="reports:publish" if kind is Kind.APPROVED else "reports:sign_off", told=told)
    return [_mail(kind, facts, to=email) for email in dict.fromkeys(role.user.email for role in officers)]


def post_after_commit(mails: Iterable[Mail]) -> None:
    """Send e-mails once the transaction has ended well."""
    waiting = list(mails)
    if waiting:
        transaction.on_commit(lambda: _post(waiting), robust=True)


def _post(mails: list[Mail]) -> None:
    with post_office() as office:
        for mail in mails:
            office.send(mail)


def _facts(
    paper: Paper,
    *,
    view: str,
    functions: tuple[str, ...] = (),
    due_date: date | None = None,
    is_deputy: bool = False,
    told: str = "",
) -> MailFacts:
    partnership = paper.partnership
    return MailFacts(
        partnership=partnership.name,
        contact_post=partnership.contact_post,
        contact_email=partnership.contact_email,
        paper=paper.title,
        link=f"{settings.PORTAL_ADDRESS}{reverse(view, args=[paper.slug])}",
        functions=functions,
        due_date=due_date,
        taken_on=paper.meeting.date if paper.meeting else paper.date,
        is_deputy=is_deputy,
        told=told,
    )


def _mail(kind: Kind, facts: MailFacts, *, to: str) -> Mail:
    text = render_to_string(f"reports/mail/{kind.value}.txt", {"facts": facts})
    subject, _, body = text.strip().partition("\n")
    return Mail(
        to=to,
        subject=" ".join(subject.removeprefix("Subject:").split()),
        text=re.sub(r"\n{3,}", "\n\n", f"{body.strip()}\n"),
        reply_to=facts.contact_email,
    )
