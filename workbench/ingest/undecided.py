"""What a file does not say and the analyst must: asked once, with the evidence for each answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from workbench.model.problems import PasswordNeeded, Problem


@dataclass(frozen=True)
class Answer:
    """One possible answer: `value` is what a recipe or an option says, `words` how a person reads it, `evidence`
    what speaks for it or how the file would read."""

    value: str
    words: str
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True)
class Question:
    """`id` is encoding, date_order, calendar or delimiter; `column` names the column where it is about one."""

    id: str
    about: str
    answers: tuple[Answer, ...]
    column: str = ""

    def as_json(self) -> dict[str, Any]:
        """Plain values, as the child process sends them and `clew identify --json` prints them."""
        return {
            "id": self.id,
            "about": self.about,
            "column": self.column,
            "answers": [
                {"value": a.value, "words": a.words, "evidence": list(a.evidence)} for a in self.answers
            ],
        }

    @classmethod
    def of(cls, said: Mapping[str, Any]) -> Question:
        """What `as_json` wrote down."""
        answers = tuple(Answer(a["value"], a["words"], tuple(a["evidence"])) for a in said["answers"])
        return cls(said["id"], said["about"], answers, said.get("column", ""))


class Undecided(Problem):
    """A file can be read in several ways that mean different things; `questions` say which and why."""

    def __init__(self, questions: Sequence[Question], hint: str = "") -> None:
        first = questions[0]
        ways = " or ".join(f"{a.words} ({a.evidence[0]})" if a.evidence else a.words for a in first.answers)
        super().__init__(f"{first.about}: {ways}", hint or _HINTS.get(first.id, "say which is meant"))
        self.questions = tuple(questions)


_HINTS = {
    "encoding": "say which with --encoding, or choose in the window",
    "date_order": "say which comes first with --date-order, or choose in the window",
    "calendar": "say which with --calendar, or choose in the window",
}


def problem_facts(problem: Problem) -> dict[str, Any]:
    """A problem as plain values, for the way from the child process to the application."""
    facts: dict[str, Any] = {"what": problem.what, "hint": problem.hint}
    if isinstance(problem, Undecided):
        facts["questions"] = [q.as_json() for q in problem.questions]
    elif isinstance(problem, PasswordNeeded):
        facts["locked"] = True
    return facts


def problem_of(facts: Mapping[str, Any]) -> Problem:
    """The problem that `problem_facts` wrote down."""
    if facts.get("questions"):
        return Undecided([Question.of(q) for q in facts["questions"]], facts["hint"])
    return (PasswordNeeded if facts.get("locked") else Problem)(facts["what"], facts["hint"])
