"""Reads lists of edges: two nodes a line, Gephi's tables of edges and nodes, i2's tables of links."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from workbench.api import Problem

from .graphml import TYPES, pick
from .parts import RELATION, TIE, Edge, Element, Node
from .table import GraphReader, Seen
from .text_lines import beginning, lines

LONGEST = 1 << 16
DELIMITERS = ("\t", ";", ",", "|", " ")
STARTS = frozenset(
    {"source", "from", "node", "node1", "node 1", "node_1", "start", "ego", "from_node", "src", "fromnode"}
    | {"end1id", "end1identity", "entity1id", "entity1identity"}
)
ENDS = frozenset(
    {"target", "to", "node2", "node 2", "node_2", "end", "alter", "to_node", "dst", "tonode"}
    | {"end2id", "end2identity", "entity2id", "entity2identity"}
)
TYPED = frozenset({"end1type", "end2type"})  # i2's tables of links, one a row with both its ends
I2 = TYPED | {
    "end1label",
    "end2label",
    "linktype",
    "linklabel",
    "date",
    "time",
    "strength",
    "end1id",
    "end2id",
}
REST = frozenset(
    {"type", "id", "label", "timeset", "weight", "kind", "interval", "count", "value", "relation", "edge"}
)
# Clew's own tables of links and of entities, which say of everybody what kind they are.
OWN_LINKS = frozenset({"start_kind", "start_value", "end_kind", "end_value", "relation", "directed", "count"})
OWN_ENTITIES = frozenset({"kind", "value", "shown", "label", "same_as", "common_service"})
DIRECTIONS = frozenset({"directed", "undirected", "mutual"})
GEPHI_NODES = frozenset({"id", "label", "timeset"})
_PAIR = re.compile(r"^(.*?\w)[ _.-]*[\[(]?(?:nodes|edges)[\])]?\.\w+$", re.I)
_NUMBER = re.compile(r"^-?\d+(?:[.,]\d+)?(?:[eE][+-]?\d+)?$")
_NAME = re.compile(r"^[^\s\"'<>{}()]{1,64}$")


class EdgeList(GraphReader):
    """The reader. Two nodes a line and perhaps a weight, or Gephi's edge table; duplicate lines are edges, too.

    Without a header it must look like nothing else: the same two or three cells on each line, the third a number,
    and nodes that come again.
    """

    id = "graphs.edge_list"
    what = "a list of edges"

    def recognises(self, path: Path) -> bool:
        return _layout(beginning(path)) is not None

    def scope(self, path: Path) -> str:
        """Gephi writes a graph as two files, `name [Nodes].csv` and `name [Edges].csv`: their ids are the same."""
        pair = _PAIR.match(path.name)
        return pair[1] if pair else super().scope(path)

    def elements(self, path: Path, seen: Seen) -> Iterator[Element]:
        layout = _layout(beginning(path))
        if layout is None:
            raise Problem(f"{path.name} is not {self.what}", "choose another recipe")
        delimiter, columns = layout
        for number, line, done in lines(path, seen):
            if not line.strip() or line.startswith(("#", "%")):
                continue
            cells = _cells(line, delimiter)
            if columns and number <= 20 and [_name(c) for c in cells] == columns:
                continue
            made = Element(number, line, done, [])
            if columns:
                made.parts = _listed(dict(zip(columns, cells, strict=False)))
                made.fault = "" if _complete(made.parts) else "a line that does not name what it is about"
            elif len(cells) < 2 or not cells[0].strip() or not cells[1].strip():
                made.fault = "a line that does not name two nodes"
            elif len(cells) > 3:
                made.fault = f"a line of {len(cells)} cells where the others have at most three"
            else:
                made.parts = [Edge(cells[0].strip(), cells[1].strip(), TIE, weight=_weight(cells[2:]))]
            yield made


def _complete(parts: Sequence[Node | Edge]) -> bool:
    for part in parts:
        ends = (part,) if isinstance(part, Node) else (part.start, part.end)
        if not all(end.id if isinstance(end, Node) else end for end in ends):
            return False
    return True


def _weight(cells: Sequence[str]) -> str:
    return cells[0].strip().replace(",", ".") if cells else ""


def _listed(told: dict[str, str]) -> list[Node | Edge]:
    """The parts of a row below a header."""
    told = {name: cell.strip() for name, cell in told.items()}
    if told.keys() >= OWN_LINKS:
        return _own_link({name: _unmarked(cell) for name, cell in told.items()})
    if told.keys() >= OWN_ENTITIES:
        return [_own_entity(_unmarked(told["kind"]), _unmarked(told["value"]))]
    if not STARTS & told.keys():
        return _node(told)
    start = next(told[name] for name in told if name in STARTS)
    end = next(told[name] for name in told if name in ENDS)
    if told.keys() >= TYPED:
        return _linked(start, end, told)
    said = told.get("type", "").casefold()
    what = TIE if said in ("undirected", "mutual") else RELATION
    type = (
        told.get("kind") or told.get("relation") or (told.get("type", "") if said not in DIRECTIONS else "")
    )
    weight = next((told[name] for name in ("weight", "count", "value") if told.get(name)), "")
    return [Edge(start, end, what, type, told.get("label", ""), weight)]


def _own_link(told: dict[str, str]) -> list[Node | Edge]:
    """A row of Clew's table of links."""
    ends = [_own_entity(told[f"{n}_kind"], told[f"{n}_value"]) for n in ("start", "end")]
    kept = ("standing", "totals", "caption", "on_the_word_of", "sources")
    link = Edge(
        ends[0], ends[1], RELATION if told["directed"] == "yes" else TIE, told["relation"],
        told.get("sentence", ""), told["count"], told.get("first_utc", ""), told.get("last_utc", ""),
        attributes=tuple((name, told[name]) for name in kept if told.get(name)),
    )  # fmt: skip
    return [link]


