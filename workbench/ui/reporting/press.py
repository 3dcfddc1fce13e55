"""Laying out a document and drawing its pages on one thread: letters shaped on one are drawn on no other."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtGui import QImage

from workbench.drawing.written import Written
from workbench.model.document import Document


@dataclass(frozen=True)
class Order:
    """Pages of a document, counted from 0, to be drawn `wide` screen pixels across."""

    document: Document
    pages: Sequence[int] = ()
    wide: int = 0
    ratio: float = 1.0


@dataclass(frozen=True)
class Proof:
    """How many pages the document has and how large they are, in quarters of a point, with those that were drawn."""

    document: Document
    count: int
    wide: float
    high: float
    drawn: dict[int, QImage]
    across: int


class Press:
    """Carries out orders; a document is laid out once, and is forgotten with the thread it was laid out on."""

    def __init__(self) -> None:
        self._here = threading.local()

    def __call__(self, order: Order) -> Proof:
        here = self._here
        written: Written | None = getattr(here, "written", None)
        if written is None or written.document is not order.document:
            written = here.written = Written(order.document)
        there = [page for page in order.pages if page < len(written)]
        drawn = {page: written.image(page, order.wide, order.ratio) for page in there}
        return Proof(order.document, len(written), written.wide, written.high, drawn, order.wide)
