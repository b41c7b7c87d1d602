"""Zip archives from anybody: read in memory within limits, never unpacked."""

from __future__ import annotations

import calendar
import os
import stat
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from typing import BinaryIO

from goglobal.exchange.intake import archive_names, sorts
from goglobal.exchange.intake.entries import Entry, Left, Limits, refused
from goglobal.messages import N_

_END = b"PK\x05\x06"
_END_64 = b"PK\x06\x06"
_TAIL = 65_557 + 76
_SMALLEST = 47
"""Bytes that an entry takes in the list of an archive at least: 46 and a name."""
_LONGEST = 1_200
"""Bytes that one takes at most, in archives that anybody makes."""
_ENCRYPTED = 0x1
_AGAIN = N_("ask the sender to pack the files again, as a plain zip")


class Budget:
    """How many bytes may still be read, over all that was given."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.left = limits.total

    def spend(self, count: int) -> bool:
        """Take `count` bytes; False where there are not as many left."""
        self.left -= count
        return self.left >= 0


def read_zip(
    file: BinaryIO, name: str, parts: tuple[str, ...], budget: Budget
) -> Iterator[Entry | Left]:
    """Every entry of an archive that is called `name` to the user.

    `parts` are the names that tell something about all of them. What is not read says why; an
    archive that is refused as a whole is one `Left`. Raises OSError where the file cannot be read.
    """
    limits = budget.limits
    size = os.fstat(file.fileno()).st_size
    listed = _size_of_list(file, size)
    if listed is not None and listed > limits.entries * _LONGEST:
        yield _too_many(name, listed // _LONGEST, limits)
        return
    try:  # zipfile raises NotImplementedError for a version of the format that it does not know
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, ValueError, struct.error, EOFError, NotImplementedError) as error:
        yield refused(
            name, N_("the archive is damaged or no zip ({detail})"), _AGAIN, detail=str(error)[:80]
        )
        return
    with archive:
        infos = archive.infolist()
        wrong = _wrong_as_a_whole(infos, name, size, limits)
        if wrong is not None:
            yield wrong
            return
        names = archive_names.decoded_names(infos)
        exact = Counter(names)
        similar = Counter(archive_names.folded(one) for one in exact)
        found = False
        for info, inner in zip(infos, names, strict=True):
            if inner.endswith("/") and not archive_names.unsafe(inner):
                continue
            found = True
            shown = f"{name}/{inner.lstrip('/')}"
            clash = exact[inner] > 1, similar[archive_names.folded(inner)] > 1
            left = _wrong(info, inner, shown, clash, limits)
            path = tuple(p for p in inner.split("/") if p not in ("", "."))
            left = left or sorts.junk(shown, path)
            yield left or _read(archive, info, shown, (*parts, *path), budget)
        if not found:
            yield refused(name, N_("the archive is empty"), N_("ask the sender for the files"))


def _wrong_as_a_whole(
    infos: list[zipfile.ZipInfo], name: str, size: int, limits: Limits
) -> Left | None:
    if len(infos) > limits.entries:
        return _too_many(name, len(infos), limits)
    if sum(info.compress_size for info in infos) > size:
        return refused(
            name,
            N_("entries of the archive overlap, as they do in a zip bomb"),
            N_("do not unpack it; ask the sender how it was made"),
        )
    wanted = [i for i in infos if sorts.suffix_of(i.filename) in sorts.SUBTITLES]
    total = sum(info.file_size for info in wanted if info.file_size <= limits.entry)
    if total > limits.total:
        return refused(
            name,
            N_("its subtitle files come to {size} MB unpacked; {limit} MB are taken at once"),
            N_("give it in parts"),
            size=total >> 20,
            limit=limits.total >> 20,
        )
    return None


def _too_many(name: str, count: int, limits: Limits) -> Left:
    return refused(
        name,
        N_("it has {count} files or more; {limit} are taken at once"),
        N_("give it in parts, or only the files that are wanted"),
        count=count,
        limit=limits.entries,
    )


def _wrong(
    info: zipfile.ZipInfo, inner: str, shown: str, clash: tuple[bool, bool], limits: Limits
) -> Left | None:
    """Why an entry must not be read, by what the archive's list says of it."""
    reason = archive_names.unsafe(inner)
    if reason is not None:
        return refused(shown, *reason)
    mode = info.external_attr >> 16
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG):
        if stat.S_ISLNK(mode):
            return refused(
                shown, N_("a link, which may lead anywhere"), N_("ask for the file itself")
            )
        return refused(shown, N_("a device or a pipe, no file"), N_("leave it out"))
    if any(clash):
        message = N_("its name differs from another entry's only by capitals or accents")
        if clash[0]:
            message = N_("two entries of the archive have this name: which one counts?")
        return refused(shown, message, _AGAIN)
    if info.flag_bits & _ENCRYPTED:
        return refused(
            shown,
            N_("it is protected with a password"),
            N_("unpack the archive with the password, and give the folder"),
        )
    large = info.file_size > limits.ratio_from
    if large and info.file_size > limits.ratio * max(info.compress_size, 1):
        return refused(
            shown,
            N_("{size} MB are packed into {packed} kB, as in a zip bomb"),
            N_("do not unpack it; ask the sender how it was made"),
            size=info.file_size >> 20,
            packed=info.compress_size >> 10,
        )
    return None


