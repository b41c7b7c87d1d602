"""Names: every file of every bundle, from the assignment alone."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
import pytest

from goglobal.errors import ProfileError, UsageError
from goglobal.model import (
    ArtworkFile,
    Document,
    Episode,
    Kind,
    Redelivery,
    Series,
    SubtitleFile,
    Target,
    VideoFile,
)
from goglobal.naming import (
    UNKNOWN_DIGEST,
    bundle_names,
    delivered_names,
    object_key,
    renderings,
)
from goglobal.plans import Assignment
from goglobal.profiles.loading import load_profile
from goglobal.profiles.schema import Deliverable, Languages, Metadata, Profile, Subtitles

SRT = Deliverable(format="srt", name="{language}/{episode:02}{kind:.}.srt")


def series(**changes: object) -> Series:
    tracks = [
        SubtitleFile(path=f"subtitles/{tag}/ep{n:03}.srt", language=tag, episode=n)
        for tag in ("en", "th", "zh-Hans")
        for n in (1, 2)
    ]
    sdh = SubtitleFile(path="subtitles/th/ep001.sdh.srt", language="th", episode=1, kind="sdh")
    base = Series(
        id="moonlit",
        title="外滩月色",
        source_language="zh-Hans",
        root="/nowhere",
        episodes=(Episode(number=1), Episode(number=2)),
        subtitles=(*tracks, sdh),
        artwork=(
            ArtworkFile(path="artwork/cover.jpeg", purpose="cover"),
            ArtworkFile(path="artwork/th/cover.PNG", purpose="cover", language="th"),
        ),
        videos=(VideoFile(path="video/ep001.mp4", episode=1),),
    )
    return msgspec.structs.replace(base, **changes)


def assignment(
    profile: Profile | None = None,
    *,
    target: Mapping[str, object] | None = None,
    languages: tuple[str, ...] = ("zh-Hans", "th"),
    fallbacks: dict[str, str] | None = None,
    **changes: object,
) -> Assignment:
    base = Target(name="demo", platform="generic", url="file:///nowhere")
    return Assignment(
        series=series(**changes),
        target=msgspec.structs.replace(base, **(target or {})),
        profile=profile or load_profile("generic"),
        languages=languages,
        episodes=(1, 2),
        fallbacks=fallbacks or {},
    )


def paths(given: Assignment, bundle: str) -> list[str]:
    return [r.path for r in renderings(given) if r.bundle == bundle]


def with_deliverables(*deliverables: Deliverable, **changes: object) -> Profile:
    base = Profile(name="p", deliverables=deliverables, subtitles=Subtitles(formats=("srt",)))
    return msgspec.structs.replace(base, **changes)


def test_the_generic_profile_names_everything() -> None:
    given = assignment()
    assert bundle_names(given) == ("zh-Hans", "th", "shared")
    assert paths(given, "th") == [
        "artwork/cover.png",
        "metadata/episodes.csv",
        "metadata/series.json",
        "subtitles/moonlit.ep001.th.sdh.srt",
        "subtitles/moonlit.ep001.th.sdh.vtt",
        "subtitles/moonlit.ep001.th.srt",
        "subtitles/moonlit.ep001.th.vtt",
        "subtitles/moonlit.ep002.th.srt",
        "subtitles/moonlit.ep002.th.vtt",
    ]
    assert paths(given, "shared") == ["artwork/cover.jpg", "metadata/series.json"]
    cover = next(r for r in renderings(given) if r.path == "artwork/cover.png")
    assert (cover.media_type, cover.language, cover.source, cover.role) == (
        "image/png", "th", "artwork/th/cover.PNG", "artwork",
    )  # fmt: skip


def test_only_what_the_target_and_the_profile_ask_for_goes_along() -> None:
    assert "video/moonlit.ep001.mp4" in paths(assignment(target={"video": True}), "shared")
    papers = (Document(kind="chain-of-title", path="documents/c.pdf"),)
    asked = msgspec.structs.replace(
        load_profile("generic"), metadata=Metadata(documents=("chain-of-title",))
    )
    assert "documents/chain-of-title.pdf" not in paths(assignment(documents=papers), "shared")
    assert "documents/chain-of-title.pdf" in paths(assignment(asked, documents=papers), "shared")
    plain = msgspec.structs.replace(
        load_profile("generic"), subtitles=Subtitles(formats=("srt",), optional_kinds=())
    )
    assert not [p for p in paths(assignment(plain), "th") if p.endswith((".vtt", ".sdh.srt"))]


def test_names_speak_the_platforms_language() -> None:
    profile = with_deliverables(
        Deliverable(format="srt", name="{alias}_S{season:02}E{episode:02}_{language}{kind:_}.srt"),
        languages=Languages(written={"zh-Hans": "zh-CN"}),
    )
    given = assignment(profile, target={"alias": "MLB26"})
    assert paths(given, "zh-Hans") == ["MLB26_S01E01_zh-CN.srt", "MLB26_S01E02_zh-CN.srt"]
    assert [r.language for r in renderings(given)][:2] == ["zh-Hans", "zh-Hans"]


def test_a_fallback_lends_its_files_under_the_wanted_name() -> None:
    given = assignment(languages=("en-GB",), fallbacks={"en-GB": "en"})
    found = [r for r in renderings(given) if r.role == "subtitles" and r.format == "srt"]
    assert [(r.bundle, r.path, r.source) for r in found] == [
        ("en-GB", f"subtitles/moonlit.ep{n:03}.en-GB.srt", f"subtitles/en/ep{n:03}.srt")
        for n in (1, 2)
    ]


def test_one_track_in_two_formats_is_one_track() -> None:
    twice = SubtitleFile(path="subtitles/th/ep001.vtt", language="th", episode=1)
    given = assignment(subtitles=(*series().subtitles, twice))
    assert len(paths(given, "th")) == len(paths(assignment(), "th"))


@pytest.mark.parametrize(
    ("by", "names"), [("episode", ("ep001", "ep002", "shared")), ("series", ("series",))]
)
def test_bundles_by_episode_and_by_series(by: str, names: tuple[str, ...]) -> None:
    profile = with_deliverables(
        SRT,
        Deliverable(format="metadata-json", name="{language}.json"),
        Deliverable(format="artwork", name="{purpose}", bundle="shared"),
        bundle_by=by,
    )
    given = assignment(profile, languages=("th",))
    assert bundle_names(given) == names
    everything = {(r.bundle, r.path) for r in renderings(given)}
    # narrowed to Thai, yet a bundle of all languages holds all of them
    tracks, rest = ("ep002", "shared") if by == "episode" else ("series", "series")
    assert {(tracks, "en/02.srt"), (tracks, "th/02.srt"), (tracks, "zh-Hans/02.srt")} < everything
    assert {(rest, "en.json"), (rest, "cover.jpg")} < everything


@pytest.mark.parametrize(
    ("deliverable", "where"),
    [
        (Deliverable(format="srt", name="{episode}.srt"), "deliverables[0].name"),
        (Deliverable(format="srt", name="x{kind}.srt"), "deliverables[0].name"),
        (Deliverable(format="metadata-json", name="{episode}.json"), "deliverables[0].name"),
        (Deliverable(format="artwork", name="cover"), "deliverables[0].name"),
        (Deliverable(format="srt", name="{oops}{kind}{episode}"), "deliverables[0].name"),
        (Deliverable(format="webvtt", name="{kind}{episode}"), "subtitles.formats"),
    ],
)
def test_templates_that_cannot_work_are_problems(deliverable: Deliverable, where: str) -> None:
    with pytest.raises(ProfileError) as caught:
        renderings(assignment(with_deliverables(deliverable)))
    assert where in {p.where for p in caught.value.problems}


def test_an_unknown_format_is_told_with_those_there_are() -> None:
    with pytest.raises(UsageError, match="metadata-json"):
        renderings(assignment(with_deliverables(SRT, Deliverable(format="docx", name="x"))))


def test_equal_names_stop_a_build_but_not_a_check() -> None:
    profile = with_deliverables(SRT, Deliverable(format="metadata-json", name="th/01.srt"))
    given = assignment(profile)
    with pytest.raises(ProfileError, match=r"th/01\.srt"):
        renderings(given)
    names = [name.path for name in delivered_names(given) if name.key.startswith("moonlit/th/")]
    assert names.count("th/01.srt") == 2


def test_a_missing_id_stops_a_build_but_not_a_check() -> None:
    profile = with_deliverables(
        Deliverable(format="srt", name="{id}{kind:.}{episode}.srt"),
    )
    ids = {("demo", 1): "A1", ("other", 2): "B2"}
    given = assignment(profile, languages=("th",), ids=ids)
    with pytest.raises(ProfileError) as caught:
        renderings(given)
    assert caught.value.problems[0].arguments == {"what": "ep002", "target": "demo"}
    assert [name.path for name in delivered_names(given)] == ["A1.sdh1.srt", "A11.srt"]
    whole = assignment(profile, languages=("th",), ids={("demo", None): "S"})
    assert "S2.srt" in paths(whole, "th")


def test_revisions_come_from_the_project() -> None:
    profile = with_deliverables(
        Deliverable(format="srt", name="{episode}{kind:.}.r{revision}.srt"),
    )
    again = (
        Redelivery(target="demo", language="th", episodes="2-9", revision=2, reason="typo"),
        Redelivery(target="other", language="th", episodes="1", revision=7, reason="typo"),
    )
    given = assignment(profile, languages=("th",), redeliveries=again)
    assert paths(given, "th") == ["1.r1.srt", "1.sdh.r1.srt", "2.r2.srt"]


def test_keys_of_both_layouts() -> None:
    given = assignment()
    assert object_key(given, "th", "d" * 64, "a/b.srt") == f"moonlit/th/{'d' * 64}/a/b.srt"
    assert (
        object_key(given, "shared", "d" * 64, "v/e.mp4", sha256="5" * 64)
        == f"moonlit/media/{'5' * 64}/e.mp4"
    )
    in_place = assignment(target={"layout": "in-place"})
    assert object_key(in_place, "th", "d" * 64, "a/b.srt", sha256="5" * 64) == "moonlit/th/a/b.srt"
    template = msgspec.structs.replace(
        load_profile("generic"), layout="in-place", key_template="{alias}/{language}/{path}"
    )
    assert object_key(assignment(template), "th", "", "b.srt") == "moonlit/th/b.srt"


def test_delivered_names_of_a_tree_and_of_a_zip() -> None:
    kinds: tuple[Kind, ...] = ("full",)
    profile = with_deliverables(SRT, subtitles=Subtitles(formats=("srt",), optional_kinds=()))
    assert profile.subtitles.kinds == kinds
    (first, _) = delivered_names(assignment(profile, languages=("th",)))
    assert first.key == f"moonlit/th/{UNKNOWN_DIGEST}/th/01.srt"
    assert (first.language, first.episode, first.source) == ("th", 1, "subtitles/th/ep001.srt")
    zipped = msgspec.structs.replace(profile, container="zip")
    (first, _) = delivered_names(assignment(zipped, languages=("th",)))
    assert first.key == f"moonlit/th/{UNKNOWN_DIGEST}/moonlit-th.zip/th/01.srt"


PICTURES = (
    ArtworkFile(path="artwork/cover.jpg", purpose="cover"),
    ArtworkFile(path="artwork/still.ep001.jpg", purpose="still", episode=1),
    ArtworkFile(path="artwork/still.ep003.jpg", purpose="still", episode=3),
    ArtworkFile(path="artwork/th/still.ep001.png", purpose="still", episode=1, language="th"),
    ArtworkFile(path="artwork/th/still.ep002.jpg", purpose="still", episode=2, language="th"),
)


def test_pictures_of_episodes_go_with_the_episodes_that_are_selected() -> None:
    given = assignment(artwork=PICTURES)
    assert [p for p in paths(given, "th") if p.startswith("artwork")] == [
        "artwork/still.ep001.png",
        "artwork/still.ep002.jpg",
    ]
    assert [p for p in paths(given, "shared") if p.startswith("artwork")] == [
        "artwork/cover.jpg",
        "artwork/still.ep001.jpg",
    ]
    by_episode = msgspec.structs.replace(
        with_deliverables(Deliverable(format="episode-artwork", name="{language}/{purpose}"), SRT),
        bundle_by="episode",
    )
    given = assignment(by_episode, artwork=PICTURES)
    assert "th/still.png" in paths(given, "ep001")
    assert "th/still.jpg" in paths(given, "ep002")


def test_pictures_without_text_stand_in_where_no_shared_bundle_takes_them() -> None:
    own = with_deliverables(
        SRT,
        Deliverable(format="artwork", name="{purpose}"),
        Deliverable(format="episode-artwork", name="{purpose}.{episode}"),
    )
    given = assignment(own, artwork=PICTURES)
    sources = {r.path: r.source for r in renderings(given) if r.role == "artwork"}
    assert {p for p in paths(given, "th") if "/" not in p} == {
        "cover.jpg",
        "still.1.png",
        "still.2.jpg",
    }
    assert {p for p in paths(given, "zh-Hans") if "/" not in p} == {"cover.jpg", "still.1.jpg"}
    assert sources["cover.jpg"] == "artwork/cover.jpg"
    assert paths(given, "shared") == []


def test_pictures_of_episodes_need_the_episode_in_their_name() -> None:
    alike = with_deliverables(SRT, Deliverable(format="episode-artwork", name="{purpose}"))
    with pytest.raises(ProfileError) as caught:
        renderings(assignment(alike))
    assert "several files would be called the same" in caught.value.problems[0].message
