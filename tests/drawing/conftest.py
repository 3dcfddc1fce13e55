"""Everything here is drawn by the one application of the whole test run."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True, scope="session")
def application(qapp):
    return qapp
