"""Notes on words: long sentences, words that have plainer ones, the same sentence said twice. Never more than notes."""

import re
from collections.abc import Iterator

from reports.checks.finding import Level, Rule
from reports.checks.lists import load
from reports.checks.reading import Found, Read, Reading, found

LONG = Rule("plain.long-sentence", "Sentences are short", Level.NOTES, "GOV.UK style")
WORDS = Rule("plain.words", "Plain words stand for long ones", Level.NOTES, "GOV.UK style")
TWICE = Rule("plain.said-twice", "Nothing is said twice in the same words", Level.NOTES, "Good practice")
LEADS_NOWHERE = Rule("plain.leads-nowhere", "What is announced follows", Level.NOTES, "Good practice")

MOST_WORDS = 45
SAME_WORDS = 14
WORD = re.compile(r"[\w’'-]+")
INSTEAD: dict[str, str] = {key.lower(): value for key, value in load("plain_words")["instead"].items()}
LIST_PARTS = re.compile(r"[;•]|\(\w{1,4}\)")
ANNOUNCES = re.compile(
    r"\b(?:ha(?:s|ve)|includes?|included|are|were|follows|following|as follows)\s*:\s*$", re.IGNORECASE
)
TEXTS = ("paragraph", "item", "note", "header")


def plain_english(reading: Reading) -> Iterator[Found]:
    """Notes on how the paper reads."""
    told: set[str] = set()
    said = sorted((phrase for phrase in INSTEAD if phrase in reading.lowered), key=len, reverse=True)
    phrases = re.compile(rf"\b(?:{'|'.join(map(re.escape, said))})\b", re.IGNORECASE) if said else None
    seen: dict[tuple[str, ...], Read] = {}
    for read in reading.passages:
        if read.kind not in TEXTS or read.passage.in_quote:
            continue
        yield from _long(read)
        if phrases is not None:
            yield from _plainer(read, phrases, told)
        if read.kind in ("paragraph", "item"):
            yield from _twice(read, seen)
            yield from _leads_nowhere(reading, read)


def _long(read: Read) -> Iterator[Found]:
    for sentence in read.sentences:
        if len(sentence.text) < MOST_WORDS * 4:
            continue
        words = max(len(part.split()) for part in LIST_PARTS.split(sentence.text))
        if words > MOST_WORDS:
            yield found(
                LONG,
                read,
                f"A sentence has {words} words.",
                "Make two or three sentences of it, or a list.",
                start=sentence.start,
                end=sentence.end,
            )
            return


def _plainer(read: Read, phrases: re.Pattern[str], told: set[str]) -> Iterator[Found]:
    for match in phrases.finditer(read.plain):
        word = match[0].lower()
        if word in told:
            continue
        told.add(word)
        yield found(
            WORDS,
            read,
            f"“{match[0]}” has a plainer word.",
            f"Write: {INSTEAD[word]}.",
            start=match.start(),
            end=match.end(),
        )


def _twice(read: Read, seen: dict[tuple[str, ...], Read]) -> Iterator[Found]:
    """A run of the same words in two passages; told once a passage."""
    told = False
    for sentence in read.sentences:
        words = [match[0].lower() for match in WORD.finditer(sentence.text)]
        for at in range(len(words) - SAME_WORDS + 1):
            run = tuple(words[at : at + SAME_WORDS])
            before = seen.setdefault(run, read)
            if before is read or told:
                continue
            told = True
            yield found(
                TWICE,
                read,
                f"The same words stand in {before.passage.place.name or 'another place'}: “… {' '.join(run[:8])} …”.",
                "Say it once. If it is both a priority and an achievement, tell here what was done.",
                start=sentence.start,
                end=sentence.end,
            )


def _leads_nowhere(reading: Reading, read: Read) -> Iterator[Found]:
    """A paragraph that ends "has:" with no list, table or quotation after it."""
    if read.kind != "paragraph" or not ANNOUNCES.search(read.plain):
        return
    after = reading.passages[read.index + 1] if read.index + 1 < len(reading.passages) else None
    if after is not None and after.passage.heads == read.passage.heads and after.kind != "paragraph":
        return
    if after is not None and after.kind == "paragraph" and (after.passage.in_quote or len(after.text) < 120):
        return
    yield found(
        LEADS_NOWHERE,
        read,
        "The sentence announces a list, but none follows.",
        "Add what it announces, or end the sentence.",
        start=max(0, len(read.text) - 80),
    )
