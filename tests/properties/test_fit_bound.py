"""The bound of a line is never less than its shaped width, whatever the line is made of."""

from __future__ import annotations

import random
import unicodedata
from functools import cache
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from goglobal.fit.rulers import Ruler, ruler_of
from goglobal.fit.typefaces import Typeface

LINES = Path(__file__).parents[1] / "browser" / "lines"
SLACK = 1e-6
"""px: sums of floating-point numbers in another order."""
FACES = (
    Typeface(size=56),
    Typeface(size=56, weight="bold"),
    Typeface(size=40, letter_spacing=3),
    Typeface(size=72, letter_spacing=-2),
)
BLOCKS = {
    "en": [(0x20, 0x7E), (0xA0, 0x17F), (0x300, 0x36F), (0x1E00, 0x1EFF), (0x2010, 0x2044)],
    "vi": [(0x61, 0x7A), (0x300, 0x31B), (0x323, 0x323), (0x1EA0, 0x1EF9)],
    "ru": [(0x20, 0x40), (0x400, 0x52F), (0x483, 0x487)],
    "el": [(0x370, 0x3FF), (0x1F00, 0x1FFF), (0x20, 0x3B)],
    "ar": [(0x20, 0x40), (0x600, 0x6FF), (0x750, 0x77F), (0x200C, 0x200F), (0xFE70, 0xFEFC)],
    "he": [(0x591, 0x5F4), (0x20, 0x40), (0x200E, 0x200F)],
    "hi": [(0x900, 0x97F), (0x20, 0x3A), (0x200C, 0x200D)],
    "bn": [(0x980, 0x9FE), (0x20, 0x3A), (0x200C, 0x200D)],
    "ta": [(0xB82, 0xBFA), (0x20, 0x3A), (0x200C, 0x200D)],
    "te": [(0xC00, 0xC7F), (0x20, 0x3A), (0x200C, 0x200D)],
    "kn": [(0xC80, 0xCF2), (0x20, 0x3A), (0x200C, 0x200D)],
    "ml": [(0xD00, 0xD7F), (0x20, 0x3A), (0x200C, 0x200D)],
    "gu": [(0xA81, 0xAFF), (0x20, 0x3A)],
    "pa": [(0xA01, 0xA76), (0x20, 0x3A)],
    "si": [(0xD81, 0xDF4), (0x20, 0x3A), (0x200D, 0x200D)],
    "th": [(0xE01, 0xE5B), (0x20, 0x3A)],
    "lo": [(0xE81, 0xEDF), (0x20, 0x3A)],
    "km": [(0x1780, 0x17F9), (0x20, 0x3A)],
    "my": [(0x1000, 0x109F), (0x20, 0x3A)],
    "ka": [(0x10A0, 0x10FF), (0x20, 0x3A)],
    "am": [(0x1200, 0x137C), (0x20, 0x3A)],
    "hy": [(0x531, 0x58F), (0x20, 0x3A)],
    "ja": [(0x3000, 0x30FF), (0x4E00, 0x4E80), (0xFF01, 0xFF9F), (0x20, 0x7E)],
    "zh-Hans": [(0x3000, 0x303F), (0x4E00, 0x4F00), (0xFF01, 0xFF60), (0x2010, 0x2026)],
    "zh-Hant": [(0x3000, 0x303F), (0x4E00, 0x4F00), (0x3105, 0x312F)],
    "ko": [(0xAC00, 0xAC80), (0x1100, 0x11FF), (0x20, 0x7E), (0x3131, 0x318E)],
}
"""By language: what its lines are made of, in any order."""
EMOJI = "😀😭👩👨❤✊🏽🏿🇹🇭👍⚡™©#1"
JOINERS = "\u200d\ufe0f\ufe0e\u200b\u00ad\u2060"


def holds(ruler: Ruler, line: str) -> None:
    bound, width = ruler.bound(line), ruler.width(line)
    assert bound >= width - SLACK, (ruler, line, bound, width)


@cache
def letters(language: str) -> str:
    return "".join(
        chr(code)
        for first, last in BLOCKS[language]
        for code in range(first, last + 1)
        if unicodedata.category(chr(code)) not in ("Cn", "Cc", "Cs")
    )


