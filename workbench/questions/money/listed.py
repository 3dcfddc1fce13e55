"""To whom wallets, accounts and transactions are attributed: by lists that the case holds, and by its analysts."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.case import assessments
from workbench.questions.held import Held
from workbench.questions.money.stated import stated

FIELDS = ("subject", "label", "category", "abuse", "confidence", "list")


@dataclass(frozen=True)
class Tag:
    """One attribution: `label` an entity (0 where none is named), what the list says of it, and the record (0 for an
    analyst's own)."""

    label: int
    category: str
    abuse: str
    confidence: str
    list: str
    ref: int

    @property
    def said(self) -> str:
        """What the list says it is, in its own words."""
        words = [w for w in (self.category, self.abuse) if w]
        return ", ".join(dict.fromkeys(words))


def listed(held: Held) -> dict[int, list[Tag]]:
    """The attributions of each entity that has any, those of lists first, in the order of the records."""
    found: dict[int, list[Tag]] = {}
    rows = stated(held, "attribution", FIELDS).select(*FIELDS, "ref").iter_rows()
    for subject, label, category, abuse, confidence, name, ref in rows:
        found.setdefault(subject, []).append(Tag(label, category, abuse, confidence, name, ref))
    heads = held.whole.grouped
    for one in assessments.attributions(held.case):
        tag = Tag(
            heads.get(one.owner, one.owner), one.role, "", one.standing, f"{one.analyst}: {one.basis}", 0
        )
        found.setdefault(heads.get(one.entity, one.entity), []).append(tag)
    return found
