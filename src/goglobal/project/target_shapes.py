"""One `[targets.NAME]` table: its keys, their shapes and their words."""

from __future__ import annotations

import re

from goglobal.messages import N_
from goglobal.model import Rights
from goglobal.project.countries import country
from goglobal.project.reading import Refused, printable
from goglobal.project.secrets import is_secret_key
from goglobal.project.shapes import (
    Choice,
    Date,
    Field,
    Flag,
    Integer,
    Invalid,
    ListOf,
    MapOf,
    Place,
    Table,
    Text,
    matching,
)
from goglobal.project.urls import URL_PATTERN, endpoint
from goglobal.project.values import EPISODES_PATTERN, RESERVED, episodes_spec, tag

NAME_PATTERN = "[A-Za-z0-9][A-Za-z0-9_-]{0,63}"


def checked_name(name: str) -> str:
    """A target's name: it becomes a folder. Raises Refused."""
    if not re.fullmatch(NAME_PATTERN, name) or name.lower() in RESERVED:
        raise Refused(
            N_("`{value}` is no name for a target"),
            N_("letters a-z, digits, hyphens and underscores: `demo`"),
            value=printable(name),
        )
    return name


class _Rights:
    """The `rights` table, whose dates have to be in order."""

    table = Table(
        Rights,
        {
            "territories": Field(
                ListOf(Text(convert=country), empty=False, unique=True),
                N_("Where it may be shown, by ISO 3166."),
            ),
            "not_before": Field(Date(), N_("The first day on which it may be delivered.")),
            "ends": Field(Date(), N_("The last day on which it may be delivered.")),
            "free_episodes": Field(
                Integer(maximum=99_999), N_("How many episodes are free to watch.")
            ),
        },
        unknown=lambda key, _: is_secret_key(key),
    )

    def read(self, value: object, place: Place) -> Rights | Invalid:
        rights = self.table.read(value, place)
        if isinstance(rights, Invalid):
            return rights
        if rights.not_before and rights.ends and rights.ends < rights.not_before:
            return place.into("ends").refuse(N_("lies before `not_before`"))
        return rights

    def schema(self) -> dict[str, object]:
        return self.table.schema()


class _Fallbacks:
    """The `fallbacks` table: a language to the one whose files stand in for it."""

    table = MapOf(Text(convert=tag), key=tag)

    def read(self, value: object, place: Place) -> dict[str, str] | Invalid:
        found = self.table.read(value, place)
        if isinstance(found, Invalid):
            return found
        for wanted, used in found.items():
            if wanted == used:
                return place.refuse(N_("`{tag}` falls back to itself"), tag=wanted)
        return found

    def schema(self) -> dict[str, object]:
        return self.table.schema()


_OWNER = matching("[0-9]{12}", N_("is no AWS account"), N_("an account has 12 digits"))
_EPISODES = Text(convert=episodes_spec, pattern=f"^{EPISODES_PATTERN}$")

TARGET: Table[dict[str, object]] = Table(
    dict,
    {
        "platform": Field(Text(longest=500), N_("The platform profile: its name, or a file.")),
        "url": Field(
            Text(longest=2000, pattern=URL_PATTERN),
            N_("Where to: file:FOLDER (relative to this file) or s3://BUCKET/PREFIX."),
        ),
        "extends": Field(
            Text(longest=64), N_("Another target whose keys hold where this one says nothing.")
        ),
        "languages": Field(
            ListOf(Text(convert=tag), empty=False, unique=True, longest=500),
            N_("Which languages; left out: all that the series has."),
        ),
        "fallbacks": Field(
            _Fallbacks(), N_("A language, and the language whose files stand in for it.")
        ),
        "episodes": Field(_EPISODES, N_("Which episodes, like 1-10,12; left out: all.")),
        "hold": Field(
            Choice("episode", "language", "all"), N_("What an error keeps from being delivered.")
        ),
        "video": Field(Flag(), N_("Whether the video goes along.")),
        "master": Field(Text(longest=100), N_("Which version of the video.")),
        "alias": Field(Text(longest=200), N_("The partner's own name for the series.")),
        "organisation": Field(
            Text(
                convert=matching(
                    r"[A-Za-z0-9][A-Za-z0-9.-]{0,99}",
                    N_("`{value}`: a name as in addresses, like studio.example"),
                ),
                pattern="^[A-Za-z0-9][A-Za-z0-9.-]*$",
            ),
            N_("Who we are in ids that we make ourselves: the domain of the company."),
        ),
        "compilation": Field(_EPISODES, N_("One long cut of these instead of episodes.")),
        "layout": Field(
            Choice("immutable", "in-place"), N_("How objects lie; left out: the profile's way.")
        ),
        "access": Field(
            Choice("read-write", "write-only"), N_("Whether we can read what we delivered.")
        ),
        "retention": Field(Choice("kept", "consumed"), N_("Whether the partner moves files away.")),
        "receipts": Field(
            Text(longest=2000, pattern=URL_PATTERN), N_("Where our own record of deliveries is.")
        ),
        "after_push": Field(
            ListOf(Text(longest=2000), empty=False),
            N_("A command and its arguments, run with each receipt on standard input."),
        ),
        "endpoint_url": Field(
            Text(convert=endpoint, longest=2000, pattern="^https?://"),
            N_("The address of an S3-compatible service."),
        ),
        "region": Field(
            Text(
                convert=matching("[a-z0-9-]{1,40}", N_("`{value}` is no region")),
                pattern="^[a-z0-9-]+$",
            ),
            N_("The region of the bucket."),
        ),
        "aws_profile": Field(
            Text(longest=200), N_("The profile of ~/.aws whose credentials are used.")
        ),
        "addressing_style": Field(
            Choice("auto", "path", "virtual"), N_("How the bucket stands in addresses.")
        ),
        "checksum": Field(
            Choice("sha256", "crc32c", "crc64nvme", "crc32", "md5", "none"),
            N_("The checksum that is sent with every object."),
        ),
        "conditional_writes": Field(Flag(), N_("Whether the service knows If-None-Match.")),
        "expected_bucket_owner": Field(
            Text(convert=_OWNER, pattern="^[0-9]{12}$"), N_("The AWS account of the bucket.")
        ),
        "server_side_encryption": Field(
            Choice("AES256", "aws:kms", "aws:kms:dsse"), N_("How S3 encrypts the objects.")
        ),
        "storage_class": Field(
            Text(
                convert=matching("[A-Z0-9_]{1,40}", N_("`{value}` is no storage class")),
                pattern="^[A-Z0-9_]+$",
            ),
            N_("The storage class of the objects."),
        ),
        "rights": Field(_Rights(), N_("Where and when it may be delivered.")),
    },
    unknown=lambda key, _: is_secret_key(key),
)

TARGETS_FILE: Table[dict[str, object]] = Table(
    dict,
    {
        "targets": Field(
            MapOf(TARGET, key=checked_name, pattern=f"^{NAME_PATTERN}$", empty=False),
            N_("One table [targets.NAME] for each place to deliver to."),
            required=True,
        )
    },
)
"""For the schema; `targets` reads each target by itself, because targets extend each other."""
