"""Live blocks from plans: priorities and actions, themes, action plan, findings, objectives, challenges, local
priorities.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from achievements.models import Figure
from achievements.summaries import figures_of
from core.formats import day, listed
from priorities.models import Plan
from priorities.summaries import (
    ActionLine,
    ObjectiveLine,
    PriorityLine,
    TargetLine,
    challenges_of,
    findings_of,
    objective_set_of,
    priorities_of,
)
from reports import content as c
from reports.compose.figures import citing
from reports.compose.source import Source, bullets, cell, cell_of, sub_section
from reports.compose.within_reach import AGREED
from reports.prose import lead_in, line, plain, prose

STANDING_HEADINGS = {"core": "Core activities include:"}


def priorities(source: Source) -> tuple[c.Block, ...]:
    """The plan's priorities with their actions, each under its heading or all in one list."""
    standing, with_status = source.options.get("standing"), bool(source.options.get("with_status"))
    found = [priority for priority in _wanted(source) if not standing or priority.standing == standing]
    if source.option("as", "headings") == "bullets":
        return bullets([_as_item(priority, with_status=with_status) for priority in found])
    return tuple(_as_section(priority, with_status=with_status) for priority in found)


def _wanted(source: Source) -> list[PriorityLine]:
    """The plan's priorities that the section wants."""
    return [one for one in priorities_of([source.plan.pk])[source.plan.pk] if source.is_wanted(one.id)]


def _as_section(priority: PriorityLine, *, with_status: bool) -> c.Section:
    vision = (c.Note(prose(priority.vision), "Vision"),) if priority.vision else ()
    blocks = (
        *prose(priority.narrative),
        *vision,
        *_targets(priority.targets),
        *_actions(priority.actions, with_status=with_status),
        *(_as_section(part, with_status=with_status) for part in priority.parts),
    )
    return sub_section(priority.title, blocks)


def _as_item(priority: PriorityLine, *, with_status: bool = False) -> tuple[c.Block, ...]:
    title = lead_in(priority.title, prose(priority.narrative)) if priority.narrative else prose(priority.title)
    parts = bullets([_as_item(part, with_status=with_status) for part in priority.parts])
    return (*title, *_targets(priority.targets), *_actions(priority.actions, with_status=with_status), *parts)


def _actions(actions: tuple[ActionLine, ...], *, with_status: bool = False) -> tuple[c.Block, ...]:
    return bullets(
        [
            (
                *_standing(action, prose(action.text), with_status=with_status),
                *_targets(action.targets),
                *_actions(action.parts, with_status=with_status),
            )
            for action in actions
        ]
    )


def _standing(action: ActionLine, told: tuple[c.Block, ...], *, with_status: bool) -> tuple[c.Block, ...]:
    """What is told of an action, with how it stands after its first paragraph where that is wanted."""
    if not (with_status and told and isinstance(told[0], c.Paragraph)):
        return told
    status = c.Span(f" ({action.status_label})", emphasis=True)
    return (replace(told[0], spans=(*told[0].spans, status)), *told[1:])


def _targets(targets: tuple[TargetLine, ...]) -> tuple[c.Block, ...]:
    return (c.BlockList(tuple(c.Item((_target(target),)) for target in targets), "roman"),) if targets else ()


def _target(target: TargetLine) -> c.Paragraph:
    """A target in words, its number citing it."""
    before = f"{target.operator} " if target.operator else ""
    after = " ".join(part for part in (target.unit, target.measure) if part)
    spans = (plain(before), plain(target.number, cite=f"priorities.target:{target.id}"), plain(after and f" {after}"))
    return c.Paragraph(tuple(span for span in spans if span.text))


def targets(source: Source) -> tuple[c.Block, ...]:
    """A table of the plan's targets with their results: for each priority its own, then those of its actions."""
    rows = tuple(
        c.Row(
            (
                cell(priority.title),
                c.Cell((_target(target),)),
                cell(target.result, f"priorities.target:{target.id}:result"),
            )
        )
        for priority in _wanted(source)
        for target in _targets_below(priority)
    )
    columns = (c.Column("Priority"), c.Column("Target"), c.Column("Result"))
    return (c.Table(f"Targets, {source.plan.period_stated}", columns, rows),) if rows else ()


def _targets_below(part: PriorityLine | ActionLine) -> Iterator[TargetLine]:
    yield from part.targets
    for inner in (*part.parts, *(part.actions if isinstance(part, PriorityLine) else ())):
        yield from _targets_below(inner)


def themes(source: Source) -> tuple[c.Block, ...]:
    """A table: each priority, what will be done for it, and the police and crime objectives it serves."""
    columns = (
        c.Column("No."),
        c.Column("Priority"),
        c.Column("Activity"),
        c.Column("Police and crime plan: strategic objectives"),
    )
    rows = tuple(
        c.Row(
            (
                cell(f"{number}."),
                cell(priority.title),
                cell_of(prose(priority.narrative), *(_activity(action) for action in priority.actions)),
                c.Cell(tuple(line(_objective(objective)) for objective in priority.objectives)),
            )
        )
        for number, priority in enumerate(_wanted(source), 1)
    )
    return (
        (c.Table(f"Priorities, activity and objectives, {source.plan.period_stated}", columns, rows),) if rows else ()
    )


