"""Where did the money go? Followed forward by five rules side by side."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from workbench.questions.answer import Answer
from workbench.questions.held import Held
from workbench.questions.money import traced
from workbench.questions.money.moved import INNOCENT, LIMITS, METHOD, TAKES, Told
from workbench.questions.money.prices import PRICES, read
from workbench.questions.parameter import Parameter
from workbench.questions.question import question


@question(
    "Where did the money go?",
    "money",
    does="Follows what wallets, accounts, cards or transactions had to where it rests: not spent, at a service, "
    "still in an account, or at a limit. Five rules stand side by side, and where they differ it says by how "
    "much. It cannot see what no source tells; a list of what to fetch carries it on.",
    method=METHOD,
    innocent=INNOCENT,
    parameters=(
        Parameter("origin", "Whose money", "entities", required=True, takes=TAKES),
        *LIMITS,
        Parameter("most", "How many to show", "whole", 100, least=1, most=1_000_000),
        PRICES,
    ),
    words="trace tracing taint forward haircut poison fifo lifo lowest intermediate balance follow",
)
def where_money_went(
    held: Held, origin: tuple[int, ...], rule: str, most: int, prices: Path | None, **limits: Any
) -> Answer:
    return traced.answer(held, Told(origin, **limits), rule, False, most, read(prices))
