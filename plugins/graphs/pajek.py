"""Reads Pajek networks (.net): *Vertices, then *Arcs (directed), *Edges, *Arcslist or *Edgeslist."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from .parts import RELATION, TIE, Edge, Element, Node
from .table import GraphReader, Seen
from .text_lines import TOKEN, beginning, lines


class Pajek(GraphReader):
    """The reader."""

    id = "graphs.pajek"
    what = "a Pajek network"

    def recognises(self, path: Path) -> bool:
        return any(re.match(r"\*vertices\s+\d+", line.strip(), re.I) for line in beginning(path)[:50])

    def elements(self, path: Path, seen: Seen) -> Iterator[Element]:
        part = ""
        for number, line, done in lines(path, seen):
            said = line.strip()
            if not said or said.startswith("%"):
                continue
            if said.startswith("*"):
                part = re.split(r"[\s:]", said[1:].casefold())[0]
                continue
            read = _PAJEK.get(part)
            if read is not None:
                made = Element(
                    number, line, done, read([quoted or word for quoted, _, _, word in TOKEN.findall(said)])
                )
                made.fault = "" if made.parts else f"nothing that {part} can hold"
                yield made


def _vertex(cells: Sequence[str]) -> list[Node | Edge]:
    return [Node(cells[0], label=cells[1] if len(cells) > 1 else "")] if cells else []


def _arc(what: str) -> Callable[[Sequence[str]], list[Node | Edge]]:
    def read(cells: Sequence[str]) -> list[Node | Edge]:
        return (
            [Edge(cells[0], cells[1], what, weight=cells[2] if len(cells) > 2 else "")]
            if len(cells) > 1
            else []
        )

    return read


def _arcs(what: str) -> Callable[[Sequence[str]], list[Node | Edge]]:
    def read(cells: Sequence[str]) -> list[Node | Edge]:
        return [Edge(cells[0], other, what) for other in cells[1:]]

    return read


_PAJEK: dict[str, Callable[[Sequence[str]], list[Node | Edge]]] = {
    "vertices": _vertex, "arcs": _arc(RELATION), "edges": _arc(TIE), "arcslist": _arcs(RELATION),
    "edgeslist": _arcs(TIE),
}  # fmt: skip
