"""`goglobal check --waive`: from its options to waivers that are written, shown, or refused."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from goglobal.messages import N_, localise, ngettext

if TYPE_CHECKING:
    from goglobal.cli.session import Session
    from goglobal.findings import Finding
    from goglobal.pipeline import CheckReport
    from goglobal.pipeline.waiving import Wanted, WrittenWaiver
    from goglobal.plans import Plan

_SHOWN = 8
"""Places or codes that a refusal lists."""


def wanted(
    codes: Sequence[str],
    *,
    reason: str | None,
    by: str | None,
    until: str | None,
    cues: tuple[int, ...],
    tags: Sequence[str],
    episodes: str | None,
) -> Wanted | None:
    """What the options ask for; None where nothing is to be waived. Raises UsageError."""
    from goglobal.cli import choosing
    from goglobal.errors import UsageError

    if not codes:
        if reason is not None or by is not None or until is not None or cues:
            raise UsageError(
                N_("--reason, --by, --until and --cue belong to --waive"),
                {},
                N_("name the rule: --waive TIM003"),
            )
        return None
    from goglobal.pipeline.waiving import Wanted

    languages, numbers = choosing.languages(tags), choosing.episodes(episodes)
    if cues and (len(languages or ()) != 1 or len(numbers or ()) != 1):
        raise UsageError(
            N_("--cue counts within one file"),
            {},
            N_("say which: one language with -l and one episode with --episodes"),
        )
    return Wanted(
        codes=_codes(codes),
        reason=_said("--reason", reason, N_("write why the finding is accepted")),
        by=_said("--by", by, N_("write who accepts it")),
        until=_date(until),
        languages=languages,
        episodes=numbers,
        cues=cues or None,
    )


def _codes(words: Sequence[str]) -> tuple[str, ...]:
    from goglobal.checking.waiving import NEVER_WAIVED
    from goglobal.cli import choosing
    from goglobal.errors import UsageError
    from goglobal.rules.lookup import facts

    codes = {word: rule.code for rule in facts() for word in (rule.code, rule.name)}
    result = []
    for word in choosing.rules(words):
        if word not in codes:
            raise UsageError(
                N_("“{family}” is a family of rules; one rule at a time is waived"),
                {"family": word},
                N_("name the rules by their codes, as the findings show them"),
            )
        if codes[word] in NEVER_WAIVED:
            raise UsageError(
                N_("{code} cannot be waived"),
                {"code": codes[word]},
                N_("“goglobal rules {code}” says what to do about it"),
            )
        result.append(codes[word])
    return tuple(dict.fromkeys(result))


def _said(option: str, text: str | None, advice: str) -> str:
    from goglobal.cli.said import one_line
    from goglobal.errors import UsageError

    said = one_line(option, text)
    if not said:
        raise UsageError(N_("--waive needs {option}"), {"option": option}, advice)
    return said


def _date(until: str | None) -> dt.date | None:
    from goglobal.errors import UsageError

    if until is None:
        return None
    try:
        date = dt.date.fromisoformat(until.strip())
    except ValueError:
        raise UsageError(
            N_("“{date}” is no date"), {"date": until}, N_("write it as 2026-12-31")
        ) from None
    if date < dt.datetime.now(dt.UTC).date():
        raise UsageError(
            N_("{date} is over; the waiver would hold nothing"),
            {"date": date.isoformat()},
            N_("--until names the last day on which it holds"),
        )
    return date


def write(
    session: Session,
    plan: Plan,
    report: CheckReport,
    asked: Wanted,
    *,
    format: str,
    output: Path | None,
    state: Path | None,
) -> int:
    """Write the waivers and show them. Raises UsageError where there is nothing to waive."""
    from goglobal.cli import choosing, codes
    from goglobal.cli.output import emit, painter
    from goglobal.errors import UsageError
    from goglobal.pipeline import waiving
    from goglobal.report import json_, text

    found = waiving.matching(report.findings, asked)
    for code in asked.codes:
        if all(finding.code != code for finding in found):
            message, arguments, advice = _nothing(report.findings, asked, code)
            raise UsageError(message, arguments, advice)
    waivers = waiving.waivers_for(found, asked)
    waiving.write_waivers(plan, waivers, about=_about, state=state)
    if format == "json":
        emit(json_.dump(_document(waivers)), output)
        return codes.DONE
    accepted = [finding for one in waivers for finding in one.findings]
    roots = choosing.roots(plan)
    blocks = [text.finding_lines(accepted, roots=roots, painter=painter(output))]
    if not session.quiet:
        blocks.append("\n".join(_told(waivers, roots)))
    emit("\n\n".join(blocks) + "\n", output)
    return codes.DONE


def _about(finding: Finding) -> str:
    """The comment above a waiver: where, and what was found, as it was told."""
    from goglobal.report.cells import visible

    place = f"{finding.path or '-'}{f':{finding.line}' if finding.line else ''}"
    return visible(f"{place}: {localise(finding.message, finding.arguments)}")


def _told(waivers: Sequence[WrittenWaiver], roots: dict[str, str]) -> Iterable[str]:
    from goglobal.report.cells import visible

    counts: dict[str, int] = {}
    for one in waivers:
        counts[one.series] = counts.get(one.series, 0) + 1
    for series, count in counts.items():
        root = roots.get(series, "")
        yield ngettext(
            "{count} waiver written to {path}", "{count} waivers written to {path}", count
        ).format(count=count, path=visible(f"{root}/waivers.toml" if root else "waivers.toml"))
    texts = sum(one.waiver.text_sha256 is not None for one in waivers)
    if texts:
        yield ngettext(
            "{count} of them names its text and ends when that changes",
            "{count} of them name their texts and end when those change",
            texts,
        ).format(count=texts)
    yield from dict.fromkeys(_wide(one) for one in waivers if one.waiver.text_sha256 is None)


def _wide(one: WrittenWaiver) -> str:
    """What a waiver that names no text accepts besides, in words."""
    waiver = one.waiver
    parts = [waiver.language or "", f"ep{waiver.episode:03}" if waiver.episode else ""]
    return localise(
        N_("{code} has no text to name: every {code} of {place} counts as accepted"),
        {"code": waiver.code, "place": " ".join(filter(None, parts)) or one.series},
    )


def _nothing(
    findings: Iterable[Finding], asked: Wanted, code: str
) -> tuple[str, dict[str, str | int | float], str]:
    """Why nothing matches, and what there is instead."""
    from msgspec.structs import replace

    from goglobal.checking.waiving import NEVER_WAIVED
    from goglobal.pipeline.waiving import matching

    every = tuple(findings)
    anywhere = replace(asked, codes=(code,), languages=None, episodes=None, cues=None)
    elsewhere = matching(every, anywhere)
    if elsewhere:
        places = dict.fromkeys(map(_place, elsewhere))
        return (
            N_("no finding of {code} is there"),
            {"code": code, "places": _listed(places)},
            N_("it is found at: {places}"),
        )
    if any(finding.code == code and finding.waived is not None for finding in every):
        return (N_("every finding of {code} is waived already"), {"code": code}, "")
    open_ = [f.code for f in every if f.waived is None and f.code not in NEVER_WAIVED]
    if not open_:
        return N_("no finding of {code}, nor any other that could be waived"), {"code": code}, ""
    return (
        N_("no finding of {code}"),
        {"code": code, "codes": _listed(dict.fromkeys(sorted(open_)))},
        N_("what is found here: {codes}"),
    )


def _place(finding: Finding) -> str:
    parts = [finding.language or finding.series or "-"]
    if finding.episode is not None:
        parts.append(f"ep{finding.episode:03}")
    if finding.cue is not None:
        parts.append(f"#{finding.cue}")
    return " ".join(parts)


def _listed(words: Iterable[str]) -> str:
    from goglobal.report.words import listed

    every = list(words)
    return listed(every[:_SHOWN]) + (" …" if len(every) > _SHOWN else "")


def _document(waivers: Iterable[WrittenWaiver]) -> dict[str, object]:
    """`goglobal.waive/1`."""
    from goglobal.report import json_

    return {
        "schema": "goglobal.waive/1",
        "waivers": [
            {
                "series": one.series,
                "path": "waivers.toml",
                "code": one.waiver.code,
                "language": one.waiver.language,
                "episode": one.waiver.episode,
                "cue": one.waiver.cue,
                "text_sha256": one.waiver.text_sha256,
                "reason": one.waiver.reason,
                "by": one.waiver.by,
                "until": one.waiver.until.isoformat() if one.waiver.until else None,
                "findings": [json_.finding_entry(finding) for finding in one.findings],
            }
            for one in waivers
        ],
    }
