"""Whether a whole track is in the language that its place says (TRN005).

Almost every file is, and a look at its script and its small words shows it in a microsecond a cue;
only what does not look right is identified.
"""

from __future__ import annotations

import re
from collections import Counter

import msgspec

from goglobal.languages import script
from goglobal.rules import evidence
from goglobal.rules.identifying import DOUBTFUL, LEAD, STRANGE, Guess, identify, key_of, script_of
from goglobal.rules.sameness import names_in
from goglobal.rules.scripts import has_letter, letters, written_with
from goglobal.rules.subjects import TrackSubject

FEWEST = 40
"""Letters with fewer than which a file is not judged: about ten cues of one word."""
WIDE = frozenset({"Hani", "Kana", "Hang"})
"""Scripts of which one letter says as much as three others."""
OWN = 0.05
"""The share of a language's own letters below which its file cannot be in it."""
ENOUGH = 0.12
"""The share of small words in a text from which a look is enough."""
STRANGE_SHARE = 0.05
"""The share of small words below which a text is not in its language, though nobody knows which."""
FOREIGN = 0.4
"""The share of cues without a letter of the language up to which a look is enough."""
CUES = 10
"""Cues without a letter of the language from which Latin text is no list of names."""
BLOCK = 4
"""Cues that are weighed together to see whether a file is in one language throughout."""
MIXED = 0.25
"""The share of a file in its own language from which the rest is told of as stretches."""
SPLIT = "\x1e"
"""Stands between two cues; a white space for `str.split`."""


_MARK_OF = {"Jpan": "Kana", "Kore": "Hang", "Hans": "Hani", "Hant": "Hani"}
"""The letters that tell a script of East Asia."""
_BEYOND_LATIN = re.compile("[\u0370-\u1cff\u2c00-\ua71f\ua800-\ufaff\ufb07-\ufeff\uff66-\uffdc]")
"""Letters that Latin text does not have, combining signs left out."""


class Mistake(msgspec.Struct, frozen=True, kw_only=True):
    """What a file is in, instead of its language."""

    language: str = ""
    """Empty: nobody knows, but its letters are not those of its language."""
    named: bool = False
    """Whether no doubt is left that it is in `language`."""
    sure: bool = False
    """Whether no doubt is left that it is in another one than its own."""
    copied: bool = False
    """It is the source's text."""
    mixed: bool = False
    """A good part of it is in its language nevertheless."""
    words: str = ""
    """What tells, to be shown; may be empty."""
    cue: int = 0
    """0-based index of the first cue with a letter."""


class Look(msgspec.Struct, frozen=True, kw_only=True):
    """What a look at a track's text shows."""

    written: str
    """The script of its language."""
    script: bool
    """Whether most cues have letters of that script; False leaves a doubt."""
    without: list[int]
    """The indexes of the cues that have none."""
    words: str
    """All cues in lower case, as `evidence.bare` leaves them, with SPLIT between two of them; empty
    where words do not tell the languages of the script."""


def look(subject: TrackSubject) -> Look:
    """A quick look at a track."""
    written, plain = script(subject.language), subject.plain
    own = _MARK_OF.get(written, written)
    without: list[int] = []
    if written == "Latn":
        right = not _BEYOND_LATIN.search(subject.plain_text)
    elif not written_with(written):
        right = False
    else:
        search = has_letter(own).search
        without = [index for index, text in enumerate(plain) if not search(text)]
        right = len(without) <= len(plain) * FOREIGN
        if own == "Hani" and has_letter("Kana").search(subject.plain_text):
            right = False
    known = evidence.languages(written)
    words = ""
    if known:
        cues = plain
        if SPLIT in subject.plain_text:
            cues = tuple(text.replace(SPLIT, " ") for text in plain)
        words = evidence.bare(SPLIT.join(cues).lower())
    return Look(written=written, script=right, without=without, words=words)


