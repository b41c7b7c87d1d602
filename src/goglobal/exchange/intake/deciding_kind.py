"""The kind of track that one file is: full, for the hard of hearing, or forced."""

from __future__ import annotations

from collections.abc import Sequence

from goglobal.exchange.intake.names import KindClaim, Reading
from goglobal.exchange.intake.verdicts import Ground, KindOf, Question, question, reason
from goglobal.messages import N_

_ANSWER = N_("say it in the file of --map: full, sdh or forced")


def decide(
    file: Reading, folders: Sequence[Reading], language: str | None, *, named: bool
) -> KindOf | Question:
    """The kind, or what to ask.

    `named`: whether something else than `hi` says the language; then `hi` is no language.
    """
    ground: Ground = "name"
    claims = file.kinds
    if not claims:
        ground = "folder"
        claims = next((one.kinds for one in reversed(folders) if one.kinds), ())
    kinds = {claim.kind for claim in claims}
    said = " ".join(claim.said for claim in claims)
    if len(kinds) > 1:
        message = N_("its name speaks of more than one kind of track (“{said}”)")
        return question("kind", message, _ANSWER, said=said)
    if file.hi and language != "hi" and not kinds:
        if not named:
            return question(
                "kind",
                N_("“{said}” in its name: for the hard of hearing? The text is not Hindi"),
                _ANSWER,
                suggestion="sdh",
                said=file.hi,
            )
        claims, ground = (KindClaim("sdh", file.hi),), "name"
        said = file.hi
    if not claims:
        return KindOf("full")
    message = N_("the name says “{said}”") if ground == "name" else N_("the folder says “{said}”")
    return KindOf(claims[0].kind, (reason(ground, message, said=said),))
