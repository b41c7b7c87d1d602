"""DLV010: texts in MovieLabs documents that are longer than their names say, or empty."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from goglobal.messages import N_
from goglobal.rules.mddf_reading import Parsed, Problem, local, problem, text_of

LONGEST: Mapping[str, int] = {
    "TitleDisplay19": 19,
    "TitleDisplay60": 60,
    "Summary190": 190,
    "Summary400": 400,
    "Summary4000": 4000,
}
"""Characters (code points), as the names say: Common Metadata (TR-META-CM 2.9, December 2020,
section 4.1.2). White space counts once, as XML readers hand it out."""
_REQUIRED = frozenset(
    {
        *LONGEST,
        "TitleDisplayUnlimited",
        "OriginalTitle",
        "ReleaseYear",
        "WorkType",
        "ParentContentID",
        "JobFunction",
        "DisplayName",
        "Identifier",
        "Namespace",
        "ContainerLocation",
    }
)


def text_problems(parsed: Parsed) -> Iterator[Problem]:
    """DLV010: too long, or nothing where a text has to stand."""
    for element in parsed.every():
        name = local(element)
        if name not in _REQUIRED:
            continue
        text = text_of(element)
        most = LONGEST.get(name)
        if not text and len(element) == 0:
            yield problem(
                parsed,
                "DLV010",
                element,
                N_("{place} is empty"),
                {"place": name},
                N_("fill it in the series or the catalog, or leave the element out"),
            )
        elif most is not None and len(text) > most:
            yield problem(
                parsed,
                "DLV010",
                element,
                N_("{place} has {length} characters; {most} are possible"),
                {"place": name, "length": len(text), "most": most},
                N_("shorten the text, or let the profile cut it (metadata.shortened)"),
            )
