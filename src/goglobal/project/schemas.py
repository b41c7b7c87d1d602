"""JSON Schemas of the TOML formats, from the declarations that the readers check by.

Editors complete and check the files with them (for example through the `#:schema` line that
Taplo and Even Better TOML read).
"""

from __future__ import annotations

from goglobal.errors import UsageError
from goglobal.messages import N_
from goglobal.project.shapes import Schema, Shape
from goglobal.suggestions import nearest

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema(name: str) -> Schema:
    """The JSON Schema of `series.toml` (`series`) or `goglobal.toml` (`targets`).

    A profile's is `document("platform profile", profiles.shape.PROFILE)`: it is declared where
    profiles are loaded. Raises UsageError for any other name.
    """
    if name == "series":
        from goglobal.project.series import SERIES_FILE

        return document("series.toml", SERIES_FILE)
    if name == "targets":
        from goglobal.project.target_shapes import TARGETS_FILE

        return document("goglobal.toml", TARGETS_FILE)
    close = nearest(name, ("series", "targets"))
    if close:
        message = N_("there is no schema `{name}`; did you mean `{nearest}`?")
        raise UsageError(message, {"name": name, "nearest": close})
    raise UsageError(N_("there is no schema `{name}`"), {"name": name})


def document(title: str, shape: Shape[object]) -> Schema:
    """The JSON Schema of a whole file that is declared as `shape`."""
    return {"$schema": _DIALECT, "title": title, **shape.schema()}
