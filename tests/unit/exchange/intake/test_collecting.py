"""Files and folders on the disk: all of them are told of, links and devices are left alone."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from goglobal.exchange.intake.collecting import collect
from goglobal.exchange.intake.entries import Limits

SRT = b"1\n00:00:01,000 --> 00:00:02,000\nHello\n"


def test_every_file_below_a_folder_is_told_of_once(vendor: Path) -> None:
    names = ["a/1.srt", "a/b/2.vtt", "a/poster.jpg", "a/notes.txt", "a/.DS_Store", "a/x.srt.bak"]
    for name in names:
        place = Path(name)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(SRT if name.endswith((".srt", ".vtt")) else b"x")
    found = collect([Path("a"), Path("a/1.srt"), Path("./a")])
    assert [entry.name for entry in found.entries][:1] == ["a/1.srt"]
    told = {entry.name for entry in found.entries} | {left.name for left in found.left}
    assert told == set(names)
    assert len(found.entries) + len(found.left) == len(names)


def test_the_folders_of_a_path_tell_something_as_they_were_typed(vendor: Path) -> None:
    place = Path("one/two/three/four/5.srt")
    place.parent.mkdir(parents=True)
    place.write_bytes(SRT)
    assert collect([place]).entries[0].parts == ("two", "three", "four", "5.srt")
    assert collect([place.absolute()]).entries[0].parts == ("four", "5.srt")
    assert collect([Path("one")]).entries[0].parts == ("one", "two", "three", "four", "5.srt")


def test_links_that_lead_out_are_refused_and_not_followed(vendor: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.mkdir()
    (secret / "ep001.srt").write_bytes(SRT)
    folder = Path("v")
    folder.mkdir()
    (folder / "1.srt").write_bytes(SRT)
    (folder / "file.srt").symlink_to(secret / "ep001.srt")
    (folder / "folder").symlink_to(secret)
    (folder / "nowhere.srt").symlink_to(tmp_path / "not-there")
    (folder / "round").symlink_to(folder.resolve())
    (folder / "twin.srt").symlink_to("1.srt")
    found = collect([folder])
    assert [entry.name for entry in found.entries] == ["v/1.srt"]
    fates = {one.name: one.fate for one in found.left}
    assert fates == {
        "v/file.srt": "refused",
        "v/folder": "refused",
        "v/nowhere.srt": "refused",
        "v/round": "skipped",
        "v/twin.srt": "skipped",
    }


def test_a_link_that_the_user_names_is_followed(vendor: Path, tmp_path: Path) -> None:
    (tmp_path / "real.srt").write_bytes(SRT)
    Path("3.srt").symlink_to(tmp_path / "real.srt")
    assert [entry.data for entry in collect([Path("3.srt")]).entries] == [SRT]


def test_a_pipe_is_refused_and_nobody_waits_for_it(vendor: Path) -> None:
    os.mkfifo("ep001.srt")
    (left,) = collect([Path("ep001.srt")]).left
    assert left.fate == "refused"
    assert "pipe" in left.why.message


def test_what_cannot_be_read_is_told(vendor: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = Path("v")
    folder.mkdir()
    (folder / "1.srt").write_bytes(SRT)
    (folder / "2.srt").write_bytes(SRT)
    real = os.open

    def refuse(path: str, flags: int, *rest: int, **more: int) -> int:
        if str(path).endswith("1.srt"):
            raise PermissionError(13, "Permission denied", path)
        return real(path, flags, *rest, **more)

    monkeypatch.setattr("goglobal.exchange.intake.collecting.os.open", refuse)
    found = collect([folder])
    assert [entry.name for entry in found.entries] == ["v/2.srt"]
    assert found.left[0].why.arguments == {"reason": "Permission denied"}


def test_an_empty_folder_is_told(vendor: Path) -> None:
    Path("v/inner").mkdir(parents=True)
    (left,) = collect([Path("v")]).left
    assert (left.name, left.fate) == ("v/inner", "skipped")


def test_a_huge_file_and_too_many_are_refused(vendor: Path) -> None:
    folder = Path("v")
    folder.mkdir()
    for number in range(12):
        (folder / f"{number}.srt").write_bytes(SRT * 10)
    found = collect([folder], Limits(entries=10))
    assert not found.entries
    assert "files or more" in found.left[0].why.message
    assert {one.fate for one in collect([folder], Limits(entry=100)).left} == {"refused"}
    some = collect([folder], Limits(total=1000))
    assert 0 < len(some.entries) < 12
    assert len(some.entries) + len(some.left) == 12


def test_names_that_differ_only_by_case_are_refused(vendor: Path) -> None:
    Path("v").mkdir()
    for name in ("EP1.srt", "ep1.srt", "ep2.srt"):
        (Path("v") / name).write_bytes(SRT)
    found = collect([Path("v")])
    assert [entry.name for entry in found.entries] == ["v/ep2.srt"]
    assert {one.fate for one in found.left} == {"refused"}


def test_subtitles_are_known_by_their_content_where_the_name_says_nothing(vendor: Path) -> None:
    Path("v").mkdir()
    contents = {
        "a.txt": SRT,
        "b": SRT,
        "c.txt": b"\xff\xfe" + SRT.decode().encode("utf-16-le"),
        "d.xml": b'<?xml version="1.0"?><tt xmlns="http://www.w3.org/ns/ttml"/>',
        "e.txt": b"WEBVTT\n\n",
        "f.txt": "第一集：她回来了。".encode(),
        "g.xml": b"<series/>",
    }
    for name, data in contents.items():
        (Path("v") / name).write_bytes(data)
    found = collect([Path("v")])
    assert [entry.name[2:] for entry in found.entries] == ["a.txt", "b", "c.txt", "d.xml", "e.txt"]
    assert [one.name[2:] for one in found.left] == ["f.txt", "g.xml"]
