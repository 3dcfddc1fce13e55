"""Public tags of addresses against OFAC's list of sanctioned ones: every one of Hydra's and of Lazarus's is on it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from workbench.app.importing import import_file
from workbench.app.library import Library
from workbench.app.wishes import Wishes
from workbench.case import graphs, opening
from workbench.model.kinds import Kinds
from workbench.questions import asking
from workbench.questions.answer import Answer
from workbench.questions.held import Held
from workbench.questions.money.listed_by import listed_by

# The 39 tags of Tornado name 38 addresses: one is there twice.
PACKS = {"hydra": (117, 117), "lazarus": (21, 21), "tornado_cash": (37, 38)}


@pytest.fixture(scope="module")
def answer(tmp_path_factory: pytest.TempPathFactory, kinds: Kinds) -> Iterator[Answer]:
    from tests.conftest import SAMPLES

    if not (SAMPLES / "crypto").is_dir():
        pytest.skip(f"no sample files at {SAMPLES} (set WORKBENCH_SAMPLES)")
    folder: Path = SAMPLES / "crypto"
    library = Library.shipped()
    case = opening.create(
        tmp_path_factory.mktemp("tags") / "tags.case", kinds, "A. Nalyst", title="", country="", zone=""
    )
    files = [folder / "graphsense-tagpacks" / f"{pack}.yaml" for pack in PACKS]
    files += sorted((folder / "ofac-0xB10C").glob("sanctioned_addresses_*.txt"))
    for path in files:
        import_file(case, path, library, Wishes())
    yield asking.ask(Held(case, graphs.read(case)), listed_by, {"most": 100_000})
    case.close()
    library.close()


@pytest.mark.parametrize("pack", PACKS)
def test_how_many_tags_of_a_pack_are_sanctioned(answer: Answer, pack: str) -> None:
    title = {"hydra": "Hydra Market", "lazarus": "OFAC Tagpack", "tornado_cash": "Tornado.cash"}[pack]
    mine = [row for row in answer.rows if any(name.startswith(title) for name in row.cells[4].split("; "))]
    sanctioned = [row for row in mine if any(why.endswith("sanctioned, sanction") for why in row.why)]
    assert (len(sanctioned), len(mine)) == PACKS[pack]


def test_the_lists_say_themselves_how_far_they_agree(answer: Answer) -> None:
    shares = {(row.cells[0], row.cells[2]): (row.cells[3], row.cells[1]) for row in answer.tables[0].rows}
    hydra = [found for (one, _), found in shares.items() if one.startswith("Hydra Market")]
    assert max(hydra) == (117, 117)
    lazarus = [found for (one, _), found in shares.items() if one.startswith("OFAC Tagpack")]
    assert sum(both for both, _ in lazarus) == 21  # one of them on the list of another coin
