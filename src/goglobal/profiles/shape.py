"""The declaration of a profile's TOML file: it reads, checks, and gives the JSON Schema.

Every key is optional here but `source` and `checked`: a file holds what it changes, and the
rest comes from its parent. Values come out as plain tables, to be merged.
"""

from __future__ import annotations

import re

from goglobal.languages import canonical
from goglobal.messages import N_
from goglobal.profiles.schema import ParameterValue
from goglobal.profiles.templates import FIELDS, KEY_FIELDS, complaints
from goglobal.project.reading import Refused, printable
from goglobal.project.shapes import (
    INVALID,
    Choice,
    Date,
    Field,
    Flag,
    Integer,
    Invalid,
    ListOf,
    MapOf,
    Place,
    Schema,
    Shape,
    Table,
    Text,
    kind_of,
    matching,
)

NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
"""What a profile may be called."""

Values = dict[str, object]


class Number:
    """A number within bounds, whole or not."""

    def __init__(self, *, minimum: float = 0, maximum: float = 100_000) -> None:
        self.minimum = minimum
        self.maximum = maximum

    def read(self, value: object, place: Place) -> float | Invalid:
        if isinstance(value, bool) or not isinstance(value, int | float):
            return place.refuse(N_("must be a number, not `{found}`"), found=kind_of(value))
        if not self.minimum <= value <= self.maximum:
            return place.refuse(
                N_("must be between {minimum} and {maximum}"),
                minimum=self.minimum,
                maximum=self.maximum,
            )
        return value

    def schema(self) -> Schema:
        return {"type": "number", "minimum": self.minimum, "maximum": self.maximum}


class Parameter:
    """A rule's parameter: one value for all languages, or a table by tag with `default`."""

    def read(self, value: object, place: Place) -> ParameterValue | Invalid:
        if not isinstance(value, dict):
            return self._single(value, place)
        found: dict[str, str | int | float | bool | tuple[str, ...]] = {}
        failed = False
        for key, raw in value.items():
            inside = place.into(key)
            single = self._single(raw, inside)
            try:
                tag = key if key == "default" else language(key)
            except Refused as refused:
                inside.refuse(refused.message, refused.help, **refused.arguments)
                failed = True
                continue
            if isinstance(single, Invalid):
                failed = True
            else:
                found[tag] = single
        return INVALID if failed else found

    def _single(
        self, value: object, place: Place
    ) -> str | int | float | bool | tuple[str, ...] | Invalid:
        if isinstance(value, str | bool | int | float):
            return value
        if isinstance(value, list):
            return ListOf(Text(empty=True)).read(value, place)
        return place.refuse(
            N_("must be text, a number, true or false, or a list of texts, not `{found}`"),
            found=kind_of(value),
        )

    def schema(self) -> Schema:
        single: Schema = {
            "anyOf": [
                {"type": ["string", "number", "boolean"]},
                {"type": "array", "items": {"type": "string"}},
            ]
        }
        return {"anyOf": [single, {"type": "object", "additionalProperties": single}]}


class Option:
    """A deliverable's setting: text, a number, true or false."""

    def read(self, value: object, place: Place) -> str | int | float | bool | Invalid:
        if isinstance(value, str | bool | int | float):
            return value
        return place.refuse(
            N_("must be text, a number, true or false, not `{found}`"), found=kind_of(value)
        )

    def schema(self) -> Schema:
        return {"type": ["string", "number", "boolean"]}


class Template:
    """A name template; everything that is wrong with it is told."""

    def __init__(self, fields: tuple[str, ...]) -> None:
        self.fields = fields

    def read(self, value: object, place: Place) -> str | Invalid:
        text = Text().read(value, place)
        if isinstance(text, Invalid):
            return INVALID
        before = len(place.problems)
        for message, arguments in complaints(text, self.fields):
            values = {k: printable(v) if isinstance(v, str) else v for k, v in arguments.items()}
            place.refuse(message, "", **values)
        return INVALID if len(place.problems) > before else text

    def schema(self) -> Schema:
        return {"type": "string", "minLength": 1}


def language(tag: str) -> str:
    """A language tag in canonical form. Raises Refused for what is none."""
    try:
        return canonical(tag)
    except ValueError:
        raise Refused(N_("`{value}` is no language tag"), value=printable(tag)) from None


def _pattern(value: str) -> str:
    try:
        re.compile(value)
    except re.error as error:
        raise Refused(
            N_("is no regular expression: {reason}"), reason=printable(str(error))
        ) from None
    return value


def _regular(**fields: Field) -> Table[Values]:
    return Table(dict, fields)


