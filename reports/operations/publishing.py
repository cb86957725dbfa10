"""Publishing a paper: freezing it as an edition, which nobody can change.

An edition appears as a whole or not at all, whenever the process is killed. The paper is composed and printed with no
lock held, which takes seconds; then one short transaction locks it, composes it once more, and keeps what was printed
only where nothing has changed between.
"""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from core.events import record_event
from core.formats import day, listed
from core.snapshot import one_moment
from partners.models import Role, User
from reports import content as c
from reports.despatch import despatch_date, election_on, is_late
from reports.manuscripts import Manuscript, PaperNotReady, manuscript
from reports.models import Edition, EditionFile, Paper
from reports.operations.moving import check_move, locked, save_fields
from reports.printing import Printed, print_paper
from reports.readiness import blocking
from reports.signatures import Signatures, signatures

TRIES = 3


class AlreadyPublished(PaperNotReady):
    """Somebody published the paper before, perhaps a moment ago."""


class NotSigned(PaperNotReady):
    """Somebody who must sign has not, or signed an earlier version."""

    def __init__(self, why: str, *, changed: bool) -> None:
        super().__init__(why)
        self.changed = changed


class NotDue(PaperNotReady):
    """The paper is not scheduled for now any more: somebody published it, or took its hour from it, a moment ago."""


class Blocked(PaperNotReady):
    """The checks found something that must not be published."""


class HeldBack(PaperNotReady):
    """Nothing is published in this pre-election period."""


def publish_paper(
    *, paper: Paper, by: User | None, now: datetime, is_of_record: bool = False, only_if_due: bool = False
) -> Edition:
    """Freeze the paper as it stands as its next edition: content, hashes, PDF and the other files, with one event.

    One `is_of_record` went out long ago, outside the portal: it is taken in as it is, and nobody has to sign it here.
    `only_if_due` publishes it only while its hour has come. Raises PaperNotReady, with nothing changed, where it cannot
    be published.
    """

    def check(found: Paper, as_it_stands: Manuscript) -> None:
        if only_if_due:
            check_due(found, now=now)
        check_may_publish(found, as_it_stands, now=now, is_of_record=is_of_record)

    for _ in range(TRIES):
        with one_moment():
            found = Paper.objects.select_related("partnership", "house_style", "meeting").get(pk=paper.pk)
            as_printed = manuscript(found)
            check(found, as_printed)
            if not is_of_record:
                check_nothing_blocks(found, as_printed, now=now)
        edition = _keep(print_paper(as_printed), found, check, by=by, now=now, is_of_record=is_of_record)
        if edition:
            paper.state = edition.paper.state
            return edition
    raise PaperNotReady("It was changed again and again while it was printed. Nothing was published: try once more.")


def check_may_publish(paper: Paper, as_it_stands: Manuscript, *, now: datetime, is_of_record: bool = False) -> None:
    """Raises PaperNotReady where the paper may not be published now, with what to do. 3 queries."""
    if paper.state == Paper.State.WITHDRAWN:
        raise PaperNotReady("It was withdrawn; bring it back first.")
    if paper.state in (Paper.State.PUBLISHED, Paper.State.CORRECTED):
        raise AlreadyPublished("It is published already. To change it, begin a correction.")
    if paper.first_published_at and not paper.correction:
        raise PaperNotReady("An edition of it is public. Say first what the new one corrects.")
    if is_of_record:
        return
    check_signed(paper, signatures(paper, as_it_stands.hash))
    check_move(paper, _end(paper))
    check_in_time(paper, now=now)
    check_not_held(paper, now=now)


def check_due(paper: Paper, *, now: datetime) -> None:
    """Raises NotDue where the paper is not scheduled for now or before."""
    if paper.state != Paper.State.SCHEDULED or paper.publish_at is None or paper.publish_at > now:
        raise NotDue("It is not due any more.")


def check_signed(paper: Paper, known: Signatures) -> None:
    """Raises NotSigned where somebody who must sign has not signed the paper as it stands, and names for what."""
    if known.are_complete:
        return
    if paper.state == Paper.State.DRAFT:
        told = listed([*known.missing, *known.changed])
        raise NotSigned(f"It is not signed yet for {told}. Send it for sign-off.", changed=False)
    if known.changed:
        told = listed(known.changed)
        raise NotSigned(f"It changed after it was signed for {told}. Ask again for that signature.", changed=True)
    raise NotSigned(f"It is not signed yet for {listed(known.missing)}. Wait, or remind them.", changed=False)


