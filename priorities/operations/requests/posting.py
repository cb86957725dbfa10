"""How an e-mail about an update request comes about: its row and its link first, the mail itself once that is saved."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from priorities.links import new_link
from priorities.mails import Mail, PostOffice, compose_mail, mail_facts, post_office
from priorities.models import BodyRequest, Reminder
from priorities.summaries.requests import AnswerLine


@dataclass(frozen=True, slots=True)
class Letter:
    """An e-mail with its row: whoever sends it marks the row."""

    reminder: Reminder
    mail: Mail


def write_letter(
    asked: BodyRequest,
    kind: str,
    lines: Iterable[AnswerLine],
    *,
    now: datetime,
    notes: Mapping[int, str] | None = None,
) -> Letter:
    """An e-mail with a link of its own, not sent yet. `asked` comes with everything; `lines` want an answer."""
    to = asked.lead_email if kind == Reminder.Kind.ESCALATION else asked.contact_email
    link = new_link()
    reminder = Reminder(body_request=asked, kind=kind, sent_to=to, token_hash=link.token_hash, made_at=now)
    reminder.full_clean(exclude=["body_request"])
    reminder.save()
    return Letter(reminder, compose_mail(kind, mail_facts(asked, lines, link=link.address, notes=notes), to=to))


def post_after_commit(letters: Iterable[Letter], *, now: datetime) -> None:
    """Send e-mails once the transaction has ended well. Who got none is seen on the request's page."""
    waiting = list(letters)
    transaction.on_commit(lambda: post(waiting, now=now), robust=True)


def post(letters: Iterable[Letter], *, now: datetime) -> None:
    """Send e-mails one by one."""
    with post_office() as office:
        for letter in letters:
            post_one(office, letter, now=now)


def post_one(office: PostOffice, letter: Letter, *, now: datetime, tell: Callable[[], None] | None = None) -> bool:
    """Send one e-mail; says whether it left.

    Its row is marked as sent once it has left, together with what `tell` tells of it; the row of a mail that could not
    leave goes, and its link with it.
    """
    left = office.send(letter.mail)
    with transaction.atomic():
        if not left:
            letter.reminder.delete()
            return False
        Reminder.objects.filter(pk=letter.reminder.pk).update(sent_at=now)
        if tell:
            tell()
    return True
