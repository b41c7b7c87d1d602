"""Facts about a series that are not texts to translate: people, genres, dates, registration."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Protocol

from goglobal import vocabulary
from goglobal.errors import Argument
from goglobal.exchange.sheet_headers import Heading
from goglobal.exchange.sheet_values import (
    date_in,
    listed_in,
    number_in,
    people_in,
    shown,
    text_in,
)
from goglobal.exchange.sheets import Cell, Sheet
from goglobal.messages import N_
from goglobal.model import Credit, Registration
from goglobal.project.countries import country
from goglobal.project.reading import Refused
from goglobal.project.values import identifier

_REGISTRATIONS = ("distribution-licence", "programme-number", "filing")
_LONGEST_NAME = 500
_COUNTRIES = {
    **dict.fromkeys(("中国", "中国大陆", "中國", "大陆", "内地", "china", "prc"), "CN"),
    **dict.fromkeys(("中国香港", "香港", "hong kong"), "HK"),
    **dict.fromkeys(("中国台湾", "台湾", "taiwan"), "TW"),
    **dict.fromkeys(("美国", "usa", "united states", "u.s."), "US"),
    **dict.fromkeys(("日本", "japan"), "JP"),
    **dict.fromkeys(("韩国", "korea", "south korea"), "KR"),
    **dict.fromkeys(("泰国", "thailand"), "TH"),
    **dict.fromkeys(("新加坡", "singapore"), "SG"),
    **dict.fromkeys(("马来西亚", "malaysia"), "MY"),
    **dict.fromkeys(("英国", "uk", "united kingdom"), "GB"),
}


class Teller(Protocol):
    """Says something about a cell."""

    def __call__(
        self, sheet: Sheet, cell: Cell | None, name: str, message: str, **arguments: Argument
    ) -> None: ...


class Fields:
    """The facts, as they are found; `values` are those that `SheetSeries` has by the same name."""

    def __init__(self, tell: Teller) -> None:
        self.values: dict[str, Any] = {}
        self._tell = tell
        self._places: dict[str, str] = {}
        self._people: dict[str, list[tuple[Credit, Sheet, Cell]]] = {}

    def take(
        self, sheet: Sheet, heading: Heading, cell: Cell, tag: str, *, is_source: bool
    ) -> None:
        """One value; `tag` is the language that it is in."""
        if heading.field.startswith("credit:"):
            self._credits(sheet, cell, tag, heading.field.removeprefix("credit:"))
        elif not is_source:
            self._untaken(sheet, cell, N_("is the same in every language; not taken: “{value}”"))
        elif heading.field == "release_date":
            found = date_in(cell)
            if found.doubt:
                self._untaken(sheet, cell, found.doubt)
            else:
                self._set(sheet, cell, heading.field, found.value)
        elif heading.field == "season":
            self._season(sheet, cell)
        else:
            found = text_in(cell, lines=False)
            if isinstance(found.value, str) and found.value:
                self._word(sheet, cell, heading.field, found.value)
            else:
                self._untaken(sheet, cell, found.doubt or N_("holds nothing; not taken"))

    def cast_row(self, sheet: Sheet, cells: Iterable[tuple[Heading, Cell]], tag: str) -> None:
        """A row of a list of the cast: who plays whom."""
        found: dict[str, Cell] = {}
        for heading, cell in cells:
            found.setdefault(heading.field, cell)
        actor, character = found.pop("credit:cast", None), found.pop("character", None)
        name = shown(actor).strip() if actor else ""
        if actor is None or not name:
            self._untaken(sheet, character, N_("a part that nobody plays; not taken: “{value}”"))
        else:
            played = shown(character).strip() if character else ""
            self._add(sheet, actor, tag, Credit(role="cast", name=name, character=played))
        for cell in found.values():
            self._untaken(sheet, cell, N_("does not belong to a list of the cast: “{value}”"))

    def credits(self, source: str) -> tuple[tuple[Credit, ...], dict[str, dict[str, str]]]:
        """The credits in the source language, and their translations by language and key."""
        own = [credit for credit, _, _ in self._people.pop(source, [])]
        result: dict[str, dict[str, str]] = {}
        for tag, people in self._people.items():
            for role in dict.fromkeys(credit.role for credit, _, _ in people):
                theirs = [one for one in people if one[0].role == role]
                ours = [credit for credit in own if credit.role == role]
                if len(theirs) != len(ours):
                    _, sheet, cell = theirs[0]
                    self._untaken(
                        sheet, cell, N_("other people than in the source language: “{value}”")
                    )
                    continue
                for number, (credit, _, _) in enumerate(theirs, start=1):
                    stem = f"credit/{role}/{number}"
                    texts = result.setdefault(tag, {})
                    texts[f"{stem}/name"] = credit.name
                    if credit.character and ours[number - 1].character:
                        texts[f"{stem}/character"] = credit.character
        return tuple(own), result

    def _credits(self, sheet: Sheet, cell: Cell, tag: str, role: str) -> None:
        found = text_in(cell, lines=True)
        if not isinstance(found.value, str):
            self._untaken(sheet, cell, found.doubt)
            return
        for credit in people_in(found.value, role):
            if max(len(credit.name), len(credit.character)) > _LONGEST_NAME:
                self._untaken(sheet, cell, N_("is too long for a name; not taken: “{value}”"))
            else:
                self._add(sheet, cell, tag, credit)

    def _add(self, sheet: Sheet, cell: Cell, tag: str, credit: Credit) -> None:
        people = self._people.setdefault(tag, [])
        if all(credit != one for one, _, _ in people):
            people.append((credit, sheet, cell))

    def _season(self, sheet: Sheet, cell: Cell) -> None:
        text = re.sub(r"^(?:第|season|s)\s*|\s*季$", "", shown(cell).strip(), flags=re.IGNORECASE)
        number = number_in(Cell(row=cell.row, column=cell.column, kind="text", text=text))
        if number is None or number > 999:
            self._untaken(sheet, cell, N_("“{value}” is no number of a season; not taken"))
        else:
            self._set(sheet, cell, "season", number)

    def _word(self, sheet: Sheet, cell: Cell, field: str, text: str) -> None:
        if field == "genres":
            self._set(sheet, cell, field, self._genres(sheet, cell, text))
        elif field == "countries":
            self._set(sheet, cell, field, self._countries(sheet, cell, text))
        elif field in _REGISTRATIONS:
            self._set(sheet, cell, "registration", Registration(kind=field, number=text[:200]))
        elif field == "id":
            try:
                self._set(sheet, cell, field, identifier(text.strip()))
            except Refused:
                self._untaken(sheet, cell, N_("“{value}” is no id of a series; not taken"))
        elif field in ("production_company", "copyright"):
            self._set(sheet, cell, field, text)
        else:
            self._untaken(sheet, cell, N_("was not understood; not taken: “{value}”"))

    def _genres(self, sheet: Sheet, cell: Cell, text: str) -> tuple[str, ...]:
        keys = []
        for word in listed_in(text):
            key = vocabulary.key_of("genre", word, "zh-Hans")
            key = key or vocabulary.key_of("genre", word, "zh-Hant")
            key = key or (word if word in vocabulary.genres() else None)
            if key is None:
                message = N_("the vocabulary has no genre “{value}”; not taken")
                self._tell(sheet, cell, "genre", message, value=word[:60])
            else:
                keys.append(key)
        return tuple(dict.fromkeys(keys))

    def _countries(self, sheet: Sheet, cell: Cell, text: str) -> tuple[str, ...]:
        codes = []
        for word in listed_in(text):
            try:
                codes.append(_COUNTRIES.get(word.casefold()) or country(word.upper()))
            except Refused:
                message = N_("“{value}” is no country that is known here; not taken")
                self._tell(sheet, cell, "country", message, value=word[:60])
        return tuple(dict.fromkeys(codes))

    def _set(self, sheet: Sheet, cell: Cell, field: str, value: object) -> None:
        if not value:
            return
        if field not in self.values:
            self.values[field] = value
            self._places[field] = sheet.place(cell)
        elif self.values[field] != value:
            message = N_("differs from what {place} says; not taken: “{value}”")
            self._tell(
                sheet,
                cell,
                "differs",
                message,
                place=self._places[field],
                value=shown(cell)[:60],
            )

    def _untaken(self, sheet: Sheet, cell: Cell | None, message: str) -> None:
        value = shown(cell)[:60] if cell else ""
        self._tell(sheet, cell, "not-understood", message, value=value)
