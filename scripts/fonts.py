"""Write src/goglobal/fit/data: Noto fonts without outlines, and a bound for every character.

    apt-get install fonts-noto-core fonts-noto-cjk fonts-noto-color-emoji
    python scripts/fonts.py [FOLDER]      FOLDER has the fonts (default: /usr/share/fonts)

What shaping needs of a font is kept: which glyph a character has, how wide it is, and what stands
in its place or moves beside others. Pictures of glyphs, names, and features that a player does not
turn on by itself are left out. The faces of the CJK fonts lie in one file and share their tables.
"""

from __future__ import annotations

import io
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from font_bounds import bounds
from fontTools.subset import Options
from fontTools.ttLib import TTCollection, TTFont, newTable

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "src" / "goglobal" / "fit" / "data"
BOLD_TOO = (
    "NotoSans",
    "NotoSansArabic",
    "NotoSansArmenian",
    "NotoSansBengali",
    "NotoSansDevanagari",
    "NotoSansEthiopic",
    "NotoSansGeorgian",
    "NotoSansGujarati",
    "NotoSansGurmukhi",
    "NotoSansHebrew",
    "NotoSansKannada",
    "NotoSansKhmer",
    "NotoSansLao",
    "NotoSansMalayalam",
    "NotoSansMyanmar",
    "NotoSansSinhala",
    "NotoSansSymbols",
    "NotoSansTamil",
    "NotoSansTelugu",
    "NotoSansThai",
)
REGULAR_ONLY = ("NotoSansSymbols2", "NotoMusic")
EMOJI = "NotoColorEmoji"
LINES = ROOT / "tests" / "browser" / "lines"
ENOUGH, MOST_LINES = 30, 34
"""Lines of a language that tell how long its words are, and all that are needed."""
CJK = ("JP", "KR", "SC", "TC")
KEPT = {"head", "hhea", "maxp", "hmtx", "cmap", "GDEF", "GSUB", "GPOS"}
NOT_ON_BY_ITSELF = {"vert", "vrt2", "vpal", "vkrn", "valt", "vhal"}
"""Features of vertical setting, which fontTools would keep."""


def stripped(font: TTFont) -> TTFont:
    """`font` with nothing but what shaping horizontal lines needs; glyphs keep their numbers."""
    font.recalcTimestamp = False
    font.setGlyphOrder([f"g{number}" for number in range(font["maxp"].numGlyphs)])
    for tag in {*font.keys()} - KEPT - {"GlyphOrder"}:
        del font[tag]
    wanted = {*Options().layout_features} - NOT_ON_BY_ITSELF
    for tag in ("GSUB", "GPOS"):
        if tag in font:
            _without_features(font[tag], wanted)
    maxp = newTable("maxp")  # of the short form: the long one speaks of outlines
    maxp.tableVersion, maxp.numGlyphs = 0x00005000, font["maxp"].numGlyphs
    font["maxp"] = maxp
    cmap = font["cmap"]
    cmap.tables = [t for t in cmap.tables if t.isUnicode() or t.format == 14]
    wide = {(t.platformID, t.platEncID) for t in cmap.tables if t.format == 12}
    if wide:  # the narrow tables hold only a part of the same
        cmap.tables = [t for t in cmap.tables if t.format in (12, 14)][-2:]
    return font


def _without_features(table: Any, wanted: Collection[str]) -> None:
    layout = table.table
    if layout.FeatureList is None or layout.ScriptList is None:
        return
    table.subset_feature_tags(wanted)
    table.prune_lookups()


def fonts(folder: Path) -> Iterator[tuple[str, TTFont]]:
    """Every font by the name that it has in the package."""
    noto = folder / "truetype" / "noto"
    names = [f"{family}-{weight}" for family in BOLD_TOO for weight in ("Regular", "Bold")]
    names += [f"{family}-Regular" for family in REGULAR_ONLY]
    for name in names:
        yield name, TTFont(noto / f"{name}.ttf", lazy=True)
    yield f"{EMOJI}-Regular", TTFont(noto / f"{EMOJI}.ttf", lazy=True)


def collection(folder: Path, weight: str) -> Iterator[tuple[str, TTFont]]:
    """The faces of the CJK font."""
    found = TTCollection(folder / "opentype" / "noto" / f"NotoSansCJK-{weight}.ttc", lazy=True)
    by_name = {
        font["name"].getDebugName(16) or font["name"].getDebugName(1): font for font in found.fonts
    }
    for region in CJK:
        yield f"NotoSansCJK{region}-{weight}", by_name[f"Noto Sans CJK {region}"]


def main() -> int:
    """Write the data; the exit code."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "/usr/share/fonts")
    DATA.mkdir(exist_ok=True)
    told: dict[str, dict[str, Any]] = {}
    for name, font in fonts(folder):
        version = font["name"].getDebugName(5).split(";")[0]
        made = stripped(font)
        data = io.BytesIO()
        made.save(data, reorderTables=True)
        (DATA / f"{name}.metrics").write_bytes(data.getvalue())
        told[name] = _facts(data.getvalue(), version, f"{name}.metrics", 0)
        print(f"{name}: {len(data.getvalue()):,} bytes, {_count(told[name])} bounds")
    faces, labels = [], []
    for weight in ("Regular", "Bold"):
        for name, font in collection(folder, weight):
            version = font["name"].getDebugName(5).split(";")[0]
            faces.append(stripped(font))
            labels.append((name, version))
    together = TTCollection()
    together.fonts = faces
    data = io.BytesIO()
    together.save(data, shareTables=True)
    (DATA / "NotoSansCJK.metrics").write_bytes(data.getvalue())
    for index, (name, version) in enumerate(labels):
        told[name] = _facts(data.getvalue(), version, "NotoSansCJK.metrics", index)
        print(f"{name}: {_count(told[name])} bounds")
    print(f"NotoSansCJK: {len(data.getvalue()):,} bytes")
    text = json.dumps({"fonts": told}, indent=None, separators=(",", ":"), sort_keys=True)
    (DATA / "fonts.json").write_text(text.replace('"Noto', '\n"Noto') + "\n")
    (DATA / "dialogue.json").write_text(
        json.dumps(_dialogue(), ensure_ascii=False, indent=0) + "\n"
    )
    return 0


def _dialogue() -> dict[str, list[str]]:
    """Ordinary dialogue by language, from which limits in characters are derived."""
    files = {file.stem: file.read_text().splitlines() for file in sorted(LINES.glob("*.txt"))}
    return {tag: lines[:MOST_LINES] for tag, lines in files.items() if len(lines) >= ENOUGH}


@cache
def _frequencies() -> dict[str, float]:
    """How often each character stands in a thousand of the dialogue that tests are made with."""
    counts: dict[str, float] = defaultdict(float)
    for file in sorted(LINES.glob("*.txt")):
        text = file.read_text()
        for character, times in Counter(text).items():
            counts[character] += 1000 * times / len(text)
    return dict(counts)


def _count(facts: Any) -> str:
    return "no" if facts["wider"] is None else f"{len(facts['wider']):,}"


def _facts(data: bytes, version: str, file: str, index: int) -> dict[str, Any]:
    """What fonts.json says of one font."""
    font = TTFont(io.BytesIO(data), fontNumber=index)
    return {"file": file, "index": index, "version": version, **bounds(font, _frequencies())}


if __name__ == "__main__":
    sys.exit(main())
