"""Archives from anybody: what is in them is found under its right name, and nothing gets out."""

from __future__ import annotations

import io
import os
import stat
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from goglobal.exchange.intake.collecting import collect
from goglobal.exchange.intake.entries import Collected, Limits

Tracks = Callable[[str, int], bytes]
Take = Callable[..., Any]
SRT = "1\n00:00:01,000 --> 00:00:02,000\nสวัสดี\n".encode()
Zip = Callable[..., Path]


@pytest.fixture
def pack(vendor: Path) -> Zip:
    """Write `vendor.zip` with entries of (name or ZipInfo, bytes)."""

    def write(*entries: tuple[str | zipfile.ZipInfo, bytes], method: int = 8) -> Path:
        place = Path("vendor.zip")
        with zipfile.ZipFile(place, "w", method) as archive:
            for name, data in entries:
                archive.writestr(name, data, compress_type=method)
        return place

    return write


def look(path: Path, **limits: int) -> Collected:
    return collect([path], Limits(**limits) if limits else None)


def refusals(found: Collected) -> dict[str, str]:
    assert not found.entries
    return {one.name: one.why.message for one in found.left if one.fate == "refused"}


def raw_names(path: Path, old: bytes, new: bytes) -> None:
    """Put other bytes of the same length into the names of an archive."""
    assert len(old) == len(new)
    data = path.read_bytes()
    assert data.count(old) == 2
    path.write_bytes(data.replace(old, new))


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("../ep001.srt", "leads out"),
        ("a/../../ep001.srt", "leads out"),
        ("..\\ep001.srt", "leads out"),
        ("/etc/ep001.srt", "absolute"),
        ("C:\\ep001.srt", "drive letter"),
        ("c:ep001.srt", "drive letter"),
        ("//server/share/ep001.srt", "absolute"),
        ("a" * 1200 + ".srt", "too long"),
    ],
)
def test_a_name_that_leads_out_is_refused(pack: Zip, name: str, words: str) -> None:
    (message,) = refusals(look(pack((name, SRT)))).values()
    assert words in message


@pytest.mark.parametrize("mode", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR, stat.S_IFSOCK])
def test_links_and_devices_are_refused(pack: Zip, mode: int) -> None:
    info = zipfile.ZipInfo("ep001.srt")
    info.external_attr = (mode | 0o777) << 16
    (message,) = refusals(look(pack((info, b"/etc/passwd")))).values()
    assert "link" in message or "device" in message


def _tar() -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        info = tarfile.TarInfo("ep001.srt")
        info.size = len(SRT)
        archive.addfile(info, io.BytesIO(SRT))
    return out.getvalue()


def _zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("ep001.srt", SRT)
    return out.getvalue()


ARCHIVES = {
    "zip": _zip(),
    "rar": b"Rar!\x1a\x07\x01\x00rest",
    "7z": b"7z\xbc\xaf\x27\x1crest",
    "gzip": b"\x1f\x8b\x08rest",
    "xz": b"\xfd7zXZ\x00rest",
    "tar": _tar(),
}


@pytest.mark.parametrize("kind", ARCHIVES)
@pytest.mark.parametrize("name", ["th.zip", "ep001.srt", "notes"])
def test_an_archive_in_an_archive_is_refused_by_its_content(
    pack: Zip, kind: str, name: str
) -> None:
    (left,) = look(pack((name, ARCHIVES[kind]))).left
    assert left.fate == "refused"
    assert left.why.arguments["kind"] == kind
    assert "goglobal intake FOLDER" in left.help


@pytest.mark.parametrize("kind", [kind for kind in ARCHIVES if kind != "zip"])
def test_another_archive_says_how_to_unpack_it(vendor: Path, kind: str) -> None:
    Path("vendor.rar").write_bytes(ARCHIVES[kind])
    (left,) = look(Path("vendor.rar")).left
    assert left.fate == "refused"
    assert left.why.arguments["kind"] == kind
    assert "unpack it" in left.help


