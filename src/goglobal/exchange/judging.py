"""Whether a translation that came back may be put in: never empty, never the source, never broken.

What is refused here leaves the existing translation as it is. What is only too long is taken and
told: `goglobal check` holds it back where a target refuses it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import msgspec

from goglobal.exchange.groups import BETWEEN, Group, position_of, without_position
from goglobal.exchange.limits import CueLimits
from goglobal.exchange.resolving import Resolved, short
from goglobal.exchange.sameness import loose, nearly, trimmed
from goglobal.exchange.told import Told
from goglobal.exchange.units import Scope, Unit
from goglobal.findings import Severity
from goglobal.languages import script
from goglobal.messages import N_
from goglobal.model import Kind, Series
from goglobal.rules.counting import width
from goglobal.rules.sameness import Names, bare, close, is_clause, stays
from goglobal.rules.scripts import letters, written_with
from goglobal.subtitles.markup import faults, plain, tags

_PLACEHOLDER = re.compile(
    r"\{[A-Za-z_][A-Za-z0-9_]*\}|\{\d*\}|%\([A-Za-z_]+\)[sd]|(?<![\d%])%[sd](?![A-Za-z])"
)
_CONTROL = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f\ufffd\ufffe\uffff]")
_NO_ITALICS = frozenset({"ar", "he", "hi", "ko", "th", "zh"})
"""Languages that use no italics (see TXT009): a lost `<i>` is no loss there."""
_FEWEST_FOREIGN = 2
_FEWEST_LATIN = 20
"""Latin letters from which a text without any of the language's own is in another language."""


class Accepted(msgspec.Struct, frozen=True, kw_only=True):
    """A text that may be put in."""

    key: str
    text: str
    fuzzy: bool = False


