"""The analyst's parts of a report as blocks; a part that cannot be made says why, and the report goes on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from workbench.app.composing import answered, closing, method, pictured, stated, tabled
from workbench.app.composing.bench import Bench
from workbench.app.composing.names import NAMES
from workbench.app.composing.quoted import of_records
from workbench.case import claims, findings, records, rows
from workbench.case.findings import Finding
from workbench.case.reports import Part
from workbench.model.document import Block, Heading, Paragraph
from workbench.model.problems import Problem
from workbench.report import custody

ASSESSED = "assessed"


def blocks(bench: Bench, part: Part) -> list[Block]:
    """What one part says."""
    try:
        return _MAKERS[part.sort](bench, part.what)
    except Problem as problem:
        if part.what.get("if_any"):
            return []
        said = f"{problem.what}: {problem.hint}" if problem.hint else problem.what
        return [
            Heading(str(part.what.get("title") or NAMES[part.sort]), 2),
            Paragraph(f"This part could not be made: {said}.", "warning"),
        ]


def is_assessment(bench: Bench, part: Part) -> bool:
    """Whether a part is what an analyst makes of it, and stands apart from what rests on records."""
    if part.sort == "text":
        return part.what.get("standing") == ASSESSED
    found = _finding(bench, part.what) if part.sort == "finding" else None
    return found is not None and not (found.asked or found.links or found.rows)


def _finding(bench: Bench, what: Mapping[str, Any]) -> Finding | None:
    return next((f for f in findings.listed(bench.case) if f.id == what.get("finding")), None)


def _text(bench: Bench, what: Mapping[str, Any]) -> list[Block]:
    made: list[Block] = [Heading(what["title"], 2)] if what.get("title") else []
    if what.get("standing") == ASSESSED:
        made.append(Paragraph(f"Assessed by {what.get('analyst') or bench.case.analyst}.", "note"))
    return made + [
        Paragraph(text.strip()) for text in str(what.get("text", "")).split("\n\n") if text.strip()
    ]


def _stated(bench: Bench, what: Mapping[str, Any]) -> list[Block]:
    found = _finding(bench, what)
    if found is None:
        raise Problem("the finding was withdrawn", "take this part out of the report")
    return answered.kept(bench, found) if found.asked else stated.finding(bench, found)


def _answer(bench: Bench, what: Mapping[str, Any]) -> list[Block]:
    return _stated(bench, what) if "finding" in what else answered.fresh(bench, what)


def _rows(bench: Bench, what: Mapping[str, Any]) -> list[Block]:
    made: list[Block] = [Heading(what.get("title") or "Rows", 2)]
    most = int(what.get("most", bench.quoted))
    if what.get("links"):
        made += stated.of_claims(bench, claims.for_links(bench.case, what["links"], rows=most))
    if what.get("rows"):
        places = [(int(a), int(b), int(c)) for a, b, c in what["rows"]]
        made += of_records(bench, rows.at(bench.case, places[:most]), len(places))
    if what.get("entity"):
        found = records.about(bench.case, int(what["entity"]), most + 1)
        made += of_records(bench, found[:most])
        if len(found) > most:
            made.append(Paragraph(f"Only the first {most:,} rows are quoted here.", "note"))
    return made


def _custody(bench: Bench, what: Mapping[str, Any]) -> list[Block]:
    """The custody sheet without its own front."""
    told = custody.sheet(bench.case).blocks[1:]
    lower = [Heading(b.text, b.level + 1) if isinstance(b, Heading) else b for b in told]
    return [Heading("Custody of exhibits"), *lower]


def _method(bench: Bench, what: Mapping[str, Any]) -> list[Block]:
    return method.method(bench)


_MAKERS: dict[str, Callable[[Bench, Mapping[str, Any]], list[Block]]] = {
    "text": _text,
    "finding": _stated,
    "chart": pictured.chart,
    "table": tabled.table,
    "timeline": pictured.timeline,
    "map": pictured.map_,
    "pattern": pictured.pattern,
    "answer": _answer,
    "rows": _rows,
    "sources": lambda bench, what: closing.sources(bench),
    "custody": _custody,
    "method": _method,
}
