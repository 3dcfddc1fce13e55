"""What a test needs of the machine it runs on; each says why it is left out elsewhere."""

from __future__ import annotations

import os
import shutil
import sys

import pytest

# Whether tests that have a short form are run in full, and those that take minutes at all.
SLOW = "CLEW_SLOW" in os.environ
BY_HAND = pytest.mark.skipif(not SLOW, reason="takes minutes: set CLEW_SLOW to run it by hand")

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
FOLDER_RIGHTS = pytest.mark.skipif(os.name == "nt", reason="rights of folders are another matter there")
OTHERS_LIMITS = pytest.mark.skipif(
    sys.platform != "linux", reason="only Linux says how another process is limited"
)
LOCKS_TO_SEE = pytest.mark.skipif(
    os.name == "nt", reason="an open file is locked there by itself, and has no other locks"
)
NICENESS = pytest.mark.skipif(os.name == "nt", reason="Windows has classes of priority instead")
SIGNALS = pytest.mark.skipif(
    os.name != "posix", reason="elsewhere nobody can send a signal to one process alone"
)
SCAN_CODES = pytest.mark.skipif(sys.platform == "darwin", reason="scan codes are none there")
GPG = pytest.mark.skipif(shutil.which("gpg") is None, reason="no gpg on this machine")
