"""The files of a series folder, matched to the layout's patterns."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import cast

import msgspec

from goglobal import languages
from goglobal.findings import Finding
from goglobal.messages import N_
from goglobal.model import ArtworkFile, Kind, Layout, Master, SubtitleFile, VideoFile
from goglobal.project.deviations import finding
from goglobal.project.names import shown_name
from goglobal.project.patterns import STATE_FOLDERS, Area, Pattern, textless
from goglobal.project.strays import MANY, Stray, stray_findings, unsafe_findings
from goglobal.project.tags import spelled
from goglobal.project.video_places import cut_place, master_place
from goglobal.project.walking import Walk

KNOWN_FILES = frozenset(
    {
        "series.toml",
        "goglobal.toml",
        "glossary.csv",
        "ids.csv",
        "waivers.toml",
        "deliveries.toml",
        "translations.csv",
    }
)
_KNOWN_FOLDERS = frozenset({"documents", "profiles"})
_NOTES = (".txt", ".log")
"""At the top of the folder no pattern takes these: people's own notes."""
_KNOWN_STEMS = ("readme", "license", "licence", "copying", "makefile")


class Inventory(msgspec.Struct, frozen=True, kw_only=True):
    """What a series folder holds."""

    subtitles: tuple[SubtitleFile, ...]
    catalogs: dict[str, str]
    """Language to path."""
    artwork: tuple[ArtworkFile, ...]
    videos: tuple[VideoFile, ...]
    findings: tuple[Finding, ...]


def undeclared_findings(inventory: Inventory, numbers: Collection[int]) -> Iterator[Finding]:
    """PRJ004 for files of episodes that the series does not have: nobody would ever get them.

    A series that has none at all has another problem (PRJ002).
    """
    if not numbers:
        return
    help_ = N_("it is not delivered; if it should be, add the episode to series.toml")
    groups: dict[str | None, list[tuple[str, int]]] = {}
    for track in inventory.subtitles:
        if track.episode not in numbers:
            groups.setdefault(track.language, []).append((track.path, track.episode))
    for video in inventory.videos:
        if not {video.episode, *(video.span or ())}.issubset(numbers):
            groups.setdefault(None, []).append((video.path, video.episode))
    for language, group in groups.items():
        if len(group) > MANY:
            path, number = group[0]
            yield finding(
                "PRJ004",
                N_("the series has none of the episodes of {count} files, like {number}"),
                help=N_("they are not delivered; if they should be, add them to series.toml"),
                path=path,
                language=language,
                count=len(group),
                number=number,
            )
            continue
        for path, number in group:
            yield finding(
                "PRJ004",
                N_("the series has no episode {number}"),
                help=help_,
                path=path,
                language=language,
                episode=number,
                number=number,
            )


def compile_layout(
    layout: Layout, *, series: str, season: int, masters: Iterable[Master] = (Master(name="clean"),)
) -> tuple[Pattern, ...]:
    """The layout's patterns, in the order in which they are tried."""
    every = tuple(masters)
    texts: list[tuple[Area, str | None]] = [
        ("subtitles", layout.subtitles),
        ("catalogs", layout.catalogs),
        # before the series' own: `{purpose}` would take `thumbnail.ep001` whole
        ("episode_artwork", layout.episode_artwork),
        ("episode_artwork", textless(layout.episode_artwork)),
        ("artwork", layout.artwork),
        ("artwork", textless(layout.artwork)),
    ]
    found = [Pattern(area, text, series=series, season=season) for area, text in texts if text]
    for master in every:
        name, text = master.name, master_place(layout.video, every, master.name)
        found += (
            Pattern("video", text, series=series, season=season, master=name),
            Pattern("cut_video", cut_place(text), series=series, season=season, master=name),
        )
    return tuple(found)


