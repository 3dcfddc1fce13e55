"""Which handsets carried several SIMs or numbers?"""

from __future__ import annotations

from workbench.questions.answer import Answer
from workbench.questions.calls.sharing import shared
from workbench.questions.held import Held
from workbench.questions.parameter import Parameter
from workbench.questions.question import question


@question(
    "Which handsets carried several SIMs or numbers?",
    "calls",
    does="Lists handsets (IMEI) that records name with more than one SIM (IMSI) or number, and from when to when each "
    "was in them.",
    method="Every call, message and session that names a handset beside a SIM or a number is counted. Two follow each "
    "other if the second begins after the first has ended; else they were used by turns.",
    innocent=(
        "Handsets with room for two SIMs, and people who keep a card for work and one for home.",
        "A handset that was sold, lent or handed on in the family.",
        "Cheap copies carry the same number (IMEI) as thousands of others.",
    ),
    parameters=(
        Parameter(
            "only", "Only these handsets, SIMs or numbers", "entities", takes=("device", "sim", "phone")
        ),
        Parameter("least", "Different SIMs or numbers at least", "whole", 2, least=2),
        Parameter("most", "How many to show", "whole", 100, least=1, most=10_000),
    ),
    words="IMEI IMSI dual SIM burner swap handset sharing",
)
def several_sims(held: Held, only: tuple[int, ...], least: int, most: int) -> Answer:
    return shared(held, "device", ("sim", "phone"), only, least, most)
