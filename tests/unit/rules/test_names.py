"""TRN008: a slip in a name is told, whatever the slip and the language; the name itself is not."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from goglobal.rules.spelling import within_one
from goglobal.testing import Case, findings_of

CUE = "1\n00:00:01,000 --> 00:00:03,000\n{}\n"
LINES = {
    "en": ("Shen Ruoxi", "My name is {}."),
    "es-419": ("Grupo Linqiu", "La nueva accionista del {}."),
    "pt-BR": ("Sedas Shen", "A filha da {}."),
    "de": ("Gu Yanshen", "Komm her, {}!"),
    "vi": ("Thẩm Nhược Khê", "Tôi là {}."),
    "tr": ("Gu Mingshan", "Bu {} değil mi?"),
    "ar": ("شين روشي", "أنا {}."),
    "hi": ("शेन रुओशी", "मैं {} हूँ।"),
    "th": ("เสิ่นรั่วซี", "ฉันชื่อ{} ลูกสาว"),
}


def told(language: str, way: str, line: str, source: str = "我叫沈若溪") -> list[str]:
    case = Case(
        code="TRN008",
        name=line,
        expect=(),
        language=language,
        glossary={"沈若溪": way},
        source_srt=CUE.format(source),
        srt=CUE.format(line),
    )
    return [found.message for found in findings_of(case)]


@st.composite
def slips(draw: st.DrawFn) -> tuple[str, str, str, str]:
    """A language, a name, a line, and the name with one letter wrong, missing, doubled, swapped."""
    language = draw(st.sampled_from(sorted(LINES)))
    way, line = LINES[language]
    inner = [i for i in range(1, len(way) - 1) if " " not in way[i - 1 : i + 2]]
    at = draw(st.sampled_from(inner))
    other = draw(st.sampled_from([c for c in way if c not in {" ", way[at]} and not c.isupper()]))
    slip = draw(
        st.sampled_from(
            [
                way[:at] + other + way[at + 1 :],
                way[:at] + way[at + 1 :],
                way[:at] + way[at] + way[at:],
                way[:at] + way[at + 1] + way[at] + way[at + 2 :],
            ]
        ).filter(lambda slip: slip != way)
    )
    return language, way, line, slip


@given(slips())
def test_one_slip_is_told(drawn: tuple[str, str, str, str]) -> None:
    language, way, line, slip = drawn
    if language == "th" and _reordered(slip):
        return
    assert told(language, way, line.format(slip)), slip


def _reordered(slip: str) -> bool:
    """Whether the marks of a slip change places when it is normalised, so that two differ."""
    import unicodedata

    return unicodedata.normalize("NFC", slip) != slip


@given(st.sampled_from(sorted(LINES)), st.booleans(), st.booleans())
def test_the_name_itself_is_not(language: str, broken: bool, upper: bool) -> None:
    way, line = LINES[language]
    way_as_written = way.replace(" ", "\n") if broken else way
    text = line.format(way_as_written.upper() if upper else way_as_written)
    assert not told(language, way, text)


@given(st.text(max_size=60), st.sampled_from(sorted(LINES)), st.text(min_size=1, max_size=20))
def test_any_text_and_any_name_are_read(text: str, language: str, way: str) -> None:
    body = " ".join(text.split()) or "x"
    told(language, way, body)
    told(language, LINES[language][0], body)


@given(st.text("abc", min_size=1, max_size=8), st.data())
def test_one_slip_is_within_one(word: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(word) - 1))
    letter = data.draw(st.sampled_from("abcd"))
    for slip in (word[:at] + letter + word[at + 1 :], word[:at] + word[at + 1 :], word + letter):
        assert within_one(word, slip)
        assert within_one(slip, word)
    swapped = word[:at] + word[at : at + 2][::-1] + word[at + 2 :]
    assert within_one(word, swapped)


@given(st.text("ab", max_size=5), st.text("ab", max_size=5))
def test_within_one_is_what_a_search_of_all_slips_finds(one: str, other: str) -> None:
    reach = {one}
    for i in range(len(one) + 1):
        reach |= {one[:i] + c + one[i:] for c in "ab"}
        reach |= {one[:i] + c + one[i + 1 :] for c in "ab"}
        reach |= {one[:i] + one[i + 1 :], one[:i] + one[i : i + 2][::-1] + one[i + 2 :]}
    assert within_one(one, other) == (other in reach)
