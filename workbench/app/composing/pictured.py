"""Views of the case as pictures in a report: charts, timelines, maps, hours of the week, and what is not on them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from workbench.app import charting, filter_words, mapping, picturing, picturing_map, picturing_time, tracks
from workbench.app.composing.bench import Bench
from workbench.app.composing.counts import counted
from workbench.app.composing.lines import said_by_lines
from workbench.drawing import map_picture, time_pictures
from workbench.drawing.legend import NEUTRAL, LinkLook, Swatch
from workbench.drawing.picture import as_png, draw_picture
from workbench.model.document import Block, Facts, Heading, Paragraph, Picture
from workbench.model.problems import Problem

RATIO = 3.0  # pixels for each point of the picture: about 400 an inch on paper
SMALL, LARGE = (900, 600), (1250, 860)  # points of a picture, by how much is on it
CROWDED = 45  # entities up to which the small one does
GONE = Problem("the chart is no longer in the case", "take this part out of the report")


def chart(bench: Bench, what: Mapping[str, Any]) -> list[Block]:
    """A chart as it stands, what it does not show, and what its lines say."""
    case, found = bench.case, bench.chart(what.get("chart"))
    if found is None:
        raise GONE
    graph = bench.seen_by(found)
    drawn = charting.draw(case, graph, found)
    name = bench.figure()
    filters = filter_words.listed(case, found.looked.filters)
    bench.filters[f"{name}, {found.title}"] = filters
    looks = [LinkLook(*look) for look in charting.legend(case, drawn, graph)]
    looks += [LinkLook(said, NEUTRAL, standing) for said, standing in charting.standings(drawn)]
    image = draw_picture(
        drawn.chart, SMALL if len(drawn.chart) <= CROWDED else LARGE, links=looks, device_pixel_ratio=RATIO,
        swatches=[Swatch(f"{group} ({n:,})", colour) for group, colour, n in drawn.meaning.groups],
    )  # fmt: skip
    live = picturing.page(case, graph, found) if bench.live else ""
    facts = [
        ("Shown", charting.counted(drawn)),
        ("Hidden by hand", counted(drawn.hidden, "entity", "entities")),
    ]
    facts.append(("Filters", "; ".join(filters) or "none"))
    facts += [("Drawn by", said) for said in (drawn.meaning.sizes, drawn.meaning.lines) if said]
    return [
        Heading(what.get("title") or found.title or "Chart", 2),
        Picture(
            as_png(image), f"{name}. {found.title}, as it stood when this report was written.", live=live
        ),
        Facts(tuple(facts)),
        *said_by_lines(bench, graph, drawn, name),
    ]


def timeline(bench: Bench, what: Mapping[str, Any]) -> list[Block]:
    """The timeline of a chart, with a lane for each of some entities."""
    found = bench.chart(what.get("chart"))
    if found is None:
        raise GONE
    shown = picturing_time.timeline(
        bench.case, time_pictures.plot_width(SMALL), bench.seen_by(found), found,
        entities=what.get("entities", ()), moments=_moments(what),
    )  # fmt: skip
    high = round(time_pictures.whole_height(shown.scene, (), SMALL[0])) + 40
    image = time_pictures.draw_timeline(shown.scene, (), (SMALL[0], high), device_pixel_ratio=RATIO)
    name = bench.figure()
    bench.filters[f"{name}, timeline of {found.title}"] = filter_words.listed(
        bench.case, found.looked.filters
    )
    return [
        Heading(what.get("title") or f"Timeline of {found.title}", 2),
        Picture(as_png(image), f"{name}. What happened when, of all that {found.title} shows."),
        *(Paragraph(sentence, "note") for sentence in shown.said),
    ]


def map_(bench: Bench, what: Mapping[str, Any]) -> list[Block]:
    """The map: the ways of some entities, or all places of the case."""
    case, chosen = bench.case, frozenset(int(e) for e in what.get("entities", ()))
    graph = bench.graph
    found = tracks.gather(case, graph, chosen, (), _moments(what), tracks.left_in(case, graph, ()))
    if found.nothing:
        raise Problem("nothing in this case says where anything is", "import cells or addresses with a place")
    image = map_picture.draw_map(
        mapping.scene(case, found), SMALL, lines=picturing_map.lines(case, found), chosen=chosen,
        device_pixel_ratio=RATIO,
    )  # fmt: skip
    name = bench.figure()
    bench.filters[f"{name}, map"] = ()
    whom = ", ".join(graph.captions[graph.node_of[e]] for e in sorted(chosen) if e in graph.node_of)
    return [
        Heading(what.get("title") or "Map", 2),
        Picture(
            as_png(image), f"{name}. {f'Where {whom} was seen' if whom else 'Every place the case knows'}."
        ),
        Paragraph(picturing_map.counted(found), "note"),
        Paragraph(
            "A cell is an area and no point: a phone was somewhere in it. Places that are not known well enough are "
            "counted, not drawn.",
            "note",
        ),
    ]


def pattern(bench: Bench, what: Mapping[str, Any]) -> list[Block]:
    """The hours of the week of one or two entities, or of all on a chart."""
    found = bench.chart(what.get("chart"))
    if found is None:
        raise GONE
    made = picturing_time.weeks(
        bench.case, bench.seen_by(found), found, entities=what.get("entities", ()), moments=_moments(what)
    )
    image = time_pictures.draw_weeks(made, (SMALL[0], 330 * len(made)), device_pixel_ratio=RATIO)
    name = bench.figure()
    bench.filters[f"{name}, hours of the week"] = filter_words.listed(bench.case, found.looked.filters)
    whom = ", ".join(week.title for week in made[:2])
    return [
        Heading(what.get("title") or "Hours of the week", 2),
        Picture(as_png(image), f"{name}. On which days and at which hours: {whom}."),
    ]


def _moments(what: Mapping[str, Any]) -> tuple[int, int] | None:
    said: Sequence[int] = what.get("moments") or ()
    return (int(said[0]), int(said[1])) if said else None
