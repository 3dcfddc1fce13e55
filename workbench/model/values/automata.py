"""Many patterns of digits tried on many numbers at once: regular expressions as one automaton, made as it is needed.

A pattern is a small tree; what is left of it after a digit is its derivative (J. Brzozowski, Derivatives of regular
expressions, 1964). A state of the automaton is what is left of every pattern of a plan. States are made when a number
first leads to them, so that a plan of three hundred patterns costs what is looked up in it.

Only what numbering plans are written in is understood: digits, classes, groups, |, ?, {n}, {n,m}, and $ at the end.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

Term = tuple[Any, ...]  # what it is, then its parts
NEVER: Term = ("never",)
NOTHING: Term = ("nothing",)
_ANY = 0x3FF  # a class is a bit for each digit
REST: Term = ("repeat", ("class", _ANY), 0, None)  # whatever follows
END = 10  # the sign that stands behind the last digit
_TOKEN = re.compile(r"\(\?:|\(|\)|\||\?|\{(\d+)(?:,(\d+))?\}|\[([\d-]+)\]|\\d|\d|\$")
_PAIRS = (END + 1) ** 2
MOST_WAYS = 40


def parse(pattern: str) -> Term:
    """The tree of a pattern. Raises ValueError for what no numbering plan has."""
    tokens = list(_TOKEN.finditer(pattern))
    if "".join(t[0] for t in tokens) != pattern:
        raise ValueError(f"not a pattern of digits: {pattern}")
    stack: list[list[list[Term]]] = [[[]]]
    for token in tokens:
        said, sequence = token[0], stack[-1][-1]
        if said in ("(", "(?:"):
            stack.append([[]])
        elif said == ")":
            closed = stack.pop()
            stack[-1][-1].append(_either([_sequence(s) for s in closed]))
        elif said == "|":
            stack[-1].append([])
        elif said == "$":
            sequence.append(("end",))
        elif said == "?":
            sequence[-1] = ("repeat", sequence[-1], 0, 1)
        elif said[0] == "{":
            sequence[-1] = ("repeat", sequence[-1], int(token[1]), int(token[2] or token[1]))
        else:
            sequence.append(("class", _ANY if said == r"\d" else _class(token[3] or said)))
    return _either([_sequence(s) for s in stack[0]])


def _class(said: str) -> int:
    bits = 0
    for part in re.finditer(r"(\d)-(\d)|(\d)", said):
        first, last = int(part[1] or part[3]), int(part[2] or part[3])
        bits |= sum(1 << d for d in range(first, last + 1))
    return bits


def _sequence(parts: Sequence[Term]) -> Term:
    whole = NOTHING
    for part in reversed(parts):
        whole = _then(part, whole)
    return whole


def _then(one: Term, other: Term) -> Term:
    if one == NEVER or other == NEVER:
        return NEVER
    if one == NOTHING:
        return other
    return one if other == NOTHING else ("then", one, other)


def _either(parts: Sequence[Term]) -> Term:
    flat = [q for p in parts for q in (p[1:] if p[0] == "either" else (p,))]
    kept = [p for p in dict.fromkeys(flat) if p != NEVER]
    if not kept:
        return NEVER
    return kept[0] if len(kept) == 1 else ("either", *kept)


def beginning(term: Term) -> Term:
    """A pattern that a number need only begin with, save where it says itself that the number ends."""
    if term[0] == "either":
        return _either([beginning(t) for t in term[1:]])
    parts = _flat(term)
    return _sequence(parts[:-1]) if parts[-1] == ("end",) else _then(term, REST)


def _flat(term: Term) -> list[Term]:
    if term[0] == "then":
        return [term[1], *_flat(term[2])]
    return [term]


@cache
def matches_nothing(term: Term) -> bool:
    """Whether nothing at all, no more digits, satisfies a pattern."""
    sort = term[0]
    if sort == "then":
        return matches_nothing(term[1]) and matches_nothing(term[2])
    if sort == "either":
        return any(matches_nothing(t) for t in term[1:])
    if sort == "repeat":
        return term[2] == 0 or matches_nothing(term[1])
    return sort in ("nothing", "end")


@cache
def after(term: Term, digit: int) -> Term:
    """What is left of a pattern after a digit."""
    sort = term[0]
    if sort == "class":
        return NOTHING if int(term[1]) >> digit & 1 else NEVER
    if sort == "then":
        first = _then(after(term[1], digit), term[2])
        return _either([first, after(term[2], digit)]) if matches_nothing(term[1]) else first
    if sort == "either":
        return _either(sorted((after(t, digit) for t in term[1:]), key=repr))
    if sort == "repeat":
        _, inner, low, high = term
        if high is None:
            return _then(after(inner, digit), term)
        left = ("repeat", inner, max(int(low) - 1, 0), int(high) - 1) if int(high) > 1 else NOTHING
        return _then(after(inner, digit), left)
    return NEVER


def ways(term: Term) -> list[str | Term] | None:
    """The ways a short pattern can be met, in the order they are tried: digits, or a pattern; None where too many."""
    sort = term[0]
    found: list[str | Term]
    if sort == "class":
        digits = [str(d) for d in range(10) if int(term[1]) >> d & 1]
        return [*digits] if len(digits) <= 3 else [term]
    if sort == "nothing":
        return [""]
    if sort == "either":
        several = [ways(t) for t in term[1:]]
        if any(way is None for way in several):
            return None
        found = [w for way in several if way for w in way]
    elif sort == "repeat" and term[2:] == (0, 1):
        inner = ways(term[1])
        if inner is None:
            return None
        found = [*inner, ""]
    elif sort == "then":
        one, other = ways(term[1]), ways(term[2])
        if one is None or other is None or len(one) * len(other) > MOST_WAYS:
            return None
        found = [_joined(a, b) for a, b in product(one, other)]
    else:
        found = [term]
    return found if len(found) <= MOST_WAYS else None


def _joined(one: str | Term, other: str | Term) -> str | Term:
    if isinstance(one, str) and isinstance(other, str):
        return one + other
    return _then(_written(one), _written(other))


def _written(way: str | Term) -> Term:
    return _sequence([("class", 1 << int(d)) for d in way]) if isinstance(way, str) else way


class Automaton:
    """Plans of patterns, each with a judgement: from which patterns a number satisfies to a few bits."""

    def __init__(self) -> None:
        self._states: dict[tuple[int, tuple[Term, ...]], int] = {}
        self._lefts: list[tuple[int, tuple[Term, ...]]] = []
        self._judges: list[Callable[[Sequence[bool]], int]] = []
        self._next = np.zeros((256, _PAIRS), np.int64)
        self._bits = np.zeros(256, np.uint8)

    def plan(self, patterns: Sequence[Term], judge: Callable[[Sequence[bool]], int]) -> int:
        """The state to start in for a new plan."""
        self._judges.append(judge)
        return self._state(len(self._judges) - 1, tuple(patterns))

    def _state(self, plan: int, left: tuple[Term, ...]) -> int:
        key = (plan, left)
        if key not in self._states:
            number = len(self._lefts)
            if number == len(self._bits):
                self._next = np.concatenate((self._next, np.zeros_like(self._next)))
                self._bits = np.concatenate((self._bits, np.zeros_like(self._bits)))
            self._states[key] = number
            self._lefts.append(key)
            self._next[number] = -1
            self._bits[number] = self._judges[plan]([matches_nothing(t) for t in left])
        return self._states[key]

    def run(
        self, pairs: NDArray[np.uint8], at: NDArray[np.int64], states: NDArray[np.int32], steps: int
    ) -> NDArray[np.uint8]:
        """The bits for numbers of at most `steps` digits that begin at `at`, from the states given.

        `pairs` has for each place 11 times the sign there and the sign that follows; behind a number come END signs.
        """
        now = states.astype(np.int64)
        for step in range(0, steps, 2):
            way = now * _PAIRS + pairs[at + step]
            found = self._next.ravel()[way]
            if found.min(initial=0) < 0:
                for unknown in np.unique(way[found < 0]).tolist():
                    self._find(unknown)
                found = self._next.ravel()[way]
            now = found
        return self._bits[now]

    def _find(self, way: int) -> None:
        """Makes the state that a state and a pair of signs lead to."""
        state, pair = divmod(way, _PAIRS)
        plan, left = self._lefts[state]
        for sign in divmod(pair, END + 1):
            if sign != END:
                left = tuple(after(t, sign) for t in left)
        self._next[state, pair] = self._state(plan, left)
