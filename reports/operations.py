"""Every write to papers that has a rule or a trace: drafting from a recipe, publishing an edition."""

import hashlib
from datetime import datetime

from django.db import transaction

from core.events import record_event
from partners.models import User
from priorities.models import Plan
from reports import content
from reports.compose import OptionError, compose_paper
from reports.models import Edition, HeaderValue, HouseStyle, Paper, Section
from reports.recipes import recipe_for
from reports.rendering.pdf import RenderingFailed, pdf


class PaperNotReady(Exception):
    """The paper cannot be published as it stands; the message says what to mend, in a sentence."""


@transaction.atomic
def draft_paper(
    *,
    kind: str,
    slug: str,
    title: str,
    plan: Plan,
    house_style: HouseStyle,
    by: User | None,
    now: datetime,
    reports_on: Plan | None = None,
) -> Paper:
    """A new draft with the sections and header fields of its kind's recipe, filled from `plan` and `reports_on`.

    `reports_on` is the plan whose year the paper gives account of; without it the plan itself. Raises ValidationError
    where the address is taken or a field is missing.
    """
    recipe = recipe_for(kind)
    paper = Paper(
        kind=kind,
        slug=slug,
        title=title,
        plan=plan,
        reports_on=reports_on or plan,
        partnership=plan.partnership,
        house_style=house_style,
        shows_contents=recipe.shows_contents,
    )
    paper.full_clean()
    paper.save()
    for field in house_style.header_fields.all():
        HeaderValue.objects.create(paper=paper, key=field.key, standing=HeaderValue.Standing.BLANK)
    parents: dict[str, Section] = {}
    for position, spec in enumerate(recipe.sections, 1):
        section = Section.objects.create(
            paper=paper,
            parent=parents.get(spec.within),
            position=position,
            key=spec.key,
            heading=spec.heading,
            kind=spec.kind,
            fill=spec.fill,
            plan=paper.reports_on if spec.of_year_reported else plan,
            options=dict(spec.options),
        )
        parents[spec.key] = section
    record_event(
        chain=paper.partnership.event_chain,
        verb="reports.paper_drafted",
        summary=f"Drafted “{paper.title}” ({paper.get_kind_display().lower()}) from {plan.title}.",
        by=by,
        now=now,
        subject=paper,
        data={"slug": slug, "kind": kind, "plan": plan.pk},
    )
    return paper


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
