"""What a built bundle depends on, as one key, and what is remembered of the last build.

The key covers content, not times: inputs by sha256, the texts, target, profile, tool, plug-ins
and CLDR data. Digests of unchanged files are taken from the last build by size, times and
inode: `ctime` belongs to these because a restored `mtime` fools the rest, and a file that was
as young as the record itself is read again (git's racy rule).
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import time
from collections.abc import Iterable
from pathlib import Path

import msgspec

from goglobal import vocabulary
from goglobal.bundling.holding import Share, looks
from goglobal.deliverables.base import Rendering, find_format
from goglobal.deliverables.selection import source_of, target_languages
from goglobal.digests import Digest, digest_file
from goglobal.errors import GoGlobalError
from goglobal.messages import N_
from goglobal.model import Series
from goglobal.plans import Assignment

_RACY = 2_000_000_000
"""Nanoseconds: the coarsest clock of a file system in use (FAT)."""


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    """One input file as it was read last."""

    size: int
    mtime: int
    ctime: int
    inode: int
    at: int
    """When it was looked at, ns since 1970."""
    digest: Digest


class Memory(msgspec.Struct, frozen=True, kw_only=True):
    """What is remembered of one bundle's last build; losing it costs time only."""

    key: str = ""
    bundle: str = ""
    inputs: dict[str, Seen] = {}
    stamp: str = ""
    """Of the files that were written, as `loading.stamp` gives it."""


def memory_path(assignment: Assignment, name: str, state: Path) -> Path:
    """Where a bundle's memory is kept in the state folder."""
    series, target = assignment.series.id, assignment.target.name
    return state / "builds" / f"{series}.{target}.{name}.json"


def recall(path: Path) -> Memory:
    """What is remembered at `path`: nothing where it is missing or damaged."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=Memory)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        return Memory()


def remember(path: Path, memory: Memory) -> None:
    """Write `memory` to `path`, whole or not at all. A state folder that cannot be written costs
    the next build its short cut, so nothing is raised."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(msgspec.json.encode(memory))
        os.replace(beside, path)
    except OSError:
        with contextlib.suppress(OSError):
            beside.unlink()


def input_names(share: Share) -> set[str]:
    """Every input file that the bundle's bytes follow from, relative to the series folder."""
    content = looks(share.renderings, "content")
    files = (*share.renderings, *(share.described if content else ()))
    names = {r.source for r in files if r.source is not None}
    return names | {name for r in files for _, name in r.parts}


def look_at(root: Path, names: Iterable[str], last: Memory) -> dict[str, Seen]:
    """Every named input file, relative to `root`, with its digest.

    Raises GoGlobalError for a file that is missing, cannot be read or leads out of `root`.
    """
    return {name: _look(root, name, last.inputs.get(name)) for name in sorted(set(names))}


def input_path(root: Path, name: str) -> str:
    """The real path of an input file. Raises GoGlobalError where it leads out of `root`."""
    real, inside = os.path.realpath(root / name), os.path.realpath(root)
    if os.path.commonpath([real, inside]) != inside:
        raise GoGlobalError(
            N_("{path} leads out of the series folder"),
            {"path": name},
            N_("copy the file into the folder in place of the link"),
        )
    return real


def unreadable(name: str, error: OSError) -> GoGlobalError:
    """The error for an input file that cannot be read."""
    return GoGlobalError(
        N_("{path} cannot be read: {reason}"),
        {"path": name, "reason": error.strerror or str(error)},
    )


def _look(root: Path, name: str, last: Seen | None) -> Seen:
    path, now = input_path(root, name), time.time_ns()
    try:
        stat = os.stat(path)
        size, times = stat.st_size, (stat.st_mtime_ns, stat.st_ctime_ns)
        if (
            last is not None
            and (last.size, last.mtime, last.ctime, last.inode) == (size, *times, stat.st_ino)
            and max(times) + _RACY < last.at
        ):
            return last
        digest = digest_file(path)
    except OSError as error:
        raise unreadable(name, error) from error
    return Seen(size=size, mtime=times[0], ctime=times[1], inode=stat.st_ino, at=now, digest=digest)


def content_key(assignment: Assignment, share: Share, seen: dict[str, Seen]) -> str:
    """One digest over all that the bundle's bytes follow from."""
    from importlib.metadata import version

    from goglobal import __version__

    series = assignment.series
    every = target_languages(assignment)
    languages = {r.language for r in share.renderings if r.language is not None}
    if any(r.language is None and _has_words(r) for r in share.renderings):
        languages.update(every)
    if share.described:
        languages.update(r.language for r in share.described if r.language is not None)
    sources = sorted({source_of(assignment, language) for language in languages})
    facts = msgspec.structs.replace(
        series,
        root="",
        subtitles=(),
        artwork=(),
        videos=(),
        catalogs={},
        glossary=(),
        ids={},
        waivers=(),
        made_from={},
        findings=(),
        source_lines={},
    )
    document = {
        "tool": [__version__, version("babel")],
        "plug-ins": sorted({find_format(r.format).version for r in share.renderings}),
        "series": facts,
        "ids": sorted((name, number or 0, i) for (name, number), i in series.ids.items()),
        "catalogs": [
            [(e.key, e.source, e.text, e.fuzzy) for _, e in sorted(catalog.entries.items())]
            for catalog in (series.catalogs.get(tag) for tag in sources)
            if catalog is not None
        ],
        "vocabulary": [_vocabulary(series, tag) for tag in sorted(languages)],
        "target": assignment.target,
        "profile": msgspec.structs.replace(assignment.profile, origins={}),
        "languages": every,
        "share": share,
        "inputs": {name: item.digest.sha256 for name, item in seen.items()},
    }
    data = msgspec.json.encode(document, order="deterministic")
    return hashlib.sha256(data).hexdigest()


def _has_words(rendering: Rendering) -> bool:
    form = find_format(rendering.format)
    return not (form.copied or form.facts_only)


def _vocabulary(series: Series, language: str) -> list[str]:
    """The shared words that this series takes in a language: catalogs change between versions."""
    roles = sorted({credit.role for credit in series.credits})
    advisories = sorted({key for rating in series.ratings for key in rating.advisories})
    return [
        vocabulary.episode_title(1, language),
        *(vocabulary.term("genre", key, language) for key in series.genres),
        *(vocabulary.term("role", key, language) for key in roles),
        *(vocabulary.term("advisory", key, language) for key in advisories),
    ]
