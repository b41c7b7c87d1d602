"""The table for YouTube's Content Manager."""

from __future__ import annotations

import csv
import io

import msgspec
import pytest
from tests.unit.deliverables.videos import HOSTILE, LANGUAGES, context, files, rendering, series

from goglobal.deliverables.base import Context, render
from goglobal.errors import GoGlobalError


def rows(given: Context, **options: str) -> list[dict[str, str]]:
    data = render(rendering("youtube-csv", options=options), given)
    assert not data.startswith(b"\xef\xbb\xbf"), "the first column keeps its name"
    return list(csv.DictReader(io.StringIO(data.decode("utf-8"), newline="")))


def test_videos_that_have_ids_are_updated() -> None:
    of = series(own="Return")
    first, second = rows(context(of, described=files(of)))
    assert (first["video_id"], second["video_id"]) == ("VIDEO000001", "VIDEO000002")
    assert "filename" not in first
    assert first["title"].endswith("第1集 | Return")
    assert first["keywords"] == "爱|复仇"
    assert first["spoken_language"] == "cmn"
    assert first["custom_thumbnail"] == "ep001.jpg"
    assert first["caption_language"].split("|") == ["zh-CN", *LANGUAGES[1:]]
    assert first["caption_file"].split("|")[:2] == ["ep001.zh-Hans.srt", "ep001.ar.srt"]


def test_new_videos_have_their_files() -> None:
    of = series(ids={("demo", 1): "VIDEO000001"})
    first, second = rows(context(of, described=files(of, video=True)), channel="UC1")
    assert "video_id" not in first
    assert (first["filename"], first["custom_id"]) == ("ep001.mp4", "moonlit.ep001")
    assert (second["filename"], second["channel"]) == ("ep002.mp4", "UC1")


def test_a_long_cut_is_one_row() -> None:
    of = series(ids={})
    (row,) = rows(context(of, described=files(of, video=True, cut=True), cut=(1, 2)))
    assert (row["filename"], row["custom_id"]) == ("cut.mp4", "moonlit")
    assert row["caption_file"].count("|") == 14


def test_a_languages_own_table_has_its_captions() -> None:
    of = series()
    data = render(rendering("youtube-csv", "th"), context(of, described=files(of)))
    first = next(csv.DictReader(io.StringIO(data.decode("utf-8"), newline="")))
    assert (first["caption_language"], first["caption_file"]) == ("th", "ep001.th.srt")


def test_two_files_of_one_name_are_refused() -> None:
    of = series()
    alike = [
        msgspec.structs.replace(one, path="captions/ep001.srt") if one.role == "subtitles" else one
        for one in files(of)
    ]
    with pytest.raises(GoGlobalError) as caught:
        rows(context(of, described=tuple(alike)))
    assert caught.value.arguments["name"] == "ep001.srt"


def test_the_order_of_languages_and_files_changes_nothing() -> None:
    of = series()
    one = context(of, described=files(of))
    other = context(of, languages=tuple(reversed(LANGUAGES)), described=tuple(reversed(files(of))))
    assert render(rendering("youtube-csv"), one) == render(rendering("youtube-csv"), other)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_no_cell_is_a_formula_and_none_breaks_out(hostile: str) -> None:
    hostile = hostile.replace(">", "")
    keywords = (hostile, "a|b")
    of = msgspec.structs.replace(series(), title=hostile, synopsis=hostile, keywords=keywords)
    table = rows(context(of, described=files(of)))
    assert [row["video_id"] for row in table] == ["VIDEO000001", "VIDEO000002"]
    for row in table:
        assert not any(value.startswith(("=", "+", "-", "@", "\t")) for value in row.values())
        assert not any(set(value) & set(map(chr, range(9))) for value in row.values())
