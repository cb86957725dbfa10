"""Whether laws have the titles and years that they have in law, and bodies existed when they are named."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from functools import lru_cache

from reports.checks.facts import KnownBody
from reports.checks.finding import Level, Rule
from reports.checks.lists import load
from reports.checks.reading import Found, Read, Reading, found

LAW = Rule("names.law", "An Act or regulation has its right title and year", Level.WARNS, "legislation.gov.uk")
BODY = Rule("names.body-at-date", "A body existed at the date of the paper", Level.WARNS, "Good practice")
CONFUSED = Rule("names.confused-word", "No word stands for another that sounds like it", Level.NOTES, "Good practice")

LAW_WORD = re.compile(r"\b(?:Act|Regulations)\b(?:,?\s+((?:18|19|20)\d\d)\b)?")
TITLE_WORD = re.compile(
    r"(?:[A-Z][\w’'.-]*|\((?:[A-Z][\w’'.-]*)|&)[,)]*|(?:and|of|the|in|to|for|with|from|against|on|etc\.?)[,)]*"
)
INSTRUMENT = re.compile(r"[\s,(]{1,3}S\.?I\.?\s*((?:19|20)\d\d/\d{1,5})")
YEAR_BEFORE = re.compile(r"\b((?:18|19|20)\d\d)\s+$")
LONGEST_TITLE = 16
SMALL_WORDS = frozenset(("and", "of", "the", "in", "to", "for", "with", "from", "against", "on", "etc", "etc."))
ALIKE = 0.88
SHORTEST_KEY = 12
# Every one of these is a title of another's making: an Act of Scotland, a bill, a private member's wish.
ELSEWHERE = re.compile(r"\b(?:Scotland|Northern Ireland|Wales|Scottish|Welsh|Irish|proposed|draft|Bill)\b")
HISTORY = re.compile(
    r"\b(?:former(?:ly)?|formally|previous(?:ly)?|then|ended|abolish\w+|replac\w+|became|become|merg\w+|until|predecessor"
    r"|split|used to|dissol\w+|closed|succe\w+|transition\w*|transfer\w*|inherited|disband\w+|renamed|now|historic\w*"
    r"|legacy|ceased|wound up|no longer|reorganis\w+|reform\w*|old|at the time|took over|taken over|moved to)\b",
    re.IGNORECASE,
)
TO_COME = re.compile(
    r"\b(?:will|would|proposed|new|plan\w*|from|forthcoming|shadow|elect\w*|transition\w*|to be|creat\w+|due|replac\w+"
    r"|become|successor|emerging|prepar\w+)\b",
    re.IGNORECASE,
)
CONFUSIONS = (
    (re.compile(r"\bcompliments?\s+(?=(?:the|our|their|these|those|its|each|one|other|existing|and support)\b)", re.I),
     "compliment", "complement"),
    (re.compile(r"\bcomplimentary\s+(?=(?:approach|work|strateg|service|measure|plan|role)\w*\b)", re.I),
     "complimentary", "complementary"),
    (re.compile(r"\(formally\s+(?=(?:the\s+)?[A-Z])"), "formally", "formerly"),
    (re.compile(r"\bformally known as\b", re.I), "formally", "formerly"),
    (re.compile(r"\bprinciple (?=(?:authority|officer|aim|reason|objective|cause|council|partner)s?\b)", re.I),
     "principle", "principal"),
    (re.compile(r"\bpublic (?=(?:meeting )?)pubic\b|\bpubic\b", re.I), "pubic", "public"),
    (re.compile(r"\b(?:would|could|should|must) of\b", re.I), "of", "have"),
)  # fmt: skip


CONFUSION_STEMS = {word: word if word != "of" else " of " for _, word, _ in CONFUSIONS}


@dataclass(frozen=True, slots=True)
class Law:
    """A title that the list knows, with its years; `open` when there are more years than the list holds."""

    title: str
    years: tuple[int, ...]
    open: bool
    numbers: tuple[str, ...]
    is_act: bool


@lru_cache(maxsize=8192)
def _key(title: str) -> str:
    """A title as two writings of it are compared: no capitals, commas, hyphens, and one "and"."""
    title = title.lower().replace("&", " and ").replace("’", "").replace("'", "").replace("etc.", "etc")
    words = " ".join(re.findall(r"[a-z()]+", title)).replace("antisocial", "anti social")
    return words.replace("asb ", "anti social behaviour ") if words.startswith("asb ") else words


_DATA = load("laws")
LAWS: dict[str, Law] = {
    _key(entry["title"]): Law(
        entry["title"], tuple(entry["years"]), entry.get("open", False), tuple(entry.get("numbers", ())), kind == "act"
    )
    for kind in ("act", "regulations")
    for entry in _DATA[kind]
}
MISTAKEN: dict[tuple[str, int | None], str] = {
    (_key(entry["title"]), entry.get("year")): entry["right"] for entry in _DATA["mistaken"]
}
_TITLE_WORDS = [(key, set(key.split()) - SMALL_WORDS) for key in sorted(LAWS, key=len)]


def names_agree(reading: Reading) -> Iterator[Found]:
    """Laws that do not exist as named, bodies named outside their time, and words taken for others."""
    bodies = _bodies(reading.facts.bodies, reading.lowered) if reading.on else None
    confusions = [one for one in CONFUSIONS if CONFUSION_STEMS[one[1]] in reading.lowered]
    told: set[str] = set()
    for read in reading.passages:
        if "Act" in read.plain or "Regulations" in read.plain:
            yield from _laws(read)
        if reading.on is not None and bodies is not None:
            yield from _gone(read, reading.on, bodies, told)
        for pattern, word, right in confusions:
            for match in pattern.finditer(read.plain):
                yield found(
                    CONFUSED,
                    read,
                    f"“{word}” most likely means “{right}”.",
                    f"Write “{right}”.",
                    start=match.start(),
                    end=min(len(read.text), match.end() + 20),
                )


def _laws(read: Read) -> Iterator[Found]:
    for match in LAW_WORD.finditer(read.plain):
        words = _title_before(read.plain, match.start())
        if not words:
            continue
        begin = max(0, match.start() - len(" ".join(words)) - 1)
        stated = match[1] or ((before := YEAR_BEFORE.search(read.plain, max(0, begin - 6), begin)) and before[1])
        year = int(stated) if stated else None
        kind = "Act" if match[0].startswith("Act") else "Regulations"
        suffixes = [" ".join((*words[start:], kind)) for start in range(len(words))]
        known = next((LAWS[key] for suffix in suffixes if (key := _key(suffix)) in LAWS), None)
        if wrong := _mistaken(suffixes, year):
            yield _wrong_law(read, begin, match.end(), f"There is no “{_named(suffixes[0], year)}”.", wrong)
        elif known is None:
            if nearest := _nearest(suffixes, year):
                named = _named(suffixes[0], year)
                yield _wrong_law(read, begin, match.end(), f"“{named}” is not the title of the Act.", nearest)
        elif year is not None and year not in known.years and not known.open and not _is_elsewhere(read, match.end()):
            nearest = _of_that_year(known, year) or f"{known.title} {_years(known)}"
            says = f"There is no {known.title} {year}: the {kind} of that title {_is_of(known)}."
            yield _wrong_law(read, begin, match.end(), says, nearest)
        elif known.numbers and (number := INSTRUMENT.match(read.plain, match.end())) and number[1] not in known.numbers:
            says = f"SI {number[1]} is not the number of the {known.title}."
            yield _wrong_law(read, begin, number.end(), says, f"SI {known.numbers[0]}")


def _title_before(text: str, end: int) -> list[str]:
    """The words that may belong to a law's title, back from the word "Act"; none where no capital stands among them."""
    words: list[str] = []
    for word in reversed(text[max(0, end - 160) : end].split()):
        if len(words) == LONGEST_TITLE or not TITLE_WORD.fullmatch(word):
            break
        words.insert(0, word)
    while words and words[0].strip("(),").lower() in SMALL_WORDS:
        words.pop(0)
    if words and words[0] in ("The", "This", "That", "Under", "An", "In", "By", "Section", "Part", "Of"):
        words.pop(0)
        while words and words[0].strip("(),").lower() in SMALL_WORDS:
            words.pop(0)
    return words


