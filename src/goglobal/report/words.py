"""The words that several reports share: severities, states, counts."""

from __future__ import annotations

from collections.abc import Iterable

from goglobal.errors import fill
from goglobal.findings import Severity
from goglobal.messages import N_, gettext, localise, ngettext

_SEVERITIES = {
    Severity.ERROR: N_("error"),
    Severity.WARNING: N_("warning"),
    Severity.INFO: N_("info"),
}
_STATES = {
    # Translators: where a bundle stands; shown in a table column
    "delivered": N_("delivered"),
    "unchanged": N_("unchanged"),
    "held": N_("held"),
    "failed": N_("failed"),
    "planned": N_("planned"),
    # Translators: must not be shown any more
    "withdrawn": N_("withdrawn"),
    "removed": N_("removed"),
    # Translators: a withdrawal was taken back
    "restored": N_("restored"),
    "built": N_("built"),
    "cached": N_("cached"),
    "stale": N_("stale"),
    # Translators: also what `verify` says of an object that is not there
    "missing": N_("missing"),
    "changed": N_("changed"),
}
STYLES = {
    "delivered": "green",
    "unchanged": "green",
    "held": "yellow",
    "withdrawn": "yellow",
    "restored": "green",
    "stale": "yellow",
    "failed": "red",
    "missing": "red",
    "changed": "red",
}
"""The colour of a state; what is not here has none."""


def severity(value: Severity) -> str:
    """A severity in the user's language."""
    return gettext(_SEVERITIES[value])


def state(value: str) -> str:
    """A state in the user's language."""
    return gettext(_STATES.get(value, value))


def listed(parts: Iterable[str]) -> str:
    """Parts of a sentence, with the comma of the user's language."""
    texts = [part for part in parts if part]
    result = texts[0] if texts else ""
    for part in texts[1:]:
        # Translators: joins two parts of an enumeration; Chinese has its own comma
        result = localise(N_("{first}, {next}"), {"first": result, "next": part})
    return result


def _counted(text: str, count: int) -> str:
    """A count in its place; from a thousand on with its groups, as the user's language has them."""
    if count < 1000:
        return fill(text, {"count": count})
    from goglobal.locale_names import format_number

    return fill(text, {"count": format_number(count)})


def errors(count: int) -> str:
    return _counted(ngettext("{count} error", "{count} errors", count), count)


def warnings(count: int) -> str:
    return _counted(ngettext("{count} warning", "{count} warnings", count), count)


def infos(count: int) -> str:
    # Translators: findings of the severity “info”
    return _counted(ngettext("{count} info", "{count} infos", count), count)


def found(errors_: int, warnings_: int, infos_: int) -> str:
    """What there is of the three severities; empty: none of any."""
    return listed(
        (
            errors(errors_) if errors_ else "",
            warnings(warnings_) if warnings_ else "",
            infos(infos_) if infos_ else "",
        )
    )


def tracks(count: int) -> str:
    # Translators: a track is one subtitle file
    return _counted(ngettext("{count} track", "{count} tracks", count), count)


def cues(count: int) -> str:
    # Translators: a cue is one subtitle: a start, an end and its text
    return _counted(ngettext("{count} cue", "{count} cues", count), count)


def languages(count: int) -> str:
    return _counted(ngettext("{count} language", "{count} languages", count), count)


def problems(count: int) -> str:
    return _counted(
        ngettext(
            "{count} problem in the project's files",
            "{count} problems in the project's files",
            count,
        ),
        count,
    )


def in_place(count: int) -> str:
    # Translators: of a dry run: objects that would stay as they are
    return _counted(ngettext("{count} stays as it is", "{count} stay as they are", count), count)


def help_word() -> str:
    """The word before what to do about a finding or an error."""
    # Translators: stands before what to do about a finding or an error
    return gettext("help:")


def and_more(count: int) -> str:
    """What stands for the rest of a list that was cut."""
    message = N_("and {count} more")
    return localise(message, {"count": count})
