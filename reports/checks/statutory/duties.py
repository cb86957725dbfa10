"""Duties beside the plan: serious violence, case reviews, death reviews, scrutiny (V1, A1, D1, K1)."""

from datetime import date, timedelta

from core.formats import day, listed
from reports.checks.standing import PlanStanding
from reports.checks.statutory.outcomes import (
    Outcome,
    fails,
    few,
    inapplicable,
    passes,
    recorded,
    unevidenced,
)

VIOLENCE_FROM = date(2023, 1, 31)  # commencement of the serious violence duty (SI 2022/1227)
ASB_FROM = date(2014, 10, 20)  # commencement of the ASB case review
REVIEWS_FROM = date(2011, 4, 13)  # commencement of domestic homicide reviews
SCRUTINY_FROM = date(2009, 4, 30)  # SI 2009/942
ASB_NUMBERS = {
    "applications": "applications",
    "threshold_not_met": "applications below the threshold",
    "reviews": "reviews",
    "with_recommendations": "reviews with recommendations",
}


def violence_strategy(plan: PlanStanding) -> Outcome:
    """V1: a serious violence strategy, reviewed and published."""
    if plan.on < VIOLENCE_FROM:
        return inapplicable("The duty began on 31 January 2023.")
    return recorded("serious-violence", "No serious violence strategy is recorded.")(plan)


def asb_case_review(plan: PlanStanding) -> Outcome:
    """A1: the ASB case review: procedure, contact, a threshold of at most three complaints, four yearly numbers."""
    if plan.on < ASB_FROM:
        return inapplicable("The ASB case review began on 20 October 2014.")
    record = plan.records.get("asb-case-review")
    if record is None:
        return unevidenced(
            "No ASB case review procedure and numbers are recorded.", "Record them under the plan’s duties."
        )
    threshold = record.numbers.get("threshold")
    if isinstance(threshold, int) and threshold > 3:
        return fails(
            f"The threshold is {threshold} complaints; it may be at most three.", "Lower it, or correct the record."
        )
    missing = [words for name, words in ASB_NUMBERS.items() if record.numbers.get(name) is None]
    if missing or not record.address:
        gaps = [*missing, *([] if record.address else ["where the procedure is published"])]
        return unevidenced(f"Not recorded: {listed(gaps)}.", "Fill it in under the plan’s duties.")
    told = listed(f"{record.numbers[name]} {words}" for name, words in ASB_NUMBERS.items())
    return passes(f"{told}.")


def death_reviews(plan: PlanStanding) -> Outcome:
    """D1: reviews after domestic deaths: how many, and what is outstanding."""
    if plan.on < REVIEWS_FROM:
        return inapplicable("Such reviews began on 13 April 2011.")
    if plan.reviews:
        return passes(f"Recorded: {few(plan.reviews)}.")
    return recorded("death-reviews", "Nothing is recorded about reviews, not even that there is none.")(plan)


def scrutiny(plan: PlanStanding) -> Outcome:
    """K1: a crime and disorder committee looked at the partnership in the last twelve months."""
    if plan.on < SCRUTINY_FROM:
        return inapplicable("The regulations began on 30 April 2009.")
    year = [on for on in plan.scrutiny if timedelta() <= plan.on - on <= timedelta(days=366)]
    if year:
        return passes(f"A scrutiny committee met on {day(year[-1])}.")
    record = plan.records.get("scrutiny")
    if record and record.done_on and plan.on - record.done_on > timedelta(days=366):
        return fails(
            f"The last was on {day(record.done_on)}, more than twelve months before.", "Put it on the committee’s list."
        )
    return recorded("scrutiny", "No meeting of a scrutiny committee is recorded in the last twelve months.")(plan)
