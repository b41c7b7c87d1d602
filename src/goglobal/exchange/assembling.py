"""A track out of the texts that came back: complete, or as it was.

Times, structure and positions are the source's where a cue is new, and the existing
translation's where there is one. A new file is only made when every cue that says something has a
text; in an existing one, cues without a new text keep what they have.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import msgspec
from msgspec.structs import replace

from goglobal.exchange.collecting import CueSet
from goglobal.exchange.groups import BETWEEN, Group, position_of, without_position
from goglobal.exchange.splicing import format_of, fresh, restructured, spliced
from goglobal.model import Cue, Track
from goglobal.subtitles.markup import alignment

_ONLY_WEBVTT = re.compile(r"<(?:v|c|lang|ruby)\b|<[0-9]")
_NOTHING = b"\xef\xbb\xbf \t\r\n"
"""A file of nothing else is as good as none."""


class Assembled(msgspec.Struct, frozen=True, kw_only=True):
    """What becomes of one track."""

    data: bytes | None = None
    """The file; None: nothing is written."""
    changed: int = 0
    """Units with another text."""
    missing: tuple[str, ...] = ()
    """Keys without a text, where they keep a new file from being made."""
    blocked: bool = False
    """Whether the existing file cannot be changed without losing something in it."""
    collides: tuple[str, ...] = ()
    """Keys whose new cues would stand at the time of cues that belong to no other."""
    plainer: tuple[str, ...] = ()
    """Keys whose cues had voices or classes of WebVTT, which the new texts have not."""


def assemble(
    one: CueSet, texts: Mapping[str, str], before: bytes | None, language: str, path: str
) -> Assembled:
    """The track with the texts under their keys; `before` is the file that there is, if any."""
    groups = [group for group in one.groups if group.key in texts]
    if one.target is None or one.file is None or not (before or b"").strip(_NOTHING):
        missing = tuple(group.key for group in one.groups if group.key not in texts)
        if missing or not groups:
            return Assembled(missing=missing)
        cues = [cue for group in groups for cue in _new_cues(one, group, texts[group.key], path)]
        ordered = _in_order(cues)
        track = Track(
            cues=tuple(ordered), language=language, episode=one.episode, kind=one.kind, name=path
        )
        return Assembled(data=fresh(track, path), changed=len(groups))
    if not groups or before is None:
        return Assembled()
    if all(_fits(group, texts[group.key]) for group in groups):
        return _changed(one, groups, texts, before)
    return _rebuilt(one, groups, texts, before)


def _changed(
    one: CueSet, groups: list[Group], texts: Mapping[str, str], before: bytes
) -> Assembled:
    """The existing cues with other texts."""
    assert one.file is not None and one.target is not None  # noqa: PT018 - callers know
    new: dict[int, str] = {}
    plainer = []
    for group in groups:
        for index, text in zip(group.target, texts[group.key].split(BETWEEN), strict=True):
            old = one.target.cues[index]
            if without_position(old.text) != text:
                new[index] = position_of(old.text) + text
                if _ONLY_WEBVTT.search(old.payload):
                    plainer.append(group.key)
    data = spliced(before, one.file, new)
    return Assembled(
        data=data, changed=len(groups), blocked=data is None, plainer=tuple(dict.fromkeys(plainer))
    )


def _rebuilt(
    one: CueSet, groups: list[Group], texts: Mapping[str, str], before: bytes
) -> Assembled:
    """The existing track with more cues, or with cues that are taken apart."""
    assert one.file is not None and one.target is not None  # noqa: PT018 - callers know
    kept: dict[int, Cue] = dict(enumerate(one.target.cues))
    added: list[Cue] = []
    owned = {index for group in one.groups for index in group.target}
    strangers = [cue for index, cue in kept.items() if index not in owned]
    collides = []
    for group in groups:
        text = texts[group.key]
        if _fits(group, text):
            for index, part in zip(group.target, text.split(BETWEEN), strict=True):
                old = kept[index]
                kept[index] = replace(old, text=position_of(old.text) + part, payload="")
            continue
        for index in group.target:
            del kept[index]
        cues = _new_cues(one, group, text, one.file.path)
        if any(_meet(cue, other) for cue in cues for other in strangers):
            collides.append(group.key)
        added.extend(cues)
    if collides:
        return Assembled(collides=tuple(collides))
    pairs: list[tuple[Cue, int | None]] = [(cue, index) for index, cue in kept.items()]
    for cue in _in_order(added):
        at = next((i for i, (other, _) in enumerate(pairs) if other.start > cue.start), len(pairs))
        pairs.insert(at, (cue, None))
    data = restructured(before, one.file, [cue for cue, _ in pairs], [old for _, old in pairs])
    return Assembled(data=data, changed=len(groups), blocked=data is None)


def _fits(group: Group, text: str) -> bool:
    """Whether a text has a part for each of the cues that there are."""
    return bool(group.target) and len(text.split(BETWEEN)) == len(group.target)


def _new_cues(one: CueSet, group: Group, text: str, path: str) -> list[Cue]:
    """Cues with the source's times and places."""
    webvtt = format_of(path) == "webvtt"
    cues = []
    for index, part in zip(group.source, text.split(BETWEEN), strict=True):
        master = one.source.cues[index]
        place = position_of(master.text)
        if not place and master.settings and not webvtt and alignment(master) != 2:
            place = f"{{\\an{alignment(master)}}}"
        settings = master.settings if webvtt else ""
        cues.append(Cue(master.start, master.end, place + part, settings=settings))
    return cues


def _in_order(cues: list[Cue]) -> list[Cue]:
    """The cues with counters; in the order of the source, which may have its reasons."""
    return [replace(cue, number=number) for number, cue in enumerate(cues, 1)]


def _meet(one: Cue, other: Cue) -> bool:
    return one.start < other.end and other.start < one.end
