"""From an exception to words and an exit code: a traceback never reaches a user."""

from __future__ import annotations

import errno
import os
import re
import sys
import tempfile
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from goglobal.cli import codes
from goglobal.cli.output import remark
from goglobal.cli.session import Session
from goglobal.messages import N_, gettext, localise

if TYPE_CHECKING:
    from goglobal.errors import GoGlobalError, ProjectError

_REASONS = {
    errno.ENOSPC: N_("no space is left on the disk"),
    errno.EDQUOT: N_("the disk quota is used up"),
    errno.EACCES: N_("permission denied"),
    errno.EPERM: N_("permission denied"),
    errno.EROFS: N_("the file system is read-only"),
    errno.ENOENT: N_("no such file or folder"),
    errno.ENOTDIR: N_("not a folder"),
    errno.EISDIR: N_("this is a folder"),
    errno.EEXIST: N_("it is there already"),
    errno.ENAMETOOLONG: N_("the name is too long"),
    errno.EMFILE: N_("too many open files"),
    errno.EIO: N_("the disk reports an error"),
}
_SECRET_NAME = re.compile(r"SECRET|TOKEN|PASSWORD|PASSWD|ACCESS_KEY|CREDENTIAL", re.IGNORECASE)
_SECRETS = (
    re.compile(
        r"(?i)((?:secret|token|password|passwd|authorization|signature|credential|access_?key)"
        r"[\w-]{0,40}[\"']?\s{0,4}[=:]\s{0,4}[\"']?)[^\s\"'&,;)]+(?: Credential=\S+)?"
    ),
    re.compile(r"(://)[^/\s:@]{1,200}:[^/\s@]{1,200}(?=@)"),
    re.compile(r"()\b(?:AKIA|ASIA)[A-Z0-9]{16}\b"),
)


def describe(error: BaseException, session: Session) -> tuple[str, int]:
    """What to tell the user about `error`, and the exit code."""
    if isinstance(error, KeyboardInterrupt):
        return gettext("interrupted; nothing half-committed"), codes.INTERRUPTED
    from goglobal.errors import GoGlobalError, ProjectError

    if isinstance(error, ProjectError):
        return _problems(error), error.exit_code
    if isinstance(error, GoGlobalError):
        return _told(error), error.exit_code
    incomplete = codes.INCOMPLETE if session.delivering else codes.UNUSABLE
    if isinstance(error, MemoryError):
        return _failed(
            gettext("there is not enough memory"),
            gettext(
                "use fewer workers (--executor serial), or fewer episodes or languages at once"
            ),
        ), incomplete
    if isinstance(error, OSError):
        again = gettext("run the same command again to go on") if session.delivering else ""
        return _failed(_system_reason(error), again), incomplete
    return _internal(error, session), codes.UNUSABLE


def _failed(message: str, help_text: str = "") -> str:
    from goglobal.report.cells import visible
    from goglobal.report.words import help_word

    text = gettext("Error: {message}").format(message=visible(message))
    if help_text:
        text += f"\n    {help_word()} {visible(help_text)}"
    return text


def _told(error: GoGlobalError) -> str:
    return _failed(localise(error.message, error.arguments), localise(error.help, error.arguments))


def _problems(error: ProjectError) -> str:
    from goglobal.report.cells import visible
    from goglobal.report.words import help_word, problems

    lines = []
    for problem in error.problems:
        place = f"{problem.file}:{problem.line}" if problem.line else problem.file
        where = f" {problem.where}:" if problem.where else ""
        message = localise(problem.message, problem.arguments)
        line = visible(f"{place}:{where} {message}")
        if len(error.problems) == 1:
            line = gettext("Error: {message}").format(message=line)
        lines.append(line)
        if problem.help:
            told = visible(localise(problem.help, problem.arguments))
            lines.append(f"    {help_word()} {told}")
    if len(error.problems) != 1:
        lines.append(_failed(problems(len(error.problems))))
    return "\n".join(lines)


def _system_reason(error: OSError) -> str:
    reason = _REASONS.get(error.errno or 0)
    text = gettext(reason) if reason else (error.strerror or type(error).__name__)
    names = [
        os.fsdecode(n) for n in (error.filename, error.filename2) if isinstance(n, str | bytes)
    ]
    if not names:
        return text
    return localise(N_("{path}: {reason}"), {"path": " -> ".join(names), "reason": text})


def _internal(error: BaseException, session: Session) -> str:
    """Write the traceback to a file, without secrets, and say where it is."""
    log = _write_log("".join(traceback.format_exception(error)), session)
    message = gettext("internal error: this is a fault of goglobal, not of your files")
    if log is None:
        return _failed(message, gettext("no log could be written: neither folder nor disk took it"))
    return _failed(
        message, localise(N_("please report it, with the log in {path}"), {"path": str(log)})
    )


def log_crashes(tracebacks: Sequence[str], session: Session) -> None:
    """Keep the tracebacks of rules that crashed in a file, and say where it is."""
    if not tracebacks:
        return
    log = _write_log("\n".join(tracebacks), session)
    if log is not None:
        message = N_("a rule crashed; please report it, with the log in {path}")
        remark(localise(message, {"path": str(log)}))


def redact(text: str) -> str:
    """`text` without what the environment holds as secret, and without what looks like one."""
    for name, value in os.environ.items():
        if len(value) >= 6 and _SECRET_NAME.search(name):
            text = text.replace(value, "***")
    for pattern in _SECRETS:
        text = pattern.sub(r"\1***", text)
    return text


def _write_log(trace: str, session: Session) -> Path | None:
    from goglobal import __version__

    version = ".".join(map(str, sys.version_info[:3]))
    text = redact(f"goglobal {__version__}, Python {version}, {sys.platform}\n\n{trace}")
    for folder in (_state_folder(session), None):
        try:
            descriptor, name = tempfile.mkstemp(
                prefix="goglobal-", suffix=".log", dir=None if folder is None else str(folder)
            )
            with os.fdopen(descriptor, "w", encoding="utf-8", errors="backslashreplace") as file:
                file.write(text)
        except OSError:
            continue
        return Path(name)
    return None


def _state_folder(session: Session) -> Path | None:
    """The state folder, where there is one already."""
    folder = session.state
    if folder is None and session.project is not None:
        try:
            from goglobal.project import state_folder

            folder = state_folder(session.project)
        except Exception:  # we are telling of another failure already
            return None
    return folder if folder is not None and folder.is_dir() else None
