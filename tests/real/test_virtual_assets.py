"""Chains, exchanges and lists of others: every amount exact, every address there, every disagreement said."""

from __future__ import annotations

import csv
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.plugins.reading_plugins import Read, read
from workbench.ingest.child import Child
from workbench.ingest.recipe_parts import Recipe
from workbench.ingest.recognising import recognise
from workbench.model.kinds import Kinds
from workbench.model.problems import Problem


class Reads:
    """Reads a file with the recipe that is found for it."""

    def __init__(self, samples: Path, recipes: dict[str, Recipe], kinds: Kinds, by: Child) -> None:
        self.folder = samples / "crypto"
        self._with = (recipes, kinds, by)

    def __call__(self, path: Path, recipe: str) -> Read:
        recipes, kinds, by = self._with
        best = recognise(path, recipes.values(), by=by).best
        assert best is not None and best.recipe.id == recipe
        return read(path, best.recipe, kinds, by)


@pytest.fixture
def reads(samples: Path, recipes: dict[str, Recipe], kinds: Kinds, by: Child) -> Reads:
    return Reads(samples, recipes, kinds, by)


def _sides(records: list[dict[str, Any]], kind: str) -> Counter[tuple[str, int]]:
    """How often a transaction has an input or output of so many smallest units (-1 where the file does not say)."""
    return Counter(
        (r["transaction"].partition(":")[2], int(r["amount"].split()[0]) if "amount" in r else -1)
        for r in records
        if r["kind"] == kind
    )


def _expected(said: list[dict[str, Any]], side: str) -> Counter[tuple[str, int]]:
    return Counter((one["hash"], -1 if s["value"] is None else s["value"]) for one in said for s in one[side])


ETL = [
    ("bitcoin/block_0", "BTC"),
    ("bitcoin/block_1", "BTC"),
    ("bitcoin/block_with_transactions", "BTC"),
    ("bitcoin/stream_50001_50002", "BTC"),
    ("bitcoin_cash/block_with_duplicate_txid", "BCH"),
    ("dogecoin/block_with_float_precision_loss", "DOGE"),
    ("zcash/block_with_shielded_addresses", "ZEC"),
    ("zcash/block_with_value_balance", "ZEC"),
]


@pytest.mark.parametrize(("folder", "coin"), ETL)
def test_every_amount_of_bitcoin_etl_is_exact(folder: str, coin: str, reads: Reads) -> None:
    path = reads.folder / "bitcoin-etl" / folder / "expected_transactions.json"
    said = [json.loads(line) for line in path.read_text().splitlines() if line.strip()]
    found = reads(path, "wallets.bitcoin_etl")
    assert found.rows == len(said) and not found.rejects
    assert _sides(found.records, "transaction_output") == _expected(said, "outputs")
    # Inputs that spend an output of the same file are told by it.
    inputs, wanted = _sides(found.records, "transaction_input"), _expected(said, "inputs")
    assert sum(inputs.values()) == sum(wanted.values())
    assert all(inputs[key] >= count for key, count in wanted.items() if key[1] >= 0)
    assert {r["amount"].split()[1] for r in found.records if "amount" in r} <= {coin}


@pytest.mark.parametrize("folder", [f for f, _ in ETL if f.startswith(("bitcoin/block", "zcash"))])
def test_a_node_says_the_same_as_what_was_made_of_it(folder: str, reads: Reads) -> None:
    """Blocks as the node wrote them, coins as decimal numbers, against the satoshi of the same transactions."""
    here = reads.folder / "bitcoin-etl" / folder
    said = [json.loads(line) for line in (here / "expected_transactions.json").read_text().splitlines()]
    outputs: Counter[tuple[str, int]] = Counter()
    inputs: Counter[tuple[str, int]] = Counter()
    for path in sorted(here.glob("rpc_response_getblock_*_2.json")):
        found = reads(path, "wallets.node")
        assert not found.rejects
        outputs += _sides(found.records, "transaction_output")
        inputs += _sides(found.records, "transaction_input")
    assert outputs == _expected(said, "outputs")
    wanted = _expected(said, "inputs")
    assert sum(inputs.values()) == sum(wanted.values())
    assert all(inputs[key] >= count for key, count in wanted.items() if key[1] >= 0)


def test_a_block_that_only_names_its_transactions_says_what_to_ask_for(reads: Reads) -> None:
    here = reads.folder / "bitcoin-etl" / "bitcoin_cash" / "block_with_duplicate_txid"
    [block] = here.glob("rpc_response_getblock_*_True.json")
    with pytest.raises(Problem, match="verbosity 2 or 3"):
        reads(block, "wallets.node")
    [single] = here.glob("rpc_response_getrawtransaction_*.json")
    [mined] = reads(single, "wallets.node").records
    assert mined["amount"] == "5000000000 BCH" and mined["note"] == "newly mined"


