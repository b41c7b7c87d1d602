"""What the documents of a bundle see: their inputs, and the other files that go to the target."""

from __future__ import annotations

from functools import lru_cache, partial
from pathlib import Path

from goglobal.bundling.holding import Share
from goglobal.bundling.inputs import Seen, input_path, unreadable
from goglobal.deliverables import base
from goglobal.deliverables.base import Context, Rendering, find_format
from goglobal.deliverables.selection import cut_of, target_languages
from goglobal.digests import Digest, digest_bytes, read_bytes
from goglobal.errors import GoGlobalError
from goglobal.messages import N_
from goglobal.naming import location
from goglobal.plans import Assignment

LARGE = 8 * 1024 * 1024
"""Bytes: what is copied from the input and larger stays where it is, and is named by content."""


class Sighting:
    """Renders the files of one bundle, and digests those of the others that its documents list.

    A file of another bundle is rendered anew to be digested, so that one bundle never depends on
    what lies in `dist`; each once.
    """

    def __init__(self, assignment: Assignment, share: Share, seen: dict[str, Seen]) -> None:
        self._assignment = assignment
        self._share = share
        self._seen = seen
        # one file is often rendered in two formats, one after the other
        read = partial(read_input, Path(assignment.series.root), seen=seen)
        self._read = lru_cache(maxsize=2)(read)
        self._digests: dict[tuple[str, str], Digest] = {}

    def render(self, rendering: Rendering) -> bytes:
        """The bytes of one file. Raises GoGlobalError where it cannot be delivered."""
        return base.render(rendering, self._context(rendering))

    def know(self, rendering: Rendering, digest: Digest) -> None:
        """Keep the digest of a file that was rendered anyway."""
        self._digests[rendering.bundle, rendering.path] = digest

    def _context(self, rendering: Rendering) -> Context:
        share, sight = self._share, find_format(rendering.format).sight
        return Context(
            assignment=self._assignment,
            languages=target_languages(self._assignment),
            episodes=share.around.get(rendering.bundle, share.episodes),
            read=self._read,
            described=share.described if sight else (),
            digest=self.digest,
            location=self._location,
            cut=cut_of(self._assignment),
        )

    def digest(self, rendering: Rendering) -> Digest:
        """Length and digests of a file, which is rendered for that where nobody has yet."""
        place = (rendering.bundle, rendering.path)
        if place not in self._digests:
            if rendering.source is not None and find_format(rendering.format).copied:
                self._digests[place] = self._seen[rendering.source].digest
            else:
                self._digests[place] = digest_bytes(self.render(rendering))
        return self._digests[place]

    def _location(self, own: Rendering, other: Rendering) -> str:
        source = other.source or ""
        apart = source in self._seen and is_apart(other, self._seen, self._assignment)
        sha256 = self._seen[source].digest.sha256 if apart else None
        return location(self._assignment, own, other, sha256)


def is_apart(rendering: Rendering, seen: dict[str, Seen], assignment: Assignment) -> bool:
    """Whether a file stays where it is: video, and other copies above `LARGE`. A bag is only whole
    with everything in it."""
    if rendering.source is None or not find_format(rendering.format).copied:
        return False
    if assignment.profile.container == "bagit":
        return False
    return rendering.role == "video" or seen[rendering.source].size > LARGE


def read_input(root: Path, name: str, *, seen: dict[str, Seen]) -> bytes:
    """The bytes of an input file, the same that the bundle's key was made of.

    Raises GoGlobalError where it cannot be read, or was changed since it was looked at.
    """
    path = input_path(root, name)
    try:
        data = read_bytes(path)
    except OSError as error:
        raise unreadable(name, error) from error
    if name in seen and digest_bytes(data) != seen[name].digest:
        raise changed(name)
    return data


def changed(name: str) -> GoGlobalError:
    """The error for an input that is no longer what was looked at."""
    return GoGlobalError(
        N_("{path} was changed while its bundle was being built"),
        {"path": name},
        N_("run the same command again, so that what goes out is what was checked"),
    )
