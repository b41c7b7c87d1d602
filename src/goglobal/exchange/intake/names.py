"""What one name, of a file or of a folder, says: episode, language, kind, version, and how surely.

The name is masked bit by bit, the surest first, so that no digit is taken for two things.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache

import msgspec

from goglobal.exchange.intake import episode_names, language_names, noise
from goglobal.exchange.intake.noise import MASK, Masked
from goglobal.model import Kind

_BOOK_TITLE = re.compile(r"《[^》]{0,80}》|〈[^〉]{0,80}〉")
_LONG_KINDS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (
        "sdh",
        re.compile(
            r"听障版?|聽障版?|听力障碍|无障碍|無障礙|聋人|聾人|バリアフリー"
            r"|(?i:(?<![a-z])(?:sdh|hoh|hearing[\s_-]?impaired|deaf|closed[\s_-]?captions?)(?![a-z]))"
        ),
    ),
    (
        "forced",
        re.compile(
            r"强制字幕|強制字幕|强制|強制|画面字|(?i:(?<![a-z])(?:forced|foreign[\s_-]?parts|narratives?|"
            r"fn|signs)(?![a-z]))"
        ),
    ),
)
_ROMAN = ("ii", "iii", "iv")
_SEQUEL = re.compile(r"[\s_-]?(?i:([2-9]|ii|iii|iv))(?![^\W_])")
"""The number of a season behind the title of a series."""
_COUNTED = re.compile(
    r"(?:[改修终終稿版校审審]|(?i:final|draft|fix(?:ed)?|edit(?:ed)?|revised|new|old|copy|take))$"
)
"""`final03`, `返修03`: a number right behind it may count versions."""
_NUMBER_SIGN = re.compile(r"(?i:(?<![a-z])n[ro]\.?\s?(?=\d)|#\s?(?=\d))")
_TOKEN = re.compile(rf"{MASK}+|[^\W\d_]+|\d+")
_BRACKETS = ("()", "[]", "{}", "【】", "「」")


class LanguageClaim(msgspec.Struct, frozen=True):
    """A word that stands for a language."""

    tags: frozenset[str]
    said: str
    sure: bool
    """False: it may be a word of something else."""
    country: bool = False
    """Whether it is the code of a country, such as `KR`."""


class KindClaim(msgspec.Struct, frozen=True):
    """A word that stands for a kind of track."""

    kind: Kind
    said: str


class Number(msgspec.Struct, frozen=True):
    """A number that nothing explains."""

    value: int
    said: str
    place: int
    """The how manyth number of the name it is, 0-based."""
    clear: bool
    """Whether it looks like the number of an episode: `05`, `[5]`, or alone in the name."""


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """All that one name says."""

    text: str
    episodes: episode_names.Found
    languages: tuple[LanguageClaim, ...]
    kinds: tuple[KindClaim, ...]
    hi: str = ""
    """The word `hi` where it may be Hindi or “hearing impaired”."""
    bilingual: str = ""
    """The word that says that it is in two languages."""
    numbers: tuple[Number, ...]
    version: float | None
    copy: int | None
    shape: str
    """The name with every number as `#`: names of one shape are numbered."""


class Reader:
    """Reads names of one series: its titles are no numbers, its languages and aliases are known."""

    def __init__(
        self,
        titles: Iterable[str] = (),
        known: Collection[str] = (),
        aliases: Mapping[str, str] | None = None,
    ) -> None:
        self.titles = _titles(tuple(titles))
        self.known = frozenset(known)
        self.aliases = dict(aliases or {})
        self.names = language_names.name_pattern(tuple(sorted(self.aliases.items())))
        self._cache: dict[tuple[str, bool], Reading] = {}

    def read(self, text: str, *, folder: bool = False) -> Reading:
        """What a name (without its suffix) says."""
        key = (text, folder)
        if key not in self._cache:
            self._cache[key] = self._read(text, folder)
        return self._cache[key]

    def _read(self, text: str, folder: bool) -> Reading:
        plain = unicodedata.normalize("NFKC", text.replace(MASK, " "))
        name = Masked(plain)
        name.take(_BOOK_TITLE)
        titled = name.take(self.titles) if self.titles is not None else []
        claims = self._aliases(name)
        bilingual = name.take(language_names.BILINGUAL)
        for start, end, tag in reversed(language_names.regional(name.text)):
            claims.append(LanguageClaim(frozenset((tag,)), name.text[start:end], True))
            name.hide(start, end)
        noise.take_noise(name)
        version, copy = noise.take_version(name)
        episodes = _of_season(episode_names.find(name, folder=folder), name, titled)
        kinds = [
            KindClaim(kind, match[0])
            for kind, pattern in _LONG_KINDS
            for match in name.take(pattern)
        ]
        for match in name.take(self.names):
            tags = language_names.of_name(match[0], self.aliases)
            claims.append(LanguageClaim(tags, match[0].strip(), True))
        filled = len(name.words)
        noise.take_fillers(name)
        filled -= len(name.words)
        signed = {match.end() for match in name.take(_NUMBER_SIGN)}
        hi = self._codes(name, claims, kinds)
        unknown = any(not word.isdigit() for word in name.words)
        if folder and unknown:
            claims = [LanguageClaim(c.tags, c.said, False) for c in claims]
        return Reading(
            text=text,
            episodes=episodes,
            languages=_narrowed(claims),
            kinds=tuple(dict.fromkeys(kinds)),
            hi=hi,
            bilingual=bilingual[0][0] if bilingual else "",
            numbers=tuple(_numbers(name, plain, signed, words=unknown or filled > 0)),
            version=version,
            copy=copy,
            shape=re.sub(r"\d+", "#", plain),
        )

    def _aliases(self, name: Masked) -> list[LanguageClaim]:
        """Aliases of the layout that the whole name is: whatever they look like, they are sure."""
        found = language_names.normal(name.text)
        for alias, tag in self.aliases.items():
            if language_names.normal(alias) == found:
                name.hide(0, len(name.text))
                return [LanguageClaim(frozenset((tag,)), alias, True)]
        return []

    def _codes(self, name: Masked, claims: list[LanguageClaim], kinds: list[KindClaim]) -> str:
        """Short codes; the word `hi` where it is among them."""
        text = name.text
        tokens = list(_TOKEN.finditer(text))
        meanings = [self._meaning(token[0]) for token in tokens]
        hi = ""
        for index, (token, meaning) in enumerate(zip(tokens, meanings, strict=True)):
            if not meaning or token[0].isdigit() or token[0][0] == MASK:
                continue
            sure = _stands_out(text, tokens, meanings, index)
            word = token[0].casefold()
            if word == "cc":
                if sure:
                    kinds.append(KindClaim("sdh", token[0]))
            elif word == "full":
                if sure:
                    kinds.append(KindClaim("full", token[0]))
            elif word == "hi" and sure:
                hi = token[0]
            else:
                country = language_names.is_country(word)
                claims.append(LanguageClaim(meaning, token[0], sure, country))
            if sure:
                name.hide(token.start(), token.end())
        return hi

    def _meaning(self, token: str) -> frozenset[str]:
        """The tags that a token may mean; a token that is understood otherwise means `und`."""
        if token[0] == MASK or token.isdigit() or token.casefold() in ("cc", "full"):
            return frozenset(("und",))
        if not 2 <= len(token) <= 5 or not token.isascii():
            return frozenset()
        return language_names.of_code(token, self.known)


def _of_season(
    found: episode_names.Found, name: Masked, titled: Iterable[re.Match[str]]
) -> episode_names.Found:
    """`外滩月色2 第3集` and `Moonlit Bund II EP03` are of another season, as their titles say."""
    if not found.claims or found.seasons:
        return found
    for title in titled:
        sequel = _SEQUEL.match(name.text, title.end())
        if sequel is None:
            continue
        name.hide(sequel.start(1), sequel.end(1))
        season = int(sequel[1]) if sequel[1].isdigit() else _ROMAN.index(sequel[1].lower()) + 2
        return msgspec.structs.replace(found, seasons=(season,))
    return found


def _stands_out(
    text: str, tokens: list[re.Match[str]], meanings: list[frozenset[str]], index: int
) -> bool:
    """Whether a code stands by itself, and not as a word among words."""
    token = tokens[index]
    before = text[tokens[index - 1].end() : token.start()] if index else text[: token.start()]
    last = index == len(tokens) - 1
    after = text[token.end() :] if last else text[token.end() : tokens[index + 1].start()]
    if (before[-1:] + after[:1]) in _BRACKETS:
        return True
    left = index == 0 or bool(meanings[index - 1])
    right = last or bool(meanings[index + 1])
    if left and right:
        return True
    if not left and not right:
        return False
    between = after if left else before
    return " " not in between and token[0].casefold() not in language_names.COMMON_WORDS


def _narrowed(claims: Iterable[LanguageClaim]) -> tuple[LanguageClaim, ...]:
    """`Spanish (LATAM)` says one thing: what says no region is left out beside what does."""
    every = list(dict.fromkeys(claims))
    regions = {tag.split("-")[0] for claim in every for tag in claim.tags if "-" in tag}
    precise = [
        claim
        for claim in every
        if not any(tag in regions for tag in claim.tags) or any("-" in tag for tag in claim.tags)
    ]
    return tuple(precise)


def _numbers(name: Masked, plain: str, signed: Collection[int], *, words: bool) -> Iterable[Number]:
    """The numbers that are left. `signed` is where a sign for numbers ends; `words`: whether
    anything is left beside them; `plain` is the name before anything was masked.

    `5.th` and `05` are episodes, `[5]` and `#5` as well. `泰语2` may be the second version and
    `月色2` the second season, and `0304` the fourth of March.
    """
    text = name.text
    found = [m for m in re.finditer(r"\d+", text) if len(m[0]) <= 4]
    for place, match in enumerate(found):
        before, after = text[: match.start()][-1:], text[match.end() :][:1]
        glued = (
            bool(_COUNTED.search(plain[: match.start()]))
            or (before.isalpha() and before.isascii())
            or (after.isalpha() and after.isascii())
        )
        padded = match[0][0] == "0" and 1 < len(match[0]) < 4 and not glued
        first = not text[: match.start()].strip(" _.-[(【") and len(match[0]) < 4
        yield Number(
            value=int(match[0]),
            said=match[0],
            place=place,
            clear=padded
            or (before + after) in _BRACKETS
            or match.start() in signed
            or (first and not words and len(found) == 1),
        )


@lru_cache(maxsize=64)
def _titles(titles: tuple[str, ...]) -> re.Pattern[str] | None:
    """The titles of the series, however their words are joined."""
    bodies = []
    for title in sorted(set(titles), key=len, reverse=True):
        words = re.findall(r"[^\W_]+", unicodedata.normalize("NFKC", title))
        if sum(map(len, words)) >= 2:
            bodies.append(r"[\W_]*".join(map(re.escape, words)))
    if not bodies:
        return None
    return re.compile(rf"(?<![^\W\d_])(?:{'|'.join(bodies)})", re.IGNORECASE)
