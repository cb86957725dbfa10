"""An officer composes: words appear beside what is typed, sections move, and a colleague comments on a paragraph."""

import pytest
from playwright.sync_api import expect

from partners.models import Partnership, Role, User
from reports.models import Comment, Paper, Section
from tests import make
from tests.journeys.hands import Hands
from tests.journeys.paper.screens import Visit
from tests.journeys.portal import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.fixture
def paper() -> Paper:
    oxford = Partnership.objects.get(slug="oxford")
    found = make.paper(of=oxford, title="Annual Update 2026-27", version="1")
    make.section(of=found, heading="Introduction", text="The partnership meets every quarter.", position=1)
    make.section(of=found, heading="Money", text="The commissioner pays for it.", position=2)
    return found


def somebody(name: str, kind: str) -> User:
    user = make.user(name=name, password=PASSWORD)
    make.role(of=Partnership.objects.get(slug="oxford"), held_by=user, kind=kind)
    return user


def open_the_composer(person: Hands, paper: Paper) -> None:
    person.open(f"/papers/{paper.slug}/draft/")
    expect(person.heading()).to_have_text(paper.title)


def test_what_is_typed_appears_beside_it_by_itself(visit: Visit, paper: Paper) -> None:
    officer = visit(somebody("Ash", Role.Kind.OFFICER))
    open_the_composer(officer, paper)
    officer.press("Edit Introduction", role="link")
    officer.write("Words", "The partnership meets **monthly**.", exact=True)
    beside = officer.page.get_by_role("region", name="Preview")
    expect(beside.get_by_text("The partnership meets monthly.")).to_be_visible()
    expect(beside.get_by_text("It is not saved yet.")).to_be_visible()
    officer.write("Words", "See {{appendix:nowhere}}.", exact=True)
    expect(beside.get_by_text("names an appendix; add one.")).to_be_visible()
    assert Section.objects.get(paper=paper, heading="Introduction").text == "The partnership meets every quarter."
    assert officer.complaints == []


def test_without_scripts_a_button_shows_it(visit: Visit, paper: Paper) -> None:
    officer = visit(somebody("Ash", Role.Kind.OFFICER), scripts=False)
    open_the_composer(officer, paper)
    officer.press("Edit Introduction", role="link")
    officer.write("Words", "The partnership meets **monthly**.", exact=True)
    officer.press("Preview")
    beside = officer.page.get_by_role("region", name="Preview")
    expect(beside.get_by_text("The partnership meets monthly.")).to_be_visible()
    officer.press("Save")
    expect(officer.page.get_by_text("The section was saved.")).to_be_visible()
    assert Section.objects.get(paper=paper, heading="Introduction").text == "The partnership meets **monthly**."


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_sections_move_by_keyboard_and_what_is_removed_comes_back(*, scripts: bool, visit: Visit, paper: Paper) -> None:
    officer = visit(somebody("Ash", Role.Kind.OFFICER), scripts=scripts)
    open_the_composer(officer, paper)
    officer.press("Move Money up")
    headings = officer.page.get_by_role("region", name="Preview").get_by_role("heading", level=2)
    expect(headings.first).to_have_text("Preview")
    expect(headings.nth(1)).to_have_text("Money")
    officer.page.locator("summary", has_text="More for Money").focus()
    officer.page.keyboard.press("Enter")
    officer.press("Remove Money")
    expect(officer.page.get_by_text("“Money” was removed.")).to_be_visible()
    officer.press("Undo")
    expect(officer.page.get_by_text("“Money” is back.")).to_be_visible()
    assert Section.objects.filter(paper=paper).count() == 2


def test_a_colleague_comments_on_a_paragraph_and_is_answered(visit: Visit, paper: Paper) -> None:
    officer, partner = somebody("Wren", Role.Kind.OFFICER), somebody("Rowan", Role.Kind.APPROVER)
    rowan = visit(partner)
    open_the_composer(rowan, paper)
    rowan.press("Comment on paragraph 1.", role="link")
    rowan.write("Comment", "Is this still so?")
    rowan.tick("Wren")
    rowan.press("Add the comment")
    expect(rowan.page.get_by_text("Is this still so?")).to_be_visible()

    wren = visit(officer)
    wren.open("/work/")
    wren.press("Answer the comment for you on paragraph 1 of “Annual Update 2026-27”", role="link", exact=False)
    wren.press("Answer the comment of Rowan on Paragraph 1", role="link")
    wren.write("Your answer", "It is.")
    wren.press("Answer")
    expect(wren.page.get_by_text("It is.", exact=True)).to_be_visible()
    wren.press("Settle the comment of Rowan on Paragraph 1")
    expect(wren.page.get_by_text("The comment is settled.")).to_be_visible()
    assert Comment.objects.filter(paper=paper, resolved_by=officer).count() == 1
