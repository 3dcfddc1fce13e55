"""Entities as FollowTheMoney has them: which schema holds which kind, and under which properties.

Schemata and properties are those of FollowTheMoney 4.11 (followthemoney.tech, MIT). An entity is
{id, schema, properties: {name: [texts]}, datasets}.
"""

from __future__ import annotations

import re
from typing import Any

from workbench.model.values.wallet import chain_of
from workbench.report.exchange import ids
from workbench.report.exchange.graded import Graded
from workbench.report.exchange.losses import Losses
from workbench.report.extract import Extract
from workbench.report.extracted import File, Origin, Thing, references

Properties = dict[str, list[str]]
Entity = dict[str, Any]

PHONE, EMAIL = "phone", "e-mail"  # what stands in UserAccount.service where a platform would
ACCOUNTS = frozenset({"phone", "short_code", "sender", "email", "handle", "group", "ip"})
PAYERS = frozenset({"person", "organisation"})
_SERVICE = {"phone": PHONE, "short_code": PHONE, "sender": "named sender", "email": EMAIL, "ip": "internet"}
_SCHEMA = {
    "person": "Person", "organisation": "Organization", "wallet": "CryptoWallet", "account": "BankAccount",
    "vehicle": "Vehicle", "address": "Address", "place": "Address",
} | dict.fromkeys(ACCOUNTS, "UserAccount")  # fmt: skip
_PROPERTY = (  # what can be owned is an Asset; all else is a Note with its kind in words
    frozenset({"device", "sim", "card", "parcel", "masked_number", "shipper", "camera"})
)
_iban = re.compile(r"^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$")


