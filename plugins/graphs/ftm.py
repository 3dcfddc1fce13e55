"""Reads FollowTheMoney entities, one JSON object a line: {id, schema, properties: {name: [...]}}.

Schemata with two ends become links; Call, Message and Payment become what they are. Ids are those of a data set,
so a thing without a name keeps its id; the schema's names are FollowTheMoney's (followthemoney.tech, model 4).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from .objects import beginning, walk
from .parts import CALL, MESSAGE, PAYMENT, RELATION, TIE, Edge, Element, Node, Pairs
from .table import GraphReader, Seen

# Links: the property of the start, the property of the end, and the link's type where the schema says it badly.
ENDS = {
    "Ownership": ("owner", "asset", "owns"), "Directorship": ("director", "organization", "director of"),
    "Membership": ("member", "organization", "member of"), "Employment": ("employee", "employer", "employed by"),
    "Family": ("person", "relative", "family of"), "Associate": ("person", "associate", "associate of"),
    "Representation": ("agent", "client", "represents"), "UnknownLink": ("subject", "object", "linked to"),
    "Succession": ("predecessor", "successor", "succeeded by"), "Debt": ("debtor", "creditor", "owes"),
    "EconomicActivity": ("sender", "receiver", "traded with"), "Sanction": ("entity", "", "sanctioned"),
    "Occupancy": ("holder", "post", "holds the post"), "Similar": ("candidate", "match", "similar to"),
    "ContractAward": ("supplier", "contract", "was awarded"),
    "ProjectParticipant": ("participant", "project", "takes part in"),
    "CourtCaseParty": ("party", "case", "party to"), "Documentation": ("document", "entity", "documents"),
    "Identification": ("holder", "", "holds"), "Passport": ("holder", "", "holds"),
    "Mention": ("document", "resolved", "mentions"),
}  # fmt: skip
EVENTS = {
    "Call": (CALL, ("caller", "callerNumber"), ("receiver", "receiverNumber")),
    "Message": (MESSAGE, ("senderAccount", "sender"), ("recipientAccount", "recipients")),
    "Email": (MESSAGE, ("from", "emitters"), ("to", "recipients")),
    "Payment": (PAYMENT, ("payerAccount", "payer"), ("beneficiaryAccount", "beneficiary")),
}  # fmt: skip
VALUES = {  # what identifies an entity of a schema, best first
    "BankAccount": ("iban", "accountNumber"), "CryptoWallet": ("publicKey",), "Vehicle": ("registrationNumber",),
    "UserAccount": ("email", "username", "number"), "Address": ("full",),
}  # fmt: skip
CALLED = {
    "LegalEntity": "organisation", "PublicBody": "organisation",
    "CryptoWallet": "wallet", "BankAccount": "bank account",
    "UserAccount": "user account", "Airplane": "aircraft",
}  # fmt: skip
SERVICES = {"phone": "phone", "e-mail": "email"}  # where an account of a service is an identifier by itself
NAMES = ("name", "full", "title", "fileName", "summary", "previousName", "alias")
HELD = {  # properties that refer to another entity, and the type of that link
    "holder": "held by", "addressEntity": "address", "parent": "part of", "owner": "owned by",
    "managingExchange": "managed by", "bank": "held at",
}  # fmt: skip
MOMENTS = ("date", "startDate", "timestamp")


class FollowTheMoney(GraphReader):
    """The reader."""

    id = "graphs.ftm"
    what = "FollowTheMoney entities"
    has_events = True

    def recognises(self, path: Path) -> bool:
        head = beginning(path)[:20_000]
        return '"schema"' in head and '"properties"' in head and '"id"' in head and '"$schema"' not in head

    def elements(self, path: Path, seen: Seen) -> Iterator[Element]:
        for item in walk(path, frozenset(), frozenset(), seen):
            made = Element(item.line, item.text, item.done, [])
            said = item.said
            if (
                not isinstance(said, dict)
                or not isinstance(said.get("properties"), dict)
                or not said.get("id")
            ):
                made.fault = "no entity: it has no id or no properties"
            else:
                made.parts = list(_parts(str(said["id"]), str(said.get("schema", "")), _properties(said)))
            yield made


def _properties(said: dict[str, Any]) -> dict[str, list[str]]:
    found = {}
    for name, values in said["properties"].items():
        values = values if isinstance(values, list) else [values]
        found[name] = [
            str(value.get("id", "")) if isinstance(value, dict) else str(value) for value in values
        ]
    return found


def _parts(id: str, schema: str, told: dict[str, list[str]]) -> Iterator[Node | Edge]:
    if schema == "LegalEntity" and "placeholder" in told.get("status", ()):
        return  # stands for whoever used an account that is named beside it
    if schema in EVENTS:
        yield from _event(schema, told)
    elif schema in ENDS and told.get(ENDS[schema][0]) and (told.get(ENDS[schema][1]) or not ENDS[schema][1]):
        yield from _link(id, schema, told)
    else:
        yield _node(id, schema, told)
        for name, type in HELD.items():
            for other in told.get(name, ()):
                yield Edge(id, other, type=type)


def _node(id: str, schema: str, told: dict[str, list[str]]) -> Node:
    identifying = VALUES.get(schema, ())
    value = next((told[name][0] for name in identifying if told.get(name)), "")
    label = next((told[name][0] for name in NAMES if told.get(name)), "")
    platform = _first(told, "service") if schema == "UserAccount" else ""
    called, platform = (
        (SERVICES[platform], "") if platform in SERVICES else (CALLED.get(schema, schema), platform)
    )
    used = {*HELD, *identifying}
    return Node(
        id, called, label, value, platform,
        _attributes(told, used, {value, label}), _first(told, "startDate"), _first(told, "endDate"),
    )  # fmt: skip


def _link(id: str, schema: str, told: dict[str, list[str]]) -> Iterator[Node | Edge]:
    start, end, type = ENDS[schema]
    role = _first(told, "role", "relationship", "summary")
    attributes = _attributes(told, {start, end, "role", "endDate", *MOMENTS}, {role})
    if not end:  # a sanction or passport: what is held stands in the entity itself
        name = _first(told, "number", "authority", "program", "summary") or id
        yield Node(id, schema, f"{schema} {name}", attributes=attributes, at=_first(told, *MOMENTS))
    what = TIE if schema in ("Family", "Associate", "UnknownLink", "Similar") else RELATION
    for one in told[start]:
        for other in told[end] if end else [id]:
            yield Edge(
                one, other, what, type, role, at=_first(told, *MOMENTS), until=_first(told, "endDate"),
                attributes=attributes if end else (),
            )  # fmt: skip


def _event(schema: str, told: dict[str, list[str]]) -> Iterator[Node | Edge]:
    what, starts, ends = EVENTS[schema]
    senders, receivers = _side(told, starts, what), _side(told, ends, what)
    text = _first(told, "bodyText", "subject", "title", "summary")
    used = {*starts, *ends, *MOMENTS, "duration", "amount", "currency", "bodyText", "bodyHtml"}
    for one in senders or [""]:
        for other in receivers or [""]:
            yield Edge(
                one, other, what, "" if what != PAYMENT else _first(told, "transactionType"),
                _first(told, "transactionNumber", "purpose"), at=_first(told, *MOMENTS),
                duration=_first(told, "duration"), amount=_first(told, "amount", "amountEur", "amountUsd"),
                asset=_first(told, "currency") or _stated(told), text=text if what == MESSAGE else "",
                attributes=_attributes(told, used, {text}),
            )  # fmt: skip
    if what == CALL:  # whose number it is stands in the same entity
        for party, number in (starts, ends):
            for one in told.get(party, ()):
                for phone in told.get(number, ()):
                    yield Edge(one, _phone(phone), type="phone")


def _stated(told: dict[str, list[str]]) -> str:
    return "EUR" if told.get("amountEur") else "USD" if told.get("amountUsd") else ""


def _side(told: dict[str, list[str]], names: tuple[str, str], what: str) -> list[str | Node]:
    """The parties on one side: numbers of a call, else entities."""
    if what == CALL and told.get(names[1]):
        return [_phone(number) for number in told[names[1]]]
    if names[0] in ("from", "to") and not told.get(names[0]):
        return [Node(f"email {one}", "email", value=one) for one in told.get(names[1], ())]
    return list(next((told[name] for name in names if told.get(name)), []))


def _phone(number: str) -> Node:
    return Node(f"phone {number}", "phone", value=number)


def _first(told: dict[str, list[str]], *names: str) -> str:
    return next((told[name][0] for name in names if told.get(name)), "")


def _attributes(told: dict[str, list[str]], used: set[str], said: set[str]) -> Pairs:
    return tuple(
        (name, value)
        for name, values in told.items()
        if name not in used
        for value in values
        if value not in said
    )
