"""MET010: texts of which a platform's format has a shorter form."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from goglobal.findings import Found, Severity
from goglobal.messages import N_
from goglobal.rules.base import Parameters, rule
from goglobal.rules.fields import at_entry, delivered_texts
from goglobal.rules.shortening import ELLIPSIS, cut
from goglobal.rules.subjects import CatalogSubject


@rule(
    "MET010",
    "shortened",
    Severity.INFO,
    "catalog",
    summary=N_("A text is also delivered cut short, because the format has a short form of it."),
    reason=N_(
        "Formats such as MovieLabs' MEC have fields of 60, 190 or 400 characters beside the whole "
        "text. They are filled with its beginning, up to the end of a word; whoever minds that "
        "writes a shorter text."
    ),
    fails=N_("a synopsis of 250 characters, of which the platform also has a form of 190"),
    passes=N_("a synopsis of 180 characters"),
)
def shortened(subject: CatalogSubject, _: Parameters) -> Iterator[Found]:
    lengths = subject.profile.metadata.shortened
    for text in delivered_texts(subject) if lengths else ():
        whole = unicodedata.normalize("NFC", text.text)
        cuts = sorted(most for most in lengths.get(text.field, ()) if len(whole) > most)
        if cuts:
            kept = len(cut(whole, cuts[0], subject.language)) - len(ELLIPSIS)
            yield at_entry(
                subject,
                text.key,
                N_("“{key}” has {count} characters; {platform} also gets it cut to {most}"),
                {
                    "count": len(whole),
                    "most": ", ".join(map(str, cuts)),
                    "platform": subject.profile.name,
                },
                help=N_("write a shorter text, or leave it at that"),
                excerpt=whole,
                span=(kept, len(whole)),
            )


RULES = (shortened,)
