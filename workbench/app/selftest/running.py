"""Runs the self-test: the demonstration with its facts and questions, verify, replay, and every plugin's samples."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from workbench.app import build, demonstration, method_files, proving
from workbench.app.library import Library
from workbench.app.selftest import planted, samples
from workbench.app.selftest.checks import Check, Run, Tell
from workbench.case import opening, verifying
from workbench.model.problems import Cancelled, Problem


def run(library: Library, tell: Tell = lambda done, total, text: None) -> Run:
    """Every check, in a temporary folder that is taken away again; `tell` may raise to stop it."""
    started, at = time.monotonic(), time.time_ns() // 1000
    folder = Path(tempfile.mkdtemp(prefix="clew-selftest-"))
    try:
        checks = tuple(_checks(library, folder, tell))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    made_with = {**method_files.made_with(), "build": build.sha256()}
    return Run(made_with, at, time.monotonic() - started, checks)


def _checks(library: Library, folder: Path, tell: Tell) -> Iterator[Check]:
    for plugin in library.plugins.plugins:
        yield Check("Plugin", plugin.id, plugin.state == "ready", "ready", plugin.reason or plugin.state)
    yield from _demonstration(library, folder, tell)
    yield from samples.checks(library, tell)


def _demonstration(library: Library, folder: Path, tell: Tell) -> Iterator[Check]:
    """The demonstration's case: made, looked through, verified and done once more."""
    try:
        made = demonstration.build(folder, library, tell=tell)
    except Cancelled:
        raise
    except Problem as problem:
        yield Check("Import", "demonstration", False, "taken in", str(problem))
        return
    with contextlib.closing(made.case):
        yield from planted.checks(made, tell)
    path = made.case.path
    for check in verifying.verify(path, tell):
        yield Check("Verify", check.name, check.ok, "holds", check.detail)
    with opening.open_case(path) as case:
        again = proving.replay(case, library, demonstration.ANALYST, tell=tell)
    yield Check("Replay", "the same content", again.identical, again.content, again.difference or again.again)
