"""The episode of one file: what its names say, what the files beside it are called, its times."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

import msgspec

from goglobal.exchange.intake.contents import Fit
from goglobal.exchange.intake.episode_names import EpisodeClaim
from goglobal.exchange.intake.names import Number, Reading
from goglobal.exchange.intake.verdicts import Episode, Question, Reason, question, reason
from goglobal.messages import N_

_ANSWER = N_("say it in the file of --map, or `skip` there")
_LONG_CUT = N_(
    "a track is one episode: ask for one file an episode, or cut it with “goglobal convert --from”"
)


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """What there is to judge by."""

    file: Reading
    folders: tuple[Reading, ...]
    """Outermost first."""
    season: int
    episodes: Collection[int] | None
    """The episodes that the series has; None: nobody knows yet."""
    numbered: Number | None
    """The only number in which the file's name differs from those of the files beside it."""
    beside: int
    """How many files those are, with this one."""


class Times(msgspec.Struct, frozen=True, kw_only=True):
    """What the times of the cues say, asked for when it is needed."""

    share: Callable[[int], float | None]
    contradiction: Callable[[int], Fit | None]
    best: Callable[[], Fit | None]


def decide(case: Case, times: Times) -> Episode | Question:
    """The episode, with reasons, or what to ask."""
    own = case.file.episodes
    wrong = _no_single_episode(case) or _wrong_season(case)
    if wrong is not None:
        return wrong
    numbers = sorted({claim.first for claim in own.claims})
    if len(numbers) > 1:
        said = " ".join(claim.said for claim in own.claims)
        message = N_("its name speaks of more than one episode (“{said}”)")
        return question("episode", message, _ANSWER, said=said)
    if numbers:
        said = own.claims[0].said
        apart = _other_folder(case, numbers[0], said)
        if apart is not None:
            return apart
        found = reason("name", N_("the name says “{said}”"), said=said)
        decided = _checked(case, times, numbers[0], [found])
        if own.doubtful and isinstance(decided, Episode) and decided.reasons == (found,):
            return question(
                "episode",
                N_("its name says “{said}”: one episode, or two, or a part of one?"),
                _ANSWER,
                suggestion=numbers[0],
                said=own.doubtful,
            )
        return decided
    claim = _of_folders(case.folders)
    if claim is not None and not case.file.numbers:
        found = reason("folder", N_("the folder says “{said}”"), said=claim.said)
        return _checked(case, times, claim.first, [found])
    return _by_numbers(case, times, claim)


def _no_single_episode(case: Case) -> Question | None:
    own = case.file.episodes
    if own.special:
        return question(
            "episode",
            N_("“{said}” in its name: no episode, it seems"),
            N_("if it is one, say which in the file of --map; else `skip` it there"),
            said=own.special,
        )
    spans = [claim for claim in own.claims if not claim.single]
    if spans:
        return question(
            "episode",
            N_("its name says “{said}”: episodes {first} to {last} in one file"),
            _LONG_CUT,
            said=spans[0].said,
            first=spans[0].first,
            last=spans[0].last,
        )
    if own.whole and not own.claims:
        return question(
            "episode",
            N_("“{said}” in its name: several episodes in one file"),
            _LONG_CUT,
            said=own.whole,
        )
    if own.part:
        return question(
            "episode",
            N_("“{said}” in its name: a part of an episode"),
            N_("join the parts into one file, or say in the file of --map which episode it is"),
            suggestion=own.claims[0].first if own.claims else "",
            said=own.part,
        )
    return None


def _wrong_season(case: Case) -> Question | None:
    for reading in (case.file, *reversed(case.folders)):
        seasons = reading.episodes.seasons
        if seasons and case.season not in seasons:
            return question(
                "episode",
                N_("its name says season {found}, and this is season {season}"),
                N_("is it of another series folder? If it is of this one, say so with --map"),
                suggestion=case.file.episodes.claims[0].first if case.file.episodes.claims else "",
                found=seasons[0],
                season=case.season,
            )
        if seasons:
            return None
    return None


def _other_folder(case: Case, number: int, said: str) -> Question | None:
    """A folder that says another episode than the file's name."""
    for folder in reversed(case.folders):
        for claim in folder.episodes.claims:
            if not claim.first <= number <= claim.last:
                return question(
                    "episode",
                    N_("its name says “{said}”, its folder says “{other}”: which episode is it?"),
                    _ANSWER,
                    said=said,
                    other=claim.said,
                )
    return None


