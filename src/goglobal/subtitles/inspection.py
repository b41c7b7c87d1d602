"""What is wrong inside the cue texts, whatever the format: mark-up, mojibake, nothing to read."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from goglobal.errors import Argument
from goglobal.messages import N_
from goglobal.subtitles import mojibake
from goglobal.subtitles.deviations import Collector
from goglobal.subtitles.markup import faults, holding, is_simple, plain
from goglobal.subtitles.mojibake import Hints

BETWEEN = "\0\n"
"""What stands before each text where all of a file's are joined: no text holds a NUL."""


def inspect(
    texts: Sequence[str],
    text_lines: Callable[[], Sequence[int]],
    out: Collector,
    *,
    joined: str | None = None,
    damaged: bool = False,
    hints: Hints = Hints(),  # noqa: B008 - frozen
) -> None:
    """Report SUB007, SUB011, SUB012 and SUB014 of the cue texts of a file.

    `joined` is all of them, with `BETWEEN` before each; `text_lines` gives the line where each
    begins, and is only asked where there is something to tell. `damaged`: the decoder reported
    U+FFFD itself; `hints`: where it says mojibake may be.
    """
    if joined is None:
        joined = BETWEEN + BETWEEN.join(texts)
    marked = [i for i in holding(joined, "<{&\\", BETWEEN[0]) if not is_simple(texts[i])]
    if marked:
        _markup(texts, marked, text_lines(), out)
    if mojibake.suspicious(joined, hints):
        _mojibake(texts, joined, text_lines(), out, damaged=damaged)


def _markup(
    texts: Sequence[str], marked: Sequence[int], text_lines: Sequence[int], out: Collector
) -> None:
    for index in marked:
        text = texts[index]
        found = faults(text)
        for fault in found:
            line, excerpt, span = place(text, fault.start, fault.end)
            out.add(
                fault.code,
                line=text_lines[index] + line,
                cue=index + 1,
                message=fault.message,
                arguments=fault.arguments,
                help=fault.help,
                excerpt=excerpt,
                span=span,
            )
        if len(text) < 200 and not plain(text).strip():
            out.add(
                "SUB007",
                line=text_lines[index],
                cue=index + 1,
                message=N_("the cue holds mark-up but no text"),
                help=N_("take the cue away, or fill in what is said"),
                excerpt=text.split("\n")[0],
            )


def _mojibake(
    texts: Sequence[str],
    joined: str,
    text_lines: Sequence[int],
    out: Collector,
    *,
    damaged: bool,
) -> None:
    if mojibake.only_question_marks(texts):
        out.add(
            "SUB014",
            line=text_lines[0],
            message=N_(
                "most of the text is question marks: it was saved in a code page that lacks its"
                " letters"
            ),
            help=N_("it cannot be undone. Ask for the file again, saved as UTF-8."),
            excerpt=texts[0].split("\n")[0],
            fixable=False,
        )
    proof = mojibake.proven(joined)
    for index, text in enumerate(texts):
        found = None if text.isascii() else mojibake.find(text, proof=proof)
        if found is None or (damaged and found.repaired is None and "锟" not in text):
            continue
        line, excerpt, span = place(text, found.start, found.end)
        arguments: dict[str, Argument]
        if found.repaired is None:
            message = N_("the text holds `{found}`: letters were lost before the file came here")
            advice = N_("it cannot be undone. Ask for the file again, saved as UTF-8.")
            arguments = {"found": text[found.start : found.end][:20]}
        else:
            message = N_(
                "`{found}` should read `{repaired}`: UTF-8 was opened as {encoding} and saved again"
            )
            advice = N_("it can be undone: decode the text once more, or ask for the original file")
            arguments = {
                "found": text[found.start : found.end][:60],
                "repaired": found.repaired[:60],
                "encoding": found.encoding,
            }
        out.add(
            "SUB014",
            line=text_lines[index] + line,
            cue=index + 1,
            message=message,
            arguments=arguments,
            help=advice,
            excerpt=excerpt,
            span=span,
            fixable=found.repaired is not None,
        )


def place(text: str, start: int, end: int) -> tuple[int, str, tuple[int, int]]:
    """The 0-based row of a place in a cue text, that row, and the span within it."""
    row = text.count("\n", 0, start)
    begin = text.rfind("\n", 0, start) + 1
    stop = text.find("\n", start)
    excerpt = text[begin : stop if stop >= 0 else len(text)]
    return row, excerpt, (start - begin, max(start + 1, min(end, begin + len(excerpt))) - begin)
