"""What people type into cells, read as what it means; each mistake is one sentence that says what to do.

All cells come as text: `as_text` makes the same text of a date or a number however the file keeps it, so that a cell
can be told from the one that the portal wrote, and kept between the preview and the confirmation.
"""

import re
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from typing import Any, Protocol

from core.characters import on_one_line, printable
from core.csv_files import is_dangerous
from core.formats import day, money, number
from core.forms import ENDLESS_WORD, LONGEST_TEXT, LONGEST_WORD, bare_number
from core.periods import MONTHS, Period, UnreadablePeriod
from core.sheets import CellError, CellValue, Formula, Percentage

SEVERAL = "; "
ISO_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
BRITISH_DATE = re.compile(r"(\d{1,2})[./ -]([a-zA-Z]+|\d{1,2})[./ -](\d{4}|\d{2})", re.ASCII)
MOST_SHOWN = 60


class Unreadable(ValueError):
    """A cell that does not hold what its column asks for, with a sentence that says what to do."""


def as_text(value: CellValue) -> str:
    """What stands in a cell as text: dates as 2026-03-31, numbers bare, 8.6%, "Yes" or "No". Raises Unreadable for a
    formula and for a fault such as #REF!.
    """
    if isinstance(value, Formula):
        raise Unreadable("Put the value itself in the cell, not a formula")
    if isinstance(value, CellError):
        raise Unreadable("Put a value in the cell: the spreadsheet shows an error there")
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, Percentage):
        return f"{as_text(value.number)}%"
    if isinstance(value, Decimal):
        return number(value).replace(",", "")
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int):
        return str(value)
    text = printable(value).strip()
    # What a file of ours writes before text that a spreadsheet might run.
    return text[1:] if text.startswith("'") and is_dangerous(text[1:]) else text


def in_words(text: str) -> str:
    """The text of a cell as people read it: dates in words."""
    match = ISO_DATE.fullmatch(text)
    if not match:
        return text
    try:
        return day(date(int(match[1]), int(match[2]), int(match[3])))
    except ValueError:
        return text


def _key(name: str) -> str:
    return " ".join(name.replace("’", "'").casefold().split())


def _short(text: str) -> str:
    return text if len(text) <= MOST_SHOWN else f"{text[:MOST_SHOWN]}…"


class Reader(Protocol):
    """Reads the text of a cell that is not empty. `nothing` is what an empty cell means."""

    @property
    def nothing(self) -> Any: ...

    def read(self, text: str) -> Any: ...

    def shown(self, text: str) -> str:
        """What was read as the preview shows it."""
        ...


class AsTyped:
    """A reader whose preview shows what was typed."""

    __slots__ = ()

    def shown(self, text: str) -> str:
        return in_words(text)


@dataclass(frozen=True, slots=True)
class Text(AsTyped):
    """Text of one line, or of several; `longest` in characters."""

    longest: int = LONGEST_TEXT
    has_lines: bool = False
    nothing: str = ""

    def read(self, text: str) -> str:
        said = text if self.has_lines else on_one_line(text)
        if len(said) > self.longest:
            raise Unreadable(f"Shorten this to {self.longest:,} characters: it has {len(said):,}")
        if ENDLESS_WORD.search(said):
            raise Unreadable(f"One word here has more than {LONGEST_WORD:,} characters. Part it with spaces")
        return said


@dataclass(frozen=True, slots=True)
class Day:
    """A date: a date cell, or as people write it, 31/3/2026 or 31 March 2026."""

    nothing: None = None

    def read(self, text: str) -> date:
        iso, british = ISO_DATE.fullmatch(text.removesuffix(" 00:00")), BRITISH_DATE.fullmatch(" ".join(text.split()))
        parts: tuple[int, int, int] | None = None
        if iso:
            parts = (int(iso[1]), int(iso[2]), int(iso[3]))
        elif british:
            month = int(british[2]) if british[2].isdigit() else MONTHS.get(british[2].lower(), 0)
            year = int(british[3])  # spreadsheet programs write the years of this century with two digits, too
            parts = (year if len(british[3]) > 2 else 2000 + year, month, int(british[1]))
        if parts is None:
            raise Unreadable("Enter a date, like 31/3/2026")
        try:
            return date(*parts)
        except ValueError:
            raise Unreadable("Enter a real date, like 31/3/2026") from None

    def shown(self, text: str) -> str:
        """As it was understood, so that 4/3/2026 is told from 3 April."""
        return day(self.read(text))


