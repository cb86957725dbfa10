"""The words of a text that carry its meaning, cut to their stems, so that two tellings of one thing can be matched."""

import re
from functools import lru_cache

WORD = re.compile(r"[a-z][a-z’']*[a-z]|[a-z]", re.IGNORECASE | re.ASCII)
SMALL = frozenset(
    """a about above across after again against all also although always am among an and any are around as at away be
    became because become been before began being below between both but by came can could did do does doing done down
    during each either else ever every few first for from further get go goes going gone had has have having he her here
    hers him his how however if in including into is it its itself just last least less like made make makes many may
    me might more most much must my near need new next no nor not now of off on once one only or other others our out
    over own part per put same say says see seen set several she should since so some still such than that the their
    them themselves then there these they this those though through throughout to too toward towards under until up upon
    us used using very via was way we well were what when where whether which while who whom whose why will with within
    without would year years yet you your ensure continue continued keep kept take takes taken work works working
    worked number numbers people""".split()
)
# What nearly every passage of these papers is about tells none of them apart.
COMMON = frozenset(
    """partnership partner communit community safety crime area agency agencie agenci support plan priorit priority
    activit activity deliver delivery develop development local service action project include approach public multi
    board reduc reduce tackl tackle""".split()
)


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
