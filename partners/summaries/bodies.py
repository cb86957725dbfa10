"""What pages and papers read about a partnership: its members on a day, its groups and seats, its business cycle, its
links.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from partners.models import CycleTask, Group, Link, Meeting, Membership, MembershipCategory, Seat


@dataclass(frozen=True, slots=True)
class MemberLine:
    """A body's membership on a day; `services` are the services of this body that are members in their own right."""

    body: str
    slug: str
    short_name: str
    standing: str
    standing_label: str
    categories: tuple[str, ...]
    note: str
    successor: str
    services: tuple["MemberLine", ...] = ()


@dataclass(frozen=True, slots=True)
class CategoryLine:
    """A category of authority (Crime and Disorder Act 1998 s.5) and the members that fill it on a day; none is a
    gap.
    """

    category: str
    label: str
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Members:
    """Who belongs to a partnership on a day, and which authority categories they fill."""

    on: date
    lines: tuple[MemberLine, ...]
    categories: tuple[CategoryLine, ...]

    @property
    def gaps(self) -> tuple[str, ...]:
        """Labels of the categories of authority that no member fills."""
        return tuple(line.label for line in self.categories if not line.members)


@dataclass(frozen=True, slots=True)
class SeatLine:
    """A seat: a post, the body it speaks for, and how it sits there."""

    post_title: str
    body: str
    is_chair: bool
    is_invited: bool
    also_sits_on: str


@dataclass(frozen=True, slots=True)
class GroupLine:
    """A group with its seats and the groups below it."""

    name: str
    short_name: str
    kind_label: str
    chair: str
    secretariat: str
    meets: str
    purpose: str
    is_minimum: bool
    seats: tuple[SeatLine, ...]
    subgroups: tuple["GroupLine", ...]


@dataclass(frozen=True, slots=True)
class MeetingLine:
    """A meeting: when as stated or dated, what it is for, what it decided."""

    name: str
    when: str
    date: date | None
    theme: str
    focus: str


@dataclass(frozen=True, slots=True)
class Stage:
    """A quarter of a business cycle and its core tasks."""

    quarter: str
    stage: str
    tasks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cycle:
    """A group's meetings and the tasks of its year."""

    meetings: tuple[MeetingLine, ...]
    stages: tuple[Stage, ...]


@dataclass(frozen=True, slots=True)
class LinkLine:
    """A web address as stated, with what is known to be wrong with it."""

    label: str
    url: str
    note: str


POLICE_AUTHORITY_ENDED = date(2012, 11, 22)


def members_of(partnership_id: int, *, tier: str, on: date) -> Members:
    """The members of a partnership on a day, by their names of that day, in the partnership's own order. 3 queries."""
    memberships = list(
        Membership.objects.as_at(on)
        .filter(partnership_id=partnership_id)
        .select_related("body__successor")
        .prefetch_related("categories", "body__names")
        .in_display_order()
    )
    present = {membership.body_id for membership in memberships}
    held: dict[str, list[str]] = {}
    lines: dict[int, MemberLine] = {}
    below: dict[int | None, list[int]] = {}
    for membership in memberships:
        categories = [category for category in membership.categories.all() if category.is_current(on)]
        for category in categories:
            held.setdefault(category.category, []).append(membership.body.name_on(on))
        if membership.body_id not in lines:
            parent = membership.body.parent_id
            below.setdefault(parent if parent in present and not categories else None, []).append(membership.body_id)
        lines[membership.body_id] = _member_line(membership, categories, on)

    def whole(body_id: int) -> MemberLine:
        return replace(lines[body_id], services=tuple(whole(service) for service in below.get(body_id, ())))

    return Members(on, tuple(whole(body_id) for body_id in below.get(None, ())), _categories(held, tier, on))


def _member_line(membership: Membership, categories: list[MembershipCategory], on: date) -> MemberLine:
    body = membership.body
    return MemberLine(
        body=body.name_on(on),
        slug=body.slug,
        short_name=body.short_name,
        standing=membership.standing,
        standing_label=membership.get_standing_display(),
        categories=tuple(category.get_category_display() for category in categories),
        note=membership.note,
        successor=body.successor.name if body.successor else "",
    )


