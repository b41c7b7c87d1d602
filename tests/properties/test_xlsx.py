"""Laws of the translators' workbook: nothing is lost on the way, and no bytes make it raise."""

from __future__ import annotations

import io
import zipfile

import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as st

from goglobal.exchange import xlsx
from goglobal.exchange.units import Document, Unit, digest_of

SIGNS = st.sampled_from(
    list("=+-@'\"“”…—\n\t \u00a0\x0b\x01_x0D5?#\\n1/2:,.%AZé外滩ไทย😀\ufffe\u2028")
)
TEXTS = st.one_of(
    st.text(SIGNS, max_size=20),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"), max_size=40),
    st.sampled_from(["_x000D_", "_x005F_x000D_", "=1+1", "TRUE", "007", "1-2", "#NAME?", "??????"]),
)
UNITS = st.lists(st.tuples(TEXTS, TEXTS, st.booleans()), min_size=1, max_size=6)


def document(rows: list[tuple[str, str, bool]]) -> Document:
    return Document(
        series="s",
        source_language="zh-Hans",
        language="ar",
        scope="cues",
        units=tuple(
            Unit(key=f"ep001/{n:04}", source=s, target=t, fuzzy=f, digest=digest_of(s))
            for n, (s, t, f) in enumerate(rows, start=1)
        ),
    )


@settings(deadline=None, max_examples=60)
@given(UNITS)
def test_what_goes_out_comes_back(rows: list[tuple[str, str, bool]]) -> None:
    one = document(rows)
    result = xlsx.read(xlsx.write(one, words=str), "x.xlsx")
    assert [(u.key, u.source, u.target, u.fuzzy, u.digest) for u in result.units] == [
        (u.key, u.source, u.target, u.fuzzy, u.digest) for u in one.units
    ]
    assert result.remarks == ()


@settings(deadline=None, max_examples=25)
@given(UNITS)
def test_a_second_programs_save_loses_nothing_without_a_word(
    rows: list[tuple[str, str, bool]],
) -> None:
    one = document(rows)
    book = openpyxl.load_workbook(io.BytesIO(xlsx.write(one, words=str)))
    saved = io.BytesIO()
    book.save(saved)
    result = xlsx.read(saved.getvalue(), "x.xlsx")
    told = {remark.key for remark in result.remarks}
    back = {unit.key: unit for unit in result.units}
    for unit in one.units:
        assert unit.key in told or back[unit.key].target == unit.target


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_no_bytes_make_it_raise(data: st.DataObject) -> None:
    whole = xlsx.write(document([("外", "b", False)]), words=str)
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    name = data.draw(st.sampled_from(sorted(entries)))
    content = entries[name]
    start = data.draw(st.integers(0, len(content)))
    end = data.draw(st.integers(start, min(len(content), start + 40)))
    entries[name] = content[:start] + data.draw(st.binary(max_size=12)) + content[end:]
    broken = io.BytesIO()
    with zipfile.ZipFile(broken, "w") as archive:
        for one, text in entries.items():
            archive.writestr(one, text)
    for damaged in (broken.getvalue(), content, data.draw(st.binary(max_size=60))):
        for result in xlsx.read_all(damaged, "x.xlsx"):
            assert result.units or result.remarks
