"""Levels of embedding, each derived by hand from the rules of UAX #9 that its name tells of."""

from __future__ import annotations

import random
import re

import pytest

from goglobal.fit import bidi
from goglobal.fit.bidi import DEEPEST, levels

ALEF, BET, GIMEL = "\u05d0", "\u05d1", "\u05d2"
BEH, TEH = "\u0628", "\u062a"
LRE, RLE, PDF, LRO, RLO = "\u202a", "\u202b", "\u202c", "\u202d", "\u202e"
LRI, RLI, FSI, PDI = "\u2066", "\u2067", "\u2068", "\u2069"


def told(text: str, base: int | None = None) -> str:
    return "".join(map(str, levels(text, base)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        ("abc", "000"),
        (f"ab {ALEF}{BET} cd", "00011000"),
        (f"{ALEF}{BET} ab", "11122"),
        (f"{ALEF} 12", "1122"),
        # W2: Arabic before makes European digits Arabic numbers; W4 keeps their comma
        (f"{BEH} 1,2 ab", "11222122"),
        # W5, W6: a per cent sign at a number belongs to it, elsewhere it is neutral
        (f"{ALEF} 5%", "1122"),
        (f"{ALEF} %", "111"),
        # W7, N0: brackets follow what they hold, and the context where that disagrees
        (f"a({BET})c", "00100"),
        (f"{ALEF}(ab)", "11221"),
        (f"({ALEF}{BET}) ab", "1111122"),
        # N1, N2: a space between two directions takes the line's
        (f"ab {ALEF} cd", "0001000"),
        # W1: a mark goes with its letter
        (f"{BEH}\u064ba", "112"),
        # L1: spaces at the end are the line's
        (f"ab {ALEF}  ", "000100"),
    ],
)
def test_lines(text: str, expected: str) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"a {RLE}b{PDF} c", "0002200"),
        (f"a {RLO}b1{PDF} c", "00011100"),
        (f"a {RLI}{ALEF}b{PDI} c", "00012000"),
        (f"{ALEF}{LRI}a{BET}{PDI}{GIMEL}", "112311"),
        (f"{FSI}{ALEF}b{PDI}", "0120"),
        # an isolate within an isolate; the one outside does not see the inner letters
        (f"{FSI}{RLI}{ALEF}{PDI}b{PDI}", "023220"),
    ],
)
def test_controls(text: str, expected: str) -> None:
    made = told(text, 0)
    # what X9 passes over has no level of its own
    seen = [place for place, c in enumerate(text) if c not in {LRE, RLE, PDF, LRO, RLO}]
    assert [made[place] for place in seen] == [expected[place] for place in seen]


def test_the_base_can_be_given() -> None:
    assert told("ab", 1) == "22"
    assert told(f"{ALEF} 1", 0) == "112"
    assert told("", 1) == ""


def test_both_kinds_of_angle_brackets_are_one_pair() -> None:
    assert told(f"{ALEF}\u2329ab\u3009") == told(f"{ALEF}(ab)")


@pytest.mark.parametrize("opening", [LRE, RLE, LRI, RLI, FSI, RLO, "(", "[", f"{RLI}("])
def test_any_depth_has_levels(opening: str) -> None:
    text = opening * 3000 + f"a{BET}1"
    made = levels(text)
    assert len(made) == len(text)
    assert max(made) <= DEEPEST + 1


def test_letters_alone_are_not_looked_at_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """The short way for plain Arabic and Hebrew says what the whole algorithm says."""
    choice = random.Random(7).choice
    pool = [BEH, TEH, ALEF, BET, "\u0651", " ", " ", ".", "!", "«", "(", ")", "\u060c", "-"]
    lines = ["".join(choice(pool) for _ in range(12)) for _ in range(3000)]
    short = [levels(line) for line in lines]
    monkeypatch.setattr(bidi, "_PLAIN", re.compile(r"(?!)"))
    assert [levels(line) for line in lines] == short
