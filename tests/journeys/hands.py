"""Somebody who works with the keyboard alone, as a browser sees them; with scripts or without."""

from datetime import date
from importlib import import_module

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from partners.models import User

MOST_TABS = 400


class Hands:
    """A person at a keyboard. They reach every control with Tab, tick with Space, and press with Enter."""

    def __init__(
        self, browser: Browser, portal: str, user: User | None = None, *, scripts: bool = True, width: int = 1280
    ) -> None:
        self.portal = portal
        self.context: BrowserContext = browser.new_context(
            java_script_enabled=scripts, viewport={"width": width, "height": 900}
        )
        if user:
            self.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session_of(user), "url": portal}])
        self.page: Page = self.context.new_page()
        self.complaints: list[str] = []
        self.page.on(
            "console", lambda message: self.complaints.append(message.text) if message.type == "error" else None
        )
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def open(self, address: str) -> None:
        self.page.goto(self.portal + address)

    def reach(self, control: Locator) -> None:
        """Press Tab until the control has the focus; what the keyboard cannot reach fails here."""
        expect(control).to_be_visible()
        for _ in range(MOST_TABS):
            if control.evaluate("one => one === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"The keyboard does not reach {control}.")

    def write(self, label: str, text: str, *, exact: bool = False, within: Locator | None = None) -> None:
        """Put a text in place of what stands in the field of this label."""
        self.reach((within or self.page).get_by_label(label, exact=exact).first)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)

    def tick(self, label: str) -> None:
        """Tick the box of this label."""
        self.reach(self.page.get_by_role("checkbox", name=label))
        self.page.keyboard.press("Space")

    def write_date(self, name: str, day: date, *, within: Locator | None = None) -> None:
        """Fill in the three fields of a date."""
        fields = (within or self.page).get_by_role("group", name=name)
        for label, number in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
            self.write(label, str(number), within=fields)

    def choose(self, within: Locator | Page, label: str) -> None:
        """Choose one of several radio buttons: Tab to the group, then the arrows."""
        wanted = within.get_by_role("radio", name=label).first
        group = self.page.locator(f'input[type=radio][name="{wanted.get_attribute("name")}"]')
        entry = group.and_(self.page.locator(":checked"))
        self.reach(entry.first if entry.count() else group.first)
        for _ in range(group.count() + 1):
            if wanted.evaluate("one => one === document.activeElement"):
                break
            self.page.keyboard.press("ArrowDown")
        if not wanted.is_checked():
            self.page.keyboard.press("Space")
        expect(wanted).to_be_checked()

    def pick(self, label: str, option: str) -> None:
        """Choose from a list by typing how the choice begins."""
        self.reach(self.page.get_by_label(label).first)
        self.page.keyboard.type(option)

    def press(self, name: str, *, role: str = "button", within: Locator | None = None, exact: bool = True) -> None:
        """Go to a button or link and press it."""
        self.reach((within or self.page).get_by_role(role, name=name, exact=exact).first)
        self.page.keyboard.press("Enter")

    def heading(self) -> Locator:
        return self.page.get_by_role("heading", level=1)

    def leave(self) -> None:
        self.context.close()


def session_of(user: User) -> str:
    """A session in which this person has logged in."""
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return str(session.session_key)


def end_session(hands: Hands) -> None:
    """What happens to a session overnight: the server forgets it, the browser does not know."""
    for cookie in hands.context.cookies():
        if cookie["name"] == settings.SESSION_COOKIE_NAME:
            import_module(settings.SESSION_ENGINE).SessionStore(cookie["value"]).delete()
