"""The pages of `docs/platforms/`: what each built-in profile demands, from the profile itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from goglobal.profiles.schema import Profile

Lines = list[str]


def index_page(profiles: list[Profile]) -> str:
    """All profiles in one table."""
    rows = [
        f"| [{p.name}]({p.name}.md) | {cell(p.title)} | {_what(p)} | {p.checked} |"
        for p in profiles
    ]
    lines = [
        "# Platforms",
        "",
        "`goglobal platforms NAME` prints a profile with the origin of each value. What is not",
        "publicly known is left to your own overlay: a TOML file in `profiles/` beside",
        "`goglobal.toml`, with `extends` ([how to](../how-to-partner-profile.md)).",
        "",
        "| profile | for | receives | numbers looked up |",
        "|---|---|---|---|",
        *rows,
        "",
    ]
    return "\n".join(lines)


def page(profile: Profile) -> str:
    """One profile: in words first, then every value with the profile that set it."""
    lines = [f"# {profile.name}", "", profile.title, ""]
    lines += [f"* Extends: [{profile.extends}]({profile.extends}.md)"] if profile.extends else []
    lines += [f"* Source: {cell(profile.source)}", f"* Looked up: {profile.checked}", ""]
    lines += [profile.notes.strip(), ""] if profile.notes.strip() else []
    for part in (_files, _metadata, _subtitles, _pictures, _rules, _values):
        lines += part(profile)
    return "\n".join(lines)


def _what(profile: Profile) -> str:
    formats = dict.fromkeys(deliverable.format for deliverable in profile.deliverables)
    return ", ".join(f"`{name}`" for name in formats)


def _files(profile: Profile) -> Lines:
    packed = {
        "tree": "as single files",
        "zip": "in a zip archive",
        "bagit": "in a BagIt bag",
    }[profile.container]
    unit = {
        "language": "each language by itself, and one bundle of what all share",
        "episode": "each episode by itself, and one bundle of what all share",
        "series": "the whole series at once",
    }[profile.bundle_by]
    layout = {
        "immutable": "under a name of its own for each content, with a pointer to the current one",
        "in-place": "at fixed places in the bucket",
    }[profile.layout]
    lines = ["## What it receives", "", f"Delivered {unit}, {packed}, {layout}.", ""]
    if profile.layout == "in-place":
        lines += [f"Object keys: `{profile.key_template or '{series}/{language}/{path}'}`.", ""]
    lines += ["| format | name | bundle |", "|---|---|---|"]
    for one in profile.deliverables:
        lines.append(f"| `{one.format}` | `{one.name}` | {one.bundle} |")
    sent = ", then ".join(profile.upload_order)
    lines += ["", f"Sent in this order: {sent}.", ""]
    names = f"Names hold `{profile.names.allowed}` and are at most {profile.names.max_length} bytes"
    other = "written in Latin letters" if profile.names.transliterate else "refused (DLV001)"
    lines += [f"{names} a part; other characters in ids and aliases are {other}.", ""]
    if profile.schema_versions:
        versions = (f"{k.upper()} {v}" for k, v in sorted(profile.schema_versions.items()))
        lines += [f"Schema versions: {', '.join(versions)}.", ""]
    return lines


def _metadata(profile: Profile) -> Lines:
    wanted = profile.metadata
    lines = ["## Metadata", ""]
    if wanted.required:
        lines += ["Required: " + ", ".join(f"`{name}`" for name in wanted.required) + ".", ""]
    limits = dict.fromkeys((*wanted.limits, *wanted.shortened))
    if limits:
        lines += ["| field | at most | also cut to |", "|---|---|---|"]
        for name in limits:
            limit = wanted.limits.get(name)
            most = ""
            if limit is not None:
                most = f"{limit.characters:,} characters" if limit.characters else ""
                most = f"{limit.bytes:,} bytes" if limit.bytes else most
            cuts = ", ".join(f"{length:,}" for length in wanted.shortened.get(name, ()))
            lines.append(f"| `{name}` | {most} | {cuts} |")
        lines.append("")
    if wanted.forbidden_characters:
        found = " ".join(f"`{c}`" for c in wanted.forbidden_characters)
        lines += [f"Refused characters: {found}.", ""]
    if wanted.ids:
        lines += ["Ids from `ids.csv` are needed.", ""]
    if wanted.ratings:
        lines += ["A rating is needed for: " + ", ".join(wanted.ratings) + ".", ""]
    if wanted.documents:
        lines += ["Documents that come along: " + ", ".join(wanted.documents) + ".", ""]
    tongues = profile.languages
    if tongues.accepted:
        lines += ["Languages: " + ", ".join(tongues.accepted) + ".", ""]
    for word, tags in (("text", tongues.written), ("sound", tongues.spoken)):
        if tags:
            shown = ", ".join(f"{ours} as `{theirs}`" for ours, theirs in sorted(tags.items()))
            lines += [f"Tags for {word}: {shown}.", ""]
    return lines if len(lines) > 2 else []


def _subtitles(profile: Profile) -> Lines:
    wanted = profile.subtitles
    lines = ["## Subtitles", ""]
    lines += [f"Each track as {', '.join(f'`{name}`' for name in wanted.formats)}"]
    for tag, formats in sorted(wanted.formats_by_language.items()):
        lines[-1] += f"; {tag} as {', '.join(f'`{name}`' for name in formats)}"
    lines[-1] += f". Needed: {', '.join(wanted.kinds) or 'none'}"
    lines[-1] += f"; taken along: {', '.join(wanted.optional_kinds) or 'none'}."
    mark = "with" if wanted.byte_order_mark else "without"
    ends = {"lf": "LF", "crlf": "CRLF"}[wanted.line_ends]
    return [*lines, "", f"UTF-8 {mark} a byte order mark, lines end with {ends}.", ""]


def _pictures(profile: Profile) -> Lines:
    if not profile.artwork:
        return []
    lines = ["## Artwork", "", "| purpose | for | px | formats | must be there |"]
    lines.append("|---|---|---|---|---|")
    for one in profile.artwork:
        size = f"{one.width} x {one.height}" + (" or more" if one.size == "minimum" else "")
        formats = ", ".join(one.formats)
        needed = "yes" if one.required else "no"
        lines.append(f"| {one.purpose} | {one.per} | {size} | {formats} | {needed} |")
    return [*lines, ""]


def _rules(profile: Profile) -> Lines:
    if not profile.rules:
        return []
    lines = ["## Rules that it changes", "", "| rule | here | source |", "|---|---|---|"]
    for code, setting in sorted(profile.rules.items()):
        here = []
        if setting.enabled is not None:
            here.append("on" if setting.enabled else "off")
        if setting.severity:
            here.append(f"{setting.severity}: {cell(setting.reason)}")
        here += (f"`{name}` {value(given)}" for name, given in sorted(setting.parameters.items()))
        link = f"[{code}](../reference/rules/{code}.md)"
        lines.append(f"| {link} | {'; '.join(here)} | {cell(setting.source)} |")
    return [*lines, ""]


def _values(profile: Profile) -> Lines:
    import msgspec

    values = dict(_flat(msgspec.to_builtins(profile)))
    rows = [
        f"| `{key}` | {value(values[key])} | {origin} |"
        for key, origin in sorted(profile.origins.items())
        if key in values and key not in ("notes", "source", "title", "checked", "extends")
    ]
    return ["## Every value", "", "| key | value | set by |", "|---|---|---|", *rows, ""]


def _flat(given: object, path: str = "") -> Iterator[tuple[str, object]]:
    if path:
        yield path, given
    if isinstance(given, Mapping):
        for key, inner in given.items():
            if key != "origins":
                yield from _flat(inner, f"{path}.{key}" if path else str(key))


def value(given: object) -> str:
    """A value as a cell of a table."""
    if isinstance(given, Mapping):
        there = {k: v for k, v in given.items() if v is not None}
        return ", ".join(f"{k} {value(v)}" for k, v in there.items()) or "(none)"
    if isinstance(given, (list, tuple)):
        between = "<br>" if any(isinstance(v, Mapping) for v in given) else ", "
        return between.join(value(v) for v in given) or "(none)"
    return f"`{cell(str(given))}`" if given != "" else "(empty)"


def cell(text: str) -> str:
    """Text that stays in its cell."""
    return " ".join(text.split()).replace("|", "\\|")
