"""Files that match no pattern, and unsafe names: one finding each, or one a folder where many."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

import msgspec

from goglobal.findings import Finding, Severity
from goglobal.messages import N_
from goglobal.project.deviations import finding
from goglobal.project.patterns import Pattern
from goglobal.project.walking import Unsafe
from goglobal.suggestions import nearest

MANY = 20
"""More than this many of one kind in one folder are told in one finding."""
S = TypeVar("S", "Stray", Unsafe)


class Stray(msgspec.Struct, frozen=True, kw_only=True):
    """A file that matches no pattern; `language` where its folder tells one."""

    path: str
    language: str | None = None


def stray_findings(strays: Iterable[Stray], patterns: tuple[Pattern, ...]) -> Iterator[Finding]:
    """PRJ004 for files that nothing takes."""
    firsts = {pattern.first for pattern in patterns}
    for folder, group in _by_folder(strays, firsts).items():
        if len(group) > MANY:
            yield finding(
                "PRJ004",
                N_("{count} files in `{folder}` match no pattern of the layout"),
                help=N_("for example `{example}`; the nearest pattern is `{pattern}`"),
                path=folder or None,
                language=group[0].language,
                count=len(group),
                folder=folder or ".",
                example=group[0].path,
                pattern=_nearest_pattern(group[0].path, patterns).text,
            )
            continue
        for stray in group:
            pattern = _nearest_pattern(stray.path, patterns)
            yield finding(
                "PRJ004",
                N_("this file matches no pattern of the layout; the nearest is `{pattern}`"),
                help=N_("it is not delivered; if it should be, name it like `{example}`"),
                path=stray.path,
                language=stray.language,
                pattern=pattern.text,
                example=pattern.example(stray.path),
            )


def unsafe_findings(
    unsafe: Iterable[Unsafe],
    patterns: tuple[Pattern, ...],
    tag: Callable[[str], str | None],
) -> Iterator[Finding]:
    """PRJ005 for names that hurt: an error where content lies, a warning elsewhere."""
    firsts = {pattern.first for pattern in patterns}
    wild = any("{" in first for first in firsts)
    for folder, group in _by_folder(unsafe, firsts).items():
        inside = wild or group[0].path.split("/", 1)[0] in firsts
        severity = Severity.ERROR if inside else Severity.WARNING
        language = _language_of(group[0].path, patterns, tag)
        if len(group) > MANY:
            yield finding(
                "PRJ005",
                N_("{count} names in `{folder}` are unsafe, for example `{example}`"),
                help=N_("letters, digits, hyphens and underscores are safe everywhere"),
                severity=severity,
                path=folder or None,
                language=language,
                count=len(group),
                folder=folder or ".",
                example=group[0].name,
            )
            continue
        for one in group:
            yield finding(
                "PRJ005",
                one.complaint.message,
                help=one.complaint.help or N_("rename it"),
                severity=severity,
                path=one.path,
                language=language,
                name=one.name,
                detail=one.complaint.detail,
                reason=one.complaint.detail,
            )


def _by_folder(items: Iterable[S], firsts: set[str]) -> dict[str, list[S]]:
    """By the folder that they lie in; a folder at the top that no pattern names is one group."""
    groups: dict[str, list[S]] = {}
    wild = any("{" in first for first in firsts)
    for item in items:
        top, slash, _ = item.path.partition("/")
        unknown = slash and not wild and top not in firsts
        folder = top if unknown else item.path.rpartition("/")[0]
        groups.setdefault(folder, []).append(item)
    return groups


def _nearest_pattern(path: str, patterns: tuple[Pattern, ...]) -> Pattern:
    """By the first folder, then by the extension, then by likeness."""
    top, suffix = path.partition("/")[0], "." + path.rpartition(".")[2].lower()
    candidates = [p for p in patterns if p.first == top] or list(patterns)
    fitting = [p for p in candidates if suffix in p.suffixes] or candidates
    deep = path.count("/")
    fitting.sort(key=lambda p: abs(p.text.count("/") - deep))
    close = nearest(path[-100:], [p.example(path) for p in fitting])
    return next((p for p in fitting if p.example(path) == close), fitting[0])


def _language_of(
    path: str, patterns: tuple[Pattern, ...], tag: Callable[[str], str | None]
) -> str | None:
    inside = f"{path}/"  # the language's folder itself is the language's, too
    folder = next((n for p in patterns if (n := p.language_of(inside))), None)
    return tag(folder) if folder else None
