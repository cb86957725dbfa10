"""What is printed before paragraphs and items."""


def paragraph_mark(number: str) -> str:
    """How a paragraph's number is printed: "7." but "1.1"."""
    return number if "." in number else f"{number}."


def list_mark(kind: str, position: int) -> str:
    """What stands before the item at a position from 1: "•", "3.", "c." or "iii."."""
    match kind:
        case "number":
            return f"{position}."
        case "letter":
            return f"{_letters(position)}."
        case "roman":
            return f"{_roman(position)}."
        case _:
            return "•"


def _letters(position: int) -> str:
    letters = ""
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters


def _roman(position: int) -> str:
    numerals = (
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
    )
    words = ""
    for value, numeral in (*numerals, (9, "ix"), (5, "v"), (4, "iv"), (1, "i")):
        words += numeral * (position // value)
        position %= value
    return words
