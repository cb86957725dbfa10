"""What those who keep a partnership's bodies, groups, people and meetings see of them."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from core.calendar import clear_working_days_before
from partners.models import Body, Group, Meeting, Membership, Partnership, Person, Seat
from partners.summaries.bodies import categories_without_member


@dataclass(frozen=True, slots=True)
class KeptMembership:
    """A body's place in the partnership, over or not."""

    id: int
    body: str
    body_id: int
    standing_label: str
    categories: tuple[str, ...]
    from_date: date | None
    until_date: date | None
    contact: str
    lead: str
    note: str


@dataclass(frozen=True, slots=True)
class KeptBody:
    """A body that the partnership keeps."""

    id: int
    name: str
    short_name: str
    kind_label: str
    parent: str
    successor: str
    from_date: date | None
    until_date: date | None
    is_member: bool


@dataclass(frozen=True, slots=True)
class KeptSeat:
    """A seat with who holds it."""

    id: int
    post_title: str
    body: str
    person: str
    is_chair: bool
    from_date: date | None
    until_date: date | None


@dataclass(frozen=True, slots=True)
class KeptGroup:
    """A group with its seats; `depth` counts the groups above it."""

    id: int
    name: str
    kind_label: str
    depth: int
    from_date: date | None
    until_date: date | None
    seats: tuple[KeptSeat, ...]


