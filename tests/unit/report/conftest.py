"""Results to report on, as small real values."""

from __future__ import annotations

import pytest

from goglobal.findings import Finding, Severity, Waived


@pytest.fixture(autouse=True)
def _in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def speed() -> Finding:
    return Finding(
        code="TIM003",
        name="reading-speed",
        severity=Severity.ERROR,
        message="{cps} characters a second, at most {limit}",
        arguments={"cps": 26.5, "limit": 17},
        help="give the cue {more} ms more, or fewer words",
        series="moonlit-bund",
        target="demo",
        platform="vertical-app",
        language="th",
        kind="full",
        episode=3,
        path="subtitles/th/ep003.srt",
        line=41,
        cue=12,
        excerpt="ที่นี่ห้ามพูดคุย",
        span=(6, 10),
    )


@pytest.fixture
def wide() -> Finding:
    return Finding(
        code="TXT010",
        name="punctuation-style",
        severity=Severity.WARNING,
        message="a comma",
        series="moonlit-bund",
        path="subtitles/zh-Hans/ep001.srt",
        line=3,
        excerpt="外滩，月色",
        span=(2, 3),
        fixable=True,
    )


@pytest.fixture
def waived() -> Finding:
    return Finding(
        code="PRJ006",
        name="missing-registration",
        severity=Severity.ERROR,
        message="no registration",
        series="moonlit-bund",
        waived=Waived(reason="applied for", by="Lin", until="2027-01-01"),
    )
