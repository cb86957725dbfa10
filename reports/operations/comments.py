"""Comments on a draft: made, answered, resolved; whoever is mentioned is told by e-mail.

The log tells that there was a comment and where; what it said can be forgotten, and the log forgets nothing.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from core.editing import Refused
from core.events import record_event
from core.models import Removal
from core.removal import remove_record
from partners.models import User
from priorities.mails import Mail, post_office
from reports.mails import mention_mail
from reports.models import Comment, Paper, Section


class NotInWork(Refused):
    """Comments are for drafts; the paper is out."""


class NotTheirs(Refused):
    """Somebody else's comment is not taken back."""


@transaction.atomic
def add_comment(
    *,
    paper: Paper,
    text: str,
    section: Section | None = None,
    number: str = "",
    quote: str = "",
    answers: Comment | None = None,
    mentions: Sequence[User] = (),
    link: str = "",
    by: User,
    now: datetime,
) -> Comment:
    """A remark on a paragraph (`number`, or the words in `quote`) or an answer to one. `link` leads to it from an
    e-mail. Raises NotInWork.
    """
    locked = Paper.objects.select_for_update(of=("self",)).select_related("partnership").get(pk=paper.pk)
    if locked.state not in Paper.IN_WORK:
        raise NotInWork("This paper is out. Comments are for drafts.")
    above = answers.answers or answers if answers else None
    comment = Comment(
        paper=locked,
        section=section,
        number=number,
        quote=" ".join(quote.split())[:200],
        text=text,
        answers=above,
        made_by=by,
        made_at=now,
    )
    comment.full_clean()
    comment.save()
    told = [person for person in mentions if person.pk != by.pk]
    comment.mentions.set(told)
    if above is not None and above.resolved_at is not None:
        Comment.objects.filter(pk=above.pk).update(resolved_at=None, resolved_by=None)
    _tell(comment, "answered" if above else "made", by, now)
    mails = [mention_mail(comment, to=person, link=link) for person in told if person.is_active]
    if mails:
        transaction.on_commit(lambda: _send(mails), robust=True)
    return comment


@transaction.atomic
def resolve_comment(*, comment: Comment, is_resolved: bool, by: User, now: datetime) -> Comment:
    """A comment that nobody need think of any more, or one that is open again after all."""
    locked = Comment.objects.select_for_update(of=("self",)).select_related("paper__partnership").get(pk=comment.pk)
    if (locked.resolved_at is not None) == is_resolved:
        return locked
    locked.resolved_at, locked.resolved_by = (now, by) if is_resolved else (None, None)
    locked.revision += 1
    locked.save(update_fields=["resolved_at", "resolved_by", "revision"])
    _tell(locked, "resolved" if is_resolved else "reopened", by, now)
    return locked


@transaction.atomic
def remove_comment(*, comment: Comment, place: str, by: User, now: datetime) -> Removal:
    """Take away what one said oneself, with the answers to it. Raises NotTheirs, CannotRemove."""
    paper = comment.paper
    if comment.made_by_id != by.pk:
        raise NotTheirs("Only whoever made a comment takes it back. You can settle it.")
    return remove_record(
        record=comment,
        chain=paper.partnership.event_chain,
        place=place,
        verb="reports.comment_removed",
        summary=f"Removed a comment on “{paper.title}”{_where(comment)}.",
        label="the comment",
        by=by,
        now=now,
    )


def _where(comment: Comment) -> str:
    return f", paragraph {comment.number}" if comment.number else ""


def _tell(comment: Comment, what: str, by: User, now: datetime) -> None:
    words = {
        "made": "Commented on",
        "answered": "Answered a comment on",
        "resolved": "Resolved a comment on",
        "reopened": "Opened a comment again on",
    }
    record_event(
        chain=comment.paper.partnership.event_chain,
        verb=f"reports.comment_{what}",
        summary=f"{words[what]} “{comment.paper.title}”{_where(comment)}.",
        by=by,
        now=now,
        subject=comment,
        data={"paper": comment.paper_id, "number": comment.number},
    )


def _send(mails: Sequence[Mail]) -> None:
    with post_office() as office:
        for mail in mails:
            office.send(mail)
