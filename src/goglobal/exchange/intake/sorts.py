"""What a file is, by its name and its first bytes: before anything of it is believed."""

from __future__ import annotations

import re
from typing import Literal

from goglobal.exchange.intake.entries import Left, refused, skipped
from goglobal.messages import N_

Sort = Literal["subtitles", "perhaps"]
HEAD = 1024
"""Bytes that are looked at."""

SUBTITLES_TEXT = ".srt .vtt .webvtt .ass .ssa .ttml .dfxp .itt .imsc .scc .stl"
SUBTITLES = frozenset(SUBTITLES_TEXT.split())
_PERHAPS = frozenset({".txt", ".xml", ""})
"""Suffixes of subtitle files and of much else: their content tells."""
_UNREAD_TEXT = ".sub .idx .sup .smi .sami .sbv .lrc .usf .mpl .cap .pac .890 .rt .docsub"
_UNREAD = frozenset(_UNREAD_TEXT.split())
_TRANSLATORS_TEXT = ".po .pot .xlf .xliff .sdlxliff .mxliff .mqxliff .tmx .xlsx .xlsm .xls"
_TRANSLATORS = frozenset(_TRANSLATORS_TEXT.split())
_PICTURES_TEXT = ".jpg .jpeg .png .gif .webp .psd .ai .tif .tiff .bmp .svg .heic"
_PICTURES = frozenset(_PICTURES_TEXT.split())
_VIDEOS_TEXT = ".mp4 .mov .m4v .mkv .webm .mxf .avi .ts .wmv .flv .mpg .mpeg"
_VIDEOS = frozenset(_VIDEOS_TEXT.split())
_SOUNDS_TEXT = ".wav .mp3 .aac .m4a .flac .ogg"
_SOUNDS = frozenset(_SOUNDS_TEXT.split())
_OFFICE_TEXT = ".xlsx .xlsm .docx .pptx .odt .ods .odp .epub .pages .numbers .key"
_OFFICE = frozenset(_OFFICE_TEXT.split())
"""They are archives inside, and nobody unpacks them."""

_ARCHIVES: tuple[tuple[int, bytes, str], ...] = (
    (0, b"PK\x03\x04", "zip"),
    (0, b"PK\x05\x06", "zip"),
    (0, b"PK\x07\x08", "zip"),
    (0, b"Rar!\x1a\x07", "rar"),
    (0, b"7z\xbc\xaf\x27\x1c", "7z"),
    (0, b"\x1f\x8b", "gzip"),
    (0, b"BZh", "bzip2"),
    (0, b"\xfd7zXZ\x00", "xz"),
    (0, b"\x28\xb5\x2f\xfd", "zstd"),
    (0, b"MSCF\0", "cab"),
    (257, b"ustar", "tar"),
)
_JUNK = frozenset({".ds_store", "thumbs.db", "desktop.ini", "ehthumbs.db"})
_CUE_TIMES = re.compile(
    rb"\d{1,2}:\d\d:\d\d[,.]\d{1,3}\s*-->|^(?:\xef\xbb\xbf)?WEBVTT|<(?:\w+:)?tt[\s>]", re.M
)

_UNPACK = N_("unpack it, and give the folder: goglobal intake FOLDER")


def suffix_of(name: str) -> str:
    """How a name ends, with the dot, in small letters; empty where that is no suffix."""
    stem, dot, suffix = name.rpartition(".")
    return f".{suffix.lower()}" if dot and stem and len(suffix) <= 8 and " " not in suffix else ""


def junk(name: str, parts: tuple[str, ...]) -> Left | None:
    """Why a file is left out that an operating system put there; None: it is none."""
    own = parts[-1]
    if "__MACOSX" in parts or own.startswith("._") or own.lower() in _JUNK:
        return skipped(name, N_("left there by the computer that packed it"))
    if own.startswith(("~$", ".")):
        return skipped(name, N_("hidden: a program's own file"))
    return None


def archive_of(head: bytes) -> str | None:
    """What kind of archive begins so; None: none that is known."""
    return next((n for at, magic, n in _ARCHIVES if head[at : at + len(magic)] == magic), None)


def packed(name: str, head: bytes, *, nested: bool) -> Left | None:
    """Why an archive is not opened; None: it is none."""
    kind = archive_of(head)
    if kind is None or suffix_of(name) in _OFFICE:
        return None
    if nested:
        return refused(
            name, N_("an archive ({kind}) in an archive is not opened"), _UNPACK, kind=kind
        )
    return refused(
        name,
        N_("a {kind} archive cannot be read here, only zip"),
        N_("unpack it with the program that you use for {kind} files, and give the folder"),
        kind=kind,
    )


def sort_of(name: str, head: bytes) -> Sort | Left:
    """Whether a file is worth reading as a whole; else why it is not."""
    suffix = suffix_of(name)
    if suffix in SUBTITLES:
        return "subtitles"
    if suffix in _PERHAPS:
        plain = head.replace(b"\0", b"")
        if _CUE_TIMES.search(plain):
            return "perhaps"
        return skipped(name, N_("no subtitle file: there are no times of cues in it"))
    if suffix in _UNREAD:
        return refused(
            name,
            N_("subtitles in a format that cannot be read here ({suffix})"),
            N_("ask for SRT or WebVTT; of .sub and .idx, which hold pictures, text has to be made"),
            suffix=suffix,
        )
    if suffix in _TRANSLATORS:
        return skipped(
            name,
            N_("a translator's file: not subtitles by time"),
            N_("“goglobal i18n import” takes it in"),
        )
    for suffixes, message in (
        (_PICTURES, N_("a picture; artwork is put into its place by hand")),
        (_VIDEOS, N_("a video; it is put into its place by hand")),
        (_SOUNDS, N_("sound, no subtitle file")),
    ):
        if suffix in suffixes:
            return skipped(name, message)
    return skipped(name, N_("no subtitle file, by its name"))
