"""Febrl's made-up Australians: who is whose copy is learnt without the labels, which count the result afterwards.

The number of social security, which tells most copies by itself, is not shown to the matching.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl
import pytest

from workbench.questions.likeness.field import Field
from workbench.questions.likeness.pairing import Alike, alike

FIELDS = (
    Field("given_name", "given name", "name"),
    Field("surname", "surname", "name"),
    Field("street_number", "house number", "number"),
    Field("address_1", "street", "words"),
    Field("address_2", "rest of the address", "words"),
    Field("suburb", "suburb", "words"),
    Field("postcode", "postcode", "number"),
    Field("date_of_birth", "date of birth", "date"),
)


def read(folder: Path, *names: str) -> tuple[pl.DataFrame, np.ndarray, np.ndarray]:
    """The fields of the records, whom each is of by its label, and which file it stands in."""
    frames = []
    for number, name in enumerate(names):
        frame = pl.read_csv(folder / "entity-resolution" / name, infer_schema=False)
        frame = frame.rename({column: column.strip() for column in frame.columns})
        frames.append(frame.with_columns(pl.all().str.strip_chars()).with_columns(side=pl.lit(number)))
    whole = pl.concat(frames)
    persons = whole["rec_id"].str.extract(r"^rec-(\d+)-").cast(pl.Int64).to_numpy()
    return whole.select(field.name for field in FIELDS), persons, whole["side"].to_numpy()


def scored(found: Alike, persons: np.ndarray) -> tuple[float, float, float]:
    """Precision, recall and F1 of the pairs that are the answer."""
    sizes = np.unique(persons, return_counts=True)[1]
    true = int((sizes * (sizes - 1) // 2).sum())
    right = int((persons[found.left[: found.worth]] == persons[found.right[: found.worth]]).sum())
    return right / found.worth, right / true, 2 * right / (found.worth + true)


def test_two_files_that_name_each_person_once(samples: Path) -> None:
    records, persons, sides = read(samples, "dataset4a.csv", "dataset4b.csv")
    found = alike(records, FIELDS, sides=sides, once=True)
    precision, recall, f1 = scored(found, persons)
    assert f1 >= 0.99, (precision, recall)
    assert (sides[found.left] != sides[found.right]).all()
    assert len(np.unique(found.left)) == len(found.left) and len(np.unique(found.right)) == len(found.right)
    assert found.expected == pytest.approx(precision, abs=0.01)  # it knows how sure it is


def test_one_file_with_several_copies_of_a_person(samples: Path) -> None:
    records, persons, _ = read(samples, "dataset3.csv")
    found = alike(records, FIELDS)
    precision, recall, f1 = scored(found, persons)
    assert f1 >= 0.975, (precision, recall)
    assert found.expected == pytest.approx(precision, abs=0.01)


@pytest.mark.parametrize("name", ["dataset1.csv", "dataset2.csv"])
def test_the_easier_files(samples: Path, name: str) -> None:
    records, persons, _ = read(samples, name)
    precision, recall, f1 = scored(alike(records, FIELDS), persons)
    assert f1 >= 0.975, (precision, recall)
