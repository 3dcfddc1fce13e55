"""The agency's way into a case whose passphrase is lost: its key, sealed with age in a file beside it.

`name.case.recovery` is an armoured age file (age-encryption.org/v1, X25519) to each of the agency's public keys. What
it seals is a line that says which case, and one line for each key, as SQLCipher takes it: x'<key><salt>'. While a
passphrase is being changed it holds both keys, so that there is no moment at which it opens nothing. Any age opens it,
and any SQLCipher 4 then opens the case, with pages of 8192 bytes.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from workbench.case import durable, protection
from workbench.case.protection import Key
from workbench.model.problems import Problem

_LINE = re.compile(r"x'([0-9a-f]{64})([0-9a-f]{32})'")


def beside(case: Path) -> Path:
    """Where the sealed key of a case lies."""
    return case.with_name(case.name + ".recovery")


def recipients(said: str | Iterable[str]) -> tuple[str, ...]:
    """The public keys in a text or in several; Problem for what is no public key of age."""
    age = _age()
    found: list[str] = []
    for word in " ".join([said] if isinstance(said, str) else said).replace(",", " ").split():
        if word.upper().startswith("AGE-SECRET-KEY-"):
            raise Problem(
                "that is a secret key of age, which nobody else may see",
                "give the public one, which begins with age1",
            )
        try:
            age.x25519.Recipient.from_str(word)
        except age.RecipientError as error:
            raise Problem(
                f"{word} is no public key of age", "it begins with age1 and is 62 letters and digits long"
            ) from error
        if word not in found:
            found.append(word)
    return tuple(found)


def seal(case: Path, to: Sequence[str], uuid: str, keys: Sequence[Key]) -> None:
    """Writes the sealed keys of a case beside it, whole or not at all; Problem where that cannot be done."""
    age = _age()
    said = f"Clew, key of case {uuid}\n" + "".join(f"x'{k.raw}{k.salt.hex()}'\n" for k in keys)
    sealed = age.encrypt(said.encode(), [age.x25519.Recipient.from_str(r) for r in to], armored=True)
    out = beside(case)
    part = out.with_name(out.name + ".part")
    try:
        part.write_bytes(sealed)
        durable.put(part, out)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise Problem(f"{out} cannot be written", error.strerror or str(error)) from error


def unsealed(case: Path, identity: str) -> str:
    """The key of a case in the form that opens it, read from its sealed key with an age identity (the text of an
    identity file); Problem where there is none, it is for others, or it fits another case or an earlier passphrase."""
    out = beside(case)
    try:
        sealed = out.read_bytes()
    except OSError as error:
        raise Problem(
            f"there is no {out.name} beside the case",
            "its key was sealed to nobody, or the file stayed behind when the case was moved",
        ) from error
    salt = protection.salt_of(case).hex()
    for raw, made_with in _LINE.findall(_opened(out, sealed, identity)):
        if made_with == salt:
            return f"x'{raw}{made_with}'"
    raise Problem(
        f"{out.name} does not fit {case.name}",
        "it was sealed for another case, or before the passphrase was changed without it",
    )


def _age() -> Any:
    """The library, loaded when it is needed: most cases never do, and it has no types."""
    return importlib.import_module("pyrage")


def _opened(out: Path, sealed: bytes, identity: str) -> str:
    age = _age()
    identities = []
    for line in identity.splitlines():
        word = line.strip()
        if word and not word.startswith("#"):
            try:
                identities.append(age.x25519.Identity.from_str(word))
            except age.IdentityError as error:
                raise Problem(
                    "the identity is none of age's",
                    "it is a file with a line that begins with AGE-SECRET-KEY-1",
                ) from error
    if not identities:
        raise Problem("the identity file is empty", "it holds a line that begins with AGE-SECRET-KEY-1")
    try:
        return str(age.decrypt(sealed, identities), "utf-8")
    except age.DecryptError as error:
        raise Problem(
            f"{out.name} does not open with this identity",
            "it was sealed to another key, or the file is damaged",
        ) from error
    except UnicodeDecodeError as error:
        raise Problem(f"{out.name} holds no key of a case", "restore it from a copy") from error
