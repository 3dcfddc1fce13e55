"""Footers are found by what they say, and never swallow a row of data."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.ingest.conftest import read_table
from workbench.ingest import tails
from workbench.ingest.readers import Layout

Write = Callable[..., Path]
HEAD = "number,date,seconds,cell\n"
ROWS = "".join(f"44770090000{i},2024-05-0{i},1{i},404-1-{i}\n" for i in range(1, 8))


@pytest.mark.parametrize(
    "footer",
    [
        "Total Records : 7\n",
        "Total,,77,\n",
        "\n\nEnd of report\n",
        "*** END OF REPORT ***\n",
        "-----,-----,-----,-----\nGrand total,,77,\n",
        "This is a system generated report and needs no signature.\n",
        ",,,\nDisclaimer : for official use only, not for court.,,,\n",
        "7 records\n",
        "Итого: 7\nОтчет сформирован 01.06.2024\n",
        "Total de registros: 7\n",
        "合计,,77,\n",
        "共 7 条记录\n",
        "المجموع,,77,\n",
        "Page 1 of 1\nPrinted by TEST, 01/06/2024\n",
        "=====================\n",
    ],
)
def test_a_footer_is_no_row(write: Write, footer: str) -> None:
    found = read_table(write(HEAD + ROWS + footer))
    assert len(found.rows) == 7 and found.rejects.is_empty()
    assert found.facts["footer_row"] == 9
    said = [line for line in footer.split("\n") if any(c.isalnum() for c in line)]
    assert found.facts["footer"] == said


@pytest.mark.parametrize(
    "last",
    [
        "447700900008,2024-05-08,18,\n",  # a row of data with an empty cell
        "447700900008,,,\n",  # one that holds but a number
        "Total Wireless,2024-05-08,18,404-1-8\n",  # a name that begins like a total
        "something else entirely\n",
        "447700900008,2024\n",  # cut off
    ],
)
def test_what_may_be_data_stays(write: Write, last: str) -> None:
    found = read_table(write(HEAD + ROWS + last))
    assert "footer_row" not in found.facts
    assert len(found.rows) + len(found.rejects) == 8


def test_data_below_a_footer_line_is_read(write: Write) -> None:
    """Two reports in one file: the first total is no footer, for rows follow it."""
    found = read_table(write(HEAD + ROWS + "Total,,77,\n" + ROWS + "Total,,77,\n"))
    assert found.facts["footer_row"] == 17
    assert len(found.rows) == 15  # the total in the middle is a row, for the recipe to judge


def test_a_recipe_that_says_its_footer_is_followed(write: Write) -> None:
    found = read_table(write(HEAD + ROWS + "Sum total\nEnd of report\n"), Layout(footer="^Sum"))
    assert found.facts["footer_row"] == 9 and len(found.rows) == 7


def test_a_rule_of_its_own_is_a_footer_only_at_the_end() -> None:
    row = ["447700900001", "2024-05-01", "9"]
    assert tails.begins([row, row, ["---", "---", "---"]], 3) == 2
    assert tails.begins([row, ["---", "---", "---"], row], 3) is None
    assert tails.begins([row, row, ["note", "", ""]], 3) is None
    assert tails.begins([], 3) is None
