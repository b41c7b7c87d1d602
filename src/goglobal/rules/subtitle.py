"""SUB001-SUB014: what the reader of a subtitle file met, as rules that a profile can set.

The reader decides what deviates from the format and gets over it (`Track.findings`); these rules
hand its findings on. Only SUB003 and SUB012 have a say of their own: which byte order mark and
which mark-up are wanted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from goglobal.findings import Found, Severity
from goglobal.messages import N_
from goglobal.rules.base import Parameter, Parameters, rule
from goglobal.rules.places import at_text, row_at
from goglobal.rules.subjects import TrackSubject


def _met(subject: TrackSubject, code: str) -> Iterator[Found]:
    """The reader's findings under `code`."""
    if not subject.track.findings:
        return iter(())
    return _handed_on(subject, code)


def _handed_on(subject: TrackSubject, code: str) -> Iterator[Found]:
    for finding in subject.track.findings:
        if finding.code == code:
            yield Found(
                message=finding.message,
                arguments=finding.arguments,
                help=finding.help,
                severity=finding.severity,
                line=finding.line,
                cue=finding.cue,
                excerpt=finding.excerpt,
                span=finding.span,
                fixable=finding.fixable,
            )


@rule(
    "SUB001",
    "undecodable",
    Severity.ERROR,
    "track",
    summary=N_("The file's bytes are no text in any encoding that the language uses."),
    reason=N_("What cannot be read cannot be checked or delivered; the file is damaged."),
    fails=N_("A file of random bytes, or one cut in the middle of a character."),
    passes=N_("The same file saved as UTF-8."),
    by_target=False,
    qc_term="CORRUPT-FILE",
)
def undecodable(subject: TrackSubject, parameters: Parameters) -> Iterator[Found]:
    return _met(subject, "SUB001")


@rule(
    "SUB002",
    "legacy-encoding",
    Severity.ERROR,
    "track",
    summary=N_("The file is not UTF-8; it was read in an older encoding."),
    reason=N_("Platforms read UTF-8; anything else comes out as wrong letters on the screen."),
    fails=N_("A Chinese file saved as GB18030, a Thai one as windows-874, any one as UTF-16."),
    passes=N_("The same file saved as UTF-8."),
    fixable=True,
    by_target=False,
)
def legacy_encoding(subject: TrackSubject, parameters: Parameters) -> Iterator[Found]:
    return _met(subject, "SUB002")


@rule(
    "SUB003",
    "byte-order-mark",
    Severity.WARNING,
    "track",
    summary=N_("The file begins with a byte order mark, or lacks the one that is wanted."),
    reason=N_("Some players show the mark as a sign or lose the first cue behind it."),
    fails=N_("A file that begins with the bytes EF BB BF."),
    passes=N_("The same file without them."),
    fixable=True,
    parameters=[
        Parameter(
            name="wanted",
            default="no",
            doc=N_("Whether a byte order mark is wanted: yes, no or any."),
            source=(
                "RFC 3629 section 6 and RFC 8259 advise against it in UTF-8; "
                "https://www.rfc-editor.org/rfc/rfc3629 (2003)"
            ),
        )
    ],
)
def byte_order_mark(subject: TrackSubject, parameters: Parameters) -> Iterator[Found]:
    wanted = parameters.text("wanted")
    if wanted == "any":
        return
    met = list(_met(subject, "SUB003"))
    if wanted == "no":
        yield from met
    elif not met and subject.track.cues:
        yield Found(
            message=N_("the file has no byte order mark"),
            help=N_("save it as UTF-8 with a byte order mark"),
            line=1,
        )


@rule(
    "SUB004",
    "malformed-timing",
    Severity.ERROR,
    "track",
    summary=N_("A timing line is not written as the format wants it."),
    reason=N_("Strict players skip the cue or the rest of the file, without a word."),
    fails="1\n00:00:01.000 -> 00:00:02,5\nWhere is she?\n",
    passes="1\n00:00:01,000 --> 00:00:02,500\nWhere is she?\n",
    fixable=True,
    by_target=False,
)
def malformed_timing(subject: TrackSubject, parameters: Parameters) -> Iterator[Found]:
    return _met(subject, "SUB004")


