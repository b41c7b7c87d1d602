"""Finding a rule by its code or name, and the rules of installed plug-ins."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from importlib.metadata import entry_points
from typing import cast

from goglobal.errors import GoGlobalError, UsageError
from goglobal.messages import N_
from goglobal.rules import all_rules, builtin
from goglobal.rules.base import AnyRule, Rule
from goglobal.suggestions import nearest

GROUP = "goglobal.rules"
"""The entry point group of plug-ins."""


def find(code_or_name: str) -> AnyRule:
    """The rule with this code (`TIM003`) or name (`reading-speed`); capitals do not matter.

    Raises `UsageError` with the nearest code or name where there is none, and with the codes where
    a name belongs to rules of several families.
    """
    wanted = code_or_name.strip().lower()
    rules = all_rules()
    found = [f for f in rules if wanted in (f.rule.code.lower(), f.rule.name)]
    if len(found) == 1:
        return found[0]
    if found:
        raise UsageError(
            N_("several rules are named {rule}"),
            {"rule": wanted, "codes": ", ".join(function.rule.code for function in found)},
            N_("say which by its code: {codes}"),
        )
    words = [word for f in rules for word in (f.rule.code, f.rule.name)]
    close = nearest(code_or_name.strip(), words) or nearest(wanted.upper(), words)
    raise UsageError(
        N_("there is no rule {rule}"),
        {"rule": code_or_name, "nearest": close or ""},
        N_("did you mean {nearest}?") if close else N_("`goglobal rules` lists them all"),
    )


def facts() -> tuple[Rule, ...]:
    """The facts of every rule, with those of RUN001, which the runner itself finds."""
    from goglobal.rules.crashing import CRASHED

    return (*(function.rule for function in all_rules()), CRASHED)


@lru_cache(maxsize=1)
def plugins() -> tuple[AnyRule, ...]:
    """The rules of installed plug-ins, in code order.

    Raises `GoGlobalError`, which names the plug-in, for one that does not load, offers something
    that is no rule, or takes a code that is taken.
    """
    owners = {function.rule.code: "goglobal" for function in builtin()}
    rules: list[AnyRule] = []
    for entry in sorted(entry_points(group=GROUP), key=lambda e: (e.name, e.value)):
        try:
            offered: object = entry.load()
        except Exception as error:
            raise GoGlobalError(
                N_("the plug-in {plugin} does not load: {error}"),
                {"plugin": entry.value, "error": f"{type(error).__name__}: {error}"},
                N_("update it, or uninstall it"),
            ) from error
        for function in _functions(offered, entry.value):
            code = function.rule.code
            if code in owners:
                raise GoGlobalError(
                    N_("the plug-in {plugin} has a rule {code}, which {owner} has already"),
                    {"plugin": entry.value, "code": code, "owner": owners[code]},
                    N_("the plug-in has to choose a family of its own"),
                )
            owners[code] = entry.value
            rules.append(function)
    return tuple(sorted(rules, key=lambda function: function.rule.code))


def _functions(offered: object, plugin: str) -> tuple[AnyRule, ...]:
    several = not callable(offered) and isinstance(offered, Iterable)
    functions = tuple(cast("Iterable[object]", offered)) if several else (offered,)
    for function in functions:
        if not callable(function) or not isinstance(getattr(function, "rule", None), Rule):
            raise GoGlobalError(
                N_("the plug-in {plugin} offers something that is no rule: {what}"),
                {"plugin": plugin, "what": repr(function)[:80]},
                N_("an entry point names a function with @rule, or a tuple of them"),
            )
    return cast("tuple[AnyRule, ...]", functions)
