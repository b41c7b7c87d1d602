"""Secrets in `goglobal.toml` are refused, and never repeated in what is said about them."""

from __future__ import annotations

import re

from goglobal.messages import N_
from goglobal.project.shapes import Place
from goglobal.project.urls import NO_SECRETS

_SECRET_KEY = re.compile(
    r"access_?key|secret|passw|passphrase|token|session|credential|private_?key|api_?key|auth",
    re.IGNORECASE,
)
_SECRET_VALUE = re.compile(r"\b(?:AKIA|ASIA)[A-Z0-9]{16}\b")
_DEEPEST = 20


def is_secret_key(key: str) -> bool:
    """Whether the name of a key says that its value is a secret."""
    return _SECRET_KEY.search(key.replace("-", "_")) is not None


def refuse_secrets(value: object, place: Place) -> None:
    """Report every key that is named like a secret and every value that looks like one."""
    if len(place.path) > _DEEPEST:
        return
    if isinstance(value, dict):
        for key, inner in value.items():
            inside = place.into(key)
            if is_secret_key(key) and not (place.path in {(), ("targets",)} and _is_table(inner)):
                inside.refuse(N_("a secret does not belong into this file"), NO_SECRETS)
            else:
                refuse_secrets(inner, inside)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            refuse_secrets(inner, place.into(index))
    elif isinstance(value, str) and _SECRET_VALUE.search(value):
        place.refuse(N_("looks like an access key; it does not belong into this file"), NO_SECRETS)


def _is_table(value: object) -> bool:
    return isinstance(value, dict)
