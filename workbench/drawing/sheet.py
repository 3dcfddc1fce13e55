"""Sheet: small pictures, drawn once and kept side by side for the kernel that pastes them."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import ParamSpec

import numpy as np
import numpy.typing as npt
from PySide6.QtGui import QImage

from workbench.kernels.jit import Indexes, Pixels
from workbench.kernels.sprites import paste

What = ParamSpec("What")

LIMIT = 6_000_000  # pixels (24 MB); a sheet that grows past it starts afresh with the next frame


class Sheet:
    """Sprites by what they show: the function that draws them and everything it was given."""

    def __init__(self) -> None:
        self._clear()

    def _clear(self) -> None:
        self._pixels: Pixels = np.zeros(1 << 16, np.uint32)
        self._used = 0
        self._of: dict[Hashable, int] = {}
        self._shapes: list[tuple[int, int, int]] = []
        self._table: npt.NDArray[np.int32] = np.zeros((0, 3), np.int32)

    def begin_frame(self) -> None:
        """Forgets everything when the sheet is too large; numbers of earlier frames are then void."""
        if self._used > LIMIT:
            self._clear()

    def number(self, draw: Callable[What, QImage], *what: What.args, **named: What.kwargs) -> int:
        """The number of the sprite `draw(*what)`, which is drawn when it is wanted for the first time."""
        key = draw.__name__, what, tuple(named.values())
        found = self._of.get(key)
        if found is None:
            found = self._of[key] = self._add(draw(*what, **named))
        return found

    def _add(self, image: QImage) -> int:
        if image.format() != QImage.Format.Format_ARGB32_Premultiplied:
            image = image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)
        width, height = image.width(), image.height()
        size = width * height
        while self._used + size > len(self._pixels):
            self._pixels = np.concatenate([self._pixels, np.zeros_like(self._pixels)])
        self._pixels[self._used : self._used + size] = np.frombuffer(image.constBits(), np.uint32)[:size]
        self._shapes.append((self._used, width, height))
        self._used += size
        return len(self._shapes) - 1

    def sizes(self, numbers: Indexes) -> npt.NDArray[np.int32]:
        """Width and height [k, 2] of sprites, in pixels."""
        return self._rows()[numbers, 1:]

    def paste(self, image: Pixels, numbers: Indexes, x: Indexes, y: Indexes) -> None:
        """Pastes sprites with their upper left corners at (x, y)."""
        if len(numbers):
            table = self._rows()
            paste(
                image,
                self._pixels,
                np.ascontiguousarray(table[:, 0]),
                np.ascontiguousarray(table[:, 1]),
                np.ascontiguousarray(table[:, 2]),
                np.ascontiguousarray(numbers, np.int32),
                np.ascontiguousarray(x, np.int32),
                np.ascontiguousarray(y, np.int32),
            )

    def _rows(self) -> npt.NDArray[np.int32]:
        if len(self._table) != len(self._shapes):
            self._table = np.array(self._shapes, np.int32).reshape(-1, 3)
        return self._table
