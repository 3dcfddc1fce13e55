"""Reads GEXF 1.1 to 1.3 as Gephi and others write it: with or without namespace, hierarchy, lists, dates."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from workbench.api import Tag, XmlElement, xml_root_of, xml_walk

from .graphml import OWN, TIMES, TYPES, WEIGHTS, pick, rest
from .parts import RELATION, TIE, Edge, Element, Node
from .table import GraphReader, Seen

ROWS = frozenset({"node", "edge"})
BUILT = frozenset({"attributes"})
OPENED = frozenset({"graph", "nodes", "edges"})
TIMED = frozenset({"start", "startopen", "timestamp", "end", "endopen"})
_DATE = re.compile(r"^\d{4}-\d\d-\d\d")


class Gexf(GraphReader):
    """The reader. `kind` and `type` of an edge, nested nodes and `pid`, dates of spells and starts are kept."""

    id = "graphs.gexf"
    what = "GEXF"

    def recognises(self, path: Path) -> bool:
        return xml_root_of(path) == "gexf"

    def elements(self, path: Path, seen: Seen) -> Iterator[Element]:
        titles: dict[tuple[str, str], str] = {}
        default = "undirected"
        for found in xml_walk(path, ROWS, BUILT, OPENED, seen):
            if found.opens:
                default = found.tag.get("defaultedgetype") or default
            elif found.tag.name == "attributes":
                of = found.tag.get("class") or "node"
                for said in found.tag.all("attribute"):
                    titles[of, said.get("id")] = said.get("title") or said.get("id")
            else:
                yield _element(found, titles, default)


def _element(found: XmlElement, titles: Mapping[tuple[str, str], str], default: str) -> Element:
    tag = found.tag
    told = {
        titles.get((tag.name, value.get("for", "id")), value.get("for", "id")): value.get("value")
        for value in tag.all("attvalue")
        if value.get("value")
    }
    made = Element(found.tag.line, found.raw, found.done, [])
    if tag.name == "node":
        made.parts = _node(tag, told, found.inside)
        made.fault = "" if tag.get("id") else "a node without id"
    else:
        made.parts = [_edge(tag, told, default)]
        made.fault = "" if tag.get("source") and tag.get("target") else "an edge without source or target"
    return made


def _node(tag: Tag, told: Mapping[str, str], inside: Tag | None) -> list[Node | Edge]:
    at, until = _spell(tag)
    node = Node(
        tag.get("id"), pick(told, TYPES), tag.get("label"), told.get(OWN[1], ""),
        attributes=rest(told, ("label", *TYPES, *OWN)), at=at, until=until, kind=told.get(OWN[0], ""),
    )  # fmt: skip
    above = tag.get("pid") or (inside.get("id") if inside is not None and inside.name == "node" else "")
    return [node, Edge(node.id, above, type="inside")] if above else [node]


def _edge(tag: Tag, told: Mapping[str, str], default: str) -> Edge:
    direction = tag.get("type") or default
    at, until = _spell(tag)
    return Edge(
        tag.get("source"),
        tag.get("target"),
        TIE if direction in ("undirected", "mutual") else RELATION,
        tag.get("kind") or pick(told, TYPES),
        tag.get("label") or pick(told, ("label", "edge label")),
        tag.get("weight") or pick(told, WEIGHTS),
        at or pick(told, TIMES),
        until,
        attributes=rest(told, ("label", "edge label", *TYPES, *TIMES)),
    )


def _spell(tag: Tag) -> tuple[str, str]:
    """From when until when it is there, where those are dates and not mere numbers."""
    if not tag.children and not tag.attributes.keys() & TIMED:
        return "", ""
    spells = [tag, *tag.all("spell")]
    starts = [said for one in spells if _DATE.match(said := one.get("start", "startopen", "timestamp"))]
    ends = [said for one in spells if _DATE.match(said := one.get("end", "endopen"))]
    return min(starts, default=""), max(ends, default="")
