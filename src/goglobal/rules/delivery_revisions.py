"""DLV006: another content under a name that was delivered, where the platform wants a new name."""

from __future__ import annotations

from collections.abc import Iterator

from goglobal.findings import Found, Severity
from goglobal.messages import N_
from goglobal.model import SHARED
from goglobal.rules.base import Parameters, rule
from goglobal.rules.subjects import DeliverySubject


@rule(
    "DLV006",
    "changed-under-old-revision",
    Severity.ERROR,
    "delivery",
    summary=N_("A file changed after it was delivered, and would go out under its old name."),
    reason=N_(
        "Where names carry a revision, the platform tells a redelivery by its new name: the same "
        "name is taken for the same file and passed over. `goglobal redeliver` writes down the "
        "next revision, and why."
    ),
    fails="moonlit-bund_th_003_v1.srt",
    passes="moonlit-bund_th_003_v2.srt",
)
def changed_under_old_revision(subject: DeliverySubject, _: Parameters) -> Iterator[Found]:
    for name in subject.names:
        if name.revision is None or not name.delivered or not name.sha256:
            continue
        if name.delivered == name.sha256:
            continue
        help_ = (
            N_(
                "goglobal redeliver PROJECT -t {target} -l {language} --whole --reason “…”, or "
                "take the change back"
            )
            if name.episode is None
            else N_(
                "goglobal redeliver PROJECT -t {target} -l {language} --episodes {episode} "
                "--reason “…”, or take the change back"
            )
        )
        # of no episode, so that the whole language waits: without one of its episodes its
        # metadata would be other ones under their old name
        yield Found(
            message=N_("“{path}” was delivered as revision {revision}, and has changed since"),
            arguments={
                "path": name.path,
                "revision": name.revision,
                "target": subject.target.name,
                "language": name.language or SHARED,
                "episode": name.episode or 0,
            },
            help=help_,
            path=name.source,
            language=name.language,
            kind=name.kind,
        )


RULES = (changed_under_old_revision,)
