"""Importing a file: hash, keep, read in the child, take in block by block, seal; or leave no trace."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from workbench.app import archives, cautions, whose
from workbench.app.archives import Part
from workbench.app.library import Library
from workbench.case import circumstances as circumstances_of
from workbench.case import entities, included, readings, sources, surprises
from workbench.case.cases import Case
from workbench.case.circumstances import Circumstances
from workbench.case.readings import Counts
from workbench.case.sources import Acquisition
from workbench.case.writing import ReadingWriter
from workbench.ingest import reading, recognising
from workbench.ingest import recipe as recipes
from workbench.ingest.context import ReadContext
from workbench.ingest.recipe_parts import Recipe
from workbench.model.block import Ending
from workbench.model.files import AnyFile
from workbench.model.problems import Problem
from workbench.model.values import private_keys

Tell = Callable[[int, int, str], None]
PRIVATE_KEY = (
    "a private key was in this file: it is not stored in clear, of the original only the SHA-256 is kept"
)


@dataclass(frozen=True)
class Stage:
    """How far one file is: `doing` is hashing, keeping, reading, finishing or done; bytes and rows so far."""

    path: AnyFile
    doing: str
    done: int = 0
    total: int = 0
    rows: int = 0


Watch = Callable[[Stage], None]


@dataclass(frozen=True)
class Wishes:
    """What the analyst says with a file; empty means as the case or the recipe has it. `period` is the authorised
    stretch of time in UTC microseconds: rows outside are withheld. `order` is that of day, month and year: dmy, mdy,
    ymd, or auto; `calendar` and `encoding` are those of the recipe language. `password` opens archives and is kept
    nowhere. `tolerance` is how many seconds two sources may put the same event apart, None as its kind says. `subject`
    is whose records a file holds that does not say it; empty means those of whom the circumstances say they are."""

    recipe: str = ""
    country: str = ""
    zone: str = ""
    acquisition: Acquisition = field(default_factory=Acquisition)
    period: tuple[int, int] | None = None
    order: str = ""
    circumstances: Circumstances = field(default_factory=Circumstances)
    tolerance: int | None = None
    calendar: str = ""
    encoding: str = ""
    password: str = field(default="", repr=False)
    subject: str = ""


class _PrivateKeyPacked(Exception):
    """A private key inside a packed file (a workbook, say): its bytes did not show it, its rows do."""


@dataclass(frozen=True)
class Outcome:
    """What became of one file. `problem` is set where it could not be taken in; `already` where it was in before;
    `left_out` says why something in a folder was not meant to be taken in.

    `checks` are what the file says of itself and whether it holds, `surprises` what an analyst should know, with the
    number of rows concerned (0 = not counted).
    """

    path: AnyFile
    source: int | None = None
    sha256: str = ""
    recipe: str = ""
    counts: Counts | None = None
    problem: str = ""
    already: bool = False
    checks: tuple[tuple[str, bool], ...] = ()
    surprises: tuple[tuple[str, int], ...] = ()
    left_out: str = ""

    def as_json(self) -> dict[str, Any]:
        """The shape `clew import --json` prints."""
        said: dict[str, Any] = {
            "source": self.source,
            "reading": self.counts.reading if self.counts else None,
            "file": str(self.path),
            "sha256": self.sha256,
            "recipe": self.recipe,
        }
        if self.counts:
            c = self.counts
            said["rows"] = {
                "read": c.read, "kept": c.kept, "duplicate": c.duplicate, "rejected": c.rejected,
                "withheld": c.withheld,
            }  # fmt: skip
            said["entities"] = {"new": c.new_entities, "known": c.known_entities}
            said["links"] = {"new": c.new_links}
        if self.checks:
            said["checks"] = [{"says": says, "holds": holds} for says, holds in self.checks]
        if self.surprises:
            said["surprises"] = [{"says": says, "count": count} for says, count in self.surprises]
        if self.already:
            said["already"] = True
        if self.left_out:
            said["left_out"] = self.left_out
        if self.problem:
            said["problem"] = self.problem
        return said


def import_files(
    case: Case,
    paths: list[Path],
    library: Library,
    wishes: Wishes | None = None,
    tell: Tell = lambda d, t, s: None,
) -> Iterator[Outcome]:
    """Imports files one after the other, those of a folder and of an archive among them; one that cannot be taken in
    does not stop the others."""
    for path in paths:
        try:
            parts = archives.offered(path, library, wishes.password if wishes else "")
        except Problem as problem:
            yield Outcome(path, problem=str(problem))
            continue
        for part in parts:
            yield _import_part(case, part, library, wishes, tell)


def _import_part(case: Case, part: Part, library: Library, wishes: Wishes | None, tell: Tell) -> Outcome:
    if part.left_out:
        return Outcome(part.path, left_out=part.left_out)
    if part.refused:
        return Outcome(part.path, problem=f"{part.path.name} {part.refused}")
    try:
        return import_file(case, part.path, library, wishes, tell)
    except Problem as problem:
        return Outcome(part.path, problem=str(problem))


def import_file(
    case: Case, path: AnyFile, library: Library, wishes: Wishes | None = None,
    tell: Tell = lambda d, t, s: None, watch: Watch = lambda stage: None, by_hash: bool = False,
) -> Outcome:  # fmt: skip
    """Takes one file into the case as a new source, or as a better reading of one it holds.

    The original is kept, unless it holds rows outside the authorised period or a private key, or `by_hash` is said:
    then its SHA-256 alone, and the rows as they were read. Raises Problem, and leaves no trace, when it cannot be
    read; the same when `tell` raises to cancel. `watch` hears of every stage.
    """
    wishes = wishes or Wishes()
    watch(Stage(path, "hashing"))
    if wishes.zone and wishes.zone not in available_timezones():
        raise Problem(f"there is no time zone '{wishes.zone}'", "say one such as Europe/London")
    tell(0, 0, f"Hashing {path.name}")
    sha256, size = sources.hash_file(path)
    declared = choose_recipe(path, library, wishes.recipe)
    recipe = as_wished(declared, wishes)
    about = case.about
    zone = wishes.zone or about.zone or "UTC"
    context = ReadContext(
        country=wishes.country or recipe.layout.country or about.country,
        zone=zone,
        zone_basis="set by user" if wishes.zone else "assumed",
        period=wishes.period,
        subject=subject_of(wishes, recipe, library),
    )
    options: dict[str, Any] = {
        "country": context.country,
        "zone": zone,
        "zone_basis": context.zone_basis,
        "period": list(wishes.period) if wishes.period else None,
    }
    if wishes.tolerance is not None:
        options["tolerance"] = wishes.tolerance
    if context.subject:
        options["subject"] = context.subject
    known = sources.find(case.writer, sha256)
    before = readings.of_source(case, known) if known is not None else []
    for earlier in before:
        if earlier.recipe_text == recipe.text and earlier.options == options:
            return _again(case, path, known, sha256, recipe, earlier)
    replaced = next((e.id for e in before if e.included), None)
    case.declare(library.kinds)
    source = known
    try:
        if source is None:

            def keeping(done: int, total: int) -> None:
                watch(Stage(path, "keeping", done, total))
                tell(done, total, f"Keeping {path.name}")

            by_hash = by_hash or private_keys.in_file(path)
            if by_hash or (context.period and _withholds(case, path, recipe, context, library)):
                source = sources.refer(case, path, sha256, size, wishes.acquisition)
            else:
                source = sources.keep(case, path, sha256, size, wishes.acquisition, keeping)
        context = replace(context, keep_rows=not sources.holds_bytes(case.writer, source))
        plugin = library.version_of(declared)
        counts, facts = _read(
            case, path, source, sha256, recipe, context, options, library, plugin, replaced, tell, watch
        )
    except _PrivateKeyPacked:
        readings.remove_unsealed(case)
        return import_file(case, path, library, wishes, tell, watch, by_hash=True)
    except OSError as error:
        readings.remove_unsealed(case)
        if error.filename is None or str(error.filename) not in (
            str(path),
            str(getattr(path, "archive", path)),
        ):
            raise
        raise Problem(
            f"{path.name} cannot be read any more: {error.strerror}",
            "it was moved or deleted; import it from where it is",
        ) from error
    except BaseException:
        readings.remove_unsealed(case)
        raise
    state(case, source, sha256, wishes.circumstances, zone)
    watch(Stage(path, "done", size, size, counts.read))
    stated = days(wishes.circumstances.delivered_first, wishes.circumstances.delivered_last, zone)
    odd = tuple((s.says, s.count) for s in surprises.of_reading(case, counts.reading, stated))
    return Outcome(path, source, sha256, recipe.id, counts, checks=checks_of(facts), surprises=odd)


def subject_of(wishes: Wishes, recipe: Recipe, library: Library) -> str:
    """Whose records a file holds that does not say it: what was said for the reading, else in the circumstances;
    "" where the recipe does not ask."""
    if not recipe.asks_whose:
        return ""
    kinds = library.kinds.entities
    return whose.told(wishes.subject, kinds) or whose.identifier(wishes.circumstances.delivered, kinds)


def checks_of(facts: dict[str, Any]) -> tuple[tuple[str, bool], ...]:
    """What a file says of itself, in sentences, and whether it holds."""
    said = tuple((check["sentence"], check["holds"]) for check in facts.get("checks", ()))
    said += tuple((sentence, False) for sentence in cautions.of(facts))
    return (*said, (PRIVATE_KEY, False)) if facts.get("private_keys") else said


def state(case: Case, source: int, sha256: str, said: Circumstances, zone: str) -> None:
    """Keeps the circumstances of a source, and whose records it holds for which period as what was stated."""
    if not said:
        return
    with case.write() as db:
        circumstances_of.keep(db, sha256, said)
    if not (said.delivered or said.delivered_first or said.delivered_last):
        return
    subject = None
    if said.delivered:
        try:
            subject = entities.resolve(case, said.delivered)
        except Problem:
            subject = None  # whose records they are is kept in words; the case holds no such entity
    first, last = days(said.delivered_first, said.delivered_last, zone)
    known = (source, subject, first, last, "stated")
    if known in [(c.source, c.subject, c.first, c.last, c.basis) for c in sources.coverage(case)]:
        return
    with case.edit("State whose records a source holds") as db:
        sources.cover(db, source, first, last, subject=subject)


def days(first: str, last: str, zone: str) -> tuple[int | None, int | None]:
    """Two days, both included, as UTC microseconds from the first to the end of the last; None where one is open.

    Raises Problem where one is no day, or the last is before the first.
    """
    found: list[int | None] = []
    for text, further in ((first, 0), (last, 1)):
        try:
            day = date.fromisoformat(text.strip()) + timedelta(days=further) if text.strip() else None
        except ValueError as error:
            raise Problem(f"'{text}' is no day", "write it as 2026-06-30") from error
        found.append(utc(datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone))) if day else None)
    if found[0] is not None and found[1] is not None and found[1] <= found[0]:
        raise Problem("the period ends before it begins", "exchange the two dates")
    return found[0], found[1]


def authorised(said: Circumstances, zone: str) -> tuple[int, int] | None:
    """The period outside which rows are withheld: the one asked for, unless a reason is given to read all."""
    first, last = days(said.asked_first, said.asked_last, zone)
    if said.outside or (first is None and last is None):
        return None
    return (-(1 << 62) if first is None else first, (1 << 62) if last is None else last)


def _withholds(case: Case, path: AnyFile, recipe: Recipe, context: ReadContext, library: Library) -> bool:
    """Whether any row lies outside the authorised period: then the original may not be kept. Looks at the file up
    to the first such row."""
    with reading.open(path, recipe, kinds=case.kinds, context=context, by=library.child) as stream:
        return any(block.withheld for block in stream)


def _read(
    case: Case, path: AnyFile, source: int, sha256: str, recipe: Recipe, context: ReadContext, options: dict[str, Any],
    library: Library, plugin: tuple[str, str] | None, replaced: int | None, tell: Tell, watch: Watch,
) -> tuple[Counts, dict[str, Any]]:  # fmt: skip
    writer = ReadingWriter(case, source, (recipe.id, recipe.text), options, plugin, replaces=replaced)
    rows = octets = 0
    with reading.open(path, recipe, kinds=case.kinds, context=context, by=library.child) as stream:
        for block in stream:
            writer.add(block)
            rows, octets = rows + block.rows, block.bytes_total
            watch(Stage(path, "reading", block.bytes_done, block.bytes_total, rows))
            tell(block.bytes_done, block.bytes_total, f"{path.name}: {rows:,} rows")
        ending = stream.ending
    if ending.sha256 != sha256:
        raise Problem(
            f"{path.name} changed while it was read", "copy it to a folder nobody writes to and try again"
        )
    if ending.facts.get("private_keys") and not context.keep_rows and replaced is None:
        raise _PrivateKeyPacked
    watch(Stage(path, "finishing", octets, octets, rows))
    title = f"Import {path.name}" if replaced is None else f"Read {path.name} again with {recipe.name}"
    ending = Ending(ending.sha256, ending.facts | (archives.origin(path) or _came_in(case, source)))
    return writer.seal(ending, title), ending.facts


def _came_in(case: Case, source: int) -> dict[str, Any]:
    """The archive that an earlier reading of a source says it came in: a better reading keeps it."""
    for listed in sources.listed(case):
        if listed.id == source and "archive" in listed.facts:
            return {"archive": listed.facts["archive"]}
    return {}


def _again(
    case: Case,
    path: AnyFile,
    source: int | None,
    sha256: str,
    recipe: Recipe,
    earlier: readings.Earlier,
) -> Outcome:
    """The very same file read the very same way: nothing new; where it was hidden, it shows again."""
    if not earlier.included:
        others = [e.id for e in readings.of_source(case, source) if e.included] if source is not None else []
        included.switch(case, f"Include {path.name} again", on=[earlier.id], off=others)
    c = earlier.counts
    counts = Counts(
        c.reading,
        c.read,
        0,
        c.duplicate + c.kept,
        c.rejected,
        c.withheld,
        0,
        c.new_entities + c.known_entities,
        0,
    )
    return Outcome(path, source, sha256, recipe.id, counts, already=True)


def choose_recipe(path: AnyFile, library: Library, wanted: str = "") -> Recipe:
    """The recipe asked for, else the one that recognises the file; Problem with what is there when none does."""
    if wanted:
        asked = library.recipe(wanted)
        return asked.read_by(recognising.recognise(path, [asked], by=library.child).reader)
    found = recognising.recognise(path, library.recipes, by=library.child)
    if found.best is not None:
        return found.best.recipe
    fitting = [c for c in found.candidates if c.fits]
    if fitting:
        names = ", ".join(c.recipe.id for c in fitting)
        raise Problem(f"{path.name} could be read by several recipes: {names}", "name one with --recipe")
    if found.facts.get("draft") and found.candidates:
        draft = found.candidates[0].recipe.id
        raise Problem(
            f"{path.name} could be read by {draft}, but only as a draft: it is {found.facts['draft']}",
            f"look at its rows in the window and confirm them there, or name the recipe: --recipe {draft}",
        )
    columns = ", ".join(found.columns[:12]) + (", …" if len(found.columns) > 12 else "")
    nearly = "".join(f"; {c.recipe.id} nearly fits: {c.reasons[0]}" for c in found.candidates[:1])
    raise Problem(
        f"no recipe knows the layout of {path.name} (its columns are {columns}{nearly})",
        "pick its columns in the window, or name a recipe with --recipe (see 'clew recipes')"
        + recognising.not_asked(found.broken),
    )


def ordered(recipe: Recipe, order: str) -> Recipe:
    """The recipe with another date order and a text that says so; itself where none is wished."""
    if not order or order == recipe.layout.date_order:
        return recipe
    made = recipe.with_layout(date_order=order)
    return replace(made, text=recipes.to_text(made))


def as_wished(recipe: Recipe, wishes: Wishes) -> Recipe:
    """The recipe with the order of dates, calendar and encoding that are wished, and a text that says so."""
    layout = {"date_order": wishes.order, "calendar": wishes.calendar, "encoding": wishes.encoding}
    changes = {name: said for name, said in layout.items() if said and said != getattr(recipe.layout, name)}
    if not changes:
        return recipe
    made = recipe.with_layout(**changes)
    return replace(made, text=recipes.to_text(made))


def utc(moment: datetime) -> int:
    """A moment with a zone in UTC microseconds."""
    return round(moment.astimezone(UTC).timestamp() * 1_000_000)
