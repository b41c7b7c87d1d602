"""`goglobal completion`."""

from __future__ import annotations

import click

from goglobal.cli.wrapping import Command
from goglobal.messages import gettext

SHELLS = ("bash", "zsh", "fish")


def command() -> click.Command:
    """The command, in the language that is bound now."""

    @click.command(
        "completion",
        cls=Command,
        help=gettext(
            "Print the script with which bash, zsh or fish completes goglobal's commands, options, "
            "targets, languages, platforms and rules."
        ),
        epilog=gettext(
            "bash: goglobal completion bash >~/.local/share/bash-completion/completions/goglobal; "
            "zsh: goglobal completion zsh >~/.zfunc/_goglobal, a folder in fpath; "
            "fish: goglobal completion fish >~/.config/fish/completions/goglobal.fish."
        ),
    )
    @click.argument("shell", type=click.Choice(SHELLS), metavar="bash|zsh|fish")
    def completion(*, shell: str) -> int:
        from click.shell_completion import get_completion_class

        from goglobal.cli import codes, group
        from goglobal.cli.output import emit

        made = get_completion_class(shell)
        if made is None:  # click has these three
            raise LookupError(shell)
        script = made(group(), {}, "goglobal", "_GOGLOBAL_COMPLETE")
        # its `source` would start bash to ask for its version
        emit(script.source_template % script.source_vars())
        return codes.DONE

    return completion
