"""What a graph of another tool is made of: nodes, edges, and the elements of the file they stand in."""

from __future__ import annotations

from dataclasses import dataclass

RELATION, TIE, CALL, MESSAGE, PAYMENT = "relation", "tie", "call", "message", "payment"
Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Node:
    """An entity of the other tool.

    `type` is what the tool calls its sort; `value` identifies it where the tool says so by itself ("" = its label
    does); `platform` is where a handle lives; `world` says that the id means the same everywhere (a UUID). Where
    `kind` is set, Clew itself wrote the file: `value` is one of that kind of entity, whatever it looks like.
    """

    id: str
    type: str = ""
    label: str = ""
    value: str = ""
    platform: str = ""
    attributes: Pairs = ()
    at: str = ""
    until: str = ""
    world: bool = False
    stands_for: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Edge:
    """What holds between two entities, or happened: `what` is relation (directed), tie (not), call, message or
    payment. The ends are ids of nodes, or nodes that stand in the edge itself; "" where the file names nobody.
    """

    start: str | Node
    end: str | Node
    what: str = RELATION
    type: str = ""
    label: str = ""
    weight: str = ""
    at: str = ""
    until: str = ""
    duration: str = ""
    amount: str = ""
    asset: str = ""
    text: str = ""
    certainty: str = ""
    attributes: Pairs = ()


@dataclass(slots=True)
class Element:
    """One row: an element of the file, the line it begins on, its text, and the parts it holds.

    `fault` says why it cannot be used. `done` is how many bytes of the file were read by then; `table` names the
    graph it belongs to in a file of several.
    """

    line: int
    text: str
    done: int
    parts: list[Node | Edge]
    fault: str = ""
    table: str = "graph"
