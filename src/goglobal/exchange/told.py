"""Remarks on translators' files, each with the file that it is about."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from goglobal.errors import Argument
from goglobal.exchange.returned import Remark
from goglobal.exchange.units import Unit
from goglobal.findings import Severity


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """A remark and where it belongs."""

    file: str
    """As the user named it."""
    remark: Remark
    language: str = ""
    """Canonical; empty where nobody could tell."""


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    """A unit of a file that came back."""

    file: str
    unit: Unit

    def told(
        self,
        name: str,
        severity: Severity,
        message: str,
        arguments: Mapping[str, Argument] | None = None,
        help_: str = "",
    ) -> Told:
        """A remark on this unit."""
        return Told(
            file=self.file,
            remark=Remark(
                name=name,
                severity=severity,
                message=message,
                arguments=dict(arguments or {}),
                help=help_,
                place=self.unit.place,
                key=self.unit.key,
            ),
        )
