"""What charts look like, as read from their SVG."""

import io
from decimal import Decimal
from xml.etree import ElementTree

import pytest
import resvg_py
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from core.charts import NARROW, WIDE, Break, Chart, Kind, Level, Point, Series, draw
from core.charts.letters import SIZE, spread, width

SVG = "{http://www.w3.org/2000/svg}"
words = st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn")), max_size=25)
values = st.none() | st.decimals(-(10**9), 10**9, places=2)


@st.composite
def charts(draw):
    kind = draw(st.sampled_from(Kind))
    count = 2 if kind is Kind.SLOPE else draw(st.integers(1, 9))
    labels = draw(st.lists(words, min_size=count, max_size=count, unique=True))
    allowed = values.map(lambda value: abs(value) if value is not None else None) if kind is Kind.STACKED else values

    def points():
        return tuple(Point(label, draw(allowed), draw(words), draw(st.booleans())) for label in labels)

    series = tuple(Series(f"{number}{draw(words)}", points()) for number in range(draw(st.integers(1, 6))))
    breaks = tuple(Break(label, "Counted otherwise.") for label in labels[1:2] if draw(st.booleans()))
    levels = tuple(Level(draw(words), 7) for _ in range(draw(st.integers(0, 2))))
    return Chart(kind, draw(words), draw(words), draw(words), series, breaks, levels)


def line(*values, kind=Kind.LINE, **parts):
    points = tuple(Point(f"{2020 + at}", value) for at, value in enumerate(values))
    return Chart(kind, "Crime", "It fell.", "", (Series("", points),), **parts)


def read(chart, **how):
    return ElementTree.fromstring(draw(chart, **how).svg)  # noqa: S314  # our own


def texts(root):
    return ["".join(found.itertext()) for found in root.iter(f"{SVG}text")]


@settings(deadline=None)
@given(chart=charts(), across=st.sampled_from([NARROW, WIDE]))
def test_any_chart_is_well_formed_says_what_it_shows_and_asks_nothing_of_the_page(chart, across):
    drawn = draw(chart, width=across)
    if all(point.value is None for one in chart.series for point in one.points):
        assert drawn is None
        return
    root = ElementTree.fromstring(drawn.svg)  # noqa: S314  # our own
    assert root.find(f"{SVG}title").text == chart.alternative
    assert {found.tag.removeprefix(SVG) for found in root.iter()} <= {"svg", "title", "text", "rect", "path", "circle"}
    assert not [name for found in root.iter() for name in found.attrib if name in ("id", "style", "class")]
    assert drawn.svg == draw(chart, width=across).svg
    for found in root.iter(f"{SVG}rect"):
        assert float(found.get("width")) >= 0
        assert float(found.get("x")) + float(found.get("width")) <= drawn.width + 3


@settings(deadline=None)
@given(chart=charts())
def test_no_words_leave_the_drawing(chart):
    drawn = draw(chart)
    for found in ElementTree.fromstring(drawn.svg).iter(f"{SVG}text") if drawn else ():  # noqa: S314  # our own
        x, across = float(found.get("x")), width(found.text)
        left = x - {"middle": across / 2, "end": across}.get(found.get("text-anchor"), 0)
        assert left >= -1
        assert left + across <= drawn.width + 1
        assert SIZE * 0.7 <= float(found.get("y")) <= drawn.height + 1


def test_a_line_stops_at_a_gap_and_at_a_break():
    def joined(chart):
        tracks = [found.get("d") for found in read(chart).iter(f"{SVG}path") if found.get("stroke-width") == "2"]
        return [track.count("L") + 1 for track in tracks if "L" in track and "#0b0c0c" not in track]

    assert joined(line(5, 4, 3, 2)) == [4]
    assert joined(line(5, 4, None, 3, 2)) == [2, 2]
    broken = read(line(5, 4, 3, 2, breaks=(Break("2022", "Fraud."),)))
    solid = [p for p in broken.iter(f"{SVG}path") if p.get("stroke-width") == "2" and not p.get("stroke-dasharray")]
    assert [track.get("d").count("L") for track in solid] == [1, 1]
    assert "Break" in texts(broken)


def test_a_point_between_two_gaps_is_still_shown():
    assert len([*read(line(None, 4, None)).iter(f"{SVG}circle")]) == 1


def test_a_blank_is_not_nought():
    bars = read(line(0, None, 5, kind=Kind.BARS))
    assert len([*bars.iter(f"{SVG}rect")]) == 1
    assert [text for text in texts(bars) if text in ("0", "no figure", "5")] == ["0", "no figure", "5"]


def test_bars_are_as_long_as_their_values_from_one_nought():
    bars = list(read(line(1811, -2240, 2534, kind=Kind.BARS)).iter(f"{SVG}rect"))
    long = [float(bar.get("width")) for bar in bars]
    assert long[0] / long[2] == pytest.approx(1811 / 2534, abs=0.01)
    assert long[1] / long[2] == pytest.approx(2240 / 2534, abs=0.01)
    assert float(bars[1].get("x")) + long[1] == pytest.approx(float(bars[2].get("x")), abs=0.2)


def test_a_scale_that_leaves_out_nought_says_so():
    assert "The scale starts at 32,000" in texts(read(line(38_100, 37_068, 33_587)))
    assert not [text for text in texts(read(line(5, 1))) if "scale" in text]


def test_figures_stand_at_the_points_of_a_line_where_there_is_room():
    assert {"38,100", "37,068", "33,587"} <= set(texts(read(line(38_100, 37_068, 33_587))))
    many = texts(read(line(*range(1_000_001, 1_000_031))))
    assert {"1,000,001", "1,000,030"} <= set(many)
    assert "1,000,015" not in many


def test_series_differ_by_more_than_colour():
    two = tuple(Series(name, (Point("a", 5), Point("b", 4))) for name in ("One", "Two", "Three"))
    lines = read(Chart(Kind.LINE, "T", "F", "", two))
    dashes = {found.get("stroke-dasharray") for found in lines.iter(f"{SVG}path") if found.get("stroke-width") == "2"}
    assert len(dashes) == 3
    stacked = draw(Chart(Kind.STACKED, "T", "F", "", two)).svg
    drawn = Image.open(io.BytesIO(resvg_py.svg_to_bytes(svg_string=stacked, background="#ffffff"))).convert("L")
    row = [drawn.getpixel((x, int(drawn.height * 0.75))) for x in range(drawn.width)]
    assert len({tone // 40 for tone in row}) >= 4  # dark, hatched in pale and dark, middling, white


def test_a_provisional_point_is_hollow():
    points = (Point("a", 5), Point("b", 4, is_provisional=True))
    fills = [
        found.get("fill") for found in read(Chart(Kind.LINE, "T", "F", "", (Series("", points),))).iter(f"{SVG}circle")
    ]
    assert fills == ["#1d4d43", "#ffffff"]


def test_a_target_is_drawn_and_named():
    root = read(line(5, 4, kind=Kind.BARS, levels=(Level("Target", Decimal(3)),)))
    assert "Target 3" in texts(root)


def test_more_labels_than_a_picture_holds_are_left_to_the_table():
    assert draw(line(*range(61), kind=Kind.BARS)) is None
    assert draw(line(*range(61))) is not None


def test_labels_that_want_one_place_stand_one_under_the_other():
    assert spread([(50, 20), (50, 20), (10, 20)], 0, 100) == [50, 70, 10]
    assert spread([(95, 20), (96, 20)], 0, 100) == [70, 90]
