"""SUB001-SUB014: what a subtitle reader can meet and get over, and how a finding is made of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

import msgspec

from goglobal.errors import Argument
from goglobal.findings import Finding, Severity
from goglobal.messages import N_

MAX_EXCERPT = 200
"""Code points of a file that one finding shows."""

MAX_FINDINGS = 100
"""Findings of one code that one file can have; one more then says how many were left out."""


class Deviation(msgspec.Struct, frozen=True):
    """One way in which a file can stray from its format."""

    code: str
    name: str
    severity: Severity
    fixable: bool = False


DEVIATIONS: Mapping[str, Deviation] = {
    deviation.code: deviation
    for deviation in (
        Deviation("SUB001", "undecodable", Severity.ERROR),
        Deviation("SUB002", "legacy-encoding", Severity.ERROR, True),
        Deviation("SUB003", "byte-order-mark", Severity.WARNING, True),
        Deviation("SUB004", "malformed-timing", Severity.ERROR, True),
        Deviation("SUB005", "cue-number", Severity.WARNING, True),
        Deviation("SUB006", "blank-line-in-text", Severity.ERROR, True),
        Deviation("SUB007", "empty-cue", Severity.WARNING, True),
        Deviation("SUB008", "stray-content", Severity.WARNING, True),
        Deviation("SUB009", "truncated", Severity.ERROR),
        Deviation("SUB010", "line-ends", Severity.WARNING, True),
        Deviation("SUB011", "unbalanced-markup", Severity.ERROR, True),
        Deviation("SUB012", "unsupported-markup", Severity.ERROR, True),
        Deviation("SUB013", "no-cues", Severity.ERROR),
        Deviation("SUB014", "mojibake", Severity.ERROR, True),
    )
}


def finding(
    code: str,
    *,
    line: int | None,
    message: str,
    arguments: Mapping[str, Argument] | None = None,
    help: str = "",  # noqa: A002
    cue: int | None = None,
    excerpt: str | None = None,
    span: tuple[int, int] | None = None,
    fixable: bool | None = None,
) -> Finding:
    """A finding of one of the `DEVIATIONS`, at a 1-based `line` and a 1-based position `cue`.

    `message` and `help` are message ids that share `arguments`. `excerpt` is the offending
    text, of which at most `MAX_EXCERPT` code points are kept, around `span`. `fixable` None:
    as the table says.
    """
    deviation = DEVIATIONS[code]
    if excerpt is not None:
        excerpt, span = _window(excerpt, span)
    return Finding(
        code=code,
        name=deviation.name,
        severity=deviation.severity,
        message=message,
        arguments=dict(arguments or {}),
        help=help,
        line=line,
        cue=cue,
        excerpt=excerpt,
        span=span,
        fixable=deviation.fixable if fixable is None else fixable,
    )


def _window(text: str, span: tuple[int, int] | None) -> tuple[str, tuple[int, int] | None]:
    """The part of `text` that a finding can hold, and where `span` lies in it."""
    if len(text) <= MAX_EXCERPT:
        return text, span
    if span is None or span[0] < MAX_EXCERPT // 2:
        first = 0
    else:
        first = min(span[0] - MAX_EXCERPT // 4, len(text) - MAX_EXCERPT)
    text = text[first : first + MAX_EXCERPT]
    if span is not None:
        span = (min(span[0] - first, MAX_EXCERPT), min(span[1] - first, MAX_EXCERPT))
    return text, span


class Collector:
    """Gathers the findings of one file and keeps a hostile file from exploding the report."""

    def __init__(self) -> None:
        self._findings: list[Finding] = []
        self._seen: defaultdict[str, int] = defaultdict(int)
        self._characters: defaultdict[str, int] = defaultdict(int)
        self._next_line: dict[str, int | None] = {}

    def full(self, code: str) -> bool:
        """Whether a further finding of `code` would only be counted."""
        return self._seen[code] >= MAX_FINDINGS

    def count(self, code: str) -> int:
        """How many findings of `code` there were, those left out included."""
        return self._seen[code]

    def add(
        self,
        code: str,
        *,
        line: int | None,
        message: str,
        arguments: Mapping[str, Argument] | None = None,
        help: str = "",  # noqa: A002
        cue: int | None = None,
        excerpt: str | None = None,
        span: tuple[int, int] | None = None,
        fixable: bool | None = None,
        characters: int = 0,
    ) -> None:
        """Add a finding, or count it where the file has had enough of its code.

        `characters` is how many characters of the file stand in this finding and in no cue.
        """
        if self._seen[code] >= MAX_FINDINGS:
            self.leave_out(code, line, characters=characters)
            return
        self._seen[code] += 1
        self._findings.append(
            finding(
                code,
                line=line,
                message=message,
                arguments=arguments,
                help=help,
                cue=cue,
                excerpt=excerpt,
                span=span,
                fixable=fixable,
            )
        )

    def leave_out(
        self, code: str, line: int | None, *, findings: int = 1, characters: int = 0
    ) -> None:
        """Count findings of a code that is `full`, and the characters that stand in no cue."""
        self._seen[code] += findings
        self._characters[code] += characters
        self._next_line.setdefault(code, line)

    def extend(self, findings: tuple[Finding, ...]) -> None:
        """Take over findings that were made elsewhere (by `decoding`)."""
        for one in findings:
            self._seen[one.code] += 1
            self._findings.append(one)

    def findings(self) -> tuple[Finding, ...]:
        """All findings in file order; what was left out is told once for each code."""
        if not self._findings:
            return ()
        ordered = sorted(self._findings, key=lambda f: (f.line or 0, f.cue or 0, f.code))
        for code, line in sorted(self._next_line.items()):
            ordered.append(
                finding(
                    code,
                    line=line,
                    message=N_(
                        "{more} more findings of this kind from here on"
                        " ({characters} characters of the file stand in them alone)"
                    ),
                    arguments={
                        "more": self._seen[code] - MAX_FINDINGS,
                        "characters": self._characters[code],
                    },
                    help=N_("mend the first ones and check again: they often have one cause"),
                )
            )
        return tuple(ordered)
