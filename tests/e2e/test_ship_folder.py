"""`goglobal ship` as its user runs it: the example to a folder, again, changed, damaged, held."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

Run = Callable[..., subprocess.CompletedProcess[str]]
LANGUAGES = ["ar", "en", "es-419", "id", "ja", "ko", "pt-BR", "th", "vi", "zh-Hans"]


def document(result: subprocess.CompletedProcess[str]) -> Any:
    assert result.stdout.startswith("{"), result.stdout + result.stderr
    return json.loads(result.stdout)


def states(goglobal: Run, series: Path, *words: str) -> dict[str, str]:
    """Language (or `shared`) to the state of its receipt, of one run of `ship`."""
    result = goglobal("ship", series, "--format", "json", *words)
    return {r["language"] or "shared": r["state"] for r in document(result)["receipts"]}


def delivered(series: Path, language: str) -> Path:
    """The folder that the pointer of one language leads to."""
    pointer = series / "outbox" / "moonlit-bund" / language / "current.json"
    manifest: str = json.loads(pointer.read_bytes())["manifest"]
    return (series / "outbox" / manifest).parent


def snapshot(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != ".lock"
    }


def test_the_example_ships_whole_and_clean(goglobal: Run, series: Path) -> None:
    result = goglobal("ship", series, "--format", "json")
    assert result.returncode == 0, result.stdout + result.stderr
    receipts = document(result)["receipts"]
    assert {r["language"] or "shared" for r in receipts} == {*LANGUAGES, "shared"}
    assert {r["state"] for r in receipts} == {"delivered"}
    for language in [*LANGUAGES, "shared"]:
        bundle = delivered(series, language)
        sums = subprocess.run(
            ["sha256sum", "-c", "SHA256SUMS"], cwd=bundle, capture_output=True, text=True
        )
        assert sums.returncode == 0, sums.stdout + sums.stderr
        listed = {
            line.split("  ", 1)[1] for line in (bundle / "SHA256SUMS").read_text().splitlines()
        }
        there = {str(p.relative_to(bundle)) for p in bundle.rglob("*") if p.is_file()}
        assert there == listed | {"manifest.json", "SHA256SUMS"}


def test_again_sends_nothing_and_touch_is_no_change(goglobal: Run, series: Path) -> None:
    assert set(states(goglobal, series).values()) == {"delivered"}
    before = snapshot(series / "outbox")
    result = goglobal("ship", series)
    assert result.returncode == 0
    assert "unchanged" in result.stdout
    for path in series.rglob("*"):
        if path.is_file() and "outbox" not in path.parts:
            os.utime(path)
    again = document(goglobal("ship", series, "--format", "json"))["receipts"]
    assert {r["state"] for r in again} == {"unchanged"}
    assert sum(r["uploaded"] for r in again) == 0
    assert snapshot(series / "outbox") == before


def test_one_changed_cue_delivers_one_bundle(goglobal: Run, series: Path) -> None:
    states(goglobal, series)
    track = series / "subtitles" / "th" / "ep003.srt"
    old = delivered(series, "th")
    text = track.read_text("utf-8")
    lines = text.split("\n")
    lines[2] += "ค่ะ"
    track.write_text("\n".join(lines), "utf-8")
    result = states(goglobal, series)
    assert result.pop("th") == "delivered"
    assert set(result.values()) == {"unchanged"}
    assert delivered(series, "th") != old


def test_a_payload_object_that_vanished_is_sent_again(goglobal: Run, series: Path) -> None:
    states(goglobal, series)
    bundle = delivered(series, "ja")
    before = snapshot(series / "outbox")
    next((bundle / "subtitles").iterdir()).unlink()
    check = goglobal("verify", series, "--format", "json")
    assert check.returncode == 1
    assert [d["problem"] for d in document(check)["damaged"]] == ["missing"]
    receipts = document(goglobal("ship", series, "--format", "json"))["receipts"]
    sent = {r["language"] or "shared": (r["state"], r["uploaded"]) for r in receipts}
    assert sent.pop("ja") == ("delivered", 1)
    assert {state for state, _ in sent.values()} == {"unchanged"}
    assert snapshot(series / "outbox") == before
    assert goglobal("verify", series, "--deep").returncode == 0


def test_a_changed_object_is_found_by_deep_verify(goglobal: Run, series: Path) -> None:
    states(goglobal, series)
    victim = next((delivered(series, "ko") / "subtitles").iterdir())
    data = bytearray(victim.read_bytes())
    data[-3] ^= 1
    victim.write_bytes(bytes(data))
    check = goglobal("verify", series, "--deep", "--format", "json")
    assert check.returncode == 1
    assert [d["problem"] for d in document(check)["damaged"]] == ["changed"]


def test_an_error_in_one_thai_episode_holds_that_episode_only(goglobal: Run, series: Path) -> None:
    track = series / "subtitles" / "th" / "ep002.srt"
    text = track.read_text("utf-8")
    times = re.findall(r"\d\d:\d\d:\d\d,\d\d\d", text)
    track.write_text(text.replace(times[1], times[0], 1), "utf-8")  # ends when it begins: TIM002
    result = goglobal("ship", series)
    assert result.returncode == 1, result.stdout + result.stderr
    assert "TIM002" in result.stdout + result.stderr
    assert "th" in result.stdout
    manifest = json.loads((delivered(series, "th") / "manifest.json").read_bytes())
    assert manifest["held"] == [2]
    assert manifest["episodes"] == [1, 3, 4, 5, 6]
    assert not [f for f in manifest["files"] if f["episode"] == 2]
    for language in {*LANGUAGES, "shared"} - {"th"}:
        manifest = json.loads((delivered(series, language) / "manifest.json").read_bytes())
        assert manifest["held"] == []


def test_a_fuzzy_title_holds_the_language_and_what_lists_it(goglobal: Run, series: Path) -> None:
    catalog = series / "locales" / "th.po"
    text = catalog.read_text("utf-8")
    catalog.write_text(
        text.replace('msgctxt "series/title"', '#, fuzzy\nmsgctxt "series/title"'), "utf-8"
    )
    result = goglobal("ship", series, "--format", "json")
    assert result.returncode == 1
    found = {r["language"] or "shared": r["state"] for r in document(result)["receipts"]}
    assert found.pop("th") == "held"
    assert found.pop("shared") == "held"
    assert set(found.values()) == {"delivered"}
    assert not (series / "outbox" / "moonlit-bund" / "th").exists()


def test_a_narrowed_run_does_not_send_what_lists_a_held_language(
    goglobal: Run, series: Path
) -> None:
    catalog = series / "locales" / "en.po"
    text = catalog.read_text("utf-8")
    fuzzy = text.replace('msgctxt "series/title"', '#, fuzzy\nmsgctxt "series/title"')
    catalog.write_text(fuzzy, "utf-8")
    assert states(goglobal, series, "-l", "th") == {"th": "delivered", "shared": "held"}
    built = goglobal("build", series, "-l", "th")
    assert built.returncode == 1
    assert "locales/en.po" in built.stdout
    catalog.write_text(text, "utf-8")
    assert states(goglobal, series, "-l", "th") == {"th": "unchanged", "shared": "delivered"}


def test_ignoring_a_finding_does_not_unhold_it(goglobal: Run, series: Path) -> None:
    track = series / "subtitles" / "vi" / "ep001.srt"
    times = re.findall(r"\d\d:\d\d:\d\d,\d\d\d", track.read_text("utf-8"))
    track.write_text(track.read_text("utf-8").replace(times[1], times[0], 1), "utf-8")
    result = goglobal("ship", series, "--fail-on", "never", "--format", "json")
    assert result.returncode == 1  # held back: never 0
    manifest = json.loads((delivered(series, "vi") / "manifest.json").read_bytes())
    assert manifest["held"] == [1]


def test_two_builds_are_identical_byte_for_byte(
    goglobal: Run, tmp_path: Path, series: Path
) -> None:
    other = Path(shutil.copytree(series, tmp_path / "elsewhere" / "deep" / "named-otherwise"))
    for path in other.rglob("*"):
        os.utime(path, (1_000_000_000, 1_000_000_000))
    one = goglobal("build", series, "-o", tmp_path / "one", TZ="Asia/Shanghai", LC_ALL="C.UTF-8")
    two = goglobal(
        "build",
        other,
        "-o",
        tmp_path / "two",
        TZ="America/Los_Angeles",
        LC_ALL="C",
        LANGUAGE="zh_CN",
        PYTHONHASHSEED="77",
        SOURCE_DATE_EPOCH="7",
    )
    assert (one.returncode, two.returncode) == (0, 0), one.stderr + two.stderr
    assert snapshot(tmp_path / "one") == snapshot(tmp_path / "two")
    assert len(snapshot(tmp_path / "one")) > 100


def test_dry_run_writes_nothing(goglobal: Run, series: Path) -> None:
    result = goglobal("ship", series, "--dry-run", "--format", "json")
    assert result.returncode == 0
    assert {r["state"] for r in document(result)["receipts"]} == {"planned"}
    assert not (series / "outbox").exists()
    assert not (series / "receipts").exists()


def test_status_tells_built_delivered_and_stale(goglobal: Run, series: Path) -> None:
    def found() -> dict[str, str]:
        rows = document(goglobal("status", series, "--format", "json"))["rows"]
        return {row["language"] or "shared": row["state"] for row in rows}

    assert set(found().values()) == {"missing"}
    goglobal("build", series)
    assert set(found().values()) == {"built"}
    states(goglobal, series)
    assert set(found().values()) == {"delivered"}
    track = series / "subtitles" / "en" / "ep001.srt"
    track.write_text(track.read_text("utf-8").replace("the", "The", 1), "utf-8")
    goglobal("build", series)
    now = found()
    assert now.pop("en") == "stale"
    assert set(now.values()) == {"delivered"}


def test_status_outlives_a_damaged_bundle_and_a_moved_target(goglobal: Run, series: Path) -> None:
    states(goglobal, series)
    (series / "dist" / "moonlit-bund" / "demo" / "th" / "manifest.json").write_text('{"torn')
    rows = document(goglobal("status", series, "--format", "json"))["rows"]
    assert {row["state"] for row in rows} == {"delivered"}
    settings = series / "goglobal.toml"
    settings.write_text(settings.read_text("utf-8").replace("file:outbox", "file:moved"), "utf-8")
    rows = document(goglobal("status", series, "--format", "json"))["rows"]
    found = {row["language"] or "shared": row["state"] for row in rows}
    assert found.pop("th") == "missing"
    assert set(found.values()) == {"built"}  # the old place says nothing about the new one


def test_a_platform_without_a_target_leaves_the_targets_places_alone(
    goglobal: Run, series: Path
) -> None:
    states(goglobal, series)
    before = snapshot(series / "outbox" / "moonlit-bund")
    assert set(states(goglobal, series, "--platform", "generic").values()) == {"delivered"}
    assert snapshot(series / "outbox" / "moonlit-bund") == before
    assert (series / "outbox" / "generic" / "moonlit-bund" / "th" / "current.json").is_file()


def test_a_target_that_cannot_be_used_is_told_before_anything_is_sent(
    goglobal: Run, series: Path, tmp_path: Path
) -> None:
    without = "import sys\nsys.modules['awscrt'] = None\n"  # as where it is not installed
    (tmp_path / "sitecustomize.py").write_text(without, "utf-8")
    with (series / "goglobal.toml").open("a", encoding="utf-8") as settings:
        settings.write(
            '\n[targets.later]\nplatform = "generic"\nurl = "s3://bucket/x"\n'
            'endpoint_url = "http://127.0.0.1:9"\nchecksum = "crc64nvme"\n'
        )
    said = quiet_failure(goglobal("ship", series, PYTHONPATH=str(tmp_path)), 2)
    assert "awscrt" in said
    assert not (series / "outbox").exists()
    assert not (series / "receipts").exists()


def test_receipts_are_a_record_and_hold_one_a_delivery(goglobal: Run, series: Path) -> None:
    states(goglobal, series)
    first = sorted((series / "receipts").rglob("*.json"))
    assert len(first) == 11
    states(goglobal, series)
    assert sorted((series / "receipts").rglob("*.json")) == first
    receipt = json.loads(first[0].read_bytes())
    assert receipt["state"] == "delivered"
    assert receipt["at"].endswith("Z")
    assert re.fullmatch(r"goglobal \d\S*", receipt["tool"])
    assert re.fullmatch(r"vertical-app \d{4}-\d\d-\d\d", receipt["profile"])


def test_a_delivery_whose_receipt_was_lost_gets_one(goglobal: Run, series: Path) -> None:
    states(goglobal, series)
    shutil.rmtree(series / "receipts")
    shutil.rmtree(series / ".goglobal")
    assert set(states(goglobal, series).values()) == {"unchanged"}
    found = sorted((series / "receipts").rglob("*.json"))
    assert len(found) == 11
    receipt = json.loads(found[0].read_bytes())
    assert (receipt["state"], receipt["uploaded"]) == ("delivered", 0)
    assert receipt["why"] == "found in place"
    rows = document(goglobal("status", series, "--format", "json"))["rows"]
    assert {row["state"] for row in rows} == {"delivered"}


# --- bad input: one clear message each, no traceback, no long wait


def quiet_failure(result: subprocess.CompletedProcess[str], code: int) -> str:
    said = result.stdout + result.stderr
    assert result.returncode == code, said
    assert "Traceback" not in said
    return said


def test_an_empty_folder(goglobal: Run, tmp_path: Path) -> None:
    said = quiet_failure(goglobal("ship", tmp_path), 2)
    assert "series.toml" in said
    assert "goglobal init" in said


def test_ten_errors_in_series_toml_are_told_at_once(goglobal: Run, tmp_path: Path) -> None:
    (tmp_path / "series.toml").write_text(
        '[series]\nid = "Bad Id"\ntitel = "x"\nseason = "one"\nsource_language = "chinese!"\n'
        'genres = "romance"\nrelease_date = "soon"\ncountries = ["China"]\naudience = "teen"\n'
        'frame = { width = "wide", rate = "fast" }\n[[episodes]]\nnumber = 1\nduration = "90s"\n'
    )
    said = quiet_failure(goglobal("check", tmp_path), 2)
    for key in (
        "series.id",
        "titel",
        "series.season",
        "source_language",
        "genres",
        "release_date",
        "countries",
        "audience",
        "frame.width",
        "frame.rate",
        "duration",
    ):
        assert key in said, f"{key} not in\n{said}"
    assert "did you mean `title`" in said


def test_two_hundred_megabytes_of_zeros(goglobal: Run, series: Path) -> None:
    track = series / "subtitles" / "id" / "ep004.srt"
    with track.open("wb") as stream:
        stream.truncate(200 * 1024 * 1024)
    result = goglobal("check", series, "-l", "id")
    said = quiet_failure(result, 1)
    assert len(said) < 20_000
    assert said.count("subtitles/id/ep004.srt") < 12


def test_ten_thousand_stray_files(goglobal: Run, series: Path) -> None:
    stray = series / "subtitles" / "en"
    for number in range(10_000):
        (stray / f"notes {number}.txt").write_bytes(b"")
    result = goglobal("check", series, "-l", "en")
    said = result.stdout + result.stderr
    assert "Traceback" not in said
    assert said.count("PRJ004") < 5
    assert "10000" in said.replace(",", "").replace(" ", "")


def test_a_held_episode_bundle_tells_why(goglobal: Run, series: Path) -> None:
    (series / "profiles").mkdir()
    (series / "profiles" / "by-episode.toml").write_text(
        'extends = "vertical-app"\nsource = "none"\nchecked = 2026-11-23\nbundle_by = "episode"\n'
        '[subtitles]\nformats = ["srt"]\n'
        '[[deliverables]]\nformat="srt"\nname = "{series}.ep{episode:03}.{language}{kind:.}.srt"\n'
    )
    settings = series / "goglobal.toml"
    settings.write_text(settings.read_text("utf-8").replace('"vertical-app"', '"by-episode"', 1))
    track = series / "subtitles" / "th" / "ep002.srt"
    text = track.read_text("utf-8")
    times = re.findall(r"\d\d:\d\d:\d\d,\d\d\d", text)
    track.write_text(text.replace(times[1], times[0], 1), "utf-8")
    receipts = document(goglobal("ship", series, "--format", "json"))["receipts"]
    held = [receipt["error"] for receipt in receipts if receipt["state"] == "held"]
    assert len(held) == 1
    assert held[0].startswith("TIM002: ")
