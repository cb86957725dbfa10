"""Whether the paper tells fairly what happened: setbacks, directions, numbers behind percentages, and promises kept."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reports import content as c
from reports.checks.changes import changes_in
from reports.checks.content_words import stems
from reports.checks.facts import KnownFigure, Promise
from reports.checks.figures_in_words import PER_CENT, Figure
from reports.checks.finding import Level, Rule
from reports.checks.passages import passages
from reports.checks.reading import Found, Read, Reading, Sentence, found, whole_paper

OFF_TRACK = Rule("fair.off-track-missing", "Actions off track are told", Level.WARNS, "Good practice")
DIRECTION = Rule("fair.direction", "Words and numbers go the same way", Level.WARNS, "Good practice")
ALONE = Rule("fair.percentage-alone", "A percentage has its number", Level.NOTES, "Code of Practice for Statistics")
BASELINE = Rule("fair.no-baseline", "A change says since when", Level.NOTES, "Code of Practice for Statistics")
PROMISE = Rule("fair.promise-without-outcome", "What was promised has its outcome", Level.WARNS, "Good practice")

MANY = 3  # promises without an outcome, from which on they are one finding
TEXTS = ("paragraph", "item", "note", "header")
ANY_CASE = re.IGNORECASE
UP = re.compile(
    r"\b(?:increas(?:e|es|ed|ing)|ris(?:e|es|en|ing)|rose|grew|grown|growth|climb(?:ed|s)|jump(?:ed|s)|up by"
    r"|went up)\b",
    ANY_CASE,
)
DOWN = re.compile(
    r"\b(?:decreas(?:e|es|ed|ing)|reduc(?:tion|ed|es)|fall(?:s|en|ing)?|fell|dropp?(?:ed|s)?|declin(?:e|es|ed)|down by"
    r"|went down)\b",
    ANY_CASE,
)
BETTER = re.compile(
    r"\b(?:performance|picture|position|situation|trends?|results?|outlook)\b[^.;]{0,40}\bimprov(?:ed|ing|ement)\b"
    r"|\b(?:has|have) improved\b|\ban improvement\b|\bencouraging\b|\bgood news\b"
    r"|\bpositive (?:trend|picture|result)s?\b"
    r"|\b(?:crime|offences|burglary|robbery|theft|violence|behaviour|disorder) (?:also )?improved\b",
    ANY_CASE,
)
BAD_THING = re.compile(
    r"\b(?:crimes?|offences?|burglar(?:y|ies)|robber(?:y|ies)|thefts?|assaults?|incidents of|anti-?social behaviour|asb"
    r"|violence|homicides?|deaths?|reoffending|re-offending|arson|criminal damage|vandalism|knife crime|shoplifting"
    r"|complaints)\b",
    ANY_CASE,
)
GOOD_TO_RISE = re.compile(
    r"\b(?:report(?:ing|s|ed)?|confiden\w+|detect\w+|solv\w+|identif\w+|referr\w+|aware\w*|satisf\w+|charg\w+"
    r"|convict\w+|arrests?|outcomes?|recording|trust|despite|although|but|however|while|whereas|prevent\w*)\b",
    ANY_CASE,
)
BASELINE_WORDS = re.compile(
    r"\b(?:compar\w+|than|since|previous\w*|last year|year before|year earlier|before|earlier|ago|baseline|from"
    r"|on (?:the|20\d\d)|year[- ]on[- ]year|against (?!the person)|versus|same (?:period|time)|annual(?:ly)?|a year"
    r"|over the (?:last|past|year|period|same|\w+ (?:months|years))|per year|between|prior|in the (?:last|past)"
    r"|this year|during|by the end of)\b",
    ANY_CASE,
)
CHANGE_VERB = re.compile(
    r"\b(?:increas\w*|decreas\w*|reduc(?:ed|tion|tions|es)|ris(?:e|es|en)|rose|fall|falls|fallen|fell|dropped|drop|grew"
    r"|declined?|(?:is|was|were|are|be|gone) (?:up|down)|up by|down by|improved)\b",
    ANY_CASE,
)
NOT_A_RESULT = re.compile(
    r"\b(?:target\w*|aim\w*|goal|to (?:reduce|increase|cut|improve|raise|bring|lower)|want to|plan to"
    r"|would|could|may|should|discount|budget|precept|inflation|pay|formula"
    r"|weight\w*|top-slice|allocat\w+|costs?|fund(?:ed|ing|s)?|grant|match|confidence interval|staff time|fte|vat"
    r"|capacity|chance|likely|contribut\w+|hours|full-time|time)\b",
    ANY_CASE,
)
OF_THOSE = re.compile(
    r"\b(?:of (?:them|those|these|which|whom|all)|of the (?:respondents|total|people|children|cases))\b", ANY_CASE
)
OPINION = re.compile(r"\s+(?:of [\w ]{1,40} )?(?:said|say|felt|feel|thought|think|believed?|agreed?|told)\b", ANY_CASE)
COMPARATOR = re.compile(r"\b(?:than|above|below|compared (?:with|to))\s+(?:the\s+)?$", ANY_CASE)
A_RATE = re.compile(r"\b(?:rate|average|nationally|national|elsewhere|similar (?:areas|forces))\b", ANY_CASE)
ELSEWHERE = re.compile(r"\s+(?:\w+\s+){0,2}(?:nationally|elsewhere|across England|in England)\b", ANY_CASE)
TROUBLE = re.compile(
    r"\b(?:off track|behind|delay\w*|late|slipp\w+|not (?:yet|been|met|achieved|started|delivered|completed)"
    r"|did not|was not|were not|could not|unable|paused|postponed|stopped|on hold|stalled|missed|at risk|difficult\w*"
    r"|challeng\w+|shortfall|cancelled|no longer|under-?staffed|vacan\w+|slower|only|failed|fell short|setback"
    r"|barrier\w*|carried (?:over|forward)|outstanding|amber|red)\b",
    ANY_CASE,
)
PLEDGES = re.compile(
    r"(?:\b(?:[Ww]e|[Pp]artnership|[Bb]oard|[Gg]roup|[Tt]eam|[Pp]artners|[Cc]ouncils?|[Pp]olice)|\b[A-Z]{3,6})\s+"
    r"(?:will|shall|plans? to|intends? to|pledges? to|have pledged to|has pledged to|promises? to|commits? to"
    r"|(?:is|are) committed to)\b"
)
ONLY_TELLS_HOW = re.compile(r"\b(?:how|what|which|why|whether|who)\b", ANY_CASE)
NO_PLEDGE = re.compile(r"(?:The|But|There|This|These|That|It|However|For|And|When|If|As|In|A|An|They|Such|Some|What)\b")
FORWARD_HEAD = re.compile(
    r"\b(?:next steps|forward|future|coming year|year ahead|challenges|we will|promis\w+|commitments?|action plan"
    r"|what next)\b",
    ANY_CASE,
)
HISTORY_HEAD = re.compile(r"\b(?:achiev\w+|background|introduction|highlights)\b", ANY_CASE)


@dataclass(frozen=True, slots=True)
class Told:
    """A passage's words as stems, so that an action can be looked for among them."""

    read: Read
    words: frozenset[str]


