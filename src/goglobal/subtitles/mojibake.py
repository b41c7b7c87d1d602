"""Text that was decoded in the wrong code page and saved again: found, and undone where it can be.

A false alarm here would hold back a good delivery, so a single odd pair proves nothing: `“NÃO”`,
`«IRMû`, `blíž…` and `เธอ` are real words. What counts is a pair that no language writes, or a
whole run that turns back into text of another script.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

_CP1252 = {byte: bytes([byte]).decode("cp1252", "replace") for byte in range(0x80, 0xA0)}
_SPECIAL = {ord(c): chr(byte) for byte, c in _CP1252.items() if c != "\ufffd"}
"""The characters of cp1252 that are no Latin-1, to the control character of the same byte."""

_SPECIALS = "".join(chr(code) for code in _SPECIAL)
_NEXT = f"[\x80-\xbf{re.escape(_SPECIALS)}]"
"""What a continuation byte of UTF-8 turns into in cp1252 or Latin-1."""

_RUN = re.compile(rf"(?:[Â-ß]{_NEXT}|[à-ï]{_NEXT}{{2}}|[ð-ô]{_NEXT}{{3}})++")

# Punctuation that does follow a capital or an accented letter in real text.
_ENDS = "\u00a0\u00ad«»‹›‘’“”„‚…–—•´¸™®©ªº°·¡¿"
_LETTERS = "ŠšŽžŒœŸƒ"
_SURE: tuple[tuple[str, str], ...] = (
    ("Ã", f"(?![\u00a0\u00ad«»‹›‘’“”„‚…–—•™®]){_NEXT}"),  # Ã© Ã¼ Ã±: é ü ñ
    ("Â", "[\x80-\x9f¡¢£¤¥¦§¨©¬®¯°±²³´µ¶·¸¹º¼½¾¿]"),  # Â¿ Â°
    ("â", f"(?:[€\x80]{_NEXT}|™[ª«¬])"),  # â€™ â€œ â™ª: ’ “ ♪
    ("ï", "(?:»¿|¿½)"),  # a byte order mark, U+FFFD
    ("ð", f"[Ÿ\x9f]{_NEXT}{{2}}"),  # emoji
    ("Ä-ß", f"{_NEXT}(?:[Ä-ß]{_NEXT}){{2}}"),  # Cyrillic, Greek, Arabic, Hebrew
    ("à-ï", f"(?![{_ENDS}{_LETTERS}]{{2}}){_NEXT}{{2}}"),  # 你 ก á»‡
    ("à-ï", f"{_NEXT}{{2}}[à-ï]{_NEXT}{{2}}"),
    ("ÄÅ", "[\x80-\x9fŸƒº‡ˆ‰Š‹Œ‘†¼½¾¿¹³²±¯¬¦¥¤£¢]"),  # Ä‡ Å¼ Å„: Polish, Czech, Turkish
)
"""What no language writes: a first character, and what stands behind it."""

_STRONG = re.compile("|".join(f"[{first}]{rest}" for first, rest in _SURE))

_WINDOWS_1251 = "ЂЃ‚ѓ„…†‡€‰Љ‹ЊЌЋЏђ‘’“”•–—™љ›њќћџ\u00a0ЎўЈ¤Ґ¦§Ё©Є«¬\u00ad®Ї°±Ііґµ¶·ё№є»јЅѕї"

_OTHERS: tuple[tuple[str, tuple[str, ...], re.Pattern[str]], ...] = (
    ("gb18030", ("鈥",), re.compile(r"鈥[^\x00-\x7f]++")),  # ’s of English text
    ("cp1251", ("вЂ",), re.compile(f"вЂ[{_WINDOWS_1251}]")),  # the same
    ("cp1251", ("пј", "гЂ", "дЅ", "ж€", "зљ", "е›"), re.compile(r"[^\x00-\x7f]{3,}")),
    ("gb18030", ("銇", "褌", "褘", "褋"), re.compile(r"[^\x00-\x7f]{3,}")),
    ("gb18030", ("锛", "銆", "鐨", "鎴", "浣", "涓", "鏄"), re.compile(r"[^\x00-\x7f]{3,}")),
    ("cp932", ("縺", "繧", "繝"), re.compile(r"[^\x00-\x7f]{3,}")),
    ("cp950", ("嚗", "銝", "雿", "憟"), re.compile(r"[^\x00-\x7f]{3,}")),
    ("cp1251", ("Рё", "Рѕ", "РЅ", "Рµ", "Р°"), re.compile(f"(?:[РС][{_WINDOWS_1251}]){{3,}}")),
    ("cp874", ("เธ", "เน"), re.compile("(?:เ[ธน][^\x00-\x7f]){3,}")),
    ("cp1256", ("ط§", "ظ„", "ظٹ"), re.compile("(?:[طظ][^\x00-\x7f]){3,}")),
)
"""Codec, what gives it away at a glance, and the runs that are then tried."""

_PAIRS = {sign for encoding, signs, _ in _OTHERS if encoding != "cp874" for sign in signs}
_SINGLE = "锟" + "".join(sorted(sign for sign in _PAIRS if len(sign) == 1))
_DOUBLE = sorted(sign for sign in _PAIRS if len(sign) == 2)
_LATIN_GATE = re.compile(
    f"[Â-ô](?={_NEXT})(?:{'|'.join(f'(?<=[{first}]){rest}' for first, rest in _SURE)})"
)
"""`_STRONG` with one set of first characters: it looks through a file in a tenth of the time."""

_FAR_GATE = re.compile(
    f"[{_SINGLE}{''.join(sorted({sign[0] for sign in _DOUBLE}))}]"
    f"(?:(?<=[{_SINGLE}])|{'|'.join(f'(?<={sign[0]}){sign[1]}' for sign in _DOUBLE)})"
)
_THAI_GATE = re.compile("เ[ธน][^\x00-\x7f](?:เ[ธน][^\x00-\x7f]){2}")
"""Thai has `เธ` in every other word: it takes three of them in a row, as the pattern wants it."""


_FAR_LEADS = bytes(sorted({sign.encode()[0] for sign in (*_SINGLE, *_DOUBLE)}))
"""The first bytes of all signs in UTF-8."""


class Hints(msgspec.Struct, frozen=True):
    """Which gates a file's text has to pass; its bytes tell in no time that some are not needed."""

    latin: bool = True
    far: bool = True
    thai: bool = True


