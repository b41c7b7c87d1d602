"""The elements of a TTML file, however broken it is: XML where it is XML, tag by tag where not.

Names go without their prefixes: the drafts of TTML, and many who write it, use other namespaces
than the standard does. No entity is expanded but the ones that stand for a character.
"""

from __future__ import annotations

import re
from html import unescape
from xml.parsers import expat

import msgspec

from goglobal.messages import N_
from goglobal.subtitles.deviations import Collector

MAX_DEPTH = 64
"""Elements within each other; real files have about ten. What lies deeper joins its parent."""

_VOID = frozenset({"br", "set"})
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_NAME = "[A-Za-z_][A-Za-z0-9_:.-]*+"
_TAG = re.compile(rf"<(/?)({_NAME})((?:[^<>\"']|\"[^\"<]*+\"|'[^'<]*+')*+)>")
_ODD_TAG = re.compile(rf"<(/?)({_NAME})([^<>]*+)>")
_TORN = re.compile(
    r"<(/?)((?:[A-Za-z]{1,20}:)?(?:tt|head|body|div|p|span|br|region|style))(?![A-Za-z0-9_:.-])"
    r"([^<>]*+)"
)
_ATTRIBUTE = re.compile(
    r"(?<![\w:.-])([\w:.-]++)\s*+=\s*+"
    r"(?:\"([^\"]*+)(?:\"|\Z)|'([^']*+)(?:'|\Z)|([^\s\"'>]++))"
)
_DOCTYPE = re.compile(
    r"<!DOCTYPE(?:[^\[>\"']|\"[^\"]*+\"|'[^']*+')*+"
    r"(?:\[(?:[^\]\"']|\"[^\"]*+\"|'[^']*+')*+\]\s*+)?>",
    re.IGNORECASE,
)
_DECLARATION = re.compile(r"<!(?:DOCTYPE|ELEMENT|ATTLIST|ENTITY|NOTATION)\b", re.IGNORECASE)
_SKIPPED = (("<!--", "-->"), ("<?", "?>"))
_BRACKETS = re.compile("<+(?=<)")
_CDATA = "<![CDATA["


class Node(msgspec.Struct):
    """One element."""

    tag: str
    attributes: dict[str, str]
    line: int
    children: list[Node | str]


class Tree:
    """What the elements of a file are gathered in."""

    def __init__(self, *, lenient: bool) -> None:
        self.root = Node("", {}, 1, [])
        self.lenient = lenient
        self._stack = [self.root]
        self._beyond = 0
        """How many elements are open that lie too deep."""
        self.cut = False
        """Whether elements were still open at the end."""

    def start(self, name: str, attributes: dict[str, str], line: int) -> None:
        """An element begins."""
        tag = _local(name)
        if self.lenient:
            if tag == "p":
                self._leave("p")
            elif tag == "body":
                self._leave("head")
        if len(self._stack) > MAX_DEPTH:
            if not (self.lenient and tag in _VOID):
                self._beyond += 1
            return
        known = {_local(key): value for key, value in attributes.items()} if attributes else {}
        node = Node(tag, known, line, [])
        self._stack[-1].children.append(node)
        if not (self.lenient and tag in _VOID):
            self._stack.append(node)

    def end(self, name: str) -> None:
        """An element ends; one that was never open is passed over."""
        if self._beyond:
            self._beyond -= 1
            return
        tag = _local(name)
        if self._stack[-1].tag == tag and len(self._stack) > 1:
            self._close()
        else:
            self._leave(tag)

    def _leave(self, tag: str) -> None:
        if any(node.tag == tag for node in self._stack[1:]):
            self._beyond = 0
            while self._stack[-1].tag != tag:
                self._close()
            self._close()

    def _close(self) -> None:
        node = self._stack.pop()
        if not node.children and not node.attributes and node.tag in ("p", "div", "span"):
            self._stack[-1].children.pop()  # it says nothing

    def text(self, data: str) -> None:
        """Characters between the tags."""
        self._stack[-1].children.append(data)

    def finish(self) -> None:
        """The file ends."""
        self.cut = len(self._stack) > 1
        while len(self._stack) > 1:
            self._close()


