"""Internet addresses. Behind a carrier's NAT an address without port and second names nobody."""

from __future__ import annotations

import ipaddress
import re

from workbench.model.values.base import Cleaned, Context
from workbench.model.values.wrapping import six_and_six, unwrap

_with_port = re.compile(r"^(?:\[([^\]]+)\](?::\d+)?|(\d+(?:\.\d+){3}):\d+)$")
_padded = re.compile(r"^\d{3}(?:\.\d{3}){3}$")


class Ip:
    """An IPv4 or IPv6 address in its canonical form; ports, zone ids and IPv4-in-IPv6 wrappers removed."""

    id = "ip"
    example = "198.51.100.7"
    pattern: str | None = (
        r"\b(?:(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])\.){3}(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])\b"
    )

    def clean(self, text: str, context: Context) -> Cleaned | None:
        text = unwrap(text).replace("[.]", ".")
        ported = _with_port.match(text)
        if ported:
            text = ported[1] or ported[2]
        text = text.split("%")[0]
        if _padded.match(text):
            text = ".".join(str(int(part)) for part in text.split("."))
        try:
            address = ipaddress.ip_address(text)
        except ValueError:
            return None
        inner = getattr(address, "ipv4_mapped", None)
        address = inner or address
        return None if address.is_unspecified else Cleaned(str(address))

    def show(self, value: str) -> str:
        return value

    def caption(self, value: str) -> str:
        return six_and_six(value)


ip = Ip()
