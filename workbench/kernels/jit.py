"""How every kernel is compiled: once on this machine, and without holding up other threads."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba
import numpy as np
import numpy.typing as npt
from numba.core.caching import NullCache

Kernel = TypeVar("Kernel", bound=Callable[..., Any])

Floats = npt.NDArray[np.float32]
Indexes = npt.NDArray[np.int32]
Flags = npt.NDArray[np.bool_]
Pixels = npt.NDArray[np.uint32]

_compiled: list[Any] = []


def kernel(function: Kernel) -> Kernel:
    """Compiles a function of arrays and numbers to machine code at its first call and keeps it on disk.

    Inputs must be finite: kernels are compiled with fast arithmetic, in which NaN has no meaning.
    """
    options: dict[str, Any] = {"nogil": True, "fastmath": True, "error_model": "numpy"}
    compiled: Any
    try:
        compiled = numba.njit(cache=True, **options)(function)
    except RuntimeError:
        # no folder to keep machine code in, as on a locked-down account: compiled anew at every start
        compiled = numba.njit(**options)(function)
    _compiled.append(compiled)
    return cast(Kernel, compiled)


def keep_no_more() -> None:
    """From here on nothing is read from or written to the folder of machine code, in this process: for one that may
    not write files. A kernel that is not ready by then is compiled in memory."""
    for compiled in _compiled:
        compiled._cache = NullCache()