def hints_of(data: bytes) -> Hints:
    """The gates that UTF-8 text with these bytes needs."""
    return Hints(
        b"\xc3" in data,  # Â to ô
        any(map(data.__contains__, _FAR_LEADS)),
        b"\xe0" in data,
    )


_MOST_TURNS = 3


class Found(msgspec.Struct, frozen=True):
    """Text that was decoded wrongly: its place in code points, and what it should have been."""

    start: int
    end: int
    encoding: str
    """The code page that it was wrongly read in; empty where nobody can tell."""
    repaired: str | None
    """None: it cannot be undone."""


def suspicious(text: str, hints: Hints = Hints()) -> bool:  # noqa: B008 - frozen
    """A quick look at a whole file: False means that `find` finds nothing in any part of it."""
    if 2 * text.count("?") > len(text) > 0:
        return True
    if text.isascii():
        return False
    return (
        "\ufffd" in text
        or (hints.latin and _LATIN_GATE.search(text) is not None)
        or (hints.far and _FAR_GATE.search(text) is not None)
        or (hints.thai and _THAI_GATE.search(text) is not None)
    )


def proven(text: str) -> bool:
    """Whether UTF-8 was certainly read as cp1252 in some part of a file's text."""
    return any(_undone(match[0]) for match in _RUN.finditer(text) if _STRONG.search(match[0]))


def find(text: str, *, proof: bool = False) -> Found | None:
    """The first mojibake in one cue text; with `proof` from elsewhere in the file, doubtful
    pairs of the same kind count too."""
    place = text.find("\ufffd")
    lost = re.search("锟斤拷|(?:锟斤)+|\ufffd+", text) if place >= 0 or "锟" in text else None
    if lost:
        return Found(lost.start(), lost.end(), "", None)
    for match in _RUN.finditer(text):
        if (proof or _STRONG.search(match[0])) and (undone := _undone(match[0])):
            return Found(match.start(), match.end(), "cp1252", undone)
    for encoding, signs, runs in _OTHERS:
        enough = _enough(signs)
        if any(sign in text for sign in signs):
            for match in runs.finditer(text):
                undone = _reread(match[0], encoding, enough)
                if undone:
                    return Found(match.start(), match.end(), encoding, undone)
    return None


def repair(text: str) -> str | None:
    """`text` with every mojibake undone; None where there is none or it cannot be undone."""
    result = text
    for _ in range(_MOST_TURNS):
        found = find(result)
        if found is None:
            break
        if found.repaired is None:
            return None
        if found.encoding == "cp1252":
            result = _RUN.sub(lambda match: _undone(match[0]) or match[0], result)
        else:
            for encoding, signs, runs in _OTHERS:
                if encoding == found.encoding:
                    result = _reread_all(result, encoding, runs, _enough(signs))
    return result if result != text else None


def only_question_marks(texts: Sequence[str]) -> bool:
    """Whether most of a file's text is `????`: what is left when a code page lacks the letters."""
    letters = sum(sum(not c.isspace() for c in text) for text in texts)
    marks = sum(text.count("?") for text in texts)
    return letters >= 20 and marks * 2 > letters


def _undone(run: str) -> str | None:
    try:
        return run.translate(_SPECIAL).encode("latin-1").decode("utf-8")
    except UnicodeError:
        return None


def _enough(signs: tuple[str, ...]) -> int:
    """One character proves it where the sign itself is never written, else two have to."""
    return 1 if len(signs) == 1 else 2


def _reread_all(text: str, encoding: str, runs: re.Pattern[str], enough: int) -> str:
    return runs.sub(lambda match: _reread(match[0], encoding, enough) or match[0], text)


def _reread(run: str, encoding: str, enough: int) -> str | None:
    """What a run says as UTF-8, if it says `enough` characters that are not Latin."""
    for end in (len(run), len(run) - 1, len(run) - 2):
        try:
            undone = run[:end].encode(encoding).decode("utf-8")
        except UnicodeError:
            continue
        if sum(ord(c) > 0x2FF for c in undone) >= enough:
            return undone + run[end:]
    return None
