"""What the law asks of a partnership’s plan (P1 to P21), and that its money adds up (F1, F2)."""

from collections.abc import Callable
from datetime import date, timedelta

from core.formats import day, listed, money
from reports.checks.standing import PlanStanding
from reports.checks.statutory.outcomes import (
    Outcome,
    each,
    fails,
    few,
    inapplicable,
    passes,
    recorded,
    unevidenced,
)

VIOLENCE_FROM = date(2023, 1, 31)  # commencement of the serious violence duty (SI 2022/1227)
ASSESSMENT_PARTS = {
    "patterns": "levels and patterns",
    "changes": "changes since the last",
    "reasons": "reasons for changes",
    "priorities": "priorities recommended",
    "community": "the community’s priorities",
    "delivery": "how far last year’s plan was carried out",
}


def authorities(plan: PlanStanding) -> Outcome:
    """P1: every category of responsible authority has a live member; one body may fill two."""
    if not plan.members:
        return unevidenced("No member body is recorded.", "Record the member bodies and which authority each is.")
    if plan.categories_without_member:
        missing = listed(plan.categories_without_member)
        return fails(
            f"On {day(plan.on)} no member filled: {missing}.", "Record who fills it, or ask that authority to appoint."
        )
    return passes(f"Every category of responsible authority had a member on {day(plan.on)}.")


def stated(plan: PlanStanding) -> Outcome:
    """P2: the plan says its area, period, status and who owns it."""
    gaps = [
        name
        for name, value in (
            ("its area", plan.areas),
            ("its first and last day", plan.start and plan.end),
            ("the group that owns it", plan.owner_group),
        )
        if not value
    ]
    if gaps:
        return fails(f"The plan does not say {listed(gaps)}.", "Fill that in on the plan’s own page.")
    return passes(f"{listed(plan.areas)}, {plan.period}, {plan.status_label.lower()}, owned by {plan.owner_group}.")


def strand(wanted: str, words: str) -> Callable[[PlanStanding], Outcome]:
    """P3 to P5: some priority serves this strand of the strategy."""

    def outcome(plan: PlanStanding) -> Outcome:
        if not any(priority.strands for priority in plan.priorities):
            return unevidenced("No priority says which strands it serves.", "Say it on each priority’s page.")
        serving = [priority.name for priority in plan.priorities if wanted in priority.strands]
        if not serving:
            return fails(f"No priority serves {words}.", "Add one, or say on a priority’s page that it serves this.")
        return passes(f"Served by: {few(serving)}.")

    return outcome


def serious_violence(plan: PlanStanding) -> Outcome:
    """P6: the strategy covers both preventing people becoming involved in serious violence and reducing it."""
    if plan.on < VIOLENCE_FROM:
        return inapplicable("The duty began on 31 January 2023.")
    served = {strand for priority in plan.priorities for strand in priority.strands}
    if not served:
        return unevidenced("No priority says which strands it serves.", "Say it on each priority’s page.")
    missing = [
        words
        for wanted, words in (
            ("violence-prevention", "preventing people becoming involved in serious violence"),
            ("violence-reduction", "reducing instances of serious violence"),
        )
        if wanted not in served
    ]
    if missing:
        return fails(f"No priority serves {listed(missing)}.", "Add one, or say on a priority’s page that it does.")
    return passes("Priorities serve both preventing and reducing serious violence.")


def assessment(plan: PlanStanding) -> Outcome:
    """P7: a strategic assessment, dated, before the plan and not older than one cycle."""
    if not plan.assessments:
        return fails(
            "The plan names no strategic assessment.", "Add it to the plan’s evidence as a strategic assessment."
        )
    start = plan.start or plan.on
    dated = [one for one in plan.assessments if one.published]
    if not dated:
        return unevidenced(f"“{plan.assessments[0].name}” has no date of publication.", "Record when it was published.")
    timely = [one for one in dated if one.published and timedelta() <= start - one.published <= timedelta(days=731)]
    fresh = [one for one in timely if one.published and start - one.published <= timedelta(days=366)]
    if fresh:
        return passes(f"“{fresh[0].name}”, {day(fresh[0].published)}.")  # type: ignore[arg-type]
    newest = max(dated, key=lambda one: one.published or date.min)
    when = day(newest.published or plan.on)
    if newest.published and newest.published > start:
        return fails(f"“{newest.name}” ({when}) came after the plan began.", "Link the assessment it rests on.")
    return fails(f"“{newest.name}” ({when}) is older than one yearly cycle.", "Link this cycle’s assessment.")


def assessment_parts(plan: PlanStanding) -> Outcome:
    """P8: what the assessment covers."""
    record = plan.records.get("assessment")
    covered = {name for name, value in record.numbers.items() if value} if record else set()
    missing = [words for name, words in ASSESSMENT_PARTS.items() if name not in covered]
    if missing:
        return unevidenced(
            f"Nothing shows that the assessment covers {listed(missing)}.",
            "Record what it covers under the plan’s duties.",
        )
    return passes("The assessment covers all six parts.")


def traced(plan: PlanStanding) -> Outcome:
    """P9: each priority goes back to a finding."""
    if not plan.priorities:
        return unevidenced("The plan has no priorities.", "Add its priorities.")
    untraced = [priority.name for priority in plan.priorities if not priority.findings]
    if untraced:
        return unevidenced(
            f"No finding is recorded for: {few(untraced)}.", "Record what assessments or consultations found."
        )
    return passes("There is a finding on the subject of each priority.")


