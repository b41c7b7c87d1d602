"""What is written beside a frame, in the user's language."""

from __future__ import annotations

from goglobal.locale_names import language_name
from goglobal.messages import gettext
from goglobal.preview.scenes import Scene
from goglobal.profiles.schema import Fit, Zone

LONGEST = 160
"""Characters of a line in a caption."""
_MOST_WIDTHS = 4
_MOST_MISSING = 8


def heading(language: str) -> str:
    """A language with its tag."""
    name = language_name(language)
    return name if name == language else f"{name} ({language})"


def place(scene: Scene) -> str:
    """Where the text stands in the series."""
    parts = []
    if scene.episode is not None:
        parts.append(gettext("episode {number}").format(number=scene.episode))
    if scene.cue is not None:
        parts.append(gettext("cue {number}").format(number=scene.cue))
    if scene.start is not None:
        seconds, _ = divmod(max(0, scene.start), 1000)
        minutes, seconds = divmod(seconds, 60)
        parts.append(f"{minutes:02}:{seconds:02}")
    return " · ".join(parts)


def measured(scene: Scene) -> str:
    """The width of every line against the limit."""
    widths = [f"{line.width:.0f}" for line in scene.lines[:_MOST_WIDTHS]]
    return gettext("{width} of {limit} px").format(
        width=" / ".join(widths) or "0", limit=f"{scene.limit:.0f}"
    )


def verdict(scene: Scene) -> str:
    """Whether it fits, and what it does not."""
    told = []
    if any(line.wide for line in scene.lines):
        over = f"{scene.width - scene.limit:.0f}"
        told.append(gettext("too wide by {over} px").format(over=over))
    if scene.hidden is not None:
        told.append(
            gettext("behind the interface: {zone}").format(zone=zone_name(scene.hidden.zone))
        )
    if scene.missing:
        shown = seen(scene.missing[:_MOST_MISSING])
        told.append(gettext("missing in the font: {characters}").format(characters=shown))
    return ", ".join(told) or gettext("fits")


def shortened(text: str) -> str:
    """A line without what nobody reads of one that is far too long, and with boxes for what no
    page can hold."""
    return seen(text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…")


def seen(text: str) -> str:
    """Text that may stand in a page: what XML cannot hold is a box."""
    return "".join(c if c.isprintable() or c in "\u200c\u200d" else "\ufffd" for c in text)


def zone_name(zone: Zone) -> str:
    """A zone as people call it."""
    known = {
        "top-bar": gettext("top bar"),
        "action-rail": gettext("action rail"),
        "bottom-panel": gettext("bottom panel"),
    }
    return known.get(zone.name, zone.name)


def frame(fit: Fit) -> str:
    """The frame and the font."""
    spacing = fit.letter_spacing
    told = gettext("{width} × {height} px, {font} {size} px {weight}, line height {line}").format(
        width=fit.width,
        height=fit.height,
        font=fit.font.replace("\\", "/").rpartition("/")[2],
        size=f"{fit.size:g}",
        weight=gettext("bold") if fit.weight == "bold" else gettext("regular"),
        line=f"{fit.line_height:g}",
    )
    if spacing:
        told += ", " + gettext("letter spacing {spacing} px").format(spacing=f"{spacing:g}")
    return told
