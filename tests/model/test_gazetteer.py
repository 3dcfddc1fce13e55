from __future__ import annotations

from pathlib import Path

import pytest

from workbench.model.gazetteer import Gazetteer, load, plain, reach_of


@pytest.fixture(scope="module")
def book() -> Gazetteer:
    return load(Path(__file__).parents[2] / "resources" / "map")


@pytest.mark.parametrize(
    ("address", "town", "country"),
    [
        ("12 High Street, Leeds LS1 4AP, UK", "Leeds", "GB"),
        ("14 HIGH STREET LEEDS UNITED KINGDOM", "Leeds", "GB"),
        ("1 rue de Rivoli, 75001 Paris, France", "Paris", "FR"),
        ("München, Deutschland", "Munich", "DE"),
        ("Москва", "Moscow", "RU"),
        ("القاهرة", "Cairo", "EG"),
        ("深圳", "Shenzhen", "CN"),
        ("Springfield, IL", "Springfield", "US"),
        ("Richmond, VA, USA", "Richmond", "US"),
    ],
)
def test_finds_the_town_of_an_address(book: Gazetteer, address: str, town: str, country: str) -> None:
    found = book.find(address).place
    assert found is not None and (found.name, found.country, found.precision) == (town, country, "city")


def test_a_country_alone_is_its_middle_and_says_how_far_it_reaches(book: Gazetteer) -> None:
    found = book.find("NL").place
    assert found is not None and found.precision == "country" and 100_000 < found.reach < 250_000
    assert (round(found.latitude), round(found.longitude)) == (52, 6)


def test_countries_over_the_date_line_have_their_middle_on_land(book: Gazetteer) -> None:
    assert 90 < book.middle("RU").longitude < 110
    assert abs(book.middle("FJ").longitude - 178) < 1


@pytest.mark.parametrize(
    "address", ["Springfield", "Newport, UK", "Hamilton, Canada", "10115 Berlin", "Georgia"]
)
def test_of_places_of_one_name_none_is_picked(book: Gazetteer, address: str) -> None:
    found = book.find(address, "NO")
    assert found.place is None and found.others, "all that may be meant are named"


def test_the_case_country_decides_only_aloud(book: Gazetteer) -> None:
    assert book.find("Cambridge").place is None
    found = book.find("Cambridge", "GB")
    assert found.place is not None and found.place.country == "GB"
    assert (found.because, found.by) == ("case", "GB") and len(found.others) > 5


def test_the_case_country_never_overrules_what_the_address_says(book: Gazetteer) -> None:
    assert book.find("Cambridge, MA", "GB").place.region == "MA"  # type: ignore[union-attr]
    assert book.find("London, Canada", "GB").place.country == "CA"  # type: ignore[union-attr]


def test_a_place_beside_it_tells_homonyms_apart(book: Gazetteer) -> None:
    found = book.find("Headingley, Farnham, Guildford")
    assert found.place is None or found.place.name != "Headingley"
    near = book.find("Guildford, Farnham")
    assert near.place is not None and near.place.country == "GB" and near.because in ("near", "")


def test_what_is_nowhere_is_nowhere(book: Gazetteer) -> None:
    for address in (
        "8 Heronsgate, Wickenfield ZZ99 8TY",
        "",
        "  ",
        "12345",
        ",,,",
        "PO Box 77",
        "14 High Street",
    ):
        found = book.find(address, "GB")
        assert found.place is None and not found.others


def test_a_street_is_not_taken_for_a_town(book: Gazetteer) -> None:
    for address in ("5 Berlin Street, Zzyzxburg", "5 Berlin, Zzyzxburg", "Street House, Zzyzxburg"):
        assert book.find(address, "GB").place is None
    assert book.find("3 Mill Lane, Street, UK").place.people < 20_000  # type: ignore[union-attr]


def test_names_are_looked_up_without_accents_case_and_points() -> None:
    assert plain("  ST. Étienne-du-Rouvray ") == "st etienne-du-rouvray"
    assert plain("L’Hospitalet") == "lhospitalet"


def test_no_town_is_smaller_than_two_kilometres() -> None:
    assert reach_of(0) == 2000 and 20_000 < reach_of(9_000_000) < 30_000
