"""A case at work: a file is brought in as a person would, and everything Clew says and takes is noted."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from workbench.app.importing import import_files
from workbench.app.library import Library
from workbench.app.outcome import Outcome
from workbench.app.wishes import Wishes
from workbench.case import opening, rejects, sources, verifying
from workbench.case.cases import Case
from workbench.ingest import identifying
from workbench.ingest.child import Child
from workbench.ingest.limits import Limits
from workbench.model.problems import Problem
from workbench.plugin_host.loading import reader_source

GOOD = "Caller,Callee,Start,Duration\n+447700900010,+447700900011,2026-07-01 10:00:00,{}\n"


@dataclass
class Brought:
    """What became of one file: every sentence that was said, rows kept and refused with the reasons, the seconds it
    took, the most memory the reading process held, and whether it lived."""

    sentences: list[str] = field(default_factory=list)
    kept: int = 0
    rejected: int = 0
    reasons: list[str] = field(default_factory=list)
    identified: float = 0.0
    seconds: float = 0.0
    peak: int = 0
    died: bool = False

    @property
    def said(self) -> str:
        return "\n".join(self.sentences + self.reasons)


class Patient(Library):
    """What ships, with a reading process of its own whose limits are for a machine that does much else."""

    @cached_property
    def child(self) -> Child:
        return Child(reader_source(self.plugins), Limits(seconds_per_look=30, cpu_base=30))


class Desk:
    """An open case, and the library whose reading process everything goes through."""

    def __init__(self, folder: Path, library: Library) -> None:
        self.library = library
        self.path = folder / "hostile.case"
        self.case: Case = opening.create(
            self.path, self.library.kinds, "T. Ester", title="Hostile", country="GB", zone="Europe/London"
        )
        self._good = 0

    def close(self) -> None:
        self.case.close()

    def bring(self, path: Path, recipe: str = "") -> Brought:
        """Identifies a file, and imports it, with `recipe` where one is named."""
        brought = Brought()
        before = [s.id for s in sources.listed(self.case)]
        if not self._pid():
            self.warm()
        pid, began = self._pid(), time.monotonic()
        reset_peak(pid)
        try:
            found = identifying.identify(path, self.library.recipes, by=self.library.child)
            brought.sentences += found.reasons
            found.as_json()
        except Problem as problem:
            brought.sentences.append(str(problem))
        brought.identified = time.monotonic() - began
        for outcome in import_files(self.case, [path], self.library, Wishes(recipe=recipe)):
            self._note(outcome, brought)
        brought.seconds = time.monotonic() - began
        brought.died = self._pid() != pid
        brought.peak = 0 if brought.died else peak_of(pid)
        after = [s.id for s in sources.listed(self.case)]
        assert after[: len(before)] == before, "what the case held is still there"
        unsealed = self.case.db.conn.execute("SELECT count(*) FROM reading WHERE NOT sealed").fetchone()[0]
        assert unsealed == 0, "no trace of what was not taken in"
        return brought

    def _note(self, outcome: Outcome, brought: Brought) -> None:
        if outcome.problem:
            brought.sentences.append(outcome.problem)
        if outcome.counts is None or outcome.already:
            return
        c = outcome.counts
        assert c.read == c.kept + c.duplicate + c.rejected + c.withheld
        brought.kept += c.kept + c.duplicate
        brought.rejected += c.rejected
        brought.reasons += [r.reason for r in rejects.listed(self.case, outcome.source)]
        brought.sentences += [says for says, _ in outcome.checks]

    def warm(self) -> None:
        """Brings in a sound file, which always works."""
        self._good += 1
        path = self.path.parent / "sound.csv"
        path.write_text(GOOD.format(self._good))
        (outcome,) = import_files(self.case, [path], self.library)
        assert outcome.counts is not None and outcome.counts.kept == 1, outcome.problem

    def verify(self) -> list[str]:
        """The checks of the case that do not hold."""
        return [f"{check.name}: {check.detail}" for check in verifying.verify(self.path) if not check.ok]

    def _pid(self) -> int:
        process = self.library.child._process
        return process.pid or 0 if process is not None and process.is_alive() else 0


def reset_peak(pid: int) -> None:
    """Forgets the peak of a process (Linux; elsewhere nothing)."""
    place = Path(f"/proc/{pid}/clear_refs")
    if place.exists():
        place.write_text("5")


def peak_of(pid: int) -> int:
    """The most bytes of memory a process held since `reset_peak` (Linux; elsewhere 0)."""
    place = Path(f"/proc/{pid}/status")
    if not place.exists():
        return 0
    said = next(line for line in place.read_text().splitlines() if line.startswith("VmHWM"))
    return int(said.split()[1]) << 10
