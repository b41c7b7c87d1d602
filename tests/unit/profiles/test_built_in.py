"""The built-in profiles: each number has a source and a date, each name can be delivered."""

from __future__ import annotations

import datetime as dt
import re
from importlib import resources
from itertools import product

import pytest

from goglobal.deliverables.base import format_names
from goglobal.deliverables.selection import every_subtitle_format, outward
from goglobal.profiles.checks import rule_problems
from goglobal.profiles.loading import list_profiles, load_profile
from goglobal.profiles.schema import Profile
from goglobal.profiles.templates import Value, fields_of, fill_template
from goglobal.rules import builtin

NAMES = (
    "filmhub",
    "generic",
    "mddf",
    "netflix-timed-text",
    "prime-video",
    "roku",
    "tiktok-drama-center",
    "vertical-app",
    "youtube",
)
FAMILY = {
    "mddf": {"mec": "2.12", "mmc": "1.13"},
    "prime-video": {"mec": "2.6", "mmc": "1.5"},
    "roku": {"mec": "2.9", "mmc": "1.10"},
}
"""The profiles of MovieLabs' formats, and the versions that their receivers read."""
VALUES: dict[str, Value] = {
    "series": "moonlit-bund",
    "alias": "moonlit-bund",
    "id": "moonlit-bund",
    "season": 1,
    "episode": 7,
    "purpose": "cover",
    "revision": 2,
}
ADDRESS = re.compile(r"https?://\S+\.\S+|assumption")
TODAY = dt.datetime.now(dt.UTC).date()
DATED = re.compile(r"\(20\d\d-\d\d-\d\d\)")

every = pytest.mark.parametrize("name", NAMES)


def text_of(name: str) -> str:
    folder = resources.files("goglobal.profiles") / "data"
    return (folder / f"{name}.toml").read_text("utf-8")


def filled(profile: Profile, language: str = "zh-Hans", kind: str = "sdh") -> list[str]:
    """Every deliverable's name for one file."""
    values = {**VALUES, "language": outward(profile, language), "kind": kind}
    return [fill_template(deliverable.name, values) for deliverable in profile.deliverables]


def test_the_list_is_whole() -> None:
    assert set(NAMES) <= set(list_profiles())


@every
def test_it_says_where_it_comes_from_and_what_is_not_public(name: str) -> None:
    profile = load_profile(name)
    assert profile.title
    assert profile.source
    assert profile.checked is not None
    assert profile.checked <= TODAY
    if name not in ("generic", "vertical-app"):  # both say that they are nobody's demands
        assert ADDRESS.search(profile.source)
        assert "Not public" in profile.notes
        assert "a profile of your own" in profile.notes


@every
def test_every_number_has_a_source_and_a_date(name: str) -> None:
    profile = load_profile(name)
    for code, setting in profile.rules.items():
        assert setting.source, code
        assert DATED.search(setting.source), code
        if setting.severity:
            assert setting.reason, code
    if profile.fit:
        assert DATED.search(profile.fit.source)
        for zone in profile.fit.zones:
            assert zone.source
            assert zone.checked <= TODAY


@every
def test_what_has_no_key_for_its_source_has_a_comment(name: str) -> None:
    text = text_of(name)
    for table in ("[[artwork]]", "[metadata.limits]", "[metadata.shortened]", "[schema_versions]"):
        if table not in text:
            continue
        before, _, after = text.partition(table)
        comment = before.rstrip().rpartition("\n\n")[2] + after.partition("\n\n")[0]
        comments = "\n".join(line for line in comment.splitlines() if line.startswith("#"))
        assert ADDRESS.search(comments) or "page above" in comments, table
        assert DATED.search(comments) or "assumption" in comments, table


@every
def test_its_rules_and_parameters_exist(name: str) -> None:
    known = {f.rule.code: [p.name for p in f.rule.parameters] for f in builtin()}
    assert rule_problems(load_profile(name), known) == ()


@every
def test_its_formats_exist_and_every_subtitle_format_has_a_place(name: str) -> None:
    profile = load_profile(name)
    formats = {deliverable.format for deliverable in profile.deliverables}
    assert formats <= set(format_names())
    assert set(every_subtitle_format(profile)) <= formats


@every
def test_its_names_can_be_filled_in_and_stay_within_its_own_rules(name: str) -> None:
    profile = load_profile(name)
    allowed = re.compile(profile.names.allowed)
    for language, kind in product(("zh-Hans", "es-419", "pt-BR", "he"), ("full", "sdh")):
        for path in filled(profile, language, kind):
            for part in path.split("/"):
                assert all(allowed.fullmatch(character) for character in part), path
                assert len(part.encode()) <= profile.names.max_length


@every
def test_no_two_files_of_a_bundle_have_one_name(name: str) -> None:
    profile = load_profile(name)
    one_bundle = profile.bundle_by == "series"
    paths = [
        path if one_bundle else f"{deliverable.bundle}:{path}"
        for deliverable, path in zip(profile.deliverables, filled(profile), strict=True)
    ]
    assert len(paths) == len(set(paths))
    if one_bundle:
        for deliverable in profile.deliverables:
            told_apart = "language" in fields_of(deliverable.name)
            assert told_apart is (deliverable.bundle == "language"), deliverable.name


@every
def test_its_last_object_and_its_order_name_what_there_is(name: str) -> None:
    profile = load_profile(name)
    assert profile.commit in {"manifest.json", *filled(profile)}
    order = profile.upload_order
    assert len(order) == len(set(order))
    assert order.index("video") < order.index("metadata") < order.index("inventory")
    assert order.index("artwork") < order.index("metadata")
    assert order.index("subtitles") < order.index("metadata")
    if profile.layout == "in-place":
        assert "{path}" in profile.key_template


@pytest.mark.parametrize("name", FAMILY)
def test_receivers_of_movielabs_formats_have_their_versions_and_short_texts(name: str) -> None:
    profile = load_profile(name)
    assert profile.schema_versions == FAMILY[name]
    assert profile.bundle_by == "series"  # the manifest lists every file of the delivery
    assert profile.metadata.shortened == {
        "series/title": (19, 60),
        "series/synopsis": (190, 400, 4000),
        "episode/title": (19, 60),
        "episode/synopsis": (190, 400, 4000),
    }
    assert profile.languages.written["zh-Hans"] == "cmn-Hans"
    assert profile.languages.spoken["zh-Hans"] == "cmn"


def test_prime_video_has_one_period_a_name_and_a_new_name_for_each_revision() -> None:
    profile = load_profile("prime-video")
    copied = {"video", "artwork", "episode-artwork"}  # their suffix is the input's
    for deliverable, path in zip(profile.deliverables, filled(profile), strict=True):
        assert path.count(".") == (0 if deliverable.format in copied else 1), path
        assert "revision" in fields_of(deliverable.name)
        assert "/" not in path


def test_netflix_takes_japanese_in_a_format_of_its_own() -> None:
    subtitles = load_profile("netflix-timed-text").subtitles
    assert subtitles.formats == ("ttml",)
    assert subtitles.formats_by_language == {"ja": ("imsc",)}


def test_zones_that_no_platform_publishes_only_warn() -> None:
    for name in ("youtube", "tiktok-drama-center"):
        profile = load_profile(name)
        assert profile.fit is not None
        assert profile.rules["FIT002"].severity == "warning"
        for zone in profile.fit.zones:
            assert zone.left + zone.width <= profile.fit.width
            assert zone.top + zone.height <= profile.fit.height
