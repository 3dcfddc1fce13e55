"""What is said of each file beside its recipe, as the import takes it: where it comes from, its country and zone."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from workbench.app import retrying, stating
from workbench.app.wishes import Wishes
from workbench.case.cases import Case
from workbench.model.kinds import Kinds
from workbench.ui.importing.file import File
from workbench.ui.importing.origin import Origin
from workbench.ui.importing.writing import Writing


class Said:
    """Reads what stands in the window. Where a source is read `again`, what was said of it before holds; `mending` is
    the source whose rejected rows are read."""

    def __init__(
        self, case: Case, origin: Origin, writing: Writing, *, again: bool, mending: int | None
    ) -> None:
        self.case, self.origin, self.writing = case, origin, writing
        self.again, self.mending = again, mending

    def wishes(self, file: File) -> Wishes:
        """What is wished for a file; a period that cannot be is left out until it is mended."""
        country, zone = self.writing.places.of(file)
        id = file.recipe.id if file.recipe is not None else ""
        source = self.mending if self.mending is not None else file.source
        if self.again and source is not None:
            return retrying.wishes_before(self.case, source, id, country, zone)
        circumstances, at = self.origin.circumstances(file), self._zone(file)
        period = None if self.origin.wrong(file, at) else stating.authorised(circumstances, at)
        refer = self.origin.refer.isChecked() and isinstance(file.path, Path)
        return Wishes(
            id, country, zone, self.origin.acquisition(file), period, circumstances=circumstances,
            sha512=self.origin.sha512.isChecked(), refer=refer,
        )  # fmt: skip

    def missing(self, files: Sequence[File], kinds: Kinds) -> tuple[int, str, bool] | None:
        """The first thing that has to be said before anything is imported: the place of the file it is about, the
        sentence, and whether it is about where the file comes from."""
        for at, file in enumerate(files):
            if file.found is None:
                continue
            wrong = "" if self.again else self.origin.wrong(file, self._zone(file))
            lacking = wrong or file.lacks(kinds)
            if lacking:
                return at, f"{file.path.name}: {lacking}" if len(files) > 1 else lacking, bool(wrong)
        return None

    def _zone(self, file: File) -> str:
        return self.writing.places.of(file)[1] or self.case.about.zone or "UTC"
