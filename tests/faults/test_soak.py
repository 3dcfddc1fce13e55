"""A day's work in miniature, held against a dictionary: 10,000 operations under `CLEW_SLOW=1`, else 500."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests import needs
from tests.faults.a_days_work import Soak, Told
from tests.faults.victims import Nursery
from workbench.model.kinds import Kinds

CASES, STEPS = (24, 600) if needs.SLOW else (6, 220)


@pytest.fixture(scope="module", autouse=True)
def told(tmp_path_factory: pytest.TempPathFactory, kinds: Kinds) -> Iterator[None]:
    Told.kinds, Told.folder, Told.done = kinds, tmp_path_factory.mktemp("soak"), {}
    with Nursery(tmp_path_factory.mktemp("victims")) as Told.nursery:
        yield


@pytest.mark.slow
def test_a_case_and_a_dictionary_come_to_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    run_state_machine_as_test(
        Soak,
        settings=settings(
            max_examples=CASES, stateful_step_count=STEPS, deadline=None, suppress_health_check=list(HealthCheck),
            phases=[Phase.generate], derandomize=True, database=None,
        ),
    )  # fmt: skip
    with capsys.disabled():
        print(f"\nsoak: {sum(Told.done.values()):,} operations: {dict(sorted(Told.done.items()))}")
    assert sum(Told.done.values()) >= (10_000 if needs.SLOW else 500)
    assert all(
        Told.done.get(sort, 0) for sort in ("import", "undo", "redo", "reopen", "kill", "verify", "backup")
    )
