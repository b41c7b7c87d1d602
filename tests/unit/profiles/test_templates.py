"""Name templates: what they give, and what they refuse."""

from __future__ import annotations

import pytest

from goglobal.profiles.templates import complaints, fields_of, fill_template

VALUES: dict[str, str | int] = {"series": "moonlit", "episode": 7, "language": "th", "kind": "sdh"}


@pytest.mark.parametrize(
    ("template", "kind", "filled"),
    [
        ("subtitles/{series}.ep{episode:03}.{language}{kind:.}.srt", "full",
         "subtitles/moonlit.ep007.th.srt"),
        ("subtitles/{series}.ep{episode:03}.{language}{kind:.}.srt", "sdh",
         "subtitles/moonlit.ep007.th.sdh.srt"),
        ("{episode}-{kind}{kind:_}", "forced", "7-forced_forced"),
        ("{{{language}}}", "full", "{th}"),
    ],
)  # fmt: skip
def test_filled(template: str, kind: str, filled: str) -> None:
    assert fill_template(template, {**VALUES, "kind": kind}) == filled
    assert not complaints(template)


@pytest.mark.parametrize(
    "template",
    [
        "", " ", "{", "}", "{series.__class__}", "{series[0]}", "{0}", "{}", "{serie}",
        "{series!r}",
        "{series:>9}", "{episode:{series}}", "{episode:x}", "{episode:999999999}", "{kind:/}",
        "/etc/{series}", "../{series}", "a/../b", "a\\b",
    ],
)  # fmt: skip
def test_refused(template: str) -> None:
    assert complaints(template)


def test_a_missing_value_is_named() -> None:
    assert fields_of("{id}/{series}/{id}") == ("id", "series")
    with pytest.raises(KeyError, match="id"):
        fill_template("{id}", VALUES)
