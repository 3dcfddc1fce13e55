"""Which SIMs or numbers were in several handsets?"""

from __future__ import annotations

from workbench.questions.answer import Answer
from workbench.questions.calls.sharing import shared
from workbench.questions.held import Held
from workbench.questions.parameter import Parameter
from workbench.questions.question import question


@question(
    "Which SIMs or numbers were in several handsets?",
    "calls",
    does="Lists SIMs (IMSI), or numbers where no SIM is named, that records show in more than one handset (IMEI), and "
    "from when to when they were in each.",
    method="Every call, message and session that names a handset beside the SIM or number is counted. Two handsets "
    "follow each other if the second is first seen after the first was last seen; else they were used by turns.",
    innocent=(
        "People buy new handsets, have them repaired and lend their card.",
        "A mistyped last digit makes two handsets of one.",
        "A second card with the same number, as in cars and watches, has a handset number of its own.",
    ),
    parameters=(
        Parameter("by", "Of", "choice", "sim", choices=(("sim", "SIMs"), ("phone", "numbers"))),
        Parameter("only", "Only these", "entities", takes=("device", "sim", "phone")),
        Parameter("least", "Different handsets at least", "whole", 2, least=2),
        Parameter("most", "How many to show", "whole", 100, least=1, most=10_000),
    ),
    words="IMSI IMEI handset change SIM swap new phone",
)
def several_handsets(held: Held, by: str, only: tuple[int, ...], least: int, most: int) -> Answer:
    return shared(held, by, ("device",), only, least, most)
