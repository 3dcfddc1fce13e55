"""An answer with its evidence: the rows behind each claim, and the whole as JSON."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from workbench.app.answer_cells import entity, plain
from workbench.app.kept_answers import settings_json
from workbench.case import records, told, verbatim
from workbench.case.cases import Case
from workbench.case.records import Record
from workbench.questions.answer import Answer, Column, Row, Table
from workbench.questions.held import Held
from workbench.questions.question import Question

SHOWN = 3  # rows of evidence printed for a claim where nobody asks for more


def behind(case: Case, held: Held, row: Row, limit: int) -> tuple[list[Record], int]:
    """The first records behind a claim, and how many there are in all; where there are more than `limit` and they
    stand behind links, a record that makes several links counts for each."""
    graph = held.graph
    known = [k for k in row.links if k in graph.link_of]
    total = len(row.refs) + int(sum(graph.count[graph.link_of[k]] for k in known))
    found = told.records_at(case, row.refs[:limit])
    if len(found) < limit and known:
        found += records.behind(case, known, limit - len(found), held.moments)
    return found, total if len(found) == limit else len(found)


def as_json(case: Case, held: Held, question: Question, answer: Answer, shown: int = SHOWN) -> dict[str, Any]:
    """The whole answer as JSON: claims with the numbers of their rows in `evidence`, each verbatim with the hash of its
    file. `records` counts all rows behind a claim, of which the first `shown` are there."""
    evidence: list[dict[str, Any]] = []
    numbers: dict[tuple[int, str, int, int], int] = {}

    def claim(columns: Iterable[Column], row: Row) -> dict[str, Any]:
        found, total = behind(case, held, row, shown)
        mine = []
        for record in found:
            where = (record.reading, record.sheet, record.row, record.part)
            if where not in numbers:
                numbers[where] = len(evidence) + 1
                evidence.append(_evidence(case, record, len(evidence) + 1))
            mine.append(numbers[where])
        cells = {c.name: plain(held, c, cell) for c, cell in zip(columns, row.cells, strict=True)}
        return cells | {"why": list(row.why), "evidence": mine, "records": total}

    def table(one: Table) -> dict[str, Any]:
        return {"name": one.name, "title": one.title, "rows": [claim(one.columns, row) for row in one.rows]}

    claims = [claim(answer.columns, row) for row in answer.rows]
    return {
        "question": question.id,
        "title": question.title,
        "sentence": answer.sentence,
        "answer": claims,
        "tables": [table(one) for one in answer.tables],
        "curves": [
            {"name": c.name, "title": c.title, "across": c.across, "up": c.up,
             "lines": {name: {"x": list(map(float, x)), "y": list(map(float, y))} for name, (x, y) in c.lines.items()}}
            for c in answer.curves
        ],
        "evidence": evidence,
        "method": {"words": answer.method, "version": answer.version, "settings": settings_json(answer.settings)},
        "left_out": list(answer.left_out),
        "confidence": answer.sure,
        "innocent": list(answer.innocent),
        "coverage": list(answer.coverage),
        "own_records": [entity(held, id) for id in sorted(answer.held)],
        "steady": answer.steady,
        "lists": {name: list(lines) for name, lines in answer.lists.items()},
        "digest": answer.digest,
    }  # fmt: skip


def _evidence(case: Case, record: Record, number: int) -> dict[str, Any]:
    return {
        "number": number, "source": record.source, "file": record.file, "sha256": record.sha256,
        "sheet": record.sheet, "row": record.row, "part": record.part, "kind": record.kind, "at": record.at or None,
        "verbatim": verbatim.row(case, record.reading, record.sheet, record.row),
    }  # fmt: skip
