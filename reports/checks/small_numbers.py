"""Counts under five of people, beside a place small enough that somebody may know who they are."""

import re
from collections.abc import Iterator

from reports import content as c
from reports.checks.figures_in_words import COUNT
from reports.checks.finding import Level, Rule
from reports.checks.lists import word_lists
from reports.checks.passages import Placed
from reports.checks.reading import Found, Read, Reading, Sentence, found

SMALL_NUMBER = Rule(
    "safe.small-number", "Small numbers of people do not stand beside a place", Level.WARNS, "ONS disclosure control"
)

KINDS = (
    r"young|vulnerable|adult|elderly|older|local|female|male|teenage|further|other|more|high[- ]risk|repeat|known|child"
    r"|primary|secondary|homeless|nrm|missing|women|refugee|asylum[- ]seeking|year[- ]old|black|asian|white|disabled"
    r"|trafficked|exploited|identified|potential"
)
PEOPLE = re.compile(
    rf"\s+(?:(?:{KINDS})\s+){{0,3}}"
    r"(?:people|persons?|victims?|survivors?|child|children|boys?|girls?|teenagers?|adults?|women|woman|men|man|pupils?"
    r"|residents?|tenants?|offenders?|suspects?|perpetrators?|patients?|households?|families|family|deaths?|homicides?"
    r"|murders?|suicides?|rapes?|referrals|individuals?|youths?|students?|refugees?|migrants?|sex workers?"
    r"|rough sleepers?)\b(?![’']|-)",
    re.IGNORECASE,
)
PLACE_NAME = re.compile(
    r"\b(?:[Ii]n|[Aa]t|[Oo]n|[Nn]ear|[Aa]round)\s+(?:the\s+|one\s+|an?\s+)?(?P<place>[A-Z][a-z’'-]+(?:\s+[A-Z][a-z’'-]+){0,3})"
)
LARGE_PLACE = re.compile(r"shire\b|\b(?:County|Valley|Country)\b")
SMALL_PLACE = re.compile(
    r"\b(?:in|at|on|near)\s+(?:the|one|an?|this|that|our)\s+"
    r"(?:[A-Z][a-z]+\s+|small\s+|same\s+|single\s+|local\s+){0,2}"
    r"(?:village|neighbourhood|estate|street|road|ward|school|parish|hamlet|block|flat|care home|town|shop|pub)\b"
)
NOT_A_PLACE = word_lists("people_names")["not_places"]
AREA_COLUMN = re.compile(
    r"\b(?:ward|area|district|parish|place|neighbourhood|school|street|village|town|location|locality|estate)s?\b", re.I
)
PEOPLE_COLUMN = re.compile(
    r"\b(?:victims?|children|people|persons?|survivors?|offenders?|suspects?|deaths?|homicides?|referrals?|women|girls|pupils"
    r"|young people|suicides?|rapes?|families|households)\b",
    re.IGNORECASE,
)
STAFF = re.compile(
    r"\b(?:officers?|staff|posts?|workers? (?:were )?(?:recruited|employed)|coordinators?|members?|volunteers?)\b", re.I
)
ONE = re.compile(r"(?<!no )(?<!any )(?<!each )(?<!every )\b[Oo]ne(?=\s)")
HAPPENED_TO = re.compile(r"\s+(?:was|died|had|has|received|lost|suffered|disclosed|were)\b")
TEXTS = ("paragraph", "item", "note", "header", "cell")


def small_numbers(reading: Reading) -> Iterator[Found]:
    """Small numbers of people by place, in the words and in the tables."""
    for read in reading.passages:
        if read.kind in TEXTS:
            for sentence in read.sentences:
                yield from _in_words(read, sentence)
    for placed in reading.tables:
        yield from _small_cells(placed, reading.passages[placed.first])


def _in_words(read: Read, sentence: Sentence) -> Iterator[Found]:
    text = sentence.text
    counts = [
        (figure.start, figure.end)
        for figure in sentence.figures
        if figure.unit == COUNT
        and 1 <= figure.value <= 4
        and not (figure.is_about or figure.is_time or figure.decimals)
    ]
    for start, end in (*counts, *(match.span() for match in ONE.finditer(text))):
        counted = PEOPLE.match(text, end)
        if counted is None or STAFF.search(counted[0]):
            continue
        if text[start:end].lower() == "one" and not HAPPENED_TO.match(text, counted.end()):
            continue
        place = _place(text)
        if not place:
            return
        yield found(
            SMALL_NUMBER,
            read,
            f"“{text[start : counted.end()].strip()}” and “{place}” stand together: so few people may be known"
            " from it.",
            "Write “fewer than five”, name a larger area or a longer time, or ask your data protection officer.",
            start=sentence.start + start,
            end=sentence.start + counted.end(),
            evidence=text.strip()[:200],
        )
        return


def _place(text: str) -> str:
    """The place that a sentence names; empty where it names none."""
    if match := SMALL_PLACE.search(text):
        return match[0]
    for match in PLACE_NAME.finditer(text):
        if LARGE_PLACE.search(match["place"]):
            continue
        if not set(match["place"].replace("’s", "").split()) & NOT_A_PLACE:
            return match["place"]
    return ""


def _small_cells(placed: Placed, at: Read) -> Iterator[Found]:
    """A table of people by place with a count under five; one finding a table."""
    columns = placed.table.columns
    if not columns or not AREA_COLUMN.search(columns[0].heading):
        return
    about_people = PEOPLE_COLUMN.search(placed.table.caption) is not None
    for row in placed.table.rows:
        if row.kind != "body":
            continue
        for column, cell in zip(columns[1:], row.cells[1:], strict=True):
            text = " ".join(block.text for block in c.walk(cell.blocks) if isinstance(block, c.Paragraph)).strip()
            if text in ("1", "2", "3", "4") and (about_people or PEOPLE_COLUMN.search(column.heading)):
                yield found(
                    SMALL_NUMBER,
                    at,
                    f"The table “{placed.table.caption}” counts fewer than five people in a place.",
                    "Write “fewer than 5” in such cells, and in one more where it could be worked out from the total,"
                    " or join areas.",
                )
                return
