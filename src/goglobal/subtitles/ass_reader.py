"""The reader of ASS and its older form SSA (SubStation Alpha).

pysubs2 understands colours, places and times, one by one. Of a whole file it is not asked: one bad
colour or time makes it refuse all of it, it takes the fields in one order only, drops what has no
`Dialogue:` before it, and sets up the logging of the whole program.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from goglobal.messages import N_
from goglobal.model import Track
from goglobal.subtitles.ass_lines import Event, Script, StyleLine, read_lines
from goglobal.subtitles.ass_text import Look, Text, colour_of, read_text
from goglobal.subtitles.clocks import LENIENT, parse_clock
from goglobal.subtitles.decoding import decode
from goglobal.subtitles.deviations import Collector
from goglobal.subtitles.foreign import (
    Draft,
    Remark,
    cue_text,
    lost,
    require,
    split_lines,
    stray,
    tag_or_none,
    tell,
    track_of,
)
from goglobal.subtitles.lineends import even
from goglobal.subtitles.spans import Style

_HEIGHT = 288
"""Units of a script that does not say how high the picture is: what players take."""
_FIELDS = (
    ("primarycolour", re.compile(r"&[hH][0-9A-Fa-f]{1,8}|[0-9]{1,10}"), "&HFFFFFF"),
    ("bold", re.compile(r"-?[01]"), "0"),
    ("italic", re.compile(r"-?[01]"), "0"),
    ("underline", re.compile(r"-?[01]"), "0"),
    ("alignment", re.compile(r"[1-9]|1[01]"), "2"),
)


def read_ass(data: bytes, *, language: str | None = None, name: str = "") -> Track:
    """An ASS or SSA file as a track; never raises because of content.

    Raises UsageError where pysubs2 is not installed.
    """
    require("pysubs2")
    out = Collector()
    decoded = decode(data, language=language)
    out.extend(decoded.findings)
    text = even(decoded.text, out)
    script = read_lines(text, out)
    reading = _Reading(script, out)
    for event in script.events:
        reading.read(event)
    return track_of(
        reading.drafts,
        out,
        format="ass",
        language=language or tag_or_none(script.info.get("language", "")),
        name=name,
        blank=not text.strip(),
    )


class _Reading:
    """One file being read, event by event."""

    def __init__(self, script: Script, out: Collector) -> None:
        self.out = out
        self.drafts: list[Draft] = []
        self._looks = {
            style.fields.get("name", "").lstrip("*"): self._look(style) for style in script.styles
        }
        wrap = script.info.get("wrapstyle", "0")
        self._wrap = int(wrap) if wrap in ("0", "1", "2", "3") else 0
        height = script.info.get("playresy", "")
        self._height = int(height) if re.fullmatch("[1-9][0-9]{0,5}", height) else _HEIGHT
        self._seen: dict[tuple[int, int, str], tuple[str, Draft]] = {}

    def _look(self, line: StyleLine) -> Look:
        """What a style says, as pysubs2 understands it."""
        from pysubs2 import Alignment
        from pysubs2.formats.substation import rgba_to_color

        values = {}
        for name, pattern, otherwise in _FIELDS:
            found = line.fields.get(name, otherwise).rstrip("&")
            values[name] = found if pattern.fullmatch(found) else otherwise
            if values[name] != found:
                self._refused(name, found, line.line)
        number = int(values["alignment"])
        try:
            place = Alignment.from_ssa_alignment(number) if line.old else Alignment(number)
        except (ValueError, KeyError, IndexError):
            self._refused("alignment", values["alignment"], line.line)
            place = Alignment.BOTTOM_CENTER
        colour = rgba_to_color(values["primarycolour"])
        return Look(
            Style(
                values["italic"] != "0",
                values["bold"] != "0",
                values["underline"] != "0",
                colour_of(f"{colour.b:02x}{colour.g:02x}{colour.r:02x}"),
            ),
            int(place),
        )

    def _refused(self, name: str, found: str, line: int) -> None:
        self.out.add(
            "SUB012",
            line=line,
            message=N_("`{markup}` is no value of a style: it was passed over"),
            arguments={"markup": f"{name}: {found}"[:80], "kind": "style", "name": name},
            help=N_("write it as the program that plays the file does"),
            excerpt=found,
            fixable=False,
        )

    def read(self, event: Event) -> None:
        """Make a draft of an event."""
        if event.kind == "Comment":
            if event.words.strip():
                tell(_comment(event.words), self.out, event.line)
            return
        if event.kind != "Dialogue":
            tell(_no_text(event), self.out, event.line)
            return
        look = self._looks.get(event.fields.get("style", "").lstrip("*"))
        if look is None:
            look = self._looks.get("Default", Look())
        text = read_text(event.words, look, self._looks, wrap=self._wrap)
        remarks = list(event.remarks)
        remarks += _remarks(text, event)
        words = split_lines(text.runs)
        shown = cue_text(words, self._place(text), remarks) if any(words) else ""
        if not shown.strip() and (text.drawings or text.notes):
            for remark in remarks:
                tell(remark, self.out, event.line)
            return
        draft = self._draft(event, shown, remarks)
        layer = event.fields.get("layer", "")
        key = (draft.start, draft.end, "".join(run.text for run in text.runs))
        other = self._seen.get(key)
        if other and other[0] != layer and key[2].strip() and not draft.flaws:
            # the same words at the same time on another layer: an outline, a shadow, a glow
            if len(other[1].remarks) < 20:
                other[1].remarks = [*other[1].remarks, lost(["layer"])]
            return
        self._seen[key] = layer, draft
        self.drafts.append(draft)

    def _place(self, text: Text) -> int:
        """A number of the keypad: as the alignment says, in the row where a position is."""
        if text.height is None:
            return text.place
        share = text.height / self._height
        row = 6 if share < 1 / 3 else 3 if share < 2 / 3 else 0
        return (text.place - 1) % 3 + 1 + row

    def _draft(self, event: Event, text: str, remarks: list[Remark]) -> Draft:
        start, flaws = _time(event.fields.get("start", ""))
        end, more = _time(event.fields.get("end", ""))
        if start is None:
            start = end if end is not None else self.drafts[-1].end if self.drafts else 0
        if end is None:
            end = start
        found = f"{event.fields.get('start', '')} --> {event.fields.get('end', '')}"
        flaws = tuple(dict.fromkeys((*flaws, *more)))
        if not event.whole and not flaws:
            remarks.append(
                Remark(
                    "SUB004",
                    N_("the event has too few fields: its text may begin elsewhere"),
                    {},
                    N_("write all the fields that the line `Format:` names"),
                    event.words,
                    fixable=False,
                )
            )
        return Draft(start, end, text, event.line, flaws, found, remarks)


def _time(found: str) -> tuple[int | None, tuple[str, ...]]:
    """A time in milliseconds, and what is wrong with it."""
    from pysubs2.time import TIMESTAMP, timestamp_to_ms

    match = TIMESTAMP.fullmatch(found) if found.isascii() else None
    if match:
        over = int(match[2]) > 59 or int(match[3]) > 59
        return int(timestamp_to_ms(match.groups())), ("over-59",) if over else ()
    lenient = re.search(LENIENT, found[:60])
    clock = parse_clock(lenient[0], ".") if lenient else None
    if clock is None:
        return None, ("unreadable",)
    return clock.ms, clock.flaws or ("spaces",)


def _remarks(text: Text, event: Event) -> Iterable[Remark]:
    """What no cue can say of a text."""
    missing = list(text.lost)
    effect = event.fields.get("effect", "")
    if effect:
        missing.append(effect.split(";")[0][:40])
    if missing:
        yield lost(missing, event.words)
    if text.notes:
        yield stray(
            " ".join(text.notes),
            N_("a note in braces, which players do not show, stands in no cue: `{text}`"),
            N_("nothing has to be done, unless it is dialogue"),
        )
    if text.drawings:
        yield Remark(
            "SUB012",
            N_("shapes are drawn here, which are no text: they stand in no cue"),
            {"markup": "\\p", "kind": "drawing", "name": "p"},
            N_("nothing has to be done, unless the shapes are letters"),
            " ".join(text.drawings),
            fixable=False,
        )


def _comment(text: str) -> Remark:
    return stray(
        text,
        N_("this event is a comment, which players do not show: `{text}`"),
        N_("nothing has to be done, unless it is dialogue"),
    )


def _no_text(event: Event) -> Remark:
    return Remark(
        "SUB012",
        N_("`{markup}` shows or does something that is no text: it stands in no cue"),
        {"markup": event.kind, "kind": "event", "name": event.kind.lower()},
        N_("nothing has to be done, unless it is needed"),
        event.words,
        fixable=False,
    )
