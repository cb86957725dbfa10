"""An officer corrects the council's annual update of 2025, which is public, and a reader sees what changed."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from partners.models import Partnership
from reports.models import Edition
from tests import make
from tests.journeys.paper.screens import Visit
from tests.journeys.paper.years import that_day

pytestmark = pytest.mark.django_db
SLUG = "2025-oxford-annual-update"
BEFORE, AFTER = "agreed the following priorities at its meeting on 30 June", "agreed these priorities on 29 June"
REASON = "The day on which the priorities were agreed."


@pytest.fixture(scope="module", autouse=True)
def clock() -> Iterator[None]:
    with that_day():
        yield


def test_a_published_paper_is_corrected_in_the_open(portal: str, visit: Visit) -> None:
    user = make.user(name="Partnership officer", email="who-corrects@oxford.example")
    make.role(of=Partnership.objects.get(slug="oxford"), held_by=user)
    officer = visit(user)
    officer.open(f"/papers/{SLUG}/sign-off/")
    officer.press("Correct the paper")
    officer.write("What does the correction correct?", REASON)
    officer.press("Begin the correction")
    expect(officer.page.get_by_text("The edition that is out stays public")).to_be_visible()

    officer.press("Edit OSCP Priorities 2025-26", role="link")
    officer.write("Words before it", f"The OSCP Executive Group {AFTER} 2025.")
    officer.press("Preview")
    preview = officer.page.get_by_role("region", name="Preview")
    expect(preview.get_by_text(AFTER)).to_be_visible()
    officer.press("Save")
    reader = visit()
    reader.open(f"/papers/{SLUG}/")
    expect(reader.page.get_by_text(BEFORE)).to_be_visible()

    # What the checks want, and nobody has to sign it.
    officer.press("Say that there are none")
    expect(officer.page.get_by_text("Nothing stops publication.")).to_be_visible()
    officer.press("Add who signs it, or publish it", role="link")
    officer.press("Publish the correction")
    expect(officer.page.get_by_text("The new edition will say that it corrects")).to_be_visible()
    officer.press("Publish now")
    expect(officer.page.get_by_text("Edition 2 is published.")).to_be_visible()
    assert [one.reason for one in Edition.objects.filter(paper__slug=SLUG).order_by("number")] == ["", REASON]

    # The old edition leads to the new one, and to what changed between them.
    reader.open(f"/papers/{SLUG}/editions/1/")
    expect(reader.page.get_by_text(BEFORE)).to_be_visible()
    expect(reader.page.get_by_text("This is edition 1.")).to_be_visible()
    reader.press("see what changed", role="link")
    expect(reader.page.get_by_text("1 paragraph changed")).to_be_visible()
    expect(reader.page.locator("ins").filter(has_text="29").first).to_be_visible()
    assert officer.complaints == reader.complaints == []
