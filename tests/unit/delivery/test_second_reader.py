"""The second reader sees what we see in what we write, and says so where it does not."""

from __future__ import annotations

import pytest

from goglobal.delivery.second_reader import reads_the_same
from goglobal.model import Cue, Track
from goglobal.subtitles import write

TEXTS = [
    "Hello",
    "Hello\nthere",
    "{\\an8}<i>Up</i> & down",
    "00:00:01,000 --> 00:00:02,000",
    "你好\n世界",
    "10\n9",
    "a\u2028b",
    "",
    "trailing \n",
]


@pytest.mark.parametrize("line_ends", ["lf", "crlf"])
@pytest.mark.parametrize("mark", [True, False])
def test_what_we_write_is_read_alike(line_ends: str, mark: bool) -> None:
    cues = tuple(Cue(1000 * n, 1000 * n + 900, text) for n, text in enumerate(TEXTS, 1))
    data = write(Track(cues=cues), "srt", line_ends=line_ends, byte_order_mark=mark)
    assert reads_the_same(data)
    assert reads_the_same(write(Track(cues=()), "srt"))


GOOD = "1\n00:00:01,000 --> 00:00:02,000\nHello\n\n2\n00:00:03,000 --> 00:00:04,000\nWorld\n\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("01,000 --> 00", "01,000 -> 00"),
        ("World", "World\n\nlost to other readers"),
        ("Hello\n\n2\n", "Hello\n2\n"),
        ("02,000\n", "02,000 X1:1 X2:2 Y1:3 Y2:4\n"),
        ("01,000", "01,50"),
        ("\n\n2\n", "\n\n\n"),
    ],
)
def test_where_the_two_differ_it_is_told(before: str, after: str) -> None:
    assert reads_the_same(GOOD.encode())
    changed = GOOD.replace(before, after)
    assert changed != GOOD
    assert not reads_the_same(changed.encode())


def test_a_blank_line_in_a_text_hides_the_rest_from_pysrt() -> None:
    """Our writer keeps it together with a no-break space: pysrt is one of those who stop there."""
    assert not reads_the_same(write(Track(cues=(Cue(0, 900, "a\n\nb"),)), "srt"))


def test_line_breaks_count() -> None:
    """`Hello there` in one line is not `Hello` and `there` in two."""
    from goglobal.delivery import second_reader

    assert second_reader._lines("Hello there") != second_reader._lines("Hello\nthere")
