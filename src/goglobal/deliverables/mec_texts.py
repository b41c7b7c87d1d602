"""What a MEC document says in one language: titles, summaries, genres, pictures, people.

`TitleDisplay19`, `Summary190` and their kin are filled as far as the text fits. A longer text is
cut, at the end of a word, where the profile says so under `metadata.shortened`, for then MET010
tells of it; where it does not, that element is left out: nothing is ever cut in silence.
"""

from __future__ import annotations

from collections.abc import Mapping
from xml.etree.ElementTree import Element

from goglobal import vocabulary
from goglobal.deliverables.base import Context, Rendering
from goglobal.deliverables.mddf_art import image_ids, is_listed, location, pictures_of, shown_in
from goglobal.deliverables.mddf_titles import Title
from goglobal.deliverables.mddf_xml import add
from goglobal.deliverables.plain_text import plain
from goglobal.deliverables.texts import Texts
from goglobal.project import texts as source

TITLES = (19, 60)
SUMMARIES = (190, 400, 4000)
"""Characters (code points): Common Metadata (TR-META-CM 2.9, December 2020), section 4.1.2."""
GENRES = "http://www.movielabs.com/md/mec/mec_primary_genre.html"
"""The list of primary genres that MovieLabs' own validator asks for, one for each language."""

_PRIMARY: Mapping[str, str] = {
    **dict.fromkeys(
        ("romance", "sweet-romance", "dark-romance", "angst", "contract-marriage"), "Romance"
    ),
    **dict.fromkeys(("flash-marriage", "second-chance", "love-triangle", "marriage"), "Romance"),
    **dict.fromkeys(("forbidden-love", "enemies-to-lovers", "secret-crush"), "Romance"),
    **dict.fromkeys(("boys-love", "girls-love"), "Romance"),
    **dict.fromkeys(("romantic-comedy", "comedy"), "Comedy"),
    **dict.fromkeys(("family", "food"), "Family"),
    **dict.fromkeys(("fantasy", "werewolf", "vampire", "supernatural", "superpowers"), "Fantasy"),
    **dict.fromkeys(("cultivation", "transmigration", "rebirth", "body-swap"), "Fantasy"),
    **dict.fromkeys(("time-travel", "science-fiction", "post-apocalyptic"), "Science Fiction"),
    **dict.fromkeys(("action", "martial-arts", "war", "war-god"), "Action"),
    **dict.fromkeys(("thriller", "crime", "mafia", "spy"), "Thriller"),
    "mystery": "Mystery",
    "horror": "Horror",
    "adventure": "Adventure",
    "sports": "Sports",
    "music": "Musical",
    "children": "Children's",
}
"""Our genres to that list's words; all others are drama, as the whole form is."""
_OTHERWISE = "Drama"


def has_title(title: Title, texts: Texts) -> bool:
    """Whether there is a title to show in a language."""
    return bool(_title(title, texts))


def add_texts(info: Element, title: Title, texts: Texts, own: Rendering, context: Context) -> None:
    """Everything of a `LocalizedInfo` up to and with its copyright line."""
    shortened = context.assignment.profile.metadata.shortened
    language, name = texts.language, _title(title, texts)
    field = "episode" if title.episode else "series"
    lengths = shortened.get(f"{field}/title", ())
    for most in TITLES:
        if short := _fitting(name, most, lengths, language):
            add(info, f"md:TitleDisplay{most}", short)
    add(info, "md:TitleDisplayUnlimited", name)
    add(info, "md:TitleSort", name)
    _add_art(info, title, language, own, context)
    about = plain(_synopsis(title, texts), lines=True)
    lengths = shortened.get(f"{field}/synopsis", ())
    for most in SUMMARIES:
        if short := _fitting(about, most, lengths, language):
            add(info, f"md:Summary{most}", short, lines=True)
    _add_genres(info, texts)
    for word in texts.keywords():
        add(info, "md:Keyword", word)
    add(info, "md:OriginalTitle", _original(title, texts))
    if texts.series.copyright:
        add(info, "md:CopyrightLine", texts.series.copyright)


def _title(title: Title, texts: Texts) -> str:
    if title.episode is None:
        return plain(texts.text("series/title", "series/title"))
    return plain(texts.episode(title.episode, "title"))


def _synopsis(title: Title, texts: Texts) -> str | None:
    if title.episode is None:
        return texts.text("series/synopsis", "series/synopsis")
    return texts.episode(title.episode, "synopsis")


def _original(title: Title, texts: Texts) -> str:
    series = texts.series
    if title.episode is None:
        return series.title
    key = source.episode_key(title.episode.number, "title")
    return source.text(series, series.source_language, key) or vocabulary.episode_title(
        title.episode.number, series.source_language
    )


def _fitting(text: str, most: int, lengths: tuple[int, ...], language: str) -> str:
    """A text in at most `most` characters; empty: it does not fit, and is not to be cut."""
    if len(text) <= most:
        return text
    if most not in lengths:
        return ""
    from goglobal.rules.shortening import cut

    return cut(text, most, language)


def _add_art(info: Element, title: Title, language: str, own: Rendering, context: Context) -> None:
    pictures = shown_in(pictures_of(title, context), language)
    ids = image_ids(context) if pictures and is_listed(title, context) else {}
    for picture in pictures:
        named = ids.get((picture.bundle, picture.path)) or location(own, picture, context)
        add(info, "md:ArtReference", named, purpose=picture.purpose)


def _add_genres(info: Element, texts: Texts) -> None:
    genres = texts.series.genres
    if genres:
        primary = _PRIMARY.get(genres[0], _OTHERWISE)
        add(info, "md:Genre", primary, source=GENRES, id=primary, level="0")
    for key in genres:
        add(info, "md:Genre", vocabulary.term("genre", key, texts.language), id=key, level="1")
