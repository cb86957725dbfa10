"""The grants that the public may see, read in a fixed number of queries and told one by one.

A grant is money that changes hands: an award from its fund's body to the body that hosts the partnership; a row of it
from that host to whoever receives it; what is passed on, from the recipient of the row it is out of; each share of a
row that several partnerships share. Where not all shares are known, the row is one grant to all of them. What a body
keeps, or has of itself, is no grant, and what is still to be bid for is none yet.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from heapq import merge
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import BigIntegerField, Exists, Max, OuterRef, Q, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Cast, Coalesce

from core.formats import money
from core.models import Event
from core.periods import Period
from funding.exports.giving import COMMON_REGRANT, MULTIPURPOSE
from funding.exports.grants import Grant, Organisation
from funding.exports.known import Hands, Known, known_today
from funding.models import Allocation, Award, Share
from partners.models import Partnership
from priorities.models import Plan

ROWS_AT_ONCE = 500
Placed = tuple[tuple[int, int, int, int], Grant]  # its place in the list, and the grant


def grants_of(partnership: Partnership | None, *, on: date) -> Iterator[Grant]:
    """The grants of a partnership, or of all, that the public may see on a day: each award with its rows under it.
    10 queries, however many there are; they are read while they are used.

    Of all partnerships, money that one passes on to another is told once, where it is passed on.
    """
    awards = public_awards(partnership, on=on).exclude(basis=Award.Basis.TO_BID_FOR)
    known = known_today(on)
    told = awards if partnership is not None else awards.exclude(passed_on_by__award__in=awards)
    streams = (_awards(told, known), _rows(awards, known), _shares(awards, known))
    return (grant for _, grant in merge(*streams, key=itemgetter(0)))


def public_awards(partnership: Partnership | None, *, on: date) -> QuerySet[Award]:
    """The awards of a partnership, or of all, whose plan, if any, everybody may see."""
    plans = Plan.objects.visible_to(AnonymousUser(), on=on)
    of = Q() if partnership is None else Q(partnership=partnership)
    return Award.objects.filter(of, Q(plan=None) | Q(plan__in=plans))


def to_bid_for(partnership: Partnership | None, *, on: date) -> tuple[str, ...]:
    """What is announced and still to be bid for, and so is no grant yet, in words. 1 query."""
    found = public_awards(partnership, on=on).filter(basis=Award.Basis.TO_BID_FOR).order_by("pk")
    return tuple(
        award.title if award.amount_announced is None else f"{award.title} ({money(award.amount_announced)})"
        for award in found
    )


def _awards(awards: QuerySet[Award], known: Known) -> Iterator[Placed]:
    direct = Allocation.objects.filter(award=OuterRef("pk"), passed_on_from=None)
    kept = Q(is_retained=True) | Q(recipient=_or_nobody("partnership__host_body"))
    found = (
        awards.select_related("fund", "passed_on_by__award")
        .annotate(
            passes_on=Exists(_somebodys(direct.exclude(kept))),
            keeps=Exists(direct.filter(kept | _within("partnership__host_body"))),
            changed_at=_last_changed("funding.award"),
        )
        .order_by("pk")
    )
    for award in found.iterator(ROWS_AT_ONCE):
        day = _day(award.awarded_date, award.period, known)
        host, giver = known.hands_of(award.partnership_id, day), _giver_of_award(award, known, day)
        if host.body_id is not None and host.body_id == giver.body_id:
            continue
        grant = Grant(
            reference=f"award-{award.pk}",
            title=award.title,
            purpose="",
            conditions=award.terms,
            reasons=award.reasons,
            decision=award.reference,
            amount=award.amount_announced,
            awarded_date=award.awarded_date,
            period=award.period,
            funder=giver.organisation,
            recipients=(host.organisation,),
            places=known.places_of([award.partnership_id], day),
            regrant=_regrant(award),
            is_received=True,
            modified_at=award.changed_at,
            prefix=known.prefix_of(award.partnership_id),
            programme=award.fund.name,
            source=award.source_text,
        )
        yield (award.pk, 0, 0, 0), grant


def _rows(awards: QuerySet[Award], known: Known) -> Iterator[Placed]:
    parts = Allocation.objects.filter(passed_on_from=OuterRef("pk"))
    kept = Q(is_retained=True) | Q(recipient=_or_nobody("recipient"))
    found = (
        Allocation.objects.filter(award__in=awards, is_retained=False)
        .annotate(
            passes_on=Exists(parts.exclude(kept)) | Exists(Share.objects.filter(allocation=OuterRef("pk"))),
            keeps=Exists(parts.filter(kept | _within("recipient"))),
            changed_at=_last_changed("funding.allocation"),
        )
        .filter(Q(recipient__isnull=False) | Q(passes_on=False))
        .select_related("award__fund")
        .order_by("award", "pk")
    )
    for row in found.iterator(ROWS_AT_ONCE):
        day = _day(_date_of(row), row.period or row.award.period, known)
        giver = _holder(row.award, known.holder_above(row.passed_on_from_id), known, day)
        if row.recipient_id and row.recipient_id == giver.body_id:
            continue
        recipients = (known.body(row.recipient_id, day),) if row.recipient_id else ()
        grant = _grant_of_row(
            row,
            known,
            giver,
            recipients=recipients,
            partnerships=[row.award.partnership_id],
            regrant=_regrant(row),
            modified_at=row.changed_at,
        )
        yield (row.award_id, 1, row.pk, 0), grant


def _shares(awards: QuerySet[Award], known: Known) -> Iterator[Placed]:
    given = public_awards(None, on=known.on).exclude(basis=Award.Basis.TO_BID_FOR)
    passed_on = given.filter(
        passed_on_by=OuterRef("allocation"), partnership=OuterRef("partnership"), allocations__isnull=False
    )
    found = (
        Share.objects.filter(allocation__award__in=awards, allocation__is_retained=False)
        .annotate(
            passes_on=Exists(passed_on),
            keeps=Value(value=False),
            is_told_below=Exists(Allocation.objects.filter(passed_on_from=OuterRef("allocation"))),
            changed_at=_last_changed("funding.share"),
            row_changed_at=_last_changed("funding.allocation", "allocation"),
        )
        .select_related("allocation__award__fund")
        .order_by("allocation__award", "allocation", "pk")
    )
    for _, group in groupby(found.iterator(ROWS_AT_ONCE), key=lambda share: share.allocation_id):
        yield from _grants_of_shares(list(group), known)


def _grants_of_shares(shares: list[Share], known: Known) -> Iterator[Placed]:
    """One grant for each share where all are known; else one to all of them, unless its parts are rows themselves."""
    row = shares[0].allocation
    day = _day(_date_of(row), row.period or row.award.period, known)
    giver = _holder(row.award, row.recipient_id or known.holder_above(row.passed_on_from_id), known, day)
    if any(share.amount is None for share in shares):
        if not shares[0].is_told_below and row.recipient_id is None:  # type: ignore[attr-defined]
            ids = [share.partnership_id for share in shares]
            grant = _grant_of_row(
                row,
                known,
                giver,
                recipients=tuple(dict.fromkeys(known.hands_of(one, day).organisation for one in ids)),
                partnerships=ids,
                regrant="",
                modified_at=shares[0].row_changed_at,  # type: ignore[attr-defined]
            )
            yield (row.award_id, 1, row.pk, 0), grant
        return
    for share in shares:
        hands = known.hands_of(share.partnership_id, day)
        if hands.body_id is not None and hands.body_id == giver.body_id:
            continue
        grant = _grant_of_row(
            row,
            known,
            giver,
            recipients=(hands.organisation,),
            partnerships=[share.partnership_id],
            regrant=_regrant(share),
            modified_at=share.changed_at,  # type: ignore[attr-defined]
            share=share,
        )
        yield (row.award_id, 1, row.pk, share.pk), grant


def _grant_of_row(
    row: Allocation,
    known: Known,
    giver: Hands,
    *,
    recipients: tuple[Organisation, ...],
    partnerships: Sequence[int],
    regrant: str,
    modified_at: datetime | None,
    share: Share | None = None,
) -> Grant:
    """The grant that a row is, or one share of it: `partnerships` are those in whose areas it is spent."""
    period = row.period or row.award.period
    awarded_date = _date_of(row)
    return Grant(
        reference=f"share-{share.pk}" if share else f"allocation-{row.pk}",
        title=f"{row.stream}: {known.partnerships[share.partnership_id].name}" if share else row.stream,
        purpose=row.purpose,
        conditions=row.conditions,
        reasons=row.reasons,
        decision=row.reference,
        amount=share.amount if share else row.amount,
        awarded_date=awarded_date,
        period=period,
        funder=giver.organisation,
        recipients=recipients,
        places=known.places_of(partnerships, _day(awarded_date, period, known)),
        regrant=regrant,
        is_received=False,
        modified_at=modified_at,
        prefix=known.prefix_of(row.award.partnership_id),
        programme=row.award.fund.name,
        out_of=row.award.title,
        source=_source_of(row),
    )


def _somebodys(rows: QuerySet[Allocation]) -> QuerySet[Allocation]:
    """Those of the rows that say who receives them."""
    return rows.filter(Q(recipient__isnull=False) | Q(shares__isnull=False) | Q(passed_on__isnull=False))


def _giver_of_award(award: Award, known: Known, day: date) -> Hands:
    """The fund's body; of money that another partnership passes on, whoever holds that."""
    row = award.passed_on_by
    if row is None:
        return known.hands_of_body(award.fund.body_id, day)
    return _holder(row.award, row.recipient_id or known.holder_above(row.passed_on_from_id), known, day)


