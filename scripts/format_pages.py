"""The page `docs/reference/formats.md`: what a profile's deliverables can be."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from importlib import import_module
from typing import TYPE_CHECKING

from platform_pages import cell

if TYPE_CHECKING:
    from goglobal.deliverables.base import Format

Lines = list[str]
_ONE_FOR = {
    "bundle": "a bundle",
    "episode": "an episode",
    "track": "a subtitle file",
    "artwork": "a picture of the series",
    "episode-artwork": "a picture of an episode",
    "video": "a video",
    "document": "a document",
}


def page() -> str:
    """Every built-in format: what there is one file of, what it holds, and its options."""
    groups = _by_module()
    lines = [
        "# Formats of deliverables",
        "",
        "Each `[[deliverables]]` of a profile names a `format`, and may set its `options`:",
        "",
        "```text",
        "[[deliverables]]",
        'format = "tiktok-xlsx"',
        'name = "{series}.{language}.xlsx"',
        'options = { cover = "poster" }',
        "```",
        "",
        "An option that a format does not have is a problem, told with the nearest that it has. "
        "Other formats come from plug-ins (the entry point `goglobal.deliverables`).",
        "",
        "| format | one file for | role | media type | options |",
        "|---|---|---|---|---|",
    ]
    for forms in groups.values():
        lines += [_row(form) for form in forms]
    for module, forms in groups.items():
        lines += ["", f"## {' · '.join(form.name for form in forms)}", "", _told(module)]
        lines += list(_versions(forms))
        lines += list(_options(forms))
    return "\n".join([*lines, ""])


def _by_module() -> dict[str, list[Format]]:
    """The built-in formats by the module that writes them, both in the order of their table."""
    from goglobal.deliverables.base import _BUILT_IN, find_format

    groups: dict[str, list[Format]] = {}
    for name, (module, _) in _BUILT_IN.items():
        groups.setdefault(module, []).append(find_format(name))
    return groups


def _row(form: Format) -> str:
    media_type = f"`{form.media_type}`" if form.media_type else "as the file's suffix says"
    options = ", ".join(f"`{option.name}`" for option in form.options) or "none"
    cells = (f"`{form.name}`", _ONE_FOR[form.scope], form.role, media_type, options)
    return f"| {' | '.join(cells)} |"


def _told(module: str) -> str:
    """A module's own words about what it writes."""
    return inspect.cleandoc(import_module(module).__doc__ or "")


def _versions(forms: list[Format]) -> Iterator[str]:
    for schema, versions in {form.schema: form.schema_versions for form in forms}.items():
        if schema:
            yield f"\nVersions (`schema_versions.{schema}` of a profile): {', '.join(versions)}."


def _options(forms: list[Format]) -> Iterator[str]:
    options = {option.name: option for form in forms for option in form.options}
    if not options:
        return
    yield from ("", "| option | is | default | meaning |", "|---|---|---|---|")
    for option in options.values():
        kind = f"a whole number, {option.least} or more" if option.kind == "number" else "a text"
        default = f"`{option.default}`" if option.default != "" else "none"
        yield f"| `{option.name}` | {kind} | {default} | {cell(option.doc)} |"
