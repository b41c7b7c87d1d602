"""Letters are counted by script, whatever a text is made of."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from goglobal.rules.scripts import has_letter, letters

_NAMES = ("Latn", "Cyrl", "Arab", "Deva", "Thai", "Geor", "Hani", "Kana", "Hang")
_TEXTS = st.text(
    st.one_of(st.characters(), st.sampled_from("aЯب अกა林のン한ıß_0٣〇 .")), max_size=30
)


@given(_TEXTS, st.lists(st.sampled_from(_NAMES), max_size=3))
def test_each_script_has_as_many_letters_as_its_pattern_finds(text: str, likely: list[str]) -> None:
    found = letters(text, likely)
    assert min(found.values(), default=1) > 0
    for name in _NAMES:
        count = sum(map(len, has_letter(name).findall(text)))
        assert found[name] == count


@given(_TEXTS)
def test_what_is_likely_comes_first_and_changes_no_count(text: str) -> None:
    asked = letters(text, ["Hani", "Thai"])
    plain = letters(text)
    assert plain.items() <= asked.items()
    there = [name for name in ("Hani", "Thai") if name in asked]
    assert list(asked)[: len(there)] == there
