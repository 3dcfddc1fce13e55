"""Whether a case, done once more from its originals, says the same: and where not, the first thing that differs."""

from __future__ import annotations

import secrets
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from workbench.app.library import Library
from workbench.app.method_files import Told
from workbench.app.originals import Originals
from workbench.app.replaying import Replay, Unlike, first_kinds
from workbench.app.stage import Tell, unheard
from workbench.case import content, methods, opening
from workbench.case.cases import Case
from workbench.case.content import Content
from workbench.case.methods import Method


@dataclass(frozen=True)
class Replayed:
    """What became of a replay: whether the same came out, else the first difference in a sentence; the SHA-256 of both
    contents, how many files and steps were done once more, and which entries of the log changed nothing."""

    identical: bool
    difference: str
    content: str
    again: str
    imports: int
    steps: int
    unplayed: Mapping[str, int]


def replay(
    case: Case, library: Library, analyst: str, *, out: Path | None = None, originals: Path | None = None,
    passphrase: str = "", tell: Tell = unheard,
) -> Replayed:  # fmt: skip
    """Does everything recorded in a case once more, in the new case `out` (else one that is taken away again), and
    compares what both say. Problem where the case was changed behind its log or an original is missing."""
    method = methods.of(case)
    folder = Path(tempfile.mkdtemp(prefix="clew-")) if out is None else out.parent
    path = out or folder / "replay.case"
    here = path.exists()
    try:
        found = Originals(case, originals, folder / f"{path.name}.originals")
        found.refuse_missing(method.sources)
        with made(path, method, analyst, passphrase if out else secrets.token_urlsafe(24)) as again:
            try:
                Replay(method, again, library, found, tell).play()
                difference = ""
            except Unlike as unlike:
                difference = unlike.what
            tell(0, 0, "Comparing what both cases say")
            one, other = Content(case), Content(again)
            said, anew = content.whole(one.parts(tell)), content.whole(other.parts(tell))
            if said != anew and not difference:
                difference = content.difference(one, other, tell)
    except BaseException:
        if not here:
            path.unlink(missing_ok=True)
        raise
    finally:
        if out is None:
            shutil.rmtree(folder, ignore_errors=True)
    return Replayed(not difference and said == anew, difference, said, anew, *_done(method), method.unplayed)


def run(
    told: Told,
    library: Library,
    analyst: str,
    out: Path,
    sources: Path,
    passphrase: str = "",
    tell: Tell = unheard,
) -> Replayed:
    """Does a method that came as a file, with the files of a folder, in a new case, which stays. Problem where a file
    is missing or `out` is there already."""
    method, difference = told.method, ""
    found = Originals(None, sources, out.parent / f"{out.name}.originals")
    found.refuse_missing(method.sources)
    here = out.exists()
    try:
        with made(out, method, analyst, passphrase) as case:
            try:
                Replay(method, case, library, found, tell).play()
            except Unlike as unlike:
                difference = unlike.what
            tell(0, 0, "Counting what the case says")
            said = content.of(case, tell)
    except BaseException:
        if not here:
            out.unlink(missing_ok=True)
        raise
    if said != told.content and not difference:
        difference = (
            f"it says {said} and not {told.content}: 'clew content' on both cases shows which part differs"
        )
    return Replayed(said == told.content, difference, told.content, said, *_done(method), method.unplayed)


def made(path: Path, method: Method, analyst: str, passphrase: str = "") -> Case:
    """A new case that says of itself what the case of a method said when it was made."""
    return opening.create(path, first_kinds(method), analyst, passphrase=passphrase, **method.about)


def _done(method: Method) -> tuple[int, int]:
    """How many files a method reads and how many steps it takes beside that."""
    imports = sum(act.act == "import" for act in method.acts)
    return imports, sum(act.act == "step" for act in method.acts)
