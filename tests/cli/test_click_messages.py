"""The words of click that our catalog must hold are those that click says."""

from __future__ import annotations

import ast
from pathlib import Path

import click

from goglobal.cli.click_messages import MESSAGES, PLURALS

NOT_FOR_USERS = {
    # programmers' mistakes in a declaration
    "Arguments take exactly one parameter declaration, got {length}: {decls}.",
    "Boolean option {decl!r} cannot use the same flag for true/false.",
    "Could not determine name for option with declarations {decls!r}",
    "Invalid start character for option ({option})",
    "Name '{name}' defined twice",
    "No options defined but a name was passed ({name}). Did you mean to declare an argument "
    "instead? Did you mean to pass '--{name}'?",
    "Unknown color {colour!r}",
    "Unknown standard stream '{name}'",
    "Choice({choices})",
    # what the command does not use
    "DeprecationWarning: The command {name!r} is deprecated.{extra_message}",
    "DeprecationWarning: The {param_type} {name!r} is deprecated.{extra_message}",
    "deprecated",
    "{editor}: Editing failed",
    "{editor}: Editing failed: {e}",
    "Windows error: {error}",
    "%(prog)s, version %(version)s",
    "Confirm the action without prompting.",
    "Do you want to continue?",
    "Repeat for confirmation",
    "Error: The two entered values do not match.",
    "Press any key to continue...",
    "d",
    "{value!r} does not match the format {format}.",
    "{value!r} is not a valid UUID.",
    "{name} {filename!r} is not executable.",
    "{len_type} values are required, but {len_value} was given.",
}


def said_by_click() -> set[str]:
    """The first string of every `_("…")` and `ngettext("…", …)` in click."""
    found = set()
    for path in Path(click.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in {"_", "ngettext"}
                and isinstance(node.args[0], ast.Constant)
            ):
                found.add(str(node.args[0].value))
    return found


def test_every_listed_message_is_said_by_click() -> None:
    listed = {*MESSAGES, *(singular for singular, _, _ in PLURALS)}
    # `required` is looked up through a variable
    assert listed - said_by_click() == {"required"}


def test_nothing_that_a_user_can_meet_is_left_out() -> None:
    listed = {*MESSAGES, *(singular for singular, _, _ in PLURALS)}
    assert said_by_click() - listed - NOT_FOR_USERS == set()
