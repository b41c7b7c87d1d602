"""`i18n update` on any file: no exception, no translation lost, no change by a second run."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from goglobal.exchange.catalog_merging import Wanted, merge, new_catalog
from goglobal.exchange.catalog_text import CatalogText
from goglobal.project.catalogs import parse_catalog
from goglobal.project.po_text import encoded_of

KEYS = (
    "series/title",
    "series/synopsis",
    "episode/001/title",
    "episode/002/title",
    "credit/cast/1/name",
    "credit/cast/2/name",
)
SOURCES = ("外滩", "月色", "第一集", "a\nb", 'q"\\ ', "  x  y ", "\u2028", "long " * 40)
WANTED = st.dictionaries(
    st.sampled_from(KEYS), st.tuples(st.sampled_from(SOURCES), st.none() | st.integers(1, 99))
).map(
    lambda found: [
        Wanted(key=key, source=source, notes=("The title of the series.",), limit=limit)
        for key, (source, limit) in found.items()
    ]
)
TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\0\r"), max_size=20)
LINES = st.lists(
    st.one_of(
        st.sampled_from(
            [
                "",
                "# a translator's note",
                "#. a note of somebody's",
                "#. At most 5 characters.",
                "#: series.toml:3",
                "#, fuzzy",
                "#,fuzzy,max-length:9",
                "#, c-format, max-length: 3",
                '#| msgid "before"',
                'msgctxt "series/title"',
                'msgctxt "episode/001/title"',
                'msgctxt "credit/cast/1/name"',
                'msgctxt "gone/key"',
                'msgid ""',
                'msgid "外滩"',
                'msgid "unclosed',
                'msgid_plural "外滩们"',
                'msgstr ""',
                'msgstr "The Bund"',
                'msgstr[0] "one"',
                '"more of it "',
                '"and more\\n"',
                '#~ msgctxt "series/synopsis"',
                '#~ msgid "月色"',
                '#~ msgstr "Moonlight"',
                '#~ "goes on"',
                "rubbish",
                '"Content-Type: text/plain; charset=UTF-8\\n"',
            ]
        ),
        TEXTS.map(lambda text: text.replace("\n", " ")),
    ),
    max_size=40,
)


def translations(data: bytes) -> list[str]:
    """Every text that somebody wrote into a file: live, fuzzy or obsolete."""
    parts = CatalogText(encoded_of(data).text).parts
    return sorted(part.text for part in parts if part.entry is not None and part.text.strip())


def texts_of(data: bytes) -> dict[str, tuple[str, str, bool]]:
    catalog = parse_catalog(data, language="th", path="th.po")
    return {key: (e.source, e.text, e.fuzzy) for key, e in catalog.entries.items()}


@given(st.lists(st.binary(max_size=40), max_size=6).map(b"\n".join), WANTED)
def test_any_bytes(data: bytes, wanted: list[Wanted]) -> None:
    once = merge(data, wanted)
    assert merge(once.data, wanted).data == once.data


@given(LINES, st.sampled_from(["\n", "\r\n", "\r", "\r\r\n"]), st.booleans(), WANTED)
@example(['msgctxt "series/title"', "", 'msgid "a"', "", '"b"', "", 'msgstr "c"'], "\n", True, [])
def test_a_second_run_changes_nothing_and_nothing_is_lost(
    lines: list[str], end: str, closed: bool, wanted: list[Wanted]
) -> None:
    data = (end.join(lines) + (end if closed else "")).encode()
    once = merge(data, wanted)
    assert not once.problem
    assert merge(once.data, wanted).data == once.data
    assert translations(once.data) == translations(data)
    after = once.data.decode()
    for line in lines:
        if line.startswith(("# ", "rubbish", '"more', 'msgid "unclosed')):
            assert line in after
    if end == "\r\n" and lines and closed:
        assert "\n" not in after.replace("\r\n", "")


@given(LINES, WANTED)
def test_every_text_of_the_series_has_its_entry(lines: list[str], wanted: list[Wanted]) -> None:
    data = "\n".join(lines).encode()
    once = merge(data, wanted)
    taken = CatalogText(data.decode()).taken
    found = texts_of(once.data)
    for one in wanted:
        if one.key not in taken:
            assert found[one.key][0] == one.source
            assert f"max-length:{one.limit}" in once.data.decode() or one.limit is None


@given(WANTED, WANTED, st.lists(TEXTS.filter(lambda text: text.strip()), min_size=6, max_size=6))
def test_what_was_translated_is_the_translation_of_the_same_text(
    before: list[Wanted], after: list[Wanted], texts: list[str]
) -> None:
    """A text that is still there keeps its translation, wherever it went, and it is not fuzzy."""
    import polib

    file = polib.pofile("#" * 300 + "\n" + merge(new_catalog("x", "th", "x"), before).data.decode())
    made = {}
    for entry, text in zip(file, texts, strict=False):
        entry.msgstr = text
        made[entry.msgctxt] = (entry.msgid, text)
    merged = texts_of(merge(str(file).encode(), after).data)
    for one in after:
        source, text, fuzzy = merged[one.key]
        assert source == one.source
        if made.get(one.key, ("",))[0] == one.source:
            assert (text, fuzzy) == (made[one.key][1], False)
        elif text and not fuzzy:
            field = one.key.split("/")[0]
            assert (" ".join(source.split()), text, field) in {
                (" ".join(s.split()), t, key.split("/")[0]) for key, (s, t) in made.items()
            }
