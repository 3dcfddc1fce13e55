"""The values one reading meets: each text is cleaned once, each cleaned value gets one number."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import polars as pl
from numpy.typing import NDArray

from workbench.ingest.interning import Interned
from workbench.kernels.tallying import grown, looked_up, renumber
from workbench.kernels.text_keys import Numbers
from workbench.model.block import NEW_VALUES
from workbench.model.kinds import Kinds
from workbench.model.problems import Problem
from workbench.model.values import VALUE_TYPES, Context, ValueType, clean_many, why_refused
from workbench.model.values.parties import party
from workbench.model.values.wrapping import is_blank, unwrap

EMPTY, REFUSED = 0, -1
VALUES = {"value": pl.String, "valid": pl.Boolean}
PERSON, ORGANISATION, PHONE = "person", "organisation", "phone"
_DIGIT = r"[0-9]"  # a text with one says something, so that most need no closer look
_LETTER = r"\p{L}"


class Entities:
    """Every cleaned value of one reading, numbered from 1 as it is met.

    The numbers are internal: only values that a delivered record refers to are handed over, and only then
    get the running index that the case sees. So a withheld or rejected row leaves no entity behind.
    """

    def __init__(self) -> None:
        self._interned: dict[str, Interned] = {}
        self._global: dict[str, Numbers] = {}  # by kind: the internal number of each interned value
        self._values: list[tuple[str, pl.DataFrame]] = [("", pl.DataFrame(schema=VALUES))]
        self._begin = [0]  # how many values stand in the frames before each
        self._height = 0
        self._delivered = np.zeros(1024, np.int32)
        self._count = 0

    def number_many(self, kind: str, values: pl.Series, valid: pl.Series) -> Numbers:
        """The internal numbers of values of one kind, new ones where they were never met."""
        if kind not in self._interned:
            self._interned[kind] = Interned()
            self._global[kind] = np.zeros(1, np.int32)
        interned = self._interned[kind]
        before = len(interned)
        places, fresh = interned.place(values)
        if len(fresh):
            self._global[kind] = grown(self._global[kind], before + len(fresh) + 1)
            numbers = np.arange(self._height + 1, self._height + 1 + len(fresh), dtype=np.int32)
            self._global[kind][before + 1 : before + 1 + len(fresh)] = numbers
            new = pl.DataFrame(
                {
                    "value": values.gather(fresh)
                    + "",  # a copy: texts as they were read hold on to their block
                    "valid": valid.gather(fresh),
                },
                schema=VALUES,
            )
            self._values.append((kind, new))
            self._begin.append(self._height)
            self._height += new.height
        return looked_up(self._global[kind], places)

    def shown(self, number: int) -> tuple[str, str, bool]:
        """Kind, value and validity of an internal number."""
        frame = bisect_right(self._begin, number - 1) - 1
        kind, values = self._values[frame]
        value, valid = values.row(number - 1 - self._begin[frame])
        return kind, value, valid

    def deliver(self, columns: Sequence[Numbers]) -> tuple[list[Numbers], pl.DataFrame]:
        """The columns in the indexes the case sees, and the values that are new to it (block.NEW_VALUES)."""
        self._delivered = grown(self._delivered, self._height + 1)
        told = [np.empty_like(column) for column in columns]
        most = sum(map(len, columns))
        fresh, places, counts = np.empty(most, np.int32), np.empty(most, np.int32), [0]
        for column, index in zip(columns, told, strict=True):
            counts.append(renumber(column, self._delivered, index, fresh, places, counts[-1]))
        new = np.unique(fresh[: counts[-1]])
        self._delivered[new] = np.arange(self._count + 1, self._count + 1 + len(new), dtype=np.int32)
        self._count += len(new)
        for index, first, last in zip(told, counts, counts[1:], strict=False):
            index[places[first:last]] = self._delivered[fresh[first:last]]
        return told, self._picked(new.astype(np.int64) - 1)

    def _picked(self, places: NDArray[np.int64]) -> pl.DataFrame:
        """The values that stand at ascending places."""
        cuts = np.searchsorted(places, [*self._begin[1:], self._height])
        parts, first = [pl.DataFrame(schema=NEW_VALUES)], 0
        for (kind, values), begin, last in zip(self._values, self._begin, cuts.tolist(), strict=True):
            if last > first:
                some = values[places[first:last] - begin]
                parts.append(some.select(pl.lit(kind).alias("kind"), "value", "valid"))
            first = last
        return pl.concat(parts)


class Cleaning:
    """Turns the cells of columns that hold the same kinds into internal numbers; 0 empty, -1 refused.

    Every text is cleaned once, however often it comes.
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
        withheld: frozenset[str] = frozenset(),
    ) -> None:
        self._entities = entities
        self._context = context
        self._replaces = replaces or {}
        self._empty = empty
        self._plain = plain
        self.allowed = tuple(kinds.entities) if "*" in allowed else tuple(allowed)
        self._withheld = withheld
        self._digits_pass = not (plain or replaces or any(map(str.isdigit, "".join((*empty, *withheld)))))
        self._types = [(kind, _value_type(kinds, kind)) for kind in self.allowed]
        if {PERSON, ORGANISATION} <= set(self.allowed):
            # Where a column may name either, the name itself tells.
            self._types = [
                (PERSON, party) if kind in (PERSON, ORGANISATION) else (kind, one)
                for kind, one in self._types
            ]
        self._texts = Interned()
        self._answers = np.zeros(1, np.int32)
        self._met: list[tuple[pl.Series, Numbers, NDArray[np.int64]]] = []  # columns met, not asked for yet

    def meet(self, columns: Sequence[pl.Series]) -> None:
        """Cleans what is new in several columns at once; `numbers` is asked for each of them next."""
        self._met = [(cells, *self._texts.place(cells)) for cells in columns]
        new = [cells.gather(fresh) for cells, _, fresh in self._met if len(fresh)]
        if new:
            texts = new[0] if len(new) == 1 else pl.concat([part.alias("text") for part in new])
            before = len(self._texts) - len(texts)
            self._answers = grown(self._answers, len(self._texts) + 1)
            self._answers[before + 1 : len(self._texts) + 1] = self._clean(texts)

    def numbers(self, cells: pl.Series) -> Numbers:
        """The internal number of every cell."""
        if not any(met is cells for met, _, _ in self._met):
            self.meet([cells])
        places = next(places for met, places, _ in self._met if met is cells)
        self._met = [told for told in self._met if told[0] is not cells]
        return looked_up(self._answers, places)

    def _clean(self, texts: pl.Series) -> Numbers:
        answers = np.full(len(texts), REFUSED, np.int32)
        odd = (
            np.flatnonzero(~texts.str.contains(_DIGIT).to_numpy()) if self._digits_pass else range(len(texts))
        )
        cells = self._without_blanks(texts, odd, answers)
        waiting = np.flatnonzero(answers == REFUSED)
        for kind, value_type in self._types:
            if not len(waiting):
                break
            tried = waiting
            if kind == PERSON and self.allowed[0] == PHONE:  # a number that cannot be completed is no name
                tried = waiting[cells.gather(waiting).str.contains(_LETTER).to_numpy()]
            found = clean_many(value_type, cells.gather(tried), self._context)
            answers[tried] = self._numbered(found, kind)
            waiting = waiting[answers[waiting] == REFUSED]
        return answers

    def _without_blanks(self, texts: pl.Series, odd: Iterable[int], answers: Numbers) -> pl.Series:
        """The texts after the recipe's map; those that say nothing, or are plain, are answered here.

        Only the `odd` ones can be either.
        """
        changed: dict[int, str] = {}
        plain: dict[int, str] = {}
        for at in odd:
            text = texts[int(at)]
            bare = unwrap(text)
            if self._replaces and bare.casefold() in self._replaces:
                changed[int(at)] = bare = self._replaces[bare.casefold()]
            if is_blank(bare) or bare in self._empty or bare.casefold() in self._withheld:
                answers[at] = EMPTY
            elif self._plain:
                plain[int(at)] = bare
        if plain:
            bare_ones, doubtful = pl.Series(list(plain.values())), pl.repeat(False, len(plain), eager=True)
            answers[list(plain)] = self._entities.number_many(self.allowed[0], bare_ones, doubtful)
        return texts.scatter(list(changed), list(changed.values())) if changed else texts

    def _numbered(self, found: pl.DataFrame, asked: str) -> Numbers:
        """The numbers of cleaned values, REFUSED where there is none or its kind is not allowed."""
        if not found["value"].null_count() and (found["kind"] == "").all() and asked in self.allowed:
            return self._entities.number_many(asked, found["value"], found["valid"])
        said = found.select(pl.when(pl.col("kind") != "").then("kind").otherwise(pl.lit(asked))).to_series()
        answers = np.full(found.height, REFUSED, np.int32)
        there = found["value"].is_not_null()
        for kind in said.filter(there).unique(maintain_order=True).to_list():
            if kind in self.allowed:
                at = (there & (said == kind)).arg_true()
                answers[at.to_numpy()] = self._entities.number_many(
                    kind, found["value"].gather(at), found["valid"].gather(at)
                )
        return answers

    @property
    def pattern(self) -> str | None:
        """The expression that finds such values in free text."""
        return self.value_type.pattern

    @property
    def needs(self) -> str:
        """A quick expression without which no text holds such a value; "" where there is none."""
        return getattr(self.value_type, "needs", "")

    @property
    def value_type(self) -> ValueType:
        """The value type tried first."""
        return self._types[0][1]

    def reason(self, text: str) -> str:
        """Why a text was refused, as a clause for the reject list."""
        if not self._types:
            return "is of a sort nobody knows here"
        return why_refused(self._types[0][1], text, self._context)


def _value_type(kinds: Kinds, kind: str) -> ValueType:
    declared = kinds.entities[kind].value
    found = VALUE_TYPES.get(declared)
    if found is None:
        raise Problem(f"entity kind {kind} wants the value type {declared}, which does not exist")
    return found
