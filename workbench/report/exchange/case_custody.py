"""Where evidence comes from, as CASE has it: files with their hashes, exhibits, who had them, and what Clew did.

CASE 1.4: a ProvenanceRecord has the exhibit's number and what came of it, an InvestigativeAction who did what with
which tool to what. `hashMethod` is the plain string "SHA256": any other form is no term of the vocabulary.
"""

from __future__ import annotations

from collections.abc import Iterator

from workbench.case import custody
from workbench.case.custody import Custody
from workbench.case.exhibits import Handover
from workbench.model.problems import Problem
from workbench.model.written_times import Written
from workbench.report.exchange.case_things import Node, Things
from workbench.report.exchange.graded import Graded
from workbench.report.exchange.moments import utc
from workbench.report.extract import Extract
from workbench.report.extracted import File

ACTION = "case-investigation:InvestigativeAction"
RECORD = "case-investigation:ProvenanceRecord"


def moment(microseconds: int) -> Node:
    return {"@type": "xsd:dateTime", "@value": utc(microseconds, 6)}


class Evidence:
    """The nodes of files and of their way into the case. `tool` is Clew, `analyst` who hands this out."""

    def __init__(self, extract: Extract, things: Things, graded: Graded) -> None:
        self.extract, self.things, self.graded = extract, things, graded
        self.tool = things.id("tool", extract.facts.version)
        self._people: dict[str, str] = {}

    def frame(self) -> Iterator[Node]:
        """The tool that was used."""
        facts = self.extract.facts
        told = {
            "uco-core:name": "Clew",
            "uco-tool:version": facts.version,
            "uco-tool:toolType": "link analysis",
        }
        yield self.things.node(("tool", facts.version), "uco-tool:Tool", told)

    def person(self, name: str) -> Iterator[Node]:
        """Whoever did something, once; by name only, as an identity that may be a person or an authority."""
        if name and name not in self._people:
            self._people[name] = self.things.id("hand", name)
            yield self.things.node(("hand", name), "uco-identity:Identity", {"uco-core:name": name})

    def _by(self, name: str) -> Node | str:
        return {"@id": self._people[name]} if name in self._people else ""

    def file(self, file: File, held: list[str]) -> Iterator[Node]:
        """A file with its hashes, who acquired it, and what taking it in gave; `held` are ids of what it names."""
        key = ("file", file.sha256)
        yield self._file_node(key, file)
        yield from self.person(file.acquired_by)
        yield from self.person(file.added_by)
        told = {
            "uco-core:description": " ".join(
                filter(None, ("acquired", file.acquired_at and f"at {file.acquired_at}", file.acquired_how))
            ),
            "uco-core:name": f"acquisition of {file.name}",
            "uco-action:performer": self._by(file.acquired_by),
            "uco-action:result": [{"@id": self.things.id(*key)}],
        }
        if file.acquired_by or file.acquired_at:
            yield self.things.node(("acquired", *key), ACTION, told)
        record = {
            "uco-core:name": f"what {file.name} says",
            "uco-core:description": f"{file.rows} rows read = {file.kept} kept, {file.rejected} rejected, "
            f"{file.withheld} withheld, the others duplicate; read with {file.recipe}",
            "case-investigation:exhibitNumber": file.exhibit,
            "uco-core:object": [{"@id": self.things.id(*key)}, *({"@id": one} for one in held)],
        }
        yield self.things.node(("record", *key), RECORD, record)
        reading = {
            "uco-core:name": f"{file.name} taken into the case",
            "uco-action:performer": self._by(file.added_by),
            "uco-action:instrument": {"@id": self.tool},
            "uco-action:object": [{"@id": self.things.id(*key)}],
            "uco-action:result": [{"@id": self.things.id("record", *key)}],
            "uco-action:startTime": moment(file.added_at) if file.added_at else "",
        }
        if file.acquired_by or file.acquired_at:
            reading["case-investigation:wasInformedBy"] = {"@id": self.things.id("acquired", *key)}
        yield self.things.node(("reading", *key), ACTION, reading)

    def _file_node(self, key: tuple[str, ...], file: File) -> Node:
        hashes = [("SHA256", file.sha256), ("SHA512", file.sha512)]
        facets: list[Node] = [
            {
                "@type": "uco-observable:FileFacet",
                "uco-observable:fileName": file.name,
                "uco-observable:sizeInBytes": file.bytes,
            },
            {
                "@type": "uco-observable:ContentDataFacet",
                "uco-observable:hash": [
                    {
                        "@id": self.things.id("hash", method, *key),
                        "@type": "uco-types:Hash",
                        "uco-types:hashMethod": method,
                        "uco-types:hashValue": {"@type": "xsd:hexBinary", "@value": value.upper()},
                    }
                    for method, value in hashes
                    if value
                ],
            },
        ]
        told = {
            "uco-core:name": file.name,
            "uco-core:description": self.graded.words("source", file.id),
            "uco-core:hasFacet": [self.things.facet((*key, str(n)), facet) for n, facet in enumerate(facets)],
        }
        return self.things.node(key, "uco-observable:File", told)

    def exhibits(self) -> Iterator[Node]:
        """Every exhibit of the files in the extract: how it was taken, and each time it was handed on."""
        files = {file.id: file for file in self.extract.files}
        for kept in custody.of(self.extract.case).exhibits:
            mine = [files[source.id] for source in kept.sources if source.id in files]
            if mine:
                yield from self._exhibit(kept, mine)

    def _exhibit(self, kept: Custody, files: list[File]) -> Iterator[Node]:
        said, key = kept.exhibit.said, ("exhibit", kept.exhibit.reference)
        yield from self.person(said.taken_by)
        told = {
            "uco-core:name": f"exhibit {kept.exhibit.reference}",
            "uco-core:description": _words(
                {
                    "what it is": said.description,
                    "container": said.container,
                    "seal": said.seal,
                    "gaps in its custody": "; ".join(gap.says for gap in kept.gaps),
                }
            ),
            "case-investigation:exhibitNumber": kept.exhibit.reference,
            "uco-core:object": [{"@id": self.things.id("file", file.sha256)} for file in files],
        }
        yield self.things.node(key, RECORD, told)
        taken = {
            "uco-core:name": f"exhibit {kept.exhibit.reference} taken",
            "uco-core:description": _words(
                {"at": f"{said.taken_at} {said.zone}", "place": said.place, "authority": said.authority,
                 "legal basis": said.legal_basis}
            ),
            "uco-action:performer": self._by(said.taken_by),
            "uco-action:startTime": _written(said.taken_at, said.zone),
            "uco-action:result": [{"@id": self.things.id(*key)}],
        }  # fmt: skip
        yield self.things.node(("taken", *key), ACTION, taken)
        before = self.things.id("taken", *key)
        for number, handover in enumerate(kept.chain):
            yield from self._handover(key, number, handover, before)
            before = self.things.id("handover", str(number), *key)

    def _handover(self, key: tuple[str, ...], number: int, handover: Handover, before: str) -> Iterator[Node]:
        said = handover.said
        yield from self.person(said.given_by)
        yield from self.person(said.taken_by)
        told = {
            "uco-core:name": f"{key[1]} handed over",
            "uco-core:description": _words(
                {"from": said.given_by, "to": said.taken_by, "at": f"{said.handed_at} {said.zone}", "place": said.place,
                 "seal": f"{said.seal} {said.seal_state}", "why": said.why}
            ),
            "uco-action:performer": self._by(said.given_by),
            "uco-action:participant": [one] if (one := self._by(said.taken_by)) else [],
            "uco-action:startTime": _written(said.handed_at, said.zone),
            "uco-action:object": [{"@id": self.things.id(*key)}],
            "uco-action:result": [{"@id": self.things.id(*key)}],
            "case-investigation:wasInformedBy": {"@id": before},
        }  # fmt: skip
        yield self.things.node(("handover", str(number), *key), ACTION, told)


def _words(told: dict[str, str]) -> list[str]:
    return [f"{name}: {value.strip()}" for name, value in told.items() if value.strip()]


def _written(text: str, zone: str) -> Node | str:
    """A time of a form as a moment; "" where its day or its zone is not told, and the words alone say it."""
    written = Written(text, zone)
    if not (text and zone and written.has_time):
        return ""
    try:
        return {"@type": "xsd:dateTime", "@value": written.within[0].strftime("%Y-%m-%dT%H:%M:%SZ")}
    except (Problem, ValueError):
        return ""
