"""The documentation as a site: whole, and without a resource from anywhere."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "-d", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return folder


def test_every_page_is_there(site: Path) -> None:
    pages = {p.relative_to(DOCS).with_suffix(".html").as_posix() for p in DOCS.rglob("*.md")}
    made = {p.relative_to(site).as_posix() for p in site.rglob("*.html")}
    assert pages <= made


def test_nothing_comes_from_a_network(site: Path) -> None:
    loads = re.compile(
        r"<(?:script|img|iframe|source)[^>]*\ssrc=\"(?:https?:)?//"
        r"|<link[^>]*rel=\"(?:stylesheet|preload|icon)\"[^>]*href=\"(?:https?:)?//"
        r"|<link[^>]*href=\"(?:https?:)?//[^>]*rel=\"(?:stylesheet|preload|icon)\""
    )
    found = [p.name for p in site.rglob("*.html") if loads.search(p.read_text("utf-8"))]
    assert found == []
    remote = re.compile(r"(?:url\(|@import)\s*['\"]?https?:")
    assert [p.name for p in site.rglob("*.css") if remote.search(p.read_text("utf-8"))] == []


def test_what_pages_link_to_outside_comes_along(site: Path) -> None:
    page = (site / "how-to-ci.html").read_text("utf-8")
    links = re.findall(r'href="(files/[^"]+)"', page)
    assert "files/examples/ci/github.yml" in links
    assert all((site / link).is_file() for link in links)
