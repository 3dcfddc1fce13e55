"""Eight bytes at once from anywhere in an array of bytes, which Python's own indexing cannot say."""

from __future__ import annotations

from typing import Any

from llvmlite import ir  # type: ignore[import-untyped]
from numba import types
from numba.extending import intrinsic


def _load(typing: Any, octets: Any, at: Any) -> Any:
    def code(context: Any, builder: Any, signature: Any, given: Any) -> Any:
        array = context.make_array(signature.args[0])(context, builder, given[0])
        place = builder.gep(array.data, [given[1]])
        return builder.load(builder.bitcast(place, ir.IntType(64).as_pointer()), align=1)

    return types.uint64(octets, types.int64), code


load: Any = intrinsic(_load)
"""load(octets, at): the bytes from `at` on as one number, the first the lowest; all eight must be in the array."""