def _holder(award: Award, body_id: int | None, known: Known, day: date) -> Hands:
    """A body that holds a part of an award; where it is nobody in particular, the host of its partnership."""
    return known.hands_of(award.partnership_id, day) if body_id is None else known.hands_of_body(body_id, day)


def _date_of(row: Allocation) -> date | None:
    """When a row was awarded: its own date, else that of the award it was announced with. What is passed on was decided
    by somebody else, at a time of their own.
    """
    return row.awarded_date or (None if row.passed_on_from_id else row.award.awarded_date)


def _day(awarded_date: date | None, period: Period | None, known: Known) -> date:
    """The day of which names and places are told."""
    return awarded_date or (period.start if period else None) or known.on


def _or_nobody(body: str) -> Coalesce:
    """A body of the row around, for comparing: no recipient is the same as nobody."""
    return Coalesce(OuterRef(body), Value(0), output_field=BigIntegerField())


def _within(body: str) -> Q:
    """Rows to a service within a body of the row around: they are told, and are that body's own purposes."""
    whole = _or_nobody(body)
    return Q(recipient__parent=whole) | Q(recipient__parent__parent=whole)


def _source_of(row: Allocation) -> str:
    """Where a row was read; where it was awarded with its award, also what is said of that."""
    dated_by_award = not row.awarded_date and not row.passed_on_from_id
    return " ".join(text for text in (row.source_text, row.award.source_text if dated_by_award else "") if text)


def _regrant(record: Any) -> str:
    """360Giving's code for what is given to be given on: all of it, or also for purposes of the recipient's own."""
    if not record.passes_on:
        return ""
    return MULTIPURPOSE if record.keeps else COMMON_REGRANT


def _last_changed(record_type: str, key: str = "pk") -> Subquery:
    """When a record was last changed, as the log has it; nothing for one that was loaded from files."""
    events = Event.objects.filter(subject_type=record_type, subject_id=Cast(OuterRef(key), TextField()))
    return Subquery(events.order_by().values("subject_id").annotate(last=Max("occurred_at")).values("last"))
