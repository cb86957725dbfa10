"""An administrator makes the house style of a council, and sees what papers will look like."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import expect

from partners.models import Partnership, Role
from reports.models import HouseStyle
from tests import make
from tests.journeys.hands import Hands

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"]),
]


@pytest.fixture(scope="module")
def portal(empty_portal: str) -> str:
    return empty_portal


@pytest.fixture
def partnership() -> Partnership:
    return make.partnership(name="Oxford Safer Communities Partnership")


@pytest.fixture
def crest(tmp_path: Path) -> Path:
    path = tmp_path / "crest.webp"
    Image.new("RGB", (1200, 300), "#7a1f5c").save(path)
    return path


def test_an_administrator_makes_a_house_style_and_sees_it_as_they_type(
    *, scripts: bool, visit: Callable[..., Hands], partnership: Partnership, crest: Path
) -> None:
    person = visit(make.role(of=partnership, kind=Role.Kind.ADMINISTRATOR).user, scripts=scripts)
    person.open("/work/")
    person.press("House styles", role="link", exact=False)
    person.press("Add a house style")
    sample = person.page.get_by_role("region", name="Sample")

    person.write("What this house style is called", "Report to Council")
    person.write("Name at the top of each paper", "Oxford City Council")
    person.choose(person.page, "1.1, 1.2 … within each section")
    person.write("Colour", "#ffd700")
    if not scripts:
        person.press("Preview")
    expect(sample).to_contain_text("Oxford City Council")
    expect(sample.locator(".paper-number").first).to_have_text("1.1")
    expect(person.page.get_by_text("#ffd700 is too light to read on white").first).to_be_visible()

    person.write("Colour", "#7a1f5c")
    person.choose(person.page, "A picture of your own")
    person.page.get_by_label("Picture of the logo").set_input_files(crest)
    person.write("What the logo shows", "The crest of Oxford")
    if scripts:
        expect(sample.get_by_alt_text("The crest of Oxford")).to_be_visible()
    person.press("Save")
    expect(person.heading()).to_have_text("Report to Council")
    expect(sample.get_by_alt_text("The crest of Oxford")).to_be_visible()

    style = HouseStyle.objects.get(partnership=partnership)
    assert (style.colour, style.numbering) == ("#7a1f5c", HouseStyle.Numbering.DECIMAL)
    person.press("Move Date up")
    person.press("Remove Key decision")
    expect(sample).not_to_contain_text("Key decision")
    person.press("Undo", exact=False)
    expect(sample).to_contain_text("Key decision")
    assert not [told for told in person.complaints if "422" not in told]
