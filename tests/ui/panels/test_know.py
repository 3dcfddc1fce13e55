from __future__ import annotations

import hashlib

from PySide6.QtWidgets import QPushButton

from tests.ui.conftest import A, B, C
from workbench.ui.main_window import MainWindow
from workbench.ui.parts.labels import CopyButton


def test_a_link_has_a_card_with_sentence_standing_file_row_hash_and_the_row_itself(
    opened: MainWindow, entity, settle, tmp_path
) -> None:
    graph, panel = opened.session.graph, opened.docks["know"].panel
    link = next(
        int(k)
        for n, k in enumerate(graph.link_ids)
        if graph.values[graph.start[n]] == A and graph.values[graph.end[n]] == B
    )
    opened.session.select([], [link])
    settle()
    [card] = panel.cards
    assert card.claim.sentence == "+44 7700 900001 called +44 7700 900002"
    assert "stated in the record" in card.sentence.text() and "2 records" in card.sentence.text()
    text = card.rows[0].toPlainText()
    assert text.startswith(f"{A},{B},")
    marked = [s.cursor.selectedText() for s in card.rows[0].extraSelections()]
    assert marked == [A, B]
    sha256 = hashlib.sha256((tmp_path / "calls.csv").read_bytes()).hexdigest()
    copied = [b.value for b in card.findChildren(CopyButton)]
    assert text in copied and sha256 in copied


def test_an_entity_has_a_card_for_each_of_its_links_most_records_first(
    opened: MainWindow, entity, settle
) -> None:
    panel = opened.docks["know"].panel
    opened.session.select([entity(B)])
    settle()
    assert [c.claim.count for c in panel.cards] == [2, 1, 1]
    assert opened.docks["know"].count.text() == "3 CLAIMS"
    more = next(b for b in panel.cards[0].findChildren(QPushButton) if "more row" in b.text())
    assert more.text() == "and 1 more row"
    more.click()
    settle()
    assert [r.record.row for r in opened.docks["records"].panel.model.lines] == [2, 3]


def test_what_no_record_joins_says_so(opened: MainWindow, entity, settle) -> None:
    opened.session.select([entity(A), entity(C)])
    settle()
    assert "No record joins these directly" in opened.docks["know"].panel.hint


def test_an_undone_import_takes_its_claims_along(opened: MainWindow, entity, settle) -> None:
    opened.session.select([entity(A)])
    settle()
    assert opened.docks["know"].panel.cards
    opened.perform("undo")
    opened.perform("undo")
    settle()
    assert not opened.docks["know"].panel.cards
