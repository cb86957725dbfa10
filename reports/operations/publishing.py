"""Publishing a paper as an edition."""

import hashlib
from datetime import datetime

from django.db import transaction

from core.events import record_event
from partners.models import User
from reports import content
from reports.compose import OptionError, compose_paper
from reports.models import Edition, Paper
from reports.rendering.pdf import RenderingFailed, pdf


class PaperNotReady(Exception):
    """The paper cannot be published as it stands; the message says what to mend, in a sentence."""


def publish_paper(*, paper: Paper, by: User | None, now: datetime, reason: str = "") -> Edition:
    """Freeze the paper as it stands as its next edition: content, hash and PDF, in one transaction with its event.

    A later edition needs a reason. Raises PaperNotReady, with nothing changed, where the paper cannot be composed or
    printed.
    """
    with transaction.atomic():
        locked = (
            Paper.objects.select_for_update(of=("self",)).select_related("partnership", "house_style").get(pk=paper.pk)
        )
        number = locked.editions.count() + 1
        if locked.state == Paper.State.WITHDRAWN:
            raise PaperNotReady("It was withdrawn; bring it back to a draft first.")
        if number > 1 and not reason.strip():
            raise PaperNotReady("It is already published. Say what the new edition corrects.")
        try:
            composed = compose_paper(locked)
            stored = content.to_json(composed)
            content_hash = content.content_hash(composed)
            printed = pdf(composed, content_hash=content_hash)
        except (content.ContentError, OptionError, RenderingFailed) as error:
            raise PaperNotReady(str(error)) from error
        edition = Edition(
            paper=locked,
            number=number,
            content=stored,
            content_hash=content_hash,
            pdf=printed,
            pdf_hash=hashlib.sha256(printed).hexdigest(),
            reason=reason.strip(),
            published_at=now,
            published_by=by,
            published_by_name=str(by) if by else "The portal",
        )
        edition.save()
        locked.state = Paper.State.PUBLISHED if number == 1 else Paper.State.CORRECTED
        locked.first_published_at = locked.first_published_at or now
        locked.save(update_fields=["state", "first_published_at"])
        record_event(
            chain=locked.partnership.event_chain,
            verb="reports.paper_published",
            summary=f"Published “{locked.title}”, edition {number}{f': {edition.reason}' if edition.reason else ''}.",
            by=by,
            now=now,
            subject=locked,
            data={
                "edition": number,
                "content_hash": content_hash,
                "pdf_hash": edition.pdf_hash,
                "reason": edition.reason,
            },
        )
    paper.state = locked.state
    return edition
