"""What is odd about an identifier, as one would say it: validity is a mark, never a gate."""

from __future__ import annotations

from workbench.ui.words import translate


def doubt(value_type: str) -> str:
    """Why a value of this type is marked as not valid."""
    check_digit = translate("Doubts", "its check digit does not fit")
    return {
        "phone": translate("Doubts", "a number assigned to nobody"),
        "imei": check_digit,
        "tracking": check_digit,
        "card": check_digit,
        "account": check_digit,
        "imsi": translate("Doubts", "no network has such a SIM number"),
        "wallet": translate("Doubts", "its checksum does not fit"),
        "pgp_key": translate("Doubts", "only a part of a fingerprint"),
        "handle": translate("Doubts", "not spelled as that platform allows"),
        "cell": translate("Doubts", "not written as networks number their cells"),
        "email": translate("Doubts", "not written as an e-mail address"),
        "certificate": translate("Doubts", "a serial number, told apart only within its issuer"),
        "site": translate("Doubts", "its checksum does not fit"),
    }.get(value_type, translate("Doubts", "unusual for its kind"))
