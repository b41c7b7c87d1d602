"""What platforms answer, and what was delivered by hand, as the user of the command sees it."""

from __future__ import annotations

import contextlib
import json
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.e2e.platforms import copied, run

from goglobal.answers.reading import read_answers
from goglobal.exchange.workbook_guard import Unreadable

TARGETS = """[targets.partner]
platform = "generic"
url = "file:outbox"
languages = ["en", "th"]

[targets.portal]
platform = "mddf"
url = "file:outbox-portal"
languages = ["en", "th"]
organisation = "studio.example"
"""
STATUS = """<?xml version="1.0" encoding="UTF-8"?>
<delivery:ProductStatus xmlns:delivery="http://www.movielabs.com/schema/md/delivery/v1.4/delivery"
  xmlns:md="http://www.movielabs.com/schema/md/v2.12/md">
  <delivery:Compatibility>
    <md:SpecVersion>1.4</md:SpecVersion><md:Profile>none</md:Profile>
  </delivery:Compatibility>
  <delivery:Scope><delivery:ALID>md:alid:org:studio.example:moonlit-bund</delivery:ALID></delivery:Scope>
  <delivery:OverallProgressCode>Rejected</delivery:OverallProgressCode>
  <delivery:AssetStatus>
    <delivery:AssetReference>
      <delivery:OtherIdentifier>
        <md:Namespace>file</md:Namespace><md:Identifier>{file}</md:Identifier>
      </delivery:OtherIdentifier>
    </delivery:AssetReference>
    <delivery:ProgressCode>Failed QC</delivery:ProgressCode>
    <delivery:ErrorDescription>
      <delivery:ErrorCategory>Timed Text</delivery:ErrorCategory>
      <delivery:ErrorTerm>Sync drift</delivery:ErrorTerm>
      <delivery:Comments>late from 00:40 &amp; on</delivery:Comments>
      <delivery:Severity>Major</delivery:Severity>
    </delivery:ErrorDescription>
  </delivery:AssetStatus>
</delivery:ProductStatus>
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = copied(tmp_path)
    (folder / "goglobal.toml").write_text(TARGETS, "utf-8")
    return folder


Answers = list[dict[str, object]]


def taken(project: Path, name: str, data: bytes, target: str, *more: str) -> Answers:
    (project.parent / name).write_bytes(data)
    words = ("feedback", "import", name, "--into", project.name, "-t", target, "--format", "json")
    result = run(project, *words, *more)
    assert result.returncode == 0, result.stderr
    (one,) = json.loads(result.stdout)["feedback"]
    answers: Answers = one["answers"]
    return answers


def test_a_product_status_is_placed_and_shown(project: Path) -> None:
    assert run(project, "ship", project.name, "-t", "portal").returncode == 0
    (track,) = (project / "outbox-portal").rglob("*003*th*.*")
    answers = taken(project, "back.xml", STATUS.format(file=track.name).encode(), "portal")
    assert [(a["severity"], a["code"], a["language"], a["episode"]) for a in answers] == [
        ("error", "Rejected", None, None),
        ("info", "Failed QC", "th", 3),
        ("error", "Sync drift", "th", 3),
    ]
    assert answers[2]["message"] == "Timed Text; Sync drift; late from 00:40 & on"
    shown = run(project, "status", project.name, "-t", "portal")
    assert shown.returncode == 0
    assert "back.xml" in shown.stdout
    assert "error Sync drift th ep003" in shown.stdout
    again = run(project, "feedback", "import", "back.xml", "--into", project.name, "-t", "portal")
    assert "it was taken in before" in again.stdout
    kept = list((project / "receipts" / "feedback").rglob("*.json"))
    assert len(kept) == 1
    assert json.loads(kept[0].read_text("utf-8"))["schema"] == "goglobal.feedback/1"
    document = json.loads(run(project, "status", project.name, "--format", "json").stdout)
    assert [one["file"] for one in document["feedback"]] == ["back.xml"]
    assert "平台反馈：" in run(project, "status", project.name, language="zh_CN").stdout


@pytest.mark.mddf
def test_the_status_that_is_read_here_is_one(mddf_schemas: Path) -> None:
    from lxml import etree

    schema = etree.XMLSchema(etree.parse(mddf_schemas / "delivery-v1.4.xsd"))
    schema.assertValid(etree.fromstring(STATUS.format(file="a.srt").encode()))


def test_youtubes_report(project: Path) -> None:
    (project / "ids.csv").write_text("target,episode,id\npartner,2,vid00000002\n", "utf-8")
    report = (
        "Row number,Status,Custom ID,Video ID,Errors\r\n"
        "2,Errors,moonlit-bund.ep001,,title is too long\r\n3,Errors,,vid00000002,no rights\r\n"
        "4,Successful,moonlit-bund.ep003,,\r\n"
    )
    answers = taken(project, "errors-videos.csv", report.encode(), "partner")
    assert [(a["row"], a["severity"], a["episode"], a["message"]) for a in answers] == [
        (2, "error", 1, "title is too long"),
        (3, "error", 2, "no rights"),
        (4, "info", 3, "Successful"),
    ]


def test_a_table_in_chinese_as_excel_saves_it(project: Path) -> None:
    table = "文件,集,语言,级别,说明,页\r\n,第3集,TH,错误,时间重叠,7\r\n,,,警告,封面偏暗,\r\n"
    answers = taken(project, "意见.csv", table.encode("gbk"), "partner")
    assert [(a["severity"], a["language"], a["episode"], a["message"]) for a in answers] == [
        ("error", "th", 3, "时间重叠; 页: 7"),
        ("warning", None, None, "封面偏暗"),
    ]


@pytest.mark.parametrize(
    ("status", "severity"),
    [
        ("Not approved", "error"),
        ("Unsuccessful", "error"),
        ("Incomplete", "error"),
        ("审核未通过", "error"),
        ("Successful, no errors", "info"),
        ("Approved", "info"),
        ("审核通过", "info"),
        ("Minor", "warning"),
    ],
)
def test_how_bad_a_status_is(status: str, severity: str) -> None:
    data = f'file,status\na.srt,"{status}"\n'.encode()
    assert [answer.severity for answer in read_answers(data).answers] == [severity]


def test_a_pipe_is_no_file_and_is_not_waited_for(project: Path) -> None:
    os.mkfifo(project.parent / "pipe")
    words = ("feedback", "import", "pipe", "--into", project.name, "-t", "partner")
    assert "is no file" in run(project, *words).stderr


def test_answers_that_cannot_be_read_stop_no_status(project: Path) -> None:
    taken(project, "a.csv", b"language,message\nth,late\n", "partner")
    toml = project / "goglobal.toml"
    dead = '"file:outbox"\nreceipts = "s3://gone/receipts"\nendpoint_url = "http://127.0.0.1:9"'
    toml.write_text(TARGETS.replace('"file:outbox"', dead, 1), "utf-8")
    result = run(project, "status", project.name, "-t", "partner")
    assert result.returncode == 0, result.stderr
    assert "partner" in result.stdout
    assert "the answers cannot be read" in result.stderr


def test_what_was_delivered_again_is_no_longer_listed(project: Path) -> None:
    taken(project, "a.csv", b"language,message\nth,late\nen,early\n", "partner")
    shown = run(project, "status", project.name, "-t", "partner").stdout
    assert "late" in shown
    assert "early" in shown
    assert run(project, "ship", project.name, "-t", "partner", "-l", "th").returncode == 0
    shown = run(project, "status", project.name, "-t", "partner").stdout
    assert "1 error is of what was delivered again since" in shown
    assert "early" in shown
    assert "late" not in shown


def test_a_rehearsal_keeps_nothing(project: Path) -> None:
    taken(project, "a.csv", b"language,message\nth,late\n", "partner", "--dry-run")
    assert not (project / "receipts" / "feedback").exists()


ENTITIES = b'<!DOCTYPE x [<!ENTITY a "aaaa">]><ProductStatus>&a;</ProductStatus>'


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "is empty"),
        (b"\0\0\0", "is empty"),
        (ENTITIES, "declares entities"),
        (b"<a><b></a>", "broken XML"),
        (b"<html/>", "no ProductStatus"),
        (b"one,two\n1,2\n", "no column says what is wrong"),
        (b"\x89PNG\r\n\x1a\n\0\0", "neither a workbook nor CSV"),
    ],
    ids=["empty", "zeros", "entities", "broken", "html", "headings", "picture"],
)
def test_what_cannot_be_read_is_told_and_stops_no_other(
    project: Path, data: bytes, told: str
) -> None:
    (project.parent / "bad").write_bytes(data)
    (project.parent / "good.csv").write_bytes(
        b"file,message\n../../etc/passwd,\x1b[31mred\xe2\x80\xae\n"
    )
    words = ("feedback", "import", "bad", "gone", "good.csv", "--into", project.name)
    result = run(project, *words, "-t", "partner")
    assert result.returncode == 2
    assert told in result.stderr
    assert "gone" in result.stderr
    assert "good.csv" in result.stdout
    assert not {"\x1b", "\u202e"} & set(result.stdout + result.stderr)
    assert len(list((project / "receipts" / "feedback").rglob("*.json"))) == 1


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.binary(), st.builds(lambda b: b"<ProductStatus>" + b, st.binary())))
def test_no_bytes_raise_anything_else(data: bytes) -> None:
    with contextlib.suppress(Unreadable):
        assert read_answers(data).format in {"csv", "youtube-csv", "product-status"}


def test_a_delivery_by_hand_is_delivered_and_is_not_in_the_bucket(project: Path) -> None:
    assert run(project, "build", project.name, "-t", "partner").returncode == 0
    dist = f"{project.name}/dist"
    words = ("receipt", "add", dist, "-t", "partner", "--targets", f"{project.name}/goglobal.toml")
    said = run(project, *words, "--to", "https://portal.example/drop", "--by", "Wang Min")
    assert said.returncode == 0, said.stderr
    status = json.loads(
        run(project, "status", project.name, "-t", "partner", "--format", "json").stdout
    )
    assert {(row["state"], row["url"]) for row in status["rows"]} == {
        ("delivered", "by-hand:https://portal.example/drop")
    }
    again = json.loads(
        run(project, *words, "--to", "https://portal.example/drop", "--format", "json").stdout
    )
    assert {receipt["state"] for receipt in again["receipts"]} == {"unchanged"}
    pushed = run(project, "ship", project.name, "-t", "partner", "--format", "json")
    assert {r["state"] for r in json.loads(pushed.stdout)["receipts"]} == {"delivered"}
    assert any((project / "outbox").rglob("*.srt"))


def test_a_damaged_bundle_is_not_recorded(project: Path) -> None:
    assert run(project, "build", project.name, "-t", "partner").returncode == 0
    victim = next((project / "dist").rglob("*.srt"))
    data = victim.read_bytes()
    victim.write_bytes(data.replace(b"1", b"2", 1))
    words = ["receipt", "add", f"{project.name}/dist", "-t", "partner"]
    words += ["--targets", f"{project.name}/goglobal.toml", "--to", "drive"]
    said = run(project, *words)
    assert said.returncode == 2
    assert "is not what its manifest says" in said.stderr
    assert not list((project / "receipts").rglob("*.json"))
    victim.write_bytes(data)
    for extra, told in (
        (("--at", "yesterday"), "is no time with its zone"),
        (("--at", "2999-01-01T00:00+00:00"), "is still to come"),
    ):
        said = run(project, *words, *extra)
        assert (said.returncode, told in said.stderr) == (2, True), said.stderr
