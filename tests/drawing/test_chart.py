from __future__ import annotations

import numpy as np
import pytest

from workbench.drawing.chart import Look, chart, empty

LOOKS = [Look("phone", "rounded", 0xFF3F6FB5, "ph.phone")]


def test_what_is_not_given_is_as_usual():
    made = chart(LOOKS, [7, 9], [(0, 0), (1, 0)], [(0, 1)])
    assert len(made) == 2
    assert made.number_of == {7: 0, 9: 1}
    assert made.link_number_of == {0: 0}
    assert made.size.tolist() == [1, 1]
    assert len(empty()) == 0


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"captions": ["a"]}, "captions has 1 items for 2 entities"),
        ({"label": []}, "label has 0 items for 1 links"),
        ({"look": np.array([0, 1], np.uint8)}, "not among the looks"),
        ({"sub_captions": ["a"]}, "sub_captions has 1 items"),
    ],
)
def test_arrays_that_do_not_fit_are_refused(given, words):
    with pytest.raises(ValueError, match=words):
        chart(LOOKS, [7, 9], [(0, 0), (1, 0)], [(0, 1)], **given)


def test_positions_and_ends_must_exist():
    with pytest.raises(ValueError, match="not a number"):
        chart(LOOKS, [7], [(np.nan, 0)])
    with pytest.raises(ValueError, match="not a number"):
        chart(LOOKS, [7], [(0, 1e9)])
    with pytest.raises(ValueError, match="weight or a size"):
        chart(LOOKS, [7], [(0, 0)], size=np.array([np.inf]))
    with pytest.raises(ValueError, match="not on the chart"):
        chart(LOOKS, [7], [(0, 0)], [(0, 1)])
    with pytest.raises(ValueError, match="shape is one of"):
        Look("phone", "blob", 0, "ph.phone")
