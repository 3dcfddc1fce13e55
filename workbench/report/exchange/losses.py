"""What a format could not hold of an extract, counted as it is written."""

from __future__ import annotations


class Losses:
    """Reasons, each with what it befell and how often: `said` makes a sentence of each reason."""

    def __init__(self) -> None:
        self._met: dict[str, dict[str, int]] = {}

    def meet(self, why: str, what: str, times: int = 1) -> None:
        """Something befell `what` (in words, singular) for a reason that reads as a sentence without its full stop."""
        if times:
            counts = self._met.setdefault(why, {})
            counts[what] = counts.get(what, 0) + times

    @property
    def said(self) -> tuple[str, ...]:
        """A sentence a reason: "FollowTheMoney has no cells; they are written as notes: Cell (12), Camera (1)."."""
        return tuple(
            f"{why}: {', '.join(f'{what} ({times:,})' for what, times in sorted(counts.items()))}."
            for why, counts in self._met.items()
        )
