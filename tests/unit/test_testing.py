"""`goglobal.testing`: cases that are wrong say so, and the how-to's plug-in is built and run."""

from __future__ import annotations

import os
import pickle
import re
import shlex
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from goglobal import testing
from goglobal.findings import Found, Severity
from goglobal.rules.base import AnyRule, Parameters, rule
from goglobal.testing import Case, findings_of, load_cases, run_case

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "how-to-rules.md"
THREE = "1\n00:00:01,000 --> 00:00:05,000\nWhere\nis\nshe?\n"
CASE = Case(code="TXT001", name="three lines", srt=THREE, expect=("TXT001:5 warning",))
MINIMAL = '[[case]]\nname = "n"\nexpect = []\n'


def changed(**fields: object) -> Case:
    return msgspec.structs.replace(CASE, **fields)


def finder(*found: object, code: str = "XYZ001") -> AnyRule:
    """A rule that finds what it is told to."""

    @rule(code, "told", Severity.ERROR, "track", summary="s", reason="r", fails="f", passes="p")
    def told(subject: object, parameters: Parameters) -> Iterator[Found]:
        yield from found  # type: ignore[misc]

    return told


def told(*found: object, expect: tuple[str, ...] = (), **fields: object) -> tuple[str, ...]:
    case = Case(code="XYZ001", name="told", srt=THREE, expect=expect)
    return run_case(msgspec.structs.replace(case, **fields), finder(*found))


# -- a case that holds, and one that does not -------------------------------------------------


def test_a_case_that_holds_has_no_problem() -> None:
    assert run_case(CASE) == ()
    (found,) = findings_of(CASE)
    assert (found.line, found.cue, found.excerpt) == (5, 1, "she?")


def test_what_is_missing_and_what_is_too_much() -> None:
    missing, extra = run_case(changed(expect=("TXT001:4",)))
    assert missing == "expected, and not found: TXT001:4"
    assert extra.startswith("found, and not expected: TXT001:5 warning: 3 lines; at most 2")
    assert len(run_case(changed(expect=()))) == 1
    assert len(run_case(changed(expect=("TXT001", "TXT001")))) == 1


@pytest.mark.parametrize(
    "expected", ["TXT001:-", "TXT001:6", "TXT001:5 error", "TXT001@subtitles/en/ep001.srt"]
)
def test_each_part_of_an_expectation_counts(expected: str) -> None:
    assert f"expected, and not found: {expected}" in run_case(changed(expect=(expected,)))


def test_the_order_of_expectations_does_not_matter() -> None:
    """Whichever is looked at first, the vague one leaves the exact one its finding."""
    found = [
        Found(message="m", help="h", path="a/very/long/path.srt", line=2),
        Found(message="m", help="h", path="a/very/long/path.srt", line=3),
    ]
    for expect in (
        ("XYZ001@a/very/long/path.srt", "XYZ001:2"),
        ("XYZ001:2", "XYZ001@a/very/long/path.srt"),
    ):
        assert told(*found, expect=expect) == ()
        assert told(*reversed(found), expect=expect) == ()


def test_contains_looks_at_words_excerpts_and_spans() -> None:
    found = Found(message="{n} m", arguments={"n": 3}, help="h", excerpt="a'b\"c", span=(1, 4))
    good = ("3 m", "h", "a'b\"c", "(1, 4)")
    assert told(found, expect=("XYZ001:-",), contains=good) == ()
    (problem,) = told(found, expect=("XYZ001",), contains=("None",))
    assert problem.startswith("'None' stands in no message, help, excerpt or span; found: XYZ001:-")
    (problem,) = told(contains=("m",))
    assert problem.endswith("found: nothing")


@pytest.mark.parametrize(
    ("found", "problem"),
    [
        (Found(message="", help="h"), "a finding without a message"),
        (Found(message="m"), "a finding without a help"),
        (Found(message="{n}", help="h"), "a message with a place that no argument fills ('n')"),
        (Found(message="m", help="{"), "a help with a place that no argument fills"),
        (Found(message="{}", help="h"), "a message with a place that no argument fills"),
        (Found(message="m", help="h", span=(0, 1)), "a span (0, 1) outside of the excerpt None"),
        (Found(message="m", help="h", excerpt="ab", span=(1, 3)), "a span (1, 3) outside"),
        (Found(message="m", help="h", excerpt="ab", span=(1, 1)), "a span (1, 1) outside"),
    ],
)
def test_a_finding_is_well_formed(found: Found, problem: str) -> None:
    problems = told(found, expect=("XYZ001",))
    assert len(problems) == 1
    assert problems[0].startswith(problem)


# -- rules that cannot be run, or crash -------------------------------------------------------


def test_a_rule_that_is_not_there() -> None:
    with pytest.raises(ValueError, match="there is no rule XYZ001: hand the function over"):
        run_case(changed(code="XYZ001", expect=()))


