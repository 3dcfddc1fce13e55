"""Formats that are drawn rather than written: the chart as a web page, a picture, a sheet of paper."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from workbench.app import picturing, printing
from workbench.case.charts import Chart
from workbench.case.exporting import write_whole
from workbench.drawing.paper import Format as Paper
from workbench.report.exchange.graded import Graded
from workbench.report.extract import Extract
from workbench.report.formats.format import Format, Written, writes
from workbench.report.losses import counted

SHEET = "A3"


@writes(
    "html",
    title="Web page of the chart",
    suffix=".html",
    does="The chart to move and to point at in any browser; the page loads nothing from outside.",
    cannot=("Records: a line says where its first row stands, on charts of up to 400 lines.",),
)
def html(extract: Extract, out: Path) -> Written:
    """The chart as one page."""
    write_whole(out, picturing.page(extract.case, extract.graph, _chart(extract), extract.filters).encode())
    return _written(extract)


@writes(
    "png",
    title="Picture of the chart",
    suffix=".png",
    does="The chart with its legend for a letter or a slide.",
    cannot=("Source references: a picture says who is joined to whom, not in which row that stands.",),
)
def png(extract: Extract, out: Path) -> Written:
    """The chart as a picture."""
    picturing.picture(extract.case, out, graph=extract.graph, chart=_chart(extract), filters=extract.filters)
    return _written(extract)


@writes(
    "pdf",
    title="Chart on paper",
    suffix=".pdf",
    does=f"The chart on a sheet of {SHEET} with legend, handling code and what is not shown.",
    cannot=("Source references: a sheet says who is joined to whom, not in which row that stands.",),
)
def pdf(extract: Extract, out: Path) -> Written:
    """The chart on paper."""
    handling = Graded(extract).handling
    sheet = printing.chart_sheet(
        extract.case, extract.graph, _chart(extract), handling=handling, filters=extract.filters
    )
    printing.save(sheet, out, Paper(SHEET))
    return _written(extract)


def drawn() -> dict[str, Format]:
    """The formats of this file, by id."""
    return {one.id: one for one in (html, png, pdf)}


def _chart(extract: Extract) -> Chart:
    """The chart with those alone whom the extract holds."""
    chart = extract.chart or picturing.starting_chart(extract.case, extract.graph)
    return replace(chart, shown=[e for e in chart.shown if extract.has(e)])


def _written(extract: Extract) -> Written:
    amounts = extract.amounts
    lost = f"{counted(amounts.happenings, 'record')} not told one by one."
    return Written({"entities": amounts.things, "links": amounts.ties}, [lost] if amounts.happenings else [])
