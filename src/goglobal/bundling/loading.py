"""Bundles read back from disk. Their manifests may come from anywhere and are not believed."""

from __future__ import annotations

import hashlib
import json
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from goglobal.bundling import swapping
from goglobal.bundling.bundle import Bundle
from goglobal.bundling.manifest import Manifest, ManifestFile, parse
from goglobal.bundling.paths import MANIFEST, SUMS, check_path
from goglobal.digests import digest_file, read_bytes
from goglobal.errors import GoGlobalError
from goglobal.messages import N_

_AGAIN = N_("build the bundle again")
_HEX = frozenset("0123456789abcdef")


def load_bundles(dist: str | Path) -> tuple[Bundle, ...]:
    """Every bundle below `dist`, by series and target; a target's shared bundle comes last.

    Raises GoGlobalError, which names the file, for a manifest whose digest is not that of its
    content or that leads out of its folder, for a file that is missing or has another size, and
    for a bundle that an interrupted build took from its place.
    """
    dist = Path(dist).absolute()
    if not dist.is_dir():
        raise GoGlobalError(
            N_("there is no folder {path}"), {"path": str(dist)}, N_("run `goglobal build` first")
        )
    bundles = []
    for target in _folders(dist):
        for name in swapping.leftovers(target):
            raise GoGlobalError(
                N_("{path} is missing: a build was interrupted"),
                {"path": str(target / name)},
                _AGAIN,
            )
        places = [place for place in _visible(target) if (place / MANIFEST).is_file()]
        bundles += [load_bundle(place) for place in places]
    return tuple(
        sorted(
            bundles,
            key=lambda b: (b.series, b.target, b.language is None, Path(b.path).name),
        )
    )


def load_bundle(place: Path) -> Bundle:
    """The bundle at `place`. Raises as `load_bundles` does."""
    path = place / MANIFEST
    try:
        manifest = parse(read_bytes(path))
    except (OSError, ValueError, RecursionError) as error:
        raise _damaged(path, str(error)) from error
    _check(manifest, place)
    sources, inside = load_sources(place), str(place)
    for file in manifest.files:
        where = sources.get(file.path, "") if file.key is not None else f"{inside}/{file.path}"
        if file.key is not None and file.path not in sources:
            raise GoGlobalError(
                N_("{path} does not say where {file} is read from"),
                {"path": str(sources_path(place)), "file": file.path},
                _AGAIN,
            )
        size = _size(where)
        if size != file.bytes:
            missing, other = N_("{path} is missing"), N_("{path} has {size} bytes, not {wanted}")
            raise GoGlobalError(
                missing if size is None else other,
                {"path": os.path.normpath(where), "size": size or 0, "wanted": file.bytes},
                _AGAIN,
            )
    return Bundle(path=str(place), manifest=manifest, sources=sources)


def is_complete(place: Path) -> bool:
    """Whether a whole bundle stands at `place`: its manifest is written last."""
    return whole_manifest(place) is not None


def whole_manifest(place: Path) -> Manifest | None:
    """The manifest at `place`, where it holds and every file it lists stands there in its size."""
    try:
        manifest = parse(read_bytes(place / MANIFEST))
        _check(manifest, place)
        wanted = sums(manifest.files)
        if (read_bytes(place / SUMS) if wanted else b"") != wanted:
            return None
    except (OSError, ValueError, RecursionError, GoGlobalError):
        return None
    inside = (file for file in manifest.files if file.key is None)
    return manifest if all(_size(f"{place}/{f.path}") == f.bytes for f in inside) else None


def stamp(place: Path, manifest: Manifest) -> str:
    """Sizes, times and inodes of a bundle's files as one word: as long as it stays the same,
    nobody has written to them. Empty where one is missing."""
    found = []
    try:
        for file in manifest.files:
            if file.key is None:
                seen = os.stat(place / file.path)
                times = seen.st_mtime_ns, seen.st_ctime_ns
                found.append((file.path, seen.st_size, *times, seen.st_ino))
    except OSError:
        return ""
    return hashlib.sha256(repr(found).encode()).hexdigest()


