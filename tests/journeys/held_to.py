"""What every page is held to, whatever state it is in: asked of a browser that shows it."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 320, "height": 800}
USUAL_TEXT, LARGE_TEXT = {"standard": 16, "fixed": 13}, {"standard": 32, "fixed": 26}
MOST_TABS = 400
SCROLLERS = 10  # boxes that scroll by themselves take the focus too

SMALL_TARGETS = """
() => [...document.querySelectorAll("main :is(button, input:not([type=hidden]), select, textarea, summary)")]
  .filter(one => one.checkVisibility())
  .filter(one => { const box = one.getBoundingClientRect(); return box.width < 24 || box.height < 24 })
  .map(one => one.outerHTML.slice(0, 100))
"""
# Words that a box cuts off, or that hang out of the page at its right: except what is hidden on purpose.
CUT_OFF = """
() => [...document.querySelectorAll("body *")].filter(one => {
  if (!one.checkVisibility() || !one.textContent.trim() || one.closest("svg, select, textarea")) return false;
  if (one.closest(".govuk-visually-hidden, .paper-hidden, .govuk-skip-link")) return false;
  const style = getComputedStyle(one), box = one.getBoundingClientRect();
  if (box.width <= 1 && box.height <= 1) return false;
  const cuts = kind => kind === "hidden" || kind === "clip";
  return cuts(style.overflowX) && one.scrollWidth > one.clientWidth + 1
    || cuts(style.overflowY) && one.scrollHeight > one.clientHeight + 1;
}).map(one => one.outerHTML.slice(0, 100))
"""
# What can be reached with Tab: of radio buttons of one name only one, and nothing in a closed <details>.
STOPS = """
() => {
  const groups = new Set();
  window.stops = [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary")]
    .filter(one => !one.disabled && one.tabIndex >= 0 && one.checkVisibility({visibilityProperty: true}))
    .filter(one => {
      if (one.type !== "radio") return true;
      const group = `${one.name} of ${[...document.forms].indexOf(one.form)}`;
      const isNew = !groups.has(group);
      groups.add(group);
      return isNew;
    });
  window.visited = [];
  document.addEventListener("focusin", event => window.visited.push(event.target));
  window.stops[0].focus();  // from the top: a list of mistakes has taken the focus by itself
  return window.stops.length;
}
"""
# Which of them were not come to; and where the way went back up the page, except into the next column, or to what stays
# at the edge of the window wherever the page stands.
WALK = """
() => {
  const same = (one, other) => one === other
    || one.type === "radio" && other.type === "radio" && one.name === other.name && one.form === other.form;
  const missed = window.stops.filter(one => !window.visited.some(other => same(one, other)))
    .map(one => "the keyboard does not reach " + one.outerHTML.slice(0, 100));
  const stays = one => {
    while (one && getComputedStyle(one).position !== "sticky") one = one.parentElement;
    return one;
  };
  const first = window.visited.indexOf(window.visited[0], 1);
  const way = (first > 0 ? window.visited.slice(0, first) : window.visited)
    .filter(one => !one.matches(".govuk-skip-link") && one.closest("main"));
  const back = way.slice(1).filter((one, place) => {
    const here = one.getBoundingClientRect(), before = way[place].getBoundingClientRect();
    return here.bottom <= before.top && here.left < before.right && here.width > 1
      && stays(one) === stays(way[place]);
  }).map(one => "the way of the keyboard goes back up to " + one.outerHTML.slice(0, 100));
  return [...missed, ...back];
}
"""


def axe_faults(page: Page, *rules: str) -> list[str]:
    """Faults of WCAG 2.2 AA and of axe's own best practice, each with the first place; of some rules alone if named."""
    if not AXE.is_file():
        pytest.skip("axe-core is not installed: npm ci")
    # By evaluating, not with a <script>: the page's own policy would refuse that, as it should.
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text())
    options: dict[str, Any] = {"resultTypes": ["violations"]}
    if rules:
        options["runOnly"] = {"type": "rule", "values": rules}
    else:
        options["rules"] = {"target-size": {"enabled": True}}
    result = page.evaluate("options => axe.run(document, options)", options)
    return [f"{fault['id']}: {fault['nodes'][0]['html'][:160]}" for fault in result["violations"]]


def faults_of_its_words(page: Page) -> list[str]:
    """What is wrong with a page that stands as another does, with some words more: wide and narrow."""
    page.set_viewport_size(WIDE)
    faults = axe_faults(page)
    page.set_viewport_size(NARROW)
    return [*faults, *(f"on a narrow screen {fault}" for fault in _too_wide(page))]


def faults_of(page: Page) -> list[str]:
    """Everything that is wrong with the page as it is open: wide, narrow, with large text, and under the keyboard."""
    page.set_viewport_size(WIDE)
    return [
        *axe_faults(page),
        *_faults_of_the_way(page),
        *(f"on a narrow screen {fault}" for fault in _faults_when_narrow(page)),
        *(f"in large text {fault}" for fault in _faults_in_large_text(page)),
    ]


def _faults_when_narrow(page: Page) -> list[str]:
    page.set_viewport_size(NARROW)
    small = [f"a target is small: {html}" for html in page.evaluate(SMALL_TARGETS)]
    return [*_too_wide(page), *small, *axe_faults(page, "target-size")]


def _faults_in_large_text(page: Page) -> list[str]:
    """As for somebody who has set their browser to text of twice the size."""
    page.set_viewport_size(WIDE)
    browser = page.context.new_cdp_session(page)
    browser.send("Page.setFontSizes", {"fontSizes": LARGE_TEXT})
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "32px"
    faults = [*_too_wide(page), *(f"text is cut off: {html}" for html in page.evaluate(CUT_OFF))]
    browser.send("Page.setFontSizes", {"fontSizes": USUAL_TEXT})
    browser.detach()
    return faults


def _too_wide(page: Page) -> list[str]:
    wide, has = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    return [f"the page is {wide} wide"] if wide > has else []


def _faults_of_the_way(page: Page) -> list[str]:
    """What Tab does not reach, and where it leads back up."""
    for _ in range(min(page.evaluate(STOPS) + SCROLLERS, MOST_TABS)):
        page.keyboard.press("Tab")
    found: list[str] = page.evaluate(WALK)
    return found
