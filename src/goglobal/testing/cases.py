"""Rule cases as data: what a case may say, and `<CODE>.toml` read into values."""

from __future__ import annotations

import datetime as dt
import os
import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec

from goglobal.media.facts import PictureFacts, VideoFacts
from goglobal.model import Kind, Target
from goglobal.profiles.schema import ParameterValue, Profile
from goglobal.rules.delivered import DeliveredName
from goglobal.rules.subjects import TrackDigest
from goglobal.suggestions import nearest

Size = Annotated[int, msgspec.Meta(ge=0)]
Number = Annotated[int, msgspec.Meta(ge=1)]

CODE = re.compile(r"[A-Z]{3}[0-9]{3}")
EXPECTED = re.compile(
    r"(?P<code>[A-Z]{3}[0-9]{3})(?:@(?P<path>[^\s:]+))?(?::(?P<line>[0-9]+|-))?"
    r"(?: (?P<severity>error|warning|info))?"
)
PROFILE = {"name": "case"}
TARGET = {"name": "case", "platform": "case", "url": "file:///case"}


class CaseDocument(msgspec.Struct, frozen=True, kw_only=True):
    """A document that was made, as a case writes it."""

    path: str = "metadata/document.xml"
    format: str = "mec-series"
    xml: str
    language: str | None = None
    episode: int | None = None


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """One subject that is built, and what one rule has to find in it.

    The fields are the keys of a `[[case]]`, but for `code` and `file`, which say where it stands.
    """

    code: str
    """Of the rule: the name of the file."""
    name: str
    """Unique in the file."""
    expect: tuple[str, ...]
    """Every finding, in any order, as `CODE[@path][:line][ severity]`."""
    file: str = ""
    """Where the case was read from."""
    contains: tuple[str, ...] = ()
    """Texts that stand in the messages, helps or excerpts found, or their spans: `(0, 5)`."""
    language: str = "en"
    kind: Kind = "full"
    audience: Literal["adult", "child"] = "adult"
    episode: Number = 1
    parameters: dict[str, ParameterValue] = {}
    """What a profile would say of the rule."""
    profile: Profile = msgspec.convert(PROFILE, Profile)
    target: Target = msgspec.convert(TARGET, Target)
    today: dt.date = dt.date(2026, 6, 1)
    srt: str | None = None
    vtt: str | None = None
    encoding: str = "utf-8"
    bytes: str | None = None
    """Instead of `srt`: every character (U+0000 to U+00FF) is one byte."""
    source_srt: str | None = None
    source_language: str = "zh-Hans"
    sources: dict[str, str] = {}
    """Other episodes' source tracks (SRT), by episode number."""
    siblings: dict[str, str] = {}
    """Other episodes' tracks (SRT) of the same language and kind, by episode number."""
    made_from_srt: str | None = None
    """The source track that the translation was made from, as `translations.csv` holds it."""
    made_srt: str | None = None
    """The translation as it was then; None: as it is now."""
    duration: Size | None = None
    """Of the episode, in milliseconds."""
    measured: Size | None = None
    """Of its video, in milliseconds."""
    rate: str = "25"
    """Frames a second of the series."""
    files: dict[str, str] = {}
    """Path in the series folder to text."""
    binary: dict[str, Size] = {}
    """Path to the size in bytes of a file of zeros."""
    pictures: dict[str, PictureFacts] = {}
    """Path of a picture to what was measured of it."""
    videos: dict[str, VideoFacts] = {}
    """Path of a video to what was measured of it."""
    po: str | None = None
    languages: tuple[str, ...] | None = None
    """None: all of the series. For track rules: further languages that the series has."""
    glossary: dict[str, str] = {}
    """Track rules: term to how the case's language writes it, `|` between several ways."""
    episodes: str | None = None
    """The selected numbers, like `1-3`; None: all of the series."""
    targets: tuple[str, ...] = ("case",)
    """The names of all targets; empty: the run leaves some out."""
    digests: tuple[TrackDigest, ...] | None = None
    """None: computed from the subtitle files."""
    names: tuple[DeliveredName, ...] | None = None
    documents: tuple[CaseDocument, ...] = ()
    """MovieLabs documents that were made."""
    contents: dict[str, str] = {}
    """Path of a delivered file to its text: what its length and digests are taken of."""

    @property
    def id(self) -> str:
        """Code and name without spaces, for a test runner's listing."""
        return f"{self.code}-{self.name}".replace(" ", "-")

    @property
    def place(self) -> str:
        """File and name, as a message about the case begins."""
        return f"{self.file or self.code}: case {self.name!r}"


