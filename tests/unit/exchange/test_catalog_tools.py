"""Catalogs that went through the tools of translators and developers, and come back to `update`."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polib
import pytest
from babel.messages.pofile import read_po, write_po

from goglobal.exchange.catalog_merging import Wanted, merge, new_catalog, template
from goglobal.project.catalogs import parse_catalog

LONG = "上海，1936年。 " * 12
WANTED = [
    Wanted(key="series/title", source="外滩月色", notes=("The title of the series.",), limit=100),
    Wanted(key="series/synopsis", source=LONG, notes=("What the series is about.",), limit=900),
    Wanted(key="episode/001/title", source="月下归人", notes=("The title of episode 1.",)),
    Wanted(key="episode/002/title", source="假签名", notes=("The title of episode 2.",)),
]
TEXTS = {
    "series/title": "Moonlit “Bund” & \\ more",
    "series/synopsis": "Shanghai, 1936. She returns.\nAnd stays. " * 6,
    "episode/001/title": "Homecoming",
}
NOTE = "# the client wants it short\n"


@pytest.fixture
def catalog() -> bytes:
    """A catalog as we write it, translated, with a comment, a fuzzy entry and an obsolete one."""
    file = polib.pofile(
        "#" * 300 + "\n" + merge(new_catalog("moonlit", "en", "外滩月色"), WANTED).data.decode(),
        wrapwidth=0,
    )
    for entry in file:
        entry.msgstr = TEXTS.get(entry.msgctxt, "")
    file.find("月下归人").flags.insert(0, "fuzzy")
    text = str(file).replace('msgctxt "series/title"', 'msgctxt "series/title"')
    text = text[text.index("\n", 300) + 1 :]
    old = '\n# gone\n#~ msgctxt "series/tagline"\n#~ msgid "旧账"\n#~ msgstr "Old debts"\n'
    return (
        text.replace("#. The title of the series.", NOTE + "#. The title of the series.") + old
    ).encode()


def facts(data: bytes) -> dict[str, tuple[str, str, bool]]:
    read = parse_catalog(data, language="en", path="en.po")
    assert not read.findings
    return {key: (entry.source, entry.text, entry.fuzzy) for key, entry in read.entries.items()}


def through_polib(data: bytes, folder: Path) -> bytes:
    path = folder / "polib.po"
    path.write_bytes(data)
    file = polib.pofile(str(path))
    file.metadata["X-Generator"] = "polib"
    file.save()
    return path.read_bytes()


def through_babel(data: bytes, folder: Path) -> bytes:
    out = io.BytesIO()
    write_po(out, read_po(io.BytesIO(data), locale="en"), width=60)
    return out.getvalue()


def through_pybabel_update(data: bytes, folder: Path) -> bytes:
    from babel.messages.frontend import CommandLineInterface

    (folder / "series.pot").write_bytes(
        template(None, WANTED, new_catalog("moonlit", "", "外滩月色"))
    )
    path = folder / "en.po"
    path.write_bytes(data)
    arguments = ["pybabel", "-q", "update", "--previous", "-l", "en"]
    pybabel: Any = CommandLineInterface()
    pybabel.run([*arguments, "-i", str(folder / "series.pot"), "-o", str(path)])
    return path.read_bytes()


def through_translate_toolkit(data: bytes, folder: Path) -> bytes:
    from translate.storage.pypo import pofile

    file = pofile(io.BytesIO(data))
    out = io.BytesIO()
    file.serialize(out)
    return out.getvalue()


def through_windows(data: bytes, folder: Path) -> bytes:
    return b"\xef\xbb\xbf" + data.replace(b"\n", b"\r\n")


def through_an_old_mac(data: bytes, folder: Path) -> bytes:
    return data.replace(b"\n", b"\r")


Through = Callable[[bytes, Path], bytes]
TOOLS: list[Through] = [
    through_polib,
    through_babel,
    through_pybabel_update,
    through_translate_toolkit,
    through_windows,
    through_an_old_mac,
]


@pytest.mark.parametrize("tool", TOOLS, ids=lambda tool: tool.__name__)
def test_nothing_is_lost_and_a_second_run_changes_nothing(
    tool: Through, catalog: bytes, tmp_path: Path
) -> None:
    wanted = {
        "series/title": ("外滩月色", TEXTS["series/title"], False),
        "series/synopsis": (LONG, TEXTS["series/synopsis"], False),
        "episode/001/title": ("月下归人", "Homecoming", True),
        "episode/002/title": ("假签名", "", False),
    }
    assert facts(catalog) == wanted
    came_back = tool(catalog, tmp_path)
    assert facts(came_back) == wanted
    merged = merge(came_back, WANTED)
    assert facts(merged.data) == wanted
    text = merged.data.decode()
    assert "# the client wants it short" in text
    assert "Old debts" in text
    assert "max-length:100" in text
    assert merge(merged.data, WANTED).data == merged.data


@pytest.mark.parametrize("tool", TOOLS, ids=lambda tool: tool.__name__)
def test_a_changed_text_is_fuzzy_after_any_tool(
    tool: Through, catalog: bytes, tmp_path: Path
) -> None:
    changed = [Wanted(key="series/title", source="外滩月光", limit=80), *WANTED[1:]]
    merged = merge(tool(catalog, tmp_path), changed)
    assert facts(merged.data)["series/title"] == ("外滩月光", TEXTS["series/title"], True)
    assert (merged.changed, merged.added, merged.obsolete) == (1, 0, 0)
    if tool is not through_pybabel_update:  # its template has the old text
        assert facts(tool(merged.data, tmp_path))["series/title"][0] == "外滩月光"


@pytest.mark.parametrize("tool", TOOLS[:4], ids=lambda tool: tool.__name__)
def test_a_wrapped_file_stays_wrapped(tool: Through, catalog: bytes, tmp_path: Path) -> None:
    """Only the lines of the entry that changed are other lines."""
    came_back = tool(merge(catalog, WANTED).data, tmp_path)
    before = merge(came_back, WANTED).data.decode().split("\n")
    changed = [*WANTED[:3], Wanted(key="episode/002/title", source="真签名", notes=WANTED[3].notes)]
    after = merge(came_back, changed).data.decode().split("\n")
    assert len(before) == len(after)
    assert [line for line, old in zip(after, before, strict=True) if line != old] == [
        'msgid "真签名"'
    ]
