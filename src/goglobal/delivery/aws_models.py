"""botocore's descriptions of AWS's services, read faster."""

from __future__ import annotations

import gzip
import os.path
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from botocore.session import Session

_SUFFIXES = (".json", ".json.gz")


class _Files:
    """Its files by msgspec instead of `json` with an OrderedDict each: 0.06 s of a start's 0.5."""

    def exists(self, file_path: str) -> bool:
        """Whether there is a file of that path and any suffix."""
        return any(os.path.isfile(file_path + suffix) for suffix in _SUFFIXES)

    def load_file(self, file_path: str) -> Any:
        """What the file of that path, without its suffix, holds; None where there is none."""
        for suffix in _SUFFIXES:
            try:
                data = Path(file_path + suffix).read_bytes()
            except FileNotFoundError:
                continue
            return msgspec.json.decode(gzip.decompress(data) if suffix.endswith(".gz") else data)
        return None


def read_faster(session: Session) -> None:
    """Make a session read its descriptions in this way."""
    session.get_component("data_loader").file_loader = _Files()
