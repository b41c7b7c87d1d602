"""Profiles: where they are found, how they merge, and every way that they go wrong."""

from __future__ import annotations

import datetime as dt
from importlib.metadata import EntryPoint, EntryPoints
from pathlib import Path

import pytest

from goglobal.errors import Problem, ProfileError
from goglobal.profiles.checks import rule_problems
from goglobal.profiles.loading import list_profiles, load_profile
from goglobal.profiles.schema import Limit
from goglobal.rules import builtin

HEAD = 'source = "https://example.com/spec"\nchecked = 2026-01-02\n'


def write(folder: Path, name: str, text: str, head: str = HEAD) -> Path:
    path = folder / "profiles" / f"{name}.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(head + text, encoding="utf-8")
    return path


def problems(name: str | Path, project: Path | None = None) -> tuple[Problem, ...]:
    with pytest.raises(ProfileError) as caught:
        load_profile(name, project=project)
    return caught.value.problems


@pytest.mark.parametrize("name", list_profiles())
def test_built_in_profiles_load_and_say_where_they_come_from(name: str) -> None:
    profile = load_profile(name)
    assert profile.name == name
    assert profile.source
    assert isinstance(profile.checked, dt.date)
    assert profile.deliverables
    for code, setting in profile.rules.items():
        assert setting.source, code


def test_vertical_app_is_generic_with_its_own_numbers() -> None:
    generic, vertical = load_profile("generic"), load_profile("vertical-app")
    assert vertical.extends == "generic"
    assert vertical.deliverables == generic.deliverables
    assert vertical.fit is not None
    zones = (vertical.fit.top, vertical.fit.bottom, vertical.fit.left, vertical.fit.right)
    assert zones == (250, 480, 90, 164)
    assert vertical.metadata.required == generic.metadata.required
    assert vertical.metadata.limits["series/title"] == Limit(characters=100)
    assert vertical.rules["TXT002"].parameters["max_cpl"] == {
        "default": 32, "ru": 30, "uk": 30, "ar": 37, "th": 40, "hi": 40, "ko": 21,
        "zh-Hans": 16, "zh-Hant": 16, "ja": 16,
    }  # fmt: skip
    assert vertical.origins["fit.top"] == "vertical-app"
    assert vertical.origins["deliverables"] == "generic"


def test_tables_merge_and_arrays_replace(tmp_path: Path) -> None:
    write(
        tmp_path,
        "partner",
        'extends = "vertical-app"\nupload_order = ["metadata"]\n'
        '[metadata.limits]\n"series/title" = { bytes = 90 }\n'
        "[rules.TXT002.parameters.max_cpl]\nth = 38\n",
    )
    profile = load_profile("partner", project=tmp_path)
    assert profile.upload_order == ("metadata",)
    assert profile.metadata.limits["series/title"] == Limit(characters=100, bytes=90)
    limits = profile.rules["TXT002"].parameters["max_cpl"]
    assert isinstance(limits, dict)
    assert (limits["th"], limits["default"]) == (38, 32)
    assert profile.origins["rules.TXT002.parameters.max_cpl.th"].endswith("profiles/partner.toml")
    assert profile.origins["rules.TXT002.parameters.max_cpl.ru"] == "vertical-app"
    assert profile.source == "https://example.com/spec"


def test_a_project_may_overlay_a_profile_under_its_own_name(tmp_path: Path) -> None:
    write(tmp_path, "vertical-app", 'extends = "vertical-app"\ntitle = "Ours"\n')
    profile = load_profile("vertical-app", project=tmp_path)
    assert profile.title == "Ours"
    assert profile.fit is not None
    assert profile.fit.top == 250
    assert load_profile("vertical-app").title != "Ours"
    folder = tmp_path / "profiles"
    assert load_profile("vertical-app", project=folder) == profile


def test_a_path_and_a_parent_beside_it(tmp_path: Path) -> None:
    write(tmp_path, "base", 'extends = "generic"\ntitle = "Base"\n')
    path = write(tmp_path, "child", 'extends = "./base.toml"\ncontainer = "zip"\n')
    for given in (path, str(path)):
        profile = load_profile(given)
        assert (profile.name, profile.title, profile.container) == ("child", "Base", "zip")
        assert profile.extends == "./base.toml"


def test_every_error_at_once_with_file_place_and_line(tmp_path: Path) -> None:
    write(
        tmp_path,
        "bad",
        'extends = "generic"\n'
        'titel = "x"\n'
        'sidecars = "yes"\n'
        "[subtitles]\n"
        'kinds = ["full", "sing"]\n'
        "[rules.TIM003]\n"
        'severity = "info"\n'
        "[rules.tim4]\n"
        "[languages.written]\n"
        'not_a_tag_at_all = "x"\n'
        "[[deliverables]]\n"
        'format = "srt"\n'
        'name = "../{serie}/{episode:x}"\n',
        head="",
    )
    found = {p.where: p for p in problems("bad", tmp_path)}
    assert set(found) == {
        "source", "checked", "titel", "sidecars", "subtitles.kinds[1]", "rules.TIM003.severity",
        "rules.tim4", "languages.written.not_a_tag_at_all", "deliverables[0].name",
    }  # fmt: skip
    assert found["titel"].arguments["nearest"] == "title"
    assert found["sidecars"].line == 3
    assert all(p.file.endswith("profiles/bad.toml") for p in found.values())
    templates = [p for p in problems("bad", tmp_path) if p.where == "deliverables[0].name"]
    assert len(templates) == 3


