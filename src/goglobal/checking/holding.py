"""What errors hold back of one delivery: episodes, languages, or all of it.

An error in a track holds what the target's `hold` says, but never another language, unless that is
`all`: a fault in the source's track leaves the translations of that episode alone. An error in a
language's metadata holds that language whole; one in what all languages share holds everything.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import msgspec

from goglobal.findings import Finding
from goglobal.planning import kinds_of
from goglobal.plans import Assignment


class HeldPart(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that is held back, and the errors that hold it."""

    language: str | None
    """None: everything."""
    episodes: tuple[int, ...] | None
    """None: the whole language."""
    reasons: tuple[Finding, ...]


class Held(msgspec.Struct, frozen=True, kw_only=True):
    """All that is held back of one assignment, by the language that is wanted."""

    all: bool = False
    languages: dict[str, tuple[int, ...] | None] = {}
    """Wanted language to the episodes that are held in it; None: the whole language."""
    parts: tuple[HeldPart, ...] = ()
    """The same with reasons: what holds everything first, then by language."""

    def holds(self, language: str, episode: int | None = None) -> bool:
        """Whether a language, or one episode of it, is held back."""
        if self.all:
            return True
        episodes = self.languages.get(language, ())
        return episodes is None or (episode is not None and episode in episodes)

    def whole(self) -> Held:
        """The same without what is held of single episodes."""
        return Held(
            all=self.all,
            languages={tag: e for tag, e in self.languages.items() if e is None},
            parts=tuple(part for part in self.parts if part.episodes is None),
        )

    def by_language(self) -> dict[str | None, tuple[int, ...] | Literal["all"]]:
        """As building takes it: wanted language (None: everything) to episodes or `all`."""
        if self.all:
            return {None: "all"}
        return {tag: "all" if e is None else e for tag, e in self.languages.items()}


def held(assignment: Assignment, findings: Iterable[Finding]) -> Held:
    """What the unwaived errors among `findings` hold back of `assignment`."""
    everything: list[Finding] = []
    whole: dict[str, list[Finding]] = {}
    single: dict[tuple[str, int], list[Finding]] = {}
    hold, kinds = assignment.target.hold, kinds_of(assignment.profile)
    for finding in findings:
        if not _concerns(finding, assignment):
            continue
        if finding.language is None:
            everything.append(finding)
            continue
        wanted = _wanted(finding.language, assignment)
        if not wanted or (finding.kind is not None and finding.kind not in kinds):
            continue
        if hold == "all":
            everything.append(finding)
        for language in wanted:
            if hold == "episode" and (episode := _episode_of(finding)) is not None:
                single.setdefault((language, episode), []).append(finding)
            else:
                whole.setdefault(language, []).append(finding)
    if everything:
        part = HeldPart(language=None, episodes=None, reasons=tuple(everything))
        return Held(all=True, parts=(part,))
    return _by_language(assignment, whole, single)


def _concerns(finding: Finding, assignment: Assignment) -> bool:
    return (
        finding.gates
        and finding.series == assignment.series.id
        and finding.target in (None, assignment.target.name)
        and (finding.episode is None or finding.episode in assignment.episodes)
    )


def _episode_of(finding: Finding) -> int | None:
    """The episode whose file it is about, a track or a picture; metadata go out whole."""
    return finding.episode if finding.kind is not None or finding.code[:3] == "ART" else None


def _wanted(language: str, assignment: Assignment) -> list[str]:
    """The wanted languages that a language's files are used for."""
    return [t for t in assignment.languages if language in (t, assignment.source_of(t))]


def _by_language(
    assignment: Assignment,
    whole: dict[str, list[Finding]],
    single: dict[tuple[str, int], list[Finding]],
) -> Held:
    languages: dict[str, tuple[int, ...] | None] = {}
    parts: list[HeldPart] = []
    for language in assignment.languages:
        numbers = tuple(n for n in assignment.episodes if (language, n) in single)
        reasons = [*whole.get(language, ())]
        if language in whole or (numbers and len(numbers) == len(assignment.episodes)):
            for number in numbers:
                reasons += single[language, number]
            languages[language] = None
            parts.append(HeldPart(language=language, episodes=None, reasons=tuple(reasons)))
        elif numbers:
            languages[language] = numbers
            parts += (
                HeldPart(
                    language=language, episodes=(number,), reasons=tuple(single[language, number])
                )
                for number in numbers
            )
    return Held(languages=languages, parts=tuple(parts))
