"""MMC, MovieLabs' Media Manifest Core: what is delivered, and what of it is shown together.

`mmc` is one manifest of the whole season; `mmc-episode` is one for each episode, for receivers
that take a title at a time. Both list every file with its length, its MD5 and its SHA-256, and say
where it lies as seen from the manifest; the version is the profile's (`schema_versions.mmc`).
"""

from __future__ import annotations

from xml.etree.ElementTree import Element

from goglobal.deliverables.base import Context, Format, Rendering
from goglobal.deliverables.mddf_art import TEXTLESS, image_ids, pictures_of
from goglobal.deliverables.mddf_titles import Title, playable, title_of
from goglobal.deliverables.mddf_xml import VERSIONS, add, root_element, serialised, version_of
from goglobal.deliverables.mmc_inventory import Inventory
from goglobal.deliverables.selection import outward
from goglobal.errors import GoGlobalError
from goglobal.messages import N_

_PROFILE = "MMC-1"
"""https://movielabs.com/md/mmc/ (2026-11-26); MovieLabs' own validator compares it."""


def render_season(rendering: Rendering, context: Context) -> bytes:
    """The manifest of everything.

    Raises GoGlobalError for a picture that cannot be read, and where nothing is to be played.
    """
    series = title_of("series", rendering, context)
    season = title_of("season", rendering, context)
    return _Manifest(context, playable(context), (series, season)).write(
        rendering, context.described
    )


def render_episode(rendering: Rendering, context: Context) -> bytes:
    """The manifest of one episode: its own files, and the series' pictures where it has none.

    Raises GoGlobalError as `render_season` does.
    """
    title = title_of("episode", rendering, context)
    shown = {(one.bundle, one.path) for one in pictures_of(title, context)}
    files = tuple(
        one
        for one in context.described
        if (one.bundle, one.path) in shown
        or (one.role != "artwork" and one.episode == rendering.episode and _is_of_it(one, title))
    )
    return _Manifest(context, (title,), ()).write(rendering, files)


def _is_of_it(one: Rendering, title: Title) -> bool:
    """Whether a file is the title's: of a long cut, nothing has an episode's number."""
    playing = one.role in ("video", "subtitles") or one.format == "mec-episode"
    return playing or title.episode is not None


