"""The values in which formats of chains tell their transactions: amounts, times, references, addresses; all exact."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

SATOSHI = 100_000_000


class NotOne(Exception):
    """An element is no transaction that can be read exactly; the text is the reason for the reject list."""


def transaction_in(said: Any, id: str) -> dict[str, Any]:
    """An object that has the id of a transaction under this name. Raises NotOne."""
    if not isinstance(said, dict) or not isinstance(said.get(id), str):
        raise NotOne(f"no transaction: it has no {id}")
    return said


def parts_of(said: Any, side: str) -> list[dict[str, Any]]:
    """The list of objects under a name. Raises NotOne where it is something else."""
    parts = said.get(side)
    if not isinstance(parts, list) or not all(isinstance(part, dict) for part in parts):
        raise NotOne(f"no transaction: {side} is not a list of objects")
    return parts


def reference(txid: Any, index: Any) -> tuple[str, int] | None:
    """The output that an input spends, None where it is not said."""
    if not isinstance(txid, str) or not txid or type(index) is not int:
        return None
    return txid, index


def from_units(value: Any, where: str) -> str:
    """Whole smallest units as the decimal text of the coin. Raises NotOne where they are no such number."""
    if value is None:
        return ""
    if type(value) is not int or value < 0:
        raise NotOne(f"{where} holds the value {value}, which is not a whole number of satoshi")
    return f"{value // SATOSHI}.{value % SATOSHI:08d}"


def from_coins(value: Any, where: str) -> str:
    """A decimal number of coins as text, exactly as the file writes it. Raises NotOne."""
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, int | Decimal | str):
        raise NotOne(f"{where} holds the value {value}, which is no amount")
    try:
        exact = Decimal(value)
    except InvalidOperation as error:
        raise NotOne(f"{where} holds the value {value}, which is no amount") from error
    if not exact.is_finite() or exact < 0 or exact.adjusted() > 24:
        raise NotOne(f"{where} holds the value {value}, which is no amount of coins")
    return f"{exact:f}"


def time_of(value: Any) -> str:
    """Seconds since 1970 as text, "" where there are none."""
    return str(value) if type(value) is int and value > 0 else ""


def text_of(value: Any) -> str:
    return "" if value is None or isinstance(value, bool | dict | list) else str(value)


def shared_address(addresses: Any, needed: Any) -> tuple[str, str]:
    """The one address of an output and a note; where several share it, the note names them."""
    said = [a for a in addresses if isinstance(a, str)] if isinstance(addresses, list) else []
    if len(said) <= 1:
        return (said[0] if said else ""), ""
    return "", f"{text_of(needed) or 'some'} of {len(said)} keys: {', '.join(said)}"