def _own_entity(kind: str, value: str) -> Node:
    return Node(f"{kind} {value}", kind, value, value, kind=kind)


def _unmarked(cell: str) -> str:
    """A cell without the apostrophe that keeps a spreadsheet from running it."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in ("=", "+", "-", "@") else cell


def _node(told: dict[str, str]) -> list[Node | Edge]:
    """A row of Gephi's table of nodes. The table of edges knows only the ids, so the id is the node here, too."""
    id, label = told.get("id", ""), told.get("label", "")
    others = tuple(
        (name, cell) for name, cell in told.items() if cell and name not in ("id", "label", "timeset")
    )
    node = Node(id, pick(told, TYPES), attributes=others)
    return [node, Edge(id, Node(label, label=label), type="is called")] if label and label != id else [node]


def _linked(start: str, end: str, told: dict[str, str]) -> list[Node | Edge]:
    """A row of i2's table of links."""
    one = Node(start, told["end1type"], told.get("end1label", ""), start)
    other = Node(end, told["end2type"], told.get("end2label", ""), end)
    link = Edge(
        one, other, RELATION, told.get("linktype", ""), told.get("linklabel", ""),
        at=f"{told.get('date', '')} {told.get('time', '')}".strip(), certainty=told.get("strength", ""),
        attributes=tuple((name, cell) for name, cell in told.items() if cell and name not in I2),
    )  # fmt: skip
    return [link]


def _layout(head: Sequence[str]) -> tuple[str, list[str]] | None:
    """Delimiter and columns (none without a header) of a list of edges, None where it is something else."""
    body = [line for line in head if line.strip() and not line.startswith(("#", "%"))][:200]
    if len(body) < 2 or max(map(len, body)) > LONGEST:
        return None
    for delimiter in DELIMITERS:
        rows = [_cells(line, delimiter) for line in body]
        names = [_name(cell) for cell in rows[0]]
        if {*names} >= OWN_LINKS or {*names} >= OWN_ENTITIES:
            return delimiter, names
        if {*names} >= GEPHI_NODES or ({*names} >= TYPED and STARTS & {*names} and ENDS & {*names}):
            return delimiter, names
        starts, ends = [n for n in names if n in STARTS], [n for n in names if n in ENDS]
        if (
            len(starts) == 1
            and len(ends) == 1
            and {*names} <= STARTS | ENDS | REST
            and len({*names}) == len(names)
        ):
            return delimiter, names
        if len(rows) > 4 and _is_bare(rows):
            return delimiter, []
    return None


def _name(cell: str) -> str:
    """A header as it is compared; i2 writes its own with and without blanks."""
    name = cell.strip().lstrip("\ufeff").casefold()
    bare = re.sub(r"[ _]", "", name)
    return bare if bare in I2 | STARTS | ENDS and name not in STARTS | ENDS else name


def _is_bare(rows: Sequence[Sequence[str]]) -> bool:
    """Whether rows without header can only be edges; one in ten may be spoilt."""
    width = len(rows[0])
    whole = [row for row in rows if len(row) == width]
    if width not in (2, 3) or len(whole) < 0.9 * len(rows):
        return False
    rows = whole
    if any(not _NAME.match(cell.strip()) for row in rows for cell in row[:2]):
        return False
    if width == 3 and not all(_NUMBER.match(row[2].strip()) for row in rows):
        return False
    ends = [cell.strip() for row in rows for cell in row[:2]]
    met_twice = len({*ends}) <= 0.9 * len(ends)
    both = {row[0].strip() for row in rows} & {row[1].strip() for row in rows}
    return met_twice and bool(both)


def _cells(line: str, delimiter: str) -> list[str]:
    if delimiter == " ":
        return line.split()
    if '"' not in line:
        return line.split(delimiter)
    return next(csv.reader([line], delimiter=delimiter), [])
