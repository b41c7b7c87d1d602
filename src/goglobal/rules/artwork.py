"""ART: the pictures of a series against what the platform shows, and the frame of its videos.

Files are measured before (`goglobal.media`); text inside a picture is not read.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil
from posixpath import splitext

from goglobal.episodes import format_episodes
from goglobal.findings import Found, Severity
from goglobal.messages import N_
from goglobal.profiles.pictures import has_ratio, ratio_of
from goglobal.profiles.schema import ArtworkWanted
from goglobal.rules.base import Parameters, rule
from goglobal.rules.pictures import Delivered, expected_picture, lacking
from goglobal.rules.subjects import SeriesSubject

_NAMES = {".jpg": "jpeg", ".jpeg": "jpeg", ".png": "png", ".webp": "webp"}
_COVER = '[[artwork]]\npurpose = "cover"\nwidth = 1080\nheight = 1920'


@rule(
    "ART001",
    "missing",
    Severity.ERROR,
    "series",
    summary=N_("A picture that the platform demands is not there."),
    reason=N_(
        "A title without its cover is not shown, and a shop page without a picture is not opened. "
        "A picture without text serves every language; one with text serves its own only. Nobody "
        "here reads text inside a picture: which it is, its folder says."
    ),
    fails=f"{_COVER}\nrequired = true\n\nartwork/th/cover.jpg",
    passes=f"{_COVER}\nrequired = true\n\nartwork/cover.jpg",
)
def missing(subject: SeriesSubject, _: Parameters) -> Iterator[Found]:
    for wanted in subject.profile.artwork:
        if not wanted.required:
            continue
        for language, numbers in lacking(subject, wanted).items():
            if language is None or len(numbers) == len(subject.episodes):
                yield _lacks(subject, wanted, language, numbers)
                continue
            for number in numbers:  # each holds back its own episode in that language
                yield _lacks(subject, wanted, language, (number,))


def _lacks(
    subject: SeriesSubject,
    wanted: ArtworkWanted,
    language: str | None,
    numbers: tuple[int | None, ...],
) -> Found:
    where = language
    if where is None and wanted.text == "with":
        where = subject.languages[0]
    path = expected_picture(subject, wanted, where, numbers[0])
    some = [number for number in numbers if number is not None]
    message = (
        N_("there is no picture “{purpose}” for {language}: none with its text, and none without")
        if language
        else N_("there is no picture “{purpose}”")
    )
    if language and wanted.text == "with":
        message = N_("there is no picture “{purpose}” with text for {language}")
    if len(some) > 1:
        message = (
            N_("the episodes {episodes} have no picture “{purpose}” for {language}")
            if language
            else N_("the episodes {episodes} have no picture “{purpose}”")
        )
    elif some:
        message = (
            N_("episode {episodes} has no picture “{purpose}” for {language}")
            if language
            else N_("episode {episodes} has no picture “{purpose}”")
        )
    return Found(
        message=message,
        arguments={
            "purpose": wanted.purpose,
            "language": language or "",
            "episodes": format_episodes(some),
            "path": path,
            "width": wanted.width,
            "height": wanted.height,
        },
        help=N_("add {path} ({width} x {height} px)"),
        path=path,
        language=language,
        episode=some[0] if len(some) == 1 else None,
    )


@rule(
    "ART002",
    "dimensions",
    Severity.ERROR,
    "series",
    summary=N_("A picture, or the frame of a video, has other dimensions than it should."),
    reason=N_(
        "Platforms measure artwork by machine and send back what is a pixel off. A video whose "
        "frame is not the one that series.toml declares is another cut, or the declaration is "
        "wrong: subtitles were fitted to it. A picture that only EXIF turns upright lies on its "
        "side in every program that does not heed it."
    ),
    fails=f"{_COVER}\n\nartwork/cover.jpg: 1242 x 2208 px",
    passes=f"{_COVER}\n\nartwork/cover.jpg: 1080 x 1920 px",
)
def dimensions(subject: SeriesSubject, _: Parameters) -> Iterator[Found]:
    for one in subject.delivered:
        facts, wanted = one.facts, one.wanted
        if wanted is None or not facts.width or _is_distorted(one):
            continue
        exactly = (facts.width, facts.height) == (wanted.width, wanted.height)
        if wanted.size == "exact" and not exactly:
            yield _found(
                one,
                N_("{found_width} x {found_height} px, where {width} x {height} is wanted"),
                help=N_("export it with {width} x {height} px"),
            )
        elif facts.width < wanted.width or facts.height < wanted.height:
            yield _found(
                one,
                N_("{found_width} x {found_height} px; at least {width} x {height} is wanted"),
                help=N_("export it larger from the original; enlarging it here helps nobody"),
            )
        elif facts.turned:
            yield _found(
                one,
                N_("the picture lies on its side; only EXIF turns it upright"),
                help=N_("save it upright"),
                severity=Severity.WARNING,
            )
    yield from _frames(subject)


def _frames(subject: SeriesSubject) -> Iterator[Found]:
    """Videos of another size than the series', those of one size together."""
    frame = subject.series.frame
    numbers = {episode.number for episode in subject.episodes}
    others: dict[tuple[int, int], list[int]] = {}
    paths: dict[int, str] = {}
    for video in subject.videos:
        size = (video.width, video.height)
        if video.episode in numbers and video.width and size != (frame.width, frame.height):
            others.setdefault(size, []).append(video.episode)
            paths[video.episode] = video.path
    for (width, height), episodes in sorted(others.items()):
        alone = len(episodes) == 1
        yield Found(
            message=N_(
                "the video is {found_width} x {found_height} px, the series {width} x {height}"
            )
            if alone
            else N_(
                "the videos of the episodes {episodes} are {found_width} x {found_height} px, the "
                "series {width} x {height}"
            ),
            arguments={
                "episodes": format_episodes(episodes),
                "found_width": width,
                "found_height": height,
                "width": frame.width,
                "height": frame.height,
            },
            help=N_(
                "export the video in the frame of the series, or correct `frame` in series.toml"
            ),
            severity=Severity.WARNING,
            path=paths[episodes[0]] if alone else "series.toml",
            line=None if alone else subject.series.source_lines.get("series.frame"),
            episode=episodes[0] if alone else None,
        )


