"""The one table that every reader of phones and messengers fills: a line says what it is in the column `what`.

A row of the source (a message, a call, a card) gives one line or several: a message to three people gives
three, and one more for each point on the map that its text names. The columns are those of COLUMNS; a line
fills what it has. Parties stand in columns of their own, the identifier and what sort it is (`phone`, `handle`,
`email`, `group`, ...); `third` is who wrote what is forwarded, or who added a member.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import polars as pl

from workbench.api import RAW_ROWS, REJECTS, Rows, Table, points_in, sound_text

TABLE = "events"
MOST_LINES = 8_000
MOST_CHARACTERS = 4 << 20
COLUMNS = (
    "what", "time", "service", "platform", "outcome", "deleted", "confidence",
    "sender", "sender sort", "sender name", "recipient", "recipient sort", "recipient name",
    "text", "attachment", "latitude", "longitude", "message id", "reply to", "repeat",
    "third", "third sort", "third name", "mentioned", "mentioned sort", "offset",
    "duration", "action", "organisation", "address", "note",
    "device", "sim", "cell", "item", "value",
)  # fmt: skip
Line = dict[str, str | None]


@dataclass(frozen=True)
class Party:
    """Someone as a source names them: an identifier, its sort, and the name shown with it."""

    id: str = ""
    sort: str = ""
    name: str = ""

    def __bool__(self) -> bool:
        return bool(self.id)

    def named(self, name: str) -> Party:
        """The same party under a name, where it has none yet."""
        return self if self.name or not name else replace(self, name=name)


NOBODY = Party()


def between(sender: Party, recipient: Party, **cells: str | None) -> Line:
    """A line between two parties."""
    return {
        **cells,
        "sender": sender.id or None,
        "sender sort": sender.sort or None,
        "sender name": sender.name or None,
        "recipient": recipient.id or None,
        "recipient sort": recipient.sort or None,
        "recipient name": recipient.name or None,
    }


def with_points(lines: Sequence[Line], text: str) -> list[Line]:
    """The lines of one message, and a line for each point on the map that its text states.

    The first point also becomes the message's own latitude and longitude where it has none.
    """
    points = points_in(text) if text else []
    if not points or not lines:
        return list(lines)
    first = {"latitude": str(points[0].latitude), "longitude": str(points[0].longitude)}
    told = [line if line.get("latitude") else {**line, **first} for line in lines]
    writer = {
        name: lines[0].get(name) for name in ("time", "platform", "sender", "sender sort", "message id")
    }
    return told + [
        {**writer, "what": "mention", "mentioned": str(p), "mentioned sort": "place", "offset": str(p.offset)}
        for p in points
    ]


@dataclass
class Events:
    """Gathers the lines of rows until they make a stretch worth handing over."""

    raw_is_line: bool = False  # rows are lines of the file, and only longer ones need their text kept
    rows: list[int] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    kept: dict[int, str] = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)
    refused: list[tuple[int, str, str, str]] = field(default_factory=list)
    size: int = 0
    count: int = 0

    def add(self, row: int, raw: str, lines: Iterable[Line]) -> None:
        """The lines that one row gives; at least one."""
        raw = sound_text(raw)
        for line in lines:
            self.rows.append(row)
            self.lines.append(line)
            self.texts.append(raw)
        self._keep(row, raw)

    def refuse(self, row: int, column: str, reason: str, raw: str) -> None:
        """A row that gives nothing, and why."""
        raw = sound_text(raw)
        self.refused.append((row, column, reason, raw))
        self._keep(row, raw)

    def _keep(self, row: int, raw: str) -> None:
        if not self.raw_is_line or "\n" in raw:
            self.kept[row] = raw
        self.size += len(raw)
        self.count += 1

    @property
    def full(self) -> bool:
        return self.size > MOST_CHARACTERS or len(self.lines) + len(self.refused) > MOST_LINES

    def take(self, done: int, total: int, table: str = TABLE) -> Rows:
        """What was gathered as a stretch of a table; begins anew."""
        texts = self.texts
        cells = {name: [_cell(line.get(name)) for line in self.lines] for name in COLUMNS}
        frame = pl.DataFrame(cells, schema=dict.fromkeys(COLUMNS, pl.String)).with_columns(
            pl.Series("row", self.rows, pl.Int64)
        )
        kept = {"row": list(self.kept), "text": list(self.kept.values())}
        rows = Rows(
            table,
            frame,
            pl.DataFrame(kept, RAW_ROWS) if self.kept else None,
            done,
            total,
            pl.DataFrame(self.refused, schema=REJECTS, orient="row"),
            texts=lambda positions: [texts[at] for at in positions],
        )
        self.rows, self.lines, self.kept, self.texts, self.refused, self.size = [], [], {}, [], [], 0
        return rows


def table(rows: Sequence[int], lines: Sequence[Line]) -> Table:
    """What sniffing shows of these lines."""
    sample = tuple(tuple(_cell(line.get(name)) or "" for name in COLUMNS) for line in lines)
    return Table(TABLE, COLUMNS, 0, sample, tuple(rows))


def first_rows(events: Events) -> Table:
    """What sniffing shows of the first lines gathered."""
    return table(events.rows[:20], events.lines[:20])


def _cell(text: str | None) -> str | None:
    return sound_text(text) if text else None


def only(cells: Mapping[str, str | None]) -> Line:
    """The cells that say something."""
    return {name: text for name, text in cells.items() if text}
