"""`series.toml`: what the file may say, declared once for reading, checking and the schema."""

from __future__ import annotations

import datetime as dt
from typing import Literal

import msgspec

from goglobal.messages import N_
from goglobal.model import (
    Credit,
    Document,
    Episode,
    Frame,
    Layout,
    Master,
    Rating,
    Registration,
)
from goglobal.project.countries import country
from goglobal.project.patterns import Area, checked
from goglobal.project.shapes import (
    INVALID,
    Choice,
    Converted,
    Date,
    Field,
    Flag,
    Integer,
    ListOf,
    MapOf,
    Place,
    Shape,
    Table,
    Text,
)
from goglobal.project.values import (
    DURATION_PATTERN,
    HIGHEST_EPISODE,
    ID_PATTERN,
    RATE_PATTERN,
    duration,
    identifier,
    inner_path,
    rate,
    tag,
)


class SeriesTable(msgspec.Struct, frozen=True, kw_only=True):
    """`[series]`; the fields are those of `model.Series`."""

    id: str
    title: str
    source_language: str
    synopsis: str = ""
    tagline: str = ""
    season: int = 1
    genres: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    release_date: dt.date | None = None
    countries: tuple[str, ...] = ()
    production_company: str = ""
    copyright: str = ""
    ai_generated: bool = False
    audience: Literal["adult", "child"] = "adult"
    frame: Frame = Frame()
    registration: Registration | None = None
    credits: tuple[Credit, ...] = ()
    ratings: tuple[Rating, ...] = ()
    masters: tuple[Master, ...] = (Master(name="clean"),)
    documents: tuple[Document, ...] = ()


class SeriesFile(msgspec.Struct, frozen=True, kw_only=True):
    """The whole of `series.toml`."""

    series: SeriesTable
    layout: Layout = Layout()
    episodes: tuple[Episode, ...] | None = None


class Named:
    """A list of tables in which no two have the same value under one key."""

    def __init__(self, items: Shape[tuple[msgspec.Struct, ...]], key: str) -> None:
        self.items = items
        self.key = key

    def read(self, value: object, place: Place) -> object:
        found = self.items.read(value, place)
        if isinstance(found, tuple):
            names = [getattr(item, self.key) for item in found]
            for index, name in enumerate(names):
                if name in names[:index]:
                    place.into(index, self.key).refuse(N_("`{name}` is given twice"), name=name)
                    found = INVALID
        return found

    def schema(self) -> dict[str, object]:
        return self.items.schema()


def _pattern(area: Area) -> Text:
    return Text(convert=checked(area))


_TERMS = ListOf(Text(longest=100), unique=True)

