"""A series as its producer keeps it in a spreadsheet: texts, episodes, people, languages.

Everything in the workbook is either taken or told: a sheet, column or row that is not understood,
a value that is in doubt, a text that stands there twice with different words.
"""

from __future__ import annotations

from goglobal.errors import Argument
from goglobal.exchange.csv_sheet import read_csv
from goglobal.exchange.intake.languages_known import expand
from goglobal.exchange.returned import Remark
from goglobal.exchange.sheet_areas import Item, Unknown, areas
from goglobal.exchange.sheet_fields import Fields
from goglobal.exchange.sheet_headers import (
    TEXT_FIELDS,
    Heading,
    language,
    sheet_language,
    sheet_season,
)
from goglobal.exchange.sheet_result import USUAL_SOURCE, SheetSeries
from goglobal.exchange.sheet_tongues import named_source, named_texts
from goglobal.exchange.sheet_values import duration_in, listed_in, number_in, shown, text_in
from goglobal.exchange.sheet_visible import visible
from goglobal.exchange.sheets import Cell, Sheet
from goglobal.exchange.workbook import read_workbook
from goglobal.exchange.workbook_guard import Unreadable
from goglobal.findings import Severity
from goglobal.messages import N_
from goglobal.model import Episode

_LONGEST = {"title": 500, "synopsis": 20_000, "tagline": 1000, "keywords": 2000}
"""Characters; `series.toml` takes no more."""

_MOST = 10_000
"""Episodes; likewise."""


def read_series(data: bytes, *, source_language: str | None = None) -> SheetSeries:
    """What a workbook or CSV file says of one series; never raises because of content."""
    try:
        book = read_workbook(data) if data.startswith((b"PK", b"\xd0\xcf")) else read_csv(data)
    except Unreadable as refusal:
        return SheetSeries(
            remarks=(
                Remark(
                    name=refusal.name,
                    severity=Severity.ERROR,
                    message=refusal.message,
                    arguments=refusal.arguments,
                    help=refusal.help,
                ),
            )
        )
    book = visible(book)
    named = source_language or named_source(book)
    reader = _Reader(named or USUAL_SOURCE)
    reader.remarks.extend(book.remarks)
    for sheet in book.sheets:
        reader.read(sheet)
    return reader.result(certain=named is not None)


