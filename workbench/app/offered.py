"""Where vendors say they send from: towns or, mostly, countries, each as exactly as it is said."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from workbench.app.places import book
from workbench.case.cases import Case
from workbench.model.gazetteer import Place

WHO = ("vendor", "market", "key", "wallet", "contact")


@dataclass(frozen=True)
class Origin:
    """A place from which `vendors` offer to send, those with most listings first; `records` say so."""

    place: Place
    vendors: tuple[int, ...]
    records: int


def origins(case: Case, told: pl.DataFrame, chosen: set[int]) -> tuple[tuple[Origin, ...], int]:
    """Where the offers in `told` (of `case.located.offers`) are sent from, and how many name no place that can be
    told; with something selected, of the offers that concern it."""
    if chosen:
        wanted = pl.Series(sorted(chosen), dtype=pl.Int64)
        told = told.filter(pl.any_horizontal(pl.col(role).is_in(wanted) for role in WHO))
    by = (
        told.group_by("ships_from", "vendor")
        .agg(count=pl.len())
        .sort("count", "vendor", descending=[True, False])
    )
    answers = book().find_all(by["ships_from"].unique().to_list(), case.about.country)
    found: dict[Place, dict[int, int]] = {}
    left = 0
    for text, vendor, count in by.iter_rows():
        place = book().country(text.strip()) or answers[text].place
        if place is None:
            left += count
        else:
            there = found.setdefault(place, {})
            there[vendor] = there.get(vendor, 0) + count
    made = [Origin(place, tuple(vendors), sum(vendors.values())) for place, vendors in found.items()]
    return tuple(sorted(made, key=lambda o: (-o.records, o.place.name))), left
