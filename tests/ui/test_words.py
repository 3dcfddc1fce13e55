from __future__ import annotations

import ast
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from workbench.ui import words

LONDON = words.zone_of("Europe/London")
JUNE = 1_780_272_000_000_000


def test_english_counts_one_as_one(qapp: QApplication) -> None:
    widget = QWidget()
    assert widget.tr("%Ln records", "", 1) == "1 record"
    assert widget.tr("%Ln records", "", 1234) == "1,234 records"


def test_every_singular_belongs_to_a_text_of_the_window() -> None:
    folder = Path(words.__file__).parent
    texts = "\n".join(p.read_text("utf-8") for p in folder.rglob("*.py") if p.name != "words.py")
    assert [source for source in words.SINGULAR if f'"{source}"' not in texts] == []


ALIKE = {"%Ln more", "%Ln left out", "%Ln marked undermining", "%Ln not used", "%Ln more: save the result to see them.",
         "%Ln of what is selected is nothing that this provider can look up, and is left out."}  # fmt: skip


def test_every_text_that_counts_has_a_singular_or_needs_none() -> None:
    counting = {
        node.value
        for path in Path(words.__file__).parent.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and "%Ln" in node.value
    }
    assert counting - set(words.SINGULAR) - set(words.SINGULAR.values()) == ALIKE


def test_periods_name_their_zone(qapp: QApplication) -> None:
    assert words.period(JUNE, JUNE + 29 * 86_400_000_000, LONDON) == "1 Jun – 30 Jun 2026, UTC+1"
    assert words.period(JUNE, JUNE, words.zone_of("Asia/Kolkata")) == "1 Jun 2026, UTC+5:30"
    assert words.moment(JUNE, words.zone_of("nonsense")) == "1 Jun 2026 00:00:00"


def test_lengths_and_totals(qapp: QApplication) -> None:
    assert words.duration(83) == "83 s"
    assert words.duration(725) == "12 min 5 s"
    assert words.duration(12_000) == "3 h 20 min"
    assert words.totals({"s": "83", "BTC": "0.81420000", "GBP": "412.00"}) == [
        "83 s",
        "0.8142 BTC",
        "412.00 GBP",
    ]


def test_problems_become_sentences_but_file_names_stay() -> None:
    assert words.problem("the file is empty", "ask for it again") == "The file is empty. Ask for it again."
    assert words.problem("calls.csv is empty") == "calls.csv is empty."
