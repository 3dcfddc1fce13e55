"""GraphML: entities and links with every attribute, as yEd, Cytoscape, Gephi and igraph read it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path

from workbench.report import piecewise
from workbench.report.columns import THING, TIE, Cell, Heading, caller, fact_cells, thing_cells, tie_cells
from workbench.report.extract import Extract
from workbench.report.formats.format import Written, writes
from workbench.report.losses import of_graph
from workbench.report.rgb import rgb
from workbench.report.xml_text import escaped

SPACE = "http://graphml.graphdrawing.org/xmlns"
HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    f'<graphml xmlns="{SPACE}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    f'xsi:schemaLocation="{SPACE} {SPACE}/1.0/graphml.xsd">\n'
)
TYPES = {"text": "string", "whole": "long", "real": "double", "flag": "boolean"}
COLOURS = (Heading("r", "whole"), Heading("g", "whole"), Heading("b", "whole"))
# What other tools take types, labels, weights and times from, and what says to Clew itself who a node is.
NAMES = {
    "node": {"kind": "clew_kind", "value": "clew_value", "kind_title": "type"},
    "edge": {
        "sentence": "label",
        "relation": "type",
        "count": "weight",
        "first_utc": "start",
        "last_utc": "end",
    },
}


@writes(
    "graphml",
    title="GraphML graph",
    suffix=".graphml",
    does="Entities and links with all that is said of them, for yEd, Cytoscape, Gephi and igraph.",
    cannot=(
        "Records: GraphML has nodes and edges only; each edge says in which rows of which files its records stand.",
        "networkx refuses a file with links of both sorts, with a direction and without; take CSV or Parquet for it.",
    ),
)
def graphml(extract: Extract, out: Path) -> Written:
    """Node ids are n and the entity's number, edge ids l and the link's."""
    amounts = extract.amounts
    piecewise.write(out, chain([HEAD], _pieces(extract)))
    return Written({"entities": amounts.things, "links": amounts.ties}, of_graph(extract))


def _pieces(extract: Extract) -> Iterator[str]:
    nodes, edges = (*THING[1:], *COLOURS), [h for h in TIE if h.id not in _TOLD]
    for sort, headings in (("node", nodes), ("edge", edges)):
        for n, heading in enumerate(headings):
            name = NAMES[sort].get(heading.id, heading.id)
            yield (
                f'<key id="{sort[0]}{n}" for="{sort}" attr.name="{name}" attr.type="{TYPES[heading.type]}"/>\n'
            )
    facts = fact_cells(extract)
    for n, name in enumerate(dict.fromkeys(name for name, _ in facts)):
        yield f'<key id="g{n}" for="graph" attr.name="{escaped(name)}" attr.type="string"/>\n'
    yield '<graph id="case" edgedefault="directed">\n'
    for n, name in enumerate(dict.fromkeys(name for name, _ in facts)):
        said = " ".join(text for other, text in facts if other == name)
        yield f'<data key="g{n}">{escaped(said)}</data>\n'
    named = caller(extract)
    for thing in extract.things():
        cells = (*thing_cells(thing, named)[1:], *rgb(thing.colour))
        yield f'<node id="n{thing.id}">{_told("n", cells)}</node>\n'
    keep = [n for n, h in enumerate(TIE) if h.id not in _TOLD]
    for tie in extract.ties():
        every = tie_cells(tie)
        directed = "true" if tie.directed else "false"
        yield (
            f'<edge id="l{tie.id}" source="n{tie.start}" target="n{tie.end}" directed="{directed}">'
            f"{_told('e', [every[n] for n in keep])}</edge>\n"
        )
    yield "</graph>\n</graphml>\n"


_TOLD = frozenset(
    {"id", "start", "start_kind", "start_value", "end", "end_kind", "end_value", "directed"}
)  # what the edge itself or its nodes say


def _told(sort: str, cells: Sequence[Cell]) -> str:
    return "".join(
        f'<data key="{sort}{n}">{_text(cell)}</data>'
        for n, cell in enumerate(cells)
        if cell is not None and cell != ""
    )


def _text(cell: Cell) -> str:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return escaped(cell) if isinstance(cell, str) else repr(cell)
