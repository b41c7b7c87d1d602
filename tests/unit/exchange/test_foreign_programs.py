"""The files opened and saved by other programs: nothing is lost without a remark.

translate-toolkit is what Weblate, Pootle and Virtaal read and write files with; polib and Babel are
the other two common readers of PO; msgmerge is played where gettext is not installed.
"""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from goglobal.exchange import formats
from goglobal.exchange.returned import Returned
from goglobal.exchange.units import Document, Unit, digest_of

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")

ROWS = (
    ("ep001/0001", "上海外滩 21:30", "เดอะบันด์ 21:30 น.", False),
    ("ep001/0002", "十年了\n我终于回来了", "10 ปีแล้ว\nในที่สุดฉันก็กลับมา", False),
    ("ep001/0003", "嗯", "", False),
    ("ep001/0004", "<i>顾言深</i> & “他”", '<i>กู้เหยียนเซิน</i> & "เขา"', True),
    ("ep001/0005+0006", "一\n\n二", "หนึ่งและสอง", False),
    ("ep001/0007", "嗯", "อืม", False),
    ("ep001.sdh/0001", " 前面有空格", " มีช่องว่าง", False),
)


def english(message: str) -> str:
    return message


def document() -> Document:
    return Document(
        series="moonlit-bund",
        source_language="zh-Hans",
        language="th",
        scope="cues",
        units=tuple(
            Unit(
                key=key,
                source=source,
                target=target,
                fuzzy=fuzzy,
                digest=digest_of(source),
                notes=("Shown at 00:00:02.400 for 2.6 s.", "At most 2 lines of 40 characters."),
                max_length=80,
            )
            for key, source, target, fuzzy in ROWS
        ),
    )


def written(format_: str) -> bytes:
    return formats.write(format_, document(), words=english)


def opened(store: Any, data: bytes) -> Any:
    """A file as one of translate-toolkit's stores, which say nothing of their types."""
    return store.parsestring(data)


def read(data: bytes) -> Returned:
    (found,) = formats.read(data, "back")
    return found


def rows(found: Returned) -> list[tuple[str, str, str, bool]]:
    return [(u.key, u.source, u.target, u.fuzzy) for u in found.units]


def whole(found: Returned) -> None:
    assert rows(found) == list(ROWS)
    assert [u.digest for u in found.units] == [digest_of(source) for _, source, _, _ in ROWS]
    assert not found.remarks


# PO


def test_translate_toolkit_opens_and_saves_po() -> None:
    from translate.storage import pypo

    store = opened(pypo.pofile, written("po"))
    units = [unit for unit in store.units if not unit.isheader()]
    assert [unit.getcontext() for unit in units] == [key for key, *_ in ROWS]
    assert [unit.isfuzzy() for unit in units] == [fuzzy for *_, fuzzy in ROWS]
    assert "max-length:80" in str(units[0])
    whole(read(bytes(store)))


def test_polib_opens_and_saves_po() -> None:
    import polib

    file = polib.pofile(written("po").decode())
    assert len(file) == len(ROWS)
    assert "max-length:80" in file[0].flags
    whole(read(str(file).encode()))


def test_babel_opens_and_saves_po() -> None:
    from babel.messages.pofile import read_po, write_po

    catalog = read_po(io.BytesIO(written("po")), locale="th")
    assert len(catalog) == len(ROWS)
    out = io.BytesIO()
    write_po(out, catalog)
    found = read(out.getvalue())
    whole(found)
    assert found.language == "th"


def test_msgmerge_drops_flags_and_nothing_else(tmp_path: Path) -> None:
    data = written("po")
    if shutil.which("msgmerge"):
        path = tmp_path / "a.po"
        path.write_bytes(data)
        command = ["msgmerge", "--quiet", "-o", "-", str(path), str(path)]
        merged = subprocess.run(command, capture_output=True, check=True).stdout
    else:
        merged = re.sub(rb", max-length:\d+|#, max-length:\d+\n", b"", data)
    assert b"max-length" not in merged
    whole(read(merged))


def test_gettext_finds_nothing_to_complain_of(tmp_path: Path) -> None:
    from babel.messages.pofile import read_po

    assert read_po(io.BytesIO(written("po")), abort_invalid=True)
    if shutil.which("msgfmt"):
        path = tmp_path / "a.po"
        path.write_bytes(written("po"))
        command = ["msgfmt", "--check-format", "--check-domain", "-o", "/dev/null", str(path)]
        done = subprocess.run(command, capture_output=True, check=False)
        assert (done.returncode, done.stderr) == (0, b"")


def test_a_po_file_with_windows_line_ends_and_a_mark() -> None:
    whole(read(b"\xef\xbb\xbf" + written("po").replace(b"\n", b"\r\n")))


