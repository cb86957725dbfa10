"""Fold two spellings of the same fact into one string, so that a source and a printed paper can be compared.

"30th June 2025" and "30 June 2025", "2013/14" and "2013-2014", "thirty-two" and "32", "per cent" and "%",
"Violence & Vulnerability" and "Violence and Vulnerability" come out alike. Case, quotes, possessives, commas in
numbers and the hyphen inside a word do not count. Line breaks count as spaces.
"""

import calendar
import re
import unicodedata

UNITS = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
    "thirteen": 13,
    "fourteen": 14,
    "fifteen": 15,
    "sixteen": 16,
    "seventeen": 17,
    "eighteen": 18,
    "nineteen": 19,
}
TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
MONTHS = tuple(calendar.month_name[number].lower() for number in range(1, 13))

_units = "|".join(sorted(UNITS, key=len, reverse=True))
_tens = "|".join(TENS)
_small = rf"(?:(?:{_tens})(?:[- ](?:{_units}))?|{_units}|\d+)"
NUMBER_WORD = re.compile(
    rf"\b(?:(?P<big>{_small})[- ](?P<scale>hundred|thousand)|(?P<tens>{_tens})(?:-(?P<tens_unit>{_units}))?"
    rf"|(?P<unit>{_units}))\b",
    re.IGNORECASE,
)
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_LIST_MARKER = re.compile(
    r"^[ \t]*(?:[-*\u2013\u2022\u00b7][ \t]+)?(?:\d{1,3}[.)]|\d{1,2}(?:\.\d{1,2})+\.?(?=[ \t]+[A-Z]))[ \t]+",
    re.MULTILINE,
)
_MONTH_SHORT = re.compile(r"\b(jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)\b\.?")


def _words_to_digits(match: re.Match[str]) -> str:
    """Write the number words of the match in digits."""
    if match["scale"]:
        big = NUMBER_WORD.sub(_words_to_digits, match["big"])
        return f"{int(big)}{'000' if match['scale'].lower() == 'thousand' else '00'}"
    if match["tens"]:
        return str(TENS[match["tens"].lower()] + (UNITS[match["tens_unit"].lower()] if match["tens_unit"] else 0))
    return str(UNITS[match["unit"].lower()])


def without_list_markers(text: str) -> str:
    """Give the text without the numbers of its paragraphs and list items, which are no facts."""
    return _LIST_MARKER.sub("", text)


def fold(text: str) -> str:
    """Give the comparable form of a text: lower case, digits, single spaces."""
    text = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text))
    text = re.sub("[\u2018\u2019\u201a\u201b\u2032`\u00b4]", "'", text)
    text = re.sub("[\u201c\u201d\u201e\u2033]", '"', text)
    text = re.sub("[\u2010-\u2015\u2212]", "-", text)
    text = re.sub(r"(?<=[\w/])-[ \t]*\n[ \t]*(?=\w)", "-", text)
    text = text.casefold()
    text = unicodedata.normalize("NFKD", text)
    text = re.sub("[\u0300-\u036f]", "", text)
    text = re.sub(r"(?<=\w)'s\b", "", text).replace("'", "")
    text = text.replace("&", " and ")
    text = re.sub(r"\s*\bper ?cent\b", "%", text)
    text = re.sub(r"(?<=\d)\s+%", "%", text)
    text = NUMBER_WORD.sub(_words_to_digits, text)
    text = re.sub(r"\b(\d+)(?:st|nd|rd|th)\b", r"\1", text)
    text = re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", text)
    text = re.sub(r"\b(\d{1,2})\s*([ap])\.?m\b\.?", r"\1\2m", text)
    text = _MONTH_SHORT.sub(lambda m: next(month for month in MONTHS if month.startswith(m[1][:3])), text)
    text = re.sub(r"\b((?:19|20)\d\d)\s*(?:[-/]|\bto\b)\s*(?:19|20)?(\d\d)(?![\d%])", r"\1-\2", text)
    text = re.sub(r"(?<=[a-z])-(?=[a-z])", "", text)
    text = re.sub(r"(?<=[a-z])-(?=\d)|(?<=\d)-(?=[a-z])", " ", text)
    text = re.sub(r"(?<=[a-z]) ?/ ?(?=[a-z])", " ", text)
    text = re.sub(r"[.:](?=\s|$)|[,;!?()\[\]\"|*#<>\u2022\u00b7{}]", " ", text)
    return re.sub(r"\s+", " ", text).strip()


def pattern(term: str) -> re.Pattern[str]:
    """Give the pattern that finds a term in folded text as a whole: "24" is not in "124", "24%", "£24" or "2013-24".

    A ``*`` stands for the rest of a word; the last word may have an "s" more.
    """
    folded = fold(term.replace("*", "\u0001"))
    body = re.escape(folded).replace("\u0001", r"[a-z]*")
    if folded[0].isdigit():
        left = r"(?<![\d£a-z])(?<!\d[.])(?<!\d{4}-)"
    elif folded[0] == "£":
        left = ""
    else:
        left = r"(?<![a-z0-9])"
    if folded[-1].isdigit():
        right = r"(?![\d%a-z])(?!\.\d)"
        if re.search(r"(?<!\d)(?:19|20)\d\d$", folded):
            right += r"(?!-\d)"
    elif folded[-1].isalpha():
        right = r"s?(?![a-z0-9])"
    else:
        right = ""
    return re.compile(left + body + right)
