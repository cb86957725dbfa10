"""The page of what a paper tells of the year: taking in, leaving out, rewording."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.models import Event
from reports.compose import compose_paper
from reports.models import Paper, Section, Wording
from reports.rendering.text import text
from reports.summaries.telling import achievements_in
from tests import make
from tests.reports.telling.forms import sent_by
from tests.world import logged_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def paper() -> Paper:
    return make.paper(plan=make.plan())


@pytest.fixture
def section(paper: Paper) -> Section:
    return make.section(of=paper, heading="Done", fill="achievements", options={"as": "bullets"})


@pytest.fixture
def officer(paper: Paper) -> Client:
    return logged_in(make.role(of=paper.partnership, kind="officer").user)


def page(paper: Paper) -> str:
    return reverse("reports:paper_achievements", args=[paper.slug])


def options(section: Section) -> dict[str, object]:
    section.refresh_from_db()
    return section.options


def tell(client: Client, section: Section, achievement, way: str):
    return client.post(reverse(f"reports:achievement_{way}", args=[section.paper.slug, section.pk, achievement.pk]))


class TestThePage:
    def test_lists_what_each_section_tells_and_could_tell(self, paper: Paper, section: Section, officer) -> None:
        last_year = make.plan(of=paper.partnership, slug="last", title="Last year's plan")
        make.section(of=paper, heading="Before", fill="achievements", plan=last_year)
        told = make.achievement(of=paper.plan, text="Told.")
        small = make.achievement(of=paper.plan, text="Small.", is_for_paper=False)
        make.achievement(of=paper.plan, text="Secret.", visibility="restricted", visibility_reason="A live case.")
        make.achievement(of=last_year, text="Old.")
        make.wording(of=paper, achievement=told, text="In our words.")
        shown = officer.get(page(paper)).content.decode()
        for words in ("Told.", "In our words.", "Small.", "Old.", "Left out (1)", "Told in “Done”", "Told in “Before”"):
            assert words in shown
        assert "Secret." not in shown
        this, last = achievements_in(paper)
        assert [(line.id, line.wording) for line in this.told] == [(told.pk, "In our words.")]
        assert [line.id for line in this.untold] == [small.pk]
        assert last.plan == "Last year's plan"

    def test_says_so_where_nothing_tells_achievements(self, paper: Paper, officer) -> None:
        assert "No section of this paper tells achievements." in officer.get(page(paper)).content.decode()

    def test_is_for_members_alone_and_its_buttons_for_keepers(self, paper: Paper, section: Section) -> None:
        achievement = make.achievement(of=paper.plan)
        approver = logged_in(make.role(of=paper.partnership, kind="approver").user)
        shown = approver.get(page(paper)).content.decode()
        assert "Leave it out" not in shown
        assert "Reword" not in shown
        assert tell(approver, section, achievement, "leave_out").status_code == 404
        assert approver.get(reverse("reports:wording_edit", args=[paper.slug, achievement.pk])).status_code == 404
        stranger = logged_in(make.role(of=make.partnership(), kind="officer").user)
        assert stranger.get(page(paper)).status_code == 404
        assert Client().get(page(paper)).status_code == 302

    def test_takes_the_same_queries_for_two_and_twenty(self, paper: Paper, section: Section, officer) -> None:
        counts = []
        for size in (2, 20):
            for _ in range(size):
                make.wording(of=paper, achievement=make.achievement(of=paper.plan))
            with CaptureQueriesContext(connection) as queries:
                officer.get(page(paper))
            counts.append(len(queries))
        assert counts[0] == counts[1]


class TestTakingInAndLeavingOut:
    def test_leaves_out_and_takes_in_again_without_a_trace_in_the_options(
        self, paper: Paper, section: Section, officer
    ) -> None:
        one, two = make.achievement(of=paper.plan, text="One."), make.achievement(of=paper.plan, text="Two.")
        done = tell(officer, section, one, "leave_out")
        assert done.url == f"{page(paper)}#achievement-{one.pk}"
        assert options(section) == {"as": "bullets", "leave_out": [one.pk]}
        assert "One." not in text(compose_paper(Paper.objects.get(pk=paper.pk)))
        event = Event.objects.latest("pk")
        assert (event.verb, event.subject_type) == ("reports.section_changed", "reports.section")
        assert event.summary.startswith("Left the achievement “One.” out of the section “Done”")
        tell(officer, section, one, "take_in")
        assert options(section) == {"as": "bullets"}
        assert two.text in text(compose_paper(Paper.objects.get(pk=paper.pk)))

    def test_takes_in_what_the_log_does_not_mark(self, paper: Paper, section: Section, officer) -> None:
        small = make.achievement(of=paper.plan, is_for_paper=False)
        tell(officer, section, small, "take_in")
        assert options(section) == {"as": "bullets", "also": [small.pk]}
        tell(officer, section, small, "leave_out")
        assert options(section) == {"as": "bullets"}

    def test_keeps_to_the_list_where_the_section_names_its_achievements(
        self, paper: Paper, section: Section, officer
    ) -> None:
        one, two = make.achievement(of=paper.plan), make.achievement(of=paper.plan)
        Section.objects.filter(pk=section.pk).update(options={"only": [one.pk]})
        tell(officer, section, two, "take_in")
        assert options(section) == {"only": [one.pk, two.pk]}
        tell(officer, section, one, "leave_out")
        assert options(section) == {"only": [two.pk]}
        tell(officer, section, two, "leave_out")
        assert options(section) == {"leave_out": [two.pk], "only": [two.pk]}
        tell(officer, section, two, "take_in")
        assert options(section) == {"only": [two.pk]}

    def test_is_refused_for_what_the_section_could_not_tell(self, paper: Paper, section: Section, officer) -> None:
        secret = make.achievement(of=paper.plan, visibility="restricted", visibility_reason="A live case.")
        elsewhere = make.achievement(of=make.plan())
        words = make.section(of=paper, heading="Words")
        told = make.achievement(of=paper.plan)
        for where, achievement in ((section, secret), (section, elsewhere), (words, told)):
            assert tell(officer, where, achievement, "take_in").status_code == 404
        address = reverse("reports:achievement_take_in", args=[paper.slug, section.pk, told.pk])
        assert officer.get(address).status_code == 405

    def test_changes_nothing_in_a_published_paper(self, paper: Paper, section: Section, officer) -> None:
        one = make.achievement(of=paper.plan)
        Paper.objects.filter(pk=paper.pk).update(state="published", first_published_at=make.NOW)
        assert tell(officer, section, one, "leave_out").status_code == 302
        assert options(section) == {"as": "bullets"}


class TestRewording:
    def test_begins_with_the_logs_words_and_leaves_the_log_alone(self, paper: Paper, section: Section, officer) -> None:
        achievement = make.achievement(of=paper.plan, text="Lit the towpath.")
        address = reverse("reports:wording_edit", args=[paper.slug, achievement.pk])
        sent = sent_by(officer.get(address))
        assert sent["text"].strip() == "Lit the towpath."
        assert officer.post(address, sent).status_code == 422
        assert officer.post(address, {**sent, "text": ""}).status_code == 422
        assert officer.post(address, {**sent, "text": "The towpath is lit."}).status_code == 302
        assert "The towpath is lit." in text(compose_paper(Paper.objects.get(pk=paper.pk)))
        achievement.refresh_from_db()
        assert achievement.text == "Lit the towpath."
        assert Event.objects.latest("pk").summary == f"Reworded the achievement “Lit the towpath.” for “{paper.title}”."
        again = sent_by(officer.get(address))
        assert officer.post(address, {**again, "text": "Now it is lit."}).status_code == 302
        assert Wording.objects.get().text == "Now it is lit."

    def test_goes_back_to_the_logs_words(self, paper: Paper, section: Section, officer) -> None:
        achievement = make.achievement(of=paper.plan)
        make.wording(of=paper, achievement=achievement)
        address = reverse("reports:wording_remove", args=[paper.slug, achievement.pk])
        assert officer.get(address).status_code == 405
        assert officer.post(address).status_code == 302
        assert not Wording.objects.exists()
        assert officer.post(address).status_code == 404

    def test_is_refused_for_what_the_paper_cannot_tell_and_once_it_is_out(
        self, paper: Paper, section: Section, officer
    ) -> None:
        secret = make.achievement(of=paper.plan, visibility="restricted", visibility_reason="A live case.")
        assert officer.get(reverse("reports:wording_edit", args=[paper.slug, secret.pk])).status_code == 404
        told = make.achievement(of=paper.plan)
        address = reverse("reports:wording_edit", args=[paper.slug, told.pk])
        sent = sent_by(officer.get(address))
        Paper.objects.filter(pk=paper.pk).update(state="published", first_published_at=make.NOW)
        assert officer.post(address, {**sent, "text": "Too late."}).status_code == 422
        assert officer.get(address).status_code == 302
        assert not Wording.objects.exists()
