"""A translator's catalog brought up to the texts of the series: nothing that anybody wrote is lost.

Entries belong to texts, not to places: where a credit or an episode moved to another number, its
entry goes along with its translation and its comments. Only a text that is nowhere any more makes
an entry obsolete, and only one that was rewritten in its place makes it fuzzy.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping

import msgspec

from goglobal.errors import Argument
from goglobal.exchange import catalog_text as edit
from goglobal.exchange.catalog_text import CatalogText, Part
from goglobal.exchange.notes import is_of_text
from goglobal.messages import N_
from goglobal.project.po_text import encoded_of
from goglobal.rules.fields import field_of

_FIELDS = frozenset(
    {
        *(f"series/{name}" for name in ("title", "synopsis", "tagline", "keywords", "credits")),
        "episode/title",
        "episode/synopsis",
    }
)
"""Every field that the key of a text can have."""


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """One text of the series, as its entry has to say it."""

    key: str
    source: str
    notes: tuple[str, ...] = ()
    limit: int | None = None
    """The most characters that all targets take."""


class Merged(msgspec.Struct, frozen=True, kw_only=True):
    """A catalog as it would be; the numbers count entries."""

    data: bytes
    added: int = 0
    changed: int = 0
    """Whose source text is another one now: fuzzy, where there was a translation."""
    moved: int = 0
    """That went to another key together with their text."""
    obsolete: int = 0
    """Whose text is nowhere in the series any more."""
    revived: int = 0
    """That were obsolete, and whose text is there again."""
    kept: int = 0
    """Broken or repeated ones, which stand exactly as they stood."""
    problem: str = ""
    """Why nothing could be changed: a message id; `data` is what it was then."""
    help: str = ""
    arguments: dict[str, Argument] = {}


def new_catalog(series: str, language: str, title: str) -> bytes:
    """A PO file without entries; `language` is a BCP 47 tag, empty for the template."""
    from goglobal.languages import to_locale

    what = f"metadata in {language}" if language else "metadata to translate"
    lines = (
        f"# {' '.join(title.split())}: {what}",
        'msgid ""',
        'msgstr ""',
        f'"Project-Id-Version: {series}\\n"',
        '"Report-Msgid-Bugs-To: \\n"',
        f'"Language: {to_locale(language)}\\n"',
        '"MIME-Version: 1.0\\n"',
        '"Content-Type: text/plain; charset=UTF-8\\n"',
        '"Content-Transfer-Encoding: 8bit\\n"',
    )
    return ("\n".join(lines) + "\n").encode()


def template(before: bytes | None, wanted: Iterable[Wanted], empty: bytes) -> bytes:
    """The template with the wanted texts; of the one before, header and line ends stay.

    `empty` is a template without entries, for the header of the first one.
    """
    kept = None if before is None else encoded_of(before)
    catalog = CatalogText(kept.text if kept is not None and kept.known else "")
    header = next((part for part in catalog.parts if part.state == "header"), None)
    if header is None:
        catalog = CatalogText(empty.decode().replace("\n", catalog.newline))
        header = catalog.parts[0]
    catalog.parts = [header]
    for one in wanted:
        lines = edit.fresh(
            one.key, one.source, notes=one.notes, limit=one.limit, wrapped=catalog.wrapped
        )
        catalog.parts.append(Part(lines, "live", one.key))
    catalog.ends_open = False
    return catalog.render().encode()


def merge(data: bytes, wanted: Iterable[Wanted]) -> Merged:
    """A PO file with an entry for each wanted text; what need not change keeps its bytes.

    Never raises because of content.
    """
    texts = {one.key: one for one in wanted}
    encoded = encoded_of(data)
    if not encoded.known or encoded.bytes_of(encoded.text) != data:
        return Merged(
            data=data,
            problem=N_("the file is in no encoding that it names, so nothing was changed in it"),
            help=N_("save it as UTF-8"),
        )
    catalog = CatalogText(encoded.text)
    merging = _Merging(catalog, texts)
    merging.run()
    after = encoded.bytes_of(catalog.render())
    if after is None:
        return Merged(
            data=data,
            problem=N_("the file is {encoding}, which cannot hold the new texts"),
            help=N_("save it as UTF-8"),
            arguments={"encoding": encoded.name},
        )
    return msgspec.structs.replace(Merged(data=after), **merging.counts)


class _Merging:
    def __init__(self, catalog: CatalogText, wanted: Mapping[str, Wanted]) -> None:
        self.catalog = catalog
        self.wanted = wanted
        self.taken = catalog.taken
        self.live = {part.key: part for part in catalog.parts if part.state == "live"}
        self.home: dict[str, Part] = {}
        """Key to the entry that it will have."""
        self.claimed: set[int] = set()
        """The identities of those entries."""
        self.counts = dict.fromkeys(("added", "changed", "moved", "obsolete", "revived", "kept"), 0)

    def run(self) -> None:
        """Change the parts of the catalog."""
        self.counts["kept"] = sum(
            any(line.lstrip().startswith("msg") for line in part.lines)
            for part in self.catalog.parts
            if part.state == "other"
        )
        self.find_homes()
        new: dict[int, list[Part]] = {}
        anchor = self.first_anchor()
        places = {id(part): at for at, part in enumerate(self.catalog.parts)}
        for key, text in self.wanted.items():
            part = self.home.get(key)
            if part is not None:
                self.bring_up(part, text)
            elif key in self.taken:
                continue
            else:
                self.counts["added"] += 1
                part = Part(
                    edit.fresh(
                        key,
                        text.source,
                        notes=text.notes,
                        limit=text.limit,
                        wrapped=self.catalog.wrapped,
                    ),
                    "live",
                    key,
                )
                new.setdefault(anchor, []).append(part)
                continue
            anchor = places[id(part)]
        for part in self.catalog.parts:
            if part.state == "live" and id(part) not in self.claimed:
                self.retire(part)
        self.insert(new)

    def find_homes(self) -> None:
        """Give each wanted text its entry: under its key, else wherever its text went."""
        left = [text for key, text in self.wanted.items() if key not in self.taken]
        for text in left:
            part = self.live.get(text.key)
            if part is not None and same(part.source, text.source):
                self.claim(text.key, part)
        free: dict[tuple[str, str], list[Part]] = {}
        for part in sorted(self.catalog.parts, key=_worth):
            if part.state in {"live", "obsolete"} and part.source:
                field = field_of(part.key)
                # a key that no text can have is a slip of the pen: its text tells where it belongs
                place = (field if field in _FIELDS else "", _plain(part.source))
                free.setdefault(place, []).append(part)
        waiting = {place: iter(parts) for place, parts in free.items()}
        for text in left:
            if text.key not in self.home:
                for field in (field_of(text.key), ""):
                    same_text = waiting.get((field, _plain(text.source)), iter(()))
                    part = next((one for one in same_text if id(one) not in self.claimed), None)
                    if part is not None:
                        self.claim(text.key, part)
                        break
        for text in left:
            part = self.live.get(text.key)
            if text.key not in self.home and part is not None and id(part) not in self.claimed:
                self.claim(text.key, part)

    def claim(self, key: str, part: Part) -> None:
        """Make an entry that of a key."""
        self.home[key] = part
        self.claimed.add(id(part))

    def bring_up(self, part: Part, text: Wanted) -> None:
        """Let an entry say what is wanted of it."""
        wrapped = self.catalog.wrapped
        lines = part.lines
        if part.state == "obsolete":
            self.counts["revived"] += 1
            lines = edit.as_live(lines)
        elif part.key != text.key:
            self.counts["moved"] += 1
        if part.key != text.key:
            lines = edit.with_field(lines, "msgctxt", text.key, wrapped=False)
        if part.source != text.source:
            if not same(part.source, text.source):
                self.counts["changed"] += 1
                if part.text:
                    before = edit.previous_of(lines) if part.fuzzy else None
                    before = part.source if before is None else before
                    told = None if same(before, text.source) else before
                    lines = edit.with_previous(lines, told, wrapped=wrapped)
                    lines = edit.with_fuzzy(lines)
            lines = edit.with_field(lines, "msgid", text.source, wrapped=wrapped)
        lines = edit.with_limit(lines, text.limit)
        part.lines = edit.with_notes(lines, text.notes, map(_is_own, lines))

    def retire(self, part: Part) -> None:
        """Make an entry obsolete; one in which nobody wrote anything goes away."""
        self.counts["obsolete"] += 1
        if not part.text.strip() and not any(map(_is_remark, part.lines)):
            part.lines = []
            return
        lines = [line for line in edit.with_limit(part.lines, None) if not _is_own(line)]
        part.lines = edit.as_obsolete(lines)

    def first_anchor(self) -> int:
        """Behind which part new entries go that no other entry of the file stands before."""
        for at, part in enumerate(self.catalog.parts):
            if part.state == "header":
                return at
        # comments at the end belong to no entry, and a torn one must not take a new one's notes
        whole = [at for at, part in enumerate(self.catalog.parts) if part.whole]
        return whole[-1] if whole else -1

    def insert(self, new: Mapping[int, list[Part]]) -> None:
        """Put the new entries behind their neighbours."""
        parts: list[Part] = []
        for at, part in enumerate([None, *self.catalog.parts], -1):
            if part is not None:
                parts.append(part)
            fresh = new.get(at, [])
            parts.extend(fresh)
            following = self.catalog.parts[at + 1 : at + 2]
            if fresh and following and following[0].lines and following[0].lines[0].strip():
                fresh[-1].lines.append("")
        if parts and parts[0] in new.get(-1, []) and parts[0].lines[0] == "":
            parts[0].lines.pop(0)
        self.catalog.parts = parts


def same(one: str, other: str) -> bool:
    """Whether two source texts say the same: white space is no matter (as for CAT003)."""
    return one == other or _plain(one) == _plain(other)


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def _worth(part: Part) -> tuple[bool, bool]:
    """Of several entries for one text, a translated one comes first, then a live one."""
    return not part.text, part.state == "obsolete"


def _is_remark(line: str) -> bool:
    """Whether a line is a translator's comment."""
    bare = line.strip()
    return bare.startswith("#") and bare[1:2] not in {".", ":", ",", "|", "~", ""}


def _is_own(line: str) -> bool:
    bare = line.lstrip()
    return bare.startswith("#.") and is_of_text(bare[2:].strip())
