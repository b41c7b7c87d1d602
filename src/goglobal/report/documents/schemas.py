"""The JSON Schemas of all documents, by the name in their `schema` word."""

from __future__ import annotations

import importlib
from typing import Any

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_HERE = "goglobal.report.documents"
SHAPES = {
    "check": f"{_HERE}.checking:Check",
    "fix": f"{_HERE}.checking:Fix",
    "build": f"{_HERE}.checking:Build",
    "waive": f"{_HERE}.checking:Waive",
    "rules": f"{_HERE}.checking:Rules",
    "platforms": f"{_HERE}.checking:Platforms",
    "limits": f"{_HERE}.checking:Limits",
    "push": f"{_HERE}.delivering:Push",
    "verify": f"{_HERE}.delivering:Verify",
    "status": f"{_HERE}.delivering:Status",
    "history": f"{_HERE}.delivering:History",
    "withdraw": f"{_HERE}.delivering:Withdraw",
    "prune": f"{_HERE}.delivering:Prune",
    "probe": f"{_HERE}.delivering:Probe",
    "redeliveries": f"{_HERE}.delivering:Redeliveries",
    "feedback-import": f"{_HERE}.delivering:FeedbackImport",
    "intake": f"{_HERE}.exchanging:Intake",
    "i18n-extract": f"{_HERE}.exchanging:I18nExtract",
    "i18n-update": f"{_HERE}.exchanging:I18nUpdate",
    "i18n-status": f"{_HERE}.exchanging:I18nStatus",
    "i18n-export": f"{_HERE}.exchanging:I18nExport",
    "i18n-import": f"{_HERE}.exchanging:I18nImport",
    "manifest": "goglobal.bundling.manifest:Manifest",
    "pointer": "goglobal.delivery.pointers:Pointer",
    "receipt": "goglobal.delivery.receipts:Receipt",
    "feedback": "goglobal.answers.feedback:Feedback",
}
"""Where each document is declared: what `--format json` prints, then what stands beside
deliveries."""
_DIGEST = {
    "type": "string",
    "pattern": "^[0-9a-f]{64}$",
    "description": "SHA-256, hex, of this document without this key.",
}


def document_schema(name: str) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of `goglobal.<name>/1`.

    Keys may be added within a version, so a reader passes over those that it does not know.
    """
    import msgspec

    module, _, word = SHAPES[name].partition(":")
    shape = getattr(importlib.import_module(module), word)
    (root,), parts = msgspec.json.schema_components([shape], ref_template="#/$defs/{name}")
    if name == "manifest":  # which is written with its own digest
        parts[word]["properties"]["bundle"] = _DIGEST
        parts[word]["required"] = [*parts[word]["required"], "bundle"]
    return {"$schema": DIALECT, "title": f"goglobal.{name}/1", **root, "$defs": parts}