def left_out(patterns: Iterable[Pattern], outputs: Iterable[str]) -> Callable[[str], bool]:
    """Which relative paths are known and no content; `outputs` are more folders of that kind."""
    wanted = tuple(patterns)
    folders = STATE_FOLDERS | (_KNOWN_FOLDERS - {pattern.first for pattern in wanted})
    others = frozenset(outputs)

    def skip(path: str) -> bool:
        if path in others:
            return True
        if "/" in path:
            return False
        if path in folders or path in KNOWN_FILES:
            return True
        note = path.lower().endswith(_NOTES) or path.lower().startswith(_KNOWN_STEMS)
        return note and not any(pattern.begins(path) for pattern in wanted)

    return skip


def sort_files(walk: Walk, patterns: tuple[Pattern, ...], aliases: dict[str, str]) -> Inventory:
    """Give every file of a walk its meaning, or a finding."""
    sorter = _Sorter(patterns, aliases)
    for path in walk.files:
        sorter.take(path)
    told = {one.path for one in walk.unsafe}
    findings = [
        *sorter.finish(),
        *unsafe_findings(walk.unsafe, patterns, sorter.tag),
        *stray_findings(
            (one for one in sorter.strays if shown_name(one.path) not in told), patterns
        ),
    ]
    return Inventory(
        subtitles=tuple(
            sorted(sorter.subtitles.values(), key=lambda f: (f.language, f.episode, f.kind))
        ),
        catalogs=dict(sorted(sorter.catalogs.items())),
        artwork=tuple(sorted(sorter.artwork.values(), key=lambda f: f.path)),
        videos=tuple(
            sorted(sorter.videos.values(), key=lambda f: (f.episode, f.span or (), f.path))
        ),
        findings=tuple(findings),
    )


