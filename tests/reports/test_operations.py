"""Drafting and publishing papers: one transaction, one event, an edition for good, or no trace at all."""

import hashlib
from datetime import date, timedelta
from unittest.mock import patch

import pytest
from django.core.exceptions import ValidationError

from core.events import verify_chains
from core.models import AppendOnlyError, Event
from reports import content
from reports.models import Edition, Paper
from reports.operations import PaperNotReady, draft_paper, publish_paper
from reports.recipes import RECIPES
from reports.rendering.pdf import RenderingFailed
from tests import make
from tests.make.shared import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def paper() -> Paper:
    found = make.paper(title="Annual Update 2025-26")
    make.section(of=found, heading="Introduction", text="The partnership meets **quarterly**.\n\n- one\n  - within one")
    return found


class TestPublishing:
    def test_freezes_content_and_pdf_and_records_one_event(self, paper: Paper) -> None:
        officer = make.officer(of=paper.partnership)
        events = Event.objects.count()
        edition = publish_paper(paper=paper, by=officer, now=NOW)
        paper.refresh_from_db()
        assert paper.state == Paper.State.PUBLISHED
        assert edition.number == 1
        assert content.content_hash(content.from_json(edition.content)) == edition.content_hash
        assert bytes(edition.pdf).startswith(b"%PDF-1.")
        assert hashlib.sha256(bytes(edition.pdf)).hexdigest() == edition.pdf_hash
        (event,) = Event.objects.order_by("pk")[events:]
        assert event.verb == "reports.paper_published"
        assert event.chain == paper.partnership.event_chain
        assert event.data["content_hash"] == edition.content_hash
        assert (event.actor, event.occurred_at) == (officer, NOW)
        assert list(verify_chains()) == []

    def test_the_same_content_gives_the_same_bytes(self, paper: Paper) -> None:
        first = publish_paper(paper=paper, by=None, now=NOW)
        second = publish_paper(paper=paper, by=None, now=NOW + timedelta(days=1), reason="Nothing changed.")
        assert second.number == 2
        assert (first.content, first.content_hash, first.pdf_hash) == (
            second.content,
            second.content_hash,
            second.pdf_hash,
        )

    def test_a_later_edition_shows_what_changed_and_leaves_the_first(self, paper: Paper) -> None:
        first = publish_paper(paper=paper, by=None, now=NOW)
        paper.sections.update(text="The partnership meets every month.")
        second = publish_paper(paper=paper, by=None, now=NOW, reason="How often it meets was wrong.")
        assert second.content_hash != first.content_hash
        assert "quarterly" in Edition.objects.get(number=1).content
        assert "every month" in Edition.objects.get(number=2).content

    def test_a_later_edition_needs_a_reason(self, paper: Paper) -> None:
        publish_paper(paper=paper, by=None, now=NOW)
        with pytest.raises(PaperNotReady, match="Say what the new edition corrects"):
            publish_paper(paper=paper, by=None, now=NOW, reason="  ")
        assert paper.editions.count() == 1

    def test_a_withdrawn_paper_is_not_published(self, paper: Paper) -> None:
        paper.state = Paper.State.WITHDRAWN
        paper.save()
        with pytest.raises(PaperNotReady, match="withdrawn"):
            publish_paper(paper=paper, by=None, now=NOW)

    @pytest.mark.parametrize(
        "where",
        [
            "reports.operations.publishing.compose_paper",
            "reports.operations.publishing.pdf",
            "reports.operations.publishing.record_event",
        ],
    )
    def test_a_failure_at_any_step_leaves_no_trace(self, paper: Paper, where: str) -> None:
        events = Event.objects.count()
        with (
            patch(where, side_effect=RenderingFailed("The printer is out of ink.")),
            pytest.raises((PaperNotReady, RenderingFailed)),
        ):
            publish_paper(paper=paper, by=None, now=NOW)
        paper.refresh_from_db()
        assert paper.state == Paper.State.DRAFT
        assert not Edition.objects.exists()
        assert Event.objects.count() == events

    def test_bad_options_and_missing_plans_are_refused_with_a_sentence(self, paper: Paper) -> None:
        broken = make.section(
            of=paper,
            heading="Priorities",
            fill="priorities",
            options={"as": "poem"},
            plan=make.plan(of=paper.partnership),
        )
        with pytest.raises(PaperNotReady, match="choose one of 'headings', 'bullets'"):
            publish_paper(paper=paper, by=None, now=NOW)
        broken.options, broken.plan = {}, None
        broken.save()
        with pytest.raises(PaperNotReady, match="choose which one"):
            publish_paper(paper=paper, by=None, now=NOW)

    def test_an_edition_is_never_changed(self, paper: Paper) -> None:
        edition = publish_paper(paper=paper, by=None, now=NOW)
        with pytest.raises(AppendOnlyError):
            edition.save()
        with pytest.raises(AppendOnlyError):
            Edition.objects.update(content="{}")


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
        edition = publish_paper(paper=paper, by=None, now=NOW)
        assert content.from_json(edition.content).kind == kind

    def test_the_year_reported_on_fills_the_achievements(self) -> None:
        plan = make.plan(period="2025-26")
        before = make.plan(of=plan.partnership, slug="2024-25", period="2024-25")
        make.achievement(of=before, text="Rescued fourteen animals.")
        paper = draft_paper(
            kind="council-update", slug="update", title="Update", plan=plan, reports_on=before,
            house_style=make.house_style(of=plan.partnership), by=None, now=NOW,
        )  # fmt: skip
        edition = publish_paper(paper=paper, by=None, now=NOW)
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
