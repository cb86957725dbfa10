"""Acronyms that a paper never writes out, or that stand for two things."""

import re
from collections import defaultdict
from collections.abc import Iterator

from reports.checks.content_words import stem
from reports.checks.finding import Level, Rule
from reports.checks.lists import load
from reports.checks.reading import Found, Read, Reading, found

NEVER = Rule("names.acronym-never-expanded", "An acronym is written out at first use", Level.NOTES, "GOV.UK style")
TWO_WAYS = Rule("names.acronym-two-ways", "An acronym stands for one thing only", Level.WARNS, "GOV.UK style")

_DATA = load("acronyms")
KNOWN = frozenset(_DATA["known"].split())
EXPANSIONS: dict[str, str] = _DATA["expansions"]

ACRONYM = re.compile(r"(?<![\w@#/.’'-])[A-Z](?:[A-Za-z]{0,5}[A-Z]|[A-Z]{1,5})s?(?![\w@]|[’'](?!s\b)|\.\w)")
IN_BRACKETS = re.compile(r"\(\s*(?:the\s+)?[“‘\"']?([A-Z][A-Za-z&]{0,6}[A-Z])s?[”’\"']?\s*[),;]")
EXPLAINED_AFTER = re.compile(r"\s*(?:\(|:\s|–\s|—\s|,\s(?:the|which stands for)\s|, or\s)")
WORD = re.compile(r"[A-Za-z][A-Za-z’']*")
SMALL = frozenset(("of", "the", "and", "for", "in", "to", "a", "on", "or", "s"))
SMALLER = SMALL | {"with", "by", "from", "against", "at", "as", "an", "into", "about"}
SHOUTED = re.compile(r"\b[A-Z]{2,}(?:[\s,:-]+(?:&\s+)?[A-Z]{2,}){2,}\b")
PIECE = re.compile(r"[A-Za-z][A-Za-z’'-]*|[^A-Za-z\s&/]")
BREAK = re.compile(r"[.;:!?()]")
LONGEST_PHRASE = 9
MOST_USES = 50


def acronyms_agree(reading: Reading) -> Iterator[Found]:
    """Each acronym at most once: never written out, or written out in two ways."""
    words = _Words(reading)
    yield from _two_ways(reading, words)
    own = {body.acronym: body.names[0] for body in reading.facts.bodies if body.acronym and body.names}
    told: set[str] = set()
    for read in reading.passages:
        if read.kind == "point":
            continue
        shouted = [match.span() for match in SHOUTED.finditer(read.plain)]
        for match in ACRONYM.finditer(read.plain):
            acronym = match[0].removesuffix("s") if match[0][-1] == "s" and len(match[0]) > 2 else match[0]
            if acronym in told or acronym in KNOWN or match[0] in KNOWN or not _is_acronym(acronym):
                continue
            if any(start <= match.start() < end for start, end in shouted) or read.plain.isupper():
                continue
            told.add(acronym)
            if words.expands(acronym) or words.is_word(acronym) or _is_code(read, match):
                continue
            proposed = own.get(acronym) or EXPANSIONS.get(match[0]) or EXPANSIONS.get(acronym)
            likely = f"for example “{proposed} ({acronym})”" if proposed else f"with “({acronym})” after it"
            yield found(
                NEVER,
                read,
                f"“{acronym}” is never written out.",
                f"At its first use write the whole name, {likely}.",
                start=match.start(),
                end=match.end(),
            )


def _is_acronym(word: str) -> bool:
    capitals = sum(letter.isupper() for letter in word)
    return len(word) >= 2 and capitals >= 2 and capitals * 2 > len(word) and not set(word) <= set("IVXLC")


def _is_code(read: Read, match: re.Match[str]) -> bool:
    """Whether the letters are part of a code or a name in capitals, such as a postcode's or "BT Sport"."""
    after = read.plain[match.end() : match.end() + 3]
    return bool(re.match(r"\s?\d", after)) or bool(re.search(r"\d\s?$", read.plain[: match.start()][-2:]))