@dataclass(frozen=True, slots=True)
class KeptPerson:
    """Somebody of a body; contact data is for members alone."""

    id: int
    name: str
    body: str
    job_title: str
    email: str
    phone: str
    may_be_published: bool


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of a partnership, as at a day; `past` are memberships that were over by then."""

    members: tuple[KeptMembership, ...]
    past: tuple[KeptMembership, ...]
    gaps: tuple[str, ...]
    bodies: tuple[KeptBody, ...]
    groups: tuple[KeptGroup, ...]
    people: tuple[KeptPerson, ...]


@dataclass(frozen=True, slots=True)
class KeptDecision:
    """One thing a meeting decided."""

    id: int
    text: str


@dataclass(frozen=True, slots=True)
class KeptMeeting:
    """A meeting with what it decided. `despatch_date` is the last day on which its papers may go out."""

    id: int
    name: str
    group: str
    kind_label: str
    meeting_date: date | None
    date_stated: str
    theme: str
    focus: str
    attended_by: tuple[str, ...]
    is_to_come: bool
    despatch_date: date | None
    decisions: tuple[KeptDecision, ...]


def kept_in(partnership: Partnership, *, on: date) -> Kept:
    """Members, bodies, groups and people as at a day. 6 queries."""
    memberships = list(
        Membership.objects.filter(partnership=partnership)
        .select_related("body", "contact", "lead")
        .prefetch_related("categories")
        .in_display_order()
    )
    current = [membership for membership in memberships if membership.is_current(on)]
    filled = {found.category for membership in current for found in membership.categories.all() if found.is_current(on)}
    members = {membership.body_id for membership in current}
    bodies = Body.objects.as_at(on).kept_in(partnership.pk).select_related("parent", "successor")
    theirs = Q(body__memberships__partnership=partnership) | Q(seats__group__partnership=partnership)
    within = Q(body__parent__memberships__partnership=partnership)
    people = Person.objects.filter(theirs | within).distinct().select_related("body").order_by("name", "pk")
    return Kept(
        members=tuple(_membership(membership, on) for membership in current),
        past=tuple(_membership(membership, on) for membership in memberships if membership not in current),
        gaps=categories_without_member(filled, tier=partnership.tier, on=on),
        bodies=tuple(_body(body, body.pk in members) for body in bodies.order_by("name", "pk")),
        groups=_groups(partnership, on),
        people=tuple(_person(person) for person in people),
    )


def meetings_of(partnership_id: int, *, on: date) -> tuple[KeptMeeting, ...]:
    """A partnership's meetings: those to come soonest first, then those past, the last one first, then those of
    no known day. 3 queries."""
    found = list(
        Meeting.objects.filter(partnership=partnership_id)
        .select_related("group")
        .prefetch_related("decisions", "attended_by")
        .order_by("date", "position", "pk")
    )
    to_come = [meeting for meeting in found if meeting.date is not None and meeting.date >= on]
    past = [meeting for meeting in reversed(found) if meeting.date is not None and meeting.date < on]
    undated = [meeting for meeting in found if meeting.date is None]
    return tuple(_meeting(meeting, on) for meeting in (*to_come, *past, *undated))


def _membership(membership: Membership, on: date) -> KeptMembership:
    return KeptMembership(
        id=membership.pk,
        body=membership.body.name,
        body_id=membership.body_id,
        standing_label=str(membership.get_standing_display()),
        categories=tuple(
            str(found.get_category_display()) for found in membership.categories.all() if found.is_current(on)
        ),
        from_date=membership.from_date,
        until_date=membership.until_date,
        contact=str(membership.contact or ""),
        lead=str(membership.lead or ""),
        note=membership.note,
    )


def _body(body: Body, is_member: bool) -> KeptBody:  # noqa: FBT001 # two facts about one body
    return KeptBody(
        id=body.pk,
        name=body.name,
        short_name=body.short_name,
        kind_label=str(body.get_kind_display()),
        parent=str(body.parent or ""),
        successor=str(body.successor or ""),
        from_date=body.from_date,
        until_date=body.until_date,
        is_member=is_member,
    )


def _groups(partnership: Partnership, on: date) -> tuple[KeptGroup, ...]:
    groups = list(Group.objects.as_at(on).filter(partnership=partnership).order_by("position", "name", "pk"))
    seats: dict[int, list[KeptSeat]] = {}
    held = Seat.objects.as_at(on).filter(group__in=groups).select_related("body", "person").order_by("position", "pk")
    for seat in held:
        seats.setdefault(seat.group_id, []).append(_seat(seat))
    known = {group.pk for group in groups}
    below: dict[int | None, list[Group]] = {}
    for group in groups:
        below.setdefault(group.parent_id if group.parent_id in known else None, []).append(group)

    def walk(parent: int | None, depth: int) -> list[KeptGroup]:
        lines = []
        for group in below.get(parent, ()):
            lines.append(
                KeptGroup(
                    id=group.pk,
                    name=group.name,
                    kind_label=str(group.get_kind_display()),
                    depth=depth,
                    from_date=group.from_date,
                    until_date=group.until_date,
                    seats=tuple(seats.get(group.pk, ())),
                )
            )
            lines += walk(group.pk, depth + 1)
        return lines

    return tuple(walk(None, 0))


def _seat(seat: Seat) -> KeptSeat:
    return KeptSeat(
        id=seat.pk,
        post_title=seat.post_title,
        body=str(seat.body or ""),
        person=str(seat.person or ""),
        is_chair=seat.is_chair,
        from_date=seat.from_date,
        until_date=seat.until_date,
    )


def _person(person: Person) -> KeptPerson:
    return KeptPerson(
        id=person.pk,
        name=person.name,
        body=str(person.body or ""),
        job_title=person.job_title,
        email=person.email,
        phone=person.phone,
        may_be_published=person.may_be_published,
    )


def _meeting(meeting: Meeting, on: date) -> KeptMeeting:
    is_to_come = meeting.date is not None and meeting.date >= on
    return KeptMeeting(
        id=meeting.pk,
        name=meeting.name or str(meeting.get_kind_display()),
        group=str(meeting.group or ""),
        kind_label=str(meeting.get_kind_display()),
        meeting_date=meeting.date,
        date_stated=meeting.date_stated,
        theme=meeting.theme,
        focus=meeting.focus,
        attended_by=tuple(sorted(body.name for body in meeting.attended_by.all())),
        is_to_come=is_to_come,
        despatch_date=clear_working_days_before(meeting.date) if meeting.date and is_to_come else None,
        decisions=tuple(
            KeptDecision(found.pk, found.text)
            for found in sorted(meeting.decisions.all(), key=lambda found: (found.position, found.pk))
        ),
    )
