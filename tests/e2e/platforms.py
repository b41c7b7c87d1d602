"""The example made ready for every built-in platform at once, with what each demands put in."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from PIL import Image

import goglobal.profiles

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "moonlit-bund"
BUILT_IN = sorted(p.stem for p in (Path(goglobal.profiles.__path__[0]) / "data").glob("*.toml"))
PICTURES: dict[str, dict[str, tuple[int, int]]] = {
    "filmhub": {"poster-3x4": (900, 1200), "poster-4x3": (1200, 900)},
    "prime-video": {
        "boxart": (1600, 1200),
        "cover-16x9": (1920, 1080),
        "hero": (1920, 1080),
        "poster": (2000, 3000),
    },
    "roku": {"keyart": (1920, 1080), "boxcover": (1600, 1200), "background": (1920, 1080)},
    "youtube": {f"thumbnail.ep{number:03}": (1920, 1080) for number in range(1, 7)},
}
"""By profile, beside what the example has: the pictures that it wants."""
TIMED_TEXT = {"ttml": "ttml", "imsc": "xml", "itt": "itt"}
OVERLAYS = {
    "bag": 'extends = "generic"\ncontainer = "bagit"\n[metadata]\ndocuments = ["chain-of-title"]\n',
    "zipped": 'extends = "generic"\ncontainer = "zip"\n',
    "timed-text": 'extends = "generic"\n[subtitles]\nformats = ["ttml", "imsc", "itt"]\n'
    + "".join(
        f'[[deliverables]]\nformat = "{name}"\n'
        f'name = "{{language}}/{name}{{episode:03}}{{kind:.}}.{suffix}"\n'
        for name, suffix in TIMED_TEXT.items()
    ),
    "one-language": 'extends = "youtube"\n',
}
"""What no built-in profile asks for: containers, timed text in every format, one language alone."""
DOCUMENT = (
    '[[series.documents]]\nkind = "chain-of-title"\npath = "documents/chain.pdf"\n\n[[episodes]]'
)


def run(project: Path, *words: str, language: str = "en") -> subprocess.CompletedProcess[str]:
    """What `goglobal` with these words does in the folder that `project` lies in."""
    return subprocess.run(
        [sys.executable, "-m", "goglobal", *words],
        cwd=project.parent,
        env={**os.environ, "LANGUAGE": language, "COLUMNS": "200"},
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
    )


def copied(folder: Path) -> Path:
    """The example as a fresh clone has it, below `folder`."""
    ignored = shutil.ignore_patterns("outbox", "dist", "receipts", ".goglobal")
    return Path(shutil.copytree(EXAMPLE, folder / "moonlit-bund", ignore=ignored))


def for_every_platform(
    series: Path,
    *,
    platforms: Iterable[str] = (*BUILT_IN, *OVERLAYS),
    languages: Iterable[str] = (),
    more: str = "",
) -> None:
    """Put in what the platforms demand, and a target for each of them, called like it.

    `languages`: none are all; `more` is said in every target.
    """
    for pictures in PICTURES.values():
        for place, size in pictures.items():
            Image.new("RGB", size, (24, 32, 60)).save(series / f"artwork/{place}.jpg", quality=40)
    (series / "profiles").mkdir()
    head = 'source = "this test"\nchecked = 2026-11-26\n'
    for name, text in OVERLAYS.items():
        (series / "profiles" / f"{name}.toml").write_text(head + text, "utf-8")
    (series / "documents").mkdir()
    (series / "documents" / "chain.pdf").write_bytes(b"%PDF-1.4\n%%EOF\n")
    toml = series / "series.toml"
    toml.write_text(toml.read_text("utf-8").replace("[[episodes]]", DOCUMENT, 1), "utf-8")
    chosen = ", ".join(f'"{tag}"' for tag in languages)
    lines = [
        f'[targets.{name}]\nplatform = "{name}"\nurl = "file:outbox/{name}"\n{more}'
        + ('languages = ["en"]\n' if name == "one-language" else f"languages = [{chosen}]\n")
        for name in platforms
    ]
    if not chosen:
        lines = [line.replace("languages = []\n", "") for line in lines]
    (series / "goglobal.toml").write_text("\n".join(lines), "utf-8")
