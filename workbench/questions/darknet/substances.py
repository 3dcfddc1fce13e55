"""The list of substances and precursors with their names in many languages, and which of them a text names."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import TypeVar

from workbench.model.problems import Problem
from workbench.questions.likeness.spelling import latin

SUPPLIED = Path(__file__).parents[3] / "resources" / "substances" / "substances.csv"
COLUMNS = ("substance", "class", "name")
SURE = ("name", "street", "category")
T = TypeVar("T")


@dataclass(frozen=True)
class Named:
    """A substance as a text names it: `sort` is its class, `word` the name it stands under in the list, `sure` whether
    that word means hardly anything else."""

    substance: str
    sort: str
    word: str
    sure: bool


@dataclass(frozen=True)
class Substances:
    """Names by their words (Latin letters), those that mean one thing and those of the street, and categories."""

    names: dict[tuple[str, ...], Named]
    street: dict[tuple[str, ...], tuple[Named, ...]]
    categories: dict[str, str]

    @cached_property
    def longest(self) -> int:
        """Words of the longest name."""
        return max((len(words) for words in (*self.names, *self.street)), default=0)

    def category(self, text: str | None) -> tuple[bool, str]:
        """Whether a category is one of drugs, and of which class; "" for any."""
        words = latin(text or "").split()
        runs = {
            " ".join(words[a:b]) for a in range(len(words)) for b in range(a + 1, min(a + 4, len(words) + 1))
        }
        found = [self.categories[run] for run in sorted(runs) if run in self.categories]
        return bool(found), next((sort for sort in found if sort), "")

    def named(self, title: str, category: str | None, measured: bool) -> list[Named]:
        """The substances a title names, each once. A word of the street counts only where the title states a quantity
        (`measured`) or the category is one of drugs, and where the class of the category fits."""
        words = latin(title).split()
        sure = _longest_first(words, self.names, self.longest)
        if sure:
            return list({n.substance: n for n in sure}.values())
        drugs, sort = self.category(category)
        if not (drugs or (measured and not category)):
            return []
        found: dict[str, Named] = {}
        for options in _longest_first(words, self.street, self.longest):
            fitting = [n for n in options if n.sort == sort] or ([] if sort in _TELLING else list(options))
            if fitting:
                found.setdefault(fitting[0].substance, fitting[0])
        return list(found.values())


_TELLING = ("stimulant", "empathogen", "opioid", "cannabis", "psychedelic", "dissociative")


def _longest_first(words: Sequence[str], known: dict[tuple[str, ...], T], longest: int) -> list[T]:
    """What stands in a text of the names known, the longer before the shorter, no word used twice."""
    found, at = [], 0
    while at < len(words):
        for size in range(min(longest, len(words) - at), 0, -1):
            one = known.get(tuple(words[at : at + size]))
            if one is not None:
                found.append(one)
                at += size - 1
                break
        at += 1
    return found


def substances(more: Path | None = None) -> Substances:
    """The supplied list, with an agency's own where there is one. Problem where its file cannot be used."""
    return _made(_rows(more) if more else (), _rows(SUPPLIED))  # what an agency says of a name holds


@cache
def _rows(path: Path) -> tuple[tuple[str, str, str, str], ...]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            told = csv.DictReader(file)
            missing = [c for c in COLUMNS if c not in (told.fieldnames or ())]
            if missing:
                raise Problem(
                    f"{path.name} has no column {missing[0]}", "columns: " + ", ".join((*COLUMNS, "sure"))
                )
            rows = [tuple((row.get(c) or "").strip() for c in (*COLUMNS, "sure")) for row in told]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise Problem(f"{path.name} cannot be read as a list of substances", str(error)) from error
    for number, (_, _, _, sure) in enumerate(rows, 2):
        if sure and sure not in SURE:
            raise Problem(
                f"{path.name}, row {number}: '{sure}' is no word of the column sure", ", ".join(SURE)
            )
    return tuple((a, b, c, d or "name") for a, b, c, d in rows)


def _made(*lists: Iterable[tuple[str, str, str, str]]) -> Substances:
    names: dict[tuple[str, ...], Named] = {}
    street: dict[tuple[str, ...], tuple[Named, ...]] = {}
    categories: dict[str, str] = {}
    for substance, sort, name, sure in (row for rows in lists for row in rows):
        words = tuple(latin(name).split())
        if not words:
            continue
        if sure == "category":
            categories.setdefault(" ".join(words), sort)
        elif sure == "name":
            names.setdefault(words, Named(substance, sort, name, True))
        else:
            street[words] = (*street.get(words, ()), Named(substance, sort, name, False))
    return Substances(names, street, categories)
