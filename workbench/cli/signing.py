"""Commands about the log: log itself, its checkpoints, and the key that signs them."""

from __future__ import annotations

import json
from argparse import Namespace
from pathlib import Path

from workbench.app import identity
from workbench.case import anchored, anchoring, checkpoints, exporting, logbook, signing
from workbench.case.cases import Case
from workbench.case.checkpoints import Checkpoint
from workbench.cli.adding import Commands, json_option, limit_option
from workbench.cli.opening import reading, writing
from workbench.cli.printing import as_json, say, table, utc
from workbench.model.problems import Problem


def add(commands: Commands) -> None:
    log = commands.add("log", show_log, "list who did what in the case, when and why")
    log.add_argument(
        "--act", metavar="ACT", action="append", default=[], help="only this; may be given several times"
    )
    log.add_argument("--by", metavar="NAME", default="", help="only what this analyst did")
    limit_option(log)
    json_option(log)
    point = commands.add(
        "checkpoint", checkpoint, "sign how long the log is and what it holds, to be kept elsewhere"
    )
    point.add_argument("--list", action="store_true", help="list the checkpoints the case keeps")
    point.add_argument("--sign-with", metavar="KEYFILE", help="add the signature of a witness or supervisor")
    point.add_argument(
        "-o", dest="out", metavar="FILE", help="write the checkpoint there, to be kept elsewhere"
    )
    json_option(point)
    key = commands.add(
        "identity", identify, "show the public key that signs for you, or make one", case=False
    )
    key.add_argument("-o", dest="out", metavar="FILE", help="write the public key there, for those who check")
    key.add_argument("--make", metavar="KEYFILE", help="make another key in this file, as for a supervisor")
    key.add_argument(
        "--name", metavar="NAME", default="", help="what that key is called, such as lab.example/anna"
    )
    json_option(key)


def show_log(args: Namespace) -> int:
    """clew log CASE"""
    with reading(args) as case:
        entries = list(logbook.read(case.db, args.act, args.by))
        standing = anchored.sentence(anchored.standing(case))
    if args.limit is not None:
        entries = entries[max(0, len(entries) - args.limit) :]
    if args.json:
        as_json(
            [
                {"seq": e.seq, "at": utc(e.at), "act": e.act, "analyst": e.analyst, "ids": e.ids,
                 "values": e.values, "title": e.title, "reason": e.reason, "purged": list(e.gone)}
                for e in entries
            ]
        )  # fmt: skip
        return 0
    rows = [(e.seq, utc(e.at), e.analyst, e.act, e.reason, e.said) for e in entries]
    table(("entry", "when", "who", "did", "why", "what"), rows, "Nothing of that is in the log.")
    say(f"By its own account the log is {standing}; 'clew verify' checks it.")
    return 0


def checkpoint(args: Namespace) -> int:
    """clew checkpoint CASE [--list] [--sign-with KEYFILE] [-o FILE]"""
    if args.list:
        with reading(args) as case:
            return _list(args, case)
    witnesses = [signing.read(Path(args.sign_with))] if args.sign_with else []
    with writing(args) as case:
        mine = identity.mine()
        # The entry first, so that the checkpoint speaks of it and the entry of nothing later.
        case.anchoring = None
        case.record("checkpoint", values={"file": Path(args.out).name} if args.out else {})
        made = anchoring.sign(case, [mine, *witnesses])
        if made is None:
            raise Problem(
                "nothing was entered since the last checkpoint", "see 'clew checkpoint CASE --list'"
            )
        short = checkpoints.short(case, made)
        if args.out:
            exporting.write_whole(Path(args.out), made.note.encode())
    if args.json:
        as_json(_said(made) | {"short": str(short)})
        return 0
    say(made.note.rstrip("\n"))
    say("")
    say(f"To be printed: {short}.")
    return 0


def _list(args: Namespace, case: Case) -> int:
    found = checkpoints.listed(case)
    keys = checkpoints.keys(case.db)
    if args.json:
        as_json([_said(c) for c in found])
        return 0
    rows = [
        (
            c.size,
            utc(c.at),
            signing.grouped(c.head[:8]),
            ", ".join(k.fingerprint[:19] for k in c.signers(keys)),
        )
        for c in found
    ]
    table(("entries", "when", "head", "signed by"), rows, "No checkpoint was made yet.")
    return 0


def _said(c: Checkpoint) -> dict[str, object]:
    return {
        "origin": c.origin, "size": c.size, "head": c.head.hex(), "at": utc(c.at), "note": c.note,
        "signatures": [{"name": s.name, "key": s.id.hex()} for s in c.signatures],
    }  # fmt: skip


def identify(args: Namespace) -> int:
    """clew identity [-o FILE] [--make KEYFILE --name NAME]"""
    if args.make:
        signer = signing.made(args.name)
        try:
            signing.write(signer, Path(args.make))
        except OSError as error:
            raise Problem(f"{args.make} cannot be made", error.strerror or str(error)) from error
    else:
        signer = identity.mine()
    public = signer.public
    if args.out:
        exporting.write_whole(Path(args.out), f"{public}\n".encode())
    if args.json:
        say(json.dumps({"name": public.name, "key": str(public), "fingerprint": public.fingerprint}))
        return 0
    say(str(public))
    say(f"Fingerprint: {public.fingerprint}")
    return 0
