"""Reads CASE/UCO investigations as JSON-LD: accounts, calls, messages, devices, identities, relationships.

Objects stand in @graph or in uco-core:object of a bundle; what is known of one stands in its facets. Prefixes differ
between tools and are not looked at: CallFacet is a call in whatever namespace. UCO 1.x, observable and core.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from .objects import beginning, walk
from .parts import CALL, MESSAGE, RELATION, TIE, Edge, Element, Node, Pairs
from .table import GraphReader, Seen

LISTS = frozenset({"@graph", "uco-core:object", "core:object", "object"})
VALUES = (  # what identifies an object, best first: the property and the type it makes of the object
    ("phoneNumber", "phone"), ("addressValue", ""), ("IMEI", "device"), ("IMSI", "sim"), ("ICCID", "sim"),
    ("emailAddress", "email"), ("fullValue", "url"), ("accountIdentifier", ""), ("accountLogin", ""),
    ("displayName", ""), ("host", ""), ("hashValue", ""), ("fileName", ""), ("filePath", ""), ("serialNumber", ""),
)  # fmt: skip
NAMES = ("name", "displayName", "fileName", "applicationIdentifier", "title", "description")
CALLS = ("CallFacet", "PhoneCallFacet")
MESSAGES = ("MessageFacet", "SMSMessageFacet", "EmailMessageFacet")
REFERENCES = {  # properties that refer to another object, and the type of that link
    "accountIssuer": "issued by", "application": "account of", "owner": "owned by",
    "participant": "participant", "sIMCard": "SIM card", "simCard": "SIM card", "phoneAccount": "phone account",
    "performer": "performed by", "manufacturer": "made by",
}  # fmt: skip
SECRET = frozenset({"password", "passwordhash", "pin", "puk"})  # stands in the verbatim row, not in a table
TYPES = (
    ("PhoneAccount", "phone"),
    ("EmailAccount", "email"),
    ("EmailAddress", "email"),
    ("MobileDevice", "device"),
)
NO_ENTITY = frozenset(
    {"Investigation", "Bundle", "ProvenanceRecord", "InvestigativeAction", "ThreadItem", "Annotation", "Tool",
     "MarkingDefinition", "Authorization"}
)  # fmt: skip


class CaseUco(GraphReader):
    """The reader."""

    id = "graphs.case_uco"
    what = "a CASE/UCO investigation"
    has_events = True

    def recognises(self, path: Path) -> bool:
        head = beginning(path)
        return ("@context" in head or "@graph" in head) and (
            "unifiedcyberontology.org" in head or "caseontology.org" in head or '"uco-' in head
        )

    def elements(self, path: Path, seen: Seen) -> Iterator[Element]:
        for item in walk(path, LISTS, frozenset(), seen):
            if not item.keys or item.keys[-1] not in LISTS:
                continue
            said = item.said
            made = Element(item.line, item.text, item.done, [])
            if not isinstance(said, dict) or not isinstance(said.get("@id"), str):
                made.fault = "an object without @id"
            else:
                made.parts = [part for one in _flat(said) for part in _parts(one)]
                if not made.parts:
                    continue
            yield made


def _flat(said: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """An object, and those a bundle holds."""
    yield said
    for key, value in said.items():
        if _bare(key) == "object":
            for one in _list(value):
                if isinstance(one, dict) and "@type" in one and isinstance(one.get("@id"), str):
                    yield from _flat(one)


def _parts(said: dict[str, Any]) -> Iterator[Node | Edge]:
    types = [_bare(one) for one in _list(said.get("@type")) if isinstance(one, str)]
    if any("Relationship" in one for one in types):
        yield from _relationship(said)
        return
    if "Event" in types and (met := list(_context(said))):
        yield from _happening(said, met)
        return
    told = _told(said)
    events = [(what, facet) for what, facet in _facets(said)]
    called = [one for one in events if one[0] in CALLS or one[0] in MESSAGES]
    for name, facet in called:
        yield from _event(said, name, facet)
    if called or NO_ENTITY & set(types):
        return
    if types[:1] in (["Message"], ["Call"]) and not told:
        return  # only announced here; nothing is said of it
    yield _node(str(said["@id"]), types, told)
    for key, type in REFERENCES.items():
        for other in told.get(key, ()):
            if (
                isinstance(other, dict)
                and "@id" in other
                and not (key == "application" and "Message" in types[0])
            ):
                yield Edge(str(said["@id"]), str(other["@id"]), type=type)


def _node(id: str, types: list[str], told: dict[str, list[Any]]) -> Node:
    plain = {key: [text for one in values if (text := _text(one))] for key, values in told.items()}
    type = types[0] if types else ""
    value = ""
    for key, sort in VALUES:
        if plain.get(key):
            value, type = plain[key][0], sort or type
            break
    type = next((sort for name, sort in TYPES if name == type), type)
    names = [*plain.get("givenName", [])[:1], *plain.get("familyName", [])[:1]]
    label = next((plain[key][0] for key in NAMES if plain.get(key)), "") or " ".join(names)
    if type in ("Person", "Identity") and names:
        label, value = " ".join(names), ""
    attributes: Pairs = tuple(
        (_words(key), text)
        for key, values in plain.items()
        for text in values
        if text not in (value, label) and key.casefold() not in SECRET
    )
    wraps = next((_id(one) for one in told.get("emailAddress", ()) if _id(one)), "") if not value else ""
    return Node(id, type, label, value, attributes=attributes, stands_for=wraps)


def _relationship(said: dict[str, Any]) -> Iterator[Edge]:
    told = {_bare(key): _list(value) for key, value in said.items()}
    kind = next((_text(one) for one in told.get("kindOfRelationship", ())), "")
    directed = next((_text(one) for one in told.get("isDirectional", ())), "yes") != "no"
    at = _moment(told, "startTime", "observableCreatedTime")
    for start in told.get("source", ()):
        for end in told.get("target", ()):
            if _id(start) and _id(end):
                yield Edge(
                    _id(start), _id(end), RELATION if directed else TIE, kind.replace("_", " "), at=at,
                    until=_moment(told, "endTime"),
                )  # fmt: skip


def _event(said: dict[str, Any], name: str, facet: dict[str, Any]) -> Iterator[Edge]:
    """A call or message from one to each of those it went to; without a sender, between all of them."""
    told = {_bare(key): _list(value) for key, value in facet.items()}
    what = CALL if name in CALLS else MESSAGE
    senders = [_id(one) for one in told.get("from", ()) if _id(one)]
    to = [_id(one) for key in ("to", "cc", "bcc", "participant") for one in told.get(key, ()) if _id(one)]
    at = _moment(told, "startTime", "sentTime", "receivedTime", "modifiedTime")
    text = next((_text(one) for key in ("messageText", "body", "subject") for one in told.get(key, ())), "")
    kind = next((_text(one) for key in ("callType", "messageType") for one in told.get(key, ())), "")
    duration = next((_text(one) for one in told.get("duration", ())), "")
    note = _attributes(said)
    if senders:
        for sender in senders:
            for receiver in to or [""]:
                yield Edge(sender, receiver, what, kind, at=at, duration=duration, text=text, attributes=note)
        return
    for place, one in enumerate(to):
        for other in to[place + 1 :]:
            yield Edge(
                one, other, TIE, "in one call" if what == CALL else "in one message", at=at,
                attributes=(("duration", duration), ("text", text), *note),
            )  # fmt: skip


def _context(said: dict[str, Any]) -> Iterator[str]:
    """Whom and what an event names."""
    for key, value in said.items():
        if _bare(key) == "eventContext":
            yield from (_id(one) for one in _list(value) if _id(one))


def _happening(said: dict[str, Any], met: list[str]) -> Iterator[Node | Edge]:
    """An event but calls and messages: a tie of the first it names with each other, or what it says of one."""
    told = {_bare(key): _list(value) for key, value in said.items()}
    kind = next((_text(one) for one in told.get("eventType", ())), "")
    entries = [
        {_bare(key): _text(value) for key, value in entry.items()}
        for one in told.get("eventAttribute", ())
        if isinstance(one, dict)
        for name, held in one.items()
        if _bare(name) == "entry"
        for entry in _list(held)
        if isinstance(entry, dict)
    ]
    attributes = tuple((entry.get("key", ""), entry.get("value", "")) for entry in entries)
    at, until = _moment(told, "startTime"), _moment(told, "endTime")
    for other in met[1:]:
        yield Edge(met[0], other, TIE, kind, at=at, until=until, attributes=attributes)
    if len(met) == 1:
        yield Node(met[0], attributes=(("event", kind), *attributes), at=at, until=until)


def _attributes(said: dict[str, Any]) -> Pairs:
    return tuple(
        (_bare(key), _text(value))
        for key, value in said.items()
        if _bare(key) in ("name", "description") and _text(value)
    )


def _facets(said: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for key, value in said.items():
        if _bare(key) in ("hasFacet", "facets", "hasPropertyBundle"):
            for facet in _list(value):
                if isinstance(facet, dict):
                    types = [_bare(one) for one in _list(facet.get("@type")) if isinstance(one, str)]
                    yield (types[0] if types else ""), facet


def _told(said: dict[str, Any]) -> dict[str, list[Any]]:
    """What the object and its facets say, by bare names."""
    told: dict[str, list[Any]] = {}
    for one in (said, *(facet for _, facet in _facets(said))):
        for key, value in one.items():
            if not key.startswith("@") and _bare(key) not in ("hasFacet", "facets", "object"):
                told.setdefault(_bare(key), []).extend(_list(value))
    return told


def _bare(name: str) -> str:
    return re.split(r"[:/#]", name)[-1]


def _words(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()


def _id(value: Any) -> str:
    return str(value.get("@id", "")) if isinstance(value, dict) else value if isinstance(value, str) else ""


def _moment(told: dict[str, list[Any]], *names: str) -> str:
    said = next((_text(one) for name in names for one in told.get(name, ())), "")
    return re.sub(r"(\d\d:\d\d:\d\d)\.\d+", r"\1", said).replace("T", " ").removesuffix("Z")


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _text(value: Any) -> str:
    """A literal as text: plain, typed ({"@value": ...}) or with a language; "" for references."""
    if isinstance(value, dict):
        value = value.get("@value", "")
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value if isinstance(value, str) else ""
