"""`examples/broken-lantern`: each planted defect is found, and nothing else; mended, it is gone."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import goglobal

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "broken-lantern"
EXPECTED = (EXAMPLE / "expected-findings.txt").read_text("utf-8").splitlines()

Mend = Callable[[Path], None]
"""Undoes one defect in a copy of the folder, and moves no line that another one stands on."""

SYNOPSIS = (
    "Three years ago, on Lantern Night, the Lin Lanterns workshop burned to the ground. Lin Xiaoman"
    " was taken for dead, and for the one who lit the fire. Now she walks back into Qingshi Town"
    " with half a broken lantern in her hand, and asks her fiancé Zhou Yan who locked the door."
)
THAI = (
    "{\\an8}เช้าวันรุ่งขึ้น 6:40 น.",
    "เธอไปแจ้งความหรือเปล่า",
    "เปล่าครับ เธอไปศาลบรรพชน",
    "ตามเธอไป อย่าให้จุดโคมได้",
    "พ่อ พ่อกลัวอะไรกันแน่",
    "ในโคมนั้นมีรายชื่ออยู่",
    "มี 7 คน ทุกคนเซ็นชื่อไว้",
    "เสี่ยวหม่าน โคมจะไหม้แล้วนะ",
    "อย่าขยับ ปล่อยให้มันไหม้ไป",
    "พอกระดาษร้อน ตัวหนังสือจะโผล่",
    "ชื่อที่ 5... คือผมเหรอ",
    "โจวเยี่ยน ตอนนั้นคุณเซ็นอะไรไป",
    "ผมนึกว่ามันคือทะเบียนสมรส",
    "มันคือใบสั่งตายของบ้านฉัน",
)
SPANISH = (
    "{\\an8}A la mañana siguiente, 6:40",
    "¿Fue a la policía?",
    "No. Fue al templo familiar.",
    "Síguela. No dejes que\nencienda ese farol.",
    "Papá, ¿a qué le temes tanto?",
    "Hay una lista\ndentro de ese farol.",
    "7 personas. Todas firmaron.",
    "Xiaoman, el farol\nestá por arder.",
    "No lo toques. Que se consuma.",
    "Con el calor del papel\naparecen las letras.",
    "El nombre número 5... ¿soy yo?",
    "Zhou Yan, ¿qué firmaste\naquella vez?",
    "Creí que era\nel acta de matrimonio.",
    "Era la sentencia\nde mi familia.",
)
REGISTRATION = """
[series.registration]
kind = "distribution-licence"
number = "（苏）网微剧审字（2026）第000号"
issuer = "江苏省广播电视局"
issued_on = 2026-02-05
"""


def replaced(path: str, old: str, new: str) -> Mend:
    """One place in one file, whatever the file's encoding is."""

    def mend(folder: Path) -> None:
        content = (folder / path).read_bytes()
        assert content.count(old.encode()) == 1, f"{old!r} stands not once in {path}"
        (folder / path).write_bytes(content.replace(old.encode(), new.encode()))

    return mend


def rewritten(path: str, change: Callable[[bytes], bytes]) -> Mend:
    def mend(folder: Path) -> None:
        content = (folder / path).read_bytes()
        assert change(content) != content, f"{path} is whole"
        (folder / path).write_bytes(change(content))

    return mend


def renamed(path: str, name: str) -> Mend:
    def mend(folder: Path) -> None:
        (folder / path).rename((folder / path).with_name(name))

    return mend


def translated(path: str, texts: tuple[str, ...]) -> Mend:
    """The source's file of the same episode, with other texts in its cues."""

    def mend(folder: Path) -> None:
        source = (folder / "subtitles/zh-Hans" / Path(path).name).read_text("utf-8")
        heads = [cue.split("\n")[:2] for cue in source.strip().split("\n\n")]
        cues = ["\n".join([*head, text]) for head, text in zip(heads, texts, strict=True)]
        (folder / path).write_text("\n\n".join(cues) + "\n", "utf-8")

    return mend


EN1, EN2 = "subtitles/en/ep001.srt", "subtitles/en/ep002.srt"
ES1, ES2 = "subtitles/es-419/ep001.srt", "subtitles/es-419/ep002.srt"
TH1, TH2 = "subtitles/th/ep001.srt", "subtitles/th/ep002.srt"
ZH1 = "subtitles/zh-Hans/ep001.srt"

