"""Forms in GOV.UK Frontend's markup: labels, hints, errors that lead to their control, dates in three boxes."""

from datetime import date
from html.parser import HTMLParser

import pytest
from crispy_forms.utils import render_crispy_form
from django import forms
from hypothesis import given
from hypothesis import strategies as st

from core.forms import DateField, form_helper, say_what_is_missing
from oscp_portal.gallery import GalleryForm


class Page(HTMLParser):
    """The elements of some HTML, each with its attributes, and all its words."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words += data

    def all(self, tag: str, **wanted: str) -> list[dict[str, str | None]]:
        return [found for name, found in self.elements if name == tag and wanted.items() <= found.items()]

    @property
    def ids(self) -> list[str]:
        return [found["id"] for _, found in self.elements if found.get("id")]


def draw(form: forms.Form) -> Page:
    return Page(render_crispy_form(form, context={"csrf_token": "token"}))


class TestAForm:
    @pytest.fixture
    def good(self) -> Page:
        return draw(GalleryForm())

    @pytest.fixture
    def bad(self) -> Page:
        return draw(GalleryForm({"name": ""}))

    def test_labels_every_control(self, good: Page) -> None:
        labelled = {found["for"] for found in good.all("label")}
        controls = [found for tag in ("input", "select", "textarea") for found in good.all(tag)]
        assert {found["id"] for found in controls if found.get("type") != "hidden"} == labelled

    def test_has_no_id_twice(self, good: Page, bad: Page) -> None:
        assert len(good.ids) == len(set(good.ids))
        assert len(bad.ids) == len(set(bad.ids))

    def test_points_to_hints_and_errors_that_are_there(self, bad: Page) -> None:
        pointed = {id_ for _, found in bad.elements for id_ in (found.get("aria-describedby") or "").split()}
        assert pointed
        assert pointed <= set(bad.ids)

    def test_in_error_lists_every_problem_with_a_link_to_its_control(self, bad: Page) -> None:
        targets = {found["href"][1:] for found in bad.all("a") if found["href"].startswith("#")}
        controls = {found.get("id") for tag in ("input", "select", "textarea") for found in bad.all(tag)}
        assert targets == {"id_name", "id_text", "id_approach", "id_bodies", "id_status", "id_on_day", "id_agreed"}
        assert targets <= controls

    @pytest.mark.parametrize(
        "sentence",
        [
            "Enter name of the project",
            "Enter what came of it",
            "Select whom it works with",
            "Select who took part",
            "Enter the date it began",
        ],
    )
    def test_in_error_says_in_a_sentence_what_is_missing(self, sentence: str, bad: Page) -> None:
        assert bad.words.count(sentence) == 2, "once in the summary, once at the field"

    def test_marks_controls_in_error(self, bad: Page) -> None:
        assert "govuk-input--error" in bad.all("input", id="id_name")[0]["class"]
        assert "govuk-textarea--error" in bad.all("textarea")[0]["class"]
        assert "govuk-select--error" in bad.all("select")[0]["class"]

    def test_leaves_validation_to_the_server_with_its_sentences(self, good: Page) -> None:
        assert "novalidate" in good.all("form")[0]
        assert not [found for _, found in good.elements if "required" in found]

    def test_that_posts_carries_a_token_and_one_that_gets_does_not(self) -> None:
        form = forms.Form()
        form.helper = form_helper("Show", method="get")
        assert not draw(form).all("input", name="csrfmiddlewaretoken")
        form.helper = form_helper("Save")
        assert draw(form).all("input", name="csrfmiddlewaretoken")

    def test_says_which_fields_may_stay_empty(self, good: Page) -> None:
        assert "Evidence (optional)" in good.words
        assert "Name of the project (optional)" not in good.words

    def test_escapes_what_was_typed(self) -> None:
        page = draw(GalleryForm({"name": '"><script>alert(1)</script>', "text": "</textarea><script>"}))
        assert not page.all("script")

    def test_heads_its_fields_with_a_legend_where_it_has_one(self) -> None:
        form = forms.Form()
        form.helper = form_helper("Show", legend="A day")
        assert "A day" in draw(form).words

    def test_keeps_a_sentence_of_its_own(self) -> None:
        form = forms.Form()
        form.fields["cctv"] = forms.CharField(label="CCTV cameras", error_messages={"required": "Count the cameras"})
        form.fields["asb"] = forms.CharField(label="ASB cases")
        say_what_is_missing(form)
        assert form.fields["cctv"].error_messages["required"] == "Count the cameras"
        assert form.fields["asb"].error_messages["required"] == "Enter ASB cases"


class WhenForm(forms.Form):
    """A form with one date."""

    on = DateField(what="the date of the meeting")


def parts(day: str, month: str, year: str) -> dict[str, str]:
    return {"on_day": day, "on_month": month, "on_year": year}


class TestADate:
    @pytest.mark.parametrize(
        "typed",
        [
            parts("6", "10", "2025"),
            parts("06", "October", "2025"),
            parts(" 6 ", "oct", "2025 "),
            {"on": "2025-10-06"},
        ],
    )
    def test_is_read_as_people_type_it(self, typed: dict[str, str]) -> None:
        form = WhenForm(typed)
        assert form.is_valid(), form.errors
        assert form.cleaned_data["on"] == date(2025, 10, 6)

    @pytest.mark.parametrize(
        ("typed", "sentence"),
        [
            ({}, "Enter the date of the meeting"),
            (parts("", "", ""), "Enter the date of the meeting"),
            (parts("6", "", "2025"), "The date of the meeting must include a month"),
            (parts("", "", "2025"), "The date of the meeting must include a day and a month"),
            (parts("31", "2", "2025"), "The date of the meeting must be a real date, like 31 3 2025"),
            (parts("6", "Octember", "2025"), "The date of the meeting must be a real date, like 31 3 2025"),
            (parts("6", "10", "25"), "The year of the date of the meeting must have 4 digits, like 2025"),
            (parts("6", "10", "0000"), "The date of the meeting must be a real date, like 31 3 2025"),
            ({"on": "yesterday"}, "The date of the meeting must include a month and a year"),
            ({"on": "2025-13-45"}, "The date of the meeting must be a real date, like 31 3 2025"),
        ],
    )
    def test_that_is_none_is_refused_in_a_sentence(self, typed: dict[str, str], sentence: str) -> None:
        assert WhenForm(typed).errors["on"] == [sentence]

    @given(st.text(), st.text(), st.text())
    def test_refuses_anything_else_without_falling_over(self, day: str, month: str, year: str) -> None:
        form = WhenForm(parts(day, month, year))
        assert form.is_valid() or form.errors["on"]

    def test_is_shown_again_as_typed(self) -> None:
        form = WhenForm(parts("31", "February", "2025"))
        form.helper = form_helper("Show")
        page = draw(form)
        assert [found.get("value") for found in page.all("input", type="text")] == ["31", "February", "2025"]

    def test_starts_with_the_day_it_is_given(self) -> None:
        form = WhenForm(initial={"on": date(2025, 10, 6)})
        form.helper = form_helper("Show", method="get")
        assert [found["value"] for found in draw(form).all("input")] == ["6", "10", "2025"]
