"""A series in 15 languages with everything that a video platform wants, for several tests."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from goglobal.deliverables.base import Context, Rendering, find_format
from goglobal.model import Catalog, Entry, Episode, Master, Rights, Series, Target
from goglobal.plans import Assignment
from goglobal.profiles.loading import load_profile
from goglobal.profiles.schema import Languages

LANGUAGES = (
    *("zh-Hans", "ar", "de", "en", "es-419", "fil", "fr", "hi"),
    *("id", "ja", "ko", "pt-BR", "ru", "th", "vi"),
)
"""15: the source first, as a plan has them."""
WORD = {
    "zh-Hans": "月光下的上海滩故事",
    "ar": "ضوء القمر على الميناء ",
    "de": "Mondlichtpromenade ",
    "en": "Moonlit harbour ",
    "hi": "चाँदनी रात की कहानी ",
    "ja": "月明かりの港の物語",
    "ko": "달빛 아래 항구 ",
    "ru": "Лунная набережная ",
    "th": "แสงจันทร์เหนือท่าเรือ",
}
HOSTILE = (
    "]]> & control \x00\x07\x1b\x7f \u202eevil\u202c \u2066x",
    "=cmd()|'/c calc'!A1",
    "tab\there\nline\r\nline\u2028line",
    "../../etc/passwd",
    "synopsis " * 120_000,
)


def text(language: str, length: int) -> str:
    """Words of a language, `length` characters of them."""
    word = WORD.get(language, "Bund ")
    return (word * (length // len(word) + 1))[:length].strip()


def series(
    *, title: int = 20, synopsis: int = 200, episodes: int = 2, own: str = "", **changes: object
) -> Series:
    """`title` and `synopsis`: lengths in characters; `own`: every episode's title."""

    def entries(language: str) -> dict[str, Entry]:
        texts = {
            "series/title": text(language, title),
            "series/synopsis": text(language, synopsis),
            "series/keywords": "love, revenge",
        }
        for number in range(1, episodes + 1):
            texts[f"episode/{number:03}/synopsis"] = text(language, synopsis)
            if own:
                texts[f"episode/{number:03}/title"] = own
        return {key: Entry(key=key, source="源", text=value) for key, value in texts.items()}

    made = Series(
        id="moonlit",
        title=text("zh-Hans", title),
        synopsis=text("zh-Hans", synopsis),
        keywords=("爱", "复仇"),
        source_language="zh-Hans",
        root="/nowhere",
        genres=("romance",),
        copyright="© 2026 Us",
        masters=(Master(name="clean", audio="zh"),),
        episodes=tuple(
            Episode(number=n, title=own, synopsis=text("zh-Hans", synopsis), duration=61_500)
            for n in range(1, episodes + 1)
        ),
        ids={("demo", n): f"VIDEO{n:06}" for n in range(1, episodes + 1)},
        catalogs={
            tag: Catalog(language=tag, path=f"locales/{tag}.po", entries=entries(tag))
            for tag in LANGUAGES[1:]
        },
    )
    return msgspec.structs.replace(made, **changes)


def nothing(path: str) -> bytes:
    raise AssertionError(f"{path}: texts alone are read")


def context(
    of: Series | None = None,
    *,
    languages: tuple[str, ...] = LANGUAGES,
    described: tuple[Rendering, ...] = (),
    cut: tuple[int, ...] = (),
) -> Context:
    of = of or series()
    numbers = tuple(episode.number for episode in of.episodes)
    profile = msgspec.structs.replace(
        load_profile("generic"),
        languages=Languages(written={"zh-Hans": "zh-CN"}, spoken={"zh": "cmn"}),
    )
    target = Target(
        name="demo", platform="generic", url="file:///x", rights=Rights(free_episodes=1)
    )
    return Context(
        assignment=Assignment(
            series=of, target=target, profile=profile, languages=languages, episodes=numbers
        ),
        languages=languages,
        episodes=numbers,
        read=nothing,
        described=described,
        cut=cut,
    )


def rendering(
    name: str,
    language: str | None = None,
    episode: int | None = None,
    options: Mapping[str, str | int | float | bool] | None = None,
) -> Rendering:
    found = find_format(name)
    return Rendering(
        bundle=language or "shared",
        path="out",
        format=name,
        role=found.role,
        media_type=found.media_type,
        language=language,
        episode=episode,
        options=dict(options or {}),
    )


def files(
    of: Series, *, video: bool = False, pictures: bool = True, cut: bool = False
) -> tuple[Rendering, ...]:
    """What goes out for a series, as `Context.described` has it."""

    def file(
        role: str, form: str, path: str, language: str | None, number: int | None
    ) -> Rendering:
        return Rendering(
            bundle=language or "shared",
            path=path,
            format=form,
            role=role,
            media_type="x/y",
            language=language,
            kind="full" if role == "subtitles" else None,
            episode=number,
            purpose="thumbnail" if role == "artwork" else "",
        )

    found = []
    for number in [None] if cut else [episode.number for episode in of.episodes]:
        stem = "cut" if number is None else f"ep{number:03}"
        found.append(file("metadata", "youtube-localizations", f"texts/{stem}.json", None, number))
        if pictures:
            found.append(file("artwork", "episode-artwork", f"art/{stem}.jpg", None, number))
        if video:
            found.append(file("video", "video", f"video/{stem}.mp4", None, number))
        for language in LANGUAGES:
            found += (
                file("subtitles", form, f"captions/{stem}.{language}.{form}", language, number)
                for form in ("webvtt", "srt")
            )
    return tuple(found)
