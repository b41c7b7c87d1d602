"""The letters of languages that share a script, beyond those that all of them have: data."""

from __future__ import annotations

LATIN = {
    "en": "éïñ",
    "es": "áéíñóúü",
    "pt": "áâãàçéêíóôõúü",
    "fr": "àâæçèéêëîïôœùûüÿ",
    "de": "äöüß",
    "it": "àèéìíîòóùú",
    "nl": "éëïóöüèáê",
    "pl": "ąćęłńóśźż",
    "tr": "çğıöşüâîû",
    "cs": "áčďéěíňóřšťúůýž",
    "sk": "áäčďéíĺľňóôŕšťúýž",
    "ro": "ăâîșțşţ",
    "hu": "áéíóöőúüű",
    "hr": "čćđšž",
    "sv": "åäöé",
    "da": "æøåé",
    "nb": "æøåéòôó",
    "fi": "äöå",
    "vi": ("àáâãèéêìíòóôõùúýăđĩũơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ"),
    "id": "é",
    "ms": "é",
    "fil": "ñ",
}
"""Beyond a to z, in lower case."""

CYRILLIC = {
    "ru": "ёщъыэ",
    "uk": "щґєії",
    "bg": "щъ",
    "sr": "ђјљњћџ",
    "mk": "ѓѕјљњќџ",
    "be": "ёіўыэ",
}
"""Beyond those that all have: а б в г д е ж з и к л м н о п р с т у ф х ц ч ш, and й ь ю я, which
tell Serbian and Macedonian by their absence."""

ARABIC = {
    "ar": "أإآؤئةىيك",
    "fa": "پچژگکیآئؤأ",
    "ur": "پچژگکیآئؤأٹڈڑںےہھ",
}
"""Beyond those that all have."""

SHARED = frozenset("абвгдежзклмнопрстуфхцчшءابتثجحخدذرزسشصضطظعغفقلمنوـ")
"""Letters beyond ASCII that every language of the script has."""
