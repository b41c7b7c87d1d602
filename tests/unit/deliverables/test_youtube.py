"""What viewers read on YouTube keeps YouTube's limits, in every language, and never silently."""

from __future__ import annotations

import json
import unicodedata

import msgspec
import pytest
from tests.unit.deliverables.videos import HOSTILE, LANGUAGES, context, rendering, series, text

from goglobal import vocabulary
from goglobal.deliverables.base import Context, render
from goglobal.deliverables.youtube_texts import Shortened, lengths, tags_length
from goglobal.errors import GoGlobalError


def body(given: Context, episode: int | None = 1, **options: str) -> dict[str, object]:
    data = render(rendering("youtube-localizations", None, episode, options), given)
    found: dict[str, object] = json.loads(data)
    assert data == (json.dumps(found, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()
    return found


def require_limits(found: dict[str, object]) -> None:
    """What YouTube's reference says of a `video`, and nothing of ours."""
    snippet, localizations = found["snippet"], found["localizations"]
    assert isinstance(snippet, dict)
    assert isinstance(localizations, dict)
    for given in (snippet, *localizations.values()):
        assert 0 < len(given["title"]) <= 100
        assert len(given["description"].encode()) <= 5_000
        for value in (given["title"], given["description"]):
            assert not set(value) & set("<>")
            kinds = {unicodedata.category(one) for one in value if one != "\n"}
            assert not kinds & {"Cc", "Cs", "Cn", "Zl", "Zp"}
            assert not set(value) & set(map(chr, [*range(0x202A, 0x202F), *range(0x2066, 0x206A)]))
            assert value == unicodedata.normalize("NFC", value)
    counted = ",".join(f'"{tag}"' if " " in tag else tag for tag in snippet["tags"])
    assert len(counted) == tags_length(tuple(snippet["tags"])) <= 500
    assert snippet["categoryId"]
    assert snippet["defaultLanguage"] in localizations


def test_the_body_of_an_update_has_every_language() -> None:
    found = body(context(series(own="Return")))
    require_limits(found)
    assert found["id"] == "VIDEO000001"
    snippet, localizations = found["snippet"], found["localizations"]
    assert isinstance(snippet, dict)
    assert isinstance(localizations, dict)
    assert set(localizations) == {"zh-CN", *LANGUAGES[1:]}
    assert snippet["defaultLanguage"] == "zh-CN"
    assert snippet["defaultAudioLanguage"] == "cmn"
    assert snippet["tags"] == ["爱", "复仇"]
    assert snippet["categoryId"] == "24"
    assert (
        snippet["title"]
        == localizations["zh-CN"]["title"]
        == f"{text('zh-Hans', 20)} | 第1集 | Return"
    )
    assert localizations["en"]["title"] == f"{text('en', 20)} | Episode 1 | Return"
    told = localizations["en"]["description"]
    assert told == f"{text('en', 200)}\n\n{text('en', 200)}\n\n© 2026 Us"


def test_a_number_is_not_said_twice() -> None:
    plain, with_title = body(context(series())), body(context(series(own="Episode 1: Return")))
    for found, title in ((plain, "Episode 1"), (with_title, "Episode 1 | Return")):
        localizations = found["localizations"]
        assert isinstance(localizations, dict)
        assert localizations["en"]["title"] == f"{text('en', 20)} | {title}"


@pytest.mark.parametrize("title", [1, 40, 85, 99, 101, 500])
@pytest.mark.parametrize("own", ["", "Return", "A very long title indeed " * 20])
def test_long_titles_keep_the_episode_and_the_limits(title: int, own: str) -> None:
    given = context(series(title=title, synopsis=6_000, own=own.strip()))
    found = body(given)
    require_limits(found)
    localizations = found["localizations"]
    assert isinstance(localizations, dict)
    for language in LANGUAGES:
        tag = "zh-CN" if language == "zh-Hans" else language
        shown, numbered = localizations[tag]["title"], vocabulary.episode_title(1, language)
        assert numbered in shown
        if own == "Return":
            assert shown.endswith(f" | {numbered} | Return")
        elif not own:
            assert shown.endswith(numbered)
    told = {(one.language, one.episode, one.field) for one in lengths(given)}
    for language in LANGUAGES:
        assert (language, 1, "description") in told
        expected = title + len(own.strip()) + len(vocabulary.episode_title(1, language)) > 110
        assert ((language, 1, "title") in told) >= expected


def test_what_does_not_fit_is_told_with_its_length() -> None:
    given = context(series(title=120, synopsis=10, episodes=1), languages=("zh-Hans", "en"))
    assert lengths(given) == tuple(
        Shortened(
            language=language,
            episode=1,
            field="title",
            length=len(f"{text(language, 120)} | {vocabulary.episode_title(1, language)}"),
            most=100,
            unit="characters",
        )
        for language in ("en", "zh-Hans")
    )
    assert lengths(context(series(title=20))) == ()


def test_english_titles_end_at_a_word() -> None:
    found = body(context(series(title=120), languages=("en",)))
    snippet = found["snippet"]
    assert isinstance(snippet, dict)
    head = snippet["title"].removesuffix(" | Episode 1")
    assert head.endswith("…")
    assert head.removesuffix("…").split(" ")[-1] in ("Moonlit", "harbour")


def test_descriptions_lose_the_series_synopsis_first() -> None:
    of = series(synopsis=1_500)
    found = body(context(of))
    localizations = found["localizations"]
    assert isinstance(localizations, dict)
    thai = localizations["th"]["description"]
    assert thai.startswith(text("th", 1_500)), "4,500 bytes: the episode's own is whole"
    assert thai.endswith("\n\n© 2026 Us")


def test_a_long_cut_is_one_video() -> None:
    of = series(ids={("demo", None): "CUT"})
    found = body(context(of, cut=(1, 2)), None)
    require_limits(found)
    snippet = found["snippet"]
    assert isinstance(snippet, dict)
    assert (found["id"], snippet["title"]) == ("CUT", text("zh-Hans", 20))
    assert snippet["description"] == f"{text('zh-Hans', 200)}\n\n© 2026 Us"


def test_a_video_without_an_id_has_none_and_options_set_the_category() -> None:
    found = body(context(series(ids={})), category_id="1")
    snippet = found["snippet"]
    assert "id" not in found
    assert isinstance(snippet, dict)
    assert snippet["categoryId"] == "1"


def test_another_language_leads_where_the_source_is_not_delivered() -> None:
    found = body(context(languages=("th", "en")))
    snippet, localizations = found["snippet"], found["localizations"]
    assert isinstance(snippet, dict)
    assert isinstance(localizations, dict)
    assert (snippet["defaultLanguage"], set(localizations)) == ("en", {"en", "th"})


def test_a_languages_own_file_has_that_language() -> None:
    data = render(rendering("youtube-localizations", "th", 1), context())
    found = json.loads(data)
    assert (found["snippet"]["defaultLanguage"], list(found["localizations"])) == ("th", ["th"])


def test_the_order_of_languages_changes_nothing() -> None:
    one = body(context())
    other = body(context(languages=tuple(reversed(LANGUAGES))))
    assert one == other


@pytest.mark.parametrize("hostile", HOSTILE)
@pytest.mark.parametrize("field", ["title", "synopsis", "copyright"])
def test_hostile_texts_stay_texts(hostile: str, field: str) -> None:
    hostile = hostile.replace(">", "")  # refused below
    of = msgspec.structs.replace(series(own=hostile), **{field: hostile})
    require_limits(body(context(of)))


@pytest.mark.parametrize("field", ["title", "synopsis", "copyright"])
@pytest.mark.parametrize("character", ["<", ">"])
def test_what_youtube_refuses_is_refused_before(field: str, character: str) -> None:
    of = msgspec.structs.replace(series(), **{field: f"a {character} b"})
    with pytest.raises(GoGlobalError) as caught:
        body(context(of))
    assert caught.value.arguments["character"] == character


def test_tags_that_do_not_fit_are_left_out_and_told() -> None:
    of = series(keywords=tuple(f"long keyword {n}" for n in range(100)))
    given = context(of)
    found = body(given)
    require_limits(found)
    snippet = found["snippet"]
    assert isinstance(snippet, dict)
    assert snippet["tags"] == [f"long keyword {n}" for n in range(len(snippet["tags"]))]
    assert [(one.field, one.most) for one in lengths(given)] == [("tags", 500)]


def test_a_file_of_no_episode_is_refused() -> None:
    with pytest.raises(GoGlobalError):
        body(context(), None)
    with pytest.raises(GoGlobalError):
        body(context(), 99)
