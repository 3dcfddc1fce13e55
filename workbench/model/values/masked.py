"""Card and account numbers of which a part is hidden: no identity, but a mark that several numbers may share."""

from __future__ import annotations

import re

from workbench.model.values.base import Cleaned, Context
from workbench.model.values.wrapping import grouped, squeeze, unwrap

MASK = "*"
HIDING = "*•●∗＊·xXхХ#.…"
CERTAIN = "*•●∗＊"
_hidden = re.compile(rf"[{re.escape(HIDING)}]")
_shape = re.compile(r"^(?:[A-Z]{2})?[0-9]{0,12}\*+[0-9]{0,12}$")
LEAST_SHOWN, MOST_HIDDEN = 2, 24


class MaskedNumber:
    """A number such as 411111******1111: digits that are shown, `*` for each that is hidden.

    Two cards can look alike so, hence it is never valid as an identifier and never the same entity as a card or
    account; `fits` says which numbers may be behind it. How many are hidden is kept as the file writes it.
    """

    id = "masked_number"
    example = "411111******1111"
    pattern: str | None = r"\b[0-9]{4,6}[*•]{4,12}[0-9]{2,6}\b"

    def clean(self, text: str, context: Context) -> Cleaned | None:
        masked = masked_form(text)
        return Cleaned(masked, valid=False) if masked else None

    def show(self, value: str) -> str:
        return grouped(value.replace(MASK, "•")) if len(value) == 16 else value.replace(MASK, "•")

    def caption(self, value: str) -> str:
        shown = value.replace(MASK, "•")
        return shown if len(shown) <= 10 else f"{value.partition(MASK)[0]}…{value.rpartition(MASK)[2]}"


def masked_form(text: str) -> str:
    """The text with every hiding sign as `*`, or "" where it is no partly hidden number."""
    bare = squeeze(unwrap(text), " -").upper()
    if not any(sign in bare for sign in HIDING):
        return ""
    masked = _hidden.sub(MASK, bare)
    shown = sum(c.isdigit() for c in masked)
    if not _shape.match(masked) or shown < LEAST_SHOWN or masked.count(MASK) > MOST_HIDDEN:
        return ""
    # Two stars hide something; an X, a dot or a full stop may be part of an account number.
    enough = 2 if any(sign in bare for sign in CERTAIN) else 4
    return masked if masked.count(MASK) >= enough or "…" in bare else ""


def fits(masked: str, number: str) -> bool:
    """Whether a full number may be the one that is partly hidden; a mask may hide more signs than it shows."""
    before, _, rest = masked.partition(MASK)
    after = rest.lstrip(MASK)
    return (
        len(number) >= len(before) + len(after) + 1 and number.startswith(before) and number.endswith(after)
    )


masked_number = MaskedNumber()