@rule(
    "SUB005",
    "cue-number",
    Severity.WARNING,
    "track",
    summary=N_("A cue's number is missing, double, out of order or no number."),
    reason=N_("Most players take no notice; some platforms count cues by it and refuse the file."),
    fails=(
        "1\n00:00:01,000 --> 00:00:02,000\nWhere is she?\n\n"
        "1\n00:00:03,000 --> 00:00:04,000\nGone.\n"
    ),
    passes=(
        "1\n00:00:01,000 --> 00:00:02,000\nWhere is she?\n\n"
        "2\n00:00:03,000 --> 00:00:04,000\nGone.\n"
    ),
    fixable=True,
    by_target=False,
)
def cue_number(subject: TrackSubject, parameters: Parameters) -> Iterator[Found]:
    return _met(subject, "SUB005")


@rule(
    "SUB006",
    "blank-line-in-text",
    Severity.ERROR,
    "track",
    summary=N_("A blank line stands inside a cue's text."),
    reason=N_("A blank line ends a cue: players drop the text after it."),
    fails="1\n00:00:01,000 --> 00:00:03,000\nWhere is she?\n\nShe was here.\n",
    passes="1\n00:00:01,000 --> 00:00:03,000\nWhere is she?\nShe was here.\n",
    fixable=True,
    by_target=False,
)
def blank_line_in_text(subject: TrackSubject, parameters: Parameters) -> Iterator[Found]:
    return _met(subject, "SUB006")


@rule(
    "SUB007",
    "empty-cue",
    Severity.WARNING,
    "track",
    summary=N_("A cue has no text."),
    reason=N_("It shows nothing; often its translation was forgotten."),
    fails=("1\n00:00:01,000 --> 00:00:02,000\n\n2\n00:00:03,000 --> 00:00:04,000\nShe was here.\n"),
    passes=(
        "1\n00:00:01,000 --> 00:00:02,000\nWhere is she?\n\n"
        "2\n00:00:03,000 --> 00:00:04,000\nShe was here.\n"
    ),
    fixable=True,
    by_target=False,
)
def empty_cue(subject: TrackSubject, parameters: Parameters) -> Iterator[Found]:
    return _met(subject, "SUB007")


@rule(
    "SUB008",
    "stray-content",
    Severity.WARNING,
    "track",
    summary=N_("The file holds something that belongs to no cue."),
    reason=N_(
        "Text before the first cue, a player's coordinates or NUL bytes are not shown, or are "
        "shown where they should not be."
    ),
    fails="Episode 1, final version\n\n1\n00:00:01,000 --> 00:00:02,000\nWhere is she?\n",
    passes="1\n00:00:01,000 --> 00:00:02,000\nWhere is she?\n",
    fixable=True,
    by_target=False,
)
def stray_content(subject: TrackSubject, parameters: Parameters) -> Iterator[Found]:
    return _met(subject, "SUB008")


@rule(
    "SUB009",
    "truncated",
    Severity.ERROR,
    "track",
    summary=N_("The file breaks off in its last cue."),
    reason=N_("The end is missing: an upload or an export was interrupted."),
    fails="1\n00:00:01,000 --> 00:00:02,000\nWhere is she?\n\n2\n00:00:03,000 --> 00:0",
    passes=(
        "1\n00:00:01,000 --> 00:00:02,000\nWhere is she?\n\n"
        "2\n00:00:03,000 --> 00:00:04,000\nShe was here.\n"
    ),
    by_target=False,
    qc_term="CORRUPT-FILE",
)
def truncated(subject: TrackSubject, parameters: Parameters) -> Iterator[Found]:
    return _met(subject, "SUB009")


@rule(
    "SUB010",
    "line-ends",
    Severity.WARNING,
    "track",
    summary=N_("Lines end in different or in broken ways."),
    reason=N_("A reader that knows one kind of line end takes two cues for one, or sees none."),
    fails=N_("A file in which some lines end in CR LF and others in LF, or in CR CR LF."),
    passes=N_("The same file with one kind of line end, LF or CR LF."),
    fixable=True,
    by_target=False,
)
def line_ends(subject: TrackSubject, parameters: Parameters) -> Iterator[Found]:
    return _met(subject, "SUB010")


