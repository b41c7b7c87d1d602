"""PRJ009: a translated track whose source is not any more what it was made from."""

from __future__ import annotations

from collections.abc import Iterator

from goglobal.errors import Argument
from goglobal.findings import Found, Severity
from goglobal.messages import N_
from goglobal.model import Fingerprint
from goglobal.rules.base import Parameters, rule
from goglobal.rules.subjects import TrackSubject


@rule(
    "PRJ009",
    "stale-track",
    Severity.WARNING,
    "track",
    summary=N_("The source track or the cut changed after this translation was made."),
    reason=N_(
        "A line that was rewritten, or a scene that was cut, leaves a translation that still loads "
        "and reads well, and says something else than the picture. `translations.csv` holds what "
        "each translation was made from; `goglobal i18n update` writes it, and where it is not "
        "there nothing is told. Only words and times count: mark-up, case, white space and "
        "punctuation are no matter."
    ),
    fails=N_("a line of the source was rewritten; the Thai track is as it was"),
    passes=N_("the Thai track was edited after the source was"),
)
def stale_track(subject: TrackSubject, _: Parameters) -> Iterator[Found]:
    made = subject.series.made_from.get((subject.language, subject.episode.number, subject.kind))
    if made is None or subject.source is None:
        return
    from goglobal.project.fingerprints import fingerprint, what_changed, worked_on

    now = fingerprint(subject.source)
    if not worked_on(made.source, now):
        return  # as nearly always: what the translation is like does not matter then
    change = what_changed(made, now, fingerprint(subject.track))
    if change is None:
        return
    yield Found(
        message=N_("the source's text has changed since this translation was made from it")
        if change == "text"
        else N_(
            "the cut has changed since this translation was made: the source ran from {before}, "
            "and runs from {after} now"
        ),
        arguments={} if change == "text" else {"before": _span(made.source), "after": _span(now)},
        help=N_(
            "have the translation checked against the source; where it is still right, say so with "
            "`goglobal i18n update --confirm`"
        ),
    )


def _span(track: Fingerprint) -> Argument:
    """`0.52–71.30 s`."""
    return f"{track.first / 1000:.2f}–{track.last / 1000:.2f} s"


RULES = (stale_track,)
