"""What of a file was read with doubt is said in sentences."""

from __future__ import annotations

from workbench.app import cautions


def test_nothing_to_say_of_a_plain_file() -> None:
    assert cautions.of({"encoding": "utf-8", "columns": ["a"]}) == []


def test_each_doubt_is_a_sentence() -> None:
    said = cautions.of(
        {
            "draft": "read from a PDF",
            "pages_without_tables": list(range(1, 15)),
            "sheets": ["Calls", "Old"],
            "hidden_sheets": ["Old", "Notes"],
            "memos_not_read": ["NOTE"],
            "merged": {"Calls": 2},
        }
    )
    assert said == [
        "it was read from a PDF",
        "no table was found on the pages 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 and 2 more",
        "the workbook hides the sheets Old (read), Notes (not read)",
        "the texts of the column NOTE stand in a file of their own beside the table (.dbt or .fpt) and were not read",
        "2 cells are merged over several rows and count for each of them",
    ]
