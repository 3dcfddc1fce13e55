"""What holds, begins with or ends with a pattern is what Python says, the first of many first."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from workbench.kernels.finding import Packed

TEXT = st.text(st.sampled_from("07+4 a"), max_size=20).map(str.encode)


def packed(texts: list[bytes]) -> Packed:
    octets = np.frombuffer(b"".join(text + b"\n" for text in texts), np.uint8).copy()
    size = np.array([len(text) + 1 for text in texts], np.int64)
    return Packed(octets, np.concatenate(([0], np.cumsum(size))))


@given(
    st.lists(TEXT, max_size=40),
    st.text(st.sampled_from("07+4 a"), min_size=1, max_size=12).map(str.encode),
    st.sampled_from([1, 3, 1000]),
    st.sampled_from([1, 40]),
)
def test_as_python_says(texts: list[bytes], pattern: bytes, most: int, often: int) -> None:
    texts = texts * often  # as many as are looked up by their outermost bytes
    whole = packed(texts)
    for found, fits in (
        (whole.holds(pattern, most), lambda text: pattern in text),
        (whole.begins(pattern, most), lambda text: text.startswith(pattern)),
        (whole.ends(pattern, most), lambda text: text.endswith(pattern)),
    ):
        assert found.tolist() == [at for at, text in enumerate(texts) if fits(text)][:most]