@rule(
    "SUB011",
    "unbalanced-markup",
    Severity.ERROR,
    "track",
    summary=N_("A tag is opened and not closed, or closed and not opened."),
    reason=N_("Players show the tag as text, or leave everything after it in italics."),
    fails="1\n00:00:01,000 --> 00:00:02,000\n<i>Where is she?\n",
    passes="1\n00:00:01,000 --> 00:00:02,000\n<i>Where is she?</i>\n",
    fixable=True,
    by_target=False,
)
def unbalanced_markup(subject: TrackSubject, parameters: Parameters) -> Iterator[Found]:
    return _met(subject, "SUB011")


@rule(
    "SUB012",
    "unsupported-markup",
    Severity.ERROR,
    "track",
    summary=N_("The text has mark-up that the platform does not take."),
    reason=N_("Mark-up that a player does not know is shown as text, or the file is refused."),
    fails="1\n00:00:01,000 --> 00:00:02,000\n<ruby>Where</ruby> is she?\n",
    passes="1\n00:00:01,000 --> 00:00:02,000\n<i>Where</i> is she?\n",
    fixable=True,
    parameters=[
        Parameter(
            name="allowed",
            default=("i", "b", "u", "font", "an"),
            doc=N_(
                "Names of tags (i, b, u, font) and of override codes (an: a place on the screen, "
                "as in {\\an8}) that may stand in the text."
            ),
            source="goglobal: what players of SRT have in common",
        )
    ],
)
def unsupported_markup(subject: TrackSubject, parameters: Parameters) -> Iterator[Found]:
    allowed = {name.lower() for name in parameters.texts("allowed")}
    for found in _met(subject, "SUB012"):
        name = str(found.arguments.get("name", "")).lower()
        # `{\\i1}` is not the tag `<i>`: of override codes, only a position can be allowed
        if name not in allowed or (found.arguments.get("kind") == "override" and name != "an"):
            yield found
    # what the reader takes without a word may still be more than this platform does
    if allowed >= _COMMON or subject.signs.isdisjoint("<{"):
        return
    for index, cue in enumerate(subject.track.cues):
        for match in _MARKUP.finditer(cue.text):
            name = (match[1] or match[2]).lower()
            if name not in allowed:
                row, start = row_at(cue.text, match.start())
                yield at_text(
                    subject,
                    index,
                    N_("`{markup}`: the platform takes no mark-up of this kind"),
                    {"markup": match[0][:50], "name": name},
                    help=N_("remove it; the text itself stays"),
                    row=row,
                    span=(start, start + len(match[0])),
                )
                break


_COMMON = frozenset({"i", "b", "u", "font", "an"})
_MARKUP = re.compile(
    r"<(i|b|u|font)(?:[ .][^<>\n]{0,200})?>|\{\\(an)[1-9]\}",
    re.IGNORECASE,
)
"""The mark-up that SRT players agree on: no deviation from the format."""


@rule(
    "SUB013",
    "no-cues",
    Severity.ERROR,
    "track",
    summary=N_("The file has no cue at all."),
    reason=N_("An empty file passes for a translation until somebody watches the episode."),
    fails=N_("A file of 0 bytes, or one with text and no timing line."),
    passes="1\n00:00:01,000 --> 00:00:02,000\nWhere is she?\n",
    by_target=False,
)
def no_cues(subject: TrackSubject, parameters: Parameters) -> Iterator[Found]:
    return _met(subject, "SUB013")


@rule(
    "SUB014",
    "mojibake",
    Severity.ERROR,
    "track",
    summary=N_("The text was decoded in a wrong encoding and saved like that."),
    reason=N_("The file is valid UTF-8, and nobody can read it."),
    fails="1\n00:00:01,000 --> 00:00:02,000\nÂ¿DÃ³nde estÃ¡ la niÃ±a?\n",
    passes="1\n00:00:01,000 --> 00:00:02,000\n¿Dónde está la niña?\n",
    fixable=True,
    by_target=False,
    qc_term="INCORRECT-CHARACTER-SET",
)
def mojibake(subject: TrackSubject, parameters: Parameters) -> Iterator[Found]:
    return _met(subject, "SUB014")


RULES = (
    undecodable,
    legacy_encoding,
    byte_order_mark,
    malformed_timing,
    cue_number,
    blank_line_in_text,
    empty_cue,
    stray_content,
    truncated,
    line_ends,
    unbalanced_markup,
    unsupported_markup,
    no_cues,
    mojibake,
)
