"""MovieLabs documents that were made, judged as an intake desk does: beyond what a schema says.

A schema passes a language twice, two defaults, a Summary190 of 500 characters, tags that nobody
registered, identifiers that nothing defines. What is judged is bytes: any are taken, none raise.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from goglobal.rules.mddf_files import Files, file_problems
from goglobal.rules.mddf_ids import id_problems
from goglobal.rules.mddf_languages import language_problems
from goglobal.rules.mddf_reading import Parsed, Problem, read_document
from goglobal.rules.mddf_references import delivery_of, reference_problems
from goglobal.rules.mddf_schema import MOST, schema_problems
from goglobal.rules.mddf_texts import text_problems
from goglobal.rules.mddf_vocabulary import vocabulary_problems

if TYPE_CHECKING:
    from goglobal.rules.delivered import MadeDocument


def judge(
    documents: Sequence[MadeDocument], *, files: Files | None = None, schemas: str = ""
) -> Iterator[Problem]:
    """What is wrong with the documents of one delivery, at most 20 of each rule in a document.

    `files` are all files that are delivered, by path in the bundle or by object key, with their
    digests where they are known; None: nobody says, and neither locations nor lengths and hashes
    are compared. `schemas` is a folder of MovieLabs' schemas; empty: there is none.
    """
    read = [read_document(made) for made in documents]
    readable = [each for each in read if isinstance(each, Parsed)]
    delivery = delivery_of(readable)
    for each in read:
        if isinstance(each, Problem):
            yield each
            continue
        checks: tuple[Iterable[Problem], ...] = (
            schema_problems(each, schemas),
            reference_problems(each, delivery, files),
            id_problems(each),
            language_problems(each),
            vocabulary_problems(each),
            text_problems(each),
            file_problems(each, files),
        )
        for check in checks:
            yield from islice(check, MOST)
