"""Words in a column that say which record a row gives and in which direction: what a draft makes of them.

Each change gives another recipe, as in drafting.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from workbench.ingest import expressions
from workbench.ingest.drafting import changed
from workbench.ingest.readers import find_named, normal
from workbench.ingest.recipe_parts import Recipe, Section, Swap, When
from workbench.model.kinds import Kinds, RecordKind

_INWARD = {
    "in", "incoming", "inbound", "inc", "mtc", "mt", "received", "receive", "terminating", "terminated", "smt",
    "entrante", "entrant", "recibida", "recebida", "credit", "cr", "deposit", "входящий", "вх", "被叫", "وارد",
}  # fmt: skip
_ABOUT = {
    "message": {"sms", "smo", "smt", "mms", "text", "message", "msg", "смс"},
    "data_session": {"data", "gprs", "internet", "lte", "web", "pdp"},
}


@dataclass(frozen=True)
class Meaning:
    """What a word in the column of words makes of its row: a record of this section (-1 = none), and whether the two
    roles change places."""

    section: int
    turned: bool = False


def column_of(recipe: Recipe, columns: Sequence[str]) -> str:
    """The column whose words say which record a row gives and in which direction; "" where none does."""
    for section in recipe.sections:
        said = [
            *(w for w in section.when if w.among or w.not_among),
            *([section.swap.when] if section.swap else []),
        ]
        for when in said:
            found = find_named(columns, when.column, recipe.layout.names)
            if found is not None:
                return found
    return ""


def meaning(recipe: Recipe, column: str, word: str, columns: Sequence[str]) -> Meaning:
    """What a word in this column makes of its row."""
    for at, section in enumerate(recipe.sections):
        about = [w for w in section.when if _is(recipe, w.column, column, columns)]
        if all(holds(w, word) for w in about):
            swap = section.swap
            turned = (
                swap is not None and _is(recipe, swap.when.column, column, columns) and holds(swap.when, word)
            )
            return Meaning(at, turned)
    return Meaning(-1)


def by_words(
    recipe: Recipe, column: str, said: Mapping[str, Meaning], kinds: Kinds, columns: Sequence[str]
) -> Recipe:
    """The recipe in which the words of a column say what a row gives and in which direction."""
    sections: list[Section] = []
    none = tuple(word for word, m in said.items() if m.section < 0)
    for at, section in enumerate(recipe.sections):
        own = tuple(word for word, m in said.items() if m.section == at)
        turned = tuple(word for word in own if said[word].turned)
        whens = [w for w in section.when if not _is(recipe, w.column, column, columns)]
        if len(recipe.sections) > 1:
            whens.append(When(column, among=own))
        elif none:
            whens.append(When(column, not_among=none))
        pair = roles(kinds.records[section.kind], kinds)
        swap = Swap(When(column, among=turned), pair) if turned and pair else None
        sections.append(replace(section, when=tuple(whens), swap=swap))
    return changed(recipe, sections)


def forget(recipe: Recipe, columns: Sequence[str]) -> Recipe:
    """The recipe in which no words decide: every row gives every record, as the columns stand."""
    column = column_of(recipe, columns)
    sections = [
        replace(s, when=tuple(w for w in s.when if not _is(recipe, w.column, column, columns)), swap=None)
        for s in recipe.sections
    ]
    return changed(recipe, sections)


def guess(recipe: Recipe, word: str, kinds: Kinds) -> Meaning:
    """What a word most likely makes of its row: IN, MTC, "received" turn the roles; SMS words go to messages where
    the recipe gives them, data words to data sessions."""
    plain = set(re.findall(r"[^\W\d_]+", word.casefold()))
    ids = [s.kind for s in recipe.sections]
    about = next((k for k, said in _ABOUT.items() if k in ids and plain & said), None)
    calls = [k for k in ids if k not in _ABOUT]
    at = ids.index(about) if about else ids.index(calls[0]) if calls else 0
    return Meaning(at, bool(plain & _INWARD) and roles(kinds.records[ids[at]], kinds) is not None)


def roles(kind: RecordKind, kinds: Kinds) -> tuple[str, str] | None:
    """The two roles of a kind that a direction may exchange, None where it has no such pair."""
    for _, making in kinds.made_by(kind.id):
        one, other = kind.field(making.start), kind.field(making.end)
        if one.kinds == other.kinds and one.id != other.id:
            return one.id, other.id
    return None


def holds(when: When, word: str) -> bool:
    """Whether a condition holds for a cell with this word."""
    plain = word.strip().casefold()
    if when.among and plain not in {w.strip().casefold() for w in when.among}:
        return False
    if when.not_among and plain in {w.strip().casefold() for w in when.not_among}:
        return False
    if when.filled is not None and when.filled != bool(plain):
        return False
    return not when.matches or any(expressions.found(when.matches, [word.strip()]))


def _is(recipe: Recipe, wanted: str, column: str, columns: Sequence[str]) -> bool:
    found = find_named(columns, wanted, recipe.layout.names)
    return normal(found or wanted) == normal(column)
