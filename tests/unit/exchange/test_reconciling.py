"""Which text a returned unit is for: its key and its source text tell together."""

from __future__ import annotations

import pytest

from goglobal.exchange.addressing import Addressed, address
from goglobal.exchange.groups import CueKey, group, parse_key
from goglobal.exchange.reconciling import Outcome, Texts, reconcile
from goglobal.exchange.returned import Returned
from goglobal.exchange.told import Claim, Told
from goglobal.exchange.units import Unit, digest_of
from goglobal.model import Cue, Series, Term, Track

GLOSSARY = (Term(term="顾言深", renderings={"th": ("กู้เหยียนเซิน",)}),)


def series(name: str = "s") -> Series:
    return Series(
        id=name, title="外滩", source_language="zh-Hans", root="/nowhere", glossary=GLOSSARY
    )


def today(*rows: tuple[str, str, str]) -> Texts:
    units = tuple(
        Unit(key=key, source=source, target=target, digest=digest_of(source))
        for key, source, target in rows
    )
    scope = "cues" if parse_key(rows[0][0]) else "metadata"
    return Texts(scope=scope, units=units)  # type: ignore[arg-type]


def back(
    *rows: tuple[str, str, str], digests: bool = True, file: str = "a.po", fuzzy: bool = False
) -> list[Claim]:
    return [
        Claim(
            file=file,
            unit=Unit(
                key=key,
                source=source,
                target=target,
                digest=digest_of(source) if digests else "",
                fuzzy=fuzzy,
                place=f"line {number}",
            ),
        )
        for number, (key, source, target) in enumerate(rows, 1)
    ]


def texts(outcome: Outcome) -> dict[str, str]:
    return {key: one.text for key, one in outcome.accepted.items()}


def told(outcome: Outcome) -> list[tuple[str, str]]:
    return [(one.remark.name, one.remark.key) for one in outcome.told]


def cue(number: int) -> str:
    return f"ep001/{number:04}"


def test_repeated_lines_follow_the_order_of_the_file() -> None:
    """One cue was put in at the beginning, and short lines stand there many times."""
    sources = ["嗯", "你好", "嗯", "嗯", "再见", "嗯"]
    claims = back(*((cue(n), source, f"ท{n}") for n, source in enumerate(sources, 1)))
    now = today(
        (cue(1), "新的", "ใหม่"),
        *((cue(n), source, f"เก่า{n}") for n, source in enumerate(sources, 2)),
    )
    found = texts(reconcile(series(), "th", now, claims))
    # where the text of a key is still the same the key holds; the others go along with theirs
    assert found[cue(3)] == "ท2"
    assert found[cue(6)] == "ท5"
    assert len(found) == 6
    assert sorted(found.values()) == [f"ท{n}" for n in range(1, 7)]


def test_a_lost_key_is_found_by_a_text_that_stands_there_once() -> None:
    now = today((cue(1), "你好", ""), (cue(2), "嗯", ""), (cue(3), "嗯", ""))
    outcome = reconcile(
        series(), "th", now, back(("", "你好", "สวัสดี"), ("x", "嗯", "อืม"), ("", "没有", "ไม่มี"))
    )
    assert texts(outcome) == {cue(1): "สวัสดี"}
    errors = [one for one in outcome.told if one.remark.severity == "error"]
    assert [one.remark.place for one in errors] == ["line 2", "line 3"]


def test_without_digest_and_source_nothing_is_taken() -> None:
    outcome = reconcile(
        series(), "th", today((cue(1), "你好", "")), back((cue(1), "", "สวัสดี"), digests=False)
    )
    assert not outcome.accepted
    assert told(outcome) == [("no-source", cue(1))]


def test_white_space_and_unicode_forms_are_no_change_of_the_source() -> None:
    now = today((cue(1), "Việt Nam\nđẹp", ""))
    given = "Vie\u0323\u0302t Nam  đẹp "
    outcome = reconcile(series(), "th", now, back((cue(1), given, "สวย"), digests=False))
    assert texts(outcome) == {cue(1): "สวย"}
    assert not outcome.told


@pytest.mark.parametrize("target", ["顾言深", "21:30", "……", "OK", "哈哈哈", "♪ ♪"])
def test_what_may_stay_as_it_is(target: str) -> None:
    outcome = reconcile(series(), "th", today((cue(1), target, "")), back((cue(1), target, target)))
    assert texts(outcome) == {cue(1): target}


