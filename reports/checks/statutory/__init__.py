"""The statutory completeness check: what the law asks of a plan, an agreement and a paper, each with its evidence.

A rule whose wording we have not seen confirmed ("confirm") never says that a partnership failed: without evidence it
says "not evidenced". So does every rule about which the portal simply holds no record.
"""

from collections.abc import Callable

from reports.checks.finding import Level, Rule
from reports.checks.standing import PaperStanding, PlanStanding
from reports.checks.statutory import agreements, duties, papers, plans
from reports.checks.statutory.outcomes import Outcome, Ruling, inapplicable, recorded

CDA = "Crime and Disorder Act 1998"
REGULATIONS = "SI 2007/1830"
LGA = "Local Government Act 1972"
GOOD_PRACTICE = "Good practice"

PlanRule = tuple[str, str, Level, str, Callable[[PlanStanding], Outcome]]
PaperRule = tuple[str, str, Level, str, Callable[[PaperStanding], Outcome]]
WARNS, NOTES, BLOCKS = Level.WARNS, Level.NOTES, Level.BLOCKS

OF_PLANS: tuple[PlanRule, ...] = (
    ("P1", "Every responsible authority has a live member", WARNS, f"{CDA} s.5(1)", plans.authorities),
    ("P2", "The plan says its area, period, status and owner", WARNS, f"{REGULATIONS} reg. 3", plans.stated),
    (
        *("P3", "The strategy covers crime, disorder and anti-social behaviour", WARNS, f"{CDA} s.6(1)(a)"),
        plans.strand("crime-and-disorder", "crime and disorder"),
    ),
    (
        *("P4", "The strategy covers misuse of drugs, alcohol and other substances", WARNS, f"{CDA} s.6(1)(b)"),
        plans.strand("substances", "misuse of drugs, alcohol and other substances"),
    ),
    (
        *("P5", "The strategy covers re-offending", WARNS, f"{CDA} s.6(1)(c)"),
        plans.strand("re-offending", "the reduction of re-offending"),
    ),
    ("P6", "The strategy covers serious violence", WARNS, f"{CDA} s.6(1)(d)", plans.serious_violence),
    ("P7", "A strategic assessment came before the plan", WARNS, f"{REGULATIONS} reg. 5", plans.assessment),
    ("P8", "The assessment covers what it must", NOTES, f"{REGULATIONS} regs. 5 to 7", plans.assessment_parts),
    ("P9", "Each priority goes back to a finding", NOTES, GOOD_PRACTICE, plans.traced),
    ("P10", "Each priority has steps with a lead", NOTES, f"{REGULATIONS} reg. 11", plans.steps),
    ("P11", "Resources are allocated", NOTES, f"{REGULATIONS} reg. 11", plans.resources),
    ("P12", "Each priority is measured", NOTES, f"{REGULATIONS} reg. 11", plans.measures),
    ("P13", "Regard to the police and crime plan in force", WARNS, f"{CDA} s.6(1A)", plans.objectives),
    (
        *("P14", "The community was asked", WARNS, f"{REGULATIONS} reg. 12"),
        recorded("engagement", "No consultation is recorded: what was asked, of whom, when, and what came of it."),
    ),
    ("P15", "A public meeting in the year", NOTES, f"{REGULATIONS} reg. 12(4)", plans.public_meeting),
    ("P16", "The plan or a summary is published", NOTES, f"{REGULATIONS} reg. 13", plans.published),
    (
        *("P17", "A copy went to the policing body", WARNS, f"{REGULATIONS} reg. 13A"),
        recorded("plan-copy", "It is not recorded when the plan was sent to the policing body, and to whom."),
    ),
    ("P18", "The plan before it was reviewed", NOTES, f"{REGULATIONS} reg. 10", plans.reviewed),
    ("P19", "An information-sharing protocol is current", NOTES, f"{REGULATIONS} reg. 4", plans.sharing_protocol),
    ("P20", "The plan is signed off", WARNS, GOOD_PRACTICE, plans.signed_off),
    ("P21", "Regard to the county’s agreement", NOTES, f"{REGULATIONS} reg. 11", plans.county_agreement),
    (
        "V1",
        "A serious violence strategy",
        NOTES,
        "Police, Crime, Sentencing and Courts Act 2022 s.8",
        duties.violence_strategy,
    ),
    (
        *("A1", "ASB case reviews are published", WARNS),
        *("Anti-social Behaviour, Crime and Policing Act 2014 s.104", duties.asb_case_review),
    ),
    (
        *("D1", "Reviews after domestic deaths are accounted for", WARNS),
        *("Domestic Violence, Crime and Victims Act 2004 s.9", duties.death_reviews),
    ),
    (
        "K1",
        "Scrutiny in the last twelve months",
        WARNS,
        "Police and Justice Act 2006 s.19; SI 2009/942",
        duties.scrutiny,
    ),
    ("F1", "The money adds up, or the difference is explained", WARNS, GOOD_PRACTICE, plans.sums),
    ("F2", "Every allocation is accounted for", NOTES, GOOD_PRACTICE, plans.allocations),
)
OF_AGREEMENTS: tuple[PlanRule, ...] = (
    (
        "C1",
        "The county strategy group and its members are named",
        WARNS,
        f"{REGULATIONS} reg. 8",
        agreements.county_group,
    ),
    (
        "C2",
        "It rests on every district’s assessment",
        WARNS,
        f"{REGULATIONS} reg. 8",
        agreements.every_district_assessed,
    ),
    ("C3", "Joint and co-ordinated working is identified", NOTES, f"{REGULATIONS} reg. 9", agreements.joint_working),
    ("C4", "The districts’ priorities are listed", NOTES, GOOD_PRACTICE, agreements.district_priorities),
    (
        *("C5", "A copy went to the policing body", WARNS, f"{REGULATIONS} reg. 9A"),
        recorded("agreement-copy", "It is not recorded when the agreement was sent to the policing body."),
    ),
    ("C6", "It is for a two-tier area", WARNS, f"{REGULATIONS} reg. 8", agreements.two_tier),
)
OF_PAPERS: tuple[PaperRule, ...] = (
    ("M1", "Five clear days before the meeting", BLOCKS, f"{LGA} s.100B", papers.clear_days),
    ("M2", "Background papers, or “None”", BLOCKS, f"{LGA} s.100D", papers.background_papers),
    ("M3", "Why an exempt paper is exempt", BLOCKS, f"{LGA} Sch. 12A", papers.exempt),
    ("M4", "Key decision", WARNS, "SI 2012/2089 regs. 8 and 9", papers.key_decision),
    ("M5", "Policy framework", NOTES, "SI 2000/2853", papers.policy_framework),
    ("M6", "Implications, author and approvers", WARNS, GOOD_PRACTICE, papers.answered),
)
NOT_AGREEMENTS = {"P2", "P7", "P8", "P14", "P15", "P17", "P21"}  # an agreement has C1 to C6 in their place


def rulings(paper: PaperStanding, plan: PlanStanding | None) -> tuple[Ruling, ...]:
    """Every rule of the table with its outcome, in the table's order: the plan's, the agreement's, the paper's."""
    found: list[Ruling] = []
    if plan:
        for code, title, level, source, outcome in OF_PLANS:
            asked = not (plan.is_agreement and code in NOT_AGREEMENTS)
            result = outcome(plan) if asked else inapplicable("It is asked of partnership plans.")
            found.append(_ruling(code, title, level, source, result))
        for code, title, level, source, outcome in OF_AGREEMENTS:
            result = outcome(plan) if plan.is_agreement else inapplicable("It is asked of a county’s agreement.")
            found.append(_ruling(code, title, level, source, result))
    for code, title, weight, source, told in OF_PAPERS:
        level = WARNS if weight == BLOCKS and paper.is_of_the_past else weight  # nobody can mend the past
        found.append(_ruling(code, title, level, source, told(paper)))
    return tuple(found)


def _ruling(code: str, title: str, level: Level, source: str, outcome: Outcome) -> Ruling:
    return Ruling(code, Rule(f"statutory.{code.lower()}", title, level, source), outcome)


__all__ = ["Ruling", "rulings"]
