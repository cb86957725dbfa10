"""Whether the totals of a paper's tables are what their rows come to, and what the words around them say."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from reports import content as c
from reports.checks.figures_in_words import PER_CENT, POUNDS, plain_number
from reports.checks.finding import Level, Rule
from reports.checks.passages import Placed
from reports.checks.reading import Found, Read, Reading, found

TOTAL = Rule("adds-up.table-total", "A total is what its rows come to", Level.WARNS, "Good practice")
STATED = Rule("adds-up.total-in-words", "A table's total is the one the words give", Level.WARNS, "Good practice")

NUMBER = re.compile(
    r"(?P<sign>[-−–]?)\s*(?P<pounds>£?)\s*(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s*"
    r"(?P<scale>k|m|bn|million|thousand)?\s*(?P<percent>%|per cent)?",
    re.IGNORECASE,
)
SCALES = {"k": 1_000, "thousand": 1_000, "m": 1_000_000, "million": 1_000_000, "bn": 1_000_000_000}
NOTHING = {"", "-", "–", "—", "0", "nil", "none", "£0"}
IS_TOTAL = re.compile(r"(?:grand |overall |sub-?)?totals?\b(?!\s+(?:as printed|cost of living))", re.IGNORECASE)
# "Total recorded crime" may be more than the rows above it: that it is their sum shows only where it comes close.
IS_PLAIN_TOTAL = re.compile(
    r"(?:(?:grand |overall |sub-?\s?)?totals?|total of the rows|total as printed)[:.]?(?:\s*\(.*\))?$", re.IGNORECASE
)
IS_SUBTOTAL = re.compile(r"sub-?\s?totals?\b", re.IGNORECASE)
IS_PART = re.compile(r"\s*(?:of which|including|of these|of them)\b", re.IGNORECASE)
IS_ANNOUNCED = re.compile(r"\b(?:announced|total as printed|printed total|headline|stated total)\b", re.IGNORECASE)
IS_DIFFERENCE = re.compile(r"\bdifference\b", re.IGNORECASE)
NOT_ADDITIVE = re.compile(
    r"\b(?:average|mean|median|rate|per\b|percent|change|rank|score|year|no\.|date|age|target|variance|cumulative|ratio)|%|^#$",
    re.IGNORECASE,
)
ROUNDED = re.compile(r"\b(?:rounded|rounding|nearest|do not sum|may not (?:sum|add)|provisional)\b", re.IGNORECASE)
BREAKS_DOWN = re.compile(
    r"\b(?:break(?:s|ing)? down|broken down|breakdown|as follows|below|following|table|made up|divided)\b", re.I
)


@dataclass(frozen=True, slots=True)
class Amount:
    """A cell's number: its value, its unit as a sign, its words, and the least step that its digits can show."""

    value: Decimal
    unit: str
    words: str
    step: Decimal


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table as a check sees it."""

    number: int
    label: str
    kind: str
    amounts: tuple[Amount | None, ...]

    @property
    def is_total(self) -> bool:
        return self.kind == "total" or (self.kind == "body" and IS_TOTAL.match(self.label.strip()) is not None)


def tables_add_up(reading: Reading) -> Iterator[Found]:
    """Totals that differ from their rows, from the amount announced beside them, or from the words before the table."""
    for placed in reading.tables:
        lines = _lines(placed.table)
        has_sums = len(placed.table.columns) > 3 and IS_TOTAL.match(placed.table.columns[-1].heading.strip())
        if not has_sums and not any(line.is_total for line in lines):
            continue
        at = reading.passages[placed.first]
        around = [*reading.passages[max(0, placed.first - 3) : placed.first], *reading.passages[placed.last :][:2]]
        is_rounded = any(ROUNDED.search(read.text) for read in (*around, *reading.passages[placed.first : placed.last]))
        yield from _down(placed, lines, at, is_rounded=is_rounded)
        yield from _across(placed, lines, at, is_rounded=is_rounded)
        yield from _announced(placed, lines, at, reading.passages[placed.last : placed.last + 1])
        yield from _in_words(placed, lines, around[: min(3, placed.first)])


def _lines(table: c.Table) -> list[Line]:
    found = []
    for number, row in enumerate(table.rows, 1):
        texts = [_text(cell) for cell in row.cells]
        found.append(Line(number, texts[0], row.kind, tuple(_amount(text) for text in texts)))
    return found


def _text(cell: c.Cell) -> str:
    return " ".join(block.text for block in c.walk(cell.blocks) if isinstance(block, c.Paragraph)).strip()


def _amount(text: str) -> Amount | None:
    if text.strip().lower() in NOTHING:
        return Amount(Decimal(0), "", text, Decimal(0))
    match = NUMBER.fullmatch(text.strip()) if len(text) < 40 else None
    if match is None:
        return None
    scale = SCALES.get((match["scale"] or "").lower(), 1)
    digits = match["digits"].replace(",", "")
    decimals = len(digits.partition(".")[2])
    value = Decimal(digits) * scale * (-1 if match["sign"] else 1)
    unit = PER_CENT if match["percent"] else POUNDS if match["pounds"] else ""
    exact_pence = unit == POUNDS and scale == 1
    step = Decimal(0) if exact_pence or (not decimals and scale == 1) else Decimal(scale).scaleb(-decimals)
    return Amount(value, unit, text.strip(), step)


def _down(placed: Placed, lines: list[Line], at: Read, *, is_rounded: bool) -> Iterator[Found]:
    """Each column's totals against the rows above them."""
    for column in range(1, len(placed.table.columns)):
        heading = placed.table.columns[column].heading
        if NOT_ADDITIVE.search(heading):
            continue
        since: list[Amount] = []
        every: list[Amount] = []
        totals: list[Amount] = []
        readable = True
        for line in lines:
            amount = line.amounts[column]
            if line.kind == "note" or IS_DIFFERENCE.search(line.label):
                continue
            if amount is None:
                readable = False
            elif not line.is_total:
                if not IS_PART.match(line.label):
                    since.append(amount)
                    every.append(amount)
            else:
                if readable and len(since) + len(totals) >= 2 and amount.words:
                    sums = [_sum(since), _sum(every), _sum(totals) + _sum(since), _sum(totals)]
                    nearest = sums[0] if IS_SUBTOTAL.match(line.label) else sums[1]
                    if not _agrees(amount, every, sums, is_rounded=is_rounded) and _is_sum(line, amount, nearest):
                        yield _wrong_total(at, line, heading, amount, nearest)
                totals.append(amount)
                since = []


