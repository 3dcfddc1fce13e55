"""The header row is found where the table begins, of one line or two, whatever stands above and below it."""

from __future__ import annotations

import time

import pytest

from workbench.ingest import headers
from workbench.ingest.readers import column_names

DATA = [[f"44770090000{i}", f"2024-05-0{i}", f"1{i}", f"44770090001{i}"] for i in range(1, 6)]


def test_a_table_of_words_alone_has_its_first_row_as_header_unless_it_looks_like_the_rest() -> None:
    words = [["colour", "shape"], ["red", "round"], ["blue", "square"]]
    assert headers.find(words) == 0
    assert headers.find([["red", "round"], ["blue", "round"], ["red", "square"]]) is None


@pytest.mark.parametrize("above", range(20))
def test_rows_above_it(above: int) -> None:
    title = [
        ["Example Circle CDR Records", "", "", ""],
        ["-" * 60, "", "", ""],
        ["Period : 01/05/2024", "", "", ""],
    ]
    rows = [title[i % 3] for i in range(above)] + [["Number", "Date", "Seconds", "Other number"], *DATA]
    found = headers.locate(rows)
    assert found is not None and (found.first, found.last) == (above, above)


@pytest.mark.parametrize(
    ("top", "under", "names"),
    [
        (
            ["A party", "", "", "B party"],
            ["Number", "Date", "Seconds", "Number"],
            ["A party Number", "Date", "Seconds", "B party Number"],
        ),
        (
            ["Calling", "Call", "Call", "Called"],
            ["Number", "Date", "Duration", "Number"],
            ["Calling Number", "Call Date", "Call Duration", "Called Number"],
        ),
        (
            ["Caller", "Start", "", "Callee"],
            ["number", "date", "seconds", "number"],
            ["Caller number", "Start date", "seconds", "Callee number"],
        ),
    ],
)
def test_two_lines_are_one_header(top: list[str], under: list[str], names: list[str]) -> None:
    rows = [["Report of calls", "", "", ""], top, under, ["-----"] * 4, *DATA]
    found = headers.locate(rows)
    assert found is not None and list(found.names) == names and (found.first, found.last) == (1, 3)
    wanted = headers.locate(rows, names[:1] + names[3:])
    assert wanted is not None and list(wanted.names) == names


def test_a_second_line_in_another_language_is_no_part_of_the_names() -> None:
    rows = [["Number", "Date", "Seconds", "Other"], ["Nummer", "Datum", "Sekunden", "Anderer"], *DATA]
    found = headers.locate(rows)
    assert found is not None and found.names == ("Number", "Date", "Seconds", "Other") and found.last == 0


@pytest.mark.parametrize(
    "units",
    [["", "yyyy-mm-dd", "(s)", ""], ["text", "date", "number", "text"], ["", "[UTC]", "sec", ""]],
)
def test_a_row_of_units_is_no_row_of_data(units: list[str]) -> None:
    found = headers.locate([["Number", "Date", "Duration", "Other"], units, *DATA])
    assert found is not None and found.last == 1 and list(found.units) == units


def test_what_looks_like_units_but_is_data_stays() -> None:
    rows = [["code", "currency"], ["EUR", "EUR"], ["USD", "GBP"], ["GBP", "EUR"]]
    found = headers.locate(rows)
    assert found is not None and found.last == 0


@pytest.mark.parametrize(
    "header",
    [
        ["Номер А", "Дата", "Длительность", "Номер Б"],
        ["Número A", "Fecha", "Duración", "Número B"],
        ["Numéro appelant", "Date", "Durée", "Numéro appelé"],
        ["主叫号码", "开始时间", "通话时长", "被叫号码"],
        ["رقم المتصل", "التاريخ", "المدة", "رقم المستقبل"],
        ["コイン", "日時", "数量", "ネットワーク"],
    ],
)
def test_headers_in_other_languages(header: list[str]) -> None:
    found = headers.locate([["Report 7", "", "", ""], header, *DATA])
    assert found is not None and found.first == 1


def test_a_rule_is_a_line_drawn_with_signs() -> None:
    assert headers.is_rule(["-----", "", "====="]) and headers.is_rule(["+----+----+"])
    assert (
        not headers.is_rule(["", ""])
        and not headers.is_rule(["---", "x"])
        and not headers.is_rule(["-", "-"])
    )


def test_a_header_repeated_in_every_column_is_named_in_one_pass() -> None:
    began = time.process_time()
    names = column_names(["Start"] * 65_536)
    assert names[:3] == ["Start", "Start (2)", "Start (3)"] and len(set(names)) == len(names)
    assert time.process_time() - began < 2  # as many comparisons as columns, not as many as pairs of them
