"""Which of several exit codes wins."""

from __future__ import annotations

import pytest

from goglobal.cli.codes import strongest


@pytest.mark.parametrize(
    ("codes", "wins"),
    [
        ((), 0),
        ((0, 0), 0),
        ((0, 1), 1),
        ((1, 3), 3),
        ((3, 2), 2),
        ((1, 2, 3, 130), 130),
    ],
)
def test_precedence_is_130_2_3_1(codes: tuple[int, ...], wins: int) -> None:
    assert strongest(*codes) == wins
    assert strongest(*reversed(codes)) == wins
