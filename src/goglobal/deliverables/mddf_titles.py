"""The titles that MovieLabs documents tell of: a series, its season, its episodes, a long cut."""

from __future__ import annotations

from typing import Literal

import msgspec

from goglobal.deliverables.base import Context, Rendering
from goglobal.deliverables.mddf_ids import (
    Identity,
    cut_identity,
    episode_identity,
    season_identity,
    series_identity,
)
from goglobal.errors import GoGlobalError
from goglobal.messages import N_
from goglobal.model import Episode
from goglobal.plans import Assignment

Level = Literal["series", "season", "episode"]


class Title(msgspec.Struct, frozen=True, kw_only=True):
    """One title: what one MEC document describes."""

    level: Level
    identity: Identity
    episode: Episode | None = None
    """None: a series, a season, or a long cut."""
    cut: tuple[int, ...] = ()
    """The episodes of the long cut that it is."""

    @property
    def content_id(self) -> str:
        return self.identity.of("cid")


def title_of(level: Level, rendering: Rendering, context: Context) -> Title:
    """The title that a document tells of.

    Raises GoGlobalError for an episode that the series does not have.
    """
    assignment = context.assignment
    if level == "series":
        return Title(level=level, identity=series_identity(assignment))
    if level == "season":
        return Title(level=level, identity=season_identity(assignment))
    if context.cut:
        return _cut(assignment, context.cut)
    number = rendering.episode
    found = None if number is None else assignment.series.episode(number)
    if found is None:
        raise GoGlobalError(N_("{path} belongs to no episode"), {"path": rendering.path})
    return _episode(assignment, found)


def playable(context: Context) -> tuple[Title, ...]:
    """What is watched: every episode that is delivered, or the one long cut."""
    assignment = context.assignment
    if context.cut:
        return (_cut(assignment, context.cut),)
    chosen = (one for one in assignment.selected if one.number in context.episodes)
    return tuple(_episode(assignment, episode) for episode in chosen)


def parent_of(title: Title, assignment: Assignment) -> Identity | None:
    """Of the title that this one is a part of; None: it is the series."""
    if title.level == "series":
        return None
    return series_identity(assignment) if title.level == "season" else season_identity(assignment)


def _episode(assignment: Assignment, episode: Episode) -> Title:
    identity = episode_identity(assignment, episode.number)
    return Title(level="episode", identity=identity, episode=episode)


def _cut(assignment: Assignment, cut: tuple[int, ...]) -> Title:
    return Title(level="episode", identity=cut_identity(assignment, cut), cut=cut)