def mistake(subject: TrackSubject, looks: Look, fewest: float) -> Mistake | None:
    """None where the track is in its language, as far as can be told."""
    language = subject.language
    own = written_with(script(language))
    if not own or looks_right(subject, looks):
        return None
    names = names_in(subject.series, language)
    text = names.without(subject.plain_text)
    counts = letters(text, own)
    weight = sum(count * (3 if name in WIDE else 1) for name, count in counts.items())
    if weight < fewest:
        return None
    others = [tag for tag in subject.series.languages if tag != language]
    guess = identify(text.split("\n"), [language, *others])
    found = guess.language or guess.other
    if found == language or language in guess.alike:
        return None
    mine = sum(counts[name] for name in own) / counts.total()
    strange = mine < OWN and subject.kind != "forced" and _is_text(subject, counts)
    if found is None:
        return Mistake(sure=strange, cue=_first(subject)) if mine < OWN else None
    brands = script(found) == "Latn" != script(language) and mine >= 2 * OWN
    if brands and not guess.sure:
        return None
    if _same(language, found) or not _against(text, language, found, guess):
        return None
    doubtful = {key_of(found), key_of(language)} == DOUBTFUL or subject.kind == "forced"
    named = not doubtful and (guess.sure or _but_for_twins(guess, text, [language, *others]))
    return Mistake(
        language=found,
        named=named,
        sure=named or strange,
        copied=_same(found, subject.series.source_language) and not subject.translated,
        mixed=_mixed(subject, found),
        words=str(guess.arguments.get("words", "")),
        cue=_first(subject),
    )


def looks_right(subject: TrackSubject, looks: Look) -> bool:
    """Whether a look is enough to see that the track is in its language."""
    if not looks.script:
        counts = letters(subject.plain_text, written_with(looks.written))
        if not counts or not _fits(script_of(counts)[0], looks.written):
            return False
    key = key_of(subject.language)
    known = evidence.languages(looks.written)
    if key not in known:
        # Hindi in Latin letters: no list has its words, and no statistics know it
        return (looks.written != "Latn" and not known) or script(key) != looks.written
    share, scores = evidence.glance(set(looks.words.split()), looks.written, key)
    return share >= ENOUGH and _lead(scores, key) >= LEAD


def _lead(scores: dict[str, float], key: str) -> float:
    """How far `key` is before the others, but for the one that it may be confused with."""
    own = scores.pop(key)
    for twin in DOUBTFUL - {key} if key in DOUBTFUL else ():
        if scores.pop(twin) - own > LEAD:
            return 0.0  # so much like the other one that it has to be looked at
    return own - max(scores.values())


def _is_text(subject: TrackSubject, counts: Counter[str]) -> bool:
    """Whether letters of other scripts are no names or brands: Latin ones may be, in a few cues."""
    main = max(counts, key=counts.__getitem__)
    return main != "Latn" or sum(any(map(str.isalpha, text)) for text in subject.plain) >= CUES


def _fits(used: str, written: str) -> bool:
    """Whether a text that `script_of` calls `used` may be in a language written in `written`."""
    return used == written or (used == "Hans" and written == "Hant")


def _same(one: str, other: str) -> bool:
    """Whether two tags are one language here; the two ways to write Chinese are TRN010's."""
    chinese = {"zh", "yue"}
    main = {one.split("-", 1)[0], other.split("-", 1)[0]}
    return key_of(one) == key_of(other) or main <= chinese


def _against(text: str, language: str, found: str, guess: Guess) -> bool:
    """Whether the text speaks against its own language, and not just more for another one."""
    if guess.sure:
        return True
    written = script(language)
    if script(found) != written or key_of(language) not in evidence.languages(written):
        return script(found) != written
    weighed = evidence.weigh(text, written)
    own, other = key_of(language), key_of(found)
    if other not in weighed.scores:
        return weighed.words >= STRANGE and weighed.share(own) < STRANGE_SHARE
    return weighed.scores[other] - weighed.scores[own] >= LEAD


def _mixed(subject: TrackSubject, found: str) -> bool:
    """Whether a quarter of the file or more is in its language all the same."""
    written, plain = script(subject.language), subject.plain
    if written != script(found):
        mine = sum(1 for text in plain if _fits(script_of(letters(text))[0], written))
        return mine >= MIXED * len(plain)
    own, other = key_of(subject.language), key_of(found)
    if not {own, other} <= set(evidence.languages(written)):
        return False
    ours = theirs = 0
    for start in range(0, len(plain), BLOCK):
        scores = evidence.weigh("\n".join(plain[start : start + BLOCK]), written).scores
        ours += scores[own] > scores[other]
        theirs += scores[own] < scores[other]
    return ours > MIXED * (ours + theirs)


def _but_for_twins(guess: Guess, text: str, candidates: list[str]) -> bool:
    """Whether the only doubt is which one of two twins the text is in."""
    found = guess.language
    if found is None or key_of(found) not in DOUBTFUL:
        return False
    twins = {tag for tag in candidates if key_of(tag) in DOUBTFUL - {key_of(found)}}
    rest = [tag for tag in candidates if tag not in twins]
    return bool(twins) and identify(text.split("\n"), rest).sure


def _first(subject: TrackSubject) -> int:
    return next((i for i, text in enumerate(subject.plain) if any(map(str.isalpha, text))), 0)
