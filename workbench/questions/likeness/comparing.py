"""How alike two records are in each field, as a level from 0 (differs) up; -1 where one of them says nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl
from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA, JaroWinkler

from workbench.questions.likeness.field import Field
from workbench.questions.likeness.spelling import skeleton
from workbench.questions.likeness.table import Numbers, Said, lay_out

Levels = npt.NDArray[np.int8]
Texts = npt.NDArray[np.object_]
NOT_SAID = -1


def levels(said: Said, left: Numbers, right: Numbers) -> tuple[Levels, Numbers]:
    """For pairs of records the level of the best agreement of anything one says with anything the other says, and the
    number of the value agreed on, or nearly so (-1 below that): of two the commoner, of several the rarest."""
    found = np.full(len(left), NOT_SAID, np.int8)
    agreed = np.full(len(left), -1, np.int64)
    pair, one, other = _crossed(said, left, right)
    if not len(pair):
        return found, agreed
    low, high = np.minimum(one, other), np.maximum(one, other)
    keys, which = np.unique(low * len(said.values) + high, return_inverse=True)
    scored = _compared(said.field, said.values, keys // len(said.values), keys % len(said.values))[which]
    np.maximum.at(found, pair, scored)
    near = np.flatnonzero((scored == found[pair]) & (scored >= max(len(said.field.levels) - 2, 1)))
    commoner = np.where(said.often[one[near]] >= said.often[other[near]], one[near], other[near])
    if said.counts.max() > 1:
        order = np.argsort(-said.often[commoner], kind="stable")  # the rarest is written last
        near, commoner = near[order], commoner[order]
    agreed[pair[near]] = commoner
    return found, agreed


def _crossed(said: Said, left: Numbers, right: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """Everything the left of a pair says with everything the right says: pair, value, value."""
    ours, theirs = said.counts[left], said.counts[right]
    many = ours * theirs
    pair = np.repeat(np.arange(len(left)), many)
    place = np.arange(len(pair)) - np.repeat(np.cumsum(many) - many, many)
    wide = theirs[pair]
    one = said.codes[said.offsets[left[pair]] + place // np.maximum(wide, 1)]
    other = said.codes[said.offsets[right[pair]] + place % np.maximum(wide, 1)]
    return pair, one, other


def _compared(field: Field, values: Sequence[str], one: Numbers, other: Numbers) -> Levels:
    found = np.zeros(len(one), np.int8)
    same = one == other
    found[same] = len(field.levels) - 1
    differ = np.flatnonzero(~same)
    if field.sort in ("identifier", "only") or not len(differ):
        return found
    compared = {"name": _spelt, "words": _spelt, "address": _addresses}.get(field.sort, _digits)
    found[differ] = compared(field, np.array(values, object), one[differ], other[differ])
    return found


def _digits(field: Field, values: Texts, one: Numbers, other: Numbers) -> Levels:
    """By the letters left out, put in, exchanged or changed places (optimal string alignment)."""
    apart = _each(OSA.distance, values, one, other, score_cutoff=2)
    if field.sort == "number":
        return np.asarray(apart == 1, np.int8)
    turned = np.array([text[:4] + text[6:] + text[4:6] if len(text) == 8 else "" for text in values], object)
    exchanged = turned[one] == values[other]
    return np.where((apart == 1) | exchanged, 2, np.where(apart == 2, 1, 0)).astype(np.int8)


def _addresses(field: Field, values: Texts, one: Numbers, other: Numbers) -> Levels:
    """The same house where the numbers agree and the street does, by its words or by a postcode with words not unlike;
    the same street where only the numbers differ or one tells none."""
    parts = [text.split("|") for text in values]
    house, code, street = (np.array([part[k] for part in parts], object) for k in range(3))
    alike = _spelt(field, street, one, other)
    alike[street[one] == street[other]] = 4
    coded = (code[one] == code[other]) & (code[one] != "")
    other_code = (code[one] != code[other]) & (code[one] != "") & (code[other] != "")
    here = ((alike >= 2) & ~(other_code & (alike < 4))) | (coded & (alike >= 1))
    same_house = house[one] == house[other]
    return np.where(here & same_house, 2, np.where(here, 1, 0)).astype(np.int8)


def _spelt(field: Field, values: Texts, one: Numbers, other: Numbers) -> Levels:
    """By Jaro-Winkler likeness, words in the order they have or sorted, spaces aside; by the words one leaves out; and
    by the consonants that stay when a name goes from one script or language to another."""
    words = [text.split() for text in values]
    ways = (
        values,
        np.array([" ".join(sorted(said)) for said in words], object),
        np.array(["".join(said) for said in words], object),
    )
    likeness = np.max([_each(JaroWinkler.similarity, way, one, other) for way in ways], axis=0)
    edits = _each(OSA.distance, values, one, other, score_cutoff=2)
    longest = np.array([len(text) for text in values])
    longest = np.maximum(longest[one], longest[other])
    several = np.array([len(said) > 1 for said in words])
    within = (_each(fuzz.token_set_ratio, values, one, other) >= 100) & several[one] & several[other]
    heard = np.array(
        [" ".join(sorted(h for w in said if len(h := skeleton(w)) > 1)) for said in words], object
    )
    alike = (heard[one] == heard[other]) & (heard[one] != "")
    close = ((edits <= 2) & (edits * 4 <= longest)) | (likeness >= 0.95)
    much = (likeness >= 0.88) | within | alike
    return np.where(close, 3, np.where(much, 2, np.where(likeness >= 0.78, 1, 0))).astype(np.int8)


def _each(
    scorer: Any, values: Texts, one: Numbers, other: Numbers, score_cutoff: int | None = None
) -> npt.NDArray[np.float32]:
    found: npt.NDArray[np.float32] = process.cpdist(
        values[one].tolist(),
        values[other].tolist(),
        scorer=scorer,
        dtype=np.float32,
        score_cutoff=score_cutoff,
    )
    return found


def of_two(field: Field, one: str, other: str) -> str:
    """How alike two values are, in words."""
    said = lay_out(pl.DataFrame({field.name: [one, other]}), [field])[0]
    level = int(levels(said, np.zeros(1, np.int64), np.ones(1, np.int64))[0][0])
    return field.levels[level] if level >= 0 else ""
