"""From the elements of a graph file to the one table that all recipes of graphs read."""

from __future__ import annotations

import hashlib
import re
from abc import abstractmethod
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal, InvalidOperation
from itertools import islice
from pathlib import Path

import polars as pl

from workbench.api import FileReader, Layout, Problem, Rows, Sniffed, Stretch, Table

from .naming import NOBODY, Named, Names
from .parts import CALL, MESSAGE, PAYMENT, RELATION, TIE, Edge, Element, Node
from .sorts import NAMED, fits, kind_of_form, kind_of_type, platform_of_type

COLUMNS = (
    "what", "start", "start kind", "start scope", "end", "end kind", "end scope", "type", "label", "weight",
    "at", "until", "duration", "amount", "asset", "text", "certainty", "attributes",
)  # fmt: skip
EVENTS = (
    "duration",
    "amount",
    "asset",
    "text",
)  # columns that only formats with calls, messages and payments fill
# What may be an end of each sort of event; between others it is a relation that says what happened.
PARTIES = {
    CALL: frozenset({"phone", "handle", "email"}),
    MESSAGE: frozenset({"phone", "email", "handle"}),
    PAYMENT: frozenset({"account", "card", "wallet", "phone", "person", "organisation"}),
}
HAPPENED = {CALL: "called", MESSAGE: "wrote to", PAYMENT: "paid"}
LONGEST_NAME = 24  # letters of a file's name that stand behind each of its ids
BLOCK = 10_000
SAMPLE = 20
_DAY = re.compile(r"^\d{4}-\d\d-\d\d|^\d{9,11}$")
Cells = tuple[str, ...]  # one for each of COLUMNS, "" where nothing is said
Seen = Callable[[bytes], object]


class GraphReader(FileReader):
    """What the readers of graphs share: a first pass learns how the nodes are called, a second gives the rows.

    A row is an element of the file: the line it begins on, or its ordinal where two share a line. A node gives a
    line of cells with `what` = node, and one for each attribute that is itself an identifier; an edge gives one.
    """

    id = ""
    what = "a graph"
    has_events = False

    @property
    def columns(self) -> tuple[str, ...]:
        return COLUMNS if self.has_events else tuple(name for name in COLUMNS if name not in EVENTS)

    @abstractmethod
    def recognises(self, path: Path) -> bool:
        """Whether the beginning of a file says that it is of this format."""

    @abstractmethod
    def elements(self, path: Path, seen: Seen) -> Iterator[Element]:
        """The elements of the file in order; `seen` gets every byte once. Raises Problem where it is broken."""

    def scope(self, path: Path) -> str:
        """In what the ids of a file mean something: this very file."""
        name = path.name if len(path.name) <= LONGEST_NAME else path.name[: LONGEST_NAME - 1] + "…"
        return f"{name} {self.sha256[:8]}"

    def sniff(self, path: Path) -> Sniffed | None:
        if not self.recognises(path):
            return None
        first = list(islice(self.elements(path, _unseen), SAMPLE))
        names = Names(path.name)
        for element in first:
            _learn(names, element)
        lines = [(e.line, cells) for e in first if not e.fault for cells in _lines(e, names)]
        tables = {e.table for e in first} or {"graph"}
        kept = [COLUMNS.index(name) for name in self.columns]
        sample = tuple(tuple(cells[at] for at in kept) for _, cells in lines)
        rows = tuple(line for line, _ in lines)
        made = tuple(Table(name, self.columns, 0, sample, rows) for name in sorted(tables))
        return Sniffed(self.id, made, {"row_is": "line"})

    def tables(self, path: Path, layout: Layout) -> Iterator[Rows]:
        if not self.recognises(path):
            raise Problem(f"{path.name} is not {self.what}", "choose another recipe")
        digest = hashlib.sha256()
        names = Names("")
        elements, edges, lines, tables = 0, 0, set[int](), dict[str, None]()
        for element in self.elements(path, digest.update):
            elements += 1
            lines.add(element.line)
            edges += sum(isinstance(part, Edge) for part in element.parts)
            tables[element.table] = None
            _learn(names, element)
        if not elements:
            raise Problem(f"{path.name} holds neither nodes nor edges", f"it should be {self.what}")
        self.sha256 = digest.hexdigest()
        by_line = len(lines) == elements
        names.scope = self.scope(path)
        row_is = "line" if by_line else "element"
        self.facts = {"row_is": row_is, "columns": list(self.columns), "nodes": names.count, "edges": edges}
        if len(tables) > 1:
            self.facts["graphs"] = list(tables)
        total, count = path.stat().st_size, 0
        block: list[Element] = []
        for element in self.elements(path, _unseen):
            if len(block) == BLOCK or (block and element.table != block[0].table):
                yield self._rows(block, names, None if by_line else count, total)
                count, block = count + len(block), []
            block.append(element)
        if block:
            yield self._rows(block, names, None if by_line else count, total)

    def _rows(self, block: Sequence[Element], names: Names, before: int | None, total: int) -> Rows:
        """A stretch of the table; rows count from `before`, or are the lines where it is None."""
        if before is None:  # an element around others ends, and is met, after them
            block = sorted(block, key=lambda element: element.line)
        stretch = Stretch(block[0].table, COLUMNS)
        for place, element in enumerate(block, 1):
            row = element.line if before is None else before + place
            if element.fault:
                stretch.refuse(row, element.text, element.fault)
            else:
                stretch.add(row, element.text, _lines(element, names))
        made = stretch.take(max(element.done for element in block), total)
        said = pl.when(pl.col(pl.String) != "").then(pl.col(pl.String)).name.keep()
        made.frame = made.frame.select(*self.columns, "row").with_columns(said)
        return made


