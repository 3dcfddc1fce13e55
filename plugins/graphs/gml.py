"""Reads GML: `graph [ node [ id 1 label "a" ] edge [ source 1 target 2 ] ]`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from workbench.api import Problem

from .graphml import DRAWING, TIMES, TYPES, pick
from .parts import RELATION, TIE, Edge, Element, Node
from .table import GraphReader, Seen
from .text_lines import TOKEN, beginning, lines


class Gml(GraphReader):
    """The reader."""

    id = "graphs.gml"
    what = "GML"

    def recognises(self, path: Path) -> bool:
        text = " ".join(line for line in beginning(path)[:200] if not line.startswith("#"))
        return (
            re.search(r"(?:^|\s)graph\s*\[", text) is not None and re.search(r"\bnode\s*\[", text) is not None
        )

    def elements(self, path: Path, seen: Seen) -> Iterator[Element]:
        directed = False
        keys: list[str] = []
        begun, told, last, text = 0, dict[str, str](), "", list[str]()
        for number, line, done in lines(path, seen):
            if line.lstrip().startswith("#"):
                continue
            if begun:
                text.append(line)
            for token in TOKEN.finditer(line):
                quoted, opens, closes, word = token.groups()
                if opens:
                    keys.append(last)
                    if last in ("node", "edge"):
                        begun, told, text = number, {}, [line]
                    last = ""
                elif closes:
                    ended = keys.pop() if keys else ""
                    if ended in ("node", "edge") and begun:
                        yield _gml_element(
                            ended, told, directed, Element(begun, "\n".join(text).strip(), done, [])
                        )
                        begun, text = 0, []
                    last = ""
                elif not last and quoted is None:
                    last = word
                else:
                    said = (
                        (quoted if quoted is not None else word).replace("&quot;", '"').replace("&amp;", "&")
                    )
                    if begun and keys[-1:] in (["node"], ["edge"]):
                        told[last] = said
                    elif last == "directed":
                        directed = said == "1"
                    last = ""
            if len(text) > 10_000:
                raise Problem(
                    f"{path.name} has an element of more than 10,000 lines, begun on line {begun}",
                    "is it GML?",
                )
        if keys:
            raise Problem(f"{path.name} is cut off: it ends inside {keys[-1]} [", "copy or download it again")


def _gml_element(name: str, told: dict[str, str], directed: bool, made: Element) -> Element:
    others = {
        k: v
        for k, v in told.items()
        if k.casefold() not in DRAWING and k not in ("id", "label", "source", "target")
    }
    if name == "node":
        made.fault = "" if told.get("id") else "a node without id"
        attributes = tuple((k, v) for k, v in others.items() if k.casefold() not in TYPES)
        made.parts = [
            Node(told.get("id", ""), pick(others, TYPES), told.get("label", ""), attributes=attributes)
        ]
        return made
    made.fault = "" if told.get("source") and told.get("target") else "an edge without source or target"
    used = ("weight", "value", *TYPES, *TIMES)
    made.parts = [
        Edge(
            told.get("source", ""),
            told.get("target", ""),
            RELATION if directed else TIE,
            pick(others, TYPES),
            told.get("label", ""),
            others.get("weight") or others.get("value", ""),
            pick(others, TIMES),
            attributes=tuple((k, v) for k, v in others.items() if k.casefold() not in used),
        )
    ]
    return made
