"""Which block chain an address belongs to, told from the address alone, and whether its checksum holds.

Base58check versions, bech32 prefixes and EIP-55 from each chain's own specification. Where chains share a
form, the oldest answers: 1... and 3... are BTC though BCH, BSV and old LTC or Omni USDT use them as well,
0x... is ETH on every chain of its kind, D... is DOGE though XVG uses it too.
"""

from __future__ import annotations

import hashlib
import re
from base64 import b32decode, urlsafe_b64decode
from binascii import crc_hqx
from typing import NamedTuple

import base58

from workbench.model.values import bech32, monero

_B58 = "[1-9A-HJ-NP-Za-km-z]"
_VERSIONS = {
    b"\x00": "BTC", b"\x05": "BTC", b"\x6f": "BTC", b"\xc4": "BTC",
    b"\x30": "LTC", b"\x32": "LTC", b"\x3a": "LTC",
    b"\x1e": "DOGE", b"\x16": "DOGE",
    b"\x4c": "DASH", b"\x10": "DASH", b"\x8c": "DASH", b"\x13": "DASH",
    b"\x26": "BTG", b"\x17": "BTG",
    b"\x41": "TRX",
    b"\x1c\xb8": "ZEC", b"\x1c\xbd": "ZEC", b"\x1d\x25": "ZEC", b"\x1c\xba": "ZEC",
}  # fmt: skip
# First letters by chain, for addresses whose checksum fails: shape alone must then decide.
_SHAPES = (
    ("TRX", re.compile(rf"^T{_B58}{{33}}$")),
    ("BTC", re.compile(rf"^[13]{_B58}{{25,34}}$")),
    ("BTC", re.compile(rf"^[mn2]{_B58}{{32,34}}$")),
    ("LTC", re.compile(rf"^[LM]{_B58}{{32,33}}$")),
    ("DOGE", re.compile(rf"^[D]{_B58}{{32,33}}$")),
    ("DASH", re.compile(rf"^[X]{_B58}{{33}}$")),
    ("BTG", re.compile(rf"^[GA]{_B58}{{33}}$")),
    ("ZEC", re.compile(rf"^t[13]{_B58}{{33}}$")),
)
_BECH32 = {"bc": "BTC", "tb": "BTC", "bcrt": "BTC", "ltc": "LTC", "tltc": "LTC", "btg": "BTG"}
_LONG_BECH32 = {"addr": "ADA", "addr_test": "ADA", "stake": "ADA", "cosmos": "ATOM", "zs": "ZEC", "u": "ZEC"}
_bech32_shape = re.compile(
    r"^(bc|tb|bcrt|ltc|tltc|btg|addr|addr_test|stake|cosmos|zs|u)1[02-9ac-hj-np-z]{38,}$"
)
_eth = re.compile(r"^0[xX][0-9a-fA-F]{40}$")
_cash = re.compile(r"^(?:(bitcoincash|bchtest|bchreg):)?([qp][02-9ac-hj-np-z]{41})$")
_xrp = re.compile(rf"^[rX]{_B58}{{24,46}}$")
_xmr = re.compile(rf"^[48]{_B58}{{94}}(?:{_B58}{{11}})?$|^[5-79ABC]{_B58}{{94}}(?:{_B58}{{11}})?$")
_ton = re.compile(r"^(?:EQ|UQ|kQ|0Q|Ef|Uf)[A-Za-z0-9_-]{46}$")
_dot = re.compile(rf"^{_B58}{{46,48}}$")
_SS58 = {0: "DOT", 2: "KSM", 42: "DOT"}
_xlm = re.compile(r"^G[A-Z2-7]{55}$")
_sol = re.compile(rf"^{_B58}{{32,44}}$")


class Found(NamedTuple):
    """A chain's code, the address in its one written form, and whether the checksum holds."""

    chain: str
    address: str
    valid: bool


def detect(text: str) -> Found | None:
    """What a text without wrappers is as an address, or None where it has the shape of none."""
    for judge in (_ethereum, _segwit, _bitcoin_cash, _base58check, _ripple, _monero, _ton_address, _polkadot,
                  _stellar, _solana):  # fmt: skip
        found = judge(text)
        if found:
            return found
    return None


