"""The account a parcel was shipped on, as far as its tracking number or a manifest tells."""

from __future__ import annotations

import re

from workbench.model.values.base import Cleaned, Context
from workbench.model.values.carriers import candidates
from workbench.model.values.wrapping import identifier, squeeze

_named = re.compile(r"^(UPS|USPS|FedEx|Canada Post)(?: account)?[ :]+([A-Z0-9]{5,9})$", re.IGNORECASE)
_CARRIERS = {name.casefold(): name for name in ("UPS", "USPS", "FedEx", "Canada Post")}
# Fourteen or twenty bare digits fit several carriers; only these shapes say whose number it is.
_TELLING = re.compile(r"^1Z|^(?:420\d{5,9})?9[1-6]\d{18,}$")


class Shipper:
    """A carrier and the shipper's account with it: the six characters after 1Z, the mailer id of a barcode of
    the US post. Taken from a whole tracking number only where its check digit holds."""

    id = "shipper"
    example = "1Z999AA10123456784"
    pattern: str | None = (
        r"\b1Z ?(?:[0-9A-Z] ?){15}[0-9]\b|\b(?:420 ?[0-9]{5} ?(?:[0-9]{4} ?)?)?9[1-6](?: ?[0-9]){18,24}\b"
    )

    def clean(self, text: str, context: Context) -> Cleaned | None:
        known = identifier(text)
        if known is None:
            return None
        named = _named.match(known)
        if named:
            return Cleaned(f"{_CARRIERS[named[1].casefold()]}:{named[2].upper()}")
        number = squeeze(known.upper(), " -._")
        if not _TELLING.match(number):
            return None
        for candidate in candidates(number):
            account = candidate.facts.get("shipper")
            if candidate.valid and account and candidate.carrier in _CARRIERS.values():
                return Cleaned(f"{candidate.carrier}:{account}")
        return None

    def show(self, value: str) -> str:
        return value.replace(":", " account ")

    def caption(self, value: str) -> str:
        return value.replace(":", " ")

    def why_refused(self, text: str, context: Context) -> str:
        """Why a text gives no account."""
        return (
            "no account of a shipper: neither a carrier with an account nor a tracking number that holds one"
        )


shipper = Shipper()