def is_intact(place: Path, manifest: Manifest) -> bool:
    """Whether every file of a bundle has the content that its manifest says."""
    try:
        return all(
            digest_file(place / file.path).sha256 == file.sha256
            for file in manifest.files
            if file.key is None
        )
    except OSError:
        return False


def sums(files: tuple[ManifestFile, ...]) -> bytes:
    """SHA256SUMS over the files that lie in the bundle, sorted, as `sha256sum -c` reads it."""
    inside = sorted((file.path, file.sha256) for file in files if file.key is None)
    return "".join(f"{sha256}  {path}\n" for path, sha256 in inside).encode("utf-8")


def sources_path(place: Path) -> Path:
    """Beside a bundle: where the files are that it lists but does not hold."""
    return place.parent / f".{place.name}.sources.json"


def save_sources(place: Path, sources: dict[str, str]) -> None:
    """Remember where the files are that are not copied, relative to `dist` where that can be.

    Raises OSError.
    """
    path = sources_path(place)
    if not sources:
        if path.exists():  # a read-only folder refuses to remove even what is not there
            path.unlink()
        return
    relative = {name: _relative(source, place.parent) for name, source in sources.items()}
    data = json.dumps(relative, sort_keys=True, ensure_ascii=False, indent=1) + "\n"
    beside = path.with_name(f"{path.name}.{os.getpid()}")
    beside.write_bytes(data.encode("utf-8", "surrogateescape"))
    os.replace(beside, path)


def load_sources(place: Path) -> dict[str, str]:
    """What `save_sources` wrote, as absolute paths; empty where there is nothing.

    Raises GoGlobalError where the file is damaged.
    """
    path = sources_path(place)
    try:
        data = read_bytes(path)
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise _damaged(path, str(error)) from error
    try:
        document = json.loads(data.decode("utf-8", "surrogateescape"))
        return {
            str(name): os.path.normpath(place.parent / str(source))
            for name, source in document.items()
        }
    except (ValueError, AttributeError, RecursionError) as error:
        raise _damaged(path, str(error)) from error


def _check(manifest: Manifest, place: Path) -> None:
    """Refuse a manifest that could make somebody read or write outside of its folder."""
    path, seen = place / MANIFEST, set[str]()
    for part in (manifest.series, manifest.target, manifest.language or "shared"):
        try:
            check_path(part)
        except GoGlobalError as error:
            raise _damaged(path, str(error)) from error
        if "/" in part:
            raise _damaged(path, part)
    if (manifest.series, manifest.target) != (place.parent.parent.name, place.parent.name):
        raise _damaged(path, f"{manifest.series}/{manifest.target}")
    for file in manifest.files:
        try:
            check_path(file.path)
            if file.key is not None:
                check_path(file.key)
        except GoGlobalError as error:
            raise _damaged(path, str(error)) from error
        folded = file.path.casefold()
        if folded in seen or file.bytes < 0:
            raise _damaged(path, file.path)
        if len(file.sha256) != 64 or len(file.md5) != 32 or not {*file.sha256, *file.md5} <= _HEX:
            raise _damaged(path, file.path)
        seen.add(folded)


def _damaged(path: Path, reason: str) -> GoGlobalError:
    message = N_("{path} is damaged: {reason}")
    return GoGlobalError(message, {"path": str(path), "reason": reason[:300]}, _AGAIN)


def _size(path: str) -> int | None:
    """The size of a regular file; None for anything else."""
    try:
        found = os.stat(path)
    except (OSError, ValueError):
        return None
    return found.st_size if stat.S_ISREG(found.st_mode) else None


def _relative(source: str, folder: Path) -> str:
    try:
        return Path(os.path.relpath(source, folder)).as_posix()
    except ValueError:  # another drive
        return source


def _folders(dist: Path) -> Iterator[Path]:
    for series in _visible(dist):
        yield from _visible(series)


def _visible(folder: Path) -> list[Path]:
    return sorted(p for p in folder.iterdir() if not p.name.startswith(".") and p.is_dir())
