"""Drafting a paper: from the recipe of its kind, or from last time's paper with the years moved on."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from core.events import record_event
from core.formats import day
from core.ordering import in_order
from partners.models import Meeting, User
from priorities.models import Plan
from reports.models import (
    BackgroundPaper,
    HeaderKey,
    HeaderValue,
    HouseStyle,
    Implication,
    Paper,
    PaperAuthor,
    Recommendation,
    Section,
)
from reports.operations.signers import name_signers
from reports.recipes import recipe_for
from reports.years_on import Reword, years_on

Standing = HeaderValue.Standing
# What the head says of the paper itself: never taken from last time's.
OF_ITSELF = (HeaderKey.TITLE, HeaderKey.DATE, HeaderKey.APPROVED_BY, HeaderKey.APPENDICES, HeaderKey.TO)
# What is put together from the paper's records, after the field's own words.
COMPOSED = (HeaderKey.RECOMMENDATIONS, HeaderKey.APPENDICES, HeaderKey.APPROVED_BY)
# Options that name records of last year's plan.
OF_LAST_YEAR = ("only", "leave_out", "also", "grouping", "topic", "as_at")


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
    meeting: Meeting | None = None,
    follows: Paper | None = None,
    copies: bool = False,
    background_none: bool = False,
) -> Paper:
    """A new draft with head, sections, implications to answer and signers, filled from `plan` and `reports_on`.

    `reports_on` is the plan whose year the paper gives account of; without it the plan itself. `follows` is last time's
    paper: the head takes over what stays the same. With `copies` the sections, recommendations, background papers and
    authors are that paper's too, pointed at the new plans; else they are the recipe's. With `background_none` it says
    that there are no background papers. Raises ValidationError where the address is taken or a field is missing.
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
        meeting=meeting,
        date=meeting.date if meeting else None,
        follows=follows,
        **_author(follows, plan),
        shows_contents=follows.shows_contents if follows and copies else recipe.shows_contents,
        background_none=background_none,
    )
    paper.full_clean()
    paper.save()
    reword = years_on(follows, plan=paper.plan, reports_on=paper.reports_on)
    if follows and copies:
        _copy_sections(paper, follows, reword)
        _copy_recommendations(paper, follows, reword)
        if not background_none:
            _copy(BackgroundPaper, paper, follows.background_papers.all(), ("title", "url"))
        _copy(PaperAuthor, paper, follows.other_authors.all(), ("post_title", "service", "contact"))
    else:
        _sections_of_the_recipe(paper)
    _add_the_head(paper, follows, reword)
    for position, asked in enumerate(house_style.implication_kinds.order_by("position", "pk"), 1):
        Implication.objects.create(paper=paper, position=position, label=asked.label)
    name_signers(paper=paper, now=now)
    start = f"“{follows.title}”" if follows and copies else "the recipe of its kind"
    record_event(
        chain=paper.partnership.event_chain,
        verb="reports.paper_drafted",
        summary=f"Drafted “{paper.title}” ({paper.get_kind_display().lower()}) from {plan.title}, beginning with "
        f"{start}.",
        by=by,
        now=now,
        subject=paper,
        data={"slug": slug, "kind": kind, "plan": plan.pk, "follows": follows.pk if follows else None},
    )
    return paper


def _author(follows: Paper | None, plan: Plan) -> dict[str, str]:
    """Who writes it: whoever wrote last time's, else the partnership's own contact."""
    if follows and follows.author_post:
        return {name: getattr(follows, name) for name in ("author_post", "author_service", "author_contact")}
    return {"author_post": plan.partnership.contact_post, "author_contact": plan.partnership.contact_email}


def _sections_of_the_recipe(paper: Paper) -> None:
    parents: dict[str, Section] = {}
    for position, spec in enumerate(recipe_for(paper.kind).sections, 1):
        parents[spec.key] = Section.objects.create(
            paper=paper,
            parent=parents.get(spec.within),
            position=position,
            key=spec.key,
            heading=spec.heading,
            kind=spec.kind,
            fill=spec.fill,
            plan=paper.reports_on if spec.of_year_reported else paper.plan,
            options=dict(spec.options),
        )


def _copy_sections(paper: Paper, follows: Paper, reword: Reword) -> None:
    """Last time's sections, each filled from the plan that has taken the place of its own. Headings move on to the new
    years; what is said below them stays as it was, for an officer to say what became of it.
    """
    below: dict[int | None, list[Section]] = {}
    for section in in_order(follows.sections.all()):
        below.setdefault(section.parent_id, []).append(section)

    def copy(old_parent: int | None, parent: Section | None) -> None:
        for old in below.get(old_parent, ()):
            made = Section.objects.create(
                paper=paper,
                parent=parent,
                position=old.position,
                key=old.key,
                heading=reword(old.heading),
                kind=old.kind,
                fill=old.fill,
                plan=_next_plan(old.plan_id, paper, follows),
                text=old.text,
                is_numbered=old.is_numbered,
                options={name: value for name, value in old.options.items() if name not in OF_LAST_YEAR},
            )
            copy(old.pk, made)

    copy(None, None)


def _next_plan(old: int | None, paper: Paper, follows: Paper) -> Plan | None:
    if old is None:
        return None
    return paper.reports_on if old == follows.reports_on_id and old != follows.plan_id else paper.plan


def _copy_recommendations(paper: Paper, follows: Paper, reword: Reword) -> None:
    made: dict[int | None, Recommendation | None] = {None: None}
    waiting = in_order(follows.recommendations.all())
    while waiting:
        ready = [one for one in waiting if one.parent_id in made]
        for old in ready:
            made[old.pk] = Recommendation.objects.create(
                paper=paper,
                parent=made[old.parent_id],
                position=old.position,
                is_numbered=old.is_numbered,
                text=reword(old.text),
            )
        waiting = [one for one in waiting if one.pk not in made]


def _copy(model: Any, paper: Paper, old: Iterable[Any], names: tuple[str, ...]) -> None:
    for one in in_order(old):
        model.objects.create(paper=paper, position=one.position, **{name: getattr(one, name) for name in names})


def _add_the_head(paper: Paper, follows: Paper | None, reword: Reword) -> None:
    """A value for each field of the house style: the paper's own, last time's where it stays the same, else blank."""
    known = {value.key: value for value in follows.header_values.all()} if follows else {}
    own = _said_of_itself(paper, known)
    for field in paper.house_style.header_fields.order_by("position", "pk"):
        before = known.get(field.key) if field.key not in OF_ITSELF else None
        text = own.get(field.key, reword(before.text) if before else "")
        standing = Standing.STATED if text or field.key in COMPOSED else Standing.BLANK
        if before and not text:
            standing = Standing(before.standing)
        HeaderValue.objects.create(paper=paper, key=field.key, standing=standing, text=text)


def _said_of_itself(paper: Paper, known: Mapping[str, HeaderValue]) -> dict[str, str]:
    """The head's fields that follow from the paper: its title, its date, and to whom it goes."""
    said = {HeaderKey.TITLE.value: paper.title}
    if paper.date:
        said[HeaderKey.DATE.value] = day(paper.date)
    meeting = paper.meeting
    before = known.get(HeaderKey.TO)
    to = str(meeting.group) if meeting and meeting.group else before.text if before else meeting.name if meeting else ""
    if to:
        said[HeaderKey.TO.value] = to
    return said
