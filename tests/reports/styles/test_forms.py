"""The forms of house styles."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from reports.content.logos import MAX_LOGO, picture, picture_size
from reports.forms.styles import ROOM, ColourField, HeaderFieldAddForm, HouseStyleForm
from reports.models import HeaderField, HeaderKey, HouseStyle

pytestmark = pytest.mark.django_db
TYPED = {
    "name": "Report to Council",
    "masthead": "Oxford City Council",
    "which_logo": "none",
    "colour": "#1d3557",
    "numbering": "continuous",
    "appendices": "annex-letters",
    "clear_days": "5",
}


def form_of(style, keeper, files=None, **typed):
    return HouseStyleForm({**TYPED, **typed}, files, instance=style, editor=keeper)


@pytest.mark.parametrize("typed", ["#1D3557", "1d3557", " #1d3557 "])
def test_a_colour_is_read_as_style_guides_write_it(typed):
    assert ColourField().clean(typed) == "#1d3557"


def test_a_short_colour_is_read_too():
    assert ColourField().clean("#036") == "#003366"


def test_a_light_colour_is_refused_with_its_contrast_and_the_next_one_that_passes(style, keeper):
    form = form_of(style, keeper, colour="#8ab4d8")
    assert form.errors["colour"] == [
        "#8ab4d8 is too light to read on white: its contrast is 2.2 to 1, and text needs 4.5 to 1 (WCAG 2.2, 1.4.3). "
        "The nearest darker colour that passes is #5d7992, with 4.5 to 1"
    ]


def test_what_is_no_colour_is_refused(style, keeper):
    assert "like #1d3557" in str(form_of(style, keeper, colour="Oxford blue").errors["colour"])


def test_a_logo_of_the_portal_needs_words(style, keeper):
    form = form_of(style, keeper, which_logo="civic-arch")
    assert form.errors["logo_alt"] == ["Say in words what the logo shows, for readers who cannot see it"]
    form = form_of(style, keeper, which_logo="civic-arch", logo_alt="An arch")
    assert form.is_valid()
    assert (form.values["logo"], form.values["logo_image"], form.values["logo_alt"]) == ("civic-arch", "", "An arch")


def test_without_a_logo_nothing_is_left_of_it(style, keeper):
    HouseStyle.objects.filter(pk=style.pk).update(logo="civic-arch", logo_alt="An arch")
    style.refresh_from_db()
    form = form_of(style, keeper, which_logo="none", logo_alt="An arch")
    assert form.is_valid(), form.errors
    assert (form.values["logo"], form.values["logo_image"], form.values["logo_alt"]) == ("", "", "")


def test_an_uploaded_logo_becomes_a_small_png_that_papers_can_hold(style, keeper, logo):
    form = form_of(style, keeper, {"picture": logo}, which_logo="uploaded", logo_alt="The crest")
    assert form.is_valid(), form.errors
    kept = form.values["logo_image"]
    assert picture_size(picture(kept)) == (600, 200)
    assert form.values["logo"] == ""


def test_the_room_for_a_picture_is_what_content_takes():
    assert len("data:image/png;base64,") + -(-ROOM // 3) * 4 <= MAX_LOGO


def test_a_logo_of_ones_own_must_be_chosen(style, keeper):
    form = form_of(style, keeper, which_logo="uploaded", logo_alt="The crest")
    assert form.errors["picture"] == ["Choose the picture of the logo"]


def test_the_stored_picture_stays_where_no_other_is_chosen(style, keeper, logo):
    first = form_of(style, keeper, {"picture": logo}, which_logo="uploaded", logo_alt="The crest")
    assert first.is_valid()
    HouseStyle.objects.filter(pk=style.pk).update(logo_image=first.values["logo_image"], logo_alt="The crest")
    style.refresh_from_db()
    again = form_of(style, keeper, which_logo="uploaded", logo_alt="The crest of Oxford")
    assert again.is_valid(), again.errors
    assert again.values["logo_image"] == first.values["logo_image"]


def test_a_file_that_is_no_picture_is_refused(style, keeper):
    file = SimpleUploadedFile("crest.png", b"<svg/>")
    form = form_of(style, keeper, {"picture": file}, which_logo="uploaded", logo_alt="The crest")
    assert "no picture of the kind that its name says" in str(form.errors["picture"])


def test_days_that_cannot_be_are_refused(style, keeper):
    assert form_of(style, keeper, clear_days="-1").errors["clear_days"] == ["Enter a number of days from 0 on"]
    assert form_of(style, keeper, clear_days="9999").errors["clear_days"] == ["Enter at most 60 days"]


def test_a_field_that_is_added_without_a_label_has_the_usual_one(style, keeper):
    part = HeaderField(house_style=style)
    unused = [HeaderKey.WARDS]
    form = HeaderFieldAddForm({"key": "wards", "block": "end"}, instance=part, unused=unused, editor=keeper)
    assert form.is_valid(), form.errors
    assert form.values["label"] == "Wards affected"
    used = HeaderFieldAddForm({"key": "to", "block": "end"}, instance=part, unused=unused, editor=keeper)
    assert "key" in used.errors
