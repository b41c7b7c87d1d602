"""File names that hurt somewhere: on Windows, in an archive, in an object key, to the eye."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

import msgspec

from goglobal.messages import N_
from goglobal.project.values import RESERVED

_PLAIN = re.compile(r"[A-Za-z0-9_(\[][A-Za-z0-9_()\[\].,+ -]*+")
_FORBIDDEN = re.compile(r'[<>:"|?*\\]')
_LOOK_ALIKES = "∕⁄／＼⧵⧸⧹╱╲⟋⟍․‥．"
"""Of the slash, the backslash and the dot."""
_TWINS = frozenset("аеорсухіјѕԁһАВЕКМНОРСТУХІЈЅΑΒΕΖΗΙΚΜΝΟΡΤΥΧο")
"""Cyrillic and Greek letters that look like Latin ones."""
_ALPHABETS = ("LATIN", "CYRILLIC", "GREEK")


class Complaint(msgspec.Struct, frozen=True, kw_only=True):
    """What is wrong with one name: a message id about `{name}`."""

    message: str
    help: str = ""
    detail: str = ""
    """Filled into `{detail}`, or `{reason}` where it is what the system says."""


def complaint(name: str) -> Complaint | None:
    """What is wrong with one file or folder name, or None."""
    if _PLAIN.fullmatch(name) and name[-1] not in " ." and not _is_reserved(name):
        return None
    for character in name:
        category = unicodedata.category(character)
        if category == "Cs":
            return Complaint(message=N_("the name `{name}` is not UTF-8"))
        if category in {"Cc", "Cf", "Zl", "Zp"}:
            return Complaint(
                message=N_("the name `{name}` contains the invisible character {detail}"),
                detail=f"U+{ord(character):04X}",
            )
        if character in _LOOK_ALIKES:
            return Complaint(
                message=N_("the name `{name}` contains {detail}, which only looks like / or ."),
                detail=f"U+{ord(character):04X}",
            )
    if _FORBIDDEN.search(name):
        return Complaint(message=N_("the name `{name}` has a character that Windows refuses"))
    if _is_reserved(name):
        return Complaint(message=N_("the name `{name}` is kept by Windows for a device"))
    if name != name.strip() or name.endswith("."):
        return Complaint(message=N_("the name `{name}` begins or ends with a space, or with a dot"))
    if _mixes_alphabets(name):
        return Complaint(
            message=N_("the name `{name}` mixes letters of two alphabets that look alike"),
            help=N_("type the name again"),
        )
    if not unicodedata.is_normalized("NFC", name):
        return Complaint(
            message=N_("the name `{name}` is not in Unicode form NFC"),
            help=N_("rename it: it looks the same, but other systems will not find it"),
        )
    return None


def collisions(names: Iterable[str]) -> list[tuple[str, str]]:
    """Pairs of names in one folder that differ only by case or normalisation."""
    seen: dict[str, str] = {}
    pairs = []
    for name in names:
        folded = unicodedata.normalize("NFC", name).casefold()
        other = seen.setdefault(folded, name)
        if other != name:
            pairs.append((other, name))
    return pairs


def shown_name(name: str) -> str:
    """A name made safe to print and to encode."""
    return "".join(
        c if c.isprintable() and not 0xD800 <= ord(c) <= 0xDFFF else f"\\u{{{ord(c):x}}}"
        for c in name
    )


def _is_reserved(name: str) -> bool:
    return name.split(".", 1)[0].rstrip(" ").lower() in RESERVED


def _mixes_alphabets(name: str) -> bool:
    """Whether a word mixes alphabets, or is made of look-alikes only."""
    for word in re.findall(r"[^\W\d_]+", name):
        if word.isascii():
            continue
        found = {unicodedata.name(c, "").split(" ", 1)[0] for c in word}
        if len(found.intersection(_ALPHABETS)) > 1 or _TWINS.issuperset(word):
            return True
    return False
