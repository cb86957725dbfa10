"""Live blocks about who takes part: member bodies, seats on a group, its meetings and business cycle, links."""

from datetime import date

from core.formats import day
from partners.summaries import MeetingLine, MemberLine, SeatLine, cycle_of, links_of, members_of, seats_of
from reports import content as c
from reports.compose.source import Source, bullets, cell_of
from reports.prose import lead_in, line, prose


def members(source: Source) -> tuple[c.Block, ...]:
    """The partnership's member bodies on a day, those of certain standings only where the section says so."""
    partnership = source.paper.partnership
    stated = source.options.get("as_at")
    on = date.fromisoformat(stated) if stated else source.on
    found = members_of(partnership.pk, tier=partnership.tier, on=on).lines
    wanted = source.options.get("standing")
    return bullets([_member(one) for one in found if not wanted or one.standing in wanted])


def _member(one: MemberLine) -> tuple[c.Block, ...]:
    note = f" ({one.note})" if one.note else ""
    return (line(f"{one.body}{note}"), *bullets([_member(service) for service in one.services]))


def seats(source: Source) -> tuple[c.Block, ...]:
    """The seats of the group the section names."""
    found = seats_of(source.paper.partnership_id, group=source.option("group", ""))
    return bullets([(line(_seat(one)),) for one in found])


def _seat(one: SeatLine) -> str:
    return one.post_title + (" (Chair)" if one.is_chair else "") + (" (by invitation)" if one.is_invited else "")


def cycle(source: Source) -> tuple[c.Block, ...]:
    """The meetings of the group the section names, and its tasks quarter by quarter within the plan's period."""
    plan = source.plan
    found = cycle_of(
        source.paper.partnership_id,
        group=source.option("group", ""),
        period_start=plan.period_start,
        period_end=plan.period_end,
    )
    meetings = bullets([lead_in(_when(meeting), prose(meeting.focus)) for meeting in found.meetings])
    if not found.stages:
        return meetings
    rows = tuple(
        c.Row(
            (
                c.Cell((line(f"{stage.quarter}: {stage.stage}"),)),
                cell_of(bullets([prose(task) for task in stage.tasks])),
            )
        )
        for stage in found.stages
    )
    return (
        *meetings,
        c.Table(
            f"Business cycle {plan.period_stated}: core tasks", (c.Column("Quarter"), c.Column("Core tasks")), rows
        ),
    )


def _when(meeting: MeetingLine) -> str:
    return meeting.when or (day(meeting.date) if meeting.date else "")


def links(source: Source) -> tuple[c.Block, ...]:
    """The partnership's links as stated, each with what is known to be wrong with it."""
    items: list[tuple[c.Block, ...]] = []
    for one in links_of(source.paper.partnership_id):
        note = (c.Span(f" ({one.note})"),) if one.note else ()
        items.append((c.Paragraph((c.Span(f"{one.label}: "), c.Span(one.url, one.url), *note)),))
    return bullets(items)
