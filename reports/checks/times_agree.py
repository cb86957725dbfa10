"""Whether the paper's years and dates agree: with each other, with the calendar, and with the day it speaks from."""

import re
from collections.abc import Iterator
from datetime import date

from reports.checks.dates_in_words import WEEKDAYS, Time, financial_year, times_in
from reports.checks.finding import Level, Rule
from reports.checks.reading import Found, Read, Reading, Sentence, found

IMPOSSIBLE_YEARS = Rule("times.impossible-years", "Years can be what they say", Level.WARNS, "Good practice")
IMPOSSIBLE_DATE = Rule("times.impossible-date", "A date exists in the calendar", Level.WARNS, "Good practice")
WEEKDAY = Rule("times.weekday", "A date falls on the weekday it names", Level.WARNS, "Good practice")
TITLE_YEAR = Rule("times.title-year", "The title's year is the one the paper is about", Level.WARNS, "Good practice")
TWO_YEARS = Rule("times.title-and-achievements", "The title says which year is told", Level.NOTES, "Good practice")
LATE = Rule("times.late-report", "The year told is not long over", Level.NOTES, "Good practice")
TO_COME = Rule("times.still-to-come", "What is still to come is no achievement", Level.NOTES, "Good practice")
OUTSIDE = Rule("times.outside-period", "What is reported happened in the year reported", Level.WARNS, "Good practice")
TARGET_YEAR = Rule("times.priority-year", "Priorities and targets are of the plan's year", Level.WARNS, "Good practice")
FUTURE = Rule("times.future-as-past", "What is still to come is not told as past", Level.WARNS, "Good practice")
PAST = Rule("times.past-as-future", "What is past is not told as still to come", Level.WARNS, "Good practice")

