"""Progress on standard error: a bar on a terminal, lines for `--verbose`, else nothing."""

from __future__ import annotations

import sys
import time
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
    began = time.monotonic()

    def tell(event: Event) -> None:
        nonlocal last, began
        _note(session, event)
        if last is not None and last.step != event.step:
            _close(last, time.monotonic() - began)
            began = time.monotonic()
        if last is None or last.step != event.step:
            remark(localise(N_("{step} …"), {"step": _step(event)}))
        last = event

    yield tell
    if last is not None:
        _close(last, time.monotonic() - began)


def _close(event: Event, seconds: float) -> None:
    message = N_("{step}: {count} done in {seconds} s")
    step, told = _step(event), f"{seconds:.1f}"
    remark(localise(message, {"step": step, "count": event.done, "seconds": told}))


@contextmanager
def _bars(session: Session) -> Iterator[Progress]:
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        Task,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )
    from rich.text import Text

    class Rate(TextColumn):
        """How many are done in a second; where it takes longer, how many seconds each."""

        def render(self, task: Task) -> Text:
            speed = task.finished_speed or task.speed
            return Text(_rate(speed) if speed else "", style="dim")

    console = Console(stderr=True)
    bars = Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        Rate(""),
        TimeElapsedColumn(),
        TextColumn(gettext("left:"), style="dim"),
        TimeRemainingColumn(),
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


def _rate(speed: float) -> str:
    if speed >= 1:
        return localise(N_("{count}/s"), {"count": f"{speed:.0f}"})
    return localise(N_("{seconds} s each"), {"seconds": f"{1 / speed:.1f}"})


def _short(label: str) -> str:
    from goglobal.report.cells import visible

    return visible(label if len(label) <= 40 else f"…{label[-39:]}")
