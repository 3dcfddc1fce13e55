"""Commands that give a case a passphrase, change it or take it away: lock, rekey, unlock, recover."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from workbench.case import opening, protecting, protection, recovery
from workbench.cli import passphrases
from workbench.cli.adding import Commands
from workbench.cli.opening import analyst
from workbench.cli.printing import say, warn
from workbench.model.problems import Problem

RESIDUE = (
    "What stood on the disk before can be found by those who search it; copies and backups are as they were."
)


def add(commands: Commands) -> None:
    locking = commands.add("lock", lock, "give a case a passphrase; it is written anew under it")
    recovery_option(locking)
    commands.add("unlock", unlock, "take the passphrase of a case away, so that everybody can open it")
    change = commands.add("rekey", rekey, "change the passphrase of a case")
    _new_key_option(change)
    recovery_option(change)
    change.add_argument("--no-recovery", action="store_true", help="seal the key to nobody any more")
    again = commands.add(
        "recover", recover, "open a case whose passphrase is lost with the agency's identity"
    )
    again.add_argument(
        "--identity", metavar="FILE", required=True, help="the agency's age identity (AGE-SECRET-KEY-1...)"
    )
    _new_key_option(again)
    again.add_argument(
        "--check",
        action="store_true",
        help="only say whether the identity opens the case; nothing is changed",
    )


def _new_key_option(command: ArgumentParser) -> None:
    command.add_argument(
        "--new-key-file", metavar="FILE", help="a file that holds the new passphrase; else asked"
    )


def recovery_option(command: ArgumentParser) -> None:
    """The agency's public keys that the key of a case is sealed to."""
    command.add_argument(
        "--recovery",
        metavar="AGE",
        action="append",
        default=[],
        help="a public key of age (age1...) whose owner can open the case too; may stand often",
    )


def lock(args: Namespace) -> int:
    """clew lock CASE"""
    path = _there(args)
    if protection.is_protected(path):
        raise Problem(f"{path.name} has a passphrase already", "change it with 'clew rekey'")
    to = recovery.recipients(args.recovery)
    passphrase = passphrases.to_set(args.key_file or passphrases.of_environment())
    protecting.lock(path, analyst(args), passphrase, to, reason=args.reason)
    say(f"{path.name} opens with its passphrase only.")
    _tell_of_recovery(path)
    _warn_of_copies(path)
    return 0


def unlock(args: Namespace) -> int:
    """clew unlock CASE"""
    path = _there(args)
    protecting.unlock(path, analyst(args), passphrases.to_open(args, path), reason=args.reason)
    say(f"{path.name} has no passphrase any more: everybody can open it.")
    return 0


def rekey(args: Namespace) -> int:
    """clew rekey CASE"""
    path = _there(args)
    if args.recovery and args.no_recovery:
        raise Problem("--recovery and --no-recovery say the opposite", "keep one of them")
    to = () if args.no_recovery else recovery.recipients(args.recovery) or None
    old = passphrases.to_open(args, path)
    if old:
        opening.open_case(path, passphrase=old).close()  # before a new one is asked for
    new = passphrases.to_set(args.new_key_file, "--new-key-file")
    protecting.rekey(path, analyst(args), old, new, to, reason=args.reason)
    say(f"{path.name} opens with its new passphrase only.")
    _tell_of_recovery(path)
    return 0


def recover(args: Namespace) -> int:
    """clew recover CASE --identity FILE"""
    path = _there(args)
    if not protection.is_protected(path):
        raise Problem(f"{path.name} has no passphrase", "everybody can open it")
    try:
        identity = Path(args.identity).read_text("utf-8", "replace")
    except OSError as error:
        raise Problem(f"the identity {args.identity} cannot be read", error.strerror or str(error)) from error
    found = recovery.unsealed(path, identity)
    opening.open_case(path, passphrase=found).close()
    if args.check:
        say(f"The identity opens {path.name}. Nothing was changed.")
        return 0
    new = passphrases.to_set(args.new_key_file, "--new-key-file")
    protecting.rekey(path, analyst(args), found, new, act="recover", reason=args.reason)
    say(f"{path.name} opens with its new passphrase only; its log says who recovered it.")
    return 0


def _there(args: Namespace) -> Path:
    path = Path(args.case)
    opening.check_file(path)
    return path


def _tell_of_recovery(path: Path) -> None:
    if recovery.beside(path).exists():
        say(f"Its key is sealed to the agency in {recovery.beside(path).name}; keep that file with the case.")
    else:
        warn("Nobody can open the case without its passphrase: keep it in a safe place.")


def _warn_of_copies(path: Path) -> None:
    warn(RESIDUE)
    left = protecting.copies_in_clear(path)
    if left:
        warn(f"Beside it lie files that need no passphrase: {', '.join(left)}.")