def _named(title: str, year: int | None) -> str:
    return f"{title} {year}" if year else title


def _mistaken(suffixes: list[str], year: int | None) -> str:
    """The right title, where a law is called by one of the names that papers wrongly give to it."""
    for suffix in suffixes:
        key = _key(suffix)
        if key in LAWS:
            return ""
        if right := MISTAKEN.get((key, year)) or MISTAKEN.get((key, None)):
            return right
    return ""


def _nearest(suffixes: list[str], year: int | None) -> str:
    """The title that one of an unknown law's names most likely means: nearly the same letters, or the same words."""
    return next((near for suffix in suffixes if (near := _near(_key(suffix), year))), "")


@lru_cache(maxsize=2048)
def _near(key: str, year: int | None) -> str:
    words = set(key.split()) - SMALL_WORDS
    if len(words) < 3 or len(key) < SHORTEST_KEY:
        return ""
    best, score = "", ALIKE
    for candidate, its_words in _TITLE_WORDS:
        law = LAWS[candidate]
        if abs(len(candidate) - len(key)) > 6 or len(words & its_words) * 2 < len(words):
            continue
        if sorted(candidate.split()) == sorted(key.split()):
            return f"{law.title} {year if year in law.years else _years(law)}"
        if year is not None and year not in law.years:
            continue
        ratio = SequenceMatcher(None, key, candidate, autojunk=False).ratio()
        if ratio > score:
            best, score = f"{law.title} {year or _years(law)}", ratio
    return best


