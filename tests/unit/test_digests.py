"""Digests: the same for bytes, small files and large ones."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from goglobal.digests import CHUNK, digest_bytes, digest_file, read_bytes


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK + 7])
def test_files_and_bytes_agree(size: int, tmp_path: Path) -> None:
    data = (b"0123456789abcdef" * (size // 16 + 1))[:size]
    path = tmp_path / "file"
    path.write_bytes(data)
    digest = digest_file(path)
    assert digest == digest_bytes(data)
    assert digest.bytes == size
    assert digest.sha256 == hashlib.sha256(data).hexdigest()
    assert digest.md5 == hashlib.md5(data).hexdigest()
    assert read_bytes(path) == data


def test_a_missing_file_raises(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        digest_file(tmp_path / "none")
