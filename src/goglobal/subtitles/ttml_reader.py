"""The reader of TTML in all its profiles: IMSC, iTT, EBU-TT-D, SMPTE-TT, DFXP.

The text and the times are taken from the file's own elements, one cue for each `p`; ttconv works
out how they look and where they stand. Every character inside the body ends in a cue or a finding.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from goglobal.findings import Finding
from goglobal.messages import N_
from goglobal.model import Track
from goglobal.subtitles import ttml_parts
from goglobal.subtitles.decoding import Decoded, decode
from goglobal.subtitles.deviations import Collector, finding
from goglobal.subtitles.foreign import Draft, Remark, require, stray, tag_or_none, tell, track_of
from goglobal.subtitles.lineends import even
from goglobal.subtitles.ttml_parts import Part
from goglobal.subtitles.ttml_styles import Looks
from goglobal.subtitles.ttml_times import TIMES, Rates, Times, rates_of
from goglobal.subtitles.ttml_tree import Node, read_tree

_DECLARED = re.compile(rb"\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9._-]{1,40})[\"']")


def read_ttml(data: bytes, *, language: str | None = None, name: str = "") -> Track:
    """A TTML file as a track; never raises because of content.

    Raises UsageError where ttconv is not installed.
    """
    require("ttconv")
    out = Collector()
    decoded = _decoded(data, language)
    out.extend(decoded.findings)
    text = even(decoded.text, out)
    root = read_tree(text, out)
    reading = _Reading(root, out)
    reading.read()
    return track_of(
        reading.drafts,
        out,
        format="ttml",
        language=language or reading.language,
        name=name,
        blank=not text.strip(),
    )


def _decoded(data: bytes, language: str | None) -> Decoded:
    """The text of the file; what its XML declaration says counts where it is no Unicode."""
    declared = _DECLARED.match(data[:400])
    if declared and not data.isascii():
        encoding = declared[1].decode("ascii")
        try:
            data.decode("utf-8")
        except UnicodeDecodeError:
            try:
                text = data.decode(encoding)
            except (LookupError, ValueError, AssertionError):
                return decode(data, language=language)
            return Decoded(
                text=text, encoding=encoding, legacy=True, findings=(_legacy(text, encoding),)
            )
    return decode(data, language=language)


def _legacy(text: str, encoding: str) -> Finding:
    first = re.search(r"[^\x00-\x7f]", text)
    place = first.start() if first else 0
    return finding(
        "SUB002",
        line=text.count("\n", 0, place) + 1,
        message=N_("the file was read as {encoding}, not as UTF-8"),
        arguments={"encoding": encoding},
        help=N_(
            "save the file as UTF-8. If the text below looks wrong,"
            " the encoding was guessed wrong: ask who made the file."
        ),
        excerpt=text[max(place - 50, 0) : place + 50].split("\n", 1)[0] or None,
    )


class _Reading:
    """One file being read."""

    def __init__(self, root: Node, out: Collector) -> None:
        self.out = out
        self.drafts: list[Draft] = []
        self.tt = _first(root, "tt") or root
        self.language: str | None = None
        self._root = root

    def read(self) -> None:
        """Make drafts of all paragraphs."""
        body = self._body()
        self.language = tag_or_none(
            self.tt.attributes.get("lang") or body.attributes.get("lang") or ""
        )
        rates = rates_of(self.tt.attributes)
        self._report_rates(rates)
        times = Times(rates)
        times.resolve(body)
        looks = Looks()
        looks.read(self.tt, body)
        self._report_looks(looks)
        preserve = self.tt.attributes.get("space") == "preserve"
        start = ttml_parts.Context(looks=looks, times=times, preserve=preserve).within(
            body, looks.of(body)
        )
        self._walk(body, start)

    def _body(self) -> Node:
        """The body with every text in a `p`; what has no body is taken whole."""
        first = _first(self.tt, "body")
        if first is None:
            body = Node("body", {}, self.tt.line, list(self.tt.children))
        else:
            body = Node("body", first.attributes, first.line, list(first.children))
        body.children = [*self._apart(first), *body.children] if first else body.children
        waiting = [body]
        while waiting:
            node = waiting.pop()
            node.children = list(self._in_paragraphs(node))
            waiting += [
                child for child in node.children if isinstance(child, Node) and child.tag == "div"
            ]
        return body

    def _apart(self, body: Node) -> Iterator[Node]:
        """What belongs into the body, but stands beside it; other text there is reported."""
        beside = [self.tt] if self._root is self.tt else [self._root, self.tt]
        for node in beside:
            for child in node.children:
                if child is body or child is self.tt:
                    continue
                if isinstance(child, str):
                    words, line = child, node.line
                elif child.tag in ("body", "div", "p"):
                    yield (
                        Node("div", {}, child.line, [child])
                        if child.tag == "p"
                        else Node("div", child.attributes, child.line, child.children)
                    )
                    continue
                elif child.tag == "head":
                    yield from _lost_paragraphs(child)
                    continue
                else:
                    words, line = ttml_parts.text_of(child), child.line
                if words.strip():
                    tell(_outside(words), self.out, line)

    def _in_paragraphs(self, node: Node) -> Iterator[Node | str]:
        """The children of a `body` or `div`; text that stands there gets a `p` of its own."""
        loose: list[Node | str] = []
        line = node.line
        for child in (*node.children, None):
            if isinstance(child, str):
                loose.append(child)
                continue
            timed = (
                child is not None and child.tag == "span" and not TIMES.isdisjoint(child.attributes)
            )
            block = child is None or timed or child.tag in ttml_parts.BLOCKS
            if not block and child is not None:
                if not any(isinstance(one, Node) or one.strip() for one in loose):
                    line = child.line
                loose.append(child)
                continue
            if any(isinstance(one, Node) or one.strip() for one in loose):
                yield Node("p", {"loose": "loose"}, line, loose)
            loose = []
            if child is not None:
                attributes = {**child.attributes, "loose": "loose"}
                yield Node("p", attributes, child.line, child.children) if timed else child

    def _walk(self, node: Node, context: ttml_parts.Context) -> None:
        """All that a `body` or `div` holds."""
        self._report_image(node)
        for child in node.children:
            if isinstance(child, str):
                continue
            if child.tag == "div":
                self._walk(child, context.within(child, context.looks.of(child)))
            elif child.tag == "p":
                self._paragraph(child, context)
            elif child.tag in ttml_parts.IMAGES:
                self._report_image(child)
            elif child.tag in ("set", "animate"):
                tell(ttml_parts.animated(), self.out, child.line)
            else:
                words = ttml_parts.text_of(child)
                if words.strip():
                    tell(ttml_parts.metadata(words), self.out, child.line)

    def _paragraph(self, node: Node, context: ttml_parts.Context) -> None:
        part = Part(node, context)
        self._report_image(node)
        for image in part.images:
            self._report_image(image)
        if part.nothing and (part.images or part.hidden or not part.timed):
            for remark in part.remarks:
                tell(remark, self.out, node.line)
            return
        if "loose" in node.attributes and not part.nothing:
            part.remarks.append(
                stray(
                    part.plain,
                    N_("this text stands outside of any `p`, where players do not look: `{text}`"),
                    N_("put it into a `p` with a `begin` and an `end`"),
                )
            )
        drafts = part.drafts()
        if not part.timed and context.times.of(node).end is None and self.drafts:
            drafts[0].start = drafts[0].end = self.drafts[-1].end  # where it stands in the file
        self.drafts += drafts

    def _report_image(self, node: Node) -> None:
        found = node.attributes.get("backgroundImage")
        if found is None and node.tag in ttml_parts.IMAGES:
            found = node.attributes.get("src") or node.tag
        if found and found != "none":
            self.out.add(
                "SUB012",
                line=node.line,
                message=N_("a picture stands for text here (`{found}`), which nobody can read out"),
                arguments={"found": found[:80], "kind": "image", "name": "image"},
                help=N_("ask for the text profile of IMSC, with the words in the file"),
                excerpt=found,
                fixable=False,
            )

    def _report_rates(self, rates: Rates) -> None:
        for attribute in rates.refused:
            value = self.tt.attributes.get(attribute, "")
            found = f'{attribute}="{value}"'
            self.out.add(
                "SUB004",
                line=self.tt.line,
                message=N_("the file counts time in a way that cannot be: `{found}`"),
                arguments={"found": found[:80]},
                help=N_("it was passed over: compare the first and the last cue with the picture"),
                excerpt=found,
                fixable=False,
            )

    def _report_looks(self, looks: Looks) -> None:
        for found, line in looks.refused.items():
            tell(
                Remark(
                    "SUB012",
                    N_("`{markup}` is no value that TTML knows there: it was passed over"),
                    {"markup": found[:80], "kind": "style", "name": found.split("=")[0]},
                    N_("write it as the standard has it"),
                    found,
                    fixable=False,
                ),
                self.out,
                line,
            )
        if looks.failed:
            self.out.add(
                "SUB012",
                line=self.tt.line,
                message=N_("the styles and regions of the file cannot be read ({reason})"),
                arguments={"reason": looks.failed, "kind": "style", "name": "style"},
                help=N_("the cues stand at the bottom and without styles: look them through"),
                fixable=False,
            )


def _first(root: Node, tag: str) -> Node | None:
    """The first element with a name, from the top down."""
    waiting = [root]
    for node in waiting:
        for child in node.children:
            if isinstance(child, Node):
                if child.tag == tag:
                    return child
                waiting.append(child)
    return None


def _lost_paragraphs(head: Node) -> Iterator[Node]:
    """Paragraphs that got into the head of a file."""
    for child in head.children:
        if isinstance(child, Node):
            if child.tag == "p":
                yield Node("div", {}, child.line, [child])
            else:
                yield from _lost_paragraphs(child)


def _outside(words: str) -> Remark:
    return stray(
        words,
        N_("this stands outside of the file's body and in no cue: `{text}`"),
        N_("take it away, or put it into a `p` of the body with a `begin` and an `end`"),
    )
