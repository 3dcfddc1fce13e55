"""A chart's look is kept whole, and what a newer Clew wrote is not lost."""

from __future__ import annotations

from workbench.model.filters import Filter
from workbench.model.looks import ChartLook, Group, Kept


def test_a_look_comes_back_as_it_was() -> None:
    look = ChartLook(
        demanded=("at_cell",), filters=(Filter("hour", low=22, high=6, title="Nights", on=False),), lines="beads",
        width="amount", labels=False, colour_by="kind", size_by="count", persons=True,
        groups=(Group(1, "The crew", (3, 4), True),), selections={2: Kept("Couriers", (5,), (6, 7))}, dimmed=(9,),
        arranged="circle",
    )  # fmt: skip
    assert ChartLook.read(look.written()) == look
    assert ChartLook().written() == {}


def test_what_is_not_known_stays() -> None:
    said = {"halo": 3, "filters": [{"by": "mood", "keep": ["grim"]}, {"by": "kind", "drop": ["phone"]}]}
    look = ChartLook.read(said)
    assert [f.by for f in look.filters] == ["kind"]
    written = look.written()
    assert written["halo"] == 3 and [f["by"] for f in written["filters"]] == ["kind", "mood"]