def _local(name: str) -> str:
    return name[name.rfind(":") + 1 :]


class _DoctypeError(Exception):
    """The file declares a document type: no parser is let near it."""


def read_tree(text: str, out: Collector) -> Node:
    """The elements of a file below a root that stands for the file itself.

    What is wrong with the XML goes to `out`: SUB009, SUB011, SUB012.
    """
    if "<" not in text:
        return Node("", {}, 1, [text])
    try:
        return _strict(text)
    except _DoctypeError:
        place = max(text.find("<!DOCTYPE"), 0)
        out.add(
            "SUB012",
            line=text.count("\n", 0, place) + 1,
            message=N_(
                "the file declares a document type, which TTML forbids: nothing of it is used"
            ),
            arguments={"kind": "doctype", "name": "DOCTYPE"},
            help=N_("take the DOCTYPE away; entities that it declares stand as text in the cues"),
            excerpt=text[place : place + 200].split("\n", 1)[0],
            fixable=False,
        )
        return _lenient(text, out, tell=False)
    except expat.ExpatError as error:
        line = error.lineno
        told = False
        if error.code in _AT_END:
            told = True
            out.add(
                "SUB009",
                line=line,
                message=N_("the file breaks off before its last element ends"),
                help=N_("ask for the whole file again: there may be cues missing at its end"),
                excerpt=text.rstrip()[-100:],
            )
        else:
            out.add(
                "SUB011",
                line=line,
                message=N_("this is no XML from here on ({reason}): it was read tag by tag"),
                arguments={"reason": expat.ErrorString(error.code) or "?", "tag": ""},
                help=N_("mend the file in the program that wrote it: players refuse all of it"),
                excerpt=_row(text, line),
                fixable=False,
            )
        return _lenient(text, out, tell=not told)


_AT_END = frozenset(
    {
        expat.errors.codes[expat.errors.XML_ERROR_NO_ELEMENTS],
        expat.errors.codes[expat.errors.XML_ERROR_UNCLOSED_TOKEN],
        expat.errors.codes[expat.errors.XML_ERROR_UNCLOSED_CDATA_SECTION],
    }
)


def _row(text: str, line: int) -> str:
    """The line of a text, of a huge line only what a finding can show."""
    begin = 0
    for _ in range(line - 1):
        begin = text.find("\n", begin) + 1
    end = text.find("\n", begin)
    return text[begin : min(end if end >= 0 else len(text), begin + 400)]


def _strict(text: str) -> Node:
    tree = Tree(lenient=False)
    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True

    def refuse(*_: object) -> None:
        raise _DoctypeError

    def start(name: str, attributes: dict[str, str]) -> None:
        tree.start(name, attributes, parser.CurrentLineNumber)

    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.StartElementHandler = start
    parser.EndElementHandler = tree.end
    parser.CharacterDataHandler = tree.text
    parser.Parse(text.lstrip().encode("utf-8", "replace"), True)
    return _shifted(tree.root, text.count("\n", 0, len(text) - len(text.lstrip())))


def _shifted(root: Node, lines: int) -> Node:
    """The tree of a text that began with blank lines."""
    if lines:
        waiting = [root]
        while waiting:
            node = waiting.pop()
            node.line += lines
            waiting += (child for child in node.children if isinstance(child, Node))
    return root


def _lenient(text: str, out: Collector, *, tell: bool) -> Node:
    """Read tag by tag, whatever stands there."""
    tree = Tree(lenient=True)
    scan = _Scan(text, tree, out)
    scan.run()
    tree.finish()
    if tell and tree.cut and not scan.torn:
        out.add(
            "SUB009",
            line=text.count("\n") + 1,
            message=N_("the file breaks off before its last element ends"),
            help=N_("ask for the whole file again: there may be cues missing at its end"),
            excerpt=text.rstrip()[-100:],
        )
    return tree.root


