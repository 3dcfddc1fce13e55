"""What WhatsApp itself writes into a chat, in several languages: who came and went, calls, files, deletions."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .whatsapp_headers import MARKS

_WHO = "(?P<{}>[^:\n]{{1,400}}?)"
_QUOTED = "[\"“„«‘'](?P<group>.*)[\"”“»’']"
_PATTERNS = (
    ("created", 'BY created (?:the )?(?:group|community|announcement group)(?: QUOTED)?', "You created group QUOTED"),
    ("created", "BY created this group"),
    ("added", "BY added MEMBER", "MEMBER was added", "MEMBER were added"),
    ("removed", "BY removed MEMBER", "MEMBER was removed", "MEMBER were removed"),
    ("left", "MEMBER left", "MEMBER left the group"),
    ("joined", "MEMBER joined(?: the group)?(?: using| via| from| with)? ?.{0,60}",),
    ("created", "BY hat die Gruppe QUOTED erstellt"),
    ("added", "BY hat MEMBER hinzugefügt", "MEMBER wurde(?:st)? hinzugefügt"),
    ("removed", "BY hat MEMBER entfernt", "MEMBER wurde(?:st)? entfernt"),
    ("left", "MEMBER hat die Gruppe verlassen"),
    ("joined", "MEMBER ist .{0,60}beigetreten"),
    ("created", "BY creó (?:el )?grupo QUOTED", "BY ha creado el grupo QUOTED"),
    ("added", "BY añadió a MEMBER", "BY agregó a MEMBER", "BY te añadió", "BY te agregó"),
    ("removed", "BY eliminó a MEMBER", "BY ha eliminado a MEMBER"),
    ("left", "MEMBER salió del grupo", "MEMBER salió", "MEMBER ha salido(?: del grupo)?"),
    ("joined", "MEMBER se unió .{0,60}"),
    ("created", "BY a créé le groupe QUOTED"),
    ("added", "BY a ajouté MEMBER"),
    ("removed", "BY a retiré MEMBER", "BY a supprimé MEMBER"),
    ("left", "MEMBER a quitté(?: le groupe)?", "MEMBER est parti(?:e|\\(e\\))?"),
    ("joined", "MEMBER a rejoint .{0,80}", "MEMBER s'est joint.{0,80}"),
    ("created", "BY criou (?:o )?grupo QUOTED"),
    ("added", "BY adicionou MEMBER"),
    ("removed", "BY removeu MEMBER"),
    ("left", "MEMBER saiu(?: do grupo)?"),
    ("joined", "MEMBER entrou .{0,80}"),
    ("created", "BY ha creato il gruppo QUOTED"),
    ("added", "BY ha aggiunto MEMBER"),
    ("removed", "BY ha rimosso MEMBER"),
    ("left", "MEMBER ha abbandonato(?: il gruppo)?"),
    ("created", "BY создал(?:а|\\(-?а\\))? группу QUOTED"),
    ("added", "BY добавил(?:а|\\(-?а\\))? MEMBER"),
    ("removed", "BY удалил(?:а|\\(-?а\\))? MEMBER"),
    ("left", "MEMBER покинул(?:а|\\(-?а\\))? группу", "MEMBER вы(?:шел|шла)(?:\\(-?а\\))?(?: из группы)?"),
    ("joined", "MEMBER присоединил(?:ся|ась|ся\\(-?ась\\)).{0,80}"),
    ("created", "BY heeft de groep QUOTED (?:ge|aange)maakt"),
    ("added", "BY heeft MEMBER toegevoegd"),
    ("removed", "BY heeft MEMBER verwijderd"),
    ("left", "MEMBER heeft de groep verlaten"),
    ("created", "BY,? QUOTED grubunu oluşturdu"),
    ("added", "BY,? MEMBER kişisini ekledi"),
    ("removed", "BY,? MEMBER kişisini çıkardı"),
    ("left", "MEMBER (?:gruptan )?ayrıldı"),
    ("created", "(?:قام|قامت) BY بإنشاء (?:ال)?مجموعة QUOTED"),
    ("added", "(?:قام|قامت) BY بإضافة MEMBER"),
    ("removed", "(?:قام|قامت) BY بإزالة MEMBER"),
    ("left", "(?:غادر|غادرت) MEMBER"),
)  # fmt: skip
_OWNER = frozenset(
    {"you", "your", "du", "dich", "dir", "tú", "te", "tu", "vous", "você", "voce", "вы", "вас", "je", "jij", "u", "jou",
     "sen", "sizi", "siz", "أنت", "ti"}
)  # fmt: skip
_notices = [
    (
        action,
        re.compile(
            "^" + said.replace("BY", _WHO.format("by")).replace("MEMBER", _WHO.format("member"))
            .replace("QUOTED", _QUOTED) + r"\.?$"
        ),
    )
    for action, *forms in _PATTERNS
    for said in forms
]  # fmt: skip
_and = re.compile(r",\s+|\s+(?:and|und|y|et|e|и|en|ve|و)\s+")
_call = re.compile(
    r"(?i)^(?P<missed>missed |verpasste[rs]? |llamada perdida|appel .*manqué|chamada .*perdida|chiamata .*persa|"
    r"пропущенный )?"
    r".{0,20}?(?P<sort>voice call|video call|group call|group video call|sprachanruf|videoanruf|llamada|videollamada|"
    r"appel vocal|appel vidéo|chamada de voz|chamada de vídeo|chiamata vocale|videochiamata|аудиозвонок|видеозвонок)"
    r"(?P<more>.{0,60})$"
)
_minutes = re.compile(
    r"(?:(\d+)\s*(?:h|hr|hrs|Std|ч)\w*\.?)?\s*(?:(\d+)\s*(?:min|мин)\w*\.?)?\s*(?:(\d+)\s*(?:s|sec|Sek|с)\w*\.?)?"
)
_encrypted = re.compile(
    r"(?i)end-to-end|ende-zu-ende|extremo a extremo|bout en bout|ponta a ponta|сквозн|crittografia|uçtan uca"
    r"|eind tot eind|التشفير|エンドツーエンド|端到端|종단간"
)
_GONE = frozenset(
    {
        "this message was deleted", "you deleted this message", "this message was deleted by admin",
        "diese nachricht wurde gelöscht", "du hast diese nachricht gelöscht", "se eliminó este mensaje",
        "eliminaste este mensaje", "este mensaje fue eliminado", "ce message a été supprimé",
        "vous avez supprimé ce message",
        "mensagem apagada", "esta mensagem foi apagada", "você apagou esta mensagem",
        "questo messaggio è stato eliminato",
        "hai eliminato questo messaggio", "данное сообщение удалено", "вы удалили данное сообщение",
        "dit bericht is verwijderd", "je hebt dit bericht verwijderd", "bu mesaj silindi", "bu mesajı sildiniz",
        "تم حذف هذه الرسالة",
    }
)  # fmt: skip
_attached = (
    re.compile(rf"^[{MARKS}]*(?P<file>[^\n<>:/\\]{{1,200}}\.\w{{2,5}}) \([^()\n]{{4,40}}\)$", re.MULTILINE),
    re.compile(rf"<[{MARKS}]*[^<>:\n]{{3,30}}: ?(?P<file>[^<>\n]{{1,200}})>"),
)
_omitted = re.compile(
    rf"^[{MARKS}]*(?:(?P<file>[^\n]{{1,200}}\.\w{{2,5}}) • .*)?(?:<[^<>\n]{{4,60}}>|.{{0,60}}"
    r"(?P<sort>image|photo|video|audio|sticker|gif|document|contact card|bild|foto|imagen|vídeo|documento|изображение"
    r"|видео|аудиофайл)[^\n]{0,12}? "
    r"(?:omitted|weggelassen|ausgelassen|omitid[oa]|omess[oa]|ocultad[oa]|absente?|пропущен[оа]?|weggelaten))$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Notice:
    """Who did what to whom in a group; "you" is the owner of the phone, and stays unnamed."""

    action: str
    by: str = ""
    members: tuple[str, ...] = ()
    group: str = ""
    owner: bool = False  # the one who came or went is the owner of the phone


def notice(text: str) -> Notice | None:
    """What a line that nobody wrote says about who is in the group, or None."""
    text = bare(text)
    if len(text) > 600:
        return None
    for action, pattern in _notices:
        found = pattern.match(text)
        if found:
            said = found.groupdict()
            by = _who(said.get("by"))
            named = [m for m in _and.split(said.get("member") or "") if m]
            members = tuple(_who(m) for m in named if _who(m))
            if action == "created":
                members, named = (by,) if by else (), [said.get("by") or ""]
                by = ""
            return Notice(
                action, by, members, said.get("group") or "", bool(named) and len(members) < len(named)
            )
    return None


def call(text: str) -> tuple[str, str, str] | None:
    """Sort of call, outcome and duration in seconds ("" where unsaid) that a line tells, or None."""
    said = bare(text)
    found = _call.match(said) if len(said) < 100 else None
    if not found:
        return None
    low = found["sort"].lower()
    sort = "video" if "vid" in low or "вид" in low else "voice"
    missed = bool(found["missed"]) or bool(
        re.search(r"(?i)perdid|manqu|persa|missed|verpasst|no answer", said)
    )
    length = next((m for m in _minutes.finditer(found["more"] or "") if any(m.groups())), None)
    seconds = (
        sum(int(n or 0) * u for n, u in zip(length.groups(), (3600, 60, 1), strict=True)) if length else 0
    )
    return sort, "missed" if missed else "", str(seconds) if seconds else ""


def is_about_encryption(text: str) -> bool:
    """Whether the text is the notice that every chat begins with."""
    return _encrypted.search(text) is not None and len(text) < 600


def is_gone(text: str) -> bool:
    """Whether the text only says that a message was deleted."""
    return bare(text).casefold().rstrip(".") in _GONE


def attachment(text: str) -> str:
    """The file that a message names as sent with it, or what sort was left out of the export; "" without."""
    for pattern in _attached:
        found = pattern.search(text)
        if found:
            return found["file"].strip()
    left_out = _omitted.match(text.strip())
    if not left_out:
        return ""
    return (left_out["file"] or left_out["sort"] or "media").strip().lower() + " (not in the export)"


def bare(text: str) -> str:
    """The text without invisible marks and blanks around it."""
    return re.sub(f"[{MARKS}]", "", text).strip()


def _who(said: str | None) -> str:
    name = bare(said or "").strip('"“”„~ ')
    return "" if name.casefold() in _OWNER else name
