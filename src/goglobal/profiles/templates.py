"""Name templates: `subtitles/{series}.ep{episode:03}.{language}{kind:.}.srt`.

A template is plain text with `{field}` places. There is no attribute or index access in it, so
that a profile from anywhere can be filled in safely. Numbers take a width (`{episode:03}`).
A long cut is
named by its first and last episode: `{episode:03}` gives `001-040`.
`{kind}` is the word (`full`, `sdh`, `forced`); what stands after its colon is put before the
word, and then nothing at all is written for `full`: `{kind:.}` gives `` or `.sdh`.
"""

from __future__ import annotations

import re
import string
from collections.abc import Mapping

from goglobal.errors import Argument
from goglobal.messages import N_
from goglobal.suggestions import nearest

FIELDS = (
    "series",
    "alias",
    "id",
    "season",
    "episode",
    "language",
    "kind",
    "purpose",
    "revision",
)
"""What a deliverable's name may hold."""

KEY_FIELDS = ("series", "alias", "language", "bundle", "path")
"""What an object key may hold, which a bundle alone has to tell: `language` is the bundle's
outward name (a language, `shared`, `ep001`), `bundle` our own, `path` the file's."""

_NUMBERS = frozenset({"season", "episode", "revision"})
_WIDTH = re.compile(r"0?[1-9]?")
_FORMATTER = string.Formatter()

Complaint = tuple[str, dict[str, Argument]]
"""A message id and its arguments."""


def fields_of(template: str) -> tuple[str, ...]:
    """The fields that a template holds, each once, in order.

    Raises ValueError where its braces do not match.
    """
    names = (name for _, name, _, _ in _FORMATTER.parse(template) if name is not None)
    return tuple(dict.fromkeys(names))


def complaints(template: str, allowed: tuple[str, ...] = FIELDS) -> tuple[Complaint, ...]:
    """Everything that is wrong with a template; empty: it can be filled in."""
    if not template.strip():
        return ((N_("the template is empty"), {}),)
    try:
        parts = list(_FORMATTER.parse(template))
    except ValueError as error:
        return ((N_("the template's braces do not match: {detail}"), {"detail": str(error)}),)
    found: list[Complaint] = []
    for _, name, spec, conversion in parts:
        if name is None:
            continue
        if name not in allowed:
            hint = nearest(name, allowed)
            if hint:
                found.append(
                    (
                        N_("unknown field {{{field}}} (did you mean {{{nearest}}}?)"),
                        {"field": name, "nearest": hint},
                    )
                )
            else:
                found.append(
                    (
                        N_("unknown field {{{field}}}; there are: {fields}"),
                        {"field": name, "fields": ", ".join(allowed)},
                    )
                )
        elif conversion or (spec and not _fits(name, spec)):
            found.append(
                (
                    N_("the field {{{field}}} cannot be written as “{spec}”"),
                    {"field": name, "spec": f"!{conversion}" if conversion else f":{spec}"},
                )
            )
    literal = "".join(text + ("x" if name is not None else "") for text, name, *_ in parts)
    if literal.startswith("/") or ".." in literal.split("/") or "\\" in literal:
        found.append((N_("a name stays in its bundle: no leading /, no .., no backslash"), {}))
    return tuple(found)


def _fits(name: str, spec: str) -> bool:
    if name in _NUMBERS:
        return _WIDTH.fullmatch(spec) is not None
    return name == "kind" and "{" not in spec and "/" not in spec


Value = str | int | tuple[int, int]
"""What a place is filled with; two numbers are the first and the last of a long cut."""


def fill_template(template: str, values: Mapping[str, Value]) -> str:
    """`template` with its places filled in.

    Raises KeyError, with the field's name, where `values` lacks one.
    """
    parts: list[str] = []
    for text, name, spec, _ in _FORMATTER.parse(template):
        parts.append(text)
        if name is None:
            continue
        value = values[name]
        if name == "kind" and spec:
            parts.append("" if value == "full" else f"{spec}{value}")
        elif isinstance(value, tuple):
            parts.append("-".join(format(number, spec or "") for number in value))
        else:
            parts.append(format(value, spec or ""))
    return "".join(parts)