_code = matching(r"[A-Z]{3}[0-9]{3}", N_("`{value}` is no rule code; codes look like TIM003"))
_field = matching(
    r"(?:series|episode)/[a-z_]+", N_("`{value}` is no field; fields look like series/title")
)
_ratio = matching(r"any|[1-9][0-9]{0,4}:[1-9][0-9]{0,4}", N_("`{value}`: a ratio like 2:3, or any"))
_word = matching(r"[a-z0-9][a-z0-9_-]*", N_("`{value}`: lower-case letters, digits and hyphens"))

_WORDS = ListOf(Text(convert=_word), unique=True)
_LANGUAGES = _regular(
    accepted=Field(ListOf(Text(convert=language), unique=True), "Tags that the platform knows."),
    written=Field(MapOf(Text(), key=language), "Our tag to the platform's, for text."),
    spoken=Field(MapOf(Text(), key=language), "Our tag to the platform's, for sound."),
)
_LIMIT = _regular(
    characters=Field(Integer(minimum=1), "The most characters."),
    bytes=Field(Integer(minimum=1), "The most UTF-8 bytes."),
)
_METADATA = _regular(
    required=Field(
        ListOf(Text(convert=_field), unique=True), "Fields that every language must have."
    ),
    limits=Field(MapOf(_LIMIT, key=_field), "The longest text of each field."),
    shortened=Field(
        MapOf(ListOf(Integer(minimum=1, maximum=100_000), unique=True), key=_field),
        "Lengths in characters to which the text is also cut, for short forms of it.",
    ),
    forbidden_characters=Field(Text(empty=True), "Characters that no text may hold."),
    ratings=Field(ListOf(Text(), unique=True), "Territories for which a rating is required."),
    documents=Field(_WORDS, "Kinds of documents that have to come along."),
    ids=Field(Flag(), "Whether the target needs ids from ids.csv."),
    ai_notice=Field(Flag(), "Whether AI-made series carry a notice."),
)
_KIND = Choice("full", "sdh", "forced")
_SUBTITLES = _regular(
    kinds=Field(ListOf(_KIND, unique=True), "Kinds that must be there."),
    optional_kinds=Field(ListOf(_KIND, unique=True), "Kinds that go along where they are."),
    formats=Field(_WORDS, "Each track is rendered once in each of these."),
    formats_by_language=Field(
        MapOf(_WORDS, key=language), "Formats of single languages, in place of those."
    ),
    byte_order_mark=Field(Flag(), "Whether files begin with one."),
    line_ends=Field(Choice("lf", "crlf"), "How lines end."),
)
_PIXELS = Number(maximum=10_000)
_WHOLE_PIXELS = Integer(maximum=10_000)
_SIDE = Integer(minimum=1, maximum=10_000)
_ZONE: Table[Values] = Table(
    dict,
    {
        "name": Field(Text(convert=_word), "What covers it: top-bar.", required=True),
        "left": Field(_WHOLE_PIXELS, "From the frame's left edge, px.", required=True),
        "top": Field(_WHOLE_PIXELS, "From the frame's upper edge, px.", required=True),
        "width": Field(_SIDE, "px.", required=True),
        "height": Field(_SIDE, "px.", required=True),
        "source": Field(Text(), "Where these numbers come from.", required=True),
        "checked": Field(Date(), "When the source was last looked at.", required=True),
    },
)
FIT = _regular(
    width=Field(_SIDE, "The frame's width, px: the player's, whatever the picture has."),
    height=Field(_SIDE, "The frame's height, px."),
    font=Field(
        Text(), "The player's font: Noto Sans, or the path of a font file, seen from this file."
    ),
    size=Field(Number(minimum=1, maximum=10_000), "The font's size, px at this frame."),
    weight=Field(Choice("regular", "bold"), "Of Noto Sans; a file has its own."),
    letter_spacing=Field(Number(minimum=-100, maximum=100), "Behind every letter, px."),
    outline=Field(_PIXELS, "Around the letters, on each side, px."),
    line_height=Field(Number(minimum=0.5, maximum=5), "As a multiple of the size."),
    anchor=Field(Choice("top", "bottom"), "The edge at which subtitles stand by themselves."),
    offset=Field(
        _WHOLE_PIXELS,
        "From the frame's edge at the anchor to the text, px; without it, the margin there.",
    ),
    top=Field(_WHOLE_PIXELS, "The safe area's margin, px."),
    bottom=Field(_WHOLE_PIXELS, "The safe area's margin, px."),
    left=Field(_WHOLE_PIXELS, "The safe area's margin, px."),
    right=Field(_WHOLE_PIXELS, "The safe area's margin, px."),
    zones=Field(ListOf(_ZONE, longest=100), "What the app's interface covers."),
    source=Field(Text(), "Where these numbers come from."),
)
"""The frame; what its numbers say together is checked when profiles have been merged."""
_ARTWORK: Table[Values] = Table(
    dict,
    {
        "purpose": Field(Text(convert=_word), "The file's name in artwork/.", required=True),
        "width": Field(Integer(minimum=1, maximum=100_000), "px.", required=True),
        "height": Field(Integer(minimum=1, maximum=100_000), "px.", required=True),
        "per": Field(Choice("series", "episode"), "What there is one of it for."),
        "called": Field(
            Text(convert=_word),
            "What the platform calls it, in names and documents; left out: as its purpose.",
        ),
        "text": Field(
            Choice("any", "without", "with"),
            "Whether the picture has text in it: none, or the text of each language.",
        ),
        "size": Field(Choice("exact", "minimum"), "Whether it may be larger, in the same ratio."),
        "ratio": Field(
            Text(convert=_ratio), "2:3, or any; left out: that of the width and the height."
        ),
        "ratio_tolerance": Field(
            Number(maximum=100), "How far the ratio may be off, in percent; left out: 1."
        ),
        "required": Field(Flag(), "Whether it must be there."),
        "formats": Field(ListOf(Choice("jpeg", "png", "webp"), unique=True), "File formats."),
        "colours": Field(
            ListOf(
                Choice("rgb", "rgba", "grey", "grey-alpha", "grey-16", "palette", "cmyk"),
                unique=True,
            ),
            "Colour modes.",
        ),
        "max_bytes": Field(Integer(minimum=1, maximum=1 << 32), "The heaviest file."),
    },
)
_DELIVERABLE: Table[Values] = Table(
    dict,
    {
        "format": Field(Text(convert=_word), "The renderer.", required=True),
        "name": Field(Template(FIELDS), "Template of the path in the bundle.", required=True),
        "bundle": Field(Choice("language", "shared"), "The bundle that it belongs to."),
        "options": Field(
            MapOf(Option(), key=matching(r"[a-z][a-z0-9_]*", N_("`{value}` is no option name"))),
            "Settings of the format itself.",
        ),
    },
)
_NAMES = _regular(
    allowed=Field(Text(convert=_pattern), "Regular expression for one allowed character."),
    max_length=Field(Integer(minimum=1, maximum=255), "Of one path part, UTF-8 bytes."),
    transliterate=Field(
        Flag(), "Whether ids and aliases are written with allowed characters, not refused."
    ),
)
_RULE = _regular(
    enabled=Field(Flag(), "Whether the rule runs."),
    severity=Field(Choice("error", "warning", "info"), "Another severity; needs a reason."),
    reason=Field(Text(), "Why the severity is another."),
    source=Field(Text(), "Where the numbers come from."),
    parameters=Field(
        MapOf(Parameter(), key=matching(r"[a-z][a-z0-9_]*", N_("`{value}` is no parameter name"))),
        "The rule's parameters.",
    ),
)

