"""What the pages read that stand above all apps: the home page, a partnership's page, and a person's own work."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import F, OuterRef, Prefetch, QuerySet, Subquery

from partners.models import Area, Meeting, Partnership, PartnershipArea, Role, User
from partners.summaries import GroupLine, LinkLine, groups_of, links_of
from priorities.models import Plan
from reports.models import Paper
from reports.summaries import PaperLine, public_lines, words_in_public

NEWEST_PAPERS = 5
Visitor = User | AnonymousUser


@dataclass(frozen=True, slots=True)
class NextMeeting:
    """A meeting still to come."""

    name: str
    date: date
    partnership: str
    partnership_slug: str
    group: str
    theme: str


@dataclass(frozen=True, slots=True)
class PartnershipCard:
    """A partnership in the list of all: where it works, what it is part of, its newest plan and paper."""

    name: str
    slug: str
    tier_label: str
    areas: tuple[str, ...]
    parent: str
    plan_title: str
    plan_slug: str
    paper_title: str
    paper_slug: str
    paper_date: date | None


@dataclass(frozen=True, slots=True)
class HomePage:
    """The home page."""

    partnerships: tuple[PartnershipCard, ...]
    papers: tuple[PaperLine, ...]
    next_meeting: NextMeeting | None


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A plan in a partnership's list."""

    slug: str
    title: str
    kind_label: str
    period: str
    status: str
    status_label: str


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A partnership above or below another."""

    name: str
    slug: str


@dataclass(frozen=True, slots=True)
class PartnershipPage:
    """A partnership's own page."""

    name: str
    slug: str
    tier_label: str
    areas: tuple[str, ...]
    former_names: tuple[str, ...]
    about: str
    vision: str
    host: str
    website: str
    contact_post: str
    contact_email: str
    parent: Neighbour | None
    districts: tuple[Neighbour, ...]
    plans: tuple[PlanLine, ...]
    papers: tuple[PaperLine, ...]
    groups: tuple[GroupLine, ...]
    links: tuple[LinkLine, ...]
    next_meeting: NextMeeting | None
    keeps_papers: bool


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to write to at a partnership: a post and a shared address."""

    partnership: str
    post: str
    email: str


def home_page(*, on: date) -> HomePage:
    """What the home page shows on a day. 4 queries, and 2 where papers are being corrected."""
    papers = Paper.objects.published().select_related("partnership", "plan")[:NEWEST_PAPERS]
    partnerships = list(_with_newest(Partnership.objects.as_at(on)))
    corrected = [found.paper_pk for found in partnerships if found.paper_correction]  # type: ignore[attr-defined]
    public = words_in_public(corrected)
    return HomePage(
        partnerships=tuple(_card(partnership, on, public) for partnership in partnerships),
        papers=public_lines(papers),
        next_meeting=_next_meeting(Meeting.objects.all(), on),
    )


def partnership_page(partnership: Partnership, *, visitor: Visitor, on: date) -> PartnershipPage:
    """What a partnership's page shows a visitor on a day. 9 queries, and 1 more where they have logged in. Its parent
    and host body come fetched.
    """
    plans = Plan.objects.visible_to(visitor, on=on).filter(partnership=partnership).in_display_order()
    papers = (
        Paper.objects.visible_to(visitor, on=on)
        .filter(partnership=partnership)
        .exclude(state=Paper.State.WITHDRAWN)
        .select_related("partnership", "plan")
        .in_display_order()
    )
    districts = Partnership.objects.as_at(on).filter(parent=partnership).in_display_order()
    return PartnershipPage(
        name=partnership.name,
        slug=partnership.slug,
        tier_label=partnership.get_tier_display(),
        areas=_areas(partnership.area_links.select_related("area__parent"), on),
        former_names=tuple(
            other.name for other in partnership.names.order_by("from_date", "pk") if other.name != partnership.name
        ),
        about=partnership.about,
        vision=partnership.vision,
        host=partnership.host_body.name if partnership.host_body else "",
        website=partnership.website,
        contact_post=partnership.contact_post,
        contact_email=partnership.contact_email,
        parent=Neighbour(partnership.parent.name, partnership.parent.slug) if partnership.parent else None,
        districts=tuple(Neighbour(district.name, district.slug) for district in districts),
        plans=tuple(_plan_line(plan) for plan in plans),
        papers=public_lines(papers),
        groups=groups_of(partnership.pk, on=on),
        links=links_of(partnership.pk),
        next_meeting=_next_meeting(Meeting.objects.filter(partnership=partnership), on),
        keeps_papers=_keeps_papers(partnership, visitor, on),
    )


def _keeps_papers(partnership: Partnership, visitor: Visitor, on: date) -> bool:
    """Whether the visitor is an officer or administrator of the partnership."""
    if not isinstance(visitor, User):
        return False
    kinds = (Role.Kind.OFFICER, Role.Kind.ADMINISTRATOR)
    return Role.objects.held_by(visitor, on=on).filter(partnership=partnership, kind__in=kinds).exists()


def contacts(*, on: date) -> tuple[Contact, ...]:
    """The contacts of the partnerships of a day that have one. 1 query."""
    partnerships = Partnership.objects.as_at(on).exclude(contact_post="", contact_email="").in_display_order()
    return tuple(Contact(found.name, found.contact_post, found.contact_email) for found in partnerships)


def _newest_plan(of: str) -> dict[str, Subquery]:
    """Annotations for the newest plan that the public may read; `of` is the column that holds the partnership."""
    plans = Plan.objects.exclude(status=Plan.Status.DRAFT).filter(partnership=OuterRef(of)).in_display_order()
    return {"plan_title": Subquery(plans.values("title")[:1]), "plan_slug": Subquery(plans.values("slug")[:1])}


def _with_newest(partnerships: QuerySet[Partnership]) -> QuerySet[Partnership]:
    papers = Paper.objects.published().filter(partnership=OuterRef("pk"))
    return (
        partnerships.select_related("parent")
        .prefetch_related(Prefetch("area_links", PartnershipArea.objects.select_related("area__parent")))
        .annotate(
            **_newest_plan("pk"),
            paper_pk=Subquery(papers.values("pk")[:1]),
            paper_correction=Subquery(papers.values("correction")[:1]),
            paper_title=Subquery(papers.values("title")[:1]),
            paper_slug=Subquery(papers.values("slug")[:1]),
            paper_date=Subquery(papers.values("date")[:1]),
        )
        .order_by(F("parent").asc(nulls_first=True), "name", "pk")
    )


def _areas(links: Iterable[PartnershipArea], on: date) -> tuple[str, ...]:
    """Names of the places a partnership answers for; a statistical area goes by the name of the place it counts."""
    areas = [link.area for link in links if link.is_current(on)]
    return tuple(sorted({(area.parent or area).name if area.kind == Area.Kind.CSP else area.name for area in areas}))


def _card(partnership: Partnership, on: date, public: Mapping[int, tuple[str, date | None]]) -> PartnershipCard:
    """A partnership on the home page; `public` says how papers are called in public that are being corrected."""
    own: Any = partnership
    paper_title, paper_date = public.get(own.paper_pk, (own.paper_title or "", own.paper_date))
    return PartnershipCard(
        name=partnership.name,
        slug=partnership.slug,
        tier_label=partnership.get_tier_display(),
        areas=_areas(partnership.area_links.all(), on),
        parent=partnership.parent.name if partnership.parent else "",
        plan_title=partnership.plan_title or "",  # type: ignore[attr-defined]
        plan_slug=partnership.plan_slug or "",  # type: ignore[attr-defined]
        paper_title=paper_title,
        paper_slug=partnership.paper_slug or "",  # type: ignore[attr-defined]
        paper_date=paper_date,
    )


def _plan_line(plan: Plan) -> PlanLine:
    return PlanLine(
        slug=plan.slug,
        title=plan.title,
        kind_label=plan.get_kind_display(),
        period=plan.period_stated,
        status=plan.status,
        status_label=plan.get_status_display(),
    )


def _next_meeting(meetings: QuerySet[Meeting], on: date) -> NextMeeting | None:
    found = meetings.after(on).select_related("partnership", "group").first()  # type: ignore[attr-defined]
    if found is None:
        return None
    return NextMeeting(
        name=found.name or found.get_kind_display(),
        date=found.date,
        partnership=found.partnership.name,
        partnership_slug=found.partnership.slug,
        group=found.group.name if found.group else "",
        theme=found.theme,
    )