KEYS = frozenset(Case.__struct_fields__) - {"code", "file"}


def load_cases(path: str | os.PathLike[str]) -> tuple[Case, ...]:
    """The cases of one file `<CODE>.toml`, or of every such file in a folder, in file order.

    Raises ValueError, which names file, case and key, for what is no case file; OSError where the
    path cannot be read.
    """
    place = Path(path)
    if not place.is_dir():
        return _cases_of(place)
    files = sorted(place.glob("*.toml"))
    if not files:
        raise ValueError(f"{place}: no file <CODE>.toml in this folder")
    return tuple(case for file in files for case in _cases_of(file))


def _cases_of(path: Path) -> tuple[Case, ...]:
    if not CODE.fullmatch(path.stem):
        raise ValueError(f"{path}: a case file is named after its rule's code, like ABC001.toml")
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:  # neither UTF-8 nor TOML
        raise ValueError(f"{path}: {error}") from error
    tables = document.pop("case", None)
    if document:
        raise ValueError(f"{path}: unknown key {min(document)!r}; a case file has [[case]] only")
    if not isinstance(tables, list) or not tables:
        raise ValueError(f"{path}: no [[case]] in this file")
    cases: dict[str, Case] = {}
    for position, table in enumerate(tables, 1):
        case = _case(path, position, table)
        if case.name in cases:
            raise ValueError(f"{case.place}: this name stands twice in the file")
        cases[case.name] = case
    return tuple(cases.values())


def _case(path: Path, position: int, table: object) -> Case:
    name = table.get("name", position) if isinstance(table, dict) else position
    place = f"{path}: case {name!r}"
    if not isinstance(table, dict):
        raise ValueError(f"{place}: a case is a table, [[case]]")
    for unknown in _unknown(table):
        raise ValueError(f"{place}: {unknown}")
    given: dict[str, Any] = {**table, "code": path.stem, "file": str(path)}
    for key, own in (("profile", PROFILE), ("target", TARGET)):
        if isinstance(table.get(key), dict):
            given[key] = {**own, **table[key]}
    if isinstance(table.get("names"), list):
        given["names"] = [
            {"language": None, "episode": None, **row} if isinstance(row, dict) else row
            for row in table["names"]
        ]
    for key in ("pictures", "videos"):
        if isinstance(table.get(key), dict):
            given[key] = {
                path: {"path": path, **row} if isinstance(row, dict) else row
                for path, row in table[key].items()
            }
    try:
        case = msgspec.convert(given, Case)
    except msgspec.ValidationError as error:
        raise ValueError(f"{place}: {error}") from error
    expectations(case)
    return case


def _unknown(table: Mapping[str, Any]) -> Iterator[str]:
    """Keys that mean nothing: at the top, and in the tables that become one value."""
    yield from _strange(table, KEYS, "")
    for key, kind in (("profile", Profile), ("target", Target)):
        if isinstance(table.get(key), dict):
            yield from _strange(table[key], kind.__struct_fields__, f" in {key}")
    for key, facts in (("pictures", PictureFacts), ("videos", VideoFacts)):
        given = table.get(key)
        for entry in given.values() if isinstance(given, dict) else ():
            if isinstance(entry, dict):
                yield from _strange(entry, facts.__struct_fields__, f" in {key}")
    for key, row in (
        ("digests", TrackDigest),
        ("names", DeliveredName),
        ("documents", CaseDocument),
    ):
        given = table.get(key)
        for entry in given if isinstance(given, list) else ():
            if isinstance(entry, dict):
                yield from _strange(entry, row.__struct_fields__, f" in {key}")


def _strange(
    table: Mapping[str, Any], known: frozenset[str] | tuple[str, ...], where: str
) -> Iterator[str]:
    for key in table:
        if key not in known:
            close = nearest(key, sorted(known))
            yield f"unknown key {key!r}{where}" + (f"; did you mean {close!r}?" if close else "")


def expectations(case: Case) -> tuple[dict[str, str | None], ...]:
    """`code`, `path`, `line` and `severity` of each that a case expects; None: not compared.

    Raises ValueError for one that is not written like that, or that is of another rule.
    """
    parsed = []
    for text in case.expect:
        match = EXPECTED.fullmatch(text)
        if match is None:
            raise ValueError(
                f"{case.place}: {text!r} is no expectation: write CODE[@path][:line][ severity], "
                "where severity is one of error, warning, info"
            )
        if match["code"] != case.code:
            raise ValueError(f"{case.place}: {text!r} is expected, in a case of {case.code}")
        parsed.append(match.groupdict())
    return tuple(parsed)
