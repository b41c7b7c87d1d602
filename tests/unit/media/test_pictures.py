"""Pictures are measured by their bytes, and whatever these are, nothing is raised."""

from __future__ import annotations

import io
import os
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from goglobal.media import pictures
from goglobal.media.facts import PictureFacts
from goglobal.media.pictures import measure_picture, picture_facts


def saved(
    mode: str = "RGB", kind: str = "JPEG", size: tuple[int, int] = (36, 64), **how: object
) -> bytes:
    buffer = io.BytesIO()
    picture = Image.effect_noise(size, 80).convert(mode)
    if "A" in mode:
        picture.putalpha(128)
    picture.save(buffer, kind, **how)
    return buffer.getvalue()


def turned(orientation: int) -> bytes:
    exif = Image.Exif()
    exif[0x0112] = orientation
    return saved(exif=exif)


def moving(kind: str) -> bytes:
    buffer = io.BytesIO()
    frames = [Image.new("RGB", (36, 64), colour) for colour in ("red", "blue")]
    frames[0].save(buffer, kind, save_all=True, append_images=frames[1:])
    return buffer.getvalue()


def png(*chunks: tuple[bytes, bytes]) -> bytes:
    def whole(name: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        )

    return b"\x89PNG\r\n\x1a\n" + b"".join(whole(*chunk) for chunk in chunks)


def header(width: int, height: int) -> tuple[bytes, bytes]:
    return b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)


@pytest.mark.parametrize(
    ("data", "kind", "colour"),
    [
        (saved(), "jpeg", "rgb"),
        (saved(progressive=True), "jpeg", "rgb"),
        (saved("L"), "jpeg", "grey"),
        (saved("CMYK"), "jpeg", "cmyk"),
        (saved("RGB", "PNG"), "png", "rgb"),
        (saved("RGBA", "PNG"), "png", "rgba"),
        (saved("L", "PNG"), "png", "grey"),
        (saved("LA", "PNG"), "png", "grey-alpha"),
        (saved("P", "PNG"), "png", "palette"),
        (saved("1", "PNG"), "png", "grey"),
        (saved("I;16", "PNG"), "png", "grey-16"),
        (saved("RGB", "WEBP"), "webp", "rgb"),
        (saved("RGB", "WEBP", lossless=True), "webp", "rgb"),
        (saved("RGBA", "WEBP", exif=b"Exif\0\0"), "webp", "rgba"),
    ],
)
def test_what_a_picture_is(data: bytes, kind: str, colour: str) -> None:
    facts = picture_facts(data, "a.jpg")
    assert facts == PictureFacts(
        path="a.jpg", bytes=len(data), format=kind, width=36, height=64, colour=colour
    )


def test_exif_turns_a_picture() -> None:
    facts = picture_facts(turned(6))
    assert (facts.width, facts.height, facts.turned) == (64, 36, True)
    facts = picture_facts(turned(3))
    assert (facts.width, facts.height, facts.turned) == (36, 64, False)
    broken = turned(6).replace(b"Exif\x00\x00MM", b"Exif\x00\x00XX")
    assert picture_facts(broken).problem == "", "damaged EXIF is no damaged picture"


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_a_picture_that_moves(kind: str) -> None:
    facts = picture_facts(moving(kind))
    assert facts.moving
    assert facts.problem == ""


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"GIF89a\x01\x00", "gif"),
        (b"8BPS\x00\x01", "psd"),
        (b"II*\x00\x08\x00", "tiff"),
        (b"\x00\x00\x00\x1cftypheic\x00", "heic"),
        (b"\x00\x00\x00\x1cftypavif\x00", "avif"),
        (b"%PDF-1.7", "pdf"),
    ],
)
def test_other_formats_are_named_and_never_opened(data: bytes, kind: str) -> None:
    facts = picture_facts(data)
    assert (facts.format, facts.width, facts.problem) == (kind, 0, "")


WHOLE = {
    "jpeg": saved(),
    "progressive": saved(progressive=True),
    "png": saved("RGBA", "PNG"),
    "webp": saved("RGB", "WEBP"),
    "webp with alpha": saved("RGBA", "WEBP"),
}


@pytest.mark.parametrize("name", WHOLE)
def test_every_cut_is_seen(name: str) -> None:
    data = WHOLE[name]
    assert picture_facts(data).problem == ""
    ends = {*range(64), *range(64, len(data), 7), *range(len(data) - 16, len(data))}
    whole = [
        end for end in sorted(ends) if end < len(data) and not picture_facts(data[:end]).problem
    ]
    assert whole == []


