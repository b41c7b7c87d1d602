"""A later wave of episodes beside an earlier one: what stays in place, and what is said of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from goglobal.bundling.manifest import Manifest
from goglobal.delivery.receipts import Notice
from goglobal.episodes import format_episodes
from goglobal.messages import N_


class Former(msgspec.Struct, frozen=True, kw_only=True):
    """What an earlier delivery put into the place of a bundle."""

    keys: Mapping[str, str]
    """By key its sha256; empty text where nobody knows."""
    episodes: Mapping[str, int]
    """By key the episode that it is of, where it is of one."""

    def stays(self, manifest: Manifest, own: Iterable[str]) -> dict[str, str]:
        """What belongs to episodes that the new bundle is not about: a narrower choice of episodes
        takes no episode away from whoever shows it. What an error holds back does go."""
        about = {*manifest.episodes, *manifest.held}
        mine = set(own)
        return {
            key: sha256
            for key, sha256 in self.keys.items()
            if key in self.episodes and self.episodes[key] not in about and key not in mine
        }


def stayed(manifest: Manifest, episodes: Iterable[int]) -> Notice:
    """Said where the files of earlier episodes stay beside those of a new delivery."""
    return Notice(
        message=N_(
            "episodes {earlier} of an earlier delivery stay in place; what names no episode "
            "(metadata, manifest) now tells of {now} only"
        ),
        arguments={
            "earlier": format_episodes(episodes),
            "now": format_episodes(manifest.episodes) or "-",
        },
    )


def left_behind(manifest: Manifest, before: Manifest) -> Notice | None:
    """Said where a new bundle takes the place of one that had other episodes; None: it has all."""
    gone = set(before.episodes) - {*manifest.episodes, *manifest.held}
    if not gone:
        return None
    return Notice(
        message=N_(
            "episodes {earlier} were delivered before and are not in this bundle: whoever follows "
            "the pointer no longer finds them; name all of them in the target's `episodes`"
        ),
        arguments={"earlier": format_episodes(gone)},
    )
