"""Every rule, over the cases in `cases/` (their format: docs/how-to-rules.md)."""

from __future__ import annotations

from pathlib import Path

import pytest

from goglobal.rules import builtin
from goglobal.rules.base import AnyRule
from goglobal.testing import Case, load_cases, run_case

CASES = Path(__file__).parent / "cases"


@pytest.mark.parametrize("case", load_cases(CASES), ids=lambda case: case.id)
def test_case(case: Case) -> None:
    problems = run_case(case)
    assert not problems, "\n".join(problems)


@pytest.mark.parametrize("function", builtin(), ids=lambda f: str(f.rule.code))
def test_every_rule_has_cases(function: AnyRule) -> None:
    path = CASES / f"{function.rule.code}.toml"
    assert path.is_file(), f"no cases for {function.rule.code}"
    cases = load_cases(path)
    assert any(case.expect for case in cases), "no case that fails"
    assert any(not case.expect for case in cases), "no case that passes"


def test_no_cases_without_a_rule() -> None:
    codes = {function.rule.code for function in builtin()}
    stems = {path.stem for path in CASES.glob("*.toml")}
    assert stems <= codes
