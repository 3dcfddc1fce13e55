"""CASE/UCO: an investigation as JSON-LD with its evidence, actions, entities, relationships and what happened.

CASE 1.4 (caseontology.org) over UCO 1.4; one node a line in @graph. Everything an extract holds has a place here:
records without a class of their own are events with their fields as a dictionary.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from workbench.case.exporting import whole_file
from workbench.report.exchange import ids, text
from workbench.report.exchange.case_custody import Evidence, moment
from workbench.report.exchange.case_things import (
    CONTEXT,
    LOCATIONS,
    PEOPLE,
    Node,
    Things,
    degrees,
    dictionary,
)
from workbench.report.exchange.graded import Graded
from workbench.report.exchange.losses import Losses
from workbench.report.exchange.records import Records
from workbench.report.extract import Extract
from workbench.report.extracted import Happening, Note, Spot, Thing, Tie
from workbench.report.formats.format import Written, writes

CANNOT = (
    "Standing is a tag of a relationship and stands in its description: UCO has no word for it.",
    "Totals of a relationship, gradings and involvement stand in descriptions, in words.",
    "Times of day without a zone were set into UTC by the zone of their file; a record says how its zone is known.",
)


@writes(
    "case",
    title="CASE/UCO investigation",
    suffix=".case.jsonld",
    does="Tools of digital forensics that follow caseontology.org read it.",
    cannot=CANNOT,
)
def write(extract: Extract, out: Path) -> Written:
    """One node a line: the investigation, tools, things, relationships, what happened, files and exhibits."""
    losses = Losses()
    counts = dict.fromkeys(("entities", "links", "records", "files"), 0)
    with whole_file(out) as file:
        file.write(f'{{"@context":{text.line(CONTEXT)},"@graph":[\n'.encode())
        before = ""
        for what, node in _Graph(extract, losses).nodes():
            file.write((before + text.line(node)).encode())
            before = ",\n"
            if what:
                counts[what] += 1
        file.write(b"\n]}\n")
    return Written(counts, losses.said)


class _Graph:
    def __init__(self, extract: Extract, losses: Losses) -> None:
        self.extract, self.losses = extract, losses
        self.ids, self.graded, self.records = ids.Ids(extract.facts.uuid), Graded(extract), Records(extract)
        handling = self.graded.handling
        marking = f"urn:uuid:{self.ids.uuid('marking', handling)}"
        self.things = Things(self.ids, {"uco-core:objectMarking": {"@id": marking}} if handling else {})
        self.evidence = Evidence(extract, self.things, self.graded)
        self._known: dict[int, Thing] = {}
        self._held: dict[str, list[str]] = {}

    def nodes(self) -> Iterator[tuple[str, Node]]:
        """Every node with the word it is counted under, "" for what only frames the others."""
        for node in (*self._marking(), *self._investigation(), *self.evidence.frame()):
            yield "", node
        for thing in self.extract.things():
            yield from self._thing(thing)
        for tie in self.extract.ties():
            yield from self._tie(tie)
        for happening in self.extract.happenings():
            if happening.counted:
                yield "records", self._happening(happening)
            else:
                self.losses.meet(
                    "Told by another file in other words, and written once", happening.kind_title
                )
        for file in self.extract.files:
            nodes = [*self.evidence.file(file, self._held.get(file.sha256, []))]
            yield from (("files" if node["@type"] == "uco-observable:File" else "", node) for node in nodes)
        for node in self.evidence.exhibits():
            yield "", node

    def _marking(self) -> Iterator[Node]:
        handling = self.graded.handling
        if handling:
            statement = {
                "@id": self.things.id("statement", handling),
                "@type": "uco-marking:StatementMarking",
                "uco-marking:definitionType": "statement",
                "uco-marking:statement": handling,
            }
            yield {
                "@id": self.things.id("marking", handling),
                "@type": "uco-marking:MarkingDefinition",
                "uco-marking:definitionType": "statement",
                "uco-marking:definition": statement,
            }

    def _investigation(self) -> Iterator[Node]:
        facts = self.extract.facts
        records = [{"@id": self.things.id("record", "file", file.sha256)} for file in self.extract.files]
        told: Node = {
            "uco-core:name": facts.title,
            "uco-core:description": [
                f"This is {facts.shown}.",
                *facts.left_out,
                *([facts.purpose] if facts.purpose else []),
                f"Clew {facts.version}; log of {facts.log_length} entries with the head {facts.log_head}.",
            ],
            "case-investigation:focus": facts.offence,
            "uco-core:object": [{"@id": self.evidence.tool}, *records],
        }
        if facts.authority:
            told["case-investigation:relevantAuthorization"] = {
                "@id": self.things.id("authority", facts.authority)
            }
            authority = {"case-investigation:authorizationIdentifier": facts.authority}
            yield self.things.node(
                ("authority", facts.authority), "case-investigation:Authorization", authority
            )
        yield self.things.node(("investigation",), "case-investigation:Investigation", told)

    def _thing(self, thing: Thing) -> Iterator[tuple[str, Node]]:
        self._known[thing.id] = thing
        spot = self.extract.spots.get(thing.id)
        said_of = [*self.graded.involvement(thing), *self.graded.words("entity", thing.id)]
        node = self.things.thing(thing, spot, said_of)
        for origin in thing.origins:
            self._hold(origin.sha256, node["@id"])
        yield "entities", node
        if spot is not None and thing.kind not in LOCATIONS:
            yield from (("", one) for one in self._located(thing, spot))
        said = [(f"tag {t.name}: {t.basis}", t.analyst, t.at) for t in thing.tags if t.basis]
        yield from self._notes(ids.of_thing(thing), thing.notes, said)

    def _hold(self, sha256: str, id: str) -> None:
        held = self._held.setdefault(sha256, [])
        if not held or held[-1] != id:
            held.append(id)

    def _located(self, thing: Thing, spot: Spot) -> Iterator[Node]:
        """Where a thing lies, as a place and a relationship to it."""
        key = ("spot", *ids.of_thing(thing))
        place = {
            "uco-core:description": [spot.known, f"within {spot.reach:.0f} metres"],
            "uco-core:hasFacet": [self.things.facet(key, degrees(spot))],
        }
        yield self.things.node(key, "uco-location:Location", place)
        told = _related("Located_At", self.things.ref(thing), {"@id": self.things.id(*key)}, True)
        yield self.things.node(("at", *key), "uco-core:Relationship", told)

    def _tie(self, tie: Tie) -> Iterator[tuple[str, Node]]:
        start, end = self._known[tie.start], self._known[tie.end]
        key = ids.of_tie(tie)
        told = _related(tie.title, self.things.ref(start), self.things.ref(end), tie.directed)
        totals = [
            f"{amount} {'seconds' if asset == 's' else asset} in all" for asset, amount in tie.totals.items()
        ]
        told |= {
            "uco-core:description": [
                tie.sentence,
                f"standing: {tie.standing}",
                f"records: {tie.count}",
                *totals,
                *([f"on the word of {tie.basis}"] if tie.basis else []),
                *self.graded.words("link", tie.id),
            ],
            "uco-core:tag": [f"standing:{tie.standing}"],
            "uco-core:startTime": "" if tie.first is None else moment(tie.first),
            "uco-core:endTime": "" if tie.last is None else moment(tie.last),
            "uco-core:externalReference": self.things.rows(key, tie.origins),
        }
        seen = {*LOCATIONS, *PEOPLE} & {start.kind, end.kind}
        node = self.things.node(key, f"uco-{'core:' if seen else 'observable:Observable'}Relationship", told)
        for origin in tie.origins:
            self._hold(origin.sha256, node["@id"])
        yield "links", node
        yield from self._notes(key, tie.notes, [])

    def _notes(
        self, key: tuple[str, ...], notes: tuple[Note, ...], said: list[tuple[str, str, int]]
    ) -> Iterator[tuple[str, Node]]:
        for number, (words, analyst, at) in enumerate([*said, *((n.text, n.analyst, n.at) for n in notes)]):
            yield from (("", one) for one in self.evidence.person(analyst))
            told = {
                "uco-core:statement": words or "(empty)",
                "uco-core:object": [{"@id": self.things.id(*key)}],
                "uco-core:createdBy": {"@id": self.things.id("hand", analyst)} if analyst else "",
                "uco-core:objectCreatedTime": moment(at) if at else "",
            }
            yield "", self.things.node(("note", str(number), *key), "uco-core:Annotation", told)

    def _happening(self, happening: Happening) -> Node:
        key, kind = ids.of_happening(happening), happening.kind
        at = "" if happening.at_utc is None else moment(happening.at_utc)
        told: Node = {"uco-core:externalReference": self.things.rows(key, (happening.origin,))}
        if kind == "call":
            facet, said = self._call(happening, at)
        elif kind == "message":
            facet, said = self._message(happening, at)
        else:
            rest = self.records.rest(happening, ())
            roles = dict.fromkeys(happening.roles.values())
            told |= {
                "uco-core:eventType": happening.kind_title,
                "uco-core:startTime": at,
                "uco-core:eventContext": [
                    self.things.ref(self._known[one]) for one in roles if one in self._known
                ],
                "uco-core:eventAttribute": dictionary(self.things, key, rest) if rest else "",
            }
            return self.things.node(key, "uco-core:Event", told)
        rest = self.records.rest(happening, said)
        told |= {
            "uco-core:description": [f"{name}: {value}" for name, value in rest.items()],
            "uco-core:hasFacet": [
                self.things.facet(key, {k: v for k, v in facet.items() if v not in ("", [])})
            ],
        }
        return self.things.node(key, f"uco-observable:{happening.kind_title}", told)

    def _call(self, happening: Happening, at: Node | str) -> tuple[Node, set[str]]:
        seconds = happening.fields.get("duration", "")
        whole = seconds.isascii() and seconds.isdecimal()
        sides, said = self._sides(happening, "caller", "callee")
        told = {
            "@type": "uco-observable:CallFacet",
            **sides,
            "uco-observable:startTime": at,
            "uco-observable:duration": int(seconds) if whole else "",
            "uco-observable:callType": happening.fields.get("service", ""),
        }
        return told, said | {"start", "service"} | ({"duration"} if whole else set())

    def _message(self, happening: Happening, at: Node | str) -> tuple[Node, set[str]]:
        sides, said = self._sides(happening, "sender", "recipient")
        told = {
            "@type": "uco-observable:MessageFacet",
            **sides,
            "uco-observable:sentTime": at,
            "uco-observable:messageText": happening.fields.get("text", ""),
            "uco-observable:messageType": happening.fields.get("service", ""),
        }
        return told, said | {"start", "text", "service"}

    def _sides(self, happening: Happening, one: str, other: str) -> tuple[Node, set[str]]:
        """Whoever calls or writes and is an observable, as UCO wants it, and the roles that this tells."""
        found = {}
        for role in (one, other):
            thing = self._known.get(happening.roles.get(role, 0))
            if thing is not None and thing.kind not in LOCATIONS and thing.kind not in PEOPLE:
                found[role] = self.things.ref(thing)
        sides = {
            "uco-observable:from": found.get(one, ""),
            "uco-observable:to": [found[other]] if other in found else [],
        }
        return sides, set(found)


def _related(kind: str, start: Node, end: Node, directed: bool) -> Node:
    return {
        "uco-core:kindOfRelationship": kind,
        "uco-core:isDirectional": directed,
        "uco-core:source": [start],
        "uco-core:target": end,
    }
