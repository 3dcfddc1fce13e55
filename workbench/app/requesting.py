"""Answers to requests: what a request says of the files that answer it, and the step that enters them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from workbench.app.outcome import Outcome
from workbench.case import entities, requests
from workbench.case.cases import Case
from workbench.case.circumstances import Circumstances
from workbench.case.requests import Request


def asked_for(case: Case, request: Request, said: Circumstances) -> Circumstances:
    """What is said of a file, with what its request asked for where nothing else is said: whose records, for which
    days, on what basis. Rows outside these days are withheld as for every file."""
    named = [entities.named(case, entity) for entity in request.entities]
    whose = ", ".join(entities.shown(case, kind, value) for kind, value in named)
    period = (said.asked_first, said.asked_last)
    first, last = period if any(period) else (request.first, request.last)
    return replace(
        said, asked=said.asked or whose, asked_first=first, asked_last=last,
        legal_basis=said.legal_basis or f"{request.legal_basis} (request {request.reference} to {request.provider})",
    )  # fmt: skip


def enter_answer(case: Case, request: Request, outcomes: Iterable[Outcome], today: date) -> list[int]:
    """Enters as a step which files answer a request; the identifiers that none of its answers names."""
    sources = [o.source for o in outcomes if o.source is not None and not o.problem]
    if sources:
        with case.edit(f"Answer to request {request.reference}") as db:
            requests.answer(db, request, sources, today.isoformat())
    return requests.silent(case, requests.get(case, request.reference))
