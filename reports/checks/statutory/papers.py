"""What the law and good practice ask of a paper itself (M1 to M6)."""

from core.calendar import clear_working_days_before
from core.formats import day, listed
from reports.checks.standing import PaperStanding
from reports.checks.statutory.outcomes import Outcome, fails, inapplicable, passes, unevidenced

NOTICE_DAYS = 28


def clear_days(paper: PaperStanding) -> Outcome:
    """M1: five clear days between publication and meeting; less only for a reason that the paper gives."""
    if not (paper.meeting and paper.meets_on):
        return inapplicable("The paper goes to no meeting of a committee.")
    latest = clear_working_days_before(paper.meets_on, paper.clear_days)
    if paper.is_of_the_past:
        return unevidenced(
            f"The meeting of {day(paper.meets_on)} is past; nothing here shows when the paper was open to inspection.",
            "Nothing, if the paper is kept here as a record.",
        )
    if paper.goes_out is None:
        return unevidenced("It is not said when the paper goes out.", f"Publish it on {day(latest)} at the latest.")
    if paper.goes_out <= latest:
        return passes(f"Out on {day(paper.goes_out)}; {day(latest)} would have been the latest.")
    if paper.late_reason:
        return passes(f"Late, with its reason: {paper.late_reason}")
    return fails(
        f"It goes out on {day(paper.goes_out)}, after {day(latest)}.",
        "Publish it earlier, or give the special circumstances as its late reason.",
    )


def background_papers(paper: PaperStanding) -> Outcome:
    """M2: a list of background papers, or an explicit "None"; a bare web link or a published work is none."""
    if not paper.meeting:
        return inapplicable("The paper goes to no meeting of a committee.")
    if not paper.background:
        if paper.background_none:
            return passes("The paper says that there are none.")
        return fails(
            "There is neither a list of background papers nor “None”.", "List them, or say that there are none."
        )
    links = [title for title, address in paper.background if address]
    if links:
        return fails(
            f"“{links[0]}” is a web link: what is published is no background paper.",
            "Move the link into the text, and list unpublished documents, or say “None”.",
        )
    return passes(f"{len(paper.background)} listed.")


def exempt(paper: PaperStanding) -> Outcome:
    """M3: an exempt paper names its paragraph of Schedule 12A and why the public interest is in keeping it so."""
    held = paper.head.get("exempt")
    if held is None or held.standing != "stated" or held.text.strip().lower() in ("no", "none", "not exempt"):
        return inapplicable("The paper is public.")
    if not paper.exempt_reason:
        return fails("The paper is exempt, and no public-interest reason is given.", "Give it in the paper’s details.")
    return passes(f"{held.text}: {paper.exempt_reason}")


def key_decision(paper: PaperStanding) -> Outcome:
    """M4: a key decision is one of the executive, with 28 clear days’ notice."""
    held = paper.head.get("key-decision")
    if held is None or held.standing == "blank":
        return inapplicable("The paper’s head has no such field.")
    if held.standing != "stated" or not held.text.strip().lower().startswith("yes"):
        return passes("It is said to be no key decision.")
    body = paper.head.get("to")
    if body and "council" in body.text.lower() and "cabinet" not in body.text.lower():
        return fails("A decision of the Council is not an executive one, so it cannot be a key decision.", "Say “No”.")
    if paper.notice_date is None:
        return unevidenced("No notice of the key decision is recorded.", "Record when its notice was published.")
    if paper.meets_on and (paper.meets_on - paper.notice_date).days - 1 < NOTICE_DAYS:
        return unevidenced(
            f"The notice of {day(paper.notice_date)} leaves fewer than 28 clear days.",
            "Check the rules of general exception or special urgency.",
        )
    return passes(f"Notice was published on {day(paper.notice_date)}.")


def policy_framework(paper: PaperStanding) -> Outcome:
    """M5: the policy framework is stated; a plan of it is adopted by full Council."""
    held = paper.head.get("policy-framework")
    if held is None:
        return inapplicable("The paper’s head has no such field.")
    if held.standing == "blank":
        return unevidenced(f"“{held.label}” is left blank.", "Name the plan of the framework, or mark it n/a.")
    return passes(held.text or held.label)


def answered(paper: PaperStanding) -> Outcome:
    """M6: implications are answered, and author and approvers named."""
    gaps = [label for label, standing in paper.implications if standing == "unanswered"]
    gaps += [label for label in paper.implications_wanted if label not in {name for name, _ in paper.implications}]
    wanted = [name for name in paper.sign_offs_wanted if name not in {function for function, _ in paper.sign_offs}]
    if gaps:
        return fails(f"Not answered: {listed(gaps)}.", "Answer each, if only with “No implications”.")
    if wanted:
        return fails(f"Nobody is named to sign for: {listed(wanted)}.", "Name who signs.")
    if not paper.author and paper.meeting:
        return fails("The paper names no author.", "Give the author’s post in the paper’s details.")
    return passes("Implications are answered, author and approvers named.")
