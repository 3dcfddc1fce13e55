"""One sitting at a case: why it is looked at, what was looked at, and who signs the checkpoints of its log.

Whoever looks leaves entries: `open` at the beginning, `ask` and `search` as they come, and `consult` with the numbers
of the entities, links and rows that were in sight for more than a moment, together once a minute and at the end.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from workbench.app import identity
from workbench.app.jobs import Job
from workbench.case.anchoring import Anchors
from workbench.case.cases import Case
from workbench.case.engine import DatabaseError
from workbench.model.changes import Changes
from workbench.model.problems import Problem

if TYPE_CHECKING:
    from workbench.app.session import Session
    from workbench.questions.answer import Answer

SORTS = ("entities", "links", "rows")
Why = Callable[[str, str], str]  # what for, and what was said before: the reason, "" where nobody gives one


class Sitting:
    """Of one open case. `tell` says what could not be done, from whatever thread."""

    def __init__(self, case: Case, why: Why, tell: Callable[[str], None]) -> None:
        self.case, self._why, self._tell = case, why, tell
        self._seen: dict[str, set[str]] = {sort: set() for sort in SORTS}
        self._entered: dict[str, set[str]] = {sort: set() for sort in SORTS}
        self._guard = threading.Lock()
        case.anchoring = Anchors(identity.mine, tell)
        if case.asks_why:
            try:
                self.ask_why(f"Opening {case.path.name}")
            except BaseException:
                case.close()
                raise

    def ask_why(self, what: str) -> None:
        """Asks for the reason, with what was said before; Problem where none is given."""
        reason = self._why(what, self.case.reason).strip()
        if not reason:
            raise Problem(f"{self.case.path.name} asks why you look at it", "say so in a few words")
        self.case.reason = reason

    def begin(self) -> None:
        """Enters that the case was opened; where it cannot be written, says that looks are not entered."""
        if not self.case.writable:
            return self._tell(f"What you look at in {self.case.path.name} is not entered in its log.")
        self._record("open", {}, {})

    def saw(self, sort: str, ids: Iterable[object]) -> None:
        """Something was in sight for more than a moment; each is entered once a sitting."""
        with self._guard:
            self._seen[sort].update(set(map(str, ids)) - self._entered[sort])

    @property
    def waits(self) -> bool:
        """Whether something that was seen is not entered yet."""
        return any(self._seen.values())

    def enter_seen(self) -> None:
        """Enters what was seen since the last time, in one entry."""
        with self._guard:
            seen = {sort: ids for sort, ids in self._seen.items() if ids}
            self._seen = {sort: set() for sort in SORTS}
            for sort, ids in seen.items():
                self._entered[sort] |= ids
        if seen and self.case.writable:
            counts = {sort: len(ids) for sort, ids in seen.items()}
            self._record(
                "consult", counts, {sort: " ".join(sorted(ids, key=_order)) for sort, ids in seen.items()}
            )

    def _record(self, act: str, ids: Mapping[str, int], values: Mapping[str, str]) -> None:
        try:
            self.case.record(act, ids, values)
        except (Problem, DatabaseError) as why:
            self._tell(f"Not entered in the log: {why}.")


def _order(said: str) -> tuple[int, ...]:
    return tuple(int(part) for part in said.replace(":", " ").split() if part.lstrip("-").isdecimal())


def enter(session: Session, title: str, act: str, ids: Mapping[str, int], values: Mapping[str, str]) -> None:
    """Enters on the writer's thread that somebody looked for something; nothing where the case is only read."""
    case = session.open_case
    if case.writable:
        session.jobs.write(
            title,
            lambda job: case.record(act, ids, values),
            kept=True,
            done=lambda _: session.changed(Changes(act, frozenset({"log"}))),
            failed=session.problem,
        )


def enter_seen(session: Session, title: str) -> Job | None:
    """Enters on the writer's thread what was seen; None where nothing new was."""
    sitting = session.sitting
    if sitting is None or not sitting.waits:
        return None
    return session.jobs.write(title, lambda job: sitting.enter_seen(), kept=True, failed=session.problem)


def of_answer(answer: Answer) -> tuple[dict[str, int], dict[str, str]]:
    """What the log says of a question that was asked: its id, all it was told, and how many claims it gave."""
    from workbench.app.kept_answers import settings_json

    told = json.dumps(settings_json(answer.settings), ensure_ascii=False, sort_keys=True)
    return {"hits": len(answer.rows)}, {"question": answer.question, "settings": told}
