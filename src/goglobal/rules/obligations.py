"""PRJ, second half: what law, contracts and people's decisions ask of a delivery."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from goglobal.findings import Found, Severity
from goglobal.messages import N_
from goglobal.rules.base import Parameter, Parameters, rule
from goglobal.rules.subjects import CatalogSubject, SeriesSubject


@rule(
    "PRJ006",
    "missing-registration",
    Severity.WARNING,
    "series",
    summary=N_("A series made in China has no registration number."),
    reason=N_(
        "NRTA Order 16 (in force 2026-09-01) asks for a distribution licence, an approval or a "
        "programme number by class of work. Their formats vary, so only the absence is told."
    ),
    fails='countries = ["CN"]',
    passes='countries = ["CN"]\n\n[series.registration]\nkind = "filing"\nnumber = "…"',
    by_target=False,
)
def missing_registration(subject: SeriesSubject, _: Parameters) -> Iterator[Found]:
    series = subject.series
    if "CN" not in series.countries:
        return
    if series.registration is None:
        yield Found(
            message=N_("the series was made in China and has no registration"),
            help=N_("add [series.registration] with kind, number and issuer"),
            path="series.toml",
            line=series.source_lines.get("series.countries"),
        )
    elif not series.registration.number.strip():
        yield Found(
            message=N_("the registration has no number"),
            help=N_("write the number as it stands on the document"),
            path="series.toml",
            line=series.source_lines.get("series.registration"),
        )


_NOTICE = {
    "default": ("AI", "artificial intelligence"),
    "zh": ("AI", "人工智能", "人工智慧"),
    "ja": ("AI", "人工知能"),
    "ko": ("AI", "인공지능", "인공 지능"),
    "es": ("IA", "AI", "inteligencia artificial"),
    "pt": ("IA", "AI", "inteligência artificial"),
    "fr": ("IA", "AI", "intelligence artificielle"),
    "it": ("IA", "AI", "intelligenza artificiale"),
    "de": ("KI", "AI", "künstliche", "künstlicher"),
    "ru": ("ИИ", "искусственного интеллекта", "искусственным интеллектом"),
    "ar": ("AI", "الذكاء الاصطناعي", "بالذكاء الاصطناعي"),
    "fil": ("AI", "artificial intelligence", "artipisyal na intelihensiya"),
    "th": ("AI", "เอไอ", "ปัญญาประดิษฐ์"),
    "vi": ("AI", "trí tuệ nhân tạo"),
    "id": ("AI", "kecerdasan buatan"),
    "ms": ("AI", "kecerdasan buatan"),
    "hi": ("AI", "एआई", "कृत्रिम बुद्धिमत्ता"),
    "tr": ("YZ", "AI", "yapay zeka", "yapay zekâ"),
    "pl": ("SI", "AI", "sztucznej inteligencji", "sztuczną inteligencję"),
}


@rule(
    "PRJ007",
    "ai-notice",
    Severity.WARNING,
    "catalog",
    summary=N_("A series made with AI does not say so where the platform asks for a notice."),
    reason=N_(
        "NRTA Order 16 wants a notice on AI-made work, and platforms ask for one. Only the "
        "metadata is read here: a notice in the picture of every episode is not seen."
    ),
    fails='ai_generated = true\nsynopsis = "上海，一九三六年。"',
    passes='ai_generated = true\nsynopsis = "上海，一九三六年。（AI制作）"',
    parameters=(
        Parameter(
            name="words",
            default=dict(_NOTICE),
            doc=N_("words by which a notice is recognised in the synopsis or tagline"),
        ),
    ),
)
def ai_notice(subject: CatalogSubject, parameters: Parameters) -> Iterator[Found]:
    from goglobal.project.texts import text

    series = subject.series
    if not (series.ai_generated and subject.profile.metadata.ai_notice):
        return
    keys = ("series/synopsis", "series/tagline")
    texts = [t for key in keys if (t := text(series, subject.language, key)) is not None]
    if not texts:  # CAT001 and MET001 tell of that
        return
    pattern = _any_word(parameters.texts("words"))
    if not any(pattern.search(t) for t in texts):
        catalog = subject.catalog
        entry = catalog.entries.get(keys[0]) if catalog else None
        source_line = series.source_lines.get("series.synopsis")
        yield Found(
            message=N_("the {language} synopsis does not say that the series was made with AI"),
            arguments={"language": subject.language},
            help=N_("add the notice to the synopsis or the tagline"),
            path=catalog.path if catalog else "series.toml",
            line=source_line if catalog is None else entry.line if entry else None,
        )


@lru_cache(maxsize=64)
def _any_word(words: tuple[str, ...]) -> re.Pattern[str]:
    """Latin and Cyrillic words of two letters stand alone, also beside letters with accents;
    Chinese and Thai have no spaces to stand between."""
    letter = r"[A-Za-z\u00c0-\u024f\u0400-\u04ff\u1e00-\u1eff]"
    parts = [
        rf"(?<!{letter}){re.escape(word)}(?!{letter})"
        if re.fullmatch(rf"{letter}{{2}}", word)
        else f"(?i:{re.escape(word)})"
        for word in words
    ]
    return re.compile("|".join(parts))


@rule(
    "PRJ010",
    "burned-in-and-sidecar",
    Severity.ERROR,
    "series",
    summary=N_("A target gets text in the picture and a subtitle file in the same language."),
    reason=N_("Viewers would read every line twice, one over the other."),
    fails='[[series.masters]]\nname = "domestic"\nburned_in = "zh-Hans"',
    passes=N_("the target takes the clean master, or leaves that language out"),
)
def burned_in_and_sidecar(subject: SeriesSubject, _: Parameters) -> Iterator[Found]:
    series, target, wanted = subject.series, subject.target, subject.profile.subtitles
    numbers = {episode.number for episode in subject.episodes}
    kinds = {*wanted.kinds, *wanted.optional_kinds}
    delivered = {
        file.language for file in series.subtitles if file.episode in numbers and file.kind in kinds
    }
    for position, master in enumerate(series.masters):
        if master.name != target.master or not master.burned_in:
            continue
        for language in subject.languages:
            used = language
            if language not in series.languages:  # another one stands in, where the target says so
                used = target.fallbacks.get(language, language)
            if used not in delivered or not (
                _same(master.burned_in, language) or _same(master.burned_in, used)
            ):
                continue
            yield Found(
                message=N_(
                    "the target gets the master “{master}”, with {burned} text in the picture, and "
                    "subtitle files in {language}"
                ),
                arguments={
                    "master": master.name,
                    "burned": master.burned_in,
                    "language": language,
                },
                help=N_("name a clean master in the target, or leave {language} out of it"),
                # without its video the picture comes another way, and nobody here knows which
                severity=None if target.video else Severity.WARNING,
                path="series.toml",
                line=series.source_lines.get(f"series.masters[{position}].burned_in"),
                language=language,
            )


def _same(one: str, other: str) -> bool:
    return one == other or one.startswith(f"{other}-") or other.startswith(f"{one}-")


@rule(
    "PRJ011",
    "outside-rights",
    Severity.ERROR,
    "series",
    summary=N_("The target's window or territories do not allow this delivery."),
    reason=N_(
        "What is delivered before its window, after it, or where nobody holds the rights is a "
        "breach of contract, so nothing is sent. The first and the last day belong to the window; "
        "a day is one of universal time (UTC), wherever the command runs. A platform's territories "
        "are those it wants ratings for."
    ),
    fails="[targets.demo.rights]\nends = 2025-03-31",
    passes="[targets.demo.rights]\nends = 2029-03-31",
)
def outside_rights(subject: SeriesSubject, _: Parameters) -> Iterator[Found]:
    rights, target = subject.target.rights, subject.target
    if rights is None:
        return
    day = {"target": target.name, "today": subject.today.isoformat()}
    if rights.not_before is not None and subject.today < rights.not_before:
        yield Found(
            message=N_("the rights for {target} begin on {date}; today is {today} (UTC)"),
            arguments={**day, "date": rights.not_before.isoformat()},
            help=N_("deliver from that day on, or correct not_before in the target's rights"),
        )
    if rights.ends is not None and subject.today > rights.ends:
        yield Found(
            message=N_("the rights for {target} ended on {date}; today is {today} (UTC)"),
            arguments={**day, "date": rights.ends.isoformat()},
            help=N_("take the target out, or correct ends in its rights"),
        )
    shown = set(subject.profile.metadata.ratings)
    if shown and rights.territories and shown.isdisjoint(rights.territories):
        yield Found(
            message=N_("{platform} shows in {shown}; the rights for {target} cover {held}"),
            arguments={
                "platform": subject.profile.name,
                "shown": ", ".join(sorted(shown)),
                "target": target.name,
                "held": ", ".join(rights.territories),
            },
            help=N_("take the target out, or correct territories in its rights"),
        )


@rule(
    "PRJ012",
    "stale-waiver",
    Severity.WARNING,
    "series",
    summary=N_("A waiver has run out, or the finding that it accepts is not there any more."),
    reason=N_(
        "A waiver that holds nothing any more hides the next fault of its kind, or makes people "
        "believe that something is settled."
    ),
    fails='[[waivers]]\ncode = "TIM003"\nuntil = 2025-01-31',
    passes='[[waivers]]\ncode = "TIM003"\nuntil = 2027-01-31',
    by_target=False,
)
def stale_waiver(subject: SeriesSubject, _: Parameters) -> Iterator[Found]:
    """Tells of waivers that ran out; those that match nothing are told by the check itself."""
    for waiver in subject.series.waivers:
        if waiver.until is not None and waiver.until < subject.today:
            yield Found(
                message=N_("the waiver of {code} ran out on {date}"),
                arguments={"code": waiver.code, "date": waiver.until.isoformat()},
                help=N_("mend what was waived, renew it, or delete it from waivers.toml"),
                path="waivers.toml",
                line=waiver.line,
                language=waiver.language,
                episode=waiver.episode,
            )
