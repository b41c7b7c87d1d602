"""The JSON documents: exactly the keys that other programs read."""

from __future__ import annotations

import json

import msgspec
import pytest

from goglobal.bundling.bundle import Bundle
from goglobal.bundling.manifest import Manifest, ManifestFile
from goglobal.findings import Finding, Skipped
from goglobal.pipeline.check_reports import CheckReport
from goglobal.report import json_


def outcome(
    findings: tuple[Finding, ...] = (),
    skipped: tuple[Skipped, ...] = (),
    tracks: int = 60,
    cues: int = 900,
) -> CheckReport:
    return CheckReport(
        series=("moonlit-bund",), findings=findings, skipped=skipped, tracks=tracks, cues=cues
    )


def test_check_1(speed: Finding) -> None:
    skipped = Skipped(code="DLV004", reason="no schemas in {path}", arguments={"path": "x"})
    document = json_.check_document(outcome(findings=(speed,), skipped=(skipped,)))
    assert json.loads(json_.dump(document)) == {
        "schema": "goglobal.check/1",
        "series": ["moonlit-bund"],
        "summary": {
            "error": 1,
            "warning": 0,
            "info": 0,
            "waived": 0,
            "fixable": 0,
            "tracks": 60,
            "cues": 900,
        },
        "findings": [
            {
                "code": "TIM003",
                "name": "reading-speed",
                "severity": "error",
                "series": "moonlit-bund",
                "target": "demo",
                "platform": "vertical-app",
                "language": "th",
                "kind": "full",
                "episode": 3,
                "path": "subtitles/th/ep003.srt",
                "line": 41,
                "cue": 12,
                "message": "26.5 characters a second, at most 17",
                "help": "give the cue {more} ms more, or fewer words",
                "fixable": False,
                "waived": None,
            }
        ],
        "skipped": [{"code": "DLV004", "reason": "no schemas in x"}],
    }


def test_what_does_not_apply_is_null(waived: Finding) -> None:
    entry = json_.finding_entry(waived)
    assert [entry[key] for key in ("target", "language", "path", "line", "cue", "help")] == [
        None
    ] * 6
    assert entry["waived"] == {"reason": "applied for", "by": "Lin", "until": "2027-01-01"}


def test_messages_are_english_whatever_the_user_speaks(
    speed: Finding, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANGUAGE", "zh_CN")
    assert json_.finding_entry(speed)["message"] == "26.5 characters a second, at most 17"


def test_every_script_stands_as_itself(wide: Finding) -> None:
    named = msgspec.structs.replace(wide, path="字幕/第1集.srt")
    assert "字幕/第1集.srt" in json_.dump(json_.check_document(outcome(findings=(named,))))


def test_build_1_counts_files_and_bytes() -> None:
    files = tuple(
        ManifestFile(
            path=name, bytes=100, sha256="0", md5="0", media_type="text/plain", role="subtitles"
        )
        for name in ("a.srt", "b.srt")
    )
    manifest = Manifest(
        series="s", target="demo", platform="generic", language=None, episodes=(1,), files=files
    )
    bundle = Bundle(path="/dist/s/demo/shared", manifest=manifest, cached=True)
    assert json_.build_document([bundle])["bundles"] == [
        {
            "series": "s",
            "target": "demo",
            "platform": "generic",
            "language": None,
            "bundle": manifest.bundle,
            "path": "/dist/s/demo/shared",
            "files": 2,
            "bytes": 200,
            "cached": True,
        }
    ]
