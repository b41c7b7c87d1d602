"""`report` and `check --html` as a user calls them; what the page does is tests/browser's."""

from __future__ import annotations

import html
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

EXAMPLES = Path(__file__).parents[2] / "examples"
Call = Callable[..., Any]


def copied(name: str, folder: Path) -> Path:
    ignored = shutil.ignore_patterns("outbox", "dist", "receipts", ".goglobal")
    return Path(shutil.copytree(EXAMPLES / name, folder / name, ignore=ignored))


@pytest.fixture
def bund(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return copied("moonlit-bund", tmp_path)


@pytest.fixture
def lantern(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return copied("broken-lantern", tmp_path)


def words(page: str) -> str:
    """What a reader sees, roughly."""
    return html.unescape(re.sub(r"<(style|script)[^>]*>.*?</\1>|<[^>]+>", " ", page, flags=re.S))


def data(page: str) -> dict[str, Any]:
    found = re.search(r'id="data">(.*?)</script>', page, re.S)
    assert found is not None
    result: dict[str, Any] = json.loads(found[1])
    return result


def test_a_series_that_can_go(call: Call, bund: Path) -> None:
    done = call("report", bund, "-o", "r.html")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("r.html: ")
    page = words(Path("r.html").read_text("utf-8"))
    assert "All 10 languages can be delivered." in page
    assert "What is held" not in page
    assert "missing 11" in page
    call("ship", bund, "-q")
    call("report", bund, "-q", "-o", "r.html")
    assert "delivered 11" in words(Path("r.html").read_text("utf-8"))


def test_what_is_held_and_why(call: Call, lantern: Path) -> None:
    done = call("report", lantern, "-o", "r.html")
    assert done.code == 0
    assert done.out == "r.html: 31 errors, 25 warnings, 3 infos, 1 waived\n"
    page = words(Path("r.html").read_text("utf-8"))
    assert "0 of 5 languages can be delivered whole, 2 in part; 3 are held back." in page
    assert "Nothing can be delivered: all 3 languages are held back." in page
    assert "TRN009 swapped-episodes ×2" in page


@pytest.mark.parametrize(("fail_on", "code"), [("error", 1), ("warning", 1), ("never", 0)])
def test_fail_on(call: Call, lantern: Path, fail_on: str, code: int) -> None:
    assert call("report", lantern, "-q", "-o", "r.html", "--fail-on", fail_on).code == code
    assert Path("r.html").is_file()


@pytest.mark.parametrize("executor", ["processes:2", "threads:2"])
def test_every_executor_gives_the_same(call: Call, lantern: Path, executor: str) -> None:
    call("report", lantern, "-q", "-o", "serial.html")
    done = call("report", lantern, "-q", "-o", "other.html", "--executor", executor)
    assert (done.code, done.err) == (0, "")
    pages = [Path(name).read_text("utf-8") for name in ("serial.html", "other.html")]
    assert data(pages[0]) == data(pages[1])
    moment = re.compile(r"\d\d:\d\d UTC")
    assert moment.sub("", pages[0]) == moment.sub("", pages[1])


def test_on_standard_output(call: Call, bund: Path) -> None:
    done = call("report", bund, "-o", "-")
    assert done.out.startswith("<!doctype html>")
    assert done.out.endswith("</html>\n")


def test_check_writes_it_too(call: Call, lantern: Path) -> None:
    done = call("check", lantern, "--html", "c.html", "-q")
    assert done.code == 1
    assert "TIM001" in done.out
    call("report", lantern, "-q", "-o", "r.html")
    pages = [Path(name).read_text("utf-8") for name in ("c.html", "r.html")]
    assert data(pages[0]) == data(pages[1])


def test_narrowed(call: Call, lantern: Path) -> None:
    call("report", lantern, "-q", "-o", "r.html", "-t", "demo", "-l", "th", "--select", "TRN")
    page = Path("r.html").read_text("utf-8")
    codes = set(re.findall(r'data-c="(\w+)"', page))
    assert codes
    assert all(code.startswith("TRN") for code in codes)
    assert page.count('class="matrix"') == 1
    # what holds is told whatever is shown
    assert "What is held" in page


def test_around_a_cue(call: Call, lantern: Path) -> None:
    call("report", lantern, "-q", "-o", "r.html", "-t", "demo", "--select", "SUB011")
    (finding,) = json.loads(
        call("check", lantern, "-t", "demo", "--select", "SUB011", "--format", "json").out
    )["findings"]
    held = data(Path("r.html").read_text("utf-8"))
    ((number, mended),) = held["of"].values()
    entry = held["cues"][number]
    assert entry["c"][2] == "<i>3 years. I've come back."
    assert mended[2] == "<i>3 years. I've come back.</i>"
    assert entry["sl"] == "zh-Hans"
    assert entry["s"][0][2] == "三年了 我回来了"
    assert finding["cue"] > 1
    assert {"b", "a", "f"} <= set(entry)


def test_a_catalogue(call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("moonlit-bund", "broken-lantern"):
        root = copied(name, tmp_path / "all")
        (root / "goglobal.toml").unlink()
        shutil.rmtree(root / "profiles", ignore_errors=True)
    done = call("report", "all", "-q", "-o", "r.html")
    assert done.code == 0
    page = words(Path("r.html").read_text("utf-8"))
    assert "外滩月色" in page
    assert "碎灯笼" in page


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "Missing option '-o'"),
        (["-o", "nowhere/r.html"], "there is no folder"),
        (["-o", "r.html", "-l", "sw"], "no target delivers the language"),
        (["-o", "r.html", "--select", "XXX"], "no rule is called"),
    ],
)
def test_what_cannot_be_written(call: Call, bund: Path, arguments: list[str], message: str) -> None:
    done = call("report", bund, *arguments)
    assert done.code == 2
    assert message in done.err
    assert not Path("r.html").exists()


