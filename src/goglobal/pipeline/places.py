"""Where what belongs to a target lies: its profile, the state and the receipts; who builds."""

from __future__ import annotations

import subprocess
from pathlib import Path

from goglobal.model import Target
from goglobal.profiles.schema import Profile

LOCK_WAIT = 5.0
"""Seconds to wait for another goglobal on the same state folder before saying who holds it."""


def profile_of(target: Target) -> Profile:
    """The profile of a target's platform."""
    from goglobal.profiles.loading import load_profile

    return load_profile(target.platform, project=Path(target.profiles) if target.profiles else None)


def state_beside(target: Target) -> Path:
    """The state folder beside the `goglobal.toml` that a target comes from."""
    return Path(target.directory or ".").absolute() / ".goglobal"


def receipts_of(target: Target) -> str:
    """Where a target's receipts go: as it says, else `receipts` beside `goglobal.toml`."""
    return target.receipts or (Path(target.directory or ".").absolute() / "receipts").as_uri()


def source_commit(folder: Path) -> str:
    """The commit of the source tree that `folder` lies in; empty where there is none."""
    try:
        result = subprocess.run(
            ["git", "-C", str(folder), "rev-parse", "HEAD"],
            capture_output=True,
            text=True,
            timeout=5,
            check=False,
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return result.stdout.strip() if result.returncode == 0 else ""
