"""Bank and exchange accounts, and payment cards."""

from __future__ import annotations

import re

from workbench.model.values.base import Cleaned, Context
from workbench.model.values.checks import iso7064_97, luhn
from workbench.model.values.masked import masked_form
from workbench.model.values.wrapping import grouped, identifier, six_and_six, squeeze

_iban = re.compile(r"^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$")
_printable = re.compile(r"^[^\W_][^\s]{1,79}$")


class Account:
    """An account number in capitals without spaces, never a partly hidden one.

    An IBAN is valid by its check digits (ISO 13616).
    """

    id = "account"
    example = "GB33 BUKB 2020 1555 5555 55"
    pattern: str | None = None

    def clean(self, text: str, context: Context) -> Cleaned | None:
        known = identifier(text)
        if known is None or masked_form(known):
            return None
        account = "".join(known.upper().split()).removeprefix("IBAN:").removeprefix("IBAN")
        if re.match(r"^[0-9-]+$", account):
            account = account.replace("-", "")
        if not _printable.match(account) or not account.strip("0-"):
            return None
        return Cleaned(account, not _iban.match(account) or is_iban(account))

    def why_refused(self, text: str, context: Context) -> str:
        if masked_form(text):
            return "part of it is hidden; it is a masked number, which several accounts may share"
        return f"it does not look like an account number (such as {self.example})"

    def show(self, value: str) -> str:
        return grouped(value) if _iban.match(value) else value

    def caption(self, value: str) -> str:
        return six_and_six(value)


class Card:
    """A payment card number of 13 to 19 digits, Luhn-checked; shown with its middle masked."""

    id = "card"
    example = "4111 1111 1111 1111"
    pattern: str | None = None

    def clean(self, text: str, context: Context) -> Cleaned | None:
        known = identifier(text)
        digits = squeeze(known, " -.") if known else ""
        if not re.match(r"^[0-9]{13,19}$", digits) or not digits.strip("0"):
            return None
        return Cleaned(digits, luhn(digits))

    def show(self, value: str) -> str:
        return grouped(value[:6] + "•" * (len(value) - 10) + value[-4:])

    def caption(self, value: str) -> str:
        return f"{value[:6]}…{value[-4:]}"


def is_iban(text: str) -> bool:
    """Whether the check digits of an IBAN in capitals without spaces are right."""
    return _iban.match(text) is not None and iso7064_97(text[4:] + text[:4]) == 1


account, card = Account(), Card()
