"""The world's numbering plans, a column at a time: libphonenumber's metadata and rules as one automaton.

Follows `parse`, `is_possible_number` and `is_valid_number` of the library step by step, so that both give
the same answer; what the automaton cannot say (a trunk prefix that rewrites the number) is left undecided.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import phonenumbers
from numpy.typing import NDArray

from workbench.model.values.automata import END, NEVER, after, parse, ways
from workbench.model.values.digits_in_a_row import LONGEST, Digits, Flags, Places
from workbench.model.values.numbering_plans import GENERAL, ODD, REGIONS, VALID, Plan, plan

_IS_CODE = np.isin(np.arange(1001), list(REGIONS))

Bits = NDArray[np.uint8]


@dataclass
class Read:
    """How some numbers are read: the country code, where the national number begins, whether the number is possible,
    valid, and whether that is certain. Where nothing is possible and certain, it is no number."""

    code: Places
    at: Places
    possible: Flags
    valid: Flags
    sure: Flags

    @classmethod
    def nothing(cls, count: int) -> Read:
        no = np.zeros(count, bool)
        return cls(np.zeros(count, np.int64), np.zeros(count, np.int64), no, no.copy(), ~no)

    def put(self, rows: Places, other: Read) -> None:
        """Takes the reading of some rows from another."""
        for name in ("code", "at", "possible", "valid", "sure"):
            getattr(self, name)[rows] = getattr(other, name)


class Plans:
    """The plan of each of some numbers: `of` says which of `each`."""

    def __init__(self, each: Sequence[Plan], of: Places) -> None:
        self.each = each
        self.of = of
        self.code = np.array([p.code for p in each], np.int64)[of]
        self.start = np.array([p.start for p in each], np.int32)[of]

    @classmethod
    def one(cls, plan: Plan, count: int) -> Plans:
        return cls([plan], np.zeros(count, np.int64))

    def fits(self, size: Places, lengths: str) -> Flags:
        """Whether sizes are among the `lengths` or the `possible` ones of each number's plan."""
        bits = np.array([sum(1 << n for n in getattr(p, lengths) if n >= 0) for p in self.each], np.int64)
        found: Flags = bits[self.of] >> size & 1 == 1
        return found

    @property
    def longest(self) -> Places:
        return np.array([max(p.lengths) for p in self.each], np.int64)[self.of]

    def trunks(self) -> Iterator[tuple[str, Places]]:
        """Each trunk prefix in the order its plans try it, with the numbers whose plan does."""
        for rank in range(max(len(p.trunks) for p in self.each)):
            said = [p.trunks[rank] if rank < len(p.trunks) else "" for p in self.each]
            for trunk in dict.fromkeys(said):
                if trunk:
                    yield trunk, np.flatnonzero(np.array([s == trunk for s in said])[self.of])


def international(digits: Digits, rows: Places, at: Places) -> Read:
    """How numbers read whose country code begins at a place."""
    read = Read.nothing(len(rows))
    codes = _codes(digits, rows, at)
    known = np.flatnonzero(codes)
    if len(known):
        each = np.flatnonzero(np.bincount(codes[known]))
        of = np.cumsum(np.isin(np.arange(each[-1] + 1), each))[codes[known]] - 1
        plans = Plans([plan(REGIONS[code][0], code) for code in each.tolist()], of)
        behind = at[known] + 1 + (codes[known] >= 10) + (codes[known] >= 100)
        read.put(known, _judge(digits, rows[known], behind, plans))
    return read


def _codes(digits: Digits, rows: Places, at: Places) -> Places:
    """The country codes some numbers begin with, 0 where there is none such."""
    found = np.zeros(len(rows), np.int64)
    head = np.zeros(len(rows), np.int64)
    whole = np.ones(len(rows), bool)
    for place in range(3):
        sign = digits.flat[digits.begin[rows] + np.minimum(at + place, LONGEST)]
        whole &= sign != END
        head = np.minimum(head * 10 + sign, len(_IS_CODE) - 1)
        known = whole & (found == 0) & _IS_CODE[head]
        found[known] = head[known]
    return found


def national(digits: Digits, rows: Places, region: str) -> Read:
    """How numbers read as dialled inside a region, also those that begin with its prefix for calls abroad."""
    code = phonenumbers.country_code_for_region(region)
    own = plan(region, code)
    away = _prefix_abroad(digits, rows, own.international)
    leaves = (away > 0) & (digits.flat[digits.begin[rows] + np.minimum(away, LONGEST)] != 0)
    read = Read.nothing(len(rows))
    abroad, inland = np.flatnonzero(leaves), np.flatnonzero(~leaves)
    if len(abroad):
        read.put(abroad, international(digits, rows[abroad], away[abroad]))
    if len(inland):
        read.put(inland, _inland(digits, rows[inland], own))
    return read


