"""What can go wrong in a way the analyst can mend."""

from __future__ import annotations


class Problem(Exception):
    """Something the analyst can act on: `what` is wrong and where, `hint` is what to do about it."""

    def __init__(self, what: str, hint: str = "") -> None:
        super().__init__(f"{what}: {hint}" if hint else what)
        self.what = what
        self.hint = hint


class Damaged(Problem):
    """The case file does not hold what it should: a failed check, never a user's mistake."""


class NotACase(Damaged):
    """A file that is no case, or so damaged at its beginning that nobody can tell."""


class Ambiguous(Problem):
    """A value names several entities; `candidates` are the `kind:value` texts that would not."""

    def __init__(self, what: str, candidates: list[str]) -> None:
        super().__init__(what, "say one of " + ", ".join(candidates))
        self.candidates = candidates


class PasswordNeeded(Problem):
    """A file is locked and no password, or a wrong one, was given: ask for it once and try again."""


class BrokenReader(Problem):
    """A plugin's reader does not load or failed: no fault of the file it was asked about."""


class Cancelled(Exception):
    """The analyst asked a job to stop; whatever it wrote is rolled back."""
