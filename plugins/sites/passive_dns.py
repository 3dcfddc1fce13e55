"""Reads passive DNS as JSON (Common Output Format): an object a line, or an array; a line of cells an answer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from workbench.api import FileReader, Layout, Problem, Rows, Sniffed, head_of, utf8_or_latin

from .elements import Cells, Element, as_text, parsed, stretches, table, whole

HEAD = 1 << 16
COLUMNS = ("rrname", "rrtype", "rdata", "time_first", "time_last", "count", "source")


class PassiveDns(FileReader):
    """The reader."""

    id = "sites.passive_dns"

    def sniff(self, path: Path) -> Sniffed | None:
        head = utf8_or_latin(head_of(path, HEAD))
        if head.lstrip()[:1] not in ("{", "[") or '"rrname"' not in head or '"rdata"' not in head:
            return None
        if head.lstrip()[0] == "[":
            found = _array(utf8_or_latin(whole(path)[0]), path.name)
        else:
            lines = head.splitlines(keepends=True)
            found = _lines(lines if len(lines) == 1 or lines[-1].endswith("\n") else lines[:-1])
        return Sniffed(self.id, (table("answers", COLUMNS, found),), {"columns": list(COLUMNS)})

    def tables(self, path: Path, layout: Layout) -> Iterator[Rows]:
        data, self.sha256 = whole(path)
        text = utf8_or_latin(data)
        if text.lstrip()[:1] not in ("{", "["):
            raise Problem(
                f"{path.name} is no passive DNS as JSON", "it should hold objects with rrname and rdata"
            )
        array = text.lstrip()[0] == "["
        self.facts = {"row_is": "element" if array else "line", "columns": list(COLUMNS)}
        found = _array(text, path.name) if array else _lines(text.splitlines())
        yield from stretches("answers", COLUMNS, found, len(data))


def _array(text: str, name: str) -> Iterator[Element]:
    said = parsed(text, name)
    for number, one in enumerate(said if isinstance(said, list) else [said], 1):
        yield _element(number, as_text(one), one)


def _lines(lines: list[str]) -> Iterator[Element]:
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            yield _element(number, line.rstrip("\n"), parsed(line, f"line {number}"))
        except Problem:
            yield Element(number, line.rstrip("\n"), fault="no whole JSON")


def _element(row: int, text: str, one: Any) -> Element:
    if not isinstance(one, dict) or not one.get("rrname"):
        return Element(row, text, fault="no answer: it names nothing that was asked for")
    answers = one.get("rdata")
    answers = answers if isinstance(answers, list) else [answers]
    known = {name: _text(one.get(name)) for name in COLUMNS}
    known["time_first"] = known["time_first"] or _text(one.get("zone_time_first"))
    known["time_last"] = known["time_last"] or _text(one.get("zone_time_last"))
    known["source"] = known["source"] or _text(one.get("sensor_id")) or _text(one.get("bailiwick"))
    rows: list[Cells] = [known | {"rdata": _text(answer)} for answer in answers if _text(answer)]
    return Element(row, text, rows, "" if rows else "no answer: it holds no rdata")


def _text(said: Any) -> str | None:
    return said.strip() or None if isinstance(said, str) else None
