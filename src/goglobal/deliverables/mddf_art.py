"""The pictures of a title in MovieLabs documents: which they are, and by what they are named."""

from __future__ import annotations

from urllib.parse import quote

from goglobal.deliverables.base import Context, Rendering
from goglobal.deliverables.mddf_ids import episode_identity, series_identity
from goglobal.deliverables.mddf_titles import Title

TEXTLESS = "zxx"
"""The language of a picture without text: "no linguistic content" (BCP 47, ISO 639-2)."""


def pictures_of(title: Title, context: Context) -> tuple[Rendering, ...]:
    """A title's pictures that are delivered: its own, or for an episode without any the series'."""
    every = [one for one in context.described if one.role == "artwork"]
    number = title.episode.number if title.episode else None
    own = [one for one in every if one.episode == number]
    if not own and number is not None:
        own = [one for one in every if one.episode is None]
    return tuple(own)


def shown_in(pictures: tuple[Rendering, ...], language: str) -> tuple[Rendering, ...]:
    """Those for viewers of one language: with its text, and without text what it has none of."""
    own = [one for one in pictures if one.language == language]
    there = {one.purpose for one in own}
    bare = [one for one in pictures if one.language is None and one.purpose not in there]
    return (*own, *bare)


def image_ids(context: Context) -> dict[tuple[str, str], str]:
    """(bundle, path) of every picture that is delivered to its ImageID; no two have the same."""
    assignment = context.assignment
    found: dict[tuple[str, str], str] = {}
    counts: dict[str, int] = {}
    for one in context.described:
        if one.role != "artwork":
            continue
        owner = (
            series_identity(assignment)
            if one.episode is None
            else episode_identity(assignment, one.episode)
        )
        words = (one.purpose or "picture", one.language or TEXTLESS)
        made = owner.of("imageid", *words)
        counts[made] = counts.get(made, 0) + 1
        if counts[made] > 1:
            made = owner.of("imageid", *words, str(counts[made]))
        found[one.bundle, one.path] = made
    return found


def is_listed(title: Title, context: Context) -> bool:
    """Whether a manifest lists the pictures of this title, so that they have ids there."""
    formats = {deliverable.format for deliverable in context.assignment.profile.deliverables}
    return "mmc" in formats or ("mmc-episode" in formats and title.level == "episode")


def location(own: Rendering, other: Rendering, context: Context) -> str:
    """Where a file lies as seen from a document, as a relative reference (RFC 3986)."""
    return quote(context.location(own, other), safe="/()+,-.=@;$_!*'")
