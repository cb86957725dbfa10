"""Drafting a paper from a recipe."""

from datetime import datetime

from django.db import transaction

from core.events import record_event
from partners.models import User
from priorities.models import Plan
from reports.models import HeaderValue, HouseStyle, Paper, Section
from reports.recipes import recipe_for


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
