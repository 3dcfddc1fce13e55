"""Answers that arrive late: what was asked for a widget that is gone concerns nobody."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid


def while_there(widget: QWidget, call: Callable[[Any], object]) -> Callable[[Any], None]:
    """The call, done only while the widget exists."""

    def guarded(answer: Any) -> None:
        if isValid(widget):
            call(answer)

    return guarded
