"""Strands: records drawn one by one, as lines beside one another or as beads on their line."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt

from workbench.app.lines import BESIDE, Lines
from workbench.app.seen import Seen
from workbench.case.cases import Case
from workbench.case.links import DRAWN
from workbench.case.singly import singly
from workbench.drawing.chart import Beads
from workbench.model.graph import Graph, Ints

MOST = 2000  # lines up to which records are looked up one by one
BEADS = 80  # beads of a line at most: more have no room on any screen
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Clock:
    """Says when records were, in the zone of the case."""

    zone: ZoneInfo

    @classmethod
    def of(cls, case: Case) -> Clock:
        return cls(ZoneInfo(case.about.zone or "UTC"))

    def said(self, at: int) -> str:
        """A time to the minute; "" where none is known."""
        if at == Graph.NO_TIME:
            return ""
        return (EPOCH + timedelta(microseconds=at)).astimezone(self.zone).strftime("%Y-%m-%d %H:%M")


def split(case: Case, graph: Graph, here: Seen, lines: Lines) -> tuple[Lines, list[str]]:
    """Lines of which those with BESIDE records at most between two nodes are one for each record, and what each of
    these says ("" for all others)."""
    records_of_pair = np.bincount(lines.pair, lines.count, minlength=1)
    able = _able(graph, lines) & (records_of_pair[lines.pair] <= BESIDE)
    line_of = np.full(len(graph.link_ids), -1, np.int64)
    line_of[lines.main[able]] = np.flatnonzero(able)
    records = singly(case, graph, here.everything, lines.main[able], here.filters, here.moments, each=BESIDE)
    of = line_of[records.link]
    single = able & (np.bincount(of, minlength=len(lines)) == lines.count)
    which = np.flatnonzero(single[of])
    kept = np.flatnonzero(~single)
    source = np.concatenate([kept, of[which]])
    made = lines.taken(source)
    several = np.concatenate([np.zeros(len(kept), bool), lines.count[of[which]] > 1])
    ids = np.where(several, -len(lines) - np.arange(1, len(source) + 1), made.ids)
    count = np.where(several, 1, made.count)
    clock = Clock.of(case)
    said = [
        records.said[k] if _is_amount(records.said[k]) else clock.said(int(records.at[k]))
        for k in which.tolist()
    ]
    return replace(made, ids=ids, count=count), [""] * len(kept) + said


def _is_amount(said: str) -> bool:
    return bool(said) and not said.endswith(" s")


def _able(graph: Graph, lines: Lines) -> npt.NDArray[np.bool_]:
    """Which lines are one link that records stand behind; one cut among several owners is not: they share its id."""
    shared = np.bincount(lines.main, minlength=len(graph.link_ids))[lines.main] > 1
    ids = graph.link_ids[lines.main]
    able: npt.NDArray[np.bool_] = (np.diff(lines.first) == 1) & ~shared & ((ids < DRAWN) | (ids >= 1 << 62))
    return able


def strung(
    case: Case,
    graph: Graph,
    here: Seen,
    lines: Lines,
    colours: npt.NDArray[np.uint32],
    directed: npt.NDArray[np.bool_],
) -> Beads:
    """The records of each line as beads in the order of time, BEADS at most; `colours` and whether it is `directed` are
    told for each kind of link."""
    order, pieces = lines.order, lines.pieces
    line_of_piece = np.repeat(np.arange(len(lines)), np.diff(lines.first))
    link = pieces.link[order]
    line_of = np.full(len(graph.link_ids), -1, np.int64)
    line_of[link] = line_of_piece
    forth = np.ones(len(graph.link_ids), bool)
    forth[link] = pieces.start[order] == lines.start[line_of_piece]
    # a link cut among several owners is in several lines: its records are counted, not told apart
    shared = np.bincount(link, minlength=len(graph.link_ids)) > 1
    records = singly(
        case, graph, here.everything, np.unique(link[~shared[link]]), here.filters, here.moments, each=BEADS
    )
    of = line_of[records.link]
    inside = np.lexsort((np.arange(len(of)), of))
    begin = np.searchsorted(of[inside], np.arange(len(lines) + 1))
    rank = np.arange(len(of)) - begin[of[inside]]
    inside = inside[rank < BEADS]
    shown = np.bincount(of[inside], minlength=len(lines))
    kind = graph.link_kind[records.link[inside]]
    towards = np.where(directed[kind], np.where(forth[records.link[inside]], 1, -1), 0)
    clock = Clock.of(case)
    said = [
        ", ".join(text for text in (clock.said(int(records.at[k])), records.said[k]) if text)
        for k in inside.tolist()
    ]
    return Beads(
        np.concatenate([[0], np.cumsum(shown)]).astype(np.int64), colours[kind], towards.astype(np.int8), said,
        np.maximum(_recorded(graph, lines) - shown, 0),
    )  # fmt: skip


def _recorded(graph: Graph, lines: Lines) -> Ints:
    """How many records each line has; what was drawn by hand has none."""
    if not len(lines):
        return np.zeros(0, np.int64)
    ids = graph.link_ids[lines.pieces.link[lines.order]]
    drawn = (ids >= DRAWN) & (ids < 1 << 62)
    return np.add.reduceat(np.where(drawn, 0, lines.pieces.count[lines.order]), lines.first[:-1])
