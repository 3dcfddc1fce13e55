"""A small case of several worlds, worked on as an analyst would, and back from a format into a new case."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from workbench.__main__ import main
from workbench.app import gradings as shipped
from workbench.case import (
    assessments,
    drawn,
    entities,
    exhibits,
    gradings,
    graphs,
    involvement,
    notes,
    opening,
)
from workbench.case.cases import Case
from workbench.case.exhibits import Described, HandedOver
from workbench.report.extract import Extract, extract

PLUGINS = Path(__file__).resolve().parents[3] / "plugins"
A, B, C = (f"+4477009000{n:02}" for n in (1, 2, 3))
CALLS = f"""Caller,Callee,Start,Duration
{A},{B},2026-06-01 10:00:00,60
{B},{A},2026-06-02 11:00:00,30
{B},{C},2026-06-03 12:00:00,0
{A},{B},2026-06-04 12:00:00,5
"""
SAMPLES = (
    "phones/samples/whatsapp.two.txt", "payments/samples/goaml.xml", "parcels/samples/manifest.csv",
    "call_records/samples/subscriber_register.csv", "call_records/samples/cell_register.csv",
)  # fmt: skip
IDENTIFIED = (  # kinds that every format but FollowTheMoney says by a type of its own
    "phone", "device", "sim", "cell", "person", "organisation", "account", "wallet", "parcel", "vehicle", "address",
    "document",
)  # fmt: skip


def make(folder: Path) -> Path:
    """The case; nothing in it was chosen by chance but its uuid and the clock."""
    (folder / "calls.csv").write_text(CALLS)
    files = [folder / "calls.csv"]
    files += [Path(shutil.copy(PLUGINS / sample, folder)) for sample in SAMPLES]
    path = folder / "worked.case"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CLEW_ANALYST", "T. Ester")
        patch.setenv("CLEW_HOME", str(folder / "home"))
        about = ["--title", "Harbour & Quay", "--country", "gb", "--zone", "Europe/London"]
        assert main(["new", str(path), *about]) == 0
        assert main(["import", str(path), "--exhibit", "EX-1", *map(str, files)]) == 0
    with opening.open_case(path, "T. Ester", write=True) as case:
        _work(case)
    return path


def _work(case: Case) -> None:
    a, b = (entities.resolve(case, f"phone:{number}") for number in (A, B))
    with case.edit("Work") as db:
        exhibits.describe(case, db, "EX-1", Described(
            description="a disk", taken_by="Unit 4", authority="warrant 7", place="the quay",
            taken_at="2026-06-05 10:00", zone="+01:00", seal="S-1", legal_basis="section 19",
        ))  # fmt: skip
        exhibit = exhibits.known(db, "EX-1")
        handed = HandedOver(
            "Unit 4", "the laboratory", "2026-06-06 09:00", "+01:00", seal="S-1", why="to be read"
        )
        exhibits.hand_over(case, db, exhibit, handed)
        ann = drawn.draw_entity(case, db, "person", "Ann Example", basis="told by a colleague")
        van = drawn.draw_entity(case, db, "vehicle", "AB12 CDE", basis="seen")
        assessments.attribute(case, db, a, ann, basis="her contract")
        drawn.draw_link(case, db, "associated", ann, van, "drives it", "seen twice")
        involvement.involve(case, db, ann, "suspect", "the tip of May")
        notes.tag(db, ann, "arms trafficking", "a seized rifle", "T. Ester")
        notes.write(case, db, "calls at night", entity=b)
        admiralty, tlp = shipped.scheme("admiralty"), shipped.scheme("tlp_2")
        gradings.grade(case, db, "entity", ann, admiralty, admiralty.typed("B 2"), given_by="Unit 4")
        gradings.grade(case, db, "case", gradings.CASE, tlp, tlp.typed("GREEN"), given_by="Unit 4")


def taken(path: Path) -> tuple[Case, Extract]:
    """The case opened to be read, and all of it as an extract."""
    case = opening.open_case(path, "T. Ester")
    return case, extract(case, graphs.read(case))


def read_back(file: Path, folder: Path) -> Case:
    """A new case with nothing but a written file in it, read with our own reader."""
    folder.mkdir(exist_ok=True)
    path = folder / "back.case"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CLEW_ANALYST", "T. Ester")
        patch.setenv("CLEW_HOME", str(folder / "home"))
        assert main(["new", str(path), "--country", "gb", "--zone", "UTC"]) == 0
        assert main(["import", str(path), str(file)]) == 0
    return opening.open_case(path, "T. Ester")


def links(case: Case) -> dict[str, set[tuple[str, str]]]:
    """Every link of a case by its kind, each end as "kind:value"."""
    graph = graphs.read(case)
    names = [f"{graph.kinds[k]}:{v}" for k, v in zip(graph.kind.tolist(), graph.values, strict=True)]
    found: dict[str, set[tuple[str, str]]] = {}
    for kind, start, end in zip(
        graph.link_kind.tolist(), graph.start.tolist(), graph.end.tolist(), strict=True
    ):
        found.setdefault(graph.link_kinds[kind], set()).add((names[start], names[end]))
    return found


def values(case: Case) -> dict[str, set[str]]:
    """Every entity of a case by its kind."""
    graph = graphs.read(case)
    found: dict[str, set[str]] = {}
    for kind, value in zip(graph.kind.tolist(), graph.values, strict=True):
        found.setdefault(graph.kinds[kind], set()).add(value)
    return found


@pytest.fixture(scope="session")
def worked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The case, made once; nobody changes it."""
    return make(tmp_path_factory.mktemp("worked"))


@pytest.fixture
def whole(worked: Path) -> Iterator[Extract]:
    """All of it."""
    case, extract = taken(worked)
    with case:
        yield extract
