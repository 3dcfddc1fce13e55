"""Which sources were used for what: in findings, in answers that were kept, on charts, in the parts of a report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from workbench.case import charts, entities, findings, links, on_demand, reports
from workbench.case.cases import Case
from workbench.case.findings import Finding


@dataclass(frozen=True)
class Use:
    """One use: in what (finding, answer, chart, report), its number and title, and the sources it rests on."""

    sort: str
    number: int
    title: str
    sources: frozenset[int]


def of_case(case: Case) -> list[Use]:
    """Every use of the sources of a case."""
    made = [of_finding(case, one) for one in findings.listed(case)]
    made += [of_chart(case, id, title) for id, title in charts.listed(case)]
    return [*made, *(of_report(case, one.id) for one in reports.listed(case))]


def of_finding(case: Case, finding: Finding) -> Use:
    """What a finding rests on: the rows it names, and the rows behind the links it names."""
    found = of_links(case, finding.links) | _of_readings(case, {reading for reading, _, _ in finding.rows})
    return Use("answer" if finding.asked else "finding", finding.id, finding.statement, frozenset(found))


def of_chart(case: Case, chart: int, title: str) -> Use:
    """What a chart shows: the sources whose counted records name an entity on it."""
    return Use("chart", chart, title, frozenset(of_entities(case, charts.read(case, chart).shown)))


def of_report(case: Case, report: int) -> Use:
    """What the parts of a report speak of; that a part lists every source is no use of them."""
    found: set[int] = set()
    for sort, number in named(case, report):
        found |= _of(case, sort, number)
    return Use("report", report, reports.get(case, report).title, frozenset(found))


def named(case: Case, report: int) -> list[tuple[str, int]]:
    """What the parts of a report name by number: findings, charts, sources, entities, links and readings."""
    return list(dict.fromkeys(one for part in reports.get(case, report).parts for one in _named(part.what)))


def of_links(case: Case, wanted: Iterable[int]) -> set[int]:
    """The sources whose counted records stand behind links; those drawn by hand rest on none."""
    wanted = list(wanted)
    bundled = [link for link in wanted if link < links.DRAWN]
    counted = [link for link in wanted if on_demand.is_on_demand(link)]
    found = {source for tallied in links.tallied(case, bundled).values() for source in tallied.sources}
    return found | {s for held in on_demand.sources(case, counted).values() for s in held}


def of_entities(case: Case, wanted: Iterable[int]) -> set[int]:
    return {source for held in entities.sources_of(case, list(wanted)) for source in held}


def _of_readings(case: Case, wanted: set[int]) -> set[int]:
    source_of = dict(case.db.conn.execute("SELECT id, source FROM reading").fetchall())
    return {source_of[reading] for reading in wanted if reading in source_of}


def _of(case: Case, sort: str, number: int) -> set[int]:
    """The sources that something a report names rests on."""
    if sort == "source":
        return {number}
    if sort == "reading":
        return _of_readings(case, {number})
    if sort == "entity":
        return of_entities(case, [number])
    if sort == "link":
        return of_links(case, [number])
    if sort == "chart" and any(id == number for id, _ in charts.listed(case)):
        return set(of_chart(case, number, "").sources)
    if sort == "finding":
        return {s for one in findings.listed(case) if one.id == number for s in of_finding(case, one).sources}
    return set()


_PLURALS = {
    "sources": "source", "entities": "entity", "links": "link", "charts": "chart", "findings": "finding",
    "readings": "reading",
}  # fmt: skip


def _named(said: Any, of: str = "") -> Iterator[tuple[str, int]]:
    """What the JSON of a part names by number; a row (reading, row, part) names its reading."""
    if isinstance(said, Mapping):
        for name, value in said.items():
            if name == "rows" and isinstance(value, list):
                yield from (("reading", row[0]) for row in value if isinstance(row, list) and row)
            else:
                yield from _named(value, _PLURALS.get(str(name), str(name)))
    elif isinstance(said, list):
        for value in said:
            yield from _named(value, of)
    elif isinstance(said, int) and not isinstance(said, bool):
        yield of, said
