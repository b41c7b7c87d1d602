"""What the rules say of one file for all targets together, and what all of them agree on."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from goglobal.checking import filter_findings, waive
from goglobal.checking.running import Crash, Hit, Run, merge, run_rule
from goglobal.checking.tracks import TrackRules, texts_of
from goglobal.findings import Finding, Found, Severity, sort_key
from goglobal.model import SubtitleFile, Track, Waiver
from goglobal.plans import Assignment
from goglobal.rules.base import Parameters
from goglobal.rules.subjects import TrackSubject

Key = tuple[object, ...]


class Item(NamedTuple):
    """One finding, who asks for it, and the runs of its rule that made it."""

    finding: Finding
    targets: tuple[str, ...]
    """The targets that ask for it; empty: all that take the file."""
    wanted: bool
    """Whether `--select` and `--ignore` leave it in."""
    runs: tuple[Run, ...]

    @property
    def mendable(self) -> bool:
        """Whether it may be mended: it can be, all targets ask for it and nobody accepted it."""
        finding = self.finding
        return self.wanted and finding.fixable and finding.waived is None and not self.targets


class Verdict(NamedTuple):
    """All that the rules say of one track."""

    items: tuple[Item, ...]
    weights: Counter[tuple[str, Severity, str]]
    """How many unwaived findings there are by code, severity and target; infos do not count."""
    subjects: tuple[TrackSubject, ...]
    tracebacks: tuple[str, ...]

    def mendable(self, code: str | None = None) -> list[Item]:
        """The items that may be mended, of one rule or of all."""
        return [i for i in self.items if i.mendable and code in (None, i.finding.code)]

    def worse_than(self, other: Verdict, *, but: Iterable[str] = ()) -> str | None:
        """A code of which there is more here than in `other`, those in `but` left out."""
        exempt = frozenset(but)
        for (code, severity, target), count in sorted(self.weights.items()):
            if code not in exempt and count > other.weights[code, severity, target]:
                return code
        return None

    def weight(self, code: str) -> int:
        """How many findings of one rule weigh, over all targets."""
        return sum(count for (own, _, _), count in self.weights.items() if own == code)


class Judge:
    """Runs the rules over the tracks of one language of one series."""

    def __init__(
        self,
        rules: TrackRules,
        assignments: tuple[Assignment, ...],
        waivers: tuple[Waiver, ...],
        today: dt.date,
        *,
        select: tuple[str, ...] = (),
        ignore: tuple[str, ...] = (),
    ) -> None:
        self._rules = rules
        self._assignments = assignments
        self._waivers = waivers
        self._today = today
        self._select = select
        self._ignore = ignore

    @property
    def series(self) -> str:
        """The id of the series."""
        return self._rules.series.id

    def takes(self, file: SubtitleFile) -> bool:
        """Whether any target takes a file."""
        return bool(self._rules.users(file))

    def judge(self, file: SubtitleFile, track: Track) -> Verdict:
        """What all track rules say of a file whose content is `track`."""
        users = self._rules.users(file)
        subjects = self._rules.subjects(file, track)
        hits: list[Hit] = []
        tracebacks: list[str] = []
        asking: dict[Key, tuple[set[int], list[Run]]] = {}
        for run in self._rules.runs(file.kind):
            for outcome in run_rule(run, subjects[run.view], users):
                hit = outcome
                if isinstance(outcome, Crash):
                    tracebacks.append(outcome.traceback)
                    hit = outcome.hit
                assert isinstance(hit, Hit)
                hits.append(hit)
                who, runs = asking.setdefault(_key(hit.rule.code, hit.found), (set(), []))
                who.update(hit.users)
                if run not in runs:
                    runs.append(run)
        merged = merge(
            hits, self._assignments, self._rules.place(file), lambda _: users, texts_of(track)
        )
        findings, _ = waive(sorted(merged, key=sort_key), self._waivers, self._today)
        shown = {id(f) for f in filter_findings(findings, select=self._select, ignore=self._ignore)}
        items = []
        weights: Counter[tuple[str, Severity, str]] = Counter()
        names = [assignment.target.name for assignment in self._assignments]
        for finding in findings:
            who, runs = asking[_key(finding.code, finding)]
            targets = () if who >= users else tuple(names[index] for index in sorted(who))
            items.append(Item(finding, targets, id(finding) in shown, tuple(runs)))
            if finding.waived is None and finding.severity is not Severity.INFO:
                for name in (finding.target,) if finding.target else map(names.__getitem__, users):
                    weights[finding.code, finding.severity, name or ""] += 1
        return Verdict(tuple(items), weights, tuple(subjects), tuple(tracebacks))


def _key(code: str, found: Found | Finding) -> Key:
    """What makes two findings one, whatever their severity and target."""
    return (
        code,
        found.message,
        tuple(sorted(found.arguments.items())),
        found.line,
        found.cue,
        found.excerpt,
        found.span,
    )


def parameters_of(items: Iterable[Item]) -> list[tuple[int, Parameters]]:
    """The distinct views and parameters that the rule of `items` ran with."""
    found: list[tuple[int, Parameters]] = []
    for item in items:
        for run in item.runs:
            if (run.view, run.parameters) not in found:
                found.append((run.view, run.parameters))
    return found
