"""Where did the money come from? Followed backward by five rules side by side."""

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
    "Where did the money come from?",
    "money",
    does="Follows what wallets, accounts, cards or transactions got back to where it came from: coins made outside "
    "the case, services, balances from before the records, or a limit. Five rules stand side by side. It "
    "cannot see what no source tells; a list of what to fetch carries it on.",
    method=METHOD
    + " Going back, every step is taken in reverse; the lowest balance then says how much at least must "
    "have come by each way, because nothing else was there.",
    innocent=INNOCENT,
    parameters=(
        Parameter("origin", "Whose money", "entities", required=True, takes=TAKES),
        *LIMITS,
        Parameter("most", "How many to show", "whole", 100, least=1, most=1_000_000),
        PRICES,
    ),
    words="trace tracing taint backward source origin haircut poison fifo lifo lowest intermediate balance follow",
)
def where_money_came_from(
    held: Held, origin: tuple[int, ...], rule: str, most: int, prices: Path | None, **limits: Any
) -> Answer:
    return traced.answer(held, Told(origin, **limits), rule, True, most, read(prices))
