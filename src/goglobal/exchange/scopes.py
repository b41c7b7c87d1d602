"""What a key or a name in a translator's file says about what the file is for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

from goglobal.exchange.groups import parse_key
from goglobal.exchange.units import Scope

_METADATA_KEY = re.compile(
    r"series/[a-z_]{1,40}|episode/(?:[0-9]{3}|[1-9][0-9]{3,5})/[a-z_]{1,40}"
    r"|credit/[^\s/]{1,80}/[0-9]{1,6}/(?:name|character)"
)


def looks_like_key(word: str) -> bool:
    """Whether a word could be the key of a unit."""
    return parse_key(word) is not None or _METADATA_KEY.fullmatch(word) is not None


def scope_named(word: str) -> Scope | Literal[""]:
    """`metadata` or `cues`; empty for any other word."""
    return "metadata" if word == "metadata" else "cues" if word == "cues" else ""


def scope_of(keys: Iterable[str]) -> Scope | Literal[""]:
    """What most keys are for; empty where there is none."""
    counts = {"metadata": 0, "cues": 0}
    for key in keys:
        if key:
            counts["metadata" if _METADATA_KEY.fullmatch(key) else "cues"] += 1
    if not any(counts.values()):
        return ""
    return "cues" if counts["cues"] >= counts["metadata"] else "metadata"
