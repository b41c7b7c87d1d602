"""PO files as translators and their tools leave them."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goglobal.model import Catalog
from goglobal.project.catalogs import parse_catalog

HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
TITLE = 'msgctxt "series/title"\nmsgid "外滩月色"\nmsgstr "Moonlit Bund"\n\n'
KEYS = ["series/title", "series/synopsis", "episode/001/title"]


def parse(body: str | bytes, *, keys: list[str] | None = None) -> Catalog:
    data = body if isinstance(body, bytes) else (HEADER + body).encode()
    return parse_catalog(data, language="th", path="locales/th.po", keys=keys)


def told(catalog: Catalog) -> list[tuple[str, int | None, str]]:
    assert all(f.code == "CAT005" and f.path == "locales/th.po" for f in catalog.findings)
    return [(f.severity.value, f.line, f.text) for f in catalog.findings]


def test_an_entry() -> None:
    catalog = parse("# note\n#. auto\n#, max-length:100\n" + TITLE, keys=KEYS)
    assert catalog.findings == ()
    entry = catalog.entries["series/title"]
    assert (entry.source, entry.text, entry.line) == ("外滩月色", "Moonlit Bund", 8)
    assert catalog.text("series/title") == "Moonlit Bund"


def test_fuzzy_empty_obsolete_and_previous_are_not_delivered() -> None:
    catalog = parse(
        '#, fuzzy\n#| msgid "old"\n' + TITLE + 'msgctxt "series/synopsis"\nmsgid "s"\nmsgstr ""\n\n'
        '#~ msgctxt "episode/001/title"\n#~ msgid "x"\n#~ msgstr "gone"\n'
    )
    assert catalog.findings == ()
    assert catalog.entries["series/title"].fuzzy
    assert [catalog.text(key) for key in KEYS] == [None, None, None]
    assert "episode/001/title" not in catalog.entries


def test_text_over_several_lines_with_escapes() -> None:
    catalog = parse(
        'msgctxt "series/title"\nmsgid "a"\nmsgstr ""\n"one\\n"\n"two \\"q\\" \\\\n\\t"\n'
    )
    assert catalog.text("series/title") == 'one\ntwo "q" \\n\t'


@pytest.mark.parametrize("odd", ["\u2028", "\x85", "\x0b", "\u00a0", "\ufeff", "\u3000"])
def test_odd_white_space_inside_text_is_kept(odd: str) -> None:
    catalog = parse(f'msgctxt "series/title"\nmsgid "a"\nmsgstr "x{odd}y"\n')
    assert catalog.findings == ()
    assert catalog.text("series/title") == f"x{odd}y"


@pytest.mark.parametrize(
    ("broken", "line"),
    [
        ('msgctxt "k"\nmsgid "a"\nmsgstr "no end\n', 7),
        ('msgctxt "k"\nmsgid "a\nmsgstr "b"\n', 6),
        ('msgctxt "k"\nmsgid "a"\nmsgstr "say "hi""\n', 7),
        ('msgctxt "k"\nmsgid "a"\nmsgstr b\n', 7),
        ('msgctxt "k"\nmsgid "a"\n', 5),
        ('msgctxt "k"\nmsgstr "a"\n', 5),
        ("<<<<<<< HEAD\n", 5),
        ('"lost text"\n', 5),
        ('msgctxt \'k\'\nmsgid "a"\nmsgstr "b"\n', 5),
    ],
)
def test_a_broken_entry_costs_only_itself(broken: str, line: int) -> None:
    catalog = parse(broken + "\n" + TITLE)
    assert catalog.text("series/title") == "Moonlit Bund"
    assert list(catalog.entries) == ["series/title"]
    assert [(severity, at) for severity, at, _ in told(catalog)] == [("error", line)]


def test_a_broken_entry_before_one_without_an_empty_line() -> None:
    catalog = parse('msgctxt "k"\nmsgid "a"\nmsgstr "no end\n' + TITLE)
    assert list(catalog.entries) == ["series/title"]
    assert [line for _, line, _ in told(catalog)] == [7]


def test_a_key_that_stands_twice() -> None:
    catalog = parse(TITLE + TITLE.replace("Moonlit Bund", "Other"))
    assert catalog.text("series/title") == "Moonlit Bund"
    assert told(catalog) == [
        ("error", 9, "the key `series/title` stands here twice; line 5 counts")
    ]


def test_keys_that_the_series_does_not_have() -> None:
    catalog = parse(TITLE + 'msgctxt "episode/1/title"\nmsgid "a"\nmsgstr "b"\n', keys=KEYS)
    assert told(catalog) == [
        ("warning", 9, "the series has no `episode/1/title`; did you mean `episode/001/title`?")
    ]


def test_an_entry_without_a_key() -> None:
    catalog = parse(TITLE + 'msgid "a"\nmsgstr "b"\n', keys=KEYS)
    ((severity, line, _),) = told(catalog)
    assert (severity, line) == ("warning", 9)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_byte_order_marks(encoding: str) -> None:
    catalog = parse((HEADER + TITLE).encode(encoding))
    assert catalog.text("series/title") == "Moonlit Bund"
    assert catalog.entries["series/title"].line == 5


@pytest.mark.parametrize(
    ("said", "written", "severity"),
    [
        ("GB18030", "gb18030", None),
        ("windows-874", "utf-8", "warning"),
        ("ISO-8859-1", "utf-8", "warning"),
        ("no-such-charset", "utf-8", "warning"),
        ("rot13", "utf-8", "warning"),
        ("CHARSET", "utf-8", None),
        ("UTF-8", "gb18030", "error"),
    ],
)
def test_the_header_and_the_bytes(said: str, written: str, severity: str | None) -> None:
    text = HEADER.replace("UTF-8", said) + TITLE
    catalog = parse(text.encode(written))
    assert [s for s, _, _ in told(catalog)] == ([severity] if severity else [])
    entry = catalog.entries["series/title"]
    assert entry.text == "Moonlit Bund"
    assert entry.source == "外滩月色"


def test_line_ends_of_every_kind() -> None:
    for end in ("\r\n", "\r"):
        catalog = parse((HEADER + TITLE).replace("\n", end).encode())
        assert catalog.findings == ()
        assert catalog.entries["series/title"].line == 5


def test_a_text_that_is_a_files_name_is_not_opened() -> None:
    for text in (b"/etc/passwd", b"/etc/passwd\n", __file__.encode()):
        catalog = parse(text)
        assert catalog.entries == {}
        assert len(catalog.findings) == 1


def test_no_header_and_an_entry_with_an_empty_source() -> None:
    catalog = parse(b'msgctxt "series/title"\nmsgid ""\nmsgstr "x"\n')
    assert catalog.findings == ()
    assert catalog.text("series/title") == "x"


def test_ten_thousand_entries_are_quick_even_when_one_is_broken() -> None:
    many = "".join(
        f'#, max-length:9\nmsgctxt "k/{n}"\nmsgid "a"\nmsgstr "b"\n\n' for n in range(10_000)
    )
    start = time.process_time()
    catalog = parse(many + "oops\n", keys=KEYS)
    assert time.process_time() - start < 1.5
    assert len(catalog.entries) == 10_000
    assert len(catalog.findings) == 22
    assert catalog.findings[-1].arguments == {"count": 9_980}


TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\0\r"), max_size=30)


@given(st.dictionaries(TEXTS.filter(bool), st.tuples(TEXTS, TEXTS), max_size=5))
def test_what_polib_writes_is_read_back(entries: dict[str, tuple[str, str]]) -> None:
    import polib

    file = polib.POFile(wrapwidth=10_000)
    file.metadata = {"Content-Type": "text/plain; charset=UTF-8"}
    for key, (source, text) in entries.items():
        file.append(polib.POEntry(msgctxt=key, msgid=source, msgstr=text))
    catalog = parse(str(file).encode())
    assert catalog.findings == ()
    assert {k: (e.source, e.text) for k, e in catalog.entries.items()} == entries


@given(st.binary(max_size=300))
def test_any_bytes(data: bytes) -> None:
    parse(data, keys=KEYS)


def test_a_file_in_utf_16_is_to_be_saved_as_utf_8() -> None:
    """Telling to name UTF-16 in the header would help nobody: gettext's tools refuse it."""
    catalog = parse((HEADER + TITLE).encode("utf-16"))
    assert told(catalog) == [("warning", 1, "is UTF-16, not UTF-8")]
    assert catalog.findings[0].help.startswith("save it as UTF-8")


