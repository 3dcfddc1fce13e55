"""What records tie to a site, channel or payment service, and what else bears the same marks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from workbench.questions.held import Held

# Record, role of the subject, role of what it is tied to, what that is, and how far it goes: a mark that one hand
# ought to have (mark), a person or contact (person), or what many share by custom (weak).
TIES = (
    ("certification", "name", "public_key", "public key of its certificate (SHA-256)", "mark"),
    ("certification", "name", "certificate", "certificate", "mark"),
    ("certification", "name", "holder", "holder of its certificate", "person"),
    ("registration", "subject", "registrant", "registrant", "person"),
    ("registration", "subject", "person", "contact person of its registration", "person"),
    ("registration", "subject", "email", "e-mail of its registration", "mark"),
    ("registration", "subject", "phone", "phone of its registration", "mark"),
    ("registration", "subject", "address", "address of its registration", "mark"),
    ("registration", "subject", "ip", "IP address it stands at", "mark"),
    ("registration", "subject", "nameserver", "name server", "weak"),
    ("subscription", "identifier", "subscriber", "subscriber", "person"),
    ("subscription", "identifier", "email", "subscriber's e-mail", "mark"),
    ("subscription", "identifier", "contact_phone", "subscriber's contact number", "mark"),
    ("particulars", "account", "subject", "holder, as reported", "person"),
    ("particulars", "subject", "phone", "phone, as reported", "mark"),
    ("attribution", "subject", "label", "label of a list", "person"),
    ("extraction", "account", "device", "device it is set up on", "mark"),
    ("extraction", "account", "phone", "number it is set up with", "mark"),
    ("profile", "vendor", "key", "PGP key", "mark"),
    ("profile", "vendor", "wallet", "wallet", "mark"),
    ("profile", "vendor", "contact", "contact", "mark"),
    ("listing", "vendor", "key", "PGP key", "mark"),
    ("listing", "vendor", "wallet", "wallet", "mark"),
    ("listing", "vendor", "contact", "contact", "mark"),
    ("membership", "group", "by", "who adds or removes members", "person"),
    ("payment", "payee", "payee_name", "name on payments to it", "person"),
    ("payment", "payer", "payer_name", "name on payments from it", "person"),
    ("payment", "deposit_wallet", "payee", "account it is a deposit wallet of", "mark"),
)  # fmt: skip
MENTIONED = {
    "tracker": ("analytics id", "mark"), "wallet": ("wallet on its page", "mark"), "pgp_key": ("PGP key", "mark"),
    "email": ("e-mail on its page", "mark"), "phone": ("phone on its page", "mark"),
    "handle": ("account on its page", "mark"), "site": ("site it names", "weak"), "ip": ("IP address it names", "weak"),
}  # fmt: skip
FAR = ("person", "mark", "weak")


@dataclass
class Tie:
    """A subject's tie to an entity (or, where that is no entity, a text): what it is, how far it goes, records."""

    subject: int
    entity: int
    text: str
    what: str
    far: str
    refs: list[int] = field(default_factory=list)

    @property
    def mark(self) -> tuple[int, str]:
        """What tells the mark from others."""
        return self.entity, self.text


@dataclass(frozen=True)
class Ties:
    """All ties of a case by subject, and by mark."""

    by_subject: dict[int, list[Tie]]
    by_mark: dict[tuple[int, str], list[Tie]]

    def others(self, tie: Tie) -> list[Tie]:
        """The ties of other subjects to the same mark, each subject once."""
        found = {t.subject: t for t in reversed(self.by_mark[tie.mark]) if t.subject != tie.subject}
        return [found[s] for s in sorted(found)]


def ties(held: Held) -> Ties:
    """Reads all ties of the case; one with several records is one."""
    found: dict[tuple[int, int, str, str], Tie] = {}
    for subject, entity, text, what, far, ref in _told(held):
        key = subject, entity, text, what
        found.setdefault(key, Tie(subject, entity, text, what, far)).refs.append(ref)
    by_subject: dict[int, list[Tie]] = {}
    by_mark: dict[tuple[int, str], list[Tie]] = {}
    for tie in found.values():
        by_subject.setdefault(tie.subject, []).append(tie)
        by_mark.setdefault(tie.mark, []).append(tie)
    return Ties(by_subject, by_mark)


def _told(held: Held) -> Iterator[tuple[int, int, str, str, str, int]]:
    for record, role, to, what, far in TIES:
        declared = held.case.kinds.records.get(record)
        if declared is None:
            continue
        frame = held.records(record, [role, to])
        is_text = declared.field(to).type == "text"
        for subject, said, ref in frame.select(role, to, "ref").iter_rows():
            if subject and said and subject != said:
                yield (subject, 0, said, what, far, ref) if is_text else (subject, said, "", what, far, ref)
    for by, mentioned, ref in (
        held.records("mention", ["by", "mentioned"]).select("by", "mentioned", "ref").iter_rows()
    ):
        what, far = MENTIONED.get(held.kind(mentioned), ("", ""))
        if by and what and by != mentioned:
            yield by, mentioned, "", what, far, ref
