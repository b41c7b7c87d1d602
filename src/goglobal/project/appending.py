"""More tables at the end of a TOML file: what stands in it stays as it is, byte for byte."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import TypeVar

from goglobal.project.reading import Refused

T = TypeVar("T")


def with_blocks(
    data: bytes | None,
    blocks: Iterable[str],
    *,
    held: Callable[[bytes], tuple[T, ...]],
    wanted: tuple[T, ...],
    refusal: Refused,
) -> bytes:
    """The content of a file with more tables at its end; None: there is no file yet.

    `held` reads what such a file holds, and raises Refused where it cannot be read. Raises
    `refusal` where the result would not hold what was there and then `wanted`.
    """
    before = data or b""
    end = b"\r\n" if before.count(b"\r\n") * 2 > before.count(b"\n") else b"\n"
    text = "\n\n".join(blocks)
    lead = b"" if not before or before.endswith(b"\n") else end
    gap = end if before.strip() else b""
    after = before + lead + gap + f"{text}\n".encode().replace(b"\n", end)
    expected = (*held(before), *wanted)
    try:
        complete = held(after) == expected
    except Refused:  # a list of inline tables, say, that takes no others
        complete = False
    if not complete:
        raise refusal
    return after


def quoted(text: str) -> str:
    """A string of TOML: JSON's, which TOML reads too."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
