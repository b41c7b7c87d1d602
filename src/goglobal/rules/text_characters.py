"""TXT004, TXT005, TXT006, TXT012, TXT013: characters that a screen does not show as meant."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from goglobal.findings import Found, Severity
from goglobal.messages import N_
from goglobal.rules.base import Parameter, Parameters, rule
from goglobal.rules.places import ROWS, at_text, row_at
from goglobal.rules.signs import BIDI_CONTROLS, EMOJI, EMOJI_STYLE, INVISIBLE
from goglobal.rules.subjects import TrackSubject


@rule(
    "TXT004",
    "forbidden-character",
    Severity.ERROR,
    "track",
    summary=N_("The text has a character that the platform's glyph set does not hold."),
    reason=N_("The player shows an empty box, or the platform refuses the file."),
    fails=N_("A zodiac sign, with `allowed` set to Latin letters and punctuation."),
    passes=N_("Letters, digits and punctuation only."),
    enabled=False,
    qc_term="ILLEGAL-CHARACTERS",
    parameters=[
        Parameter(
            name="allowed",
            default=(),
            doc=N_(
                "The glyph set: characters, or ranges such as U+0020-U+007E; empty: any character."
            ),
        ),
        Parameter(
            name="forbidden",
            default=(),
            doc=N_("Characters or ranges that are not taken although `allowed` holds them."),
        ),
    ],
)
def forbidden_character(subject: TrackSubject, parameters: Parameters) -> Iterator[Found]:
    allowed = _ranges(parameters.texts("allowed"))
    forbidden = _ranges(parameters.texts("forbidden"))
    bad = {
        character
        for character in frozenset(subject.text) - {"\n"}
        if (allowed and not _within(ord(character), allowed)) or _within(ord(character), forbidden)
    }
    if bad:
        yield from _each_first(
            subject,
            _any_of(bad),
            N_("a character outside the platform's set: {character} ({code})"),
            N_("write it with other characters"),
        )


@rule(
    "TXT005",
    "not-nfc",
    Severity.WARNING,
    "track",
    summary=N_("Letters with accents are written in pieces (not in Unicode's form NFC)."),
    reason=N_(
        "The pieces are drawn beside each other by some players, and searching and comparing fail."
    ),
    fails="1\n00:00:01,000 --> 00:00:03,000\nUn cafe\u0301?\n",
    passes="1\n00:00:01,000 --> 00:00:03,000\nUn caf\u00e9?\n",
    fixable=True,
    by_target=False,
)
def not_nfc(subject: TrackSubject, parameters: Parameters) -> Iterator[Found]:
    if subject.text.isascii() or unicodedata.is_normalized("NFC", subject.text):
        return
    for index, cue in enumerate(subject.track.cues):
        if cue.text.isascii() or unicodedata.is_normalized("NFC", cue.text):
            continue
        for row, line in enumerate(cue.text.split("\n", ROWS)[:ROWS]):
            normal = unicodedata.normalize("NFC", line)
            if normal == line:
                continue
            pairs = enumerate(zip(line, normal, strict=False))
            start = next((i for i, (a, b) in pairs if a != b), min(len(line), len(normal)))
            yield at_text(
                subject,
                index,
                N_("the text is not in Unicode's form NFC"),
                help=N_("save it in NFC; it looks the same"),
                row=row,
                span=(start, min(start + 2, len(line))),
            )
            break


@rule(
    "TXT006",
    "bidi-controls",
    Severity.WARNING,
    "track",
    summary=N_("Invisible controls of the writing direction are left open, or turn text around."),
    reason=N_(
        "An override shows letters in another order than they are written in; an embedding that "
        "is not closed does so to whatever the player puts behind it."
    ),
    fails="1\n00:00:01,000 --> 00:00:03,000\nCall \u202e123\u202c now.\n",
    passes="1\n00:00:01,000 --> 00:00:03,000\nCall 321 now.\n",
    by_target=False,
)
def bidi_controls(subject: TrackSubject, parameters: Parameters) -> Iterator[Found]:
    if not any(_BIDI_CONTROL.match(sign) for sign in subject.signs):
        return
    main = subject.language.split("-", 1)[0]
    rightwards = main in {"ar", "he", "fa", "ur", "ps", "yi", "ckb", "sd", "ug", "dv"}
    for index, cue in enumerate(subject.track.cues):
        offset = turned_at(cue.text)
        if offset is None:
            continue
        override = _OVERRIDE.match(cue.text[offset])
        row, start = row_at(cue.text, offset)
        # old players of Arabic and Hebrew were served with overrides: there, doubt
        yield at_text(
            subject,
            index,
            N_("an override of the writing direction ({code})")
            if override
            else N_("a control of the writing direction is not closed, or closes nothing ({code})"),
            {"code": code_point(cue.text[offset])},
            help=N_("remove it; players work the direction out from the letters"),
            row=row,
            span=(start, start + 1),
            severity=Severity.ERROR if override and not rightwards else Severity.WARNING,
        )


_BIDI_CONTROL = re.compile(f"[{BIDI_CONTROLS}]")
_OVERRIDE = re.compile("[\u202d\u202e]")


def turned_at(text: str) -> int | None:
    """Where `text` has an override of the writing direction, or else a bidi control without its
    partner; None: nowhere."""
    override = _OVERRIDE.search(text)
    return override.start() if override else _unbalanced(text)


def _unbalanced(text: str) -> int | None:
    """Where a bidi control stands without its partner in `text`; None: all have theirs."""
    stack: list[tuple[str, int]] = []
    for offset, character in enumerate(text):
        if character in "\u202a\u202b\u202d\u202e":
            stack.append(("\u202c", offset))
        elif character in "\u2066\u2067\u2068":
            stack.append(("\u2069", offset))
        elif character in "\u202c\u2069":
            if not stack or stack[-1][0] != character:
                return offset
            stack.pop()
    return stack[0][1] if stack else None


@rule(
    "TXT012",
    "invisible-character",
    Severity.WARNING,
    "track",
    summary=N_("The text has an invisible character where it does nothing good."),
    reason=N_(
        "Soft hyphens and stray zero-width characters come along when text is copied from web "
        "pages; some players draw a box for them, and words no longer compare."
    ),
    fails="1\n00:00:01,000 --> 00:00:03,000\nSom\u00adething is wrong.\n",
    passes="1\n00:00:01,000 --> 00:00:03,000\nSomething is wrong.\n",
    fixable=True,
    by_target=False,
)
def invisible_character(subject: TrackSubject, parameters: Parameters) -> Iterator[Found]:
    if not any(INVISIBLE_ONE.match(sign) for sign in subject.signs):
        return
    main = subject.language.split("-", 1)[0]
    for index, cue in enumerate(subject.track.cues):
        for match in INVISIBLE_ONE.finditer(cue.text):
            if has_work(cue.text, match.start(), main):
                continue
            row, start = row_at(cue.text, match.start())
            yield at_text(
                subject,
                index,
                N_("an invisible character: {code} {name}"),
                {"code": code_point(match[0]), "name": unicodedata.name(match[0], "")},
                help=N_("remove it"),
                row=row,
                span=(start, start + 1),
            )
            break


INVISIBLE_ONE = re.compile(f"[{INVISIBLE}]")
_JOINED_SCRIPTS = re.compile(
    "[\u0600-\u08ff\ufb50-\ufdff\ufe70-\ufefc\u0900-\u0dff\u0f00-\u109f\u1780-\u18af\u1900-\u1aaf"
    "\ua840-\ua8ff\ua980-\uaadf\U00010a00-\U00011fff\U0001e900-\U0001e95f]"
)
"""Arabic, Syriac, N'Ko, the Indic scripts and those of South East Asia, Mongolian."""
_EMOJI_PART = re.compile("[\u2190-\u2bff\ufe0f\u20e3\U0001f000-\U0001faff]")
_WORDS_UNSPACED = re.compile("[\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u1950-\u19df\u1a20-\u1aaf]")


