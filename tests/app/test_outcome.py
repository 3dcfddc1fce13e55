"""What became of files, together."""

from __future__ import annotations

from pathlib import Path

from workbench.app.outcome import Outcome, total
from workbench.case.readings import Counts


def test_a_total_adds_what_was_taken_in_and_keeps_the_sum() -> None:
    found = [
        Outcome(Path("a.csv"), counts=Counts(7, 10, 6, 1, 2, 1, 3, 4, 5)),
        Outcome(Path("b.csv"), problem="it is empty"),
        Outcome(Path("c.csv"), counts=Counts(8, 5, 5, 0, 0, 0, 1, 1, 1)),
    ]
    whole = total(found)
    assert whole == Counts(0, 15, 11, 1, 2, 1, 4, 5, 6)
    assert whole.read == whole.kept + whole.duplicate + whole.rejected + whole.withheld
    assert total([]) == Counts(0, *[0] * 8)
