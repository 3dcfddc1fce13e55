"""What the sorts of parts of a report are called."""

from __future__ import annotations

NAMES = {
    "text": "Text", "finding": "Finding", "chart": "Chart", "table": "Table", "timeline": "Timeline", "map": "Map",
    "pattern": "Hours of the week", "answer": "Answer", "rows": "Rows", "sources": "Sources",
    "custody": "Custody of exhibits", "method": "Method",
}  # fmt: skip