def _categories(held: dict[str, list[str]], tier: str, on: date) -> tuple[CategoryLine, ...]:
    """Every category asked for on a day; a unitary area has no county council, and police authorities ended in 2012."""
    category = MembershipCategory.Category
    asked = [
        choice
        for choice in category
        if not (choice == category.POLICE_AUTHORITY and on >= POLICE_AUTHORITY_ENDED)
        and not (choice == category.COUNTY_COUNCIL and tier == "unitary")
    ]
    return tuple(CategoryLine(choice.value, str(choice.label), tuple(held.get(choice, ()))) for choice in asked)


def categories_without_member(filled: Iterable[str], *, tier: str, on: date) -> tuple[str, ...]:
    """Labels of the categories of authority that are asked for on a day and not among those filled."""
    held = {category: ["somebody"] for category in filled}
    return tuple(line.label for line in _categories(held, tier, on) if not line.members)


def groups_of(partnership_id: int, *, on: date) -> tuple[GroupLine, ...]:
    """The groups of a partnership on a day as trees, each with its seats. 2 queries."""
    groups = list(
        Group.objects.as_at(on)
        .filter(partnership_id=partnership_id)
        .select_related("secretariat")
        .order_by("position", "name", "pk")
    )
    seats: dict[int, list[SeatLine]] = {}
    for seat in Seat.objects.as_at(on).filter(group__in=groups).select_related("body").order_by("position", "pk"):
        seats.setdefault(seat.group_id, []).append(_seat_line(seat))
    children: dict[int | None, list[Group]] = {}
    known = {group.pk for group in groups}
    for group in groups:
        children.setdefault(group.parent_id if group.parent_id in known else None, []).append(group)

    def lines(parent: int | None) -> tuple[GroupLine, ...]:
        return tuple(
            GroupLine(
                name=group.name,
                short_name=group.short_name,
                kind_label=group.get_kind_display(),
                chair=group.chair_post,
                secretariat=group.secretariat.name if group.secretariat else "",
                meets=group.meets,
                purpose=group.purpose,
                is_minimum=group.is_minimum,
                seats=tuple(seats.get(group.pk, ())),
                subgroups=lines(group.pk),
            )
            for group in children.get(parent, ())
        )

    return lines(None)


def _seat_line(seat: Seat) -> SeatLine:
    return SeatLine(
        seat.post_title, seat.body.name if seat.body else "", seat.is_chair, seat.is_invited, seat.also_sits_on
    )


def seats_of(partnership_id: int, *, group: str) -> tuple[SeatLine, ...]:
    """The seats of the partnership's group of that name, in order, whatever their dates. 1 query."""
    seats = Seat.objects.filter(group__partnership_id=partnership_id, group__name=group).select_related("body")
    return tuple(_seat_line(seat) for seat in seats.order_by("position", "pk"))


def cycle_of(partnership_id: int, *, group: str, period_start: date | None, period_end: date | None) -> Cycle:
    """The meetings and quarterly tasks of the partnership's group of that name within a plan's period. 2 queries."""
    meetings = Meeting.objects.filter(partnership_id=partnership_id, group__name=group).exclude(focus="")
    tasks = CycleTask.objects.filter(group__partnership_id=partnership_id, group__name=group)
    if period_start and period_end:
        tasks = tasks.filter(period_start__gte=period_start, period_end__lte=period_end)
    stages: dict[tuple[str, str], list[str]] = {}
    for task in tasks.order_by("period_start", "position", "pk"):
        stages.setdefault((task.period_stated, task.stage), []).append(task.text)
    return Cycle(
        meetings=tuple(
            MeetingLine(meeting.name, meeting.date_stated, meeting.date, meeting.theme, meeting.focus)
            for meeting in meetings.order_by("date", "position", "pk")
        ),
        stages=tuple(Stage(quarter, stage, tuple(texts)) for (quarter, stage), texts in stages.items()),
    )


def links_of(partnership_id: int) -> tuple[LinkLine, ...]:
    """The partnership's links as stated, in order. 1 query."""
    links = Link.objects.filter(partnership_id=partnership_id).order_by("position", "pk")
    return tuple(LinkLine(link.label, link.url, link.note) for link in links)
