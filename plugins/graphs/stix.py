"""Reads STIX 2.0 and 2.1 bundles: objects, relationships, sightings, what was observed, references of any kind.

An id of STIX is a UUID and means the same in every bundle. `cryptocurrency-wallet` and other extensions are read like
any object. OASIS, STIX Version 2.1, sections 4 to 6.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from .objects import beginning, walk
from .parts import Edge, Element, Node, Pairs
from .table import GraphReader, Seen

LISTS = frozenset({"objects"})
NAMES = (
    "value", "address", "name", "display_name", "account_login", "user_id", "number", "path", "key", "subject",
    "abstract", "content", "pattern",
)  # fmt: skip
OWN = frozenset(
    {
        "type",
        "id",
        "spec_version",
        "created",
        "modified",
        "revoked",
        "confidence",
        "lang",
        "extensions",
        "objects",
    }
    | {
        "object_marking_refs",
        "granular_markings",
        "created_by_ref",
        "pattern",
        "pattern_type",
        "pattern_version",
    }
)
SAYS_NOTHING = frozenset({"marking-definition", "extension-definition", "language-content"})
NO_ENTITY = SAYS_NOTHING | {"relationship", "sighting"}
CALLED = {  # STIX's words where ours differ
    "ipv4-addr": "ip address", "ipv6-addr": "ip address", "email-addr": "email address", "domain-name": "domain",
    "phone-number": "phone number", "x-phone-number": "phone number", "mobile-phone": "phone number",
}  # fmt: skip
_wallet = re.compile(r"crypto.*(?:wallet|address)")


class Stix(GraphReader):
    """The reader."""

    id = "graphs.stix"
    what = "a STIX bundle"

    def recognises(self, path: Path) -> bool:
        text = beginning(path)
        head = text[:4000]
        return text.startswith("{") and bool(
            re.search(r'"type"\s*:\s*"bundle"', head) or ('"spec_version"' in head and '"objects"' in head)
        )

    def elements(self, path: Path, seen: Seen) -> Iterator[Element]:
        for item in walk(path, LISTS, frozenset(), seen):
            if item.keys == ("objects",):
                made = Element(item.line, item.text, item.done, [])
                if not isinstance(item.said, dict) or not isinstance(item.said.get("id"), str):
                    made.fault = "an object without id"
                elif item.said.get("type") not in SAYS_NOTHING:
                    made.parts = list(_parts(item.said))
                else:
                    continue
                yield made


def _parts(said: dict[str, Any]) -> Iterator[Node | Edge]:
    type = str(said.get("type", ""))
    if type == "relationship":
        yield Edge(
            _text(said.get("source_ref")),
            _text(said.get("target_ref")),
            type=_text(said.get("relationship_type")).replace("-", " "),
            label=_text(said.get("description")),
            at=_moment(said.get("start_time")),
            until=_moment(said.get("stop_time")),
            certainty=_certainty(said),
        )
    elif type == "sighting":
        yield from _sighting(said)
    else:
        yield _node(said)
        yield from _references(said)
        yield from _held(said)


def _node(said: dict[str, Any]) -> Node:
    type = str(said.get("type", ""))
    called = CALLED.get(type, "wallet" if _wallet.search(type) else type)
    if type == "identity":
        sort = _text(said.get("identity_class"))
        called = {"individual": "person", "organization": "organisation"}.get(
            sort, f"identity: {sort}" if sort else type
        )
    value = next((_text(said[name]) for name in NAMES if isinstance(said.get(name), str) and said[name]), "")
    return Node(
        str(said["id"]), called, value, platform=_text(said.get("account_type")) if type == "user-account" else "",
        attributes=_attributes(said, value), at=_moment(said.get("first_seen") or said.get("first_observed")),
        until=_moment(said.get("last_seen") or said.get("last_observed")), world=True,
    )  # fmt: skip


def _sighting(said: dict[str, Any]) -> Iterator[Edge]:
    """Who saw what, or where; a sighting that names nobody is told by its maker."""
    what = _text(said.get("sighting_of_ref"))
    places = [_text(one) for one in _list(said.get("where_sighted_refs"))] or [
        _text(said.get("created_by_ref"))
    ]
    for place in places:
        yield Edge(
            place or what, what if place else "", type="sighted", weight=_text(said.get("count")),
            at=_moment(said.get("first_seen")), until=_moment(said.get("last_seen")), certainty=_certainty(said),
        )  # fmt: skip
    for observed in _list(said.get("observed_data_refs")):
        yield Edge(what, _text(observed), type="sighting seen in")


def _references(said: dict[str, Any]) -> Iterator[Edge]:
    """What an object refers to: report to its objects, e-mail message to its addresses, file to its folder."""
    for name, value in said.items():
        if name in OWN or not name.endswith(("_ref", "_refs")):
            continue
        label = name.removesuffix("_refs").removesuffix("_ref").replace("_", " ")
        for one in _list(value):
            if isinstance(one, str) and "--" in one and one.partition("--")[0] not in NO_ENTITY:
                yield Edge(str(said["id"]), one, type="holds" if label == "object" else label)


def _held(said: dict[str, Any]) -> Iterator[Node | Edge]:
    """Objects inside observed data, as STIX 2.0 has them, numbered only there."""
    held = said.get("objects")
    if not isinstance(held, dict):
        return
    ids = {key: f"{said['id']}/{key}" for key in held}
    for key, one in held.items():
        if not isinstance(one, dict):
            continue
        own = {**one, "id": ids[key]}
        yield _node(own)
        yield Edge(str(said["id"]), ids[key], type="holds")
        for name, value in one.items():
            for other in _list(value) if name.endswith(("_ref", "_refs")) else []:
                if other in ids:
                    label = name.removesuffix("_refs").removesuffix("_ref").replace("_", " ")
                    yield Edge(ids[key], ids[other], type=label)


def _attributes(said: dict[str, Any], name: str) -> Pairs:
    told: list[tuple[str, str]] = []
    for key, value in said.items():
        if key in OWN or key.endswith(("_ref", "_refs")) or value == name or key == "identity_class":
            continue
        words = key.replace("_", " ")
        if isinstance(value, str):
            told.append((words, value))
        elif isinstance(value, bool):
            told.append((words, "yes" if value else "no"))
        elif isinstance(value, list) and all(isinstance(one, str) for one in value):
            told += [(words, one) for one in value]
    return tuple(told)


def _certainty(said: dict[str, Any]) -> str:
    return f"confidence {said['confidence']}" if isinstance(said.get("confidence"), str) else ""


def _moment(value: Any) -> str:
    return _text(value).replace("T", " ").removesuffix("Z")


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
