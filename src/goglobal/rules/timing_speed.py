"""TIM003: how fast a cue has to be read."""

from __future__ import annotations

import math
from collections.abc import Iterator

from goglobal.findings import Found, Severity
from goglobal.messages import N_
from goglobal.rules.base import Parameter, Parameters, rule
from goglobal.rules.counting import width
from goglobal.rules.places import at_text, seconds, short
from goglobal.rules.subjects import TrackSubject

READING_SPEED = (
    "Netflix timed-text guides at https://partnerhelp.netflixstudios.com/hc/en-us/articles/: en "
    "217350977, zh-Hans 215986007, zh-Hant 215994807, ja 215767517, ko 216001127; ar, hi and the "
    "default: Subtitle Edit's table of the Netflix limits (2026-11-23)"
)


@rule(
    "TIM003",
    "reading-speed",
    Severity.WARNING,
    "track",
    summary=N_("A cue has more text than can be read while it is shown."),
    reason=N_(
        "Viewers who cannot finish a line stop watching. One quick line is a matter of taste and a "
        "warning; far too much text, or a whole file of it, is refused."
    ),
    fails="1\n00:00:01,000 --> 00:00:02,500\nI have been waiting for you here.\n",
    passes="1\n00:00:01,000 --> 00:00:03,000\nI have been waiting for you here.\n",
    parameters=[
        Parameter(
            name="max_cps",
            default={
                "default": 17,
                "en": 20,
                "ar": 20,
                "hi": 22,
                "ko": 12,
                "zh": 9,
                "ja": 4,
            },
            doc=N_(
                "Characters a second. Spaces and punctuation count, line breaks do not; in "
                "Chinese, Japanese and Korean a half-width character counts 0.5."
            ),
            source=READING_SPEED,
        ),
        Parameter(
            name="max_cps_child",
            default={
                "default": 13,
                "en": 17,
                "ar": 17,
                "hi": 18,
                "ko": 9,
                "zh": 7,
                "ja": 4,
            },
            doc=N_("The same for series whose audience is children."),
            source=READING_SPEED,
        ),
        Parameter(
            name="max_cps_sdh",
            default={
                "default": 20,
                "en": 20,
                "ar": 23,
                "hi": 25,
                "ko": 14,
                "zh": 11,
                "ja": 7,
            },
            doc=N_("The same for tracks for the deaf and hard of hearing."),
            source=READING_SPEED,
        ),
        Parameter(
            name="max_cps_sdh_child",
            default={
                "default": 17,
                "en": 17,
                "ar": 20,
                "hi": 20,
                "ko": 11,
                "zh": 9,
                "ja": 7,
            },
            doc=N_("The same for children's tracks for the deaf and hard of hearing."),
            source=READING_SPEED,
        ),
        Parameter(
            name="hard_factor",
            default=1.5,
            doc=N_("Above this many times max_cps the finding is an error."),
            source="goglobal: no published limit allows as much",
        ),
        Parameter(
            name="hard_factor_forced",
            default=3,
            doc=N_(
                "The same for forced tracks: a sign's translation can stand no longer than the "
                "sign does, so it is rarely sure that it has to be shorter."
            ),
            source="goglobal's own assumption",
        ),
        Parameter(
            name="max_share",
            default=0.3,
            doc=N_("The share of a file's cues above max_cps from which the file is an error."),
            source="goglobal: an estimate",
        ),
        Parameter(
            name="max_share_forced",
            default=1.0,
            doc=N_("The same for forced tracks; 1: never, as signs are few and stand alone."),
            source="goglobal's own assumption",
        ),
        Parameter(
            name="min_cues",
            default=5,
            doc=N_("With fewer cues above max_cps, max_share is not asked."),
            source="goglobal: an estimate",
        ),
    ],
)
def reading_speed(subject: TrackSubject, parameters: Parameters) -> Iterator[Found]:
    limit = parameters.number("max_cps")
    plain, durations, above = subject.plain, subject.durations, 0
    # no way of counting gives more than the length of the text
    lengths = zip(map(len, plain), durations, strict=True)
    suspects = [i for i, (size, shown) in enumerate(lengths) if size * 1000 > limit * shown]
    if not suspects:
        return
    hard = limit * parameters.number("hard_factor")
    for index in suspects:
        duration = durations[index]
        if duration <= 0:
            continue
        count = width(plain[index], subject.language)
        speed = round(count * 1000 / duration, 1)
        if speed <= limit:
            continue
        above += 1
        severity = Severity.ERROR if speed > hard else Severity.WARNING
        yield _too_fast(subject, index, count, limit, severity)
    most = len(plain) * parameters.number("max_share")
    if above >= parameters.number("min_cues") and above > most:
        yield Found(
            message=N_("{above} of {cues} cues are above {limit} characters a second"),
            arguments={"above": above, "cues": len(plain), "limit": short(limit)},
            help=N_("the whole translation is too long for its times: have it shortened"),
            severity=Severity.ERROR,
        )


def _too_fast(
    subject: TrackSubject, index: int, count: float, limit: float, severity: Severity
) -> Found:
    cues = subject.track.cues
    cue = cues[index]
    duration = cue.end - cue.start
    more = math.ceil((count / limit * 1000 - duration) / 10) * 10
    cut = max(1, math.ceil(count - limit * duration / 1000))
    following = cues[index + 1].start if index + 1 < len(cues) else None
    room = more if following is None else max(0, following - cue.end)
    return at_text(
        subject,
        index,
        N_("{speed} characters a second; at most {limit}"),
        {
            "speed": short(count * 1000 / duration),
            "limit": short(limit),
            "more": seconds(more),
            "cut": cut,
            "room": seconds(room),
        },
        help=_advice(enough=room >= more, one=cut == 1),
        severity=severity,
    )


def _advice(*, enough: bool, one: bool) -> str:
    if enough and one:
        return N_("give it {more} s more or cut one character")
    if enough:
        return N_("give it {more} s more or cut {cut} characters")
    if one:
        return N_("cut one character; {more} s more would do, but the next cue leaves {room} s")
    return N_("cut {cut} characters; {more} s more would do, but the next cue leaves {room} s")


RULES = (reading_speed,)