class Judge:
    """Judges the units of one language of a series."""

    def __init__(self, series: Series, language: str, scope: Scope) -> None:
        self.series = series
        self.language = language
        self.scope = scope
        self.names = Names(series.glossary, language)
        self.own = written_with(script(language))
        self.native = written_with(script(series.source_language))
        self.foreign = self.native - self.own

    def judge(
        self,
        one: Resolved,
        told: list[Told],
        *,
        group: Group | None = None,
        limits: CueLimits | None = None,
    ) -> Accepted | None:
        """The text to put in; None where nothing changes or it is refused, which is told then."""
        unit, today = one.claim.unit, one.today
        target = trimmed(unit.target)
        if unit.source != today.source and unit.source.strip() == today.source.strip():
            target = target.strip()  # a program has set the texts of the whole file apart
        if group is not None:
            target = _without_positions(target)
        if today.target in {unit.target, target}:
            return self._state_only(one, told)
        if not target.strip():
            if today.target.strip():
                self._refuse(one, told, "empty", N_("it came back empty; the translation stays"))
            return None
        if nearly(target, today.target):
            told.append(
                one.claim.told(
                    "spaces-only",
                    Severity.INFO,
                    N_("only spaces or the Unicode form differ; the translation stays as it is"),
                    help_=N_("goglobal fix mends those"),
                )
            )
            return self._state_only(one, told)
        refusal = self._refusal(one, target, group)
        if refusal is not None:
            told.append(refusal)
            return None
        told.extend(self._doubts(one, target, group, limits))
        return Accepted(key=today.key, text=target, fuzzy=unit.fuzzy)

    def _state_only(self, one: Resolved, told: list[Told]) -> Accepted | None:
        """A catalog's entry whose text stays and whose state does not."""
        unit, today = one.claim.unit, one.today
        if self.scope == "cues" or unit.fuzzy == today.fuzzy or not today.target:
            return None
        if unit.fuzzy:
            told.append(
                one.claim.told(
                    "unconfirmed",
                    Severity.WARNING,
                    N_("the translation is marked as not confirmed now; it is not delivered"),
                )
            )
        return Accepted(key=today.key, text=today.target, fuzzy=unit.fuzzy)

    def _refusal(self, one: Resolved, target: str, group: Group | None) -> Told | None:
        for name, message, arguments, help_ in self._reasons(one, target, group):
            return one.claim.told(name, Severity.ERROR, message, arguments, help_)
        return None

    def _refuse(self, one: Resolved, told: list[Told], name: str, message: str) -> None:
        help_ = N_("have it translated, or leave the translation in the file as it was")
        told.append(one.claim.told(name, Severity.ERROR, message, {}, help_))

    def _reasons(
        self, one: Resolved, target: str, group: Group | None
    ) -> Iterator[tuple[str, str, dict[str, str | int | float], str]]:
        source = one.today.source
        if self._is_source(one.today, target):
            yield (
                "same-as-source",
                N_("the translation is the source text: “{text}”"),
                {"text": short(target)},
                N_("translate it; add a name that stays as it is to the glossary"),
            )
        elif self._is_foreign(one.today, target):
            yield (
                "other-script",
                N_("the translation has no letter that {language} is written with: “{text}”"),
                {"language": self.language, "text": short(target)},
                N_("check that it was not pasted from another language, and translate it"),
            )
        control = _CONTROL.search(target)
        if control:
            yield (
                "control-character",
                N_("the text holds the character U+{code}, which no text may hold"),
                {"code": f"{ord(control[0]):04X}"},
                N_("write it anew; a program has damaged it"),
            )
        if self.scope == "metadata":
            yield from _lost_placeholders(source, target)
            return
        if one.claim.unit.fuzzy:
            yield (
                "unconfirmed",
                N_("the translation is not confirmed; a subtitle file cannot say so"),
                {},
                N_("have it looked at, and mark it as translated in the translator's program"),
            )
        yield from _broken_markup(source, target)
        if group is not None:
            yield from _wrong_parts(target, group)

    def _is_source(self, today: Unit, target: str) -> bool:
        """Whether a text is the source text where it must not be."""
        source = today.source
        if bare(target) != bare(source) or close(self.language, self.series.source_language):
            return False
        if not self._is_in_source_language(source):
            return False
        if today.key.startswith("credit/"):  # may stay as it is; a translation may not go for it
            return bool(today.target.strip())
        rest = self.names.without(plain(target))
        if not bare(rest) or stays(rest):
            return False
        used = set(letters(rest))
        if used and not used & self.own and used <= self.foreign:
            return True
        return is_clause(rest, self.language)

    def _is_in_source_language(self, source: str) -> bool:
        """Whether a text has letters of the source language: a line in English may stay English."""
        return not self.native or not self.native.isdisjoint(letters(source))

    def _is_foreign(self, today: Unit, target: str) -> bool:
        """Whether a text has none of the language's own letters, but others that it should not."""
        if not self.own or not self._is_in_source_language(today.source):
            return False
        if today.key.startswith("credit/"):
            had = self.own & set(letters(today.target))
            used = letters(target)
            return bool(had) and not self.own & set(used) and bool(set(used) - {"Latn"})
        rest = self.names.without(plain(target))
        if stays(rest):
            return False
        used = letters(rest)
        if self.own & set(used):
            return False
        latin = used.pop("Latn", 0)
        return used.total() >= _FEWEST_FOREIGN or latin >= _FEWEST_LATIN

    def _doubts(
        self, one: Resolved, target: str, group: Group | None, limits: CueLimits | None
    ) -> Iterator[Told]:
        today, claim = one.today, one.claim
        if self.scope == "metadata":
            yield from self._too_long(one, target)
            if claim.unit.fuzzy:
                yield claim.told(
                    "unconfirmed",
                    Severity.WARNING,
                    N_("the translation is not confirmed; it is put in as fuzzy"),
                    help_=N_("have it looked at; it is not delivered before"),
                )
            return
        lost = Counter(tags(today.source)) - Counter(tags(target))
        if self.language.split("-", 1)[0] in _NO_ITALICS:
            del lost["i"]
        if lost:
            yield claim.told(
                "markup-lost",
                Severity.WARNING,
                N_("the source text has {markup}, the translation does not"),
                {"markup": ", ".join(f"<{name}>" for name in lost)},
                N_("put the mark-up around the same words, if it is meant"),
            )
        position = position_of(trimmed(claim.unit.target))
        if position:
            yield claim.told(
                "position",
                Severity.WARNING,
                N_("where a cue stands comes from the source; {code} is not taken"),
                {"code": position},
            )
        if limits is not None and group is not None:
            yield from self._no_room(one, target, limits)

    def _too_long(self, one: Resolved, target: str) -> Iterator[Told]:
        today = one.today
        size = len(target.encode("utf-8", "replace"))
        help_ = N_("have it shortened; a target refuses it as it is")
        if today.max_length is not None and len(target) > today.max_length:
            yield one.claim.told(
                "too-long",
                Severity.WARNING,
                N_("{count} characters; at most {limit}"),
                {"count": len(target), "limit": today.max_length},
                help_,
            )
        elif today.max_bytes is not None and size > today.max_bytes:
            yield one.claim.told(
                "too-long",
                Severity.WARNING,
                N_("{count} bytes in UTF-8; at most {limit}"),
                {"count": size, "limit": today.max_bytes},
                help_,
            )

    def _no_room(self, one: Resolved, target: str, limits: CueLimits) -> Iterator[Told]:
        parts = [plain(part) for part in target.split(BETWEEN)]
        most = limits.max_lines
        lines = max(part.count("\n") + 1 for part in parts)
        if most is not None and lines > most:
            yield one.claim.told(
                "too-many-lines",
                Severity.WARNING,
                N_("{count} lines; at most {limit}"),
                {"count": lines, "limit": most},
                N_("join lines or shorten the text"),
            )
        start, end = one.today.start, one.today.end
        if limits.max_cps is None or start is None or end is None or end <= start:
            return
        speed = width("\n".join(parts), self.language) * 1000 / (end - start)
        if round(speed, 1) > limits.max_cps:
            yield one.claim.told(
                "too-fast",
                Severity.WARNING,
                N_("{speed} characters a second; at most {limit}"),
                {"speed": f"{speed:.1f}", "limit": f"{limits.max_cps:g}"},
                N_("have it shortened"),
            )


