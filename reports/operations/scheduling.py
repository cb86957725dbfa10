"""Publishing at an hour to come: officers choose it, and `manage.py publish_due` keeps it."""

import logging
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from core.events import record_event
from core.formats import moment
from core.models import Event
from partners.models import User
from reports.manuscripts import PaperNotReady, manuscript
from reports.models import Paper
from reports.operations.moving import check_move, locked, move, save_fields
from reports.operations.publishing import (
    NotDue,
    NotSigned,
    check_in_time,
    check_not_held,
    check_signed,
    publish_paper,
)
from reports.operations.signing import ask_again
from reports.signatures import signatures
from reports.signing_mails import Kind, mails_to_keepers, post_after_commit

logger = logging.getLogger(__name__)
NOT_PUBLISHED = "reports.paper_not_published"


@dataclass(frozen=True, slots=True)
class Due:
    """What became of the papers that were due: a sentence for each."""

    published: tuple[str, ...]
    failed: tuple[str, ...]


@transaction.atomic
def give_late_reason(*, paper: Paper, reason: str, by: User, now: datetime) -> Paper:
    """The paper with the reason why it is late; nothing happens where none is given, or the same."""
    found, said = locked(paper), reason.strip()
    if said and said != found.late_reason:
        save_fields(found, late_reason=said)
        _tell(found, "reports.late_reason_given", f"“{found.title}” is late because: {said}", by=by, now=now)
    return found


@transaction.atomic
def schedule_paper(*, paper: Paper, at: datetime, by: User, now: datetime) -> Paper:
    """An approved paper that the portal publishes at an hour; one that is scheduled gets another hour.

    Raises PaperNotReady.
    """
    found = locked(paper)
    if at <= now:
        raise PaperNotReady("The hour must be in the future", field="at")
    if found.state != Paper.State.SCHEDULED:
        check_move(found, Paper.State.SCHEDULED)
    check_signed(found, signatures(found, manuscript(found).hash))
    check_in_time(found, now=at)
    check_not_held(found, now=at)
    save_fields(found, state=Paper.State.SCHEDULED, publish_at=at)
    said = f"Scheduled “{found.title}” to be published on {moment(at)}."
    _tell(found, "reports.paper_scheduled", said, by=by, now=now)
    return found


@transaction.atomic
def unschedule_paper(*, paper: Paper, by: User, now: datetime) -> Paper:
    """A scheduled paper that stays approved and has no hour any more. Raises PaperNotReady."""
    found = locked(paper)
    if found.state != Paper.State.SCHEDULED:
        raise PaperNotReady("It is not scheduled.")
    move(found, Paper.State.APPROVED, publish_at=None)
    _tell(found, "reports.paper_unscheduled", f"“{found.title}” is no longer scheduled.", by=by, now=now)
    return found


def due_papers(*, now: datetime) -> list[Paper]:
    """The scheduled papers whose hour has come, the earliest first."""
    found = Paper.objects.filter(state=Paper.State.SCHEDULED, publish_at__lte=now)
    return list(found.select_related("partnership", "meeting").order_by("publish_at", "pk"))


def publish_due_papers(*, now: datetime) -> Due:
    """Publish each paper that is due; one that cannot be stops no other, and its officers are told once.

    Where something changed after the signatures, those who signed are asked again, and the paper waits for them.
    """
    published, failed = [], []
    for paper in due_papers(now=now):
        try:
            edition = publish_paper(paper=paper, by=None, now=now, only_if_due=True)
        except NotDue:
            continue  # somebody published it, or took its hour from it, since the list was made
        except Exception as error:  # whatever is wrong with one paper, the others go out
            if not isinstance(error, PaperNotReady):
                logger.exception("A scheduled paper could not be published: %s", paper.slug)
            why = str(error) if isinstance(error, PaperNotReady) else "The portal failed; its log says more."
            failed.append(f"{paper.slug}: {why}")
            _tell_failure(paper, why, now=now)
            if isinstance(error, NotSigned) and error.changed:
                with suppress(PaperNotReady):  # somebody took it in hand a moment ago
                    ask_again(paper=paper, by=None, now=now)
        else:
            published.append(f"{paper.slug}, edition {edition.number}")
    return Due(tuple(published), tuple(failed))


@transaction.atomic
def _tell_failure(paper: Paper, why: str, *, now: datetime) -> None:
    """An event and an e-mail to the officers, unless they were told the same of the same hour before."""
    hour = paper.publish_at.isoformat() if paper.publish_at else ""
    about = Event.objects.filter(subject_type="reports.paper", subject_id=str(paper.pk), verb=NOT_PUBLISHED)
    told = about.order_by("-pk").values_list("data", flat=True).first()
    if told and (told.get("why"), told.get("publish_at")) == (why, hour):
        return
    said = f"“{paper.title}” was not published as scheduled. {why}"
    _tell(paper, NOT_PUBLISHED, said, by=None, now=now, data={"why": why, "publish_at": hour})
    post_after_commit(mails_to_keepers(Kind.NOT_PUBLISHED, paper, told=why, on=timezone.localdate(now)))


def _tell(
    paper: Paper, verb: str, summary: str, *, by: User | None, now: datetime, data: dict[str, str] | None = None
) -> None:
    chain = paper.partnership.event_chain
    record_event(chain=chain, verb=verb, summary=summary, by=by, now=now, subject=paper, data=data)
