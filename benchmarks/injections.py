"""Every kind of fault that a translation comes with, put into a copy of a clean series.

A fault is a change of some files and the finding that has to tell of it: one of `codes` in each of
`places`. They are made one at a time, so that what is found is due to it.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from series import Line, srt

from goglobal import Series, subtitles


class Fault(NamedTuple):
    """One fault, not made yet."""

    kind: str
    detail: str
    language: str
    files: Mapping[str, str]
    """Path below the series folder to the new content."""
    places: tuple[str, ...]
    """Paths in which it has to be told of."""
    codes: frozenset[str]
    error: bool
    """Whether it has to be an error."""


Maker = Callable[["Clean", random.Random], Iterator[Fault]]


class Clean:
    """The clean series: its tracks by language and episode, and its catalogs."""

    def __init__(self, series: Series) -> None:
        self.series = series
        self.root = Path(series.root)
        self.source = series.source_language
        self.languages = tuple(t for t in series.languages if t != self.source)
        self.paths = {(f.language, f.episode): f.path for f in series.subtitles}
        self.lines = {
            key: [Line(c.start, c.end, c.text) for c in subtitles.read(str(self.root / path)).cues]
            for key, path in self.paths.items()
        }
        self.episodes = tuple(episode.number for episode in series.episodes)

    def text(self, path: str) -> str:
        return (self.root / path).read_text("utf-8")

    def some_episodes(self, chance: random.Random, count: int) -> list[int]:
        return chance.sample(self.episodes, min(count, len(self.episodes)))


def swapped(clean: Clean, chance: random.Random) -> Iterator[Fault]:
    for tag in clean.languages:
        for _ in range(4):
            one, other = chance.sample(clean.episodes, 2)
            first, second = clean.paths[tag, one], clean.paths[tag, other]
            files = {first: clean.text(second), second: clean.text(first)}
            yield Fault(
                "swapped episodes", f"{one} and {other}", tag, files, (first, second),
                frozenset({"TRN009"}), error=True,
            )  # fmt: skip


def wrong_language(clean: Clean, chance: random.Random) -> Iterator[Fault]:
    for tag in clean.languages:
        for other in clean.languages:
            if other == tag:
                continue
            number = chance.choice(clean.episodes)
            path = clean.paths[tag, number]
            files = {path: clean.text(clean.paths[other, number])}
            yield Fault(
                "a file in another language", f"{other} under {tag}", tag, files, (path,),
                frozenset({"TRN005"}), error=True,
            )  # fmt: skip


def twice(clean: Clean, chance: random.Random) -> Iterator[Fault]:
    for tag in clean.languages:
        for retimed in (False, True):
            one, other = chance.sample(clean.episodes, 2)
            path = clean.paths[tag, other]
            text = clean.text(clean.paths[tag, one])
            if retimed:  # its text at the other episode's times, cue by cue
                times = clean.lines[tag, other]
                texts = [line.text for line in clean.lines[tag, one]]
                text = srt([t._replace(text=x) for t, x in zip(times, texts, strict=False)])
            yield Fault(
                "the same file twice", "retimed" if retimed else "as it is", tag, {path: text},
                (path,), frozenset({"PRJ008"}), error=True,
            )  # fmt: skip


def untranslated(clean: Clean, chance: random.Random) -> Iterator[Fault]:
    for tag in clean.languages:
        for number in clean.some_episodes(chance, 4):
            path = clean.paths[tag, number]
            text = clean.text(clean.paths[clean.source, number])
            yield Fault(
                "an untranslated file", str(number), tag, {path: text}, (path,),
                frozenset({"TRN004", "TRN005"}), error=True,
            )  # fmt: skip


def offsets(clean: Clean, chance: random.Random) -> Iterator[Fault]:
    for tag in clean.languages:
        for ms in (250, -250, 400, -500, 800, -1000, 1500, -2000, 3000, 4000, -4000):
            number = chance.choice(clean.episodes)
            lines = clean.lines[tag, number]
            shift = max(ms, -lines[0].start) if ms < 0 else ms
            if abs(shift) < 250:
                shift = -ms
            moved = [
                line._replace(start=line.start + shift, end=line.end + shift) for line in lines
            ]
            yield Fault(
                "an offset of 250 ms to 4 s", f"{shift} ms", tag,
                {clean.paths[tag, number]: srt(moved)}, (clean.paths[tag, number],),
                frozenset({"TRN003"}), error=False,
            )  # fmt: skip


def scaled(clean: Clean, chance: random.Random) -> Iterator[Fault]:
    for tag in clean.languages:
        for own, other in ((24, 25), (25, 24)):
            for number in clean.some_episodes(chance, 2):
                path = clean.paths[tag, number]
                moved = [
                    line._replace(start=line.start * other // own, end=line.end * other // own)
                    for line in clean.lines[tag, number]
                ]
                yield Fault(
                    "scaled by 25/24", f"{other}/{own}", tag, {path: srt(moved)}, (path,),
                    frozenset({"TRN003"}), error=True,
                )  # fmt: skip


def dropped(clean: Clean, chance: random.Random) -> Iterator[Fault]:
    for tag in clean.languages:
        for number in clean.some_episodes(chance, 5):
            path, lines = clean.paths[tag, number], clean.lines[tag, number]
            at = chance.randrange(0, len(lines) - 3)
            left = [*lines[:at], *lines[at + 3 :]]
            yield Fault(
                "three dropped cues", f"cues {at + 1} to {at + 3}", tag, {path: srt(left)}, (path,),
                frozenset({"TRN002", "TIM011"}), error=False,
            )  # fmt: skip


def changed_number(clean: Clean, chance: random.Random) -> Iterator[Fault]:
    for tag in clean.languages:
        places = [
            (number, index, match)
            for number in clean.episodes
            for index, line in enumerate(clean.lines[tag, number])
            for match in re.finditer(r"[0-9]+", line.text.replace("{\\an8}", "\0" * 6))
        ]
        for number, index, match in chance.sample(places, min(10, len(places))):
            at = match.start() + chance.randrange(len(match[0]))
            lines = list(clean.lines[tag, number])
            text = lines[index].text
            digits = [d for d in "123456789" if d != text[at]]
            changed = text[:at] + chance.choice(digits) + text[at + 1 :]
            lines[index] = lines[index]._replace(text=changed)
            path = clean.paths[tag, number]
            detail = f"episode {number} cue {index + 1}: {text!r} to {changed!r}"
            yield Fault(
                "a changed number", detail, tag, {path: srt(lines)}, (path,),
                frozenset({"TRN007"}), error=False,
            )  # fmt: skip


def misspelt(clean: Clean, chance: random.Random) -> Iterator[Fault]:
    for tag in clean.languages:
        names = [r for term in clean.series.glossary for r in term.renderings.get(tag, ())]
        places = [
            (number, index, name)
            for number in clean.episodes
            for index, line in enumerate(clean.lines[tag, number])
            for name in names
            if name in line.text
        ]
        for number, index, name in chance.sample(places, min(10, len(places))):
            slip = _slip(chance, name)
            lines = list(clean.lines[tag, number])
            lines[index] = lines[index]._replace(text=lines[index].text.replace(name, slip, 1))
            path = clean.paths[tag, number]
            detail = f"episode {number} cue {index + 1}: {name} to {slip}"
            yield Fault(
                "a misspelt name", detail, tag, {path: srt(lines)}, (path,),
                frozenset({"TRN008", "TRN011"}), error=False,
            )  # fmt: skip


def _slip(chance: random.Random, name: str) -> str:
    """One letter wrong, never the first of a word."""
    places = [i for i in range(1, len(name)) if " " not in name[i - 1 : i + 1]]
    at = chance.choice(places)
    alphabet = sorted({c for c in name if c != " " and not c.isupper()})
    other = chance.choice([c for c in alphabet if c != name[at]])
    short = len(name) <= 5 and name[0] > "\u2e80"  # Han, kana, Hangul: only another sign
    kind = 0 if short else chance.randrange(4)
    if kind == 0:
        return name[:at] + other + name[at + 1 :]
    if kind == 1:
        return name[:at] + name[at + 1 :]
    if kind == 2:
        return name[:at] + name[at] + name[at:]
    return name[:at] + other + name[at:]


def not_deliverable(clean: Clean, chance: random.Random) -> Iterator[Fault]:
    for tag in clean.languages:
        path = clean.series.catalogs[tag].path
        text = clean.text(path)
        heads = [m.start() for m in re.finditer(r'(?m)^msgctxt "(?!credit)', text)]
        for at in chance.sample(heads, min(4, len(heads))):
            yield Fault(
                "a fuzzy or stale entry", "fuzzy", tag, {path: f"{text[:at]}#, fuzzy\n{text[at:]}"},
                (path,), frozenset({"CAT002"}), error=True,
            )  # fmt: skip
            begin = text.index('msgid "', at) + 7
            end = text.index('"', begin)
            stale = text[:begin] + text[begin:end][:-1] + "了" + text[end:]
            yield Fault(
                "a fuzzy or stale entry", "stale", tag, {path: stale}, (path,),
                frozenset({"CAT003"}), error=False,
            )  # fmt: skip


RESIDUES = (
    "Here is the translation:\n{}", "Sure! Here's the translated text:\n{}", "[TODO] {}",
    "{}\n(Translator's note: pun on her name)", "{} [TN: idiom]", "Translation: {}",
    "As an AI language model, I can't translate this.", "```\n{}\n```", "好的，以下是翻译：\n{}",
    "{}\n（译者注：双关）", "<|im_start|>assistant\n{}", "**{}**",
)  # fmt: skip


def residue(clean: Clean, chance: random.Random) -> Iterator[Fault]:
    for tag in clean.languages:
        for form in RESIDUES:
            number = chance.choice(clean.episodes)
            path = clean.paths[tag, number]
            lines = list(clean.lines[tag, number])
            index = chance.randrange(len(lines))
            lines[index] = lines[index]._replace(text=form.format(lines[index].text))
            yield Fault(
                "model residue", form, tag, {path: srt(lines)}, (path,),
                frozenset({"TXT015"}), error=False,
            )  # fmt: skip


MAKERS: tuple[Maker, ...] = (
    swapped, wrong_language, twice, untranslated, scaled, offsets, dropped,
    changed_number, misspelt, not_deliverable, residue,
)  # fmt: skip
CERTAIN = frozenset(
    {"swapped episodes", "a file in another language", "the same file twice", "scaled by 25/24"}
)
"""Kinds of which none may be missed."""
