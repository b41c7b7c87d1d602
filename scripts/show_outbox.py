"""Show what a directory target received: one line a bundle, each checked by its SHA256SUMS."""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path


def rows(outbox: Path) -> list[tuple[str, str, int, int]]:
    """(language, bundle, files, bytes) of every bundle that a pointer in `outbox` names.

    Raises SystemExit where a file is not what SHA256SUMS says.
    """
    found = []
    for pointer in sorted(outbox.glob("*/*/current.json")):
        manifest = outbox / json.loads(pointer.read_bytes())["manifest"]
        document = json.loads(manifest.read_bytes())
        for line in (manifest.parent / "SHA256SUMS").read_text("utf-8").splitlines():
            digest, _, name = line.partition("  ")
            if hashlib.sha256((manifest.parent / name).read_bytes()).hexdigest() != digest:
                raise SystemExit(f"{manifest.parent / name} is not what SHA256SUMS says")
        size = sum(file["bytes"] for file in document["files"])
        found.append((pointer.parent.name, document["bundle"][:12], len(document["files"]), size))
    return found


def main(outbox: str) -> None:
    """Print the table."""
    table = rows(Path(outbox))
    print(f"\nDelivered to {outbox} (every file verified against SHA256SUMS):")
    for language, bundle, files, size in table:
        print(f"  {language:<8} {bundle}  {files:>3} files  {size:>9,} bytes")
    print(f"  {len(table)} bundles")


if __name__ == "__main__":
    main(sys.argv[1])
