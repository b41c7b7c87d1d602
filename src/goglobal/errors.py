"""The errors that goglobal raises: every one pickles, renders in any language, knows its exit code.

An error carries a message id and its arguments, never rendered text, so that it can cross a
process border and still be told to the user in the user's language.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

Argument = str | int | float


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """One thing wrong with an input file that keeps the work from starting."""

    file: str
    """The file as the user would name it."""
    where: str = ""
    """A key path (`series.episodes[3].duration`) or empty."""
    line: int | None = None
    """1-based line in the file, where it is known."""
    message: str
    arguments: Mapping[str, Argument] = {}
    help: str = ""


class GoGlobalError(Exception):
    """Base of every error that goglobal raises on purpose.

    `message` is a gettext message id with `{name}` places, filled from `arguments`; `help`
    says what to do about it and shares the arguments. `str(error)` is the English text.
    """

    exit_code = 2

    def __init__(
        self,
        message: str,
        arguments: Mapping[str, Argument] | None = None,
        help: str = "",  # noqa: A002
    ) -> None:
        self.message = message
        self.arguments: dict[str, Argument] = dict(arguments or {})
        self.help = help
        super().__init__(message, self.arguments, help)

    def __str__(self) -> str:
        return fill(self.message, self.arguments)


class UsageError(GoGlobalError):
    """The call itself is off: an unknown name, nothing selected, a bad option."""


class ProjectError(GoGlobalError):
    """Input files that cannot be used; `problems` holds all of them, never only the first."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("{count} problem(s) in the project's files", {"count": len(self.problems)})
        self.args = (self.problems,)

    def __str__(self) -> str:
        return "\n".join(
            f"{p.file}{f':{p.line}' if p.line else ''}: {f'{p.where}: ' if p.where else ''}"
            f"{fill(p.message, p.arguments)}"
            for p in self.problems
        )


class ProfileError(ProjectError):
    """A platform profile that cannot be used."""


class LockedError(GoGlobalError):
    """Another goglobal is at work on the same folder."""


class DeliveryError(GoGlobalError):
    """The delivery is not complete; the same call again goes on with it."""

    exit_code = 3


class StoreError(DeliveryError):
    """A store refused or failed; `permanent` errors are not worth another try."""

    permanent = True


class NotFoundError(StoreError):
    """No object under this key."""


class NoBucketError(StoreError):
    """There is no such bucket, which is another thing than an object that is not there yet."""


class DeniedError(StoreError):
    """Credentials are missing, wrong, or lack the right."""


class ConflictError(StoreError):
    """A create-only or if-match write met something else."""


class WithdrawnError(StoreError):
    """What would be delivered has been withdrawn."""


class UntrustedError(StoreError):
    """No connection with TLS that can be trusted comes about."""


class TransientError(StoreError):
    """A failure that another try may cure: connection, 5xx, throttling, bad digest."""

    permanent = False
    retry_after: float | None = None
    """Seconds that the service asks to be left alone for; None: it did not say."""
    tries: int | None = None
    """How often it is worth trying at most; None: as often as the time allows."""


def fill(message: str, arguments: Mapping[str, Argument]) -> str:
    """Put `arguments` into the `{name}` places of `message`; an unknown place stays as it is."""
    try:
        return message.format_map(arguments)
    except (KeyError, ValueError, IndexError, AttributeError):
        return message