def check_in_time(paper: Paper, *, now: datetime) -> None:
    """Raises PaperNotReady where the day of despatch is over and nobody said why."""
    last = despatch_date(paper)
    if last and is_late(paper, on=timezone.localdate(now)) and not paper.late_reason.strip():
        days = paper.house_style.clear_days
        raise PaperNotReady(
            f"Its last day of despatch was {day(last)}, {days} clear working days before. Say why it is late.",
            field="late_reason",
        )


def check_not_held(paper: Paper, *, now: datetime) -> None:
    """Raises HeldBack in a pre-election period that holds papers back."""
    election = election_on(paper, on=timezone.localdate(now))
    if election and election.holds:
        until = f" It lasts until {day(election.until_date)}." if election.until_date else ""
        raise HeldBack(f"Nothing is published in the period before an election: {election.name}.{until}")


def check_nothing_blocks(paper: Paper, as_it_stands: Manuscript, *, now: datetime) -> None:
    """Raises Blocked where the checks found something that must not be published."""
    found = blocking(paper, on=timezone.localdate(now), composed=as_it_stands.composed)
    if found:
        more = f" And {len(found) - 1} more; the checks list them." if len(found) > 1 else ""
        raise Blocked(f"The checks stop it: {found[0].says}{more}")


def _keep(
    printed: Printed,
    paper: Paper,
    check: Callable[[Paper, Manuscript], None],
    *,
    by: User | None,
    now: datetime,
    is_of_record: bool,
) -> Edition | None:
    """The edition, where the paper still is as it was printed; None where it changed meanwhile."""
    with transaction.atomic():
        paper = locked(paper)
        as_it_stands = manuscript(paper)
        check(paper, as_it_stands)
        if not as_it_stands.is_same_as(printed.manuscript):
            return None
        edition = Edition(
            paper=paper,
            number=paper.editions.count() + 1,
            content=c.to_json(as_it_stands.composed),
            content_hash=as_it_stands.content_hash,
            pdf=printed.pdf.data,
            pdf_hash=printed.pdf.digest,
            reason=paper.correction,
            published_at=now,
            published_by=by,
            published_by_name=_in_what_role(paper, by, now=now),
        )
        edition.save()
        files = [
            EditionFile(
                edition=edition,
                name=file.name,
                content_type=file.content_type,
                content=file.data,
                content_hash=file.digest,
            )
            for file in printed.others
        ]
        for file in files:
            file.save()
        save_fields(
            paper,
            state=_end(paper),
            first_published_at=paper.first_published_at or now,
            correction="",
            publish_at=None,
        )
        _tell(edition, files, by=by, now=now, is_of_record=is_of_record)
    return edition


def _tell(edition: Edition, files: list[EditionFile], *, by: User | None, now: datetime, is_of_record: bool) -> None:
    paper = edition.paper
    said = "Took in, as it was published before," if is_of_record else "Published"
    record_event(
        chain=paper.partnership.event_chain,
        verb="reports.paper_published",
        summary=f"{said} “{paper.title}”, edition {edition.number}{f': {edition.reason}' if edition.reason else ''}.",
        by=by,
        now=now,
        subject=paper,
        data={
            "edition": edition.number,
            "content_hash": edition.content_hash,
            "pdf_hash": edition.pdf_hash,
            "files": {file.name: file.content_hash for file in files},
            "reason": edition.reason,
        },
    )


def _end(paper: Paper) -> Paper.State:
    return Paper.State.CORRECTED if paper.first_published_at else Paper.State.PUBLISHED


def _in_what_role(paper: Paper, by: User | None, *, now: datetime) -> str:
    """Who published it, without a name: an edition can never be made to forget one."""
    if by is None:
        return "The portal"
    roles = Role.objects.held_by(by, on=timezone.localdate(now)).filter(partnership=paper.partnership_id)
    role = roles.filter(kind__in=[Role.Kind.OFFICER, Role.Kind.ADMINISTRATOR]).order_by("-kind").first()
    return str(role.get_kind_display()) if role else "The portal’s support"
