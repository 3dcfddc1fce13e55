"""Pairs, their weights and their cut, on records small enough to check by head."""

from __future__ import annotations

import random

import numpy as np
import polars as pl
import pytest

from workbench.questions.likeness import blocking, comparing, table, weighing
from workbench.questions.likeness.field import Field
from workbench.questions.likeness.pairing import alike, best_cut, likely

NAME, BORN, PHONE = (
    Field("name", "name", "name"),
    Field("born", "born", "date"),
    Field("phone", "phone", "identifier"),
)
CODE, PLACE = Field("code", "postcode", "number"), Field("place", "address", "address")


def level(field: Field, one: object, other: object) -> int:
    """The level of agreement of two values or lists of values."""
    column = pl.Series(field.name, [one, other])
    said = table.lay_out(pl.DataFrame([column]), [field])[0]
    return int(comparing.levels(said, np.array([0]), np.array([1]))[0][0])


@pytest.mark.parametrize(
    ("field", "one", "other", "expected"),
    [
        (NAME, "Anna Bell", "ANNA BELL", 4),
        (NAME, "Anna Bell", "Bell Anna", 3),
        (NAME, "Anna Bell", "Ana Bell", 3),
        (NAME, "Anna Bell", "Anna Maria Bell", 2),
        (NAME, "محمد رضا", "Mohammad Reza", 2),
        (NAME, "Anna Bell", "Igor Popov", 0),
        (NAME, "Anna Bell", None, -1),
        (BORN, "19800312", "19800312", 3),
        (BORN, "19800312", "19801203", 2),
        (BORN, "19800312", "19800313", 2),
        (BORN, "19800312", "19800421", 1),
        (BORN, "19800312", "19921130", 0),
        (CODE, "2119", "2191", 1),
        (CODE, "2119", "4881", 0),
        (PHONE, ["1", "2"], ["3", "2"], 1),
        (PHONE, ["1", "2"], ["3"], 0),
        (PHONE, ["1"], [], -1),
        (PLACE, "12 High Street, Leeds LS1 4AB", "12 High St, Leeds LS1 4AB", 3),
        (PLACE, "12 High Street, Leeds LS1 4AB", "12 Hihg Street, Leeds LS1 4AB", 2),
        (PLACE, "12 High Street, Leeds LS1 4AB", "12 High Street, Leeds", 2),
        (PLACE, "12 High Street, Leeds LS1 4AB", "14 High Street, Leeds LS1 4AB", 1),
        (PLACE, "12 High Street, Leeds LS1 4AB", "12 Mill Lane, York YO1 9XX", 0),
        (PLACE, "ул. Ленина 5, Казань", "5 Ul Lenina, Kazan", 3),
        (PLACE, ["1 Hill, York", "12 High Street, Leeds"], ["12 High Street, Leeds"], 3),
    ],
)
def test_how_alike(field: Field, one: object, other: object, expected: int) -> None:
    assert level(field, one, other) == expected == level(field, other, one)


def test_weights_never_fall_as_agreement_rises() -> None:
    rng = np.random.default_rng(3)
    for _ in range(200):
        same, other = rng.random(5) + 0.01, rng.random(5) + 0.01
        bits = weighing.rising(same / same.sum(), other / other.sum())
        assert (np.diff(bits) >= -1e-12).all()
    same, other = (
        np.array([0.1, 0.2, 0.7]),
        np.array([0.8, 0.15, 0.05]),
    )  # rising by itself: nothing is pooled
    assert weighing.rising(same, other) == pytest.approx(np.log2(same / other))


def test_maximisation_finds_what_the_pairs_were_made_of() -> None:
    """Levels drawn by known m and u: the weights found are theirs."""
    rng = np.random.default_rng(5)
    fields = [Field(f"f{k}", "", "number") for k in range(5)]
    m, u = np.array([0.1, 0.1, 0.8]), np.array([0.85, 0.1, 0.05])
    true = rng.random(40_000) < 0.1
    found = [
        np.where(true, rng.choice(3, len(true), p=m), rng.choice(3, len(true), p=u)).astype(np.int8)
        for _ in fields
    ]
    learnt = weighing.learnt(found, fields)
    assert learnt.share == pytest.approx(true.mean(), abs=0.005)
    for number in range(len(fields)):
        assert learnt.same[number] == pytest.approx(m, abs=0.02)
        assert learnt.other[number] == pytest.approx(u, abs=0.02)


def test_a_few_records_rest_on_what_is_usual() -> None:
    records = pl.DataFrame({"name": ["Anna Bell", "Ana Bell", "Igor Popov"], "phone": ["1", "1", "2"]})
    found = alike(records, [NAME, PHONE])
    assert (found.left.tolist()[0], found.right.tolist()[0]) == (0, 1)
    assert 0.5 < found.chance[0] < 1 and found.worth == 1
    assert [part.mark for part in found.parts(0)] == ["+", "+"]


def test_nothing_in_common_makes_no_pairs() -> None:
    found = alike(pl.DataFrame({"name": ["Anna", "Igor"]}), [NAME])
    assert len(found) == found.worth == 0 and found.expected == 0


def test_agreeing_on_a_rare_value_weighs_more() -> None:
    names = ["John Smith"] * 40 + ["Ewa Zyl"] * 2 + [f"N{k} M{k}" for k in range(60)]
    found = alike(pl.DataFrame({"name": names}), [NAME])
    rare = {(int(a), int(b)): bits for a, b, bits in zip(found.left, found.right, found.bits, strict=True)}
    assert rare[40, 41] > rare[0, 1]


