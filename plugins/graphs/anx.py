"""Reads i2 Analyst's Notebook charts saved as XML (.anx): entities, links, attributes, cards, grades.

i2 Chart schema as its exports show it: ChartItem holds an End with an Entity, or a Link between two EntityIds.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from workbench.api import Tag, XmlElement, xml_root_of, xml_walk

from .parts import RELATION, TIE, Edge, Element, Node, Pairs
from .table import GraphReader, Seen

ROWS = frozenset({"ChartItem"})
BUILT = frozenset(
    {"EntityTypeCollection", "LinkTypeCollection", "AttributeClassCollection", "StrengthCollection"}
    | {"GradeOne", "GradeTwo", "GradeThree"}
)
OWN = ("Clew kind", "Clew value")  # by which an export of Clew's says who an entity is
UNIVERSAL = "1"  # i2's number of the zone UTC; of others only i2 knows the rules
ROOTS = frozenset({"Chart", "chart"})


@dataclass
class Names:
    """What the chart's own tables call types, attribute classes, strengths and grades, by their ids."""

    by_id: dict[str, str] = field(default_factory=dict)
    grades: dict[str, list[str]] = field(default_factory=dict)

    def learn(self, tag: Tag) -> None:
        if tag.name.startswith("Grade"):
            self.grades[tag.name] = [one.get("Text") for one in tag.all("String")]
        for one in tag.children:
            self.by_id[one.get("Id")] = one.get("Name")


class Anx(GraphReader):
    """The reader."""

    id = "graphs.anx"
    what = "an i2 chart in XML"

    def recognises(self, path: Path) -> bool:
        return xml_root_of(path) in ROOTS

    def elements(self, path: Path, seen: Seen) -> Iterator[Element]:
        names = Names()
        for found in xml_walk(path, ROWS, BUILT, seen=seen):
            if found.tag.name == "ChartItem":
                made = _element(found, names)
                if made.parts or made.fault:
                    yield made
            else:
                names.learn(found.tag)


def _element(found: XmlElement, names: Names) -> Element:
    item = found.tag
    made = Element(found.tag.line, found.raw, found.done, [])
    entity, link = next(item.all("Entity"), None), next(item.all("Link"), None)
    if entity is not None:
        id = entity.get("EntityId") or entity.get("Identity")
        made.fault = "" if id else "an entity without EntityId"
        made.parts = [_node(item, entity, id, names)]
    elif link is not None:
        made.parts = [_edge(item, link, names)]
        if not (link.get("End1Id") and link.get("End2Id")):
            made.fault = "a link that lacks an end"
    return made


def _node(item: Tag, entity: Tag, id: str, names: Names) -> Node:
    style = next((tag for tag in entity.all("IconStyle")), None) or next(
        (tag for tag in _below(entity) if tag.name.endswith("Style") and tag.get("Type")), None
    )
    type = _type(style, "EntityTypeReference", names) if style else ""
    label, identity = item.get("Label"), entity.get("Identity")
    attributes = _attributes(item, names)
    said = dict(attributes)
    value = identity if type and identity != label and any(c.isdigit() or c == "@" for c in identity) else ""
    return Node(
        id,
        type,
        label or identity,
        said.get(OWN[1], value),
        attributes=tuple(pair for pair in attributes if pair[0] not in OWN),
        at=_moment(item),
        kind=said.get(OWN[0], ""),
    )


def _edge(item: Tag, link: Tag, names: Names) -> Edge:
    style = link.child("LinkStyle")
    type = _type(style, "LinkTypeReference", names) if style else ""
    arrow = (style.get("ArrowStyle") if style else "").removeprefix("Arrow").casefold()
    start, end = link.get("End1Id"), link.get("End2Id")
    if arrow == "ontail":
        start, end = end, start
    strength = names.by_id.get(style.get("StrengthReference"), "") or style.get("Strength") if style else ""
    return Edge(
        start,
        end,
        TIE if arrow in ("", "none", "onboth") else RELATION,
        type,
        item.get("Label"),
        at=_moment(item),
        certainty=strength,
        attributes=_attributes(item, names),
    )


def _type(style: Tag, reference: str, names: Names) -> str:
    return names.by_id.get(style.get(reference), "") or style.get("Type")


def _moment(item: Tag) -> str:
    """Date and time as far as the chart says that they are set."""
    said = item.get("DateTime")
    if not said or item.get("DateSet").casefold() in ("false", "0"):
        return ""
    if item.get("TimeSet").casefold() in ("false", "0", ""):
        return said[:10]
    zone = next(item.all("TimeZone"), None)
    universal = zone is not None and zone.get("UniqueID") == UNIVERSAL
    return said.replace("T", " ") + ("Z" if universal else "")


def _attributes(item: Tag, names: Names) -> Pairs:
    told: list[tuple[str, str]] = []
    for one in item.all("Attribute"):
        name = names.by_id.get(one.get("AttributeClassReference"), "") or one.get("AttributeClass")
        told.append((name, one.get("Value")))
    if item.get("Description"):
        told.append(("Description", item.get("Description")))
    for card in item.all("Card"):
        lines = [card.get("Summary"), card.get("Text"), card.get("DateTime").replace("T", " ")]
        told.append(("Card", ", ".join(line for line in lines if line)))
    for index, grade in (("GradeOneIndex", "GradeOne"), ("GradeTwoIndex", "GradeTwo")):
        place, words = item.get(index), names.grades.get(grade, [])
        if place.isdigit() and int(place) < len(words):
            told.append(("Grade", words[int(place)]))
    for name, key in (("Source", "SourceReference"), ("Source type", "SourceType")):
        if item.get(key):
            told.append((name, item.get(key)))
    return tuple(told)


def _below(tag: Tag) -> Iterator[Tag]:
    for child in tag.children:
        yield child
        yield from _below(child)
