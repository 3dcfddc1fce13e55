"""What is planted: identities and links in the form a case stores them, with the rows that prove each."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from workbench.app.demo.outcome import Outcome

FILE = "truth.json"


@dataclass(frozen=True)
class Entity:
    """An entity kind and a value in its stored form."""

    kind: str
    value: str

    @property
    def said(self) -> dict[str, str]:
        return {"kind": self.kind, "value": self.value}


@dataclass
class Fact:
    """One planted identity or connection; `links` are (kind, start, end) that the case must hold, `absent`
    ones it must not, `alone` entities named without a link; `rows` are (file, sheet, row)."""

    id: str
    statement: str
    links: list[tuple[str, Entity, Entity]] = field(default_factory=list)
    absent: list[tuple[str, Entity, Entity]] = field(default_factory=list)
    alone: list[Entity] = field(default_factory=list)
    rows: set[tuple[str, str, int]] = field(default_factory=set)

    def link(self, kind: str, start: Entity, end: Entity) -> Fact:
        self.links.append((kind, start, end))
        return self

    def proved(self, outcome: Outcome[Any], things: Iterable[Any]) -> Fact:
        """Adds the rows on which these things stand."""
        self.rows |= {(outcome.file, outcome.sheet, outcome.rows[thing]) for thing in things}
        return self

    @property
    def said(self) -> dict[str, Any]:
        entities = dict.fromkeys([*(e for _, *ends in self.links for e in ends), *self.alone])
        return {
            "id": self.id,
            "statement": self.statement,
            "entities": [entity.said for entity in entities],
            "links": [_link(link) for link in self.links],
            "absent": [_link(link) for link in self.absent],
            "rows": [{"file": file, "sheet": sheet, "row": row} for file, sheet, row in sorted(self.rows)],
        }


def write(
    seed: int, outcomes: list[tuple[Outcome[Any], str]], facts: list[Fact], decoys: list[Fact], folder: Path
) -> None:
    """Writes truth.json: what each file must give on import, the facts and the decoys around them."""
    said = {
        "seed": seed,
        "country": "GB",
        "zone": "Europe/London",
        "files": [_file(outcome, recipe, folder) for outcome, recipe in outcomes],
        "facts": [fact.said for fact in facts],
        "decoys": [decoy.said for decoy in decoys],
    }
    (folder / FILE).write_bytes((json.dumps(said, indent=1, ensure_ascii=False) + "\n").encode())


def _file(outcome: Outcome[Any], recipe: str, folder: Path) -> dict[str, Any]:
    return {
        "file": outcome.file,
        "sha256": hashlib.sha256((folder / outcome.file).read_bytes()).hexdigest(),
        "recipe": recipe,
        "rows": {
            "read": outcome.read,
            "kept": outcome.read - len(outcome.rejected) - len(outcome.duplicates),
            "duplicate": len(outcome.duplicates),
            "rejected": len(outcome.rejected),
        },
        "rejected": outcome.rejected,
        "duplicates": outcome.duplicates,
    }


def _link(link: tuple[str, Entity, Entity]) -> dict[str, Any]:
    kind, start, end = link
    return {"kind": kind, "start": start.said, "end": end.said}
