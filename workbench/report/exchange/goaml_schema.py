"""A unit's own XML schema: it says in which order elements stand, and whether a report is what it asks for.

goAML is a frame; every unit leaves out, renames and requires other elements. So the order is read from the schema that
will check the report, never from a copy of ours. No document type, entity or remote file is ever read (XXE).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import lxml.etree as etree

from workbench.model.problems import Problem
from workbench.report.exchange.losses import Losses
from workbench.report.exchange.text import clean

XS = "{http://www.w3.org/2001/XMLSchema}"
Told = dict[str, Any]  # element -> text, Told, or a list of either
DEEPEST = 40


class Schema:
    """The schema of a unit, which calls itself `unit` in what is said of it."""

    def __init__(self, path: Path, unit: str) -> None:
        self._unit = unit
        root = _parsed(path)
        self._types: dict[str, Any] = {}
        self._learn(root, path, {path.resolve()})
        try:
            self._check = etree.XMLSchema(root.getroottree())
        except etree.XMLSchemaParseError as error:
            raise Problem(f"{path} is no sound XML schema: {error}", "ask the unit for it again") from error
        if "element report" not in self._types:
            raise Problem(f"{path} declares no element 'report'", "it should be the unit's goAML schema")

    def _learn(self, root: Any, path: Path, read: set[Path]) -> None:
        for child in root:
            if not isinstance(child.tag, str):
                continue
            tag = child.tag.removeprefix(XS)
            if tag in ("include", "import", "redefine") and (place := child.get("schemaLocation")):
                other = (path.parent / place).resolve()
                if "://" in place or not other.is_relative_to(path.parent.resolve()):
                    raise Problem(
                        f"{path} wants {place}, which is not beside it", "ask the unit for the whole schema"
                    )
                if other not in read:
                    self._learn(_parsed(other), other, read | {other})
            elif child.get("name"):
                self._types[f"{tag} {child.get('name')}"] = child

    def report(self, told: Told, losses: Losses) -> Any:
        """The report as XML, every element where the schema has it; what it has no element for is counted."""
        root = etree.Element("report")
        self._fill(root, self._types["element report"], told, losses, 0)
        return root

    def faults(self, report: Any) -> list[tuple[str, str]]:
        """What is wrong with a report, as path and libxml2's message: one for each place, in order."""
        if self._check.validate(report):
            return []
        found: dict[str, str] = {}
        for one in self._check.error_log:
            found.setdefault(str(one.path), str(one.message))
        return list(found.items())

    @staticmethod
    def octets(report: Any) -> bytes:
        """A report as it is sent."""
        made: bytes = etree.tostring(report, xml_declaration=True, encoding="UTF-8", pretty_print=True)
        return made

    def _fill(self, parent: Any, declared: Any, told: Told, losses: Losses, depth: int) -> None:
        type = self._complex(declared)
        wanted = self._children(type, depth) if type is not None else []
        known = set()
        for name, child in wanted:
            if name in told and name not in known:
                known.add(name)
                said = told[name]
                for one in said if isinstance(said, list) else [said]:
                    self._one(parent, name, child, one, losses, depth)
        for name, said in told.items():
            if name not in known and said not in ("", [], {}, None):
                losses.meet(f"The schema of {self._unit} has no element for them", f"{parent.tag}/{name}")

    def _one(self, parent: Any, name: str, declared: Any, said: Any, losses: Losses, depth: int) -> None:
        if isinstance(said, dict):
            child = etree.SubElement(parent, name)
            self._fill(child, declared, said, losses, depth + 1)
            if not len(child):
                parent.remove(child)
        elif said is not None and str(said).strip():
            etree.SubElement(parent, name).text = clean(_text(said))

    def _complex(self, element: Any) -> Any:
        """The complex type of an element, None for a simple one."""
        named = element.get("type")
        return self._types.get(f"complexType {_bare(named)}") if named else element.find(f"{XS}complexType")

    def _children(self, node: Any, depth: int) -> list[tuple[str, Any]]:
        """The elements in a type, in the order it declares them; of a choice every branch."""
        found: list[tuple[str, Any]] = []
        if depth > DEEPEST:
            return found
        for child in node:
            tag = child.tag.removeprefix(XS) if isinstance(child.tag, str) else ""
            if tag == "element":
                real = (
                    self._types.get(f"element {_bare(child.get('ref'))}", child)
                    if child.get("ref")
                    else child
                )
                found.append((real.get("name"), real))
            elif tag == "group" and child.get("ref"):
                group = self._types.get(f"group {_bare(child.get('ref'))}")
                found += self._children(group, depth + 1) if group is not None else []
            elif tag == "extension":
                base = self._types.get(f"complexType {_bare(child.get('base'))}")
                found += self._children(base, depth + 1) if base is not None else []
                found += self._children(child, depth + 1)
            elif tag in ("sequence", "choice", "all", "complexContent", "restriction"):
                found += self._children(child, depth + 1)
        return found


def _parsed(path: Path) -> Any:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        tree = etree.parse(str(path), parser)
    except (OSError, etree.XMLSyntaxError) as error:
        raise Problem(f"{path} cannot be read: {error}", "ask the unit for its schema again") from error
    if tree.docinfo.doctype:
        raise Problem(f"{path} has a document type", "a schema needs none; ask the unit for it again")
    return tree.getroot()


def _bare(name: str | None) -> str:
    return (name or "").rpartition(":")[2]


def _text(said: Any) -> str:
    if isinstance(said, bool):
        return "1" if said else "0"
    return said.isoformat() if hasattr(said, "isoformat") else str(said)