def _read(
    archive: zipfile.ZipFile,
    info: zipfile.ZipInfo,
    shown: str,
    parts: tuple[str, ...],
    budget: Budget,
) -> Entry | Left:
    """One entry, read as far as it is wanted."""
    limits = budget.limits
    try:
        with archive.open(info) as stream:
            head = stream.read(sorts.HEAD)
            left = sorts.packed(shown, head, nested=True)
            sort = left or sorts.sort_of(shown, head)
            if isinstance(sort, Left):
                return sort
            if info.file_size > limits.entry:
                return too_large(shown, limits)
            data = head + stream.read(max(limits.entry + 1 - len(head), 0))
    except NotImplementedError:  # zipfile's word for a method of packing that it does not know
        return refused(shown, N_("it is packed in a way that cannot be read here"), _AGAIN)
    except RuntimeError:
        return refused(
            shown,
            N_("it is protected with a password"),
            N_("unpack the archive with the password, and give the folder"),
        )
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, struct.error, OSError) as error:
        return refused(
            shown, N_("it is damaged in the archive ({detail})"), _AGAIN, detail=str(error)[:80]
        )
    if len(data) > limits.entry:
        return too_large(shown, limits)
    if not budget.spend(len(data)):
        return over_budget(shown, limits)
    return Entry(
        name=shown,
        parts=parts,
        data=data,
        modified=float(calendar.timegm((*info.date_time, 0, 0, 0))),
        clock="zip",
    )


def too_large(name: str, limits: Limits) -> Left:
    """A file that no subtitle file is as large as."""
    return refused(
        name,
        N_("larger than {limit} MB: no subtitle file is"),
        N_("see what is in it"),
        limit=limits.entry >> 20,
    )


def over_budget(name: str, limits: Limits) -> Left:
    """A file for which there is no room any more."""
    return refused(
        name,
        N_("more than {limit} MB of subtitle files were given at once"),
        N_("give them in parts"),
        limit=limits.total >> 20,
    )


def _size_of_list(file: BinaryIO, size: int) -> int | None:
    """How many bytes the list of an archive's entries takes; None: that is not to be found."""
    file.seek(max(0, size - _TAIL))
    tail = file.read(_TAIL)
    file.seek(0)
    at = tail.rfind(_END)
    if at < 0 or len(tail) < at + 22:
        return None
    listed = int.from_bytes(tail[at + 12 : at + 16], "little")
    if listed == 0xFFFFFFFF:
        at = tail.rfind(_END_64)
        return int.from_bytes(tail[at + 40 : at + 48], "little") if at >= 0 else None
    return listed
