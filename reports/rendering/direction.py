"""Which way words run: Hebrew, Arabic and their kin from right to left."""

import re
from unicodedata import bidirectional

_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")


def is_right_to_left(text: str) -> bool:
    """Whether the first letter with a direction of its own is Hebrew, Arabic or another right-to-left script's."""
    if text.isascii() or not _RIGHT_TO_LEFT.search(text):
        return False
    for character in text:
        if (direction := bidirectional(character)) in ("L", "R", "AL"):
            return direction != "L"
    return False


def stretches(text: str, *, right_to_left: bool) -> list[tuple[str, bool]]:
    """The text in stretches of one direction, each with whether it runs from right to left.

    Spaces, digits and marks between two words of one direction run with them, others with the paragraph, whose own
    direction is `right_to_left`.
    """
    if not right_to_left and (text.isascii() or not _RIGHT_TO_LEFT.search(text)):
        return [(text, False)] if text else []
    found: list[tuple[str, bool]] = []
    waiting = ""  # characters without a direction of their own, until the next word tells theirs
    for character in text:
        direction = bidirectional(character)
        if direction not in ("L", "R", "AL"):
            waiting += character
            continue
        backwards = direction != "L"
        if found and found[-1][1] == backwards:
            found[-1] = (found[-1][0] + waiting + character, backwards)
        else:
            _add(found, waiting, right_to_left)
            _add(found, character, backwards)
        waiting = ""
    _add(found, waiting, right_to_left)
    return found


def _add(found: list[tuple[str, bool]], text: str, backwards: bool) -> None:  # noqa: FBT001  a pair like those found
    if not text:
        return
    if found and found[-1][1] == backwards:
        found[-1] = (found[-1][0] + text, backwards)
    else:
        found.append((text, backwards))
