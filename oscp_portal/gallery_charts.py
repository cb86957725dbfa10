"""A chart of every kind for the gallery: made-up figures, with all that charts must show truthfully."""

from decimal import Decimal

from core.charts import Break, Chart, Kind, Level, Point, Series
from core.formats import money

YEARS = ("2021-22", "2022-23", "2023-24", "2024-25", "2025-26")
STREAMS = ("Drugs", "Youth justice", "Community safety", "Domestic abuse", "Victims", "Other")


def example_charts() -> tuple[Chart, ...]:
    """One chart of each kind, and of each thing that one must be able to tell from it."""
    return (_bars(), _years_side_by_side(), _stacked(), _line(), _lines(), _slope(), _sparkline())


def _years(name: str, *values: int | None) -> Series:
    return Series.of(name, zip(YEARS, values, strict=True))


def _bars() -> Chart:
    pairs = [
        ("Drug intervention", Decimal(461_484)),
        ("Youth justice", Decimal(134_160)),
        ("Community safety in the districts, antisocial behaviour among it", Decimal(110_650)),
        ("Safeguarding", None),
    ]
    return Chart(
        kind=Kind.BARS,
        title="Grant by stream, 2013-14",
        finding="Drug intervention has £461,484, more than three times the next stream.",
        unit="£",
        series=(Series.of("", pairs, write=money),),
        levels=(Level("Average of the year before", Decimal(180_000), "£180,000"),),
    )


def _years_side_by_side() -> Chart:
    districts = ("The city", "The vale", "The hills")
    last = Series.of("2025-26", zip(districts, (Decimal("9.1"), Decimal("3.4"), None), strict=True))
    so_far = tuple(Point(name, value, is_provisional=True) for name, value in zip(districts, (4, 2, 1), strict=True))
    return Chart(
        kind=Kind.BARS,
        title="Burglaries in each district",
        finding="Burglaries fell in the city and in the vale; the hills have not reported yet.",
        unit="per 1,000 homes",
        series=(Series.of("2024-25", zip(districts, (11, 4, 2), strict=True)), last, Series("2026-27", so_far)),
    )


def _stacked() -> Chart:
    amounts = ((100, 120), (120, 130), (140, 140), (160, 150), (180, 160), (40, 12))
    years = ("2013-14: £740,000", "2014-15: £712,000")
    series = [Series.of(name, zip(years, pair, strict=True)) for name, pair in zip(STREAMS, amounts, strict=True)]
    return Chart(
        kind=Kind.STACKED,
        title="Where the grant went",
        finding="The grant fell by £28,000; help for victims lost the most.",
        unit="£ thousand",
        series=tuple(series),
    )


def _line() -> Chart:
    points = (
        Point("2010-11", 38_214),
        Point("2011-12", 37_068),
        Point("2012-13", 33_587),
        Point("2013-14", None),
        Point("2014-15", 34_011),
        Point("2015-16", 35_500, "35,500", is_provisional=True),
    )
    return Chart(
        kind=Kind.LINE,
        title="Recorded crime in the county",
        finding="Recorded crime fell by 9.4% in a year: 33,587, from 37,068. Later years count otherwise.",
        unit="Offences",
        series=(Series("", points),),
        breaks=(Break("2014-15", "Fraud is counted nationally from April 2014."),),
        levels=(Level("Target", 35_000),),
    )


def _lines() -> Chart:
    return Chart(
        kind=Kind.LINE,
        title="Violence with injury",
        finding="The city's rate fell from 12 to 9, and is still above that of places like it.",
        unit="per 1,000 residents",
        series=(
            _years("The city", 12, 11, 11, 10, 9),
            _years("Most similar group", 8, 8, 7, 7, 7),
            _years("The force", 6, None, 6, 6, 7),
        ),
    )


def _slope() -> Chart:
    def ends(name: str, before: int | None, after: int) -> Series:
        return Series.of(name, (("2023-24", before), ("2025-26", after)))

    return Chart(
        kind=Kind.SLOPE,
        title="Repeat victims of domestic abuse",
        finding="Fewer in the city: 84, from 95. More in the vale: 66, from 60.",
        unit="People",
        series=(ends("The city", 95, 84), ends("The vale", 60, 66), ends("The hills and the downs", 58, 64)),
    )


def _sparkline() -> Chart:
    return Chart(
        kind=Kind.SPARK,
        title="Thefts of bicycles",
        finding="Down to 402, from 611.",
        unit="Offences",
        series=(_years("", 611, 590, None, 433, 402),),
    )
