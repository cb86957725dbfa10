"""What becomes of a paper that is public: corrected in the open, withdrawn, brought back, or supplemented."""

from datetime import datetime

from django.db import transaction

from core.events import record_event
from partners.models import User
from reports.manuscripts import PaperNotReady
from reports.models import HeaderValue, Paper, Section
from reports.operations.moving import locked, move, save_fields
from reports.summaries import words_in_public

PUBLIC = (Paper.State.PUBLISHED, Paper.State.CORRECTED)
LONGEST_SLUG = 100
LONGEST_REASON = 300


@transaction.atomic
def begin_correction(*, paper: Paper, reason: str, by: User, now: datetime) -> Paper:
    """The paper as a draft again, whose next edition corrects what `reason` says. The edition stays public.

    Raises PaperNotReady.
    """
    found = locked(paper)
    if found.state not in PUBLIC:
        raise PaperNotReady("Only what is published can be corrected.")
    why = _said(reason, "Say what the correction corrects")
    move(found, Paper.State.DRAFT, correction=why)
    _tell(found, "reports.correction_begun", f"Began to correct “{found.title}”: {why}", by=by, now=now)
    return found


@transaction.atomic
def give_up_correction(*, paper: Paper, by: User, now: datetime) -> Paper:
    """The paper as it is public, under its public title and date, with no correction in work. What was changed in its
    sections stays changed.

    Raises PaperNotReady.
    """
    found = locked(paper)
    if found.state != Paper.State.DRAFT or not found.correction:
        raise PaperNotReady("There is no correction in draft. One that is out for sign-off goes back to draft first.")
    title, on = words_in_public([found.pk])[found.pk]
    move(found, as_public(found), correction="", title=title, date=on)
    _tell(found, "reports.correction_given_up", f"Gave up the correction of “{found.title}”.", by=by, now=now)
    return found


@transaction.atomic
def withdraw_paper(*, paper: Paper, reason: str, by: User, now: datetime) -> Paper:
    """The paper withdrawn: every address of it answers that it is gone, when and why. Raises PaperNotReady."""
    found = locked(paper)
    if found.first_published_at is None:
        raise PaperNotReady("It was never published, so there is nothing to withdraw.")
    if found.state == Paper.State.WITHDRAWN:
        raise PaperNotReady("It is withdrawn already.")
    why = _said(reason, "Say why it is withdrawn")
    save_fields(found, state=Paper.State.WITHDRAWN, withdrawn_at=now, withdrawn_reason=why, publish_at=None)
    _tell(found, "reports.paper_withdrawn", f"Withdrew “{found.title}”: {why}", by=by, now=now)
    return found


@transaction.atomic
def bring_back(*, paper: Paper, reason: str, by: User, now: datetime) -> Paper:
    """The withdrawn paper public again; where a correction was in work, it goes on as a draft. Raises PaperNotReady."""
    found = locked(paper)
    if found.state != Paper.State.WITHDRAWN:
        raise PaperNotReady("It is not withdrawn.")
    why = _said(reason, "Say why it is brought back")
    state = Paper.State.DRAFT if found.correction else as_public(found)
    save_fields(found, state=state, withdrawn_at=None, withdrawn_reason="")
    _tell(found, "reports.paper_brought_back", f"Brought back “{found.title}”: {why}", by=by, now=now)
    return found


@transaction.atomic
def begin_supplement(*, paper: Paper, title: str, late_reason: str, by: User, now: datetime) -> Paper:
    """A late item that goes with a published paper: a draft of its own for the same meeting, with the reason why.

    Raises PaperNotReady, ValidationError.
    """
    found = locked(paper)
    if found.state not in PUBLIC:
        raise PaperNotReady("Only what is published can have a supplement.")
    supplement = Paper(
        slug=_free_slug(f"{found.slug[: LONGEST_SLUG - 20]}-supplement"),
        title=title.strip(),
        late_reason=_said(late_reason, "Say why it is late", field="late_reason"),
        supplements=found,
        **{
            name: getattr(found, name)
            for name in (
                *("partnership", "kind", "house_style", "meeting", "date", "plan", "reports_on"),
                *("author_post", "author_service", "author_contact"),
            )
        },
    )
    supplement.full_clean()
    supplement.save()
    supplement.also_goes_to.set(found.also_goes_to.all())
    for value in found.header_values.all():
        HeaderValue.objects.create(paper=supplement, key=value.key, standing=HeaderValue.Standing.BLANK)
    Section.objects.create(paper=supplement, position=1, key="supplement", heading=supplement.title)
    said = f"Began “{supplement.title}”, a supplement to “{found.title}”. Late because: {supplement.late_reason}"
    _tell(supplement, "reports.supplement_begun", said, by=by, now=now)
    return supplement


def as_public(paper: Paper) -> Paper.State:
    """The state of a public paper that is not in work: corrected, where a later edition was published. 1 query."""
    return Paper.State.CORRECTED if paper.editions.count() > 1 else Paper.State.PUBLISHED


def _said(reason: str, ask: str, *, field: str = "reason") -> str:
    said = reason.strip()
    if not said:
        raise PaperNotReady(ask, field=field)
    if len(said) > LONGEST_REASON:
        raise PaperNotReady(f"Say it in {LONGEST_REASON} characters or fewer", field=field)
    return said


def _free_slug(base: str) -> str:
    taken = set(Paper.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    number = 1
    while (slug := base if number == 1 else f"{base}-{number}") in taken:
        number += 1
    return slug


def _tell(paper: Paper, verb: str, summary: str, *, by: User, now: datetime) -> None:
    record_event(chain=paper.partnership.event_chain, verb=verb, summary=summary, by=by, now=now, subject=paper)