def kind_in(key: str) -> Kind:
    """The kind of the track that a cue key is in."""
    stem = key.partition("/")[0]
    return "sdh" if stem.endswith(".sdh") else "forced" if stem.endswith(".forced") else "full"


def _without_positions(text: str) -> str:
    """The texts of a unit without a position, which comes from the cues themselves."""
    return BETWEEN.join(without_position(part) for part in text.split(BETWEEN))


def _lost_placeholders(
    source: str, target: str
) -> Iterator[tuple[str, str, dict[str, str | int | float], str]]:
    wanted = Counter(_PLACEHOLDER.findall(source))
    given = Counter(_PLACEHOLDER.findall(target))
    if wanted != given:
        yield (
            "placeholder",
            N_("placeholders differ from the source: {lost} missing, {strange} added"),
            {
                "lost": ", ".join((wanted - given).elements()) or "–",
                "strange": ", ".join((given - wanted).elements()) or "–",
            },
            N_("copy the placeholders from the source text letter by letter"),
        )


def _broken_markup(
    source: str, target: str
) -> Iterator[tuple[str, str, dict[str, str | int | float], str]]:
    known = Counter(_marks(source))
    for fault in faults(target):
        mark = loose(target[fault.start : fault.end])
        if known[mark]:
            known[mark] -= 1  # the source has it as well
            continue
        if fault.code == "SUB011" or fault.arguments.get("kind") == "entity":
            yield "broken-markup", fault.message, dict(fault.arguments), fault.help


def _marks(text: str) -> Iterator[str]:
    for fault in faults(text):
        yield loose(text[fault.start : fault.end])


def _wrong_parts(
    target: str, group: Group
) -> Iterator[tuple[str, str, dict[str, str | int | float], str]]:
    """A number of texts that is neither that of the source's cues nor of the translation's."""
    parts = target.split(BETWEEN)
    if all(part.strip() for part in parts) and len(parts) in part_counts(group):
        return
    wanted = sorted(part_counts(group))
    yield (
        "blank-line",
        N_("the text has {count} parts between blank lines; {wanted} are wanted here"),
        {"count": len(parts), "wanted": " / ".join(map(str, wanted))},
        N_("a blank line ends a cue: keep those of the file, and write no others"),
    )


def part_counts(group: Group) -> frozenset[int]:
    """How many texts a unit may have: one for each cue, of the source or of the translation."""
    return frozenset({len(group.source), *([len(group.target)] if group.target else [])})
