"""The shapes that values in the TOML files have: one declaration reads, checks and documents.

A file's declaration is a `Table` of `Field`s. Reading it reports every problem to the `Place`
and goes on; the JSON Schema of the same file comes from the same declaration.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Generic, Protocol, TypeVar

from goglobal.messages import N_
from goglobal.project.places import INVALID, Invalid, Place
from goglobal.project.reading import Refused, printable
from goglobal.suggestions import nearest

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
Schema = dict[str, object]

__all__ = [
    "INVALID",
    "Choice",
    "Converted",
    "Date",
    "Field",
    "Flag",
    "Integer",
    "Invalid",
    "ListOf",
    "MapOf",
    "Place",
    "Schema",
    "Shape",
    "Table",
    "Text",
    "kind_of",
    "matching",
]


class Shape(Protocol[T_co]):
    """One kind of value: how it is read and how JSON Schema says it."""

    def read(self, value: object, place: Place) -> T_co | Invalid: ...

    def schema(self) -> Schema: ...


def kind_of(value: object) -> str:
    """TOML's own word for the kind of a value."""
    names: dict[type, str] = {
        str: "string",
        bool: "boolean",
        int: "integer",
        float: "float",
        dt.date: "date",
        dt.datetime: "date-time",
        dt.time: "time",
        list: "array",
        dict: "table",
    }
    return names.get(type(value), type(value).__name__)


def _expected(place: Place, message: str, value: object, advice: str = "") -> Invalid:
    return place.refuse(message, advice, found=kind_of(value))


class Text:
    """Text; `convert` may change it and raises Refused for what it does not take."""

    def __init__(
        self,
        *,
        convert: Callable[[str], str] | None = None,
        empty: bool = False,
        lines: bool = False,
        longest: int = 20_000,
        pattern: str = "",
    ) -> None:
        self.convert = convert
        self.empty = empty
        self.lines = lines
        self.longest = longest
        self.pattern = pattern
        """For the schema only; `convert` has the last word."""

    def read(self, value: object, place: Place) -> str | Invalid:
        if not isinstance(value, str):
            number = isinstance(value, int) and not isinstance(value, bool)
            hint = N_("put it in quotes") if number else ""
            return _expected(place, N_("must be text, not `{found}`"), value, hint)
        if not self.empty and not value.strip():
            return place.refuse(N_("must not be empty"))
        if len(value) > self.longest:
            return place.refuse(N_("is longer than {limit} characters"), limit=self.longest)
        for character in value:
            if (character < " " and not (self.lines and character in "\n\t\r")) or (
                "\x7f" <= character <= "\x9f" or character in "\u2028\u2029"
            ):
                return place.refuse(
                    N_("contains the control character U+{code}"), code=f"{ord(character):04X}"
                )
        if self.convert is None:
            return value
        try:
            return self.convert(value)
        except Refused as refused:
            return place.refuse(refused.message, refused.help, **refused.arguments)

    def schema(self) -> Schema:
        result: Schema = {"type": "string"}
        if not self.empty:
            result["minLength"] = 1
        if self.pattern:
            result["pattern"] = self.pattern
        return result


class Converted(Generic[T]):
    """Text that stands for something else (a duration); `convert` raises Refused."""

    def __init__(self, convert: Callable[[str], T], *, pattern: str = "") -> None:
        self.convert = convert
        self.text = Text(pattern=pattern)

    def read(self, value: object, place: Place) -> T | Invalid:
        text = self.text.read(value, place)
        if text is INVALID:
            return INVALID
        try:
            return self.convert(str(text))
        except Refused as refused:
            return place.refuse(refused.message, refused.help, **refused.arguments)

    def schema(self) -> Schema:
        return self.text.schema()


class Integer:
    """A whole number within bounds."""

    def __init__(self, *, minimum: int = 0, maximum: int = 1_000_000) -> None:
        self.minimum = minimum
        self.maximum = maximum

    def read(self, value: object, place: Place) -> int | Invalid:
        if not isinstance(value, int) or isinstance(value, bool):
            digits = isinstance(value, str) and value.strip().isdecimal()
            hint = N_("write it without quotes") if digits else ""
            return _expected(place, N_("must be a whole number, not `{found}`"), value, hint)
        if not self.minimum <= value <= self.maximum:
            return place.refuse(
                N_("must be between {minimum} and {maximum}"),
                minimum=self.minimum,
                maximum=self.maximum,
            )
        return value

    def schema(self) -> Schema:
        return {"type": "integer", "minimum": self.minimum, "maximum": self.maximum}


class Flag:
    """true or false."""

    def read(self, value: object, place: Place) -> bool | Invalid:
        if not isinstance(value, bool):
            hint = N_("write it without quotes") if isinstance(value, str) else ""
            return _expected(place, N_("must be true or false, not `{found}`"), value, hint)
        return value

    def schema(self) -> Schema:
        return {"type": "boolean"}


class Date:
    """A TOML date: `2026-03-01`, without quotes."""

    def read(self, value: object, place: Place) -> dt.date | Invalid:
        if type(value) is not dt.date:
            hint = N_("write it as 2026-03-01, without quotes")
            return _expected(place, N_("must be a date, not `{found}`"), value, hint)
        return value

    def schema(self) -> Schema:
        return {"type": "string", "format": "date"}


class Choice:
    """One of a few words."""

    def __init__(self, *words: str) -> None:
        self.words = words

    def read(self, value: object, place: Place) -> str | Invalid:
        choices = ", ".join(f"`{word}`" for word in self.words)
        if not isinstance(value, str):
            return place.refuse(
                N_("must be one of {choices}, not `{found}`"),
                choices=choices,
                found=kind_of(value),
            )
        if value in self.words:
            return value
        return place.refuse(
            N_("`{value}` is none of {choices}"), value=printable(value), choices=choices
        )

    def schema(self) -> Schema:
        return {"enum": list(self.words)}


