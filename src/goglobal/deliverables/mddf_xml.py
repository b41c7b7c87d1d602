"""MovieLabs documents as XML: their versions, their namespaces, and text that cannot leave its
place.

Which Common Metadata goes with which MEC and manifest is said by the schemas themselves:
https://movielabs.com/md/mec/ and https://movielabs.com/md/mmc/ (checked 2026-11-26).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from goglobal.deliverables.plain_text import plain
from goglobal.plans import Assignment

Schema = Literal["mec", "mmc"]

VERSIONS: Mapping[Schema, Mapping[str, str]] = {
    "mec": {"2.6": "2.6", "2.9": "2.9", "2.12": "2.12"},
    "mmc": {"1.5": "2.4", "1.10": "2.9", "1.13": "2.12"},
}
"""Version of a document to that of the Common Metadata in it; the newest last."""
_ROOT = "http://www.movielabs.com/schema"


def version_of(assignment: Assignment, schema: Schema) -> str:
    """The version that the profile asks for (`schema_versions`), else the newest there is."""
    wanted = assignment.profile.schema_versions.get(schema, "")
    return wanted if wanted in VERSIONS[schema] else list(VERSIONS[schema])[-1]


def root_element(schema: Schema, version: str, name: str, **attributes: str) -> Element:
    """The root of a document, with its namespaces under the prefixes that are customary."""
    prefix, address = (
        ("mdmec", f"{_ROOT}/mdmec/v{version}")
        if schema == "mec"
        else ("manifest", f"{_ROOT}/manifest/v{version}/manifest")
    )
    spaces = {
        f"xmlns:{prefix}": address,
        "xmlns:md": f"{_ROOT}/md/v{VERSIONS[schema][version]}/md",
    }
    return Element(f"{prefix}:{name}", {**spaces, **_plain(attributes)})


def add(
    parent: Element, name: str, text: str = "", *, lines: bool = False, **attributes: str
) -> Element:
    """A new last child. Text loses what XML cannot hold and what turns its surroundings around;
    line ends become spaces, but for `lines`."""
    made = SubElement(parent, name, _plain(attributes))
    made.text = plain(text, lines=lines) or None
    return made


def serialised(root: Element) -> bytes:
    """The document in UTF-8, two spaces a level, a line feed at its end."""
    indent(root, "  ")
    text = tostring(root, encoding="unicode", short_empty_elements=True)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode()


def duration(milliseconds: int) -> str:
    """A run length as XML writes it (ISO 8601): `PT1M20.24S`."""
    seconds, rest = divmod(milliseconds, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    fraction = f".{rest:03}".rstrip("0") if rest else ""
    parts = (
        f"{hours}H" if hours else "",
        f"{minutes}M" if minutes else "",
        f"{seconds}{fraction}S" if seconds or rest or not milliseconds else "",
    )
    return "PT" + "".join(parts)


def _plain(attributes: Mapping[str, str]) -> dict[str, str]:
    return {name: plain(value) for name, value in attributes.items()}
