"""Answers about a case that are kept while it is open and go with it: nothing of a closed case stays in memory."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

Found = TypeVar("Found")


def kept(most: int) -> Callable[[Callable[..., Found]], Callable[..., Found]]:
    """Keeps the latest answers, so many, of a function of a case and of things that can be hashed."""

    def decorate(make: Callable[..., Found]) -> Callable[..., Found]:
        lock, name = threading.Lock(), f"{make.__module__}.{make.__qualname__}"

        @wraps(make)
        def keep(case: Any, *said: Any) -> Found:
            with lock:
                known = case.kept.setdefault(name, {})
                if said in known:
                    known[said] = known.pop(said)  # the latest stand last
                    found: Found = known[said]
                    return found
            made = make(case, *said)
            with lock:
                known[said] = made
                while len(known) > most:
                    del known[next(iter(known))]
            return made

        return keep

    return decorate