REPORTS = re.compile(
    r"\b(?:achiev\w+|accomplish\w+|highlights?|delivered|delivery of|what we did|progress|successes|outcomes|review of"
    r"|looking back|last year|the year before)\b",
    re.IGNORECASE,
)
ACHIEVEMENTS = re.compile(r"\bachievements\b", re.IGNORECASE)
PLANS = re.compile(r"\b(?:priorit\w+|action plan|our plan|objectives|targets)\b", re.IGNORECASE)
AIMS = re.compile(r"\b(?:priority|priorities|targets?|objectives?)\b", re.IGNORECASE)
BOUNDS_BEFORE = re.compile(
    r"(?:\b(?:since|than|from|before|until|till|by|after|ending|ended|end of|compared (?:with|to)|on|previous|against"
    r"|of|between|and|to|census)|[-–—(])\s*(?:the |year ending |end |start of |\()*$",
    re.IGNORECASE,
)
COMPARES = re.compile(
    r"\b(?:compar\w+|than|previous|earlier|before|since|baseline|prior|against|last year|trend|change from|up from"
    r"|down from|historic\w*|originally|first (?:set up|established|launched))\b",
    re.IGNORECASE,
)
NAMED_FOR_YEARS = re.compile(
    r"^\s*(?:(?:annual |business |rolling |action |strategic |delivery |police and crime |community safety )*"
    r"(?:plan|strategy|agreement|refresh|report|update|framework|budget|assessment|survey|census|edition|programme"
    r"|inspection|review|audit|inquiry|election|consultation|pilot|cohort|baseline|figure|rate|level|season|conference"
    r"|business|indicators?|act)s?\b)",
    re.IGNORECASE,
)
NAME_FOR_YEARS_BEFORE = re.compile(
    r"\b(?:plans?|strategy|strategies|agreement|refresh|report|update|framework|assessment|survey|census|act|objectives"
    r"|commissioner’s plan|commissioner's plan|levels? (?:of|in|for)|tranche|recorded crime,?|guidance"
    r"|regulations)\s*[(,]?\s*(?:for |of |in )?$",
    re.IGNORECASE,
)
FUTURE_WORDS = re.compile(
    r"\b(?:will|would|shall|to be|to (?:start|begin|launch|run|go|come|take)|is to|are to|due|plan\w*|propos\w+"
    r"|expect\w*|intend\w*|schedul\w+|until|by|from|forthcoming|upcoming|next|future|project\w*|forecast\w*|aim\w*|may|can|could"
    r"|should|target\w*|anticipat\w+|hope\w*|committed|agreed to|extended|runs?|expires?|ends?|available|secured|funded"
    r"|allocated|confirmed|awarded|set|deadline|before|ahead|prepar\w*|booked|arranged|announced"
    r"|moved|deferred|delayed|postponed|put back|rescheduled|commissioned|appointed)\b",
    re.IGNORECASE,
)
HAPPENED = re.compile(
    r"\b(?:was|were|held|took place|met|launched|completed|delivered|ran|began|started|opened|attended|published"
    r"|received|(?:has|have) (?:been|taken|run|met|held|delivered|completed|launched))\b",
    re.IGNORECASE,
)
WILL_HAPPEN = re.compile(
    r"\b(?:will|is due to|are due to|is scheduled to|is planned|are planned|is going to|is expected to)\b"
    r"[^.;:,()]{0,60}?\b(?:on|in|by|before|at the end of|from)\s+(?:the )?(?:end of )?$",
    re.IGNORECASE,
)
LEADS_TO = re.compile(r"\b(?:to|for|until|till|by|from)\s+(?:the )?$", re.IGNORECASE)
OPENS_WITH = re.compile(r"^(?:on|in|by|from)\s+(?:the )?(?:end of )?$", re.IGNORECASE)
WILL_AFTER = re.compile(
    r"^,?\s+(?:\w+\s+){0,6}?will\s+(?:be|take|see|hold|run|launch|start|begin|open|publish|meet)\b", re.I
)
# What began before the year may well be told in it, and so may what is looked back on.
BEGAN_BEFORE = re.compile(
    r"\b(?:established|set up|founded|formed|created|introduced|launched|began|begun|started|commenced|running"
    r"|appointed|elected|signed|agreed|adopted|published|awarded|commissioned|funded|approved|designated|in place"
    r"|opened)"
    r",?\s+(?:in|on|by|as of)\s+(?:the )?$",
    re.IGNORECASE,
)
LOOKS_BACK = re.compile(
    r"\b(?:deaths?|died|homicides?|murder\w*|killed|commit\w+|convict\w+|sentenc\w+|trial|inquest|inquiry|reviews?)\b",
    re.IGNORECASE,
)
STILL_TO_COME = re.compile(
    r"\b(?:will|due|next|to be|planned|scheduled|expected|forthcoming|plans? to|going to)\b", re.IGNORECASE
)
LATEST_AGO = 3
LATEST_MONTHS = 9
LOOKING_BACK_TITLE = re.compile(r"\b(?:update|report|review)\b", re.IGNORECASE)
PRIORITIES_BEFORE = re.compile(r"\bpriorities\s*(?:for |of |in )?$", re.IGNORECASE)
ON_BEFORE = re.compile(r"\bon\s+(?:the )?$", re.IGNORECASE)
ALREADY = re.compile(
    r"\b(?:already|as of|since|was|were|had|did|agreed|published|committed|what|which|that|who|began|begun|started|made"
    r"|set out|launched|set up|established)\b",
    re.IGNORECASE,
)
TEXTS = ("paragraph", "item", "note", "header")


def times_agree(reading: Reading) -> Iterator[Found]:
    """Years and dates that cannot be, disagree with the title or heading over them, or with the paper's own day."""
    yield from _title(reading)
    told = _years_of(reading, REPORTS, reading.facts.reported_year)
    reported = financial_year(told.pop()) if len(told) == 1 else None
    yield from _late(reading, reported)
    for read in reading.passages:
        for sentence in read.sentences:
            for time in sentence.times:
                yield from _possible(read, sentence, time)
        if read.kind in TEXTS and any(sentence.times for sentence in read.sentences):
            yield from _outside(read, reported)
            yield from _aims(read)
            if reading.on and reading.paper.date:
                yield from _tense(read, reading.on)


def _possible(read: Read, sentence: Sentence, time: Time) -> Iterator[Found]:
    start, end = sentence.start + time.start, sentence.start + time.end
    if time.kind == "years" and time.first is None:
        if time.to_year <= time.from_year and time.to_year % 100 <= 12 and "/" not in time.words:
            return  # a month, as in 2013-12
        joint = "/" if "/" in time.words else "-"
        ends = time.to_year
        likely = f"{ends - 1}{joint}{ends % 100:02}" if ends > time.from_year else ""
        other = f"{time.from_year}{joint}{(time.from_year + 1) % 100:02}"
        yield found(
            IMPOSSIBLE_YEARS,
            read,
            f"“{time.words}” is no financial year.",
            f"Write the year that is meant: {f'{likely} or {other}' if likely else other}.",
            start=start,
            end=end,
        )
    elif time.kind == "day" and time.first is None:
        yield found(
            IMPOSSIBLE_DATE,
            read,
            f"There is no {time.words} in the calendar.",
            "Write the date that is meant.",
            start=start,
            end=end,
        )
    elif time.weekday and time.first and WEEKDAYS[time.first.weekday()] != time.weekday:
        right = WEEKDAYS[time.first.weekday()].capitalize()
        yield found(
            WEEKDAY,
            read,
            f"“{time.words}” names the wrong weekday: that date is a {right}.",
            f"Check which is right, the weekday or the date. If the date is, write {right}.",
            start=start,
            end=end,
        )


