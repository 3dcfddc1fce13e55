"""One file of the import window: what it was recognised as, and the recipe as it stands now."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from workbench.app.habits import Used
from workbench.case.met import Met
from workbench.ingest import drafting, guessing
from workbench.ingest.guessing import Guess
from workbench.ingest.preview import Preview
from workbench.ingest.readers import Table
from workbench.ingest.recipe_parts import Recipe
from workbench.ingest.recognising import Candidate, Recognised
from workbench.ingest.undecided import Question
from workbench.ingest.words import Words
from workbench.model.files import AnyFile
from workbench.model.kinds import Kinds
from workbench.ui import words
from workbench.ui.words import translate

NOBODY = "own.draft"  # the id of a recipe made from nothing


@dataclass(eq=False)
class File:
    """`recipe` is the one in work and `base` the one it was before anybody changed it, None while none is chosen.

    `preview` is what the recipe makes of the first rows, `wrong` why it cannot be read so, `met` who of them the case
    knows, `words` the words of columns that were counted, `name` what a changed recipe is to be kept as; `locked` says
    that it wants a password, `source` that the case holds these very bytes already,
    `questions` what the reader could not decide, `guesses` what its rows may give; `seen` that somebody looked at it,
    `is_text` that it is running text and nobody said to read it as a table.
    """

    path: AnyFile
    found: Recognised | None = None
    problem: str = ""
    recipe: Recipe | None = None
    base: Recipe | None = None
    used: Used | None = None
    preview: Preview | None = None
    wrong: str = ""
    met: Met = field(default_factory=Met)
    words: dict[str, Words] = field(default_factory=dict)
    name: str = ""
    locked: bool = False
    password: str = field(default="", repr=False)
    source: int | None = None
    questions: tuple[Question, ...] = ()
    guesses: list[Guess] = field(default_factory=list)
    seen: bool = False
    is_text: bool = False

    def take(self, found: Recognised, kinds: Kinds, used: Used | None, country: str = "") -> None:
        """Takes what the file was recognised as: the recipe used for such files before, else the one that fits best;
        a layout that nothing fits is begun by hand."""
        self.found, self.used = found, used
        fitting = [c for c in found.candidates if c.fits]
        before = next((c.recipe for c in fitting if used is not None and c.recipe.id == used.recipe), None)
        if before is not None:
            self.choose(before)
        elif found.best is not None:
            self.choose(found.best.recipe)
        elif not fitting:
            self.is_text = found.is_running_text
            if not self.is_text:
                self.begin(kinds, country)

    def choose(self, recipe: Recipe) -> None:
        """Goes on with another recipe."""
        read_by = recipe.read_by(self.found.reader) if self.found is not None else recipe
        self.recipe = self.base = read_by
        self.preview, self.wrong, self.met = None, "", Met()
        own = recipe.id.startswith("own.")
        as_for = translate("ImportWindow", "{recipe}, as for {file}")
        self.name = recipe.name if own else as_for.format(recipe=recipe.name, file=self.path.stem)

    def unlock(self, password: str) -> None:
        """Tries a password: it opens the archive from now on, and is kept nowhere."""
        self.password, self.problem, self.locked = password, "", False

    def begin(self, kinds: Kinds, country: str = "") -> None:
        """Begins a recipe from nothing: the kind the headers speak of most, with guessed columns."""
        assert self.found is not None
        self.is_text = False
        several = len(self.found.tables) > 1
        self.guesses = guessing.guesses(self.found.columns, kinds, self.table.sample, country)
        made = drafting.begin(
            self.guesses,
            reader=self.found.reader,
            name=self.path.stem,
            table=self.table.name if several else "",
        )
        self.recipe = self.base = made
        self.preview, self.wrong, self.met = None, "", Met()
        self.name = self.path.stem

    @property
    def table(self) -> Table:
        """The table looked at: the one whose columns were recognised."""
        assert self.found is not None
        return next((t for t in self.found.tables if t.columns == self.found.columns), self.found.tables[0])

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns as they are read now."""
        if self.preview is not None and self.preview.columns:
            return self.preview.columns
        return self.found.columns if self.found is not None else ()

    @property
    def facts(self) -> dict[str, Any]:
        """What the reader found out, by the recipe as it stands now where it has been tried."""
        found = dict(self.found.facts) if self.found is not None else {}
        return found | (dict(self.preview.facts) if self.preview is not None else {})

    @property
    def header_row(self) -> int:
        """The row that names the columns of the table looked at, 0 where none does."""
        said = self.facts.get("header_row")
        if isinstance(said, dict):  # a workbook says it for each sheet
            said = said.get(self.table.name, next(iter(said.values()), 0))
        return said if isinstance(said, int) else self.table.header_row

    @property
    def preamble(self) -> list[str]:
        """The lines before the header of the table looked at."""
        said, rows = self.facts.get("preamble"), self.facts.get("header_row")
        lines = [str(line) for line in (said if isinstance(said, (list, tuple)) else self.table.preamble)]
        if not isinstance(rows, dict) or self.table.name not in rows:
            return lines
        # the sheets of a workbook tell theirs one after the other
        before = list(rows)[: list(rows).index(self.table.name)]
        first = sum(max(rows[name] - 1, 0) for name in before)
        return lines[first : first + max(rows[self.table.name] - 1, 0)]

    @property
    def candidate(self) -> Candidate | None:
        """How well the chosen recipe fits, None for one made by hand or changed."""
        found = self.found.candidates if self.found is not None else ()
        return next((c for c in found if self.base is not None and c.recipe.id == self.base.id), None)

    @property
    def by_hand(self) -> bool:
        return self.base is not None and self.base.id == NOBODY

    @property
    def changed(self) -> bool:
        """Whether the recipe has to be kept under a name of its own."""
        return self.recipe is not None and self.base is not None and (
            self.by_hand or not drafting.same(self.recipe, self.base)
        )  # fmt: skip

    @property
    def open(self) -> bool:
        """Whether it is still to be looked at."""
        return self.found is None and not self.problem

    def lacks(self, kinds: Kinds) -> str:
        """What has to be said before it can be imported; "" where nothing is missing."""
        if self.is_text:
            return translate(
                "ImportWindow", "This is running text, not a table: say what is to become of it."
            )
        if self.recipe is None:
            return translate("ImportWindow", "Several layouts fit; choose one.")
        lacking = drafting.missing(self.recipe, kinds)
        if lacking:
            at, wanted = lacking[0]
            kind = kinds.records[self.recipe.sections[at].kind]
            names = [kind.field(id).name for id in wanted]
            said = translate("ImportWindow", "A {kind} needs “{field}”: pick its column.")
            return said.format(field=translate("ImportWindow", "” or “").join(names), kind=kind.name.lower())
        if not any(s.fields for s in self.recipe.sections):
            return translate("ImportWindow", "Nothing is picked yet; say which column says what.")
        if self.preview is not None and self.preview.undecided:
            return translate("ImportWindow", "Say what the dates have first.")
        if self.by_hand and not self.seen:
            return translate(
                "ImportWindow", "No recipe knows this layout: look at what is guessed, then import."
            )
        return self.wrong

    def said(self, kinds: Kinds) -> str:
        """How it stands, in a few words."""
        if self.locked:
            return translate("ImportWindow", "asks for its password")
        if self.problem:
            return translate("ImportWindow", "cannot be read")
        if self.found is None:
            return translate("ImportWindow", "being looked at …")
        if self.is_text:
            return translate("ImportWindow", "a text, not a table")
        if self.recipe is None:
            return translate("ImportWindow", "several layouts fit")
        if self.by_hand and not self.seen and not drafting.missing(self.recipe, kinds):
            return translate("ImportWindow", "a guess, look at it")
        if self.by_hand and self.lacks(kinds):
            return translate("ImportWindow", "pick its columns")
        if self.lacks(kinds):
            return translate("ImportWindow", "asks something")
        return self.name if self.by_hand else self.recipe.name

    @property
    def certainty(self) -> str:
        """How sure it is that the recipe is the right one, with how often it was used for such files."""
        parts = []
        if self.candidate is not None and self.candidate.fits:
            parts.append(
                translate("ImportWindow", "fits, {share} %").format(
                    share=words.number(round(100 * self.candidate.confidence))
                )
            )
        elif self.candidate is not None:
            parts.append(translate("ImportWindow", "nearly fits"))
        if self.used is not None and self.base is not None and self.used.recipe == self.base.id:
            parts.append(translate("ImportWindow", "used for these files before"))
        return words.DOT.join(parts)
