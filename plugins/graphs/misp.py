"""Reads MISP events: attributes, objects with their attributes, references between them, tags.

An object (person, phone, coin-address, telegram-account, ...) becomes what its template says; a lone attribute is
what its type says and is tied to its event. MISP core format (draft-dulaunoy-misp-core-format).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from .objects import Item, beginning, walk
from .parts import Edge, Element, Node, Pairs
from .table import GraphReader, Seen

LISTS = frozenset({"Attribute", "Object"})
INSIDE = frozenset({"Event", "response"})
TYPES = {  # types of attributes and templates of objects in words that mean the same
    "btc": "wallet", "xmr": "wallet", "dash": "wallet", "coin-address": "wallet", "btc-wallet": "wallet",
    "iban": "account", "bank-account-nr": "account", "bank-account": "account", "cc-number": "card",
    "phone-number": "phone", "phone": "phone", "email-src": "email", "email-dst": "email", "email-reply-to": "email",
    "ip-src": "ip", "ip-dst": "ip", "hostname": "site", "domain": "site", "url": "url", "uri": "url",
    "full-name": "person", "first-name": "", "last-name": "", "person": "person", "organization": "organisation",
    "legal-entity": "organisation", "vehicle": "vehicle", "github-username": "handle", "twitter-id": "handle",
    "jabber-id": "handle", "telegram-account": "handle", "telegram-user": "handle", "user-account": "handle",
    "twitter-account": "handle", "instagram-account": "handle", "facebook-account": "handle",
    "btc-transaction": "txid",
    "pgp-public-key": "", "gene": "", "target-user": "handle", "target-email": "email",
    "whois-registrant-email": "email",
    "whois-registrant-phone": "phone", "whois-registrant-name": "person", "passport-number": "passport",
    "imsi": "imsi", "ip-port": "ip", "pgp-meta": "pgp key",
}  # fmt: skip
PLATFORMS = {
    "telegram-account": "telegram", "telegram-user": "telegram", "twitter-account": "twitter", "twitter-id": "twitter",
    "jabber-id": "xmpp", "github-username": "github", "instagram-account": "instagram", "facebook-account": "facebook",
}  # fmt: skip
MAIN = {  # what names an object, best first, by its template
    "person": ("full-name", "last-name"), "phone": ("msisdn", "imei", "imsi", "text"),
    "coin-address": ("address", "address-xmr", "address-crypto"),
    "btc-wallet": ("wallet-address",), "bank-account": ("iban", "account"),
    "telegram-account": ("username", "phone", "id"),
    "legal-entity": ("name",), "vehicle": ("license-plate-number", "vin"),
    "btc-transaction": ("transaction-number", "txid"), "cryptocurrency-transaction": ("transaction-number",),
    "phone-number": ("phone-number",), "credit-card": ("cc-number",), "postal-address": ("street",),
    "ip-port": ("ip", "ip-dst", "ip-src"), "domain-ip": ("domain", "hostname"), "pgp-meta": ("key-id",),
    "internal-reference": ("identifier",), "instant-message-group": ("group-name",),
}  # fmt: skip
BY_RELATION = {  # objects that are what the attribute says that names them
    ("phone", "imei"): "imei", ("phone", "imsi"): "imsi", ("domain-ip", "domain"): "site",
    ("domain-ip", "hostname"): "site", ("domain-ip", "ip"): "ip",
}  # fmt: skip
NAMES = (
    "username",
    "name",
    "address",
    "value",
    "ip",
    "domain",
    "hostname",
    "url",
    "email",
    "phone",
    "text",
    "id",
    "filename",
)


class Misp(GraphReader):
    """The reader."""

    id = "graphs.misp"
    what = "MISP events"

    def recognises(self, path: Path) -> bool:
        head = beginning(path)
        event = '"Event"' in head or '"Attribute"' in head
        return event and any(
            said in head for said in ('"threat_level_id"', '"orgc_id"', '"Orgc"', '"to_ids"')
        )

    def elements(self, path: Path, seen: Seen) -> Iterator[Element]:
        told: dict[str, str] = {}
        for item in walk(path, LISTS, INSIDE, seen):
            key = item.keys[-1] if item.keys else ""
            if key in LISTS:
                yield _element(item, told.get("info") or told.get("uuid", ""))
            elif isinstance(item.said, str) and key in ("info", "uuid"):
                told[key] = item.said


def _element(item: Item, event: str) -> Element:
    said = item.said
    made = Element(item.line, item.text, item.done, [])
    if not isinstance(said, dict):
        made.fault = "no attribute or object"
    elif said.get("deleted") is True:
        made.parts = []
        made.fault = "the event marks it as deleted"
    elif item.keys[-1] == "Object":
        made.parts = list(_object(said, event))
    elif not isinstance(said.get("value"), str):
        made.fault = "an attribute without value"
    else:
        made.parts = list(_attribute(said, event))
    return made


def _attribute(said: dict[str, Any], event: str) -> Iterator[Node | Edge]:
    node = _node(said)
    yield node
    if event:
        yield Edge(_event(event), node.id, type=str(said.get("category") or "holds"), at=_moment(said))


def _node(said: dict[str, Any]) -> Node:
    type, value = str(said.get("type", "")), str(said["value"])
    if type in ("domain|ip", "hostname|port", "ip-src|port", "ip-dst|port", "filename|sha256"):
        type, value = type.partition("|")[0], value.partition("|")[0]
    attributes: Pairs = tuple(
        (name, str(said[name]))
        for name in ("type", "category", "comment")
        if isinstance(said.get(name), str) and said[name]
    )
    return Node(
        str(said.get("uuid") or value), TYPES.get(type, type), value, value, PLATFORMS.get(type, ""),
        (*attributes, *_tags(said)), _day(said.get("first_seen")), _day(said.get("last_seen")), world=True,
    )  # fmt: skip


def _object(said: dict[str, Any], event: str) -> Iterator[Node | Edge]:
    template = str(said.get("name", ""))
    id = str(said.get("uuid") or said.get("id") or "")
    held = [
        one
        for one in said.get("Attribute") or ()
        if isinstance(one, dict) and isinstance(one.get("value"), str)
    ]
    told = {str(one.get("object_relation") or one.get("type")): str(one["value"]) for one in held}
    full = (
        " ".join(told[name] for name in ("first-name", "last-name") if name in told)
        if template == "person"
        else ""
    )
    main = told.get("full-name") or full if template == "person" else ""
    named = next((name for name in (*MAIN.get(template, ()), *NAMES) if told.get(name)), "")
    main = main or told.get(named, "")
    type, platform = (
        BY_RELATION.get((template, named), TYPES.get(template, template)),
        PLATFORMS.get(template, ""),
    )
    if template == "user-account":
        platform = told.get("account-type", "")
        type, platform = ("email", "") if platform == "e-mail" else (type, platform)
    elif template == "internal-reference":
        type = told.get("type", template)
    note = tuple((name.replace("-", " "), value) for name, value in told.items() if value != main)
    comment = (("comment", str(said["comment"])),) if said.get("comment") else ()
    yield Node(
        id, type, main or template, main, platform, (*note, *comment), _day(said.get("first_seen")),
        _day(said.get("last_seen")), world=True,
    )  # fmt: skip
    if event:
        yield Edge(_event(event), id, type="holds", at=_moment(said))
    for one in said.get("ObjectReference") or ():
        if isinstance(one, dict) and one.get("referenced_uuid"):
            type = str(one.get("relationship_type") or "refers to").replace("-", " ")
            yield Edge(
                id, str(one["referenced_uuid"]), type=type,
                label=str(one.get("comment") or ""), at=_moment(one),
            )  # fmt: skip


def _event(event: str) -> Node:
    return Node(f"event {event}", "event", event, event, world=True)


def _tags(said: dict[str, Any]) -> Pairs:
    return tuple(
        ("tag", str(one["name"]))
        for one in said.get("Tag") or ()
        if isinstance(one, dict) and one.get("name")
    )


def _moment(said: dict[str, Any]) -> str:
    stamp = str(said.get("timestamp") or "")
    if not stamp.isdecimal() or len(stamp) > 11 or not 0 < int(stamp) < 1 << 36:
        return ""
    return datetime.fromtimestamp(int(stamp), UTC).strftime("%Y-%m-%d %H:%M:%S")


def _day(value: Any) -> str:
    return value[:19].replace("T", " ") if isinstance(value, str) else ""
