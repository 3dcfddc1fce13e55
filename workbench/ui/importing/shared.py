"""What is said once for all files of the window, or apart for a single one."""

from __future__ import annotations

from typing import Generic, TypeVar

from workbench.ui.importing.file import File

T = TypeVar("T")


class Shared(Generic[T]):
    """One thing that holds for all files until it is said apart for one; None as a file stands for all."""

    def __init__(self, common: T) -> None:
        self.common = common
        self._apart: dict[File, T] = {}

    def of(self, file: File | None) -> T:
        return self.common if file is None else self._apart.get(file, self.common)

    def say(self, file: File | None, said: T) -> None:
        """Says it for the file where it stands apart, else for all."""
        if file is not None and file in self._apart:
            self._apart[file] = said
        else:
            self.common = said

    def is_apart(self, file: File | None) -> bool:
        return file is not None and file in self._apart

    def part(self, file: File, apart: bool) -> None:
        """Lets a file stand apart, beginning with what holds for all; or takes that back."""
        if apart:
            self._apart.setdefault(file, self.common)
        else:
            self._apart.pop(file, None)
