"""What became of one file, and what the file says of itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any

from workbench.app import cautions
from workbench.case.readings import Counts
from workbench.model.files import AnyFile

PRIVATE_KEY = (
    "a private key was in this file: it is not stored in clear, of the original only the SHA-256 is kept"
)

PRIVATE_KEY_HELD = (
    "a private key is in this file: its rows are not stored in clear, but the case holds the original since an earlier"
    " reading"
)
WITHHELD_HELD = "rows were withheld, but the case holds the original with them since an earlier reading"


@dataclass(frozen=True)
class Outcome:
    """What became of one file. `problem` is set where it could not be taken in; `already` where it was in before,
    `restated` where something new was said of it now; `left_out` says why something in a folder was not meant to be
    taken in.

    `checks` are what the file says of itself and whether it holds, `surprises` what an analyst should know, with the
    number of rows concerned (0 = not counted).
    """

    path: AnyFile
    source: int | None = None
    sha256: str = ""
    recipe: str = ""
    counts: Counts | None = None
    problem: str = ""
    already: bool = False
    restated: bool = False
    checks: tuple[tuple[str, bool], ...] = ()
    surprises: tuple[tuple[str, int], ...] = ()
    left_out: str = ""

    def as_json(self) -> dict[str, Any]:
        """The shape `clew import --json` prints."""
        said: dict[str, Any] = {
            "source": self.source,
            "reading": self.counts.reading if self.counts else None,
            "file": str(self.path),
            "sha256": self.sha256,
            "recipe": self.recipe,
        }
        if self.counts:
            c = self.counts
            said["rows"] = {
                "read": c.read, "kept": c.kept, "duplicate": c.duplicate, "rejected": c.rejected,
                "withheld": c.withheld,
            }  # fmt: skip
            said["entities"] = {"new": c.new_entities, "known": c.known_entities}
            said["links"] = {"new": c.new_links}
        if self.checks:
            said["checks"] = [{"says": says, "holds": holds} for says, holds in self.checks]
        if self.surprises:
            said["surprises"] = [{"says": says, "count": count} for says, count in self.surprises]
        if self.already:
            said["already"] = True
        if self.restated:
            said["restated"] = True
        if self.left_out:
            said["left_out"] = self.left_out
        if self.problem:
            said["problem"] = self.problem
        return said


def total(outcomes: Iterable[Outcome]) -> Counts:
    """The rows of several files together; their `reading` is 0."""
    counts = [o.counts for o in outcomes if o.counts is not None]
    sums = [sum(getattr(c, f.name) for c in counts) for f in fields(Counts) if f.name != "reading"]
    return Counts(0, *sums)


def checks_of(facts: dict[str, Any], *, withheld: int, held: bool) -> tuple[tuple[str, bool], ...]:
    """What a file says of itself, in sentences, and whether it holds; `held` is whether the case has its bytes."""
    said = tuple((check["sentence"], check["holds"]) for check in facts.get("checks", ()))
    said += tuple((sentence, False) for sentence in cautions.of(facts))
    if facts.get("private_keys"):
        said += ((PRIVATE_KEY_HELD if held else PRIVATE_KEY, False),)
    return (*said, (WITHHELD_HELD, False)) if withheld and held else said
