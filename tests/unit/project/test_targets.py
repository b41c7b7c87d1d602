"""`goglobal.toml`: where it is found, what it may say, and that it keeps no secrets."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goglobal.errors import ProjectError
from goglobal.model import Rights, Target
from goglobal.project import find_targets_file, load_targets, state_folder

Make = Callable[..., Path]
BASE = '[targets.demo]\nplatform = "generic"\nurl = "file:out"\n'


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "series.toml").touch()
    return tmp_path


def load(project: Path, text: str) -> tuple[Target, ...]:
    (project / "goglobal.toml").write_text(text, "utf-8")
    return load_targets(project)


def told(project: Path, text: str) -> list[str]:
    with pytest.raises(ProjectError) as caught:
        load(project, text)
    return [line.removeprefix(f"{project}/") for line in str(caught.value).splitlines()]


def test_every_key_arrives(project: Path) -> None:
    (target,) = load(
        project,
        """
[targets.demo]
platform = "vertical-app"
url = "s3://bucket-1//in//box/"
languages = ["en", "zh_CN"]
fallbacks = { "es_MX" = "es-419" }
episodes = "1-10,12"
hold = "language"
video = true
master = "burned"
alias = "MLB2026"
organisation = "studio.example"
layout = "in-place"
access = "write-only"
retention = "consumed"
receipts = "file:receipts"
after_push = ["./notify.sh", "--fast"]
endpoint_url = "http://127.0.0.1:8333/"
region = "us-east-1"
aws_profile = "partner"
addressing_style = "path"
checksum = "crc32c"
conditional_writes = false
expected_bucket_owner = "111122223333"
server_side_encryption = "aws:kms"
storage_class = "STANDARD"
[targets.demo.rights]
territories = ["US", "TH"]
not_before = 2026-04-01
ends = 2029-03-31
free_episodes = 10
""",
    )
    assert target == Target(
        name="demo",
        platform="vertical-app",
        url="s3://bucket-1/in/box",
        languages=("en", "zh-Hans"),
        fallbacks={"es-MX": "es-419"},
        episodes="1-10,12",
        hold="language",
        video=True,
        master="burned",
        alias="MLB2026",
        organisation="studio.example",
        layout="in-place",
        access="write-only",
        retention="consumed",
        receipts=f"file://{project}/receipts",
        after_push=("./notify.sh", "--fast"),
        endpoint_url="http://127.0.0.1:8333",
        region="us-east-1",
        aws_profile="partner",
        addressing_style="path",
        checksum="crc32c",
        conditional_writes=False,
        expected_bucket_owner="111122223333",
        server_side_encryption="aws:kms",
        storage_class="STANDARD",
        rights=Rights(
            territories=("US", "TH"),
            not_before=dt.date(2026, 4, 1),
            ends=dt.date(2029, 3, 31),
            free_episodes=10,
        ),
        directory=str(project),
    )


def test_without_a_file_there_is_an_outbox(project: Path) -> None:
    (target,) = load_targets(project)
    assert (target.name, target.platform) == ("outbox", "generic")
    assert target.url == f"file://{project}/outbox"
    assert find_targets_file(project) is None
    assert state_folder(project) == project / ".goglobal"


def test_a_file_in_a_parent_folder(tmp_path: Path) -> None:
    series = tmp_path / "catalogue" / "show"
    (series / "profiles").mkdir(parents=True)
    (tmp_path / "goglobal.toml").write_text(BASE)
    (target,) = load_targets(series)
    assert target.url == f"file://{tmp_path}/out"
    assert target.directory == str(tmp_path)
    assert target.profiles == str(series / "profiles")
    assert state_folder(series) == tmp_path / ".goglobal"
    assert find_targets_file(series) == tmp_path / "goglobal.toml"


def test_profiles_beside_the_targets_file(tmp_path: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "profiles").mkdir()
    (tmp_path / "goglobal.toml").write_text(BASE)
    assert load_targets(tmp_path / "a" / "b")[0].profiles == str(tmp_path / "profiles")


def test_another_file(project: Path, tmp_path: Path) -> None:
    other = tmp_path / "elsewhere" / "mine.toml"
    other.parent.mkdir()
    other.write_text(BASE)
    (target,) = load_targets(project, file=other)
    assert target.url == f"file://{other.parent}/out"


def test_a_file_that_is_not_there(project: Path) -> None:
    with pytest.raises(ProjectError) as caught:
        load_targets(project, file=project / "no.toml")
    assert "no.toml" in str(caught.value)


@pytest.mark.parametrize(
    ("url", "resolved"),
    [
        ("file:outbox", "file://{project}/outbox"),
        ("file:a/../b/", "file://{project}/b"),
        ("file:../out", "file://{parent}/out"),
        ("file:/abs/x", "file:///abs/x"),
        ("file:///abs/x/", "file:///abs/x"),
        ("file:外滩 月色", "file://{project}/外滩 月色"),
        ("file:50%#1?", "file://{project}/50%25%231%3F"),
        ("s3://my-bucket", "s3://my-bucket"),
        ("s3://my-bucket/", "s3://my-bucket"),
        ("s3://my.bucket/a//b/", "s3://my.bucket/a/b"),
    ],
)
def test_addresses(project: Path, url: str, resolved: str) -> None:
    (target,) = load(project, BASE.replace("file:out", url))
    assert target.url == resolved.format(project=project, parent=project.parent)


@pytest.mark.parametrize(
    "url",
    [
        *["outbox", "/abs", "http://x/y", "ftp://x", "file:", "file:.", "file:..", "file:///"],
        *["file://host/x", "s3:", "s3://", "s3:bucket", "s3://b", "s3://Bucket/x", "s3://a..b/x"],
        *["s3://1.2.3.4/x", "s3://bucket/../x", "s3://bucket/a/./b", "s3://bucket/a\\\\b"],
        *["s3://bucket/x?y", "S3://bucket/x", "s3://bucket:80/x", "s3://k:s@bucket/x"],
    ],
)
def test_addresses_that_are_refused(project: Path, url: str) -> None:
    (line,) = told(project, BASE.replace("file:out", url))
    assert line.startswith("goglobal.toml:3: targets.demo.url: ")


SECRET = "wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY"


@pytest.mark.parametrize(
    "line",
    [
        f'access_key = "{SECRET}"',
        f'access_key_id = "{SECRET}"',
        f'aws_secret_access_key = "{SECRET}"',
        f'secret = ["{SECRET}"]',
        f'password = "{SECRET}"',
        f'session_token = "{SECRET}"',
        f'API-Key = "{SECRET}"',
        f'endpoint_url = "https://user:{SECRET}@host"',
        f'receipts = "s3://user:{SECRET}@bucket"',
        f"aws_profile = '{SECRET[:4]}AKIAIOSFODNN7EXAMPLE'".replace(SECRET[:4], ""),
        f'rights = {{ token = "{SECRET}" }}',
        f'auth = {{ user = "{SECRET}" }}',
    ],
)
def test_secrets_are_refused_and_never_repeated(project: Path, line: str) -> None:
    (project / "goglobal.toml").write_text(BASE + line + "\n")
    with pytest.raises(ProjectError) as caught:
        load_targets(project)
    error = caught.value
    assert len(error.problems) == 1
    assert error.problems[0].line == 4
    everything = f"{error} {error.args!r} {error.problems!r}"
    assert SECRET not in everything
    assert "AKIAIOSFODNN7EXAMPLE" not in everything
    assert "AWS chain" in error.problems[0].help


def test_a_secret_in_a_file_that_is_no_toml_is_not_repeated(project: Path) -> None:
    for broken in (f"secret = {SECRET}\n", f'secret = "{SECRET}\n', f"{SECRET}\n"):
        assert SECRET not in "".join(told(project, BASE + broken))


def test_extends_merges_tables_and_replaces_the_rest(project: Path) -> None:
    base, other = load(
        project,
        """
