"""The findings on the sample's papers are exactly the reviewed ones, each of which is true.

A new rule, or a change of one, that alters them is reviewed by a person: read the finding beside the paper, then write
down in `reviewed/` why it is true. A finding that is not true is a fault of the rule.
"""

import tomllib
from pathlib import Path

import pytest

from reports.checks import content_findings

pytestmark = pytest.mark.django_db  # the sample's papers are composed from its records

REVIEWED = Path(__file__).parent / "reviewed"
LISTS = sorted(REVIEWED.glob("*.toml"))


def reviewed(path):
    return tomllib.loads(path.read_text(encoding="utf-8")).get("finding", [])


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem)
def test_a_paper_of_the_sample_has_exactly_the_findings_that_were_reviewed(path, sample_papers):
    found = [
        (one.rule.id, one.rule.level.value, one.place.name, one.says)
        for one in content_findings(sample_papers[path.stem])
    ]
    assert found == [(one["rule"], one["level"], one["place"], one["says"]) for one in reviewed(path)]


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem)
def test_each_reviewed_finding_says_why_it_is_true(path):
    assert all(len(one["why"]) > 20 for one in reviewed(path))


def test_every_paper_of_the_sample_has_been_reviewed(sample_papers):
    assert {path.stem for path in LISTS} == set(sample_papers)


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem)
def test_every_finding_leads_to_a_place_that_the_paper_has(path, sample_papers):
    paper = sample_papers[path.stem]
    anchors = {getattr(block, "anchor", "") for block in paper.walk()}
    for finding in content_findings(paper):
        assert finding.place.anchor in anchors | {""}
        assert finding.place.name
        assert finding.to_do.endswith(".")