MENDS: dict[str, Mend] = {
    "CAT002 locales/en.po": replaced("locales/en.po", "#, fuzzy", "# checked"),
    "CAT003 locales/th.po": replaced("locales/th.po", "周德昌的名字也在上面", "周砚的名字也在上面"),
    "MET002 locales/en.po": rewritten(
        "locales/en.po",
        lambda po: re.sub(rb'(?<=msgstr ")Three years ago[^"]*', SYNOPSIS.encode(), po),
    ),
    "PRJ003 subtitles/th/ep002.srt": translated(TH2, THAI),
    "PRJ004 subtitles/en/ep001.SDH.srt": renamed("subtitles/en/ep001.SDH.srt", "ep001.sdh.srt"),
    "PRJ006 series.toml": rewritten("series.toml", lambda toml: toml + REGISTRATION.encode()),
    "SUB002 subtitles/th/ep001.srt": rewritten(TH1, lambda srt: srt.decode("cp874").encode()),
    "SUB004 subtitles/en/ep001.srt": replaced(
        EN1, "00:00:19.600 --> 00:00:22.400", "00:00:19,600 --> 00:00:22,400"
    ),
    "SUB005 subtitles/en/ep001.srt": replaced(EN1, "13\n00:01:03,000", "14\n00:01:03,000"),
    "SUB006 subtitles/es-419/ep001.srt": replaced(
        ES1, "Mañana voy a ir\n\na la policía.", "Mañana voy a ir\na la policía."
    ),
    "SUB010 subtitles/es-419/ep001.srt": rewritten(ES1, lambda srt: srt.replace(b"\r\n", b"\n")),
    "SUB011 subtitles/en/ep001.srt": replaced(
        EN1, "<i>3 years. I've come back.", "<i>3 years. I've come back.</i>"
    ),
    "SUB012 subtitles/es-419/ep001.srt": replaced(ES1, "{\\pos(540,1500)}Soy", "Soy"),
    "TIM001 subtitles/en/ep002.srt": replaced(
        EN2, "00:00:20,000 --> 00:00:25,000", "00:00:20,000 --> 00:00:23,000"
    ),
    "TIM002 subtitles/zh-Hans/ep001.srt": replaced(
        ZH1, "00:00:53,000 --> 00:00:05,400", "00:00:53,000 --> 00:00:55,400"
    ),
    "TIM003 subtitles/th/ep001.srt": replaced(
        TH1, "00:00:33,600 --> 00:00:34,800", "00:00:33,600 --> 00:00:36,600"
    ),
    "TIM009 subtitles/en/ep002.srt": replaced(
        EN2, "00:01:05,200 --> 00:01:10,200", "00:01:05,200 --> 00:01:09,200"
    ),
    "TRN004 subtitles/es-419/ep002.srt": translated(ES2, SPANISH),
    "TXT012 subtitles/es-419/ep001.srt": replaced(ES1, "arma\u00adzón", "armazón"),
    "TXT015 subtitles/en/ep002.srt": replaced(
        EN2, "[TODO] 7 people. All signed.", "7 people. All of them signed."
    ),
}


def place(code: str, path: str, line: int | None) -> str:
    """As in `expected-findings.txt`: what concerns a whole file stands on its first line."""
    return f"{code} {path}:{line or 1}"


def found(folder: Path) -> list[str]:
    series = goglobal.load_series(folder)
    report = goglobal.check(goglobal.plan(series, goglobal.load_targets(folder)))
    return sorted(place(f.code, f.path or "", f.line) for f in report.findings)


def check(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "goglobal", "check", str(folder), *words],
        env={**os.environ, "LANGUAGE": "en", "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
    )


@pytest.fixture
def series(tmp_path: Path) -> Path:
    ignored = shutil.ignore_patterns("outbox", "dist", "receipts", ".goglobal")
    return Path(shutil.copytree(EXAMPLE, tmp_path / "broken-lantern", ignore=ignored))


def test_json_tells_each_defect_and_nothing_else(series: Path) -> None:
    result = check(series, "--format", "json")
    assert result.returncode == 1, result.stderr
    document = json.loads(result.stdout)
    assert sorted(place(f["code"], f["path"], f["line"]) for f in document["findings"]) == EXPECTED
    counted = document["summary"]
    assert counted["error"] + counted["warning"] + counted["info"] == len(EXPECTED)
    assert counted["waived"] == 0
    assert document["skipped"] == []


def test_text_tells_each_defect_and_nothing_else(series: Path) -> None:
    result = check(series)
    assert result.returncode == 1, result.stderr
    headline = re.compile(
        r"\S*?broken-lantern/(\S+?)(?::(\d+))?: ([A-Z]{3}\d{3}) [a-z-]+ (?:error|warning|info): "
    )
    headlines = [m for line in result.stdout.splitlines() if (m := headline.match(line))]
    assert sorted(place(m[3], m[1], int(m[2] or 1)) for m in headlines) == EXPECTED


@pytest.mark.parametrize("seed", sorted(MENDS))
def test_a_mended_defect_takes_exactly_its_line_away(series: Path, seed: str) -> None:
    MENDS[seed](series)
    (line,) = [line for line in EXPECTED if line.startswith(f"{seed}:")]
    assert found(series) == [other for other in EXPECTED if other != line]


def test_mended_whole_it_passes(series: Path) -> None:
    for mend in MENDS.values():
        mend(series)
    assert found(series) == []
    result = check(series, "--format", "json")
    assert result.returncode == 0, result.stdout + result.stderr
    assert json.loads(result.stdout)["findings"] == []


def test_the_list_is_sorted_and_each_line_is_planted_and_explained() -> None:
    assert sorted(set(EXPECTED)) == EXPECTED
    assert [line.rpartition(":")[0] for line in EXPECTED] == sorted(MENDS)
    explained = (EXAMPLE / "README.md").read_text("utf-8")
    for line in EXPECTED:
        code, where = line.split(" ", 1)
        assert re.search(rf"\| {code} \| `{re.escape(where)}` \|", explained), line
