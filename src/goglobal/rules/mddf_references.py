"""DLV005: identifiers that nothing defines, or two things do, and files that are not delivered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import msgspec

from goglobal.messages import N_
from goglobal.rules.mddf_files import Files, delivered_place, location_of
from goglobal.rules.mddf_reading import Parsed, Problem, children, local, problem, shown, text_of

if TYPE_CHECKING:
    from lxml.etree import _Element

    from goglobal.rules.delivered import MadeDocument

_DEFINING: Mapping[str, str] = {
    "Audio": "AudioTrackID",
    "Video": "VideoTrackID",
    "Subtitle": "SubtitleTrackID",
    "Ancillary": "AncillaryTrackID",
    "Interactive": "InteractiveTrackID",
    "Image": "ImageID",
    "TextObject": "TextObjectID",
    "Presentation": "PresentationID",
    "PlayableSequence": "PlayableSequenceID",
    "PictureGroup": "PictureGroupID",
    "AppGroup": "AppGroupID",
    "TextGroup": "TextGroupID",
    "Gallery": "GalleryID",
    "Experience": "ExperienceID",
    "TimedEventSequence": "TimedSequenceID",
    "ExternalManifest": "ManifestID",
    "Metadata": "ContentID",
}
"""Element of a manifest to the attribute that gives it its identifier."""
_REFERRING: Mapping[str, str] = {
    **{name: name for name in _DEFINING.values() if name not in ("ManifestID", "ContentID")},
    "ThumbnailImageID": "ImageID",
    "PictureID": "PictureID",
    "ExternalManifestID": "ManifestID",
}
"""Element that refers to the kind of identifier that it refers to."""
_PARENTS = frozenset({"isseasonof", "isepisodeof"})
_MEC = ("Basic", "LocalizedInfoDelivery", "BasicMetadata")
_MADE_ANEW = N_("report it, if goglobal made this file; else have it made anew")


class Delivery(msgspec.Struct, frozen=True, kw_only=True):
    """What the documents of one delivery define for one another."""

    contents: frozenset[str] = frozenset()
    """The ContentIDs that MEC documents describe."""
    listed: frozenset[str] = frozenset()
    """Those that manifests have metadata of."""
    experiences: frozenset[str] = frozenset()
    manifests: frozenset[str] = frozenset()
    images: frozenset[str] = frozenset()
    first: Mapping[tuple[str, str | None], MadeDocument] = {}
    """Identifier of a title or a manifest, and language, to the first document that is its own."""
    places: Mapping[str, frozenset[str]] = {}
    """Where a MEC document lies (its key, or else its path) to the ContentIDs that it describes."""


def delivery_of(documents: Sequence[Parsed]) -> Delivery:
    """What is defined by all documents together."""
    sets: dict[str, set[str]] = {"Metadata": set(), "Experience": set(), "Image": set()}
    places: dict[str, frozenset[str]] = {}
    first: dict[tuple[str, str | None], MadeDocument] = {}
    manifests: set[str] = set()
    for parsed in documents:
        made = parsed.made
        if parsed.kind == "mdmec":
            place = made.key or made.path
            own = frozenset(_id(each, "ContentID") for each in parsed.every(*_MEC)) - {""}
            places[place] = places.get(place, frozenset()) | own
            titles = [_id(each, "ContentID") for each in parsed.every("Basic")]
        else:
            titles = [_id(parsed.root, "ManifestID")]
            manifests.update(titles)
            for each in parsed.every(*sets):
                sets[local(each)].add(_id(each, _DEFINING[local(each)]))
        for title in titles:
            first.setdefault((title, made.language), made)
    return Delivery(
        contents=frozenset[str]().union(*places.values()),
        listed=frozenset(sets["Metadata"] - {""}),
        experiences=frozenset(sets["Experience"] - {""}),
        images=frozenset(sets["Image"] - {""}),
        manifests=frozenset(manifests - {""}),
        first=first,
        places=places,
    )


def reference_problems(
    parsed: Parsed, delivery: Delivery, files: Files | None
) -> Iterator[Problem]:
    """DLV005 of one document, as one of its delivery."""
    if parsed.kind == "mdmec":
        yield from _mec(parsed, delivery)
    else:
        yield from _manifest(parsed, delivery)
    if files is not None:
        for reference in parsed.every("ContainerReference"):
            found = location_of(reference)
            if found is not None and delivered_place(parsed, found[1], files) is None:
                yield problem(
                    parsed,
                    "DLV005",
                    found[0],
                    N_("“{file}” is named here, and not delivered"),
                    {"file": shown(found[1])},
                    N_("let the profile deliver this file too, or build again"),
                )


def _mec(parsed: Parsed, delivery: Delivery) -> Iterator[Problem]:
    own: set[str] = set()
    for basic in parsed.every("Basic", "BasicMetadata"):
        content = _id(basic, "ContentID")
        if content in own and content:
            yield _twice(parsed, basic, "ContentID", content)
        own.add(content)
        yield from _elsewhere(parsed, basic, "ContentID", delivery)
        for parent in children(basic, "Parent"):
            for place in children(parent, "ParentContentID"):
                text = _text(place)
                if text and text == content:
                    yield problem(
                        parsed,
                        "DLV005",
                        place,
                        N_("“{id}” is said to be its own parent"),
                        {"id": shown(text)},
                        N_("give series, season and episodes ids of their own in ids.csv"),
                    )
                elif parent.get("relationshipType") in _PARENTS and text not in delivery.contents:
                    yield from _dangling(parsed, place, "ParentContentID", text)
        if content in delivery.listed:
            for art in basic.iter("{*}ArtReference"):
                text = _text(art)
                if text.startswith("md:") and text not in delivery.images:
                    yield from _dangling(parsed, art, "ArtReference", text)


def _manifest(parsed: Parsed, delivery: Delivery) -> Iterator[Problem]:
    defined: dict[str, set[str]] = {kind: set() for kind in _REFERRING.values()}
    defined["ContentID"] = set()
    for element in parsed.every(*_DEFINING, "Picture"):
        kind, text = _definition(element)
        if not text:
            continue
        if text in defined[kind]:
            yield _twice(parsed, element, kind, text)
        defined[kind].add(text)
    defined["ManifestID"] |= delivery.manifests
    defined["ExperienceID"] |= delivery.experiences
    # an experience of another manifest need not be at hand
    outside = {each.getparent() for each in parsed.every("ExternalManifestID")}
    known = defined["ContentID"] | delivery.contents
    yield from _elsewhere(parsed, parsed.root, "ManifestID", delivery)
    for element in parsed.every():
        name = local(element)
        kind = _REFERRING.get(name, "")
        if kind and not _defines(element):
            if name == "ExperienceID" and element.getparent() in outside:
                continue
            text = _text(element)
            if text not in defined[kind]:
                yield from _dangling(parsed, element, name, text)
        elif name == "ContentID" or (name == "Audiovisual" and "ContentID" in element.attrib):
            text = _text(element) if name == "ContentID" else _id(element, "ContentID")
            if text not in known:
                yield from _dangling(parsed, element, "ContentID", text)
        elif name == "Metadata" and delivery.contents and not children(element, "BasicMetadata"):
            text = _id(element, "ContentID")
            if text not in delivery.contents:
                yield from _dangling(parsed, element, "Metadata@ContentID", text)
            else:
                yield from _other_title(parsed, element, text, delivery)


def _elsewhere(
    parsed: Parsed, element: _Element, attribute: str, delivery: Delivery
) -> Iterator[Problem]:
    """Another document of the same title; the same one in two bundles is none."""
    text, made = _id(element, attribute), parsed.made
    other = delivery.first.get((text, made.language), made)
    if text and other is not made and other.data != made.data:
        yield problem(
            parsed,
            "DLV005",
            element,
            N_("{place} “{id}” is that of “{other}” too"),
            {"place": attribute, "id": shown(text), "other": shown(other.path)},
            N_("give series, season and episodes ids of their own in ids.csv"),
        )


def _other_title(
    parsed: Parsed, element: _Element, text: str, delivery: Delivery
) -> Iterator[Problem]:
    """Metadata whose file is a MEC document of another title."""
    for reference in children(element, "ContainerReference"):
        found = location_of(reference)
        place = delivered_place(parsed, found[1], delivery.places) if found else None
        if found and place is not None and text not in delivery.places[place]:
            yield problem(
                parsed,
                "DLV005",
                found[0],
                N_("“{file}” does not describe “{id}”, for which it is named here"),
                {"file": shown(found[1]), "id": shown(text)},
                _MADE_ANEW,
            )


def _definition(element: _Element) -> tuple[str, str]:
    name = local(element)
    if name == "Picture":
        ids = children(element, "PictureID")
        return "PictureID", _text(ids[0]) if ids else ""
    return _DEFINING[name], _id(element, _DEFINING[name])


def _defines(element: _Element) -> bool:
    parent = element.getparent()
    return local(element) == "PictureID" and parent is not None and local(parent) == "Picture"


def _dangling(parsed: Parsed, element: _Element, place: str, text: str) -> Iterator[Problem]:
    if not text:  # DLV007 tells of it
        return
    yield problem(
        parsed,
        "DLV005",
        element,
        N_("{place} refers to “{id}”, which nothing in the delivery defines"),
        {"place": place, "id": shown(text)},
        N_("deliver the document or the file that it means; report it, if it is there"),
    )


def _twice(parsed: Parsed, element: _Element, place: str, text: str) -> Problem:
    return problem(
        parsed,
        "DLV005",
        element,
        N_("{place} “{id}” is defined twice"),
        {"place": place, "id": shown(text)},
        _MADE_ANEW,
    )


def _id(element: _Element, attribute: str) -> str:
    return str(element.get(attribute, "")).strip()


def _text(element: _Element) -> str:
    return text_of(element)
