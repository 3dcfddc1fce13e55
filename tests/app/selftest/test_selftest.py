"""The self-test passes on this machine, and tells what is not as known: a file, a fact, a sample (EV-14)."""

from __future__ import annotations

import contextlib
import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from workbench.app import build, demo, paths
from workbench.app.library import Library
from workbench.app.selftest import page, planted, running, samples
from workbench.app.selftest.checks import Check, Run
from workbench.model.document import Table
from workbench.model.problems import Cancelled


def silent(done: int, total: int, text: str) -> None:
    pass


@pytest.fixture(scope="module")
def library() -> Iterator[Library]:
    with contextlib.closing(Library.shipped()) as shipped:
        yield shipped


@pytest.mark.slow
def test_everything_is_as_known_here(library: Library, tmp_path: Path) -> None:
    run = running.run(library)
    assert run.failed == [] and run.ok
    groups = {check.group for check in run.checks}
    assert {
        "Reference file",
        "Import",
        "Planted fact",
        "Question",
        "Verify",
        "Replay",
        "Sample of wallets",
    } <= groups
    assert run.made_with["build"] == build.sha256() and len(run.made_with["build"]) == 64
    names = [check.name for check in run.checks if check.group.startswith("Sample of")]
    shipped = [p.name for p in paths.shipped_plugins().glob("*/samples/*") if p.name != samples.EXPECTED]
    assert sorted(names) == sorted(shipped)
    told = page.document(run, "L. Ab")
    assert sum(len(block.rows) for block in told.blocks if isinstance(block, Table)) == len(run.checks)


def test_a_changed_demonstration_file_is_told(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One phone number less in one file: its hash, a fact and a question no longer come out."""
    shutil.copytree(
        paths.resources(), tmp_path / "resources", ignore=shutil.ignore_patterns("manual", "map", "fonts")
    )
    file = tmp_path / "resources" / "demo" / "market_alpha.csv"
    file.write_bytes(
        file.read_bytes().replace(b"ADB5B4F9BF8F2BFE8A28D084F582D61F003DBB69", b"").replace(b"A28D 084F", b"")
    )
    told = json.loads((tmp_path / "resources" / "demo" / demo.TRUTH).read_text("utf-8"))
    file.write_bytes(file.read_bytes() + b"\n")
    monkeypatch.setattr(planted, "truth", lambda: told)
    from workbench.app import demonstration

    monkeypatch.setattr(demonstration.places, "resources", lambda: tmp_path / "resources")
    made = demonstration.build(tmp_path / "case", library)
    with contextlib.closing(made.case):
        wrong = {(c.group, c.name) for c in planted.checks(made, silent) if not c.ok}
    assert ("Reference file", "market_alpha.csv") in wrong
    assert not any(group == "Import" and name != "market_alpha.csv" for group, name in wrong)


def test_a_sample_that_reads_otherwise_or_is_gone_is_told(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(paths.shipped_plugins() / "parcels", tmp_path / "parcels")
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / "plugin.toml").write_text("")
    folder = tmp_path / "parcels" / "samples"
    expected = json.loads((folder / samples.EXPECTED).read_text("utf-8"))
    gone, counted = sorted(expected)[:2]
    (folder / gone).unlink()
    expected[counted]["rows"] += 1
    (folder / samples.EXPECTED).write_text(json.dumps(expected))
    monkeypatch.setattr(samples.paths, "shipped_plugins", lambda: tmp_path)
    wrong = {(c.group, c.name) for c in samples.checks(library, silent) if not c.ok}
    assert wrong == {
        ("Sample of parcels", gone), ("Sample of parcels", counted), ("Sample of empty", samples.EXPECTED),
    }  # fmt: skip


def test_stopping_leaves_no_folder(library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running.tempfile, "tempdir", str(tmp_path))

    def stop(done: int, total: int, text: str) -> None:
        raise Cancelled("enough")

    with pytest.raises(Cancelled):
        running.run(library, stop)
    assert list(tmp_path.iterdir()) == []


def test_the_page_names_failures_first() -> None:
    checks = (Check("Import", "a.csv", True, "1", "1"), Check("Verify", "log", False, "holds", "broken at 3"))
    made_with = {"clew": "1", "build": "ab" * 32}
    told = page.document(Run(made_with, 0, 1.0, checks), "L. Ab")
    first = next(block for block in told.blocks if isinstance(block, Table))
    assert first.rows == (("Verify: log", "holds", "broken at 3", "FAILED"),)
    assert "1 of 2 checks did NOT" in str(told.blocks[0])
