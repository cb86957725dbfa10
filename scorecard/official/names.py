"""The same thing under its different names: partnerships, forces and offences, as editions of the tables spell them."""

import re
from datetime import date
from functools import lru_cache

IN_BRACKETS = re.compile(r"\([^)]*\)")
APOSTROPHES = re.compile(r"['’‘`]")
NOT_WORDS = re.compile(r"[^0-9a-z]+")
SAYS_PARTNERSHIP = re.compile(r" (community safety partnership|csp)$")
SAYS_POLICE = re.compile(r" (police|constabulary)$")
# Names of partnerships that changed, or that one publisher writes otherwise: as evened out, to the newest.
ALIASES = {
    "shepway": "folkestone and hythe",
    "city of london": "london city of",
    "north devon": "northern devon",
}
UNASSIGNED = "unassigned"
TRANSPORT_POLICE = "british transport police"


@lru_cache(maxsize=10_000)
def place_name(written: str) -> str:
    """The name of a partnership, district or force, evened out: without case, punctuation and what is in brackets."""
    return ALIASES.get(name := SAYS_PARTNERSHIP.sub("", words(IN_BRACKETS.sub(" ", written))), name)


def force_name(written: str) -> str:
    """The name of a police force, evened out: "Kent" and "Kent Police" are one."""
    return SAYS_POLICE.sub("", place_name(written))


@lru_cache(maxsize=10_000)
def offence_name(written: str) -> str:
    """The name of an offence, evened out: "Theft Offences", "Theft offences" and "Theft" are one."""
    name = words(written).removeprefix("all ")
    return name.removesuffix(" offences").removesuffix(" offence") or name


def words(written: str) -> str:
    """Text as its plain words: small letters and figures with single spaces."""
    text = APOSTROPHES.sub("", written.casefold().replace("&", " and "))
    return NOT_WORDS.sub(" ", text).strip()


def financial_year(day: date) -> int:
    """The year in which a day's financial year begins."""
    return day.year - (day.month < 4)
