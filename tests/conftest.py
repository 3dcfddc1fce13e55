"""What every test shares: no screen, no network, kinds, and an empty case."""

from __future__ import annotations

import os
import pickle
from collections.abc import Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from hypothesis import settings

from workbench.app.library import Library
from workbench.ingest.child import Child
from workbench.model import kinds as kinds_of
from workbench.model.kinds import Kinds
from workbench.plugin_host.loading import reader_source

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = Path(os.environ.get("WORKBENCH_SAMPLES", ROOT.parent / "shared" / "samples"))

# No clock decides, and every machine tries the same examples; `pytest --hypothesis-profile=default` tries new ones.
settings.register_profile("same", deadline=None, derandomize=True)
settings.load_profile("same")


@pytest.fixture(scope="session", autouse=True)
def _application(qapp: object) -> None:
    """One application with widgets for the whole run: drawing alone would make one without, and keep it."""


@pytest.fixture(scope="session")
def kinds() -> Kinds:
    folder = ROOT / "resources" / "kinds"
    return kinds_of.parse(
        (sort.name, file.name, file.read_text("utf-8"))
        for sort in sorted(folder.iterdir())
        for file in sorted(sort.iterdir())
    )


@pytest.fixture(scope="session", autouse=True)
def _one_reading_process() -> Iterator[None]:
    """Libraries with the same plugins share a process that opens files: starting one takes longer than most tests."""
    kept: dict[bytes, Child] = {}

    def shared(library: Library) -> Child:
        readers = reader_source(library.plugins)
        known = pickle.dumps(readers)
        if known not in kept:
            kept[known] = Child(readers)
        return kept[known]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Library, "child", property(shared))
        yield
    for child in kept.values():
        child.stop()


@pytest.fixture
def samples() -> Path:
    """Real files of others; skipped, with the reason, where they are absent."""
    if not SAMPLES.is_dir():
        pytest.skip(f"no sample files at {SAMPLES} (set WORKBENCH_SAMPLES)")
    return SAMPLES


@pytest.fixture
def unprivileged(tmp_path: Path) -> Iterator[None]:
    """For one test, permissions bind: root, whom they do not bind, becomes nobody for as long."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        yield
        return
    above = [p for p in tmp_path.parents if p.stat().st_uid == 0 and p.stat().st_mode & 0o055 != 0o055]
    modes = {p: p.stat().st_mode for p in above}
    for p in above:
        p.chmod(p.stat().st_mode | 0o055)
    os.chown(tmp_path, 65534, 65534)
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)
        for p, mode in modes.items():
            p.chmod(mode)