class _Reader:
    """Goes through the sheets and gathers what they say."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.remarks: list[Remark] = []
        self.texts: dict[str, dict[str, tuple[str, str]]] = {source: {}}
        """By language and key: the text and where it stands."""
        self.durations: dict[int, int] = {}
        self.numbers: dict[int, str] = {}
        """The episodes of the source language's list, and where they stand."""
        self.seasons: dict[int, str] = {}
        """The seasons that sheets are named after, with the first such sheet."""
        self.count: tuple[int, Sheet, Cell] | None = None
        self.named: frozenset[tuple[str, str, str]] = frozenset()
        self.late: list[tuple[Sheet, Heading, Cell, str, int | None]] = []
        """Texts of a sheet without a language, where others have it: they go last."""
        self.fields = Fields(self.tell)

    def tell(
        self,
        sheet: Sheet,
        cell: Cell | None,
        name: str,
        message: str,
        **arguments: Argument,
    ) -> None:
        """A remark on a cell, or on a whole sheet."""
        self.remarks.append(
            Remark(
                name=name,
                severity=Severity.WARNING,
                message=message,
                arguments=arguments,
                place=sheet.place(cell) if cell else sheet.name,
            )
        )

    def read(self, sheet: Sheet) -> None:
        """One sheet."""
        if not sheet.rows:
            return
        tags = expand(sheet_language(sheet.name), (self.source,)) if sheet.name else frozenset()
        own = self.source if not tags or self.source in tags else next(iter(tags))
        season = sheet_season(sheet.name)
        if season is not None:
            self.seasons.setdefault(season, sheet.name)
        understood = False
        rows: dict[tuple[str, int], str] = {}
        one_series: Cell | None = None
        found = list(areas(sheet))
        self.named, self.late = named_texts(found, own, self.source), []
        for item in found:
            if isinstance(item, Unknown):
                self._unknown(sheet, item)
                continue
            understood = True
            if item.role == "episode":
                self._episode(sheet, item, own, rows)
            elif item.role == "language":
                tag = self._of_row(sheet, item, None)
                if tag is not None:
                    self._values(sheet, item, tag, None)
            elif item.role == "cast":
                self.fields.cast_row(sheet, item.cells, own)
            elif item.role == "series" and one_series is not None:
                message = N_("is a second series below the first; not taken")
                self.tell(sheet, item.row[0], "second-series", message)
            else:
                one_series = item.row[0] if item.role == "series" else one_series
                self._values(sheet, item, own, None)
        for values in self.late:
            self._text(*values, late=True)
        if not understood:
            self.tell(sheet, None, "not-understood", N_("nothing in this sheet was understood"))

    def _unknown(self, sheet: Sheet, item: Unknown) -> None:
        if item.header is not None:
            self.tell(
                sheet,
                item.header,
                "not-understood",
                N_("the column “{header}” was not understood; {count} cells are not taken"),
                header=shown(item.header)[:60],
                count=len(item.cells),
            )
            return
        text = " | ".join(shown(cell) for cell in item.cells)
        message = N_("was not understood, and is not taken: “{text}”")
        self.tell(sheet, item.cells[0], "not-understood", message, text=text[:120])

    def _tongue(self, sheet: Sheet, heading: Heading, cell: Cell, own: str) -> str | None:
        """The language that a value is in; None where it may be several, which is told."""
        if not heading.languages:
            return own
        tags = expand(heading.languages, (self.source,))
        if self.source in tags:
            return self.source
        if len(tags) == 1:
            return next(iter(tags))
        message = N_("may be in {languages}; not taken")
        self.tell(sheet, cell, "which-language", message, languages=", ".join(sorted(tags)))
        return None

    def _of_row(self, sheet: Sheet, item: Item, own: str | None) -> str | None:
        """The language that a row names, `own` where it names none; None where it may be several,
        which is told."""
        named = next((cell for heading, cell in item.cells if heading.field == "language"), None)
        if named is None and own is not None:
            return own
        tags = expand(language(shown(named)), (self.source,)) if named else frozenset()
        tag = self.source if self.source in tags else next(iter(tags)) if len(tags) == 1 else None
        if tag is None:
            message = N_("names no language that is known, or several; the row is not taken")
            self.tell(sheet, named or item.row[0], "which-language", message)
        return tag

    def _episode(
        self, sheet: Sheet, item: Item, own: str, rows: dict[tuple[str, int], str]
    ) -> None:
        told = [(heading, cell) for heading, cell in item.cells if heading.field == "number"]
        cells = [cell for heading, cell in told if heading.level != "row"]
        cells = cells or [cell for _, cell in told]
        cell = next(iter(cells), None)
        numbers = {n for one in cells if (n := number_in(one))}
        if len(numbers) != 1:
            text = " | ".join(shown(one) for one in item.row)
            message = N_("is no episode, as it has no number; the row is not taken: “{text}”")
            if numbers:
                message = N_("has the numbers of two episodes; the row is not taken: “{text}”")
            self.tell(sheet, cell or item.row[0], "no-number", message, text=text[:120])
            return
        tag, number = self._of_row(sheet, item, own), min(numbers)
        if tag is None:
            return
        if (tag, number) in rows:
            message = N_("episode {number} stands in {place} already; the row is not taken")
            self.tell(sheet, cell, "twice", message, number=number, place=rows[tag, number])
            return
        assert cell is not None
        rows[tag, number] = sheet.place(cell)
        if tag == self.source:
            self.numbers.setdefault(number, sheet.place(cell))
        self._values(sheet, item, tag, number)

    def _values(self, sheet: Sheet, item: Item, own: str, number: int | None) -> None:
        for heading, cell in item.cells:
            if heading.field == "number" and number is not None:
                continue
            if heading.field in ("number", "count"):
                self._counted(sheet, cell)
            elif heading.field == "duration":
                self._duration(sheet, heading, cell, number)
            elif not heading.languages and (item.role, heading.field, heading.level) in self.named:
                self.late.append((sheet, heading, cell, own, number))
            elif heading.field in TEXT_FIELDS:
                self._text(sheet, heading, cell, own, number)
            elif heading.field == "language":
                if not language(shown(cell)):
                    message = N_("“{value}” is no language that is known here; not taken")
                    self.tell(sheet, cell, "which-language", message, value=shown(cell)[:60])
            else:
                tag = self._tongue(sheet, heading, cell, own)
                if tag is not None:
                    self.fields.take(sheet, heading, cell, tag, is_source=tag == self.source)

    def _counted(self, sheet: Sheet, cell: Cell) -> None:
        number = number_in(cell)
        if number is None:
            message = N_("“{value}” is no number of episodes; not taken")
            self.tell(sheet, cell, "not-understood", message, value=shown(cell)[:60])
        else:
            self.count = (number, sheet, cell)

    def _duration(self, sheet: Sheet, heading: Heading, cell: Cell, number: int | None) -> None:
        if number is None:
            message = N_("the length of no episode; not taken: “{value}”")
            self.tell(sheet, cell, "not-understood", message, value=shown(cell)[:60])
            return
        found = duration_in(cell, heading.unit)
        if found.doubt:
            self.tell(sheet, cell, "duration", found.doubt, value=shown(cell)[:60])
        if isinstance(found.value, int):
            self.durations.setdefault(number, found.value)

    def _text(
        self,
        sheet: Sheet,
        heading: Heading,
        cell: Cell,
        own: str,
        number: int | None,
        *,
        late: bool = False,
    ) -> None:
        tag = self._tongue(sheet, heading, cell, own)
        if tag is None:
            return
        found = text_in(cell, lines=heading.field == "synopsis")
        if found.doubt:
            self.tell(sheet, cell, "text", found.doubt, value=shown(cell)[:60])
        if not isinstance(found.value, str) or not found.value:
            return
        episodic = number is not None and heading.level != "series"
        text = found.value
        if heading.field == "keywords":
            text = ", ".join(listed_in(text))
        refusal = ""
        if episodic and heading.field not in ("title", "synopsis"):
            refusal = N_("an episode has no such text; not taken: “{value}”")
        elif not episodic and heading.level == "episode":
            refusal = N_("is about an episode, but stands in no list of them; not taken: “{value}”")
        elif len(text) > _LONGEST[heading.field]:
            refusal = N_("is too long; not taken: “{value}”")
        if refusal:
            self.tell(sheet, cell, "not-understood", refusal, value=text[:60])
            return
        key = f"episode/{number:03}/{heading.field}" if episodic else f"series/{heading.field}"
        there = self.texts.setdefault(tag, {})
        if key not in there and late:
            message = N_("does not say its language, as others do; not taken: “{value}”")
            self.tell(sheet, cell, "which-language", message, value=found.value[:60])
        elif key not in there:
            there[key] = (text, sheet.place(cell))
        elif there[key][0] != text:
            message = N_("differs from what {place} says; not taken: “{value}”")
            self.tell(sheet, cell, "differs", message, place=there[key][1], value=found.value[:60])

    def result(self, *, certain: bool) -> SheetSeries:
        """Everything together, with what is only seen at the end."""
        own = {key: text for key, (text, _) in self.texts.pop(self.source).items()}
        self._check_count()
        if not own and not self.numbers:
            self._fail("no-texts", N_("no title, synopsis or list of episodes was found"))
        elif not certain and not any("\u3400" <= c <= "\u9fff" for c in "".join(own.values())):
            self._fail(
                "source-language",
                N_("nothing says in which language the series was made"),
                N_("name it: --source-language en"),
            )
        elif len(self.numbers) > _MOST:
            message = N_("lists {count} episodes; a series has {limit} at most")
            self._fail("too-many", message, count=len(self.numbers), limit=_MOST)
        self._one_season()
        self._gaps()
        people, named = self.fields.credits(self.source)
        translations: dict[str, dict[str, str]] = {
            tag: self._with_source(tag, texts, own) for tag, texts in sorted(self.texts.items())
        }
        for tag, texts in named.items():
            translations.setdefault(tag, {}).update(texts)
        episodes = tuple(
            Episode(
                number=number,
                title=own.get(f"episode/{number:03}/title", ""),
                synopsis=own.get(f"episode/{number:03}/synopsis", ""),
                duration=self.durations.get(number),
            )
            for number in sorted(self.numbers)
        )
        return SheetSeries(
            source_language=self.source,
            credits=people,
            episodes=episodes,
            texts={key: text for key, text in own.items() if key.startswith("series/")},
            translations=translations,
            remarks=tuple(self.remarks),
            **self.fields.values,
        )

    def _with_source(
        self, tag: str, texts: dict[str, tuple[str, str]], own: dict[str, str]
    ) -> dict[str, str]:
        """The translations of texts that there are; of the others a remark."""
        result = {}
        for key, (text, place) in texts.items():
            if key in own:
                result[key] = text
                continue
            self.remarks.append(
                Remark(
                    name="no-source-text",
                    severity=Severity.WARNING,
                    message=N_(
                        "there is no {key} in {source} that this could translate; not taken: "
                        "“{value}”"
                    ),
                    arguments={"key": key, "source": self.source, "value": text[:60]},
                    place=place,
                )
            )
        return result

    def _check_count(self) -> None:
        if self.count is not None and self.numbers and self.count[0] != len(self.numbers):
            number, sheet, cell = self.count
            message = N_("says {count} episodes; {found} are listed")
            self.tell(sheet, cell, "count", message, count=number, found=len(self.numbers))

    def _one_season(self) -> None:
        if len(self.seasons) > 1:
            names = ", ".join(f"“{name}”" for name in self.seasons.values())
            message = N_("the sheets {names} are of several seasons, and a series folder is of one")
            help_ = N_("hide the sheets of the other seasons, which are not taken then")
            self._fail("seasons", message, help_, names=names)
        elif self.seasons:
            self.fields.values.setdefault("season", min(self.seasons))

    def _gaps(self) -> None:
        if not self.numbers:
            return
        missing = sorted(set(range(1, max(self.numbers) + 1)) - set(self.numbers))
        if missing and max(self.numbers) < 10_000:
            from goglobal.episodes import format_episodes

            self.remarks.append(
                Remark(
                    name="gap",
                    severity=Severity.WARNING,
                    message=N_("episodes {episodes} are missing in the list"),
                    arguments={"episodes": format_episodes(missing)},
                )
            )

    def _fail(self, name: str, message: str, help_: str = "", **arguments: Argument) -> None:
        self.remarks.append(
            Remark(
                name=name,
                severity=Severity.ERROR,
                message=message,
                arguments=arguments,
                help=help_,
            )
        )
