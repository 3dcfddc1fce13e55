"""The readers of chains, lists and reports on damaged and hostile files: a sentence or a reject, never a crash."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.plugins.reading_plugins import PLUGINS, shipped
from workbench.api import Layout, Problem, Reader, Rows
from workbench.plugin_host.loading import reader_source

READERS = {
    "wallets.esplora": "wallets/samples/esplora.json",
    "wallets.node": "wallets/samples/node.json",
    "wallets.bitcoin_etl": "wallets/samples/bitcoin_etl.json",
    "wallets.tagpack": "wallets/samples/tagpack.yaml",
    "wallets.sanctioned": "wallets/samples/sanctioned.sanctioned_addresses_XBT.txt",
    "wallets.etherscan": "wallets/samples/etherscan.csv",
    "wallets.sdn": "wallets/samples/sdn.xml",
    "payments.goaml": "payments/samples/goaml.xml",
}


@pytest.fixture(scope="module")
def made() -> dict[str, type[Reader]]:
    found: list[type[Reader]] = reader_source(shipped())()
    return {reader.id: reader for reader in found}


class Held:
    """A file in memory, as a member of an archive is handed to a reader."""

    def __init__(self, name: str, octets: bytes) -> None:
        self.name, self.suffix, self._octets = name, Path(name).suffix, octets

    def open(self, mode: str = "rb") -> io.BytesIO:
        assert mode == "rb"
        return io.BytesIO(self._octets)

    def stat(self) -> Any:
        class Size:
            st_size = len(self._octets)

        return Size


def _try(reader: type[Reader], held: Held) -> list[Rows] | None:
    """What a reader makes of a file; None where it says why it cannot."""
    try:
        reader().sniff(held)  # type: ignore[arg-type]
        return list(reader().tables(held, Layout()))  # type: ignore[arg-type]
    except Problem as problem:
        assert problem.what and problem.hint
        return None


@pytest.mark.parametrize("id", READERS)
def test_a_member_of_an_archive_is_read_like_a_file(id: str, made: dict[str, type[Reader]]) -> None:
    path = PLUGINS / READERS[id]
    held = _try(made[id], Held(path.name, path.read_bytes()))
    real = list(made[id]().tables(path, Layout()))
    assert held is not None
    assert [rows.frame.rows() for rows in held] == [rows.frame.rows() for rows in real]
    assert made[id]().sniff(path) is not None


@pytest.mark.parametrize("id", READERS)
def test_other_files_are_left_alone(id: str, made: dict[str, type[Reader]]) -> None:
    for octets in (
        b"",
        b"\n\n",
        b"a,b\n1,2\n",
        b"[1, 2]",
        b"{}",
        bytes(range(256)),
        b"<html/>",
        b"- a\n- b\n",
    ):
        assert made[id]().sniff(Held("file.dat", octets)) is None  # type: ignore[arg-type]


@pytest.mark.parametrize("id", READERS)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_damaged_files_give_a_sentence_or_rejects(
    id: str, made: dict[str, type[Reader]], data: st.DataObject
) -> None:
    path = PLUGINS / READERS[id]
    octets = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(octets) - 1))
        change = data.draw(
            st.sampled_from([b"", b"\x00", b"\xff\xfe", b'"', b"}", b"<", b"&x;", b"9" * 5000, b"\n"])
        )
        octets[at : at + data.draw(st.integers(0, 40))] = change
    cut = data.draw(st.integers(0, len(octets)))
    _try(made[id], Held(path.name, bytes(octets[: cut or None])))


@pytest.mark.parametrize(
    ("id", "octets"),
    [
        ("wallets.node", b'{"tx": [' + b"[" * 50_000),
        ("wallets.node", b'{"tx": [{"txid": "a", "vin": [], "vout": [{"value": NaN}]}], "merkleroot": 1}'),
        (
            "wallets.node",
            b'{"merkleroot": 1, "tx": [{"txid": "a", "vin": [], "vout": [{"value": 1e9999999}]}]}',
        ),
        ("wallets.bitcoin_etl", b'{"hash": "a", "block_number": 1, "inputs": 5, "outputs": []}'),
        ("wallets.tagpack", b"title: a\nlabel: b\ntags:\n" + b"- " * 5_000 + b"address: x\n"),
        ("wallets.tagpack", b"title: &a [*a]\ntags: [address]\n"),
        ("wallets.sdn", b'<!DOCTYPE a [<!ENTITY b "cc">]><Sanctions>&b;</Sanctions>'),
        ("payments.goaml", b"<report><report_code/><rentity_id/>" + b"<a>" * 5_000),
        ("wallets.etherscan", b'"Txhash","From","Value_IN(ETH)"\n"' + b"x" * 200_000),
    ],
)
def test_hostile_files(id: str, octets: bytes, made: dict[str, type[Reader]]) -> None:
    rows = _try(made[id], Held("sanctioned_addresses_XBT.txt", octets))
    assert rows is None or all(r.frame.height == 0 for r in rows)


def test_an_input_is_told_by_the_output_of_another_transaction_wherever_it_stands(
    made: dict[str, type[Reader]], tmp_path: Path
) -> None:
    """The spending transaction may stand before the one it spends."""
    address = "tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsx"
    spending = {"txid": "b" * 64, "vin": [{"txid": "a" * 64, "vout": 1}], "vout": []}
    earlier = {
        "txid": "a" * 64,
        "vin": [],
        "vout": [
            {"value": 1, "n": 0, "scriptPubKey": {}},
            {"value": 2.5, "n": 1, "scriptPubKey": {"address": address}},
        ],
    }
    path = tmp_path / "raw.json"
    path.write_text(json.dumps([spending, earlier]))
    [rows] = made["wallets.node"]().tables(path, Layout())
    first = rows.frame.row(0, named=True)
    assert (first["side"], first["address"], first["amount"]) == ("input", address, "2.5")
    assert (first["spent_txid"], first["spent_index"], first["asset"]) == ("a" * 64, "1", "BTC")


def test_a_block_in_a_reply_of_the_node_is_taken_apart(made: dict[str, type[Reader]], tmp_path: Path) -> None:
    block = json.loads((PLUGINS / READERS["wallets.node"]).read_text())
    path = tmp_path / "reply.json"
    path.write_text(json.dumps({"result": block, "error": None, "id": 1}))
    reader = made["wallets.node"]()
    [rows] = reader.tables(path, Layout())
    assert reader.facts["row_is"] == "element" and rows.rejects.height == 1  # type: ignore[attr-defined]
    assert rows.frame["row"].unique().sort().to_list() == [1, 2, 3]
    assert rows.raw is not None and all(json.loads(text)["txid"] for text in rows.raw["text"])
