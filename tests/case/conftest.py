from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from workbench.case import opening
from workbench.case.cases import Case
from workbench.model.kinds import Kinds


@pytest.fixture
def case(tmp_path: Path, kinds: Kinds) -> Iterator[Case]:
    made = opening.create(
        tmp_path / "test.case", kinds, "A. Nalyst", title="Test", country="GB", zone="Europe/London"
    )
    yield made
    made.close()


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
