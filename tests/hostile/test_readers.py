"""Whatever bytes a reader is shown, it gives rows or a Problem: never anything else (properties, in this process).

The runner `python -m tests.hostile.fuzz` does the same for as long as one likes.
"""

from __future__ import annotations

import json
from random import Random

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.hostile import mutating, objects
from tests.hostile.specimens import of_reader, readers
from tests.hostile.trials import trial

FEW = settings(
    max_examples=10, deadline=None, derandomize=True, database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)  # fmt: skip
READERS = sorted(readers())
JSON = list(objects.DIALECTS)
LEAVES = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20),
    st.text(alphabet="\ud800\udfffa", max_size=3),
    st.sampled_from(["", "0", "-1", "1e999", "9" * 400, "2026-02-30", "+447700900001", "user1", "../..", "\0"]),
)  # fmt: skip
KEYS = st.sampled_from(["id", "text", "type", "name", "date", "value", "vin", "addresses"])
NESTED = st.recursive(
    LEAVES,
    lambda inside: st.one_of(
        st.lists(inside, max_size=4),
        st.dictionaries(KEYS, inside, max_size=4),
    ),
    max_leaves=12,
)  # fmt: skip


@pytest.mark.parametrize("reader", READERS)
@FEW
@given(octets=st.binary(max_size=300), seed=st.integers(0, 1 << 32))
@example(octets=b"", seed=0)
def test_any_bytes(reader: str, octets: bytes, seed: int) -> None:
    """Bytes of any sort, and behind the beginning of a sound file, so that the reader takes them for its own."""
    one = of_reader(reader)[seed % len(of_reader(reader))]
    trial(reader, one.name, octets, None)
    trial(reader, one.name, one.octets[: Random(seed).randint(0, len(one.octets))] + octets, one.recipe)


@pytest.mark.parametrize("reader", READERS)
@FEW
@given(seed=st.integers(0, 1 << 32), times=st.integers(1, 4))
def test_a_damaged_file(reader: str, seed: int, times: int) -> None:
    """A sound file with damage in a few places."""
    random = Random(seed)
    one = random.choice(of_reader(reader))
    octets = one.octets
    for _ in range(times):
        octets = mutating.damaged(octets, random)
    trial(reader, one.name, octets, one.recipe)


@pytest.mark.parametrize("dialect", JSON, ids=[d.name for d in JSON])
@FEW
@given(value=NESTED)
def test_any_value_in_json(dialect: objects.Dialect, value: object) -> None:
    """A value of any shape where a reader of JSON expects one of its own."""
    octets = (dialect.before + json.dumps(value) + dialect.after).encode()
    recipe = of_reader(dialect.recipe)[0].recipe
    trial(recipe.reader, f"any.{dialect.suffix}", octets, recipe)


@pytest.mark.parametrize("change", mutating.DAMAGES)
def test_the_same_seed_does_the_same_damage(change: object) -> None:
    octets = of_reader("delimited")[0].octets
    for seed in range(20):
        made = [mutating.damaged(octets, Random(seed)) for _ in range(2)]
        assert made[0] == made[1]
        assert len(made[0]) <= mutating.LARGEST


def test_damage_reaches_what_is_packed() -> None:
    """A ZIP is packed again around what was damaged inside it."""
    import io
    import zipfile

    octets = of_reader("workbook")[0].octets
    changed = 0
    for seed in range(40):
        try:
            with zipfile.ZipFile(io.BytesIO(mutating.damaged(octets, Random(seed)))) as archive:
                changed += archive.testzip() is None
        except mutating.UNSOUND:
            continue
    assert changed > 10
