"""Identifiers of MovieLabs documents, `md:<type>:<scheme>:<ssid>`, made so that they never change.

A title's own id comes from `ids.csv`, as the partner or EIDR gave it; one that has none is named
after the series: `moonlit-bund`, `moonlit-bund.s01`, `moonlit-bund.s01.ep003`. What belongs to a
title (tracks, pictures, experiences) takes the title's id and a word.

The grammar is that of Common Metadata (TR-META-CM 2.9, December 2020, section 2.1) with the
characters of URNs (RFC 2141, section 2.2): all others are percent-encoded, so that no id ever
leads anywhere.
"""

from __future__ import annotations

import re
from urllib.parse import quote

import msgspec

from goglobal.plans import Assignment

_SAFE = "()+,-.=@;$_!*'"
"""Beside letters and digits. The colon stays out: it parts the id from its scheme."""
_WHOLE = re.compile(
    r"md:[a-z]+:(?P<scheme>[A-Za-z0-9][A-Za-z0-9_-]{0,31}):(?P<ssid>[A-Za-z0-9()+,\-.:=@;$_!*']+)",
    re.IGNORECASE,
)
_EIDR = re.compile(r"10\.5240/(?P<ssid>[0-9A-F]{4}(?:-[0-9A-F]{4}){4}-[0-9A-Z])", re.IGNORECASE)
"""A title's EIDR as its registry writes it, a DOI: https://www.eidr.org."""


class Identity(msgspec.Struct, frozen=True, kw_only=True):
    """What the identifiers of one title, and of all that belongs to it, are made from."""

    scheme: str
    ssid: str
    """As it stands in an identifier: encoded already."""

    def of(self, kind: str, *parts: str) -> str:
        """The identifier of the type `kind` (`cid`, `vidtrackid`); `parts` tell what of the title
        it is."""
        below = self.below(*parts) if parts else self
        return f"md:{kind}:{below.scheme}:{below.ssid}"

    def below(self, *parts: str) -> Identity:
        """The identity of a part of this title."""
        words = ".".join(_encoded(part) for part in parts)
        if self.scheme.lower() == "eidr-s":
            # an EIDR with something behind it is of the scheme eidr-x
            return Identity(scheme="eidr-x", ssid=f"{self.ssid}:{words}")
        return Identity(scheme=self.scheme, ssid=f"{self.ssid}.{words}")


def series_identity(assignment: Assignment) -> Identity:
    """Of the series: from `ids.csv`, else its own id."""
    series = assignment.series
    given = series.ids.get((assignment.target.name, None))
    return _identity(assignment, given or series.id)


def season_identity(assignment: Assignment) -> Identity:
    """Of the season: always made from that of the series."""
    return series_identity(assignment).below(f"s{assignment.series.season:02}")


def episode_identity(assignment: Assignment, number: int) -> Identity:
    """Of an episode: from `ids.csv`, else made from that of the season."""
    given = assignment.series.ids.get((assignment.target.name, number))
    if given:
        return _identity(assignment, given)
    return season_identity(assignment).below(f"ep{number:03}")


def cut_identity(assignment: Assignment, cut: tuple[int, ...]) -> Identity:
    """Of the long cut of these episodes: made from that of the season."""
    return season_identity(assignment).below(f"ep{cut[0]:03}-{cut[-1]:03}")


def _identity(assignment: Assignment, given: str) -> Identity:
    """What `ids.csv` has: a whole MovieLabs id, an EIDR, or the organisation's own."""
    if whole := _WHOLE.fullmatch(given):
        return Identity(scheme=whole["scheme"], ssid=whole["ssid"])
    if eidr := _EIDR.fullmatch(given):
        return Identity(scheme="eidr-s", ssid=eidr["ssid"].upper())
    organisation = assignment.target.organisation or assignment.series.id
    return Identity(scheme="org", ssid=f"{_encoded(organisation)}:{_encoded(given)}")


def _encoded(text: str) -> str:
    return quote(text, safe=_SAFE).replace("~", "%7E")
