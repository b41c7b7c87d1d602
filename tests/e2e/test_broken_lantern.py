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
from goglobal.rules import builtin

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "broken-lantern"
EXPECTED = (EXAMPLE / "expected-findings.txt").read_text("utf-8").splitlines()

Mend = Callable[[Path], None]
"""Undoes one defect in a copy of the folder, and moves no line that another one stands on."""
Cue = tuple[str, str]
"""The time line of a cue, and its text."""

SYNOPSIS = (
    "Three years ago, on Lantern Night, the Lin Lanterns workshop burned to the ground. Lin Xiaoman"
    " was taken for dead, and for the one who lit the fire. Now she walks back into Qingshi Town"
    " with half a broken lantern in her hand, and asks her fiancé Zhou Yan who locked the door."
    " The fire was made with AI."
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
SPANISH_3 = (
    "{\\an8}Esa noche, oficina de los Zhou",
    "¿Cómo es que tienes la llave?",
    "Papá confía en los\ncandados, no en la gente.",
    "¿Dónde está el libro\nde hace 3 años?",
    "Segundo armario.\nNo enciendas la luz.",
    "Alguien arrancó esta página.",
    "La tinta quedó marcada atrás.",
    "Qin San recibió 50,000 yuanes.",
    "Qin San es el\nbarquero del muelle.",
    "¿Por qué un barquero\nrecibiría 50,000?",
    "¿Pago por callar o por matar?",
    "Viene alguien. Escóndete.",
    "Hay luz. ¿Quién está ahí?",
    "Papá, soy yo. Vengo\na ajustar cuentas.",
)
TRADITIONAL_5 = (
    "{\\an8}元宵燈會 最後一夜",
    "周德昌 你敢上台嗎？",
    "瘋丫頭 誰放她進來的",
    "這份名單上有七個人",
    "今晚來了六個",
    "第七個人 是你的帳房",
    "秦三 你把話再說一遍",
    "是他鎖的門 放的火",
    "爸 你毀了兩家人",
    "我都是為了周家燈會",
    "警察先生 證據在燈裡",
    "小滿 燈碎了怎麼辦？",
    "碎了也能亮",
    "這次換我來點燈",
)
RATING = """
[[series.ratings]]
system = "RTC"
value = "B15"
territory = "MX"
"""
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


def cues_in(path: Path) -> list[Cue]:
    blocks = path.read_text("utf-8").strip().split("\n\n")
    return [(time, text) for _, time, text in (block.split("\n", 2) for block in blocks)]


def recut(path: str, change: Callable[[list[Cue], list[Cue]], list[Cue]]) -> Mend:
    """One file with other cues: `change` gets its own and those of the source."""

    def mend(folder: Path) -> None:
        source = cues_in(folder / "subtitles/zh-Hans" / Path(path).name)
        own = cues_in(folder / path) if (folder / path).exists() else []
        cues = change(own, source)
        assert cues != own, f"{path} is whole"
        blocks = [f"{number}\n{time}\n{text}\n" for number, (time, text) in enumerate(cues, 1)]
        (folder / path).write_text("\n".join(blocks), "utf-8")

    return mend


def translated(path: str, texts: tuple[str, ...]) -> Mend:
    """The source's file of the same episode, with other texts in its cues."""
    return recut(
        path, lambda _, source: [(c[0], text) for c, text in zip(source, texts, strict=True)]
    )


def at_the_source_s_times(path: str) -> Mend:
    return recut(path, lambda own, source: [(s[0], o[1]) for s, o in zip(source, own, strict=True)])


def all_of(*mends: Mend) -> Mend:
    """One defect that has to be put right in several places."""

    def mend(folder: Path) -> None:
        for part in mends:
            part(folder)

    return mend


def swapped(path: str, other: str) -> Mend:
    def mend(folder: Path) -> None:
        one, two = (folder / path).read_bytes(), (folder / other).read_bytes()
        (folder / path).write_bytes(two)
        (folder / other).write_bytes(one)

    return mend


def without_waiver(code: str) -> Mend:
    return rewritten(
        "waivers.toml",
        lambda toml: re.sub(rf'\[\[waivers\]\]\ncode = "{code}"\n[^\[]*'.encode(), b"", toml),
    )


EN1, EN2, EN3, EN4, EN5 = (f"subtitles/en/ep{number:03}.srt" for number in range(1, 6))
ES1, ES2, ES3, ES4, ES5 = (f"subtitles/es-419/ep{number:03}.srt" for number in range(1, 6))
TH1, TH2, TH3, TH4, TH5 = (f"subtitles/th/ep{number:03}.srt" for number in range(1, 6))
HANT2, HANT3, HANT4, HANT5 = (f"subtitles/zh-Hant/ep{number:03}.srt" for number in range(2, 6))
ZH1 = "subtitles/zh-Hans/ep001.srt"
CYRILLIC = "subtitles/en/\u0435p002.sdh.srt"
SIGN = "{\\an8}"

MENDS: dict[str, Mend] = {
    "CAT002 locales/en.po": replaced("locales/en.po", "#, fuzzy", "# checked"),
    "CAT003 locales/th.po": replaced("locales/th.po", "周德昌的名字也在上面", "周砚的名字也在上面"),
    "MET002 locales/en.po": rewritten(
        "locales/en.po",
        lambda po: re.sub(rb'(?<=msgstr ")Three years ago[^"]*', SYNOPSIS.encode(), po),
    ),
    "CAT001 locales/es-419.po": replaced(
        "locales/es-419.po",
        '{coins}金币。"\nmsgstr ""',
        '{coins}金币。"\nmsgstr "Lin Xiaoman y Zhou Yan entran de noche en la oficina de los Zhou.'
        " Una página arrancada dejó un nombre: Qin San. El próximo episodio cuesta solo {coins}"
        ' monedas."',
    ),
    "CAT004 locales/th.po": replaced("locales/th.po", "{coin} เหรียญ", "{coins} เหรียญ"),
    "CAT005 locales/en.po": replaced(
        "locales/en.po", '"The Witness at the Ferry\n', '"The Witness at the Ferry"\n'
    ),
    "CAT006 locales/en.po": replaced(
        "locales/en.po", 'msgstr "灯会之夜"', 'msgstr "The Night of the Fair"'
    ),
    "CAT007 locales/th.po": replaced(
        "locales/th.po",
        "Antes del amanecer, en el muelle, Qin San dice a quién vio aquella noche y por qué"
        " Zhou Yan no recuerda nada.",
        "ก่อนฟ้าสางที่ท่าเรือ ฉินซานบอกว่าคืนนั้นเห็นใคร และทำไมโจวเยี่ยนถึงจำอะไรไม่ได้เลย",
    ),
    "CAT008 locales/en.po": replaced("locales/en.po", "Key &amp; the", "Key and the"),
    "CAT009 locales/th.po": replaced("locales/th.po", "[TODO] คืน", "คืน"),
    "FIT001 subtitles/en/ep005.srt": replaced(
        EN5, "Zhou Dechang, will you come up?", "Zhou Dechang, come up here!"
    ),
    "MET001 series.toml": replaced(
        "series.toml",
        "# copyright: not decided yet 版权声明待定",
        'copyright = "© 2026 苏州碎灯影视工作室"',
    ),
    "MET003 locales/es-419.po": replaced(
        "locales/es-419.po", "se rompió > Los nombres", "se rompió. Los nombres"
    ),
    "MET004 locales/es-419.po": replaced(
        "locales/es-419.po",
        'msgid "灯会之夜"\nmsgstr "El testigo del muelle"',
        'msgid "灯会之夜"\nmsgstr "La noche de la feria"',
    ),
    "MET005 series.toml": all_of(
        replaced("series.toml", ', "old-town-noir"', ""), without_waiver("MET005")
    ),
    "MET006 series.toml": rewritten("series.toml", lambda toml: toml + RATING.encode()),
    "MET007 .": replaced(
        "profiles/partner.toml",
        "# written: nobody has asked yet 还没问过",
        'written = { "es-419" = "es" }',
    ),
    "MET008 ids.csv": rewritten("ids.csv", lambda csv: csv + b"partner,5,LN-2026-05\n"),
    "MET009 series.toml": replaced(
        "series.toml", "valid_until = 2025-12-31", "valid_until = 2099-12-31"
    ),
    "MET010 locales/en.po": replaced(
        "locales/en.po", "The Names Hidden in the Lantern", "Names in the Lantern"
    ),
    "PRJ001 locales/zh_TW.po": renamed("locales/zh_TW.po", "zh-Hant.po"),
    "PRJ002 series.toml": replaced(
        "goglobal.toml", "# episodes: all of them 全部", 'episodes = "1-5"'
    ),
    "PRJ003 subtitles/th/ep002.srt": translated(TH2, THAI),
    "PRJ004 subtitles/en/ep001.SDH.srt": renamed("subtitles/en/ep001.SDH.srt", "ep001.sdh.srt"),
    f"PRJ005 {CYRILLIC}": renamed(CYRILLIC, "ep002.sdh.srt"),
    "PRJ006 series.toml": rewritten("series.toml", lambda toml: toml + REGISTRATION.encode()),
    "PRJ007 locales/es-419.po": replaced(
        "locales/es-419.po",
        "Zhou Yan, quién cerró la puerta.",
        "Zhou Yan, quién cerró la puerta. El incendio fue creado con IA.",
    ),
    "PRJ008 subtitles/zh-Hant/ep005.srt": translated(HANT5, TRADITIONAL_5),
    "PRJ009 subtitles/zh-Hant/ep004.srt": replaced(
        "translations.csv",
        "zh-Hant,4,full,29eac4ae52a9dbbd",
        "zh-Hant,4,full,fb0b2859d67aad48",  # as `i18n update --confirm` writes it
    ),
    "PRJ010 series.toml": replaced("goglobal.toml", 'master = "domestic"', 'master = "clean"'),
    "PRJ011 .": replaced("goglobal.toml", "ends = 2025-12-31", "ends = 2099-12-31"),
    "PRJ012 waivers.toml": without_waiver("TIM003"),
    "PRJ013 ids.csv": replaced("ids.csv", "demmo,", "demo,"),
    "PRJ014 series.toml": replaced(
        "series.toml", "# duration: the cut is not locked 尚未定剪", 'duration = "00:01:07.200"'
    ),
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
    "TRN001 subtitles/zh-Hant/ep002.srt": recut(
        HANT2, lambda own, _: [cue for i, cue in enumerate(own) if not i or SIGN not in cue[1]]
    ),
    "TRN002 subtitles/en/ep005.srt": recut(
        EN5,
        lambda own, source: [
            *own[:9],
            (source[9][0], "I did it all for the Zhou fair."),
            *own[9:],
        ],
    ),
    "TRN003 subtitles/th/ep003.srt": at_the_source_s_times(TH3),
    "TRN004 subtitles/es-419/ep002.srt": translated(ES2, SPANISH),
    "TRN005 subtitles/es-419/ep003.srt": translated(ES3, SPANISH_3),
    "TRN006 subtitles/th/ep004.srt": replaced(TH4, "ดื่ม茶ที่", "ดื่มชาที่"),
    "TRN007 subtitles/th/ep005.srt": replaced(TH5, "มากันแล้ว 9 คน", "มากันแล้ว 6 คน"),
    "TRN008 subtitles/es-419/ep004.srt": replaced(ES4, "Zhou Decheng", "Zhou Dechang"),
    f"TRN009 {EN3} + TRN009 {EN4}": swapped(EN3, EN4),
    "TRN010 subtitles/zh-Hant/ep003.srt": replaced(HANT3, "锁", "鎖"),
    "TRN011 subtitles/th/ep005.srt": replaced(TH5, "ลุงฉิน", "ฉินซาน"),
    "TRN012 subtitles/es-419/ep005.srt": recut(
        ES5,
        lambda own, source: [*own[:11], (source[11][0], "Xiaoman, ¿y el farol roto?"), *own[13:]],
    ),
    "TXT012 subtitles/es-419/ep001.srt": replaced(ES1, "arma\u00adzón", "armazón"),
    "TXT015 subtitles/en/ep002.srt": replaced(
        EN2, "[TODO] 7 people. All signed.", "7 people. All of them signed."
    ),
}


def place(code: str, path: str | None, line: int | str | None) -> str:
    """As in `expected-findings.txt`: what concerns a whole file stands on its first line, and what
    concerns no file but the series as a target takes it, in the folder."""
    return f"{code} {path or '.'}:{line or 1}"


def lines_of(seed: str) -> list[str]:
    """The lines of the list that one planted defect is told by."""
    places = seed.split(" + ")
    return [line for line in EXPECTED if line.rpartition(":")[0] in places]


def found(folder: Path) -> list[str]:
    series = goglobal.load_series(folder)
    report = goglobal.check(goglobal.plan(series, goglobal.load_targets(folder)))
    return sorted(place(f.code, f.path, f.line) for f in report.findings)


def goglobal_(verb: str, folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "goglobal", verb, str(folder), *words],
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
    result = goglobal_("check", series, "--format", "json")
    assert result.returncode == 1, result.stderr
    document = json.loads(result.stdout)
    assert sorted(place(f["code"], f["path"], f["line"]) for f in document["findings"]) == EXPECTED
    counted = document["summary"]
    states = ("error", "warning", "info", "waived")
    assert sum(counted[state] for state in states) == len(EXPECTED)
    assert counted["waived"] == 1
    assert {f["code"]: f["waived"]["by"] for f in document["findings"] if f["waived"]} == {
        "MET005": "Wang Min 王敏"
    }
    assert document["skipped"] == []


def test_text_tells_each_defect_and_nothing_else(series: Path) -> None:
    result = goglobal_("check", series)
    assert result.returncode == 1, result.stderr
    headline = re.compile(
        r"\S*?broken-lantern(?:/(\S+?)(?::(\d+))?)?(?: \([\w-]+\))?: ([A-Z]{3}\d{3}) [a-z-]+ "
        r"(?:error|warning|info): "
    )
    headlines = [m for line in result.stdout.splitlines() if (m := headline.match(line))]
    assert sorted(place(m[3], m[1], m[2]) for m in headlines) == EXPECTED


@pytest.mark.parametrize("seed", sorted(MENDS))
def test_a_mended_defect_takes_exactly_its_line_away(series: Path, seed: str) -> None:
    MENDS[seed](series)
    gone = lines_of(seed)
    assert found(series) == [line for line in EXPECTED if line not in gone]


def test_mended_whole_it_passes(series: Path) -> None:
    for mend in MENDS.values():
        mend(series)
    assert found(series) == []
    result = goglobal_("check", series, "--format", "json")
    assert result.returncode == 0, result.stdout + result.stderr
    assert json.loads(result.stdout)["findings"] == []


def test_the_list_is_sorted_and_each_line_is_planted_and_explained() -> None:
    assert sorted(set(EXPECTED)) == EXPECTED
    assert sorted(line for seed in MENDS for line in lines_of(seed)) == EXPECTED
    assert sum(len(seed.split(" + ")) for seed in MENDS) == len(EXPECTED)
    explained = (EXAMPLE / "README.md").read_text("utf-8")
    for line in EXPECTED:
        code, where = line.split(" ", 1)
        assert re.search(rf"\| {code} \| `{re.escape(where)}` \|", explained), line


def test_there_is_one_of_each_rule_of_the_project_its_texts_and_their_translation() -> None:
    families = ("PRJ", "TRN", "CAT", "MET")
    rules = {function.rule.code for function in builtin() if function.rule.family in families}
    assert rules == {line[:6] for line in EXPECTED if line.startswith(families)}


def test_ship_delivers_what_is_whole_and_holds_the_rest(series: Path) -> None:
    result = goglobal_("ship", series, "--format", "json")
    assert result.returncode == 1, result.stderr
    receipts = json.loads(result.stdout)["receipts"]
    delivered = {(r["target"], r["language"]) for r in receipts if r["state"] == "delivered"}
    assert delivered == {("demo", "zh-Hans"), ("demo", "zh-Hant")}
    assert {r["state"] for r in receipts} == {"delivered", "held"}
