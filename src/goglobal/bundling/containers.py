"""The zip container: the same files give the same bytes on every machine.

Entries are stored, not deflated (zlib and zlib-ng give different bytes for one level), sorted,
dated 1980-01-01 and mode 0644, as if made on Unix wherever they are made.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from pathlib import Path

_EPOCH = (1980, 1, 1, 0, 0, 0)


def write_zip(path: Path, files: Iterable[tuple[str, bytes]]) -> None:
    """Write `files` (path in the archive, content; sorted by path) to a new zip at `path`.

    Raises OSError where it cannot be written.
    """
    with zipfile.ZipFile(path, "x", zipfile.ZIP_STORED, strict_timestamps=True) as archive:
        for name, data in files:
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.create_system = 3
            entry.external_attr = 0o100644 << 16
            entry.compress_type = zipfile.ZIP_STORED
            archive.writestr(entry, data)
