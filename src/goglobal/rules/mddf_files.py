"""DLV011: what MovieLabs documents say of files and durations: lengths, hashes, run lengths."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Container, Iterator, Mapping
from typing import TYPE_CHECKING
from urllib.parse import unquote

from goglobal.digests import Digest
from goglobal.messages import N_
from goglobal.rules.mddf_reading import Parsed, Problem, children, local, problem, shown, text_of

if TYPE_CHECKING:
    from lxml.etree import _Element

Files = Mapping[str, Digest | None]
"""What is delivered, by path in the bundle and by object key; None: not known what is in it."""
LONGEST_LOCATION = 4096
"""Characters: what is longer is no path of a file."""
_ELSEWHERE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{1,20}:")
_HEX = re.compile(r"[0-9A-Fa-f]+")
_WHOLE = re.compile(r"\+?[0-9]{1,19}")
_DIGITS = {"MD5": 32, "SHA1": 40, "SHA256": 64, "SHA384": 96, "SHA512": 128, "CRC32": 8}
"""Method, without `-` and in upper case, to hexadecimal digits."""
_DURATION = re.compile(
    r"P(?=[0-9T])(?:[0-9]{1,9}Y)?(?:[0-9]{1,9}M)?(?:[0-9]{1,9}D)?"
    r"(?:T(?=[0-9])(?:[0-9]{1,9}H)?(?:[0-9]{1,9}M)?(?:[0-9]{1,9}(?:\.[0-9]{1,9})?S)?)?"
)
_DURATIONS = ("RunLength", "ActualLength", "Duration")
_AGAIN = N_("build again: the file changed after it was measured")
_MADE_ANEW = N_("report it, if goglobal made this file; else have it made anew")


def location_of(reference: _Element) -> tuple[_Element, str] | None:
    """Where a container is said to lie, as written; None: elsewhere (an address), or unsaid."""
    for place in children(reference, "ContainerLocation"):
        text = text_of(place)
        if text and not _ELSEWHERE.match(text):
            return place, text
    return None


def delivered_place(parsed: Parsed, location: str, files: Container[str]) -> str | None:
    """The one of `files` (paths or keys) that a location means, as seen from its document.

    None: it is not there.
    """
    if len(location) > LONGEST_LOCATION:
        return None
    for text in dict.fromkeys((location, unquote(location))):
        for start in dict.fromkeys((parsed.made.key or parsed.made.path, parsed.made.path)):
            place = posixpath.normpath(posixpath.join(posixpath.dirname(start), text))
            if place in files:
                return place
            outside = place.removeprefix("../")
            while outside.startswith("../"):
                outside = outside[3:]
            # as built, a bundle is a folder: ../th/subtitles/… is subtitles/… in another bundle
            inside = outside.partition("/")[2]
            if outside != place and inside in files:
                return inside
    return None


def file_problems(parsed: Parsed, files: Files | None) -> Iterator[Problem]:
    """DLV011: what an inventory says against what the files are, and times that nobody can read."""
    for reference in parsed.every("ContainerReference"):
        found = location_of(reference)
        place = delivered_place(parsed, found[1], files) if found and files is not None else None
        facts = files.get(place) if files is not None and place is not None else None
        shown_as = shown(found[1]) if found else ""
        for length in children(reference, "Length"):
            yield from _length(parsed, length, facts, shown_as)
        for digest in children(reference, "Hash"):
            yield from _hash(parsed, digest, facts, shown_as)
    for element in parsed.every(*_DURATIONS):
        text = text_of(element)
        if not _DURATION.fullmatch(text) or not re.search("[1-9]", text):
            yield problem(
                parsed,
                "DLV011",
                element,
                N_("“{text}” in {place} is no duration above zero (ISO 8601, like PT1M32.5S)"),
                {"text": shown(text), "place": local(element)},
                _MADE_ANEW,
            )


def _length(
    parsed: Parsed, element: _Element, facts: Digest | None, file: str
) -> Iterator[Problem]:
    text = text_of(element)
    if not _WHOLE.fullmatch(text) or int(text) == 0:
        message = N_("“{text}” is no length in bytes above zero")
        yield problem(parsed, "DLV011", element, message, {"text": shown(text)}, _MADE_ANEW)
    elif facts is not None and int(text) != facts.bytes:
        yield problem(
            parsed,
            "DLV011",
            element,
            N_("“{file}” is said to have {said} bytes; it has {bytes}"),
            {"file": file, "said": int(text), "bytes": facts.bytes},
            _AGAIN,
        )


def _hash(parsed: Parsed, element: _Element, facts: Digest | None, file: str) -> Iterator[Problem]:
    text, method = text_of(element), element.get("method", "")
    named = method.upper().replace("-", "")
    digits = _DIGITS.get(named)
    if digits is None:
        message = N_("“{method}” is no method of hashing that is known: MD5, SHA-1, SHA-256 …")
        yield problem(parsed, "DLV011", element, message, {"method": shown(method)}, _MADE_ANEW)
        return
    if len(text) != digits or not _HEX.fullmatch(text):
        yield problem(
            parsed,
            "DLV011",
            element,
            N_("“{text}” is no {method}, which has {digits} hexadecimal digits"),
            {"text": shown(text), "method": method, "digits": digits},
            _MADE_ANEW,
        )
        return
    actual = {"MD5": facts.md5, "SHA256": facts.sha256}.get(named) if facts is not None else None
    if actual is not None and text.lower() != actual.lower():
        yield problem(
            parsed,
            "DLV011",
            element,
            N_("the {method} of “{file}” is not the one that stands here"),
            {"file": file, "method": method},
            _AGAIN,
        )