def test_each_once_takes_the_strongest_pair_of_each() -> None:
    records = pl.DataFrame(
        {"name": ["Anna Bell", "Anna Bell", "Ana Bell"], "born": ["19800312", "19800312", "19800312"]}
    )
    found = alike(records, [NAME, BORN], sides=np.array([0, 1, 1]), once=True)
    assert list(zip(found.left.tolist(), found.right.tolist(), strict=True)) == [(0, 1)]


def test_an_address_elsewhere_is_another_one_whoever_lives_there() -> None:
    place = Field("place", "address", "address", least=2)
    records = pl.DataFrame(
        {
            "place": [
                "12 High Street, Leeds",
                "12 High St, Leeds LS1 4AB",
                "3 Mill Lane, York",
                "14 High Street, Leeds",
            ],
            "phone": ["1", "1", "1", "1"],
        }
    )
    found = alike(records, [place, PHONE])
    assert list(zip(found.left.tolist(), found.right.tolist(), strict=True)) == [(0, 1)]
    assert len(alike(records, [PLACE, PHONE])) == 6


def test_pairs_of_different_sides_only() -> None:
    said = table.lay_out(pl.DataFrame({"name": ["Anna Bell"] * 4}), [NAME])
    made = blocking.pairs(said, np.array([0, 0, 1, 1]))
    assert sorted(zip(made.left.tolist(), made.right.tolist(), strict=True)) == [
        (0, 2),
        (0, 3),
        (1, 2),
        (1, 3),
    ]


def test_the_cut_is_where_mistakes_and_misses_are_expected_to_be_fewest() -> None:
    rng = random.Random(1)
    for _ in range(100):
        chance = np.array(sorted((rng.random() for _ in range(12)), reverse=True))
        if chance[0] < 0.5:
            continue
        f1 = [2 * chance[:k].sum() / (k + chance.sum()) for k in range(1, 13)]
        assert best_cut(chance) == int(np.argmax(f1)) + 1
    assert best_cut(np.array([0.3, 0.2])) == 0 == best_cut(np.zeros(0))


def test_the_same_records_in_another_order_give_the_same_pairs() -> None:
    rng = random.Random(2)
    names = ["Anna Bell", "Ana Bell", "Igor Popov", "Igor Popow", "Lena Marsh", "Lina Marsh", "Tom Reed"]
    born = [f"19{rng.randrange(40, 99)}0101" for _ in names]
    order = list(range(len(names)))
    rng.shuffle(order)

    def pairs(at: list[int]) -> list[tuple[frozenset[int], float]]:
        found = alike(
            pl.DataFrame({"name": [names[k] for k in at], "born": [born[k] for k in at]}), [NAME, BORN]
        )
        ends = zip(found.left.tolist(), found.right.tolist(), found.bits.tolist(), strict=True)
        return sorted(
            ((frozenset((at[a], at[b])), round(bits, 9)) for a, b, bits in ends),
            key=lambda p: (-p[1], *sorted(p[0])),
        )

    assert pairs(list(range(len(names)))) == pairs(order)


def test_no_chance_is_called_certain() -> None:
    assert [likely(c) for c in (0.5, 0.994, 0.99999, 1.0)] == [
        "50%",
        "99.4%",
        "over 99.9%",
        "over 99.9%",
    ]


def test_whoever_wants_no_answer_any_more_is_asked_on_the_way() -> None:
    class Enough(Exception):
        pass

    said: list[str] = []

    def tell(done: int, total: int, text: str) -> None:
        said.append(text)
        if text.startswith("comparing born"):
            raise Enough

    records = pl.DataFrame({"name": ["Anna Bell", "Ana Bell"], "born": ["19800312", "19800312"]})
    with pytest.raises(Enough):
        alike(records, [NAME, BORN], tell=tell)
    assert said[0] == "finding what is worth comparing" and said[-2] == "comparing name"


def test_rules_that_would_make_too_many_pairs_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    records = pl.DataFrame(
        {"name": [f"Anna Bell{k % 5}" for k in range(50)], "born": [f"1980010{k % 9}" for k in range(50)]}
    )
    whole = blocking.pairs(table.lay_out(records, [NAME, BORN]))
    monkeypatch.setattr(blocking, "MOST", 300)
    fewer = blocking.pairs(table.lay_out(records, [NAME, BORN]))
    assert whole.dropped == 0 < fewer.dropped and len(fewer.left) < len(whole.left)


def test_what_more_share_than_a_key_can_tell_makes_no_pairs_and_is_counted() -> None:
    made = blocking.pairs(
        table.lay_out(pl.DataFrame({"name": ["John Smith"] * (blocking.LARGEST + 1)}), [NAME])
    )
    assert not len(made.left) and made.too_common >= 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Anna Bell", "Ana Bell"), ("محمد رضا", "Mohammad Reza"), ("Igor Popov", "Ihor Popow"),
        ("northstar", "northstarr"), ("northstar", "norhtstar"), ("Bell, Anna", "Anna Belle"),
    ],
)  # fmt: skip
def test_names_alone_are_enough_to_be_compared(one: str, other: str) -> None:
    names = [one, other, "Tom Reed", "Mia Stone"]
    found = alike(pl.DataFrame({"name": names}), [NAME])
    assert (0, 1) in set(zip(found.left.tolist(), found.right.tolist(), strict=True))
