"""How sessions are shown to the people whose they are: `{% load accounts %}`."""

from django import template

register = template.Library()
# The first that is found counts: browsers also name those whose pages they can show.
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
MACHINES = (
    ("iPhone", "an iPhone"),
    ("iPad", "an iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Macintosh", "a Mac"),
    ("CrOS", "a Chromebook"),
    ("Linux", "Linux"),
)


@register.filter
def browser(user_agent: str) -> str:
    """What a browser calls itself, in words: "Edge on Windows"; "A browser" where it is none of the usual ones."""
    name = next((name for sign, name in BROWSERS if sign in user_agent), "A browser")
    machine = next((machine for sign, machine in MACHINES if sign in user_agent), "")
    return f"{name} on {machine}" if machine else name
