"""What is told of a language tag that is understood, but written as it should not be (PRJ001)."""

from __future__ import annotations

from collections.abc import Iterable

from goglobal.findings import Finding, Severity
from goglobal.languages import is_deprecated, probably_meant
from goglobal.messages import N_
from goglobal.model import Master
from goglobal.project.deviations import finding
from goglobal.project.lines import KeyPath
from goglobal.project.locating import SERIES_FILE
from goglobal.project.reading import printable
from goglobal.project.toml import Document


def spelled(
    written: str,
    tag: str,
    *,
    help: str,  # noqa: A002
    path: str,
    line: int | None = None,
    language: str | None = None,
    key: str = "",
) -> Finding | None:
    """The warning about a tag that was read as `tag`; None: it is as it should be.

    `help` may hold `{canonical}` and `{key}`. A code of a country that is the tag of another
    language is never taken for what is probably meant: that is asked.
    """
    meant = probably_meant(written)
    if meant is None and written == tag:
        return None
    if meant is not None:
        message = N_(
            "`{name}` is the code of a country, and as a tag another language's; did you mean "
            "`{canonical}`?"
        )
    elif is_deprecated(written):
        message = N_("`{name}` is a deprecated tag; `{canonical}` has taken its place")
    else:
        message = N_("`{name}` is `{canonical}` in canonical BCP 47")
    return finding(
        "PRJ001",
        message,
        help=help,
        severity=Severity.WARNING,
        path=path,
        line=line,
        language=language,
        key=key,
        name=printable(written),
        canonical=meant or tag,
    )


def in_series(document: Document, source_language: str, masters: Iterable[Master]) -> list[Finding]:
    """The warnings about the tags in `series.toml`, beside the canonical ones that were read."""
    found = [_in_key(document, ("series", "source_language"), source_language)]
    for index, master in enumerate(masters):
        place = ("series", "masters", index)
        found.append(_in_key(document, (*place, "audio"), master.audio))
        found.append(_in_key(document, (*place, "burned_in"), master.burned_in))
    return [one for one in found if one is not None]


def _in_key(document: Document, path: KeyPath, tag: str | None) -> Finding | None:
    value: object = document.data
    for part in path:
        if isinstance(value, dict):
            value = value.get(part)
        elif isinstance(value, list) and isinstance(part, int) and part < len(value):
            value = value[part]
        else:
            return None
    if tag is None or not isinstance(value, str):
        return None
    return spelled(
        value,
        tag,
        help=N_('write {key} = "{canonical}"'),
        path=SERIES_FILE,
        line=document.lines.get(path),
        key=str(path[-1]),
    )
