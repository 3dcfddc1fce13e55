"""Reads Cellebrite's report as a workbook: a title on row 1, the header on row 2, a sheet for each sort of thing.

Versions name columns differently; what a column means is told by the words in WORDS. Each row becomes the same model
that report.xml holds, so that both reports of one phone say the same.
"""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import fastexcel

from workbench.api import DAMAGED_ZIP, FileReader, Layout, Problem, Rows, Sniffed, Table, is_panic, normal

from .cellebrite_rows import Owner, of_item, of_model
from .cellebrite_sheet_rows import ACCOUNT, CALL, CHAT, CONTACT, DEVICE, SMS, model_of
from .events import COLUMNS, Events
from .report_models import Item

SHEETS = {
    "device info": DEVICE, "device information": DEVICE, "device": DEVICE, "sim data": DEVICE,
    "contacts": CONTACT, "phone book": CONTACT, "call log": CALL, "call logs": CALL, "calls": CALL,
    "sms messages": SMS, "sms": SMS, "mms messages": SMS, "mms": SMS, "chats": CHAT, "instant messages": CHAT,
    "user accounts": ACCOUNT,
}  # fmt: skip
OTHERS = {
    "extraction summary",
    "summary",
    "timeline",
    "installed applications",
    "cookies",
    "device locations",
    "searched items",
}
WORDS = {
    "name": ("name", "contact name"),
    "value": ("value",),
    "entries": ("entries", "entry", "phones & emails", "details"),
    "number": ("number", "phone number", "address"),
    "parties": ("parties", "party"),
    "from": ("from", "sender"),
    "to": ("to", "recipients", "recipient(s)"),
    "participants": ("participants", "chat participants"),
    "time": ("timestamp-time", "timestamp: time", "time", "timestamp", "date & time", "date-time", "start time: time"),
    "date": ("timestamp-date", "timestamp: date", "date"),
    "duration": ("duration",),
    "direction": ("direction", "call type", "type", "folder"),
    "status": ("status",),
    "body": ("body", "message", "text", "content", "message content"),
    "source": ("source", "application", "service type", "service"),
    "chat": ("identifier", "chat id", "thread id", "chat #", "id"),
    "chat name": ("chat name", "subject", "name"),
    "username": ("username", "user name", "account"),
    "deleted": (
        "deleted", "deleted - call", "deleted - sms", "deleted - instant message", "deleted - chat",
        "deleted - contact", "state",
    ),
    "attachment": ("attachment #1", "attachments", "attachment"),
}  # fmt: skip
LOOKED_AT = 12
NO_HEADER = "no row of its first {} is a header that is known"


class CellebriteWorkbook(FileReader):
    """The reader. Rows are those Excel shows, tables are sheets; the raw row is a JSON list of its cells."""

    id = "phones.cellebrite_workbook"
    has_sheets = True

    def sniff(self, path: Path) -> Sniffed | None:
        names = _sheet_names(path)
        known = [name for name in names if normal(name) in SHEETS]
        telling = {normal(name) for name in names} & (
            {*SHEETS, *OTHERS} - {"contacts", "calls", "device", "sms", "summary"}
        )
        if not known or not telling or len({normal(n) for n in names} & {*SHEETS, *OTHERS}) < 2:
            return None
        tables = tuple(Table(name, COLUMNS, 2) for name in known)
        return Sniffed(self.id, tables, {"row_is": "row", "sheets": known})

    def tables(self, path: Path, layout: Layout) -> Iterator[Rows]:
        with path.open("rb") as file:
            octets = file.read()
        try:
            book = fastexcel.read_excel(octets)
            known = sorted(
                (n for n in book.sheet_names if normal(n) in SHEETS),
                key=lambda n: SHEETS[normal(n)] != DEVICE,
            )
            if not known:
                raise Problem(
                    f"{path.name} has none of the sheets of a Cellebrite report", "choose another recipe"
                )
            owner, done, total = Owner(), 0, len(octets)
            self.facts = {
                "row_is": "row",
                "sheets": known,
                "not_read": [n for n in book.sheet_names if n not in known],
            }
            for number, name in enumerate(known, 1):
                sheet = book.load_sheet(name, header_row=None, skip_rows=0, dtypes="string").to_polars()
                events = Events()
                for row in _entered(events, SHEETS[normal(name)], sheet.iter_rows(), owner):
                    done = int(total * (number - 1 + row / max(sheet.height, 1)) / len(known))
                    if events.full:
                        yield events.take(done, total, name)
                yield events.take(int(total * number / len(known)), total, name)
            self.facts |= {"owner": owner.number, "device": owner.device}
        except BaseException as error:
            if not isinstance(error, fastexcel.FastExcelError) and not is_panic(error):
                raise
            raise Problem(
                f"{path.name} is not a workbook that can be read: {error}", "open and save it again"
            ) from error


def _sheet_names(path: Path) -> list[str]:
    """The names of the sheets, without reading any of them."""
    try:
        with path.open("rb") as file:
            if file.read(2) != b"PK":
                return []
            file.seek(0)
            with zipfile.ZipFile(file) as archive, archive.open("xl/workbook.xml") as listed:
                text = listed.read(1 << 20).decode("utf-8", "replace")
    except DAMAGED_ZIP:
        return []
    return [
        re.sub(r"&amp;", "&", name) for name in re.findall(r"<(?:\w+:)?sheet [^>]*?name=\"([^\"]*)\"", text)
    ]


def _entered(
    events: Events, sort: str, rows: Iterator[tuple[str | None, ...]], owner: Owner
) -> Iterator[int]:
    """Enters the rows of a sheet one after the other; yields the number of each."""
    places: dict[str, int] = {}
    before: list[tuple[int, str]] = []
    for number, cells in enumerate(rows, 1):
        raw = json.dumps(cells, ensure_ascii=False)
        if not any(cells):
            continue
        if not places:
            places = _places(cells, sort)
            before.append((number, raw))
            if not places and number >= LOOKED_AT:
                break
            continue
        said = {word: (cells[at] or "").strip() for word, at in places.items() if at < len(cells)}
        _enter(events, sort, number, raw, said, owner)
        yield number
    if not places:
        for number, raw in before:
            events.refuse(number, "", NO_HEADER.format(LOOKED_AT), raw)


def _places(cells: Sequence[str | None], sort: str) -> dict[str, int]:
    """Which column holds what, where this row is the header."""
    headers = [normal(cell or "") for cell in cells]
    if sum(map(bool, headers)) < 2:
        return {}
    found: dict[str, int] = {}
    for word, names in WORDS.items():
        at = next((headers.index(name) for name in names if name in headers), None)
        if at is not None:
            found[word] = at
    needed = {
        DEVICE: {"value"}, CONTACT: {"entries", "number"}, CALL: {"parties", "from", "to", "number"},
        SMS: {"parties", "from", "to", "number"}, CHAT: {"from", "parties", "participants"},
        ACCOUNT: {"username", "entries"},
    }  # fmt: skip
    return found if needed[sort] & found.keys() else {}


def _enter(events: Events, sort: str, row: int, raw: str, said: dict[str, str], owner: Owner) -> None:
    if sort == DEVICE:
        made = of_item(
            Item(DEVICE, re.sub(r"\d$", "", said.get("name", "")), said.get("value", ""), row, raw), owner
        )
        if made is None:
            return
    else:
        made = of_model(model_of(sort, row, said), owner)
    lines, reason = made or ([], "not read")
    if lines:
        events.add(row, raw, lines)
    else:
        events.refuse(row, "", reason, raw)
