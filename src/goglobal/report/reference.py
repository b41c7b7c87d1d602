"""Profiles and rules as pages: every value with where it comes from, every rule with its reason."""

from __future__ import annotations

import datetime as dt
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from goglobal.messages import N_, gettext, localise
from goglobal.profiles.schema import ParameterValue, Profile
from goglobal.project.lines import KeyPath, shown
from goglobal.report import words
from goglobal.report.cells import Painter, table, visible, width
from goglobal.report.json_ import Document
from goglobal.report.text import PLAIN
from goglobal.rules.base import Parameter, Rule

DEFAULT = "default"
"""The origin of a value that no profile sets."""
_OWN_LINES = ("name", "title", "source", "checked", "notes", "extends", "origins")


def values(profile: Profile) -> Iterator[tuple[str, object, str]]:
    """Every value of a profile: key path, value, and the profile that set it."""
    document = msgspec.to_builtins(profile)
    for key, value in document.items():
        if key not in _OWN_LINES:
            yield from _flatten((key,), value, profile.origins)


def _flatten(
    path: KeyPath, value: object, origins: Mapping[str, str]
) -> Iterator[tuple[str, object, str]]:
    if isinstance(value, dict) and value:
        for name, inner in value.items():
            yield from _flatten((*path, str(name)), inner, origins)
    elif isinstance(value, (list, tuple)) and value and isinstance(value[0], dict):
        for number, inner in enumerate(value):
            yield from _flatten((*path, number), inner, origins)
    elif value is not None and value not in ({}, [], (), ""):
        yield shown(path), value, _origin(path, origins)


def _origin(path: KeyPath, origins: Mapping[str, str]) -> str:
    """The profile that set the value at `path`, or the table or list around it."""
    around = (shown(path[:length]) for length in range(len(path), 0, -1))
    return next((origins[key] for key in around if key in origins), DEFAULT)


