"""Text decoded twice: found and undone, and no alarm over real words."""

from __future__ import annotations

import tomllib
import unicodedata
from pathlib import Path

import pytest

from goglobal.subtitles import parse
from goglobal.subtitles.mojibake import find, proven, repair, suspicious

REAL = """
“NÃO”  “NÔ  «IRMû  «AMANHû»  IRMÃ\u00a0!  blíž…  blíž…“  «Il est allé…»  é”»  CAFÉ®  CAFÉ™
KNÍŽKA MÚŽE RÚŽA  ĐÃ  ĐÔ NGÔ  เธอไม่เธอเน  เธอเธอเธอ  猫  联通  浣熊涓涓细流  ТРЁХ РІК
Größe “Spaß…”  ESPAÑA €  ângulo … â  à » à «  ÇA VA…»  À…  “É…”  José™  Nº 1ª  för å…»  på›  GÅ…
tú…»  ¿QUÉ?»  Où…»  où ?»  «Qué…»¿  ú—”  mañana…»  Crème brûlée  pâté  Tiếng Việt rất đẹp
PÃO DE AÇÚCAR  CORAÇÃO  “avô”…  voilà…»  là’”  ß…  níŽŠ  Žižka  šíš  ąęł  是的，我的妈呀！
تظاهرات  Ô…  Øø  SØ…”  ÆØÅ  Ý…  Š…  ????  Wait, what???
""".replace("\n", "  ").split("  ")

SOURCES = {
    "fr": "Où étais-tu, “chérie” ? J’ai rêvé…",
    "es": "¿Qué pasó, señor?",
    "pt": "NÃO! Você é irmã — coração",
    "de": "Größe über alles",
    "pl": "Zażółć gęślą jaźń, ład",
    "tr": "Güzel bir gün, değil mi? İyi",
    "vi": "Tiếng Việt rất đẹp",
    "zh": "你好，世界！我从来没有想过",
    "ja": "こんにちは、世界。今日は",
    "ko": "안녕하세요 여러분",
    "th": "สวัสดีชาวโลก ฉันไม่เคย",
    "ru": "Привет, мир!",
    "ar": "مرحبا بالعالم كيف",
    "el": "Καλημέρα κόσμε",
    "emoji": "hi 😀",
    "quote": "It’s fine",
    "note": "♪ la la ♪",
}


def misread(text: str) -> str:
    """UTF-8 opened as Windows-1252, which gives control characters for its five holes."""
    return "".join(
        byte.decode("cp1252", "ignore") or byte.decode("latin-1")
        for byte in (bytes([value]) for value in text.encode())
    )


@pytest.mark.parametrize("text", [text.strip() for text in REAL if text.strip()])
def test_real_words_are_quiet(text: str) -> None:
    assert find(text) is None
    assert not proven(text)


@pytest.mark.parametrize("language", SOURCES)
def test_misread_as_cp1252(language: str) -> None:
    text = SOURCES[language]
    wrong = misread(text)
    assert suspicious(wrong)
    assert find(wrong) is not None
    assert repair(wrong) == text
    assert find(text) is None


LINES = tomllib.loads((Path(__file__).parent / "code_pages.toml").read_text("utf-8"))


@pytest.mark.parametrize("language", LINES)
def test_lines_of_every_language_are_quiet_and_come_back(language: str) -> None:
    """Read wrongly once, twice and three times, each line on its own and all of them as a file."""
    lines = [unicodedata.normalize("NFC", line) for line in LINES[language]["lines"]]
    assert not proven("\n".join(lines))
    for line in lines:
        assert find(line) is None
    wrong = lines
    for _ in range(3):
        wrong = [misread(line) for line in wrong]
        proof = proven("\n".join(wrong))
        for line, read in zip(lines, wrong, strict=True):
            assert line.isascii() or find(read, proof=proof) is not None


@pytest.mark.parametrize(
    ("codec", "text"),
    [
        ("cp1251", "你怎么会在这里，求你了！"),
        ("cp1251", "Привет, это я"),
        ("gb18030", "ただいま、離して"),
        ("gb18030", "Что ты здесь делаешь?"),
        ("cp1252", "Burada ne işin var?"),
        ("cp1252", "Lasă-mă!"),
    ],
)
def test_a_part_of_a_line_is_found(codec: str, text: str) -> None:
    wrong = misread(text) if codec == "cp1252" else text.encode().decode(codec, "replace")
    for line in (wrong, f"— {wrong} (Hello)"):
        found = find(line)
        assert found is not None
        assert found.repaired
        assert suspicious(line)


def test_misread_as_latin1_and_twice() -> None:
    assert repair("été".encode().decode("latin-1")) == "été"
    assert repair(misread(misread("déjà vu"))) == "déjà vu"


@pytest.mark.parametrize(
    ("codec", "language"),
    [
        ("gb18030", "zh"),
        ("cp932", "ja"),
        ("cp1251", "ru"),
        ("cp874", "th"),
        ("cp1256", "ar"),
        ("gb18030", "quote"),
    ],
)
def test_misread_in_other_code_pages(codec: str, language: str) -> None:
    wrong = SOURCES[language].encode().decode(codec, "replace")
    found = find(wrong)
    assert found is not None
    assert found.encoding in (codec, "")


def test_lost_letters_cannot_be_undone() -> None:
    for text in ("锟斤拷锟斤拷", "Hel\ufffdo"):
        found = find(text)
        assert found is not None
        assert found.repaired is None
        assert repair(text) is None


def test_finding_says_whether_it_can_be_undone() -> None:
    cue = "1\n00:00:01,000 --> 00:00:02,000\n{}\n\n"
    found = parse(cue.format("Un cafÃ© noir")).findings[0]
    assert (found.code, found.line, found.cue, found.fixable) == ("SUB014", 3, 1, True)
    assert (found.arguments["found"], found.arguments["repaired"]) == ("Ã©", "é")
    assert found.excerpt == "Un cafÃ© noir"
    assert found.span == (6, 8)
    lost = parse(cue.format("锟斤拷")).findings[0]
    assert (lost.code, lost.fixable) == ("SUB014", False)


def test_doubtful_pairs_count_with_proof_in_the_file() -> None:
    first = "1\n00:00:01,000 --> 00:00:02,000\nCafÃ©\n\n"
    second = "2\n00:00:03,000 --> 00:00:04,000\nvoilÃ\u00a0\n\n"
    assert [found.cue for found in parse(first + second).findings] == [1, 2]
    assert parse("1" + second[1:]).findings == ()
