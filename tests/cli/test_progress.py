"""Progress: on standard error, and only where it is wanted."""

from __future__ import annotations

import io
import re
import sys

import pytest

from goglobal.cli.progress import showing
from goglobal.cli.session import Session
from goglobal.execution import Event


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def told(session: Session, *events: Event) -> None:
    with showing(session) as tell:
        for event in events:
            tell(event)


EVENTS = (Event("check", 1, 2, "th"), Event("check", 2, 2, "th"), Event("build", 1, None, ""))


def test_silence_where_there_is_no_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    told(Session(), *EVENTS)
    assert capsys.readouterr() == ("", "")


def test_verbose_writes_a_line_a_step_to_standard_error(
    capsys: pytest.CaptureFixture[str],
) -> None:
    session = Session()
    session.verbose = True
    told(session, *EVENTS)
    out, err = capsys.readouterr()
    assert out == ""
    assert [re.sub(r"\d+\.\d", "N", line) for line in err.splitlines()] == [
        "checking …",
        "checking: 2 done in N s",
        "building …",
        "building: 1 done in N s",
    ]


def test_a_bar_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setattr(sys, "stderr", terminal)
    told(Session(), Event("check", 1, 2, "evil\x1b]0;name\x07[bold]x"))
    shown = terminal.getvalue()
    assert "checking" in shown
    assert "1/2" in shown
    assert "\x1b]0;" not in shown
    assert "[bold]x" in shown


@pytest.mark.parametrize("switch", ["quiet", "bars"])
def test_no_bar_where_it_is_switched_off(switch: str, monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    session = Session()
    setattr(session, switch, switch == "quiet")
    told(session, *EVENTS)
    assert terminal.getvalue() == ""


@pytest.mark.parametrize(("step", "delivering"), [("build", False), ("push", True)])
def test_from_the_first_upload_on_a_failure_means_incomplete(step: str, delivering: bool) -> None:
    session = Session()
    told(session, Event(step, 1, 2, ""))
    assert session.delivering is delivering
