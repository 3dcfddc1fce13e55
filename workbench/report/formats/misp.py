"""MISP: one event with an object for each entity and a reference for each link.

MISP core format (draft-dulaunoy-misp-core-format). The event is for one's own organisation only until somebody decides
otherwise in MISP; nothing in it is meant for detection (`to_ids` is false throughout).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from workbench.case.exporting import whole_file
from workbench.case.gradings import CASE
from workbench.report.exchange import ids, text
from workbench.report.exchange.graded import Graded
from workbench.report.exchange.handling import pap, tlp
from workbench.report.exchange.losses import Losses
from workbench.report.exchange.misp_things import Object, Objects, held
from workbench.report.exchange.moments import as_of, utc
from workbench.report.exchange.records import Records
from workbench.report.extract import Extract
from workbench.report.extracted import Thing, Tie, references
from workbench.report.formats.format import Written, writes

CANNOT = (
    "Calls, messages, payments and other records are counted at their reference and not told one by one.",
    "A reference has a type and a comment only: standing, counts, times, totals and rows stand in its comment.",
    "Parcels, cells and what else has no template are internal references with their kind in words.",
    "MISP takes some thousands of objects in one event; choose the entities that matter.",
)
RELATIONS = {  # what MISP calls our links; others keep our word
    "called": "calls", "messaged": "sends-to", "paid": "paid", "member_of": "member-of", "known_as": "known-as",
    "lives_at": "located-at", "seized_at": "located-at", "stands_at": "located-at", "located": "located-at",
    "mentions": "mentions", "resolves_to": "resolves-to", "sells_on": "seller-on", "subscribed": "registered-to",
    "attributed": "attributed-to", "associated": "associated-with", "related_to": "related-to",
}  # fmt: skip
ADMIRALTY = {"source": "source-reliability", "information": "information-credibility"}


@writes(
    "misp",
    title="MISP event",
    suffix=".misp.json",
    does="MISP, the platform on which CERTs and police share what they know, imports it.",
    cannot=CANNOT,
)
def write(extract: Extract, out: Path) -> Written:
    """One object a line; the references of an object stand in it."""
    losses = Losses()
    event = _Event(extract, losses)
    counts = dict.fromkeys(("entities", "links", "files"), 0)
    with whole_file(out) as file:
        file.write((text.line({"Event": event.head()})[:-2] + ',"Object":[\n').encode())
        before = ""
        for what, made in event.objects():
            file.write((before + text.line(made)).encode())
            before = ",\n"
            counts[what] += 1
        file.write(b"\n]}}\n")
    counts["links"] = event.links
    return Written(counts, losses.said)


class _Event:
    def __init__(self, extract: Extract, losses: Losses) -> None:
        self.extract, self.losses, self.graded = extract, losses, Graded(extract)
        self.ids = ids.Ids(extract.facts.uuid)
        self._at = str(max(as_of(extract) // 1_000_000, 0))
        self.made = Objects(self.ids, self._at)
        self.links = 0

    def head(self) -> Object:
        """The event itself: whose it is, how it may be used, and how much of the case it is."""
        facts, handling = self.extract.facts, self.graded.handling
        said = [
            f"This is {facts.shown}.",
            *facts.left_out,
            facts.purpose and f"Purpose: {facts.purpose}.",
            facts.authority and f"Authority: {facts.authority}.",
            handling and f"Handling: {handling}.",
            f"Clew {facts.version}; log of {facts.log_length} entries with the head {facts.log_head}.",
        ]
        about = self.made.attribute(
            ("case",), "text", " ".join(filter(None, said)), comment=f"case {facts.uuid}"
        )
        tags = [f"tlp:{colour}"] if (colour := tlp(handling)) else []
        tags += [f"PAP:{colour}"] if (colour := pap(handling)) else []
        return {
            "uuid": self.ids.uuid("event", facts.log_head, facts.shown),
            "info": facts.title or "A case",
            "date": utc(as_of(self.extract))[:10],
            "threat_level_id": "4",
            "analysis": "1",
            "distribution": "0",
            "published": False,
            "timestamp": self._at,
            "Orgc": {
                "name": facts.authority or facts.analyst or "Clew",
                "uuid": self.ids.uuid("organisation"),
            },
            "Tag": [{"name": tag} for tag in [*tags, *self._scale("case", CASE)]],
            "Attribute": [about],
        }

    def objects(self) -> Iterator[tuple[str, Object]]:
        """Every object with its references, and the word it is counted under."""
        for file in self.extract.files:
            yield "files", self.made.file(file, self.graded.words("source", file.id))
        references_of = self._references()
        for thing in self.extract.things():
            if not held(thing.kind):
                self.losses.meet(
                    "MISP has no template for them; each is an internal reference", thing.kind_title
                )
            made = self.made.thing(thing, self._tags(thing), self._notes(thing))
            if found := references_of.get(thing.id):
                made["ObjectReference"] = found
            yield "entities", made
        for title, many in Records(self.extract).told_apart_from(()).items():
            self.losses.meet("Records that are counted at their reference", title, many)

    def _references(self) -> dict[int, list[Object]]:
        """The references of each thing that a link begins at."""
        uuids = {thing.id: self.made.id(thing) for thing in self.extract.things()}
        found: dict[int, list[Object]] = {}
        for tie in self.extract.ties():
            self.links += 1
            reference = {
                "uuid": self.ids.uuid(*ids.of_tie(tie)),
                "object_uuid": uuids[tie.start],
                "referenced_uuid": uuids[tie.end],
                "relationship_type": RELATIONS.get(tie.kind, tie.kind.replace("_", "-")),
                "comment": self._comment(tie),
                "timestamp": self._at,
            }
            found.setdefault(tie.start, []).append(reference)
        return found

    def _comment(self, tie: Tie) -> str:
        times = [utc(moment) for moment in (tie.first, tie.last) if moment is not None]
        told = [
            tie.sentence,
            f"{tie.standing}; records: {tie.count}",
            " to ".join(dict.fromkeys(times)),
            ", ".join(
                f"{amount} {'seconds' if asset == 's' else asset}" for asset, amount in tie.totals.items()
            ),
            tie.basis and f"on the word of {tie.basis}",
            *(f"{note.text} ({note.analyst})" for note in tie.notes),
            *self.graded.words("link", tie.id),
            references(tie.origins),
        ]
        return "; ".join(filter(None, told))

    def _tags(self, thing: Thing) -> list[str]:
        return list(dict.fromkeys([*(tag.name for tag in thing.tags), *self._scale("entity", thing.id)]))

    def _scale(self, subject: str, number: int) -> list[str]:
        """Grades of the Admiralty scale as tags of MISP's taxonomy; those of other schemes stay words."""
        return [
            f'admiralty-scale:{predicate}="{grading.grades[part].lower()}"'
            for grading in self.graded.of(subject, number)
            if grading.scheme == "admiralty"
            for part, predicate in ADMIRALTY.items()
            if grading.grades.get(part)
        ]

    def _notes(self, thing: Thing) -> list[str]:
        told = self.graded.involvement(thing)
        told += [f"tag {t.name}: {t.basis} ({t.analyst})" for t in thing.tags if t.basis]
        told += [f"{note.text} ({note.analyst})" for note in thing.notes]
        told += [f"judged to be the same as {kind} {value}" for kind, value in thing.same_as]
        told += [f"entered by hand on the word of {thing.basis}"] if thing.basis else []
        told += ["the value does not pass its check"] if not thing.valid else []
        told += ["a common service that many use"] if thing.common else []
        if spot := self.extract.spots.get(thing.id):
            told.append(f"lies at {spot.latitude:.5f}, {spot.longitude:.5f}: {spot.known}")
        return told + self.graded.words("entity", thing.id)
