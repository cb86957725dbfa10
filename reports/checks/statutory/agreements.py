"""What the law asks of a county’s community safety agreement (C1 to C6)."""

from reports.checks.standing import PlanStanding
from reports.checks.statutory.outcomes import (
    Outcome,
    fails,
    few,
    passes,
    recorded,
    unevidenced,
)


def county_group(plan: PlanStanding) -> Outcome:
    """C1: the agreement names the county strategy group and its members."""
    if not plan.owner_group:
        return fails("No group owns the agreement.", "Choose the county strategy group on its own page.")
    if not (plan.owner_members or plan.members):
        return fails(f"{plan.owner_group} has no members on record.", "Record its seats.")
    return passes(f"{plan.owner_group}, with {plan.owner_members or plan.members} members.")


def every_district_assessed(plan: PlanStanding) -> Outcome:
    """C2: the agreement rests on every district’s assessment."""
    without = [district.name for district in plan.districts if not district.has_assessment]
    if plan.districts and not without:
        return passes(f"Assessments of all {len(plan.districts)} districts are recorded.")
    return recorded(
        "district-assessments", f"No strategic assessment is recorded for: {few(without) or 'any district'}."
    )(plan)


def joint_working(plan: PlanStanding) -> Outcome:
    """C3: joint or co-ordinated working is identified."""
    if plan.shared_priorities:
        return passes(f"Shared priorities: {few(plan.shared_priorities)}.")
    return recorded("joint-working", "No shared priority with actions is recorded.")(plan)


def district_priorities(plan: PlanStanding) -> Outcome:
    """C4: the districts’ priorities are listed."""
    without = [district.name for district in plan.districts if not (district.plan or district.is_linked)]
    if not plan.districts:
        return unevidenced("The county has no district partnerships on record.", "Record them and their plans.")
    if without:
        return unevidenced(f"No agreed plan for the same years: {few(without)}.", "Enter their priorities.")
    return passes(f"The priorities of all {len(plan.districts)} districts are listed or linked.")


def two_tier(plan: PlanStanding) -> Outcome:
    """C6: an agreement is for two-tier areas only."""
    if plan.tier == "county":
        return passes(f"A county with {len(plan.districts)} district partnerships.")
    return fails("A unitary area has no county agreement.", "Make it a partnership plan.")
