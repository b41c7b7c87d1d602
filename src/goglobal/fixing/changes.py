"""What would become of one subtitle file, and how that looks to a person."""

from __future__ import annotations

import msgspec

from goglobal.errors import Argument
from goglobal.findings import Finding


class Left(msgspec.Struct, frozen=True, kw_only=True):
    """A finding that stays, and why; without a reason nobody but a person can mend it."""

    finding: Finding
    reason: str = ""
    """A message id with `{name}` places."""
    arguments: dict[str, Argument] = {}


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """One subtitle file before and after its findings were mended; nothing has been written."""

    series: str
    root: str
    """Absolute path of the series folder."""
    path: str
    """Relative to `root`, with `/`."""
    language: str
    before: bytes
    """The file as it was read: it is only replaced while it still is this."""
    after: bytes
    mended: tuple[Finding, ...] = ()
    """What is mended in `after`; places are those in `before`."""
    left: tuple[Left, ...] = ()
    """What is left and not waived; places are those in `after`."""

    @property
    def changed(self) -> bool:
        """Whether there is anything to write."""
        return self.before != self.after

    def diff(self, *, name: str = "", readable: bool = False) -> str:
        """The change as a unified diff; empty where nothing changes.

        `name` stands in for the path in the diff's headers. Of a file in UTF-8 it is a patch that
        `git apply` takes. What a diff of text cannot show (another encoding, byte order mark or
        line end) stands in a line before it. `readable` is for a terminal: line ends are not
        compared.
        """
        from goglobal.fixing.diffs import unified_diff

        return unified_diff(self, name or self.path, readable=readable) if self.changed else ""