def test_errors_of_parents_are_told_with_those_of_the_child(tmp_path: Path) -> None:
    write(tmp_path, "base", "sidecars = 1\n")
    write(tmp_path, "child", 'extends = "base"\nlayout = "flat"\n')
    assert [(Path(p.file).name, p.where) for p in problems("child", tmp_path)] == [
        ("child.toml", "layout"),
        ("base.toml", "sidecars"),
    ]


def test_a_circle_is_a_problem(tmp_path: Path) -> None:
    write(tmp_path, "one", 'extends = "two"\n')
    write(tmp_path, "two", 'extends = "one"\n')
    (problem,) = problems("one", tmp_path)
    assert (Path(problem.file).name, problem.where) == ("two.toml", "extends")
    write(tmp_path, "self", 'extends = "self"\n')
    (problem,) = problems("self", tmp_path)
    assert problem.where == "extends"


def test_unknown_names_come_with_the_nearest(tmp_path: Path) -> None:
    (problem,) = problems("vertical-ap")
    assert problem.arguments["nearest"] == "vertical-app"
    write(tmp_path, "child", 'extends = "generics"\n')
    (problem,) = problems("child", tmp_path)
    assert (problem.where, problem.arguments["nearest"]) == ("extends", "generic")


@pytest.mark.parametrize("name", ["..", "../generic", "a\0b", "", "/etc/passwd", "no-such.toml"])
def test_hostile_names_are_problems_only(name: str, tmp_path: Path) -> None:
    assert problems(name, tmp_path)


@pytest.mark.parametrize(
    "data", [b"\xff\xfe\x00", b"a = [", b"\x00", b"[" * 5000, "标题 = 1".encode("gb18030")]
)
def test_any_bytes_are_problems_only(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.write_bytes(data)
    assert problems(path)


def plug_in(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    point = EntryPoint(name="plugged", value=value, group="goglobal.profiles")

    monkeypatch.setattr(
        "importlib.metadata.entry_points",
        lambda **wanted: EntryPoints([point]).select(**wanted),
    )


def test_plug_ins_give_paths_or_tables(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = write(tmp_path, "plugged", 'extends = "generic"\ntitle = "By path"\n')
    module = tmp_path / "a_plug_in.py"
    module.write_text(
        "import datetime\n"
        f"PATH = {str(path)!r}\n"
        "def table():\n"
        "    return {'source': 's', 'checked': datetime.date(2026, 1, 1), 'title': 'By table'}\n"
        "def broken():\n"
        "    raise RuntimeError('out of order')\n"
        "NUMBER = 3\n"
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    plug_in(monkeypatch, "a_plug_in:PATH")
    assert load_profile("plugged").title == "By path"
    assert "plugged" in list_profiles()
    plug_in(monkeypatch, "a_plug_in:table")
    assert load_profile("plugged").title == "By table"
    for value in ("a_plug_in:broken", "a_plug_in:NUMBER", "a_plug_in:missing", "no_such:x"):
        plug_in(monkeypatch, value)
        assert problems("plugged")[0].file == value


def test_rules_are_checked_against_those_there_are(tmp_path: Path) -> None:
    write(
        tmp_path,
        "partner",
        "[rules.TIM003.parameters]\nmax_cps_sdh_child = 10\nmax_cp = 3\n[rules.TIM033]\n",
    )
    profile = load_profile("partner", project=tmp_path)
    known = {"TIM003": ("max_cps",), "TXT001": ("max_lines",)}
    found = {p.where: p.arguments["nearest"] for p in rule_problems(profile, known)}
    assert found == {"rules.TIM003.parameters.max_cp": "max_cps", "rules.TIM033": "TIM003"}


def test_parameters_take_tags_in_any_spelling(tmp_path: Path) -> None:
    write(tmp_path, "partner", "[rules.TXT002.parameters.max_cpl]\nzh_CN = 14\ndefault = 30\n")
    profile = load_profile("partner", project=tmp_path)
    assert profile.rules["TXT002"].parameters["max_cpl"] == {"zh-Hans": 14, "default": 30}


@pytest.mark.parametrize("name", list_profiles())
def test_built_in_profiles_name_rules_and_parameters_that_there_are(name: str) -> None:
    known = {f.rule.code: [p.name for p in f.rule.parameters] for f in builtin()}
    assert rule_problems(load_profile(name), known) == ()