@pytest.mark.parametrize("kind", ["dissemination", "delivery-note"])
def test_a_paper_refuses_what_it_does_not_heed(call: Call, bund: Path, kind: str) -> None:
    options = ("--select", "TIM", "--episodes", "1", "--fail-on", "error")
    done = call("report", bund, "--kind", kind, "-o", "n.html", *options)
    assert done.code == 2
    assert f"--episodes, --fail-on, --select: not with --kind {kind}" in done.err
    assert not Path("n.html").exists()


def test_papers_on_standard_output(call: Call, bund: Path) -> None:
    done = call("report", bund, "--kind", "dissemination", "-o", "-")
    assert done.code == 0
    assert done.out.startswith("<!doctype html>")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_disk(call: Call, lantern: Path) -> None:
    for options in (("report", "-o"), ("check", "--html")):
        done = call(options[0], lantern, options[1], "/dev/full")
        assert done.code == 2
        assert done.err.startswith("Error: no space is left")
    # what was found is told all the same
    assert "TIM001" in done.out


def test_receipts_out_of_reach_leave_the_rest(call: Call, bund: Path) -> None:
    toml = bund / "goglobal.toml"
    text = toml.read_text("utf-8").replace(
        'url = "file:outbox"',
        'url = "file:outbox"\nreceipts = "s3://none/x"\nendpoint_url = "http://127.0.0.1:9"',
    )
    toml.write_text(text, "utf-8")
    done = call("report", bund, "-q", "-o", "r.html", "-l", "th")
    assert done.code == 0
    assert "can be delivered" in words(Path("r.html").read_text("utf-8"))


def test_a_series_without_anything(call: Call, tmp_path: Path) -> None:
    (tmp_path / "series.toml").write_text(
        '[series]\nid = "s"\ntitle = "S"\nsource_language = "en"\n', "utf-8"
    )
    done = call("report", tmp_path, "-o", tmp_path / "r.html")
    assert "Traceback" not in done.err
    assert done.code in (0, 2)
