"""DLV: the names under which things are delivered."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from goglobal.findings import Found, Severity
from goglobal.messages import N_
from goglobal.rules.base import Parameter, Parameters, rule
from goglobal.rules.subjects import DeliveredName, DeliverySubject


@rule(
    "DLV001",
    "name-rule",
    Severity.ERROR,
    "delivery",
    summary=N_("A delivered file has a name that the platform does not take."),
    reason=N_(
        "Platforms read names by rule: a space, a Chinese character or too long a name stops the "
        "file at the door."
    ),
    fails="subtitles/外滩月色.ep001.th.srt",
    passes="subtitles/moonlit-bund.ep001.th.srt",
)
def name_rule(subject: DeliverySubject, _: Parameters) -> Iterator[Found]:
    rules = subject.profile.names
    allowed = re.compile(rules.allowed)
    known: dict[str, bool] = {}
    told: set[tuple[str | None, str]] = set()
    for name in subject.names:
        for part in name.path.split("/"):
            if (name.language, part) in told:  # a folder: told once
                continue
            size = len(part.encode("utf-8"))
            refused = ""
            for character in dict.fromkeys(part):
                if character not in known:
                    known[character] = allowed.fullmatch(character) is not None
                refused += "" if known[character] else character
            if refused:
                told.add((name.language, part))
                place = part.index(refused[0])
                yield _at(
                    name,
                    N_("“{part}” holds {characters}, which {platform} does not take in names"),
                    {
                        "characters": " ".join(f"“{c}”" for c in refused[:10]),
                        "part": part,
                        "platform": subject.profile.name,
                    },
                    N_("change the target's alias, or the name template in your own profile"),
                    excerpt=part,
                    span=(place, place + 1),
                )
            if size > rules.max_length:
                told.add((name.language, part))
                yield _at(
                    name,
                    N_("“{part}” is {bytes} bytes long; {platform} takes {most}"),
                    {
                        "part": part,
                        "bytes": size,
                        "most": rules.max_length,
                        "platform": subject.profile.name,
                    },
                    N_("change the target's alias, or the name template in your own profile"),
                )


@rule(
    "DLV002",
    "key-collision",
    Severity.ERROR,
    "delivery",
    summary=N_("Two files would be delivered under one name."),
    reason=N_(
        "The second would overwrite the first: at once in a bucket, or later on a disk that does "
        "not tell case or composed letters apart."
    ),
    fails="subtitles/EP001.srt and subtitles/ep001.srt",
    passes="subtitles/ep001.srt and subtitles/ep002.srt",
)
def key_collision(subject: DeliverySubject, _: Parameters) -> Iterator[Found]:
    first: dict[str, DeliveredName] = {}
    for name in subject.names:
        folded = unicodedata.normalize("NFC", unicodedata.normalize("NFC", name.key).casefold())
        other = first.setdefault(folded, name)
        if other is not name:
            yield _at(
                name,
                N_("“{key}” and “{other}” are one name in the delivery"),
                {"key": name.key, "other": other.key},
                N_("put what tells them apart (such as {{episode}} or {{kind}}) in the template"),
            )


@rule(
    "DLV003",
    "key-too-long",
    Severity.ERROR,
    "delivery",
    summary=N_("An object key is longer than a bucket takes."),
    reason=N_("S3 refuses keys of more than 1,024 bytes in UTF-8; a Chinese character is three."),
    fails=N_("a key of 1,025 bytes"),
    passes=N_("a key of 1,024 bytes"),
    parameters=(
        Parameter(
            name="max_bytes",
            default=1024,
            doc=N_("longest object key, in UTF-8 bytes"),
            source="https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html",
        ),
    ),
)
def key_too_long(subject: DeliverySubject, parameters: Parameters) -> Iterator[Found]:
    most = parameters.integer("max_bytes")
    for name in subject.names:
        size = len(name.key.encode("utf-8"))
        if size > most:
            yield _at(
                name,
                N_("the object key of “{path}” is {bytes} bytes long; {most} are possible"),
                {"path": name.path, "bytes": size, "most": most},
                N_("shorten the target's prefix, its alias, or the name template"),
            )


def _at(
    name: DeliveredName,
    message: str,
    arguments: dict[str, str | int | float],
    help: str,  # noqa: A002
    *,
    excerpt: str | None = None,
    span: tuple[int, int] | None = None,
) -> Found:
    return Found(
        message=message,
        arguments=arguments,
        help=help,
        path=name.source,
        language=name.language,
        episode=name.episode,
        kind=name.kind,
        excerpt=excerpt,
        span=span,
    )


RULES = (name_rule, key_collision, key_too_long)
