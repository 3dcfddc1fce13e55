"""Reads certificates of sites: PEM files, and the answers of crt.sh as JSON. One line of cells for each name."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509.oid import NameOID

from workbench.api import FileReader, Layout, Problem, Rows, Sniffed, blacked_out, head_of, utf8_or_latin

from .elements import Cells, Element, as_text, parsed, stretches, table, whole

HEAD = 1 << 18
COLUMNS = (
    "certificate", "serial", "name", "holder", "issuer", "from", "until", "logged", "public_key",
)  # fmt: skip
_PEM = re.compile(
    r"-----BEGIN (?:TRUSTED )?CERTIFICATE-----.*?(?:-----END (?:TRUSTED )?CERTIFICATE-----|\Z)", re.DOTALL
)
_PRIVATE = re.compile(
    r"-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(?:-----END [A-Z ]*PRIVATE KEY-----|\Z)", re.DOTALL
)


class Certificates(FileReader):
    """The reader."""

    id = "sites.certificates"

    def sniff(self, path: Path) -> Sniffed | None:
        head = utf8_or_latin(head_of(path, HEAD))
        if "-----BEGIN CERTIFICATE-----" in head and head.lstrip()[:1] not in "{[<":
            found: Iterator[Element] = _pem(head)
        elif _is_crtsh(head):
            found = _crtsh(parsed(utf8_or_latin(whole(path)[0]), path.name))
        else:
            return None
        return Sniffed(self.id, (table("certificates", COLUMNS, found),), {"columns": list(COLUMNS)})

    def tables(self, path: Path, layout: Layout) -> Iterator[Rows]:
        data, self.sha256 = whole(path)
        text = utf8_or_latin(data)
        self.facts = {"row_is": "line", "columns": list(COLUMNS)}
        if private := len(_PRIVATE.findall(text)):
            self.facts["private_keys"] = private
        elements = _pem(text)
        if "-----BEGIN " not in text and text.lstrip()[:1] not in ("{", "["):
            raise Problem(f"{path.name} holds no certificate", "it should be PEM, or JSON as crt.sh gives it")
        if text.lstrip()[:1] in ("{", "["):
            elements, self.facts["row_is"] = _crtsh(parsed(text, path.name)), "element"
        yield from stretches("certificates", COLUMNS, elements, len(data))


def _is_crtsh(head: str) -> bool:
    return head.lstrip()[:1] == "[" and '"name_value"' in head and '"issuer_name"' in head


def _crtsh(said: Any) -> Iterator[Element]:
    """Every entry of a list; one that stands for the certificate before it was logged is one of its own."""
    for ordinal, one in enumerate(said if isinstance(said, list) else [said], 1):
        if not isinstance(one, dict) or not one.get("serial_number"):
            yield Element(ordinal, as_text(one), (), "no certificate: it has no serial number")
            continue
        serial = f"serial:{one['serial_number']}"
        names = dict.fromkeys(
            [*str(one.get("name_value") or "").split("\n"), str(one.get("common_name") or "")]
        )
        base: Cells = {
            "certificate": serial, "issuer": one.get("issuer_name"), "from": one.get("not_before"),
            "until": one.get("not_after"), "logged": one.get("entry_timestamp"),
        }  # fmt: skip
        yield Element(ordinal, as_text(one), _for_names(base, [name for name in names if name]))


def _pem(text: str) -> Iterator[Element]:
    """Every certificate of a text; a private key beside them is a row that gives nothing and is blacked out."""
    found = sorted(
        [(m.start(), m[0], True) for m in _PEM.finditer(text)]
        + [(m.start(), m[0], False) for m in _PRIVATE.finditer(text)]
    )
    for start, block, is_certificate in found:
        line = text.count("\n", 0, start) + 1
        if not is_certificate:
            yield Element(
                line, blacked_out(block), (), "a private key was in this file, it is not stored in clear"
            )
            continue
        try:
            cells = _cells(x509.load_pem_x509_certificate(block.replace("TRUSTED ", "").encode()))
        except ValueError:
            yield Element(line, block, (), "the certificate cannot be read: it is cut short or damaged")
            continue
        yield Element(line, block, cells)


def _cells(found: x509.Certificate) -> list[Cells]:
    public = found.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    base: Cells = {
        "certificate": hashlib.sha256(found.public_bytes(Encoding.DER)).hexdigest(),
        "serial": f"serial:{found.serial_number:x}",
        "holder": _part(found.subject, NameOID.ORGANIZATION_NAME),
        "issuer": found.issuer.rfc4514_string(),
        "from": found.not_valid_before_utc.isoformat(),
        "until": found.not_valid_after_utc.isoformat(),
        "public_key": hashlib.sha256(public).hexdigest(),
    }
    names = [_part(found.subject, NameOID.COMMON_NAME)]
    try:
        others = found.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
        names += [
            str(other.value)
            for other in others
            if isinstance(other, x509.DNSName | x509.RFC822Name | x509.IPAddress)
        ]
    except (x509.ExtensionNotFound, ValueError):
        pass  # old certificates name their site in the common name alone
    return _for_names(base, [name for name in dict.fromkeys(names) if name])


def _part(name: x509.Name, oid: x509.ObjectIdentifier) -> str | None:
    found = name.get_attributes_for_oid(oid)
    return str(found[0].value) if found else None


def _for_names(base: Cells, names: list[str]) -> list[Cells]:
    """A line of cells for each name; a wildcard stands for the name behind it."""
    plain = dict.fromkeys(name.strip().removeprefix("*.").removeprefix("www.") for name in names)
    return [{**base, "name": name} for name in plain if name] or [base]
