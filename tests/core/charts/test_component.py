"""A chart on a page: its words, its drawings, its table."""

from dataclasses import replace

from django.template.loader import render_to_string

from core.charts import Chart, Kind, Point, Series
from oscp_portal.gallery_charts import example_charts

LINE = Chart(
    Kind.LINE, "Thefts <b>", "They fell & fell.", "Offences", (Series("", (Point("2024", 9), Point("2025", None))),)
)


def shown(chart, **context):
    return render_to_string("components/chart.html", {"chart": chart, **context})


def test_a_page_says_the_finding_draws_it_twice_and_gives_the_figures():
    html = shown(LINE)
    assert '<strong class="portal-chart__title">Thefts &lt;b&gt;</strong> They fell &amp; fell.' in html
    assert html.count("<title>Line chart: Thefts &lt;b&gt;. They fell &amp; fell.</title>") == 2
    assert '<th scope="row" class="govuk-table__header">2025</th>' in html
    assert '<td class="govuk-table__cell govuk-table__cell--numeric">no figure</td>' in html
    assert "2025: no figure." in html
    assert "<details" in html
    assert "<details" not in shown(LINE, is_open=True)


def test_a_sparkline_is_drawn_once():
    assert shown(replace(LINE, kind=Kind.SPARK)).count("<svg") == 1


def test_a_chart_without_a_figure_is_its_table():
    html = shown(replace(LINE, series=(Series("", (Point("2024", None),)),)))
    assert "<svg" not in html
    assert "no figure" in html


def test_nothing_of_it_asks_for_a_style_or_a_script_of_its_own():
    for chart in example_charts():
        html = shown(chart)
        assert not [word for word in ("style=", "<style", "<script", " id=", "href") if word in html]


def test_the_gallery_has_every_kind():
    assert {chart.kind for chart in example_charts()} == set(Kind)