def fair_account(reading: Reading) -> Iterator[Found]:
    """What a reader would miss, or be told wrongly."""
    for read in reading.passages:
        if read.kind not in TEXTS:
            continue
        if any(sentence.figures for sentence in read.sentences):
            yield from _alone(read)
            yield from _no_baseline(read)
        for sentence in read.sentences:
            yield from _direction(read, sentence)
    yield from _against_records(reading)
    yield from _promised(reading)


def _percentages(sentence: Sentence) -> list[Figure]:
    """The percentages of a sentence that tell a result: no targets, shares of a budget, or whole and half."""
    return [
        figure
        for figure in sentence.figures
        if figure.unit == PER_CENT and figure.value not in (0, 100) and any(letter.isdigit() for letter in figure.words)
    ]


def _has_count(sentence: Sentence) -> bool:
    return any(figure.unit != PER_CENT and not figure.is_time and figure.value != 1 for figure in sentence.figures)


def _alone(read: Read) -> Iterator[Found]:
    """Percentages whose numbers stand neither in their sentence nor, of the same things, in the one beside it."""
    lonely: list[tuple[Sentence, Figure]] = []
    for position, sentence in enumerate(read.sentences):
        shares = _percentages(sentence)
        if not shares or _has_count(sentence) or NOT_A_RESULT.search(sentence.text):
            continue
        beside = [read.sentences[at] for at in (position - 1, position + 1) if 0 <= at < len(read.sentences)]
        own = stems(sentence.text)
        if any(_has_count(other) and (own & stems(other.text) or OF_THOSE.search(sentence.text)) for other in beside):
            continue
        rate = A_RATE.search(sentence.text)
        lonely += [
            (sentence, figure)
            for figure in shares
            if not (rate and rate.start() < figure.start)
            and not COMPARATOR.search(sentence.text[max(0, figure.start - 30) : figure.start])
            and not ELSEWHERE.match(sentence.text, figure.end)
        ]
    if not lonely:
        return
    sentence = lonely[0][0]
    told = _listed([figure.words for _, figure in lonely])
    one = len(lonely) == 1
    yield found(
        ALONE,
        read,
        f"{told} {'stands' if one else 'stand'} without the number behind {'it' if one else 'them'}.",
        "Say how many: for example “fell by 12%, from 250 to 220”.",
        start=sentence.start,
        end=sentence.end,
    )


