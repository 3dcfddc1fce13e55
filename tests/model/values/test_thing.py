"""Things: names as given, and the scope of those that mean something only in one file."""

from __future__ import annotations

import pytest

from workbench.model.values import Context
from workbench.model.values.thing import LONGEST, thing

FILE = Context(platform="chart.gexf 3fa2c1d0")


@pytest.mark.parametrize(
    ("text", "context", "value"),
    [
        (" Blue  container ", Context(), "Blue container"),
        ("12", FILE, "12 [chart.gexf 3fa2c1d0]"),
        ("12 [chart.gexf 3fa2c1d0]", FILE, "12 [chart.gexf 3fa2c1d0]"),
        ("12 [chart.gexf 3fa2c1d0]", Context(), "12 [chart.gexf 3fa2c1d0]"),
        ("x", Context(platform="a [b]"), "x [a (b)]"),
    ],
)
def test_names_and_scopes(text: str, context: Context, value: str) -> None:
    found = thing.clean(text, context)
    assert found is not None and (found.value, found.valid) == (value, True)


def test_the_chart_shows_the_name_without_its_scope() -> None:
    assert thing.caption("12 [chart.gexf 3fa2c1d0]") == "12"
    assert thing.caption("x" * 60) == "x" * 23 + "…"


def test_what_says_nothing_is_no_thing_and_what_is_endless_is_cut() -> None:
    assert thing.clean(" - ", Context()) is None
    found = thing.clean("y" * 5_000, FILE)
    assert found is not None and len(found.value) == LONGEST + len(" [chart.gexf 3fa2c1d0]")
