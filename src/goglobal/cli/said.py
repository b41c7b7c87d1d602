"""What a person says in an option, in words of their own: on one line."""

from __future__ import annotations

from goglobal.messages import N_


def one_line(option: str, text: str | None) -> str:
    """The text of an option, stripped; empty: nothing was said.

    Raises UsageError for control characters.
    """
    from goglobal.errors import UsageError
    from goglobal.report.cells import visible

    said = (text or "").strip()
    if visible(said) != said:
        raise UsageError(
            N_("{option} holds control characters"), {"option": option}, N_("write it on one line")
        )
    return said
