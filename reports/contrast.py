"""How well a colour can be told from white paper, as the Web Content Accessibility Guidelines 2.2 reckon it.

Text needs 4.5 to 1 (success criterion 1.4.3), lines and bars that say something 3 to 1 (1.4.11). A house style has one
colour for both, so it needs the higher.
"""

NEEDED = 4.5


def contrast_with_white(colour: str) -> float:
    """The contrast of a colour such as "#1d3557" with white: from 1, which is white itself, to 21, which is black."""
    return 1.05 / (_luminance(_parts(colour)) + 0.05)


def is_readable_on_white(colour: str) -> bool:
    """Whether text in a colour can be read on white paper."""
    return contrast_with_white(colour) >= NEEDED


def darkened(colour: str) -> str:
    """The nearest darker colour of the same hue that can be read on white; a colour that can is left as it is."""
    parts = _parts(colour)
    shades = (tuple(round(part * share / 255) for part in parts) for share in range(255, -1, -1))
    return next(found for found in map(_written, shades) if is_readable_on_white(found))


def _parts(colour: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(colour.removeprefix("#")))


def _written(parts: tuple[int, ...]) -> str:
    return f"#{bytes(parts).hex()}"


def _luminance(parts: tuple[int, ...]) -> float:
    """The relative luminance of red, green and blue, each of 0 to 255."""
    red, green, blue = (_linear(part / 255) for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