def _is_sum(line: Line, total: Amount, nearest: Decimal) -> bool:
    """Whether a total is meant to be the sum of its rows: by its name, or because it comes close."""
    return IS_PLAIN_TOTAL.match(line.label.strip()) is not None or abs(total.value - nearest) <= total.value / 6


def _sum(amounts: list[Amount]) -> Decimal:
    return sum((amount.value for amount in amounts), Decimal(0))


def _agrees(total: Amount, rows: list[Amount], sums: list[Decimal], *, is_rounded: bool) -> bool:
    if not any(amount.value for amount in rows) or (total.unit == PER_CENT and abs(total.value - 100) > 3):
        return True
    step = max((amount.step for amount in (*rows, total)), default=Decimal(0))
    if total.unit == PER_CENT:
        step = max(step, Decimal(1))
    if is_rounded:
        step = max(step, Decimal(5), abs(total.value) / 100)
    slack = step * (len(rows) + 1) / 2
    return any(abs(total.value - one) <= slack for one in sums)


def _wrong_total(at: Read, line: Line, heading: str, total: Amount, came_to: Decimal) -> Found:
    sign = "£" if total.unit == POUNDS else ""
    off = abs(total.value - came_to)
    column = f" under “{heading}”" if heading.strip() else ""
    return found(
        TOTAL,
        at,
        f"“{line.label}” in row {line.number}{column} says {total.words}, but the rows come to"
        f" {sign}{plain_number(came_to)}, a difference of {sign}{plain_number(off)}.",
        "Check the rows and the total with their source. Correct what is wrong; where the difference is real, say"
        " beside the table why.",
        evidence=f"Rows: {sign}{plain_number(came_to)}; total: {total.words}",
    )


def _across(placed: Placed, lines: list[Line], at: Read, *, is_rounded: bool) -> Iterator[Found]:
    """A last column headed “Total” against the columns before it: only where most rows show that it is their sum."""
    columns = placed.table.columns
    if len(columns) < 4 or not IS_TOTAL.match(columns[-1].heading.strip()):
        return
    parts = [n for n in range(1, len(columns) - 1) if not NOT_ADDITIVE.search(columns[n].heading)]
    right, wrong = 0, []
    for line in lines:
        amounts = [line.amounts[n] for n in parts]
        total = line.amounts[-1]
        known = [amount for amount in amounts if amount is not None]
        if total is None or not total.words or len(known) != len(parts) or len(known) < 2:
            continue
        if _agrees(total, known, [_sum(known)], is_rounded=is_rounded):
            right += 1
        else:
            wrong.append((line, total, _sum(known)))
    if right > len(wrong):
        for line, total, came_to in wrong:
            yield _wrong_total(at, line, columns[-1].heading, total, came_to)


def _announced(placed: Placed, lines: list[Line], at: Read, after: tuple[Read, ...]) -> Iterator[Found]:
    """An amount announced, printed in the table under its total."""
    total: Amount | None = None
    for line in lines:
        amount = next((amount for amount in reversed(line.amounts) if amount is not None and amount.words), None)
        if line.is_total:
            total = amount
        elif total and amount and IS_ANNOUNCED.search(line.label) and not IS_DIFFERENCE.search(line.label):
            if amount.value == total.value:
                continue
            sign = "£" if amount.unit == POUNDS else ""
            told = after[0] if after and after[0].kind == "note" else at
            yield found(
                TOTAL,
                told if told is not at and "original" in told.text else at,
                f"“{line.label}” in the table “{placed.table.caption}” is {amount.words}, but its rows come to"
                f" {total.words}, a difference of {sign}{plain_number(abs(amount.value - total.value))}.",
                "Ask the funder or finance which amount is right. Correct it, or say beside the table why they differ.",
                evidence=f"{amount.words} against {total.words}",
            )


def _in_words(placed: Placed, lines: list[Line], before: list[Read]) -> Iterator[Found]:
    """“Total funding is £746,294. This breaks down as follows:” before a table whose total is another."""
    total = next((line.amounts[-1] for line in reversed(lines) if line.is_total), None)
    if total is None or total.unit == PER_CENT or not total.value:
        return
    for read in before:
        if read.kind not in ("paragraph", "item") or not BREAKS_DOWN.search(read.plain):
            continue
        stated = [
            figure
            for sentence, figure in read.figures
            if figure.unit == total.unit and re.search(r"\btotals?\b", sentence.text, re.I) and not figure.is_about
        ]
        if len(stated) == 1 and stated[0].value != total.value:
            yield found(
                STATED,
                read,
                f"The words before the table “{placed.table.caption}” give a total of {stated[0].words}, the table"
                f" {total.words}.",
                "Ask the funder or finance which total is right. Correct it, or say beside the table why they differ.",
                evidence=f"Difference: {plain_number(abs(stated[0].value - total.value))}",
            )
