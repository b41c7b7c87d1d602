"""`youtube-plan`: every call of YouTube's Data API that a delivery needs, laid out over the days.

A project may spend 10,000 units a day (it begins anew at midnight, Pacific Time), of which each
caption file takes 400: 25 a day. New videos are counted apart: 100 `videos.insert` a day. Nothing
is called here; the plan says how long it takes, in plain words (`summary`), before anybody begins.
Where a project's quota is another, the options say so.

Sources (checked 2026-11-26): https://developers.google.com/youtube/v3/determine_quota_cost for the
units and the daily quota; https://support.google.com/youtube/contact/yt_api_form for more of it.
"""

from __future__ import annotations

import json

import msgspec

from goglobal.deliverables.base import Context, Format, Rendering, encode
from goglobal.deliverables.options import Option
from goglobal.deliverables.selection import outward
from goglobal.deliverables.youtube_files import (
    THUMBNAIL,
    THUMBNAIL_OPTION,
    captions_of,
    thumbnail_of,
    update_of,
    video_of,
)
from goglobal.deliverables.youtube_texts import Shortened, lengths, narrowed, video_id, videos
from goglobal.errors import GoGlobalError
from goglobal.messages import N_

SCHEMA = "goglobal.youtube-plan/1"
SOURCE = "https://developers.google.com/youtube/v3/determine_quota_cost"
EXTENSION = "https://support.google.com/youtube/contact/yt_api_form"
AUDITS = "https://developers.google.com/youtube/v3/guides/quota_and_compliance_audits"
CHECKED = "2026-11-26"
_STAGES = ("videos.insert", "videos.update", "thumbnails.set", "captions.insert")
_NAMES = {"full": "", "sdh": "SDH", "forced": "Forced"}
"""A track's name, which tells several of one language apart."""


class Quota(msgspec.Struct, frozen=True, kw_only=True):
    """What calls cost, in units, and what a day has of them."""

    units_per_day: int = 10_000
    units_per_caption: int = 400
    units_per_update: int = 50
    units_per_thumbnail: int = 50
    units_per_upload: int = 0
    """0: uploads are counted apart, `uploads_per_day` of them."""
    uploads_per_day: int = 100


_QUOTA = {
    "units_per_day": (0, "What the project may spend a day."),
    "units_per_caption": (0, "What one caption file costs."),
    "units_per_update": (0, "What one video's texts cost."),
    "units_per_thumbnail": (0, "What one thumbnail costs."),
    "units_per_upload": (
        0,
        "What one new video costs: 0, where uploads are counted apart; 1600 in projects that "
        "still pay for them.",
    ),
    "uploads_per_day": (1, "How many new videos a day, where they are counted apart."),
}
"""The least that each may be, and what it means."""


class Call(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One call of the API."""

    call: str
    units: int
    episode: int | None = None
    video_id: str | None = None
    """None: `videos.insert` answers with it."""
    language: str | None = None
    """The platform's tag."""
    name: str = ""
    """Of a caption track, where a language has several."""
    bundle: str = ""
    path: str = ""
    """The file that is sent, in its bundle."""


class Day(msgspec.Struct, frozen=True, kw_only=True):
    """What is done on one day."""

    day: int
    """From 1."""
    units: int
    calls: tuple[Call, ...]


def render_plan(rendering: Rendering, context: Context) -> bytes:
    """The plan: sorted keys, two spaces, NFC, a line feed at the end.

    Raises GoGlobalError for a quota of which no day pays for one call.
    """
    context, quota = narrowed(rendering, context), quota_of(rendering)
    purpose = f"{rendering.options.get('thumbnail', THUMBNAIL)}"
    calls = calls_of(context, quota, purpose)
    days = laid_out(calls, quota)
    profile = context.assignment.profile
    shortened = tuple(
        msgspec.structs.replace(one, language=outward(profile, one.language))
        for one in lengths(context)
    )
    counts: dict[str, int] = {}
    for call in calls:
        counts[call.call] = counts.get(call.call, 0) + 1
    value = {
        "schema": SCHEMA,
        "series": context.assignment.series.id,
        "target": context.assignment.target.name,
        "summary": _summary(counts, days, quota, shortened),
        "alternatives": _alternatives(days, quota),
        "quota": msgspec.to_builtins(quota),
        "source": SOURCE,
        "checked": CHECKED,
        "totals": {
            "calls": counts,
            "units": sum(call.units for call in calls),
            "days": len(days),
        },
        "shortened": [msgspec.to_builtins(one) for one in shortened],
        "days": [msgspec.to_builtins(day) for day in days],
    }
    return encode(json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True) + "\n")


