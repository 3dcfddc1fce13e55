"""Reads Maltego graphs (.mtgx): a ZIP whose Graphs/*.graphml hold entities and links as typed properties."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, cast

from workbench.api import DAMAGED_ZIP, Problem, Tag, opened_zip, xml_walk, zip_member

from .graphml import DRAWING
from .parts import Edge, Element, Node, Pairs
from .table import GraphReader, Seen

ROWS = frozenset({"node", "edge"})
CHUNK = 1 << 16
MOST_UNPACKED = 1 << 30
MOST_RATIO = 500
# The property that says what an entity is, by the type's last word; elsewhere the first that says something.
MAIN = {
    "person": "person.fullname", "phonenumber": "phonenumber", "emailaddress": "email", "alias": "alias",
    "domain": "fqdn", "website": "fqdn", "dnsname": "fqdn", "ipv4address": "ipv4-address", "url": "url",
    "company": "title", "organization": "title", "phrase": "text", "location": "location.name",
}  # fmt: skip
LABELS = ("maltego.link.manual.type", "maltego.link.label", "label", "maltego.link.transform.display-name")


@dataclass(frozen=True)
class Graph:
    """One graph of the package, as a path is opened."""

    package: Path
    archive: zipfile.ZipFile
    member: zipfile.ZipInfo

    @property
    def name(self) -> str:
        return f"{self.member.filename} in {self.package.name}"

    def open(self, mode: str) -> IO[bytes]:
        return zip_member(self.archive, self.member, self.package.name)


class Maltego(GraphReader):
    """The reader. Every graph of the package is a table; an entity of two graphs is one entity by its value."""

    id = "graphs.maltego"
    what = "a Maltego graph (.mtgx)"
    has_sheets = True

    def recognises(self, path: Path) -> bool:
        with path.open("rb") as file:
            if file.read(4) != b"PK\x03\x04":
                return False
            try:
                with zipfile.ZipFile(file) as archive:
                    return bool(_graphs(archive))
            except DAMAGED_ZIP:
                return False

    def elements(self, path: Path, seen: Seen) -> Iterator[Element]:
        with path.open("rb") as file:
            while octets := file.read(CHUNK):
                seen(octets)
            size = file.tell()
        with opened_zip(path) as archive:
            members = _graphs(archive)
            whole = sum(member.file_size for member in members) or 1
            _refuse_bomb(path, members)
            before = 0
            for member in members:
                for element in _elements(path, archive, member):
                    element.done = size * (before + min(element.done, member.file_size)) // whole
                    yield element
                before += member.file_size


def _graphs(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    return [
        member
        for member in archive.infolist()
        if member.filename.casefold().startswith("graphs/")
        and member.filename.casefold().endswith(".graphml")
    ]


def _refuse_bomb(path: Path, members: list[zipfile.ZipInfo]) -> None:
    for member in members:
        swollen = member.file_size > MOST_RATIO * max(member.compress_size, 1) and member.file_size > 1 << 24
        if swollen or member.file_size > MOST_UNPACKED:
            raise Problem(
                f"{path.name} would unpack to {member.file_size >> 20} MiB, far more than such a graph holds",
                "it may be made to do harm",
            )
        if member.flag_bits & 1:
            raise Problem(f"{path.name} is locked with a password", "save it in Maltego without one")


def _elements(path: Path, archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[Element]:
    graph = member.filename.rpartition("/")[2].removesuffix(".graphml")
    # A member is read as any path is: xml_walk() asks for open("rb") and name only.
    source = cast(Path, Graph(path, archive, member))
    for found in xml_walk(source, ROWS):
        made = Element(found.tag.line, found.raw, found.done, [], table=graph)
        if found.tag.name == "node":
            made.parts = [_node(found.tag, graph)]
        else:
            made.parts = [_edge(found.tag, graph)]
            made.fault = "" if made.parts[0].start != f"{graph} " else "an edge without source"  # type: ignore[union-attr]
        yield made


def _node(tag: Tag, graph: str) -> Node:
    entity = next(tag.all("MaltegoEntity"), None)
    id = f"{graph} {tag.get('id')}"
    if entity is None:
        return Node(id, label=next((label.inner for label in tag.all("NodeLabel") if label.inner), ""))
    told = _properties(entity)
    type = entity.get("type")
    properties = entity.child("Properties")
    stated = properties.get("displayValue", "value") if properties is not None else ""
    main = (
        told.get(stated)
        or told.get(MAIN.get(type.rpartition(".")[2].casefold(), ""))
        or next(iter(told.values()), "")
    )
    names = {one.get("name"): one.get("displayName") or one.get("name") for one in entity.all("Property")}
    notes = [("Note", note.inner) for note in entity.all("Notes") if note.inner]
    others: Pairs = tuple(
        (names.get(name, name), value)
        for name, value in told.items()
        if value != main and name.casefold() not in DRAWING
    )
    return Node(id, type, main, main, attributes=(*others, *notes))


def _edge(tag: Tag, graph: str) -> Edge:
    link = next(tag.all("MaltegoLink"), None)
    told = _properties(link) if link is not None else {}
    label = next((told[name] for name in LABELS if told.get(name)), "")
    used = {name for name in told if told[name] == label or name.startswith("maltego.link.")}
    others: Any = tuple((name, value) for name, value in told.items() if name not in used)
    return Edge(
        f"{graph} {tag.get('source')}", f"{graph} {tag.get('target')}", label=label, attributes=others
    )


def _properties(entity: Tag) -> dict[str, str]:
    told: dict[str, str] = {}
    for one in entity.all("Property"):
        value = one.child("Value")
        if value is not None and value.inner and one.get("name"):
            told[one.get("name")] = value.inner
    return told
