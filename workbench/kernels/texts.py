"""A text column as flat arrays, for kernels: where polars keeps each text, and the bytes.

polars hands a column over by the Arrow C stream interface (https://arrow.apache.org/docs/format/CStreamInterface.html)
as string views: 16 bytes a text, its length first, then either the text itself (up to 12 bytes) or its first 4 bytes,
the number of a buffer and the place in it.
"""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl


class _Schema(ctypes.Structure):
    pass


class _Array(ctypes.Structure):
    pass


class _Stream(ctypes.Structure):
    pass


_Schema._fields_ = [
    ("format", ctypes.c_char_p),
    ("name", ctypes.c_char_p),
    ("metadata", ctypes.c_void_p),
    ("flags", ctypes.c_int64),
    ("n_children", ctypes.c_int64),
    ("children", ctypes.c_void_p),
    ("dictionary", ctypes.c_void_p),
    ("release", ctypes.CFUNCTYPE(None, ctypes.POINTER(_Schema))),
    ("private", ctypes.c_void_p),
]
_Array._fields_ = [
    ("length", ctypes.c_int64),
    ("null_count", ctypes.c_int64),
    ("offset", ctypes.c_int64),
    ("n_buffers", ctypes.c_int64),
    ("n_children", ctypes.c_int64),
    ("buffers", ctypes.POINTER(ctypes.c_void_p)),
    ("children", ctypes.c_void_p),
    ("dictionary", ctypes.c_void_p),
    ("release", ctypes.CFUNCTYPE(None, ctypes.POINTER(_Array))),
    ("private", ctypes.c_void_p),
]
_Stream._fields_ = [
    ("get_schema", ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(_Stream), ctypes.POINTER(_Schema))),
    ("get_next", ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(_Stream), ctypes.POINTER(_Array))),
    ("get_last_error", ctypes.c_void_p),
    ("release", ctypes.c_void_p),
    ("private", ctypes.c_void_p),
]

_pointer_in = ctypes.pythonapi.PyCapsule_GetPointer
_pointer_in.restype = ctypes.c_void_p
_pointer_in.argtypes = [ctypes.py_object, ctypes.c_char_p]


class _Handed:
    """What polars has handed over; given back when nobody holds it any more."""

    def __init__(self) -> None:
        self.array = _Array()

    def __del__(self) -> None:
        if self.array.release:
            self.array.release(ctypes.byref(self.array))


@dataclass(frozen=True)
class Texts:
    """`views` (texts, 2) as 64-bit words; `octets` the memory from the first buffer to the end of the last, in which
    `starts` says where each begins, and nothing else may be read; `given` False where there is no text.

    All of it is polars' own memory, kept alive by `held`: to be read, as long as this object is there.
    """

    views: npt.NDArray[np.uint64]
    octets: npt.NDArray[np.uint8]
    starts: npt.NDArray[np.int64]
    given: npt.NDArray[np.bool_]
    held: object = None

    def __len__(self) -> int:
        return len(self.views)


def of(column: pl.Series) -> Texts:
    """The texts of a String column where they are; nothing is copied that lies in one piece."""
    if column.dtype != pl.String:
        raise TypeError(f"{column.name} holds {column.dtype}, not text")
    given = column.is_not_null().to_numpy() if column.null_count() else np.ones(len(column), np.bool_)
    if not len(column):
        return Texts(np.zeros((0, 2), np.uint64), np.zeros(1, np.uint8), np.zeros(1, np.int64), given)
    capsule = column.rechunk().__arrow_c_stream__(None)
    stream = ctypes.cast(_pointer_in(capsule, b"arrow_array_stream"), ctypes.POINTER(_Stream))
    schema, held = _Schema(), _Handed()
    if stream.contents.get_schema(stream, ctypes.byref(schema)):
        raise MemoryError("polars does not say what it hands over")
    view = schema.format == b"vu"
    schema.release(ctypes.byref(schema))
    if not view or stream.contents.get_next(stream, ctypes.byref(held.array)) or not held.array.release:
        raise RuntimeError("polars hands texts over in another form than string views")
    views, octets, starts = _laid_out(held.array)
    return Texts(views, octets, starts, given, held)


def _laid_out(array: Any) -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.uint8], npt.NDArray[np.int64]]:
    """Views and bytes; the buffers are validity, views, any number of bytes, and the sizes of those."""
    count, first = array.length, array.offset
    views = _at(array.buffers[1], ctypes.c_uint64, 2 * (first + count)).reshape(-1, 2)[first:]
    several = array.n_buffers - 3
    sizes = _at(array.buffers[2 + several], ctypes.c_int64, several).tolist() if several else []
    places = [array.buffers[2 + n] or 0 for n in range(several)]
    filled = [(place, size) for place, size in zip(places, sizes, strict=True) if size]
    if not filled:
        return views, np.zeros(1, np.uint8), np.zeros(several + 1, np.int64)
    lowest = min(place for place, _ in filled)
    octets = _at(lowest, ctypes.c_uint8, max(place + size for place, size in filled) - lowest)
    return views, octets, np.array([place - lowest if place else 0 for place in places], np.int64)


def _at(address: int, of: Any, count: int) -> npt.NDArray[Any]:
    return np.ctypeslib.as_array(ctypes.cast(address, ctypes.POINTER(of)), (count,))