class ListOf(Generic[T]):
    """A list of one shape, as a tuple."""

    def __init__(
        self, item: Shape[T], *, empty: bool = True, unique: bool = False, longest: int = 10_000
    ) -> None:
        self.item = item
        self.empty = empty
        self.unique = unique
        self.longest = longest

    def read(self, value: object, place: Place) -> tuple[T, ...] | Invalid:
        if not isinstance(value, list):
            hint = N_("put it in square brackets") if isinstance(value, str) else ""
            if isinstance(value, dict):
                hint = N_("write the heading in double brackets: [[…]]")
            return _expected(place, N_("must be a list, not `{found}`"), value, hint)
        if not value and not self.empty:
            return place.refuse(N_("must not be an empty list"), N_("leave the key out instead"))
        if len(value) > self.longest:
            return place.refuse(N_("has more than {limit} items"), limit=self.longest)
        result: list[T] = []
        failed = False
        for index, raw in enumerate(value):
            item = self.item.read(raw, place.into(index))
            if isinstance(item, Invalid):
                failed = True
            elif not (self.unique and item in result):
                result.append(item)
        return INVALID if failed else tuple(result)

    def schema(self) -> Schema:
        result: Schema = {"type": "array", "items": self.item.schema()}
        if not self.empty:
            result["minItems"] = 1
        return result


class MapOf(Generic[T]):
    """A table whose keys are the user's own; `key` converts them and raises Refused."""

    def __init__(
        self, item: Shape[T], *, key: Callable[[str], str], pattern: str = "", empty: bool = True
    ) -> None:
        self.item = item
        self.key = key
        self.pattern = pattern
        """Of the keys, for the schema only; `key` has the last word."""
        self.empty = empty

    def read(self, value: object, place: Place) -> dict[str, T] | Invalid:
        if not isinstance(value, dict):
            return _expected(place, N_("must be a table, not `{found}`"), value)
        if not value and not self.empty:
            return place.refuse(N_("must not be empty"))
        result: dict[str, T] = {}
        failed = False
        for raw_key, raw in value.items():
            inside = place.into(raw_key)
            item = self.item.read(raw, inside)
            try:
                key = self.key(raw_key)
            except Refused as refused:
                inside.refuse(refused.message, refused.help, **refused.arguments)
                failed = True
                continue
            if key in result:
                inside.refuse(N_("`{key}` stands here twice, in two spellings"), key=key)
                failed = True
            elif isinstance(item, Invalid):
                failed = True
            else:
                result[key] = item
        return INVALID if failed else result

    def schema(self) -> Schema:
        item = self.item.schema()
        result: Schema = {"type": "object", "additionalProperties": item}
        if self.pattern:
            result = {"type": "object", "patternProperties": {self.pattern: item}}
            result["additionalProperties"] = False
        return result if self.empty else {**result, "minProperties": 1}


class Field:
    """One key of a table."""

    __slots__ = ("doc", "required", "shape")

    def __init__(self, shape: Shape[object], doc: str, *, required: bool = False) -> None:
        self.shape = shape
        self.doc = doc
        self.required = required


class Table(Generic[T]):
    """A table with known keys; `build` is called with the values that are there."""

    def __init__(
        self,
        build: Callable[..., T],
        fields: Mapping[str, Field],
        *,
        unknown: Callable[[str, Place], bool] | None = None,
    ) -> None:
        self.build = build
        self.fields = fields
        self.unknown = unknown
        """Told every unknown key first; True: it has reported the key itself."""

    def read(self, value: object, place: Place) -> T | Invalid:
        if not isinstance(value, dict):
            hint = N_("write the heading in single brackets: […]")
            return _expected(
                place,
                N_("must be a table, not `{found}`"),
                value,
                hint if isinstance(value, list) else "",
            )
        before = len(place.problems)
        self._check_keys(value, place)
        values: dict[str, object] = {}
        for name, field in self.fields.items():
            if name in value:
                item = field.shape.read(value[name], place.into(name))
                if item is not INVALID:
                    values[name] = item
        return INVALID if len(place.problems) > before else self.build(**values)

    def _check_keys(self, value: Mapping[str, object], place: Place) -> None:
        meant = set()
        for key in value:
            inside = place.into(key)
            if key in self.fields or (self.unknown and self.unknown(key, inside)):
                continue
            missing = [name for name in self.fields if name not in value]
            close = nearest(key, missing) or nearest(key, self.fields)
            if close:
                meant.add(close)
                inside.refuse(N_("unknown key; did you mean `{nearest}`?"), nearest=close)
            else:
                inside.refuse(
                    N_("unknown key"), N_("known here: {known}"), known=_listed(self.fields)
                )
        for name, field in self.fields.items():
            if field.required and name not in value and name not in meant:
                place.into(name).refuse(N_("missing"), N_("add `{key} = …`"), key=name)

    def schema(self) -> Schema:
        properties: Schema = {}
        for name, field in self.fields.items():
            properties[name] = {**field.shape.schema(), "description": field.doc}
        result: Schema = {
            "type": "object",
            "properties": properties,
            "additionalProperties": False,
        }
        required = [name for name, field in self.fields.items() if field.required]
        if required:
            result["required"] = required
        return result


def matching(pattern: str, message: str, advice: str = "") -> Callable[[str], str]:
    """A converter that takes what matches a regular expression as it stands."""
    compiled = re.compile(pattern)

    def convert(value: str) -> str:
        if not compiled.fullmatch(value):
            raise Refused(message, advice, value=printable(value))
        return value

    return convert


def _listed(words: Iterable[str]) -> str:
    return ", ".join(sorted(words))