def _activity(action: ActionLine) -> tuple[c.Block, ...]:
    return (*prose(action.text), *_targets(action.targets), *_actions(action.parts))


def _objective(objective: ObjectiveLine) -> str:
    named = f"Strategic Objective {objective.number}" if objective.number else objective.title
    return f"{named}: {objective.sub_theme}" if objective.sub_theme else named


def action_plan(source: Source) -> tuple[c.Block, ...]:
    """A table for each priority: its actions with lead, partners, due date and status."""
    tables = []
    for priority in _wanted(source):
        rows = tuple(_action_row(action) for action in _flat(priority))
        if rows:
            columns = (c.Column("Action"), c.Column("Lead"), c.Column("With"), c.Column("Due"), c.Column("Status"))
            tables.append(c.Table(priority.title.rstrip(":"), columns, rows))
    return tuple(tables)


def _flat(priority: PriorityLine) -> list[ActionLine]:
    def below(actions: tuple[ActionLine, ...]) -> list[ActionLine]:
        return [found for action in actions for found in (action, *below(action.parts))]

    return [*below(priority.actions), *(action for part in priority.parts for action in _flat(part))]


def _action_row(action: ActionLine) -> c.Row:
    due = action.due or (day(action.due_date) if action.due_date else "")
    text = cell_of(prose(action.text), _targets(action.targets))
    return c.Row((text, cell(action.lead), cell(listed(action.supporting)), cell(due), cell(action.status_label)))


def findings(source: Source) -> tuple[c.Block, ...]:
    """What assessments found, under their topics; findings without a topic come as they stand."""
    as_bullets = source.option("as", "paragraphs") == "bullets"
    wanted = source.options.get("topic")
    found = [
        one
        for one in findings_of(source.plan.pk)
        if source.is_wanted(one.id) and (wanted is None or one.topic == wanted)
    ]
    stated = Figure.objects.filter(finding__plan_id=source.plan.pk).values_list("pk", flat=True)
    figures = figures_of(stated, "finding_id")
    blocks: list[c.Block] = []
    for topic, group in groupby(found, key=lambda one: one.topic):
        texts = [citing(prose(one.text), figures.get(one.id, ())) for one in group]
        own = bullets(texts) if as_bullets else tuple(block for text in texts for block in text)
        if topic and wanted is None:
            blocks.append(sub_section(topic, own))
        else:
            blocks.extend(own)
    return tuple(blocks)


def objectives(source: Source) -> tuple[c.Block, ...]:
    """The police and crime objectives that the plan had regard to."""
    found = objective_set_of(source.plan)
    if found is None:
        return ()
    if source.option("as", "numbered") == "headings":
        return tuple(sub_section(objective.title, prose(objective.description)) for objective in found.objectives)
    items = tuple(c.Item((*prose(objective.title), *prose(objective.description))) for objective in found.objectives)
    return (c.BlockList(items, "number"),) if items else ()


def challenges(source: Source) -> tuple[c.Block, ...]:
    """The plan's challenges and risks."""
    found = (challenge for challenge in challenges_of(source.plan.pk) if source.is_wanted(challenge.id))
    texts = [prose(challenge.text) for challenge in found]
    if source.option("as", "paragraphs") == "bullets":
        return bullets(texts)
    return tuple(block for text in texts for block in text)


def local_priorities(source: Source) -> tuple[c.Block, ...]:
    """A table of the partnerships below this one, each with the priorities of its own plan for the same years, once
    that is agreed: what a district is still drafting is its own.
    """
    plans = list(
        Plan.objects.filter(
            partnership__parent=source.paper.partnership_id,
            status__in=AGREED,
            period_start=source.plan.period_start,
            period_end=source.plan.period_end,
        )
        .select_related("partnership")
        .order_by("partnership__name", "pk")
    )
    found = priorities_of([plan.pk for plan in plans])
    rows = tuple(
        c.Row((cell(plan.partnership.name), cell_of(prose(plan.introduction), _by_standing(found[plan.pk]))))
        for plan in plans
    )
    columns = (c.Column("District or city partnership"), c.Column("Local priorities"))
    return (c.Table(f"Local priorities, {source.plan.period_stated}", columns, rows),) if rows else ()


def _by_standing(found: tuple[PriorityLine, ...]) -> tuple[c.Block, ...]:
    blocks: list[c.Block] = []
    for standing, group in groupby(found, key=lambda priority: priority.standing):
        if standing in STANDING_HEADINGS:
            blocks.append(line(STANDING_HEADINGS[standing]))
        blocks.extend(bullets([_as_item(priority) for priority in group]))
    return tuple(blocks)