class _Scan:
    """One text being taken apart at its tags."""

    def __init__(self, text: str, tree: Tree, out: Collector) -> None:
        self.text = text
        self.tree = tree
        self.out = out
        self.line = 1
        self.torn = False
        """Whether the last tag was cut off."""
        self._counted = 0
        self._unclosed: set[str] = set()
        """Ends that do not occur any more."""
        self._doctype = False

    def run(self) -> None:
        text = self.text
        position = 0
        while True:
            bracket = text.find("<", position)
            if bracket < 0:
                self._words(text[position:])
                return
            self._words(text[position:bracket])
            self.line += text.count("\n", self._counted, bracket)
            self._counted = bracket
            position = self._mark(bracket)

    def _words(self, words: str) -> None:
        if words:
            self.tree.text(_characters(words))

    def _mark(self, place: int) -> int:
        """Take what begins with a bracket, and return where it ends."""
        text = self.text
        row = _BRACKETS.match(text, place)
        if row:
            self.tree.text(row[0])
            return row.end()
        if text.startswith("<!", place) or text.startswith("<?", place):
            return self._aside(place)
        match = _TAG.match(text, place)
        if match is None:
            match = _ODD_TAG.match(text, place) or _TORN.match(text, place)
            if match is None:
                self.tree.text("<")
                return place + 1
            self._odd(match[0], match.end())
        closing, name, rest = match.groups("")
        left = _ATTRIBUTE.sub(" ", rest).strip(" \t\r\n/")
        if not any(map(str.isalpha, left)):
            left = ""
        if closing:
            self._words(left)
            self.tree.end(name)
            return match.end()
        attributes = {
            found[1]: _characters(next(filter(None, found.groups()[1:]), ""))
            for found in _ATTRIBUTE.finditer(rest)
        }
        self.tree.start(name, attributes, self.line)
        self._words(left)  # a bracket is missing before it
        if rest.rstrip().endswith("/") and _local(name) not in _VOID:
            self.tree.end(name)
        return match.end()

    def _odd(self, tag: str, end: int) -> None:
        """Report a tag that is none, for some of its attributes may not be understood."""
        if end == len(self.text) and tag[-1] != ">":
            self.torn = True
        shown = " ".join(tag.split())
        self.out.add(
            "SUB008",
            line=self.line,
            message=N_("the tag `{text}` is broken: what it says may be lost"),
            arguments={"text": shown[:80], "characters": 0},
            help=N_("mend the file in the program that wrote it: players refuse all of it"),
            excerpt=shown,
            fixable=False,
        )

    def _aside(self, place: int) -> int:
        """A comment, an instruction, a declaration; or a text that no tag is looked for in."""
        text = self.text
        if text.startswith(_CDATA, place):
            end = self._find("]]>", place)
            if end >= 0:
                self.tree.text(text[place + len(_CDATA) : end])
                return end + 3
            return place + len(_CDATA)
        for begin, close in _SKIPPED:
            if text.startswith(begin, place):
                end = self._find(close, place + len(begin))
                return end + len(close) if end >= 0 else place + len(begin)
        if not self._doctype and text[place : place + 9].upper() == "<!DOCTYPE":
            self._doctype = True
            match = _DOCTYPE.match(text, place)
            if match:
                return match.end()
        following = text.find("<", place + 1)
        end = text.find(">", place, following if following >= 0 else len(text))
        if end < 0:
            return place + 2
        if not _DECLARATION.match(text, place):
            self._odd(text[place : end + 1], end + 1)
        return end + 1

    def _find(self, close: str, place: int) -> int:
        if close in self._unclosed:
            return -1
        end = self.text.find(close, place)
        if end < 0:
            self._unclosed.add(close)
        return end


def _characters(words: str) -> str:
    """The text with entities that stand for a character, as HTML knows them; others stay."""
    return _ENTITY.sub(_character, words) if "&" in words else words


def _character(match: re.Match[str]) -> str:
    character = unescape(match[0])
    return "\ufffd" if "\0" in character else character
