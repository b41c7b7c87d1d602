"""Progress on standard error: a bar on a terminal, lines for `--verbose`, else nothing."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from goglobal.cli.output import remark
from goglobal.cli.session import Session
from goglobal.messages import N_, gettext, localise

if TYPE_CHECKING:
    from goglobal.execution import Event, Progress

_STEPS = {
    "load": N_("loading"),
    "check": N_("checking"),
    "build": N_("building"),
    "push": N_("sending"),
    "verify": N_("verifying"),
    "report": N_("reporting"),
}


@contextmanager
def showing(session: Session) -> Iterator[Progress]:
    """What to hand to the verbs as `progress`; shows as much as the user and terminal want."""
    wanted = session.bars and not session.quiet and sys.stderr is not None and sys.stderr.isatty()
    if wanted:
        with _bars(session) as tell:
            yield tell
    elif session.verbose:
        with _lines(session) as tell:
            yield tell
    else:
        yield lambda event: _note(session, event)


def _note(session: Session, event: Event) -> None:
    if event.step == "push" and not session.rehearsing:
        session.delivering = True


def _step(event: Event) -> str:
    return gettext(_STEPS.get(event.step, event.step))


@contextmanager
def _lines(session: Session) -> Iterator[Progress]:
    """One line when a step begins and one when the next does."""
    last: Event | None = None

    def tell(event: Event) -> None:
        nonlocal last
        _note(session, event)
        if last is not None and last.step != event.step:
            _close(last)
        if last is None or last.step != event.step:
            remark(localise(N_("{step} …"), {"step": _step(event)}))
        last = event

    yield tell
    if last is not None:
        _close(last)


def _close(event: Event) -> None:
    remark(localise(N_("{step}: {count} done"), {"step": _step(event), "count": event.done}))


@contextmanager
def _bars(session: Session) -> Iterator[Progress]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    bars = Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[label]}", markup=False),
        console=console,
        transient=True,
        disable=console.is_dumb_terminal,
    )
    tasks: dict[str, object] = {}

    def tell(event: Event) -> None:
        _note(session, event)
        if event.step not in tasks:
            tasks[event.step] = bars.add_task(_step(event), total=event.total, label="")
        task = tasks[event.step]
        bars.update(task, completed=event.done, total=event.total, label=_short(event.label))  # type: ignore[arg-type]

    with bars:
        yield tell


def _short(label: str) -> str:
    from goglobal.report.cells import visible

    return visible(label if len(label) <= 40 else f"…{label[-39:]}")