def _shown(value: object) -> str:
    if isinstance(value, (list, tuple)):
        return ", ".join(_shown(item) for item in value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def _date(value: dt.date | None) -> str:
    from goglobal.locale_names import format_date

    return format_date(value) if value else ""


def _named(key: str, value: object) -> str:
    """A value of a profile, where it is tags or codes with the names of what they stand for."""
    from goglobal import locale_names

    if key == "languages.accepted" and isinstance(value, (list, tuple)):
        return ", ".join(locale_names.with_name(str(tag)) for tag in value)
    if key == "metadata.ratings" and isinstance(value, (list, tuple)):
        return ", ".join(f"{code} ({locale_names.territory_name(str(code))})" for code in value)
    return _shown(value)


def profile_list(profiles: Iterable[Profile], *, painter: Painter = PLAIN) -> str:
    """All profiles: name, title, when the numbers were looked up, and where."""
    header = (
        gettext("name"),
        gettext("title"),
        # Translators: table column: the date on which a profile's numbers were looked up
        gettext("checked"),
        gettext("source"),
    )
    rows = [(p.name, p.title, _date(p.checked), p.source) for p in profiles]
    return table(header, rows, painter=painter) + "\n"


def profile_page(profile: Profile, *, painter: Painter = PLAIN) -> str:
    """One profile: each value with the profile that set it."""
    lines = [painter.paint(f"{profile.name}  {profile.title}".rstrip(), "bold")]
    facts = (
        (gettext("source"), profile.source),
        (gettext("checked"), _date(profile.checked)),
        # Translators: the profile that this one builds on
        (gettext("extends"), profile.extends or ""),
        (gettext("notes"), profile.notes),
    )
    lines.extend(f"{name}: {visible(value)}" for name, value in facts if value)
    # Translators: table columns of a profile: the key path, which profile set it, and its value
    header = (gettext("key"), gettext("from"), gettext("value"))
    rows = [(key, origin, _named(key, value)) for key, value, origin in values(profile)]
    styles = ["dim" if origin == DEFAULT else None for _, origin, _ in rows]
    lines.extend(("", table(header, rows, painter=painter, styles=styles)))
    return "\n".join(lines) + "\n"


def profile_document(profiles: Iterable[Profile], *, with_values: bool) -> Document:
    """`goglobal.platforms/1`; `values` stands there where one profile was asked for."""
    entries: list[Document] = []
    for profile in profiles:
        entry: Document = {
            "name": profile.name,
            "title": profile.title or None,
            "source": profile.source or None,
            "checked": profile.checked.isoformat() if profile.checked else None,
            "extends": profile.extends,
        }
        if with_values:
            entry["values"] = [
                {"key": key, "value": value, "origin": origin}
                for key, value, origin in values(profile)
            ]
        entries.append(entry)
    return {"schema": "goglobal.platforms/1", "platforms": entries}


def rule_list(rules: Iterable[Rule], *, painter: Painter = PLAIN) -> str:
    """All rules: code, name, severity, and what each says."""
    header = (gettext("code"), gettext("name"), gettext("severity"), gettext("says"))
    rows = [
        (
            rule.code,
            rule.name,
            # Translators: a rule that is off unless a profile asks for it
            words.severity(rule.severity) if rule.enabled else gettext("off"),
            gettext(rule.summary),
        )
        for rule in rules
    ]
    return table(header, rows, painter=painter) + "\n"


def rule_page(rule: Rule, *, painter: Painter = PLAIN) -> str:
    """One rule as the documentation has it."""
    marks = [words.severity(rule.severity)]
    if not rule.enabled:
        marks.append(gettext("off unless the profile asks for it"))
    if rule.fixable:
        marks.append(gettext("can be mended safely"))
    blocks = [
        f"{painter.paint(f'{rule.code} {rule.name}', 'bold')} ({words.listed(marks)})",
        _wrapped(gettext(rule.summary)),
        _wrapped(gettext(rule.reason)),
    ]
    if rule.parameters:
        title = painter.paint(gettext("Parameters:"), "bold")
        blocks.append("\n".join((title, *_parameters(rule.parameters))))
    for title, example in (
        (gettext("Fails:"), rule.fails),
        (gettext("Passes:"), rule.passes),
    ):
        if example:
            text = "\n".join(visible(line) for line in example.splitlines())
            blocks.append(f"{painter.paint(title, 'bold')}\n{textwrap.indent(text, '    ')}")
    if rule.qc_term:
        blocks.append(localise(N_("MovieLabs QC: {term}"), {"term": rule.qc_term}))
    return "\n\n".join(blocks) + "\n"


def _parameters(parameters: Sequence[Parameter]) -> Iterator[str]:
    for parameter in parameters:
        yield f"  {parameter.name} = {_default(parameter.default)}"
        yield f"    {gettext(parameter.doc)}"
        if parameter.source:
            source = localise(N_("source: {source}"), {"source": parameter.source})
            yield f"    {source}"


def _default(value: ParameterValue) -> str:
    if not isinstance(value, dict):
        return _shown(value) or '""'
    return ", ".join(f"{language}: {_shown(inner)}" for language, inner in value.items())


def _wrapped(text: str, cells: int = 88) -> str:
    """Text broken at spaces; text without spaces (Chinese) is left to the terminal."""
    if width(text) <= cells or width(text) > len(text) * 1.3:
        return text
    return textwrap.fill(text, cells, break_long_words=False, break_on_hyphens=False)


def rule_document(rules: Iterable[Rule]) -> Document:
    """`goglobal.rules/1`."""
    return {
        "schema": "goglobal.rules/1",
        "rules": [
            {
                "code": rule.code,
                "name": rule.name,
                "severity": rule.severity.value,
                "subject": rule.subject,
                "summary": rule.summary,
                "reason": rule.reason,
                "fails": rule.fails,
                "passes": rule.passes,
                "fixable": rule.fixable,
                "enabled": rule.enabled,
                "parameters": [
                    {
                        "name": parameter.name,
                        "default": parameter.default,
                        "doc": parameter.doc,
                        "source": parameter.source or None,
                    }
                    for parameter in rule.parameters
                ],
                "qc_term": rule.qc_term or None,
            }
            for rule in rules
        ],
    }
