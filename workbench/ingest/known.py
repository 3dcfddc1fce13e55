"""The readers that a process knows: built-in ones, and those of plugins."""

from __future__ import annotations

from workbench.ingest.child import ReaderSource
from workbench.ingest.dbf import Dbf
from workbench.ingest.delimited import Delimited
from workbench.ingest.opendocument import OpenDocument
from workbench.ingest.pdf import Pdf
from workbench.ingest.readers import Reader
from workbench.ingest.sheet_xml import SheetXml
from workbench.ingest.web_tables import WebTables
from workbench.ingest.workbook import Workbook
from workbench.model.problems import Problem

BUILT_IN: tuple[type[Reader], ...] = (Delimited, Workbook, OpenDocument, SheetXml, WebTables, Dbf, Pdf)


class Known:
    """The readers this process knows: built-in ones, and plugins' once one of them is needed."""

    def __init__(self, source: ReaderSource) -> None:
        self._source = source
        self._classes: dict[str, type[Reader]] | None = None

    def classes(self) -> dict[str, type[Reader]]:
        if self._classes is None:
            self._classes = {c.id: c for c in (*BUILT_IN, *self._source())}
        return self._classes

    def make(self, id: str) -> Reader:
        """A fresh reader. Raises Problem where none is called so."""
        found = next((c for c in BUILT_IN if c.id == id), None) or self.classes().get(id)
        if found is None:
            raise Problem(f"there is no reader {id}", "is the plugin that brings it switched on?")
        return found()
