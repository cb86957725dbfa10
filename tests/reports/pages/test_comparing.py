"""The pages that tell what changed: editions and drafts of one paper, two papers, two plans."""

from dataclasses import replace

import pytest
from django.test import Client

from reports import content
from reports.models import Section
from reports.views import comparing
from tests import make
from tests.pages import queries_of, words_of
from tests.reports.sample_paper import SAMPLE

pytestmark = pytest.mark.django_db
URL = "/papers/update/compare/"
NAMES = {1: "one", 2: "two", 3: "three"}


@pytest.fixture(autouse=True)
def forget_comparisons():
    comparing._of_editions.cache_clear()


@pytest.fixture
def update():
    """A published paper with two editions, whose draft says something else."""
    of = make.partnership(slug="oxford", name="Oxford Safer Communities Partnership")
    paper = make.paper(of=of, slug="update", title="Update as drafted", state="published")
    for number in (1, 2):
        publish(paper, number)
    return paper


def publish(paper, number, title=""):
    stored = content.to_json(replace(SAMPLE, slug=paper.slug, title=title or f"Update {NAMES.get(number, number)}"))
    return make.edition(
        of=paper, number=number, content=stored, content_hash=content.content_hash(content.from_json(stored))
    )


def member(of):
    client = Client()
    client.force_login(make.officer(of=of))
    return client


class TestOnePaper:
    def test_shows_what_changed_between_two_editions(self, client, update):
        words = words_of(client, f"{URL}?from=1&to=2")
        assert "1 header field changed." in words
        assert "Update [deleted: one ] [inserted: two ]" in words
        assert "A figure was wrong." in words

    def test_takes_the_newest_two_editions_unasked(self, client, update):
        publish(update, 3)
        assert "Update [deleted: two ] [inserted: three ]" in words_of(client, URL)
        assert "Update [deleted: one ] [inserted: three ]" in words_of(client, f"{URL}?from=1")

    def test_has_nothing_to_compare_with_one_edition(self, client):
        publish(make.paper(slug="update", state="published"), 1)
        assert "nothing to compare it with yet" in words_of(client, URL)

    def test_shows_the_draft_to_members_alone(self, client, update):
        asked = f"{URL}?from=2&to=draft"
        assert client.get(asked).status_code == 404
        assert member(make.partnership()).get(asked).status_code == 404
        ours = member(update.partnership)
        assert "Update [deleted: two ] [inserted: as drafted ]" in words_of(ours, asked)
        assert "no-store" in ours.get(asked)["Cache-Control"]
        assert "The draft as it stands" not in words_of(client, URL)

    def test_says_why_a_draft_cannot_be_compared(self, update):
        make.section(of=update, heading="Money", fill=Section.Fill.FUNDING)
        assert "cannot be put together" in words_of(member(update.partnership), f"{URL}?from=2&to=draft")

    @pytest.mark.parametrize("asked", ["?from=7&to=1", "?from=1&to=x", "?from=1&to=-1"])
    def test_knows_no_version_that_is_not_there(self, client, update, asked):
        assert client.get(f"{URL}{asked}").status_code == 404

    def test_is_not_there_for_strangers_while_the_paper_is_a_draft(self, client):
        paper = make.paper(slug="update")
        assert client.get(URL).status_code == 404
        assert member(paper.partnership).get(URL).status_code == 200

    def test_is_gone_for_everybody_once_the_paper_is_withdrawn(self, client):
        paper = make.paper(slug="update", state="withdrawn")
        publish(paper, 1)
        publish(paper, 2)
        assert client.get(URL).status_code == 410
        assert member(paper.partnership).get(URL).status_code == 410
        assert 'value="update"' not in client.get("/papers/compare/").content.decode()

    def test_refuses_to_be_sent_anything(self, client, update):
        assert client.post(URL).status_code == 405

    def test_takes_the_same_queries_for_two_editions_and_twenty(self, client, update):
        few = queries_of(client, f"{URL}?from=1&to=2")
        for number in range(3, 21):
            publish(update, number)
        assert queries_of(client, f"{URL}?from=1&to=2") == few <= 2

    def test_keeps_what_it_made_of_two_editions(self, client, update):
        client.get(URL)
        client.get(URL)
        assert comparing._of_editions.cache_info().hits == 1

    def test_is_led_to_from_the_edition_page(self, client, update):
        html = client.get("/papers/update/").content.decode()
        assert f'href="{URL}?from=1&amp;to=2"' in html
        html = client.get("/papers/update/editions/1/").content.decode()
        assert f'href="{URL}?from=1&amp;to=2"' in html


