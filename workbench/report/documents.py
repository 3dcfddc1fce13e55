"""Writing a document to a file of the sort its name says: a web page, a PDF or a Word file, whole or not at all."""

from __future__ import annotations

from pathlib import Path

from workbench.case import exporting
from workbench.model.document import Document
from workbench.model.problems import Problem

SUFFIXES = (".html", ".pdf", ".docx")


def suffix_of(out: Path) -> str:
    """How a document is to be written; Problem where its name ends in nothing that it can be."""
    suffix = out.suffix.lower()
    if suffix not in SUFFIXES:
        raise Problem(f"a document is not written as '{out.name}'", "end its name in .html, .pdf or .docx")
    return suffix


def write(document: Document, out: Path) -> None:
    """Writes a document; Problem where the file cannot be written. What Word and paper need is only loaded for them."""
    suffix = suffix_of(out)
    if suffix == ".html":
        from workbench.report import web

        exporting.write_whole(out, web.page(document).encode())
        return
    part = out.with_name(out.name + ".part")
    try:
        if suffix == ".pdf":
            from workbench.drawing import written

            written.save(document, part)
        else:
            from workbench.report import word

            word.save(document, part)
        part.replace(out)
    except OSError as error:
        raise Problem(f"{out} cannot be written", error.strerror or str(error)) from error
    finally:
        part.unlink(missing_ok=True)
