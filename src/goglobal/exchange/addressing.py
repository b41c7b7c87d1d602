"""Which series, language and kind of text a file that came back is for: as it says, or as is said.

Nothing is guessed: a file that says something else than the command line is refused.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from goglobal.errors import Argument
from goglobal.exchange.groups import parse_key
from goglobal.exchange.returned import Remark, Returned
from goglobal.exchange.scopes import looks_like_key, scope_of
from goglobal.exchange.told import Claim, Told
from goglobal.exchange.units import Unit
from goglobal.findings import Severity
from goglobal.languages import canonical
from goglobal.messages import N_
from goglobal.model import Series


class Addressed(msgspec.Struct, frozen=True, kw_only=True):
    """A file whose texts belong to one language of one series."""

    file: str
    format: str
    series: Series
    language: str
    metadata: tuple[Claim, ...]
    cues: tuple[Claim, ...]
    refused: frozenset[str] = frozenset()
    """Keys of texts that the reader refused: an error says so of each."""


def address(
    file: str,
    returned: Returned,
    every: Sequence[Series],
    *,
    languages: Sequence[str],
    known: dict[str, frozenset[str]],
) -> Addressed | Told | None:
    """Where a file belongs, or why that cannot be told; None where nothing in it could be read.

    `languages` are those that the command line names, `known` the languages of each series.
    """
    found = _address(file, returned, every, languages, known)
    if isinstance(found, Told) and returned.part:
        placed = msgspec.structs.replace(found.remark, place=returned.part)
        return msgspec.structs.replace(found, remark=placed)
    return found


def _address(
    file: str,
    returned: Returned,
    every: Sequence[Series],
    languages: Sequence[str],
    known: dict[str, frozenset[str]],
) -> Addressed | Told | None:
    if not returned.units:
        if any(remark.severity is Severity.ERROR for remark in returned.remarks):
            return None
        return _told(file, "no-texts", N_("there is no text in the file"))
    series = _series(file, returned, every)
    if isinstance(series, Told):
        return series
    tag = _language(file, returned, series, languages, known[series.id])
    if isinstance(tag, Told):
        return tag
    metadata, cues = [], []
    fallback = returned.scope or scope_of(unit.key for unit in returned.units) or "cues"
    for unit in returned.units:
        claim = Claim(file=file, unit=unit)
        if _is_metadata(unit, fallback):
            metadata.append(claim)
        else:
            cues.append(claim)
    return Addressed(
        file=file,
        format=returned.format,
        series=series,
        language=tag,
        metadata=tuple(metadata),
        cues=tuple(cues),
        refused=frozenset(
            remark.key
            for remark in returned.remarks
            if remark.key and remark.severity is Severity.ERROR
        ),
    )


def _is_metadata(unit: Unit, fallback: str) -> bool:
    if parse_key(unit.key) is not None:
        return False
    return looks_like_key(unit.key) or fallback == "metadata"


def _series(file: str, returned: Returned, every: Sequence[Series]) -> Series | Told:
    named = next((one for one in every if one.id == returned.series), None)
    if named is not None:
        return named
    if returned.series and returned.scope:
        return _told(
            file,
            "other-series",
            N_("the file is of the series “{found}”; here is {there}"),
            {"found": returned.series, "there": ", ".join(one.id for one in every[:5])},
            N_("name the folder of that series, or the catalogue that it is in"),
        )
    if len(every) == 1:
        return every[0]
    return _told(
        file,
        "no-series",
        N_("the file does not say which series it is of"),
        help_=N_("name the series' folder instead of the catalogue"),
    )


def _language(
    file: str,
    returned: Returned,
    series: Series,
    asked: Sequence[str],
    known: frozenset[str],
) -> str | Told:
    said = _canonical(returned.language)
    if asked and (said or len(asked) == 1):
        meant = [one for one in asked if not said or _primary(one) == _primary(said)]
        if said not in meant and len(meant) != 1:
            return _told(
                file,
                "other-language",
                N_("the file says that it is in {found}, not in {language}"),
                {"found": said, "language": ", ".join(asked)},
                N_("leave -l out, or give the file that is in that language"),
            )
        tag = said if said in meant else meant[0]
    elif not said:
        return _told(
            file,
            "no-language",
            N_("the file does not say which language it is in"),
            help_=N_("say it with -l"),
        )
    else:
        tag = said
        if tag not in known:
            near = [one for one in sorted(known) if _primary(one) == _primary(tag)]
            if len(near) != 1 or near[0] == series.source_language:
                return _told(
                    file,
                    "unknown-language",
                    N_("neither the series nor a target has the language {found}"),
                    {"found": said},
                    N_("say with -l which language the texts are; it may be a new one"),
                )
            tag = near[0]
    if tag == series.source_language:
        return _told(
            file,
            "source-language",
            N_("{language} is the language that the series was made in"),
            {"language": tag},
            N_("give the file of a translation"),
        )
    return tag


def _canonical(tag: str) -> str:
    try:
        return canonical(tag.strip().replace("_", "-")) if tag.strip() else ""
    except ValueError:
        return ""


def _primary(tag: str) -> str:
    return tag.split("-", 1)[0]


def _told(
    file: str,
    name: str,
    message: str,
    arguments: dict[str, Argument] | None = None,
    help_: str = "",
) -> Told:
    return Told(
        file=file,
        remark=Remark(
            name=name,
            severity=Severity.ERROR,
            message=message,
            arguments=arguments or {},
            help=help_,
        ),
    )
