"""DLV: the MovieLabs documents (MEC, MMC) that were made, beyond what their schemas say."""

from __future__ import annotations

from collections.abc import Iterator

from goglobal.findings import Found, Severity
from goglobal.messages import N_
from goglobal.rules.base import Parameters, rule
from goglobal.rules.subjects import DeliverySubject


@rule(
    "DLV004",
    "schema",
    Severity.ERROR,
    "delivery",
    summary=N_("A document that was made is not what its schema says."),
    reason=N_(
        "Partners run MovieLabs' schemas over every MEC and MMC document, and send back what does "
        "not hold. The schemas are read from a folder of yours; without one, only what is no such "
        "XML at all is told."
    ),
    fails="<md:WorkType>Series</md:WorkType><md:ReleaseYear>2026</md:ReleaseYear>",
    passes="<md:ReleaseYear>2026</md:ReleaseYear><md:WorkType>Series</md:WorkType>",
)
def schema(subject: DeliverySubject, _: Parameters) -> Iterator[Found]:
    yield from _found(subject, "DLV004")


@rule(
    "DLV005",
    "dangling-reference",
    Severity.ERROR,
    "delivery",
    summary=N_("A document refers to an id or a file that is not in the delivery."),
    reason=N_(
        "An intake desk follows every reference: a track that no inventory lists, or an episode of "
        "a season that never arrives, stops the title, and no schema sees it."
    ),
    fails="<AudioTrackID>md:audtrackid:org:example.com:ep1.zh</AudioTrackID>",
    passes='<Audio AudioTrackID="md:audtrackid:org:example.com:ep1.zh">',
)
def dangling_reference(subject: DeliverySubject, _: Parameters) -> Iterator[Found]:
    yield from _found(subject, "DLV005")


@rule(
    "DLV007",
    "document-id",
    Severity.ERROR,
    "delivery",
    summary=N_("An id in a document is not written as MovieLabs writes ids."),
    reason=N_(
        "Ids are md:TYPE:SCHEME:ID in the characters of URNs; systems take them apart, and refuse "
        "or lose what is written otherwise."
    ),
    fails="md:contentid:org:example.com:moonlit bund",
    passes="md:cid:org:example.com:moonlit-bund",
)
def document_id(subject: DeliverySubject, _: Parameters) -> Iterator[Found]:
    yield from _found(subject, "DLV007")


@rule(
    "DLV008",
    "document-language",
    Severity.ERROR,
    "delivery",
    summary=N_("The languages in a document are wrong, doubled, without a title or a default."),
    reason=N_(
        "A store shows a title in the viewer's language, and in the default else. A tag that "
        "nobody registered is shown to no one; two defaults are sent back."
    ),
    fails='<LocalizedInfo language="xx" default="true">',
    passes='<LocalizedInfo language="es-419" default="true">',
)
def document_language(subject: DeliverySubject, _: Parameters) -> Iterator[Found]:
    yield from _found(subject, "DLV008")


@rule(
    "DLV009",
    "document-vocabulary",
    Severity.ERROR,
    "delivery",
    summary=N_("A document has a word that is not in MovieLabs' vocabulary."),
    reason=N_(
        "Types of work, of tracks and of relations are words of a list, letter by letter; the "
        "schema takes any text there, the systems behind it do not. Jobs come from several lists: "
        "one that is not known is a warning."
    ),
    fails="<WorkType>Miniseries</WorkType>",
    passes="<WorkType>Series</WorkType>",
)
def document_vocabulary(subject: DeliverySubject, _: Parameters) -> Iterator[Found]:
    yield from _found(subject, "DLV009")


@rule(
    "DLV010",
    "document-length",
    Severity.ERROR,
    "delivery",
    summary=N_("A text in a document is longer than its element's name says, or empty."),
    reason=N_(
        "A Summary190 has at most 190 characters, whatever the schema takes; a longer one is cut "
        "in mid-word or sent back, and an empty one shows as nothing."
    ),
    fails=N_("a TitleDisplay60 of 61 characters"),
    passes=N_("a TitleDisplay60 of 60 characters"),
)
def document_length(subject: DeliverySubject, _: Parameters) -> Iterator[Found]:
    yield from _found(subject, "DLV010")


@rule(
    "DLV011",
    "document-file",
    Severity.ERROR,
    "delivery",
    summary=N_("A document says of a file what it is not: its length, its hash, a duration."),
    reason=N_(
        "The receiver compares length and hash with what arrived; where they differ, it takes the "
        "file for damaged."
    ),
    fails='<Hash method="MD5">d41d8cd9</Hash>',
    passes='<Hash method="MD5">d41d8cd98f00b204e9800998ecf8427e</Hash>',
)
def document_file(subject: DeliverySubject, _: Parameters) -> Iterator[Found]:
    yield from _found(subject, "DLV011")


def _found(subject: DeliverySubject, code: str) -> Iterator[Found]:
    for problem in subject.judged:
        if problem.code == code:
            yield Found(
                message=problem.message,
                arguments=problem.arguments,
                help=problem.help,
                severity=Severity.WARNING if problem.doubtful else None,
                path=problem.path,
                line=problem.line,
                language=problem.language,
                episode=problem.episode,
            )


RULES = (
    schema,
    dangling_reference,
    document_id,
    document_language,
    document_vocabulary,
    document_length,
    document_file,
)
