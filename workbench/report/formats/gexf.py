"""GEXF 1.3 for Gephi: entities and links with places, colours, weights, and from when to when links are told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path

from workbench.report import piecewise
from workbench.report.columns import THING, TIE, Cell, caller, fact_cells, thing_cells, tie_cells, utc
from workbench.report.extract import Extract
from workbench.report.extracted import Thing, Tie
from workbench.report.formats.format import Written, writes
from workbench.report.losses import counted, of_graph
from workbench.report.rgb import rgb
from workbench.report.xml_text import escaped

SPACE = "http://gexf.net/1.3"
HEAD = (
    f'<?xml version="1.0" encoding="UTF-8"?>\n<gexf xmlns="{SPACE}" xmlns:viz="{SPACE}/viz" version="1.3">\n'
)
TYPES = {"text": "string", "whole": "long", "real": "double", "flag": "boolean"}
NAMES = {"kind": "clew_kind", "value": "clew_value", "kind_title": "type"}
SHAPES = {"rounded": "square", "round": "disc", "square": "square", "hexagon": "disc", "diamond": "diamond"}
OF_NODE = [n for n, h in enumerate(THING) if h.id not in ("id", "label", "x", "y")]
OF_EDGE = [
    n
    for n, h in enumerate(TIE)
    if h.id in ("kind", "standing", "totals", "caption", "grades", "notes", "on_the_word_of", "sources")
]


@writes(
    "gexf",
    title="GEXF graph for Gephi",
    suffix=".gexf",
    does="Entities and links with their places, colours and times, for Gephi and what reads its files.",
    cannot=(
        "Records: GEXF has nodes and edges only; each edge says in which rows of which files its records stand.",
        "The shape of an entity where Gephi knows none like it: hexagons become discs.",
    ),
)
def gexf(extract: Extract, out: Path) -> Written:
    """Node ids are n and the entity's number, edge ids l and the link's; y grows upwards, as Gephi has it."""
    amounts = extract.amounts
    piecewise.write(out, chain([HEAD], _pieces(extract)))
    hexagons = sum(thing.shape == "hexagon" for thing in extract.things())
    lost = [f"{counted(hexagons, 'hexagon')} drawn as discs."] if hexagons else []
    return Written({"entities": amounts.things, "links": amounts.ties}, (*of_graph(extract), *lost))


def _pieces(extract: Extract) -> Iterator[str]:
    said = "; ".join(f"{name}: {text}" for name, text in fact_cells(extract))
    title = escaped(extract.facts.title)
    yield f"<meta><creator>Clew {extract.facts.version}</creator><title>{title}</title>"
    yield f"<description>{escaped(said)}</description></meta>\n"
    yield '<graph mode="dynamic" defaultedgetype="directed" timeformat="date" timerepresentation="interval">\n'
    for sort, headings, kept in (("node", THING, OF_NODE), ("edge", TIE, OF_EDGE)):
        yield f'<attributes class="{sort}" mode="static">\n'
        for n in kept:
            name = NAMES.get(headings[n].id, headings[n].id) if sort == "node" else headings[n].id
            yield f'<attribute id="{n}" title="{name}" type="{TYPES[headings[n].type]}"/>\n'
        yield "</attributes>\n"
    yield "<nodes>\n"
    named = caller(extract)
    for thing in extract.things():
        yield _node(thing, thing_cells(thing, named))
    yield "</nodes>\n<edges>\n"
    for tie in extract.ties():
        yield _edge(tie, tie_cells(tie))
    yield "</edges>\n</graph>\n</gexf>\n"


def _node(thing: Thing, cells: Sequence[Cell]) -> str:
    red, green, blue = rgb(thing.colour)
    place = ""
    if thing.x is not None and thing.y is not None:
        place = f'<viz:position x="{thing.x!r}" y="{-thing.y!r}" z="0.0"/>'
    return (
        f'<node id="n{thing.id}" label="{escaped(thing.caption)}">{_told(cells, OF_NODE)}'
        f'<viz:color r="{red}" g="{green}" b="{blue}"/>{place}<viz:shape value="{SHAPES[thing.shape]}"/></node>\n'
    )


def _edge(tie: Tie, cells: Sequence[Cell]) -> str:
    red, green, blue = rgb(tie.colour)
    first, last = utc(tie.first), utc(tie.last)
    when = f' start="{first}" end="{last}"' if first else ""
    directed = "directed" if tie.directed else "undirected"
    return (
        f'<edge id="l{tie.id}" source="n{tie.start}" target="n{tie.end}" type="{directed}" '
        f'kind="{escaped(tie.title)}" label="{escaped(tie.sentence)}" weight="{max(tie.count, 1)}"{when}>'
        f'{_told(cells, OF_EDGE)}<viz:color r="{red}" g="{green}" b="{blue}"/></edge>\n'
    )


def _told(cells: Sequence[Cell], kept: Sequence[int]) -> str:
    told = "".join(
        f'<attvalue for="{n}" value="{_text(cells[n])}"/>'
        for n in kept
        if cells[n] is not None and cells[n] != ""
    )
    return f"<attvalues>{told}</attvalues>" if told else ""


def _text(cell: Cell) -> str:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return escaped(cell) if isinstance(cell, str) else repr(cell)
