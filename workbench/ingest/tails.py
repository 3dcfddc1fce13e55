"""Where the footer of a table begins, by what it says: totals, the end of the report, disclaimers, rules."""

from __future__ import annotations

import re
from collections.abc import Sequence

from workbench.ingest import headers, quoting

LOOKED_AT = 1 << 16  # bytes at the end of a file
MOST = 60  # lines a footer may have
_SAYS = re.compile(
    r"""(?ix)^[\W_]*(?:
    (?:grand[ ]|sub[ -]?)?totals?\b | sum\b | end[ ]of\b | end$ | eof$ | fin\b
    | (?:report[ ])?(?:generated|printed|exported|prepared|produced|created)\b
    | this[ ]is\b | (?:system|computer)[ -]generated | disclaimer | notes?\s*: | nb\b | remarks?\s*:
    | confidential | page[ ]\d+ | (?:no\.?|number)[ ]of\b | (?:records?|rows?|count|opening|closing)\b[^,;]*[:=]
    | \d[\d,.]*[ ](?:records?|rows?|entries)\b | copyright | © | for[ ]official[ ]use | signature | sd/-
    | итого | всего | конец | отч[её]т | записей | сформирован | подпись
    | totales\b | número[ ]de\b | registros | fim\b | gerado | generado | página | documento | relatório
    | nombre[ ]de | généré | édité | ce[ ](?:document|relevé) | gesamt | summe | ende\b | seite | anzahl | erstellt
    | 合计 | 总计 | 小计 | 共\s*\d | 总数 | 备注 | 结束 | 报表 | 打印 | 制表 | 合計 | 総計 | 件数 | 以上
    | 합계 | 총 | المجموع | الإجمالي | إجمالي | نهاية | عدد | ملاحظة | مجموع | جمع | تعداد | پایان | รวม
    )"""
)


def begins(rows: Sequence[Sequence[str]], width: int) -> int | None:
    """The position in the last rows of a table from which on they are its footer; None where it has none.

    A footer is a run of rows at the very end that fill less than half the cells rows of data fill, and it begins
    with a line that says so; what stands before such a line is judged as data.
    """
    filled = [sum(1 for c in row if c.strip()) for row in rows]
    counts = sorted(n for n in filled if n) or [0]
    usual = counts[len(counts) // 2]
    first = len(rows)
    while first and _is_aside(rows[first - 1], filled[first - 1], usual, width):
        first -= 1
    if len(rows) - first > MOST:
        return None
    said = next((at for at in range(first, len(rows)) if _says(rows[at])), None)
    if said is None:
        said = next((at for at in range(first, len(rows)) if headers.is_rule(rows[at])), len(rows))
        after = rows[said:]
        return said if after and all(headers.is_rule(row) or not any(row) for row in after) else None
    while said > first and (not filled[said - 1] or headers.is_rule(rows[said - 1])):
        said -= 1
    return said


def _is_aside(cells: Sequence[str], filled: int, usual: int, width: int) -> bool:
    """Whether a row is no row of data for certain: blank, a rule, hardly filled, or a total."""
    if not filled or headers.is_rule(cells):
        return True
    if width > 1 and (filled == 1 or filled * 2 < usual):
        return True
    return filled * 4 < usual * 3 and _says(cells)


def _says(cells: Sequence[str]) -> bool:
    """Whether a row begins as a line of a footer does."""
    return bool(_SAYS.match(next((c.strip() for c in cells if c.strip()), "")))


def cut_off(text: bytes, delimiter: str, width: int) -> int:
    """Where in the last text of a file (UTF-8, whole lines) its footer begins; len(text) where it has none."""
    start = max(0, len(text) - LOOKED_AT)
    if start:
        start = text.find(b"\n", start) + 1
    lines = text[start:].decode("utf-8", "replace").split("\n")
    if lines and not lines[-1]:
        lines.pop()
    rows, _ = quoting.read_lines(lines, delimiter, True)
    if not rows:
        return len(text)
    at = begins([row.cells or ["?"] * width for row in rows], width)
    if at is None:
        return len(text)
    offset = start
    for _ in range(rows[at].first):
        offset = text.index(b"\n", offset) + 1
    return offset