@rule(
    "ART003",
    "aspect-ratio",
    Severity.ERROR,
    "series",
    summary=N_("A picture has another ratio of width to height than the platform shows."),
    reason=N_("What does not fit is cropped, through heads and titles, or shown with black bars."),
    fails=f"{_COVER}\n\nartwork/cover.jpg: 1920 x 1080 px",
    passes=f"{_COVER}\n\nartwork/cover.jpg: 1080 x 1920 px",
)
def aspect_ratio(subject: SeriesSubject, _: Parameters) -> Iterator[Found]:
    for one in subject.delivered:
        if _is_distorted(one):
            assert one.wanted is not None
            yield _found(
                one,
                N_("{found_width} x {found_height} px: not the ratio of {ratio}"),
                help=N_("crop or export it with {width} x {height} px")
                if one.wanted.size == "exact"
                else N_("crop or export it with {width} x {height} px or more"),
            )


def _is_distorted(one: Delivered) -> bool:
    """Whether the ratio is off: then nothing more is said of the size."""
    wanted, facts = one.wanted, one.facts
    if wanted is None or not facts.width or not facts.height:
        return False
    return not has_ratio(facts.width, facts.height, wanted)


@rule(
    "ART004",
    "file-format",
    Severity.ERROR,
    "series",
    summary=N_("A picture has a file format or colours that the platform does not take."),
    reason=N_(
        "What a file is, its bytes say and not its name: a PNG called .jpg is refused by one "
        "platform and shown broken by the next. CMYK is for print; screens show its colours wrong."
    ),
    fails=_COVER + '\nformats = ["jpeg"]\n\nartwork/cover.jpg: PNG',
    passes=_COVER + '\nformats = ["jpeg"]\n\nartwork/cover.jpg: JPEG',
)
def file_format(subject: SeriesSubject, _: Parameters) -> Iterator[Found]:
    for one in subject.delivered:
        facts, wanted = one.facts, one.wanted
        if facts.problem:
            continue  # ART006 tells of it
        named = _NAMES.get(splitext(facts.path)[1].lower(), "")
        if named != facts.format:
            yield _found(
                one,
                N_("the file is {format}, although its name ends in {suffix}"),
                help=N_("export it as {formats} and name it so")
                if wanted is not None and facts.format not in wanted.formats
                else N_("name it {right_suffix}, or export it as what its name says"),
            )
        elif wanted is not None and facts.format not in wanted.formats:
            yield _found(
                one,
                N_("the file is {format}, where {formats} is wanted"),
                help=N_("export it as {formats}"),
            )
        if wanted is not None and facts.colour and facts.colour not in wanted.colours:
            yield _found(
                one,
                N_("the colours are {colour}, where {colours} is wanted"),
                help=N_("export it in sRGB with 8 bits a channel")
                if "rgb" in wanted.colours
                else N_("export it with those colours"),
            )
        if facts.moving:
            yield _found(
                one,
                N_("the picture moves: it has several frames"),
                help=N_("export one frame of it"),
            )


