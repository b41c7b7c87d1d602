"""DLV007: identifiers of MovieLabs documents, `md:<type>:<scheme>:<ssid>`.

The grammar is that of Common Metadata (TR-META-CM 2.9, December 2020, section 2.1) with the
characters of URNs (RFC 2141, section 2.2).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from goglobal.messages import N_
from goglobal.rules.mddf_reading import Parsed, Problem, local, problem, shown

if TYPE_CHECKING:
    from lxml.etree import _Element

TYPES: Mapping[str, str] = {
    "ContentID": "cid",
    "ParentContentID": "cid",
    "ALID": "alid",
    "ManifestID": "manifestid",
    "ExternalManifestID": "manifestid",
    "AudioTrackID": "audtrackid",
    "VideoTrackID": "vidtrackid",
    "SubtitleTrackID": "subtrackid",
    "ImageID": "imageid",
    "ThumbnailImageID": "imageid",
    "PresentationID": "presentationid",
    "PictureGroupID": "picturegroupid",
    "PictureID": "pictureid",
    "ExperienceID": "experienceid",
}
"""Element or attribute to the type word of the identifiers that stand in it."""
_CHARACTERS = re.compile(r"(?:[A-Za-z0-9()+,\-.:=@;$_!*']|%[0-9A-Fa-f]{2})+")
_SCHEME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,31}")
_EIDR = re.compile(r"[0-9A-F]{4}(?:-[0-9A-F]{4}){4}-[0-9A-Z](?::.+)?", re.IGNORECASE)
_ORGANISATION = re.compile(r"[^:]+:.+")
_HELP = N_("mend the ids of the series in ids.csv, or the target's organisation")


def ids_in(parsed: Parsed) -> Iterator[tuple[_Element, str, str]]:
    """Every identifier: the element, the name that it stands under, and the text."""
    for element in parsed.every():
        name = local(element)
        if name in TYPES:
            yield element, name, (element.text or "").strip()
        for attribute, value in element.attrib.items():
            if attribute in TYPES:
                yield element, str(attribute), str(value).strip()
        if name == "ArtReference" and (element.text or "").strip().startswith("md:"):
            yield element, "ImageID", (element.text or "").strip()


def id_problems(parsed: Parsed) -> Iterator[Problem]:
    """DLV007, each wrong identifier once for each place."""
    for element, name, text in ids_in(parsed):
        if not text:
            message, arguments = N_("{place} has no identifier"), {"place": name}
        else:
            message, arguments = _fault(text, name)
        if message:
            yield problem(parsed, "DLV007", element, message, {**arguments}, _HELP)


def _fault(text: str, name: str) -> tuple[str, dict[str, str]]:
    given = {"id": shown(text), "place": name, "type": TYPES[name]}
    parts = text.split(":", 3)
    if len(parts) < 4 or parts[0].lower() != "md" or not all(parts):
        return N_("“{id}” in {place} is not written md:{type}:SCHEME:ID"), given
    if parts[1].lower() != TYPES[name]:
        return N_("“{id}” in {place} has “{word}” where “{type}” has to stand"), {
            **given,
            "word": shown(parts[1]),
        }
    legal = _CHARACTERS.match(text)
    if legal is None or legal.end() != len(text):
        sign = text[legal.end() if legal else 0]
        return N_("“{id}” in {place} holds {character}, which identifiers may not"), {
            **given,
            "character": f"“{sign}”" if sign.isprintable() else f"U+{ord(sign):04X}",
        }
    scheme, rest = parts[2].lower(), parts[3]
    shape = {"eidr-s": _EIDR, "eidr-x": _EIDR, "org": _ORGANISATION}.get(scheme)
    if not _SCHEME.fullmatch(scheme) or (shape is not None and not shape.fullmatch(rest)):
        return N_("“{id}” in {place} is not of the form of its scheme, “{scheme}”"), {
            **given,
            "scheme": shown(scheme),
        }
    return "", {}
