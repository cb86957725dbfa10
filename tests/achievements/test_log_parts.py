"""Figures, evidence and quotations of an achievement, as they are kept; and what holds on every page of the log."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from achievements.models import Achievement, Comparator, Evidence, Figure, Quote
from core.models import Event, Removal
from partners.models import Body
from priorities.models import Plan
from tests import make
from tests.achievements.visiting import MOST_QUERIES, buttons_of, logged_in, pages_of, send, url
from tests.pages import queries_of, words_of

pytestmark = pytest.mark.django_db


class TestFigures:
    def test_are_added_as_stated_with_what_they_are_compared_with(
        self, achievement: Achievement, officer: Client
    ) -> None:
        send(
            officer, url("figure_add", achievement.pk), stated="33,587", what="crimes recorded", period="2024-25",
            qualifier="exact", basis="recorded", compared_with="previous-period", compared_stated="37,068",
            compared_period="2023-24",
        )  # fmt: skip
        figure = Figure.objects.get()
        assert (figure.number, figure.unit, figure.period_stated) == (33_587, "crimes", "2024-25")
        assert figure.comparators.get().number == 37_068
        words = words_of(officer, url("figure_list", achievement.pk))
        assert "“33,587” was saved, and is taken to mean 33,587 crimes." in words
        assert "37,068 (the period before, 2023-24)" in words

    def test_that_are_words_alone_say_so(self, achievement: Achievement, officer: Client) -> None:
        send(officer, url("figure_add", achievement.pk), stated="a good many", qualifier="exact", basis="recorded")
        words = words_of(officer, url("figure_list", achievement.pk))
        assert "“a good many” was saved as words" in words
        assert "Taken to mean no number, the words alone" in words

    def test_that_do_not_add_up_say_so_and_stay(self, achievement: Achievement, officer: Client) -> None:
        make.figure(of=achievement, stated="8.6% (37,068 to 33,587)", number="8.6", unit="per cent")
        words = words_of(officer, url("figure_list", achievement.pk))
        assert "8.6% as stated, 9.4% as computed." in words
        assert "8.6% as stated, 9.4% as computed" in words_of(officer, url("achievements"))

    def test_are_changed_and_read_again(self, achievement: Achievement, officer: Client) -> None:
        figure = make.figure(of=achievement, stated="over 200", number=200, qualifier="over")
        typed = {"stated": "about 300", "number": "200", "qualifier": "over", "basis": "recorded"}
        send(officer, url("figure_edit", achievement.pk, figure.pk), **typed)
        figure.refresh_from_db()
        assert (figure.number, figure.qualifier) == (300, "about")

    def test_are_compared_and_the_comparison_changed(self, achievement: Achievement, officer: Client) -> None:
        figure = make.figure(of=achievement, stated="33,587", number=33_587)
        send(officer, url("comparator_add", achievement.pk, figure.pk), kind="previous-period", stated="37,068")
        comparator = Comparator.objects.get()
        typed = {"kind": "previous-period", "stated": "37,068", "number": "37,068", "change_percent": "-8.6"}
        send(officer, url("comparator_edit", achievement.pk, figure.pk, comparator.pk), **typed)
        comparator.refresh_from_db()
        assert str(comparator.change_percent) == "-8.60"
        words = words_of(officer, url("figure_list", achievement.pk))
        assert "−8.6% as stated, −9.4% as computed" in words


class TestEvidence:
    @pytest.fixture(autouse=True)
    def media(self, settings: Any, tmp_path: Any) -> None:
        settings.MEDIA_ROOT = tmp_path

    def test_is_a_link(self, achievement: Achievement, officer: Client) -> None:
        send(officer, url("evidence_add", achievement.pk), label="Minutes", url="https://example.org/", is_public="on")
        evidence = Evidence.objects.get()
        assert (evidence.url, evidence.is_public) == ("https://example.org/", True)
        html = officer.get(url("evidence_list", achievement.pk)).content.decode()
        assert 'href="https://example.org/"' in html

    def test_is_a_file_that_members_open(self, achievement: Achievement, officer: Client) -> None:
        file = SimpleUploadedFile("minutes.txt", b"Agreed.", content_type="text/plain")
        send(officer, url("evidence_add", achievement.pk), label="Minutes", file=file)
        evidence = Evidence.objects.get()
        assert evidence.file_name == "minutes.txt"
        assert url("evidence_file", evidence.pk) in officer.get(url("evidence_list", achievement.pk)).content.decode()
        page = officer.get(url("evidence_edit", achievement.pk, evidence.pk)).content.decode()
        assert "Stored now" in page
        assert "minutes.txt" in page

    def test_of_a_wrong_kind_comes_back_with_everything_typed(self, achievement: Achievement, officer: Client) -> None:
        file = SimpleUploadedFile("minutes.exe", b"MZ", content_type="application/octet-stream")
        page = send(officer, url("evidence_add", achievement.pk), label="The minutes of March", file=file)
        html = page.content.decode()
        assert page.status_code == 422
        assert "The minutes of March" in html
        assert re.search(r'id="id_file-error"', html)
        assert not Evidence.objects.exists()

    def test_that_is_neither_file_nor_link_is_refused_on_its_field(
        self, achievement: Achievement, officer: Client
    ) -> None:
        page = send(officer, url("evidence_add", achievement.pk), label="Minutes")
        assert page.status_code == 422
        assert "Choose a file, or enter the address of a page" in page.content.decode()

    def test_is_changed(self, achievement: Achievement, officer: Client) -> None:
        evidence = make.evidence(of=achievement, label="Minutes")
        typed = {"label": "The minutes", "url": evidence.url}
        send(officer, url("evidence_edit", achievement.pk, evidence.pk), **typed)
        evidence.refresh_from_db()
        assert evidence.label == "The minutes"


class TestQuotations:
    def test_are_kept_and_not_printed_without_consent(self, achievement: Achievement, officer: Client) -> None:
        send(officer, url("quote_add", achievement.pk), text="They saved me.", speaker="child")
        words = words_of(officer, url("evidence_list", achievement.pk))
        assert "It is not printed anywhere until there is consent to publish it." in words
        assert "No consent: never printed" in words
        assert "They saved me." not in words_of(officer, url("achievements"))
        quote = Quote.objects.get()
        typed = {"text": "They saved me.", "speaker": "child", "has_consent": "on"}
        send(officer, url("quote_edit", achievement.pk, quote.pk), **typed)
        assert "They saved me." in words_of(officer, url("achievements"))


class TestEveryPage:
    def test_opens_for_an_officer_within_its_queries(self, achievement: Achievement, officer: Client) -> None:
        for name, address in {**pages_of(achievement), "achievement_add": url("achievement_add")}.items():
            assert queries_of(officer, address) <= MOST_QUERIES, name

    def test_takes_as_many_queries_for_twenty_rows_as_for_two(self, achievement: Achievement, officer: Client) -> None:
        def add_rows(count: int) -> None:
            for _ in range(count):
                body, area = make.body(), make.area()
                make.membership(of=achievement.plan.partnership, member=body)
                achievement.bodies.add(body)
                achievement.areas.add(area)
                action = make.action(under=make.priority(of=achievement.plan))
                achievement.actions.add(action)
                make.project(partnership=achievement.plan.partnership)
                make.evidence_source(of=achievement.plan.partnership)
                make.achievement(of=make.plan(of=achievement.plan.partnership))
                figure = make.figure(of=achievement, area=area)
                make.figure(of=achievement, part_of=figure, area=area)
                make.comparator(of=figure, area=area)
                make.evidence(of=achievement)
                make.quote(of=achievement)

        pages = pages_of(achievement)
        add_rows(2)
        few = {name: queries_of(officer, address) for name, address in pages.items()}
        add_rows(18)
        assert {name: queries_of(officer, address) for name, address in pages.items()} == few
        assert max(few.values()) <= MOST_QUERIES, few

    def test_guards_each_of_its_forms_against_forgery(self, achievement: Achievement, officer: Client) -> None:
        for name, address in {**pages_of(achievement), "achievement_log": url("achievement_log")}.items():
            html = officer.get(address).content.decode()
            forms = re.findall(r'<form method="post".*?</form>', html, re.DOTALL)
            assert forms, name
            assert all('name="csrfmiddlewaretoken"' in form for form in forms), name

    def test_opens_for_a_contributor_where_their_body_provided_it(
        self, plan: Plan, contributor: Client, police: Body
    ) -> None:
        own = make.achievement(of=plan, provider=police)
        for name, address in pages_of(own).items():
            assert contributor.get(address).status_code == 200, name

    def test_does_not_exist_for_others(self, achievement: Achievement, contributor: Client) -> None:
        elsewhere = logged_in(make.officer(of=make.partnership(slug="elsewhere")))
        approver = logged_in(make.approver(of=achievement.plan.partnership))
        for name, address in pages_of(achievement).items():
            assert Client().get(address).status_code == 302, name
            for person in (contributor, elsewhere, approver):
                assert person.get(address).status_code == 404, name
        for name in ("achievement_log", "achievement_add"):
            for person in (elsewhere, approver):
                assert person.get(url(name)).status_code == 404, name

    def test_does_not_exist_where_its_record_belongs_elsewhere(
        self, plan: Plan, achievement: Achievement, officer: Client
    ) -> None:
        other = make.achievement(of=plan)
        addresses = pages_of(achievement)
        for name in ("figure_edit", "comparator_add", "comparator_edit", "evidence_edit", "quote_edit"):
            wrong = addresses[name].replace(f"/{achievement.pk}/", f"/{other.pk}/", 1)
            assert wrong != addresses[name]
            assert officer.get(wrong).status_code == 404, name
        assert officer.get(url("achievement_edit", 999_999)).status_code == 404
        make.plan(of=plan.partnership, slug="2024-25")
        assert officer.get(addresses["achievement_edit"].replace("2025-26", "2024-25")).status_code == 404

    def test_takes_no_other_method(self, achievement: Achievement, officer: Client) -> None:
        for name in ("figure_list", "evidence_list"):
            assert officer.post(url(name, achievement.pk)).status_code == 405
        assert officer.post(url("achievement_log")).status_code == 405
        for address in pages_of(achievement).values():
            assert officer.put(address).status_code == 405
        for address in buttons_of(achievement).values():
            assert officer.get(address).status_code == 405


class TestRemoving:
    @pytest.mark.parametrize(
        "name", ["comparator_remove", "figure_remove", "evidence_remove", "quote_remove", "achievement_remove"]
    )
    def test_leads_back_with_an_undo_that_works(self, name: str, achievement: Achievement, officer: Client) -> None:
        before = [kind.objects.count() for kind in (Achievement, Figure, Comparator, Evidence, Quote)]
        address = buttons_of(achievement)[name]
        before = [kind.objects.count() for kind in (Achievement, Figure, Comparator, Evidence, Quote)]
        page = officer.post(address, follow=True)
        removal = Removal.objects.get()
        undo = reverse("core:removal_put_back", args=[removal.pk])
        assert undo in page.content.decode()
        officer.post(undo)
        assert [kind.objects.count() for kind in (Achievement, Figure, Comparator, Evidence, Quote)] == before
        assert Event.objects.count() == 2

    def test_does_not_exist_for_others(self, achievement: Achievement, contributor: Client) -> None:
        for address in buttons_of(achievement).values():
            assert contributor.post(address).status_code == 404
        assert not Removal.objects.exists()