class _Sorter:
    def __init__(self, patterns: tuple[Pattern, ...], aliases: dict[str, str]) -> None:
        self.patterns = patterns
        self.aliases = {unicodedata.normalize("NFC", k): v for k, v in aliases.items()}
        self.subtitles: dict[tuple[str, int, str], SubtitleFile] = {}
        self.catalogs: dict[str, str] = {}
        self.artwork: dict[tuple[str | None, str, int | None], ArtworkFile] = {}
        self.videos: dict[tuple[str, int, int | None], VideoFile] = {}
        self.strays: list[Stray] = []
        self.spellings: dict[tuple[Area, str], dict[str, str]] = {}
        """Area and tag to every spelling of it, with the place where it was met first."""
        self.no_tags: dict[tuple[Area, str], str] = {}
        self.findings: list[Finding] = []
        self.later: list[tuple[str, Pattern, dict[str, str], str | None]] = []
        self.tags: dict[str, str | None] = {}

    def tag(self, name: str) -> str | None:
        """The canonical tag of a folder name, by alias or by BCP 47; None: it is none."""
        if name not in self.tags:
            try:
                self.tags[name] = self.aliases.get(name) or languages.canonical(name)
            except ValueError:
                self.tags[name] = None
        return self.tags[name]

    def take(self, path: str) -> None:
        plain = path if path.isascii() else unicodedata.normalize("NFC", path)
        for pattern in self.patterns:
            found = pattern.match(plain)
            if found is not None:
                self.place(path, plain, pattern, found)
                return
        folder = next((n for p in self.patterns if (n := p.language_of(plain))), None)
        self.strays.append(Stray(path=path, language=self.tag(folder) if folder else None))

    def place(self, path: str, plain: str, pattern: Pattern, found: dict[str, str]) -> None:
        name = found.get("language")
        if name is None:
            self.keep(path, pattern, found, None)
            return
        where = plain
        if pattern.language_segment is not None and pattern.language_of(plain):
            where = "/".join(plain.split("/")[: pattern.language_segment + 1])
        tag = self.tag(name)
        if tag is None:
            self.no_tags.setdefault((pattern.area, name), where)
            return
        self.spellings.setdefault((pattern.area, tag), {}).setdefault(name, where)
        if name == tag:
            self.keep(path, pattern, found, tag)
        else:
            self.later.append((path, pattern, found, tag))

    def keep(self, path: str, pattern: Pattern, found: dict[str, str], tag: str | None) -> None:
        """Give one file its place; a second file for the same place is a finding."""
        first: str | None
        episode: int | None = None
        if pattern.area == "subtitles":
            episode = int(found["episode"])
            kind = cast("Kind", found.get("kind", "full"))
            track = SubtitleFile(path=path, language=tag or "", episode=episode, kind=kind)
            first = self.subtitles.setdefault((track.language, episode, kind), track).path
        elif pattern.area == "catalogs":
            first = self.catalogs.setdefault(tag or "", path)
        elif pattern.area in ("artwork", "episode_artwork"):
            episode = int(found["episode"]) if "episode" in found else None
            art = ArtworkFile(path=path, purpose=found["purpose"], language=tag, episode=episode)
            first = self.artwork.setdefault((tag, art.purpose, episode), art).path
        else:
            episode = int(found["episode"])
            last = int(found["last"]) if "last" in found else None
            video = VideoFile(
                path=path,
                episode=episode,
                master=pattern.master,
                span=None if last is None else (episode, last),
            )
            first = self.videos.setdefault((pattern.master, episode, last), video).path
        if first != path and not self.is_second_folder(pattern.area, tag):
            self.findings.append(
                finding(
                    "PRJ005",
                    N_("`{first}` and `{second}` are two files for the same thing"),
                    help=N_("keep one of them"),
                    path=path,
                    language=tag,
                    episode=episode,
                    first=shown_name(first),
                    second=shown_name(path),
                )
            )

    def is_second_folder(self, area: Area, tag: str | None) -> bool:
        return tag is not None and len(self.spellings.get((area, tag), ())) > 1

    def finish(self) -> list[Finding]:
        """The findings about languages, after the files in other spellings have been placed."""
        for path, pattern, found, tag in self.later:
            self.keep(path, pattern, found, tag)
        if len(self.no_tags) > MANY:
            self.findings.append(_no_tags(len(self.no_tags), *min(self.no_tags.items())))
        else:
            for (_, name), where in sorted(self.no_tags.items()):
                self.findings.append(_no_tag(name, where))
        for (_, tag), places in sorted(self.spellings.items()):
            spellings = sorted(places, key=lambda name: (name != tag, name))
            if len(spellings) > 1:
                self.findings.append(_two_folders(tag, spellings, places))
            for name in spellings:
                told = None
                if name not in self.aliases:
                    help_ = N_("rename it to `{canonical}`")
                    told = spelled(name, tag, help=help_, path=places[name], language=tag)
                if told is not None:
                    self.findings.append(told)
        return self.findings


def _two_folders(tag: str, spellings: list[str], places: dict[str, str]) -> Finding:
    return finding(
        "PRJ005",
        N_("`{first}` and `{second}` are two places for the one language `{tag}`"),
        help=N_("put their files together in one"),
        path=places[spellings[1]],
        language=tag,
        first=shown_name(places[spellings[0]]),
        second=shown_name(places[spellings[1]]),
        tag=tag,
    )


def _no_tags(count: int, first: tuple[Area, str], where: str) -> Finding:
    return finding(
        "PRJ001",
        N_("{count} names that stand for a language are no language tags, like `{name}`"),
        help=N_("name them by BCP 47, or say under [layout] what stands where"),
        path=where.rpartition("/")[0] or None,
        count=count,
        name=shown_name(first[1]),
    )


def _no_tag(name: str, where: str) -> Finding:
    close = languages.guess(name)
    if close:
        return finding(
            "PRJ001",
            N_("`{name}` is no language tag; did you mean `{nearest}`?"),
            help=N_('rename it, or say under [layout]: aliases = {{ "{name}" = "{nearest}" }}'),
            path=where,
            name=shown_name(name),
            nearest=close,
        )
    return finding(
        "PRJ001",
        N_("`{name}` is no language tag"),
        help=N_("name it by BCP 47, like `th` or `es-419`, or give it an alias under [layout]"),
        path=where,
        name=shown_name(name),
    )
