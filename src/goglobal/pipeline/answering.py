"""feedback: what platforms answer, taken in beside the receipts and told by `status`."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

from goglobal.answers.feedback import Feedback
from goglobal.answers.log import FeedbackLog
from goglobal.answers.placing import Place, placed
from goglobal.answers.reading import read_answers
from goglobal.deliverables.mddf_ids import episode_identity, season_identity, series_identity
from goglobal.deliverables.selection import outward
from goglobal.delivery.receipts import now
from goglobal.delivery.stores import open_receipts
from goglobal.errors import Problem, UsageError
from goglobal.exchange.returned import Remark
from goglobal.exchange.workbook_guard import Unreadable
from goglobal.messages import N_
from goglobal.model import Target
from goglobal.naming import delivered_names
from goglobal.pipeline.places import receipts_of
from goglobal.plans import Assignment, Plan
from goglobal.project.reading import Refused, read_bytes, shown_path


class Taken(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one file."""

    feedback: Feedback
    known: bool
    """It was taken in before."""
    remarks: tuple[Remark, ...] = ()


class Taking(msgspec.Struct, frozen=True, kw_only=True):
    """What became of all files."""

    taken: tuple[Taken, ...] = ()
    refused: tuple[Problem, ...] = ()
    """Files that nothing was taken of."""


def import_feedback(plan: Plan, files: Iterable[Path], *, dry_run: bool = False) -> Taking:
    """Keep what stands in `files` beside the receipts of the plan's one target.

    A file that cannot be read stops no other. Raises UsageError for a plan of several series or
    targets, StoreError where nothing can be kept.
    """
    if len(plan.assignments) != 1:
        raise UsageError(
            N_("feedback is of one series and one target"),
            {},
            N_("name the series folder, and the target with -t"),
        )
    (assignment,) = plan.assignments
    log = log_of(assignment.target)
    places, languages = _places(assignment), _languages(assignment)
    taken: list[Taken] = []
    refused: list[Problem] = []
    for path in files:
        file = shown_path(path)
        try:
            data = read_bytes(path)
            read = read_answers(data)
        except Refused as problem:
            refused.append(problem.problem(file))
            continue
        except Unreadable as error:
            refused.append(
                Problem(
                    file=file, message=error.message, arguments=error.arguments, help=error.help
                )
            )
            continue
        answered = Feedback(
            series=assignment.series.id,
            target=assignment.target.name,
            file=path.name,
            sha256=hashlib.sha256(data).hexdigest(),
            format=read.format,
            at=now(),
            answers=placed(read.answers, places, languages),
        )
        if dry_run:
            known = log.has(answered.series, answered.target, answered.sha256)
        else:
            known = not log.add(answered)
        taken.append(Taken(feedback=answered, known=known, remarks=read.remarks))
    return Taking(taken=tuple(taken), refused=tuple(refused))


def log_of(target: Target) -> FeedbackLog:
    """Where a target's answers are kept: in the store of its receipts."""
    return FeedbackLog(open_receipts(receipts_of(target), target))


def feedback(targets: Iterable[Target], series: Iterable[str]) -> tuple[Feedback, ...]:
    """All that targets answered to the deliveries of `series` (ids), oldest first for each.

    Raises StoreError where the place of the receipts cannot be read.
    """
    ids = tuple(series)
    found = [
        one for target in targets for name in ids for one in log_of(target).all(name, target.name)
    ]
    return tuple(sorted(found, key=lambda one: (one.series, one.target, one.at)))


def _places(assignment: Assignment) -> dict[str, Place]:
    """By every name that a platform may know it by: what a file or id of ours is of.

    What two things are called is of neither.
    """
    found: dict[str, Place] = {}
    doubtful: set[str] = set()
    for name, place in _named(assignment):
        if found.setdefault(name, place) != place:
            doubtful.add(name)
    return {name: place for name, place in found.items() if name not in doubtful}


def _named(assignment: Assignment) -> Iterator[tuple[str, Place]]:
    series = assignment.series
    for name in delivered_names(assignment):
        for word in {name.key, name.path, name.path.rpartition("/")[2]}:
            yield word, (name.language, name.episode)
    for number in (None, *assignment.episodes):
        place = (None, number)
        given = series.ids.get((assignment.target.name, number))
        identity = (
            series_identity(assignment) if number is None else episode_identity(assignment, number)
        )
        words = [given] if given else []
        words += [identity.of("cid"), identity.of("alid")]
        words.append(series.id if number is None else f"{series.id}.ep{number:03}")
        yield from ((word, place) for word in words)
    season = season_identity(assignment)
    yield from ((season.of(kind), (None, None)) for kind in ("cid", "alid"))


def _languages(assignment: Assignment) -> dict[str, str]:
    """The platform's tags and ours, in small letters, to ours."""
    found: dict[str, str] = {}
    tags: Sequence[str] = assignment.languages
    for tag in tags:
        found[outward(assignment.profile, tag).casefold()] = tag
    return {**found, **{tag.casefold(): tag for tag in tags}}
