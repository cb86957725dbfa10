"""Look for what must not stand in the printed text: sentences of the sources, and anybody's name or number."""

import functools
import re

from tests.facts.folding import fold
from tests.facts.lists import SLUGS, exceptions_of, facts_of, source_of
from tests.facts.private import private_data_in

LONGEST_RUN = 11
# A stretch of source order that is half names is a list or a header, whoever wrote it.
FEWEST_PLAIN_WORDS = 7
# Names of these kinds count as one word: a list of six councils is no copied sentence.
PROPER_NAMES = {"law", "bodies", "groups", "posts", "programmes", "places", "links", "dates"}
NAMING_KINDS = PROPER_NAMES | {"header", "objectives", "priorities", "vision"}
# The printed text has a line for each paragraph, list item, table row and header field.
_SENTENCE_END = re.compile(r"\n|(?<=[.!?])\s+")
_PHONE = re.compile(r"(?<!\d)0\d{2,4}[ -]?\d{3,4}[ -]?\d{2,4}(?!\d)")
_E_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
TEAM_MAILBOXES = {"saferoxford@oxford.gov.uk"}


@functools.cache
def _names() -> re.Pattern[str]:
    """Give the pattern of all names and quotations that count as one word, longest first."""
    names = {
        fold(spelling.strip("* "))
        for slug in SLUGS
        for fact in facts_of(slug)
        if fact.kind in NAMING_KINDS
        for spelling in re.split(r"\s+~[>\d]*\s+| \|\|? ", fact.text)
    }
    names |= {fold(text) for slug in SLUGS for text in exceptions_of(slug).quoted}
    ordered = sorted((name for name in names if " " in name), key=len, reverse=True)
    return re.compile(rf"(?<![a-z0-9])(?:{'|'.join(map(re.escape, ordered))})s?(?![a-z0-9])")


def _words(text: str) -> list[str]:
    return _names().sub(lambda match: match[0].replace(" ", "_"), fold(text)).split()


@functools.cache
def _source_runs() -> frozenset[tuple[str, ...]]:
    size = LONGEST_RUN + 1
    runs = set()
    for slug in SLUGS:
        words = _words(source_of(slug))
        runs |= {tuple(words[start : start + size]) for start in range(len(words) - size + 1)}
    return frozenset(run for run in runs if sum("_" not in word for word in run) >= FEWEST_PLAIN_WORDS)


def copied_runs(printed: str) -> list[str]:
    """Give the stretches of twelve or more consecutive words that a source has too."""
    size = LONGEST_RUN + 1
    found = []
    for block in _SENTENCE_END.split(printed):
        words = _words(block)
        start = 0
        while start + size <= len(words):
            if tuple(words[start : start + size]) not in _source_runs():
                start += 1
                continue
            end = start + size
            while end < len(words) and tuple(words[end - size + 1 : end + 1]) in _source_runs():
                end += 1
            found.append(" ".join(words[start:end]).replace("_", " "))
            start = end
    return found


def contacts_in(printed: str) -> list[str]:
    """Give the telephone numbers and the e-mail addresses that stand in the text, whoever they belong to."""
    found = [match[0] for match in _PHONE.finditer(printed)]
    return found + [match[0] for match in _E_MAIL.finditer(printed) if match[0].lower() not in TEAM_MAILBOXES]


def people_in(printed: str) -> list[str]:
    """Give the sources' names, quotations and contact data that stand in the text, and any other contact data."""
    return [*private_data_in(printed), *contacts_in(printed)]