@pytest.mark.parametrize("target", ["好的", "你在哪里", "顾言深你好"])
def test_what_may_not_stay(target: str) -> None:
    outcome = reconcile(series(), "th", today((cue(1), target, "")), back((cue(1), target, target)))
    assert told(outcome)[0] == ("same-as-source", cue(1))
    assert not outcome.accepted


def test_the_two_ways_to_write_chinese_may_be_the_same() -> None:
    now = today((cue(1), "你在哪里等我", ""))
    outcome = reconcile(series(), "zh-Hant", now, back((cue(1), "你在哪里等我", "你在哪里等我")))
    assert "same-as-source" not in {name for name, _ in told(outcome)}


def test_nfd_and_spaces_alone_change_nothing_and_are_told() -> None:
    now = today((cue(1), "你好", "Xin chào các bạn"))
    given = "Xin cha\u0300o ca\u0301c ba\u0323n  "
    outcome = reconcile(series(), "vi", now, back((cue(1), "你好", given)))
    assert not outcome.accepted
    assert told(outcome) == [("spaces-only", cue(1))]
    assert outcome.unchanged == 1


def test_what_a_program_put_around_all_texts_is_not_theirs() -> None:
    now = today((cue(1), "你好", "เก่า"), (cue(2), "再见", "ลาก่อน"))
    claims = back(
        (cue(1), "\n    你好\n  ", "\n    ใหม่\n  "), (cue(2), "\n  再见\n", "\n  ลาก่อน\n")
    )
    outcome = reconcile(series(), "th", now, claims)
    assert texts(outcome) == {cue(1): "ใหม่"}
    assert not outcome.told


def test_a_short_text_says_nothing_of_the_language_of_a_file() -> None:
    now = today((cue(1), "走吧", ""), (cue(2), "我们一起去吧", ""))
    assert texts(reconcile(series(), "es-419", now, back((cue(1), "走吧", "Let's go"))))
    line = "We are going there together, and nobody is going to stop us this time."
    outcome = reconcile(series(), "es-419", now, back((cue(2), "我们一起去吧", line)))
    assert told(outcome)[0] == ("wrong-language", "")
    assert not outcome.accepted


def test_placeholders_of_metadata_are_kept_letter_by_letter() -> None:
    now = today(("series/synopsis", "{count} 集 %s", ""))
    outcome = reconcile(
        series(), "th", now, back(("series/synopsis", "{count} 集 %s", "{จำนวน} ตอน %s"))
    )
    assert told(outcome) == [("placeholder", "series/synopsis")]


def test_a_name_in_the_credits_may_be_in_any_script() -> None:
    now = today(("credit/director/1/name", "秦牧川", ""))
    outcome = reconcile(
        series(), "th", now, back(("credit/director/1/name", "秦牧川", "Qin Muchuan"))
    )
    assert texts(outcome) == {"credit/director/1/name": "Qin Muchuan"}


@pytest.mark.parametrize(
    ("target", "name"),
    [("秦牧川", "same-as-source"), ("はたまきかわ", "other-script"), ("Qin Muchuan", "")],
)
def test_a_name_that_is_translated_is_not_replaced_by_one_in_a_strange_script(
    target: str, name: str
) -> None:
    now = today(("credit/director/1/name", "秦牧川", "ฉินมู่ชวน"))
    outcome = reconcile(series(), "th", now, back(("credit/director/1/name", "秦牧川", target)))
    assert [one for one, _ in told(outcome)] == [name] * bool(name)
    assert bool(texts(outcome)) is not bool(name)


def test_a_text_that_the_source_has_lost_is_told_as_such() -> None:
    """The text that stands under its key now is another's, and is not called its new wording."""
    claims = back((cue(1), "一", "หนึ่ง"), (cue(2), "二", "สอง"), (cue(3), "三", "สาม"))
    outcome = reconcile(series(), "th", today((cue(1), "一", ""), (cue(2), "三", "")), claims)
    assert texts(outcome) == {cue(1): "หนึ่ง", cue(2): "สาม"}
    (gone,) = [one for one in outcome.told if one.remark.name == "source-gone"]
    assert gone.remark.key == cue(2)
    assert "{now}" not in gone.remark.message


def test_the_same_key_twice_with_one_text_is_one_text() -> None:
    now = today((cue(1), "你好", ""))
    outcome = reconcile(
        series(), "th", now, back((cue(1), "你好", "สวัสดี"), (cue(1), "你好", "สวัสดี"))
    )
    assert texts(outcome) == {cue(1): "สวัสดี"}
    assert not outcome.refused