def _ethereum(text: str) -> Found | None:
    if not _eth.match(text):
        return None
    digits = text[2:]
    unchecked = digits in (digits.lower(), digits.upper())
    return Found("ETH", "0x" + digits.lower(), unchecked or eip55(digits) == digits)


def _segwit(text: str) -> Found | None:
    low = text.lower()
    shape = _bech32_shape.match(low)
    if not shape:
        return None
    prefix = shape[1]
    if prefix in _BECH32:
        return Found(_BECH32[prefix], low, len(text) <= 90 and bech32.segwit(text) is not None)
    return Found(_LONG_BECH32[prefix], low, bech32.decode(text) is not None)


def _bitcoin_cash(text: str) -> Found | None:
    if text not in (text.lower(), text.upper()):
        return None
    shape = _cash.match(text.lower())
    if not shape:
        return None
    address = f"{shape[1] or 'bitcoincash'}:{shape[2]}"
    right = bech32.cashaddr(address)
    return Found("BCH", address, right) if right or shape[1] else None


def _base58check(text: str) -> Found | None:
    payload = unchecked(text)
    if payload is not None and len(payload) in (21, 22):
        chain = _VERSIONS.get(payload[:-20])
        if chain:
            return Found(chain, text, True)
    for chain, shape in _SHAPES:
        if shape.match(text):
            return Found(chain, text, False)
    return None


def _ripple(text: str) -> Found | None:
    if not _xrp.match(text):
        return None
    payload = unchecked(text, base58.XRP_ALPHABET)
    right = payload is not None and (
        (len(payload) == 21 and payload[0] == 0) or (len(payload) == 31 and payload[:2] == b"\x05\x44")
    )
    return Found("XRP", text, right) if right or (text[0] == "r" and len(text) <= 35) else None


def _monero(text: str) -> Found | None:
    if not _xmr.match(text):
        return None
    right = monero.is_address(text)
    return Found("XMR", text, right) if right or text[0] in "48" else None


def _ton_address(text: str) -> Found | None:
    if not _ton.match(text):
        return None
    held = urlsafe_b64decode(text)
    return Found("TON", text, crc_hqx(held[:34], 0).to_bytes(2, "big") == held[34:])


def _polkadot(text: str) -> Found | None:
    # SS58: the network, the key, and the first bytes of BLAKE2b over both behind a fixed word.
    held = base58.b58decode(text) if _dot.match(text) else b""
    if len(held) != 35 or held[0] not in _SS58:
        return None
    check = hashlib.blake2b(b"SS58PRE" + held[:33]).digest()[:2]
    return Found(_SS58[held[0]], text, True) if check == held[33:] else None


def _stellar(text: str) -> Found | None:
    if not _xlm.match(text):
        return None
    held = b32decode(text)
    right = held[0] == 6 << 3 and crc_hqx(held[:33], 0).to_bytes(2, "little") == held[33:]
    return Found("XLM", text, right)


def _solana(text: str) -> Found | None:
    # An account of Solana is a bare public key: 32 bytes, no checksum to check.
    if not _sol.match(text) or text.isdigit():
        return None
    return Found("SOL", text, True) if len(base58.b58decode(text)) == 32 else None


def unchecked(text: str, alphabet: bytes = base58.BITCOIN_ALPHABET) -> bytes | None:
    """The payload of a base58check text once its double SHA-256 is found right, else None."""
    try:
        held = base58.b58decode(text, alphabet=alphabet)
    except ValueError:
        return None
    payload, check = held[:-4], held[-4:]
    return payload if hashlib.sha256(hashlib.sha256(payload).digest()).digest()[:4] == check else None


def eip55(digits: str) -> str:
    """Forty hex digits with the capitals that EIP-55 gives them as a checksum."""
    low = digits.lower()
    mark = monero.keccak256(low.encode()).hex()
    return "".join(c.upper() if int(m, 16) >= 8 else c for c, m in zip(low, mark, strict=False))
