"""PO and XLIFF as written and as read: nothing changes on the way, and no bytes are too strange."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goglobal.exchange import formats
from goglobal.exchange.groups import parse_key
from goglobal.exchange.returned import Returned
from goglobal.exchange.units import Document, Unit, digest_of
from goglobal.findings import Severity

TEXT_FORMATS = ("po", "xliff", "xliff2")
ODD = (
    "<i>a & b</i>",
    " lead and trail ",
    "two\nlines",
    "two\n\ncues",
    "\u200bzero\u200c width\u200d",
    '"quotes" and \\ backslash \\n',
    "Tiếng Việt".encode().decode(),
    "Tie\u0302\u0301ng Vie\u0323\u0302t",
    "مرحبا \u200f(أهلا)",
    "]]> <![CDATA[ <!-- -->",
    "&lt; &amp;amp; &#65;",
    "\x0b\x0c\x1f",
    "\u2028\u2029\x85",
    "\ufffe",
    "\r\n",
    "{name} %s %(x)d",
)
texts = st.sampled_from(ODD) | st.text(
    st.characters(codec="utf-8", exclude_characters="\0\ufffd"), max_size=40
)


def english(message: str) -> str:
    return message


def document(*units: Unit, language: str = "th", scope: Any = "cues") -> Document:
    return Document(
        series="moonlit-bund",
        source_language="zh-Hans",
        language=language,
        scope=scope,
        units=units,
    )


def unit(number: int, source: str, target: str = "", **more: Any) -> Unit:
    key = f"ep001/{number:04}"
    return Unit(key=key, source=source, target=target, digest=digest_of(source), **more)


def read(data: bytes, name: str = "a.po") -> Returned:
    (found,) = formats.read(data, name)
    return found


def said(units: tuple[Unit, ...]) -> list[tuple[object, ...]]:
    return [(u.key, u.source, u.target, u.fuzzy, u.digest) for u in units]


def names(found: Returned) -> list[str]:
    return [remark.name for remark in found.remarks]


@pytest.mark.parametrize("format_", TEXT_FORMATS)
@given(st.lists(st.tuples(texts.filter(bool), texts, st.booleans()), max_size=6))
def test_what_is_written_is_read_again(format_: str, rows: list[tuple[str, str, bool]]) -> None:
    units = [
        unit(
            number,
            source,
            target if target.strip() else "",
            fuzzy=fuzzy and bool(target.strip()),
            notes=(f"before: {source}", "a second note"),
            max_length=42,
        )
        for number, (source, target, fuzzy) in enumerate(rows, 1)
    ]
    wanted = document(*units)
    data = formats.write(format_, wanted, words=english)
    found = read(data)
    assert said(found.units) == said(wanted.units)
    assert found.format == format_
    assert not found.remarks
    assert (found.series, found.language, found.scope) == ("moonlit-bund", "th", "cues")
    assert found.source_language == "zh-Hans"
    assert formats.write(format_, wanted, words=english) == data


@given(st.binary(max_size=400))
def test_any_bytes_are_read(data: bytes) -> None:
    for name in ("a.po", "a.xlf", "a.xlsx", "a"):
        for found in formats.read(data, name):
            assert found.units or found.remarks or found.format == "po"


@pytest.mark.parametrize("format_", TEXT_FORMATS)
@given(st.data())
def test_a_damaged_file_never_gives_a_text_under_another_key(
    format_: str, choice: st.DataObject
) -> None:
    """Whatever is cut out or put in, each text that is read and whole is where it belongs."""
    wanted = document(*(unit(n, f"原文{n}", f"คำแปล <i>{n}</i> & ที่ {n}") for n in range(1, 6)))
    data = formats.write(format_, wanted, words=english)
    at = choice.draw(st.integers(0, len(data)))
    cut = choice.draw(st.integers(0, 40))
    put = choice.draw(st.sampled_from([b"", b"<", b"&", b'"', b"\0", b"\xff", b"</target>", b"\n"]))
    found = formats.read(data[:at] + put + data[at + cut :], f"a.{format_}")
    whole = {one.target: one.key for one in wanted.units}
    for one in (unit for part in found for unit in part.units):
        assert whole.get(one.target, one.key) == one.key or not parse_key(one.key)


@pytest.mark.parametrize(
    ("data", "name", "format_"),
    [
        (b'<?xml version="1.0"?><xliff version="1.2">', "a.txt", "xliff"),
        (b'<xliff version="2.1" xmlns="x">', "a.xml", "xliff2"),
        (b'<x:xliff version="1.2" xmlns:x="u">', "a.po", "xliff"),
        (b'msgid ""\nmsgstr ""\n', "a.txt", "po"),
        ('\ufeff# x\nmsgid ""\n'.encode("utf-16"), "a", "po"),
        (b"PK\x03\x04", "a.po", "xlsx"),
        (b"hello", "a.po", "po"),
        (b"hello", "a.srt", None),
        (b"\0\1\2\3binary", "a.bin", None),
    ],
)
def test_a_file_is_known_by_its_content(data: bytes, name: str, format_: str | None) -> None:
    assert formats.recognise(data, name) == format_


@pytest.mark.parametrize("data", [b"", b"\n \t\n", b"\0\0\0"])
def test_an_empty_file_is_told_of(data: bytes) -> None:
    found = read(data)
    assert names(found) == ["unreadable"]
    assert not found.units


def test_a_file_that_is_too_large_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formats, "LARGEST", 1 << 20)
    assert names(read(b"#" * ((1 << 20) + 1))) == ["unreadable"]


def test_po_has_the_limit_as_a_flag_and_the_key_where_converters_keep_it() -> None:
    data = formats.write(
        "po", document(unit(1, "你好", "hi", max_length=12, fuzzy=True)), words=english
    ).decode()
    assert "#, fuzzy, max-length:12\n" in data
    assert "#: ep001/0001\n" in data
    assert f"#. sha256:{digest_of('你好')}\n" in data


def test_a_note_cannot_break_out_of_a_comment() -> None:
    evil = 'a\rmsgid "x"\nmsgid "evil"\x85msgstr'
    data = formats.write("po", document(unit(1, "你好", "hi", notes=(evil,))), words=english)
    found = read(data)
    assert [(u.source, u.target) for u in found.units] == [("你好", "hi")]


def test_ten_thousand_units() -> None:
    wanted = document(*(unit(n, f"第{n}句", f"line {n}") for n in range(1, 10_001)))
    for format_ in TEXT_FORMATS:
        found = read(formats.write(format_, wanted, words=english))
        assert said(found.units) == said(wanted.units)
        assert not found.remarks
        assert found.units[-1].place.startswith("line ")


BOMB = (
    '<?xml version="1.0"?>\n<!DOCTYPE xliff [<!ENTITY a "aaaaaaaaaa">'
    + "".join(
        f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + ']>\n<xliff version="1.2"><file><body><trans-unit id="ep001/0001"><source>&i;</source>'
    "<target>&i;</target></trans-unit></body></file></xliff>"
)


def test_an_entity_bomb_is_not_even_parsed() -> None:
    found = read(BOMB.encode(), "a.xlf")
    assert names(found) == ["entities"]
    assert not found.units


def test_no_file_is_fetched(tmp_path: Any) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("top secret", "utf-8")
    data = (
        f'<!DOCTYPE xliff [<!ENTITY x SYSTEM "{secret.as_uri()}">]><xliff version="1.2"><file>'
        '<body><trans-unit id="ep001/0001"><source>a</source><target>&x;</target></trans-unit>'
        "</body></file></xliff>"
    )
    assert "secret" not in repr(read(data.encode(), "a.xlf"))
    plain = data[data.index("]>") + 2 :]
    assert "inline-lost" in names(read(plain.encode())) or not read(plain.encode()).units


def test_a_doctype_without_entities_is_passed_over() -> None:
    data = (
        '<!DOCTYPE xliff PUBLIC "-//XLIFF//DTD XLIFF//EN" "http://example.com/xliff.dtd">\n'
        '<xliff version="1.1"><file source-language="zh-Hans" target-language="th"><body>'
        '<trans-unit id="ep001/0001"><source>你好</source><target>สวัสดี</target></trans-unit>'
        "</body></file></xliff>"
    )
    assert [u.target for u in read(data.encode()).units] == ["สวัสดี"]


def test_very_deep_xml_is_refused_and_not_followed() -> None:
    data = b'<xliff version="1.2">' + b"<g>" * 100_000
    found = read(data)
    assert not found.units
    assert any(remark.severity is Severity.ERROR for remark in found.remarks)


def xliff(*units: str) -> bytes:
    body = "\n".join(units)
    return (
        '<xliff version="1.2"><file original="moonlit-bund" source-language="zh-Hans" '
        f'target-language="th"><body>\n{body}\n</body></file></xliff>'
    ).encode()


def trans(number: int, target: str, source: str = "原文") -> str:
    return (
        f'<trans-unit id="ep001/{number:04}">\n<source>{source}</source>\n{target}\n</trans-unit>'
    )


@pytest.mark.parametrize(
    ("target", "text"),
    [
        ('<target><g id="1" ctype="italic">เอียง</g></target>', "<i>เอียง</i>"),
        ('<target>a<x id="1" ctype="lb"/>b</target>', "a\nb"),
        ('<target><bpt id="1">&lt;i&gt;</bpt>x<ept id="1">&lt;/i&gt;</ept></target>', "<i>x</i>"),
        ('<target><ph id="1">{name}</ph> x</target>', "{name} x"),
        ('<target><x id="1" equiv-text="{name}"/> x</target>', "{name} x"),
        (
            '<target><mrk mtype="seg" mid="1">หนึ่ง</mrk> <mrk mtype="seg">สอง</mrk></target>',
            "หนึ่ง สอง",
        ),
        ("<target>a<!-- remark -->b<?pi x?>c</target>", "abc"),
        ("<target><![CDATA[<i>x</i>]]></target>", "<i>x</i>"),
        (
            '<alt-trans><target>no</target></alt-trans><target state="final">ใช่</target>',
            "ใช่",
        ),
        (
            '<target><bx id="1" rid="1" ctype="bold"/>x<ex id="2" rid="1"/></target>',
            "<b>x</b>",
        ),
    ],
)
def test_inline_elements_of_xliff_12_come_back_as_text(target: str, text: str) -> None:
    found = read(xliff(trans(1, target)))
    assert [u.target for u in found.units] == [text]
    assert not found.remarks


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ('<pc id="1" type="fmt" subType="xlf:i">x</pc>', "<i>x</i>"),
        ('<pc id="1" dataRefStart="d1" dataRefEnd="d2">x</pc>', "<i>x</i>"),
        ('<ph id="1" dataRef="d3"/> x', "{name} x"),
        ('<ph id="1" equiv="{name}"/> x', "{name} x"),
        ('a<cp hex="000B"/>b', "a\x0bb"),
        ('<mrk id="m" type="term">x</mrk>y', "xy"),
        ('<sc id="1" type="fmt" subType="xlf:b"/>x<ec startRef="1"/>', "<b>x</b>"),
    ],
)
def test_inline_elements_of_xliff_2_come_back_as_text(content: str, text: str) -> None:
    data = (
        '<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="zh-Hans" '
        'trgLang="th"><file id="cues"><unit id="ep001.0001"><originalData>'
        '<data id="d1">&lt;i&gt;</data><data id="d2">&lt;/i&gt;</data><data id="d3">{name}</data>'
        f"</originalData><segment><source>原文</source><target>{content}</target></segment></unit>"
        "</file></xliff>"
    )
    found = read(data.encode())
    assert [(u.key, u.target) for u in found.units] == [("ep001/0001", text)]
    assert not found.remarks


def test_an_element_that_nobody_explains_is_told_of_and_the_text_not_taken() -> None:
    found = read(xliff(trans(1, '<target>a<x id="7"/>b</target>'), trans(2, "<target>c</target>")))
    assert [u.target for u in found.units] == ["c"]
    (remark,) = found.remarks
    assert (remark.name, remark.key, remark.place) == ("inline-lost", "ep001/0001", "line 2")


@pytest.mark.parametrize(
    "broken",
    [
        "<target>salt & pepper</target>",
        "<target>a < b</target>",
        "<target>x&nbsp;y</target>",
        "<target>never closed",
        "<target><i>x</target>",
        "<target>a\x0bb</target>",
        "<target state=new>x</target>",
    ],
)
def test_broken_xml_costs_its_own_unit_and_is_told_of(broken: str) -> None:
    found = read(
        xliff(trans(1, "<target>หนึ่ง</target>"), trans(2, broken), trans(3, "<target>สาม</target>"))
    )
    good = {u.key: u.target for u in found.units}
    assert good["ep001/0001"] == "หนึ่ง"
    assert "ep001/0002" not in good
    assert {"broken-unit", "broken-xml"} <= set(names(found))
    assert good.get("ep001/0003", "สาม") == "สาม"


def test_the_first_fault_is_where_it_is_met_and_not_where_the_body_begins() -> None:
    data = xliff(*(trans(n, f"<target>line {n}</target>") for n in range(1, 10)))
    lines = data.decode().split("\n")
    place = next(n for n, line in enumerate(lines, 1) if "line 7" in line)
    lines[place - 1] = lines[place - 1].replace("line 7", "a <b & c")
    found = read("\n".join(lines).encode())
    (broken,) = [one for one in found.remarks if one.name == "broken-xml"]
    assert broken.place == f"line {place}"


_ENTRY = '#: ep001/{n:04}\nmsgctxt "ep001/{n:04}"\nmsgid "原文{n}"\nmsgstr "{text}"\n'


@pytest.mark.parametrize("whole", [False, True])
def test_marks_of_a_merge_are_told_as_such_with_the_key(whole: bool) -> None:
    ours, theirs = (_ENTRY.format(n=2, text=text) for text in ("ของเรา", "ของเขา"))
    if not whole:
        ours, theirs = 'msgstr "ของเรา"\n', 'msgstr "ของเขา"\n'
    marked = f"<<<<<<< HEAD\n{ours}=======\n{theirs}>>>>>>> vendor\n"
    if not whole:
        marked = '#: ep001/0002\nmsgctxt "ep001/0002"\nmsgid "原文2"\n' + marked
    parts = [_ENTRY.format(n=1, text="หนึ่ง"), marked, _ENTRY.format(n=3, text="สาม")]
    found = read("\n".join(parts).encode())
    assert {u.key: u.target for u in found.units if u.key != "ep001/0002"} == {
        "ep001/0001": "หนึ่ง",
        "ep001/0003": "สาม",
    }
    assert "ep001/0002" not in {u.key for u in found.units}
    assert set(names(found)) == {"conflict"}
    assert {one.key for one in found.remarks} == {"ep001/0002"}


def test_a_broken_entry_of_po_is_named_by_its_key() -> None:
    found = read((_ENTRY.format(n=1, text="a") + _ENTRY.format(n=2, text='b" c')).encode())
    assert [(one.name, one.key) for one in found.remarks] == [("broken-unit", "ep001/0002")]


def test_a_file_on_one_line_loses_no_more_for_a_fault() -> None:
    data = xliff(trans(1, "<target>one</target>"), trans(2, "<target>a & b</target>"))
    found = read(data.replace(b"\n", b"") + b"")
    assert [u.key for u in found.units] == ["ep001/0001"]


def test_a_file_that_was_cut_off_gives_what_it_still_has() -> None:
    data = xliff(*(trans(n, f"<target>line {n}</target>") for n in range(1, 10)))
    found = read(data[: data.index(b"line 7") + 4])
    assert [u.key for u in found.units] == [f"ep001/{n:04}" for n in range(1, 7)]
    assert "broken-xml" in names(found)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "gb18030", "cp874"])
def test_xliff_in_another_encoding(encoding: str) -> None:
    text = xliff(trans(1, "<target>สวัสดี</target>", source="hello")).decode()
    named = f'<?xml version="1.0" encoding="{encoding.replace("-sig", "")}"?>\n{text}'
    found = read(named.encode(encoding))
    assert [u.target for u in found.units] == ["สวัสดี"]
    assert not found.remarks


def test_an_encoding_that_is_not_as_it_says() -> None:
    text = xliff(trans(1, "<target>สวัสดี</target>")).decode()
    wrong = f'<?xml version="1.0" encoding="gb2312"?>\n{text}'.encode()
    found = read(wrong)
    assert [u.target for u in found.units] == ["สวัสดี"]
    assert [(r.name, r.severity) for r in found.remarks] == [("encoding", Severity.WARNING)]
    bad = f'<?xml version="1.0" encoding="utf-8"?>\n{text}'.encode("cp874", "replace")
    found = read(bad)
    assert not found.units
    assert {"encoding", "undecodable"} <= set(names(found))


def test_segments_are_put_together_and_half_a_translation_is_none() -> None:
    def unit_of(*segments: str) -> bytes:
        return (
            '<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="zh-Hans" '
            'trgLang="th"><file id="cues"><unit id="u1" name="ep001/0001">'
            + "".join(segments)
            + "</unit></file></xliff>"
        ).encode()

    one = "<segment><source>一。</source><target>หนึ่ง</target></segment>"
    gap = "<ignorable><source> </source></ignorable>"
    two = "<segment><source>二。</source><target>สอง</target></segment>"
    half = "<segment><source>二。</source></segment>"
    (found,) = read(unit_of(one, gap, two)).units
    assert (found.source, found.target) == ("一。 二。", "หนึ่ง สอง")
    swapped = (
        one.replace("<target>", '<target order="2">'),
        two.replace("<target>", '<target order="1">'),
    )
    (found,) = read(unit_of(*swapped)).units
    assert found.target == "สองหนึ่ง"
    assert names(read(unit_of(one, gap, half))) == ["partly-translated"]
    (found,) = read(unit_of(half)).units
    assert not found.target


@pytest.mark.parametrize(
    ("state", "fuzzy"),
    [
        ("new", True),
        ("needs-translation", True),
        ("needs-review-translation", True),
        ("translated", False),
        ("final", False),
        ("signed-off", False),
        ("", False),
    ],
)
def test_states_of_xliff_12(state: str, fuzzy: bool) -> None:
    attribute = f' state="{state}"' if state else ""
    (found,) = read(xliff(trans(1, f"<target{attribute}>x</target>"))).units
    assert found.fuzzy is fuzzy


def test_a_file_with_several_languages_gives_each_its_own() -> None:
    """As agencies send it: everything put together in one file."""
    rows = (("th", "cues", "สวัสดี"), ("vi", "cues", "chào"), ("th", "metadata", "x"))
    both = [document(unit(1, "你好", text), language=tag, scope=scope) for tag, scope, text in rows]
    written = [formats.write("xliff", one, words=english).decode() for one in both]
    files = [text[text.index("<file") : text.index("</xliff>")] for text in written]
    data = f'<xliff version="1.2">{"".join(files)}</xliff>'.encode()
    found = formats.read(data, "all.xlf")
    assert [(one.language, one.scope, one.units[0].target) for one in found] == [
        ("th", "cues", "สวัสดี"),
        ("vi", "cues", "chào"),
        ("th", "metadata", "x"),
    ]
