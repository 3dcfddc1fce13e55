"""JSON and YAML that are too deep, too large in their numbers, double or cut off: the same for every reader."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable
from dataclasses import dataclass

from tests.hostile.files import hostile

DEPTH = 100_000
SENTENCE = "beyond all bounds|cut off|sound JSON|no JSON|not JSON|deep|cannot be read|harm|too large|damaged"


@dataclass(frozen=True)
class Dialect:
    """A format written in JSON: `before` and `after` stand around one value of a row."""

    name: str
    suffix: str
    recipe: str
    before: str
    after: str


TELEGRAM = '{"name": "N", "type": "personal_chat", "id": 1, "messages": [{"id": 1, "type": "message", '
TELEGRAM += '"date": "2026-06-01T10:00:00", "from": "N", "from_id": "user1", "text": '
SOUND = (
    '{{"txid": "{id}", "vin": [{{"txid": "{id}", "vout": 0, "prevout": {{"scriptpubkey_address": '
    '"1BitcoinEaterAddressDontSendf59kuE", "value": {value}}}}}], "vout": [], "fee": 0, '
    '"status": {{"confirmed": true, "block_height": 5, "block_time": 1780269000}}}}'
)
TX, TX_END = SOUND.format(id="5b" * 32, value="\0").split("\0")
TX = "[\n" + SOUND.format(id="5a" * 32, value=5) + ",\n" + TX
BLOCK = '{"hash": "00", "height": 1, "merkleroot": "00", "tx": [{"txid": "51", "vin": [], "vout": [{"n": 0, "value": '
MISP = '{"Event": {"uuid": "1", "info": "i", "threat_level_id": "2", "Attribute": '
MISP += '[{"uuid": "2", "type": "btc", "value": '
STIX = '{"type": "bundle", "id": "bundle--1", "objects": [{"type": "identity", "id": "identity--1", "name": '
FTM = '{"id": "p1", "schema": "Person", "properties": {"name": ['
ETL = '{"hash": "5b", "block_number": 5, "block_timestamp": 1700000000, "is_coinbase": false, "inputs": [], "outputs": '
ETL += '[{"index": 0, "type": "pubkeyhash", "addresses": [], "value": '
CRT = '[{"issuer_name": "C=XX", "name_value": "example.org", "serial_number": '
RDAP = '{"objectClassName": "domain", "ldhName": "example.org", "handle": "1", "entities": '
UCO = '{"@context": {"uco-core": "https://ontology.unifiedcyberontology.org/uco/core/"}, "@graph": '
UCO += '[{"@id": "kb:1", "@type": "uco-identity:Person", "uco-core:name": '
DIALECTS = (
    Dialect("Telegram", "json", "phones.telegram", TELEGRAM, "}]}"),
    Dialect("Esplora", "json", "wallets.esplora", TX, TX_END + "\n]"),
    Dialect("node", "json", "wallets.node", BLOCK, "}]}]}"),
    Dialect("STIX", "json", "graphs.stix", STIX, "}]}"),
    Dialect(
        "MISP",
        "json",
        "graphs.misp",
        MISP,
        "}]}}",
    ),
    Dialect("FtM", "jsonl", "graphs.ftm", FTM, "]}}\n"),
    Dialect("CASE", "jsonld", "graphs.case_uco", UCO, "}]}"),
    Dialect("bitcoin-etl", "json", "wallets.bitcoin_etl", ETL, "}]}\n"),
    Dialect("crt.sh", "json", "sites.certificates", CRT, "}]"),
    Dialect("RDAP", "json", "sites.registry", RDAP, "}"),
)
VALUES: dict[str, str] = {
    "2 to the 63rd": str(2**63),
    "a number of 5,000 digits": "9" * 5_000,
    "1e999": "1e999",
    "minus nothing and NaN": "[-0, NaN, -Infinity, 1e-999]",
    "lone surrogates": r'"a\ud800b\udfffc"',
    "NULs": r'"a\u0000b"',
    "100,000 levels": "[" * DEPTH + "]" * DEPTH,
    "100,000 levels of objects": '{"a":' * DEPTH + "1" + "}" * DEPTH,
    "100,000 levels not closed": "[" * DEPTH,
    "the same key 10,000 times": "{" + ", ".join(['"text": 1'] * 10_000) + "}",
    "20,000 keys": json.dumps({str(at): at for at in range(20_000)}),
    "a text of 1 MB": '"' + "x" * (1 << 20) + '"',
    "an open text": '"' + "x" * 300_000,
    "another type": "[[], {}, null, true, 3.5, [null]]",
}


def _make(one: Dialect, value: str) -> bytes:
    return (one.before + value + one.after).encode()


def _cut(one: Dialect) -> bytes:
    return one.before.encode()


for _one in DIALECTS:
    for _name, _value in VALUES.items():
        hostile(f"{_one.name}, {_name}.{_one.suffix}", ".", recipe=_one.recipe)(
            functools.partial(_make, _one, _value)
        )
    hostile(f"{_one.name}, cut off.{_one.suffix}", SENTENCE, recipe=_one.recipe)(
        functools.partial(_cut, _one)
    )

PACK = "title: T\ncreator: C\nlabel: L\ntags:\n- address: 1BitcoinEaterAddressDontSendf59kuE\n"


def _yaml(name: str, says: str = "") -> Callable[[Callable[[], bytes]], Callable[[], bytes]]:
    return hostile(f"TagPack, {name}.yaml", says, recipe="wallets.tagpack")


@_yaml("a billion laughs")
def yaml_laughs() -> bytes:
    lines = ["a0: &a0 [ha, ha, ha, ha, ha, ha, ha, ha, ha]"]
    lines += [f"a{at}: &a{at} [{', '.join([f'*a{at - 1}'] * 9)}]" for at in range(1, 12)]
    return (PACK + "  label: *a11\n").replace("tags:", "\n".join(lines) + "\ntags:").encode()


@_yaml("an alias of itself")
def yaml_circle() -> bytes:
    return (PACK + "- &x\n  address: *x\n  more: *x\n").encode()


@_yaml("tags of Python")
def yaml_python() -> bytes:
    return (
        PACK
        + '- address: !!python/object/apply:os.system ["touch hacked"]\n  label: !!python/name:os.system\n'
    ).encode()


@_yaml("100,000 levels", "YAML|deep|bounds")
def yaml_deep() -> bytes:
    return (PACK + "- address: " + "[" * DEPTH + "]" * DEPTH + "\n").encode()


@_yaml("steps of 5,000 levels", "YAML|deep|bounds")
def yaml_steps() -> bytes:
    return (
        PACK + "- address: x\n  more:\n" + "".join(" " * (3 + at) + "a:\n" for at in range(5_000))
    ).encode()


@_yaml("keys that are maps")
def yaml_keys() -> bytes:
    return (PACK + "? {a: b}\n: c\n").encode()
