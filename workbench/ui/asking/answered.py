"""An answer that is on show."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.questions.answer import Answer
from workbench.questions.held import Held
from workbench.questions.question import Question


@dataclass
class Answered:
    """An answer on show, with what it was asked of."""

    held: Held
    question: Question
    answer: Answer
