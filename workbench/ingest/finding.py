"""Fields that hold several values: cells cut at a separator, values found in free text and where they stand.

Finding stays with columns: each kind's expression marks all its matches in a column at once, so that a hundred thousand
texts cost seconds; only what matched is looked at value by value.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from workbench.ingest.entities import Cleaning
from workbench.kernels.text_keys import Numbers
from workbench.model.problems import Problem
from workbench.model.values.base import picked

Positions = NDArray[np.int64]

# Where stretches overlap the more telling kind has it: a key block is full of what looks like wallets, and the digits
# of a session id are no telephone number.
MOST_TELLING = (
    "pgp_key", "handle", "tracker", "email", "site", "wallet", "transaction", "parcel", "device", "ip", "phone",
)  # fmt: skip
_OPEN, _CLOSE, _STRAY = "\x01", "\x02", "\x03"


@dataclass
class Found:
    """Values by the position of the row they belong to, in order: entity numbers, or other cells.

    `offsets` says which character of the cell each value begins at, the first being 1.
    """

    where: Positions
    numbers: Numbers | None = None
    others: pl.Series | None = None
    offsets: Positions | None = None


@dataclass
class _Matches:
    """The stretches of some texts that an expression matches: row, first character and text of each."""

    where: Positions
    start: Positions
    texts: pl.Series

    def only(self, chosen: NDArray[np.bool_]) -> _Matches:
        return _Matches(self.where[chosen], self.start[chosen], self.texts.filter(pl.Series(chosen)))


def split_cells(cells: pl.Series, separator: str) -> tuple[Positions, pl.Series]:
    """The pieces of every cell that hold something, and the position of the cell each came from."""
    frame = pl.DataFrame({"piece": cells.str.split(separator)}).with_row_index("at")
    frame = frame.explode("piece").with_columns(pl.col("piece").str.strip_chars())
    frame = frame.filter(pl.col("piece").is_not_null() & (pl.col("piece") != ""))
    return frame["at"].to_numpy().astype(np.int64), frame["piece"]


def find_values(cells: pl.Series, cleanings: Mapping[str, Cleaning]) -> Found:
    """What the value types recognise in free text; each value once per cell, where it stands first.

    A stretch of text that the more telling kind took is not another's as well (`MOST_TELLING`).
    """
    texts = cells.str.replace_all(f"[{_OPEN}{_CLOSE}]", _STRAY)
    taken = _Taken()
    wheres, numbers, offsets = [np.zeros(0, np.int64)], [np.zeros(0, np.int32)], [np.zeros(0, np.int64)]
    for kind in sorted(cleanings, key=_rank):
        cleaning = cleanings[kind]
        if cleaning.pattern is None:
            raise Problem(f"a {kind} cannot be found in free text", "take it from a column of its own")
        found = _matches(texts, cleaning.pattern, cleaning.needs)
        found = found.only(taken.free(found))
        chosen, inside = _chosen(found.texts, cleaning)
        answers = cleaning.numbers(chosen)
        good = answers > 0
        taken.add(found.only(good))
        wheres.append(found.where[good])
        numbers.append(answers[good])
        offsets.append((found.start + inside)[good] + 1)
    where, values, places = np.concatenate(wheres), np.concatenate(numbers), np.concatenate(offsets)
    order = np.lexsort((places, where))
    where, values, places = where[order], values[order], places[order]
    _, first = np.unique(where * (2**31) + values, return_index=True)
    first.sort()
    return Found(where[first], values[first], offsets=places[first])


def _rank(kind: str) -> int:
    return MOST_TELLING.index(kind) if kind in MOST_TELLING else len(MOST_TELLING)


def _matches(texts: pl.Series, pattern: str, needs: str) -> _Matches:
    """Every match of an expression; `needs` is a quick one without which no text can match."""
    held = texts.is_not_null()
    if needs:
        held &= texts.str.contains(needs).fill_null(False)
    held &= texts.str.contains(pattern).fill_null(False)
    rows = held.arg_true()
    marked = texts.gather(rows).str.replace_all(pattern, f"{_OPEN}${{0}}{_CLOSE}")
    pieces = (
        pl.DataFrame({"row": rows.cast(pl.Int64), "piece": marked.str.split(_OPEN)})
        .explode("piece")
        .with_columns(pl.col("piece").str.split_exact(_CLOSE, 1).struct.rename_fields(["match", "after"]))
        .unnest("piece")
        .with_columns(
            (pl.col("match").str.len_chars() + pl.col("after").str.len_chars().fill_null(0))
            .cum_sum()
            .over("row")
            .alias("end")
        )
    )
    pieces = pieces.filter(pl.col("after").is_not_null()).with_columns(
        start=pl.col("end").cast(pl.Int64)
        - pl.col("match").str.len_chars().cast(pl.Int64)
        - pl.col("after").str.len_chars().cast(pl.Int64)
    )
    return _Matches(pieces["row"].to_numpy(), pieces["start"].to_numpy(), pieces["match"])


def _chosen(texts: pl.Series, cleaning: Cleaning) -> tuple[pl.Series, Positions]:
    """The value inside each match without the words that told it, and how many characters in it begins."""
    distinct = texts.unique()
    told = {text: picked(cleaning.value_type, text) for text in distinct.to_list()}
    if all(said == (text, 0) for text, said in told.items()):
        return texts, np.zeros(len(texts), np.int64)
    said = [told[text] for text in texts.to_list()]
    return (
        pl.Series([s[0] if s else None for s in said], dtype=pl.String),
        np.array([s[1] if s else 0 for s in said], np.int64),
    )


class _Taken:
    """The stretches that some kind has taken already."""

    _WIDEST = 2**32  # characters a text may have: more than any cell holds

    def __init__(self) -> None:
        self._starts = np.zeros(0, np.int64)
        self._ends = np.zeros(0, np.int64)

    def add(self, found: _Matches) -> None:
        begins = found.where * self._WIDEST + found.start
        ends = begins + found.texts.str.len_chars().to_numpy().astype(np.int64)
        starts = np.concatenate((self._starts, begins))
        order = np.argsort(starts, kind="stable")
        self._starts, self._ends = starts[order], np.concatenate((self._ends, ends))[order]

    def free(self, found: _Matches) -> NDArray[np.bool_]:
        """Which stretches overlap none taken before; those taken never overlap one another."""
        free = np.ones(len(found.where), bool)
        if len(self._starts) and len(found.where):
            begins = found.where * self._WIDEST + found.start
            ends = begins + found.texts.str.len_chars().to_numpy().astype(np.int64)
            after = np.searchsorted(self._starts, begins, side="right")
            before = after > 0
            free[before] &= self._ends[after[before] - 1] <= begins[before]
            following = after < len(self._starts)
            free[following] &= self._starts[after[following]] >= ends[following]
        return free
