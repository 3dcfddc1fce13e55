"""The demonstration: an invented case of June 2026, told as the raw files an investigator would be handed."""

from __future__ import annotations

from pathlib import Path

from workbench.app.demo.accounts import FILE as ACCOUNTS
from workbench.app.demo.cast import USUAL_SEED
from workbench.app.demo.decoys import around
from workbench.app.demo.esplora import FILE as TRANSACTIONS
from workbench.app.demo.facts import planted
from workbench.app.demo.files import Files
from workbench.app.demo.listings import FILE_ALPHA, FILE_BETA
from workbench.app.demo.manifest import FILE as MANIFEST
from workbench.app.demo.masts import FILE as CELLS
from workbench.app.demo.operators import FILE_A, FILE_B
from workbench.app.demo.statement import FILE as STATEMENT
from workbench.app.demo.truth import FILE as TRUTH
from workbench.app.demo.truth import write as write_truth

SOURCES = (FILE_A, FILE_B, TRANSACTIONS, STATEMENT, ACCOUNTS, FILE_ALPHA, FILE_BETA, MANIFEST, CELLS)
__all__ = ["SOURCES", "TRUTH", "USUAL_SEED", "generate"]


def generate(folder: Path, seed: int = USUAL_SEED) -> None:
    """Writes the raw files (`SOURCES`) and `truth.json` into a folder: same seed, same bytes, everywhere."""
    folder.mkdir(parents=True, exist_ok=True)
    files = Files(seed, folder)
    write_truth(seed, files.outcomes, planted(files), around(files), folder)