@pytest.mark.parametrize("language", BLOCKS)
@pytest.mark.parametrize("face", FACES, ids=["regular", "bold", "spaced", "narrowed"])
def test_letters_of_a_script_in_any_order(language: str, face: Typeface) -> None:
    """Soup of every kind, seeded, so that a run finds what another found."""
    ruler = ruler_of(language, face)
    choice = random.Random(f"{language} {face}")
    pool = letters(language)
    for _ in range(400):
        line = "".join(choice.choices(pool, k=choice.randint(1, 24)))
        holds(ruler, line)
        holds(ruler, unicodedata.normalize("NFD", line))


@pytest.mark.parametrize("face", FACES, ids=["regular", "bold", "spaced", "narrowed"])
def test_dialogue(face: Typeface) -> None:
    for file in sorted(LINES.glob("*.txt")):
        ruler = ruler_of(file.stem, face)
        for line in file.read_text(encoding="utf-8").splitlines():
            holds(ruler, line)
            holds(ruler, unicodedata.normalize("NFD", line))
            for other in ("en", "ar", "hi", "ja", "th"):
                holds(ruler_of(other, face), line)


@pytest.mark.parametrize("language", ["en", "ru", "el", "ko", "ja", "ar", "hi"])
def test_every_pair_of_ordinary_letters(language: str) -> None:
    """Kerning is between two: each pair of what a keyboard has."""
    ruler = ruler_of(language, FACES[0])
    some = [c for c in letters(language) if unicodedata.category(c)[0] in "LPN"][:110]
    for first in some:
        # each letter with all others, a space between the pairs
        holds(ruler, " ".join(first + second for second in some[:55]))
        holds(ruler, " ".join(first + second for second in some[55:]))


@given(
    st.text(alphabet=st.sampled_from(EMOJI + JOINERS + "aน्क ب"), max_size=20),
    st.sampled_from(["en", "ar", "th", "hi", "zh-Hans"]),
)
@example("👩‍❤️‍👨 👨‍👩‍👧‍👦", "en")
@example("❤️❤️❤️", "ar")
@example("1️⃣#️⃣", "en")
def test_emoji_and_joiners(line: str, language: str) -> None:
    holds(ruler_of(language, FACES[0]), line)


@given(st.text(max_size=30), st.sampled_from(sorted(BLOCKS)), st.sampled_from(FACES))
def test_any_text_at_all(line: str, language: str, face: Typeface) -> None:
    holds(ruler_of(language, face), line)


def test_the_bound_tells_something() -> None:
    """A bound that says nothing would hold too: for dialogue it is close."""
    for file in sorted(LINES.glob("*.txt")):
        ruler = ruler_of(file.stem, FACES[0])
        if file.stem == "my":
            continue  # its substitutions have no bound of any use
        lines = file.read_text(encoding="utf-8").splitlines()
        ratios = sorted(ruler.bound(line) / ruler.width(line) for line in lines)
        most = 1.25 if file.stem in ("ar", "hi", "bn", "te", "km") else 1.1
        assert ratios[len(ratios) // 2] < most, (file.stem, ratios)


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("ar", "\u202d\u0752\u0758"),  # turned round, the other one is the last of the word
        ("en", "\u4e85\u0307\u2018"),  # a mark goes to its letter's font, what follows does not
        ("zh-Hant", "\u1100\u1163\u11f0"),  # a syllable that is put together and taken apart
    ],
)
def test_what_a_longer_search_found(language: str, line: str) -> None:
    for face in FACES:
        holds(ruler_of(language, face), line)


@pytest.mark.parametrize("language", sorted(BLOCKS))
def test_lines_are_summed_up_together_as_they_are_one_by_one(language: str) -> None:
    """Many at once: ordinary ones, and among them some with characters that are new, that stand
    apart, or that part lines."""
    choice = random.Random(language)
    text = LINES / f"{language}.txt"
    dialogue = text.read_text(encoding="utf-8").splitlines() if text.exists() else []
    lines = ["", "\n", "a\nb" * 20, "e\u0301" * 30, "\u202d" + "a" * 40]
    for _ in range(300):
        line = "".join(choice.choices(letters(language), k=choice.randrange(30)))
        lines.append(choice.choice([line, line, *dialogue[:20]]))
    choice.shuffle(lines)
    for face in FACES:
        ruler = Ruler(language, face)
        wide = [(n, w) for n, line in enumerate(lines) if (w := ruler.width(line)) > 500]
        assert ruler.wider(lines, 500) == wide
        assert ruler.wider(lines, 500) == wide, "also when all characters are known"
