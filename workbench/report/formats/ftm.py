"""FollowTheMoney: entities as JSON lines, as Aleph, OpenAleph and OpenSanctions tools read them.

Calls, messages and payments stand one by one; every link is an UnknownLink besides, with its standing in `status`. The
proof of each is a Document, the rows stand in `recordId`. Schema 4.11, https://followthemoney.tech.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from workbench.case.exporting import whole_file
from workbench.report.exchange import ids, text
from workbench.report.exchange.ftm_things import ACCOUNTS, PAYERS, Entity, Things
from workbench.report.exchange.losses import Losses
from workbench.report.exchange.moments import only_day, utc
from workbench.report.exchange.records import Records
from workbench.report.extract import Extract
from workbench.report.extracted import Happening, Thing, Tie, references
from workbench.report.formats.format import Written, writes

CANNOT = (
    "A link is an UnknownLink whatever its kind; the kind stands in its role, in words.",
    "Cells, devices, SIMs, cards, parcels and what else has no schema are Assets or Notes.",
    "The hash of a Document is a SHA-1 there; ours is a SHA-256 and stands in its description.",
    "Involvement, tags with their basis and gradings are notes in words.",
    "Payments of wallets and messages without text are counted at their link and not told one by one.",
)


@writes(
    "ftm",
    title="FollowTheMoney entities",
    suffix=".ftm.json",
    does="Aleph, OpenAleph and other tools of investigative newsrooms read it.",
    cannot=CANNOT,
)
def write(extract: Extract, out: Path) -> Written:
    """JSON lines: files, things, links, then what happened, in the order of the extract."""
    losses = Losses()
    counts = dict.fromkeys(("files", "entities", "links", "calls, messages and payments"), 0)
    with whole_file(out) as file:
        for what, entity in _Lines(extract, losses).all():
            file.write((text.line(entity) + "\n").encode())
            if what:
                counts[what] += 1
    return Written(counts, losses.said)


class _Lines:
    def __init__(self, extract: Extract, losses: Losses) -> None:
        self.extract, self.losses = extract, losses
        self.things, self.records = Things(extract, losses), Records(extract)
        self._known: dict[int, Thing] = {}
        self._held: set[int] = set()

    def all(self) -> Iterator[tuple[str, Entity]]:
        """Every entity with the word it is counted under, "" for those that only hold others together."""
        yield "", self._case()
        for file in self.extract.files:
            yield "files", self.things.document(file)
        spots = self.extract.spots
        for thing in self.extract.things():
            at = spots.get(thing.id)
            self._known[thing.id] = thing
            yield "entities", self.things.thing(thing, (at.latitude, at.longitude) if at else None)
        for tie in self.extract.ties():
            yield "links", self._link(tie)
        for title, many in self.records.told_apart_from(_EVENTS).items():
            self.losses.meet("Records that are only counted at their links", title, many)
        for happening in self.extract.happenings(_EVENTS):
            if not happening.counted:
                self.losses.meet(
                    "Told by another file in other words, and written once", happening.kind_title
                )
                continue
            yield from self._event(happening)

    def _case(self) -> Entity:
        facts = self.extract.facts
        told = {
            "name": f"Handed out from the case {facts.title}",
            "description": [
                f"This is {facts.shown}.",
                *(one for one in facts.left_out),
                self.things.graded.handling and f"Handling: {self.things.graded.handling}",
                facts.purpose and f"Purpose: {facts.purpose}",
                facts.authority and f"Authority: {facts.authority}",
                f"Clew {facts.version}; log of {facts.log_length} entries with the head {facts.log_head}.",
            ],
            "summary": facts.uuid,
        }
        return self.things.entity(("case",), "Note", told)

    def _link(self, tie: Tie) -> Entity:
        start, end = self._known[tie.start], self._known[tie.end]
        told = {
            "subject": self.things.id_of(start),
            "object": self.things.id_of(end),
            "role": tie.title,
            "status": tie.standing,
            "startDate": "" if tie.first is None else _day_or_second(tie.first),
            "endDate": "" if tie.last is None else _day_or_second(tie.last),
            "summary": tie.sentence,
            "description": [
                f"{tie.count} records" if tie.count != 1 else "1 record",
                *(
                    f"{amount} {'seconds' if asset == 's' else asset} in all"
                    for asset, amount in tie.totals.items()
                ),
                tie.basis and f"On the word of {tie.basis}",
                *(f"{note.text} ({note.analyst})" for note in tie.notes),
                *self.things.graded.words("link", tie.id),
            ],
            "recordId": references(tie.origins),
            "proof": self.things.proof(tie.origins),
        }
        return self.things.entity(ids.of_tie(tie), "UnknownLink", told)

    def _event(self, happening: Happening) -> Iterator[tuple[str, Entity]]:
        kind = happening.kind
        one, other = _EVENTS[kind]
        sides = [self._known.get(happening.roles.get(role, 0)) for role in (one, other)]
        told: dict[str, Any] = {
            "recordId": references([happening.origin]),
            "proof": self.things.proof((happening.origin,)),
            "date": _when(happening),
        }
        if kind == "call":
            yield from self._call(happening, sides, told)
        elif sides[0] is None or (kind == "payment" and sides[1] is None):
            self.losses.meet("A side that the record or this selection does not name", happening.kind_title)
        elif kind == "message":
            yield from self._message(happening, sides[0], sides[1], told)
        else:
            assert sides[1] is not None
            yield from self._payment(happening, sides[0], sides[1], told)

    def _call(
        self, happening: Happening, sides: list[Thing | None], told: dict[str, Any]
    ) -> Iterator[tuple[str, Entity]]:
        for thing, side in zip(sides, ("caller", "receiver"), strict=True):
            if thing is None:
                continue
            if thing.kind in _DIALLED:
                told[f"{side}Number"] = thing.value
            else:
                yield from self._holder(thing)
                told[side] = self._holder_id(thing)
            if thing.kind in _DIALLED and not (thing.kind == "phone" and thing.valid):
                why = "Readers that check numbers against numbering plans may drop them from a Call"
                self.losses.meet(why, thing.kind_title)
        told["duration"] = happening.fields.get("duration", "")
        told["description"] = self._rest(happening, {"start", "caller", "callee", "duration"})
        yield "calls, messages and payments", self.things.entity(ids.of_happening(happening), "Call", told)

    def _message(
        self, happening: Happening, sender: Thing, recipient: Thing | None, told: dict[str, Any]
    ) -> Iterator[tuple[str, Entity]]:
        body = happening.fields.get("text", "")
        if not body.strip():
            self.losses.meet(
                "Message asks for a text; without one it is counted at its link only", happening.kind_title
            )
            return
        yield from self._holder(sender)
        told |= {
            "bodyText": body,
            "sender": self._holder_id(sender),
            "senderAccount": self.things.id_of(sender),
        }
        if recipient is not None:
            yield from self._holder(recipient)
            told["recipients"] = self._holder_id(recipient)
            told |= {"recipientAccount": self.things.id_of(recipient)} if recipient.kind in ACCOUNTS else {}
        told["description"] = self._rest(happening, {"start", "sender", "recipient", "text"})
        yield "calls, messages and payments", self.things.entity(ids.of_happening(happening), "Message", told)

    def _payment(
        self, happening: Happening, payer: Thing, payee: Thing, told: dict[str, Any]
    ) -> Iterator[tuple[str, Entity]]:
        sides = {"payer": payer, "beneficiary": payee}
        if not all(thing.kind in PAYERS or thing.kind == "account" for thing in sides.values()):
            why = (
                "Payment holds bank accounts, people and organisations; others are counted at their link only"
            )
            self.losses.meet(why, happening.kind_title)
            return
        for role, thing in sides.items():
            if thing.kind in PAYERS:
                told[role] = self.things.id_of(thing)
            else:
                yield from self._holder(thing)
                told |= {role: self._holder_id(thing), f"{role}Account": self.things.id_of(thing)}
        amount, asset = happening.amount("amount")
        told |= {
            "amount": amount,
            "currency": asset,
            "purpose": happening.fields.get("note", ""),
            "transactionNumber": happening.fields.get("reference", ""),
        }
        told["description"] = self._rest(happening, {"at", "payer", "payee", "amount", "note", "reference"})
        yield "calls, messages and payments", self.things.entity(ids.of_happening(happening), "Payment", told)

    def _rest(self, happening: Happening, said: set[str]) -> list[str]:
        return [f"{name}: {value}" for name, value in self.records.rest(happening, said).items()]

    def _holder_id(self, thing: Thing) -> str:
        if thing.kind in PAYERS:
            return self.things.id_of(thing)
        return self.things.holder_id(thing)

    def _holder(self, thing: Thing) -> Iterator[tuple[str, Entity]]:
        """The placeholder of whoever uses a thing, once."""
        if thing.kind not in PAYERS and thing.id not in self._held:
            self._held.add(thing.id)
            yield "", self.things.holder(thing)


_DIALLED = frozenset({"phone", "short_code", "sender"})
_EVENTS = {"call": ("caller", "callee"), "message": ("sender", "recipient"), "payment": ("payer", "payee")}


def _when(happening: Happening) -> str:
    if happening.at_utc is None or only_day(happening):
        return happening.at
    return _day_or_second(happening.at_utc)


def _day_or_second(microseconds: int) -> str:
    return utc(microseconds).removesuffix("Z")
