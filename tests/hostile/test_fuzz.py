"""What ends a reader's process ends nothing else, and its bytes are kept."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests import needs
from tests.hostile import fuzz

ENDED = "import os, sys; open(sys.argv[1], 'wb').write(b'evil'); os.abort()"


@needs.LIMITS
def test_a_process_that_is_ended_is_a_finding_and_another_goes_on(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    begun: list[int] = []

    def command(seconds: float, seed: int) -> list[str]:
        begun.append(seed)
        code = ENDED if len(begun) < 3 else f"raise SystemExit({fuzz.FOUND})"
        return [sys.executable, "-c", code, str(tmp_path / "last")]

    found = fuzz.attended("workbook", command, 60.0, 7, tmp_path / "last", tmp_path / "kept")
    assert (found, begun) == (3, [7, 8, 9])
    assert [p.read_bytes() for p in (tmp_path / "kept").iterdir()] == [b"evil", b"evil"]
    assert capfd.readouterr().out.count("ended: signal SIGABRT") == 2


@needs.LIMITS
def test_by_lot_every_reader_is_tried(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        sys, "argv", ["fuzz", "--lot", "--seconds", "1", "--keep", str(tmp_path / "kept"), "dbf", "web_table"]
    )
    assert fuzz.main() == 0
    said = capfd.readouterr().out.splitlines()
    assert [line.split()[0] for line in said] == ["dbf", "web_table"]
    assert all(int(line.split()[1].replace(",", "")) > 0 for line in said)
