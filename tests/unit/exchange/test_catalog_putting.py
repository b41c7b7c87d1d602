"""Translations that come back into a catalog: their own lines change, everything else stays."""

from __future__ import annotations

from goglobal.exchange.catalog_putting import Put, put
from goglobal.exchange.judging import Accepted
from goglobal.exchange.units import Unit, digest_of
from goglobal.model import Series
from goglobal.project.catalogs import parse_catalog

SOURCES = {
    "series/title": "外滩月色",
    "series/synopsis": "上海，一九三六年。",
    "series/tagline": "月光照亮外滩",
    "credit/cast/1/name": "林知夏",
}
HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
CATALOG = (
    f"# ours\n{HEADER}\n# why\n#. a note\n#, max-length:7, odd\n"
    'msgctxt "series/title"\nmsgid "外滩月色"\nmsgstr "เก่า"\n\n'
    '#, fuzzy\n#| msgid "上海。"\nmsgctxt "series/synopsis"\nmsgid "上海，一九三六年。"\n'
    'msgstr ""\n"เซี่ยงไฮ้"\n\n#~ msgctxt "series/old"\n#~ msgid "旧"\n#~ msgstr "เก่า"\n'
)


def series() -> Series:
    return Series(id="s", title="外滩月色", source_language="zh-Hans", root="/nowhere")


def put_in(before: bytes | None, **texts: str | tuple[str, bool]) -> Put:
    units = [Unit(key=k, source=s, digest=digest_of(s)) for k, s in SOURCES.items()]
    accepted = {}
    for name, given in texts.items():
        text, fuzzy = given if isinstance(given, tuple) else (given, False)
        key = name.replace("__", "/")
        accepted[key] = Accepted(key=key, text=text, fuzzy=fuzzy)
    return put(before, accepted, units, series(), "th")


def test_one_text_changes_one_line() -> None:
    made = put_in(CATALOG.encode(), series__title="ใหม่")
    assert made.data == CATALOG.replace('"เก่า"\n\n#, fuzzy', '"ใหม่"\n\n#, fuzzy').encode()


def test_a_confirmed_text_is_fuzzy_no_more() -> None:
    made = put_in(CATALOG.encode(), series__synopsis="เซี่ยงไฮ้")
    assert made.data is not None
    wanted = CATALOG.replace('#, fuzzy\n#| msgid "上海。"\n', "")
    assert made.data == wanted.encode()


def test_a_text_of_an_older_source_is_confirmed_for_the_new_one() -> None:
    old = CATALOG.replace('msgid "外滩月色"', 'msgid "外滩"')
    made = put_in(old.encode(), series__title="ใหม่")
    assert made.data == CATALOG.replace('"เก่า"\n\n#, fuzzy', '"ใหม่"\n\n#, fuzzy').encode()


def test_line_ends_and_a_mark_stay() -> None:
    before = b"\xef\xbb\xbf" + CATALOG.replace("\n", "\r\n").encode()
    made = put_in(before, series__title="สอง\nบรรทัด")
    assert made.data is not None
    assert made.data.startswith(b"\xef\xbb\xbf# ours\r\n")
    assert made.data.count(b"\n") == made.data.count(b"\r\n")
    catalog = parse_catalog(made.data, language="th", path="th.po")
    assert catalog.text("series/title") == "สอง\nบรรทัด"


def test_an_entry_that_the_catalog_has_not_goes_where_it_belongs() -> None:
    made = put_in(CATALOG.encode(), series__tagline="แสงจันทร์", credit__cast__1__name="หลิน")
    assert made.data is not None
    catalog = parse_catalog(made.data, language="th", path="th.po")
    assert not catalog.findings
    assert list(catalog.entries) == list(SOURCES)
    assert catalog.text("series/tagline") == "แสงจันทร์"
    assert made.data.decode().startswith(CATALOG[: CATALOG.index("#~")].rstrip("\n"))


def test_a_broken_entry_is_left_and_told() -> None:
    broken = CATALOG.replace('msgstr "เก่า"\n\n#, f', 'msgstr "เก่า\n\n#, f')
    made = put_in(broken.encode(), series__title="ใหม่", series__tagline="แสงจันทร์")
    assert made.unplaced == ("series/title",)
    assert made.data is not None
    assert 'msgstr "เก่า\n' in made.data.decode()
    assert "แสงจันทร์" in made.data.decode()


def test_an_encoding_that_cannot_hold_the_text_is_told() -> None:
    before = (
        HEADER.replace("UTF-8", "ISO-8859-1") + '\nmsgctxt "a"\nmsgid "é"\nmsgstr "é"\n'
    ).encode("latin-1")
    made = put_in(before, series__title="ใหม่")
    assert made.data is None
    assert made.problem


def test_a_new_catalog_has_every_entry() -> None:
    made = put_in(None, series__title=("ใหม่", True))
    assert made.data is not None
    catalog = parse_catalog(made.data, language="th", path="th.po", keys=SOURCES)
    assert not catalog.findings
    assert list(catalog.entries) == list(SOURCES)
    assert catalog.entries["series/title"].fuzzy
    assert {entry.text for entry in catalog.entries.values()} == {"ใหม่", ""}
    assert put_in(None, series__title=("ใหม่", True)).data == made.data
