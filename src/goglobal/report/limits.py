"""Characters a line by language, as a platform's frame has room for them."""

from __future__ import annotations

from collections.abc import Sequence

from goglobal import locale_names
from goglobal.messages import gettext
from goglobal.profiles.schema import Fit, Profile
from goglobal.report.cells import Painter, table
from goglobal.report.json_ import Document
from goglobal.report.text import PLAIN
from goglobal.rules.frame_limits import LineLimit, room_across


def limits_page(
    profile: Profile,
    limits: Sequence[LineLimit],
    *,
    without: Sequence[str] = (),
    painter: Painter = PLAIN,
) -> str:
    """The table, with the frame above it and what it is worth below."""
    fit = profile.fit or Fit()
    lines = [
        painter.paint(f"{profile.name}  {profile.title}".rstrip(), "bold"),
        gettext(
            "room for {limit} px: {font}, {size} px, on a frame of {width} × {height} px"
        ).format(
            limit=f"{room_across(fit):g}",
            font=fit.font.replace("\\", "/").rpartition("/")[2],
            size=f"{fit.size:g}",
            width=fit.width,
            height=fit.height,
        ),
    ]
    if profile.fit is None:
        lines.append(gettext("The profile names no frame: this is goglobal's default."))
    elif fit.source:
        lines.append(gettext("Source: {source}").format(source=fit.source))
    header = (
        gettext("language"),
        # Translators: table columns: characters a line; as many fit whichever they are
        gettext("always fit"),
        # Translators: as many fit in half of the places
        gettext("typical"),
        # Translators: more never fit
        gettext("at most"),
    )
    rows = [
        (
            locale_names.with_name(one.language),
            f"{one.always:g}",
            f"{one.typical:g}",
            f"{one.never:g}",
        )
        for one in limits
    ]
    lines += ["", table(header, rows, painter=painter, right=(1, 2, 3)), ""]
    if without:
        told = gettext("no dialogue to derive it from: {languages}")
        lines.append(told.format(languages=", ".join(without)))
    lines.append(
        gettext(
            "Characters a line, counted as in TXT002, in ordinary dialogue: an estimate. FIT001 "
            "measures each line."
        )
    )
    return "\n".join(lines) + "\n"


def limits_document(
    profile: Profile, limits: Sequence[LineLimit], *, without: Sequence[str] = ()
) -> Document:
    """`goglobal.limits/1`."""
    fit = profile.fit or Fit()
    return {
        "schema": "goglobal.limits/1",
        "platform": profile.name,
        "own_frame": profile.fit is not None,
        "limit_px": room_across(fit),
        "font": fit.font,
        "size": fit.size,
        "languages": [
            {
                "language": one.language,
                "always": one.always,
                "typical": one.typical,
                "at_most": one.never,
            }
            for one in limits
        ],
        "without": [*without],
    }
