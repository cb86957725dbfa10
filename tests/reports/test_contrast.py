"""Colours against white paper."""

import pytest

from reports.contrast import contrast_with_white, darkened, is_readable_on_white


def test_black_and_white_stand_at_the_ends_of_the_scale():
    assert contrast_with_white("#000000") == pytest.approx(21)
    assert contrast_with_white("#ffffff") == pytest.approx(1)


def test_the_greys_that_the_guidelines_are_known_by_fall_on_their_sides():
    assert is_readable_on_white("#767676")
    assert not is_readable_on_white("#777777")


@pytest.mark.parametrize("colour", ["#8ab4d8", "#ffd700", "#ffffff", "#00ff00", "#777777", "#ff69b4"])
def test_a_darkened_colour_passes_and_the_next_lighter_one_does_not(colour):
    found = darkened(colour)
    assert is_readable_on_white(found)
    first, last = bytes.fromhex(colour[1:]), bytes.fromhex(found[1:])
    assert all(now <= was for was, now in zip(first, last, strict=True))
    lighter = bytes(min(255, part + 2) if part else 0 for part in last)
    assert not is_readable_on_white(f"#{lighter.hex()}")


def test_a_colour_that_can_be_read_is_left_as_it_is():
    assert darkened("#1d3557") == "#1d3557"