def _title(reading: Reading) -> Iterator[Found]:
    title = next((read for read in reading.passages if read.kind == "title"), None)
    year = financial_year(title.text) if title else None
    if title is None or year is None:
        return
    subtitle = next((read.text for read in reading.passages if read.kind == "subtitle"), "")
    told = _years_of(reading, REPORTS, reading.facts.reported_year)
    planned = _years_of(reading, PLANS, reading.facts.plan_year)
    if year.label in told or financial_year(subtitle):
        return
    if year.label in planned:
        if told and LOOKING_BACK_TITLE.search(title.text):
            yield found(
                TWO_YEARS,
                title,
                f"The title says {year.words}, but the achievements that the paper tells are of"
                f" {' and '.join(sorted(told))}.",
                "Say both in the title, for example “priorities for"
                f" {year.label} and achievements in {min(told)}”, or make sure the purpose says so.",
                start=year.start,
                end=year.end,
            )
    elif told or planned:
        others = " and ".join(sorted(told | planned))
        yield found(
            TITLE_YEAR,
            title,
            f"The title says {year.words}, but the paper's headings and records are of {others}.",
            "Correct the year in the title, or the headings that belong to another year.",
            start=year.start,
            end=year.end,
        )


def _late(reading: Reading, reported: Time | None) -> Iterator[Found]:
    """A paper that tells a year which ended more than nine months before its date."""
    if reported is None or reported.last is None or reading.on is None or not reading.paper.date:
        return
    months = (reading.on.year - reported.last.year) * 12 + reading.on.month - reported.last.month
    if months > LATEST_MONTHS and reading.passages:
        yield found(
            LATE,
            reading.passages[0],
            f"The year that the paper tells, {reported.words}, ended {months} months before its date.",
            "Say why it comes so late, and what has happened since.",
        )


def _years_of(reading: Reading, about: re.Pattern[str], known: str) -> set[str]:
    """The financial years that headings (and the purpose in the paper's head) give to what it tells or plans."""
    years = {time.label for time in times_in(known) if time.kind == "financial-year"}
    for read in reading.passages:
        if read.kind in ("heading", "header") and about.search(read.plain):
            years |= {
                time.label for sentence in read.sentences for time in sentence.times if time.kind == "financial-year"
            }
    return years


def _heading_year(
    read: Read, about: re.Pattern[str], other: re.Pattern[str], otherwise: Time | None = None
) -> Time | None:
    """The financial year of the nearest heading over a passage that speaks of such things and not of the others;
    `otherwise` where such a heading names no year.
    """
    if read.kind == "header":
        return None
    for head in reversed(read.passage.heads):
        if (year := financial_year(head)) is not None:
            return year if about.search(head) and not other.search(head) else None
        if times_in(head):
            return None
        if otherwise and ACHIEVEMENTS.search(head):
            return otherwise
    return None


def _outside(read: Read, reported: Time | None) -> Iterator[Found]:
    """What stands under "Achievements 2023/24" and names only times before or after that year."""
    year = _heading_year(read, REPORTS, PLANS, reported)
    if year is None or year.first is None or year.last is None:
        return
    for sentence in read.sentences:
        times = [time for time in sentence.times if time.first and time.last and not _is_name(sentence.text, time)]
        if len(times) < len(sentence.times) and any(time.first is None for time in sentence.times):
            continue  # the year that cannot be is told already
        if not times or any(_overlap(time, year.first, year.last) for time in times):
            continue
        if COMPARES.search(sentence.text) or any(_is_bound(sentence.text, time) for time in times):
            continue
        time = times[0]
        when = "after" if time.first and time.first > year.last else "before"
        if _is_told_later(sentence.text, time, year):
            continue
        if when == "after" and STILL_TO_COME.search(sentence.text):
            rule, to_do = TO_COME, "Move it to what is planned."
        else:
            rule, to_do = OUTSIDE, "Move it to the paper of its own year, or say here why it is told now."
        yield found(
            rule,
            read,
            f"“{time.words}” is {when} the year of the heading over it, {year.words}.",
            f"{to_do} If the date is mistyped, correct it.",
            start=sentence.start + time.start,
            end=sentence.start + time.end,
            evidence=sentence.text.strip()[:200],
        )
        return


