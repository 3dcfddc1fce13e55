"""The log as people read it: who did what when and why, with the values that were not purged."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from workbench.case.engine import Database

# Values that commit to content and say nothing to a reader.
COMMITMENTS = frozenset({"changes", "evidence", "account", "declarations", "about", "remains"})


@dataclass(frozen=True)
class Entry:
    """One entry. `at` is UTC microseconds; `title` what the step it speaks of is called; `gone` the names of values
    that were purged."""

    seq: int
    at: int
    act: str
    analyst: str
    ids: dict[str, int]
    values: dict[str, str]
    title: str
    gone: tuple[str, ...] = ()

    @property
    def reason(self) -> str:
        return self.values.get("reason", "")

    @property
    def said(self) -> str:
        """What else the entry says, in one line."""
        parts = [self.title] if self.title else []
        parts += [f"{name} {value}" for name, value in self.values.items() if name != "reason"]
        parts += [
            f"{name} {number}" for name, number in self.ids.items() if not (name == "step" and self.title)
        ]
        parts += [f"{name} was purged" for name in self.gone]
        return "; ".join(parts)


def read(db: Database, acts: Iterable[str] = (), analyst: str = "") -> Iterator[Entry]:
    """The entries, oldest first; only of these acts and of this analyst where any are named."""
    wanted = frozenset(acts)
    titles = dict(db.conn.execute("SELECT id, title FROM step").fetchall())
    values: dict[int, dict[str, str]] = {}
    for seq, name, value in db.conn.execute("SELECT seq, name, value FROM log_value"):
        values.setdefault(seq, {})[name] = value
    for (body,) in db.conn.execute("SELECT body FROM log ORDER BY seq"):
        said = json.loads(body)
        if (wanted and said["act"] not in wanted) or (analyst and said["analyst"] != analyst):
            continue
        known = values.get(said["seq"], {})
        yield Entry(
            said["seq"],
            said["at"],
            said["act"],
            said["analyst"],
            said["ids"],
            {name: value for name, value in known.items() if name not in COMMITMENTS},
            titles.get(said["ids"].get("step"), ""),
            tuple(sorted(said["values"].keys() - known.keys())),
        )


def acts(db: Database) -> list[str]:
    """Every act the log speaks of, in alphabetical order."""
    return sorted({json.loads(body)["act"] for (body,) in db.conn.execute("SELECT body FROM log")})


def analysts(db: Database) -> list[str]:
    """Everybody the log speaks of, in alphabetical order."""
    return sorted({json.loads(body)["analyst"] for (body,) in db.conn.execute("SELECT body FROM log")})
