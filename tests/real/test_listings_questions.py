"""A market's listings of 2020: who writes alike, what was sold, with figures that can be counted in the file itself."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from workbench.app.importing import import_file
from workbench.app.library import Library
from workbench.app.wishes import Wishes
from workbench.case import graphs, opening
from workbench.model.kinds import Kinds
from workbench.questions import asking
from workbench.questions.darknet.act_on import act_on
from workbench.questions.darknet.same_vendor import same_vendor
from workbench.questions.darknet.what_is_sold import what_is_sold
from workbench.questions.darknet.what_it_costs import what_it_costs
from workbench.questions.held import Held


@pytest.fixture(scope="module")
def listings() -> Path:
    from tests.conftest import SAMPLES

    path = SAMPLES / "darknet" / "listings" / "cypher-market_2020-09-17.csv"
    if not path.is_file():
        pytest.skip(f"no sample files at {SAMPLES} (set WORKBENCH_SAMPLES)")
    return path


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory, kinds: Kinds, listings: Path) -> Iterator[Held]:
    library = Library.shipped()
    case = opening.create(
        tmp_path_factory.mktemp("cypher") / "cypher.case", kinds, "A. Nalyst", title="", country="", zone=""
    )
    import_file(case, listings, library, Wishes())
    yield Held(case, graphs.read(case))
    case.close()
    library.close()


def test_vendors_cut_in_two_find_themselves_by_their_way_of_writing(held: Held) -> None:
    """At the figure that one in a hundred pairs of other vendors reaches, nine of ten halves find their other half."""
    answer = asking.ask(held, same_vendor, {})
    errors = {row.cells[0]: row.cells for row in answer.tables[0].rows}
    _, bound, apart, wrong, share, _, _, halves, found = errors["ways of writing"]
    assert apart == 60 * 59 // 2 and wrong <= 0.01 * apart and share == wrong / apart
    assert halves >= 40 and found / halves >= 0.9 and 0 < bound < 1
    assert "too few keys are held" in answer.sure
    assert not [row for row in answer.rows if row.cells[2] == "certain"]  # the file holds no key
    first = {held.value(e) for e in answer.rows[0].entities[:2]}
    assert first == {"cypher:wochris", "cypher:wochriss"}


def test_substances_are_counted_as_the_file_has_them(held: Held, listings: Path) -> None:
    with listings.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    answer = asking.ask(held, what_is_sold, {}, steady=False)
    word = re.compile(
        r"(?<![^\W_])(?:s-)?k[eé]tamin[ea]?(?![^\W_])|(?<![^\W_])esketamine(?![^\W_])", re.IGNORECASE
    )
    titles = {(r["Vendor"], r["Product"], r["Product URL"]) for r in rows if word.search(r["Product"])}
    ketamine = next(row for row in answer.rows if row.cells[0] == "ketamine")
    assert ketamine.cells[5] == len(titles) > 30
    told = int(answer.sentence.split(" of ")[0].replace(",", ""))
    assert told > 2000 and told + sum(row.cells[1] for row in answer.tables[0].rows) == 4410


def test_prices_of_a_gram_are_those_of_that_time(held: Held) -> None:
    """Streets and markets of 2020: a gram of cocaine between 40 and 150 Australian dollars where it was sold online."""
    answer = asking.ask(held, what_it_costs, {}, steady=False)
    cocaine = next(row for row in answer.rows if row.cells[:3] == ("cocaine", "under 2 g", "g"))
    assert cocaine.cells[3] == "AUD" and 40 <= cocaine.cells[4] <= 150
    assert cocaine.cells[5] <= cocaine.cells[4] <= cocaine.cells[6]


def test_the_list_to_act_on_holds_the_market_and_its_vendors(held: Held) -> None:
    answer = asking.ask(held, act_on, {}, steady=False)
    assert answer.lists["site"][0].startswith("jcnhui6sgumsawtd.onion\tseen\t")
    assert len([line for line in answer.lists["account on a platform"] if line.startswith("cypher:")]) == 93