def steps(plan: PlanStanding) -> Outcome:
    """P10: each priority has an action with a lead body."""
    return each(
        plan.priorities,
        lambda priority: priority.actions_led,
        none="No action with a lead body stands under: {}.",
        to_do="Give each priority an action, and each action a lead.",
        met="Each priority has an action with a lead body.",
    )


def resources(plan: PlanStanding) -> Outcome:
    """P11: how resources are allocated and deployed."""
    rows = sum(award.rows for award in plan.awards)
    if not (rows or plan.posts):
        return unevidenced("The plan has no allocation and no funded post.", "Record its awards and what they pay for.")
    return passes(f"{rows} allocations and {plan.posts} funded posts are recorded.")


def measures(plan: PlanStanding) -> Outcome:
    """P12: each priority has an indicator with an owner and a source; or the plan has, where none is tied to one."""
    if plan.plan_indicators and not any(priority.indicators for priority in plan.priorities):
        return passes(f"The plan has {plan.plan_indicators} indicators with an owner; none is tied to one priority.")
    return each(
        plan.priorities,
        lambda priority: priority.indicators,
        none="No indicator with an owner and a source stands under: {}.",
        to_do="Give each priority an indicator, its owner and where its numbers come from.",
        met="Each priority has an indicator with an owner and a source.",
    )


def objectives(plan: PlanStanding) -> Outcome:
    """P13: regard to the police and crime plan in force."""
    if not plan.objective_set:
        return fails("The plan names no police and crime plan.", "Choose the one in force, on the plan’s own page.")
    if plan.objectives_in_force is None:
        return unevidenced(
            f"“{plan.objective_set}” does not say from when until when it holds.", "Record its first and last day."
        )
    if not plan.objectives_in_force:
        return fails(f"“{plan.objective_set}” was not in force on {day(plan.on)}.", "Choose the one that was.")
    return passes(f"“{plan.objective_set}” was in force on {day(plan.on)}.")


def public_meeting(plan: PlanStanding) -> Outcome:
    """P15: a public meeting in the year."""
    held = [on for on in plan.public_meetings if _within(on, plan)]
    if held:
        return passes(f"A public meeting is recorded on {day(held[0])}.")
    return recorded("public-meeting", "No public meeting is recorded in the plan’s period.")(plan)


def published(plan: PlanStanding) -> Outcome:
    """P16: the plan or a summary of it is published."""
    if plan.published_in:
        return passes(f"Set out in “{plan.published_in[0]}”.")
    return recorded("summary-published", "Neither the plan nor a summary of it is published here.")(plan)


def reviewed(plan: PlanStanding) -> Outcome:
    """P18: the plan before it was reviewed."""
    if plan.follows:
        return passes(f"It follows “{plan.follows}”.")
    return recorded("last-plan-reviewed", "The plan does not say which plan it follows.")(plan)


def sharing_protocol(plan: PlanStanding) -> Outcome:
    """P19: a current information-sharing protocol."""
    current = [name for name, review in plan.protocols if review and review >= plan.on and "shar" in name.lower()]
    if current:
        return passes(f"“{current[0]}” is current.")
    record = plan.records.get("sharing-protocol")
    if record and record.review_on and record.review_on < plan.on:
        return unevidenced(f"Its review was due on {day(record.review_on)}.", "Review it, and record the new date.")
    return recorded("sharing-protocol", "No current information-sharing protocol is recorded.")(plan)


def signed_off(plan: PlanStanding) -> Outcome:
    """P20: the plan is agreed, by whom and when; a draft, or one yet to be ratified, is not."""
    if plan.status not in ("agreed", "closed"):
        return fails(f"The plan is {plan.status_label.lower()}.", "Have it agreed, and record which meeting agreed it.")
    if not plan.agreed:
        return unevidenced("The plan is agreed, but not by which meeting or when.", "Record the meeting or the day.")
    return passes(f"Agreed {plan.agreed}.")


def county_agreement(plan: PlanStanding) -> Outcome:
    """P21: a district’s plan has regard to the county’s agreement."""
    if plan.tier != "district":
        return inapplicable("Only districts of a county have one.")
    return recorded("county-agreement", "Nothing shows regard to the county’s community safety agreement.")(plan)


def sums(plan: PlanStanding) -> Outcome:
    """F1: rows, printed total and announced amount agree, or the difference is explained."""
    if not any(award.rows for award in plan.awards):
        return inapplicable("The plan’s year has no table of allocations.")
    for award in plan.awards:
        difference = award.difference or award.printed_difference
        if award.rows and difference and not award.explained:
            return fails(
                f"“{award.title}”: the rows differ from what was announced by {money(abs(difference))}.",
                "Say why on the award’s page; the amounts stay as stated.",
            )
    unequal = [award for award in plan.awards if award.rows and (award.difference or award.printed_difference)]
    if unequal:
        gap = money(abs(unequal[0].difference or unequal[0].printed_difference))
        return passes(f"“{unequal[0].title}” differs by {gap}, and says why.")
    return passes("Rows and announced amounts agree.")


def allocations(plan: PlanStanding) -> Outcome:
    """F2: every allocation has funder, recipient, period, purpose and objective."""
    rows = sum(award.rows for award in plan.awards)
    short = sum(award.rows_incomplete for award in plan.awards)
    if not rows:
        return inapplicable("The plan’s year has no allocations.")
    if short:
        return unevidenced(
            f"{short} of {rows} allocations lack a recipient, a purpose or an objective.",
            "Fill them in on the award’s page.",
        )
    return passes(f"All {rows} allocations say who gets them, for what and why.")


def _within(on: date, plan: PlanStanding) -> bool:
    return bool(plan.start and plan.end) and plan.start <= on <= plan.end  # type: ignore[operator]
