"""selftest: exit code, JSON and the page for the laboratory."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Clew
from workbench.app.selftest import running
from workbench.app.selftest.checks import Check, Run

MADE = {"clew": "0.1.0", "python": "3.11", "polars": "2", "system": "here", "build": "cd" * 32}


def ran(*checks: Check) -> Run:
    return Run(MADE, 1_000_000, 2.0, checks)


def test_what_is_as_known(clew: Clew, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "run", lambda library, tell: ran(Check("Import", "<a>.csv", True, "1", "1")))
    out = tmp_path / "result.html"
    said = clew("selftest", "-o", out)
    assert said.code == 0 and "1 checks in 2 seconds: all as known." in said.text
    page = out.read_text("utf-8")
    for wanted in ("cd" * 32, "0.1.0", "1970-01-01", "T. Ester", "&lt;a&gt;.csv"):
        assert wanted in page, wanted
    told = clew("selftest", "--json").json
    assert told["ok"] and told["made_with"] == MADE and len(told["checks"]) == 1


def test_what_is_not_as_known(clew: Clew, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        running, "run", lambda library, tell: ran(Check("Verify", "log", False, "holds", "broken"))
    )
    said = clew("selftest")
    assert said.code == 1 and "1 FAILED" in said.text and "broken" in said.text
    assert clew("selftest", "--json").json["ok"] is False
    assert clew("selftest", "-o", "x.txt").code == 2