REGISTRATION = Table(
    Registration,
    {
        "kind": Field(
            Choice("distribution-licence", "approval", "programme-number", "filing"),
            N_("Which kind of registration it is."),
            required=True,
        ),
        "number": Field(Text(longest=200), N_("The number, as the authority wrote it.")),
        "issuer": Field(Text(longest=200), N_("The authority.")),
        "issued_on": Field(Date(), N_("The date of issue.")),
    },
)
CREDIT = Table(
    Credit,
    {
        "role": Field(
            Text(longest=100), N_("A role of the vocabulary: director, cast …"), required=True
        ),
        "name": Field(Text(longest=500), N_("The name, in the source language."), required=True),
        "character": Field(Text(longest=500), N_("For cast: who is played.")),
    },
)
RATING = Table(
    Rating,
    {
        "system": Field(Text(longest=100), N_("The rating system, like TVPG."), required=True),
        "value": Field(Text(longest=100), N_("The rating, like TV-14."), required=True),
        "territory": Field(Text(convert=country), N_("The country, by ISO 3166."), required=True),
        "advisories": Field(_TERMS, N_("Advisories of the vocabulary: violence …")),
    },
)
MASTER = Table(
    Master,
    {
        "name": Field(Text(longest=100), N_("What targets call it."), required=True),
        "audio": Field(Text(convert=tag), N_("The language of the sound.")),
        "burned_in": Field(
            Text(convert=tag), N_("The language of the text in the picture; left out: none.")
        ),
        "video": Field(
            _pattern("video"),
            N_("Where its videos stand; left out: a folder of its name beside the clean ones."),
        ),
    },
)
DOCUMENT = Table(
    Document,
    {
        "kind": Field(Text(longest=100), N_("What it is: chain-of-title …"), required=True),
        "path": Field(
            Text(convert=inner_path), N_("Where it is in the series folder."), required=True
        ),
        "valid_until": Field(Date(), N_("The last day on which it is valid.")),
    },
)
FRAME = Table(
    Frame,
    {
        "width": Field(Integer(minimum=16, maximum=16384), N_("Pixels.")),
        "height": Field(Integer(minimum=16, maximum=16384), N_("Pixels.")),
        "rate": Field(
            Text(convert=rate, pattern=f"^({RATE_PATTERN})$"),
            N_("Frames a second: 25, or 24000/1001."),
        ),
    },
)
SERIES_TABLE = Table(
    SeriesTable,
    {
        "id": Field(
            Text(convert=identifier, pattern=f"^{ID_PATTERN}$"),
            N_("The name of the series for machines: a-z, 0-9 and hyphens."),
            required=True,
        ),
        "title": Field(Text(longest=500), N_("In the source language."), required=True),
        "source_language": Field(
            Text(convert=tag), N_("The language it was made in, a BCP 47 tag."), required=True
        ),
        "synopsis": Field(Text(lines=True, empty=True), N_("In the source language.")),
        "tagline": Field(Text(empty=True, longest=1000), N_("In the source language.")),
        "season": Field(Integer(minimum=1, maximum=999), N_("The number of the season.")),
        "genres": Field(_TERMS, N_("Keys of the vocabulary: romance, revenge …")),
        "keywords": Field(ListOf(Text(longest=200)), N_("In the source language.")),
        "release_date": Field(Date(), N_("The first release.")),
        "countries": Field(
            ListOf(Text(convert=country), unique=True), N_("Where it was made, by ISO 3166.")
        ),
        "production_company": Field(Text(empty=True, longest=500), N_("Who made it.")),
        "copyright": Field(Text(empty=True, longest=500), N_("The copyright line.")),
        "ai_generated": Field(Flag(), N_("Whether it was made with artificial intelligence.")),
        "audience": Field(
            Choice("adult", "child"), N_("For whom it is; decides the reading speed.")
        ),
        "frame": Field(FRAME, N_("The picture.")),
        "registration": Field(REGISTRATION, N_("The registration in China.")),
        "credits": Field(ListOf(CREDIT), N_("Who made it and who plays in it.")),
        "ratings": Field(ListOf(RATING), N_("Age ratings.")),
        "masters": Field(
            Named(ListOf(MASTER, empty=False), "name"), N_("The versions of the video.")
        ),
        "documents": Field(ListOf(DOCUMENT), N_("Papers that targets may ask for.")),
    },
)
LAYOUT = Table(
    Layout,
    {
        "subtitles": Field(_pattern("subtitles"), N_("Where subtitle files stand.")),
        "catalogs": Field(_pattern("catalogs"), N_("Where translated metadata stand.")),
        "artwork": Field(_pattern("artwork"), N_("Where pictures stand.")),
        "episode_artwork": Field(
            _pattern("episode_artwork"), N_("Where pictures of single episodes stand.")
        ),
        "video": Field(_pattern("video"), N_("Where the video stands.")),
        "aliases": Field(
            MapOf(Text(convert=tag), key=str), N_("Folder names that are no tags, to their tag.")
        ),
    },
)
EPISODE = Table(
    Episode,
    {
        "number": Field(Integer(minimum=1, maximum=HIGHEST_EPISODE), N_("From 1."), required=True),
        "title": Field(
            Text(empty=True, longest=500), N_("Left out: “Episode {number}” in each language.")
        ),
        "synopsis": Field(Text(lines=True, empty=True), N_("In the source language.")),
        "duration": Field(
            Converted(duration, pattern=f"^{DURATION_PATTERN}$"),
            N_("Hours, minutes, seconds, milliseconds: 00:01:32.500."),
        ),
    },
)
SERIES_FILE = Table(
    SeriesFile,
    {
        "series": Field(SERIES_TABLE, N_("What the series is."), required=True),
        "layout": Field(LAYOUT, N_("Where things stand in the folder.")),
        "episodes": Field(
            ListOf(EPISODE, empty=False),
            N_("The episodes in order; left out: as the source language's subtitles say."),
        ),
    },
)
