"""Drafting papers from recipes; publishing them: tests/reports/publishing."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from core.models import Event
from reports import content
from reports.models import Paper
from reports.operations import draft_paper, publish_paper
from reports.recipes import RECIPES
from tests import make
from tests.make.shared import NOW

pytestmark = pytest.mark.django_db


class TestDrafting:
    @pytest.mark.parametrize("kind", Paper.Kind.values)
    def test_every_kind_has_a_recipe_whose_draft_composes(self, kind: str) -> None:
        plan = make.plan()
        make.action(under=make.priority(of=plan, title="Reduce burglary"), text="Mark bicycles")
        style = make.house_style(of=plan.partnership)
        make.header_field(of=style)
        paper = draft_paper(kind=kind, slug=kind, title="A paper", plan=plan, house_style=style, by=None, now=NOW)
        assert [section.key for section in paper.sections.order_by("position")] == [
            spec.key for spec in RECIPES[kind].sections
        ]
        assert Event.objects.get().verb == "reports.paper_drafted"
        edition = publish_paper(paper=paper, by=None, now=NOW, is_of_record=True)
        assert content.from_json(edition.content).kind == kind

    def test_the_year_reported_on_fills_the_achievements(self) -> None:
        plan = make.plan(period="2025-26")
        before = make.plan(of=plan.partnership, slug="2024-25", period="2024-25")
        make.achievement(of=before, text="Rescued fourteen animals.")
        paper = draft_paper(
            kind="council-update", slug="update", title="Update", plan=plan, reports_on=before,
            house_style=make.house_style(of=plan.partnership), by=None, now=NOW,
        )  # fmt: skip
        edition = publish_paper(paper=paper, by=None, now=NOW, is_of_record=True)
        assert "Rescued fourteen animals." in edition.content

    def test_an_address_that_is_taken_is_refused(self) -> None:
        plan = make.plan()
        style = make.house_style(of=plan.partnership)
        make.paper(of=plan.partnership, slug="taken")
        with pytest.raises(ValidationError, match="already exists"):
            draft_paper(kind="council-update", slug="taken", title="T", plan=plan, house_style=style, by=None, now=NOW)
        assert not Event.objects.exists()


def test_a_paper_without_a_date_is_listed_by_its_plans_year() -> None:
    undated = make.paper(title="Undated", plan=make.plan(period="2024-25"))
    older = make.paper(title="Older", date=date(2013, 7, 1))
    newer = make.paper(title="Newer", date=date(2025, 10, 6))
    assert list(Paper.objects.in_display_order()) == [newer, undated, older]
