"""The words of a text that carry its meaning, cut to their stems, so that two tellings of one thing can be matched."""

import re
from functools import lru_cache

from reports.checks.lists import word_lists

WORD = re.compile(r"[a-z][a-z’']*[a-z]|[a-z]", re.IGNORECASE | re.ASCII)
# `small` words carry no meaning of their own; `common` ones stand in nearly every passage, so they tell none apart.
LISTS = word_lists("common_words")
SMALL, COMMON = LISTS["small"], LISTS["common"]


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """A word without its commonest endings, at most seven letters of it: "referrals" and "referral" are one."""
    word = word.lower().replace("’", "'")
    if word.endswith("'s"):
        word = word[:-2]
    for ending, instead in (("ies", "y"), ("sses", "ss"), ("ing", ""), ("ed", ""), ("es", "e"), ("s", "")):
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            word = word[: -len(ending)] + instead
            break
    return word.rstrip("e")[:7] if len(word) > 4 else word


STOPPED = frozenset(map(stem, SMALL)) | SMALL
COMMON_STEMS = frozenset(map(stem, COMMON)) | COMMON


def stems(text: str, *, telling: bool = False) -> frozenset[str]:
    """The stems of a text's words that carry meaning; with `telling`, only of those that tell passages apart."""
    found = frozenset(map(stem, WORD.findall(text))) - STOPPED
    found = frozenset(one for one in found if len(one) > 1)
    return found - COMMON_STEMS if telling else found
