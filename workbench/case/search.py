"""Search as you type among identifiers: any part of one, spaces ignored, with or without country code.

The identifiers are kept in memory from the first search on, about 60 bytes each, and looked through from end to end:
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
MOST_ALIKE = 4_000  # of more that fit equally well, the earliest are put in order
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
        self._worded, self._worded_ids = self._with_words()

    def _with_words(self) -> tuple[Packed, Ids | None]:
        """The identifiers that are more than digits and a plus, and their ids; all (None) where those are most. What is
        typed with spaces or letters can stand in no other."""
        octets, begin = self.packed.octets, self.packed.begin
        plain = np.zeros(256, bool)
        plain[[*b"0123456789+\n"]] = True
        found = np.unique(np.searchsorted(begin, np.flatnonzero(~plain[octets]), side="right") - 1)
        if len(found) * 2 > len(self.packed.size):
            return self.packed, None
        size = self.packed.size[found] + 1
        starts = np.concatenate(([0], np.cumsum(size)))
        where = np.arange(int(starts[-1])) + np.repeat(begin[found] - starts[:-1], size)
        return Packed(octets[where], starts), found

    def _holding(self, form: bytes, most: int) -> Ids:
        """The ids of identifiers that hold a text, the first ones."""
        if not form.translate(None, b"0123456789+"):
            return self.packed.holds(form, most)
        found = self._worded.holds(form, most)
        return found if self._worded_ids is None else self._worded_ids[found]

    def ranked(self, forms: list[str], limit: int, kind: str | None) -> dict[int, tuple[int, int]]:
        """How well and how long the identifiers are that hold one of some texts: the same, ending so, beginning so,
        anywhere; `limit` of the best at least."""
        found: dict[int, tuple[int, int]] = {}
        wanted = [form.lower().replace("\n", " ").encode("utf-8", "replace") for form in forms]
        for least in wanted:
            if any(other in least and other != least for other in wanted):
                continue  # what holds this holds the other
            most = len(self.packed.size) if kind else max(MOST_ALIKE, limit)
            some = self._holding(least, most)
            if len(some) < most:
                some = self._of_kind(some, kind)
                ranks = self._ranks(some, [form for form in wanted if least in form])
            else:
                some, ranks = self._outermost(some, [form for form in wanted if least in form], kind)
            sizes = self.packed.size[some]
            for at in np.lexsort((some, sizes, ranks))[:limit].tolist():
                how = (int(ranks[at]), int(sizes[at]))
                found[int(some[at])] = min(found.get(int(some[at]), how), how)
        return found

    def _ranks(self, some: Ids, forms: list[bytes]) -> Ids:
        """How well each of some identifiers, that hold one of the texts, fits the text it fits best."""
        ranks = np.full(len(some), HOLDS)
        for form in forms:
            for rank, there in (
                (BEGINS, self.packed.begin_so(some, form)),
                (ENDS, self.packed.end_so(some, form)),
            ):
                ranks[there] = np.minimum(ranks[there], rank)
                ranks[there & (self.packed.size[some] == len(form))] = EXACT
        return ranks

    def _outermost(self, some: Ids, forms: list[bytes], kind: str | None) -> tuple[Ids, Ids]:
        """Of very many that hold a text, those that end or begin so, and the first of the others."""
        edges = [self.packed.begins(form, MOST_ALIKE) for form in forms]
        for form in forms:
            if not any(form.endswith(other) for other in forms if other != form):  # else it ends so as well
                edges.append(self.packed.ends(form, MOST_ALIKE))
        whole = self._of_kind(np.unique(np.concatenate([some[:MOST_ALIKE], *edges])), kind)
        return whole, self._ranks(whole, forms)

    def _of_kind(self, found: Ids, kind: str | None) -> Ids:
        found = found[self.known.kind[found] >= 0]  # an id that is nobody's
        if kind is not None:
            number = self.known.kinds.index(kind) if kind in self.known.kinds else -1
            found = found[self.known.kind[found] == number]
        return found


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
    found = identifiers(case).ranked(variants(text), limit, kind)
    for id, caption in case.db.conn.execute("SELECT entity, caption FROM drawn_entity"):
        if text.strip().casefold() in caption.casefold():
            found.setdefault(id, (2, len(caption)))
    return sorted(found, key=lambda id: (*found[id], id))[:limit]
