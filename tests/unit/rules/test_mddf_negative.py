"""Broken MEC and MMC documents: each is a valid one with one thing changed, and each is found."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goglobal.digests import Digest, digest_bytes
from goglobal.errors import fill
from goglobal.model import Series, Target
from goglobal.profiles.schema import Profile
from goglobal.rules.delivered import DeliveredName, MadeDocument
from goglobal.rules.mddf_documents import judge
from goglobal.rules.mddf_reading import Parsed, Problem, read_document
from goglobal.rules.mddf_schema import schema_problems
from goglobal.rules.subjects import DeliverySubject

FOLDER = Path(__file__).parent / "mddf"
BASES = {
    name: (FOLDER / f"{name}.xml").read_text("utf-8")
    for name in ("series", "season", "episode", "manifest")
}
FILES = {"video/ep001.mp4": b"video", "subtitles/ep001.th.srt": b"text", "art/cover.jpg": b"jpg"}
LONG = "word " * 120
MD5 = "421b47ffd946ca083b65cd668c6b17e6"
E1 = "org:example.com:e1"
TITLES = ("TitleDisplay19", "TitleDisplay60", "TitleDisplayUnlimited")
LAUGHS = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(9))


class Broken(NamedTuple):
    """`old` in a base becomes `new`; what is found then."""

    name: str
    base: str
    old: str
    new: str
    code: str
    place: int = 1
    """Which occurrence of `old`, 1-based."""


NEGATIVE = (
    # what is no document
    Broken("cut off", "series", "</mdmec:CoreMetadata>", "", "DLV004"),
    Broken("a control character", "series", "One.", "One\x01.", "DLV004"),
    Broken("an ampersand that is not escaped", "series", "One.", "One & two.", "DLV004"),
    Broken("a DOCTYPE", "series", "<mdmec:Core", "<!DOCTYPE x><mdmec:Core", "DLV004"),
    Broken(
        "an entity bomb",
        "series",
        "<mdmec:Core",
        f'<!-- <a --><!DOCTYPE x [<!ENTITY a0 "ha">{LAUGHS}]><mdmec:Core',
        "DLV004",
    ),
    Broken("not in UTF-8 as it says", "series", "UTF-8", "UTF-7", "DLV004"),
    Broken("a namespace that nobody knows", "series", "schema/mdmec", "schema/other", "DLV004"),
    # references
    Broken(
        "a track that no inventory has",
        "manifest",
        f"ID>md:audtrackid:{E1}.zh",
        "ID>md:audtrackid:org:example.com:e1.en",
        "DLV005",
    ),
    Broken(
        "a video that no inventory has",
        "manifest",
        f"ID>md:vidtrackid:{E1}",
        f"ID>md:vidtrackid:{E1}x",
        "DLV005",
    ),
    Broken(
        "a subtitle that no inventory has",
        "manifest",
        f"ID>md:subtrackid:{E1}",
        f"ID>md:subtrackid:{E1}x",
        "DLV005",
    ),
    Broken(
        "a presentation that is not there",
        "manifest",
        f"ID>md:presentationid:{E1}",
        f"ID>md:presentationid:{E1}x",
        "DLV005",
    ),
    Broken(
        "a picture of no image",
        "manifest",
        "ID>md:imageid:",
        "ID>md:imageid:org:example.com:x",
        "DLV005",
    ),
    Broken(
        "a group of pictures that is not there",
        "manifest",
        f"ID>md:picturegroupid:{E1}",
        f"ID>md:picturegroupid:{E1}x",
        "DLV005",
    ),
    Broken(
        "a child that is not there",
        "manifest",
        f"<manifest:ExperienceID>md:experienceid:{E1}",
        f"<manifest:ExperienceID>md:experienceid:{E1}x",
        "DLV005",
    ),
    Broken(
        "a map to no experience",
        "manifest",
        "ExperienceID>md:experienceid:org:example.com:s1",
        "ExperienceID>md:experienceid:org:example.com:s2",
        "DLV005",
    ),
    Broken(
        "metadata that no MEC has",
        "manifest",
        'Metadata ContentID="md:cid:org:example.com:bund-s1-e1',
        'Metadata ContentID="md:cid:org:example.com:bund-s1-e9',
        "DLV005",
    ),
    Broken(
        "an experience of nothing",
        "manifest",
        "<manifest:ContentID>md:cid:org:example.com:bund-s1-e1",
        "<manifest:ContentID>md:cid:org:example.com:bund-s1-e9",
        "DLV005",
    ),
    Broken(
        "two tracks of one id",
        "manifest",
        "</manifest:Audio>",
        "</manifest:Audio>\n"
        f'<manifest:Audio AudioTrackID="md:audtrackid:{E1}.zh"><md:Language>th</md:Language>'
        "</manifest:Audio>",
        "DLV005",
    ),
    Broken("a file that is not delivered", "manifest", "art/cover.jpg", "art/poster.jpg", "DLV005"),
    Broken("a file of another folder", "manifest", "../art/cover.jpg", "art/cover.jpg", "DLV005"),
    Broken("a file outside", "manifest", "../art/cover.jpg", "../../../../etc/passwd", "DLV005"),
    Broken(
        "an episode of a season that is not there",
        "episode",
        "bund-s1</md:Parent",
        "bund-s2</md:Parent",
        "DLV005",
    ),
    Broken(
        "a season of a series that is not there",
        "season",
        "bund</md:Parent",
        "board</md:Parent",
        "DLV005",
    ),
    Broken(
        "an episode of itself", "episode", "bund-s1</md:Parent", "bund-s1-e1</md:Parent", "DLV005"
    ),
    Broken(
        "an episode with the id of its season",
        "episode",
        'Basic ContentID="md:cid:org:example.com:bund-s1-e1',
        'Basic ContentID="md:cid:org:example.com:bund-s1',
        "DLV005",
    ),
    Broken(
        "metadata in the file of another title", "manifest", "episode.xml", "season.xml", "DLV005"
    ),
    # identifiers
    Broken("an id with another type word", "series", "md:cid:", "md:contentid:", "DLV007"),
    Broken(
        "an id without a scheme",
        "manifest",
        "md:alid:org:example.com:bund-s1-e1",
        "md:alid:bund",
        "DLV007",
    ),
    Broken(
        "an id with a space",
        "manifest",
        "md:alid:org:example.com:bund-s1",
        "md:alid:org:example.com:bund s1",
        "DLV007",
    ),
    Broken(
        "an id in Chinese",
        "manifest",
        "md:manifestid:org:example.com:bund",
        "md:manifestid:org:example.com:外滩",
        "DLV007",
    ),
    Broken(
        "an id that is a path",
        "manifest",
        "md:alid:org:example.com:",
        "md:alid:org:example.com:../../",
        "DLV007",
    ),
    Broken(
        "an id of no organisation", "manifest", "md:alid:org:example.com:", "md:alid:org:", "DLV007"
    ),
    Broken(
        "an EIDR that is none",
        "manifest",
        "md:alid:org:example.com:",
        "md:alid:eidr-s:10.5240/",
        "DLV007",
    ),
    Broken("an empty id", "manifest", "md:alid:org:example.com:bund-s1-e1", "", "DLV007"),
    # languages
    Broken("a language twice", "series", 'language="en"', 'language="zh-Hans"', "DLV008"),
    Broken(
        "a language twice, in another case",
        "series",
        'language="en"',
        'language="ES-419"',
        "DLV008",
    ),
    Broken("two defaults", "series", 'language="en"', 'language="en" default="true"', "DLV008"),
    Broken("no default", "series", ' default="true"', "", "DLV008"),
    Broken("a default of false", "series", 'default="true"', 'default="false"', "DLV008"),
    Broken("a tag that is not registered", "series", 'language="en"', 'language="xx"', "DLV008"),
    Broken(
        "a script that is not registered", "series", 'language="en"', 'language="en-Latm"', "DLV008"
    ),
    Broken("a tag with an underscore", "series", 'language="en"', 'language="en_US"', "DLV008"),
    Broken(
        "an original language that is not registered", "series", "cmn-Hans", "chinese", "DLV008"
    ),
    Broken("a track's language that is not registered", "manifest", ">th<", ">thai-x1<", "DLV008"),
    Broken(
        "texts without a title",
        "series",
        "".join(f"<md:{name}>Moonlit Bund</md:{name}>\n" for name in TITLES),
        "",
        "DLV008",
    ),
    Broken(
        "an empty title",
        "series",
        "TitleDisplayUnlimited>Moonlit Bund</md:TitleDisplayUnlimited>",
        "TitleDisplayUnlimited> </md:TitleDisplayUnlimited>",
        "DLV010",
    ),
    # vocabulary
    Broken("a kind of work that is not listed", "series", ">Series<", ">Miniseries<", "DLV009"),
    Broken("a kind of work in small letters", "episode", ">Episode<", ">episode<", "DLV009"),
    Broken("a relation that is not listed", "season", "isseasonof", "isSeasonOf", "DLV009"),
    Broken(
        "a relation of children that is not listed",
        "manifest",
        ">isepisodeof<",
        ">hasepisode<",
        "DLV009",
    ),
    Broken(
        "a kind of audio that is not listed",
        "manifest",
        "<md:Type>primary",
        "<md:Type>main",
        "DLV009",
    ),
    Broken(
        "a kind of video that is not listed",
        "manifest",
        "<md:Type>primary",
        "<md:Type>trailer",
        "DLV009",
        2,
    ),
    Broken(
        "a kind of subtitle that is not listed",
        "manifest",
        "<md:Type>normal",
        "<md:Type>full",
        "DLV009",
    ),
    Broken(
        "a kind of presentation that is not listed",
        "manifest",
        "Type>Main<",
        "Type>Feature<",
        "DLV009",
    ),
    Broken(
        "a job that is not listed",
        "series",
        "JobFunction>Director",
        "JobFunction>Dirretor",
        "DLV009",
    ),
    Broken(
        "a country that is none",
        "series",
        "<md:OriginalLanguage>",
        "<md:CountryOfOrigin><md:country>UK</md:country></md:CountryOfOrigin><md:OriginalLanguage>",
        "DLV009",
    ),
    # lengths
    Broken(
        "a Summary190 of 600 characters",
        "series",
        "Summary190>One.",
        f"Summary190>{LONG}",
        "DLV010",
    ),
    Broken(
        "a Summary400 of 600 characters",
        "series",
        "Summary400>One",
        f"Summary400>{LONG}One",
        "DLV010",
    ),
    Broken(
        "a TitleDisplay19 of 20",
        "series",
        "TitleDisplay19>Moonlit Bund",
        "TitleDisplay19>Moonlit over the Bund",
        "DLV010",
    ),
    Broken(
        "a TitleDisplay60 of 600",
        "series",
        "TitleDisplay60>Moonlit",
        f"TitleDisplay60>{LONG}Moonlit",
        "DLV010",
    ),
    Broken("an empty Summary190", "series", "Summary190>One.", "Summary190>", "DLV010"),
    Broken("a person without a name", "series", "DisplayName>Lin Yue", "DisplayName>", "DLV010"),
    # files
    Broken("a length that is not the file's", "manifest", ">5<", ">6<", "DLV011"),
    Broken("no length", "manifest", ">5<", ">0<", "DLV011"),
    Broken("a negative length", "manifest", ">5<", ">-5<", "DLV011"),
    Broken("a hash that is not the file's", "manifest", MD5, MD5.replace("4", "5"), "DLV011"),
    Broken("a hash that is too short", "manifest", MD5, MD5[:-1], "DLV011"),
    Broken("a hash of another method", "manifest", 'method="MD5"', 'method="SHA-256"', "DLV011"),
    Broken("a method that nobody knows", "manifest", 'method="MD5"', 'method="sum"', "DLV011"),
    Broken("a run length of minutes", "episode", "PT1M32.500S", "00:01:32", "DLV011"),
    Broken("a run length of nothing", "episode", "PT1M32.500S", "PT0S", "DLV011"),
)


def changed(broken: Broken) -> str:
    """The base with its change; the change has to be one."""
    parts = BASES[broken.base].split(broken.old)
    assert len(parts) > broken.place, f"{broken.old!r} does not stand in {broken.base}"
    head = broken.old.join(parts[: broken.place])
    return head + broken.new + broken.old.join(parts[broken.place :])


def documents(base: str = "", data: bytes = b"") -> list[MadeDocument]:
    """All four bases, one of them with other bytes."""
    return [
        MadeDocument(
            path=f"metadata/{name}.xml",
            format="mmc-episode" if name == "manifest" else f"mec-{name}",
            data=data if name == base else text.encode(),
            episode=1 if name in ("episode", "manifest") else None,
        )
        for name, text in BASES.items()
    ]


def problems(made: list[MadeDocument], *, schemas: str = "") -> list[Problem]:
    files: dict[str, Digest | None] = {path: digest_bytes(data) for path, data in FILES.items()}
    files |= {each.path: digest_bytes(each.data) for each in made}
    return list(judge(made, files=files, schemas=schemas))


def told(found: list[Problem]) -> str:
    return "\n".join(
        f"{each.code} {each.path}:{each.line} {fill(each.message, each.arguments)}"
        f" | {fill(each.help, each.arguments)}"
        for each in found
    )


def test_what_is_whole_is_passed() -> None:
    found = problems(documents())
    assert not found, told(found)


@pytest.mark.parametrize("broken", NEGATIVE, ids=lambda broken: broken.name)
def test_what_is_broken_is_found(broken: Broken) -> None:
    found = problems(documents(broken.base, changed(broken).encode()))
    path = f"metadata/{broken.base}.xml"
    assert (broken.code, path) in {(each.code, each.path) for each in found}, told(found)
    assert "{" not in told(found).replace("{http", ""), "a place that nothing fills"


@pytest.mark.mddf
def test_the_bases_hold_by_schema(mddf_schemas: Path) -> None:
    found = problems(documents(), schemas=str(mddf_schemas))
    assert not found, told(found)


@pytest.mark.mddf
def test_a_schema_alone_finds_fewer(mddf_schemas: Path) -> None:
    by_schema = []
    for broken in NEGATIVE:
        made = documents(broken.base, changed(broken).encode())
        (own,) = (each for each in made if each.path == f"metadata/{broken.base}.xml")
        read = read_document(own)
        if isinstance(read, Problem) or any(schema_problems(read, str(mddf_schemas))):
            by_schema.append(broken.name)
    print(f"by schema alone: {len(by_schema)} of {len(NEGATIVE)}: {', '.join(by_schema)}")
    assert 0 < len(by_schema) < len(NEGATIVE) / 2


@pytest.mark.mddf
def test_schema_errors_have_lines_and_an_end(mddf_schemas: Path) -> None:
    text = BASES["series"].replace("<md:TitleSort/>", "<md:Nonsense/>\n<md:TitleSort/>")
    wrong = "".join(f"<md:Wrong{n}/>\n" for n in range(50))
    text = text.replace("</mdmec:Basic>", f"</mdmec:Basic>{wrong}")
    found = [
        each
        for each in problems(documents("series", text.encode()), schemas=str(mddf_schemas))
        if each.code == "DLV004"
    ]
    assert 1 < len(found) <= 20
    assert found[0].line == text[: text.index("<md:Nonsense/>")].count("\n") + 1


def test_a_schema_that_is_missing_or_broken_is_a_warning(tmp_path: Path) -> None:
    (found, *_) = problems(documents(), schemas=str(tmp_path))
    assert found.doubtful
    (tmp_path / "mdmec-v2.12.xsd").write_text("<nothing>")
    (tmp_path / "manifest-v1.13.xsd").write_text("<xs:schema/>")
    found, *_ = problems(documents(), schemas=str(tmp_path))
    assert found.doubtful
    assert "mdmec-v2.12.xsd" in fill(found.message, found.arguments)


def test_a_folder_of_schemas_that_is_not_there_is_no_matter(tmp_path: Path) -> None:
    assert not problems(documents(), schemas=str(tmp_path / "none"))


def test_regions_may_have_their_own_texts() -> None:
    region = "<md:Region><md:country>{}</md:country></md:Region></md:LocalizedInfo>"
    head, rest = BASES["series"].split("</md:LocalizedInfo>", 1)
    info = head[head.index("<md:LocalizedInfo") :]
    text = head + region.format("CN") + info + region.format("SG") + rest
    assert not problems(documents("series", text.encode()))


def test_one_language_in_a_document_of_its_own() -> None:
    head, rest = BASES["series"].split("<mdmec:Basic", 1)
    spaces = head[head.index("xmlns") : head.rindex(">")]
    body = rest[rest.index("<md:TitleDisplay19>") : rest.index("</md:LocalizedInfo>")]
    text = (
        f'<mdmec:LocalizedInfoDelivery {spaces} language="th" '
        f'ContentID="md:cid:org:example.com:bund">{body}</mdmec:LocalizedInfoDelivery>'
    )
    own = MadeDocument(path="metadata/th.xml", format="mec-series", data=text.encode())
    assert not problems([*documents(), own])
    wrong = own.data.replace(b'"th"', b'"qq-1"').replace("外滩月色".encode(), b"")
    found = problems([*documents(), MadeDocument(path="a", format="mec-series", data=wrong)])
    assert {each.code for each in found} == {"DLV008", "DLV010"}


def test_files_of_other_bundles_are_found_by_key() -> None:
    made = MadeDocument(
        path="mmc.xml",
        format="mmc",
        data=BASES["manifest"].replace("../", "../../x/").encode(),
        key="in/bund/shared/metadata/mmc.xml",
    )
    files: dict[str, Digest | None] = {f"in/bund/x/{path}": None for path in FILES}
    files["in/bund/shared/metadata/episode.xml"] = None
    codes = [each for each in judge([made], files=files) if "delivered" in each.message]
    assert not codes, told(codes)


def test_one_document_in_two_bundles_is_no_second_title() -> None:
    assert not problems([*documents(), documents()[0]])
    other = MadeDocument(
        path="th/series.xml",
        format="mec-series",
        language="th",
        data=BASES["series"].replace("One.", "Two.").encode(),
    )
    assert not problems([*documents(), other]), "each language may have a document of its own"


def test_what_other_languages_have_is_no_dangling_reference() -> None:
    def subject(**more: object) -> DeliverySubject:
        return msgspec.convert(
            {
                "series": Series(id="bund", title="外滩", source_language="zh-Hans", root="/x"),
                "target": Target(name="t", platform="p", url="file:///x"),
                "profile": Profile(name="p"),
                "names": (),
                "documents": tuple(documents()),
                **more,
            },
            DeliverySubject,
        )

    places = [*FILES, "metadata/episode.xml"]
    assert not subject(others=tuple(places)).judged
    told_of = {each.arguments["file"] for each in subject(others=tuple(places[1:])).judged}
    assert told_of == {"../video/ep001.mp4"}
    names = tuple(
        DeliveredName(path=path, key=f"{tag}/{path}", language=tag, episode=1)
        for path in places
        for tag in ("th", "es")
    )
    wrong = digest_bytes(b"another video")
    one = {"th/video/ep001.mp4": wrong, "es/video/ep001.mp4": digest_bytes(b"video")}
    assert not subject(names=names, digests=one).judged, "which of the two is meant is not known"
    both = dict.fromkeys(one, wrong)
    assert {each.code for each in subject(names=names, digests=both).judged} == {"DLV011"}


def test_a_doctype_is_seen_in_any_encoding() -> None:
    text = '<?xml version="1.0"?>\n<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        (found,) = judge([MadeDocument(path="a", format="x", data=text.encode(encoding))])
        assert "DOCTYPE" in found.message
        assert found.line == 2


def test_a_document_alone_is_judged_without_its_files() -> None:
    assert not [each for each in judge(documents()) if each.code in ("DLV005", "DLV011")]


def test_much_is_told_of_a_little() -> None:
    text = BASES["series"].replace("<md:TitleSort/>", "<md:WorkType>x</md:WorkType>" * 40_000)
    found = [e for e in problems(documents("series", text.encode())) if e.code == "DLV009"]
    assert len(found) == 20


@given(data=st.binary(max_size=300), name=st.sampled_from(sorted(BASES)))
def test_any_bytes_are_taken(data: bytes, name: str) -> None:
    told(problems(documents(name, data)))


@settings(max_examples=300)
@given(
    name=st.sampled_from(sorted(BASES)),
    place=st.floats(0, 1),
    length=st.integers(0, 60),
    new=st.binary(max_size=20) | st.text(max_size=20).map(lambda text: text.encode("utf-8")),
)
def test_any_damage_is_taken(name: str, place: float, length: int, new: bytes) -> None:
    data = BASES[name].encode()
    start = int(place * len(data))
    told(problems(documents(name, data[:start] + new + data[start + length :])))


@given(words=st.lists(st.text(max_size=30), min_size=1, max_size=6))
def test_any_words_are_taken(words: list[str]) -> None:
    from lxml import etree

    read = read_document(documents()[3])
    assert isinstance(read, Parsed)
    for element, word in zip(read.root.iter("*"), words * 20, strict=False):
        try:
            element.text = word
            for attribute in element.attrib:
                element.set(attribute, word)
        except ValueError:  # not a character of XML
            continue
    told(problems(documents("manifest", etree.tostring(read.root))))