@dataclass(frozen=True, slots=True)
class When(AsTyped):
    """A period in words, such as 2025-26 or March 2026; or a date cell, which is a day."""

    nothing: None = None

    def read(self, text: str) -> Period:
        words = in_words(text)
        if words != text and words.startswith("1 "):
            # What somebody wrote as a month may have become its first day.
            raise Unreadable(
                f"The spreadsheet made the date {words} of this. Format the cell as text, and write the day "
                f"({words}) or the month ({words.split(maxsplit=1)[1]})"
            )
        stated = Text(longest=120).read(words)
        try:
            return Period.parse(stated)
        except UnreadablePeriod as error:
            raise Unreadable(str(error)) from error


@dataclass(frozen=True, slots=True)
class Number:
    """A number as people write it, 1,200 or 39.9; of money, pounds with two digits for the pence at most."""

    places: int
    digits: int
    is_money: bool = False
    nothing: None = None

    def read(self, text: str) -> Decimal:
        bare = bare_number(text)
        try:
            value = Decimal(bare) if len(bare) <= self.digits + 10 else None
        except InvalidOperation:
            value = None
        if value is None or not value.is_finite():
            like = "an amount, like 1,200 or 1,200.50" if self.is_money else "a number, like 1,200 or 39.9"
            raise Unreadable(f"Enter {like}")
        if value != round(value, self.places):
            what = "no part of a penny" if self.is_money else f"at most {self.places} digits after the point"
            raise Unreadable(f"Enter a number with {what}")
        if abs(value) >= Decimal(10) ** (self.digits - self.places):
            raise Unreadable(f"Enter a number of at most {self.digits - self.places} digits before the point")
        return value

    def shown(self, text: str) -> str:
        value = self.read(text)
        return money(value) if self.is_money else number(value)


class Choices:
    """Things by the names they are chosen by, whichever case these are in. Of two with one name, neither is meant.

    `what` names one of them in a sentence: "a body of the partnership"; `names` are those that a list offers, and
    `called` is the name of each. Things are also known by the names in `also`.
    """

    def __init__(
        self, what: str, things: Iterable[tuple[str, Hashable]], also: Iterable[tuple[str, Hashable]] = ()
    ) -> None:
        self.what = what
        offered = [(name, thing) for name, thing in things if name]
        self.names = tuple(dict.fromkeys(name for name, _ in offered))
        self.called = {thing: name for name, thing in offered}
        self.by_key: dict[str, Hashable] = {}
        self.doubtful: set[str] = set()
        for name, thing in offered:
            self._know(_key(name), thing)
        taken = set(self.by_key)
        for name, thing in also:
            if name and _key(name) not in taken:
                self._know(_key(name), thing)

    def find(self, name: str) -> Any:
        """The thing of a name. Raises Unreadable, with the name that is nearest."""
        key = _key(name)
        if key in self.doubtful:
            raise Unreadable(f"“{_short(name)}” names more than one. Choose it in the portal instead")
        if key in self.by_key:
            return self.by_key[key]
        near = get_close_matches(key, self.by_key, n=1, cutoff=0.75)
        asked = f". Did you mean “{self.called[self.by_key[near[0]]]}”?" if near else ""
        raise Unreadable(f"“{_short(name)}” is not {self.what}{asked}")

    def _know(self, key: str, thing: Hashable) -> None:
        if self.by_key.setdefault(key, thing) != thing:
            self.doubtful.add(key)


YES_OR_NO = Choices(
    "Yes or No", [("Yes", True), ("No", False)], [("Y", True), ("True", True), ("N", False), ("False", False)]
)


@dataclass(frozen=True, slots=True)
class OneOf:
    """One of some choices; an empty cell is `nothing`."""

    choices: Choices
    nothing: Any = None

    def read(self, text: str) -> Any:
        return self.choices.find(text)

    def shown(self, text: str) -> str:
        return self.choices.called[self.read(text)]


@dataclass(frozen=True, slots=True)
class OneOrNew:
    """One of some choices, or a new one by its name; `noun` is what that is: "project"."""

    choices: Choices
    noun: str
    longest: int = 200
    nothing: None = None

    def read(self, text: str) -> Any:
        """The thing, or the name of the new one."""
        name = Text(self.longest).read(" ".join(text.split()))
        return self.choices.find(name) if self._is_known(name) else name

    def shown(self, text: str) -> str:
        thing = self.read(text)
        return f"{thing} (a new {self.noun})" if isinstance(thing, str) else self.choices.called[thing]

    def _is_known(self, name: str) -> bool:
        return _key(name) in self.choices.by_key


@dataclass(frozen=True, slots=True)
class SomeOf:
    """Several of some choices, with a semicolon or a new line between them."""

    choices: Choices
    nothing: tuple[()] = ()

    def read(self, text: str) -> tuple[Any, ...]:
        names = [name.strip() for name in re.split(r"[;\n]", text)]
        return tuple(dict.fromkeys(self.choices.find(name) for name in names if name))

    def shown(self, text: str) -> str:
        return SEVERAL.join(self.choices.called[thing] for thing in self.read(text))
