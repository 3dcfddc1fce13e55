"""Nothing in the demonstration can belong to anybody."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from workbench.app import demo
from workbench.model.values import VALUE_TYPES
from workbench.model.values.base import Context

DRAMA = re.compile(r"^(7700900\d{3}|(11[3-8]|121|131|141|151|161)4960\d{3})$")
NUMBER = re.compile(r"(?<![\w.-])(?:\+44 ?|44|0)([1-9]\d{2,3}(?: ?\d{3,6}){1,2})(?![\w.])")


def _texts(folder: Path) -> Iterator[tuple[str, str]]:
    for name in demo.SOURCES:
        if name.endswith(".xlsx"):
            for row in openpyxl.load_workbook(folder / name).active.iter_rows(values_only=True):
                yield name, "\t".join(str(cell) for cell in row if isinstance(cell, str))
        else:
            encoding = "cp1252" if name == "exchange_accounts.csv" else "utf-8"
            for line in (folder / name).read_text(encoding).splitlines():
                yield name, line


@pytest.fixture(scope="module")
def texts(shipped: Path) -> list[tuple[str, str]]:
    return list(_texts(shipped))


def test_every_phone_is_a_drama_number(texts: list[tuple[str, str]]) -> None:
    seen = set()
    for name, text in texts:
        if name != "node_transactions.json":
            for found in NUMBER.finditer(text.replace("'", "")):
                digits = found[1].replace(" ", "")
                if len(digits) == 10:
                    assert DRAMA.match(digits), f"{name}: {text}"
                    seen.add(digits)
    assert len(seen) > 600


def test_every_handset_sim_and_cell_is_a_test_one(shipped: Path) -> None:
    for name, first in (("calls_operator_a.csv", 8), ("calls_operator_b.csv", 1)):
        lines = (shipped / name).read_text().splitlines()[first:]
        for line in lines[:-3] if first == 8 else lines:
            cells = line.replace("'", "").split(",")
            assert cells[-2].startswith("004400") and cells[-1].startswith("00101"), line
            assert all(c.startswith("001-01-") or c in ("", "---") for c in cells[6:8]), line

    register = (shipped / "cells.csv").read_text().splitlines()
    assert "invented" in register[0]
    assert all(line.startswith("001-01-") for line in register[2:]) and len(register) == 2 + 80


def test_every_wallet_is_a_valid_testnet_address(texts: list[tuple[str, str]]) -> None:
    wallet, found = VALUE_TYPES["wallet"], set()
    for _, text in texts:
        found |= set(re.findall(r"\b(?:tb1[0-9a-z]{39}|[mn2][1-9A-HJ-NP-Za-km-z]{33,34})\b", text))
        assert not re.search(r"\b(?:bc1[0-9a-z]{20,}|[13][1-9A-HJ-NP-Za-km-z]{32,34}\b)", text), text
    assert len(found) > 2000
    for address in found:
        cleaned = wallet.clean(address, Context())
        assert cleaned is not None and cleaned.valid, address


def test_every_transaction_names_only_wallets_made_here(shipped: Path) -> None:
    for element in json.loads((shipped / "node_transactions.json").read_text()):
        for output in [*(spent["prevout"] for spent in element["vin"]), *element["vout"]]:
            assert output["scriptpubkey_address"][0] in "tmn2"


def test_every_mailbox_and_postcode_is_reserved(texts: list[tuple[str, str]]) -> None:
    mailboxes = 0
    for _, text in texts:
        for domain in re.findall(r"[\w.]+@([\w.]+\w)", text):
            assert domain == "example.com" or domain.endswith(".example.com"), text
            mailboxes += 1
        for postcode in re.findall(r"\b[A-Z]{1,2}\d{1,2} \d[A-Z]{2}\b", text):
            assert postcode.startswith("ZZ99 "), text
    assert mailboxes > 300


def test_every_tracking_number_has_the_right_check_digit(shipped: Path) -> None:
    tracking, kinds = VALUE_TYPES["tracking"], set()
    for row in openpyxl.load_workbook(shipped / "courier_manifest.xlsx").active.iter_rows(4, 405, 1, 1, True):
        if row[0] is not None:
            cleaned = tracking.clean(str(row[0]), Context())
            assert cleaned is not None and cleaned.valid, row
            assert re.match(r"^(1Z999AA1|(RR|CP)1234)", str(row[0])), "sample shipper or example series"
            kinds.add(str(row[0])[:2])
    assert kinds == {"1Z", "RR", "CP"}
