"""What the date columns of a text file look like at a glance: its beginning, and a few places further on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

import polars as pl

from workbench.ingest import containers, quoting
from workbench.ingest.ordering import calendar_question, forms_of, order_question
from workbench.ingest.undecided import Question
from workbench.model.files import AnyFile
from workbench.model.values import calendars, moments
from workbench.model.values.wrapping import unwrap, western_digits

PLACES = 8
STRETCH = 1 << 16
TRIED = 60  # rows that tell which columns hold dates
_DATE = re.compile(
    r"^(?:\w{2,9}\.?,? )?(?:\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}|\d{2,4}年\d{1,2}月\d{1,2}日?"
    r"|\d{1,2}[-/. ][^\W\d_]{3,12}\.?[-/., ]+\d{2,4}"
    r"|[^\W\d_]{3,10} \d{1,2},? \d{4}|1[34]\d{6}|25[5-9]\d{5}|(?:19|20)\d{6})(?:[T ,]|$)"
)


def far_rows(path: AnyFile, first: int, decode: Any, separator: str) -> Iterator[list[str]]:
    """Whole rows from places spread over a file behind its first bytes; none of a packed one, where going there
    means unpacking all before. `decode` makes UTF-8 of a stretch of bytes."""
    if containers.is_packed(path):
        return
    size = path.stat().st_size
    if size <= first:
        return
    with path.open("rb") as file:
        for place in range(PLACES):
            further = max(0, size - first - STRETCH) * place // (PLACES - 1)
            file.seek(first + further // 4 * 4)  # whole characters of UTF-16 and UTF-32
            lines = decode(file.read(STRETCH)).decode("utf-8", "replace").split("\n")[1:-1]
            rows, _ = quoting.read_lines(lines, separator, True)
            yield from (row.cells for row in rows if row.cells)


def dates(
    names: Sequence[str], rows: Sequence[Sequence[str]], further: Iterator[list[str]]
) -> tuple[dict[str, dict[str, str]], list[Question]]:
    """The order of day and month and the calendar of every column of dates, as far as these rows tell, and what they
    leave open. {"Date": {"order": "dmy", "calendar": "gregorian"}}; order "" is not known yet."""
    columns = [at for at in range(len(names)) if _holds_dates(at, rows[:TRIED])]
    if not columns:
        return {}, []
    whole = [row for row in (*rows, *further) if len(row) >= len(names)]
    found: dict[str, dict[str, str]] = {}
    questions: list[Question] = []
    forms: dict[str, frozenset[str]] = {}
    for at in columns:
        cells = pl.Series([row[at] for row in whole if row[at].strip()], dtype=pl.String)
        calendar = calendars.decide(cells)
        order = moments.decide_order(cells)
        name = names[at]
        forms[name] = forms_of(cells)
        found[name] = {"order": order or "", "calendar": calendar.calendar}
        if calendar.why:
            found[name]["why"] = calendar.why
        if calendar.open:
            questions.append(calendar_question(name, cells, calendar.open))
        elif order is None:
            questions.append(order_question(name, cells))
    for name in [q.column for q in questions if q.id == "date_order"]:
        alike = {found[n]["order"] for n in found if found[n]["order"] and forms[name] <= forms[n]}
        if len(alike) == 1 and forms[name]:
            found[name]["order"] = alike.pop()
            questions = [q for q in questions if q.column != name]
    return found, questions


def _holds_dates(at: int, rows: Sequence[Sequence[str]]) -> bool:
    cells = [text for row in rows if at < len(row) and (text := unwrap(row[at]))]
    fitting = sum(1 for text in cells if _DATE.match(western_digits(text)))
    return bool(cells) and fitting >= 0.7 * len(cells)
