"""The dissemination report and the delivery note: what was delivered, from the receipts alone."""

from __future__ import annotations

import csv
import hashlib
import html
import io
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

EXAMPLE = Path(__file__).parents[2] / "examples" / "moonlit-bund"
KINDS = ("dissemination", "delivery-note")
TARGET = """
[targets.demo]
platform = "vertical-app"
url = "file:outbox"
alias = "MLB2026"
languages = ["th", "ar"]

[targets.demo.rights]
territories = ["US", "TH"]
not_before = 2026-01-01
ends = 2099-03-31
"""
Run = Callable[..., Any]


@pytest.fixture
def bund(tmp_path: Path) -> Path:
    root = tmp_path / "bund"
    ignored = shutil.ignore_patterns("outbox", "dist", "receipts", ".goglobal")
    shutil.copytree(EXAMPLE, root, ignore=ignored)
    (root / "goglobal.toml").write_text(TARGET, "utf-8")
    return root


def table(file: Path) -> list[dict[str, str]]:
    data = file.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def words(file: Path) -> str:
    page = re.sub(r"<style>.*?</style>|<[^>]+>", " ", file.read_text("utf-8"), flags=re.S)
    return re.sub(r"\s+", " ", html.unescape(page))


def test_what_was_delivered_and_no_more(goglobal: Run, bund: Path, tmp_path: Path) -> None:
    goglobal("build", bund)  # built is not delivered
    out = tmp_path / "d.csv"
    assert goglobal("report", bund, "--kind", "dissemination", "-o", out).returncode == 0
    assert table(out) == []
    assert goglobal("ship", bund, "-l", "th").returncode == 0
    goglobal("report", bund, "--kind", "dissemination", "-o", out)
    (row,) = table(out)
    assert row["Language tag"] == "th"
    assert row["Language"] == "Thai"
    assert row["Territories"] == "US TH"
    assert (row["Episodes"], row["Number of episodes"]) == ("1–6", "6")
    assert row["Minutes"] == "8.1"
    assert row["State"] == "delivered"
    (manifest,) = (bund / "dist").glob("*/demo/th/manifest.json")
    assert row["SHA-256 of the bundle"] in manifest.read_text("utf-8")
    goglobal("withdraw", bund, "-t", "demo", "-l", "th", "--reason", "rights")
    goglobal("report", bund, "--kind", "dissemination", "-o", out)
    assert [one["State"] for one in table(out)] == ["withdrawn"]
    page = tmp_path / "d.html"
    goglobal("report", bund, "--kind", "dissemination", "-o", page)
    assert "Languages 0" in words(page)


def test_the_same_in_every_form(goglobal: Run, bund: Path, tmp_path: Path) -> None:
    goglobal("ship", bund)
    for kind in KINDS:
        files = [tmp_path / f"{kind}{ending}" for ending in (".csv", ".xlsx", ".html")]
        for file in files:
            done = goglobal("report", bund, "--kind", kind, "-o", file)
            assert done.returncode == 0, done.stderr
        rows = [list(row.values()) for row in table(files[0])]
        sheet = openpyxl.load_workbook(files[1]).active
        assert sheet is not None
        told = [[cell or "" for cell in row] for row in sheet.iter_rows(values_only=True)]
        assert told[1:] == rows
        page = words(files[2])
        for row in rows:
            assert row[-1] in page or row[-2] in page
        assert "<script" not in files[2].read_text("utf-8")
        assert "default-src 'none'" in html.unescape(files[2].read_text("utf-8"))


def test_the_note_names_every_file_as_it_lies_there(
    goglobal: Run, bund: Path, tmp_path: Path
) -> None:
    goglobal("ship", bund)
    file = tmp_path / "note.csv"
    goglobal("report", bund, "--kind", "delivery-note", "-o", file)
    rows = table(file)
    outbox = bund / "outbox"
    there = {p.relative_to(outbox).as_posix() for p in outbox.rglob("*") if p.is_file()}
    assert {row["File"] for row in rows} == there
    for row in rows:
        data = (outbox / row["File"]).read_bytes()
        assert hashlib.sha256(data).hexdigest() == row["SHA-256"]
    assert {row["Episode"] for row in rows} == {"", *"123456"}
    page = tmp_path / "note.html"
    goglobal("report", bund, "--kind", "delivery-note", "-o", page)
    text = words(page)
    assert "Known to you as MLB2026" in text
    assert "Rights end 2099-03-31" in text
    assert "compared in the inbox" in text


def test_in_chinese(goglobal: Run, bund: Path, tmp_path: Path) -> None:
    goglobal("ship", bund)
    page = tmp_path / "d.html"
    done = goglobal("report", bund, "--kind", "dissemination", "-o", page, LANGUAGE="zh_CN")
    assert done.stdout == f"{page}：2 行\n"
    text = words(page)
    assert "海外传播报告" in text
    assert "地区 2 · 泰国，美国" in text
    assert "泰语" in text


def test_no_note_without_a_delivery(goglobal: Run, bund: Path, tmp_path: Path) -> None:
    file = tmp_path / "note.html"
    done = goglobal("report", bund, "--kind", "delivery-note", "-o", file)
    assert done.returncode == 2
    assert "nothing has been delivered" in done.stderr
    assert not file.exists()


@pytest.mark.parametrize("kind", KINDS)
def test_a_name_that_says_no_form(goglobal: Run, bund: Path, tmp_path: Path, kind: str) -> None:
    file = tmp_path / "note.docx"
    done = goglobal("report", bund, "--kind", kind, "-o", file)
    assert done.returncode == 2
    assert ".html, .csv, .xlsx" in done.stderr
    assert not file.exists()


def test_words_from_outside_are_no_formula_and_no_mark_up(
    goglobal: Run, bund: Path, tmp_path: Path
) -> None:
    toml = bund / "series.toml"
    evil = "=HYPERLINK('http://x')<script>alert(1)</script>"
    text = re.sub(r'title = "[^"]*"', f'title = "{evil}"', toml.read_text("utf-8"), count=1)
    toml.write_text(text, "utf-8")
    goglobal("ship", bund, "-l", "th")
    for ending in (".csv", ".xlsx", ".html"):
        goglobal("report", bund, "--kind", "dissemination", "-o", tmp_path / f"d{ending}")
    assert table(tmp_path / "d.csv")[0]["Series"] == f"'{evil}"
    sheet = openpyxl.load_workbook(tmp_path / "d.xlsx").active
    assert sheet is not None
    assert sheet["A2"].data_type == "s"
    assert "<script" not in (tmp_path / "d.html").read_text("utf-8")
