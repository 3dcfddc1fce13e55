"""How alike two names people go by are, and how surprising that is."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz, process

from workbench.model.values.handle import fold, split
from workbench.questions.likeness.spelling import latin

# Signs that look like a letter or stand for one: digits written for letters, letters of other scripts.
_SEEN_AS = str.maketrans("01345789$@!|іаеорсхукмтнвѕјοανρικτ", "oleastbgsaliiaeopcxykmthbsjoavpikt")
_COUNTING = re.compile(r"[\W_]*[0-9]{1,4}$")


def plain(value: str) -> str:
    """The name of a stored handle with look-alike signs as the letters they stand for, without what parts its words:
    n0rthst4r, N-o-r-t-h-s-t-a-r and a northstar with a Cyrillic о are one. Digits at its end stay."""
    name = fold(split(value)[1] or value)
    counting = _COUNTING.search(name)
    body, tail = (name[: counting.start()], counting[0]) if counting and counting.start() > 2 else (name, "")
    return latin(body.translate(_SEEN_AS) + tail).replace(" ", "")


def likeness(names: Sequence[str], others: Sequence[str]) -> npt.NDArray[np.uint8]:
    """How alike each of some plain names is to each other one, from 0 to 100: letters in common in their order, as a
    share of the letters of both."""
    return np.asarray(process.cdist(names, others, scorer=fuzz.ratio, dtype=np.uint8), np.uint8)


def one(name: str, other: str) -> float:
    """The same of two plain names, from 0 to 1 in whole hundredths."""
    return round(fuzz.ratio(name, other)) / 100
