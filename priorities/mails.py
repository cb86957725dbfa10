"""The e-mails about update requests: what each says, and how they leave.

Each kind of `Reminder` has a template in templates/priorities/mail/, whose first line is the subject. Mails are plain
text. Sending never raises: each mail either left or did not, and one that did not stops no other.
"""

import logging
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date

from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.template.loader import render_to_string
from django.utils import timezone

from priorities.models import BodyRequest, Reminder
from priorities.summaries.requests import AnswerLine

logger = logging.getLogger(__name__)
LONGEST_LINE = 90


@dataclass(frozen=True, slots=True)
class MailLine:
    """A line of the plan as an e-mail names it; `note` is why its answer was sent back."""

    number: str
    text: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class MailFacts:
    """What the e-mails about one body's part of a request are made of. `lines` are those that want an answer."""

    partnership: str
    contact_post: str
    contact_email: str
    plan: str
    period: str
    due_date: date
    body: str
    message: str
    lines: tuple[MailLine, ...]
    link: str
    works_until: date


@dataclass(frozen=True, slots=True)
class Mail:
    """One e-mail, ready to leave."""

    to: str
    subject: str
    text: str
    reply_to: str


def mail_facts(
    asked: BodyRequest, lines: Iterable[AnswerLine], *, link: str, notes: Mapping[int, str] | None = None
) -> MailFacts:
    """The facts about what a body is asked. `lines` are those that want an answer, `notes` why, by action."""
    request, partnership = asked.request, asked.request.plan.partnership
    return MailFacts(
        partnership=partnership.name,
        contact_post=partnership.contact_post,
        contact_email=partnership.contact_email,
        plan=request.plan.title,
        period=request.period_stated,
        due_date=request.due_date,
        body=asked.body.name,
        message=request.message.strip(),
        lines=tuple(MailLine(line.number, _gist(line.text), (notes or {}).get(line.action_id, "")) for line in lines),
        link=link,
        works_until=timezone.localdate(asked.expires_at),
    )


def compose_mail(kind: str, facts: MailFacts, *, to: str) -> Mail:
    """The e-mail of a kind. Its subject is one line, whatever the plan and the partnership are called."""
    template = f"priorities/mail/{Reminder.Kind(kind).value}.txt"
    subject, _, text = render_to_string(template, {"facts": facts, "count": len(facts.lines)}).strip().partition("\n")
    return Mail(
        to=to,
        subject=" ".join(subject.removeprefix("Subject:").split()),
        text=re.sub(r"\n{3,}", "\n\n", f"{text.strip()}\n"),
        reply_to=facts.contact_email,
    )


class PostOffice:
    """One connection for several e-mails. Where it cannot be opened, none of them leaves, and none waits for it."""

    def __init__(self, connection: BaseEmailBackend, *, is_open: bool) -> None:
        self.connection = connection
        self.is_open = is_open

    def send(self, mail: Mail) -> bool:
        """Whether the mail left. Why it did not is in the log, without anybody's address and without its link."""
        if not self.is_open:
            return False
        message = EmailMessage(
            subject=mail.subject,
            body=mail.text,
            to=[mail.to],
            reply_to=[mail.reply_to] if mail.reply_to else None,
            connection=self.connection,
        )
        try:
            return bool(self.connection.send_messages([message]))
        except (OSError, ValueError) as error:  # SMTP's own are OSErrors; a header that is none is a ValueError
            logger.warning("An e-mail could not be sent: %s", type(error).__name__)
            self._hang_up()  # the next mail begins anew, whatever became of this connection
            return False

    def _hang_up(self) -> None:
        with suppress(OSError):
            self.connection.close()


@contextmanager
def post_office() -> Iterator[PostOffice]:
    """A connection for as many e-mails as there are."""
    connection = get_connection()
    office = PostOffice(connection, is_open=True)
    try:
        connection.open()
    except OSError as error:
        logger.warning("The mail server cannot be reached: %s", type(error).__name__)
        office.is_open = False
    try:
        yield office
    finally:
        office._hang_up()


def _gist(text: str) -> str:
    """The beginning of an action's text on one line."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_LINE else f"{line[:LONGEST_LINE].rsplit(' ', 1)[0]} …"
