"""DLV: the names under which things are delivered."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from goglobal.findings import Found, Severity
from goglobal.messages import N_
from goglobal.profiles.schema import NameRules
from goglobal.project.names import complaint, shown_name
from goglobal.rules.base import Parameter, Parameters, rule
from goglobal.rules.delivered import DeliveredName
from goglobal.rules.subjects import DeliverySubject


@rule(
    "DLV001",
    "name-rule",
    Severity.ERROR,
    "delivery",
    summary=N_("A delivered file has a name that the platform does not take."),
    reason=N_(
        "Platforms read names by rule: a space, a Chinese character or too long a name stops the "
        "file at the door. A name that leads out of its folder (`..`), or that Windows keeps for a "
        "device (`CON`), is taken nowhere."
    ),
    fails="subtitles/外滩月色.ep001.th.srt",
    passes="subtitles/moonlit-bund.ep001.th.srt",
)
def name_rule(subject: DeliverySubject, _: Parameters) -> Iterator[Found]:
    wrong = _Names(subject.profile.names)
    told: set[tuple[str | None, str]] = set()
    owners: dict[tuple[str | None, str], set[_Owner]] = {}
    for name in subject.names:
        own = name.path.split("/")
        for part in dict.fromkeys((*own, *name.key.split("/"))):
            if (name.language, part) in told:  # a folder: told once
                continue
            for message, arguments, place in wrong.with_part(part, own=part in own):
                told.add((name.language, part))
                owners = owners or _owners(subject.names)
                alone = len(owners[name.language, part]) == 1
                yield _at(
                    # what stands in the names of several files holds all of them
                    name if alone else replace(name, source=None, episode=None, kind=None),
                    message,
                    {
                        "path": shown_name((name.path if part in own else name.key)[:200]),
                        "part": part,
                        "platform": subject.profile.name,
                        **arguments,
                    },
                    N_(
                        "change the target's alias, its ids in ids.csv, or the name template in "
                        "your own profile"
                    ),
                    excerpt=None if place is None else part,
                    span=None if place is None else (place, place + 1),
                )


_Owner = tuple[str | None, int | None]


def _owners(names: Iterable[DeliveredName]) -> dict[tuple[str | None, str], set[_Owner]]:
    """What files are made from that have a part in their paths or keys, by language and part."""
    found: dict[tuple[str | None, str], set[_Owner]] = {}
    for name in names:
        for part in {*name.path.split("/"), *name.key.split("/")}:
            found.setdefault((name.language, part), set()).add((name.source, name.episode))
    return found


class _Names:
    """What a platform takes in names."""

    def __init__(self, rules: NameRules) -> None:
        self.rules = rules
        self._allowed = re.compile(rules.allowed)
        self._known: dict[str, bool] = {}

    def with_part(
        self, part: str, *, own: bool
    ) -> Iterator[tuple[str, dict[str, str | int | float], int | None]]:
        """What is wrong with one part of a path: message, arguments, and the place in it.

        What is not a file's `own` name but of the folders that the target puts it into need only
        be safe: those are the partner's.
        """
        if not own:
            yield from self._unsafe(part)
            return
        for character in dict.fromkeys(part):
            if character not in self._known:
                self._known[character] = self._allowed.fullmatch(character) is not None
        if refused := "".join(c for c in dict.fromkeys(part) if not self._known[c]):
            told = " ".join(f"“{c}”" for c in refused[:10])
            message = N_("“{part}” holds {characters}, which {platform} does not take in names")
            yield message, {"characters": told}, part.index(refused[0])
        else:
            yield from self._unsafe(part)
        if (size := len(part.encode("utf-8"))) > self.rules.max_length:
            sizes: dict[str, str | int | float] = {"bytes": size, "most": self.rules.max_length}
            yield N_("“{part}” is {bytes} bytes long; {platform} takes {most}"), sizes, None

    def _unsafe(self, part: str) -> Iterator[tuple[str, dict[str, str | int | float], None]]:
        if part in ("", ".", ".."):
            yield N_("“{path}” leads out of its folder, or has an empty part"), {}, None
        elif found := complaint(part):
            yield found.message, {"name": shown_name(part), "detail": found.detail}, None


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