class TestTwoPapers:
    def address(self, old, new):
        return f"/papers/compare/?a={old}&b={new}"

    def test_compares_any_two_that_are_public(self, client, update):
        other = make.paper(slug="other", title="Other", state="published")
        publish(other, 1, title="Another update")
        words = words_of(client, self.address("update", "other"))
        assert "Title" in words
        assert "[inserted: Another" in words

    def test_knows_no_draft_of_others(self, client, update):
        hidden = make.paper(slug="hidden", title="Hidden draft")
        words = words_of(client, self.address("update", "hidden"))
        assert "Choose from the list: this is not in it any more" in words
        assert "Hidden draft" not in words
        assert "Hidden draft" in words_of(member(hidden.partnership), self.address("update", "hidden"))

    def test_asks_for_both(self, client, update):
        words = words_of(client, self.address("", "update"))
        assert "Choose the older paper" in words
        assert "Choose the newer paper" not in words

    def test_has_a_paper_ready_that_the_address_names(self, client, update):
        html = client.get("/papers/compare/?b=update").content.decode()
        assert '<option value="update" selected>' in html
        assert "There is a problem" not in html

    def test_refuses_to_be_sent_anything(self, client):
        assert client.post("/papers/compare/").status_code == 405

    def test_takes_the_same_queries_for_two_papers_and_twenty(self, client, update):
        publish(make.paper(slug="other", state="published"), 1)
        few = queries_of(client, self.address("update", "other"))
        for _ in range(18):
            publish(make.paper(state="published"), 1)
        assert queries_of(client, self.address("update", "other")) == few


class TestTwoPlans:
    URL = "/papers/compare/plans/"

    @pytest.fixture
    def plans(self):
        of = make.partnership(slug="oxford", name="Oxford Safer Communities Partnership")
        police = make.body(name="Thames Valley Police")
        found = [make.plan(of=of, slug=slug, title=f"Plan {slug}", status="agreed") for slug in ("2024-25", "2025-26")]
        for plan, words in zip(found, ("Patrol the towpath.", "Patrol the towpath at night."), strict=True):
            make.action(under=make.priority(of=plan, title="Safer streets"), text=words, lead_body=police)
        return found

    def test_shows_what_changed_in_actions(self, client, plans):
        words = words_of(client, f"{self.URL}?a=oxford/2024-25&b=oxford/2025-26")
        assert "Patrol the towpath [inserted: at night ]" in words
        assert "1 list item changed" in words

    def test_knows_no_draft_of_others(self, client, plans):
        plans[1].status = "draft"
        plans[1].save()
        asked = f"{self.URL}?a=oxford/2024-25&b=oxford/2025-26"
        assert "Plan 2025-26" not in words_of(client, asked)
        assert "at night" in words_of(member(plans[1].partnership), asked)

    def test_refuses_to_be_sent_anything(self, client):
        assert client.post(self.URL).status_code == 405

    def test_takes_the_same_queries_for_two_actions_and_twenty(self, client, plans):
        asked = f"{self.URL}?a=oxford/2024-25&b=oxford/2025-26"
        few = queries_of(client, asked)
        for plan in plans:
            priority = make.priority(of=plan)
            for number in range(10):
                make.action(under=priority, text=f"Walk the estate in month {number}.")
        assert queries_of(client, asked) == few

    def test_is_led_to_from_a_plan_that_has_others_beside_it(self, client, plans):
        html = client.get("/partnerships/oxford/plans/2025-26/").content.decode()
        assert f'href="{self.URL}?b=oxford/2025-26"' in html
