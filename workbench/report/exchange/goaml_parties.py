"""People, organisations and accounts of a report, with the phones and addresses that records state of them.

What an analyst assessed is never told to a unit as a fact about a person. There is no element for a wallet: it is an
account with the unit's code for crypto assets as funds, and its chain in the comments.
"""

from __future__ import annotations

import re

from workbench.model.values.wallet import chain_of
from workbench.report.exchange.goaml_office import Office
from workbench.report.exchange.goaml_schema import Told
from workbench.report.exchange.losses import Losses
from workbench.report.extract import Extract
from workbench.report.extracted import Thing

PEOPLE = frozenset({"person", "organisation"})
ACCOUNTS = frozenset({"account", "card", "wallet", "masked_number", "phone"})
_HAVE = frozenset({"phone", "email", "address", "document"})  # what is told of a person beside the name
_HOLDS = frozenset({"named_holder", "subscribed"})  # links that say in whose name something is
_iban = re.compile(r"^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$")


class Parties:
    """The parties of one report; every thing of the extract is learnt first."""

    def __init__(self, extract: Extract, office: Office, losses: Losses) -> None:
        self._office, self._losses = office, losses
        self.things: dict[int, Thing] = {thing.id: thing for thing in extract.things()}
        self._has: dict[int, dict[str, list[Thing]]] = {}
        self._holders: dict[int, dict[int, Thing]] = {}
        self._told: set[int] = set()
        for tie in extract.ties():
            for one, other in ((tie.start, tie.end), (tie.end, tie.start)):
                mine, theirs = self.things[one], self.things[other]
                if (
                    mine.kind in PEOPLE
                    and theirs.kind in ACCOUNTS
                    and tie.kind in _HOLDS
                    and tie.standing == "stated"
                ):
                    self._holders.setdefault(other, {})[one] = mine
                if mine.kind in PEOPLE and theirs.kind in _HAVE:
                    if tie.standing == "stated":
                        self._has.setdefault(one, {}).setdefault(theirs.kind, []).append(theirs)
                    else:
                        why = "Assessed or derived, and so not told as a fact about a person"
                        losses.meet(why, theirs.kind_title)

    def untold(self) -> None:
        """Counts the things that took no part in anything that the report tells."""
        for thing in self.things.values():
            if thing.id not in self._told:
                self._losses.meet("Not party to a payment of this report, and so not in it", thing.kind_title)

    def party(self, thing: Thing, holder: Thing | None = None, bank: Thing | None = None) -> tuple[str, Told]:
        """ "account", "person" or "entity", and what the report tells of it."""
        self._told.add(thing.id)
        if thing.kind == "person":
            return "person", self._person(thing)
        if thing.kind == "organisation":
            return "entity", self._organisation(thing)
        return "account", self._account(thing, holder or self._holder(thing), bank)

    def _holder(self, thing: Thing) -> Thing | None:
        """The one person or organisation in whose name records say an account is."""
        found = list(self._holders.get(thing.id, {}).values())
        if len(found) > 1:
            self._losses.meet("Records name several holders, and the report none of them", thing.kind_title)
        return found[0] if len(found) == 1 else None

    def _account(self, thing: Thing, holder: Thing | None, bank: Thing | None) -> Told:
        unknown = self._office.unknown
        chain = chain_of(thing.value) if thing.kind == "wallet" else ""
        told: Told = {
            "institution_name": self._office.named(bank.shown)
            if bank
            else unknown.get("institution_name", ""),
            "institution_code": unknown.get("institution_code", ""),
            "non_bank_institution": True if thing.kind in ("wallet", "phone") else "",
            "account": thing.value,
            "account_name": self._office.named(holder.shown) if holder else unknown.get("account_name", ""),
            "iban": thing.value
            if thing.kind == "account" and thing.valid and _iban.match(thing.value)
            else "",
            "comments": f"{thing.kind_title}{f' on the chain {chain}' if chain else ''}"
            if thing.kind != "account"
            else "",
        }
        if bank is not None:
            self._told.add(bank.id)
        if holder is not None:
            self._told.add(holder.id)
            if holder.kind == "organisation":
                told["t_entity"] = self._organisation(holder)
            else:
                told["signatory"] = [{"is_primary": True, "t_person": self._person(holder)}]
        return told

    def _person(self, thing: Thing) -> Told:
        words = self._office.named(thing.shown or thing.value).split()
        if len(words) > 1:
            self._losses.meet("Names are parted before the last word, or behind the first as the unit's codes say",
                              thing.kind_title)  # fmt: skip
        first, last = (words[1:], words[:1]) if self._office.family_name_first else (words[:-1], words[-1:])
        unknown = self._office.unknown
        return {
            "first_name": " ".join(first) or unknown.get("first_name", ""),
            "last_name": " ".join(last) or unknown.get("last_name", ""),
            "id_number": self._first(thing, "document"),
            **self._reached(thing),
        }

    def _organisation(self, thing: Thing) -> Told:
        return {
            "name": self._office.named(thing.shown or thing.value),
            "incorporation_number": self._first(thing, "document"),
            **self._reached(thing),
        }

    def _reached(self, thing: Thing) -> Told:
        """Phones, addresses and e-mail of a person or organisation."""
        unknown, phones = self._office.unknown, self._office.phones
        place = {key: unknown.get(key, "") for key in ("address_type", "city", "state")}
        place["country_code"] = unknown.get("country", "")
        made: Told = {"email": self._first(thing, "email")}
        if found := self._all(thing, "phone"):
            made["phones"] = {"phone": [{**phones, "tph_number": phone.value} for phone in found]}
        if found := self._all(thing, "address"):
            made["addresses"] = {"address": [{**place, "address": one.shown or one.value} for one in found]}
        return made

    def _all(self, thing: Thing, kind: str) -> list[Thing]:
        found = list({one.id: one for one in self._has.get(thing.id, {}).get(kind, [])}.values())
        self._told.update(one.id for one in found)
        return found

    def _first(self, thing: Thing, kind: str) -> str:
        found = self._all(thing, kind)
        if len(found) > 1:
            why = "A person has one of them in a report; the others are left out"
            self._losses.meet(why, found[0].kind_title, len(found) - 1)
        return found[0].value if found else ""
