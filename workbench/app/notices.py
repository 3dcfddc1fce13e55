"""A notice: those who want to know register a function and are called in the order they did."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Notice(Generic[T]):
    """One kind of notice. A handler looks and draws; it never edits."""

    def __init__(self) -> None:
        self._handlers: list[Callable[[T], None]] = []

    def connect(self, handler: Callable[[T], None]) -> None:
        self._handlers.append(handler)

    def disconnect(self, handler: Callable[[T], None]) -> None:
        self._handlers.remove(handler)

    def __call__(self, news: T) -> None:
        for handler in list(self._handlers):
            handler(news)