def _gigabyte(path: Path) -> None:
    """An archive whose one entry is 1 GB of zeros in 1 MB, made without packing all of them."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    chunk = packer.compress(bytes(1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    again = packer.compress(bytes(1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    data = chunk + again * 1023 + packer.flush()
    crc = 0
    for _ in range(1024):
        crc = zlib.crc32(bytes(1 << 20), crc)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("ep001.srt", data)
    raw = bytearray(path.read_bytes())
    sizes = struct.pack("<LLL", crc, len(data), 1 << 30)
    for magic, method, at in ((b"PK\x03\x04", 8, 14), (b"PK\x01\x02", 10, 16)):
        begin = raw.rindex(magic)
        raw[begin + method] = zipfile.ZIP_DEFLATED
        raw[begin + at : begin + at + 12] = sizes
    path.write_bytes(bytes(raw))


def test_a_bomb_is_not_even_opened(vendor: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _gigabyte(Path("vendor.zip"))
    with zipfile.ZipFile("vendor.zip") as archive, archive.open("ep001.srt") as stream:
        assert stream.read(1 << 20) == bytes(1 << 20), "it is no bomb"

    def opened(*arguments: object, **keywords: object) -> None:
        pytest.fail("the bomb was opened")

    monkeypatch.setattr(zipfile.ZipFile, "open", opened)
    (message,) = refusals(look(Path("vendor.zip"))).values()
    assert "zip bomb" in message


def test_a_size_that_lies_does_not_help_a_bomb(pack: Zip) -> None:
    """An entry of 64 MB that says it has 100 bytes: no more than those are read, and it is told."""
    path = pack(("ep001.srt", SRT + bytes(64 << 20)))
    data = bytearray(path.read_bytes())
    size = struct.pack("<I", len(SRT) + (64 << 20))
    assert data.count(size) == 2
    path.write_bytes(bytes(data).replace(size, struct.pack("<I", 100)))
    (message,) = refusals(look(path)).values()
    assert "damaged" in message


def test_entries_that_overlap_are_refused(pack: Zip) -> None:
    path = pack(*((f"{n}.srt", SRT * 2000) for n in range(1, 4)), method=0)
    data = path.read_bytes()
    listed = data.rindex(b"PK\x01\x02", 0, data.rindex(b"PK\x01\x02"))
    first = data.index(b"PK\x01\x02")
    # every entry of the list points to the first one's data
    changed = bytearray(data)
    for at in (listed, data.rindex(b"PK\x01\x02")):
        changed[at + 42 : at + 46] = changed[first + 42 : first + 46]
    path.write_bytes(bytes(changed))
    found = look(path)
    assert len(found.entries) <= 1
    assert any(one.fate == "refused" for one in found.left)


def test_the_total_is_limited(pack: Zip) -> None:
    entries = [(f"ep{n:03}.srt", os.urandom(40_000)) for n in range(1, 6)]
    (message,) = refusals(look(pack(*entries), total=100_000)).values()
    assert "are taken at once" in message


def test_one_file_is_limited(pack: Zip) -> None:
    (message,) = refusals(look(pack(("ep001.srt", os.urandom(40_000))), entry=1 << 14)).values()
    assert "larger than" in message


def test_a_hundred_thousand_entries_are_refused_before_they_are_listed(vendor: Path) -> None:
    with zipfile.ZipFile("vendor.zip", "w") as archive:
        for number in range(100_000):
            archive.writestr(f"{number:06}.srt", b"")
    (message,) = refusals(look(Path("vendor.zip"))).values()
    assert "files or more" in message


def test_a_password_is_told(pack: Zip) -> None:
    path = pack(("ep001.srt", SRT), method=0)
    data = bytearray(path.read_bytes())
    for magic, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(magic) + at] |= 1
    path.write_bytes(bytes(data))
    (message,) = refusals(look(path)).values()
    assert "password" in message


def test_two_entries_of_one_name_are_both_refused(pack: Zip) -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        path = pack(("ep001.srt", SRT), ("ep001.srt", SRT + SRT))
    assert len(look(path).left) == 2
    assert not look(path).entries


@pytest.mark.parametrize(
    "names", [("EP001.srt", "ep001.srt"), ("é.srt", "e\u0301.srt"), ("TH/1.srt", "th/1.srt")]
)
def test_names_that_differ_only_by_case_or_accents_are_refused(
    pack: Zip, names: tuple[str, str]
) -> None:
    assert set(refusals(look(pack(*((name, SRT) for name in names))))) == {
        f"vendor.zip/{name}" for name in names
    }


@pytest.mark.parametrize(
    ("page", "name"),
    [
        ("gb18030", "外滩月色/泰语/第03集.srt"),
        ("gb18030", "泰语终版_第十二集.srt"),
        ("cp932", "日本語字幕/第3話.srt"),
        ("cp932", "ムーンライト/エピソード３.srt"),
        ("big5", "繁體中文/第03集.srt"),
        ("cp949", "한국어 자막/3화.srt"),
        ("cp874", "ไทย/ตอนที่ 3.srt"),
        ("cp866", "русский/серия 3.srt"),
        ("utf-8", "泰语/第3集.srt"),
        ("cp437", "Español/Capítulo 3.srt"),
        ("utf-8", "Español/Capítulo 3.srt"),
        ("cp1256", "العربية/الحلقة 3.srt"),
        ("cp720", "العربية/الحلقة 3.srt"),
        ("utf-8", "العربية/الحلقة 3.srt"),
        ("utf-8", "Türkçe/Bölüm 3.srt"),
        ("gb18030", "泰3.srt"),
        ("gb18030", "越/03.srt"),
    ],
)
def test_names_in_the_senders_code_page_are_read_as_they_were_meant(
    pack: Zip, page: str, name: str
) -> None:
    raw = name.encode(page)
    place = "x" * len(raw)
    raw_names(pack((place, SRT)), place.encode(), raw)
    found = look(Path("vendor.zip"))
    assert [entry.name for entry in found.entries] == [f"vendor.zip/{name}"]
    assert found.entries[0].parts == ("vendor", *name.split("/"))


def test_names_that_are_utf_8_do_not_hide_the_code_page_of_the_others(pack: Zip) -> None:
    """A Mac added a file to what Windows had packed."""
    names = {"x": "泰语/第1集.srt".encode("gbk"), "y": "泰语/第2集.srt".encode()}
    path = pack(*((sign * len(raw), SRT) for sign, raw in names.items()))
    for sign, raw in names.items():
        raw_names(path, (sign * len(raw)).encode(), raw)
    found = look(Path("vendor.zip"))
    assert [entry.name for entry in found.entries] == [
        "vendor.zip/泰语/第1集.srt",
        "vendor.zip/泰语/第2集.srt",
    ]


def test_the_name_in_info_zips_extra_field_goes_first(pack: Zip) -> None:
    name = "泰语.srt".encode()
    field = b"\x01" + struct.pack("<I", zlib.crc32(b"plain.srt")) + name
    info = zipfile.ZipInfo("plain.srt")
    info.extra = struct.pack("<HH", 0x7075, len(field)) + field
    found = look(pack((info, SRT)))
    assert [entry.name for entry in found.entries] == ["vendor.zip/泰语.srt"]


@pytest.mark.parametrize(
    "name",
    [
        "__MACOSX/th/._ep001.srt",
        "th/._ep001.srt",
        "th/.DS_Store",
        "Thumbs.db",
        "th/desktop.ini",
        "~$ep001.srt",
    ],
)
def test_what_computers_leave_behind_is_left_out_and_said(pack: Zip, name: str) -> None:
    (left,) = look(pack((name, b"\0\5\x16\7"))).left
    assert left.fate == "skipped"
    assert left.name == f"vendor.zip/{name}"


def test_every_other_file_is_said_as_well(pack: Zip) -> None:
    names = ["th.po", "titles.xlsx", "poster.jpg", "ep001.mp4", "notes.docx", "a.txt", "x.sub"]
    found = look(pack(*((name, b"no times here") for name in names)))
    assert {one.name for one in found.left} == {f"vendor.zip/{name}" for name in names}
    helps = {one.name.rpartition("/")[2]: one.help for one in found.left}
    assert "i18n import" in helps["th.po"]
    assert "i18n import" in helps["titles.xlsx"]
    assert {one.name: one.fate for one in found.left}["vendor.zip/x.sub"] == "refused"


@pytest.mark.parametrize(
    "data",
    [b"", b"PK", b"PK\x05\x06" + bytes(18), b"PK\x03\x04 torn", _zip()[:-30], _zip()[:40]],
    ids=["nothing", "two bytes", "empty zip", "torn head", "torn end", "torn middle"],
)
def test_a_damaged_or_empty_archive_is_said(vendor: Path, data: bytes) -> None:
    Path("vendor.zip").write_bytes(data)
    (left,) = look(Path("vendor.zip")).left
    assert not look(Path("vendor.zip")).entries
    assert left.name == "vendor.zip"


def test_damage_in_one_entry_leaves_the_others(pack: Zip) -> None:
    path = pack(("1.srt", SRT), ("2.srt", SRT), method=0)
    data = bytearray(path.read_bytes())
    data[data.index(SRT) + 5] ^= 1
    path.write_bytes(bytes(data))
    found = look(path)
    assert [entry.name for entry in found.entries] == ["vendor.zip/2.srt"]
    assert "damaged" in found.left[0].why.message


def test_bytes_that_are_no_archive_never_raise(vendor: Path) -> None:
    whole = _zip()
    for cut in range(0, len(whole), 3):
        for flip in (0x00, 0xFF):
            data = bytearray(whole)
            data[cut] = flip
            Path("vendor.zip").write_bytes(bytes(data))
            look(Path("vendor.zip"))


def test_an_archive_is_taken_in_whole_from_anywhere(
    pack: Zip, take: Take, project: Path, subtitles: Tracks
) -> None:
    """Names in GBK, folders by language, and nothing else on the disk than the tracks."""
    names = {
        f"{folder}/第{number}集.srt": (tag, number)
        for folder, tag in (("泰语", "th"), ("越南语", "vi"))
        for number in range(1, 7)
    }
    raw = [name.encode("gbk") for name in names]
    places = [f"{n:02}".ljust(len(name), "x") for n, name in enumerate(raw)]
    path = pack(*((place, subtitles(*names[n])) for place, n in zip(places, names, strict=True)))
    for place, name in zip(places, raw, strict=True):
        raw_names(path, place.encode(), name)
    before = {p for p in project.rglob("*") if p.is_file()}
    report = take(path)
    assert report.written
    made = {p.relative_to(project).as_posix() for p in project.rglob("*") if p.is_file()}
    made -= {p.relative_to(project).as_posix() for p in before} | {
        ".goglobal/.lock",
        "translations.csv",
    }
    assert made == {
        f"subtitles/{tag}/ep{number:03}.srt" for tag in ("th", "vi") for number in range(1, 7)
    }
