"""Entities as STIX 2.1 has them: people and organisations are identities, all else observables."""

from __future__ import annotations

import ipaddress
import json
import re
import uuid
from typing import Any

from workbench.model.values.wallet import chain_of
from workbench.report.exchange import ids
from workbench.report.exchange.stix_extension import EXTENSION, NEW
from workbench.report.extracted import Origin, Spot, Thing, references

Object = dict[str, Any]

OBSERVABLES = uuid.UUID("00abedb4-aa42-466c-9c01-fed23315a9b7")  # STIX 2.1, section 2.9
CLASSES = {"person": "individual", "organisation": "organization"}
TYPES = {  # names of the new types; a kind that is not here is "clew-" and its id
    "phone": "phone-number", "wallet": "cryptocurrency-wallet", "account": "bank-account", "card": "payment-card",
    "parcel": "parcel", "vehicle": "vehicle", "device": "mobile-device", "sim": "sim-card", "cell": "cell-site",
    "address": "postal-address", "pgp_key": "pgp-key", "transaction": "cryptocurrency-transaction",
    "site": "website", "document": "identity-document",
}  # fmt: skip
_domain = re.compile(r"^(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$")


class Things:
    """Makes the object of each thing; `made` is when objects were made, `common` what every one of them carries."""

    def __init__(self, case: ids.Ids, made: Object, marks: list[str]) -> None:
        self._ids, self._made = case, made
        self._marked = {"object_marking_refs": marks} if marks else {}

    def id_of(self, thing: Thing) -> str:
        return str(self._bare(thing)["id"])

    def object(self, thing: Thing, spot: Spot | None, gradings: list[str]) -> Object:
        """The object with all that is known of the thing."""
        bare, said = self._bare(thing), {**_said(thing, spot), **({"gradings": gradings} if gradings else {})}
        if bare["type"] == "identity":
            told = {
                "roles": [thing.involvement] if thing.involvement else [],
                "labels": [t.name for t in thing.tags],
            }
            found = {**bare, **self._made, **{k: v for k, v in told.items() if v}, **self._marked}
            if thing.origins:
                found["external_references"] = references_of(thing.origins)
            return found | _extended(said)
        if "extensions" in bare:
            return {**bare, **{k: v for k, v in said.items() if k != "value"}, **self._marked}
        return {**bare, **self._marked, **_extended(said)}

    def _bare(self, thing: Thing) -> Object:
        """What identifies the thing: type, id and the properties the id is made of."""
        if thing.kind in CLASSES:
            id = f"identity--{self._ids.uuid(*ids.of_thing(thing))}"
            said = {"name": thing.shown or thing.value, "identity_class": CLASSES[thing.kind]}
            return {"type": "identity", "spec_version": "2.1", "id": id, **said}
        type, told = _observable(thing)
        contributing = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        id = f"{type}--{uuid.uuid5(OBSERVABLES, contributing.encode('utf-8', 'replace').decode())}"
        found = {"type": type, "spec_version": "2.1", "id": id, **told}
        return found if type in _STANDARD else {**found, "extensions": {EXTENSION: NEW}}


_STANDARD = frozenset({"ipv4-addr", "ipv6-addr", "email-addr", "domain-name", "user-account"})


def _observable(thing: Thing) -> tuple[str, dict[str, str]]:
    """The type of an observable and the properties that its id is made of, as the standard has them for its own."""
    value = thing.value
    if thing.kind == "ip":
        try:
            return ("ipv6-addr" if ipaddress.ip_address(value).version == 6 else "ipv4-addr"), {
                "value": value
            }
        except ValueError:
            pass
    if thing.kind == "email":
        return "email-addr", {"value": value}
    if thing.kind == "site" and _domain.match(value):
        return "domain-name", {"value": value}
    if thing.kind == "handle":
        platform, _, name = value.rpartition(":")
        return "user-account", {"account_login": name, **({"account_type": platform} if platform else {})}
    slug = re.sub(r"[^a-z0-9]+", "-", thing.kind.lower()).strip("-")
    return TYPES.get(thing.kind, f"clew-{slug or 'thing'}"[:250]), {"value": value}


def _said(thing: Thing, spot: Spot | None) -> Object:
    """What the case says of a thing beside its value, empty things left away."""
    told = {
        "kind": thing.kind,
        "shown": thing.shown,
        "name": thing.caption if thing.caption not in (thing.shown, thing.value) else "",
        "currency": chain_of(thing.value) if thing.kind == "wallet" else "",
        "involvement": thing.involvement,
        "check_failed": not thing.valid,
        "common_service": thing.common,
        "records": thing.records,
        "basis": thing.basis,
        "same_as": [value for _, value in thing.same_as],
        "tags": [tag.name for tag in thing.tags],
        "rows": [references(thing.origins)] if thing.origins else [],
    }
    if spot is not None:
        told |= {"latitude": spot.latitude, "longitude": spot.longitude, "place_known_by": spot.known}
    return {name: said for name, said in told.items() if said or isinstance(said, float)}


def _extended(said: Object) -> Object:
    return {"extensions": {EXTENSION: {"extension_type": "property-extension", **said}}}


def references_of(origins: tuple[Origin, ...]) -> list[Object]:
    """Each file that rows stand in, with its SHA-256 and the rows."""
    files: dict[str, list[Origin]] = {}
    for origin in origins:
        files.setdefault(origin.sha256, []).append(origin)
    return [
        {"source_name": rows[0].name, "description": references(rows), "hashes": {"SHA-256": sha256}}
        for sha256, rows in files.items()
    ]