class _Words:
    """Which phrases of a paper have which initials: built once, asked for each acronym."""

    def __init__(self, reading: Reading) -> None:
        self.bracketed: dict[str, list[tuple[Read, int, int, str]]] = defaultdict(list)
        self.after: set[str] = set()
        for read in reading.passages:
            if "(" in read.plain:
                self._brackets(read)
        self.text = " . ".join((*(read.plain for read in reading.passages), reading.paper.masthead.name))
        self.initials = _initials(self.text)

    def _brackets(self, read: Read) -> None:
        for match in IN_BRACKETS.finditer(read.plain):
            uses = self.bracketed[match[1]]
            if len(uses) < MOST_USES:
                uses.append((read, match.start(1), match.end(1), _phrase_before(read.plain, match.start(), match[1])))
        for match in ACRONYM.finditer(read.plain):
            after = EXPLAINED_AFTER.match(read.plain, match.end())
            if after and _begins(read.plain[after.end() : after.end() + 120], match[0]):
                self.after.add(match[0].removesuffix("s"))

    def expands(self, acronym: str) -> bool:
        """Whether the paper says anywhere what an acronym stands for."""
        if any(phrase for *_, phrase in self.bracketed.get(acronym, ())):
            return True
        return acronym in self.after or acronym.upper() in self.initials

    def is_word(self, acronym: str) -> bool:
        """Whether the paper also writes the letters as a word, so that they are only shouted: "PREVENT"."""
        return len(acronym) >= 4 and re.search(rf"\b(?:{acronym.lower()}|{acronym.title()})\b", self.text) is not None


def _initials(text: str) -> str:
    """The initials of all words of a text in order, with and without its small words, each sentence's kept apart."""
    every: list[str] = []
    fewer: list[str] = []
    fewest: list[str] = []
    whole: list[str] = []
    for match in PIECE.finditer(text):
        word = match[0]
        if not word[0].isalpha():
            for letters in (every, fewer, fewest, whole):
                letters.append(" ")
            continue
        if len(word) > 1 and word.isupper():
            continue
        parts = word.split("-")
        whole.append("" if word.lower() in SMALL else word[0])
        for part in parts:
            if part:
                every.append(part[0])
                fewer.append("" if part.lower() in SMALL else part[0])
                fewest.append("" if part.lower() in SMALLER else part[0])
    return "|".join("".join(letters) for letters in (every, fewer, fewest, whole)).upper()


def _begins(text: str, acronym: str) -> bool:
    """Whether the words that follow an acronym have its initials, or are said to be what it is."""
    words = WORD.findall(text)[: len(acronym) + 4]
    if words and words[0].lower() in ("the", "a", "an"):
        return True
    letters = "".join(word[0].upper() for word in words if word.lower() not in SMALL)
    return letters.startswith(acronym.removesuffix("s").upper()) or letters[:2] == acronym[:2].upper()


def _phrase_before(text: str, end: int, acronym: str) -> str:
    """The words before a bracket that the acronym in it abbreviates; empty where they do not begin with its letters."""
    words = list(WORD.finditer(text, max(0, end - 140), end))
    wanted = acronym.upper().replace("&", "")
    for count in range(1, min(LONGEST_PHRASE, len(words)) + 1):
        chosen = words[-count:]
        between = text[chosen[0].start() : end]
        if BREAK.search(between):
            break
        if chosen[0][0].lower() not in SMALL and f" {wanted} " in _initials(f". {between} .").replace("|", " "):
            return " ".join(between.split())
    return ""


def _two_ways(reading: Reading, words: _Words) -> Iterator[Found]:
    """An acronym in brackets after two phrases, or after one while the paper names another with the same letters."""
    for acronym, uses in words.bracketed.items():
        written = [(use, use[3]) for use in uses if use[3]]
        if not written or acronym in KNOWN:
            continue
        facts = reading.facts
        is_own = facts.partnership_acronym == acronym and facts.partnership_name
        first = facts.partnership_name.removeprefix("The ") if is_own else written[0][1]
        clash = next(((use, phrase) for use, phrase in written if not _same(phrase, first)), None)
        if clash is not None:
            (read, start, end, _), phrase = clash
            yield _two_meanings(read, acronym, first, phrase, start, end)
            continue
        if len(acronym) < 4:
            continue
        for read in reading.passages:
            if other := _lookalike(read.plain, first):
                yield _two_meanings(read, acronym, first, other[0], other.start(), other.end())
                break


def _same(one: str, other: str) -> bool:
    def key(text: str) -> list[str]:
        return [stem(word) for word in WORD.findall(text) if word.lower() not in SMALL]

    return key(one) == key(other)


def _lookalike(text: str, phrase: str) -> re.Match[str] | None:
    """Another name in a text that differs from a phrase in its first word only, by its ending: Oxford, Oxfordshire."""
    head, _, tail = phrase.partition(" ")
    if not tail or tail not in text or not head[0].isupper():
        return None
    for match in re.finditer(rf"\b([A-Z][a-z]+)\s+{re.escape(tail)}\b", text):
        other = match[1]
        if other != head and other[0] == head[0] and (other.startswith(head) or head.startswith(other)):
            return match
    return None


def _two_meanings(read: Read, acronym: str, first: str, other: str, start: int, end: int) -> Found:
    return found(
        TWO_WAYS,
        read,
        f"“{acronym}” stands for “{first}”, but “{other}” has the same letters here.",
        f"Keep “{acronym}” for one of them and write the other out, or give it another abbreviation.",
        start=start,
        end=end,
    )
