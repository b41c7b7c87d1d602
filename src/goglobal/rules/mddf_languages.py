"""DLV008: language tags in MovieLabs documents, and the languages of localised texts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from goglobal.languages import LONGEST_TAG
from goglobal.messages import N_
from goglobal.rules.mddf_reading import Parsed, Problem, children, local, problem, shown, text_of

if TYPE_CHECKING:
    from lxml.etree import _Element

_WELL_FORMED = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")
_ELEMENTS = frozenset(
    {
        "Language",
        "OriginalLanguage",
        "PrimarySpokenLanguage",
        "VersionLanguage",
        "SystemLanguage",
        "AudioLanguage",
        "SubtitleLanguage",
        "LanguageIncluded",
        "LanguageInImage",
        "ExcludedLanguage",
    }
)
_ATTRIBUTES = frozenset({"language", "audioLanguage", "subtitleLanguage"})
_TITLES = ("TitleDisplayUnlimited", "TitleDisplay60", "TitleDisplay19")
_YES = frozenset({"true", "1"})
_REGIONS = ("Region", "ExcludedRegion")
_MEND = N_("mend the language's tag in the series, or its name in the profile")


def language_problems(parsed: Parsed) -> Iterator[Problem]:
    """DLV008: wrong tags, the same language twice, none or two defaults, no title."""
    for element in parsed.every():
        name = local(element)
        if name in _ELEMENTS:
            yield from _tag_problems(parsed, element, text_of(element), name)
        for attribute, value in element.attrib.items():
            if attribute in _ATTRIBUTES:
                yield from _tag_problems(parsed, element, str(value), f"{name}@{attribute}")
        if name in ("Basic", "BasicMetadata"):
            yield from _localised(parsed, element)
        elif name == "LocalizedInfo" or _is_delivery(element):
            yield from _untitled(parsed, element)
    if local(parsed.root) == "LocalizedInfoDeliveryList":
        yield from _twice_in_list(parsed)


def _is_delivery(element: _Element) -> bool:
    """Whether an element is a `LocalizedInfoDelivery`, which is a `LocalizedInfo` by itself."""
    return local(element) == "LocalizedInfoDelivery"


def _tag_problems(parsed: Parsed, element: _Element, tag: str, place: str) -> Iterator[Problem]:
    if not well_formed(tag):
        message = N_("“{tag}” in {place} is not written as a language tag (BCP 47)")
    elif not registered(tag):
        message = N_("“{tag}” in {place} has a part that is not in the registry of language tags")
    else:
        return
    yield problem(parsed, "DLV008", element, message, {"tag": shown(tag), "place": place}, _MEND)


def well_formed(tag: str) -> bool:
    """Whether a tag has the form that XML's `xs:language` and RFC 5646 ask for."""
    return len(tag) <= LONGEST_TAG and _WELL_FORMED.fullmatch(tag) is not None


@lru_cache(maxsize=1024)
def registered(tag: str) -> bool:
    """Whether every subtag of a well-formed tag is in IANA's registry."""
    import langcodes

    try:
        return bool(langcodes.tag_is_valid(tag))
    except (ValueError, LookupError):
        return False


def _localised(parsed: Parsed, basic: _Element) -> Iterator[Problem]:
    """The same language twice, and how many are the default, of one title's texts."""
    infos = children(basic, "LocalizedInfo")
    seen: set[tuple[str, tuple[str, ...]]] = set()
    for info in infos:
        tag = info.get("language", "")
        key = (tag.lower(), _regions(info))
        if key in seen:
            yield problem(
                parsed,
                "DLV008",
                info,
                N_("“{tag}” has two LocalizedInfo"),
                {"tag": shown(tag)},
                N_("two of the target's languages become one in the profile: keep one of them"),
            )
        seen.add(key)
    # those for some regions only are no rivals: each region may have a default of its own
    rivals = Counter(_regions(info) for info in infos if info.get("default") in _YES)
    defaults = [info for info in infos if info.get("default") in _YES]
    if infos and not defaults:
        yield problem(
            parsed,
            "DLV008",
            infos[0],
            N_("no LocalizedInfo is the default, one has to be"),
            {},
            N_("one LocalizedInfo, that of the source language as a rule, has default=“true”"),
        )
    if rivals[()] > 1:
        general = [info for info in defaults if not _regions(info)]
        yield problem(
            parsed,
            "DLV008",
            general[1],
            N_("{count} LocalizedInfo are the default, only one may be: {tags}"),
            {
                "count": len(general),
                "tags": shown(", ".join(info.get("language", "") for info in general[:20])),
            },
            N_("one LocalizedInfo, that of the source language as a rule, has default=“true”"),
        )


def _regions(info: _Element) -> tuple[str, ...]:
    """What limits an info to regions; empty: it is for all."""
    return tuple(
        sorted(
            f"{local(region)} {text_of(part)}"
            for region in children(info, *_REGIONS)
            for part in region
        )
    )


def _untitled(parsed: Parsed, info: _Element) -> Iterator[Problem]:
    if not any(text_of(title) for title in children(info, *_TITLES)):
        yield problem(
            parsed,
            "DLV008",
            info,
            N_("the texts in “{tag}” have no title"),
            {"tag": shown(info.get("language", ""))},
            N_("translate the title, or deliver without this language"),
        )


def _twice_in_list(parsed: Parsed) -> Iterator[Problem]:
    seen: set[tuple[str, str]] = set()
    for info in children(parsed.root, "LocalizedInfoDelivery"):
        tag = info.get("language", "")
        key = (info.get("ContentID", ""), tag.lower())
        if key in seen:
            yield problem(
                parsed,
                "DLV008",
                info,
                N_("“{tag}” has two LocalizedInfo"),
                {"tag": shown(tag)},
                N_("two of the target's languages become one in the profile: keep one of them"),
            )
        seen.add(key)
