"""What exports write where a number is withheld: the call is one all the same, with one party."""

from __future__ import annotations

_SAID = """
anonymous | anonymous caller | blocked | caller id withheld | hidden | no caller id | no number | number withheld
private | private number | restricted | unavailable | unidentified | unknown | withheld | withheld number
anónimo | desconocido | número oculto | oculto | privado | restrito | desconhecido | não identificado
anonyme | inconnu | masqué | numéro masqué | appel masqué | privé
скрыт | скрытый номер | номер скрыт | неизвестен | неизвестный | анонимный | аноним
مجهول | خاص | رقم خاص | محجوب | غير معروف
未知 | 未知号码 | 匿名 | 隐藏 | 私人号码
"""
WORDS = frozenset(word.strip().casefold() for line in _SAID.strip().splitlines() for word in line.split("|"))
