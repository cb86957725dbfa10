"""Beginning a paper: from a recipe, or from last time's with the years moved on."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from partners.models import Partnership
from reports.models import HeaderValue, Paper, Section
from tests import make
from tests.forms_on_pages import edit_form_on
from tests.pages import queries_of, words_of
from tests.reports.pages.desk import sent
from tests.world import logged_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def oxford() -> Partnership:
    return make.partnership(
        slug="oxford", name="Oxford Safer Communities Partnership", contact_post="Community Safety Manager"
    )


@pytest.fixture
def years(oxford: Partnership) -> dict[str, Any]:
    """Two plans, a house style, a meeting to come, and last time's paper with one of everything."""
    before = make.plan(of=oxford, slug="2024-25", status="closed", period="2024-25", title="Plan 2024-25")
    plan = make.plan(
        of=oxford, slug="2025-26", status="agreed", period="2025-26", title="Plan 2025-26", succeeds=before
    )
    make.achievement(of=plan, text="Rescued fourteen animals.")
    style = make.house_style(of=oxford)
    for key in ("to", "date", "report-of", "title", "key-decision", "recommendations"):
        make.header_field(of=style, key=key, label=key.title())
    make.implication_kind(of=style, label="Legal implications")
    make.approver_role(of=style, function="Finance", is_required=False)
    group = make.group(of=oxford, name="Council")
    meeting = make.meeting(of=oxford, on=timezone.localdate() + timedelta(days=60), group=group)
    last = make.paper(
        of=oxford, slug="last", title="Annual Update 2024-25", house_style=style, plan=before, reports_on=before,
        state="published", date=date(2025, 1, 6), author_post="Service Manager", background_none=True,
    )  # fmt: skip
    make.header_value(of=last, key="to", text="Scrutiny")
    make.header_value(of=last, key="report-of", text="Service Manager")
    make.header_value(of=last, key="key-decision", standing="na")
    top = make.section(of=last, heading="Priorities 2024-25", text="In 2024-25 we met.", position=1, plan=before)
    make.section(
        of=last, heading="Achievements", fill="achievements", parent=top, position=2, plan=before,
        options={"as": "bullets", "only": [1]},
    )  # fmt: skip
    asks = make.recommendation(of=last, text="Council is asked to:", is_numbered=False)
    make.recommendation(of=last, text="note the report", parent=asks)
    make.paper_author(of=last, post_title="Manager of the other council")
    return {"plan": plan, "before": before, "style": style, "meeting": meeting, "last": last}


URL = "/papers/new/oxford/"


class TestThePage:
    def test_is_filled_in_as_it_most_likely_is(self, oxford: Partnership, years: dict[str, Any]) -> None:
        form = edit_form_on(logged_in(make.officer(of=oxford)).get(URL).content.decode())
        assert form
        assert form.data["start"] == [f"paper-{years['last'].pk}"]
        assert form.data["title"] == ["Annual Update 2025-26"]
        assert form.data["slug"] == ["annual-update-2025-26"]
        assert form.data["plan"] == [str(years["plan"].pk)]
        assert form.data["reports_on"] == [str(years["before"].pk)]
        assert form.data["meeting"] == [str(years["meeting"].pk)]
        assert form.data["house_style"] == [str(years["style"].pk)]

    def test_says_what_is_missing_first(self, oxford: Partnership) -> None:
        words = words_of(logged_in(make.officer(of=oxford)), URL)
        assert "has none yet. Begin a plan first" in words
        assert "has no house style yet" in words

    def test_is_for_officers_and_administrators(self, oxford: Partnership, years: dict[str, Any]) -> None:
        assert logged_in(make.role(of=oxford, kind="administrator").user).get(URL).status_code == 200
        assert logged_in(make.role(of=oxford, kind="approver").user).get(URL).status_code == 404
        assert logged_in(make.stranger()).get(URL).status_code == 404
        assert logged_in(make.officer(of=oxford)).get("/papers/new/nowhere/").status_code == 404
        assert logged_in(make.officer(of=oxford)).delete(URL).status_code == 405

    def test_takes_as_many_queries_with_twenty_plans_as_with_two(
        self, oxford: Partnership, years: dict[str, Any]
    ) -> None:
        client = logged_in(make.officer(of=oxford))
        few = queries_of(client, URL)
        for number in range(18):
            make.plan(of=oxford, slug=f"plan-{number}")
            make.paper(of=oxford)
            make.house_style(of=oxford, name=f"Style {number}")
        assert queries_of(client, URL) == few


class TestFromLastTime:
    def test_everything_comes_along_and_is_pointed_at_the_new_year(
        self, oxford: Partnership, years: dict[str, Any]
    ) -> None:
        client = logged_in(make.officer(of=oxford))
        answer = sent(client, URL, title="Annual Update 2025-26", slug="now", reports_on=str(years["plan"].pk))
        assert answer.url == "/papers/now/draft/"
        paper = Paper.objects.get(slug="now")
        assert (paper.follows, paper.author_post, paper.background_none) == (years["last"], "Service Manager", True)
        assert (paper.date, paper.meeting) == (years["meeting"].date, years["meeting"])
        top, inner = paper.sections.order_by("position", "pk")
        assert (top.text, top.plan, inner.parent, inner.plan) == (
            "In 2024-25 we met.",
            years["plan"],
            top,
            years["plan"],
        )
        assert inner.options == {"as": "bullets"}
        asks, part = paper.recommendations.order_by("pk")
        assert (asks.is_numbered, part.parent, part.text) == (False, asks, "note the report")
        assert [author.post_title for author in paper.other_authors.all()] == ["Manager of the other council"]
        words = words_of(client, answer.url)
        assert "1 section still says what last time’s paper said, years and all: Priorities 2025-26" in words
        assert "Rescued fourteen animals." in words

    def test_the_head_is_filled_from_the_paper_and_last_time(self, oxford: Partnership, years: dict[str, Any]) -> None:
        sent(logged_in(make.officer(of=oxford)), URL, title="Annual Update 2025-26", slug="now")
        paper = Paper.objects.get(slug="now")
        head = {value.key: (value.standing, value.text) for value in HeaderValue.objects.filter(paper=paper)}
        assert head["to"] == ("stated", "Council")
        assert head["report-of"] == ("stated", "Service Manager")
        assert head["title"] == ("stated", "Annual Update 2025-26")
        assert head["key-decision"] == ("na", "")
        assert head["recommendations"] == ("stated", "")
        assert head["date"][0] == "stated"
        assert [(one.label, one.standing) for one in paper.implications.all()] == [("Legal implications", "unanswered")]
        assert [(one.function, one.is_required, one.state) for one in paper.sign_offs.all()] == [
            ("Finance", False, "asked")
        ]


class TestFromARecipe:
    def test_has_the_recipes_sections_and_knows_last_time(self, oxford: Partnership, years: dict[str, Any]) -> None:
        client = logged_in(make.officer(of=oxford))
        sent(client, URL, start="kind-council-update", title="Update", slug="now")
        paper = Paper.objects.get(slug="now")
        assert [section.key for section in Section.objects.filter(paper=paper).order_by("position")] == [
            "introduction", "priorities", "achievements",
        ]  # fmt: skip
        assert paper.follows == years["last"]
        assert client.get("/papers/now/draft/").status_code == 200

    def test_an_address_that_is_taken_is_refused_on_its_field(self, oxford: Partnership, years: dict[str, Any]) -> None:
        answer = sent(logged_in(make.officer(of=oxford)), URL, slug="last")
        assert answer.status_code == 422
        assert "Another paper has this address already" in answer.content.decode()
        assert Paper.objects.count() == 1
