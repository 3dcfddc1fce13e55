"""Changes that wait to be read: steps that come while a reading is awaited are told of with it."""

from __future__ import annotations

import threading
from collections.abc import Hashable

from workbench.model.changes import Changes


class Waiting:
    """A reading that is awaited, and all that it will tell; `about` is what it will be a reading of."""

    def __init__(self, about: Hashable, changes: Changes) -> None:
        self.about, self.changes = about, changes


class Unread:
    """Hands each change to a reading that has not begun, if there is one about the same; else it needs another."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._latest: Waiting | None = None

    def add(self, about: Hashable, changes: Changes) -> Waiting | None:
        """The reading that somebody has to begin for these committed changes, or None where an awaited one has them."""
        with self._lock:
            known = self._latest
            if known is not None and known.about == about:
                known.changes = known.changes.then(changes)
                return None
            self._latest = Waiting(about, changes)
            return self._latest

    def begin(self, waiting: Waiting) -> Changes:
        """What a reading that begins now, or never will, is to tell: nothing is added to it any more."""
        with self._lock:
            if self._latest is waiting:
                self._latest = None
            return waiting.changes