class _Manifest:
    """One manifest: of what is `played`, and of the titles `above` that these are parts of."""

    def __init__(
        self, context: Context, played: tuple[Title, ...], above: tuple[Title, ...]
    ) -> None:
        self._context = context
        self._played = played
        self._above = above
        self._titles = (*above, *played)

    def write(self, own: Rendering, files: tuple[Rendering, ...]) -> bytes:
        """The document, which is the file `own`, of these `files`."""
        version = version_of(self._context.assignment, "mmc")
        subject = self._above[-1] if self._above else self._played[0]
        identity = subject.identity.of("manifestid")
        root = root_element("mmc", version, "MediaManifest", ManifestID=identity)
        compatibility = add(root, "manifest:Compatibility")
        add(compatibility, "manifest:SpecVersion", version)
        add(compatibility, "manifest:Profile", _PROFILE)
        inventory = Inventory(own, self._context, self._played)
        inventory.write(add(root, "manifest:Inventory"), files)
        self._add_presentations(root, inventory)
        grouped = self._add_pictures(root)
        self._add_experiences(root, inventory, grouped)
        maps = add(root, "manifest:ALIDExperienceMaps")
        for title in self._titles:
            one = add(maps, "manifest:ALIDExperienceMap")
            add(one, "manifest:ALID", title.identity.of("alid"))
            add(one, "manifest:ExperienceID", title.identity.of("experienceid"))
        return serialised(root)

    def _add_presentations(self, root: Element, inventory: Inventory) -> None:
        parent = add(root, "manifest:Presentations")
        for title in self._played:
            tracks = inventory.tracks[title.content_id]
            if not tracks:
                continue
            identity = title.identity.of("presentationid")
            presentation = add(parent, "manifest:Presentation", PresentationID=identity)
            metadata = add(presentation, "manifest:TrackMetadata")
            add(metadata, "manifest:TrackSelectionNumber", "0")
            for kind, ids in (
                ("Video", tracks.video),
                ("Audio", tracks.audio),
                ("Subtitle", tracks.subtitles),
            ):
                for one in ids:
                    reference = add(metadata, f"manifest:{kind}TrackReference")
                    add(reference, f"manifest:{kind}TrackID", one)
        if len(parent) == 0:
            raise GoGlobalError(
                N_("{series} has neither a video nor a subtitle that goes out, so nothing to list"),
                {"series": self._context.assignment.series.id},
                N_("let the profile deliver tracks or videos, or take the manifest out of it"),
            )

    def _add_pictures(self, root: Element) -> frozenset[str]:
        """A group for each title that has pictures; the ContentIDs of those titles."""
        context = self._context
        found = {title: pictures_of(title, context) for title in self._titles}
        if not any(found.values()):
            return frozenset()
        ids, profile = image_ids(context), context.assignment.profile
        parent = add(root, "manifest:PictureGroups")
        for title, pictures in found.items():
            if not pictures:
                continue
            identity = title.identity.of("picturegroupid")
            group = add(parent, "manifest:PictureGroup", PictureGroupID=identity)
            for number, picture in enumerate(pictures, 1):
                one = add(group, "manifest:Picture")
                add(one, "manifest:PictureID", title.identity.of("pictureid", str(number)))
                add(one, "manifest:ImageID", ids[picture.bundle, picture.path])
                tag = outward(profile, picture.language) if picture.language else TEXTLESS
                add(one, "manifest:LanguageInImage", tag)
        return frozenset(title.content_id for title, pictures in found.items() if pictures)

    def _add_experiences(
        self, root: Element, inventory: Inventory, grouped: frozenset[str]
    ) -> None:
        """One for each title; that of the series leads to the season's, this one to the rest."""
        parent = add(root, "manifest:Experiences")
        for title in self._titles:
            identity = title.identity.of("experienceid")
            one = add(parent, "manifest:Experience", ExperienceID=identity, version="1.0")
            add(one, "manifest:ContentID", title.content_id)
            if inventory.tracks.get(title.content_id):
                shown = add(one, "manifest:Audiovisual", ContentID=title.content_id)
                add(shown, "manifest:Type", "Main")
                add(shown, "manifest:SubType", "Episode")
                add(shown, "manifest:PresentationID", title.identity.of("presentationid"))
            if title.content_id in grouped:
                add(one, "manifest:PictureGroupID", title.identity.of("picturegroupid"))
            if title.level == "series":
                season = self._context.assignment.series.season
                _add_child(one, self._above[1], "isseasonof", season)
            elif title.level == "season":
                for child in self._played:
                    number = child.episode.number if child.episode else child.cut[0]
                    _add_child(one, child, "isepisodeof", number)


def _add_child(experience: Element, child: Title, relation: str, number: int) -> None:
    one = add(experience, "manifest:ExperienceChild")
    add(one, "manifest:Relationship", relation)
    add(add(one, "manifest:SequenceInfo"), "md:Number", str(number))
    add(one, "manifest:ExperienceID", child.identity.of("experienceid"))


MMC = Format(
    name="mmc",
    scope="bundle",
    role="inventory",
    render=render_season,
    media_type="application/xml; charset=utf-8",
    sight="content",
    schema="mmc",
    schema_versions=tuple(VERSIONS["mmc"]),
)
MMC_EPISODE = Format(
    name="mmc-episode",
    scope="episode",
    role="inventory",
    render=render_episode,
    media_type="application/xml; charset=utf-8",
    sight="content",
    schema="mmc",
    schema_versions=tuple(VERSIONS["mmc"]),
)
