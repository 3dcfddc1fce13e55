from __future__ import annotations

from workbench.model.values import VALUE_TYPES
from workbench.ui.doubts import doubt


def test_every_type_of_value_says_its_doubt_in_plain_words() -> None:
    for type_ in VALUE_TYPES:
        assert doubt(type_) and "valid" not in doubt(type_)
    assert doubt("phone") == "a number assigned to nobody"
    assert doubt("tracking") == "its check digit does not fit"