class Things:
    """Makes an Entity of each thing, and of each file a Document that others name as their proof."""

    def __init__(self, extract: Extract, losses: Losses) -> None:
        self._ids, self._losses = ids.Ids(extract.facts.uuid), losses
        self.graded = Graded(extract)
        facts = extract.facts
        self.dataset = re.sub(r"[^a-z0-9]+", "_", f"clew {facts.uuid[:8]}".lower()).strip("_")
        handling = f"; handling: {self.graded.handling}" if self.graded.handling else ""
        self._publisher = f"Clew case {facts.title}{handling}"

    def entity(self, key: tuple[str, ...], schema: str, told: dict[str, Any]) -> Entity:
        """An entity: every property a list of texts, empty ones left away, who gave it out and under what handling."""
        properties: Properties = {}
        for name, said in {**told, "publisher": self._publisher}.items():
            texts = [str(one) for one in (said if isinstance(said, list | tuple) else [said])]
            texts = list(dict.fromkeys(text for text in texts if text.strip()))
            if texts:
                properties[name] = texts
        return {
            "id": self._ids.hash(*key),
            "schema": schema,
            "properties": properties,
            "datasets": [self.dataset],
        }

    def id_of(self, thing: Thing) -> str:
        return self._ids.hash(*ids.of_thing(thing))

    def holder_id(self, thing: Thing) -> str:
        return self._ids.hash("holder", *ids.of_thing(thing))

    def proof(self, origins: tuple[Origin, ...]) -> list[str]:
        """The Documents that some rows stand in."""
        return [self._ids.hash("file", sha256) for sha256 in dict.fromkeys(o.sha256 for o in origins)]

    def document(self, file: File) -> Entity:
        told = {
            "fileName": file.name,
            "title": file.exhibit and f"Exhibit {file.exhibit}",
            "fileSize": file.bytes,
            "description": [
                f"SHA-256 {file.sha256}",
                file.sha512 and f"SHA-512 {file.sha512}",
                f"{file.rows} rows read, {file.kept} kept, {file.rejected} rejected, {file.withheld} withheld",
                " ".join(filter(None, ("acquired", file.acquired_by, file.acquired_at, file.acquired_how)))
                if file.acquired_by or file.acquired_at
                else "",
                *self.graded.words("source", file.id),
            ],
            "processingAgent": f"Clew, recipe {file.recipe}",
        }
        return self.entity(("file", file.sha256), "Document", told)

    def thing(self, thing: Thing, spot: tuple[float, float] | None) -> Entity:
        schema, told = self._schema(thing)
        told |= {
            "alias": [value for _, value in thing.same_as],
            "keywords": [tag.name for tag in thing.tags],
            "notes": self._notes(thing),
            "description": f"first named in {references(thing.origins)}" if thing.origins else "",
            "proof": self.proof(thing.origins),
        }
        if spot is not None and schema == "Address":
            told |= {"latitude": f"{spot[0]:.5f}", "longitude": f"{spot[1]:.5f}"}
        elif spot is not None:
            self._losses.meet("Only an Address has a place in degrees; others lose theirs", thing.kind_title)
        return self.entity(ids.of_thing(thing), schema, told)

    def holder(self, thing: Thing) -> Entity:
        """Whoever uses a phone or holds an account, where a schema asks for a person and no record names one."""
        self._losses.meet(
            "Message and Payment ask for a person or organisation on each side; one that no record names is a "
            "LegalEntity of status placeholder",
            thing.kind_title,
        )
        told = {
            "name": f"Whoever used {thing.shown}",
            "status": "placeholder",
            "phone": thing.value if thing.kind == "phone" and thing.valid else "",
            "description": "Stands for whoever used it: no record says who that was.",
        }
        return self.entity(("holder", *ids.of_thing(thing)), "LegalEntity", told)

    def _notes(self, thing: Thing) -> list[str]:
        """What the analyst says of a thing, each with on whose word."""
        said = self.graded.involvement(thing)
        said += [f"tag {t.name}: {t.basis} ({t.analyst})" for t in thing.tags if t.basis]
        said += [f"{note.text} ({note.analyst})" for note in thing.notes]
        said += self.graded.words("entity", thing.id)
        said += [f"entered by hand on the word of {thing.basis}"] if thing.basis else []
        said += ["the value does not pass its check"] if not thing.valid else []
        said += ["a common service that many use"] if thing.common else []
        return said

    def _schema(self, thing: Thing) -> tuple[str, dict[str, Any]]:
        """The schema for a kind, and what identifies the thing in it."""
        value, name = thing.value, thing.caption or thing.shown
        schema = _SCHEMA.get(thing.kind)
        match schema:
            case "Person" | "Organization":
                return schema, {"name": thing.shown or value}
            case "CryptoWallet":
                return schema, {"publicKey": value, "currencySymbol": chain_of(value), "name": name}
            case "BankAccount":
                iban = bool(_iban.match(value)) and thing.valid
                return schema, {"iban" if iban else "accountNumber": value, "name": thing.shown}
            case "Vehicle":
                return schema, {"registrationNumber": value, "name": thing.shown}
            case "Address":
                return schema, {"full": thing.shown or value}
            case "UserAccount":
                return schema, self._account(thing)
        schema = "Asset" if thing.kind in _PROPERTY else "Note"
        self._losses.meet(
            "FollowTheMoney has no schema for them; each is an Asset or a Note with its kind in words",
            thing.kind_title,
        )
        return schema, {"name": f"{thing.kind_title} {thing.shown}", "summary": f"{thing.kind}: {value}"}

    def _account(self, thing: Thing) -> dict[str, Any]:
        platform, _, name = (
            thing.value.rpartition(":") if thing.kind in ("handle", "group") else ("", "", thing.value)
        )
        told = {
            "username": name,
            "service": _SERVICE.get(thing.kind, platform),
            "name": thing.caption or thing.shown,
        }
        if thing.kind in ("phone", "email") and thing.valid:
            told[thing.kind] = thing.value
        if thing.kind == "ip":
            told["ipAddress"] = thing.value
        if thing.kind == "group":
            told["summary"] = "a group"
        return told