def _of_that_year(known: Law, year: int) -> str:
    """A law of the year that is named, whose title holds every word of the one named: most likely the one meant."""
    words = set(_key(known.title).split())
    found_laws = [law for key, law in LAWS.items() if year in law.years and words < set(key.split())]
    return f"{found_laws[0].title} {year}" if len(found_laws) == 1 else ""


def _years(law: Law) -> str:
    return " or ".join(map(str, law.years))


def _is_of(law: Law) -> str:
    return f"is of {law.years[0]}" if len(law.years) == 1 else f"are of {' and '.join(map(str, law.years))}"


def _is_elsewhere(read: Read, end: int) -> bool:
    return ELSEWHERE.search(read.plain[max(0, end - 90) : end + 30]) is not None


def _wrong_law(read: Read, start: int, end: int, says: str, right: str) -> Found:
    to_do = f"Write “{right}” if that is the one meant; check the title at legislation.gov.uk."
    return found(LAW, read, says, to_do, start=start, end=end)


@dataclass(frozen=True, slots=True)
class Lifetime:
    """A body's first and last day, as far as known, and what was there after or before."""

    first: date | None
    last: date | None
    successor: str
    predecessor: str


@dataclass(frozen=True, slots=True)
class Bodies:
    """Every dated body by its name, and one pattern that finds them all."""

    pattern: re.Pattern[str]
    lifetimes: dict[str, Lifetime]


def _plain_name(name: str) -> str:
    return name.lower().replace("'", "’").replace("&", "and")


def _pattern(name: str) -> str:
    words = re.escape(name.replace("'", "’")).replace("’", "[’']").replace(r"\ and\ ", r"\ (?:and|&)\ ")
    return words if any(letter.isupper() for letter in name) else f"(?i:{words})"


def _listed() -> dict[str, tuple[str, Lifetime]]:
    listed = {}
    for entry in load("bodies")["body"]:
        life = Lifetime(entry.get("from"), entry.get("until"), entry.get("successor", ""), entry.get("predecessor", ""))
        for name in entry["names"]:
            listed[_plain_name(name)] = (_pattern(name), life)
    return listed


LISTED = _listed()


def _bodies(known: tuple[KnownBody, ...], text: str) -> Bodies | None:
    """Those of the list's bodies and of the records' ended ones that a text names, longest name first; None for none.

    When a body of the records began proves nothing: its name may have been used for what was there before.
    """
    every = dict(LISTED)
    living = {_plain_name(name) for body in known if not body.existed_until for name in body.names}
    for body in known:
        if body.existed_until:
            life = Lifetime(None, body.existed_until, body.successor, "")
            for name in body.names:
                if len(name) > 5 and _plain_name(name) not in living | every.keys():
                    every[_plain_name(name)] = (_pattern(name), life)
    names = sorted((name for name in every if name in text), key=len, reverse=True)
    if not names:
        return None
    pattern = re.compile(rf"\b(?:{'|'.join(every[name][0] for name in names)})\b")
    return Bodies(pattern, {name: every[name][1] for name in names})


def _gone(read: Read, on: date, bodies: Bodies, told: set[str]) -> Iterator[Found]:
    """A body named as one of today that had ended, or had not begun, on the day of the paper; once for each body."""
    for match in bodies.pattern.finditer(read.plain):
        name = _plain_name(match[0])
        life = bodies.lifetimes.get(name)
        if life is None or name in told:
            continue
        sentence = next((one for one in read.sentences if one.start <= match.start() < one.end), None)
        around = sentence.text if sentence else read.plain
        times = sentence.times if sentence else ()
        if life.last and on > life.last:
            is_history = HISTORY.search(around) or any(time.first and time.first <= life.last for time in times)
            if is_history and not _only_explains(read, around):
                continue
            told.add(name)
            instead = f"Write “{life.successor}”" if life.successor else "Leave it out"
            yield found(
                BODY,
                read,
                f"“{match[0]}” ended on {_day(life.last)}, before this paper.",
                f"{instead}, or say that it is the former body.",
                start=match.start(),
                end=match.end(),
            )
        elif life.first and on < life.first and not TO_COME.search(around):
            told.add(name)
            before = f" Until then it was {life.predecessor}." if life.predecessor else ""
            yield found(
                BODY,
                read,
                f"“{match[0]}” began on {_day(life.first)}, after this paper.{before}",
                "Name the body of the time, or say that this one is still to come.",
                start=match.start(),
                end=match.end(),
            )


def _only_explains(read: Read, around: str) -> bool:
    """Whether what sounds like history is only the paper's remark that it keeps the words as stated."""
    return "as stated" in around and "as stated" in read.text


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