def test_a_png_whose_content_was_changed_is_seen() -> None:
    data = bytearray(WHOLE["png"])
    data[len(data) // 2] ^= 1
    assert picture_facts(bytes(data)).problem


def test_pixel_bombs_are_refused_by_their_header() -> None:
    jpeg = bytearray(saved())
    at = jpeg.index(b"\xff\xc0")
    jpeg[at + 5 : at + 9] = struct.pack(">HH", 65_000, 65_000)
    extended = bytearray(saved("RGBA", "WEBP", exif=b"Exif\0\0"))
    assert extended[12:16] == b"VP8X"
    extended[24:30] = b"\xff\xff\x00\xff\xff\x00"
    bombs = {
        "png": png(header(60_000, 60_000), (b"IDAT", zlib.compress(bytes(1000))), (b"IEND", b"")),
        "png of more": png(header(2**31 - 1, 2**31 - 1), (b"IEND", b"")),
        "jpeg": bytes(jpeg),
        "webp": bytes(extended),
    }
    for name, data in bombs.items():
        facts = picture_facts(data)
        assert "more than is ever opened" in facts.problem, name
        assert facts.arguments["width"] * facts.arguments["height"] > pictures.MOST_PIXELS  # type: ignore[operator]


def test_a_large_progressive_jpeg_is_not_kept_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "MOST_KEPT", 36 * 64 - 1)
    data = saved(progressive=True)
    assert picture_facts(data + b"left behind").problem == ""
    cut = picture_facts(data[:-2])
    assert cut.problem == "the picture is cut off: its end is missing"
    assert (cut.width, cut.height) == (36, 64)
    assert picture_facts(saved()[:-2]).problem == "the picture is cut off, or damaged further down"


def test_text_that_is_packed_in_a_png_does_not_unpack_without_end() -> None:
    body = b"Comment\x00\x00" + zlib.compress(bytes(200 << 20), 9)
    data = png(header(36, 64), (b"zTXt", body), (b"IDAT", b""), (b"IEND", b""))
    assert picture_facts(data).problem


def test_a_jpeg_of_too_many_scans_is_refused() -> None:
    data = saved(progressive=True)
    start = data.index(b"\xff\xda")
    scan = data[start : data.index(b"\xff\xda", start + 2)]
    facts = picture_facts(data[:start] + scan * 300 + data[start:])
    assert facts.problem == "the JPEG has more than {most} scans: more than is ever opened"


@pytest.mark.parametrize("data", [b"", b"\x00" * 100, b"hello", "电影海报".encode()])
def test_what_is_no_picture(data: bytes) -> None:
    facts = picture_facts(data)
    assert facts.problem
    assert (facts.format, facts.width) == ("", 0)


@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(sorted(WHOLE)),
    st.lists(st.tuples(st.integers(0, 4000), st.integers(0, 255)), min_size=1, max_size=12),
)
def test_no_damage_raises(name: str, changes: list[tuple[int, int]]) -> None:
    data = bytearray(WHOLE[name])
    for place, value in changes:
        data[place % len(data)] = value
    facts = picture_facts(bytes(data))
    assert facts.problem or facts.width * facts.height <= pictures.MOST_PIXELS


def gone(place: Path) -> None:
    """Nothing is there."""


def folder(place: Path) -> None:
    place.mkdir()


def queue(place: Path) -> None:
    os.mkfifo(place)


def heavy(place: Path) -> None:
    with place.open("wb") as file:
        file.truncate(pictures.MOST_BYTES + 1)


@pytest.mark.parametrize("make", [gone, folder, queue, heavy])
def test_what_is_no_file_is_told_and_not_waited_for(
    make: Callable[[Path], None], tmp_path: Path
) -> None:
    make(tmp_path / "cover.jpg")
    facts = measure_picture(tmp_path, "cover.jpg")
    assert facts.problem
    assert facts.path == "cover.jpg"


def test_a_file_is_measured_where_it_lies(tmp_path: Path) -> None:
    (tmp_path / "artwork").mkdir()
    (tmp_path / "artwork" / "cover.jpg").write_bytes(WHOLE["jpeg"])
    facts = measure_picture(tmp_path, "artwork/cover.jpg")
    assert (facts.width, facts.height, facts.problem) == (36, 64, "")
