"""What becomes of each file that was given."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import msgspec

from goglobal.exchange.intake.entries import Saying
from goglobal.exchange.intake.verdicts import Question, Reason
from goglobal.exchange.writing import NewContent
from goglobal.findings import Finding
from goglobal.model import Kind

Status = Literal["taken", "unchanged", "skipped", "refused", "question"]


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """One file that was given, and what is to become of it."""

    name: str
    status: Status
    language: str | None = None
    episode: int | None = None
    kind: Kind | None = None
    path: str | None = None
    """Where it goes, relative to the series folder."""
    reasons: tuple[Reason, ...] = ()
    questions: tuple[Question, ...] = ()
    why: Saying | None = None
    """Why it is skipped or refused."""
    help: str = ""
    """What to do about it; shares the arguments of `why`."""
    format: str | None = None
    """The format it came in."""
    encoding: str | None = None
    """The encoding that it was read in, where it is written anew in UTF-8."""
    losses: tuple[Finding, ...] = ()
    """What the format it is written in cannot hold."""
    findings: Mapping[str, int] = {}
    """What reading met, by code: `goglobal check` tells more of it, once it is taken."""
    writes: tuple[NewContent, ...] = ()
    """What is written where it is taken: its file, and the end of one that held the same track in
    another format."""
    new_language: bool = False
    """Whether neither the series nor its targets knew its language."""

    @property
    def open(self) -> bool:
        """Whether somebody has to say something about it before it is taken or left."""
        return self.status in ("question", "refused")

    @property
    def data(self) -> bytes | None:
        """What is to stand at `path`; None: it is not written."""
        return self.writes[0].after if self.writes else None

    @property
    def replaces(self) -> bool:
        """Whether it goes where another file is."""
        return any(content.before is not None for content in self.writes)


class IntakeReport(msgspec.Struct, frozen=True, kw_only=True):
    """What becomes of each file that was given."""

    series: str
    root: str
    files: tuple[Outcome, ...]
    written: bool = False
    """Whether the files that are taken stand in the series folder now."""

    def of(self, *status: Status) -> tuple[Outcome, ...]:
        """The files with one of these fates."""
        return tuple(file for file in self.files if file.status in status)

    @property
    def open(self) -> tuple[Outcome, ...]:
        """The files that somebody has to say something about."""
        return tuple(file for file in self.files if file.open)