@rule(
    "ART005",
    "too-heavy",
    Severity.ERROR,
    "series",
    summary=N_("A picture's file is larger than the platform takes."),
    reason=N_("The upload is refused, or the picture is compressed anew by somebody else."),
    fails=f"{_COVER}\nmax_bytes = 500_000\n\nartwork/cover.jpg: 812 kB",
    passes=f"{_COVER}\nmax_bytes = 500_000\n\nartwork/cover.jpg: 480 kB",
)
def too_heavy(subject: SeriesSubject, _: Parameters) -> Iterator[Found]:
    for one in subject.delivered:
        most = None if one.wanted is None else one.wanted.max_bytes
        if most is not None and one.facts.bytes > most:
            yield _found(
                one,
                N_("the file has {found_kilobytes} kB; at most {kilobytes} kB are taken"),
                help=N_("export it with stronger compression"),
            )


@rule(
    "ART006",
    "unreadable",
    Severity.ERROR,
    "series",
    summary=N_("A picture or a video is damaged, cut off, or none at all."),
    reason=N_(
        "An upload that broke off leaves half a file behind, and its name looks right. Pictures of "
        "more pixels than any poster has are not opened at all: they are how a program's memory is "
        "filled."
    ),
    fails=N_("artwork/cover.jpg ends in the middle"),
    passes=N_("artwork/cover.jpg can be read to its end"),
)
def unreadable(subject: SeriesSubject, _: Parameters) -> Iterator[Found]:
    for one in subject.delivered:
        if one.facts.problem:
            yield Found(
                message=one.facts.problem,
                arguments=one.facts.arguments,
                help=N_("copy or export the file again, and open it to see that it is whole"),
                path=one.art.path,
                language=one.art.language,
                episode=one.art.episode,
            )
    numbers = {episode.number for episode in subject.episodes}
    for video in subject.videos:
        if video.measured and video.problem and video.episode in numbers:
            yield Found(
                message=video.problem,
                arguments=video.arguments,
                help=N_("copy or export the file again, and play it to see that it is whole"),
                # it never leaves the house where no target takes it
                severity=None if subject.target.video else Severity.WARNING,
                path=video.path,
                episode=video.episode,
            )


def _found(
    one: Delivered,
    message: str,
    *,
    help: str,  # noqa: A002
    severity: Severity | None = None,
) -> Found:
    facts, wanted = one.facts, one.wanted
    arguments: dict[str, str | int | float] = {
        "format": facts.format,
        "suffix": splitext(facts.path)[1],
        "right_suffix": f".{facts.format}".replace(".jpeg", ".jpg"),
        "colour": facts.colour,
        "found_width": facts.width,
        "found_height": facts.height,
        "found_kilobytes": ceil(facts.bytes / 1000),
    }
    if wanted is not None:
        arguments |= {
            "purpose": wanted.purpose,
            "width": wanted.width,
            "height": wanted.height,
            "ratio": "{}:{}".format(*ratio_of(wanted)),
            "formats": ", ".join(wanted.formats),
            "colours": ", ".join(wanted.colours),
            "kilobytes": (wanted.max_bytes or 0) // 1000,
        }
    words = f"{message} {help}"  # what is not said must not keep two targets' findings apart
    return Found(
        message=message,
        arguments={name: value for name, value in arguments.items() if f"{{{name}}}" in words},
        help=help,
        severity=severity,
        path=one.art.path,
        language=one.art.language,
        episode=one.art.episode,
    )


RULES = (missing, dimensions, aspect_ratio, file_format, too_heavy, unreadable)