def _unseen(octets: bytes) -> None:
    """For passes whose bytes nobody hashes."""


def _learn(names: Names, element: Element) -> None:
    for part in element.parts:
        if isinstance(part, Node):
            names.learn(part)
            continue
        for end in (part.start, part.end):
            if isinstance(end, Node):
                names.learn(end)
            elif end:
                names.meet(end)


def _lines(element: Element, names: Names) -> list[Cells]:
    lines: list[Cells] = []
    for part in element.parts:
        if isinstance(part, Node):
            lines += _node_lines(part, names)
        else:
            lines.append(_edge_line(part, names))
    return lines


def _node_lines(node: Node, names: Names) -> Iterator[Cells]:
    """A node, and what of its attributes is an entity of its own: the phone number of a person, say."""
    me = names.of(node)
    label = node.label if node.label != me.value else ""
    note = _note(node.attributes)
    yield _cells("node", me, NOBODY, node.type, label, at=node.at, until=node.until, attributes=note)
    for name, value in () if node.kind else node.attributes:
        kind = kind_of_type(name) or kind_of_form(value)
        if kind and kind not in NAMED - {"address"} and fits(kind, value) and value != me.value:
            found = Named(value, kind, platform_of_type(name))
            yield _cells(RELATION, me, found, name, "", attributes="")


def _edge_line(edge: Edge, names: Names) -> Cells:
    start, end = names.of(edge.start), names.of(edge.end)
    if edge.what == TIE and end < start:  # one written form, so that A-B and B-A are one link
        start, end = end, start
    attributes = edge.attributes
    what, type = edge.what, edge.type
    if what in PARTIES and not _is_event(edge, start, end):
        what, type = RELATION, HAPPENED[what]
        said = (
            ("duration", edge.duration),
            ("amount", f"{edge.amount} {edge.asset}".strip()),
            ("text", edge.text),
        )
        attributes = (*said, *attributes)
    return _cells(
        what, start, end, type, edge.label, _plain(edge.weight), edge.at, edge.until, edge.duration,
        edge.amount, edge.asset, edge.text, edge.certainty, _note(attributes),
    )  # fmt: skip


def _plain(number: str) -> str:
    """A number without exponent, at most 18 places behind the point, as sums need it."""
    try:
        value = Decimal(number)
        places = value.as_tuple().exponent
        if value.is_finite() and isinstance(places, int) and abs(value.adjusted()) < 20:
            return format(round(value, 18) if places < -18 else value, "f")
    except (InvalidOperation, ValueError):
        pass
    return number


def _is_event(edge: Edge, start: Named, end: Named) -> bool:
    """Whether it can be a call, message or payment: a day is known, and every party told can be one."""
    told = [one.kind for one in (start, end) if one.value]
    return bool(told) and _DAY.match(edge.at) is not None and set(told) <= PARTIES[edge.what]


def _cells(
    what: str, start: Named, end: Named, type: str, label: str, weight: str = "", at: str = "", until: str = "",
    duration: str = "", amount: str = "", asset: str = "", text: str = "", certainty: str = "",
    attributes: str = "",
) -> Cells:  # fmt: skip
    return (
        what, start.value, start.kind, start.scope, end.value, end.kind, end.scope, type, label, weight,
        at, until, duration, amount, asset, text, certainty, attributes,
    )  # fmt: skip


def _note(attributes: Sequence[tuple[str, str]]) -> str:
    return "; ".join(f"{name}: {value}" if name else value for name, value in attributes if value)
