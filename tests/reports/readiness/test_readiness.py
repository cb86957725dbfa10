"""A paper's readiness as a whole: over the sample, through the command, on its page."""

import io
import json
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from reports.checks.finding import Level
from reports.models import Paper
from reports.readiness import blocking, readiness
from reports.readiness.facts import facts_of
from tests import make

pytestmark = pytest.mark.django_db

ON = date(2026, 11, 21)
# Reviewed by hand against the papers: the rules that each meets, and breaks. The rest is not evidenced or asks nothing.
REVIEWED = {
    "2013-oxfordshire-annual-refresh": ("P1 P3 P4 P5 P10 P11 P13 F1 C1 C3 C4 C6 M6", ""),
    "2015-oxford-partnership-report": ("P1 P2 P3 P4 P18 D1 M5 M6", "P5 P13 P20 M2"),
    "2020-21-oxford-rolling-plan": ("P1 P2 P3 P4 P18 D1 M6", "P5 P13"),
    "2021-oxford-annual-update": ("P1 P2 P3 P4 P18 D1 M2 M4 M5 M6", "P5 P13"),
    "2024-oxfordshire-community-safety-agreement": ("P1 P3 P4 P5 P6 P13 P18 C1 C4 C6 M6", ""),
    "2025-oxford-annual-update": ("P1 P2 P3 P6 P13 P18 P20 D1 M4", "P4 P5 P7 M2 M6"),
}


def checked(slug: str, form: str) -> str:
    said = io.StringIO()
    try:
        call_command("check_paper", slug, form=form, stdout=said)
    except SystemExit as end:
        said.write(f"\nended with {end.code}")
    return said.getvalue()


def test_the_rules_come_out_on_the_sample_as_reviewed() -> None:
    call_command("load_sample", stdout=io.StringIO())
    for slug, (met, broken) in REVIEWED.items():
        rulings = readiness(Paper.objects.get(slug=slug), on=ON).rulings
        by_result = {
            result: " ".join(ruling.code for ruling in rulings if ruling.outcome.result == result)
            for result in ("pass", "fail")
        }
        assert (slug, by_result) == (slug, {"pass": met, "fail": broken})


def test_no_sample_paper_is_held_back() -> None:
    call_command("load_sample", stdout=io.StringIO())
    for paper in Paper.objects.all():
        assert blocking(paper, on=ON) == ()


def test_what_blocks_comes_first_and_stops_publication() -> None:
    paper = make.paper(date=date(2027, 1, 20), meeting=make.meeting(on=date(2027, 1, 20)))
    make.section(of=paper, heading="Introduction", text="TBC")
    found = readiness(paper, on=ON)
    assert {finding.rule.id for finding in found.blocks} == {"statutory.m2", "complete.placeholder"}
    assert found.findings[: len(found.blocks)] == found.blocks
    assert not found.is_ready
    assert [group.level for group in found.groups] == [level for level in Level if found.of_level(level)]


def test_a_paper_that_cannot_be_composed_says_why() -> None:
    paper = make.paper()
    make.section(of=paper, heading="Priorities", fill="priorities")
    found = readiness(paper, on=ON)
    assert "choose which one" in found.problem
    assert not found.is_ready


def test_the_command_tells_in_words_and_ends_with_1_while_something_blocks() -> None:
    paper = make.paper(slug="our-update")
    make.section(of=paper, heading="Introduction", text="TBC")
    said = checked("our-update", "text")
    assert "complete.placeholder" in said
    assert "It cannot be published yet." in said
    assert said.endswith("ended with 1")
    paper.sections.update(text="We met four times.")
    assert "It can be published." in checked("our-update", "text")


def test_the_command_tells_as_data() -> None:
    paper = make.paper(slug="our-update", plan=make.plan())
    make.section(of=paper, heading="Introduction", text="TBC")
    data = json.loads(checked("our-update", "json").removesuffix("\nended with 1"))
    assert (data["schema"], data["paper"], data["ready"]) == (1, "our-update", False)
    blocking_one = data["findings"][0]
    assert blocking_one["id"] == "complete.placeholder"
    assert set(blocking_one) == {"id", "level", "rule", "source", "place", "says", "evidence", "to_do"}
    assert {rule["result"] for rule in data["statutory"]} <= {"pass", "fail", "not-applicable", "not-evidenced"}


def test_the_command_names_the_papers_there_are() -> None:
    make.paper(slug="our-update")
    with pytest.raises(CommandError, match="our-update"):
        call_command("check_paper", "no-such")


def test_the_page_shows_findings_and_rules_to_members_alone(client) -> None:
    paper = make.paper(slug="our-update", plan=make.plan())
    make.section(of=paper, heading="Introduction", text="TBC")
    address = reverse("reports:paper_check", args=["our-update"])
    client.force_login(make.officer(of=paper.partnership))
    page = client.get(address).content.decode()
    assert "stops publication" in page
    assert "Every responsible authority has a live member" in page
    client.force_login(make.stranger())
    assert client.get(address).status_code == 404


def test_the_checks_ask_the_same_of_the_database_for_a_small_plan_and_a_large_one(
    django_assert_max_num_queries, django_assert_num_queries
) -> None:
    plan = make.plan()
    paper = make.paper(of=plan.partnership, plan=plan, reports_on=plan)
    make.action(under=make.priority(of=plan))

    def run() -> None:
        readiness(Paper.objects.get(pk=paper.pk), on=ON)

    with django_assert_max_num_queries(80) as few:
        run()
    for _ in range(5):
        priority = make.priority(of=plan)
        make.action(under=priority)
        make.action(under=priority)
    with django_assert_num_queries(len(few)):
        run()


def test_what_is_restricted_is_not_told_to_the_checks() -> None:
    plan = make.plan()
    paper = make.paper(of=plan.partnership, plan=plan, reports_on=plan)
    make.figure(of=make.achievement(of=plan), stated="2,534", number=2534)
    hidden = make.achievement(of=plan, visibility="restricted", visibility_reason="It is before the court.")
    make.figure(of=hidden, stated="77", number=77)
    assert [figure.stated for figure in facts_of(paper).figures] == ["2,534"]


def test_words_that_go_another_way_than_an_indicator_are_found() -> None:
    plan = make.plan()
    indicator = make.indicator(of=plan.partnership, plan=plan, theme="Burglary", direction="reduce", unit="offences")
    make.measurement(of=indicator, value=950, period="2023-24")
    make.measurement(of=indicator, value=1234, period="2024-25")
    paper = make.paper(of=plan.partnership, plan=plan)
    make.section(of=paper, heading="Introduction", text="Burglary offences have fallen. Robbery has fallen.")
    said = [one.says for one in readiness(paper, on=ON).findings if one.rule.id == "fair.direction"]
    assert said == [
        "The words say that “Burglary (offences)” fell, but in the records it rose (1,234, up 29.9% from 950)."
    ]
