"""The ways in which two vendors can be alike without publishing the same mark, each as a figure from 0 to 1."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse

from workbench.questions import ngrams
from workbench.questions.darknet import handle_likeness, price_list, text_style
from workbench.questions.darknet.vendors import Vendors

Ids = npt.NDArray[np.int64]
Shares = npt.NDArray[np.float64]
Tell = Callable[[int, int], None]


@dataclass(frozen=True)
class Likeness:
    """One way. `between` gives the figure of pairs of vendors, `above` all pairs that reach one; `speaks` marks the
    vendors of whom this way says anything; `halves` are the same vendors' texts, or lists, cut in two by lot."""

    name: str
    says: str
    speaks: npt.NDArray[np.bool_]
    between: Callable[[Ids, Ids], Shares]
    above: Callable[[float, Tell], Iterator[tuple[Ids, Ids, Shares]]]
    halves: Shares


def likenesses(vendors: Vendors) -> tuple[Likeness, ...]:
    """Name, style of writing and price list."""
    return _by_name(vendors), _by_style(vendors), _by_prices(vendors)


def _by_name(vendors: Vendors) -> Likeness:
    names = vendors.names
    speaks = np.array([len(n) >= 4 for n in names], bool)

    def between(one: Ids, other: Ids) -> Shares:
        scores = [
            handle_likeness.one(names[a], names[b]) for a, b in zip(one.tolist(), other.tolist(), strict=True)
        ]
        return np.array(scores, np.float64)

    def above(least: float, tell: Tell) -> Iterator[tuple[Ids, Ids, Shares]]:
        for first in range(0, len(names), ngrams.ROWS):
            tell(first, len(names))
            scores = handle_likeness.likeness(names[first : first + ngrams.ROWS], names) / 100
            one, other = np.nonzero(scores >= least)
            kept = (one + first < other) & speaks[one + first] & speaks[other]
            yield (one + first)[kept], other[kept], scores[one[kept], other[kept]]

    return Likeness("name", "names", speaks, between, above, np.zeros(0))


def _by_style(vendors: Vendors) -> Likeness:
    vendors.held.tell(0, 1, "counting what is written")
    found = text_style.styles(*_texts(vendors))
    halves = _halves(found.halves, found.enough_halves)
    return _of_rows("text", "ways of writing", found.whole, found.enough, halves)


def _by_prices(vendors: Vendors) -> Likeness:
    made, enough = price_list.lists(vendors.offers, vendors.number)
    return _of_rows("prices", "price lists", made, enough, np.zeros(0))


def _texts(vendors: Vendors) -> tuple[list[str], list[str]]:
    """What each vendor wrote, every title and text once, in two halves by turns."""
    found: list[dict[str, None]] = [{} for _ in vendors.ids]
    for vendor, title, text in vendors.offers.select("vendor", "title", "text").iter_rows():
        for said in (title, text):
            if said and said.strip():
                found[vendors.number[vendor]].setdefault(said.strip())
    halves: tuple[list[str], list[str]] = ([], [])
    for entity, told in zip(vendors.ids, found, strict=True):
        name, texts = vendors.held.value(entity).rpartition(":")[2], list(told)
        for half, part in zip(halves, (texts[::2], texts[1::2]), strict=True):
            half.append(text_style.written(part, (name,)))
    return halves


def _halves(made: sparse.csr_matrix, enough: list[bool]) -> Shares:
    size = len(enough) // 2
    both = np.flatnonzero(np.array(enough[:size], bool) & np.array(enough[size:], bool))
    return ngrams.between(made, both, both + size)


def _of_rows(name: str, says: str, made: sparse.csr_matrix, enough: list[bool], halves: Shares) -> Likeness:
    speaks = np.array(enough, bool)

    def above(least: float, tell: Tell) -> Iterator[tuple[Ids, Ids, Shares]]:
        for one, other, scores in ngrams.alike(made, least, tell):
            kept = speaks[one] & speaks[other]
            yield one[kept], other[kept], scores[kept]

    return Likeness(name, says, speaks, lambda a, b: ngrams.between(made, a, b), above, halves)
