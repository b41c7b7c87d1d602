"""DLV009: words of MovieLabs' controlled vocabularies that documents are made of.

Sources: github.com/MovieLabs/mddf, read 2026-11-23: `vocab_cm_v2.12.json` (Common Metadata 2.12),
`vocab_digAsset_v2.12.json` and `vocab_manifest_v1.13.json` (Media Manifest 1.13). Later versions
only add words, so these serve for older documents as well. Case counts, as it does for tracks in
MovieLabs' own validator (`CMValidator.java`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from goglobal.messages import N_
from goglobal.rules.mddf_languages import registered
from goglobal.rules.mddf_reading import Parsed, Problem, local, problem, shown, text_of
from goglobal.suggestions import nearest

if TYPE_CHECKING:
    from lxml.etree import _Element


def _words(text: str) -> frozenset[str]:
    return frozenset(word.strip() for word in text.split(","))


_RELATIONS = _words(
    "isclipof, isepisodeof, isseasonof, ispartof, isderivedfrom, iscompositeof, issupplementto, "
    "ispromotionfor, isbasedon, isdescendantof"
)
_TRACK_TYPES: Mapping[str, frozenset[str]] = {
    "Audio": _words(
        "primary, narration, dialogcentric, commentary, silent-omitted, silent, lectoring, other"
    ),
    "Video": _words("primary, overlay, angle, enhancement, other"),
    "Subtitle": _words(
        "normal, SDH, large, forced, noforced, commentary, easyreader, singalong, samelanguage, "
        "script, template, other"
    ),
    "Audiovisual": _words("Main, Promotion, Bonus, Other"),
    "PictureGroup": _words("Retail, App, Gallery"),
}
_BY_PARENT: Mapping[tuple[str, str], frozenset[str]] = {
    **{(parent, "Type"): words for parent, words in _TRACK_TYPES.items()},
    ("Audio", "SubType"): _words(
        "MandE, Music, Effects, Dialog-only, Voice-over, Director, ActorDirector, Actor"
    ),
    ("Subtitle", "Format"): _words("Text, Image, Combined"),
    ("Subtitle", "FormatType"): _words(
        "3GPP, Blu-Ray, CAP, CEA-708, EIA-608, LCAP, DCI, DLP, DLP1, DLP1.1, DVB, DVD, Excel, "
        "SMPTE 2052-1 Timed Text, SBV, SCC, SRT, STL, Teletext, TTML, TTML1, TTML2, CFF-TT, DXFP, "
        "EBU-TT, IMSC1, IMSC1.1, ITT, WebVTT"
    ),
}
_BY_NAME: Mapping[str, frozenset[str]] = {
    "WorkType": _words(
        "Album, Song, Music Video, Concert, Ring Tone, Other Music, Movie, Short, Series, Season, "
        "Volume, Episode, Non-episodic Show, Promotion, Ad, Excerpt, Supplemental, Collection, "
        "Franchise, Tournament, Tournament Stage, Tournament Round, App, Immersive, Mixed-Media, "
        "Gallery, Other, Visual Art, Performing Art, Book, Book-series, Monographic-series, "
        "Serial, Comic Book, Comic Strip, Competition, Amusement, AntiPiracy, DistributionLogo, "
        "Rating, DubbingCredit, Intermission, EditNotice, Health"
    ),
    "ReleaseType": _words(
        "original, Blu-ray, Broadcast, DVD, Festival, Hospitality, InternetBuy, InternetRent, "
        "local, PayTV, Production, Theatrical, VOD, AVOD, PVOD, SVOD, FOD"
    ),
    "PictureFormat": _words("Letterbox, Pillarbox, Full, Stretch, Pan and Scan, 360, Other"),
    "PictureColorType": _words("color, bandw, colorized, composite, unknown"),
    "Gender": _words("male, female, neutral, other"),
    # the manifest's own samples spell the last of them with an e
    "Relationship": _RELATIONS | {"isdescendentof"},
}
_COUNTRY = re.compile(r"[A-Z]{2}")
_PRIVATE = re.compile(r"AA|Q[M-Z]|X[A-JL-Z]|ZZ")
JOB_FUNCTIONS = _words(
    "Actor, Key Character, Voice Actor, Actress, Guest, Host, Narrator, Presenter, Director, "
    "Assistant Director, Action Director, Art Director, Casting Director, Director of Photography, "
    "Cinematographer, Producer, Associate Producer, Assistant Producer, Co-Producer, "
    "Executive Producer, Line Producer, Co-Executive Producer, Writer, Author, Original Author, "
    "Screenwriter, Screenplay, Story, Script Writer, Dialogue Writer, Lyricist, Translator, "
    "Adaptation, Composer, Music, Musician, Performer, Singer, Conductor, Editor, Film Editor, "
    "Sound, Sound Designer, Sound Editor, Sound Mixer, Production Designer, Costume Designer, "
    "Set Designer, Set Decorator, Makeup Artist, Make-up Artist, Hair Stylist, Choreographer, "
    "Stunt Coordinator, Stunts, Visual Effects, Visual Effects Supervisor, Special Effects, "
    "Animator, Creator, Showrunner, Crew, Other"
)
"""Common Metadata leaves jobs to several lists (EBU's role codes among them), so a word that is not
here is in doubt, not certainly wrong; one with a `scheme` is of another list and not looked at."""


def vocabulary_problems(parsed: Parsed) -> Iterator[Problem]:
    """DLV009: words that the vocabulary of their place does not have."""
    for element in parsed.every():
        name = local(element)
        if name == "Parent" and "relationshipType" in element.attrib:
            word = str(element.attrib["relationshipType"])
            yield from _unknown(parsed, element, "Parent@relationshipType", word, _RELATIONS)
            continue
        if name == "JobFunction":
            if "scheme" not in element.attrib and _holder(element) != "Group":
                word = text_of(element)
                yield from _unknown(parsed, element, name, word, JOB_FUNCTIONS, doubtful=True)
            continue
        if name == "country" and not _is_country(text_of(element)):
            yield problem(
                parsed,
                "DLV009",
                element,
                N_("“{word}” is no country of ISO 3166-1"),
                {"word": shown(text_of(element))},
                N_("two capital letters, like TH; mend the territories of the series"),
            )
            continue
        words = _BY_NAME.get(name)
        parent = element.getparent()
        if words is None and parent is not None:
            words = _BY_PARENT.get((local(parent), name))
        if words is not None:
            yield from _unknown(parsed, element, name, text_of(element), words)


def _is_country(code: str) -> bool:
    """Whether ISO 3166-1 has the code; of those for private use, only Kosovo's is in use."""
    if _COUNTRY.fullmatch(code) is None or _PRIVATE.fullmatch(code) is not None:
        return False
    import langcodes

    tag = f"und-{code}"
    try:
        # what has another form is no code, or no longer one: UK, SU
        return registered(tag) and str(langcodes.standardize_tag(tag)) == tag
    except (ValueError, LookupError):
        return False


def _holder(job: _Element) -> str:
    """The name of what the person of a job stands in: teams (`Group`) have jobs of their own."""
    holder: _Element | None = job
    for _ in range(3):
        holder = holder.getparent() if holder is not None else None
    return local(holder) if holder is not None else ""


def _unknown(
    parsed: Parsed,
    element: _Element,
    place: str,
    word: str,
    words: frozenset[str],
    *,
    doubtful: bool = False,
) -> Iterator[Problem]:
    if word in words or not word:  # an empty one is DLV010's
        return
    close = nearest(word[:60], sorted(words))
    help_ = (
        N_("did they mean “{close}”? The word is compared letter by letter, case included")
        if close
        else N_("use a word of MovieLabs' vocabulary: github.com/MovieLabs/mddf")
    )
    yield problem(
        parsed,
        "DLV009",
        element,
        N_("“{word}” is no word that MovieLabs has for {place}"),
        {"word": shown(word), "place": place, **({"close": close} if close else {})},
        help_,
        doubtful=doubtful,
    )
