"""What libraries raise on bytes that are damaged or made to do harm: the file's fault, not ours."""

from __future__ import annotations

import struct
import zipfile
import zlib

# ValueError for a directory that lies before the file, RuntimeError for a password, LookupError for a missing part.
IN_ZIP = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    RuntimeError,
    LookupError,
)


def is_panic(error: BaseException) -> bool:
    """Whether a library written in Rust has given up; that is no Exception, and its class is not to be had."""
    return type(error).__name__ == "PanicException"
