"""MEC and MMC as a receiver reads them: the schemas of each version, MovieLabs' own demands, ids,
texts that are never cut in silence, and metadata that means harm."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec
import pytest
from lxml import etree
from tests.unit.deliverables.videos import HOSTILE, LANGUAGES, context, files, rendering, series
from tests.unit.deliverables.videos import text as words

from goglobal import vocabulary
from goglobal.deliverables.base import Context, render
from goglobal.deliverables.mec_people import JOBS
from goglobal.errors import GoGlobalError, fill
from goglobal.model import Credit, Rating, Series
from goglobal.rules.delivered import MadeDocument
from goglobal.rules.mddf_documents import judge
from goglobal.rules.mddf_vocabulary import JOB_FUNCTIONS

MD = "{*}"
CREDITS = (
    Credit(role="director", name="秦牧川"),
    Credit(role="cast", name="江映雪", character="沈若溪"),
    Credit(role="cast", name="贺云帆", character="顾言深"),
)


def given(of: Series | None = None, **changes: Any) -> Context:
    """A season with everything, as the profile `mddf` takes it."""
    import datetime as dt

    from goglobal.profiles.loading import load_profile

    shortened = changes.pop("shortened", None)
    organisation = changes.pop("organisation", "studio.example")
    of = of or series(own="Return", credits=CREDITS, ids={})
    of = msgspec.structs.replace(
        of,
        release_date=of.release_date or dt.date(2026, 3, 1),
        countries=of.countries or ("CN", "HK"),
        production_company="浦岸月",
    )
    made = context(of, **changes)
    profile = load_profile("mddf")
    metadata = msgspec.structs.replace(profile.metadata, required=())
    if shortened is not None:
        metadata = msgspec.structs.replace(metadata, shortened=shortened)
    profile = msgspec.structs.replace(profile, metadata=metadata)
    target = msgspec.structs.replace(made.assignment.target, organisation=organisation)
    assignment = msgspec.structs.replace(made.assignment, profile=profile, target=target)
    return msgspec.structs.replace(made, assignment=assignment)


def document(
    name: str, of: Context, language: str | None = None, episode: int | None = None
) -> Any:
    data = render(rendering(name, language, episode), of)
    assert data == render(rendering(name, language, episode), of)
    return etree.fromstring(data)


def texts(root: Any, name: str) -> list[str]:
    return [element.text or "" for element in root.iter(f"{MD}{name}")]


def one(root: Any, name: str) -> Any:
    (found,) = root.iter(f"{MD}{name}")
    return found


def problems(made: dict[str, bytes]) -> list[str]:
    documents = [MadeDocument(path=path, format="", data=data) for path, data in made.items()]
    return [f"{p.code} {fill(p.message, p.arguments)}" for p in judge(documents)]


def test_an_episode_has_its_place_its_texts_and_its_people_in_every_language() -> None:
    root = document("mec-episode", given(), episode=2)
    infos = {info.get("language"): info for info in root.iter(f"{MD}LocalizedInfo")}
    assert set(infos) == {"cmn-Hans", *LANGUAGES[1:]}
    assert [tag for tag, info in infos.items() if info.get("default")] == ["cmn-Hans"]
    for tag, info in infos.items():
        assert texts(info, "TitleDisplayUnlimited") == ["Return"], tag
        assert texts(info, "OriginalTitle") == ["Return"]
        assert texts(info, "CopyrightLine") == ["© 2026 Us"]
        assert [g.get("level") for g in info.iter(f"{MD}Genre")] == ["0", "1"]
    assert texts(infos["th"], "Genre") == ["Romance", vocabulary.term("genre", "romance", "th")]
    assert texts(root, "WorkType") == ["Episode"]
    assert texts(root, "RunLength") == ["PT1M1.5S"]
    assert texts(root, "ReleaseYear") == ["2026"]
    assert texts(root, "Number") == ["2"]
    assert texts(root, "ParentContentID") == ["md:cid:org:studio.example:moonlit.s01"]
    assert one(root, "Basic").get("ContentID") == "md:cid:org:studio.example:moonlit.s01.ep002"
    assert texts(root, "PrimarySpokenLanguage") == ["cmn"] == texts(root, "OriginalLanguage")
    assert texts(root, "CountryOfOrigin/country") == []
    assert [e.text for e in root.iterfind(f".//{MD}CountryOfOrigin/{MD}country")] == ["CN", "HK"]
    people = list(root.iter(f"{MD}People"))
    assert [texts(person, "JobFunction") for person in people] == [
        ["Director"],
        ["Actor"],
        ["Actor"],
    ]
    assert [texts(person, "Character") for person in people] == [[], ["沈若溪"], ["顾言深"]]
    assert [texts(person, "BillingBlockOrder") for person in people] == [["1"], ["1"], ["2"]]
    # no catalog of this series has names, so there is the source's alone
    names = [list(person.iter(f"{MD}DisplayName")) for person in people]
    assert [[(n.get("language"), n.text) for n in each] for each in names] == [
        [("cmn-Hans", "秦牧川")],
        [("cmn-Hans", "江映雪")],
        [("cmn-Hans", "贺云帆")],
    ]


def test_series_season_and_episode_lead_to_each_other() -> None:
    found = {name: document(name, given()) for name in ("mec-series", "mec-season")}
    found["mec-episode"] = document("mec-episode", given(), episode=1)
    ids = {name: one(root, "Basic").get("ContentID") for name, root in found.items()}
    assert len(set(ids.values())) == 3
    assert texts(found["mec-series"], "Parent") == []
    assert texts(found["mec-season"], "ParentContentID") == [ids["mec-series"]]
    assert texts(found["mec-episode"], "ParentContentID") == [ids["mec-season"]]
    relations = [p.get("relationshipType") for r in found.values() for p in r.iter(f"{MD}Parent")]
    assert relations == ["isseasonof", "isepisodeof"]


def test_a_language_by_itself_is_a_localized_info_delivery() -> None:
    root = document("mec-episode", given(), "th", 1)
    assert etree.QName(root).localname == "LocalizedInfoDelivery"
    assert root.get("language") == "th"
    assert root.get("default") is None
    assert root.get("ContentID") == "md:cid:org:studio.example:moonlit.s01.ep001"
    assert texts(root, "Summary4000") == [words("th", 200)]
    source = document("mec-episode", given(), "zh-Hans", 1)
    assert source.get("default") == "true"
    assert texts(source, "PeopleLocal") != []
    assert texts(source, "DisplayName") == ["秦牧川", "江映雪", "贺云帆"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_texts_are_cut_at_the_end_of_a_word_and_only_where_the_profile_says_so(
    language: str,
) -> None:
    of = series(title=120, synopsis=5_000, episodes=1)
    tag = {"zh-Hans": "cmn-Hans"}.get(language, language)
    whole = words(language, 5_000)
    cut, uncut = (
        next(
            i
            for i in document("mec-series", c).iter(f"{MD}LocalizedInfo")
            if i.get("language") == tag
        )
        for c in (given(of), given(of, shortened={}))
    )
    for name, most in (("TitleDisplay", 19), ("TitleDisplay", 60), ("Summary", 190)):
        (short,) = texts(cut, f"{name}{most}")
        assert len(short) <= most
        assert short.endswith("…")
        kept = short.removesuffix("…").rstrip()
        assert whole.startswith(kept)
        after = whole[len(kept)]
        assert unicodedata.category(after)[0] != "M", "inside of what readers see as one character"
        if language in ("en", "de", "ru", "ar"):
            assert after == " ", "in the middle of a word"
        assert texts(uncut, f"{name}{most}") == [], "cut in silence"
    assert texts(uncut, "TitleDisplayUnlimited") == [words(language, 120)]
    assert len(texts(cut, "Summary4000")[0]) <= 4_000


def test_a_text_that_fits_goes_out_whole_whatever_the_profile_says() -> None:
    root = document("mec-episode", given(shortened={}), "en", 1)
    assert texts(root, "TitleDisplay19") == ["Return"]
    assert texts(root, "Summary400") == [words("en", 200)]
    assert texts(root, "Summary190") == []


IDS = {
    "plain": ("SKU-7", "md:cid:org:studio.example:SKU-7"),
    "a whole id": ("md:cid:org:partner.example:A:b", "md:cid:org:partner.example:A:b"),
    "another kind of whole id": ("md:alid:org:partner.example:A", "md:cid:org:partner.example:A"),
    "EIDR": ("10.5240/7791-8534-2C23-9030-8610-5", "md:cid:eidr-s:7791-8534-2C23-9030-8610-5"),
    "a path": ("../../etc/passwd", "md:cid:org:studio.example:..%2F..%2Fetc%2Fpasswd"),
    "markup": ('"><x>&', "md:cid:org:studio.example:%22%3E%3Cx%3E%26"),
    "Chinese": ("月", "md:cid:org:studio.example:%E6%9C%88"),
    "a colon": ("a:b", "md:cid:org:studio.example:a%3Ab"),
    "controls": ("a\x00\u202eb", "md:cid:org:studio.example:a%00%E2%80%AEb"),
}


@pytest.mark.parametrize("name", IDS)
def test_ids_of_the_partner_are_taken_and_nothing_else_gets_in(name: str) -> None:
    identity, expected = IDS[name]
    of = series(ids={("demo", None): identity, ("demo", 1): f"{identity}1"})
    made = {
        "series.xml": render(rendering("mec-series"), given(of)),
        "season.xml": render(rendering("mec-season"), given(of)),
        "ep1.xml": render(rendering("mec-episode", None, 1), given(of)),
        "ep2.xml": render(rendering("mec-episode", None, 2), given(of)),
    }
    assert problems(made) == []
    roots = {path: etree.fromstring(data) for path, data in made.items()}
    assert one(roots["series.xml"], "Basic").get("ContentID") == expected
    ids = {one(root, "Basic").get("ContentID") for root in roots.values()}
    assert len(ids) == 4
    manifest = render(rendering("mmc"), listing(of))
    assert problems({**made, "mmc.xml": manifest}) == []


def listing(of: Series, **changes: Any) -> Context:
    """The same for a manifest, with files that are there."""
    from goglobal.digests import digest_bytes

    cut = "cut" in changes
    numbers: tuple[int | None, ...] = (None,) if cut else tuple(e.number for e in of.episodes)
    documents: list[tuple[str, int | None]] = [("mec-series", None), ("mec-season", None)]
    documents += [("mec-episode", number) for number in numbers]
    described = (
        *files(of, video=True, pictures=False, cut=cut),
        *(
            msgspec.structs.replace(rendering(name, None, n), path=f"{name}-{n}.xml")
            for name, n in documents
        ),
    )
    made = given(of, described=described, **changes)
    return msgspec.structs.replace(made, digest=lambda r: digest_bytes(r.path.encode()))


def test_without_an_organisation_the_series_stands_in() -> None:
    root = document("mec-series", given(organisation=""))
    assert one(root, "Basic").get("ContentID") == "md:cid:org:moonlit:moonlit"


@pytest.mark.parametrize("harm", HOSTILE, ids=range(len(HOSTILE)))
def test_texts_that_mean_harm_stay_text(harm: str) -> None:
    of = series(
        own=harm[:500], credits=(Credit(role="cast", name=harm[:200], character=harm[:99]),)
    )
    of = msgspec.structs.replace(
        of,
        title=harm[:300],
        synopsis=harm,
        copyright=harm[:300],
        keywords=(harm[:90],),
        genres=(harm[:50],),
        ratings=(Rating(system=harm[:40], value=harm[:40], territory="US"),),
    )
    made = {
        "series.xml": render(rendering("mec-series"), given(of)),
        "season.xml": render(rendering("mec-season"), given(of)),
        "episode.xml": render(rendering("mec-episode", None, 1), given(of)),
    }
    assert problems(made) == []
    for data in made.values():
        text = data.decode()
        assert not set(text) & set(map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x7F)))
        assert not re.search("[\x00-\x08\x0b-\x1f]", text)
        assert len(data) < 3_000_000
        etree.fromstring(data, etree.XMLParser(resolve_entities=False, huge_tree=False))


def test_what_the_standard_demands_and_the_series_lacks_is_said_with_what_to_do() -> None:
    bare = msgspec.structs.replace(given().assignment.series, release_date=None)
    of = given()
    of = msgspec.structs.replace(of, assignment=msgspec.structs.replace(of.assignment, series=bare))
    with pytest.raises(GoGlobalError, match="release date") as raised:
        render(rendering("mec-series"), of)
    assert "release_date" in raised.value.help
    untitled = series(title=0)
    with pytest.raises(GoGlobalError, match="no title in th"):
        render(rendering("mec-series", "th"), given(untitled))
    with pytest.raises(GoGlobalError, match="nothing to list"):
        render(rendering("mmc"), given())
    with pytest.raises(GoGlobalError, match="belongs to no episode"):
        render(rendering("mec-episode", None, 99), given())


def test_a_language_without_a_title_is_not_in_the_document() -> None:
    of = series(title=20)
    catalogs = dict(of.catalogs)
    entries = {k: e for k, e in catalogs["th"].entries.items() if k != "series/title"}
    catalogs["th"] = msgspec.structs.replace(catalogs["th"], entries=entries)
    root = document("mec-series", given(msgspec.structs.replace(of, catalogs=catalogs)))
    tags = [info.get("language") for info in root.iter(f"{MD}LocalizedInfo")]
    assert "th" not in tags
    assert len(tags) == len(LANGUAGES) - 1


def test_every_role_has_a_job_that_movielabs_knows() -> None:
    assert set(JOBS) == set(vocabulary.keys("role"))
    assert set(JOBS.values()) <= JOB_FUNCTIONS
    root = document("mec-series", given(series(credits=(Credit(role="best boy", name="A"),))))
    assert texts(root, "JobFunction") == ["Other"]


def test_a_manifest_lists_every_file_with_what_it_is() -> None:
    from goglobal.digests import digest_bytes

    made = listing(series(own="Return"))
    root = document("mmc", made)
    containers: dict[str, tuple[str, str]] = {}
    for container in root.iter(f"{MD}ContainerReference"):
        (place,) = texts(container, "ContainerLocation")
        hashes = {h.get("method"): h.text for h in container.iter(f"{MD}Hash")}
        containers[place] = (texts(container, "Length")[0], hashes["SHA-256"])
    for file in made.described:
        digest = digest_bytes(file.path.encode())
        assert containers[file.path] == (str(digest.bytes), digest.sha256), file.path
    assert len(containers) == len({file.path for file in made.described})
    experiences = {e.get("ExperienceID"): e for e in root.iter(f"{MD}Experience")}
    assert len(experiences) == 4
    children = [texts(e, "ExperienceID") for e in experiences.values()]
    assert [len(c) for c in children] == [1, 2, 0, 0]
    assert {child for some in children for child in some} < set(experiences)
    assert len(list(root.iter(f"{MD}ALIDExperienceMap"))) == 4


def test_burned_in_text_and_the_frame_are_told_of_the_video() -> None:
    from goglobal.model import Frame, Master

    of = msgspec.structs.replace(
        series(),
        frame=Frame(width=1080, height=1920, rate="24000/1001"),
        masters=(Master(name="clean", audio="zh", burned_in="en"),),
    )
    root = document("mmc-episode", listing(of), episode=1)
    (video,) = root.iter(f"{MD}Video")
    assert texts(video, "AspectRatio") == ["9:16"]
    rate = one(video, "FrameRate")
    assert (rate.text, rate.get("multiplier")) == ("24", "1000/1001")
    burned = one(video, "SubtitleLanguage")
    assert (burned.text, burned.get("closed")) == ("en", "false")
    other = msgspec.structs.replace(of, frame=Frame(rate="30/1"))
    assert one(document("mmc-episode", listing(other), episode=1), "FrameRate").text == "30"


# --- what MovieLabs says ---------------------------------------------------------------------

VERSIONS = (("2.6", "1.5"), ("2.9", "1.10"), ("2.12", "1.13"))


def delivery(versions: tuple[str, str], *, cut: bool = False) -> dict[str, bytes]:
    """All documents of a season, by path."""
    of = series(own="" if cut else "Return", credits=CREDITS)
    of = msgspec.structs.replace(
        of, ratings=(Rating(system="TVPG", value="TV-14", territory="US"),)
    )
    made = listing(of, **({"cut": (1, 2)} if cut else {}))
    profile = msgspec.structs.replace(
        made.assignment.profile, schema_versions=dict(zip(("mec", "mmc"), versions, strict=True))
    )
    assignment = msgspec.structs.replace(made.assignment, profile=profile)
    made = msgspec.structs.replace(made, assignment=assignment)
    numbers: tuple[int | None, ...] = (None,) if cut else (1, 2)
    names = [("mec-series", None), ("mec-season", None), ("mmc", None)]
    found = {f"{name}.xml": render(rendering(name, None, n), made) for name, n in names}
    for number in numbers:
        for name in ("mec-episode", "mmc-episode"):
            found[f"{name}-{number}.xml"] = render(rendering(name, None, number), made)
    return found


@pytest.mark.parametrize("cut", [False, True], ids=["episodes", "long cut"])
@pytest.mark.parametrize("versions", VERSIONS, ids=str)
def test_every_version_passes_our_own_judge(versions: tuple[str, str], cut: bool) -> None:
    found = delivery(versions, cut=cut)
    # each manifest of an episode is a delivery of its own, beside that of the season
    season = {path: data for path, data in found.items() if not path.startswith("mmc-")}
    assert problems(season) == []
    episodes = {path: data for path, data in found.items() if path != "mmc.xml"}
    assert problems(episodes) == []


@pytest.mark.mddf
@pytest.mark.parametrize("cut", [False, True], ids=["episodes", "long cut"])
@pytest.mark.parametrize("versions", VERSIONS, ids=str)
def test_every_version_is_valid_by_its_schema(
    mddf_schemas: Path, versions: tuple[str, str], cut: bool
) -> None:
    names = {"mec": f"mdmec-v{versions[0]}.xsd", "mmc": f"manifest-v{versions[1]}.xsd"}
    loaded = {kind: etree.XMLSchema(etree.parse(mddf_schemas / n)) for kind, n in names.items()}
    for path, data in delivery(versions, cut=cut).items():
        schema = loaded[path[:3]]
        assert schema.validate(etree.fromstring(data)), f"{path}: {schema.error_log}"


@pytest.mark.mddf
@pytest.mark.parametrize("versions", VERSIONS, ids=str)
@pytest.mark.parametrize("name", ["mec-series", "mec-season", "mec-episode"])
def test_a_language_by_itself_is_valid_by_its_schema(
    mddf_schemas: Path, versions: tuple[str, str], name: str
) -> None:
    schema = etree.XMLSchema(etree.parse(mddf_schemas / f"mdmec-v{versions[0]}.xsd"))
    made = given()
    profile = msgspec.structs.replace(made.assignment.profile, schema_versions={"mec": versions[0]})
    made = msgspec.structs.replace(
        made, assignment=msgspec.structs.replace(made.assignment, profile=profile)
    )
    for language in ("zh-Hans", "ar"):
        root = document(name, made, language, 1 if name == "mec-episode" else None)
        assert schema.validate(root), schema.error_log


def demands(rules: Mapping[str, Any]) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    for title, rule in rules.items():
        for constraint in rule.get("constraint", ()):
            if constraint["severity"] == "Error" and "$" not in json.dumps(constraint):
                yield title, rule["targetPath"], constraint


def paths(value: str | list[str], spaces: Mapping[str, str]) -> list[str]:
    every = [value] if isinstance(value, str) else value
    return [re.sub(r"\{(\w+)\}", r"\1:", path) for path in every]


@pytest.mark.mddf
def test_movielabs_own_validator_would_be_content(mddf_schemas: Path) -> None:
    """What its configuration demands beyond the schemas, run here by XPath."""
    found = delivery(("2.12", "1.13"))
    pictured = {path: with_art(data) if path[:3] == "mec" else data for path, data in found.items()}
    counted = 0
    for kind, name in (("mec", "structure_mec_v2.8.json"), ("mmc", "structure_mmc-1.json")):
        rules = json.loads((mddf_schemas / "vocabulary" / name).read_bytes())["StrucRqmts"]
        for path, data in pictured.items():
            if path[:3] != kind:
                continue
            root = etree.fromstring(data)
            spaces = {prefix: address for prefix, address in root.nsmap.items() if prefix}
            for title, target, rule in demands(rules):
                for element in root.xpath(paths(target, spaces)[0], namespaces=spaces):
                    counts = [
                        len(element.xpath(x, namespaces=spaces))
                        for x in paths(rule["xpath"], spaces)
                    ]
                    assert sum(counts) >= int(rule.get("min", 0)), f"{path}: {title}"
                    assert sum(counts) <= int(rule.get("max", 1 << 30)), f"{path}: {title}"
                    counted += 1
    assert counted > 200


def with_art(data: bytes) -> bytes:
    """The texts of these tests have no pictures: a receiver's demand for one is met here, so that
    the others are looked at."""
    return data.replace(b"</md:TitleSort>", b"</md:TitleSort><md:ArtReference>a</md:ArtReference>")