def _of_folders(folders: Sequence[Reading]) -> EpisodeClaim | None:
    """The episode that the nearest folder names, by a marker or as nothing but a number."""
    for folder in reversed(folders):
        singles = [claim for claim in folder.episodes.claims if claim.single]
        if singles:
            return singles[0] if len({one.first for one in singles}) == 1 else None
        clear = [number for number in folder.numbers if number.clear]
        if folder is folders[-1] and len(clear) == 1 and folder.text.strip().isdigit():
            return EpisodeClaim(clear[0].value, clear[0].value, clear[0].said)
    return None


def _by_numbers(case: Case, times: Times, folder: EpisodeClaim | None) -> Episode | Question:
    """The episode of a file whose own name has no marker, only numbers, or nothing."""
    best = times.best()
    numbers = [n for n in case.file.numbers if n.value > 0]
    if case.episodes is not None:
        inside = [n for n in numbers if n.value in case.episodes]
        numbers = inside or numbers
    if case.file.copy and not numbers:
        numbers = [Number(case.file.copy, f"({case.file.copy})", 0, False)]
    values = {n.value for n in numbers} | ({folder.first} if folder else set())
    sure = _sure_number(case, numbers)
    if folder is not None and sure is not None and sure[0] != folder.first:
        return question(
            "episode",
            N_("its name says “{said}”, its folder says “{other}”: which episode is it?"),
            _ANSWER,
            suggestion=best.episode if best else "",
            said=sure[0],
            other=folder.said,
        )
    if sure is not None:
        apart = _other_folder(case, sure[0], str(sure[0]))
        return apart or _checked(case, times, sure[0], [sure[1]])
    if best is not None and (best.episode in values or not values):
        reasons = [_fits(best.episode, best.share)]
        if best.episode in values:
            said = next((n.said for n in numbers if n.value == best.episode), str(best.episode))
            reasons.insert(0, reason("name", N_("the name has the number {said}"), said=said))
        return Episode(best.episode, tuple(reasons))
    if folder is not None:
        found = reason("folder", N_("the folder says “{said}”"), said=folder.said)
        return _checked(case, times, folder.first, [found])
    if not numbers:
        message = N_("neither its name nor its times tell the episode")
        return question("episode", message, _ANSWER)
    return question(
        "episode",
        N_("is {number} in its name the episode? Nothing else says so")
        if len(values) == 1
        else N_("which of the numbers in its name is the episode: {number}?"),
        _ANSWER,
        suggestion=best.episode if best else min(values) if len(values) == 1 else "",
        number=", ".join(n.said for n in numbers),
    )


def _sure_number(case: Case, numbers: Sequence[Number]) -> tuple[int, Reason] | None:
    """The number that is certainly the episode, and why."""
    counted = case.numbered
    if counted is not None and any(n.place == counted.place for n in numbers):
        return counted.value, reason(
            "batch",
            N_("the only number that differs between {count} files called alike"),
            count=case.beside,
        )
    clear = [n for n in numbers if n.clear]
    if len(clear) == 1 and len(numbers) == 1:
        return clear[0].value, reason(
            "name", N_("the name has the number {said}"), said=clear[0].said
        )
    return None


def _checked(case: Case, times: Times, number: int, reasons: list[Reason]) -> Episode | Question:
    """An episode that names say, beside the series and the times."""
    if number == 0 or (case.episodes is not None and number not in case.episodes):
        return question(
            "episode",
            N_("its name says episode {number}, and the series has none"),
            N_("add the episode to series.toml, or say in the file of --map which one it is"),
            number=number,
        )
    other = times.contradiction(number)
    if other is not None:
        return question(
            "episode",
            N_("its name says episode {number}, but its times are those of episode {other}"),
            N_("look at both: two files may have changed places; answer with --map"),
            suggestion=other.episode,
            number=number,
            other=other.episode,
        )
    share = times.share(number)
    if share is not None and share >= 0.6:
        reasons.append(_fits(number, share))
    return Episode(number, tuple(reasons))


def _fits(number: int, share: float) -> Reason:
    return reason(
        "times",
        N_("its times fit episode {number} ({percent} %)"),
        number=number,
        percent=round(share * 100),
    )
