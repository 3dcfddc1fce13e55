"""What was found out about a case is kept with it, the latest answers, and is gone when it is closed."""

from __future__ import annotations

import gc
import weakref
from pathlib import Path

from workbench.case import opening
from workbench.case.cases import Case
from workbench.case.keeping import kept
from workbench.model.kinds import Kinds

asked: list[int] = []


@kept(2)
def found(case: Case, number: int) -> list[int]:
    asked.append(number)
    return [number]


def test_the_latest_answers_are_kept_and_go_with_the_case(tmp_path: Path, kinds: Kinds) -> None:
    asked.clear()
    case = opening.create(tmp_path / "one.case", kinds, "A")
    for number in (1, 2, 1, 3, 1, 2):  # 2 went when 3 came, for 1 was asked for later
        assert found(case, number) == [number]
    assert asked == [1, 2, 3, 2]
    case.close()
    assert not case.kept
    gone = weakref.ref(case)
    del case
    gc.collect()
    assert gone() is None
