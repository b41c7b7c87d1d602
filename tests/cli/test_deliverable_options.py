"""A deliverable's options: what is wrong with them is told at once, what is right holds."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from goglobal.deliverables.base import find_format, format_names

HEAD = 'extends = "youtube"\nsource = "the partner\'s page"\nchecked = 2026-11-26\n'
PLUGGED = '\n[targets.own]\nplatform = "own"\nurl = "file:outbox-own"\nepisodes = "1-2"\n'


def deliverable(format_: str, options: str, name: str = "x.txt") -> str:
    lines = ("[[deliverables]]", f'format = "{format_}"', f'name = "{name}"', 'bundle = "shared"')
    return "\n".join((*lines, f"options = {{ {options} }}\n"))


@pytest.fixture
def with_options(bund: Path) -> Callable[..., Path]:
    """The example with one target more, whose profile has these deliverables."""

    def write(*deliverables: str) -> Path:
        profiles = bund / "profiles"
        profiles.mkdir()
        srt = '[[deliverables]]\nformat = "srt"\nname = "{episode}.{language}{kind}.srt"\n'
        (profiles / "own.toml").write_text("\n".join((HEAD, srt, *deliverables)), "utf-8")
        with (bund / "goglobal.toml").open("a", encoding="utf-8") as file:
            file.write(PLUGGED)
        return bund

    return write


def test_every_mistake_is_told_at_once_with_what_was_meant(
    call: Callable[..., Any], with_options: Callable[..., Path]
) -> None:
    quota = 'unit_per_day = 1, uploads_per_day = 0, units_per_caption = "many", thumbnail = true'
    folder = with_options(
        deliverable("youtube-plan", f"{quota}, units_per_upload = 1.5, units_per_update = true"),
        deliverable("youtube-csv", 'chanel = "UC1"', "x.csv"),
        deliverable("metadata-json", "indent = 4", "x.json"),
    )
    result = call("ship", folder, "-t", "own")
    assert result.code == 2
    place, plan = "bund/profiles/own.toml: deliverables", "youtube-plan"
    for line in (
        f"{place}[1].options.unit_per_day: the format {plan} has no option unit_per_day; "
        "did you mean units_per_day?",
        f"{place}[1].options.uploads_per_day: the option uploads_per_day of {plan} is a whole "
        "number of 1 or more, not 0",
        f"{place}[1].options.units_per_caption: the option units_per_caption of {plan} is a whole "
        "number of 0 or more, not many",
        f"{place}[1].options.units_per_upload: the option units_per_upload of {plan} is a whole "
        "number of 0 or more, not 1.5",
        f"{place}[1].options.units_per_update: the option units_per_update of {plan} is a whole "
        "number of 0 or more, not true",
        f"{place}[1].options.thumbnail: the option thumbnail of {plan} is a text in quotation "
        "marks, not true",
        f"{place}[2].options.chanel: the format youtube-csv has no option chanel; did you mean "
        "channel?",
        f"{place}[3].options.indent: the format metadata-json has no option indent: it has none",
    ):
        assert line in result.err.splitlines(), result.err
    assert "help: there are: thumbnail, units_per_day, " in result.err
    assert not (folder / "outbox-own").exists()


def test_options_that_are_there_hold(
    call: Callable[..., Any], with_options: Callable[..., Path]
) -> None:
    folder = with_options(
        deliverable("youtube-plan", "units_per_day = 400", "plan.json"),
        deliverable("youtube-csv", 'channel = "UC1", privacy = "private"', "videos.csv"),
        deliverable("youtube-localizations", "category_id = 1", "{episode}.json"),
    )
    result = call("build", folder, "-t", "own", "-l", "en")
    assert result.code == 0, result.out + result.err
    shared = folder / "dist" / "moonlit-bund" / "own" / "shared"
    plan = json.loads((shared / "plan.json").read_bytes())
    assert plan["quota"]["units_per_day"] == 400
    with (shared / "videos.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["channel"], row["privacy"]) for row in rows] == [("UC1", "private")] * 2
    assert json.loads((shared / "1.json").read_bytes())["snippet"]["categoryId"] == "1"


def test_an_option_has_a_name_that_a_profile_may_write_and_says_what_it_means() -> None:
    for name in format_names():
        options = find_format(name).options
        assert len({option.name for option in options}) == len(options)
        for option in options:
            assert option.name.replace("_", "").isalnum()
            assert option.name == option.name.lower()
            assert option.doc.endswith(".")
            assert isinstance(option.default, int) == (option.kind == "number")
