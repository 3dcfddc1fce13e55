"""What a test needs of the machine it runs on; each says why it is left out elsewhere."""

from __future__ import annotations

import os
import sys

import pytest

PERMISSIONS = pytest.mark.skipif(
    os.name == "nt", reason="Windows keeps permissions in lists, which chmod does not write"
)
PIPES = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system keeps no pipes among its files")
NAMES_OF_BYTES = pytest.mark.skipif(
    sys.platform != "linux", reason="elsewhere names of files and arguments are text, never mere bytes"
)
LIMITS = pytest.mark.skipif(
    os.name == "nt", reason="Windows limits neither the processor time of a process nor the size of its files"
)
