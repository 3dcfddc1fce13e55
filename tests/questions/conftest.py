"""Questions are asked of real cases."""

from __future__ import annotations

import pytest

from tests.case.conftest import case
from tests.demo.conftest import demonstrated
from tests.questions.asked_of import Told, Watched, told
from workbench.app.demonstration import Demonstration
from workbench.case import graphs

__all__ = ["case", "demonstrated"]


@pytest.fixture(scope="session")
def demo(demonstrated: Demonstration, tmp_path_factory: pytest.TempPathFactory) -> Told:
    """The demonstration, and what questions of it are told."""
    held = Watched(demonstrated.case, graphs.read(demonstrated.case))
    return told(demonstrated, held, tmp_path_factory.mktemp("beside"))
