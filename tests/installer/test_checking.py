"""Checking: all checks run, one failure fails the whole, and the tests' closing line stands last."""

import sys

import pytest

from installer import checking
from installer.places import PROJECT

PASSES = ["python", "-c", "print('3 passed in 0.1s')"]
FAILS = ["python", "-c", "import sys; print('bad'); sys.exit(3)"]


@pytest.fixture(autouse=True)
def this_python(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "program", lambda name: sys.executable)


def test_all_run_although_one_fails(capsys: pytest.CaptureFixture[str]) -> None:
    assert checking.run_all({"first": FAILS, "tests": PASSES}) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[-1] == "3 passed in 0.1s"
    assert lines[-3].startswith("FAILED  first")
    assert lines[-2].startswith("ok      tests")


def test_all_passing_is_zero() -> None:
    assert checking.run_all({"first": PASSES, "tests": PASSES}) == 0


def test_every_check_of_the_issue_is_run_and_the_tests_are_last() -> None:
    programs = [command[0] for command in checking.CHECKS.values()]
    assert programs == ["ruff", "ruff", "mypy", "lint-imports", "pytest"]


def test_ci_runs_the_very_command_of_the_readme() -> None:
    command = "python3 installer/bootstrap.py test"
    assert command in (PROJECT / ".ci" / "run").read_text("utf-8").splitlines()
    assert command in (PROJECT / "README.md").read_text("utf-8")
