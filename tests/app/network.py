"""A chart of four hubs that call each other, each with nine others: who is who in it, and where they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from workbench.app.actions.action import REGISTERED
from workbench.case import entities
from workbench.kernels.quality import overlapping

if TYPE_CHECKING:
    from tests.app.conftest import Driven

ICON = 34 / 80


def phone(n: int) -> str:
    return f"+4477009{n:05}"


def of(session: Driven, n: int) -> int:
    return entities.resolve(session.open_case, phone(n))


def positions(session: Driven) -> dict[int, tuple[float, float]]:
    assert session.chart is not None
    return dict(session.chart.positions)


def do(session: Driven, name: str, **answers: object) -> None:
    REGISTERED[f"lay_out_{name}"].run(session, **answers)
    session.settle()


def overlaps(session: Driven) -> int:
    return len(overlapping(np.array(list(positions(session).values()), np.float32), ICON))
