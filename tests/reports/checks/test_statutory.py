"""Each statutory rule: what passes it, what fails it, and what it merely cannot see."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from reports.checks.finding import Level, Result
from reports.checks.standing import (
    Assessment,
    District,
    Field,
    Money,
    PaperStanding,
    PlanStanding,
    PriorityStanding,
    Record,
)
from reports.checks.statutory import OF_AGREEMENTS, OF_PAPERS, OF_PLANS, rulings

PASS, FAIL, UNSEEN, NONE = Result.PASS, Result.FAIL, Result.NOT_EVIDENCED, Result.NOT_APPLICABLE
DONE = date(2025, 5, 1)
VIOLENCE = {"violence-prevention", "violence-reduction"}
WHOLE = PriorityStanding(
    "Everything",
    strands=frozenset({"crime-and-disorder", "substances", "re-offending", *VIOLENCE}),
    actions=2,
    actions_led=2,
    indicators=1,
    findings=1,
)
RECORDS = {
    "assessment": Record(
        "All of it.",
        numbers=dict.fromkeys(["patterns", "changes", "reasons", "priorities", "community", "delivery"], True),
    ),
    **{
        duty: Record("It was done.", DONE)
        for duty in (
            *("engagement", "public-meeting", "summary-published", "plan-copy", "last-plan-reviewed"),
            *("sharing-protocol", "county-agreement", "district-assessments", "joint-working", "agreement-copy"),
            *("serious-violence", "death-reviews", "scrutiny"),
        )
    },
    "asb-case-review": Record(
        "The procedure is published.",
        DONE,
        address="https://council.example/asb",
        numbers={
            "threshold": 3,
            "applications": 4,
            "threshold_not_met": 1,
            "reviews": 3,
            "with_recommendations": 2,
        },
    ),
}
PLAN = PlanStanding(
    title="OSCP Plan 2025-26",
    tier="district",
    on=date(2025, 6, 1),
    status="agreed",
    status_label="Agreed",
    period="2025-26",
    start=date(2025, 4, 1),
    end=date(2026, 3, 31),
    areas=("Oxford",),
    owner_group="Executive Group",
    owner_members=9,
    agreed="at Executive Group on 30 June 2025",
    members=9,
    objective_set="Police and Crime Plan 2024-29",
    objectives_in_force=True,
    assessments=(Assessment("Strategic Intelligence Assessment", date(2025, 1, 10)),),
    priorities=(WHOLE,),
    awards=(Money("Community safety fund", rows=4),),
    posts=1,
    follows="OSCP Plan 2024-25",
    records=RECORDS,
)
AGREEMENT = replace(
    PLAN,
    tier="county",
    is_agreement=True,
    shared_priorities=("Domestic abuse",),
    districts=(District("Oxford", has_assessment=True, plan="OSCP Plan 2025-26"),),
)
HEAD = {
    "to": Field("To", "stated", "Cabinet"),
    "key-decision": Field("Key decision", "stated", "Yes"),
    "policy-framework": Field("Policy Framework", "stated", "The Corporate Plan"),
    "exempt": Field("Exempt information", "stated", "Paragraph 7 of Schedule 12A"),
}
PAPER = PaperStanding(
    title="Annual update",
    meets_on=date(2025, 10, 6),
    goes_out=date(2025, 9, 26),
    meeting="Cabinet",
    head=HEAD,
    background=(("Notes of the Executive Group, 30 June 2025", ""),),
    exempt_reason="It would tell offenders where patrols are.",
    notice_date=date(2025, 8, 1),
    implications=(("Financial implications", "none"),),
    implications_wanted=("Financial implications",),
    sign_offs=(("Finance", "asked"),),
    sign_offs_wanted=("Finance",),
    author="Community Safety Manager",
)


def without(*duties: str) -> dict[str, object]:
    return {"records": {duty: record for duty, record in RECORDS.items() if duty not in duties}}


def told(duty: str, **changes: object) -> dict[str, object]:
    return {"records": {**RECORDS, duty: replace(RECORDS[duty], **changes)}}


def served_by(*strands: str) -> dict[str, object]:
    return {"priorities": (replace(WHOLE, strands=frozenset(strands)),)}


def lacking(**counts: int) -> dict[str, object]:
    return {"priorities": (WHOLE, replace(WHOLE, name="Theft", **counts))}


def head(key: str, standing: str = "stated", text: str = "") -> dict[str, object]:
    return {"head": {**HEAD, key: replace(HEAD[key], standing=standing, text=text)}}


PLAN_CASES = [
    ("P1", {"categories_without_member": ("Fire and rescue authority",)}, FAIL, "Fire and rescue authority"),
    ("P1", {"members": 0}, UNSEEN, "No member body"),
    ("P2", {"owner_group": ""}, FAIL, "the group that owns it"),
    ("P2", {"start": None}, FAIL, "its first and last day"),
    ("P3", served_by("substances"), FAIL, "crime and disorder"),
    ("P4", served_by("crime-and-disorder"), FAIL, "drugs, alcohol"),
    ("P5", served_by("crime-and-disorder"), FAIL, "re-offending"),
    ("P5", served_by(), UNSEEN, "which strands"),
    ("P6", served_by("violence-prevention"), FAIL, "reducing instances"),
    ("P6", served_by("crime-and-disorder"), FAIL, "preventing people"),
    ("P6", {"on": date(2022, 4, 1)}, NONE, "31 January 2023"),
    ("P7", {"assessments": ()}, FAIL, "names no strategic assessment"),
    ("P7", {"assessments": (Assessment("SIA"),)}, UNSEEN, "no date"),
    ("P7", {"assessments": (Assessment("SIA", date(2023, 1, 10)),)}, FAIL, "older than one yearly cycle"),
    ("P7", {"assessments": (Assessment("SIA", date(2025, 6, 1)),)}, FAIL, "after the plan began"),
    ("P8", without("assessment"), UNSEEN, "the community’s priorities"),
    ("P8", told("assessment", numbers={"patterns": True}), UNSEEN, "changes since the last"),
    ("P9", lacking(findings=0), UNSEEN, "Theft"),
    ("P10", lacking(actions_led=0), UNSEEN, "Theft"),
    ("P11", {"awards": (), "posts": 0}, UNSEEN, "no allocation"),
    ("P12", lacking(indicators=0), UNSEEN, "Theft"),
    ("P12", {"priorities": (replace(WHOLE, indicators=0),), "plan_indicators": 3}, PASS, "3 indicators"),
    ("P13", {"objective_set": ""}, FAIL, "no police and crime plan"),
    ("P13", {"objectives_in_force": False}, FAIL, "was not in force"),
    ("P13", {"objectives_in_force": None}, UNSEEN, "from when until when"),
    ("P14", without("engagement"), UNSEEN, "No consultation"),
    ("P14", told("engagement", done_on=None), UNSEEN, "without a date"),
    ("P15", without("public-meeting"), UNSEEN, "No public meeting"),
    ("P15", {**without("public-meeting"), "public_meetings": (DONE,)}, PASS, "1 May 2025"),
    ("P15", {**without("public-meeting"), "public_meetings": (date(2024, 5, 1),)}, UNSEEN, "No public meeting"),
    ("P16", without("summary-published"), UNSEEN, "published here"),
    ("P16", {**without("summary-published"), "published_in": ("The plan",)}, PASS, "The plan"),
    ("P17", without("plan-copy"), UNSEEN, "policing body"),
    ("P18", {"follows": "", **without("last-plan-reviewed")}, UNSEEN, "which plan it follows"),
    ("P19", without("sharing-protocol"), UNSEEN, "protocol"),
    ("P19", told("sharing-protocol", review_on=date(2025, 5, 2)), UNSEEN, "2 May 2025"),
    ("P19", {**without("sharing-protocol"), "protocols": (("Sharing data", date(2026, 1, 1)),)}, PASS, "Sharing data"),
    ("P20", {"status": "draft", "status_label": "Draft"}, FAIL, "draft"),
    ("P20", {"status": "yet-to-be-ratified", "status_label": "Yet to be ratified"}, FAIL, "yet to be ratified"),
    ("P20", {"agreed": ""}, UNSEEN, "which meeting"),
    ("P21", without("county-agreement"), UNSEEN, "county’s"),
    ("P21", {"tier": "unitary"}, NONE, "districts"),
    ("V1", without("serious-violence"), UNSEEN, "serious violence"),
    ("V1", {"on": date(2023, 1, 30)}, NONE, "31 January 2023"),
    ("A1", without("asb-case-review"), UNSEEN, "procedure"),
    ("A1", told("asb-case-review", numbers={"threshold": 5}), FAIL, "at most three"),
    ("A1", told("asb-case-review", address=""), UNSEEN, "where the procedure is published"),
    ("A1", told("asb-case-review", numbers={"threshold": 3, "applications": 4}), UNSEEN, "reviews"),
    ("A1", {"on": date(2014, 4, 1)}, NONE, "2014"),
    ("D1", without("death-reviews"), UNSEEN, "not even that there is none"),
    ("D1", {**without("death-reviews"), "reviews": ("Domestic Homicide Review",)}, PASS, "Domestic Homicide Review"),
    ("K1", without("scrutiny"), UNSEEN, "scrutiny"),
    ("K1", told("scrutiny", done_on=date(2024, 1, 1)), FAIL, "more than twelve months"),
    ("K1", {**without("scrutiny"), "scrutiny": (date(2025, 2, 1),)}, PASS, "1 February 2025"),
    ("F1", {"awards": (Money("Fund", difference=Decimal(134), rows=4),)}, FAIL, "£134"),
    ("F1", {"awards": (Money("Fund", difference=Decimal(134), explained="A slip.", rows=4),)}, PASS, "£134"),
    ("F1", {"awards": (Money("Fund", printed_difference=Decimal(-2), rows=4),)}, FAIL, "£2"),
    ("F1", {"awards": ()}, NONE, "no table"),
    ("F2", {"awards": (Money("Fund", rows=4, rows_incomplete=1),)}, UNSEEN, "1 of 4"),
]
AGREEMENT_CASES = [
    ("C1", {"owner_group": ""}, FAIL, "No group"),
    ("C1", {"owner_members": 0, "members": 0}, FAIL, "no members"),
    (
        *("C2", {"districts": (District("Cherwell"),), **without("district-assessments")}, UNSEEN),
        "Cherwell",
    ),
    ("C3", {"shared_priorities": (), **without("joint-working")}, UNSEEN, "shared priority"),
    ("C4", {"districts": (District("Cherwell", has_assessment=True),)}, UNSEEN, "Cherwell"),
    ("C4", {"districts": (District("Cherwell", is_linked=True),)}, PASS, "all 1 districts"),
    ("C4", {"districts": ()}, UNSEEN, "no district partnerships"),
    ("C5", without("agreement-copy"), UNSEEN, "policing body"),
    ("C6", {"tier": "unitary"}, FAIL, "unitary"),
    ("P21", {}, NONE, "partnership plans"),
]
PAPER_CASES = [
    ("M1", {"goes_out": date(2025, 9, 29)}, FAIL, "after 26 September 2025"),
    ("M1", {"goes_out": date(2025, 9, 29), "late_reason": "The figures came late."}, PASS, "The figures came late."),
    ("M1", {"goes_out": None}, UNSEEN, "goes out"),
    ("M1", {"goes_out": date(2025, 10, 7)}, UNSEEN, "is past"),
    ("M1", {"meeting": ""}, NONE, "no meeting"),
    ("M1", {"clear_days": 7}, FAIL, "24 September 2025"),
    ("M2", {"background": ()}, FAIL, "neither"),
    ("M2", {"background": (), "background_none": True}, PASS, "none"),
    ("M2", {"background": (("Our website", "https://partnership.example"),)}, FAIL, "web link"),
    ("M3", {"exempt_reason": ""}, FAIL, "public-interest"),
    ("M3", head("exempt", text="No"), NONE, "public"),
    ("M4", head("key-decision", text="No"), PASS, "no key decision"),
    ("M4", head("to", text="Council"), FAIL, "not an executive one"),
    ("M4", {"notice_date": None}, UNSEEN, "No notice"),
    ("M4", {"notice_date": date(2025, 9, 20)}, UNSEEN, "28 clear days"),
    ("M4", head("key-decision", standing="blank"), NONE, "no such field"),
    ("M5", head("policy-framework", standing="blank"), UNSEEN, "left blank"),
    ("M6", {"implications": (("Financial implications", "unanswered"),)}, FAIL, "Financial implications"),
    ("M6", {"implications": ()}, FAIL, "Financial implications"),
    ("M6", {"sign_offs": ()}, FAIL, "Finance"),
    ("M6", {"author": ""}, FAIL, "no author"),
]


def ruled(code: str, *, plan: PlanStanding | None = PLAN, paper: PaperStanding = PAPER):
    return next(ruling for ruling in rulings(paper, plan) if ruling.code == code)


@pytest.mark.parametrize("code", [code for code, *_ in OF_PLANS])
def test_a_whole_plan_passes_every_rule(code: str) -> None:
    assert ruled(code).outcome.result == PASS
    assert ruled(code).finding is None


@pytest.mark.parametrize("code", [code for code, *_ in OF_AGREEMENTS])
def test_a_whole_agreement_passes_every_rule_of_agreements(code: str) -> None:
    assert ruled(code, plan=AGREEMENT).outcome.result == PASS
    assert ruled(code).outcome.result == NONE


@pytest.mark.parametrize("code", [code for code, *_ in OF_PAPERS])
def test_a_whole_paper_passes_every_rule_of_papers(code: str) -> None:
    assert ruled(code).outcome.result == PASS


@pytest.mark.parametrize(("code", "change", "result", "says"), PLAN_CASES)
def test_a_plan_that_lacks_something(code: str, change: dict, result: Result, says: str) -> None:
    outcome = ruled(code, plan=replace(PLAN, **change)).outcome
    assert (outcome.result, says in outcome.evidence) == (result, True), outcome


@pytest.mark.parametrize(("code", "change", "result", "says"), AGREEMENT_CASES)
def test_an_agreement_that_lacks_something(code: str, change: dict, result: Result, says: str) -> None:
    outcome = ruled(code, plan=replace(AGREEMENT, **change)).outcome
    assert (outcome.result, says in outcome.evidence) == (result, True), outcome


@pytest.mark.parametrize(("code", "change", "result", "says"), PAPER_CASES)
def test_a_paper_that_lacks_something(code: str, change: dict, result: Result, says: str) -> None:
    outcome = ruled(code, paper=replace(PAPER, **change)).outcome
    assert (outcome.result, says in outcome.evidence) == (result, True), outcome


def test_every_rule_has_a_case_that_it_does_not_pass() -> None:
    codes = {code for code, *_ in (*OF_PLANS, *OF_AGREEMENTS, *OF_PAPERS)}
    held = {code for code, _, result, _ in (*PLAN_CASES, *AGREEMENT_CASES, *PAPER_CASES) if result in (FAIL, UNSEEN)}
    assert held == codes


def test_what_is_not_evidenced_is_never_called_a_failure() -> None:
    ruling = ruled("P14", plan=replace(PLAN, **without("engagement")))
    assert (ruling.outcome.result, ruling.finding) == (UNSEEN, None)


def test_what_is_broken_is_found_with_what_to_do() -> None:
    finding = ruled("P20", plan=replace(PLAN, status="draft", status_label="Draft")).finding
    assert finding is not None
    assert (finding.rule.id, finding.rule.level, finding.place.name) == ("statutory.p20", Level.WARNS, "P20")
    assert finding.to_do.startswith("Have it agreed")


def test_a_paper_of_the_past_is_warned_of_and_not_held_back() -> None:
    wanting = replace(PAPER, background=())
    assert ruled("M2", paper=wanting).rule.level == Level.BLOCKS
    assert ruled("M2", paper=replace(wanting, goes_out=date(2026, 1, 1))).rule.level == Level.WARNS


def test_every_rule_that_is_not_met_says_what_to_do() -> None:
    for case in PLAN_CASES:
        outcome = ruled(case[0], plan=replace(PLAN, **case[1])).outcome
        assert bool(outcome.to_do) == (outcome.result in (FAIL, UNSEEN)), case[0]


def test_a_paper_without_a_plan_is_held_to_the_rules_of_papers_alone() -> None:
    assert {ruling.code for ruling in rulings(PAPER, None)} == {code for code, *_ in OF_PAPERS}
