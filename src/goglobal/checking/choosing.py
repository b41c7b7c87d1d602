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
        if finding.code.startswith("RUN")
        or ((not wanted or _named(finding, wanted)) and not _named(finding, unwanted))
    )


def _named(finding: Finding, selectors: frozenset[str]) -> bool:
    return not selectors.isdisjoint((finding.code, finding.name, finding.code[:3]))
