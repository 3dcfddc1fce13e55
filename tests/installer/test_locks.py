"""The committed locks: every file by hash, no index, every system, and what pyproject.toml asks for."""

import re
import tomllib

import pytest
from pip._vendor.packaging.requirements import Requirement
from pip._vendor.packaging.utils import canonicalize_name

from installer import packing
from installer.bootstrap import VERSIONS
from installer.places import LOCK, PROJECT, TEST_LOCK

LOCKS = {"running": LOCK.read_text("utf-8"), "testing": TEST_LOCK.read_text("utf-8")}
PYPROJECT = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))
TARGETS = [(system, python) for system in packing.TAGS for python in VERSIONS]


def names(lock: str, environment: dict[str, str]) -> list[str]:
    """The requirements that hold in an environment, as text."""
    return [str(requirement) for requirement, _ in packing.needed(lock, environment)]


def versions(lock: str, system: str, python: str) -> dict[str, str]:
    """Package to version, as one target would install a lock."""
    chosen = packing.needed(lock, packing.target_environment(system, python))
    found = {canonicalize_name(requirement.name): str(requirement.specifier)[2:] for requirement, _ in chosen}
    assert len(found) == len(chosen), "a package twice"
    return found


@pytest.mark.parametrize("name", LOCKS)
def test_every_requirement_is_pinned_and_hashed(name: str) -> None:
    entries = packing.entries(LOCKS[name])
    assert len(entries) > 40
    for requirement, hashes in entries:
        assert re.fullmatch(r"==[^=*,]+", str(requirement.specifier)), requirement
        assert hashes, requirement
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", one) for one in hashes), requirement


@pytest.mark.parametrize("name", LOCKS)
def test_no_lock_names_an_index_a_file_or_an_option(name: str) -> None:
    assert "://" not in LOCKS[name]
    for line in LOCKS[name].splitlines():
        assert re.match(r"[a-z0-9]|\s+--hash=sha256:|\s*#", line), line


@pytest.mark.parametrize(("system", "python"), TARGETS)
def test_the_lock_satisfies_pyproject_on_every_target(system: str, python: str) -> None:
    asked = [*PYPROJECT["project"]["dependencies"], *PYPROJECT["build-system"]["requires"]]
    running = versions(LOCKS["running"], system, python)
    testing = versions(LOCKS["testing"], system, python)
    for found, wanted in (
        (running, asked),
        (testing, asked + PYPROJECT["project"]["optional-dependencies"]["test"]),
    ):
        for requirement in map(Requirement, wanted):
            version = found.get(canonicalize_name(requirement.name))
            assert version, f"{requirement} is not in the lock: run python -m installer.locking"
            assert requirement.specifier.contains(version), f"{requirement} but {version} is locked"


@pytest.mark.parametrize(("system", "python"), TARGETS)
def test_the_checks_run_on_the_versions_that_users_get(system: str, python: str) -> None:
    running = versions(LOCKS["running"], system, python)
    testing = versions(LOCKS["testing"], system, python)
    assert running.items() <= testing.items()


def test_no_marker_depends_on_the_patch_level_of_python() -> None:
    for system, python in TARGETS:
        first = packing.target_environment(system, python)
        later = {**first, "python_full_version": f"{python}.30", "implementation_version": f"{python}.30"}
        for lock in LOCKS.values():
            assert names(lock, first) == names(lock, later)
