"""What mkdocs does not do by itself: files of the repository that pages link to come along."""

from __future__ import annotations

import re
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

ROOT = Path(__file__).resolve().parent.parent
_OUTSIDE = re.compile(r"\]\((?:\.\./)+((?:examples|benchmarks|src|tests|scripts)/[^)#\s]+)\)")


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add what stands outside the folder of the pages."""
    for page in files.documentation_pages():
        text = Path(page.abs_src_path or "").read_text("utf-8")
        for name in _OUTSIDE.findall(text):
            place = f"files/{name}"
            if (ROOT / name).is_file() and place not in files.src_uris:
                files.append(File.generated(config, place, abs_src_path=str(ROOT / name)))
    return files


def on_page_markdown(markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Let the links lead there."""
    up = "../" * page.file.src_uri.count("/")
    return _OUTSIDE.sub(lambda m: f"]({up}files/{m[1]})", markdown)
