"""A plan as a paper of its own, with no recipe: what it sets out to do, in words that can be held against another's."""

from collections.abc import Iterable

from core.formats import day, listed
from priorities.models import Plan
from priorities.summaries import ActionLine, PriorityLine, TargetLine, plan_summary
from reports import content as c
from reports.compose.numbering import Numberer, Numbering
from reports.compose.source import bullets
from reports.prose import lead_in, line, prose


def compose_plan(plan: Plan) -> c.Paper:
    """The plan's priorities with their actions and targets, as anybody may read them.

    How actions stand is left out: that is no part of what was agreed. The plan comes with partnership, parent, owner
    group and meeting fetched. 5 queries.
    """
    summary = plan_summary(plan)
    numberer = Numberer(Numbering.NONE)
    stated = {
        "Years": summary.period,
        "Part of": summary.parent,
        "Agreed": summary.agreed,
        "Kept by": summary.owner_group,
        "Legal basis": summary.legal_basis,
        "Vision": summary.vision,
        "What belongs in this plan": summary.rule,
        "Introduction": summary.introduction,
    }
    rows = tuple(c.HeaderRow(label, "stated", prose(text)) for label, text in stated.items() if prose(text))
    return c.Paper(
        slug=f"{plan.partnership.slug}/{plan.slug}",
        kind="plan",
        title=plan.title,
        subtitle="",
        language="en-GB",
        date="",
        masthead=c.Masthead(plan.partnership.name),
        header=(c.HeaderTable("The plan", rows, show_caption=False),) if rows else (),
        sections=tuple(_priority(priority, numberer) for priority in summary.priorities),
    )


def _priority(priority: PriorityLine, numberer: Numberer) -> c.Section:
    details = _details(
        ("Lead", priority.lead),
        ("With", listed(priority.supporting)),
        ("Approach", priority.approach),
        ("Statutory strands", listed(priority.strands)),
    )
    vision = (c.Note(prose(priority.vision), "Vision"),) if priority.vision else ()
    anchor = numberer.anchor(priority.title)
    own = (*prose(priority.narrative), *vision, *details, *_targets(priority.targets), *_actions(priority.actions))
    return c.Section(priority.title, anchor, (*own, *(_priority(part, numberer) for part in priority.parts)))


def _actions(actions: Iterable[ActionLine]) -> tuple[c.Block, ...]:
    return bullets([_action(action) for action in actions])


def _action(action: ActionLine) -> tuple[c.Block, ...]:
    due = action.due or (day(action.due_date) if action.due_date else "")
    details = _details(("Lead", action.lead), ("With", listed(action.supporting)), ("Due", due))
    return (*prose(action.text), *details, *_targets(action.targets), *_actions(action.parts))


def _targets(targets: Iterable[TargetLine]) -> tuple[c.Block, ...]:
    return bullets([lead_in("Target", (line(target.text),)) for target in targets])


def _details(*stated: tuple[str, str]) -> tuple[c.Block, ...]:
    return tuple(block for label, text in stated if text for block in lead_in(label, (line(text),)))
