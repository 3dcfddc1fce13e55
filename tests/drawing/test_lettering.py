from __future__ import annotations

import numpy as np
import pytest

from workbench.drawing.lettering import WIDEST, caption, caption_size, pill, pill_size
from workbench.drawing.theme import LIGHT


def pixels(image) -> np.ndarray:
    """The picture [height, width] as 0xaarrggbb, premultiplied."""
    return np.frombuffer(image.constBits(), np.uint32).reshape(image.height(), image.width()).copy()


@pytest.mark.parametrize("text", ["+44 7700 900122", "Ωmega", "شركة الشحن", "中文名字", "g", "W" * 300])
@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
def test_a_caption_is_as_large_as_was_said_and_not_cut_off(text, ratio):
    image = caption(text, "", ratio, LIGHT, False)
    assert (image.width(), image.height()) == caption_size(text, "", ratio)
    assert image.width() <= (WIDEST + 8) * ratio
    drawn = pixels(image)
    letters = (drawn >> 24 > 0xC0) & ((drawn >> 8 & 0xFF) < 0x80)  # much more ink than halo
    assert letters.any()
    for border in (letters[0], letters[-1], letters[:, 0], letters[:, -1]):
        assert not border.any()


def test_a_second_line_makes_it_higher():
    assert caption_size("northstar", "market A", 1.0)[1] > caption_size("northstar", "", 1.0)[1] + 8


def test_a_pill_is_as_large_as_was_said():
    image = pill("47 calls", 2.0, LIGHT, True)
    assert (image.width(), image.height()) == pill_size("47 calls", 2.0)
    covered = pixels(image) >> 24 > 0
    assert not covered[0, 0] and covered[image.height() // 2].mean() > 0.9
