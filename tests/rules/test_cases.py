"""Every rule, over the cases in `cases/` (format: README.md beside this file)."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import tomllib
from pathlib import Path
from typing import Any

import msgspec
import pytest

from goglobal.errors import fill
from goglobal.findings import Found, Severity
from goglobal.model import Episode, Frame, Series, Target, Track
from goglobal.profiles.schema import Profile, RuleSetting
from goglobal.rules import builtin
from goglobal.rules.base import AnyRule, resolve
from goglobal.rules.subjects import (
    CatalogSubject,
    DeliveredName,
    DeliverySubject,
    SeriesSubject,
    TrackDigest,
    TrackSubject,
)

HERE = Path(__file__).parent
Case = dict[str, Any]
KEYS = frozenset(
    (
        *("name", "expect", "contains", "language", "kind", "audience", "episode", "parameters"),
        *("profile", "target", "today", "srt", "vtt", "encoding", "bytes", "source_srt"),
        *("source_language", "duration", "rate", "files", "binary", "po", "languages"),
        *("episodes", "digests", "names"),
    )
)
SERIES = """[series]
id = "moonlit-bund"
title = "外滩月色"
synopsis = "上海，一九三六年。"
source_language = "zh-Hans"

[[episodes]]
number = 1
duration = "00:01:32.500"
"""
EXPECTED = re.compile(
    r"(?P<code>[A-Z]{3}\d{3})(?:@(?P<path>[^\s:]+))?(?::(?P<line>\d+|-))?(?: (?P<severity>\w+))?"
)


def load_cases(path: Path) -> list[Case]:
    return list(tomllib.loads(path.read_text(encoding="utf-8"))["case"])


def all_cases() -> list[Any]:
    return [
        pytest.param(path.stem, case, id=f"{path.stem}-{case['name']}".replace(" ", "-"))
        for path in sorted((HERE / "cases").glob("*.toml"))
        for case in load_cases(path)
    ]


def function_of(code: str) -> AnyRule:
    return next(function for function in builtin() if function.rule.code == code)


def file_bytes(case: Case) -> tuple[bytes, str]:
    if "bytes" in case:
        return str(case["bytes"]).encode("latin-1"), "srt"
    format_ = "vtt" if "vtt" in case else "srt"
    return str(case[format_]).encode(case.get("encoding", "utf-8")), format_


def profile_of(case: Case) -> Profile:
    return msgspec.convert({"name": "case", **case.get("profile", {})}, Profile)


def target_of(case: Case) -> Target:
    given = {"name": "case", "platform": "case", "url": "file:///case", **case.get("target", {})}
    return msgspec.convert(given, Target)


def track_subject(case: Case) -> TrackSubject:
    from goglobal.subtitles import parse

    language, kind = case.get("language", "en"), case.get("kind", "full")
    number = case.get("episode", 1)
    data, format_ = file_bytes(case)
    path = f"subtitles/{language}/ep{number:03}.{format_}"
    track = parse(data, format=format_, language=language, name=path)
    source: Track | None = None
    source_language = case.get("source_language", "zh-Hans")
    if "source_srt" in case:
        source = parse(case["source_srt"].encode(), format="srt", language=source_language)
    episode = Episode(number=number, duration=case.get("duration"))
    series = Series(
        id="moonlit-bund",
        title="外滩月色",
        source_language=source_language,
        root="/nowhere",
        audience=case.get("audience", "adult"),
        frame=Frame(rate=case.get("rate", "25")),
        episodes=(episode,),
    )
    return TrackSubject(
        series=series,
        track=track,
        language=language,
        kind=kind,
        episode=episode,
        path=path,
        source=source,
        profile=profile_of(case),
    )


def series_of(case: Case, folder: Path) -> Series:
    from goglobal.project import load_series

    files = {"series.toml": SERIES, **case.get("files", {})}
    if "po" in case:
        files[f"locales/{case.get('language', 'en')}.po"] = case["po"]
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8"))
    for name, size in case.get("binary", {}).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(bytes(size))
    return load_series(folder)


def selected(case: Case, series: Series) -> tuple[Episode, ...]:
    if "episodes" not in case:
        return series.episodes
    from goglobal.planning import parse_episodes

    wanted = set(parse_episodes(case["episodes"]))
    return tuple(episode for episode in series.episodes if episode.number in wanted)


def digests_of(case: Case, series: Series) -> tuple[TrackDigest, ...]:
    if "digests" in case:
        return msgspec.convert(case["digests"], tuple[TrackDigest, ...])
    from goglobal.subtitles import read
    from goglobal.subtitles.markup import plain

    digests = []
    for file in series.subtitles:
        track = read(Path(series.root, file.path), language=file.language)
        lines = ["".join(plain(cue.text).casefold().split()) for cue in track.cues]
        text = "\n".join(lines)
        digests.append(
            TrackDigest(
                path=file.path,
                language=file.language,
                episode=file.episode,
                kind=file.kind,
                cues=len(track.cues),
                text_sha256=hashlib.sha256(text.encode()).hexdigest() if text.strip() else "",
            )
        )
    return tuple(digests)


def subject_of(case: Case, function: AnyRule, folder: Path) -> object:
    kind = function.rule.subject
    if kind == "track":
        return track_subject(case)
    series, profile = series_of(case, folder), profile_of(case)
    if kind == "catalog":
        language = case.get("language", "en")
        return CatalogSubject(
            series=series,
            language=language,
            catalog=series.catalogs.get(language),
            episodes=selected(case, series),
            profile=profile,
        )
    if kind == "delivery":
        names = [{"language": None, "episode": None, **name} for name in case["names"]]
        return DeliverySubject(
            series=series,
            target=target_of(case),
            profile=profile,
            names=msgspec.convert(names, tuple[DeliveredName, ...]),
        )
    return SeriesSubject(
        series=series,
        target=target_of(case),
        profile=profile,
        languages=tuple(case.get("languages", series.languages)),
        episodes=selected(case, series),
        digests=digests_of(case, series),
        today=case.get("today", dt.date(2026, 6, 1)),
    )


def run(case: Case, function: AnyRule, folder: Path) -> list[Found]:
    setting = msgspec.convert({"parameters": case.get("parameters", {})}, RuleSetting)
    parameters = resolve(
        function.rule,
        setting,
        language=case.get("language", "en"),
        kind=case.get("kind", "full"),
        audience=case.get("audience", "adult"),
    )
    return list(function(subject_of(case, function, folder), parameters))


def matches(found: Found, expected: str, function: AnyRule) -> bool:
    match = EXPECTED.fullmatch(expected)
    assert match, f"not an expectation: {expected!r}"
    severity = found.severity or function.rule.severity
    line = match["line"]
    return (
        match["code"] == function.rule.code
        and match["path"] in (None, found.path)
        and (line is None or line == ("-" if found.line is None else str(found.line)))
        and (match["severity"] is None or Severity(match["severity"]) is severity)
    )


def shown(found: Found) -> str:
    return (
        f"{found.path or ''}:{found.line or '-'} {found.severity or ''}"
        f" {fill(found.message, found.arguments)} | {fill(found.help, found.arguments)}"
        f" | {found.excerpt!r} {found.span}"
    )


def well_formed(found: Found) -> None:
    """What holds for every finding of every rule: filled words, and a caret inside its excerpt."""
    words = fill(found.message, found.arguments)
    assert words, "a message"
    assert found.help, f"no help: {words}"
    for text in (found.message, found.help):
        text.format_map(found.arguments)  # raises for a place without an argument
    if found.span is not None:
        assert found.excerpt is not None, "a span without an excerpt"
        start, end = found.span
        assert 0 <= start < end <= len(found.excerpt), f"{found.span} in {found.excerpt!r}"


@pytest.mark.parametrize(("code", "case"), all_cases())
def test_case(code: str, case: Case, tmp_path: Path) -> None:
    unknown = set(case) - KEYS
    assert not unknown, f"unknown keys: {unknown}"
    function = function_of(code)
    findings = run(case, function, tmp_path)
    left = list(findings)
    missing = []
    # the most exact expectations choose first
    for expected in sorted(case["expect"], key=len, reverse=True):
        hit = next((found for found in left if matches(found, expected, function)), None)
        if hit is None:
            missing.append(expected)
        else:
            left.remove(hit)
    listing = "\n".join(shown(found) for found in findings)
    assert not missing, f"not found: {missing}; found:\n{listing}"
    assert not left, f"{len(left)} more than expected:\n" + "\n".join(map(shown, left))
    for found in findings:
        well_formed(found)
    for text in case.get("contains", []):
        assert text in listing, f"{text!r} in no finding:\n{listing}"


@pytest.mark.parametrize("function", builtin(), ids=lambda f: str(f.rule.code))
def test_every_rule_has_cases(function: AnyRule) -> None:
    path = HERE / "cases" / f"{function.rule.code}.toml"
    assert path.is_file(), f"no cases for {function.rule.code}"
    cases = load_cases(path)
    names = [case["name"] for case in cases]
    assert len(set(names)) == len(names), "names of cases are unique"
    assert any(case["expect"] for case in cases), "no case that fails"
    assert any(not case["expect"] for case in cases), "no case that passes"


def test_no_cases_without_a_rule() -> None:
    codes = {function.rule.code for function in builtin()}
    stems = {path.stem for path in (HERE / "cases").glob("*.toml")}
    assert stems <= codes
