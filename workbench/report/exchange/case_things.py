"""Entities as CASE/UCO has them: which class and which facet hold which kind.

UCO 1.4, the ontology behind CASE 1.4 (caseontology.org, Apache 2.0). Objects are JSON-LD nodes; a kind without
a class is an ObservableObject with a type of our own before it.
"""

from __future__ import annotations

import re
from typing import Any

from workbench.model.values.wallet import chain_of
from workbench.report.exchange import ids
from workbench.report.extracted import Origin, Spot, Thing, references

Node = dict[str, Any]
OWN = "tag:clew.invalid,2026:kind/"  # the namespace of types that UCO has no class for
CONTEXT = {
    "uco-core": "https://ontology.unifiedcyberontology.org/uco/core/",
    "uco-action": "https://ontology.unifiedcyberontology.org/uco/action/",
    "uco-identity": "https://ontology.unifiedcyberontology.org/uco/identity/",
    "uco-location": "https://ontology.unifiedcyberontology.org/uco/location/",
    "uco-marking": "https://ontology.unifiedcyberontology.org/uco/marking/",
    "uco-observable": "https://ontology.unifiedcyberontology.org/uco/observable/",
    "uco-tool": "https://ontology.unifiedcyberontology.org/uco/tool/",
    "uco-types": "https://ontology.unifiedcyberontology.org/uco/types/",
    "case-investigation": "https://ontology.caseontology.org/case/investigation/",
    "clew": OWN,
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
OBJECT = "uco-observable:ObservableObject"
LOCATIONS = frozenset({"address", "place"})
PEOPLE = {"person": "uco-identity:Person", "organisation": "uco-identity:Organization"}
_TYPES = {  # the classes of a kind, the telling one first
    "phone": ("uco-observable:PhoneAccount",),
    "short_code": ("clew:ShortCode", "uco-observable:PhoneAccount"),
    "sender": ("clew:NamedSender", "uco-observable:PhoneAccount"),
    "device": ("uco-observable:MobileDevice",),
    "sim": ("uco-observable:SIMCard",),
    "cell": ("uco-observable:CellSite",),
    "email": ("uco-observable:EmailAddress",),
    "handle": ("uco-observable:ApplicationAccount",),
    "group": ("clew:Group", "uco-observable:ApplicationAccount"),
    "account": ("clew:BankAccount", "uco-observable:Account"),
    "card": ("uco-observable:PaymentCard",),
    "wallet": ("clew:CryptocurrencyWallet", "uco-observable:Account"),
    "transaction": ("clew:CryptocurrencyTransaction", OBJECT),
    "pgp_key": ("clew:PgpKey", OBJECT),
    "document": ("clew:IdentityDocument", OBJECT),
    "address": ("uco-location:Location",),
    "place": ("uco-location:Location",),
} | {kind: (type,) for kind, type in PEOPLE.items()}  # fmt: skip


class Things:
    """Makes the node of each thing; `marked` is what marks its handling, carried by every node."""

    def __init__(self, case: ids.Ids, marked: Node) -> None:
        self.ids, self._marked = case, marked

    def node(self, key: tuple[str, ...], types: str | tuple[str, ...], told: Node) -> Node:
        """A node with a lasting id; what is empty is left away."""
        kept = {name: said for name, said in told.items() if said not in ("", [], None)}
        return {
            "@id": self.id(*key),
            "@type": types if isinstance(types, str) else _one(types),
            **kept,
            **self._marked,
        }

    def id(self, *key: str) -> str:
        return f"urn:uuid:{self.ids.uuid(*key)}"

    def ref(self, thing: Thing) -> Node:
        return {"@id": self.id(*ids.of_thing(thing))}

    def thing(self, thing: Thing, spot: Spot | None, gradings: list[str]) -> Node:
        key = ids.of_thing(thing)
        types, facets = _types_of(thing), _facets(thing)
        if spot is not None and thing.kind in LOCATIONS:
            facets.append(degrees(spot))
        told = {
            "uco-core:name": thing.shown or thing.value,
            "uco-core:description": self._said(thing, gradings),
            "uco-core:tag": [tag.name for tag in thing.tags],
            "uco-core:hasFacet": [self.facet((*key, str(n)), facet) for n, facet in enumerate(facets)],
            "uco-core:externalReference": self.rows(key, thing.origins),
        }
        return self.node(key, types, told)

    def facet(self, key: tuple[str, ...], facet: Node) -> Node:
        """A facet with an id of its own, as the shapes want it."""
        return {"@id": self.id("facet", *key), **facet}

    def rows(self, key: tuple[str, ...], origins: tuple[Origin, ...]) -> list[Node]:
        """The rows behind something, an external reference for each file."""
        files: dict[str, list[Origin]] = {}
        for origin in origins:
            files.setdefault(origin.sha256, []).append(origin)
        return [
            {
                "@id": self.id("rows", sha256, *key),
                "@type": "uco-core:ExternalReference",
                "uco-core:definingContext": f"rows of {rows[0].name}",
                "uco-core:externalIdentifier": references(rows),
            }
            for sha256, rows in files.items()
        ]

    def _said(self, thing: Thing, gradings: list[str]) -> list[str]:
        """What the case says of a thing beside its value."""
        said = [thing.kind_title]
        said += (
            [f"on the chain {chain}"] if thing.kind == "wallet" and (chain := chain_of(thing.value)) else []
        )
        said += [f"shown as {thing.caption}"] if thing.caption not in ("", thing.shown, thing.value) else []
        said += [f"judged to be the same as {kind} {value}" for kind, value in thing.same_as]
        said += ["the value does not pass its check"] if not thing.valid else []
        said += ["a common service that many use"] if thing.common else []
        said += [f"entered by hand on the word of {thing.basis}"] if thing.basis else []
        return list(dict.fromkeys([*said, *gradings]))


def dictionary(things: Things, key: tuple[str, ...], told: dict[str, str]) -> Node:
    """Pairs of texts as UCO has them."""
    entries = [
        {
            "@id": things.id("entry", *key, str(n)),
            "@type": "uco-types:DictionaryEntry",
            "uco-types:key": name,
            "uco-types:value": value,
        }
        for n, (name, value) in enumerate(told.items())
    ]
    return {"@id": things.id("entries", *key), "@type": "uco-types:Dictionary", "uco-types:entry": entries}


def degrees(spot: Spot) -> Node:
    return {
        "@type": "uco-location:LatLongCoordinatesFacet",
        "uco-location:latitude": decimal(spot.latitude),
        "uco-location:longitude": decimal(spot.longitude),
    }


def decimal(number: float) -> Node:
    return {"@type": "xsd:decimal", "@value": f"{number:.6f}"}


def _one(types: tuple[str, ...]) -> str | list[str]:
    return types[0] if len(types) == 1 else list(types)


def _types_of(thing: Thing) -> tuple[str, ...]:
    if thing.kind == "ip":
        return ("uco-observable:IPv6Address" if ":" in thing.value else "uco-observable:IPv4Address",)
    if thing.kind == "site" and "." in thing.value:
        return ("uco-observable:DomainName",)
    named = "".join(part.capitalize() for part in re.split(r"[^A-Za-z0-9]+", thing.kind))
    return _TYPES.get(thing.kind, (f"clew:{named or 'Thing'}", OBJECT))


def _facets(thing: Thing) -> list[Node]:
    """What identifies a thing, as the facet of its class has it."""
    value = thing.value
    match thing.kind:
        case "phone" | "short_code" | "sender":
            return [{"@type": "uco-observable:PhoneAccountFacet", "uco-observable:phoneNumber": value}]
        case "device":
            return [{"@type": "uco-observable:MobileDeviceFacet", "uco-observable:IMEI": value}]
        case "sim":
            return [{"@type": "uco-observable:SIMCardFacet", "uco-observable:IMSI": value}]
        case "cell":
            return [_cell(value)]
        case "email":
            return [{"@type": "uco-observable:EmailAddressFacet", "uco-observable:addressValue": value}]
        case "ip":
            version = "IPv6" if ":" in value else "IPv4"
            return [{"@type": f"uco-observable:{version}AddressFacet", "uco-observable:addressValue": value}]
        case "site" if "." in value:
            return [{"@type": "uco-observable:DomainNameFacet", "uco-observable:value": value}]
        case "handle" | "group":
            name = value.rpartition(":")[2]
            told = {
                "@type": "uco-observable:DigitalAccountFacet",
                "uco-observable:accountLogin": name or value,
            }
            return [_account(value), told]
        case "account" | "card" | "wallet":
            return [_account(value)]
        case "address":
            return [{"@type": "uco-location:SimpleAddressFacet", "uco-location:street": thing.shown or value}]
    return []


def _account(value: str) -> Node:
    return {"@type": "uco-observable:AccountFacet", "uco-observable:accountIdentifier": value}


def _cell(value: str) -> Node:
    """A cell by its country, network, area and number, as far as its value has them (3GPP TS 23.003)."""
    names: tuple[str, ...] = ("CountryCode", "NetworkCode", "LocationAreaCode", "Identifier")
    parts = value.split("-")
    if len(parts) == 3:
        names = (*names[:2], names[3])
    known = parts if len(parts) == len(names) else [value]
    named = names if len(parts) == len(names) else names[-1:]
    told = {f"uco-observable:cellSite{name}": part for name, part in zip(named, known, strict=True)}
    return {"@type": "uco-observable:CellSiteFacet", **told}
