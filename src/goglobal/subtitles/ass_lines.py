"""The lines of an ASS or SSA file: sections, formats, fields, in whatever order they stand."""

from __future__ import annotations

import re

import msgspec

from goglobal.messages import N_
from goglobal.subtitles.deviations import Collector
from goglobal.subtitles.foreign import Remark, stray, tell

_SECTION = re.compile(r"\s*\[++([^\[\]]{1,60})\]++\s*")
_SILENT = re.compile(r"script info|aegisub .*")
"""Sections of `key: value` that say nothing a viewer sees."""
_KIND = re.compile(
    r"\s*(Dialogue|Comment|Picture|Sound|Movie|Command|Style|Format)\s*:", re.IGNORECASE
)
_CLOCK = r"[0-9]{1,3}:[0-9]{1,2}:[0-9]{1,2}(?:[.,:][0-9]{1,3})?"
_TIMES = re.compile(rf"({_CLOCK})\s*+,\s*+({_CLOCK})\s*+(?:,|\Z)")
_PREFIX = re.compile(r"\s*[;!\[]?\s*[A-Za-z]{1,12}\s*:")
_LAYER = re.compile(r"(?:marked\s*+=\s*+)?+[0-9]{0,9}", re.IGNORECASE)
_EVENT = "marked,start,end,style,name,marginl,marginr,marginv,effect,text"
_STYLES = {
    "v4+ styles": "name,fontname,fontsize,primarycolour,secondarycolour,outlinecolour,backcolour,"
    "bold,italic,underline,strikeout,scalex,scaley,spacing,angle,borderstyle,outline,shadow,"
    "alignment,marginl,marginr,marginv,encoding",
    "v4 styles": "name,fontname,fontsize,primarycolour,secondarycolour,tertiarycolour,backcolour,"
    "bold,italic,borderstyle,outline,shadow,alignment,marginl,marginr,marginv,alphalevel,encoding",
}
_ATTACHMENT = re.compile(r"\s*(?:fontname|filename)\s*:\s*(.*)", re.IGNORECASE)
_INFO = re.compile(r"\s*([A-Za-z][\w ]{0,40}?)\s*:(.*)")


class Event(msgspec.Struct):
    """One line of the events."""

    kind: str
    line: int
    fields: dict[str, str]
    text: str
    whole: bool = True
    """Whether no field is missing."""
    remarks: list[Remark] = []
    more: list[str] = []
    """Lines behind it that go on with its text."""

    @property
    def words(self) -> str:
        """Its text with the lines that go on with it."""
        return "\\N".join([self.text, *self.more]) if self.more else self.text


class StyleLine(msgspec.Struct, frozen=True):
    """One line of the styles."""

    line: int
    old: bool
    """Whether it counts places as SSA does."""
    fields: dict[str, str]


class Script(msgspec.Struct):
    """A file, taken apart."""

    info: dict[str, str] = {}
    styles: list[StyleLine] = []
    events: list[Event] = []


def read_lines(text: str, out: Collector) -> Script:
    """The lines of a file; what is no part of the format is reported."""
    reading = _Reading(out)
    for number, line in enumerate(text.split("\n"), 1):
        reading.read(line, number)
    return reading.script