def _listed(words: list[str]) -> str:
    words = list(dict.fromkeys(words))
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _no_baseline(read: Read) -> Iterator[Found]:
    """A change in per cent in a passage that nowhere says since when, or compared with what."""
    if BASELINE_WORDS.search(read.plain) or sum(len(sentence.times) for sentence in read.sentences) > 1:
        return
    for sentence in read.sentences:
        if any(OPINION.match(sentence.text, figure.end) for figure in _percentages(sentence)):
            continue  # what people say has changed
        for figure in _percentages(sentence):
            near = sentence.text[max(0, figure.start - 60) : figure.end + 30]
            if len(sentence.figures) - len(_percentages(sentence)) > 1 or ELSEWHERE.match(sentence.text, figure.end):
                continue
            if CHANGE_VERB.search(near) and not NOT_A_RESULT.search(sentence.text):
                yield found(
                    BASELINE,
                    read,
                    f"The change of {figure.words} does not say since when, or compared with what.",
                    "Name the period and what it is compared with: “in 2024-25, compared with 2023-24”.",
                    start=sentence.start,
                    end=sentence.end,
                )
                return


def _direction(read: Read, sentence: Sentence) -> Iterator[Found]:
    """“Fell from 20 to 30”, and “improved” beside a rise in crime."""
    text = sentence.text
    for change in changes_in(sentence) if len(sentence.figures) > 1 else ():
        before = text[max(0, change.before.start - 45) : change.before.start]
        up, down = _last(UP, before), _last(DOWN, before)
        if up == down or change.before.value == change.after.value or re.search(r"[,;:(]", before[max(up, down) :]):
            continue
        rises = change.after.value > change.before.value
        if rises != (up > down):
            yield found(
                DIRECTION,
                read,
                f"The words say that it {'rose' if up > down else 'fell'}, but from {change.before.words} to"
                f" {change.after.words} it {'rose' if rises else 'fell'}.",
                "Correct the word or the numbers.",
                start=sentence.start + max(0, change.before.start - 45),
                end=sentence.start + change.after.end,
            )
    if not BETTER.search(text) or not sentence.figures or GOOD_TO_RISE.search(text) or DOWN.search(text):
        return
    for rise in UP.finditer(text):
        near = text[max(0, rise.start() - 50) : rise.end() + 50]
        number_near = any(
            abs(figure.start - rise.end()) < 40 or abs(rise.start() - figure.end) < 40 for figure in sentence.figures
        )
        if BAD_THING.search(near) and number_near:
            yield found(
                DIRECTION,
                read,
                "The words tell of an improvement, but the number beside them is a rise in what should fall.",
                "Say plainly that it rose, and by how much.",
                start=sentence.start,
                end=sentence.end,
            )
            return


def _last(pattern: re.Pattern[str], text: str) -> int:
    return max((match.end() for match in pattern.finditer(text)), default=-1)


def _against_records(reading: Reading) -> Iterator[Found]:
    """“Burglary has fallen” where the records' figure rose."""
    known = [(fact, stems(fact.what)) for fact in reading.facts.figures if fact.change and fact.what]
    known = [(fact, words) for fact, words in known if words]
    if not known:
        return
    changes: dict[frozenset[str], set[bool]] = {}
    for fact, words in known:
        changes.setdefault(words, set()).add((fact.change or 0) > 0)
    settled = [(fact, words) for fact, words in known if len(changes[words]) == 1]
    for read in reading.passages:
        if read.kind not in TEXTS or any(span.cite for span in read.passage.spans):
            continue
        for sentence in read.sentences:
            up, down = UP.search(sentence.text), DOWN.search(sentence.text)
            if (up is None) != (down is None):
                own = stems(sentence.text)
                about = (fact for fact, words in settled if words <= own)
                yield from (_told_otherwise(read, sentence, fact) for fact in about if _differs(sentence, fact, up))


