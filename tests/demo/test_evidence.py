"""What the demonstration keeps around its files: exhibits, gradings, findings, who is involved, and a request."""

from __future__ import annotations

from datetime import date
from typing import Any

from workbench.app.demonstration import Demonstration
from workbench.case import custody, entities, findings, gradings, involvement, records, requests, sources


def test_every_file_has_an_exhibit_and_one_chain_a_gap_to_be_found(demonstrated: Demonstration) -> None:
    kept = custody.of(demonstrated.case)
    assert not kept.strays
    assert sorted(s.name for k in kept.exhibits for s in k.sources) == sorted(
        s.name for s in sources.listed(demonstrated.case)
    )
    gaps = {k.exhibit.reference: [g.says for g in k.gaps] for k in kept.exhibits if k.gaps}
    assert gaps == {
        "COU-1": ["handover 2 of exhibit COU-1 is by L. Finch, Unit 4, but J. Marsh, Unit 4 held it last"]
    }
    assert len(gradings.listed(demonstrated.case, "source")) == 9


def test_findings_rest_on_links_that_rest_on_rows(demonstrated: Demonstration, truth: dict[str, Any]) -> None:
    case = demonstrated.case
    found = findings.listed(case)
    assert len(found) == 3
    for finding in found:
        assert finding.links and all(records.behind(case, [link], limit=1) for link in finding.links)
    account = entities.resolve(case, "account:EH-88-1042")
    (person,) = involvement.known(case)
    joined = records.between(case, person, account)
    assert joined and all(r.kind == "subscription" or "exchange" in r.file for r in joined)


def test_a_request_is_overdue(demonstrated: Demonstration) -> None:
    (request,) = requests.listed(demonstrated.case)
    assert request.state(date(2026, 7, 20)) == "open" and request.state(date(2026, 7, 21)) == "overdue"
    assert "[…]" not in request.letter