def _is_told_later(text: str, time: Time, year: Time) -> bool:
    """Whether a time outside the year is no fault: long ago, only the beginning of something, or a look back."""
    if time.first is None or time.last is None or year.first is None:
        return True
    if abs(time.first.year - year.first.year) >= LATEST_AGO or PRIORITIES_BEFORE.search(text[: time.start]):
        return True
    is_before = time.first < year.first
    return is_before and bool(BEGAN_BEFORE.search(text[: time.start][-40:]) or LOOKS_BACK.search(text))


def _overlap(time: Time, first: date, last: date) -> bool:
    return bool(time.first and time.last and time.first <= last and time.last >= first)


def _is_bound(text: str, time: Time) -> bool:
    """Whether a time only bounds or compares what is told: "since 2012", "10% up on 2021"."""
    if time.kind in ("day", "month") and ON_BEFORE.search(text[: time.start][-12:]):
        return False
    return BOUNDS_BEFORE.search(text[max(0, time.start - 30) : time.start]) is not None


def _is_name(text: str, time: Time) -> bool:
    """Whether a time belongs to a name: "the Rolling Plan 2020-21", "the 2021 census"."""
    before = text[max(0, time.start - 40) : time.start]
    return bool(NAMED_FOR_YEARS.match(text[time.end :]) or NAME_FOR_YEARS_BEFORE.search(before))


def _aims(read: Read) -> Iterator[Found]:
    """A priority or a target of another year, under a heading that says whose year's priorities these are."""
    year = _heading_year(read, PLANS, REPORTS)
    if year is None:
        return
    for sentence in read.sentences:
        others = [
            time
            for time in sentence.times
            if time.kind == "financial-year" and time.label < year.label and not _is_name(sentence.text, time)
        ]
        others = [time for time in others if not _is_bound(sentence.text, time)]
        if others and AIMS.search(sentence.text) and not COMPARES.search(sentence.text):
            yield found(
                TARGET_YEAR,
                read,
                f"The heading says {year.words}, but what stands under it is of {others[0].words}.",
                f"Bring the priority or target up to date for {year.words}, or say that it is carried over.",
                start=sentence.start + others[0].start,
                end=sentence.start + others[0].end,
                evidence=sentence.text.strip()[:200],
            )
            return


def _tense(read: Read, on: date) -> Iterator[Found]:
    """A future date told as past, and a past one as still to come, as seen from the day of the paper."""
    for sentence in read.sentences:
        times = [time for time in sentence.times if time.first and time.last and not _is_name(sentence.text, time)]
        for time in times:
            if time.first is None or time.last is None:
                continue
            if time.first > on and _told_as_past(sentence, time):
                yield found(
                    FUTURE,
                    read,
                    f"“{time.words}” is after the date of this paper, but is told as past.",
                    "Check the date. If it is right, say that it is still to come.",
                    start=sentence.start + time.start,
                    end=sentence.start + time.end,
                    evidence=sentence.text.strip()[:200],
                )
            elif time.last < on and time.kind != "years" and _told_as_future(sentence.text, time):
                yield found(
                    PAST,
                    read,
                    f"“{time.words}” is before the date of this paper, but is told as still to come.",
                    "Check the date. If it is right, say what happened.",
                    start=sentence.start + time.start,
                    end=sentence.start + time.end,
                    evidence=sentence.text.strip()[:200],
                )


def _told_as_past(sentence: Sentence, time: Time) -> bool:
    if time.kind in ("years", "financial-year"):
        return False
    if LEADS_TO.search(sentence.text[: time.start][-12:]):
        return False  # "the election was moved to May 2026"
    return HAPPENED.search(sentence.text) is not None and FUTURE_WORDS.search(sentence.text) is None


def _told_as_future(text: str, time: Time) -> bool:
    before, after = text[: time.start], text[time.end :]
    if ON_BEFORE.search(before) and time.kind != "day":
        return False  # "will report on 2024-25"
    if OPENS_WITH.match(before):
        return WILL_AFTER.match(after) is not None
    will = WILL_HAPPEN.search(before)
    return will is not None and ALREADY.search(will[0]) is None