def _differs(sentence: Sentence, fact: KnownFigure, up: re.Match[str] | None) -> bool:
    """Whether a sentence tells a figure of the same period as going the other way."""
    if ((fact.change or 0) > 0) == (up is not None):
        return False
    return not (sentence.times and fact.period) or any(time.words in fact.period for time in sentence.times)


def _told_otherwise(read: Read, sentence: Sentence, fact: KnownFigure) -> Found:
    told, is_so = ("fell", "rose") if (fact.change or 0) > 0 else ("rose", "fell")
    stated = f" ({fact.stated})" if fact.stated else ""
    return found(
        DIRECTION,
        read,
        f"The words say that “{fact.what}” {told}, but in the records it {is_so}{stated}.",
        "Correct the sentence, or the record if the paper is right.",
        start=sentence.start,
        end=sentence.end,
    )


def _promised(reading: Reading) -> Iterator[Found]:
    """Actions off track that are never told as such, and promises of last time without an outcome."""
    promises = [*reading.facts.promised]
    if reading.previous is not None and not promises:
        promises = list(promises_of(reading.previous))
    if not reading.facts.off_track and not promises:
        return
    told = [Told(read, stems(read.plain, telling=True)) for read in reading.passages if read.kind != "title"]
    last = len(reading.passages) - 1
    for action in reading.facts.off_track:
        mentions = _mentions(action, told)
        number = f" {action.number}" if action.number else ""
        if not mentions:
            yield whole_paper(
                OFF_TRACK,
                f"The action{number} “{_short(action.text)}” is off track, and the paper never mentions it.",
                "Say where it stands, why it is off track and what will be done.",
                at=last,
            )
        elif not any(_tells_trouble(one, action) for one in mentions):
            yield found(
                OFF_TRACK,
                mentions[0].read,
                f"The action{number} “{_short(action.text)}” is off track, but the paper does not say so.",
                "Say where it stands, why it is off track and what will be done.",
            )
    unmet = [f"“{_short(promise.text)}”" for promise in promises if not _mentions(promise, told)]
    to_do = "Say what was done, or that it was dropped, and why."
    if len(unmet) > MANY:
        says = f"Last time's paper promised {len(unmet)} things of which this one does not say what came."
        yield whole_paper(PROMISE, says, to_do, at=last, evidence="; ".join(unmet))
        return
    for words in unmet:
        says = f"Last time's paper promised {words}; this one does not say what came of it."
        yield whole_paper(PROMISE, says, to_do, at=last)


def _mentions(action: Promise, told: list[Told]) -> list[Told]:
    """The passages that speak of an action: by its number, or with most of the words that tell it from others."""
    words = stems(action.text, telling=True)
    number = re.compile(rf"\baction {re.escape(action.number)}(?![\d.]\d)", ANY_CASE) if action.number else None
    if not words:
        return told[:1]
    wanted = max(min(len(words), 2), round(len(words) * 0.5))
    return [
        one
        for one in told
        if len(words & one.words) >= wanted or (number is not None and number.search(one.read.plain))
    ]


def _tells_trouble(one: Told, action: Promise) -> bool:
    """Whether a passage says that something did not go as planned, in words that are not the action's own."""
    return bool(TROUBLE.search(one.read.plain.replace(action.text, "")))


def promises_of(paper: c.Paper) -> Iterator[Promise]:
    """What a paper promises: what "we will" do, and what stands first in each item under headings that look ahead."""
    for passage in passages(paper):
        if passage.kind not in ("paragraph", "item") or passage.in_quote:
            continue
        head = passage.heads[-1] if passage.heads else ""
        if HISTORY_HEAD.search(head):
            continue
        is_forward = FORWARD_HEAD.search(" ".join(passage.heads)) is not None
        for position, sentence in enumerate(re.split(r"(?<=[.!?])\s+", passage.text)):
            pledge = PLEDGES.search(sentence)
            is_pledge = pledge is not None and ONLY_TELLS_HOW.search(sentence, 0, pledge.start()) is None
            if is_forward and position == 0 and NO_PLEDGE.match(sentence) is None:
                is_pledge = True
            if is_pledge and len(stems(sentence, telling=True)) >= 4 and len(sentence) < 400:
                yield Promise("", sentence.strip())


def _short(text: str) -> str:
    text = " ".join(text.split()).rstrip(".")
    return text if len(text) <= 110 else f"{text[:109].rstrip()}…"
