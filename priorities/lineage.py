"""An action's years in words: "Third year carried forward, date moved twice"."""

ORDINALS = ("First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth")
TIMES = {1: "once", 2: "twice"}


def lineage_words(times_carried: int, times_moved: int) -> str:
    """What became of an action over the years: in how many it was carried forward, how often its due date was moved.

    Empty for an action that is new and whose date still stands.
    """
    parts = []
    if times_carried:
        parts.append(f"{_ordinal(times_carried)} year carried forward")
    if times_moved:
        parts.append(f"date moved {TIMES.get(times_moved, f'{times_moved} times')}")
    words = ", ".join(parts)
    return words[:1].upper() + words[1:]


def _ordinal(number: int) -> str:
    """ "First" to "Ninth" in words, then "10th", "11th", "21st", as the GOV.UK content guide has it."""
    if number <= len(ORDINALS):
        return ORDINALS[number - 1]
    in_teens = number % 100 in (11, 12, 13)
    return f"{number}{'th' if in_teens else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"
