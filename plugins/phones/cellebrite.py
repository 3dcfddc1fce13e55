"""Reads Cellebrite's report.xml, by itself or inside a .ufdr, a model at a time.

A row is the line of report.xml on which a model begins (in a .ufdr: of the report.xml within), or its number
where models share lines. `facts["not_read"]` counts the models of sorts that say nothing for a chart.
"""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import IO

from workbench.api import FileReader, Layout, Problem, Rows, Sniffed, head_of, opened_zip, zip_member

from .cellebrite_rows import Owner, of_item, of_model
from .events import Events, first_rows
from .report_models import Item, Model, Report

HEAD = 1 << 14
NAMESPACE = b"pa.cellebrite.com/report/2.0"
REPORT = "report.xml"
LARGEST_RATIO = 1_000
LOOKED_AT = 400


class Cellebrite(FileReader):
    """The reader."""

    id = "phones.cellebrite"

    def sniff(self, path: Path) -> Sniffed | None:
        head = head_of(path, HEAD)
        if head.startswith(b"PK"):
            if not _holds_report(path):
                return None
        elif NAMESPACE not in head.replace(b"\0", b""):
            return None
        with _report(path) as (file, total):
            events, owner, counted = Events(), Owner(), Counter[str]()
            limited = io.BytesIO(file.read(1 << 19))
            for number, found in enumerate(islice(Report(limited, total), LOOKED_AT)):
                if not isinstance(found, Model) or not found.fault:
                    _enter(events, owner, counted, number + 1, found)
        if not events.lines:
            events.lines.append({"what": "message"})
            events.rows.append(1)
        return Sniffed(self.id, (first_rows(events),), {"encoding": "utf-8"})

    def tables(self, path: Path, layout: Layout) -> Iterator[Rows]:
        with _report(path) as (file, _):
            if NAMESPACE not in file.read(HEAD).replace(b"\0", b""):
                raise Problem(f"{path.name} is no Cellebrite report", "choose another recipe")
        with _report(path) as (file, _):
            by_line = _is_by_line(file)
        size = path.stat().st_size
        with _report(path) as (file, total):
            report, events, owner = Report(file, total), Events(), Owner()
            skipped, last = Counter[str](), 0
            for found in report:
                row = found.line if by_line else events.count + 1
                if by_line and row <= last:
                    events.refuse(last, "", "begins on the same line as the one before it", found.raw)
                elif _enter(events, owner, skipped, row, found):
                    last = row
                if events.full:
                    yield events.take(int(size * report.done / max(total, 1)), size)
            if not events.count:
                raise Problem(
                    f"{path.name} holds no calls, messages or contacts", "was the right report exported?"
                )
            self.facts = {
                "row_is": "line" if by_line else "element", "encoding": "utf-8",
                "file_within": REPORT if total != size else "",
                "owner": owner.number, "device": owner.device, "not_read": dict(skipped),
            }  # fmt: skip
            yield events.take(size, size)


def _enter(events: Events, owner: Owner, skipped: Counter[str], row: int, found: Item | Model) -> bool:
    """What an item or model gives; False where it is no row."""
    if isinstance(found, Model) and found.fault:
        events.refuse(row, "", found.fault, found.raw)
        return True
    made = of_item(found, owner) if isinstance(found, Item) else of_model(found, owner)
    if made is None:
        if isinstance(found, Model):
            skipped[found.type or "without a sort"] += 1
        return False
    lines, reason = made
    if lines:
        events.add(row, found.raw, lines)
    else:
        events.refuse(row, "", reason, found.raw)
    return True


def _is_by_line(file: IO[bytes]) -> bool:
    """Whether the first models begin on lines of their own."""
    lines = [found.line for found in islice((m for m in Report(file, 0) if isinstance(m, Model)), 3)]
    return len(set(lines)) == len(lines) and (len(lines) != 1 or lines[0] > 1)


def _holds_report(path: Path) -> bool:
    try:
        with opened_zip(path) as archive:
            return _entry(archive) is not None
    except Problem:
        return False


def _entry(archive: zipfile.ZipFile) -> zipfile.ZipInfo | None:
    return next((e for e in archive.infolist() if e.filename.casefold() == REPORT), None)


@contextmanager
def _report(path: Path) -> Iterator[tuple[IO[bytes], int]]:
    """The report, unpacked as it is read, and its size."""
    if head_of(path, 2) != b"PK":
        with path.open("rb") as file:
            yield file, path.stat().st_size
        return
    with opened_zip(path) as archive:
        entry = _entry(archive)
        if entry is None:
            raise Problem(f"{path.name} holds no {REPORT}", "choose the .ufdr itself")
        if entry.file_size > LARGEST_RATIO * max(entry.compress_size, 1):
            raise Problem(
                f"{path.name} would unpack to {entry.file_size >> 20} MiB, far more than a report holds",
                "it may be made to do harm; ask for it again",
            )
        if entry.flag_bits & 1:
            raise Problem(f"{path.name} is locked by a password", "unpack it with its password first")
        with zip_member(archive, entry, path.name) as report:
            yield report, entry.file_size
