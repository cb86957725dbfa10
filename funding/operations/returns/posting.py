"""How an e-mail about a return comes about: its link first, the mail itself once that is saved.

A body has one link at a time, the one in its newest e-mail; where that mail could not leave, the link before it works
on.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F

from funding.models import ReturnRequest
from funding.return_links import return_link
from funding.return_mails import Kind, compose_return_mail
from funding.summaries.returns import LineSummary
from priorities.links import new_link
from priorities.mails import Mail, PostOffice, post_office


@dataclass(frozen=True, slots=True)
class Letter:
    """An e-mail that is to leave, and how its request stood before it was written."""

    asked: ReturnRequest
    kind: str
    mail: Mail
    hash_before: str | None
    mailed_before: datetime | None
    told_before: datetime | None


def write_letter(
    asked: ReturnRequest,
    kind: str,
    lines: Iterable[LineSummary],
    *,
    now: datetime,
    notes: Mapping[int, str] | None = None,
) -> Letter:
    """An e-mail, not sent yet. `asked` is locked and comes with everything; `lines` want an answer."""
    before = (asked.token_hash, asked.last_mailed_at, asked.escalated_at)
    address = ""
    if kind == Kind.ESCALATION:
        asked.escalated_at = now
    else:
        link = new_link()
        asked.token_hash, address = link.token_hash, return_link(link.secret)
    asked.last_mailed_at = now
    asked.times_mailed += 1
    asked.save(update_fields=["token_hash", "last_mailed_at", "times_mailed", "escalated_at"])
    return Letter(asked, kind, compose_return_mail(kind, asked, lines, link=address, notes=notes), *before)


def post_after_commit(letters: Iterable[Letter]) -> None:
    """Send e-mails once the transaction has ended well. Who got none is seen on the return's page."""
    waiting = list(letters)
    transaction.on_commit(lambda: post(waiting), robust=True)


def post(letters: Iterable[Letter]) -> None:
    """Send e-mails one by one."""
    with post_office() as office:
        for letter in letters:
            post_one(office, letter)


def post_one(office: PostOffice, letter: Letter, *, tell: Callable[[], None] | None = None) -> bool:
    """Send one e-mail; says whether it left. One that could not leaves no trace; of one that did, `tell` tells."""
    left = office.send(letter.mail)
    with transaction.atomic():
        if not left:
            _unwrite(letter)
        elif tell:
            tell()
    return left


def _unwrite(letter: Letter) -> None:
    same = ReturnRequest.objects.filter(pk=letter.asked.pk, last_mailed_at=letter.asked.last_mailed_at)
    same.update(
        token_hash=letter.hash_before,
        last_mailed_at=letter.mailed_before,
        escalated_at=letter.told_before,
        times_mailed=F("times_mailed") - 1,
    )