def has_work(text: str, offset: int, main: str) -> bool:
    """Whether the invisible character at `offset` does something where it stands."""
    character = text[offset]
    around = text[max(0, offset - 1) : offset] + text[offset + 1 : offset + 2]
    if character in "\u200c\u200d":
        return bool(_JOINED_SCRIPTS.search(around) or _EMOJI_PART.search(around))
    if character == "\u200b":
        return main in {"th", "lo", "km", "my"} or bool(_WORDS_UNSPACED.search(around))
    return character == "\u180e" and bool(_JOINED_SCRIPTS.search(around))


@rule(
    "TXT013",
    "emoji-or-music-note",
    Severity.WARNING,
    "track",
    summary=N_("The text has an emoji, or a music note where none is taken."),
    reason=N_("Few players' fonts hold them; some platforms refuse the file."),
    fails="1\n00:00:01,000 --> 00:00:03,000\nGood night \U0001f60a\n",
    passes="1\n00:00:01,000 --> 00:00:03,000\nGood night.\n",
    qc_term="ILLEGAL-CHARACTERS",
    parameters=[
        Parameter(
            name="allowed",
            default=("♩", "♪", "♫", "♬", "♭", "♮", "♯"),
            doc=N_("Emoji and music notes that are taken."),
            source="goglobal: notes mark lyrics in many style guides",
        )
    ],
)
def emoji_or_music_note(subject: TrackSubject, parameters: Parameters) -> Iterator[Found]:
    found = {sign for sign in subject.signs if _EMOJI.match(sign)}
    if EMOJI_STYLE in subject.signs:
        found.update(_AS_EMOJI.findall(subject.text))
    bad = found.difference("".join(parameters.texts("allowed")))
    if bad:
        yield from _each_first(
            subject,
            _any_of(bad),
            N_("an emoji or music note: {character} ({code})"),
            N_("leave it out, or say it in words"),
        )


