"""Entities as MISP objects: which template holds which kind, and which of its attributes the value.

Templates (uuid, version, relations and their attribute types) are those of misp-objects as shipped with pymisp 2.5.34
(BSD 2-clause); types and categories are MISP's describeTypes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from workbench.model.values.wallet import chain_of
from workbench.report.exchange import ids
from workbench.report.extracted import File, Thing, references

Object = dict[str, Any]
CATEGORIES = {  # of each type of attribute that is written, the category MISP gives it by itself
    "text": "Other", "phone-number": "Person", "full-name": "Person", "btc": "Financial fraud",
    "xmr": "Financial fraud", "iban": "Financial fraud", "bank-account-nr": "Financial fraud",
    "cc-number": "Financial fraud", "email": "Social network", "ip-dst": "Network activity",
    "domain": "Network activity", "filename": "Payload delivery", "sha256": "Payload delivery",
    "sha512": "Payload delivery", "size-in-bytes": "Other", "float": "Other", "comment": "Other",
    "x509-fingerprint-sha256": "Network activity",
}  # fmt: skip


@dataclass(frozen=True)
class Template:
    """A template: its uuid and version, the group it belongs to, and the types of the relations that are written."""

    name: str
    uuid: str
    version: str
    group: str
    types: dict[str, str]


TEMPLATES = {
    t.name: t
    for t in (
        Template("person", "a15b0477-e9d1-4b9c-9546-abe78a4f4248", "21", "misc",
                 {"full-name": "full-name", "role": "text", "text": "text"}),
        Template("organization", "f750e12b-127a-432c-b022-b3f9153c4e2a", "9", "misc",
                 {"name": "text", "description": "text"}),
        Template("phone-number", "c4b5a67c-63d2-11ec-90d6-0242ac120003", "1", "mobile",
                 {"phone-number": "phone-number", "text": "text"}),
        Template("phone", "d7e4fbdd-b551-4862-bddb-a0b470a38509", "6", "misc",
                 {"imei": "text", "imsi": "text", "text": "text"}),
        Template("coin-address", "d0e6997e-78da-4815-a6a1-cfc1c1cb8a46", "7", "financial",
                 {"address": "btc", "address-xmr": "xmr", "address-crypto": "text", "symbol": "text", "text": "text"}),
        Template("bank-account", "b4712203-95a8-4883-80e9-b566f5df11c9", "3", "financial",
                 {"iban": "iban", "account": "bank-account-nr", "text": "text"}),
        Template("credit-card", "2b9c57aa-daba-4330-a738-56f18743b0c7", "3", "financial",
                 {"cc-number": "cc-number", "comment": "comment"}),
        Template("cryptocurrency-transaction", "a4aab70f-e43a-48cb-bf82-505de8228dd6", "3", "financial",
                 {"transaction-number": "text"}),
        Template("user-account", "49606b06-22f0-4ac8-8eee-2f12ad46f3d3", "6", "misc",
                 {"username": "text", "account-type": "text", "email": "email", "description": "text"}),
        Template("telegram-account", "06f02ecf-5afb-42c5-9cb0-b362e222f52c", "2", "misc", {"username": "text"}),
        Template("instant-message-group", "e26becca-2149-4bc0-b3fb-7090d43af28f", "2", "misc",
                 {"group-name": "text", "app-used": "text"}),
        Template("ip-port", "9f8cea74-16fe-4968-a2b4-026676949ac6", "10", "network", {"ip": "ip-dst", "text": "text"}),
        Template("domain-ip", "43b3b146-77eb-4931-b4cc-b66c60f28734", "11", "network",
                 {"domain": "domain", "text": "text"}),
        Template("postal-address", "c22cdd17-d38e-42d3-a365-4febdaaaf25e", "4", "misc",
                 {"street": "text", "description": "text"}),
        Template("geolocation", "cd6f2238-ba55-4888-82c4-104e6e1acf21", "8", "misc",
                 {"latitude": "float", "longitude": "float", "text": "text"}),
        Template("vehicle", "683c076c-f695-4ff2-8efa-e98a418049f4", "5", "misc",
                 {"license-plate-number": "text", "description": "text"}),
        Template("pgp-meta", "4c9134c4-b3e8-4d9f-b3c0-c683e70ec1dd", "1", "misc", {"key-id": "text"}),
        Template("x509", "d1ab756a-26b5-4349-9f43-765630f0911c", "14", "network",
                 {"x509-fingerprint-sha256": "x509-fingerprint-sha256", "text": "text"}),
        Template("internal-reference", "a3984dc5-5f70-4776-9262-c19641c0ff6a", "2", "misc",
                 {"identifier": "text", "type": "text", "comment": "comment"}),
        Template("file", "688c46fb-5edb-40a3-8273-1af7923e2215", "25", "file",
                 {"filename": "filename", "sha256": "sha256", "sha512": "sha512", "size-in-bytes": "size-in-bytes",
                  "text": "text"}),
    )
}  # fmt: skip
ROLES = {
    "suspect": "Suspect",
    "victim": "Victim",
    "witness": "Witness",
}  # of involvement, those a person's role has
_ONE = {  # kinds whose value is one relation of a template
    "person": ("person", "full-name"), "organisation": ("organization", "name"),
    "phone": ("phone-number", "phone-number"), "device": ("phone", "imei"), "sim": ("phone", "imsi"),
    "card": ("credit-card", "cc-number"), "transaction": ("cryptocurrency-transaction", "transaction-number"),
    "ip": ("ip-port", "ip"), "address": ("postal-address", "street"), "vehicle": ("vehicle", "license-plate-number"),
    "pgp_key": ("pgp-meta", "key-id"),
}  # fmt: skip
_NOTES = ("text", "description", "comment")  # relations that hold free words, the first a template has
_iban = re.compile(r"^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$")


def held(kind: str) -> bool:
    """Whether a template says by itself what an entity of a kind is."""
    return kind in {*_ONE, "wallet", "account", "email", "handle", "group", "site", "place"}


def _told(thing: Thing) -> tuple[str, dict[str, str]]:
    """The template for a thing, and what identifies it there."""
    value = thing.value
    if thing.kind in _ONE:
        template, relation = _ONE[thing.kind]
        named = thing.kind in ("person", "organisation", "address")
        return template, {relation: (thing.shown or value) if named else value}
    match thing.kind:
        case "wallet":
            chain = chain_of(value)
            relation = {"BTC": "address", "XMR": "address-xmr"}.get(chain, "address-crypto")
            return "coin-address", {relation: value, "symbol": chain}
        case "account":
            return "bank-account", {"iban" if thing.valid and _iban.match(value) else "account": value}
        case "email":
            return "user-account", {"username": value, "account-type": "e-mail", "email": value}
        case "handle":
            platform, _, name = value.rpartition(":")
            if platform == "telegram":
                return "telegram-account", {"username": name}
            return "user-account", {"username": name, "account-type": platform}
        case "group":
            platform, _, name = value.rpartition(":")
            return "instant-message-group", {"group-name": name, "app-used": platform}
        case "site" if "." in value:
            return "domain-ip", {"domain": value}
        case "place" if "," in value:
            latitude, _, longitude = value.partition(",")
            return "geolocation", {"latitude": latitude, "longitude": longitude}
        case "certificate" if re.fullmatch("[0-9A-Fa-f]{64}", value):
            return "x509", {"x509-fingerprint-sha256": value.lower()}
    return "internal-reference", {"identifier": value, "type": thing.kind_title}


class Objects:
    """Makes the object of each thing and file; `at` is the time stamp of all (seconds since 1970, as text)."""

    def __init__(self, case: ids.Ids, at: str) -> None:
        self._ids, self._at = case, at

    def id(self, thing: Thing) -> str:
        return self._ids.uuid(*ids.of_thing(thing))

    def thing(self, thing: Thing, tags: list[str], notes: list[str]) -> Object:
        """An object without its references; tags stand at the attribute that identifies it."""
        name, told = _told(thing)
        told["role"] = ROLES.get(thing.involvement, "") if name == "person" else ""
        said = "; ".join(notes)
        room = next((relation for relation in _NOTES if relation in TEMPLATES[name].types), "")
        if room and said:
            told[room] = said
        comment = f"first named in {references(thing.origins)}" if thing.origins else ""
        if said and not room:
            comment = "; ".join(filter(None, (comment, said)))
        return self._object(ids.of_thing(thing), name, told, comment, tags)

    def file(self, file: File, gradings: list[str]) -> Object:
        told = {
            "filename": file.name,
            "sha256": file.sha256,
            "sha512": file.sha512,
            "size-in-bytes": str(file.bytes),
            "text": "; ".join(
                filter(
                    None,
                    (
                        file.exhibit and f"exhibit {file.exhibit}",
                        f"{file.rows} rows read, {file.kept} kept, {file.rejected} rejected, {file.withheld} withheld",
                        *gradings,
                    ),
                )
            ),
        }
        return self._object(
            ("file", file.sha256), "file", told, "rows of this file are named in comments", []
        )

    def attribute(self, key: tuple[str, ...], type: str, value: str, **more: Any) -> Object:
        """An attribute; MISP takes none without a value."""
        return {
            "uuid": self._ids.uuid("attribute", type, *key),
            "type": type,
            "category": CATEGORIES[type],
            "value": value,
            "to_ids": False,
            "distribution": "5",
            "timestamp": self._at,
            **more,
        }

    def _object(
        self, key: tuple[str, ...], name: str, told: dict[str, str], comment: str, tags: list[str]
    ) -> Object:
        template = TEMPLATES[name]
        attributes = []
        for relation, value in told.items():
            if value.strip():
                made = self.attribute(
                    (relation, *key), template.types[relation], value, object_relation=relation
                )
                attributes.append(made)
        if attributes and tags:
            attributes[0]["Tag"] = [{"name": tag} for tag in tags]
        return {
            "uuid": self._ids.uuid(*key),
            "name": name,
            "meta-category": template.group,
            "template_uuid": template.uuid,
            "template_version": template.version,
            "timestamp": self._at,
            "distribution": "5",
            "comment": comment,
            "Attribute": attributes,
        }
