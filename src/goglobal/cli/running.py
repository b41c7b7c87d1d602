"""One call of the command from its words to its exit code."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Sequence

from goglobal import messages
from goglobal.cli import codes, group
from goglobal.cli.session import Session


def run(arguments: Sequence[str]) -> int:
    """Run the command line `arguments` (without the program's name) and return its exit code."""
    session = Session()
    try:
        messages.bind_command_line()
        return _run(arguments, session)
    except BaseException as error:  # the last frame: everything becomes words and a code
        if isinstance(error, SystemExit | GeneratorExit):
            raise
        return _tell(error, session)


def _run(arguments: Sequence[str], session: Session) -> int:
    import click

    command = group()
    if "_GOGLOBAL_COMPLETE" in os.environ:
        command.main(list(arguments), prog_name="goglobal")
    try:
        with command.make_context("goglobal", list(arguments), obj=session) as context:
            code = command.invoke(context)
            result = code if isinstance(code, int) else codes.DONE
    except click.exceptions.Exit as done:
        result = done.exit_code
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        result = codes.UNUSABLE
    except click.exceptions.Abort as error:
        raise KeyboardInterrupt from error
    except click.ClickException as error:
        error.show()
        result = codes.UNUSABLE
    if sys.stdout is not None:
        sys.stdout.flush()
    return result


def _tell(error: BaseException, session: Session) -> int:
    from goglobal.cli import failures, output

    _settle()
    if isinstance(error, BrokenPipeError):
        return codes.INCOMPLETE if session.delivering else codes.UNUSABLE
    try:
        text, code = failures.describe(error, session)
    except Exception as second:  # telling must not fail either
        text, code = f"Error: internal error: {type(second).__name__}", codes.UNUSABLE
    output.remark(text)
    return code


def _settle() -> None:
    """Write out what waits for standard output, or drop it: the interpreter would try again."""
    from goglobal.cli import output

    if sys.stdout is None:
        return
    try:
        sys.stdout.flush()
    except (OSError, ValueError):
        with contextlib.suppress(OSError, ValueError):
            output.mute(sys.stdout.fileno())