_EMOJI = re.compile(f"[{EMOJI}]")
_AS_EMOJI = re.compile("([^\\s\ufe0f])\ufe0f")


def code_point(character: str) -> str:
    """`U+00AD`."""
    return f"U+{ord(character):04X}"


def _each_first(
    subject: TrackSubject,
    pattern: re.Pattern[str],
    message: str,
    help: str,  # noqa: A002
) -> Iterator[Found]:
    """One finding for each cue that has the pattern, at its first place."""
    for index, cue in enumerate(subject.track.cues):
        match = pattern.search(cue.text)
        if match is not None:
            row, start = row_at(cue.text, match.start())
            yield at_text(
                subject,
                index,
                message,
                {"character": match[0], "code": code_point(match[0])},
                help=help,
                row=row,
                span=(start, start + 1),
            )


def _any_of(characters: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(character) for character in sorted(characters)))


def _ranges(texts: Iterable[str]) -> tuple[tuple[int, int], ...]:
    """`U+0020-U+007E`, `U+00A0` or plain characters, as first and last code points."""
    ranges: list[tuple[int, int]] = []
    for text in texts:
        match = _RANGE.fullmatch(text)
        if match is None:
            ranges.extend((ord(character), ord(character)) for character in text)
        else:
            first = int(match[1], 16)
            ranges.append((first, int(match[2], 16) if match[2] else first))
    return tuple(ranges)


_RANGE = re.compile(r"U\+([0-9A-Fa-f]{4,6})(?:-U\+([0-9A-Fa-f]{4,6}))?")


def _within(code: int, ranges: Iterable[tuple[int, int]]) -> bool:
    return any(first <= code <= last for first, last in ranges)


RULES = (forbidden_character, not_nfc, bidi_controls, invisible_character, emoji_or_music_note)
