"""What text a form takes, what it folds away, and numbers as people write them."""

from decimal import Decimal

import pytest
from crispy_forms.layout import Layout
from crispy_forms.utils import render_crispy_form
from django import forms
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from core.characters import UNPRINTABLE
from core.forms import LONGEST_TEXT, More, NumberField, TidyForm, WebAddressField, form_helper


class Asked(TidyForm):
    title = forms.CharField(label="Title", max_length=30)
    story = forms.CharField(label="What was done", widget=forms.Textarea, required=False)
    many = forms.MultipleChoiceField(choices=[("a", "A"), ("b", "B")], required=False)
    number = NumberField(max_digits=8, decimal_places=2, required=False)
    place = forms.CharField(label="Where", initial="Oxford", required=False)

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)
        self.helper = form_helper("Save")
        self.helper.layout = Layout("title", More("More", "story", "place"))


def sent(**typed: str) -> Asked:
    return Asked({"title": "A title", "place": "Oxford", **typed})


def errors(form: forms.Form) -> dict[str, list[str]]:
    return {name: list(found) for name, found in form.errors.items()}


class TestText:
    def test_loses_what_no_paper_can_carry(self) -> None:
        form = sent(title="Night\0\x07 bus\ud800", story="One\r\ntwo\x0bthree\x1b[0m")
        assert form.is_valid()
        assert form.cleaned_data["title"] == "Night bus"
        assert form.cleaned_data["story"] == "One\ntwo\nthree[0m"

    def test_of_one_line_stays_on_one(self) -> None:
        form = sent(title="Night\nbus")
        assert form.is_valid()
        assert form.cleaned_data["title"] == "Night bus"

    def test_is_shown_again_as_it_would_be_saved(self) -> None:
        assert sent(title="Night\0 bus")["title"].value() == "Night bus"

    def test_too_long_for_its_field_comes_back_with_a_sentence(self) -> None:
        assert errors(sent(title="x" * 31)) == {"title": ["“Title” must be 30 characters or fewer. It has 31"]}

    def test_of_50_kilobytes_comes_back_with_a_sentence(self) -> None:
        form = sent(story="all " * 12_800)
        assert errors(form) == {"story": ["“What was done” must be 20,000 characters or fewer. It has 51199"]}
        assert sent(story="all " * (LONGEST_TEXT // 4)).is_valid()

    def test_that_is_one_endless_word_comes_back_with_a_sentence(self) -> None:
        told = "“xxxxxxxxxxxxxxxxxxxx…” is one word of more than 1,000 characters. Part it with spaces"
        assert errors(sent(story="x" * 1_001)) == {"story": [told]}
        assert sent(story="x" * 1_000).is_valid()

    def test_several_answers_to_one_question_all_arrive(self) -> None:
        form = Asked(QueryDict("title=A&many=a&many=b"))
        assert form.is_valid()
        assert form.cleaned_data["many"] == ["a", "b"]

    def test_a_choice_that_is_none_of_the_list_comes_back_with_a_sentence_of_our_own(self) -> None:
        form = Asked(QueryDict(f"title=A&many={'x' * 50_000}"))
        assert errors(form) == {"many": ["Choose from the list: this is not in it any more"]}

    def test_no_browser_cuts_it_short(self) -> None:
        assert "maxlength" not in render_crispy_form(Asked())

    @given(st.text(st.characters(codec=None)), st.text(st.characters(codec=None)))
    def test_whatever_is_typed_is_saved_or_comes_back_with_a_sentence(self, title: str, story: str) -> None:
        form = sent(title=title, story=story)
        if form.is_valid():
            assert not UNPRINTABLE.search(form.cleaned_data["title"] + form.cleaned_data["story"])
        else:
            assert form.errors


class TestMore:
    def drawn(self, form: forms.Form) -> str:
        return render_crispy_form(form, context={"csrf_token": "token"})

    def test_is_folded_away_while_it_says_nothing(self) -> None:
        assert '<details class="govuk-details portal-more">' in self.drawn(Asked())
        assert '<details class="govuk-details portal-more">' in self.drawn(sent())

    def test_stands_open_where_something_is_filled_in(self) -> None:
        assert '<details class="govuk-details portal-more" open>' in self.drawn(sent(place="Cowley"))
        assert '<details class="govuk-details portal-more" open>' in self.drawn(Asked(initial={"story": "So far."}))

    def test_stands_open_where_something_is_wrong(self) -> None:
        assert '<details class="govuk-details portal-more" open>' in self.drawn(sent(story="x" * 1_001))


class TestANumber:
    @pytest.mark.parametrize(
        ("typed", "meant"),
        [("1,200", "1200"), ("£2,500.50", "2500.50"), ("39.9%", "39.9"), (" 12 ", "12"), ("−9", "-9"), ("-9", "-9")],
    )
    def test_is_read_as_people_write_it(self, typed: str, meant: str) -> None:
        form = sent(number=typed)
        assert form.is_valid()
        assert form.cleaned_data["number"] == Decimal(meant)

    @pytest.mark.parametrize(
        ("typed", "said"),
        [
            ("some", "Enter a number, like 1,200 or 39.9"),
            ("NaN", "Enter a number, like 1,200 or 39.9"),
            ("12,50", "Enter a number, like 1,200 or 39.9"),
            ("1.234", "Enter a number with at most 2 digits after the point"),
            ("1234567", "Enter a number of at most 6 digits before the point"),
            ("9" * 5_000, "Enter a number of at most 8 digits"),
            ("1e999999", "Enter a number of at most 8 digits"),
        ],
    )
    def test_that_is_none_comes_back_with_a_sentence(self, typed: str, said: str) -> None:
        assert errors(sent(number=typed))["number"] == [said]

    def test_is_shown_with_thousands_parted_and_no_idle_noughts(self) -> None:
        assert Asked(initial={"number": Decimal("1200.50")})["number"].value() == "1,200.5"

    def test_is_the_same_number_when_sent_back(self) -> None:
        shown = Asked(initial={"number": Decimal("1200.50")})["number"].value()
        form = sent(number=shown)
        assert form.is_valid()
        assert form.cleaned_data["number"] == Decimal("1200.5")


class TestAnAddressOnTheWeb:
    @pytest.mark.parametrize("typed", ["https://example.org/a?b=c#d", "http://example.org/"])
    def test_is_kept_as_it_is(self, typed: str) -> None:
        assert WebAddressField().clean(typed) == typed

    def test_is_https_where_it_does_not_say(self) -> None:
        assert WebAddressField().clean("example.org/minutes") == "https://example.org/minutes"

    @pytest.mark.parametrize(
        "typed",
        [
            "javascript:alert(1)",
            "JaVaScRiPt://example.org/%0aalert(1)",
            "data:text/html,<script>alert(1)</script>",
            "ftp://example.org/",
            "file:///etc/passwd",
            "//",
            "https://",
            "http://[",
            "example",
        ],
    )
    def test_that_leads_to_no_page_comes_back_with_a_sentence(self, typed: str) -> None:
        with pytest.raises(forms.ValidationError, match="Enter the address of a page, like https"):
            WebAddressField().clean(typed)
