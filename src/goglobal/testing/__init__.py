"""What the author of a plug-in or a script needs to test against goglobal, with any test runner.

    from goglobal.testing import load_cases, run_case

    for case in load_cases("cases"):
        assert not run_case(case), case.id

Rule cases are data: a file's bytes in, expected findings out. What is wrong with a case itself, or
with how it is run, is a ValueError in plain English: it is told to a developer, not to a user.
"""

from __future__ import annotations

from goglobal.delivery.memory import MemoryStore
from goglobal.testing.cases import Case, load_cases
from goglobal.testing.running import findings_of, run_case

__all__ = ["Case", "MemoryStore", "findings_of", "load_cases", "run_case"]
