"""A platform that tells a redelivery by its new name: what has changed waits for a revision."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from tests.e2e.platforms import copied, for_every_platform, run

import goglobal
from goglobal.delivery.receipts import Notice

TARGETS = """[targets.partner]
platform = "partner"
url = "file:outbox"
languages = ["en", "th"]

[targets.plain]
platform = "generic"
url = "file:outbox-plain"
languages = ["en"]
"""
PROFILE = """extends = "generic"
source = "the partner's mail of 2026-11-20"
checked = 2026-11-20
layout = "{layout}"
artwork = []

[subtitles]
formats = ["srt"]

[[deliverables]]
format = "srt"
name = "{{series}}_{{language}}_{{episode:03}}{{kind:_}}_v{{revision}}.srt"

[[deliverables]]
format = "metadata-json"
name = "{{series}}_{{language}}_v{{revision}}.json"
"""
CUE = "Ten years"


@pytest.fixture(params=["in-place", "immutable"])
def project(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    folder = copied(tmp_path)
    (folder / "profiles").mkdir()
    profile = PROFILE.format(layout=request.param)
    (folder / "profiles" / "partner.toml").write_text(profile, "utf-8")
    (folder / "goglobal.toml").write_text(TARGETS, "utf-8")
    return folder


def ship(project: Path) -> subprocess.CompletedProcess[str]:
    return run(project, "ship", project.name, "-t", "partner")


def delivered(project: Path) -> dict[str, bytes]:
    """The newest whole delivery of each language, and what lies beside it, by file name."""
    files = sorted((project / "outbox").rglob("*_v*.*"), key=lambda p: p.stat().st_mtime_ns)
    return {path.name: path.read_bytes() for path in files}


def change(project: Path, episode: int = 3, language: str = "th") -> None:
    path = project / "subtitles" / language / f"ep{episode:03}.srt"
    text = path.read_text("utf-8")
    cues = text.split("\n\n")
    path.write_text("\n\n".join([cues[0].rstrip() + "!", *cues[1:]]), "utf-8")


def command_in(text: str) -> list[str]:
    """The command that the help names, filled in by its reader."""
    (found,) = set(re.findall(r"goglobal (redeliver PROJECT [^…]*)“…”", text))
    return shlex.split(found)


def test_a_change_waits_for_its_revision_and_goes_out_under_a_new_name(project: Path) -> None:
    first = ship(project)
    assert first.returncode == 0, first.stdout + first.stderr
    before = delivered(project)
    assert len(before) == 14
    assert ship(project).returncode == 0
    change(project)
    held = ship(project)
    assert held.returncode == 1, held.stdout + held.stderr
    assert "DLV006" in held.stdout
    assert "“moonlit-bund_th_003_v1.srt” was delivered as revision 1" in held.stdout
    assert delivered(project) == before
    words = command_in(run(project, "check", project.name, "-t", "partner").stdout)
    words[1] = project.name
    said = run(project, *words, "a comma at 00:01")
    assert said.returncode == 0, said.stderr
    assert "moonlit-bund partner th, episodes 3: revision 2" in said.stdout
    assert (project / "deliveries.toml").read_text("utf-8") == (
        '[[deliveries]]\ntarget = "partner"\nlanguage = "th"\nepisodes = "3"\nrevision = 2\n'
        'reason = "a comma at 00:01"\n'
    )
    again = ship(project)
    assert again.returncode == 0, again.stdout + again.stderr
    after = delivered(project)
    assert set(after) - set(before) == {"moonlit-bund_th_003_v2.srt"}
    # in place, the file of the old revision goes once the new one stands; else it stays
    in_place = "in-place" in (project / "profiles" / "partner.toml").read_text("utf-8")
    gone = {"moonlit-bund_th_003_v1.srt"} if in_place else set()
    assert {n: data for n, data in after.items() if n in before} == {
        n: data for n, data in before.items() if n not in gone
    }
    change(project)
    assert ship(project).returncode == 1
    assert run(project, *words, "and another").returncode == 0
    assert ship(project).returncode == 0
    assert set(delivered(project)) - set(after) == {"moonlit-bund_th_003_v3.srt"}


def test_what_changed_is_found_by_itself(project: Path) -> None:
    assert ship(project).returncode == 0
    words = ("redeliver", project.name, "-t", "partner", "--changed", "--reason", "new names")
    assert "nothing has changed" in run(project, *words).stdout
    assert not (project / "deliveries.toml").exists()
    change(project, 2)
    change(project, 3)
    change(project, 1, "en")
    catalog = project / "locales" / "en.po"
    title = 'msgstr "Moonlit Bund"'
    assert title in catalog.read_text("utf-8")
    catalog.write_text(catalog.read_text("utf-8").replace(title, 'msgstr "The Moonlit Bund"'))
    rehearsed = run(project, *words, "--dry-run", "--format", "json")
    assert not (project / "deliveries.toml").exists()
    document = json.loads(rehearsed.stdout)
    assert (document["schema"], document["written"]) == ("goglobal.redeliveries/1", False)
    assert {(r["language"], r["episodes"], r["revision"]) for r in document["redeliveries"]} == {
        ("th", "2-3", 2),
        ("en", "1", 2),
        ("en", "", 2),
    }
    said = run(project, *words)
    assert "3 redeliveries written to moonlit-bund/deliveries.toml" in said.stdout
    assert ship(project).returncode == 0
    assert {name for name in delivered(project) if "_v2" in name} == {
        "moonlit-bund_th_002_v2.srt",
        "moonlit-bund_th_003_v2.srt",
        "moonlit-bund_en_001_v2.srt",
        "moonlit-bund_en_v2.json",
    }


@pytest.fixture
def small(tmp_path: Path) -> Path:
    folder = copied(tmp_path)
    (folder / "profiles").mkdir()
    profile = PROFILE.format(layout="in-place")
    (folder / "profiles" / "partner.toml").write_text(profile, "utf-8")
    (folder / "goglobal.toml").write_text(TARGETS, "utf-8")
    return folder


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("-t partner -l th --episodes 3", "redeliver needs --reason"),
        ("-t partner -l th --episodes 3 --reason ' '", "redeliver needs --reason"),
        ("-t partner -l th --reason x", "nothing is named that would be delivered again"),
        ("-l th --episodes 3 --reason x", "redeliver works on one target"),
        ("-t partner -l fr --episodes 3 --reason x", "partner has no language fr"),
        ("-t partner -l th --episodes 3,9-11 --reason x", "partner has no episode 9-11"),
        ("-t partner --changed --whole --reason x", "--changed chooses"),
        ("-t plain -l en --episodes 3 --reason x", "no name of plain holds a revision"),
        ("-t nobody -l en --episodes 3 --reason x", "nobody"),
    ],
)
def test_what_makes_no_sense_is_refused(small: Path, words: str, told: str) -> None:
    result = run(small, "redeliver", small.name, *shlex.split(words))
    assert result.returncode == 2, result.stdout
    assert told in result.stderr
    assert not (small / "deliveries.toml").exists()


def test_what_stands_in_the_file_stays(small: Path) -> None:
    path = small / "deliveries.toml"
    old = (
        b'# by hand\r\n[[deliveries]]\r\ntarget = "partner" # them\r\nlanguage="th"\r\n'
        b'episodes = "2-4"\r\nrevision = 6\r\nreason = "lost"'
    )
    path.write_bytes(old)
    words = ("-t", "partner", "-l", "th", "--episodes", "1-2", "--reason", 'say "so" \\ 测试')
    assert run(small, "redeliver", small.name, *words).returncode == 0
    written = path.read_bytes()
    assert written.startswith(old)
    assert b"\n" not in written.replace(b"\r\n", b"")
    assert b"revision = 7\r\n" in written
    path.write_bytes(b"deliveries = [\n")
    broken = run(small, "redeliver", small.name, *words)
    assert broken.returncode == 2
    assert "deliveries.toml" in broken.stderr
    assert path.read_bytes() == b"deliveries = [\n"


def test_two_at_once_lose_no_entry(small: Path) -> None:
    words = ("-t", "partner", "-l", "th", "--episodes", "1", "--reason")
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "goglobal", "redeliver", small.name, *words, f"number {n}"],
            cwd=small.parent,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        for n in range(4)
    ]
    for process in running:
        _, errors = process.communicate(timeout=60)
        assert process.returncode == 0, errors
    text = (small / "deliveries.toml").read_text("utf-8")
    assert sorted(re.findall(r"revision = (\d+)", text)) == ["2", "3", "4", "5"]


def test_in_chinese(small: Path) -> None:
    words = ("-t", "partner", "-l", "th", "--episodes", "3", "--reason", "改错字")
    said = run(small, "redeliver", small.name, *words, language="zh_CN")
    assert said.returncode == 0
    assert "修订" in said.stdout


def test_a_list_of_what_was_sent_is_another_when_that_is(tmp_path: Path) -> None:
    """Prime Video: every name holds a revision, and the MMC tells of all files."""
    series = copied(tmp_path)
    for_every_platform(series, platforms=["prime-video"])
    assert run(series, "ship", series.name).returncode == 0
    assert run(series, "check", series.name).returncode == 0
    change(series)
    held = run(series, "check", series.name)
    assert held.returncode == 1
    told = set(re.findall(r"“([^”]*)” was delivered as revision 1", held.stdout))
    assert told == {"moonlit-bund-s01e003-th-r1.srt", "moonlit-bund-s01-mmc-r1.xml"}
    words = ("-t", "prime-video", "--changed", "--reason", "a comma")
    said = run(series, "redeliver", series.name, *words)
    assert said.returncode == 0
    assert set(re.findall(r"prime-video (\S+),", said.stdout)) == {"th", "shared"}
    shipped = run(series, "ship", series.name)
    assert shipped.returncode == 0, shipped.stdout + shipped.stderr
    (listing,) = (series / "outbox").rglob("*-mmc-r2.xml")
    assert "moonlit-bund-s01e003-th-r2.srt" in listing.read_text("utf-8")


def test_a_list_with_a_new_file_in_it_is_another(tmp_path: Path) -> None:
    """The subtitles' new name alone makes the MMC another document under its old name."""
    series = copied(tmp_path)
    for_every_platform(series, platforms=["prime-video"])
    assert run(series, "ship", series.name).returncode == 0
    change(series)
    words = ("-t", "prime-video", "-l", "th", "--episodes", "3", "--reason", "a comma")
    assert run(series, "redeliver", series.name, *words).returncode == 0
    held = run(series, "check", series.name)
    told = set(re.findall(r"“([^”]*)” was delivered as revision 1", held.stdout))
    assert told == {"moonlit-bund-s01-mmc-r1.xml"}


def test_receipts_that_cannot_be_read_are_no_pass(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert ship(small).returncode == 0

    def unread(*_: object) -> tuple[Notice, ...]:
        return (Notice(message="the disk is on fire"),)

    monkeypatch.setattr("goglobal.pipeline.revisions.read_all", unread)
    plan = goglobal.plan(goglobal.load_series(small), goglobal.load_targets(small))
    (skipped,) = goglobal.check(plan).skipped
    assert (skipped.code, skipped.arguments) == (
        "DLV006",
        {"target": "partner", "reason": "the disk is on fire"},
    )
