"""Certificates of sites by fingerprint, or by serial number where a list gives nothing else."""

from __future__ import annotations

import re

from workbench.model.values.base import Cleaned, Context
from workbench.model.values.wrapping import is_damaged, six_and_six, unwrap

_digits = re.compile(r"^(?:[0-9A-F]{40}|[0-9A-F]{64})$")
_serial = re.compile(r"^serial(?: number)?[ :#]*((?:[0-9a-f]{2}[ :]?){1,20}[0-9a-f]?)$", re.IGNORECASE)
_lead = re.compile(r"^(?:sha-?(?:1|256)(?: fingerprint)?|fingerprint|thumbprint)[ :=]+", re.IGNORECASE)


class Certificate:
    """A fingerprint in capital hex: SHA-256 (64 digits) or SHA-1 (40); or `serial:` and the serial number in
    small hex, which is unlike any other only within its issuer and therefore marked not valid."""

    id = "certificate"
    example = "9F86D081884C7D659A2FEAA0C55AD015A3BF4F1B2B0B822CD15D6C15B0F00A08"
    pattern: str | None = None

    def clean(self, text: str, context: Context) -> Cleaned | None:
        text = unwrap(text)
        if is_damaged(text):
            return None
        serial = _serial.match(text)
        if serial:
            digits = re.sub(r"[ :]", "", serial[1]).lower().lstrip("0")
            return Cleaned(f"serial:{digits:0>2}", False) if digits else None
        digits = re.sub(r"[\s:-]", "", _lead.sub("", text)).upper()
        return Cleaned(digits) if _digits.match(digits) and digits.strip("0") else None

    def show(self, value: str) -> str:
        if value.startswith("serial:"):
            return "serial number " + value.removeprefix("serial:")
        return ":".join(value[i : i + 2] for i in range(0, len(value), 2))

    def caption(self, value: str) -> str:
        return six_and_six(value.removeprefix("serial:"))

    def why_refused(self, text: str, context: Context) -> str:
        """Why a text that was refused names no certificate."""
        return "a fingerprint has 40 or 64 hex digits; a serial number says so: serial:04ab"


certificate = Certificate()
