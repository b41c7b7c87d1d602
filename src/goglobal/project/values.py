"""Words that stand for values in several files: durations, rates, tags, episodes, paths."""

from __future__ import annotations

import re
import unicodedata

from goglobal import languages
from goglobal.episodes import HIGHEST, parse_episodes
from goglobal.errors import UsageError
from goglobal.messages import N_
from goglobal.project.reading import Refused, printable

HIGHEST_EPISODE = HIGHEST
ID_PATTERN = "[a-z0-9][a-z0-9-]*"
DURATION_PATTERN = r"\d{1,2}:[0-5]\d:[0-5]\d(\.\d{1,3})?"
RATE_PATTERN = r"[1-9]\d{0,2}|[1-9]\d{0,6}/[1-9]\d{0,4}"
EPISODES_PATTERN = r"\s*\d{1,5}(\s*[-–]\s*\d{1,5})?(\s*[,，]\s*\d{1,5}(\s*[-–]\s*\d{1,5})?)*\s*"
RESERVED = frozenset(
    ["con", "prn", "aux", "nul", "conin$", "conout$"]
    + [f"{device}{number}" for device in ("com", "lpt") for number in "123456789¹²³"]
)
"""File names that Windows keeps for devices, with any extension."""


def identifier(value: str) -> str:
    """A series id: it becomes a folder name and a part of object keys."""
    if not re.fullmatch(ID_PATTERN, value):
        raise Refused(
            N_("`{value}` is no id"),
            N_("lower-case letters a-z, digits and hyphens, the first no hyphen: `moonlit-bund`"),
            value=printable(value),
        )
    if value in RESERVED:
        raise Refused(N_("`{value}` is a name that Windows keeps for itself"), value=value)
    if len(value) > 100:
        raise Refused(N_("is longer than {limit} characters"), limit=100)
    return value


def duration(value: str) -> int:
    """Milliseconds of `00:01:32.500`."""
    if not re.fullmatch(DURATION_PATTERN, value, re.ASCII):
        raise Refused(
            N_("`{value}` is no duration"),
            N_("hours, minutes, seconds and milliseconds with a dot: `00:01:32.500`"),
            value=printable(value),
        )
    clock, _, fraction = value.partition(".")
    hours, minutes, seconds = (int(part) for part in clock.split(":"))
    result = ((hours * 60 + minutes) * 60 + seconds) * 1000 + int(fraction.ljust(3, "0") or 0)
    if not result:
        raise Refused(N_("an episode cannot be 0 ms long"))
    return result


def rate(value: str) -> str:
    """A frame rate as `25` or `24000/1001`."""
    if not re.fullmatch(RATE_PATTERN, value, re.ASCII):
        known = {"23.976": "24000/1001", "23.98": "24000/1001", "29.97": "30000/1001"}
        known |= {"59.94": "60000/1001", "25.0": "25", "24.0": "24", "30.0": "30"}
        if value in known:
            raise Refused(
                N_("`{value}` is not exact; write `{nearest}`"), value=value, nearest=known[value]
            )
        raise Refused(
            N_("`{value}` is no frame rate"),
            N_("frames a second as `25`, or exactly as `24000/1001`"),
            value=printable(value),
        )
    return value


def tag(value: str) -> str:
    """The canonical form of a language tag."""
    try:
        return languages.canonical(value)
    except ValueError:
        close = languages.guess(value)
        if close:
            raise Refused(
                N_("`{value}` is no language tag; did you mean `{nearest}`?"),
                value=printable(value),
                nearest=close,
            ) from None
        raise Refused(
            N_("`{value}` is no language tag"),
            N_("a BCP 47 tag like `en`, `zh-Hans` or `es-419`"),
            value=printable(value),
        ) from None


def episodes_spec(value: str) -> str:
    """A selection of episodes like `1-10,12`, as it stands."""
    try:
        numbers = parse_episodes(value)
    except UsageError as error:
        raise Refused(error.message, error.help, **error.arguments) from None
    if not numbers[0]:
        raise Refused(N_("there is no episode 0"))
    return value


def inner_path(value: str) -> str:
    """A relative path with `/` that stays inside the series folder."""
    parts = value.split("/")
    if "\\" in value:
        raise Refused(N_("`{value}`: write `/` between folders"), value=printable(value))
    if value.startswith("/") or re.match(r"[A-Za-z]:", value):
        raise Refused(
            N_("`{value}` is absolute; give it relative to the series folder"),
            value=printable(value),
        )
    if any(part in {"", ".", ".."} for part in parts):
        raise Refused(N_("`{value}` does not stay inside the folder"), value=printable(value))
    if any(unicodedata.category(c) in {"Cc", "Cf", "Cs", "Zl", "Zp"} for c in value):
        raise Refused(N_("`{value}` contains invisible characters"), value=printable(value))
    return value
