"""Search as you type among identifiers: any part of one, spaces ignored, with or without country code.

The identifiers are kept in memory from the first search on, about 50 bytes each, and looked through from end to end:
a million take a few milliseconds, whatever is typed, and nothing needs to be indexed or kept in the file.
"""

from __future__ import annotations

import re
import unicodedata

import numpy as np
import numpy.typing as npt

from workbench.case import dictionary
from workbench.case.cases import Case
from workbench.kernels.finding import Packed

_IGNORED = re.compile(r"[\s()\-./\u200b-\u200f\u2066-\u2069]+")
MOST_ALIKE = 20_000  # of more that match equally well, the earliest are put in order
EXACT, ENDS, BEGINS, HOLDS = range(4)
Ids = npt.NDArray[np.int64]


def variants(text: str) -> list[str]:
    """The forms a typed text may stand for: as typed, without separators, and a phone without its trunk prefix."""
    plain = unicodedata.normalize("NFKC", text).strip()
    squeezed = _IGNORED.sub("", plain)
    forms = [plain, squeezed]
    if re.fullmatch(r"\+?\d{4,}", squeezed):
        forms.append(squeezed.lstrip("+").lstrip("0"))
    return [f for f in dict.fromkeys(forms) if f]


class Identifiers:
    """Every identifier of a case in lower case, ready to be looked through."""

    def __init__(self, known: dictionary.Entities) -> None:
        self.known = known
        folded = known.values.fill_null("").str.to_lowercase().str.replace_all("\n", " ", literal=True)
        size = folded.str.len_bytes().to_numpy().astype(np.int64)
        octets = np.frombuffer((folded.str.join("\n").item() + "\n").encode(), np.uint8)
        self.packed = Packed(octets.copy(), np.concatenate(([0], np.cumsum(size + 1))))

    def ranked(self, form: str, limit: int, kind: str | None) -> list[tuple[int, int]]:
        """(how well, id) of those that hold a text, best first: the same, ending so, beginning so, anywhere."""
        wanted = form.lower().replace("\n", " ").encode("utf-8", "replace")
        packed, best = self.packed, np.zeros(0, np.int64)
        found: list[tuple[int, int]] = []
        for rank, find in ((ENDS, packed.ends), (BEGINS, packed.begins)):
            some = self._of_kind(find(wanted), kind)
            found += [(EXACT if e else rank, i) for e, i in self._ordered(some, best, len(wanted), limit)]
            best = np.concatenate([best, some])
        left = limit - len(found)
        if left > 0:
            most = len(packed.size) if kind else min(len(packed.size), len(best) + max(left, MOST_ALIKE))
            some = self._of_kind(packed.holds(wanted, most), kind)
            found += [(HOLDS, i) for _, i in self._ordered(some, best, len(wanted), left)]
        return sorted(found)[:limit] if len(found) > limit else found

    def _of_kind(self, found: Ids, kind: str | None) -> Ids:
        found = found[self.known.kind[found] >= 0]  # an id that is nobody's
        if kind is not None:
            number = self.known.kinds.index(kind) if kind in self.known.kinds else -1
            found = found[self.known.kind[found] == number]
        return found

    def _ordered(self, found: Ids, but: Ids, size: int, limit: int) -> list[tuple[bool, int]]:
        """(whether it is the whole, id), shortest first."""
        if len(but):
            found = found[~np.isin(found, but)]
        found = found[: max(MOST_ALIKE, limit)]
        sizes = self.packed.size[found]
        order = np.argsort(sizes, kind="stable")[:limit]
        return [(bool(s == size), int(i)) for s, i in zip(sizes[order], found[order], strict=True)]


def identifiers(case: Case) -> Identifiers:
    """The identifiers of a case, kept in memory until there are more of them."""
    entities = dictionary.entities(case, case.db)
    known = case.kept.get("identifiers")
    if not isinstance(known, Identifiers) or known.known is not entities:
        known = case.kept["identifiers"] = Identifiers(entities)
    return known


def find(case: Case, text: str, kind: str | None = None, limit: int = 50) -> list[int]:
    """Entity ids whose value, hand-given caption or normal form holds the text; the same, ending and beginning so
    first."""
    found: dict[int, tuple[int, int]] = {}
    known = identifiers(case)
    for form in variants(text):
        for rank, id in known.ranked(form, limit, kind):
            found[id] = min(found.get(id, (9, 0)), (rank, int(known.packed.size[id])))
    for id, caption in case.db.conn.execute("SELECT entity, caption FROM drawn_entity"):
        if text.strip().casefold() in caption.casefold():
            found.setdefault(id, (2, len(caption)))
    return sorted(found, key=lambda id: (*found[id], id))[:limit]
