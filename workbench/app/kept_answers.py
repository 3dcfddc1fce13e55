"""Answers kept as findings, with all that is needed to ask again and see whether they still hold."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workbench.case import findings, told
from workbench.case.cases import Case
from workbench.case.engine import Database
from workbench.case.findings import Finding
from workbench.questions.answer import Answer, Row
from workbench.questions.held import Held
from workbench.questions.parameter import Parameter
from workbench.questions.question import Question


def settings_json(settings: Mapping[str, Any]) -> dict[str, Any]:
    """What a question was told, as JSON keeps it."""
    return {
        name: list(value) if isinstance(value, tuple) else str(value) if isinstance(value, Path) else value
        for name, value in settings.items()
    }


def settings_from(question: Question, kept: Mapping[str, Any]) -> dict[str, Any]:
    """What a question was told, from what JSON kept of it; parameters it did not have then are as declared."""
    return {p.name: _restored(p, kept[p.name]) if p.name in kept else p.fallback for p in question.parameters}


def _restored(parameter: Parameter, kept: Any) -> Any:
    if isinstance(kept, list):
        return tuple(kept)
    return Path(kept) if parameter.type == "file" and kept else kept


@dataclass(frozen=True)
class Asked:
    """The question a finding answers: its id and version, all it was told, the stretch of time, and what it found."""

    question: str
    version: int
    settings: dict[str, Any]
    moments: tuple[int, int] | None
    digest: str

    @classmethod
    def of(cls, finding: Finding) -> Asked | None:
        """The question of a finding, None where the statement is the analyst's own."""
        if not finding.asked:
            return None
        kept = json.loads(finding.asked)
        moments = tuple(kept["moments"]) if kept["moments"] else None
        return cls(kept["question"], kept["version"], kept["settings"], moments, kept["digest"])


def keep(
    case: Case, db: Database, held: Held, answer: Answer, statement: str, confidence: str, rows: Iterable[Row]
) -> int:
    """Enters an answer, or the chosen rows of it, as a finding inside a step: the statement, the links and rows behind
    it, and the question with all it was told; its id."""
    chosen = list(rows)
    asked = json.dumps(
        {
            "question": answer.question, "version": answer.version, "settings": settings_json(answer.settings),
            "moments": held.moments, "digest": answer.digest,
        },
        sort_keys=True,
    )  # fmt: skip
    links = dict.fromkeys(link for row in chosen for link in row.links)
    refs = dict.fromkeys(ref for row in chosen for ref in row.refs)
    return findings.state(case, db, statement, confidence, links, told.rows_at(case, refs), asked)
