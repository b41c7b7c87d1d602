"""A profile's frame: every contradiction is told at once, and a font is found from its file."""

from __future__ import annotations

from pathlib import Path

import pytest

from goglobal.errors import Problem, ProfileError, fill
from goglobal.profiles.loading import load_profile

HEAD = 'extends = "vertical-app"\nsource = "https://example.com/spec"\nchecked = 2026-01-02\n'


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / f"{name}.toml"
    path.write_text(HEAD + text, encoding="utf-8")
    return path


def problems(path: Path) -> list[Problem]:
    with pytest.raises(ProfileError) as caught:
        load_profile(path)
    return list(caught.value.problems)


def zone(name: str, left: int, top: int, width: int, height: int) -> str:
    return (
        f'[[fit.zones]]\nname = "{name}"\nleft = {left}\ntop = {top}\nwidth = {width}\n'
        f'height = {height}\nsource = "s"\nchecked = 2026-01-02\n'
    )


def test_the_zones_of_the_built_in_profile_are_its_margins() -> None:
    fit = load_profile("vertical-app").fit
    assert fit is not None
    assert [(z.name, z.left, z.top, z.width, z.height) for z in fit.zones] == [
        ("top-bar", 0, 0, 1080, fit.top),
        ("action-rail", 1080 - fit.right, fit.top, fit.right, 1920 - fit.top - fit.bottom),
        ("bottom-panel", 0, 1920 - fit.bottom, 1080, fit.bottom),
    ]
    assert all(z.source and z.checked for z in fit.zones)


def test_everything_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "wrong",
        '[fit]\nleft = 700\nright = 400\ntop = 1900\nsize = 0\nweight = "heavy"\noffset = 1900\n'
        'font = "fonts/none.ttf"\ncolour = "red"\n'
        + zone("logo", 1000, 0, 200, 10)
        + zone("logo", 1, 0, 20, 10),
    )
    found = {p.where: p for p in problems(path)}
    assert set(found) == {
        "fit.left",
        "fit.top",
        "fit.size",
        "fit.weight",
        "fit.offset",
        "fit.font",
        "fit.colour",
        "fit.zones[0]",
        "fit.zones[1]",
    }
    assert found["fit.left"].line == 5
    told = {where: fill(p.message, p.arguments) for where, p in found.items()}
    assert told["fit.left"] == "the margins leave 0 px of 1080: less than a letter is wide"
    assert told["fit.zones[0]"] == "“logo” ends at 1200 x 10: outside the 1080 x 1920 frame"


def test_what_contradicts_a_parent_is_told_where_it_stands(tmp_path: Path) -> None:
    path = write(tmp_path, "narrow", "[fit]\nwidth = 300\nheight = 500\n")
    found = problems(path)
    assert {p.file for p in found if p.where == "fit.left"} == {"vertical-app"}
    # the parent's zones are outside the child's smaller frame
    assert {p.where for p in found} >= {"fit.left", "fit.top", "fit.zones[0]"}


def test_a_font_is_seen_from_the_profile_that_names_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "fonts").mkdir()
    font = tmp_path / "fonts" / "brand.ttf"
    font.write_bytes(b"font")
    write(tmp_path, "partner", '[fit]\nfont = "fonts/brand.ttf"\n')
    below = tmp_path / "below"
    below.mkdir()
    child = below / "child.toml"
    child.write_text(HEAD.replace("vertical-app", "../partner.toml"), encoding="utf-8")
    monkeypatch.chdir(below)
    fit = load_profile("child.toml").fit
    assert fit is not None
    assert Path(fit.font).samefile(font)
    font.unlink()
    (found,) = problems(child)
    assert found.where == "fit.font"
    assert found.file.endswith("partner.toml")


def test_a_family_that_does_not_come_along(tmp_path: Path) -> None:
    (found,) = problems(write(tmp_path, "other", '[fit]\nfont = "Comic Sans"\n'))
    assert (found.where, found.line) == ("fit.font", 5)
    assert fill(found.message, found.arguments) == "`Comic Sans` is no font that comes along"


def test_a_zone_has_a_source_and_a_date(tmp_path: Path) -> None:
    text = '[[fit.zones]]\nname = "logo"\nleft = 0\ntop = 0\nwidth = 0\nheight = 10\n'
    found = {p.where for p in problems(write(tmp_path, "bare", text))}
    assert found == {"fit.zones[0].source", "fit.zones[0].checked", "fit.zones[0].width"}
