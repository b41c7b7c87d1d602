"""Which findings are shown: `--select` and `--ignore` choose among them, and change no delivery."""

from __future__ import annotations

from collections.abc import Iterable

from goglobal.findings import Finding


def filter_findings(
    findings: Iterable[Finding], *, select: Iterable[str] = (), ignore: Iterable[str] = ()
) -> tuple[Finding, ...]:
    """Those that one of `select` names (all, where it is empty) and none of `ignore`.

    A selector is a code (`TIM003`), a name (`reading-speed`) or a family (`TIM`). A crashed rule is
    always shown: what it would have found is not known.
    """
    wanted, unwanted = frozenset(select), frozenset(ignore)
    return tuple(
        finding
        for finding in findings
        if finding.code.startswith("RUN") or is_shown(finding.code, finding.name, wanted, unwanted)
    )


def is_shown(code: str, name: str, select: frozenset[str], ignore: frozenset[str]) -> bool:
    """Whether what the rule finds is shown: it is selected, where anything is, and not ignored."""
    own = (code, name, code[:3])
    return (not select or not select.isdisjoint(own)) and ignore.isdisjoint(own)
