"""Which language a text is in: by its script, its characters, its small words, and only then by
statistics."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import msgspec

from goglobal.errors import Argument
from goglobal.languages import script
from goglobal.messages import N_
from goglobal.rules import evidence
from goglobal.rules.han_forms import simplified, traditional
from goglobal.rules.sameness import Names
from goglobal.rules.scripts import letters

LEAD = 8.0
"""How far small words have to put one language before the others: a factor of about 3,000."""
CHANCE = 0.5
"""How likely statistics have to find a language for it to be named at all."""
STRANGE = 20
"""Words from which a text may be in any language at all."""
FORM = 0.8
"""The share of characters of one form, among those that tell, from which Chinese is in it."""
CANDIDATE = 3.0
"""How much less a candidate has to be before languages that are none, to be sure."""
SHARE = 0.15
"""The share of small words below which a text may be in a language that is not known here."""
DOUBTFUL = frozenset({"id", "ms"})
"""Languages so alike that what tells them is a few words: a clear lead is more than usual."""
DOUBTFUL_LEAD = 16.0

_CHINESE = frozenset("的了我你是吗嗎这這们們他她您呢吧没沒哪什")
"""Characters of every other Chinese line that Japanese without kana does not have."""
_SONG = re.compile(r"[♪♫♬][^♪♫♬]*[♪♫♬]?")
_ADDRESS = re.compile(r"\b(?:https?://|www\.)\S{1,2000}|[^\s@]{1,64}@\S{1,255}")
_KEYS = {"no": "nb", "nn": "nb", "tl": "fil", "bs": "hr", "sh": "hr", "sr-Latn": "hr"}
"""Tags that are judged as another one."""
_ONLY = {
    "Jpan": "ja",
    "Kore": "ko",
    "Thai": "th",
    "Hebr": "he",
    "Grek": "el",
    "Beng": "bn",
    "Taml": "ta",
    "Telu": "te",
    "Laoo": "lo",
    "Khmr": "km",
    "Mymr": "my",
    "Gujr": "gu",
    "Guru": "pa",
    "Knda": "kn",
    "Mlym": "ml",
    "Orya": "or",
    "Sinh": "si",
    "Geor": "ka",
    "Armn": "hy",
    "Ethi": "am",
    "Tibt": "bo",
}
"""Scripts whose subtitles are in one language, as far as nobody says otherwise."""


class Guess(msgspec.Struct, frozen=True, kw_only=True):
    """What language a text is in."""

    language: str | None = None
    """One of the candidates; None: it is none of them, or cannot be told."""
    sure: bool = False
    """Whether no doubt is left."""
    alike: tuple[str, ...] = ()
    """Further candidates that the text may be in just as well."""
    other: str | None = None
    """The language that it seems to be in although it is no candidate."""
    reason: str = ""
    """Why (a message id)."""
    arguments: dict[str, Argument] = {}
    """What the places in `reason` stand for."""


UNKNOWN = Guess(reason=N_("there are too few words to tell"))


def identify(
    lines: Sequence[str], candidates: Sequence[str], *, names: Names | None = None
) -> Guess:
    """The language that `lines` (without mark-up) are in, among `candidates` (canonical tags).

    A text in a language that is no candidate is told as well, where it is a known one. `names` are
    taken out first. Never raises, whatever the text is.
    """
    candidates = tuple(dict.fromkeys(candidates))
    text = _judged(lines, names)
    counts = letters(text)
    if counts.total() < 2:
        return UNKNOWN
    written, share = script_of(counts)
    clear = share >= 0.7
    if written in {"Hans", "Hant"}:
        return _by_form(text, candidates, clear)
    same = [tag for tag in candidates if _is_written(tag, written)]
    known = evidence.languages(written)
    if known:
        return _by_words(text, written, same, clear)
    return _by_script(written, counts, same, clear)


def key_of(tag: str) -> str:
    """The language that a tag is judged as: what differs by region only has one key."""
    main = tag.split("-", 1)[0]
    if main == "sr" and script(tag) == "Latn":
        return "hr"
    return _KEYS.get(main, main)


def _judged(lines: Iterable[str], names: Names | None) -> str:
    """The text without what is in no language, or in another one for good reasons."""
    text = "\n".join(lines)
    if "♪" in text or "♫" in text or "♬" in text:
        text = _SONG.sub(" ", text)
    if "www." in text or "://" in text or "@" in text:
        text = _ADDRESS.sub(" ", text)
    return names.without(text) if names is not None else text


def script_of(counts: dict[str, int]) -> tuple[str, float]:
    """The script that most of a text is written in, as languages have it, and its share.

    Empty where there is no letter; "Hans" for Chinese of either form.
    """
    # a Han character, a kana or a Hangul syllable says as much as three letters
    weights = {
        name: count * (3 if name in {"Hani", "Kana", "Hang"} else 1)
        for name, count in counts.items()
    }
    total = sum(weights.values())
    han, kana, hangul = (weights.pop(name, 0) for name in ("Hani", "Kana", "Hang"))
    east = han + kana + hangul
    name = max(weights, key=weights.__getitem__, default="")
    if not total:
        return "", 0.0
    if east <= weights.get(name, 0):
        return name, weights[name] / total
    if hangul * 3 >= east:
        return "Kore", (hangul + han) / total
    if kana * 12 >= east:
        return "Jpan", (kana + han) / total
    return "Hans", han / total


def _is_written(tag: str, written: str) -> bool:
    own = script(tag)
    return own == written or (written == "Latn" and own == "Zzzz")


def _by_script(written: str, counts: dict[str, int], same: list[str], clear: bool) -> Guess:
    """A script that one language is written in."""
    usual = _ONLY.get(written)
    own = [tag for tag in same if key_of(tag) == usual] or same
    arguments: dict[str, Argument] = {"script": written, "count": sum(counts.values())}
    if not own:
        return Guess(
            other=usual,
            sure=clear and usual is not None,
            reason=N_("no candidate is written with its letters"),
            arguments=arguments,
        )
    rest = tuple(tag for tag in same if tag != own[0])
    return Guess(
        language=own[0],
        sure=clear and all(key_of(tag) == key_of(own[0]) for tag in rest),
        alike=rest,
        reason=N_("of the candidates, only {language} is written with its letters"),
        arguments={**arguments, "language": own[0]},
    )


def _by_form(text: str, candidates: Sequence[str], clear: bool) -> Guess:
    """Chinese: by the characters that only one of its two forms has."""
    chinese = [tag for tag in candidates if script(tag) in {"Hans", "Hant"}]
    if any(key_of(tag) == "ja" for tag in candidates):
        clear = clear and not _CHINESE.isdisjoint(text)
    form, found, share = _form_of(text)
    if form is None:
        return Guess(
            language=chinese[0] if chinese else None,
            sure=clear and len(chinese) == 1,
            alike=tuple(chinese[1:]),
            other=None if chinese else "zh",
            reason=N_("Chinese, with no character that tells simplified from traditional"),
        )
    own = [tag for tag in chinese if script(tag) == form or tag == "zh"]
    language = own[0] if own else None
    return Guess(
        language=language,
        sure=clear and share >= FORM,
        alike=tuple(own[1:]),
        other=None if own else f"zh-{form}",
        reason=N_("simplified characters: {characters}")
        if form == "Hans"
        else N_("traditional characters: {characters}"),
        arguments={"characters": " ".join(found)},
    )


def _form_of(text: str) -> tuple[str | None, list[str], float]:
    """`Hans` or `Hant`, up to five characters that tell, and their share among those that tell
    either form; None: no form has more of them."""
    characters = set(text)
    one, other = simplified().keys() & characters, traditional().keys() & characters
    if len(one) == len(other):
        return None, [], 0.5
    form, found = ("Hans", one) if len(one) > len(other) else ("Hant", other)
    share = len(found) / (len(one) + len(other))
    return form, sorted(found, key=text.index)[:5], share


def _by_words(text: str, written: str, same: list[str], clear: bool) -> Guess:
    """One of several languages of a script: by small words, in doubt by statistics."""
    found = evidence.weigh(text, written)
    own = {key_of(tag) for tag in same}
    best = found.best()
    if best is None or not own <= found.scores.keys():
        # nothing is known here of a candidate's words, so no lead says anything
        return _by_statistics(text, written, same, found, best)
    lead = _lead(found, best, found.scores)
    if best in own:
        lead = min(CANDIDATE * lead, _lead(found, best, own))
    if lead >= LEAD and found.share(best) >= SHARE and found.hits[best] >= 4:
        words = ", ".join(evidence.small_words(text, best, written))
        return _chosen(best, same, clear, words, found)
    if best not in own and own:
        # a candidate that is nearly as likely leads over a stranger
        near = max(own, key=lambda name: found.scores.get(name, 0.0))
        if found.scores.get(near, 0.0) > found.scores[best] - LEAD / 2:
            best = near
    return _by_statistics(text, written, same, found, best)


def _lead(found: evidence.Evidence, best: str, rivals: Iterable[str]) -> float:
    """How far `best` is before `rivals`, but for the one that it may be confused with."""
    left_out = DOUBTFUL if best in DOUBTFUL else {best}
    scores = [found.scores[name] for name in rivals if name not in left_out]
    return found.scores[best] - max(scores, default=0.0)


def _chosen(best: str, same: list[str], clear: bool, words: str, found: evidence.Evidence) -> Guess:
    """What small words say without doubt."""
    own = [tag for tag in same if key_of(tag) == best]
    twins: list[str] = []
    near = False
    if best in DOUBTFUL:
        (twin,) = DOUBTFUL - {best}
        twins = [tag for tag in same if key_of(tag) == twin]
        near = found.scores[best] - found.scores[twin] < DOUBTFUL_LEAD
    # a doubt is left where both are candidates, or the one that the text is not like
    doubt = bool(twins) and bool(own) == near
    if near:
        own += twins
    language = own[0] if own else None
    return Guess(
        language=language,
        sure=clear and not doubt,
        alike=tuple(own[1:]),
        other=None if own else best,
        reason=N_("its small words are {language}: {words}"),
        arguments={"language": language or best, "words": words},
    )


def _by_statistics(
    text: str, written: str, same: list[str], found: evidence.Evidence, best: str | None
) -> Guess:
    """Where small words leave a doubt; what both say is held to be sure."""
    from goglobal.rules.statistical import probabilities

    if found.words < 2:
        return UNKNOWN
    keys = list(dict.fromkeys([*(key_of(tag) for tag in same), *evidence.languages(written)]))
    chances = probabilities(text, keys)
    likeliest = max(chances, key=chances.__getitem__, default=None)
    agreed = likeliest is not None and likeliest == best and chances[likeliest] >= 0.9
    agreed = agreed and found.words >= 8 and all(key_of(tag) in chances for tag in same)
    if not agreed and found.words >= STRANGE and (best is None or found.share(best) < SHARE):
        # with next to no small words it may well be in a language that nobody thought of
        chances = probabilities(text, keys, strangers=True)
        likeliest = max(chances, key=chances.__getitem__, default=None)
    if likeliest is None or chances[likeliest] < CHANCE:
        return UNKNOWN
    own = [tag for tag in same if key_of(tag) == (best if agreed else likeliest)]
    return Guess(
        language=own[0] if own else None,
        sure=agreed,
        alike=tuple(own[1:]),
        other=None if own else likeliest,
        reason=N_("statistics of its letters: {language}, {percent} %"),
        arguments={
            "language": own[0] if own else likeliest,
            "percent": str(round(100 * chances[likeliest])),
        },
    )