def test_units_for_joined_cues_are_taken_apart_and_put_together() -> None:
    apart = today((cue(1), "一", ""), (cue(2), "二", ""))
    joined = today(("ep001/0001+0002", "一\n\n二", ""))
    whole = back(("ep001/0001+0002", "一\n\n二", "หนึ่ง\n\nสอง"))
    parts = back((cue(1), "一", "หนึ่ง"), (cue(2), "二", "สอง"))
    assert texts(reconcile(series(), "th", apart, whole)) == {cue(1): "หนึ่ง", cue(2): "สอง"}
    assert texts(reconcile(series(), "th", joined, parts)) == {"ep001/0001+0002": "หนึ่ง\n\nสอง"}
    one = back(("ep001/0001+0002", "一\n\n二", "หนึ่งสอง"))
    assert ("joined-otherwise", "ep001/0001+0002") in told(reconcile(series(), "th", apart, one))
    assert ("joined-otherwise", cue(1)) in told(reconcile(series(), "th", joined, parts[:1]))


@pytest.mark.parametrize(
    ("key", "parsed"),
    [
        ("ep0001/0003", None),
        ("ep001/00003", None),
        ("ep1001/10003", CueKey(episode=1001, kind="full", cues=(10003,))),
        ("ep001/0003", CueKey(episode=1, kind="full", cues=(3,))),
        ("ep120.sdh/0003+0004", CueKey(episode=120, kind="sdh", cues=(3, 4))),
        ("ep001.forced/10000", CueKey(episode=1, kind="forced", cues=(10000,))),
        ("ep1/0003", None),
        ("ep001/3", None),
        ("series/title", None),
        ("ep001/0003\n", None),
        ("ep٠٠١/0003", None),
    ],
)
def test_cue_keys(key: str, parsed: CueKey | None) -> None:
    assert parse_key(key) == parsed


def test_cues_that_say_nothing_are_no_units() -> None:
    track = Track(cues=(Cue(0, 1000, "你好"), Cue(1000, 2000, " "), Cue(2000, 3000, "再见")))
    found = group(track, None, episode=1, kind="full")
    assert [one.key for one in found] == ["ep001/0001", "ep001/0003"]


def addressed(
    language: str = "th", *, asked: str | None = None, name: str = "s", known: str = "th es-419"
) -> Addressed | Told | None:
    unit = Unit(key=cue(1), source="你好", target="x")
    returned = Returned(format="po", series=name, language=language, scope="cues", units=(unit,))
    every = (series(), series("t"))
    tags = frozenset(known.split())
    languages = asked.split() if asked else ()
    return address("a.po", returned, every, languages=languages, known={"s": tags, "t": tags})


@pytest.mark.parametrize(
    ("said", "asked", "tag"),
    [
        ("th", None, "th"),
        ("th_TH", None, "th"),
        ("es", None, "es-419"),
        ("es_419", "es-419", "es-419"),
        ("", "th", "th"),
        ("fr", "fr", "fr"),
        ("fr", "fr de", "fr"),
        ("es", "es-ES fr", "es-ES"),
        ("es-419", "es-ES es-419", "es-419"),
        ("no tag at all", "th", "th"),
    ],
)
def test_the_language_of_a_file(said: str, asked: str | None, tag: str) -> None:
    found = addressed(said, asked=asked)
    assert isinstance(found, Addressed)
    assert found.language == tag


@pytest.mark.parametrize(
    ("said", "asked", "name"),
    [
        ("fr", None, "unknown-language"),
        ("", None, "no-language"),
        ("th", "vi", "other-language"),
        ("th", "vi fr", "other-language"),
        ("es", "es-419 es-ES", "other-language"),
        ("", "vi fr", "no-language"),
        ("zh_CN", None, "unknown-language"),
        ("zh-Hans", "zh-Hans", "source-language"),
    ],
)
def test_the_language_of_a_file_is_never_guessed(said: str, asked: str | None, name: str) -> None:
    found = addressed(said, asked=asked)
    assert isinstance(found, Told)
    assert found.remark.name == name
    assert found.remark.help


def test_two_ways_to_write_a_language_are_a_question() -> None:
    found = addressed("es", known="es-419 es-ES")
    assert isinstance(found, Told)
    assert found.remark.name == "unknown-language"


def test_a_catalogue_wants_the_series_to_be_said() -> None:
    found = addressed(name="")
    assert isinstance(found, Told)
    assert found.remark.name == "no-series"
