"""What a check returns: a report as values, with no words rendered. It knows of no delivery."""

from __future__ import annotations

import msgspec

from goglobal.findings import Finding, Severity, Skipped


class CheckReport(msgspec.Struct, frozen=True, kw_only=True):
    """What a check found; `findings` are sorted by series, file and line."""

    series: tuple[str, ...]
    findings: tuple[Finding, ...]
    skipped: tuple[Skipped, ...] = ()
    tracks: int = 0
    """Subtitle files read."""
    cues: int = 0
    gating: tuple[Finding, ...] = ()
    """Every unwaived error, also those that `select` and `ignore` keep out of `findings`:
    they hold a delivery back all the same."""
    beyond: tuple[Finding, ...] = ()
    """Unwaived errors in languages that the run left out: the shared bundle speaks of them."""
    durations: dict[str, dict[int, int]] = {}
    """How long the videos last (ms), by series and episode, as far as they were measured."""
    tracebacks: tuple[str, ...] = ()
    """Of rules that crashed: for the log, never for the screen."""

    def count(self, severity: Severity) -> int:
        """Findings of this severity that nobody waived."""
        return sum(f.severity is severity and f.waived is None for f in self.findings)

    @property
    def waived(self) -> int:
        return sum(f.waived is not None for f in self.findings)

    @property
    def fixable(self) -> int:
        """Unwaived findings that can be mended without changing meaning."""
        return sum(f.fixable and f.waived is None for f in self.findings)

    @property
    def crashed(self) -> bool:
        """Whether a rule crashed (RUN001): the run counts as failed."""
        return any(f.code == "RUN001" for f in (*self.findings, *self.gating))
