"""How wide the columns of a table are, on paper and in a Word file alike."""

from __future__ import annotations

from collections.abc import Sequence


def shared_out(least: Sequence[float], wanted: Sequence[float], room: float) -> list[float]:
    """Widths that fill a room: `least` holds the longest word of each column, `wanted` its longest text, in one unit.

    Where all fits, what is over goes to the columns as they are wide; where it does not, each has its longest word
    and a share of the rest by how much more it wants; where not even the words fit, all give way alike.
    """
    wanted = [max(a, b) for a, b in zip(least, wanted, strict=True)]
    if sum(wanted) <= room:
        return [want * room / (sum(wanted) or 1) for want in wanted]
    if sum(least) >= room:
        return [word * room / sum(least) for word in least]
    more = [want - word for word, want in zip(least, wanted, strict=True)]
    over = room - sum(least)
    return [word + over * extra / sum(more) for word, extra in zip(least, more, strict=True)]