@pytest.mark.parametrize("spelling", ["#,fuzzy", "#, fuzzy", "#,  max-length:9,fuzzy", "  #,fuzzy"])
def test_flags_however_they_are_spaced(spelling: str) -> None:
    catalog = parse(f"{spelling}\n{TITLE}", keys=KEYS)
    assert catalog.findings == ()
    assert catalog.entries["series/title"].fuzzy


@pytest.mark.parametrize(
    ("said", "told_of"),
    [
        ("th", 0),
        ("th_TH", 0),
        ("th_TH.UTF-8", 0),
        ("", 0),
        ("nonsense", 0),
        ("vi", 1),
        ("zh_CN", 1),
    ],
)
def test_a_header_that_names_another_language(said: str, told_of: int) -> None:
    catalog = parse(f'msgid ""\nmsgstr ""\n"Language: {said}\\n"\n\n{TITLE}'.encode(), keys=KEYS)
    message = f"the header says `Language: {said}`, but the file is that of th"
    assert told(catalog) == [("warning", 3, message)] * told_of
    assert catalog.text("series/title") == "Moonlit Bund"


@pytest.mark.parametrize(
    ("language", "said", "told_of"),
    [("zh-Hant", "zh_CN", 1), ("zh-Hant", "zh_TW", 0), ("es-419", "es", 0), ("pt-BR", "pt_PT", 0)],
)
def test_a_header_that_names_another_script(language: str, said: str, told_of: int) -> None:
    data = f'msgid ""\nmsgstr ""\n"Language: {said}\\n"\n\n{TITLE}'.encode()
    assert len(parse_catalog(data, language=language, path="x.po").findings) == told_of


