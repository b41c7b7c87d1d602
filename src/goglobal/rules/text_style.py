"""TXT007-TXT010, TXT014: dashes, ellipses, italics, punctuation and sounds in brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from goglobal.findings import Found, Severity
from goglobal.messages import N_
from goglobal.rules.base import Parameter, Parameters, rule, tag_chain
from goglobal.rules.needles import met
from goglobal.rules.places import at_text, locate, row_at
from goglobal.rules.signs import BRACKETS, HAN
from goglobal.rules.subjects import TrackSubject
from goglobal.rules.text import NETFLIX_GENERAL, cue_line
from goglobal.rules.text_sounds import SOUNDS

NETFLIX_LANGUAGES = (
    "Netflix timed-text guides at https://partnerhelp.netflixstudios.com/hc/en-us/articles/: "
    "en 217350977, ar 215517947, ko 216001127, th 220448308, zh-Hans 215986007 (2026-11-23)"
)
NETFLIX_CHINESE = (
    "Netflix, Simplified Chinese Timed Text Style Guide, "
    "https://partnerhelp.netflixstudios.com/hc/en-us/articles/215986007 (2026-11-23)"
)

DASHES: dict[str, str | int | float | bool | tuple[str, ...]] = {
    "default": "dash",
    **dict.fromkeys(("ar", "cs", "es", "fr", "hu", "id", "it", "ko"), "dash-space"),
    **dict.fromkeys(("ms", "pl", "pt", "ro", "ru", "sk", "th", "vi"), "dash-space"),
    **dict.fromkeys(("bg", "fi", "he", "nl", "sr"), "second-line"),
}
"""How two speakers in one cue are marked, by language."""


@rule(
    "TXT007",
    "dialogue-dash",
    Severity.WARNING,
    "track",
    summary=N_("Two speakers in one cue are not marked with dashes as the language does it."),
    reason=N_("Each language has its custom, and reviewers of style hold translators to it."),
    fails="1\n00:00:01,000 --> 00:00:03,000\n- Where is she?\n- Gone.\n",
    passes="1\n00:00:01,000 --> 00:00:03,000\n-Where is she?\n-Gone.\n",
    fixable=True,
    enabled=False,
    parameters=[
        Parameter(
            name="style",
            default=DASHES,
            doc=N_(
                "dash: a dash without a space on both lines; dash-space: a dash and a space on "
                "both lines; second-line: a dash on the second line only."
            ),
            source=NETFLIX_LANGUAGES,
        )
    ],
)
def dialogue_dash(subject: TrackSubject, parameters: Parameters) -> Iterator[Found]:
    style = parameters.text("style")
    for index in subject.broken:
        lines = subject.plain[index].split("\n")
        dashes = [_DASH.match(line) for line in lines]
        if len(lines) != 2 or dashes[1] is None:
            continue
        row = _wrong_dash(style, dashes)
        if row is not None:
            dash = dashes[row]
            yield at_text(
                subject,
                index,
                N_("dialogue dashes are not as wanted here ({style})"),
                {"style": style},
                help={
                    "dash": N_("begin both lines with a dash and no space: -Yes."),
                    "dash-space": N_("begin both lines with a dash and a space: - Yes."),
                }.get(style, N_("begin the second line alone with a dash")),
                row=row,
                span=locate(cue_line(subject, index, row), dash[0] if dash else lines[row]),
            )


_DASH = re.compile(r"\s*([-‐‑–])(\s*)(?=\S)")


def _wrong_dash(style: str, dashes: list[re.Match[str] | None]) -> int | None:
    """The first of two lines whose dash is not as `style` wants it."""
    if style == "second-line":
        return 0 if dashes[0] is not None else None
    for row, dash in enumerate(dashes):
        if dash is None or bool(dash[2]) != (style == "dash-space"):
            return row
    return None


@rule(
    "TXT008",
    "ellipsis",
    Severity.WARNING,
    "track",
    summary=N_("An ellipsis is written in another way than is wanted."),
    reason=N_("One character takes less room than three dots; some old players lack it."),
    fails="1\n00:00:01,000 --> 00:00:03,000\nI thought...\n",
    passes="1\n00:00:01,000 --> 00:00:03,000\nI thought…\n",
    fixable=True,
    enabled=False,
    parameters=[
        Parameter(
            name="wanted",
            default="…",
            doc=N_("The ellipsis that is wanted: … or ..."),
            source=NETFLIX_GENERAL,
        )
    ],
)
def ellipsis(subject: TrackSubject, parameters: Parameters) -> Iterator[Found]:
    wanted = parameters.text("wanted")
    unwanted = "..." if wanted == "…" else "…"
    if unwanted not in subject.text:
        return
    pattern = re.compile(r"\.{3,}" if unwanted == "..." else "…+")
    for index, cue in enumerate(subject.track.cues):
        match = pattern.search(cue.text)
        if match is not None:
            row, start = row_at(cue.text, match.start())
            yield at_text(
                subject,
                index,
                N_("{found} where {wanted} is wanted"),
                {"found": match[0], "wanted": wanted},
                help=N_("write {wanted}"),
                row=row,
                span=(start, start + len(match[0])),
            )


@rule(
    "TXT009",
    "italics-not-used",
    Severity.WARNING,
    "track",
    summary=N_("Italics in a language that does not use them."),
    reason=N_(
        "Slanted Chinese, Korean, Thai, Hindi, Arabic or Hebrew letters are hard to read, and most "
        "fonts have none; players slant them by force."
    ),
    fails=N_("<i>这是什么？</i> in a Chinese track."),
    passes=N_("这是什么？"),
    fixable=True,
    qc_term="INCORRECT-FONT",
    parameters=[
        Parameter(
            name="languages",
            default=("ar", "he", "hi", "ko", "th", "zh"),
            doc=N_("The languages without italics."),
            source=NETFLIX_LANGUAGES,
        )
    ],
)
def italics_not_used(subject: TrackSubject, parameters: Parameters) -> Iterator[Found]:
    if subject.signs.isdisjoint("<{") or not _meant(subject, parameters):
        return
    if "<i" not in subject.folded and "{\\i1}" not in subject.folded:
        return
    for index, cue in enumerate(subject.track.cues):
        match = _ITALICS.search(cue.text)
        if match is not None:
            row, start = row_at(cue.text, match.start())
            yield at_text(
                subject,
                index,
                N_("italics are not used in this language"),
                help=N_("remove the tag; the text itself stays"),
                row=row,
                span=(start, start + len(match[0])),
            )


_ITALICS = re.compile(r"<i(?:\.[^<>\n]{0,99})?>|\{\\i1\}", re.IGNORECASE)


def _meant(subject: TrackSubject, parameters: Parameters) -> bool:
    languages = parameters.texts("languages")
    return any(tag in languages for tag in tag_chain(subject.language))


@rule(
    "TXT010",
    "punctuation-style",
    Severity.WARNING,
    "track",
    summary=N_("Chinese punctuation as books have it, and subtitles do not."),
    reason=N_(
        "In simplified Chinese subtitles a space stands for a comma, a line ends without a full "
        "stop, and question and exclamation marks are full width."
    ),
    fails=N_("你来了，坐吧。"),
    passes=N_("你来了 坐吧"),
    fixable=True,
    enabled=False,
    parameters=[
        Parameter(
            name="languages",
            default=("zh-Hans",),
            doc=N_("The languages that this holds for."),
            source=NETFLIX_CHINESE,
        )
    ],
)
def punctuation_style(subject: TrackSubject, parameters: Parameters) -> Iterator[Found]:
    if not _meant(subject, parameters):
        return
    for index, cue in enumerate(subject.track.cues):
        match = _BOOKISH.search(cue.text)
        if match is not None:
            row, start = row_at(cue.text, match.start())
            yield at_text(
                subject,
                index,
                N_("{mark} is not written like this in Chinese subtitles"),
                {"mark": match[0]},
                help=N_("put a space for a comma, nothing for a full stop, ？ for ? and ！ for !"),
                row=row,
                span=(start, start + 1),
            )


_BOOKISH = re.compile(f"[，。]|(?<=[{HAN}])[,?!]|(?<=[{HAN}])\\.(?![.\\d])")


@rule(
    "TXT014",
    "hearing-impaired-brackets",
    Severity.WARNING,
    "track",
    summary=N_("A sound is described in brackets in a track that is not for the deaf."),
    reason=N_(
        "A track made for the deaf and hard of hearing was taken for the full one. Brackets around "
        "anything but a sound (a sign, a thought) are left alone."
    ),
    fails="1\n00:00:01,000 --> 00:00:03,000\n[door slams]\n",
    passes="1\n00:00:01,000 --> 00:00:03,000\n[Three years later]\n",
    parameters=[
        Parameter(
            name="sounds",
            default=SOUNDS,
            doc=N_("Words that tell of a sound when they stand in brackets."),
            source="goglobal: common descriptions in tracks for the deaf and hard of hearing",
        )
    ],
)
def hearing_impaired_brackets(subject: TrackSubject, parameters: Parameters) -> Iterator[Found]:
    if subject.kind != "full" or subject.signs.isdisjoint(BRACKETS):
        return
    sounds = met(subject.folded, tuple(map(str.lower, parameters.texts("sounds"))))
    if not sounds:
        return
    sound = re.compile("|".join(map(re.escape, sorted(sounds, key=lambda s: (-len(s), s)))), re.I)
    dense = subject.language.split("-", 1)[0] in _DENSE
    for index, cue in enumerate(subject.track.cues):
        for bracket in _BRACKETS.finditer(cue.text):
            if _tells_of(sound, bracket[0][1:-1].strip(), dense):
                row, start = row_at(cue.text, bracket.start())
                yield at_text(
                    subject,
                    index,
                    N_("a sound in brackets: {text}"),
                    {"text": bracket[0]},
                    help=N_("leave it out here, or name the file as an SDH track (ep001.sdh.srt)"),
                    row=row,
                    span=(start, start + len(bracket[0])),
                )
                break


def _tells_of(sound: re.Pattern[str], text: str, dense: bool) -> bool:
    """Whether `text` (within brackets) describes a sound, and is not a sign such as a music school.

    A sign has capitals or ends in another word; a description is the word itself, ends in it
    where words are not spaced, or is written small.
    """
    if sound.fullmatch(text):
        return True
    for match in sound.finditer(text):
        if dense:
            if text[match.end() :] in {"", "声", "聲", "声音", "聲音"}:
                return True
        elif (
            text[1:] == text[1:].lower()
            and not text[match.start() - 1 : match.start()].isalnum()
            and not text[match.end() : match.end() + 1].isalnum()
        ):
            return True
    return False


_DENSE = frozenset({"zh", "ja", "th", "lo", "km", "my"})
_BRACKETS = re.compile(
    r"\[[^\[\]\n]{1,60}\]|\([^()\n]{1,60}\)|（[^（）\n]{1,60}）|【[^【】\n]{1,60}】"
    r"|［[^［］\n]{1,60}］|〔[^〔〕\n]{1,60}〕"
)


RULES = (
    dialogue_dash,
    ellipsis,
    italics_not_used,
    punctuation_style,
    hearing_impaired_brackets,
)
