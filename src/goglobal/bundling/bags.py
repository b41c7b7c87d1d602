"""BagIt 1.0 (RFC 8493): the tag files around a payload that stands in `data/`.

The bag has no date and names no software: the same content gives the same bytes on any day. The
bundle's own `manifest.json` and `SHA256SUMS` stand beside the tag files, as other files may.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from goglobal.bundling.manifest import ManifestFile
from goglobal.plans import Assignment

DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"


def bag_files(
    assignment: Assignment, name: str, payload: Iterable[ManifestFile]
) -> tuple[tuple[str, bytes], ...]:
    """Path and content of every tag file of the bundle `name`, in the order they are written."""
    files = sorted(payload, key=lambda file: file.path)
    tags = [
        ("bag-info.txt", _info(assignment, name, files)),
        ("bagit.txt", DECLARATION),
        ("manifest-sha256.txt", _lines((file.path, file.sha256) for file in files)),
    ]
    sums = _lines((path, hashlib.sha256(data).hexdigest()) for path, data in tags)
    return (*tags, ("tagmanifest-sha256.txt", sums))


def _info(assignment: Assignment, name: str, files: list[ManifestFile]) -> bytes:
    series = assignment.series
    fields = {
        "Source-Organization": series.production_company,
        "External-Description": series.title,
        "External-Identifier": f"{series.id}/{assignment.target.name}/{name}",
        "Payload-Oxum": f"{sum(file.bytes for file in files)}.{len(files)}",
    }
    # a value is one line here: what breaks lines in it would begin another field
    lines = (f"{key}: {' '.join(value.split())}\n" for key, value in fields.items() if value)
    return "".join(lines).encode("utf-8")


def _lines(digests: Iterable[tuple[str, str]]) -> bytes:
    """`<sha256>  <path>` lines; what RFC 8493 (2.1.3) wants escaped in a path is."""
    lines = []
    for path, sha256 in digests:
        escaped = path.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
        lines.append(f"{sha256}  {escaped}\n")
    return "".join(lines).encode("utf-8")
