"""A list of entities by a figure, as the questions who is most central give it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from workbench.model.graph import Ints
from workbench.questions.answer import Answer, Column, Row
from workbench.questions.network.contacts import NOTHING, Contacts, Numbers, left_out


def ranked(net: Contacts, *figures: Numbers | Ints) -> Ints:
    """Numbers by the figures, highest first, the first figure deciding; of equals the one entered first."""
    keys = [net.entities, *(-np.asarray(figure) for figure in reversed(figures))]
    return np.lexsort(keys).astype(np.int64)


def listed(
    net: Contacts,
    order: Ints,
    most: int,
    columns: Sequence[Column],
    cells: Callable[[int], Sequence[Any]],
    sentence: Callable[[int], str],
    sure: str,
    more: Sequence[str] = (),
) -> Answer:
    """The first of an order, each with all its links; `cells` gives the figures of one, `sentence` tells of the
    first."""
    if not len(order):
        return Answer(NOTHING, left_out=left_out(net))
    rows = []
    for number in order[:most].tolist():
        entity = int(net.entities[number])
        rows.append(Row((entity, *cells(number)), (entity,), net.links_of(number)))
    return Answer(
        sentence(int(order[0])),
        (Column("entity", "Who", "entity"), *columns),
        tuple(rows),
        left_out=(*left_out(net, len(order) - most), *more),
        sure=sure,
    )


def percent(share: float) -> str:
    """A share in words, with as many digits as tell it from nothing."""
    if 0 < share < 0.001:
        return "less than 0.1%"
    return f"{share:.0%}" if share >= 0.1 or share == 0 else f"{share:.1%}"
