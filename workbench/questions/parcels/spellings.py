"""Pairs of names, or of addresses, that may be one in another spelling."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from workbench.questions import ngrams
from workbench.questions.likeness.spelling import latin
from workbench.questions.parcels import address_likeness, name_likeness

SIZES, MET = (2, 3), 0.35  # runs of letters, and how alike by them two texts must be to be compared at all
Tell = Callable[[int, int], None]
Found = tuple[int, int, float, str]


def names(texts: Sequence[str], least: float, tell: Tell) -> list[Found]:
    """Pairs of names (numbers, the lower first) at least so alike, with how alike and by what."""
    forms = [[latin(t) for t in texts], [name_likeness.bones(t) for t in texts]]
    return _alike(texts, forms, least, name_likeness.likeness, tell)


def addresses(texts: Sequence[str], least: float, tell: Tell) -> list[Found]:
    """The same of addresses."""
    plain = [address_likeness.plain(t) for t in texts]
    forms = [plain, [name_likeness.bones(p) for p in plain]]
    return _alike(texts, forms, least, address_likeness.likeness, tell)


def _alike(
    texts: Sequence[str],
    forms: Sequence[Sequence[str]],
    least: float,
    likeness: Callable[[str, str], tuple[float, str]],
    tell: Tell,
) -> list[Found]:
    pairs: set[tuple[int, int]] = set()
    for form in forms:
        for one, other, _ in ngrams.alike(ngrams.weighed(ngrams.counted(form, SIZES)), MET, tell):
            pairs.update(zip(one.tolist(), other.tolist(), strict=True))
    found = []
    for a, b in sorted(pairs):
        score, by = likeness(texts[a], texts[b])
        if score >= least:
            found.append((a, b, score, by))
    return found
