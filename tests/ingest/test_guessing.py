from __future__ import annotations

import pytest

from workbench.ingest.guessing import guesses, sort_of
from workbench.model.kinds import Kinds

DAYS = [f"{d:02d}/06/2026" for d in range(1, 21)]
CLOCKS = [f"{h:02d}:15:09" for h in range(20)]
PHONES = [f"07700900{n:03d}" for n in range(100, 120)]


def rows(*columns: list[str]) -> list[tuple[str, ...]]:
    return list(zip(*columns, strict=True))


@pytest.mark.parametrize(
    ("cells", "sort"),
    [
        (DAYS, "day"), (CLOCKS, "clock"), ([f"{d} {c}" for d, c in zip(DAYS, CLOCKS, strict=True)], "moment"),
        (PHONES, "phone"), (["'+44 7700 900123'", "+447700900124"], "phone"), (["12", "300"], "whole"),
        (["12.50 EUR", "1,200.00"], "amount"), (["IN", "OUT"] * 9, "words"), (["", "-"], ""),
        (["356938035643809", "35 693803 564380 9"], "device"), (["a@example.org"], "email"),
        (["a long text about something that somebody wrote down once"] * 3, "text"),
    ],
)  # fmt: skip
def test_what_stands_in_a_column(cells: list[str], sort: str, kinds: Kinds) -> None:
    assert sort_of(cells, kinds, "GB") == sort


def test_a_table_whose_headers_say_nothing_is_told_by_its_cells(kinds: Kinds) -> None:
    best = guesses(["eins", "zwei", "drei", "vier"], kinds, rows(PHONES, PHONES[::-1], DAYS, CLOCKS), "GB")[0]
    assert best.columns["start"] == ("drei", "vier")
    assert {c for f in ("caller", "callee", "sender", "recipient") for c in best.columns.get(f, ())} == {
        "eins",
        "zwei",
    }


@pytest.mark.parametrize(
    ("columns", "kind", "filled"),
    [
        (["Номер А", "Номер Б", "Дата", "Длительность"], "call", {"caller": "Номер А", "callee": "Номер Б"}),
        (["主叫号码", "被叫号码", "Date", "Dur"], "call", {"caller": "主叫号码", "callee": "被叫号码"}),
        (
            ["Calling Number", "Called Number", "Start", "Duration"],
            "call",
            {"callee": "Called Number", "start": "Start"},
        ),
    ],
)
def test_headers_are_known_in_many_languages(
    columns: list[str], kind: str, filled: dict[str, str], kinds: Kinds
) -> None:
    best = guesses(columns, kinds, rows(PHONES, PHONES[::-1], DAYS, [str(n) for n in range(20)]), "GB")[0]
    assert best.kind == kind
    assert {f: best.columns[f] for f in filled} == {f: (c,) for f, c in filled.items()}


def test_a_name_counts_nothing_where_other_values_stand(kinds: Kinds) -> None:
    found = guesses(["Caller", "Callee", "Start"], kinds, rows(DAYS, PHONES, PHONES), "GB")
    assert all(g.columns.get("caller") != ("Caller",) and g.columns.get("start") != ("Start",) for g in found)


@pytest.mark.parametrize("names", [("caller", "callee", "start"), ("Номер А", "Номер Б", "Дата")])
@pytest.mark.parametrize(
    ("number", "chance"),
    [("447700900003", "parcel"), ("356938035643809", "device")],
)
def test_a_check_digit_that_is_right_by_chance_takes_no_column_from_its_own_name(
    names: tuple[str, str, str], number: str, chance: str, kinds: Kinds
) -> None:
    assert sort_of([number], kinds, "GB") == chance
    best = guesses(names, kinds, rows([number], ["447700900001"], ["01/06/2026"]), "GB")[0]
    caller, callee, start = names
    assert best.kind == "call"
    assert best.columns == {"caller": (caller,), "callee": (callee,), "start": (start,)}


def test_an_empty_table_is_still_guessed_by_its_headers(kinds: Kinds) -> None:
    assert guesses(["caller", "callee", "start"], kinds)[0].kind == "call"
    assert guesses([], kinds) == []


@pytest.mark.parametrize(
    ("columns", "kind", "some"),
    [
        (
            ["From", "To", "Datetime", "Duration(seconds)", "Cell Tower"],
            "call",
            {"caller": "From", "cell": "Cell Tower"},
        ),
        (
            ["Calling Party Telephone Number", "Called Party Telephone Number", "Call Date", "IMEI"],
            "call",
            {"callee": "Called Party Telephone Number"},
        ),
        (
            ["Tracking No", "Accepted", "Sender", "Recipient", "Recipient Phone"],
            "shipment",
            {"recipient_phone": "Recipient Phone"},
        ),
        (
            ["Vendor", "Title", "Price", "Ships from"],
            "listing",
            {"vendor": "Vendor", "ships_from": "Ships from"},
        ),
    ],
)
def test_headers_alone_are_enough_for_a_guess(
    kinds: Kinds, columns: list[str], kind: str, some: dict[str, str]
) -> None:
    best = guesses(columns, kinds)[0]
    assert (
        best.kind == kind
        and {name: (column,) for name, column in some.items()}.items() <= best.columns.items()
    )


def test_words_that_say_nothing_give_no_guess(kinds: Kinds) -> None:
    assert guesses(["xyzzy", "plugh"], kinds) == []
