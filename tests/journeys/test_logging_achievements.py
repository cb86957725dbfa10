"""An officer logs an achievement with a figure by keyboard alone; the pages of the log hold much, and hold nothing."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, expect

from achievements.models import Achievement, Figure
from partners.models import Partnership, User
from priorities.models import Plan
from tests import make
from tests.journeys.hands import Hands
from tests.journeys.held_to import faults_of
from tests.journeys.portal import PASSWORD

pytestmark = pytest.mark.django_db
LOG = "/partnerships/oxford/plans/2025-26/achievements/log/"
Visit = Callable[..., Hands]


@pytest.fixture
def plan(portal: str) -> Plan:
    return Plan.objects.get(partnership__slug="oxford", slug="2025-26")


@pytest.fixture
def officer(portal: str) -> User:
    user = make.user(name="Robin", password=PASSWORD)
    make.role(of=Partnership.objects.get(slug="oxford"), held_by=user)
    return user


@pytest.fixture
def visit(browser: Browser, portal: str, officer: User) -> Iterator[Visit]:
    """Lets the officer sit down at a browser of their own."""
    people: list[Hands] = []

    def sit_down(*, scripts: bool = True, width: int = 1280) -> Hands:
        people.append(Hands(browser, portal, officer, scripts=scripts, width=width))
        return people[-1]

    yield sit_down
    for person in people:
        person.leave()


@pytest.fixture(autouse=True)
def nothing_is_logged(plan: Plan) -> None:
    plan.achievements.all().delete()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_an_officer_logs_an_achievement_with_a_figure(*, scripts: bool, visit: Visit) -> None:
    hands = visit(scripts=scripts, width=360)
    hands.open("/partnerships/oxford/plans/2025-26/achievements/")
    hands.press("Keep the log", role="link")
    expect(hands.page.get_by_text("Nothing is logged for this plan yet.")).to_be_visible()
    hands.press("Log an achievement")
    hands.write("What was done", "Officers checked shops on Cowley Road.")
    hands.write("When", "October 2025", exact=True)
    hands.write("Where", "Cowley Road", exact=True)
    hands.press("Save achievement")
    expect(hands.page.get_by_text("The achievement was logged.")).to_be_visible()

    hands.press("Add figures “Officers checked shops on Cowley Road.”", role="link")
    hands.press("Add a figure")
    hands.write("The figure as stated", "8.6% (37,068 to 33,587)")
    hands.write("What it counts", "fall in crime recorded")
    hands.write("Over which period", "2024-25", exact=True)
    hands.pick("Compared with", "The period before")
    hands.write("What that was, or how it changed", "37,068")
    hands.press("Add figure")
    expect(hands.page.get_by_text("was saved, and is taken to mean 8.6%.")).to_be_visible()
    expect(hands.page.get_by_text("8.6% as stated, 9.4% as computed.")).to_be_visible()

    hands.press("Back to the log", role="link")
    expect(hands.page.get_by_text("8.6% (37,068 to 33,587)")).to_be_visible()
    hands.press("Remove “Officers checked shops on Cowley Road.”")
    expect(hands.page.get_by_text("Nothing is logged for this plan yet.")).to_be_visible()
    hands.press("Undo")
    expect(hands.page.get_by_role("link", name="Figures (1)")).to_be_visible()
    assert Figure.objects.get(achievement=Achievement.objects.get(place="Cowley Road")).number is not None
    assert [line for line in hands.complaints if "422" not in line] == []


def pages(plan: Plan) -> dict[str, str]:
    """The pages of the log, empty and filled; a form that is sent as it is shows its mistakes."""
    empty = make.achievement(of=plan, text="Nothing belongs to it.")
    full = make.achievement(
        of=plan, text="Much was done. " * 30, heading="A heading that is rather long for a telephone",
        place="Cowley Road", period="October 2025", visibility="restricted", visibility_reason="A live case",
        is_for_paper=False, status="ongoing", provider=make.body(name="A body with a long name of many words"),
    )  # fmt: skip
    full.priorities.set(plan.priorities.all())
    figure = make.figure(of=full, stated="8.6% (37,068 to 33,587)", number="8.6", unit="per cent", what="fall in crime")
    make.figure(of=full, part_of=figure, stated="a share of it")
    comparator = make.comparator(of=figure, stated="37,068", number=37_068, period="2023-24", note="As printed.")
    evidence = make.evidence(of=full, url="https://example.org/" + "long/" * 40, is_public=True)
    quote = make.quote(of=full, text="It helped. " * 20)
    root = LOG.removesuffix("log/")
    one, none = f"{root}{full.pk}", f"{root}{empty.pk}"
    return {
        "log": LOG,
        "log narrowed down": f"{LOG}?words=much",
        "log with nothing found": f"{LOG}?words=nothinglikethat",
        "log asked wrongly": f"{LOG}?priority=x",
        "a new achievement": f"{LOG}add/",
        "an achievement": f"{one}/",
        "figures": f"{one}/figures/",
        "no figures": f"{none}/figures/",
        "a new figure": f"{one}/figures/add/",
        "a figure": f"{one}/figures/{figure.pk}/",
        "a comparison": f"{one}/figures/{figure.pk}/compared/{comparator.pk}/",
        "evidence": f"{one}/evidence/",
        "no evidence": f"{none}/evidence/",
        "new evidence": f"{none}/evidence/add/",
        "a piece of evidence": f"{one}/evidence/{evidence.pk}/",
        "a new quotation": f"{none}/quotes/add/",
        "a quotation": f"{one}/quotes/{quote.pk}/",
    }


def test_pages_that_hold_much_or_nothing_are_clean_and_fit_with_everything_unfolded(visit: Visit, plan: Plan) -> None:
    hands = visit()
    for name, address in pages(plan).items():
        hands.open(address)
        hands.page.evaluate("document.querySelectorAll('main details').forEach(one => { one.open = true })")
        assert (name, faults_of(hands.page)) == (name, [])
        if "new" in name:
            hands.page.locator("form.portal-edit button[type=submit]").click()
            expect(hands.page.get_by_role("heading", name="There is a problem")).to_be_visible()
            assert (name, faults_of(hands.page)) == (name, [])
    assert [line for line in hands.complaints if "422" not in line] == []
