"""How the elements of a TTML file look, and where they stand: worked out by ttconv.

ttconv refuses a whole file for one value that it does not know, and leaves elements out that have
no duration. So it gets the skeleton only: every element, no times, no text, and of the attributes
those that are read here, where their values are in order.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from typing import Any, cast

import msgspec

from goglobal.subtitles.ttml_tree import Node

_TT = "{http://www.w3.org/ns/ttml}"
_TTS = "{http://www.w3.org/ns/ttml#styling}"
_TTP = "{http://www.w3.org/ns/ttml#parameter}"
_XML = "{http://www.w3.org/XML/1998/namespace}"

_LENGTH = r"[+-]?[0-9]{1,9}(?:\.[0-9]{1,9})?(?:px|em|c|%|rh|rw)"
_COLOUR = (
    r"#[0-9A-Fa-f]{6}(?:[0-9A-Fa-f]{2})?|rgb\([0-9]{1,3},[0-9]{1,3},[0-9]{1,3}\)"
    r"|rgba\([0-9]{1,3},[0-9]{1,3},[0-9]{1,3},[0-9]{1,3}\)|transparent|black|silver|gray|white|maroon"
    r"|red|purple|fuchsia|magenta|green|lime|olive|yellow|navy|blue|teal|aqua|cyan"
)
_DECORATION = "(?:no)?(?:[uU]nderline|[oO]verline|[lL]ineThrough)"
_VALUES = {
    name: re.compile(pattern)
    for name, pattern in {
        "color": _COLOUR,
        "direction": "ltr|rtl",
        "display": "auto|none",
        "displayAlign": "before|center|after",
        "extent": rf"auto|{_LENGTH} {_LENGTH}",
        "fontStyle": "normal|italic|oblique",
        "fontWeight": "normal|bold",
        "opacity": r"[0-9]{1,3}(?:\.[0-9]{1,9})?",
        "origin": rf"auto|{_LENGTH} {_LENGTH}",
        "position": rf"(?:(?:left|right|top|bottom|center|{_LENGTH})(?: (?!\Z)|\Z)){{1,4}}",
        "textAlign": "left|center|right|start|end",
        "textDecoration": rf"(?:(?:none|{_DECORATION})(?: |\Z))+",
        "visibility": "visible|hidden",
        "writingMode": "lrtb|rltb|tbrl|tblr|lr|rl|tb",
    }.items()
}
_SPACES = re.compile(r"\s+")
_PX = re.compile(r"[1-9][0-9]{0,5}px [1-9][0-9]{0,5}px")
_CELLS = re.compile(r"[1-9][0-9]{0,4} [1-9][0-9]{0,4}")


class Look(msgspec.Struct, frozen=True):
    """What one element says about itself; None: nothing."""

    italic: bool | None = None
    bold: bool | None = None
    underline: bool | None = None
    struck: bool | None = None
    """Whether a line runs through or over its text."""
    colour: str | None = None
    side: int | None = None
    """1 left, 2 centre, 3 right."""
    hidden: bool | None = None
    """`visibility`, which descendants can take back."""
    gone: bool = False
    """`display="none"` or no opacity, which they cannot."""
    row: int | None = None
    """Of its region: 0 bottom, 1 middle, 2 top."""
    region: Look | None = None
    vertical: bool = False


NOTHING = Look()


class Looks:
    """How the elements of one file look."""

    def __init__(self) -> None:
        self.initial = NOTHING
        self.refused: dict[str, int] = {}
        """Values that were passed over, to the line of the first element with them."""
        self.failed = ""
        """Why nothing could be worked out."""
        self._of: dict[int, Look] = {}
        self._marks: dict[str, int] = {}
        self._sides: set[str] = set()

    def of(self, node: Node) -> Look:
        """How an element looks."""
        return self._of.get(id(node), NOTHING)

    def read(self, tt: Node, body: Node) -> None:
        """Work out how the elements of `body` look, with the head of `tt`."""
        from ttconv.imsc import reader

        skeleton = self._skeleton(tt, body)
        try:
            document = reader.to_model(ET.ElementTree(skeleton))
            self._take(document)
        except Exception as error:  # whatever it is, the text is read without styles
            self.failed = type(error).__name__

    # what ttconv gets

    def _skeleton(self, tt: Node, body: Node) -> ET.Element:
        root = ET.Element(f"{_TT}tt", {f"{_XML}lang": ""})
        extent = tt.attributes.get("extent", "")
        if _PX.fullmatch(extent):
            root.set(f"{_TTS}extent", extent)
        cells = tt.attributes.get("cellResolution", "")
        if _CELLS.fullmatch(cells):
            root.set(f"{_TTP}cellResolution", cells)
        head = ET.SubElement(root, f"{_TT}head")
        styling = ET.SubElement(head, f"{_TT}styling")
        layout = ET.SubElement(head, f"{_TT}layout")
        for node in _elements(tt, ("head", "styling", "layout")):
            if node.tag in ("style", "initial"):
                self._element(styling, node, node.tag)
            elif node.tag == "region":
                region = self._element(layout, node, "region")
                for child in node.children:
                    if isinstance(child, Node) and child.tag == "style":
                        self._element(region, child, "style")
        self._content(root, body, "body")
        return root

    def _element(self, parent: ET.Element, node: Node, tag: str) -> ET.Element:
        element = ET.SubElement(parent, f"{_TT}{tag}")
        for name, value in node.attributes.items():
            if name in _VALUES:
                value = _SPACES.sub(" ", value.strip())  # noqa: PLW2901
                if name == "color":
                    value = value.replace(" ", "") if "(" in value else value  # noqa: PLW2901
                if _VALUES[name].fullmatch(value):
                    element.set(f"{_TTS}{name}", value)
                    if name == "textAlign":
                        self._sides.add(value)
                elif name != "textAlign" or value != "justify":
                    self.refused.setdefault(f'{name}="{value}"', node.line)
            elif name in ("style", "region"):
                element.set(name, _SPACES.sub(" ", value.strip()))
            elif name == "id":
                element.set(f"{_XML}id", value)
        return element

    def _content(self, parent: ET.Element, node: Node, tag: str) -> None:
        """An element of the body and all in it, marked by a language that no one speaks."""
        element = self._element(parent, node, tag)
        mark = f"x-{len(self._marks)}"
        self._marks[mark] = id(node)
        element.set(f"{_XML}lang", mark)
        if tag in ("p", "span"):
            element.text = "x"
        for child in node.children:
            if isinstance(child, Node):
                if tag in ("p", "span"):
                    self._content(element, child, "span")
                else:
                    self._content(element, child, child.tag if child.tag == "div" else "p")

    # what it gives back

    def _take(self, document: Any) -> None:
        from ttconv.style_properties import StyleProperties

        def initial(name: str) -> object:
            return document.get_initial_value(getattr(StyleProperties, name))

        self.initial = self._look(initial)
        regions = {}
        for region in document.iter_regions():
            regions[region.get_id()] = self._region(document, region)
        body = document.get_body()
        if body is None:
            return
        for element in body.dfs_iterator():
            node = self._marks.get(element.get_lang())
            if node is not None and node not in self._of:
                look = self._look(_getter(element))
                region = element.get_region()
                if region is not None:
                    look = msgspec.structs.replace(look, region=regions.get(region.get_id()))
                self._of[node] = look

    def _look(self, get: Any) -> Look:
        decoration = get("TextDecoration")
        weight, slant, colour, align, visible = (
            get(name) for name in ("FontWeight", "FontStyle", "Color", "TextAlign", "Visibility")
        )
        opacity = get("Opacity")
        display = get("Display")
        struck = None
        if decoration is not None and (
            decoration.line_through is not None or decoration.overline is not None
        ):
            struck = bool(decoration.line_through or decoration.overline)
        return Look(
            italic=None if slant is None else slant.value != "normal",
            bold=None if weight is None else weight.value == "bold",
            underline=None if decoration is None else decoration.underline,
            struck=struck,
            colour=None if colour is None else "#" + bytes(colour.components[:3]).hex(),
            side=None if align is None else self._side(align.value, get("Direction")),
            hidden=None if visible is None else visible.value == "hidden",
            gone=(display is not None and display.value == "none") or opacity == 0,
        )

    def _side(self, align: str, direction: Any) -> int:
        """ttconv gives `start` for `left`: where the file says only one of the two, it is clear."""
        if align == "center":
            return 2
        relative = not self._sides & {"left", "right"}
        turned = relative and direction is not None and direction.value == "rtl"
        return 1 if (align == "start") != turned else 3

    def _region(self, document: Any, region: Any) -> Look:
        look = self._look(_getter(region))
        get = _getter(region)
        writing = get("WritingMode")
        vertical = writing is not None and writing.value in ("tbrl", "tblr")
        return msgspec.structs.replace(look, row=_row(document, get), vertical=vertical)


def _getter(element: Any) -> Any:
    from ttconv.style_properties import StyleProperties

    def get(name: str) -> object:
        return element.get_style(getattr(StyleProperties, name))

    return get


def _elements(tt: Node, inside: tuple[str, ...]) -> list[Node]:
    """The elements in the head of a file, wherever in it they stand."""
    found: list[Node] = []
    waiting = [tt]
    while waiting:
        node = waiting.pop()
        for child in node.children:
            if isinstance(child, Node):
                if child.tag in inside:
                    waiting.append(child)
                else:
                    found.append(child)
    return found


def _row(document: Any, get: Any) -> int | None:
    """The third of the picture in which text in a region stands: 0 bottom, 1 middle, 2 top.

    None where the region says nothing about it: TTML would put it at the top, players do not.
    """
    origin, extent, position, align = (
        get(name) for name in ("Origin", "Extent", "Position", "DisplayAlign")
    )
    if origin is extent is position is align is None:
        return None
    height = 1.0 if extent is None else _share(document, extent.height)
    top = 0.0
    if origin is not None:
        top = _share(document, origin.y)
    if position is not None:
        offset = _share(document, position.v_offset, rest=1 - height)
        top = offset if position.v_edge.value == "top" else 1 - height - offset
    at = {"center": height / 2, "after": height}.get(align.value if align else "before", 0.0)
    place = top + at
    return 2 if place < 1 / 3 else 1 if place < 2 / 3 else 0


def _share(document: Any, length: Any, rest: float = 1.0) -> float:
    """A vertical length as a share of the picture's height."""
    value, unit = float(length.value), cast(str, length.units.value)
    if unit == "px":
        pixels = document.get_px_resolution()
        return value / (pixels.height if pixels else 1080)
    if unit in ("c", "em"):
        return value / cast(int, document.get_cell_resolution().rows)
    return value / 100 * (rest if unit == "%" else 1.0)
