"""STIX 2.1: a bundle of identities, observables and relationships, for MISP, OpenCTI and tools of threat intelligence.

OASIS, STIX Version 2.1 (10 June 2021). Ids are version 5 UUIDs: those of observables as section 2.9 has them, the same
in every bundle of the world; the others belong to the case.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from workbench.case.exporting import whole_file
from workbench.report.exchange import ids, text
from workbench.report.exchange.graded import Graded
from workbench.report.exchange.losses import Losses
from workbench.report.exchange.moments import as_of, utc
from workbench.report.exchange.records import Records
from workbench.report.exchange.stix_extension import EXTENSION, definition
from workbench.report.exchange.stix_marks import markings
from workbench.report.exchange.stix_things import Object, Things, references_of
from workbench.report.extract import Extract
from workbench.report.extracted import File, Note, Tag, Tie
from workbench.report.formats.format import Written, writes

CANNOT = (
    "Calls, messages, payments and other records are counted at their relationship and not told one by one.",
    "Phones, accounts, wallets, parcels and what else STIX has no object for are objects of an extension, which other "
    "tools show by type and value or leave away.",
    "Standing, totals and gradings stand in the extension and, for a relationship, in its labels.",
    "A relationship has one direction; one that has none by its kind is written from its first end to its second.",
    "Observables carry no labels: their tags stand in the extension.",
)


@writes(
    "stix",
    title="STIX 2.1 bundle",
    suffix=".stix.json",
    does="MISP, OpenCTI and other tools of threat intelligence read it.",
    cannot=CANNOT,
)
def write(extract: Extract, out: Path) -> Written:
    """One object a line, in the order of the extract; the report that names them all comes last."""
    losses = Losses()
    counts = dict.fromkeys(("entities", "links", "files", "notes"), 0)
    bundle = _Bundle(extract, losses)
    with whole_file(out) as file:
        head = text.line({"type": "bundle", "id": bundle.id})[:-1]
        file.write(f'{head},"objects":[\n'.encode())
        before = ""
        for what, made in bundle.objects():
            file.write((before + text.line(made)).encode())
            before = ",\n"
            if what:
                counts[what] += 1
        file.write(b"\n]}\n")
    return Written(counts, losses.said)


class _Bundle:
    def __init__(self, extract: Extract, losses: Losses) -> None:
        self.extract, self.losses = extract, losses
        facts = extract.facts
        self.ids = ids.Ids(facts.uuid)
        self.id = f"bundle--{self.ids.uuid('bundle', facts.log_head, facts.shown)}"
        self._at = utc(as_of(extract), 3)
        self._maker = f"identity--{self.ids.uuid('maker', facts.analyst)}"
        self.graded = Graded(extract)
        handling = self.graded.handling
        self._marks = markings(handling, self.ids.uuid("handling", handling), self._at, self._maker)
        self._marked = {"object_marking_refs": [mark["id"] for mark in self._marks]} if self._marks else {}
        self._made: Object = {"created": self._at, "modified": self._at, "created_by_ref": self._maker}
        self.things = Things(self.ids, self._made, [mark["id"] for mark in self._marks])
        self._refs: dict[int, str] = {}
        self._seen: dict[str, tuple[dict[str, None], list[int]]] = {}

    def objects(self) -> Iterator[tuple[str, Object]]:
        """Every object once, with the word it is counted under, "" for what only frames the others."""
        named: dict[str, None] = {}
        for what, made in self._all():
            if made["id"] not in named:
                if made["type"] not in ("marking-definition", "extension-definition"):
                    named[made["id"]] = None
                yield what, made
            else:
                self.losses.meet("Equal identifiers of two kinds are one object", made["type"])
        yield "", self._report(list(named))

    def _all(self) -> Iterator[tuple[str, Object]]:
        facts, extract = self.extract.facts, self.extract
        for made in (*definition(), *self._marks):
            yield "", made
        maker = {"name": facts.analyst or "an analyst", "identity_class": "individual"}
        if facts.authority:
            maker["description"] = facts.authority
        yield "", self._sdo("identity", self._maker, maker)
        for thing in extract.things():
            said_of = [*self.graded.involvement(thing)[1:], *self.graded.words("entity", thing.id)]
            made = self.things.object(thing, extract.spots.get(thing.id), said_of)
            self._refs[thing.id] = made["id"]
            for origin in thing.origins:
                self._seen.setdefault(origin.sha256, ({}, []))[0][made["id"]] = None
            yield "entities", made
            yield from self._notes(made["id"], thing.notes, thing.tags)
        for tie in extract.ties():
            made = self._relationship(tie)
            for origin in tie.origins:
                self._seen.setdefault(origin.sha256, ({}, []))[1].extend(
                    m for m in (tie.first, tie.last) if m is not None
                )
            yield "links", made
            yield from self._notes(made["id"], tie.notes, ())
        for file in extract.files:
            yield from self._observed(file)
        for title, many in Records(extract).told_apart_from(()).items():
            self.losses.meet("Records that are counted at their relationship", title, many)

    def _sdo(self, type: str, id: str, told: Object) -> Object:
        return {"type": type, "spec_version": "2.1", "id": id, **self._made, **told, **self._marked}

    def _relationship(self, tie: Tie) -> Object:
        said: Object = {"kind": tie.kind, "standing": tie.standing, "records": tie.count}
        said |= {"totals": dict(tie.totals)} if tie.totals else {}
        said |= {"basis": tie.basis} if tie.basis else {}
        said |= {"gradings": graded} if (graded := self.graded.words("link", tie.id)) else {}
        told: Object = {
            "relationship_type": re.sub(r"[^a-z0-9]+", "-", tie.kind.lower()).strip("-") or "related-to",
            "description": tie.sentence,
            "source_ref": self._refs[tie.start],
            "target_ref": self._refs[tie.end],
            "labels": [tie.standing],
        }
        if tie.first is not None:
            told["start_time"] = utc(tie.first, 6)
        if tie.last is not None and (tie.first is None or tie.last > tie.first):
            told["stop_time"] = utc(tie.last, 6)
        elif tie.last is not None:
            said["last"] = utc(tie.last, 6)
        if tie.origins:
            told["external_references"] = references_of(tie.origins)
        told["extensions"] = {EXTENSION: {"extension_type": "property-extension", **said}}
        return self._sdo("relationship", f"relationship--{self.ids.uuid(*ids.of_tie(tie))}", told)

    def _notes(
        self, about: str, notes: tuple[Note, ...], tags: tuple[Tag, ...]
    ) -> Iterator[tuple[str, Object]]:
        """What analysts wrote of an object, when they wrote it."""
        written = [(f"tag {t.name}: {t.basis}", t.analyst, t.at) for t in tags if t.basis]
        written += [(note.text, note.analyst, note.at) for note in notes]
        for number, (said, analyst, at) in enumerate(written):
            told: Object = {"content": said or "(empty)", "object_refs": [about]}
            told |= {"authors": [analyst]} if analyst else {}
            made = self._sdo("note", f"note--{self.ids.uuid('note', about, str(number), said)}", told)
            if at:
                made["created"] = made["modified"] = utc(at, 3)
            yield "notes", made

    def _observed(self, file: File) -> Iterator[tuple[str, Object]]:
        """What a file names, as observed data: which observables, on how many rows, from when to when."""
        refs, times = self._seen.get(file.sha256, ({}, []))
        observables = [one for one in refs if not one.startswith("identity--")]
        if not observables:
            self.losses.meet("Files that name no observable of this selection", "file")
            return
        first, last = (min(times), max(times)) if times else (file.added_at, file.added_at)
        told: Object = {
            "first_observed": utc(first, 6),
            "last_observed": utc(last, 6),
            "number_observed": min(max(file.kept, 1), 999_999_999),
            "object_refs": observables,
            "external_references": [_reference(file, self.graded.words("source", file.id))],
        }
        yield (
            "files",
            self._sdo("observed-data", f"observed-data--{self.ids.uuid('file', file.sha256)}", told),
        )

    def _report(self, named: list[str]) -> Object:
        facts = self.extract.facts
        said = [
            f"This is {facts.shown}.",
            *facts.left_out,
            facts.purpose and f"Purpose: {facts.purpose}.",
            facts.authority and f"Authority: {facts.authority}.",
            self.graded.handling and f"Handling: {self.graded.handling}.",
            f"Clew {facts.version}; log of {facts.log_length} entries with the head {facts.log_head}.",
        ]
        told: Object = {
            "name": facts.title or "A case",
            "description": " ".join(filter(None, said)),
            "report_types": ["observed-data"],
            "published": self._at,
            "object_refs": named,
        }
        return self._sdo("report", f"report--{self.ids.uuid('report', facts.shown)}", told)


def _reference(file: File, gradings: list[str]) -> Object:
    said = [
        file.exhibit and f"exhibit {file.exhibit}",
        f"{file.rows} rows read, {file.kept} kept, {file.rejected} rejected, {file.withheld} withheld",
        file.acquired_by
        and f"acquired by {file.acquired_by} {file.acquired_at} {file.acquired_how}".rstrip(),
        *gradings,
    ]
    hashes = {"SHA-256": file.sha256} | ({"SHA-512": file.sha512} if file.sha512 else {})
    return {
        "source_name": file.name or "a file",
        "description": "; ".join(filter(None, said)),
        "hashes": hashes,
    }
