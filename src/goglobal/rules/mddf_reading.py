"""MovieLabs XML (MEC, MMC) from bytes to a tree: no DOCTYPE, no entity, nothing fetched."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import msgspec

from goglobal.errors import Argument
from goglobal.messages import N_

if TYPE_CHECKING:
    from lxml.etree import _Element

    from goglobal.rules.delivered import MadeDocument

_PROLOG = re.compile(r"(?:\s|<\?.*?\?>|<!--.*?-->)*+", re.DOTALL)
_ENCODING = re.compile(r"<\?xml\b[^>]*?\bencoding\s*=\s*[\"']([^\"'>]{1,40})[\"']")
_NAMESPACE = re.compile(
    r"http://www\.movielabs\.com/schema/(?:(mdmec)/v|(manifest)/v)"
    r"([0-9]{1,3}(?:\.[0-9]{1,3}){1,3})(?:/manifest)?"
)
_ROOTS = {
    "mdmec": {
        "CoreMetadata",
        "CoreMetadataList",
        "CoreMetadataListSigned",
        "LocalizedInfoDelivery",
        "LocalizedInfoDeliveryList",
    },
    "manifest": {"MediaManifest"},
}
_REMAKE = N_("report it, if goglobal made this file; else have it made anew")


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that is wrong in a document that was made: what `Found` says, and the rule."""

    code: str
    """Of the rule that tells it: `DLV004` …"""
    message: str
    """A message id with `{name}` places, filled from `arguments` as `help` is."""
    arguments: dict[str, Argument] = {}
    help: str
    path: str
    line: int | None = None
    """1-based."""
    language: str | None = None
    episode: int | None = None
    doubtful: bool = False
    """True: a warning only."""


class Parsed(msgspec.Struct, frozen=True, kw_only=True):
    """A document that could be read."""

    made: MadeDocument
    root: _Element
    kind: str
    """`mdmec` or `manifest`."""
    version: str
    """Of the schema, as the namespace names it: `2.12`."""

    def every(self, *names: str) -> Iterator[_Element]:
        """Every element with one of these local names (all elements: none), in document order."""
        for element in self.root.iter("*"):
            if not names or local(element) in names:
                yield element


def local(element: _Element) -> str:
    """The name of an element without its namespace."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def text_of(element: _Element | None) -> str:
    """The text of an element, its white space collapsed as schemas do with tokens."""
    return " ".join((element.text or "").split()) if element is not None else ""


def children(element: _Element, *names: str) -> list[_Element]:
    """The children with one of these local names."""
    return [child for child in element if local(child) in names]


def shown(text: str) -> str:
    """`text` as a message quotes it: no longer than a line."""
    return text if len(text) <= 80 else f"{text[:79]}…"


def problem(  # noqa: PLR0917
    parsed: Parsed,
    code: str,
    place: _Element,
    message: str,
    arguments: dict[str, Argument],
    help: str,  # noqa: A002
    *,
    doubtful: bool = False,
) -> Problem:
    """A problem at an element of a document."""
    line = place.sourceline
    return Problem(
        code=code,
        message=message,
        arguments=arguments,
        help=help,
        path=parsed.made.path,
        line=line if isinstance(line, int) and line > 0 else None,
        language=parsed.made.language,
        episode=parsed.made.episode,
        doubtful=doubtful,
    )


def read_document(made: MadeDocument) -> Parsed | Problem:
    """The tree of a document, or why it cannot be read (DLV004); any bytes are taken."""
    text = _decoded(made.data)
    if text is None:
        return _unread(made, N_("this is no text in UTF-8"), {}, line=1)
    prolog = _PROLOG.match(text)
    rest = text[prolog.end() :] if prolog else text
    if rest[:9].lower() == "<!doctype":
        message = N_(
            "the document has a DOCTYPE, in which entities could be declared; none is taken"
        )
        line = text.count("\n", 0, len(text) - len(rest)) + 1
        return _unread(made, message, {}, line=line)
    return _tree(made, text)


def _decoded(data: bytes) -> str | None:
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        text = data.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError:
        return None
    named = _ENCODING.match(text)
    allowed = {"utf-16"} if wide else {"utf-8", "us-ascii"}
    return None if named and named[1].lower() not in allowed else text


def _tree(made: MadeDocument, text: str) -> Parsed | Problem:
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        encoding="utf-8",
    )
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None) or 1
        reason = shown(" ".join(str(getattr(error, "msg", None) or error).split()))
        return _unread(made, N_("this is no XML ({reason})"), {"reason": reason}, line=line)
    if root.getroottree().docinfo.internalDTD is not None:
        return _unread(made, N_("the document declares entities; none is taken"), {}, line=1)
    space = root.tag[1:].rpartition("}")[0] if isinstance(root.tag, str) else ""
    found = _NAMESPACE.fullmatch(space)
    kind = (found[1] or found[2]) if found else ""
    name = local(root)
    if found is None or name not in _ROOTS[kind]:
        return _unread(
            made,
            N_("“{root}” is the root of no MEC or MMC document"),
            {"root": shown(f"{{{space}}}{name}" if space else name)},
            line=root.sourceline or 1,
        )
    return Parsed(made=made, root=root, kind=kind, version=found[3])


def _unread(
    made: MadeDocument, message: str, arguments: dict[str, Argument], *, line: int
) -> Problem:
    return Problem(
        code="DLV004",
        message=message,
        arguments=arguments,
        help=_REMAKE,
        path=made.path,
        line=max(line, 1),
        language=made.language,
        episode=made.episode,
    )
