"""The laws of export and import: unchanged texts change no byte, a changed one its own lines."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from goglobal import pipeline, subtitles
from goglobal.exchange import formats
from goglobal.exchange.results import ImportReport
from goglobal.exchange.units import Document, Unit
from goglobal.model import Cue, Track
from goglobal.pipeline.exporting import export
from goglobal.pipeline.importing import import_files

FORMATS = ("po", "xliff", "xliff2", "xlsx")
SERIES = (
    '[series]\nid = "s"\ntitle = "外滩月色"\nsynopsis = "上海，一九三六年。"\n'
    'source_language = "zh-Hans"\n'
)
HAN = (
    "你好",
    "嗯",
    "我终于回来了",
    "顾言深 你在哪里",
    "<i>外滩</i> 21:30",
    "一 & 二 < 三",
    "“他”说：\n走吧",
)
THAI = (
    "สวัสดี",
    "อืม",
    "ในที่สุดฉันก็กลับมา",
    "<i>เดอะบันด์</i> 21:30",
    "a & b < ค",
    " มีช่องว่างหน้า",
    "สอง\nบรรทัด",
    "{\\an8}ข้างบน",
    "ศูนย์\u200bกว้าง",
    "\"คำพูด\" 'x'",
    "=1+1 ครับ",
)
CATALOG = (
    '# a note of ours\nmsgid ""\nmsgstr ""\n"Language: th\\n"\n"X-Odd: kept\\n"\n'
    '"Content-Type: text/plain; charset=UTF-8\\n"\n\n# why\n#, max-length:7, odd-flag\n'
    'msgctxt "series/title"\nmsgid "外滩月色"\nmsgstr ""\n"แสงจันทร์"\n"เหนือเดอะบันด์"\n\n'
    '#, fuzzy\nmsgctxt "series/synopsis"\nmsgid "上海。"\nmsgstr "เซี่ยงไฮ้"\n\n'
    '#~ msgctxt "series/tagline"\n#~ msgid "旧"\n#~ msgstr "เก่า"\n'
)


@st.composite
def tracks(draw: st.DrawFn) -> tuple[Track, Track]:
    """A source track, and a translation whose cues are moved, merged, split or left out."""
    count = draw(st.integers(1, 8))
    source, target, at = [], [], 1000
    for _ in range(count):
        length = draw(st.integers(800, 4000))
        source.append(Cue(at, at + length, draw(st.sampled_from(HAN))))
        at += length + draw(st.integers(100, 1500))
    index = 0
    while index < count:
        way = draw(st.sampled_from(["same", "same", "moved", "merged", "split", "gone"]))
        cue = source[index]
        text = draw(st.sampled_from(THAI))
        if way == "merged" and index + 1 < count:
            target.append(Cue(cue.start, source[index + 1].end, text))
            index += 2
            continue
        if way == "split":
            middle = (cue.start + cue.end) // 2
            target += [
                Cue(cue.start, middle, text),
                Cue(middle, cue.end, draw(st.sampled_from(THAI))),
            ]
        elif way == "moved":
            shift = draw(st.integers(-90, 90))
            target.append(Cue(cue.start + shift, cue.end + shift, text))
        elif way == "same":
            target.append(Cue(cue.start, cue.end, text))
        index += 1
    return Track(cues=tuple(source)), Track(cues=tuple(target))


@contextmanager
def project(source: Track, target: bytes | None, suffix: str = "srt") -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder, "s")
        for tag in ("zh-Hans", "th"):
            (root / "subtitles" / tag).mkdir(parents=True)
        (root / "locales").mkdir()
        (root / "series.toml").write_text(SERIES, "utf-8")
        (root / "locales" / "th.po").write_text(CATALOG, "utf-8", newline="")
        (root / "subtitles/zh-Hans/ep001.srt").write_bytes(subtitles.write(source, "srt"))
        if target is not None:
            (root / f"subtitles/th/ep001.{suffix}").write_bytes(target)
        yield root


def exported(root: Path, format_: str) -> Path:
    series, targets = pipeline.load(root), pipeline.targets_of(root)
    export(series, targets, root.parent / "out", languages=["th"], format_=format_, force=True)
    return root.parent / "out"


def imported(root: Path, files: Path) -> ImportReport:
    series, targets = pipeline.load(root), pipeline.targets_of(root)
    return import_files(series, targets, [files], state=root / ".goglobal")


def contents(root: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(root)): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and ".goglobal" not in path.parts
    }


def encoded(track: Track, way: str) -> bytes:
    """A translation as people leave it: line ends, marks, other formats, stray blank lines."""
    if way == "webvtt":
        return subtitles.write(track, "webvtt").replace(b"WEBVTT\n\n", b"WEBVTT\n\nNOTE a\n\n", 1)
    data = subtitles.write(track, "srt")
    if way == "crlf":
        return data.replace(b"\n", b"\r\n")
    if way == "mark":
        return b"\xef\xbb\xbf" + data
    if way == "blank":
        return data.replace(b"\n\n", b"\n\n\n").rstrip(b"\n")
    if way == "counters":
        return data.replace(b"2\n00:", b"9\n00:", 1)
    return data


WAYS = ("plain", "crlf", "mark", "blank", "counters", "webvtt")


@pytest.mark.parametrize("format_", FORMATS)
@settings(max_examples=12, deadline=None)
@given(both=tracks(), way=st.sampled_from(WAYS))
def test_there_and_back_changes_no_byte(format_: str, both: tuple[Track, Track], way: str) -> None:
    source, target = both
    assume(target.cues)
    suffix = "vtt" if way == "webvtt" else "srt"
    with project(source, encoded(target, way), suffix) as root:
        before = contents(root)
        report = imported(root, exported(root, format_))
        assert contents(root) == before
        assert not report.refused, report.told
        assert not report.written


def changed_document(root: Path, changes: dict[str, str]) -> tuple[Path, Document]:
    """An export in which a translator has changed some targets, written by our own writer."""
    data = next(exported(root, "xliff").glob("*cues*")).read_bytes()
    (found,) = formats.read(data, "x")
    units = tuple(replace(u, target=changes.get(u.key, u.target), place="") for u in found.units)
    document = Document(
        series="s", source_language="zh-Hans", language="th", scope="cues", units=units
    )
    out = root.parent / "back.xlf"
    out.write_bytes(formats.write("xliff", document, words=str))
    return out, document


@settings(max_examples=40, deadline=None)
@given(both=tracks(), way=st.sampled_from(WAYS), choice=st.data())
def test_a_changed_text_changes_exactly_its_cues(
    both: tuple[Track, Track], way: str, choice: st.DataObject
) -> None:
    source, target = both
    assume(target.cues)
    suffix = "vtt" if way == "webvtt" else "srt"
    with project(source, encoded(target, way), suffix) as root:
        path = root / f"subtitles/th/ep001.{suffix}"
        before = path.read_bytes()
        out, document = changed_document(root, {})
        units = [unit for unit in document.units if unit.target]
        assume(units)
        unit: Unit = choice.draw(st.sampled_from(units))
        parts = unit.target.split("\n\n")
        new = "\n\n".join(f"ข้อความใหม่ {n}\nบรรทัดที่สอง" for n in range(len(parts)))
        out, _ = changed_document(root, {unit.key: new})
        old = subtitles.read(path, language="th")
        report = imported(root, out)
        assert not report.refused, report.told
        after = subtitles.read(path, language="th")
        assert [(c.start, c.end) for c in after.cues] == [(c.start, c.end) for c in old.cues]
        differing = [
            (a.text, b.text) for a, b in zip(old.cues, after.cues, strict=True) if a.text != b.text
        ]
        assert len(differing) == len(parts)
        assert all("ข้อความใหม่" in now for _, now in differing)
        kept = [line for line in before.splitlines() if line in path.read_bytes().splitlines()]
        assert len(before.splitlines()) - len(kept) <= sum(a.count("\n") + 1 for a, _ in differing)
        assert path.read_bytes().startswith(before[:3])
        assert (b"\r\n" in path.read_bytes()) == (b"\r\n" in before)


@pytest.mark.parametrize("format_", FORMATS)
@settings(max_examples=8, deadline=None)
@given(both=tracks(), choice=st.data())
def test_a_new_language_gets_the_masters_times(
    format_: str, both: tuple[Track, Track], choice: st.DataObject
) -> None:
    source, _ = both
    with project(source, None) as root:
        data = next(exported(root, "xliff2").glob("*cues*")).read_bytes()
        (found,) = formats.read(data, "x")
        texts = [choice.draw(st.sampled_from(THAI[:8])) for _ in found.units]
        units = tuple(
            replace(unit, target=text, place="")
            for unit, text in zip(found.units, texts, strict=True)
        )
        document = Document(
            series="s", source_language="zh-Hans", language="th", scope="cues", units=units
        )
        out = root.parent / f"back.th{formats.suffix_of(format_)}"
        out.write_bytes(formats.write(format_, document, words=str))
        report = imported(root, out)
        assert not report.refused, report.told
        made = subtitles.read(root / "subtitles/th/ep001.srt", language="th")
        assert [(c.start, c.end) for c in made.cues] == [(c.start, c.end) for c in source.cues]
        wanted = [text.removeprefix("{\\an8}") for text in texts]
        assert [cue.text for cue in made.cues] == wanted
        again = imported(root, out)
        assert not again.refused
        assert not again.written
