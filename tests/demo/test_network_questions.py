"""Questions of networks find what truth.json says was planted."""

from __future__ import annotations

from typing import Any

import pytest

from workbench.app.demonstration import Demonstration
from workbench.case import graphs
from workbench.questions import asking
from workbench.questions.answer import Answer
from workbench.questions.held import Held
from workbench.questions.question import shipped

TALK = ("called", "messaged")


class Asked:
    """Asks the demonstration case; entities are named by kind and value."""

    def __init__(self, made: Demonstration) -> None:
        graph = graphs.read(made.case)
        self.held = Held(made.case, graph)
        self.entity = {
            (graph.kinds[graph.kind[n]], graph.values[n]): int(graph.ids[n]) for n in range(len(graph))
        }

    def __call__(self, question: str, **told: Any) -> Answer:
        return asking.ask(self.held, shipped()[question], told, steady=False)

    def fact(self, truth: dict[str, Any], id: str) -> list[int]:
        said = next(fact for fact in truth["facts"] if fact["id"] == id)
        return [self.entity[one["kind"], one["value"]] for one in said["entities"]]


@pytest.fixture(scope="module")
def asked(demonstrated: Demonstration) -> Asked:
    return Asked(demonstrated)


def test_the_supplier_is_reached_through_the_middleman_only(asked: Asked, truth: dict[str, Any]) -> None:
    vendor, middleman, supplier = asked.fact(truth, "supplier")
    ways = asked("ways_between", one=vendor, other=supplier, links=TALK)
    assert ways.rows[0].cells[:2] == (2, (middleman,))
    without = asked("ways_between", one=vendor, other=supplier, links=TALK, excluded=(middleman,), longest=4)
    assert without.rows == ()
    in_time = asked("reached_in_time", one=vendor, other=supplier, wait=7200, links=TALK)
    assert in_time.rows[0].cells[1] == (middleman,) and len(in_time.rows[0].refs) == 2
    between = asked("all_between", these=(vendor, supplier), links=TALK, longest=2)
    assert [row.cells[0] for row in between.rows] == [middleman]


def test_the_new_private_number_goes_on_with_the_contacts_of_the_old(
    asked: Asked, truth: dict[str, Any]
) -> None:
    old, *kept, new = asked.fact(truth, "private_number")
    found = asked("common_contacts", these=(old, new), links=TALK)
    assert set(kept) <= {row.cells[0] for row in found.rows} and len(found.rows) == 17


def test_one_key_joins_the_vendor_of_two_markets(asked: Asked, truth: dict[str, Any]) -> None:
    one, key, other = asked.fact(truth, "one_vendor")
    found = asked("common_contacts", these=(one, other))
    assert [row.cells[0] for row in found.rows] == [key]


def test_the_vendors_phone_and_his_wallet_hang_together_by_his_handle(
    asked: Asked, truth: dict[str, Any]
) -> None:
    handle, phone = asked.fact(truth, "listing_phone")
    wallet = asked.fact(truth, "payout_wallets")[1]
    found = asked("between_sets", these=(phone,), those_kinds=("wallet",))
    assert [row.cells[:4] for row in found.rows] == [(phone, wallet, 2, (handle,))]


RANKING = (
    "most_bridging", "closest", "most_influential", "tightest_core", "groups", "cut_points", "twins",
    "sinks_and_sources",
)  # fmt: skip


@pytest.mark.parametrize("question", RANKING)
def test_every_row_rests_on_links_of_the_case(asked: Asked, question: str) -> None:
    found = asked(question, kinds=("phone",), links=TALK)
    graph = asked.held.graph
    assert found.rows and found.method and found.innocent and found.coverage
    for row in found.rows:
        assert row.links and all(link in graph.link_of for link in row.links)


def test_taking_out_phones_breaks_the_calls_sooner_than_by_lot(asked: Asked) -> None:
    found = asked("disruption", kinds=("phone",), within=("phone",), links=TALK, most=30)
    last = found.rows[-1].cells
    assert last[0] == 30 and last[3] < last[4]
