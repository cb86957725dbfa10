"""Characters that no paper can carry, and what text is without them.

They are what `reports.content` refuses: control codes, separators of lines and paragraphs, codes that turn the
direction of writing round, surrogates, characters of private use and non-characters. Nobody sees them, and they come
with what is pasted from elsewhere; so they go, and nobody is asked to find them.
"""

import re

_NON_CHARACTERS = "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0xF0000, 0x10000))
# All but the line feed and the tab.
UNPRINTABLE = re.compile(
    "[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u2028-\\u202e\\ud800-\\udfff\\ue000-\\uf8ff\\ufdd0-\\ufdef\\ufffe\\uffff"
    + _NON_CHARACTERS
    + "\\U000f0000-\\U0010ffff]"
)
# How systems write the end of a line; Word's line within a paragraph is the vertical tab.
LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
WORDS_BULLETS = re.compile("[\uf0b7\uf0a7]")


def printable(text: str) -> str:
    """The text with one way to end a line, Word's bullets as bullets, and without characters that cannot be printed."""
    return UNPRINTABLE.sub("", WORDS_BULLETS.sub("•", LINE_ENDS.sub("\n", text)))


def on_one_line(text: str) -> str:
    """The text without ends of lines and tabs, for an answer of one line."""
    return re.sub(r"\s*[\n\t]\s*", " ", text.strip())
