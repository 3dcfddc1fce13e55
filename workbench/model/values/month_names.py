"""Dates written with the words of other languages, rewritten with English ones: months, weekdays, particles, halves
of the day, and the signs of Chinese, Japanese and Korean."""

from __future__ import annotations

import re

import polars as pl

LISTS = {
    "French": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "French, short": "janv févr mars avr mai juin juil août sept oct nov déc",
    "Spanish": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "Spanish, short": "ene feb mar abr may jun jul ago set oct nov dic",
    "Portuguese": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "Portuguese, short": "jan fev mar abr mai jun jul ago set out nov dez",
    "Russian": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "Russian, named": "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь",
    "Russian, short": "янв фев мар апр май июн июл авг сен окт ноя дек",
    "Russian, also": "янв февр мар апр мая июн июл авг сент окт нояб дек",
    "Ukrainian": "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
    "German": "januar februar märz april mai juni juli august september oktober november dezember",
    "German, short": "jän feb mrz apr mai jun jul aug sep okt nov dez",
    "Italian": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "Italian, short": "gen feb mar apr mag giu lug ago set ott nov dic",
    "Turkish": "ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık",
    "Arabic": "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
    "Arabic, bare": "يناير فبراير مارس ابريل مايو يونيه يوليه اغسطس سبتمبر اكتوبر نوفمبر ديسمبر",
    "Arabic, Maghreb": "جانفي فيفري مارس أفريل ماي جوان جويلية أوت سبتمبر أكتوبر نوفمبر ديسمبر",
    "Arabic, Levant": "كانون_الثاني شباط آذار نيسان أيار حزيران تموز آب أيلول تشرين_الأول تشرين_الثاني كانون_الأول",
}
_SHORT = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_PARTICLES = """
    de del do da d le den der um uhr à a las los el às em o г года год р року в le las kl klo
    lundi mardi mercredi jeudi vendredi samedi dimanche jeu ven sam dim
    lunes martes miércoles miercoles jueves viernes sábado sabado domingo lun mié jue vie sáb dom
    segunda terça quarta quinta sexta feira segunda-feira terça-feira quarta-feira quinta-feira sexta-feira
    seg qua qui sex
    montag dienstag mittwoch donnerstag freitag samstag sonntag
    понедельник вторник среда четверг пятница суббота воскресенье пн вт ср чт пт сб вс
    السبت الأحد الاثنين الإثنين الثلاثاء الأربعاء الخميس الجمعة الساعة
"""
_HALVES = {
    "ص": "AM", "صباحا": "AM", "صباحًا": "AM", "م": "PM", "مساء": "PM", "مساءً": "PM", "ق.ظ": "AM", "ب.ظ": "PM",
    "πμ": "AM", "π.μ": "AM", "μμ": "PM", "μ.μ": "PM", "дп": "AM", "пп": "PM", "утра": "AM", "вечера": "PM",
}  # fmt: skip
_WORD = r"[\p{L}\p{M}_][\p{L}\p{M}_.'’]*(?:-\p{L}+)*"
_EASTERN = (
    (
        r"(?:星期|周|週|礼拜|禮拜)[一二三四五六日天]|[月火水木金土日월화수목금토일]曜日|[월화수목금토일]요일|[(（][月火水木金土日월화수목금토일][)）]",
        " ",
    ),
    (r"(\d{2,4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日号號일]?", "${1}-${2}-${3} "),
    (r"(\d{1,2})\s*[时時시点點]\s*(\d{1,2})\s*[分분]\s*(\d{1,2})\s*[秒초]", "${1}:${2}:${3}"),
    (r"(\d{1,2})\s*[时時시点點]\s*(\d{1,2})\s*[分분]", "${1}:${2}"),
    (r"(?:上午|午前|오전|凌晨|早上)\s*([\d:.]+)", "${1} AM"),
    (r"(?:下午|午後|오후|晚上|中午)\s*([\d:.]+)", "${1} PM"),
)
_TWO_WORDS = r"(كانون|تشرين) (الثاني|الأول|الاول)"
MOST_WORDS = 400


def _words() -> dict[str, str]:
    known = dict.fromkeys(_PARTICLES.split(), "")
    for names in LISTS.values():
        known.update(zip(names.split(), _SHORT, strict=True))
    return known | _HALVES


WORDS = _words()


def english(texts: pl.Series) -> pl.Series:
    """Tidy texts with the words of dates in English and dates of the East in figures; others stay as they are."""
    written = texts
    if texts.str.contains(r"[年년时時시午오点點]").any():
        for find, put in _EASTERN:
            written = written.str.replace_all(find, put)
    written = written.str.replace_all(_TWO_WORDS, "${1}_${2}")
    found = written.str.extract_all(_WORD).explode().drop_nulls().unique().to_list()
    if len(found) > MOST_WORDS:
        return texts
    known = {word: _english(word) for word in found}
    if any(word != put for word, put in known.items()):
        ordered = sorted(
            known, key=len, reverse=True
        )  # the longest first: no word is taken for part of another
        written = written.str.replace_many(ordered, [known[word] for word in ordered], leftmost=True)
    elif written.equals(texts):
        return texts
    written = written.str.replace_all(r"(\d)\. +([A-Za-z])", "${1} ${2}")
    return written.str.replace_all(r"\s+", " ").str.replace_all(" ,", ",").str.strip_chars(" ,")


def _english(word: str) -> str:
    bare = re.sub(r"[.'’]+$", "", word).casefold()
    bare = bare.removeprefix("d'").removeprefix("d’")
    put = WORDS.get(bare, WORDS.get(bare.replace("الاول", "الأول")))
    return word if put is None else put
