"""A chart or the map of a case on paper: what a sheet must say, for the window and the command line alike."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from workbench.app import (
    arranging,
    charting,
    filter_words,
    mapping,
    picturing,
    picturing_map,
    picturing_time,
    tracks,
)
from workbench.app.layouts import Wish
from workbench.app.tracks import Left
from workbench.case import graphs
from workbench.case.cases import Case
from workbench.case.charts import Chart
from workbench.case.scope import Stretch
from workbench.drawing import engraving, map_picture, paper, time_pictures
from workbench.drawing.legend import NEUTRAL, Item, LinkLook, Swatch, coloured
from workbench.drawing.paper import Format, Sheet
from workbench.drawing.theme import LIGHT
from workbench.model.filters import Filter
from workbench.model.graph import Graph
from workbench.model.problems import Problem

VIEWS = ("chart", "map", "timeline", "pattern")
WIDE = 1400.0  # screen pixels a timeline is made for, whatever the paper


def chart_sheet(
    case: Case, graph: Graph | None = None, chart: Chart | None = None, *, handling: str = "",
    wish: Wish | None = None, filters: Sequence[Filter] = (),
) -> Sheet:  # fmt: skip
    """A sheet with a chart: the case's first where none is given, in the layout of a `wish`, through `filters` too."""
    graph, chart = picturing.given(case, graph, chart, filters)
    if wish is not None:
        chart = arranging.laid_out(case, graph, chart, wish)
    drawn = charting.draw(case, graph, chart)
    swatches = [Swatch(f"{name} ({n:,})", colour) for name, colour, n in drawn.meaning.groups]
    items: list[Item] = [*coloured(drawn.chart, swatches)]
    items += [LinkLook(*look) for look in charting.legend(case, drawn, graph)]
    items += [LinkLook(name, NEUTRAL, standing) for name, standing in charting.standings(drawn)]
    hidden = drawn.hidden
    filtered = filter_words.listed(case, chart.looked.filters)
    notes = [
        charting.counted(drawn)
        + (f"; {hidden:,} hidden by hand" if hidden else "; none hidden by hand")
        + ".",
        "Filters: " + ("; ".join(filtered) if filtered else "none") + ".",
        *([drawn.meaning.sizes + "."] if drawn.meaning.sizes else []),
    ]

    def paint(painter: object, box: object) -> Sequence[str]:
        crowded = engraving.engrave(painter, drawn.chart, box)  # type: ignore[arg-type]
        return (
            [f"{crowded:,} captions found no room at this size; a larger sheet shows them."]
            if crowded
            else []
        )

    return _sheet(case, picturing.title_of(case, chart), paint, items, notes, handling)


def map_sheet(
    case: Case,
    graph: Graph | None = None,
    *,
    entities: Sequence[int] = (),
    handling: str = "",
    left: Left | None = None,
    filters: Sequence[Filter] = (),
) -> Sheet:
    """A sheet with the map: the ways of these entities, or all places of the case; `left` is what a chart's filters
    leave, `filters` apply to all of the case. Problem where nothing of it can be placed."""
    graph = graph or graphs.read(case)
    left = tracks.left_in(case, graph, filters) if left is None else left
    found = tracks.gather(case, graph, frozenset(entities), left=left)
    if found.nothing:
        raise Problem("nothing in this case says where anything is", "import cells or addresses with a place")
    scene = mapping.scene(case, found)
    paint = paper.pictured(
        lambda size, ratio: map_picture.draw_map(
            scene, size, LIGHT, chosen=frozenset(entities), device_pixel_ratio=ratio
        )
    )
    title = case.about.title or case.path.stem
    return _sheet(case, f"{title} – Map", paint, (), [picturing_map.counted(found)], handling)


def timeline_sheet(
    case: Case, graph: Graph | None = None, chart: Chart | None = None, *, entities: Sequence[int] = (),
    moments: Stretch = None, filters: Sequence[Filter] = (), handling: str = "",
) -> Sheet:  # fmt: skip
    """A sheet with the timeline of a chart, and a lane for each of some entities."""
    shown = picturing_time.timeline(
        case, WIDE, graph, chart, entities=entities, moments=moments, filters=filters
    )
    paint = time_pictures.timeline_paint(shown.scene, shown.said, WIDE)
    return _sheet(case, shown.title, paint, (), (), handling)


def pattern_sheet(
    case: Case, graph: Graph | None = None, chart: Chart | None = None, *, entities: Sequence[int] = (),
    moments: Stretch = None, filters: Sequence[Filter] = (), handling: str = "",
) -> Sheet:  # fmt: skip
    """A sheet with the hours of the week of one or two entities, or of all on a chart."""
    found = picturing_time.weeks(case, graph, chart, entities=entities, moments=moments, filters=filters)
    title = f"{case.about.title or case.path.stem} – Pattern of life"
    said = filter_words.listed(case, [*(chart.looked.filters if chart else ()), *filters])
    notes = [f"Filters: {'; '.join(said)}."] if said else []
    return _sheet(case, title, time_pictures.weeks_paint(found), (), notes, handling)


def _sheet(
    case: Case, title: str, paint: paper.Paint, items: Sequence[Item], notes: Sequence[str], handling: str
) -> Sheet:
    authority = [f"Authority: {case.about.authority}."] if case.about.authority else []
    return Sheet(
        title, paint, items, [*notes, *authority], f"Made by {case.analyst}", f"Printed {_now()}", handling
    )


def _now() -> str:
    now = datetime.now(UTC)
    return f"{now.day} {now:%B %Y, %H:%M} UTC"


def save(sheet: Sheet, out: Path, form: Format) -> int:
    """Writes a PDF; answers how many pages it has."""
    return paper.save(sheet, out, form)
