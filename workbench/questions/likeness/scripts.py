"""Letters of other scripts in Latin ones, as passports and bills write them."""

from __future__ import annotations

import unicodedata
from functools import cache

_LETTERS = """
а a б b в v г g ґ g д d ђ dj ѓ g е e ё e є ye ж zh з z ѕ dz и i і i ї yi й y ј j к k ќ k л l љ lj м m н n њ nj
о o п p р r с s т t ћ c у u ў u ф f х kh ц ts ч ch џ dz ш sh щ shch ъ  ы y ь  э e ю yu я ya қ q ғ gh ә a ө o ұ u ү u
ң n һ h ӣ i ҷ j ҳ h ӯ u
α a β v γ g δ d ε e ζ z η i θ th ι i κ k λ l μ m ν n ξ x ο o π p ρ r σ s ς s τ t υ y φ f χ ch ψ ps ω o
א  ב b ג g ד d ה h ו v ז z ח h ט t י y כ k ך k ל l מ m ם m נ n ן n ס s ע  פ p ף p צ ts ץ ts ק k ר r ש sh ת t
ا a آ a أ a إ a ٱ a ب b پ p ة a ت t ٹ t ث s ج j چ ch ح h خ kh د d ڈ d ذ z ر r ڑ r ز z ژ zh س s ش sh ص s ض z ط t ظ z
ع  غ gh ف f ق q ک k ك k گ g ل l م m ن n ں n و v ه h ہ h ھ h ۀ h ی y ي y ى y ئ y ے y ؤ v ء  ـ  ۆ o ێ e ە a
ა a ბ b გ g დ d ე e ვ v ზ z თ t ი i კ k ლ l მ m ნ n ო o პ p ჟ zh რ r ს s ტ t უ u ფ p ქ k ღ gh ყ q შ sh ჩ ch ც ts
ძ dz წ ts ჭ ch ხ kh ჯ j ჰ h
ա a բ b գ g դ d ե e զ z է e ը y թ t ժ zh ի i լ l խ kh ծ ts կ k հ h ձ dz ղ gh ճ ch մ m յ y ն n շ sh ո o չ ch պ p ջ j ռ r
ս s վ v տ t ր r ց ts ւ v փ p ք k օ o ֆ f և ev
ß ss ø o ł l đ d ð d þ th æ ae œ oe ı i ə a ŋ n ħ h
"""
# Scripts whose letters bear the name of their sound: DEVANAGARI LETTER KHA, HIRAGANA LETTER KA, HANGUL SYLLABLE GIM.
_NAMED = (
    "DEVANAGARI",
    "BENGALI",
    "GURMUKHI",
    "GUJARATI",
    "ORIYA",
    "TAMIL",
    "TELUGU",
    "KANNADA",
    "MALAYALAM",
    "SINHALA",
)
_SYLLABLES = ("HIRAGANA LETTER ", "KATAKANA LETTER ", "HANGUL SYLLABLE ", "ETHIOPIC SYLLABLE ")
_SIMPLER = {
    "TTH": "TH", "DDH": "DH", "TT": "T", "DD": "D", "NN": "N", "LL": "L", "RR": "R", "SSA": "SHA", "NG": "N", "NY": "N",
    "AA": "A", "II": "I", "UU": "U", "EE": "E", "OO": "O", "VOCALIC R": "RI",
}  # fmt: skip


def _told() -> dict[str, str]:
    found: dict[str, str] = {}
    for line in _LETTERS.strip().splitlines():
        letter = ""
        for word in line.split(" "):
            if len(word) == 1 and not word.isascii():
                letter = word
                found[letter] = ""
            elif letter and word.isascii():
                found[letter] = word
    return found


LATIN = _told()


def by_name(text: str) -> str:
    """A text with the letters of Indic scripts, kana, Hangul and Ethiopic in Latin, by the names Unicode gives them."""
    if text.isascii():
        return text
    said: list[str] = []
    for letter in text:
        kind, sound = _sound(letter)
        if kind in ("vowel", "virama") and said and said[-1].endswith("a") and len(said[-1]) > 1:
            said[-1] = said[-1][:-1]  # the vowel that a consonant bears by itself
        said.append(sound)
        if kind == "":
            said[-1] = letter
    return "".join(said)


@cache
def _sound(letter: str) -> tuple[str, str]:
    """What a letter is (consonant, vowel, virama, sound or "" for another script's) and how it sounds."""
    name = unicodedata.name(letter, "")
    for start in _SYLLABLES:
        if name.startswith(start):
            return "sound", name[len(start) :].removeprefix("SMALL ").split(" ")[-1].lower()
    script, _, rest = name.partition(" ")
    if script not in _NAMED:
        return "", letter
    if "VIRAMA" in rest or "AL-LAKUNA" in rest:
        return "virama", ""
    for start, kind in (("LETTER ", "consonant"), ("VOWEL SIGN ", "vowel")):
        if rest.startswith(start):
            return kind, _simple(rest[len(start) :])
    if rest.startswith("SIGN ") and rest.endswith(("ANUSVARA", "BINDI", "TIPPI", "CANDRABINDU")):
        return "sound", "n"
    return ("sound", "") if rest.startswith("SIGN ") else ("", letter)


def _simple(name: str) -> str:
    for written, said in _SIMPLER.items():
        name = name.replace(written, said)
    return name.lower().replace(" ", "")
