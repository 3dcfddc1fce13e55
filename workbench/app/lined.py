"""Lines as they are drawn: how many, in which colours and widths, what they say, and the records on them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from workbench.app import comparing, line_words, strands
from workbench.app.comparing import Compared
from workbench.app.lines import BESIDE, Lines, beside, bundled, directed_kinds
from workbench.app.seen import Seen
from workbench.case.cases import Case
from workbench.case.owners import Pieces
from workbench.drawing.chart import Beads, Floats
from workbench.drawing.theme import number
from workbench.model.graph import Graph
from workbench.model.kinds import Kinds
from workbench.model.looks import ChartLook


@dataclass(frozen=True)
class Lined:
    """Lines with their colours, weights and labels; `meaning` says what they show beyond links in one bundle, and
    `differences` what the colours of a comparison mean: name, colour, and 0."""

    lines: Lines
    colours: npt.NDArray[np.uint32]
    weights: Floats
    labels: Sequence[str]
    beads: Beads | None
    meaning: str
    differences: Sequence[tuple[str, int, int]] = ()


def lined(
    case: Case,
    graph: Graph,
    look: ChartLook,
    here: Seen,
    pieces: Pieces,
    labelled: bool,
    compared: Compared | None,
) -> Lined:
    """The lines of what is seen of a chart; a comparison draws them in one bundle, in its own colours."""
    kinds = case.kinds
    said, ways, beads = "", look.lines if compared is None else "bundled", None
    lines = beside(graph, kinds, pieces) if ways == "parallel" else bundled(graph, kinds, pieces)
    own = [""] * len(lines)
    inks = colours_of_kinds(graph, kinds)
    if ways == "parallel":
        said = f"Lines: one for each record up to {BESIDE}, else for each kind of link and direction"
    elif ways == "beads":
        said = "Beads: records in the order of time, from left to right"
    if ways != "bundled" and len(lines) > strands.MOST:
        said = f"Records are counted, not drawn one by one: more than {strands.MOST:,} lines"
    elif ways == "parallel":
        lines, own = strands.split(case, graph, here, lines)
    elif ways == "beads":
        beads = strands.strung(case, graph, here, lines, inks, directed_kinds(graph, kinds))
    by_amount = look.width == "amount"
    wanted = line_words.with_amounts(graph, kinds, pieces.link) if labelled or by_amount else []
    totals = here.totals(case, wanted) if wanted else {}
    labels: list[str] = []
    bundle = lines.pieces.link[lines.order]
    of_line = comparing.of_lines(compared, bundle, lines.first) if compared is not None else None
    if compared is not None and of_line is not None and labelled:
        labels = comparing.labels(compared, bundle, lines.first, of_line)
    elif labelled:
        labels = [text or line_words.label(graph, kinds, lines, k, totals) for k, text in enumerate(own)]
    colours = inks[graph.link_kind[lines.main]]
    differences: Sequence[tuple[str, int, int]] = ()
    if compared is not None and of_line is not None:
        colours, differences = comparing.inks(of_line), comparing.named(compared, of_line)
    if look.width != "count":
        width = "Width: amount, each asset by itself" if by_amount else "Width: says nothing"
        said = f"{said}; {width}" if said else width
    weights = line_words.weights(graph, kinds, lines, look.width, totals, beads is not None)
    return Lined(lines, colours, weights, labels or [""] * len(lines), beads, said, differences)


def colours_of_kinds(graph: Graph, kinds: Kinds) -> npt.NDArray[np.uint32]:
    """The colour of each of the graph's kinds of link."""
    return np.array([number(kinds.links[k].colour) for k in graph.link_kinds], np.uint32)