def test_an_entry_with_plural_forms() -> None:
    catalog = parse(
        'msgctxt "series/title"\nmsgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"\nmsgstr[1] "d"\n\n'
        'msgctxt "series/synopsis"\nmsgid "e"\nmsgstr "f"\n'
    )
    assert [(severity, line) for severity, line, _ in told(catalog)] == [("error", 5)]
    assert catalog.text("series/synopsis") == "f"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark(encoding: str) -> None:
    catalog = parse((HEADER + TITLE).encode(encoding), keys=KEYS)
    assert [severity for severity, _, _ in told(catalog)] == ["warning"]
    assert catalog.entries["series/title"].source == "外滩月色"


def test_gbk_without_a_header() -> None:
    catalog = parse(TITLE.encode("gbk"), keys=KEYS)
    assert [severity for severity, _, _ in told(catalog)] == ["error"]
    assert catalog.entries["series/title"].source == "外滩月色"


@pytest.mark.parametrize("data", [b"", b"\n\n", b"# only a note\n", HEADER.encode()])
def test_a_file_without_entries(data: bytes) -> None:
    assert parse(data, keys=KEYS) == Catalog(language="th", path="locales/th.po")


@given(st.binary(max_size=200), st.sampled_from(["", "\n"]), st.booleans())
def test_rubbish_around_an_entry_costs_only_itself(rubbish: bytes, end: str, before: bool) -> None:
    """Between entries that an empty line sets apart, any bytes leave the others readable."""
    other = b'msgctxt "series/synopsis"\nmsgid "s"\nmsgstr "t"\n'
    junk = rubbish.replace(b"\xff\xfe", b"").replace(b"\xfe\xff", b"")
    first, last = (TITLE.encode(), b"\n" + other) if before else (other + b"\n", TITLE.encode())
    catalog = parse(HEADER.encode() + first + junk + end.encode() + b"\n" + last)
    assert catalog.entries["series/title"].text == "Moonlit Bund"
    assert catalog.entries["series/synopsis"].text == "t"


@pytest.mark.parametrize(
    "data", [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" * 9, b"\0" * 500, bytes(range(256)) * 9]
)
def test_a_file_of_some_program_is_told_once(data: bytes) -> None:
    ((severity, _, message),) = told(parse(data, keys=KEYS))
    assert severity == "error"
    assert "no text file" in message
