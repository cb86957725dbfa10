from dataclasses import replace

import pytest

from reports.content import ContentError, Masthead, check, from_json, picture, picture_size, to_json
from tests.reports.pictures import as_logo, chunk, png
from tests.reports.sample_paper import SAMPLE

GIF = b"GIF89a\x01\x00\x01\x00\x00\x00\x00;"
SVG = "data:image/svg+xml;base64,PHN2Zy8+"
WHOLE = png()
NOISE = bytes(range(256)) * 300
REFUSED = {
    "a drawing": (SVG, "not a PNG"),
    "a page": ("data:text/html;base64,PGI+", "not a PNG"),
    "a picture of another kind under the name of PNG": (as_logo(GIF), "damaged or no PNG"),
    "letters that are no base64": ("data:image/png;base64,@@@@", "damaged"),
    "nothing": ("data:image/png;base64,", "damaged"),
    "a signature alone": (as_logo(WHOLE[:8]), "damaged"),
    "half a picture": (as_logo(WHOLE[: len(WHOLE) // 2]), "damaged"),
    "a picture without its end": (as_logo(WHOLE[:-12]), "damaged"),
    "an altered picture": (as_logo(WHOLE.replace(b"IDAT", b"JDAT")), "damaged"),
    "a picture with something behind it": (as_logo(WHOLE + b"<script>"), "damaged"),
    "a picture with two ends": (as_logo(WHOLE + chunk(b"IEND", b"")), "damaged"),
    "a picture without width": (as_logo(png(ihdr=bytes(4) + b"\0\0\0\x09\x08\x06\0\0\0")), "damaged"),
    "a header too short": (as_logo(png(ihdr=b"\0\0\0\x09" * 2)), "damaged"),
    "a picture wider than a wall": (as_logo(png(2_001, 1)), "2,001 by 1 pixels"),
    "a picture that says it is huge": (as_logo(png(ihdr=b"\x7f\xff\xff\xff" * 2 + b"\x08\x06\0\0\0")), "2,000 a side"),
    "a picture too large to carry": (as_logo(png(drawn=NOISE[:70_000])), "the most is 90,000"),
    "a key without end": ("x" * 3_000, "word of more than 2,000"),
}


def with_logo(logo, alt="The council's arms"):
    return replace(SAMPLE, masthead=Masthead("Wexbridge City Council", logo, alt))


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_fit_logo_is_refused_with_a_sentence(name):
    logo, words_of_it = REFUSED[name]
    with pytest.raises(ContentError) as refusal:
        check(with_logo(logo))
    assert words_of_it in str(refusal.value)
    assert str(refusal.value).endswith(".")
    assert len(str(refusal.value)) < 250


def test_an_uploaded_logo_is_part_of_the_paper():
    paper = with_logo(as_logo(png(2_000, 40)))
    assert from_json(to_json(paper)) == paper
    assert picture_size(picture(paper.masthead.logo)) == (2_000, 40)


def test_a_logo_of_nearly_ninety_thousand_characters_is_taken():
    logo = as_logo(png(drawn=NOISE[:67_000]))
    assert 89_000 < len(logo) <= 90_000
    check(with_logo(logo))
