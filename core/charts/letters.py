"""How wide words are when drawn, near enough to part them into lines: SVG breaks none by itself."""

from itertools import pairwise

SIZE = 13
LINE = 17
ROOM_FOR_OTHER_FONTS = 1.12  # where Source Sans is not at hand, Arial stands in for it, whose digits are wider

# The advance widths of Source Sans 3 from the space to the tilde, in thousandths of the size.
ASCII = (
    *(200, 289, 426, 497, 497, 824, 609, 249, 303, 303, 418, 497, 249, 311, 249, 350),
    *(497, 497, 497, 497, 497, 497, 497, 497, 497, 497, 249, 249, 497, 497, 497, 425),
    *(847, 544, 588, 571, 615, 527, 494, 617, 652, 263, 480, 579, 486, 727, 647, 664),
    *(566, 664, 569, 534, 536, 645, 515, 786, 513, 476, 539, 303, 350, 303, 497, 500),
    *(542, 504, 553, 456, 555, 496, 292, 504, 544, 246, 247, 495, 255, 829, 547, 542),
    *(555, 555, 347, 419, 338, 544, 467, 719, 446, 467, 425, 303, 241, 303, 497),
)
LATIN, REST = 560, 1_000  # other letters: of European scripts, and all beyond


def width(words: str) -> float:
    """About how wide words are, in units of the drawing."""
    total = 0
    for letter in words:
        code = ord(letter) - 32
        total += ASCII[code] if 0 <= code < len(ASCII) else LATIN if code < 0x2E00 else REST
    return total * SIZE * ROOM_FOR_OTHER_FONTS / 1_000


def cut(words: str, room: float) -> str:
    """The words, cut short with an ellipsis where they are wider than `room`."""
    if width(words) <= room:
        return words
    kept = words[: max(1, int(room))]
    while len(kept) > 1 and width(f"{kept}…") > room:
        kept = kept[:-1]
    return f"{kept.rstrip()}…"


def without_brackets(words: str) -> str:
    """A figure without what stands in brackets behind it: "4.16" of "4.16 (624 of 150,000)". The table has it all."""
    return words.partition(" (")[0] or words


def lines(words: str, room: float, most: int = 3) -> list[str]:
    """The words in at most so many lines no wider than `room`; what does not fit is cut with an ellipsis."""
    made = [""]
    for word in words.split():
        longer = f"{made[-1]} {word}".strip()
        if made[-1] and width(longer) > room:
            made.append(word)
        else:
            made[-1] = longer
        if len(made) > most:
            break
    if len(made) > most:
        made[most - 1 :] = [f"{made[most - 1]} {made[most]} …"]
    return [cut(line, room) for line in made]


def longest_word(words: str) -> float:
    """The width of the widest word: narrower than that no line can be."""
    return max(map(width, words.split()), default=0)


def spread(places: list[tuple[float, float]], top: float, bottom: float) -> list[float]:
    """Where labels go that want to stand at these heights, each (middle, height): near by, and none upon another."""
    order = sorted(range(len(places)), key=lambda index: places[index][0])
    middles = [0.0] * len(places)
    edge = top
    for index in order:
        middle, height = places[index]
        middles[index] = max(middle, edge + height / 2)
        edge = middles[index] + height / 2
    edge = bottom
    for index in reversed(order):
        height = places[index][1]
        middles[index] = min(middles[index], edge - height / 2)
        edge = middles[index] - height / 2
    return middles


def fits_in(slots: list[tuple[float, float]]) -> bool:
    """Whether labels, each from a left to a right, stand clear of each other."""
    return all(right <= left for (_, right), (left, _) in pairwise(slots))
