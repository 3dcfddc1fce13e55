"""Whether a file without a recipe is running text, such as a note or a chat somebody copied, and no table."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.ingest.readers import Table

SENTENCE = 5  # words from which on a cell reads like a part of a sentence
PLAIN = 0.75  # the share of them that must be words of letters
TOLD = 0.6  # the share of lines that must be sentences
FILLED = 0.8  # the share of rows that a column of a table fills


def is_running_text(table: Table) -> bool:
    """Whether most lines tell something in sentences, and no column beside them holds short values all the way down:
    where every sentence has its own number, name or date in a cell before it, it is a table of texts."""
    rows = [cells for cells in table.sample if any(cell.strip() for cell in cells)]
    lines = [(line,) for line in table.preamble if line.strip()] + [table.columns, *rows]
    told = [line for line in lines if _tells(line)]
    if len(lines) < 2 or len(told) < TOLD * len(lines):
        return False
    return not any(_is_short(table, rows, at) for at in range(len(table.columns)))


def _tells(cells: Sequence[str]) -> bool:
    """Whether most of a line stands in cells that read like sentences."""
    whole = sum(map(len, cells))
    return bool(whole) and sum(len(cell) for cell in cells if _is_sentence(cell)) > whole / 2


def _is_sentence(cell: str) -> bool:
    words = cell.split()
    letters = sum(any(c.isalpha() for c in word) and not any(map(str.isdigit, word)) for word in words)
    return len(words) >= SENTENCE and letters >= PLAIN * len(words)


def _is_short(table: Table, rows: Sequence[Sequence[str]], at: int) -> bool:
    """Whether a column has a short name and a short value in nearly every row."""
    short = sum(at < len(cells) and 0 < len(cells[at].split()) < SENTENCE for cells in rows)
    return 0 < len(table.columns[at].split()) < SENTENCE and short >= FILLED * max(len(rows), 1)
