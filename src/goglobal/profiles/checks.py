"""What a profile says of rules, against the rules that there are.

Profiles stand in the same row as rules and know none of them: whoever asks hands them in.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import product

from goglobal.errors import Problem
from goglobal.messages import N_
from goglobal.profiles.schema import Profile
from goglobal.suggestions import nearest

_KINDS = ("", "_full", "_sdh", "_forced")
_AUDIENCES = ("", "_adult", "_child")


def rule_problems(profile: Profile, known: Mapping[str, Iterable[str]]) -> tuple[Problem, ...]:
    """Unknown rule codes and parameters in a profile; `known` is code to parameter names.

    A parameter may carry a kind and an audience after its name (`max_cps_sdh_child`).
    """
    problems = []
    for code, setting in profile.rules.items():
        where = f"rules.{code}"
        if code not in known:
            message, close = N_("there is no rule {code}"), nearest(code, known)
            if close:
                message = N_("there is no rule {code}; did you mean {nearest}?")
            arguments = {"code": code, "nearest": close or ""}
            problems.append(_problem(profile, where, message, arguments))
            continue
        names = sorted(known[code])
        spelled = {n + kind + who for n, kind, who in product(names, _KINDS, _AUDIENCES)}
        for name in setting.parameters:
            if name in spelled:
                continue
            message, close = N_("the rule {code} has no parameter {name}"), nearest(name, names)
            if close:
                message = N_("the rule {code} has no parameter {name}; did you mean {nearest}?")
            arguments = {"code": code, "name": name, "nearest": close or ""}
            problems.append(_problem(profile, f"{where}.parameters.{name}", message, arguments))
    return tuple(problems)


def _problem(profile: Profile, where: str, message: str, arguments: dict[str, str]) -> Problem:
    origins = [file for key, file in profile.origins.items() if key.startswith(where)]
    file = origins[0] if origins else profile.name
    return Problem(file=file, where=where, message=message, arguments=dict(arguments))