def _prefix_abroad(digits: Digits, rows: Places, pattern: str) -> Places:
    """How long the prefix for calls abroad is that numbers begin with, 0 where there is none."""
    plain = _plain_ways(pattern)
    length = np.zeros(len(rows), np.int64)
    if plain is not None:
        for way in plain:
            held = digits.starts_with(way, rows, np.zeros(len(rows), np.int64)) & (length == 0)
            length[held] = len(way)
        return length
    expression = re.compile(pattern)
    maybe = digits.flat[digits.begin[rows]]
    first = np.isin(maybe, [d for d in range(10) if _can_begin(pattern, d)])
    for place in np.flatnonzero(first).tolist():
        begin = digits.begin[rows[place]]
        text = "".join(map(str, digits.flat[begin : begin + digits.size[rows[place]]].tolist()))
        found = expression.match(text)
        length[place] = found.end() if found else 0
    return length


@lru_cache(maxsize=512)
def _plain_ways(pattern: str) -> tuple[str, ...] | None:
    """The digits that a short pattern stands for, None where it says more than some digits."""
    found = [] if pattern == "NonMatch" else ways(parse(pattern))
    plain = tuple(way for way in found or () if isinstance(way, str))
    return plain if found is not None and len(plain) == len(found) else None


@lru_cache(maxsize=4096)
def _can_begin(pattern: str, digit: int) -> bool:
    return after(parse(pattern), digit) != NEVER


def _inland(digits: Digits, rows: Places, own: Plan) -> Read:
    """National digits that may carry the country's code without a plus, as the library takes it off."""
    count = len(rows)
    at, bits = np.zeros(count, np.int64), np.zeros(count, np.uint8)
    odd, known = np.zeros(count, bool), np.zeros(count, bool)
    coded = np.flatnonzero(digits.starts_with(str(own.code), rows, at))
    if len(coded):
        some, plans = rows[coded], Plans.one(own, len(coded))
        bare, said, first = _stripped(digits, some, at[coded] + len(str(own.code)), plans)
        odd[coded] = (first & ODD) != 0
        has_code = digits.size[some] > max(own.lengths)
        short = np.flatnonzero(~has_code)
        whole = digits.judged(some[short], at[short], plans.start[short])
        has_code[short] = ((whole & GENERAL) == 0) & ((said[short] & GENERAL) != 0)
        bits[coded[short]] = whole
        known[coded] = True
        at[coded[has_code]], bits[coded[has_code]] = bare[has_code], said[has_code]
    left = np.flatnonzero(~known)
    bits[left] = digits.judged(rows[left], at[left], np.full(len(left), own.start, np.int32))
    read = _judge(digits, rows, at, Plans.one(own, count), bits)
    read.sure &= ~odd
    return read


def _judge(digits: Digits, rows: Places, at: Places, plans: Plans, first: Bits | None = None) -> Read:
    """How national digits read that may still carry their trunk prefix; `first` is what the automaton says of them."""
    bare, said, first = _stripped(digits, rows, at, plans, first)
    size = digits.size[rows] - bare
    keeps = plans.fits(size, "lengths") | (size > plans.longest)
    where, bits = np.where(keeps, bare, at), np.where(keeps, said, first)
    possible = plans.fits(digits.size[rows] - where, "possible")
    return Read(plans.code, where, possible, (bits & VALID) != 0, (first & ODD) == 0)


def _stripped(
    digits: Digits, rows: Places, at: Places, plans: Plans, first: Bits | None = None
) -> tuple[Places, Bits, Bits]:
    """Where digits begin without the trunk prefix, unless only the digits with it make a number of the plan; what the
    automaton says of them, and what it says of all."""
    if first is None:
        first = digits.judged(rows, at, plans.start)
    behind, said = at.copy(), first.copy()
    for trunk, having in plans.trunks():
        having = having[behind[having] == at[having]]
        held = having[digits.starts_with(trunk, rows[having], at[having])]
        behind[held] += len(trunk)
    cut = np.flatnonzero(behind > at)
    if len(cut):
        bare = digits.judged(rows[cut], behind[cut], plans.start[cut])
        spoilt = ((first[cut] & GENERAL) != 0) & ((bare & GENERAL) == 0)
        said[cut] = np.where(spoilt, first[cut], bare)
        behind[cut[spoilt]] = at[cut[spoilt]]
    return behind, said, first
