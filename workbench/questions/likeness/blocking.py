"""Which pairs are worth comparing: those that share a key of one field, or coarse keys of two."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations, permutations

import numpy as np
import polars as pl

from workbench.questions.likeness.spelling import skeleton
from workbench.questions.likeness.table import Numbers, Said

LARGEST = 120  # records under one key beyond which the key tells nothing
PAIRS, MOST = 60, 8_000_000  # pairs a record over all rules, and altogether: what memory has room for
PART = pl.DataFrame(schema={"record": pl.Int64, "key": pl.UInt64})


@dataclass(frozen=True)
class Pairs:
    """Pairs of records worth comparing, each once, the lower number left; `too_common` counts keys that so many share
    that they were not followed, `dropped` the rules for which there was no room."""

    left: Numbers
    right: Numbers
    too_common: int
    dropped: int


def pairs(
    told: Sequence[Said], sides: Numbers | None = None, watch: Callable[[], None] = lambda: None
) -> Pairs:
    """The pairs that share a whole value of a field, the sound or beginnings of a name, or coarse parts of values of
    two fields: so one field may be mistyped from end to end. With `sides` only pairs of different sides are made.

    Rules that make the fewest pairs come first, until there are PAIRS for each record or MOST in all. `watch` is
    called between them, for whoever wants no answer any more.
    """
    size = len(told[0].offsets) - 1 if told else 0
    rules = [_keys(said, _fine) for said in told]
    rules += [_keys(said, _heard) for said in told if said.field.sort == "name"]
    coarse = [_keys(said, _coarse) for said in told]
    rules += [_both(one, other) for one, other in combinations(coarse, 2)]
    weighed = []
    for number, rule in enumerate(rules):
        watch()
        weighed.append((_pairs_of(rule), number))
    found: list[pl.Series] = []
    common = dropped = made = 0
    for cost, number in sorted(weighed):
        watch()
        if made + cost > min(PAIRS * max(size, 1000), MOST):
            dropped += 1
            continue
        made += cost
        mine, many = _joined(rules[number], sides, size)
        common += many
        found.append(mine)
    keys = pl.concat(found).unique().sort().to_numpy() if found else np.zeros(0, np.int64)
    return Pairs(keys // max(size, 1), keys % max(size, 1), common, dropped)


def _keys(said: Said, make: Callable[[str, str], list[str]]) -> pl.DataFrame:
    """The keys of each record in one field: record, key."""
    if not said.values:
        return PART
    made = [make(value, said.field.sort) for value in said.values]
    codes = np.repeat(np.arange(len(made)), [len(keys) for keys in made])
    of_values = pl.DataFrame({"code": codes, "key": [key for keys in made for key in keys]})
    records = pl.DataFrame(
        {"record": np.repeat(np.arange(len(said.counts)), said.counts), "code": said.codes}
    )
    found = records.join(of_values, on="code").select("record", pl.col("key").hash(seed=len(said.field.name)))
    return found.unique()


def _both(one: pl.DataFrame, other: pl.DataFrame) -> pl.DataFrame:
    both = one.join(other, on="record", suffix="_other")
    return both.select("record", key=pl.struct("key", "key_other").hash(seed=7)).unique()


def _pairs_of(rule: pl.DataFrame) -> int:
    sizes = rule.group_by("key").len()["len"].cast(pl.Int64)
    sizes = sizes.filter((sizes > 1) & (sizes <= LARGEST))
    return int((sizes * (sizes - 1) // 2).sum())


def _joined(rule: pl.DataFrame, sides: Numbers | None, size: int) -> tuple[pl.Series, int]:
    """The pairs a rule makes, as left * size + right; and how many keys are shared by too many."""
    counted = rule.with_columns(many=pl.len().over("key"))
    common = counted.filter(pl.col("many") > LARGEST)["key"].n_unique()
    few = counted.filter(pl.col("many").is_between(2, LARGEST)).select("record", "key")
    both = few.join(few, on="key", suffix="_other").filter(pl.col("record") < pl.col("record_other"))
    if sides is not None:
        of = pl.Series(sides)
        across = of.gather(both["record"]) != of.gather(both["record_other"])
        both = both.filter(across)
    return both.select(pair=pl.col("record") * size + pl.col("record_other"))["pair"].unique(), common


def _fine(value: str, sort: str) -> list[str]:
    """Whole values; of several words also each two of them."""
    if sort == "address":
        house, code, street = value.split("|")
        return [f"{house}|{code}"] * bool(house and code) + [f"{house}|{street}"] * bool(street)
    words = value.split(" ")
    if sort not in ("name", "words") or len(words) == 1:
        return [value]
    return [value, *(" ".join(sorted(two)) for two in combinations(set(words[:6]), 2))]


def _heard(value: str, sort: str) -> list[str]:
    """What stays of a name by itself when some of its letters are wrong: its consonants; of several words the
    beginnings of two, or the consonants of one with the initial of another; of a single word its ends and its letters
    in order."""
    words = [word for word in value.split(" ") if len(word) > 1][:6]
    sounds = [skeleton(word) for word in words]
    whole = " ".join(sorted(sounds))
    heard = [f"s{whole}"] * (len(whole) > 2)
    if len(words) == 1:
        (word,) = words
        return [*heard, f"b{word[:5]}", f"e{word[-5:]}", "l" + "".join(sorted(word))]
    for one, other in permutations(range(len(words)), 2):
        heard.append("b" + " ".join(sorted((words[one][:3], words[other][:3]))))
        heard += [f"i{sounds[one]} {words[other][0]}"] * (len(sounds[one]) > 1)
    return heard


def _coarse(value: str, sort: str) -> list[str]:
    """Parts of a value that stay when the rest is mistyped."""
    if sort in ("identifier", "only", "number"):
        return [value]
    if sort == "address":
        house, code, street = value.split("|")
        return [f"h{house}"] * bool(house) + [f"c{code}"] * bool(code) + [f"b{street[:4]}"] * bool(street)
    if sort == "date":
        return [f"y{value[:4]}", f"d{value[4:]}"]
    words = [word for word in value.split(" ") if len(word) > 1][:6]
    return list(dict.fromkeys(part for word in words for part in (f"b{word[:3]}", f"s{skeleton(word)[:4]}")))
