"""Under which value, kind and scope an entity of another tool's graph enters the case.

An identifier (phone, e-mail, wallet, ...) is itself wherever it stands. A label that is a name and that only one
node of the file bears identifies, too. All else, an id such as "12" above all, means something only inside its file:
it is a thing with the file's name and the beginning of its SHA-256 as scope, so that node 12 of two files is never
taken for one.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import NamedTuple

from .parts import Node
from .sorts import NAMED, THING, fits, kind_of_form, kind_of_type, platform_of_type


class Named(NamedTuple):
    """An entity as the recipe gets it; `scope` is the platform of a handle, or the file of an id."""

    value: str
    kind: str
    scope: str


NOBODY = Named("", "", "")
_uuid = re.compile(r"([0-9a-f]{8})-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$", re.I)
_NOTHING = frozenset("none null nil na n/a nan unknown undefined unnamed untitled".split())  # noqa: SIM905


class Names:
    """The names of all nodes of a file; learn every node first, then ask."""

    def __init__(self, scope: str) -> None:
        self.scope = scope
        self._met: set[str] = set()
        self._found: dict[str, Named] = {}
        self._nodes: dict[str, Node] = {}
        self._bearers: dict[tuple[str, str], str] = {}  # by kind and label: the one id that bears it, else ""

    def learn(self, node: Node) -> None:
        """Takes note of a node; one met again adds what the first did not say."""
        before = self._nodes.get(node.id)
        self._met.add(node.id)
        if before is None or not (before.label or before.value):
            self._nodes[node.id] = replace(node, attributes=())
            self._found.pop(node.id, None)
        label = _borne(node)
        if label[1] and self._bearers.setdefault(label, node.id) != node.id:
            self._bearers[label] = ""

    def meet(self, id: str) -> None:
        """Takes note of an id that an edge names."""
        self._met.add(id)

    @property
    def count(self) -> int:
        """How many nodes there are, those only edges name included."""
        return len(self._met)

    def of(self, said: str | Node) -> Named:
        """How an end of an edge, or a node, is called."""
        if isinstance(said, Node):
            return self._name(self._nodes.get(said.id, said))
        if not said:
            return NOBODY
        known = self._found.get(said)
        if known is None:
            known = self._found[said] = self._name(self._nodes.get(said, Node(said)))
        return known

    def _name(self, node: Node) -> Named:
        other = self._nodes.get(node.stands_for)
        if other is not None and not other.stands_for:
            return self.of(other.id)
        if node.kind:
            platform, colon, name = node.value.partition(":")
            handle = node.kind == "handle" and colon
            return Named(name, node.kind, platform) if handle else Named(node.value, node.kind, "")
        kind = kind_of_type(node.type)
        candidates = [text for text in (node.value, node.label, node.id) if text]
        if kind and kind not in NAMED:
            value = next((text for text in candidates if fits(kind, text)), "")
            if value:
                return Named(value, kind, node.platform or platform_of_type(node.type))
        if not kind or kind == THING:
            for text in candidates:
                plain = kind_of_form(text)
                if plain:
                    return Named(text, plain, "")
        return self._called(node, kind if kind in NAMED else THING)

    def _called(self, node: Node, kind: str) -> Named:
        """The name of an entity that no identifier tells."""
        label = node.label or node.value or (node.id if _is_name(node.id) else "")
        alone = self._bearers.get(_borne(node), node.id) == node.id
        nameless = label.casefold() in _NOTHING
        worded = any(letter.isalpha() for letter in label) and not nameless
        known = label != node.id or node.world or kind != THING or _is_name(label)
        if worded and known and (alone or node.value):
            return Named(label, kind, node.platform)
        if label and label != node.id and (node.world or (kind != THING and worded)):
            return Named(f"{label} ({_short(node.id)})", kind, "")
        if node.world:
            return Named(node.id, THING, "")
        if label and label != node.id:
            return Named(
                label if alone and not nameless else f"{label} ({_short(node.id)})", THING, self.scope
            )
        return Named(_short(node.id), THING, self.scope)


def _borne(node: Node) -> tuple[str, str]:
    """The label a node bears among those of its kind."""
    return kind_of_type(node.type), " ".join(node.label.casefold().split())


def _short(id: str) -> str:
    """An id without what only makes it long: the beginning of a UUID tells as much inside one file."""
    return _uuid.sub(r"\1", id.rpartition("/")[2] or id)


def _is_name(text: str) -> bool:
    """Whether an id is a name in itself ("John", "Acme Ltd") and no number with letters around it (n12, ID7)."""
    return not any(letter.isdigit() for letter in text) and sum(map(str.isalpha, text)) >= 3
