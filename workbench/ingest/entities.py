"""The values one reading meets: each text is cleaned once, each cleaned value gets one number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import polars as pl
from numpy.typing import NDArray

from workbench.ingest.keymap import KeyMap
from workbench.model.block import NEW_VALUES
from workbench.model.kinds import Kinds
from workbench.model.problems import Problem
from workbench.model.values import VALUE_TYPES, Context, ValueType, clean_many, why_refused
from workbench.model.values.wrapping import is_blank, unwrap

Numbers = NDArray[np.int32]
EMPTY, REFUSED = 0, -1
_DIGITS = r"^[0-9]+$"  # such texts are neither blank nor wrapped, so that most need no closer look
MOST_CHUNKS = 8  # gathering from many chunks is slow, and so is joining them for every block


class Entities:
    """Every cleaned value of one reading, numbered from 1 as it is met.

    The numbers are internal: only values that a delivered record refers to are handed over, and only then
    get the running index that the case sees. So a withheld or rejected row leaves no entity behind.
    """

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, str], int] = {}
        self._values: list[tuple[str, str, bool]] = []
        self._delivered = np.zeros(1024, np.int32)
        self._count = 0

    def number(self, kind: str, value: str, valid: bool) -> int:
        """The internal number of a value."""
        return self.number_many([kind], [value], [valid])[0]

    def number_many(self, kinds: list[str], values: list[str], valid: list[bool]) -> list[int]:
        """The internal numbers of values, new ones where they were never met."""
        numbers = []
        known, held = self._numbers, self._values
        for value in zip(kinds, values, valid, strict=True):
            number = known.get(value[:2])
            if number is None:
                held.append(value)
                number = known[value[:2]] = len(held)
            numbers.append(number)
        return numbers

    def shown(self, number: int) -> tuple[str, str, bool]:
        """Kind, value and validity of an internal number."""
        return self._values[number - 1]

    def deliver(self, columns: Sequence[Numbers]) -> tuple[list[Numbers], pl.DataFrame]:
        """The columns in the indexes the case sees, and the values that are new to it (block.NEW_VALUES)."""
        if len(self._delivered) <= len(self._values):
            grown = np.zeros(len(self._values) * 2 + 2, np.int32)
            grown[: len(self._delivered)] = self._delivered
            self._delivered = grown
        fresh = [column[(self._delivered[column] == 0) & (column > 0)] for column in columns]
        new = np.unique(np.concatenate(fresh)) if fresh else np.zeros(0, np.int32)
        self._delivered[new] = np.arange(self._count + 1, self._count + 1 + len(new), dtype=np.int32)
        self._count += len(new)
        values = pl.DataFrame([self._values[n - 1] for n in new.tolist()], schema=NEW_VALUES, orient="row")
        return [self._delivered[column] for column in columns], values


class Cleaning:
    """Turns the cells of columns that hold the same kinds into internal numbers; 0 empty, -1 refused.

    A text's 64-bit hash finds its number; the text itself is compared, so two texts of one hash stay two.
    """

    def __init__(
        self,
        entities: Entities,
        kinds: Kinds,
        allowed: Sequence[str],
        context: Context,
        replaces: Mapping[str, str] | None = None,
        empty: frozenset[str] = frozenset(),
        plain: bool = False,
    ) -> None:
        self._entities = entities
        self._context = context
        self._replaces = replaces or {}
        self._empty = empty
        self._plain = plain
        self.allowed = tuple(kinds.entities) if "*" in allowed else tuple(allowed)
        self._digits_pass = not (plain or replaces or any(word.isdigit() for word in empty))
        self._types = [(kind, _value_type(kinds, kind)) for kind in self.allowed]
        self._places = KeyMap()
        self._all = pl.Series("text", [], pl.String)
        self._answers = np.zeros(1, np.int32)
        self._twins: dict[str, int] = {}

    def numbers(self, cells: pl.Series) -> Numbers:
        """The internal number of every cell."""
        keys = np.maximum(cells.hash().to_numpy(), np.uint64(1))
        given = cells.is_not_null().to_numpy()
        if not given.all():
            keys = np.where(given, keys, np.uint64(0))
        places = self._places.get(keys)
        missed = np.flatnonzero((places == 0) & given)
        if len(missed):
            first = missed[pl.Series(keys[missed]).arg_unique().to_numpy()]
            fresh, texts = keys[first], cells.gather(first)
            start = len(self._answers)
            self._answers = np.concatenate((self._answers, self._clean(texts)))
            self._places.put(fresh, np.arange(start, start + len(fresh), dtype=np.int32))
            self._all.append(texts.alias("text"))
            if self._all.n_chunks() > MOST_CHUNKS:
                self._all = self._all.rechunk()
            places = self._places.get(keys)
        answers: Numbers = self._answers[places]
        known = self._all.gather(np.maximum(places - 1, 0)) if len(self._all) else cells
        for at in np.flatnonzero(~(known == cells).fill_null(True).to_numpy()):
            answers[at] = self._twin(cells[int(at)])
        return answers

    def _twin(self, text: str) -> int:
        if text not in self._twins:
            self._twins[text] = int(self._clean(pl.Series([text], dtype=pl.String))[0])
        return self._twins[text]

    def _clean(self, texts: pl.Series) -> Numbers:
        answers = np.full(len(texts), REFUSED, np.int32)
        odd = (
            np.flatnonzero(~texts.str.contains(_DIGITS).to_numpy())
            if self._digits_pass
            else range(len(texts))
        )
        cells = self._without_blanks(texts, odd, answers)
        waiting = np.flatnonzero(answers == REFUSED)
        for kind, value_type in self._types:
            if not len(waiting):
                break
            found = clean_many(value_type, cells.gather(waiting), self._context)
            answers[waiting] = self._numbered(found, kind)
            waiting = waiting[answers[waiting] == REFUSED]
        return answers

    def _without_blanks(self, texts: pl.Series, odd: Iterable[int], answers: Numbers) -> pl.Series:
        """The texts after the recipe's map; those that say nothing, or are plain, are answered here.

        Only the `odd` ones can be either.
        """
        changed: dict[int, str] = {}
        for at in odd:
            text = texts[int(at)]
            bare = unwrap(text)
            if self._replaces and bare.casefold() in self._replaces:
                changed[int(at)] = bare = self._replaces[bare.casefold()]
            if is_blank(bare) or bare in self._empty:
                answers[at] = EMPTY
            elif self._plain:
                answers[at] = self._entities.number(self.allowed[0], bare, False)
        return texts.scatter(list(changed), list(changed.values())) if changed else texts

    def _numbered(self, found: pl.DataFrame, asked: str) -> Numbers:
        """The numbers of cleaned values, REFUSED where there is none or its kind is not allowed."""
        kinds = found.select(pl.when(pl.col("kind") != "").then("kind").otherwise(pl.lit(asked))).to_series()
        fine = (found["value"].is_not_null() & kinds.is_in(list(self.allowed))).fill_null(False)
        answers = np.full(found.height, REFUSED, np.int32)
        answers[fine.to_numpy()] = self._entities.number_many(
            kinds.filter(fine).to_list(),
            found["value"].filter(fine).to_list(),
            found["valid"].filter(fine).to_list(),
        )
        return answers

    @property
    def pattern(self) -> str | None:
        """The expression that finds such values in free text."""
        return self._types[0][1].pattern

    def reason(self, text: str) -> str:
        """Why a text was refused, as a clause for the reject list."""
        return why_refused(self._types[0][1], text, self._context)


def _value_type(kinds: Kinds, kind: str) -> ValueType:
    declared = kinds.entities[kind].value
    found = VALUE_TYPES.get(declared)
    if found is None:
        raise Problem(f"entity kind {kind} wants the value type {declared}, which does not exist")
    return found
