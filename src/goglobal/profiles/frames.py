"""A profile's frame as a whole: numbers that contradict each other, and the font's file.

What one number may be is said in `shape`; here it is what they say together, after a profile has
been merged with its parents.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from goglobal.errors import Problem
from goglobal.messages import N_
from goglobal.profiles.schema import Fit
from goglobal.profiles.shape import FIT, Values
from goglobal.project.places import Place
from goglobal.project.reading import printable, shown_path
from goglobal.project.shapes import Invalid
from goglobal.project.toml import Document

FAMILY = "Noto Sans"
"""The one family that comes along, with what it has for each script."""
_FONTS = (".ttf", ".otf", ".ttc")


def is_file(font: str) -> bool:
    """Whether a profile's `font` names a file, not a family."""
    return "/" in font or "\\" in font or font.lower().endswith(_FONTS)


def found_font(values: Values, folder: Path | None) -> None:
    """Make the path of a font in `values`, one profile file's, absolute: it is seen from there."""
    fit = values.get("fit")
    if isinstance(fit, dict) and isinstance(font := fit.get("font"), str) and is_file(font):
        fit["font"] = str(_path(font, folder))


def check_frame(documents: Sequence[tuple[Document, Path | None]], problems: list[Problem]) -> None:
    """Tell what is wrong with the frame of a profile: its documents, nearest first, with the
    folder of each.

    A value that its own shape refuses is told there; here the others are looked at all the same.
    """
    merged: Values = {}
    homes: dict[str, tuple[Document, Path | None]] = {}
    for document, folder in documents:
        for key, value in _sound(document).items():
            if key not in merged:
                merged[key] = value
                homes[key] = document, folder
    if merged:
        _Frame(merged, homes, problems).check()


class _Frame:
    def __init__(
        self,
        values: Values,
        homes: Mapping[str, tuple[Document, Path | None]],
        problems: list[Problem],
    ) -> None:
        self.values = values
        self.homes = homes
        self.problems = problems

    def check(self) -> None:
        """Every contradiction, each at the value that is most likely the wrong one."""
        width, height = self.number("width"), self.number("height")
        ink = self.number("size") * self.number("line_height") + 2 * self.number("outline")
        across = width - self.number("left") - self.number("right") - 2 * self.number("outline")
        if across < self.number("size"):
            self.at("left", "right", "outline", "width", "size").refuse(
                N_("the margins leave {left} px of {width}: less than a letter is wide"),
                left=max(round(across), 0),
                width=round(width),
            )
        down = height - self.number("top") - self.number("bottom")
        if down < ink:
            self.at("top", "bottom", "outline", "height", "size", "line_height").refuse(
                N_("the margins leave {left} px of {height}: less than a line is high"),
                left=max(round(down), 0),
                height=round(height),
            )
        if self.number("offset") + ink > height:
            self.at("offset", "size").refuse(N_("no line stands inside the frame so far from it"))
        self.zones(width, height)
        self.font()

    def zones(self, width: float, height: float) -> None:
        zones = self.values.get("zones")
        names: set[object] = set()
        for index, zone in enumerate(zones if isinstance(zones, tuple) else ()):
            place = self.at("zones").into(index)
            right, lower = zone["left"] + zone["width"], zone["top"] + zone["height"]
            if right > width or lower > height:
                place.refuse(
                    N_("“{zone}” ends at {right} x {lower}: outside the {width} x {height} frame"),
                    zone=zone["name"],
                    width=round(width),
                    height=round(height),
                    right=right,
                    lower=lower,
                )
            if zone["name"] in names:
                place.refuse(N_("there is a zone “{zone}” already"), zone=zone["name"])
            names.add(zone["name"])

    def font(self) -> None:
        font = self.values.get("font")
        if not isinstance(font, str) or font == FAMILY:
            return
        place = self.at("font")
        if not is_file(font):
            place.refuse(
                N_("`{value}` is no font that comes along"),
                N_("write `Noto Sans`, or the path of the font's file (.ttf, .otf, .ttc)"),
                value=printable(font),
            )
            return
        path = _path(font, self.homes["font"][1])
        try:
            there = path.is_file()
        except (OSError, ValueError):
            there = False
        if not there:
            place.refuse(
                N_("there is no file {path}"),
                N_("a path is seen from the folder of the profile's file"),
                path=printable(shown_path(path), 200),
            )

    def number(self, key: str) -> float:
        value = self.values.get(key, getattr(_DEFAULT, key))
        return value if isinstance(value, int | float) else 0

    def at(self, *keys: str) -> Place:
        """The place of the first of `keys` that a file sets."""
        key = next((key for key in keys if key in self.homes), keys[0])
        document, _ = self.homes.get(key) or next(iter(self.homes.values()))
        return document.place(self.problems).into("fit", key)


_DEFAULT = Fit()


def _sound(document: Document) -> Values:
    """The values of a document's `[fit]` that their shapes take."""
    table = document.data.get("fit")
    found: Values = {}
    for key, value in table.items() if isinstance(table, dict) else ():
        if key in FIT.fields:
            read = FIT.fields[key].shape.read(value, document.place([]))
            if not isinstance(read, Invalid):
                found[key] = read
    return found


def _path(font: str, folder: Path | None) -> Path:
    """`folder / font`, absolute where the folder is known."""
    return Path(font) if folder is None else Path.cwd() / folder / font
