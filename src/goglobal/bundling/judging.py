"""What documents say of files, held against what the files are, before a bundle is whole.

`check` judges the documents with lengths and digests that are stood in for; here they are known.
"""

from __future__ import annotations

from collections.abc import Iterable

from goglobal.bundling.manifest import ManifestFile
from goglobal.deliverables.base import Rendering, find_format
from goglobal.digests import Digest
from goglobal.errors import GoGlobalError, fill
from goglobal.messages import N_
from goglobal.naming import planned_key
from goglobal.plans import Assignment
from goglobal.rules.delivered import MadeDocument


def is_inventory(rendering: Rendering) -> bool:
    """Whether a document tells of the content of other files in a way that is judged."""
    form = find_format(rendering.format)
    return bool(form.schema) and form.sight == "content"


def require_true(
    assignment: Assignment,
    documents: list[tuple[Rendering, bytes]],
    files: Iterable[tuple[Rendering, ManifestFile]],
) -> None:
    """Nothing, where every length and hash in the documents is that of the file it names, as far
    as that file is in the same bundle: `files`, as they were written.

    Raises GoGlobalError with the first that is not, and how many there are.
    """
    if not documents:
        return
    from goglobal.rules.mddf_files import file_problems
    from goglobal.rules.mddf_reading import Parsed, read_document

    there: dict[str, Digest | None] = {
        planned_key(assignment, one, sha256=entry.sha256 if entry.key else None): Digest(
            bytes=entry.bytes, sha256=entry.sha256, md5=entry.md5
        )
        for one, entry in files
    }
    wrong = []
    for rendering, data in documents:
        made = MadeDocument(
            path=rendering.path,
            format=rendering.format,
            data=data,
            language=rendering.language,
            episode=rendering.episode,
            key=planned_key(assignment, rendering),
        )
        parsed = read_document(made)
        wrong += list(file_problems(parsed, there)) if isinstance(parsed, Parsed) else [parsed]
    if wrong:
        raise GoGlobalError(
            N_("{path} was not built: {reason} ({count} such places)"),
            {
                "path": wrong[0].path,
                "reason": fill(wrong[0].message, wrong[0].arguments),
                "count": len(wrong),
            },
            wrong[0].help,
        )
