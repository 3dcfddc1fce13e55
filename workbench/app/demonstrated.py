"""What an investigation keeps around its files, for the demonstration: exhibits and who had them, gradings, who is
involved and how, findings, and a request that is overdue. All of it is invented.

One chain of custody has a gap on purpose: somebody who learns to look for gaps should find one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from workbench.app import gradings as schemes
from workbench.app import letters
from workbench.case import entities, exhibits, findings, gradings, involvement, requests, sources
from workbench.case.acquisitions import Acquisition
from workbench.case.cases import Case
from workbench.case.engine import Database
from workbench.case.exhibits import Described, HandedOver
from workbench.model.graph import Graph
from workbench.questions import paths

UNIT = "Unit 4"
ORDER = "Demonstration order 14/2026"
ZONE = "Europe/London"
HOW = "invented for training"
TODAY = date(2026, 7, 6)  # when all this is said to be written

# exhibit: its files; what it is; who gave it; where; when; container and seal
EXHIBITS = {
    "OPA-1": (("calls_operator_a.csv", "cells.csv"), "Disc with call records and a register of cells",
              "Operator A, disclosure office", "Tarnbridge", "2026-07-01 10:20", "bag DEMO-0001", "S-10001"),
    "OPB-1": (("calls_operator_b.csv",), "Memory stick with call records",
              "Operator B, legal service", "Marlsby", "2026-07-01 15:05", "bag DEMO-0002", "S-10002"),
    "EXH-1": (("exchange_statement.csv", "exchange_accounts.csv"), "Files from the exchange's disclosure portal",
              "Exchange H, compliance", "Unit 4, evidence room", "2026-07-02 09:30", "disc DEMO-0003", "S-10003"),
    "NODE-1": (("node_transactions.json",), "Transactions copied from the unit's own node",
               "P. Harrow, Unit 4", "Unit 4, evidence room", "2026-07-02 11:00", "disc DEMO-0004", "S-10004"),
    "WEB-1": (("market_alpha.csv", "market_beta.tsv"), "Listings saved from two markets",
              "P. Harrow, Unit 4", "Unit 4, evidence room", "2026-07-02 13:45", "disc DEMO-0005", "S-10005"),
    "COU-1": (("courier_manifest.xlsx",), "Workbook of the courier's counter",
              "Courier, security office", "Harrowmere", "2026-07-01 12:10", "bag DEMO-0006", "S-10006"),
}  # fmt: skip
GRADED = {"OPA-1": ("A", "1"), "OPB-1": ("A", "1"), "EXH-1": ("A", "2"), "NODE-1": ("A", "1"), "WEB-1": ("C", "3"),
          "COU-1": ("B", "2")}  # fmt: skip


def acquired(file: str) -> Acquisition:
    """What is said of a file when it is taken in."""
    for reference, (files, _, giver, _, at, *_) in EXHIBITS.items():
        if file in files:
            return Acquisition(reference, giver, at[:10], HOW)
    return Acquisition("", UNIT, "2026-07-02", HOW)


def keep_evidence(case: Case) -> None:
    """Enters the exhibits with their handovers, and grades the files."""
    with case.edit("Enter the exhibits") as db:
        for reference, (_, what, giver, place, at, container, seal) in EXHIBITS.items():
            said = Described(
                what, giver, ORDER, place, at, ZONE, container, seal, "section 14, production of records"
            )
            exhibit = exhibits.describe(case, db, reference, said)
            holder = giver
            if not place.startswith(UNIT):
                holder = "J. Marsh, Unit 4"
                _hand_over(case, db, exhibit, giver, holder, "2026-07-02 08:50", seal)
            # The bag of the manifest changes hands once more than its chain says: the gap to be found.
            holder = "L. Finch, Unit 4" if reference == "COU-1" else holder
            _hand_over(case, db, exhibit, holder, "Evidence room, Unit 4", "2026-07-02 17:30", seal)
    admiralty, files = schemes.scheme("admiralty"), {s.name: s.id for s in sources.listed(case)}
    with case.edit("Grade the sources") as db:
        for reference, (source, information) in GRADED.items():
            for file in EXHIBITS[reference][0]:
                grades = {"source": source, "information": information}
                gradings.grade(
                    case, db, "source", files[file], admiralty, grades, given_by=UNIT, basis="by its origin"
                )


def _hand_over(case: Case, db: Database, exhibit: int, giver: str, taker: str, at: str, seal: str) -> None:
    why = "to be kept under lock" if taker.startswith("Evidence") else "collected under the order"
    exhibits.hand_over(case, db, exhibit, HandedOver(giver, taker, at, ZONE, "Unit 4", seal, "intact", why))


def conclude(case: Case, graph: Graph, thread: int) -> None:
    """Enters what the thread around an entity shows as findings, who is involved, and what is asked next."""
    with case.edit("Enter the findings") as db:
        for statement, confidence, links in _found(case, graph, thread):
            findings.state(case, db, statement, confidence, links)
    holders = sorted(holder for holder in _reached(graph, thread).values() if holder)
    if holders:
        with case.edit("Say who is involved") as db:
            for person in dict.fromkeys(holders):
                involvement.involve(
                    case, db, person, "suspect", "named in the order as holder of the account"
                )
    template = letters.templates()["operator_disclosure"]
    request = letters.drafted(
        case, template, [thread], TODAY, provider="Operator B", legal_basis=f"{ORDER}, section 14",
        first="2026-05-01", last="2026-06-30", reference="14/2026-3", due="2026-07-20",
    )  # fmt: skip
    with case.edit(f"Request {request.reference} to {request.provider}") as db:
        requests.enter(case, db, replace(request, sent=TODAY.isoformat()))


def _found(case: Case, graph: Graph, thread: int) -> list[tuple[str, str, list[int]]]:
    """Statement, confidence and links of each finding that the graph holds the links for."""
    name = _shown(case, thread)
    found = []
    posted = _links(graph, thread, ("sender_phone_of", "gives_contact"))
    if posted:
        said = f"{name} is on parcels as their sender's phone, and it is the contact that a vendor gives."
        found.append((said, "likely", posted))
    by_key: dict[int, list[int]] = {}
    for link, kind in enumerate(graph.link_kind):
        if graph.link_kinds[kind] == "has_key":
            by_key.setdefault(int(graph.end[link]), []).append(link)
    for key, links in sorted(by_key.items()):
        handles = sorted({graph.captions[graph.start[link]] for link in links})
        if len(handles) == 2:
            said = f"{handles[0]} and {handles[1]} publish the same PGP key {graph.captions[key]}."
            found.append((said, "nearly certain", [int(graph.link_ids[link]) for link in links]))
    for way in _reached(graph, thread):
        ends = [_shown(case, entity) for entity in (way[0], way[-1])]
        said = f"Payments lead from the vendor's wallet {ends[0]} to the account {ends[1]}."
        inside = graph.links_between(graph.numbers(way))
        found.append((said, "likely", [int(graph.link_ids[link]) for link in inside]))
    return found


def _shown(case: Case, entity: int) -> str:
    return entities.shown(case, *entities.named(case, entity))


def _links(graph: Graph, entity: int, kinds: tuple[str, ...]) -> list[int]:
    """The links of some kinds at an entity, by their ids; none where one of the kinds is missing."""
    at = [
        link
        for link in graph.links_at(graph.node_of[entity])
        if graph.link_kinds[graph.link_kind[link]] in kinds
    ]
    there = {graph.link_kinds[graph.link_kind[link]] for link in at}
    return [int(graph.link_ids[link]) for link in at] if there == set(kinds) else []


def _next(graph: Graph, entities: Iterable[int], kind: str) -> list[int]:
    """The entities that a link of a kind joins with some entities."""
    found: dict[int, None] = {}
    for entity in entities:
        node = graph.node_of[entity]
        for link in graph.links_at(node):
            if graph.link_kinds[graph.link_kind[link]] == kind:
                other = graph.end[link] if graph.start[link] == node else graph.start[link]
                found[int(graph.ids[other])] = None
    return sorted(found)


def _reached(graph: Graph, thread: int) -> dict[tuple[int, ...], int]:
    """The ways of payments from the wallets of the vendors who give an entity as their contact to an account, each
    with the person the account is registered to, 0 for nobody."""
    found = {}
    for wallet in _next(graph, _next(graph, [thread], "gives_contact"), "takes_payment"):
        way = paths.to_nearest(graph, wallet, "account", forward=True)
        if way.found:
            persons = _next(graph, way.entities[-1:], "subscribed")
            found[tuple(way.entities)] = persons[0] if persons else 0
    return found