def test_a_rule_of_another_code() -> None:
    with pytest.raises(ValueError, match="a case of TXT001 was given the rule XYZ001"):
        run_case(CASE, finder())


def test_a_function_that_is_no_rule() -> None:
    with pytest.raises(TypeError, match="has no @rule"):
        run_case(CASE, print)  # type: ignore[arg-type]


def test_a_rule_that_yields_something_else() -> None:
    with pytest.raises(TypeError, match="XYZ001 yields str, and not Found"):
        told("words")


def test_what_a_rule_raises_comes_through() -> None:
    @rule("XYZ001", "x", Severity.ERROR, "track", summary="s", reason="r", fails="f", passes="p")
    def crashing(subject: object, parameters: Parameters) -> Iterator[Found]:
        raise ZeroDivisionError
        yield

    with pytest.raises(ZeroDivisionError):
        run_case(changed(code="XYZ001", expect=()), crashing)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"srt": None}, "TXT001: case 'three lines': a track rule's case needs one of"),
        ({"vtt": "WEBVTT\n"}, "needs one of `srt`, `vtt` and `bytes`"),
        ({"srt": None, "bytes": "外"}, "latin-1"),
        ({"encoding": "utf-9"}, "`encoding`: unknown encoding: utf-9"),
        ({"encoding": "ascii", "srt": "外"}, "ascii"),
        ({"parameters": {"max_line": 1}}, "has no parameter max_line; did you mean max_lines"),
        ({"expect": ("TXT001 fatal",)}, "case 'three lines': 'TXT001 fatal' is no expectation"),
        ({"code": "DLV001"}, "a delivery rule's case needs `names`"),
        ({"code": "PRJ004", "files": {"../x": ""}}, "'../x' leads out of the series folder"),
        ({"code": "PRJ004", "files": {"/x": ""}}, "leads out"),
        ({"code": "PRJ004", "binary": {"a\\..\\..\\x": 1}}, "leads out"),
        ({"code": "PRJ004", "files": {"series.toml": "[series]\n"}}, "series.toml"),
        ({"code": "PRJ004", "episodes": "one"}, "“one” is no selection of episodes"),
    ],
)
def test_a_case_that_cannot_be_run(fields: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        run_case(changed(**fields))


# -- files ------------------------------------------------------------------------------------


def test_a_folder_gives_the_cases_of_all_files(tmp_path: Path) -> None:
    (tmp_path / "XYZ002.toml").write_text(MINIMAL)
    (tmp_path / "XYZ001.toml").write_text(MINIMAL)
    (tmp_path / "README.md").write_text("notes")
    assert [case.id for case in load_cases(str(tmp_path))] == ["XYZ001-n", "XYZ002-n"]


def test_cases_pickle() -> None:
    cases = load_cases(ROOT / "tests" / "rules" / "cases" / "DLV001.toml")
    assert pickle.loads(pickle.dumps(cases)) == cases


def test_a_folder_without_cases(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"no file <CODE>.toml in this folder"):
        load_cases(tmp_path)
    with pytest.raises(FileNotFoundError):
        load_cases(tmp_path / "XYZ001.toml")


def test_a_file_is_named_after_its_rule(tmp_path: Path) -> None:
    path = tmp_path / "my-rule.toml"
    path.write_text(MINIMAL)
    with pytest.raises(ValueError, match="named after its rule's code"):
        load_cases(path)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "no [[case]] in this file"),
        ("[case]\n", "no [[case]] in this file"),
        ("case = [1]\n", "case 1: a case is a table"),
        ("[[case]\n", "XYZ001.toml: "),
        ("[[cases]]\n", "unknown key 'cases'"),
        ("[[case]]\nexpect = []\n", "case 1: Object missing required field `name`"),
        ('[[case]]\nname = "n"\n', "case 'n': Object missing required field `expect`"),
        (MINIMAL + MINIMAL, "case 'n': this name stands twice in the file"),
        (MINIMAL + 'srtt = ""\n', "case 'n': unknown key 'srtt'; did you mean 'srt'?"),
        (MINIMAL + 'code = "XYZ002"\n', "unknown key 'code'"),
        (MINIMAL + "srt = 1\n", "Expected `str | null`, got `int` - at `$.srt`"),
        (MINIMAL + 'kind = "ful"\n', "Invalid enum value 'ful' - at `$.kind`"),
        (MINIMAL + "profile = { nams = {} }\n", "unknown key 'nams' in profile; did you mean"),
        (MINIMAL + "profile = { names = { max_length = true } }\n", "$.profile.names.max_length"),
        (MINIMAL + "target = { urll = '' }\n", "unknown key 'urll' in target"),
        (MINIMAL + "names = [{ pth = 'a' }]\n", "unknown key 'pth' in names"),
        (MINIMAL + "names = [1]\n", "$.names[0]"),
        (MINIMAL + "binary = { a = -1 }\n", "$.binary"),
        (MINIMAL.replace("[]", '["fine"]'), "'fine' is no expectation: write CODE[@path]"),
        (
            MINIMAL.replace("[]", '["XYZ002"]'),
            "case 'n': 'XYZ002' is expected, in a case of XYZ001",
        ),
    ],
)
def test_a_file_that_holds_no_cases(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "XYZ001.toml"
    path.write_text(text)
    with pytest.raises(ValueError, match=re.escape(message)) as caught:
        load_cases(path)
    assert str(caught.value).startswith(str(path))


def test_nothing_needs_pytest_and_all_names_are_there() -> None:
    code = "import sys, goglobal.testing; print('pytest' in sys.modules, 'boto3' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "False False\n"
    assert all(getattr(testing, name).__doc__ for name in testing.__all__)


# -- the how-to -------------------------------------------------------------------------------


def blocks() -> dict[str, str]:
    """The files that the page shows: name to content."""
    named = re.findall(
        r"`([\w./-]+)`[^`\n]*:\n\n```(?:python|toml)\n(.*?)^```$",
        PAGE.read_text("utf-8"),
        re.S | re.M,
    )
    return dict(named)


def test_every_snippet_of_the_page_is_a_file() -> None:
    shown = re.findall(r"^```(?:python|toml)$", PAGE.read_text("utf-8"), re.M)
    assert len(shown) == len(blocks()) == 6


def test_every_key_is_documented() -> None:
    tables = "".join(re.findall(r"^\|([^|]*)\|", PAGE.read_text("utf-8"), re.M))
    keys = set(re.findall(r"`(\w+)`", tables)) | {"name", "expect"}
    assert keys == set(Case.__struct_fields__) - {"code", "file"}


def test_the_example_of_the_format_holds(tmp_path: Path) -> None:
    path = tmp_path / "TIM001.toml"
    path.write_text(blocks()["TIM001.toml"], "utf-8")
    (case,) = load_cases(path)
    assert run_case(case) == ()


def test_the_plug_in_of_the_page_works(tmp_path: Path) -> None:
    """Build its wheel, unpack it where Python finds it, then run the page's own commands."""
    page, site = PAGE.read_text("utf-8"), tmp_path / "site"
    for name, text in blocks().items():
        if name not in {"TIM001.toml", "profiles/partner.toml"}:
            path = tmp_path / "plugin" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
    shutil.copytree(
        ROOT / "examples" / "moonlit-bund",
        series := tmp_path / "plugin" / "my-series",
        ignore=shutil.ignore_patterns("outbox", "dist", "receipts", ".goglobal"),
    )
    track = series / "subtitles" / "en" / "ep001.srt"
    first = track.read_text("utf-8").split("\n")[2]
    track.write_text(track.read_text("utf-8").replace(first, "Run!!!", 1), "utf-8")
    paths = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": paths, "PYTHONPATH": str(site), "LANGUAGE": "en"}

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            words, cwd=tmp_path / "plugin", env=environment, capture_output=True, text=True
        )

    build = "from hatchling.build import build_wheel; build_wheel('dist')"
    built = run(sys.executable, "-c", build)
    assert built.returncode == 0, built.stderr
    (wheel,) = (tmp_path / "plugin" / "dist").glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)

    (console,) = re.findall(r"```console\n(.*?)```", page, re.S)
    lines = [line.removeprefix("$ ") for line in console.splitlines()]
    assert lines[0] == "pip install -e ."  # that is what the wheel stands for
    tests, words, check = (run(*shlex.split(line)) for line in lines[1:])
    assert tests.returncode == 0, tests.stdout
    assert "3 passed" in tests.stdout
    assert words.returncode == 0, words.stderr
    assert "Too many exclamation marks stand in a row." in words.stdout
    assert check.returncode == 0, check.stdout
    assert "subtitles/en/ep001.srt:3: HSE001 exclamation-marks warning" in check.stdout

    cases = tmp_path / "plugin" / "cases" / "HSE001.toml"
    right = cases.read_text("utf-8")
    cases.write_text(right.replace("HSE001:4", "HSE001:5"), "utf-8")
    code = (
        "from goglobal.testing import load_cases, run_case\n"
        "for case in load_cases('cases'): print(*run_case(case), sep='\\n')\n"
    )
    said = run(sys.executable, "-c", code)
    (wanted,) = re.findall(r"```text\n(.*?)```", page, re.S)
    assert said.stdout.strip() == wanted.strip(), said.stderr

    (series / "profiles").mkdir()
    (series / "profiles" / "partner.toml").write_text(blocks()["profiles/partner.toml"], "utf-8")
    targets = series / "goglobal.toml"
    targets.write_text(targets.read_text("utf-8").replace("vertical-app", "partner", 1), "utf-8")
    check = run(*shlex.split(lines[3]))
    assert check.returncode == 1, check.stdout
    assert "HSE001 exclamation-marks error" in check.stdout
    assert "at most 2" in check.stdout
