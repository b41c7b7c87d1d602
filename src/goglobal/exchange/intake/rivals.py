"""Several files for one track, and one content for several: side by side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from goglobal.exchange.intake.entries import Saying
from goglobal.exchange.intake.noise import UNCLEAR
from goglobal.exchange.intake.verdicts import question
from goglobal.messages import N_

if TYPE_CHECKING:
    from goglobal.exchange.intake.mapping import Draft


def compare(drafts: Sequence[Draft], *, newest: bool) -> None:
    """Put questions to drafts that cannot all be right, and leave out what is superfluous."""
    digests = {
        id(draft): draft.content.digest for draft in drafts if draft.key and not _is_skipped(draft)
    }
    groups: dict[tuple[str, int, str], list[Draft]] = {}
    for draft in drafts:
        if draft.key is not None and not _is_skipped(draft):
            groups.setdefault(draft.key, []).append(draft)
    kept: list[Draft] = []
    for group in groups.values():
        different: dict[str, list[Draft]] = {}
        for draft in group:
            different.setdefault(digests[id(draft)], []).append(draft)
        rivals = list(different.values())
        chosen = _chosen(rivals, newest=newest) if len(rivals) > 1 else rivals[0][:1]
        kept += chosen
        for same in rivals:
            shown = next((draft for draft in same if draft in chosen), same[0])
            for draft in same:
                if draft is not shown and draft.older is None:
                    same_as = N_("the same subtitles as {other}")
                    draft.older = Saying(same_as, {"other": shown.entry.name})
    _ask_about_copies(kept, digests)


def _is_skipped(draft: Draft) -> bool:
    return draft.answer is not None and draft.answer.skip


def _chosen(rivals: list[list[Draft]], *, newest: bool) -> list[Draft]:
    """The newest of several versions, each of which may be there more than once. Where nobody asked
    for it, or it cannot be told, none: each version is asked about."""
    found = _newest(rivals) if newest else None
    if found is not None:
        best, message = found
        for draft in (draft for same in rivals if best not in same for draft in same):
            draft.older = Saying(message, {"other": best.entry.name})
        return [best]
    firsts = [same[0] for same in rivals]
    for draft in firsts:
        others = [one.entry.name for one in firsts if one is not draft]
        draft.questions.append(
            question(
                "version",
                N_("one of {count} different files for the same track; another is {other}")
                if not newest
                else N_(
                    "one of {count} different files for the same track (another is {other}), and "
                    "neither numbers nor dates tell which is the newest"
                ),
                N_("--newest takes the newest; or `skip` the others in the file of --map")
                if not newest
                else N_("`skip` the others in the file of --map"),
                count=len(rivals),
                other=others[0],
            )
        )
    return []


def _newest(rivals: Sequence[Sequence[Draft]]) -> tuple[Draft, str] | None:
    """The newest version: by the number in its name, else by its date; None: neither tells.

    A version that was sent again counts as it was sent last: `v3` may be what `v1` was.
    """
    every = [draft for same in rivals for draft in same]
    versions = {draft.reading.version for draft in every}
    if {None, UNCLEAR}.isdisjoint(versions):
        last = [max(same, key=lambda draft: draft.reading.version or 0) for same in rivals]
        last.sort(key=lambda draft: draft.reading.version or 0)
        if last[-1].reading.version != last[-2].reading.version:
            return last[-1], N_("an older version than {other}, by the numbers in their names")
    if versions != {None}:
        return None  # `终版` beside `v3`: which is newer is not for a clock to say
    last = [max(same, key=lambda draft: draft.entry.modified) for same in rivals]
    last.sort(key=lambda draft: draft.entry.modified)
    clocks = {draft.entry.clock for draft in every}
    if len(clocks) == 1 and last[-1].entry.modified != last[-2].entry.modified:
        return last[-1], N_("an older version than {other}, by the dates of the files")
    return None


def _ask_about_copies(drafts: Sequence[Draft], digests: dict[int, str]) -> None:
    """One content under several episodes or languages: at most one of them is right."""
    same: dict[str, list[Draft]] = {}
    for draft in drafts:
        if draft.older is None:
            same.setdefault(digests[id(draft)], []).append(draft)
    for group in same.values():
        if len(group) < 2 or all(draft.answer and draft.answer.says for draft in group):
            continue
        for draft in group:
            other = next(one for one in group if one is not draft)
            draft.questions.append(
                question(
                    "content",
                    N_("its content is that of {other}, which goes elsewhere: which one is right?"),
                    N_("ask for the missing file; `skip` this one in the file of --map"),
                    other=other.entry.name,
                )
            )