[targets.base]
platform = "vertical-app"
url = "s3://bucket/a"
languages = ["en", "th"]
fallbacks = { "es-MX" = "es-419" }
[targets.base.rights]
territories = ["US"]
free_episodes = 10
[targets.other]
extends = "base"
url = "s3://bucket/b"
languages = ["ja"]
fallbacks = { "zh-Hant" = "zh-Hans" }
rights = { free_episodes = 3 }
""",
    )
    assert base.url == "s3://bucket/a"
    assert other.platform == "vertical-app"
    assert other.languages == ("ja",)
    assert other.fallbacks == {"es-MX": "es-419", "zh-Hant": "zh-Hans"}
    assert other.rights == Rights(territories=("US",), free_episodes=3)


def test_extends_in_a_circle_or_into_nothing(project: Path) -> None:
    lines = told(
        project,
        '[targets.a]\nextends = "b"\nurl = "file:a"\n[targets.b]\nextends = "a"\nurl = "file:b"\n',
    )
    assert len(lines) == 2
    assert "a -> b -> a" in lines[0]
    (line,) = told(project, BASE + '[targets.x]\nextends = "dem"\nurl = "file:x"\n')
    assert line == (
        "goglobal.toml:5: targets.x.extends: there is no target `dem`; did you mean `demo`?"
    )


def test_what_a_target_lacks(project: Path) -> None:
    assert told(project, "[targets.a]\n") == [
        "goglobal.toml:1: targets.a.platform: missing",
        "goglobal.toml:1: targets.a.url: missing",
    ]


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("", "targets"),
        ("[targets]\n", "targets"),
        ("targets = 1\n", "targets"),
        ("[target.demo]\n" + BASE, "target"),
        (BASE + "nonsense = 1\n", "targets.demo.nonsense"),
        (BASE + "video = 1\n", "targets.demo.video"),
        (BASE + 'hold = "episodes"\n', "targets.demo.hold"),
        (BASE + 'episodes = "10-1"\n', "targets.demo.episodes"),
        (BASE + 'episodes = "0"\n', "targets.demo.episodes"),
        (BASE + 'compilation = "x"\n', "targets.demo.compilation"),
        (BASE + "languages = []\n", "targets.demo.languages"),
        (BASE + 'languages = ["english"]\n', "targets.demo.languages[0]"),
        (BASE + 'fallbacks = { "es" = "es" }\n', "targets.demo.fallbacks"),
        (BASE + 'fallbacks = { "zh_CN" = "zh", "zh-Hans" = "zh" }\n', "targets.demo.fallbacks"),
        (BASE + 'after_push = "./x"\n', "targets.demo.after_push"),
        (BASE + 'endpoint_url = "127.0.0.1:8333"\n', "targets.demo.endpoint_url"),
        (BASE + 'expected_bucket_owner = "12"\n', "targets.demo.expected_bucket_owner"),
        (BASE + 'rights = { territories = ["us"] }\n', "targets.demo.rights.territories[0]"),
        (
            BASE + "rights = { not_before = 2026-02-01, ends = 2026-01-01 }\n",
            "targets.demo.rights.ends",
        ),
        (BASE.replace("demo", '"a b"'), "targets.'a b'"),
        (BASE.replace("demo", "nul"), "targets.nul"),
        (BASE.replace("demo", '"../x"'), "targets.'../x'"),
        (BASE + BASE.replace("demo", "Demo").replace("out", "o"), "targets.Demo"),
    ],
)
def test_wrong_values(project: Path, text: str, where: str) -> None:
    lines = told(project, text)
    assert any(f": {where}" in line for line in lines), lines


def test_two_targets_in_one_place(project: Path) -> None:
    text = BASE + '[targets.two]\nplatform = "generic"\nurl = "file:x/../out/"\n'
    assert told(project, text) == [
        "goglobal.toml:6: targets.two.url: delivers to the same place as target `demo`"
    ]
    (project / "link").symlink_to(project)
    told(project, text.replace("x/../out/", "link/out"))


def test_one_prefix_at_two_services_is_two_places(project: Path) -> None:
    one = '[targets.a]\nplatform = "generic"\nurl = "s3://bucket/x"\n'
    two = one.replace("targets.a", "targets.b")
    told(project, one + two)
    assert len(load(project, one + two + 'endpoint_url = "http://127.0.0.1:1"\n')) == 2


def test_all_problems_at_once(project: Path) -> None:
    text = BASE + "video = 1\nhold = 2\n[targets.b]\nurll = 'x'\nsecret = 'x'\n[x]\n"
    assert len(told(project, text)) == 6


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=300)
@given(
    st.one_of(
        st.binary(max_size=200),
        st.lists(
            st.sampled_from(
                [
                    *["[targets.", "a", "b", "]", "\n", "url", "=", '"file:x"', '"s3://', "../"],
                    *["extends", '"a"', '"b"', "rights", "{", "}", "1", "languages", "[", "secret"],
                    *["platform = 'x'\n", "url = 'file:y'\n", "[targets.a]\n", "[targets.b]\n"],
                ]
            ),
            max_size=25,
        ).map(lambda parts: "".join(parts).encode()),
    )
)
def test_any_bytes(project: Path, data: bytes) -> None:
    (project / "goglobal.toml").write_bytes(data)
    refused: ProjectError | None = None
    targets: tuple[Target, ...] = ()
    try:
        targets = load_targets(project)
    except ProjectError as error:
        refused = error
    assert bool(targets) == (refused is None)
    assert refused is None or str(refused)
    assert all(target.url.startswith(("file:///", "s3://")) for target in targets)


def test_a_targets_file_that_is_no_file_is_told(project: Path) -> None:
    """Silently delivering elsewhere, with another profile, would be worse."""
    place = project / "goglobal.toml"
    place.symlink_to("nowhere.toml")
    with pytest.raises(ProjectError, match=r"goglobal\.toml: cannot be read"):
        load_targets(project)
    place.unlink()
    os.mkfifo(place)
    with pytest.raises(ProjectError, match=r"goglobal\.toml: is no file"):
        load_targets(project)


def test_receipts_among_what_is_delivered_are_refused(project: Path) -> None:
    for place in ("file:out", "file:./out/"):
        assert told(project, BASE + f'receipts = "{place}"\n') == [
            "goglobal.toml:4: targets.demo.receipts: is the place that is delivered to"
        ]
    assert load(project, BASE + 'receipts = "file:out2"\n')


def test_beside_a_linked_targets_file_is_beside_the_link(project: Path, tmp_path: Path) -> None:
    """What it delivers to and what we note about it stand in one folder."""
    shared = tmp_path / "shared"
    shared.mkdir()
    (shared / "targets.toml").write_text(BASE, "utf-8")
    (project / "goglobal.toml").symlink_to(shared / "targets.toml")
    (target,) = load_targets(project)
    assert target.url == (project / "out").as_uri()
    assert target.directory == str(project) == str(state_folder(project).parent)


def test_a_long_cut_and_single_episodes_are_two_targets(project: Path) -> None:
    """Nobody could tell which of the two a partner is to get."""
    (line,) = told(project, BASE + 'episodes = "1-3"\ncompilation = "1-40"\n')
    assert line.startswith("goglobal.toml:5: targets.demo.compilation: ")
    (target,) = load(project, BASE + 'compilation = "1-40"\n')
    assert target.compilation == "1-40"