class _Reading:
    def __init__(self, out: Collector) -> None:
        self.out = out
        self.script = Script({}, [], [])
        self._section = ""
        self._event_fields = _EVENT.split(",")
        self._style_fields: list[str] = []
        self._attached = False

    def read(self, line: str, number: int) -> None:
        if not line.strip():
            return
        kind = _KIND.match(line)
        section = None if kind else _SECTION.fullmatch(line)
        if section:
            self._section = section[1].strip().lower()
            self._style_fields = []
        elif kind is None:
            self._other(line, number)
        elif kind[1].lower() == "format":
            self._format(line[kind.end() :], line, number)
        elif kind[1].lower() == "style":
            self._style(line[kind.end() :], line, number)
        else:
            self._event(kind[1].capitalize(), line[kind.end() :], number)

    def _format(self, rest: str, line: str, number: int) -> None:
        fields = [field.strip().lower() for field in rest.split(",")]
        if "style" in self._section:
            self._style_fields = fields
        elif {"start", "end", "text"} <= set(fields):
            self._event_fields = fields
        else:
            tell(_apart(line), self.out, number)

    def _style(self, rest: str, line: str, number: int) -> None:
        old = "+" not in self._section
        fields = self._style_fields or _STYLES["v4 styles" if old else "v4+ styles"].split(",")
        if "style" not in self._section:
            tell(_apart(line), self.out, number)
            return
        values = [value.strip() for value in rest.split(",", len(fields))]
        if _TIMES.search(rest[:200]):
            self._irregular("Dialogue", rest, number)
            return
        found = dict(zip(fields, values, strict=False))
        words = "".join(found[name] for name in found if name not in ("name", "fontname"))
        if len(values) > len(fields) or not words.isascii():
            tell(_apart(line), self.out, number)
        self.script.styles.append(StyleLine(number, old, found))

    def _event(self, kind: str, rest: str, number: int) -> None:
        names = self._event_fields
        place = names.index("text")
        behind = len(names) - 1 - place
        values = rest.split(",", place)
        text = values.pop()
        tail = text.rsplit(",", behind) if behind else [text]
        if len(values) == place and len(tail) == behind + 1:
            text = tail[0]
            fields = dict(zip(names[:place], (value.strip() for value in values), strict=True))
            fields.update(zip(names[place + 1 :], tail[1:], strict=True))
            if _sound(fields) and _TIMES.fullmatch(f"{fields['start']},{fields['end']}"):
                self.script.events.append(Event(kind, number, fields, text, remarks=[], more=[]))
                return
        self._irregular(kind, rest, number)

    def _irregular(self, kind: str, rest: str, number: int) -> None:
        """An event with fields too few, or times that are none where they should stand."""
        times = _TIMES.search(rest[:200])
        names = self._event_fields
        values = rest.split(",", len(names) - 1)
        fields: dict[str, str] = {}
        if times:
            fields = {"start": times[1], "end": times[2]}
            values = rest[times.end() :].split(",", 6)
            text = ",".join(values[_words_from(values) :]).strip()
            before = rest[: times.start()].strip(" ,\t")
            if not _LAYER.fullmatch(before):
                text = f"{before} {text}"
        else:
            text = rest.strip()
            found = dict(zip(names, (value.strip() for value in values), strict=False))
            others = "".join(value for name, value in found.items() if name != "text")
            if len(values) == len(names) and _sound(found) and others.isascii():
                fields, text = found, values[names.index("text")]
        self.script.events.append(Event(kind, number, fields, text, False, [], []))

    def _other(self, line: str, number: int) -> None:
        """A line that is no event, style or format."""
        section = self._section
        remark = line.lstrip()[:1] in (";", "!")
        if _TIMES.search(line[:200]):  # it was an event once
            prefix = _PREFIX.match(line)
            self._irregular(
                "Comment" if remark else "Dialogue", line[prefix.end() if prefix else 0 :], number
            )
        elif remark:
            return
        elif "font" in section or "graphic" in section:
            self._attachment(line, number)
        elif section == "events":
            self._goes_on(line, number)
        else:
            info = _INFO.fullmatch(line)
            if info and _SILENT.fullmatch(section) and line.count(",") < 8:
                self.script.info.setdefault(info[1].lower(), info[2].strip())
            else:
                tell(_apart(line), self.out, number)

    def _attachment(self, line: str, number: int) -> None:
        found = _ATTACHMENT.match(line)
        if found and not self._attached:
            self._attached = True
            self.out.add(
                "SUB012",
                line=number,
                message=N_("fonts or pictures are attached (`{found}`), which a track has not"),
                arguments={"found": found[1][:60], "kind": "attachment", "name": "attachment"},
                help=N_("keep the file too, if they are needed"),
                excerpt=line[:200],
                fixable=False,
            )

    def _goes_on(self, line: str, number: int) -> None:
        if not self.script.events:
            tell(_apart(line), self.out, number)
            return
        event = self.script.events[-1]
        event.more.append(line.strip())
        if len(event.remarks) < 20:
            event.remarks.append(
                Remark(
                    "SUB006",
                    N_("the text of the event goes on in a line of its own: players drop it"),
                    {},
                    N_("join the lines, with `\\N` between them"),
                    line[:200],
                    number,
                )
            )


def _sound(fields: dict[str, str]) -> bool:
    """Whether the fields that are numbers or codes hold no words: else commas are missing."""
    layer = fields.get("layer", "") + fields.get("marked", "")
    margins = "".join(fields.get(name, "") for name in ("marginl", "marginr", "marginv"))
    return (
        _LAYER.fullmatch(layer) is not None
        and not any(map(str.isalpha, margins))
        and fields.get("effect", "").isascii()
    )


def _words_from(values: list[str]) -> int:
    """The first of some fields that is no style, margin or effect, but words."""
    for place, value in enumerate(values[:-1]):
        bare = value.strip()
        if " " in bare or not bare.isascii():
            return place
    return max(len(values) - 1, 0)


def _apart(line: str) -> Remark:
    return stray(
        line,
        N_("this line belongs to no event and stands in no cue: `{text}`"),
        N_("take it away; what is said stands behind `Dialogue:` in the section `[Events]`"),
    )
