"""The original of each source, to be read once more: out of the case that keeps it, or from a folder by its SHA-256."""

from __future__ import annotations

import contextlib
import io
import shutil
from collections.abc import Iterable
from pathlib import Path

from workbench.case import exporting, outside, sources
from workbench.case.cases import Case
from workbench.case.methods import Taken
from workbench.case.outside import NotAtHand
from workbench.ingest.held import Held
from workbench.model.files import AnyFile
from workbench.model.problems import Problem

IN_MEMORY = 1 << 28  # bytes up to which an original is read without a file of its own


class Originals:
    """Finds originals by what a method says of them; what is too large for memory is written beside the new case, into
    `beside`, for as long as it is read."""

    def __init__(self, case: Case | None, folder: Path | None, beside: Path) -> None:
        self._case, self._beside = case, beside
        self._by_size: dict[int, list[Path]] = {}
        self._found: dict[str, Path] = {}
        if folder is not None:
            if not folder.is_dir():
                raise Problem(f"there is no folder {folder}", "name the folder that holds the originals")
            for path in sorted(folder.rglob("*")):
                if path.is_file():
                    self._by_size.setdefault(path.stat().st_size, []).append(path)

    def refuse_missing(self, wanted: Iterable[Taken]) -> None:
        """Problem that names those which neither the case nor the folder holds."""
        missing = [one for one in wanted if self._kept(one) is None and self._path(one) is None]
        if missing:
            raise Problem(
                "the bytes of these files are not at hand, only their SHA-256: "
                + "; ".join(f"{one.name} ({one.sha256})" for one in missing),
                "name the folder that holds them; they are found by their SHA-256, whatever they are called there",
            )

    def open(self, one: Taken) -> AnyFile:
        """An original as a file of the name it was taken in by. Problem where it is nowhere."""
        source = self._kept(one)
        path = self._path(one) if source is None else None
        if path is not None and path.name == one.name:
            return path
        if source is None and path is None:
            raise Problem(f"the original of {one.name} is not there", f"its SHA-256 is {one.sha256}")
        if one.bytes <= IN_MEMORY:
            return Held(one.name, path.read_bytes() if path else self._bytes(source))
        written = self._beside / one.sha256[:16] / Path(one.name).name
        written.parent.mkdir(parents=True, exist_ok=True)
        if path is not None:
            shutil.copyfile(path, written)
        elif self._case is not None and source is not None:
            exporting.original(self._case, source, written)
        return written

    def done(self, file: AnyFile) -> None:
        """Takes away what was written for reading alone."""
        if isinstance(file, Path) and self._beside in file.parents:
            shutil.rmtree(file.parent)

    def _bytes(self, source: int | None) -> bytes:
        out = io.BytesIO()
        if self._case is not None and source is not None:
            sources.write_original(self._case.db, source, out)
        return out.getvalue()

    def _kept(self, one: Taken) -> int | None:
        """The source of the case that keeps these bytes."""
        if self._case is None:
            return None
        source = sources.find(self._case.db, one.sha256)
        return source if source is not None and sources.holds_bytes(self._case.db, source) else None

    def _path(self, one: Taken) -> Path | None:
        """The file in the folder that has these bytes, else the one that the case refers to where it still has them."""
        if one.sha256 not in self._found:
            for path in self._by_size.get(one.bytes, ()):
                if sources.hash_file(path)[0] == one.sha256:
                    self._found[one.sha256] = path
                    break
        if one.sha256 not in self._found and one.referred and self._case is not None:
            source = sources.find(self._case.db, one.sha256)
            with contextlib.suppress(NotAtHand):  # what is missing is named all at once
                self._found[one.sha256] = outside.of(self._case, source or 0).path
        return self._found.get(one.sha256)
