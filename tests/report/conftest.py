"""An empty case for reports, and one with something of everything that a format may lose."""

from tests.case.conftest import case
from tests.report.formats.worked_case import whole, worked
from tests.report.told import told

__all__ = ["case", "told", "whole", "worked"]
