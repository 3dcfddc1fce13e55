"""What a purge makes of the rows of the workspace and of their images in the journal.

Each state a row ever had is judged by itself, the one it has now and those that undo and redo would bring back: a state
that speaks of something purged is no longer there, in any other the purged words are struck out. So undoing and redoing
afterwards gives what they would have given before, without what was purged.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from workbench.case import journal, schema
from workbench.case.engine import Database
from workbench.case.gone_words import Words

Cells = dict[str, str]  # each as SQL writes it
# Rows that stay though they name a purged source or reading: a finding rested on it, a request was answered by it.
_STAYING = {("finding_support", "reading"), ("request_source", "source")}


@dataclass(frozen=True)
class Going:
    """What goes: numbers of entities, links, readings and sources, and the words that name them."""

    entities: frozenset[int]
    links: frozenset[int]
    readings: frozenset[int]
    sources: frozenset[int]
    words: Words


@dataclass
class Forgetting:
    """Judges states of rows; `notes` are the notes that go, found before anything that is said of them."""

    db: Database
    going: Going
    notes: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        named = {"entity": self.going.entities, "reading": self.going.readings, "source": self.going.sources}
        self._columns = {
            table: {
                str(column): named[to]
                for _, _, to, column, *_ in self.db.conn.execute(f"PRAGMA foreign_key_list({table})")
                if to in named and (table, column) not in _STAYING
            }
            for table in schema.workspace_tables()
        }
        for cells in self._states("note"):
            if self.state("note", cells) is None:
                self.notes.add(int(cells["id"]))

    def state(self, table: str, cells: Cells) -> Cells | None:
        """What a state of a row becomes; None where it is no longer there."""
        for column, numbers in self._columns[table].items():
            if _number(cells, column) in numbers:
                return None
        if table == "finding_support":
            return self._support(cells)
        if table == "note" and _number(cells, "link") in self.going.links:
            return None
        if table in ("grading", "disclosure"):
            subject = cells["subject"].strip("'")
            gone = {"entity": self.going.entities, "link": self.going.links, "note": self.notes}.get(
                subject, ()
            )
            if _number(cells, "number") in gone:
                return None
        return {name: self._struck(cell) for name, cell in cells.items()}

    def _support(self, cells: Cells) -> Cells:
        """What a finding rested on stays as a place without a row or link: the finding can be seen to have lost it."""
        going = self.going
        if _number(cells, "reading") in going.readings:
            return cells | {"link": "NULL", "row": "NULL", "part": "NULL"}
        if _number(cells, "link") in going.links:
            return cells | {
                "link": "NULL",
                "reading": str(min(going.readings)),
                "row": "NULL",
                "part": "NULL",
            }
        return cells

    def _struck(self, cell: str) -> str:
        if not cell.startswith("'"):
            return cell
        text = cell[1:-1].replace("''", "'")
        left = self.going.words.without(text)
        return cell if left == text else "'" + left.replace("'", "''") + "'"

    def _states(self, table: str) -> list[Cells]:
        """Every state that the rows of a table have or had."""
        found = [
            json.loads(image)
            for (image,) in self.db.conn.execute(f"SELECT {journal.image_of(self.db, table)} FROM {table}")
        ]
        for before, after in self.db.conn.execute(
            "SELECT before, after FROM journal WHERE name = ?", (table,)
        ):
            found += [json.loads(image) for image in (before, after) if image]
        return found

    # -- the file ------------------------------------------------------------------------------------------

    def changes(self) -> dict[str, list[tuple[int, Cells | None]]]:
        """The rows of the workspace that would go or be struck through, by table: key and new state."""
        found: dict[str, list[tuple[int, Cells | None]]] = {}
        for table in schema.workspace_tables():
            key = journal.key_of(self.db, table)
            rows = self.db.conn.execute(f"SELECT {key}, {journal.image_of(self.db, table)} FROM {table}")
            for row, image in rows:
                before: Cells = json.loads(image)
                after = self.state(table, before)
                if after != before:
                    found.setdefault(table, []).append((int(row), after))
        return found

    def rewrite(self, changes: Mapping[str, list[tuple[int, Cells | None]]]) -> set[int]:
        """Writes the changed rows and every image of them; the steps whose journal or title is another now."""
        for table, rows in changes.items():
            key = journal.key_of(self.db, table)
            for row, cells in rows:
                journal.put(self.db, table, key, row, cells)
        return self._rewrite_journal() | self._rewrite_titles()

    def _rewrite_journal(self) -> set[int]:
        touched = set()
        rows = self.db.conn.execute(
            "SELECT id, step, name, before, after FROM journal ORDER BY id"
        ).fetchall()
        for id, step, table, *images in rows:
            made = [self._image(table, image) for image in images]
            if made == images:
                continue
            touched.add(int(step))
            if made == [None, None]:
                self.db.conn.execute("DELETE FROM journal WHERE id = ?", (id,))
            else:
                self.db.conn.execute("UPDATE journal SET before = ?, after = ? WHERE id = ?", (*made, id))
        return touched

    def _image(self, table: str, image: str | None) -> str | None:
        if image is None:
            return None
        before: Cells = json.loads(image)
        after = self.state(table, before)
        if after == before:
            return image
        return None if after is None else json.dumps(after, ensure_ascii=False, separators=(",", ":"))

    def _rewrite_titles(self) -> set[int]:
        touched = set()
        for step, title in self.db.conn.execute("SELECT id, title FROM step").fetchall():
            left = self.going.words.without(title)
            if left != title:
                self.db.conn.execute("UPDATE step SET title = ? WHERE id = ?", (left, step))
                touched.add(int(step))
        return touched


def _number(cells: Cells, column: str) -> int | None:
    said = cells.get(column, "NULL")
    return None if said == "NULL" else int(said)
