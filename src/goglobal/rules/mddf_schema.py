"""DLV004: documents against MovieLabs' own schemas, where the user has them at hand."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from goglobal.messages import N_
from goglobal.rules.mddf_reading import Parsed, Problem, shown

if TYPE_CHECKING:
    from lxml.etree import XMLSchema

MOST = 20
"""Problems of one kind that are told of one document."""


def schema_file(kind: str, version: str) -> str:
    """The name of the schema file of a kind (`mdmec`, `manifest`) and version (`2.12`)."""
    return f"{kind}-v{version}.xsd"


def schema_problems(parsed: Parsed, folder: str) -> Iterator[Problem]:
    """What the schema in `folder` says of a document; nothing where there is no such folder."""
    made = parsed.made
    if not folder or not os.path.isdir(folder):
        return
    name = schema_file(parsed.kind, parsed.version)
    path = os.path.join(folder, name)
    schema = None
    try:
        schema = _schema(path, os.stat(path).st_mtime_ns)
    except OSError:
        message = N_("there is no schema {file} in the folder of schemas, so this is not checked")
    else:
        message = N_("the schema {file} cannot be loaded, so this is not checked")
    if schema is None:
        yield Problem(
            code="DLV004",
            message=message,
            arguments={"file": name},
            help=N_("download the schemas of this version: github.com/MovieLabs/mddf"),
            path=made.path,
            language=made.language,
            episode=made.episode,
            doubtful=True,
        )
        return
    # a schema object keeps the errors of its last run
    if schema.validate(parsed.root):
        return
    errors = sorted((entry.line, entry.message) for entry in schema.error_log)
    for line, reason in list(dict.fromkeys(errors))[:MOST]:
        yield Problem(
            code="DLV004",
            message=N_("the schema {file} does not take this: {reason}"),
            arguments={"file": name, "reason": _short(reason)},
            help=N_("report it, if goglobal made this file; else have it made anew"),
            path=made.path,
            line=line or None,
            language=made.language,
            episode=made.episode,
        )


@lru_cache(maxsize=16)
def _schema(path: str, _mtime: int) -> XMLSchema | None:
    """The schema at `path`, loaded once a process; None: it is none."""
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        return etree.XMLSchema(etree.parse(path, parser))
    except (etree.LxmlError, OSError):
        return None


def _short(reason: str) -> str:
    """A message of libxml2 without namespaces' long addresses."""
    parts = reason.split("{http://")
    return shown(parts[0] + "".join(part.partition("}")[2] for part in parts[1:]))[:200]
