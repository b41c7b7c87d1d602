"""A whole series for the benchmarks: 40 episodes of 24 cues in 15 languages.

The sentences stand in `lines.toml`. Each target track is made from the source's: every cue is moved
by up to 120 ms at both ends, some are merged with the next one and some are split in two, as
translators do. The same seed gives the same bytes.
"""

from __future__ import annotations

import random
import tomllib
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from goglobal.fit.breaking import break_lines

JITTER = 120
"""Milliseconds that a translator moves a cue by at most."""
SHARE = 0.08
"""Of the cues that can be merged, or split: those that are."""
_SPEEDS = {"zh-Hans": 9, "ja": 4, "ko": 12, "th": 17, "ar": 20, "en": 20, "hi": 22}
_SPEED = 17
_LONGEST = 4700
"""Milliseconds that a cue stands at most."""
_WIDTHS = {"zh-Hans": 16, "ja": 16, "ko": 21, "ru": 30, "ar": 37, "th": 40, "hi": 40}
_WIDTH = 32
_UNSPACED = {"zh-Hans", "ja"}
_HAN = "零一二三四五六七八九"


class Line(NamedTuple):
    """One cue before it is written: times in milliseconds."""

    start: int
    end: int
    text: str


@cache
def bank() -> dict[str, Any]:
    """The content of `lines.toml`."""
    return tomllib.loads(Path(__file__).with_name("lines.toml").read_text("utf-8"))


def languages() -> tuple[str, ...]:
    """The source first."""
    return tuple(bank()["lines"])


def write_series(root: Path, *, episodes: int = 40, cues: int = 24, seed: int = 11) -> None:
    """Write the series folder, with catalogs, a glossary and a target for every language."""
    chance = random.Random(seed)
    made = bank()
    (root / "locales").mkdir(parents=True)
    toml = [
        'series = { id = "ashes", title = "灰烬新娘", source_language = "zh-Hans",'
        f' genres = ["revenge"], countries = ["SG"],'
        f' synopsis = "{made["synopsis"]["zh-Hans"]}" }}\n'
    ]
    titles: list[tuple[int, int]] = []
    for number in range(1, episodes + 1):
        shown = _episode(chance, cues)
        for tag in languages():
            lines = shown[tag] if tag == "zh-Hans" else _translated(chance, shown[tag], tag)
            path = root / "subtitles" / tag / f"ep{number:03}.srt"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(srt(lines), "utf-8", newline="\n")
        length = shown["zh-Hans"][-1].end + 2500
        person = chance.randrange(6)
        titles.append((number, person))
        title = _filled("zh-Hans", made["titles"]["zh-Hans"], people=(person,), n=number)
        toml.append(
            f'[[episodes]]\nnumber = {number}\ntitle = "{title}"\n'
            f'duration = "{clock(length, ".")}"\n'
        )
    (root / "series.toml").write_text("\n".join(toml), "utf-8")
    tags = ", ".join(f'"{tag}"' for tag in languages())
    (root / "goglobal.toml").write_text(
        f'[targets.app]\nplatform = "vertical-app"\nurl = "file:outbox"\nlanguages = [{tags}]\n',
        "utf-8",
    )
    for tag in languages()[1:]:
        (root / "locales" / f"{tag}.po").write_text(_catalog(tag, titles), "utf-8")
    rows = [",".join(("term", "note", *languages()))]
    for kind in ("people", "places"):
        for index, name in enumerate(made[kind]["zh-Hans"]):
            rows.append(",".join((name, "", *(made[kind][tag][index] for tag in languages()))))
    (root / "glossary.csv").write_text("\n".join(rows) + "\n", "utf-8")


def srt(lines: list[Line]) -> str:
    """An SRT file."""
    return "\n".join(
        f"{n}\n{clock(line.start)} --> {clock(line.end)}\n{line.text}\n"
        for n, line in enumerate(lines, 1)
    )


def clock(ms: int, mark: str = ",") -> str:
    """`00:01:02,345`."""
    return f"{ms // 3_600_000:02}:{ms // 60_000 % 60:02}:{ms // 1000 % 60:02}{mark}{ms % 1000:03}"


def _episode(chance: random.Random, cues: int) -> dict[str, list[Line]]:
    """The same cues in every language, at the source's times."""
    lines: dict[str, list[Line]] = {tag: [] for tag in languages()}
    time = chance.randrange(800, 4000)
    for index in chance.sample(range(len(bank()["lines"]["en"])), cues):
        texts = _cue(chance, index)
        wanted = max(
            len(text.replace("\n", "")) / _SPEEDS.get(tag, _SPEED) for tag, text in texts.items()
        )
        shown = min(_LONGEST, max(1200, int(wanted * 1100) + chance.randrange(400)))
        for tag, text in texts.items():
            lines[tag].append(Line(time, time + shown, text))
        pause = (
            chance.randrange(2500, 9000) if chance.random() < 0.15 else chance.randrange(280, 1400)
        )
        time += shown + pause
    return lines