@pytest.mark.parametrize(
    "job", ["block_with_logs", "blocks_with_transactions", "blocks_with_transactions_and_withdrawals"]
)
def test_every_value_of_ethereum_etl_is_exact(job: str, reads: Reads) -> None:
    path = reads.folder / "ethereum-etl" / "test_export_blocks_job" / job / "expected_transactions.csv"
    csv.field_size_limit(1 << 24)
    with path.open() as file:
        said = list(csv.DictReader(file))
    found = reads(path, "wallets.ethereum_etl")
    assert found.rows == len(said) and not found.rejects
    kept = Counter((r["transaction"], r.get("payee"), r["amount"]) for r in found.records)
    assert kept == Counter(
        (
            f"transaction:{one['hash'][2:]}",
            f"wallet:{one['to_address']}" if one["to_address"] else None,
            f"{one['value']} ETH",
        )
        for one in said
    )


@pytest.mark.parametrize(
    ("pack", "count"),
    [("demo", 5), ("hacks", 608), ("hydra", 117), ("interpol-real_services", 10), ("lazarus", 21),
     ("ofac", 572), ("ransomware", 7178), ("tornado_cash", 39)],
)  # fmt: skip
def test_every_tag_of_a_pack_is_an_attribution(pack: str, count: int, reads: Reads) -> None:
    found = reads(reads.folder / "graphsense-tagpacks" / f"{pack}.yaml", "wallets.tagpack")
    assert found.rows == count == len(found.records) and not found.rejects
    assert all("label" in r for r in found.records)
    # OFAC publishes two Monero addresses cut short, and a text that is none.
    assert [r["row"] for r in found.records if r["subject"].startswith("thing:")] == (
        [] if pack != "ofac" else [571, 801, 803]
    )


def test_what_a_pack_says_at_its_head_holds_for_its_tags(reads: Reads) -> None:
    found = reads(reads.folder / "graphsense-tagpacks" / "lazarus.yaml", "wallets.tagpack")
    assert {(r["label"], r["category"], r["abuse"], r["confidence"]) for r in found.records} == {
        ("organisation:LAZARUS GROUP", "user", "sanction", "authority_data")
    }
    assert {r["at"] for r in found.records} == {"2022-04-15T00:00:00Z"}


def test_which_packs_are_on_the_lists_of_ofac(reads: Reads) -> None:
    listed: set[str] = set()
    kept = 0
    mismatches = {}
    for path in sorted((reads.folder / "ofac-0xB10C").glob("sanctioned_addresses_*.txt")):
        found = reads(path, "wallets.sanctioned")
        assert not found.rejects
        kept += len(found.records)
        listed |= {r["subject"] for r in found.records}
        mismatches |= {r["subject"]: r["mismatch"] for r in found.records if "mismatch" in r}
    assert kept == 654
    # Of Tornado's 39 tags two are the same address, once with a space behind it.
    packs = {"hydra": (117, 117), "lazarus": (21, 21), "tornado_cash": (37, 38)}
    for pack, (there, of) in packs.items():
        found = reads(reads.folder / "graphsense-tagpacks" / f"{pack}.yaml", "wallets.tagpack")
        tagged = {r["subject"] for r in found.records}
        assert (len(tagged & listed), len(tagged)) == (there, of)
    said = Counter(text for text in mismatches.values())
    assert said == {
        "listed under XBT, but it has the form of an address of TRX": 1,
        "listed under BCH, but it has the form of an address of BTC": said[
            "listed under BCH, but it has the form of an address of BTC"
        ],
        "listed under XMR, but it has the form of no address that is known": 1,
    }
    assert said["listed under BCH, but it has the form of an address of BTC"] >= 1
    [thing] = [subject for subject in mismatches if subject.startswith("thing:")]
    assert thing.startswith("thing:5be5543ff73456ab")


def test_statements_of_exchanges(reads: Reads) -> None:
    here = reads.folder / "exchange-exports"
    coinbase = reads(here / "coinbase-export.csv", "wallets.coinbase")
    assert coinbase.rows == len(coinbase.records) == 8 and not coinbase.rejects
    first = next(r for r in coinbase.records if r["row"] == 2)
    assert first["amount"] == "37835729000000 ETH" and first["reference"] == "678a8bdefcb176007bfdbXXX"
    bought = next(r for r in coinbase.records if r["row"] == 8)
    assert (bought["amount"], bought["received"], bought["fee"]) == ("166779 BTC", "7000 EUR", "299 EUR")
    bitbank = reads(here / "test_bitbank_deposits.csv", "wallets.bitbank")
    assert [
        (r["at"], r.get("amount"), r["status"]) for r in sorted(bitbank.records, key=lambda r: r["row"])
    ] == [
        ("2022-11-12T02:57:01Z", "54540000 XRP", "DONE"),
        ("2022-10-13T01:57:01Z", "1000 BTC", "DONE"),
        ("2022-11-13T01:57:01Z", None, "FAILED"),
    ]
    trezor = reads(here / "test_trezor_alice_btc.csv", "wallets.trezor")
    assert [(r["amount"], r["fee"], r["type"]) for r in trezor.records] == [
        ("5000000 BTC", "30000 BTC", "RECV"),
        ("1900000 BTC", "100000 BTC", "SENT"),
    ]
