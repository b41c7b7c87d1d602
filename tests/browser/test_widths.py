"""Lines are as wide as Chromium draws them.

Two things are Chromium's own. It sets full-width punctuation closer where two meet
(text-spacing-trim), which no video player is known to do: here that is switched off, and our width
is the larger one. Of emoji it rounds each picture to whole pixels (at 56 px, 70 instead of 69.73),
as their font has no outlines; and the few that a font of symbols has, it takes from there.

With letter spacing, marks of Arabic that stand behind Latin letters are spaced by us and not by
Chromium, one spacing each: such lines are left out there.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable, Sequence

import pytest
from playwright.sync_api import Browser

from goglobal.fit.fonts import chain_of
from goglobal.fit.rulers import ruler_of
from goglobal.fit.typefaces import Typeface

pytestmark = [pytest.mark.browser, pytest.mark.full_fonts]

Pairs = Callable[[str], list[tuple[str, str]]]
Line = tuple[str, str]
"""Language and text."""
MARK_BEHIND_LATIN = re.compile("[A-Za-z][؟،؛]")
NEAR = 1.0
"""px."""
REGULAR, BOLD = Typeface(size=56), Typeface(size=56, weight="bold")


def drawn_widths(browser: Browser, lines: Sequence[Line], typeface: Typeface) -> list[float]:
    """The width in px of each line, in the fonts that goglobal measures with."""
    rows = "".join(
        f'<div><span lang="{tag}" dir="auto" style="font-family:{_families(tag, typeface)}">'
        f"{html.escape(text)}</span></div>"
        for tag, text in lines
    )
    page = browser.new_page()
    page.set_content(
        f"""<!doctype html><meta charset="utf-8"><style>
        body {{ width: 20000px; font-size: {typeface.size}px; text-rendering: geometricPrecision;
                letter-spacing: {typeface.letter_spacing}px;
                font-weight: {700 if typeface.weight == "bold" else 400} }}
        span {{ white-space: pre; text-spacing-trim: space-all }}</style>{rows}"""
    )
    page.evaluate("document.fonts.ready.then(() => true)")
    widths: list[float] = page.evaluate(
        "[...document.querySelectorAll('span')].map(e => e.getBoundingClientRect().width)"
    )
    page.close()
    return widths


def _families(tag: str, typeface: Typeface) -> str:
    return ", ".join(f"'{family}'" for family in chain_of(tag, typeface.weight).families)


@pytest.fixture(scope="module")
def dialogue(lines: dict[str, tuple[str, ...]], pairs: Pairs) -> list[Line]:
    found = [(tag, line) for tag, own in lines.items() for line in own]
    found += [("vi", unicodedata.normalize("NFD", line)) for line in lines["vi"]]
    return found + pairs("mixed.tsv")


def differences(browser: Browser, lines: list[Line], typeface: Typeface) -> list[str]:
    """Every line whose width is not Chromium's, told."""
    drawn = drawn_widths(browser, lines, typeface)
    told = []
    for (tag, line), theirs in zip(lines, drawn, strict=True):
        ours = ruler_of(tag, typeface).width(line)
        if abs(ours - theirs) > NEAR:
            told.append(f"{tag} {line!r}: {ours:.2f} px, Chromium {theirs:.2f} px")
    return told


def test_there_is_enough_to_compare(
    lines: dict[str, tuple[str, ...]], dialogue: list[Line]
) -> None:
    assert len(dialogue) >= 500
    assert sum(len(own) >= 30 for own in lines.values()) >= 15


@pytest.mark.parametrize("typeface", [REGULAR, BOLD], ids=lambda face: face.weight)
def test_dialogue_in_all_languages(
    browser: Browser, dialogue: list[Line], typeface: Typeface
) -> None:
    told = differences(browser, dialogue, typeface)
    assert len(told) <= len(dialogue) * 0.01, "\n".join(told)
    # and there is none today: a new one wants a reason here
    assert told == []


@pytest.mark.parametrize(
    "typeface",
    [
        Typeface(size=40),
        Typeface(size=72, weight="bold"),
        Typeface(size=56, letter_spacing=2),
        Typeface(size=56, letter_spacing=-1.5),
    ],
    ids=repr,
)
def test_other_sizes_and_spacing(
    browser: Browser, dialogue: list[Line], typeface: Typeface
) -> None:
    spaced = [(tag, line) for tag, line in dialogue if not MARK_BEHIND_LATIN.search(line)]
    assert len(spaced) >= len(dialogue) - 2
    lines = spaced if typeface.letter_spacing else dialogue
    assert differences(browser, lines, typeface) == []


def test_emoji(browser: Browser, pairs: Pairs) -> None:
    lines = pairs("emoji.tsv")
    drawn = drawn_widths(browser, lines, REGULAR)
    for (tag, line), theirs in zip(lines, drawn, strict=True):
        ours = ruler_of(tag, REGULAR).width(line)
        assert abs(ours - theirs) <= 0.3 * len(line), (line, ours, theirs)