def _cue(chance: random.Random, index: int) -> dict[str, str]:
    """One sentence in every language, often with a word before it."""
    people = chance.sample(range(6), 2)
    numbers = {
        "n": chance.randrange(11, 31), "h": chance.randrange(7, 12),
        "k": chance.randrange(2, 10), "t": chance.randrange(2, 10),
    }  # fmt: skip
    money, place = chance.randrange(2), chance.randrange(2)
    opener = chance.randrange(12) if chance.random() < 0.5 else None
    spelled = chance.random() < 0.5
    texts = {}
    for tag in languages():
        text = bank()["lines"][tag][index].replace("{m}", bank()["money"][tag][money])
        text = _filled(tag, text, people=tuple(people), place=place, spelled=spelled, **numbers)
        texts[tag] = text
    plain = {tag: _laid_out(tag, text) or text for tag, text in texts.items()}
    if opener is None:
        return plain
    whole = {
        tag: _laid_out(tag, f"{bank()['openers'][tag][opener]}\n{text}")
        for tag, text in texts.items()
    }
    fits = all(
        text is not None and len(text) <= _SPEEDS.get(tag, _SPEED) * 4
        for tag, text in whole.items()
    )
    return {tag: text or "" for tag, text in whole.items()} if fits else plain


def _laid_out(tag: str, text: str) -> str | None:
    """In one line or two that fit; None: they do not."""
    lines = break_lines(
        text, language=tag, max_lines=2, limit=_WIDTHS.get(tag, _WIDTH), measure=len
    )
    return None if lines is None else "\n".join(lines)


def _filled(
    tag: str,
    text: str,
    *,
    people: tuple[int, ...],
    place: int = 0,
    spelled: bool = False,
    **numbers: int,
) -> str:
    names = bank()["people"][tag]
    values: dict[str, object] = {"A": names[people[0]], "B": names[people[-1]]}
    values["P"] = bank()["places"][tag][place]
    values |= numbers
    if tag == "zh-Hans" and spelled:
        values |= {"n": _han(numbers["n"]), "h": _han(numbers["h"])} if "%" not in text else {}
        text = text.replace("{k}00万", _HAN[numbers.get("k", 0)] + "百万")
        text = text.replace(
            "{t}万", ("两" if numbers.get("t") == 2 else _HAN[numbers.get("t", 0)]) + "万"
        )
    return text.format(**values)


def _han(number: int) -> str:
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else _HAN[tens] + "十") + (
        _HAN[ones] if ones else ""
    )


def _translated(chance: random.Random, lines: list[Line], tag: str) -> list[Line]:
    """As a translator hands it in: moved a little, some cues merged, some split."""
    made: list[Line] = []
    index = 0
    while index < len(lines):
        line = lines[index]
        following = lines[index + 1] if index + 1 < len(lines) else None
        if (
            following is not None
            and "\n" not in line.text + following.text
            and following.start - line.end < 900
            and following.end - line.start < _LONGEST
            and chance.random() < 4 * SHARE
        ):
            made.append(Line(line.start, following.end, f"{line.text}\n{following.text}"))
            index += 2
            continue
        if "\n" in line.text and line.end - line.start > 2600 and chance.random() < SHARE:
            made += _split(line, tag)
        else:
            made.append(line)
        index += 1
    moved: list[Line] = []
    for line in made:
        start = line.start + chance.randint(-JITTER, JITTER)
        end = line.end + chance.randint(-JITTER, JITTER)
        if moved:
            start = max(start, moved[-1].end)
        moved.append(Line(max(0, start), min(max(end, start + 700), start + 5000), line.text))
    return moved


def _split(line: Line, tag: str) -> list[Line]:
    first, second = line.text.split("\n", 1)
    speed = _SPEEDS.get(tag, _SPEED)
    share = len(first) / (len(first) + len(second))
    cut = line.start + int((line.end - line.start) * share)
    if (
        min(
            cut - line.start - len(first) / speed * 1000,
            line.end - cut - len(second) / speed * 1000,
        )
        < 250
    ):
        return [line]
    if min(cut - line.start, line.end - cut) < 950:
        return [line]
    return [Line(line.start, cut, first), Line(cut, line.end, second)]


def _catalog(tag: str, titles: list[tuple[int, int]]) -> str:
    made = bank()
    title = {"en": "Bride of Ashes"}.get(tag, made["openers"][tag][5])
    entries = [("series/title", "灰烬新娘", title)]
    entries.append(("series/synopsis", made["synopsis"]["zh-Hans"], made["synopsis"][tag]))
    for number, person in titles:
        source = _filled("zh-Hans", made["titles"]["zh-Hans"], people=(person,), n=number)
        target = _filled(tag, made["titles"][tag], people=(person,), n=number)
        entries.append((f"episode/{number:03}/title", source, target))
    head = (
        f'msgid ""\nmsgstr ""\n"Language: {tag}\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
    )
    return head + "".join(
        f'\nmsgctxt "{key}"\nmsgid "{source}"\nmsgstr "{target}"\n'
        for key, source, target in entries
    )
