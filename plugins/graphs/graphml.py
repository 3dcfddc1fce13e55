"""Reads GraphML: nodes, edges, hyperedges, nested graphs; yEd's labels; attributes that nobody declared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from workbench.api import Tag, XmlElement, xml_root_of, xml_walk

from .parts import RELATION, TIE, Edge, Element, Node, Pairs
from .table import GraphReader, Seen

ROWS = frozenset({"node", "edge", "hyperedge"})
BUILT = frozenset({"key"})
OPENED = frozenset({"graph"})
LABELS = (
    "label",
    "name",
    "nodelabel",
    "edgelabel",
    "caption",
    "title",
    "edge label",
    "node label",
    "description",
)
WEIGHTS = ("weight", "value", "count")
TYPES = ("type", "kind", "entity type", "entitytype", "category", "labels", "edge type")
TIMES = ("date", "time", "datetime", "timestamp", "at", "start", "created")
OWN = ("clew_kind", "clew_value")  # by which an export of Clew's says who a node is
DRAWING = frozenset(
    "x y z r g b a size width height color colour fill shape thickness nodegraphics edgegraphics url".split()  # noqa: SIM905
)


class GraphML(GraphReader):
    """The reader."""

    id = "graphs.graphml"
    what = "GraphML"

    def recognises(self, path: Path) -> bool:
        return xml_root_of(path) == "graphml"

    def elements(self, path: Path, seen: Seen) -> Iterator[Element]:
        keys: dict[str, str] = {}
        directed: dict[str, bool] = {}
        inside: list[bool] = [True]
        for found in xml_walk(path, ROWS, BUILT, OPENED, seen):
            if found.opens:
                inside.append(found.tag.get("edgedefault") != "undirected")
                directed[found.tag.get("id")] = inside[-1]
            elif found.tag.name == "key":
                keys[found.tag.get("id")] = found.tag.get("attr.name", "yfiles.type") or found.tag.get("id")
            else:
                yield element(found, keys, inside[-1])


def element(found: XmlElement, keys: Mapping[str, str], directed: bool) -> Element:
    """The parts of a node, edge or hyperedge."""
    told = attributes(found.tag, keys)
    tag = found.tag
    if tag.name == "node":
        parts = _node(tag, told, found.inside)
    elif tag.name == "edge":
        parts = [_edge(tag, told, directed)]
    else:
        parts = list(_hyperedge(tag, told))
    made = Element(found.tag.line, found.raw, found.done, parts)
    if tag.name == "edge" and not (tag.get("source") and tag.get("target")):
        made.fault = "an edge without source or target"
    elif tag.name == "node" and not tag.get("id"):
        made.fault = "a node without id"
    return made


def attributes(tag: Tag, keys: Mapping[str, str]) -> dict[str, str]:
    """What the data elements say, by the attribute's name; a key that nobody declared names itself."""
    told: dict[str, str] = {}
    for data in tag.children:
        if data.name == "data":
            name = keys.get(data.get("key"), data.get("key"))
            drawn = next(
                (label.inner for label in (*data.all("NodeLabel"), *data.all("EdgeLabel")) if label.inner), ""
            )
            if drawn:
                told.setdefault("label", drawn)
            elif data.inner and name:
                told[name] = data.inner
    return told


def pick(told: Mapping[str, str], wanted: tuple[str, ...]) -> str:
    """The first of these attributes that says something, whatever its letters' case."""
    if not told:
        return ""
    folded = {name.casefold(): value for name, value in told.items()}
    return next((folded[name] for name in wanted if folded.get(name)), "")


def rest(told: Mapping[str, str], used: tuple[str, ...]) -> Pairs:
    """The attributes that say something about the entity, not about how it is drawn or called."""
    return tuple(
        (name, value)
        for name, value in told.items()
        if name.casefold() not in DRAWING and name.casefold() not in used
    )


def _node(tag: Tag, told: Mapping[str, str], inside: Tag | None) -> list[Node | Edge]:
    label = pick(told, LABELS) or tag.get("label", "name")
    type = pick(told, TYPES)
    parts: list[Node | Edge] = [
        Node(
            tag.get("id"),
            type,
            label,
            told.get(OWN[1], ""),
            attributes=rest(told, (*LABELS[:6], *TYPES, *OWN)),
            kind=told.get(OWN[0], ""),
        )
    ]
    if inside is not None and inside.name == "node":
        parts.append(Edge(tag.get("id"), inside.get("id"), type="inside"))
    return parts


def _edge(tag: Tag, told: Mapping[str, str], directed: bool) -> Edge:
    said = tag.get("directed").casefold()
    directed = said in ("true", "1") if said else directed
    return Edge(
        tag.get("source"),
        tag.get("target"),
        RELATION if directed else TIE,
        pick(told, TYPES),
        pick(told, LABELS) or tag.get("label"),
        pick(told, WEIGHTS) or tag.get("weight"),
        pick(told, TIMES),
        attributes=rest(told, (*LABELS, *TYPES, *WEIGHTS, *TIMES)),
    )


def _hyperedge(tag: Tag, told: Mapping[str, str]) -> Iterator[Edge]:
    """Every two ends of a hyperedge are tied."""
    ends = [end.get("node") for end in tag.all("endpoint") if end.get("node")]
    for place, one in enumerate(ends):
        for other in ends[place + 1 :]:
            yield Edge(one, other, TIE, pick(told, TYPES), pick(told, LABELS))
