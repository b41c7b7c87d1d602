"""MEC, MovieLabs' Media Entertainment Core: what a series, its season and its episodes are.

In the shared bundle a document is a whole `CoreMetadata`, with all of the target's languages in
it; in a language's own bundle it is that language's `LocalizedInfoDelivery`, the standard's way of
sending a language by itself. A profile says which, and the version (`schema_versions.mec`).
"""

from __future__ import annotations

from functools import partial
from xml.etree.ElementTree import Element

from goglobal import vocabulary
from goglobal.deliverables.base import Context, Format, Rendering
from goglobal.deliverables.mddf_titles import Level, Title, parent_of, title_of
from goglobal.deliverables.mddf_xml import (
    VERSIONS,
    add,
    duration,
    root_element,
    serialised,
    version_of,
)
from goglobal.deliverables.mec_people import add_people
from goglobal.deliverables.mec_texts import add_texts, has_title
from goglobal.deliverables.metadata import duration_of_cut
from goglobal.deliverables.selection import outward
from goglobal.deliverables.texts import Texts
from goglobal.errors import GoGlobalError
from goglobal.messages import N_
from goglobal.plans import Assignment

_WORK_TYPES = {"series": "Series", "season": "Season", "episode": "Episode"}
_PARTS = {"season": "isseasonof", "episode": "isepisodeof"}
_ONE_COUNTRY = frozenset({"2.6"})
"""Versions whose `CountryOfOrigin` is one at most."""


def render_mec(level: Level, rendering: Rendering, context: Context) -> bytes:
    """The document of one title.

    Raises GoGlobalError where a required text is not translated, and for what the standard demands
    and the series does not have: a release date, a title in the language.
    """
    title = title_of(level, rendering, context)
    if rendering.language is None:
        return serialised(_core(title, rendering, context))
    return serialised(_localised(title, rendering.language, rendering, context))


def default_language(context: Context) -> str:
    """That of the `LocalizedInfo` that is the default: the source, else the target's first."""
    source = context.assignment.series.source_language
    return source if source in context.languages else min(context.languages, default=source)


def spoken_language(assignment: Assignment) -> str:
    """The platform's tag for the sound of the target's master, which else is the source's."""
    masters, spoken = assignment.series.masters, assignment.profile.languages.spoken
    own = next((one.audio for one in masters if one.name == assignment.target.master), "")
    tag = own or assignment.series.source_language
    return spoken.get(tag, tag)


def _core(title: Title, own: Rendering, context: Context) -> Element:
    assignment = context.assignment
    version, first = version_of(assignment, "mec"), default_language(context)
    root = root_element("mec", version, "CoreMetadata")
    basic = add(root, "mdmec:Basic", ContentID=title.content_id)
    order = (first, *(tag for tag in context.languages if tag != first))
    every = [texts for tag in order if has_title(title, texts := Texts(context, tag))]
    if not every:
        raise _no_title(title, assignment, first)
    for index, texts in enumerate(every):
        tag = outward(assignment.profile, texts.language)
        info = add(basic, "md:LocalizedInfo", language=tag)
        if index == 0:
            info.set("default", "true")
        add_texts(info, title, texts, own, context)
    _add_facts(basic, title, context)
    _add_ratings(basic, assignment)
    add_people(basic, "md:People", every, assignment)
    _add_origin(basic, assignment, version)
    _add_place(basic, title, assignment)
    add(root, "mdmec:TitleInternalAlias", _alias(title, assignment))
    if company := assignment.series.production_company:
        credit = add(root, "mdmec:CompanyDisplayCredit")
        source = outward(assignment.profile, assignment.series.source_language)
        add(credit, "md:DisplayString", company, language=source)
    return root


def _localised(title: Title, language: str, own: Rendering, context: Context) -> Element:
    assignment, texts = context.assignment, Texts(context, language)
    if not has_title(title, texts):
        raise _no_title(title, assignment, language)
    root = root_element(
        "mec",
        version_of(assignment, "mec"),
        "LocalizedInfoDelivery",
        ContentID=title.content_id,
        language=outward(assignment.profile, language),
    )
    if language == default_language(context):
        root.set("default", "true")
    add_texts(root, title, texts, own, context)
    add_people(root, "md:PeopleLocal", [texts], assignment)
    return root


