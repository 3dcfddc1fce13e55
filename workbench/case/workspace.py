"""Whether the workspace is what the logged steps made of it: nothing an analyst decided was changed behind their back.

Every change of it left its images in the journal, and every log entry commits to the images of its step. What no image
speaks of was there from the beginning (`about`), or was moved there from a case of an older schema.
"""

from __future__ import annotations

import hashlib
import json

from workbench.case import journal, log, purged, schema
from workbench.case.engine import Database

Row = tuple[str, int]  # table and key
Image = dict[str, str]  # each cell as SQL would write it


def differences(db: Database) -> list[str]:
    """What is not as the steps left it, one sentence each; those who look for one fault need not read on."""
    return [*_changed_steps(db), *_changed_rows(db)]


def beginning(db: Database) -> str:
    """SHA-256 of what the case said of itself when it was made."""
    said = _beginning(db)
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def first_about(db: Database) -> dict[str, str]:
    """What the case said of itself when it was made, by name."""
    return {_text(image["name"]): _text(image["value"]) for image in _beginning(db)}


def _beginning(db: Database) -> list[Image]:
    first = {
        row: json.loads(image)
        for row, image in db.conn.execute(f"SELECT id, {journal.image_of(db, 'about')} FROM about")
    }
    for row, before in db.conn.execute(
        "SELECT row, before FROM journal WHERE name = 'about' ORDER BY id DESC"
    ):
        first[row] = json.loads(before) if before else None
    return [image for _, image in sorted(first.items()) if image is not None]


def _text(cell: str) -> str:
    """A text as SQL writes it between its quotes."""
    return cell[1:-1].replace("''", "'")


def _changed_steps(db: Database) -> list[str]:
    """Steps whose images or names are not those that their log entry was made of.

    Steps of cases made before such commitments are not judged.
    """
    found = []
    anew = purged.recommitted(db)
    for _, value in log.commitments(db, "about"):
        if value is not None and (anew.about or value) != beginning(db):
            found.append("what the case says of itself is not what it said when it was made")
    for said, value in log.commitments(db, "changes"):
        step = int(said["ids"]["step"])
        if value is None:
            found.append(
                f"what step {step} changed cannot be checked: its commitment was taken out of the log"
            )
        elif journal.digest(db, step) != anew.steps.get(step, value):
            found.append(f"step {step} is not what its entry in the log was made of")
    return found


def _changed_rows(db: Database) -> list[str]:
    """Rows that differ from what the steps done, and not undone, made of them."""
    expected = _expected(db)
    found = []
    for table in schema.workspace_tables():
        key = journal.key_of(db, table)
        there: set[int] = set()
        for row, image in db.conn.execute(f"SELECT {key}, {journal.image_of(db, table)} FROM {table}"):
            there.add(row)
            if (table, row) not in expected:
                if not _from_the_beginning(table, json.loads(image)):
                    found.append(f"row {row} of {table} was put in by no step")
            elif not _same(expected[table, row], json.loads(image)):
                found.append(f"row {row} of {table} is not as the steps left it")
        found += [
            f"row {row} of {table} is gone, though no step took it away"
            for (name, row), image in expected.items()
            if name == table and image is not None and row not in there and not _moved(table, image)
        ]
    return found


def _expected(db: Database) -> dict[Row, Image | None]:
    """What each row that a step ever touched should be; None where it should not be there."""
    expected: dict[Row, Image | None] = {}
    done: set[Row] = set()
    for table, row, before, after, undone in db.conn.execute(
        "SELECT name, row, before, after, undone FROM journal JOIN step ON step.id = step ORDER BY journal.id"
    ):
        place = table, int(row)
        if undone and place in done:
            continue
        if undone:
            expected.setdefault(place, json.loads(before) if before else None)
        else:
            expected[place] = json.loads(after) if after else None
            done.add(place)
    return expected


def _same(expected: Image | None, there: Image) -> bool:
    """Whether a row is what its image says; columns that a newer schema added are not compared."""
    return expected is not None and all(there.get(name) == cell for name, cell in expected.items())


def _from_the_beginning(table: str, there: Image) -> bool:
    return table == "about" or (table == "common_service" and there["at"] == "0" and there["analyst"] == "''")


def _moved(table: str, image: Image) -> bool:
    """Whether a row is one that the migration from schema 0 made a common service of."""
    return table == "tag" and image["name"] == "'common service'"
