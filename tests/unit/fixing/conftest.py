"""One subtitle file in memory, decided for any targets, with all the real rules."""

from __future__ import annotations

import datetime as dt
from typing import Any, Protocol

import pytest

from goglobal.checking.running import settings_of
from goglobal.checking.tracks import TrackRules
from goglobal.fixing import Change, mends
from goglobal.fixing.deciding import decide
from goglobal.fixing.judging import Judge
from goglobal.model import Episode, Series, SubtitleFile, Target, Waiver
from goglobal.plans import Assignment
from goglobal.profiles.schema import Fit, Profile, RuleSetting
from goglobal.rules import all_rules


class MendFile(Protocol):
    """Decides one file; `rules` are the settings of each target's profile by code, `fits` their
    frames."""

    def __call__(
        self,
        content: str | bytes,
        *rules: dict[str, dict[str, Any]],
        fits: tuple[Fit | None, ...] = ...,
        path: str = ...,
        language: str = ...,
        waivers: tuple[Waiver, ...] = ...,
        select: tuple[str, ...] = ...,
        ignore: tuple[str, ...] = ...,
    ) -> Change: ...


def decided(
    content: str | bytes,
    *rules: dict[str, dict[str, Any]],
    fits: tuple[Fit | None, ...] = (None, None, None),
    path: str = "subtitles/en/ep001.srt",
    language: str = "en",
    waivers: tuple[Waiver, ...] = (),
    select: tuple[str, ...] = (),
    ignore: tuple[str, ...] = (),
) -> Change:
    file = SubtitleFile(path=path, language=language, episode=1)
    series = Series(
        id="moonlit-bund",
        title="外滩月色",
        source_language="zh-Hans",
        root="/nowhere",
        episodes=(Episode(number=1),),
        subtitles=(file,),
        waivers=waivers,
    )
    assignments = tuple(
        Assignment(
            series=series,
            target=Target(name=name, platform=name, url=f"file:///{name}"),
            profile=Profile(
                name=name,
                rules={code: RuleSetting(**own) for code, own in settings.items()},
                fit=fit,
            ),
            languages=(language,),
            episodes=(1,),
        )
        for name, settings, fit in zip(("one", "two", "three"), rules or ({},), fits, strict=False)
    )
    tracks = TrackRules(
        series, language, assignments, settings_of(all_rules(), assignments, select), {}
    )
    today = dt.date(2026, 6, 1)
    judge = Judge(tracks, assignments, waivers, today, select=select, ignore=ignore)
    data = content.encode() if isinstance(content, str) else content
    return decide(data, file, judge, mends(), root=series.root).change


@pytest.fixture
def mend() -> MendFile:
    return decided