PROFILE: Shape[Values] = Table(
    dict,
    {
        "title": Field(Text(), "The platform's name for people."),
        "source": Field(
            Text(lines=True), "Public address of the numbers, or that there is none.", required=True
        ),
        "checked": Field(Date(), "When the source was last looked at.", required=True),
        "notes": Field(Text(lines=True), "What a user has to know."),
        "extends": Field(Text(), "Name or path of the parent."),
        "languages": Field(_LANGUAGES, "Languages."),
        "metadata": Field(_METADATA, "Metadata."),
        "subtitles": Field(_SUBTITLES, "Subtitle files."),
        "fit": Field(FIT, "The frame and what covers it."),
        "artwork": Field(ListOf(_ARTWORK), "Artwork that is wanted."),
        "only_wanted_artwork": Field(Flag(), "Whether other pictures stay here."),
        "deliverables": Field(ListOf(_DELIVERABLE), "Files that the platform receives."),
        "names": Field(_NAMES, "What a file name may be."),
        "rules": Field(MapOf(_RULE, key=_code), "Settings of the rules, by code."),
        "bundle_by": Field(Choice("language", "episode", "series"), "What is committed as one."),
        "container": Field(Choice("tree", "zip", "bagit"), "How the payload is packed."),
        "layout": Field(Choice("immutable", "in-place"), "How objects lie in the bucket."),
        "sidecars": Field(Flag(), "Whether manifest and SHA256SUMS are welcome."),
        "key_template": Field(Template(KEY_FIELDS), "Object key in in-place layouts."),
        "upload_order": Field(_WORDS, "Roles of files, first sent first."),
        "commit": Field(Text(), "Name of the commit object."),
        "schema_versions": Field(MapOf(Text(), key=_word), "Versions of XML schemas."),
    },
)
"""One profile file."""
