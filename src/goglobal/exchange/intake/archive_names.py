"""Names of entries in zip archives: decoded as they were meant, and refused where they lead out."""

from __future__ import annotations

import re
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Iterable

from goglobal.messages import N_

_PAGES_TEXT = "gb18030 cp932 big5 cp949 cp874 cp866 cp720 cp1256 cp1258 cp1252 cp437"
_PAGES = tuple(_PAGES_TEXT.split())
"""What Windows writes for people who do not switch UTF-8 on, the likeliest first."""
_TELLING = re.compile(
    "[集话話回期第季语語文字幕终終版稿简繁中英泰日韩韓越西葡法德俄阿印尼马来]|화|자막|한국|ตอน|ไทย|серия|حلقة|عربي|[ぁ-んァ-ヶ]"
)
_IN_A_WORD = re.compile("[A-Za-z][^\x00-\x7f\u00c0-\u024f][A-Za-z]")
"""`Espa寸l`: one character of another script in the middle of a word is a letter with an accent."""
_UNICODE_PATH = 0x7075
_UTF8 = 0x800


def decoded_names(infos: Iterable[zipfile.ZipInfo]) -> list[str]:
    """The name of each entry, with `/` between folders.

    Where an entry does not say that its name is UTF-8, Python reads it as cp437. The bytes are
    taken back from that and read as UTF-8, else as the code page that suits all such names best.
    """
    every = list(infos)
    raw = [None if info.flag_bits & _UTF8 else _raw(info.orig_filename) for info in every]
    foreign = [one for one in raw if one is not None and not one.isascii()]
    # those that are UTF-8 all the same say nothing of the page of the others
    page = _page_of([one for one in foreign if _utf8(one) is None] or foreign)
    names = []
    for info, one in zip(every, raw, strict=True):
        told = _told(info, one)
        if told is not None:
            name = told
        elif one is None:
            name = info.orig_filename
        else:
            name = _decode(one, page)
        names.append(name.replace("\\", "/"))
    return names


def unsafe(name: str) -> tuple[str, str] | None:
    """Why a name cannot be a file's place inside a folder: a message and a help; None: it can."""
    ask = N_("do not unpack this archive; ask the sender how it was made")
    if not name.strip("/"):
        return N_("the entry has no name"), ask
    if "\0" in name:
        return N_("the name holds a NUL character"), ask
    if name.startswith("/"):
        return N_("the name is absolute: it would be written outside of the folder"), ask
    if re.match(r"[A-Za-z]:", name):
        return N_("the name begins with a drive letter: it would be written elsewhere"), ask
    if ".." in name.split("/"):
        return N_("the name leads out of the folder (`..`)"), ask
    if len(name) > 1000 or any(len(part) > 255 for part in name.split("/")):
        return N_("the name is too long"), N_("ask the sender for shorter names")
    return None


def folded(name: str) -> str:
    """A name as systems see it that do not tell capitals or forms of accents apart."""
    return unicodedata.normalize("NFC", name).casefold()


def _raw(name: str) -> bytes | None:
    try:
        return name.encode("cp437")
    except UnicodeEncodeError:
        return None


def _told(info: zipfile.ZipInfo, raw: bytes | None) -> str | None:
    """The name in Info-ZIP's extra field, where it is of this very name."""
    extra = info.extra
    while len(extra) >= 4:
        kind, size = struct.unpack("<HH", extra[:4])
        field = extra[4 : 4 + size]
        if kind == _UNICODE_PATH and raw is not None and len(field) > 5 and field[0] == 1:
            try:
                if struct.unpack("<I", field[1:5])[0] == zlib.crc32(raw):
                    return field[5:].decode("utf-8")
            except UnicodeDecodeError:
                return None
        extra = extra[4 + size :]
    return None


def _utf8(raw: bytes) -> str | None:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _decode(raw: bytes, page: str) -> str:
    """A name in UTF-8 or in a code page. Two bytes may be both: `泰` in GBK is a mark in UTF-8."""
    text = _utf8(raw)
    try:
        other = raw.decode(page)
    except UnicodeDecodeError:
        return raw.decode("cp437") if text is None else text
    if text is None:
        return other
    short = all(character < "\u0800" for character in text)
    return other if short and _likeness(other) > _likeness(text) else text


def _page_of(names: list[bytes]) -> str:
    """The code page that reads all names, and reads most like names of subtitle files."""
    best, most = "cp437", 0.0
    for place, page in enumerate(_PAGES):
        try:
            text = "\n".join(name.decode(page) for name in names)
        except UnicodeDecodeError:
            continue
        score = _likeness(text) - place / 1000
        if score > most:
            best, most = page, score
    return best


def _likeness(text: str) -> float:
    """0 to 2: the share of foreign characters that are letters of use, and of those that tell."""
    foreign = [c for c in text if c > "\x7f"]
    if not foreign:
        return 0.0
    telling = len(_TELLING.findall(text))
    usual = sum(map(_is_usual, foreign))
    strange = len(_IN_A_WORD.findall(text))
    return (usual + telling - 3 * strange) / len(foreign)


def _is_usual(character: str) -> bool:
    if "\uff61" <= character <= "\uff9f" or "\ue000" <= character <= "\uf8ff":
        return False  # half-width kana and private use: bytes of something else
    if "\u4e00" <= character <= "\u9fff":
        try:  # the 3,755 characters of everyday use, or those of the other standards
            return any(
                low <= character.encode(page)[0] <= high
                for page, low, high in (("gb2312", 0xB0, 0xD7), ("big5", 0xA4, 0xC6))
            )
        except UnicodeEncodeError:
            return False
    return character.isalpha() or unicodedata.category(character)[0] in "MP"
