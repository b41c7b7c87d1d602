"""The findings of a check as text."""

from __future__ import annotations

import time

import msgspec

from goglobal.findings import Finding, Severity, Skipped
from goglobal.pipeline.check_reports import CheckReport
from goglobal.report.cells import Painter
from goglobal.report.text import check_report, finding_lines, headline


def outcome(
    findings: tuple[Finding, ...] = (),
    skipped: tuple[Skipped, ...] = (),
    tracks: int = 60,
    cues: int = 900,
) -> CheckReport:
    return CheckReport(
        series=("moonlit-bund",), findings=findings, skipped=skipped, tracks=tracks, cues=cues
    )


def test_one_finding_shows_place_rule_excerpt_caret_help_and_totals(speed: Finding) -> None:
    text = check_report(
        outcome(findings=(speed,)), languages=4, roots={"moonlit-bund": "series/moonlit"}
    )
    assert text == (
        "series/moonlit/subtitles/th/ep003.srt:41: TIM003 reading-speed error: "
        "26.5 characters a second, at most 17 [demo]\n"
        "    41 | ที่นี่ห้ามพูดคุย\n"
        "       |   ^^^\n"
        "    help: give the cue {more} ms more, or fewer words\n"
        "\n"
        "1 error\n"
        "checked: 60 tracks, 900 cues, 4 languages\n"
    )


def test_nothing_found_says_how_much_was_read() -> None:
    text = check_report(outcome(tracks=1, cues=2), languages=1)
    assert text == "no findings: 1 track, 2 cues, 1 language\n"


def test_quiet_leaves_the_totals_out(speed: Finding) -> None:
    assert check_report(outcome(), languages=1, quiet=True) == ""
    assert "checked" not in check_report(outcome(findings=(speed,)), languages=1, quiet=True)


def test_totals_count_fixable_and_waived_together(
    speed: Finding, wide: Finding, waived: Finding
) -> None:
    text = check_report(outcome(findings=(waived, speed, wide)), languages=4)
    assert text.splitlines()[-2:] == [
        "1 error, 1 warning, 1 waived; 1 of them can be mended safely",
        "checked: 60 tracks, 900 cues, 4 languages",
    ]


def test_a_waived_finding_says_who_why_and_until_when(waived: Finding) -> None:
    assert headline(waived) == (
        "moonlit-bund: PRJ006 missing-registration error: no registration "
        "(waived by Lin: applied for, until 2027-01-01)"
    )


def test_files_are_apart_and_the_same_help_is_told_once_a_file(speed: Finding) -> None:
    other = msgspec.structs.replace(speed, path="subtitles/th/ep004.srt")
    text = finding_lines((speed, speed, other))
    assert text.count("help:") == 2
    assert text.count("\n\n") == 1
    assert finding_lines((speed, speed, other), verbose=True).count("help:") == 3


def test_a_finding_without_a_file_names_language_and_episode() -> None:
    finding = Finding(
        code="PRJ003",
        name="missing-track",
        severity=Severity.ERROR,
        message="no track",
        series="moonlit-bund",
        language="es-419",
        episode=7,
    )
    assert headline(finding).startswith("moonlit-bund (es-419 ep007): PRJ003 missing-track error:")


def test_skipped_rules_are_shown_with_their_reason() -> None:
    skipped = Skipped(code="DLV004", reason="no schemas in {path}", arguments={"path": "x"})
    text = check_report(outcome(skipped=(skipped, skipped)), languages=1)
    assert text.startswith("skipped DLV004: no schemas in x\n\nno findings")


def test_verbose_tells_the_circumstances(speed: Finding) -> None:
    text = finding_lines((speed,), verbose=True)
    assert "language th, kind full, episode 3, cue 12, target demo" in text


def test_content_cannot_steer_the_terminal(speed: Finding) -> None:
    evil = msgspec.structs.replace(
        speed,
        message="{what}",
        arguments={"what": "\x1b]0;owned\x07"},
        path="a\nb\x1b[31m.srt",
        excerpt="\x1b[2Jgone",
        help="\x1b[1m",
        target="d\x1b[0m",
    )
    assert "\x1b" not in check_report(outcome(findings=(evil,)), languages=1, verbose=True)


def test_colours_only_with_a_painter(speed: Finding) -> None:
    plain = check_report(outcome(findings=(speed,)), languages=1)
    coloured = check_report(outcome(findings=(speed,)), languages=1, painter=Painter(colour=True))
    assert "\x1b" not in plain
    assert "\x1b[31;1merror\x1b[0m" in coloured


def test_ten_thousand_findings_are_quick(speed: Finding) -> None:
    findings = tuple(msgspec.structs.replace(speed, line=n) for n in range(1, 10_001))
    start = time.process_time()
    text = check_report(outcome(findings=findings), languages=1)
    assert time.process_time() - start < 5
    assert text.count("TIM003") == 10_000
