"""Several files taken in one after the other, with how far each is; stopping takes back the one under way alone."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from workbench.app import importing, retrying
from workbench.app.jobs import Job
from workbench.app.library import Library
from workbench.app.outcome import Outcome
from workbench.app.retrying import Trial
from workbench.app.stage import Stage
from workbench.app.wishes import Wishes
from workbench.case.cases import Case
from workbench.model.files import AnyFile
from workbench.model.problems import Cancelled, Problem

STOPPED = "stopped; nothing of it was kept"
NOT_BEGUN = "not begun, because the import was stopped"


@dataclass
class Turn:
    """One file of a run: what is wished, how far it is, since when (monotonic seconds), and what became of it.
    `rejects_of` is the source whose rejected rows are to be read once more, None for a file as a whole."""

    path: AnyFile
    wishes: Wishes
    stage: Stage
    rejects_of: int | None = None
    began: float = 0.0
    reading_since: float = 0.0
    ended: float = 0.0
    outcome: Outcome | None = None

    @property
    def rate(self) -> float:
        """Rows a second since reading began, 0 while that cannot be told."""
        spent = (self.ended or time.monotonic()) - self.reading_since
        return self.stage.rows / spent if self.reading_since and spent > 0.2 else 0.0

    @property
    def seconds_left(self) -> float | None:
        """How long the reading will go on at the pace so far, None while that cannot be told."""
        stage, spent = self.stage, time.monotonic() - self.reading_since
        if (
            stage.doing != "reading"
            or not self.reading_since
            or spent < 1
            or not stage.done
            or not stage.total
        ):
            return None
        return spent * (stage.total - stage.done) / stage.done


@dataclass
class ImportRun:
    """The files in their order; `turns` may be read by another thread while `work` runs on the writer's."""

    turns: list[Turn] = field(default_factory=list)

    def add(self, path: AnyFile, wishes: Wishes, rejects_of: int | None = None) -> None:
        self.turns.append(Turn(path, wishes, Stage(path, "waiting"), rejects_of))

    def work(self, case: Case, library: Library, job: Job) -> list[Outcome]:
        """Takes every file in; one that cannot be read does not stop the others."""
        stopped = False
        for turn in self.turns:
            turn.began = time.monotonic()
            if stopped:
                turn.outcome = Outcome(turn.path, problem=NOT_BEGUN)
                continue
            try:
                turn.outcome = self._take(case, library, job, turn)
            except Problem as problem:
                turn.outcome = Outcome(turn.path, problem=str(problem))
            except Cancelled:
                turn.outcome, stopped = Outcome(turn.path, problem=STOPPED), True
            turn.ended = time.monotonic()
        return [turn.outcome for turn in self.turns if turn.outcome is not None]

    def _take(self, case: Case, library: Library, job: Job, turn: Turn) -> Outcome:
        def watch(stage: Stage) -> None:
            if stage.doing == "reading" and turn.stage.doing != "reading":
                turn.reading_since = time.monotonic()
            turn.stage = stage

        job.tell(0, 0, turn.path.name)  # stopped between two files
        if turn.rejects_of is None:
            return importing.import_file(case, turn.path, library, turn.wishes, job.tell, watch)
        said = turn.wishes
        trial, outcome = retrying.retry(
            case, turn.rejects_of, library, said.recipe, said.country, said.zone, job.tell, watch
        )
        if outcome is None:
            raise Problem(*_taken_none(trial))
        return outcome


def _taken_none(trial: Trial) -> tuple[str, str]:
    why = "; ".join(f"{column}: {reason} ({rows:,})" for column, reason, rows in trial.refused[:3])
    return (
        f"none of the {trial.tried:,} rejected rows can be read so: {why}",
        "nothing was changed; mend the recipe further",
    )
