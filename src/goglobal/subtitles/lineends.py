"""Line ends made one, NULs taken out: both told, neither able to hide text from a reader."""

from __future__ import annotations

from goglobal.messages import N_
from goglobal.subtitles.deviations import Collector


def even(text: str, out: Collector) -> str:
    """`text` with line feeds only and without NULs (SUB010, SUB008).

    CRLF throughout is as good as LF throughout and no finding. CR CR LF counts as one line end.
    A byte order mark that was decoded as text goes as well (SUB014).
    """
    if text[:1] == "ï" and text.startswith("ï»¿"):
        text = text[3:]
        out.add(
            "SUB014",
            line=1,
            message=N_("the file begins with `ï»¿`, a byte order mark that was taken for text"),
            help=N_("take it away. Look for other letters that went wrong."),
            excerpt="ï»¿",
        )
    if "\0" in text:
        text = _without_nuls(text, out)
    if "\r" in text:
        text = _line_feeds(text, out)
    if text[-1:] == "\x1a":
        whole = len(text)
        text = text.rstrip("\x1a")
        out.add(
            "SUB008",
            line=text.count("\n") + 1,
            message=N_("the file ends with the end-of-file mark of old DOS programs (0x1A)"),
            arguments={"characters": whole - len(text)},
            help=N_("take it away"),
        )
    return text


def _without_nuls(text: str, out: Collector) -> str:
    count = text.count("\0")
    out.add(
        "SUB008",
        line=text.count("\n", 0, text.index("\0")) + 1,
        message=N_("{count} NUL characters stand in the file; they were left out"),
        arguments={"count": count, "characters": count},
        help=N_(
            "a file is filled with NULs when a copy or a disk fails: compare it with the original"
        ),
    )
    return text.replace("\0", "")


def _line_feeds(text: str, out: Collector) -> str:
    pairs = text.count("\r\n")
    feeds = text.count("\n") - pairs
    text = text.replace("\r\n", "\n")
    doubled = text.count("\r\n")
    if doubled:
        text = text.replace("\r\n", "\n")
        pairs -= doubled
    alone = text.count("\r")
    text = text.replace("\r", "\n")
    kinds = sum(map(bool, (doubled, pairs, feeds, alone)))
    arguments = {"crlf": pairs, "lf": feeds, "cr": alone, "crcrlf": doubled}
    if kinds > 1:
        out.add(
            "SUB010",
            line=1,
            message=N_("the line ends are mixed: {crlf} CRLF, {lf} LF, {cr} CR, {crcrlf} CRCRLF"),
            arguments=arguments,
            help=N_("save the file with one kind of line end"),
        )
    elif alone:
        out.add(
            "SUB010",
            line=1,
            message=N_("the lines end in CR alone, as on the Macintosh before 2001"),
            arguments=arguments,
            help=N_("save the file with LF or CRLF"),
        )
    elif doubled:
        out.add(
            "SUB010",
            line=1,
            message=N_("the lines end in CR CR LF: the line ends were converted twice"),
            arguments=arguments,
            help=N_("save the file with LF or CRLF"),
        )
    return text