def _add_facts(basic: Element, title: Title, context: Context) -> None:
    """From the run length to the type of work."""
    series = context.assignment.series
    if series.release_date is None:
        raise GoGlobalError(
            N_("{series} has no release date, and a MEC document has to have the year"),
            {"series": series.id},
            N_("add release_date to series.toml"),
        )
    length = duration_of_cut(context) if title.cut else None
    if title.episode is not None:
        length = title.episode.duration
    if length:
        add(basic, "md:RunLength", duration(length))
    add(basic, "md:ReleaseYear", f"{series.release_date.year:04}")
    add(basic, "md:ReleaseDate", series.release_date.isoformat())
    history = add(basic, "md:ReleaseHistory")
    add(history, "md:ReleaseType", "original")
    add(history, "md:Date", series.release_date.isoformat())
    add(basic, "md:WorkType", _WORK_TYPES[title.level])


def _add_ratings(basic: Element, assignment: Assignment) -> None:
    ratings = add(basic, "md:RatingSet")
    if not assignment.series.ratings:
        add(ratings, "md:NotRated", "true")
    for rating in assignment.series.ratings:
        one = add(ratings, "md:Rating")
        add(add(one, "md:Region"), "md:country", rating.territory)
        add(one, "md:System", rating.system)
        add(one, "md:Value", rating.value)
        for key in rating.advisories:
            add(one, "md:Reason", vocabulary.term("advisory", key, "en"))


def _add_origin(basic: Element, assignment: Assignment, version: str) -> None:
    series = assignment.series
    countries = series.countries[:1] if version in _ONE_COUNTRY else series.countries
    for code in countries:
        add(add(basic, "md:CountryOfOrigin"), "md:country", code)
    add(basic, "md:PrimarySpokenLanguage", spoken_language(assignment))
    spoken = assignment.profile.languages.spoken
    add(basic, "md:OriginalLanguage", spoken.get(series.source_language, series.source_language))


def _add_place(basic: Element, title: Title, assignment: Assignment) -> None:
    """Where a title stands among its like, and what it is a part of."""
    parent = parent_of(title, assignment)
    if parent is None:
        return
    number = title.episode.number if title.episode else assignment.series.season
    place = add(basic, "md:SequenceInfo")
    if title.cut:
        add(place, "md:Number", str(title.cut[0]))
        add(place, "md:DistributionNumber", f"{title.cut[0]}-{title.cut[-1]}")
    else:
        add(place, "md:Number", str(number))
    link = add(basic, "md:Parent", relationshipType=_PARTS[title.level])
    add(link, "md:ParentContentID", parent.of("cid"))


def _alias(title: Title, assignment: Assignment) -> str:
    """The title as we call it ourselves."""
    series = assignment.series
    if title.level == "series":
        return series.id
    season = f"{series.id} s{series.season:02}"
    if title.cut:
        return f"{season}e{title.cut[0]:03}-{title.cut[-1]:03}"
    return f"{season}e{title.episode.number:03}" if title.episode else season


def _no_title(title: Title, assignment: Assignment, language: str) -> GoGlobalError:
    return GoGlobalError(
        N_("{title} has no title in {language}, and a MEC document has to have one"),
        {"title": _alias(title, assignment), "language": language},
        N_("translate it in {language}'s catalog, or take the language out of the target"),
    )


def _format(level: Level) -> Format:
    return Format(
        name=f"mec-{level}",
        scope="episode" if level == "episode" else "bundle",
        role="metadata",
        render=partial(render_mec, level),
        media_type="application/xml; charset=utf-8",
        sight="names",
        schema="mec",
        schema_versions=tuple(VERSIONS["mec"]),
    )


MEC_SERIES = _format("series")
MEC_SEASON = _format("season")
MEC_EPISODE = _format("episode")
