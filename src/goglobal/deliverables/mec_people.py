"""The people in MEC documents: one entry for each credit, named in every language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple
from xml.etree.ElementTree import Element

from goglobal import vocabulary
from goglobal.deliverables.mddf_xml import add
from goglobal.deliverables.plain_text import plain
from goglobal.deliverables.selection import outward
from goglobal.deliverables.texts import Texts
from goglobal.model import Credit
from goglobal.plans import Assignment
from goglobal.project.texts import credit_keys

JOBS: Mapping[str, str] = {
    "director": "Director",
    "assistant-director": "Assistant Director",
    "writer": "Writer",
    "original-author": "Original Author",
    "producer": "Producer",
    "executive-producer": "Executive Producer",
    "co-producer": "Co-Producer",
    "cast": "Actor",
    "voice-cast": "Voice Actor",
    "cinematographer": "Cinematographer",
    "editor": "Editor",
    "composer": "Composer",
    "sound-designer": "Sound Designer",
    "art-director": "Art Director",
    "costume-designer": "Costume Designer",
    "makeup-artist": "Makeup Artist",
    "action-director": "Action Director",
    "visual-effects": "Visual Effects",
    "singer": "Singer",
    "translator": "Translator",
    "presenter": "Presenter",
}
"""Our roles to the words of `JobFunction`."""


class _Name(NamedTuple):
    """What one credit is called in one language."""

    tag: str
    """The platform's."""
    job: str
    name: str
    character: str


def add_people(
    parent: Element, element: str, languages: Sequence[Texts], assignment: Assignment
) -> None:
    """One `element` (`md:People`, `md:PeopleLocal`) for each credit that has a name in one of the
    languages; the first of them also names the character."""
    counts: dict[str, int] = {}
    for stem, credit in credit_keys(assignment.series):
        counts[credit.role] = counts.get(credit.role, 0) + 1
        every = [_name(stem, credit, texts, assignment) for texts in languages]
        if names := [name for name in every if name.name]:
            person = add(parent, element)
            _add_job(person, credit.role, counts[credit.role], names)
            shown = add(person, "md:Name")
            for one in names:
                add(shown, "md:DisplayName", one.name, language=one.tag)


def _name(stem: str, credit: Credit, texts: Texts, assignment: Assignment) -> _Name:
    name: str | None = credit.name
    character: str | None = credit.character
    if texts.source != texts.series.source_language:
        name = texts.text(f"{stem}/name", "series/credits")
        character = texts.text(f"{stem}/character", "series/credits") if character else ""
    return _Name(
        tag=outward(assignment.profile, texts.language),
        job=vocabulary.term("role", credit.role, texts.language),
        name=plain(name),
        character=plain(character),
    )


def _add_job(person: Element, role: str, order: int, names: list[_Name]) -> None:
    job = add(person, "md:Job")
    add(job, "md:JobFunction", JOBS.get(role, "Other"))
    for one in names:
        add(job, "md:JobDisplay", one.job, language=one.tag)
    add(job, "md:BillingBlockOrder", str(order))
    if character := next((one.character for one in names if one.character), ""):
        add(job, "md:Character", character)