def test_po_without_contexts_keeps_its_keys_in_the_references() -> None:
    found = read(re.sub(rb"msgctxt .*\n", b"", written("po")))
    assert rows(found) == list(ROWS)


def test_po_without_contexts_and_references_keeps_the_digests() -> None:
    bare = re.sub(rb"msgctxt .*\n|#: .*\n", b"", written("po"))
    found = read(bare)
    assert [u.key for u in found.units] == [""] * len(ROWS)
    assert [u.digest for u in found.units] == [digest_of(source) for _, source, _, _ in ROWS]


# XLIFF


def test_translate_toolkit_opens_and_saves_xliff_12() -> None:
    from translate.storage import xliff

    store = opened(xliff.xlifffile, written("xliff"))
    assert [unit.getid().split("\x04")[-1] for unit in store.units] == [key for key, *_ in ROWS]
    assert [unit.source for unit in store.units] == [source for _, source, _, _ in ROWS]
    assert [unit.target or "" for unit in store.units] == [target for _, _, target, _ in ROWS]
    assert store.getsourcelanguage() == "zh-Hans"
    assert store.gettargetlanguage() == "th"
    assert "Shown at" in store.units[0].getnotes()
    whole(read(bytes(store)))


def test_translate_toolkit_changes_a_target_of_xliff_12() -> None:
    from translate.storage import xliff

    store = opened(xliff.xlifffile, written("xliff"))
    store.units[2].target = "อือ"
    store.units[3].markfuzzy(False)
    found = read(bytes(store))
    assert found.units[2].target == "อือ"
    assert not found.units[3].fuzzy
    others = [row for number, row in enumerate(rows(found)) if number not in {2, 3}]
    assert others == [row for number, row in enumerate(ROWS) if number not in {2, 3}]


def test_translate_toolkit_opens_and_saves_xliff_2() -> None:
    from translate.storage import xliff2

    store = opened(xliff2.Xliff2File, written("xliff2"))
    assert [unit.source for unit in store.units] == [source for _, source, _, _ in ROWS]
    assert [unit.target or "" for unit in store.units] == [target for _, _, target, _ in ROWS]
    whole(read(bytes(store)))


def test_poxliff_opens_and_saves_xliff_12() -> None:
    from translate.storage import poxliff

    store = opened(poxliff.PoXliffFile, written("xliff"))
    assert len(store.units) == len(ROWS)
    whole(read(bytes(store)))


def test_an_xml_library_saves_xliff_with_other_prefixes_and_indents() -> None:
    import xml.etree.ElementTree as ET

    for format_ in ("xliff", "xliff2"):
        tree = ET.ElementTree(ET.fromstring(written(format_).decode()))
        out = io.BytesIO()
        tree.write(out, encoding="utf-16", xml_declaration=True)
        whole(read(out.getvalue()))


def convert(tool: str, data: bytes, suffixes: tuple[str, str], tmp_path: Path) -> bytes:
    """What one of translate-toolkit's converters makes of a file."""
    import sys

    given, made = tmp_path / f"in{suffixes[0]}", tmp_path / f"out{suffixes[1]}"
    given.write_bytes(data)
    program = Path(sys.executable).with_name(tool)
    subprocess.run(
        [str(program), "--progress=none", str(given), str(made)], check=True, capture_output=True
    )
    return made.read_bytes()


def test_po2xliff_drops_the_context_and_the_keys_are_found_again(tmp_path: Path) -> None:
    data = convert("po2xliff", written("po"), (".po", ".xlf"), tmp_path)
    assert b"ep001/0001" in data
    assert b"resname" not in data
    found = read(data)
    assert rows(found) == list(ROWS)
    assert found.series == "moonlit-bund"
    assert found.scope == "cues"


def test_there_and_back_through_po2xliff(tmp_path: Path) -> None:
    data = convert("po2xliff", written("po"), (".po", ".xlf"), tmp_path)
    back = convert("xliff2po", data, (".xlf", ".po"), tmp_path)
    found = read(back)
    assert rows(found) == list(ROWS)


def test_xliff2po_loses_the_keys_but_not_which_text_is_which(tmp_path: Path) -> None:
    back = convert("xliff2po", written("xliff"), (".xlf", ".po"), tmp_path)
    found = read(back)
    targets = {source: target for _, source, target, _ in ROWS}
    unique = [source for source in targets if source != "嗯"]
    # of two equal sources without a key the converter keeps one: reconciling tells of the other
    assert {u.source for u in found.units} == set(targets)
    assert {u.source: u.target for u in found.units if u.source in unique} == {
        source: targets[source] for source in unique
    }
    assert all(u.digest == digest_of(u.source) or not u.digest for u in found.units)