def quota_of(rendering: Rendering) -> Quota:
    """The quota that the deliverable's options say.

    Raises GoGlobalError for a call that no day can pay.
    """
    given = {name: rendering.options[name] for name in _QUOTA if name in rendering.options}
    quota = msgspec.convert(given, Quota)
    dearest = max(
        quota.units_per_caption,
        quota.units_per_update,
        quota.units_per_thumbnail,
        quota.units_per_upload,
    )
    if dearest > quota.units_per_day:
        raise GoGlobalError(
            N_("{path}: a day of {units} units does not pay for a call of {most}"),
            {"path": rendering.path, "units": quota.units_per_day, "most": dearest},
            N_("raise units_per_day in the deliverable's options"),
        )
    return quota


def calls_of(context: Context, quota: Quota, purpose: str = THUMBNAIL) -> tuple[Call, ...]:
    """Every call, in the order in which they are made: all videos, their texts, their pictures, and
    then the captions, which take the days, episode by episode, so that the first are whole early.
    """
    profile = context.assignment.profile
    found: list[Call] = []

    def add(call: str, units: int, file: Rendering, language: str | None, name: str = "") -> None:
        found.append(
            Call(
                call=call,
                units=units,
                episode=number,
                video_id=identity,
                language=outward(profile, language) if language else None,
                name=name,
                bundle=file.bundle,
                path=file.path,
            )
        )

    for episode in videos(context):
        number = episode.number if episode else None
        identity = video_id(context, episode)
        video = video_of(context, number)
        if video and not identity:
            add("videos.insert", quota.units_per_upload, video, None)
        if update := update_of(context, number):
            add("videos.update", quota.units_per_update, update, None)
        if picture := thumbnail_of(context, number, purpose):
            add("thumbnails.set", quota.units_per_thumbnail, picture, None)
        for track in captions_of(context, number):
            name = _NAMES[track.kind or "full"]
            add("captions.insert", quota.units_per_caption, track, track.language, name)
    return tuple(sorted(found, key=lambda one: _STAGES.index(one.call)))


def laid_out(calls: tuple[Call, ...], quota: Quota) -> tuple[Day, ...]:
    """The calls over the days, in order: a day ends before the call that it cannot pay."""
    days: list[Day] = []
    today: list[Call] = []
    for call in calls:
        spent = sum(one.units for one in today) + call.units
        uploads = sum(one.call == "videos.insert" for one in (*today, call))
        if today and (spent > quota.units_per_day or uploads > quota.uploads_per_day):
            days.append(_day(len(days) + 1, today))
            today = []
        today.append(call)
    if today:
        days.append(_day(len(days) + 1, today))
    return tuple(days)


def _day(number: int, calls: list[Call]) -> Day:
    return Day(day=number, units=sum(call.units for call in calls), calls=tuple(calls))


def _summary(
    counts: dict[str, int], days: tuple[Day, ...], quota: Quota, shortened: tuple[Shortened, ...]
) -> list[str]:
    """In English, like all JSON that the program writes."""
    units = sum(day.units for day in days)
    said = [
        f"This delivery takes {len(days)} days: {sum(counts.values())} calls of YouTube's Data "
        f"API, {units} units of quota at {quota.units_per_day} a day."
    ]
    captions = counts.get("captions.insert", 0)
    if captions and quota.units_per_caption:
        daily = quota.units_per_day // quota.units_per_caption
        said.append(
            f"{captions} caption files at {quota.units_per_caption} units each: {daily} a day at "
            f"most, so the captions alone take {-(-captions // daily)} days."
        )
    if uploads := counts.get("videos.insert", 0):
        said.append(
            f"{uploads} videos are new: {quota.uploads_per_day} uploads a day. The calls after an "
            "upload need the video's id, which it answers with."
        )
    if shortened:
        said.append(f"{len(shortened)} texts did not fit whole: see `shortened`.")
    return said


def _alternatives(days: tuple[Day, ...], quota: Quota) -> list[str]:
    if len(days) < 2:
        return []
    units = sum(day.units for day in days)
    return [
        "Content Manager (partners with YouTube's CMS): videos, texts and captions by CSV and "
        "package upload use no API quota; the format youtube-csv writes the CSV.",
        f"A quota extension: {units} units a day deliver all of it in one day, "
        f"{-(-units // 7)} in a week. YouTube audits the project first ({AUDITS}); the form is "
        f"{EXTENSION}.",
        "YouTube Studio: captions that are added by hand use no API quota.",
        f"Fewer calls now: each language that waits saves {quota.units_per_caption} units a video.",
    ]


YOUTUBE_PLAN = Format(
    name="youtube-plan",
    scope="bundle",
    role="document",
    render=render_plan,
    media_type="application/json; charset=utf-8",
    sight="names",
    options=(
        THUMBNAIL_OPTION,
        *(
            Option(name=name, doc=doc, kind="number", default=getattr(Quota(), name), least=least)
            for name, (least, doc) in _QUOTA.items()
        ),
    ),
)
