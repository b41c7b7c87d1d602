"""The QC report as a manager opens it: in Chromium, without a network."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from goglobal.cli.running import run

LANTERN = Path(__file__).parents[2] / "examples" / "broken-lantern"
EVIL = "<script>document.title='owned'</script>\"'><img src=x onerror=alert(1)>"
SIZES = [(1440, "light"), (1024, "dark"), (400, "light")]
pytestmark = pytest.mark.browser


def lantern(folder: Path) -> Path:
    """The series in which everything is wrong, with words in it that want to be a program."""
    ignored = shutil.ignore_patterns("outbox", "dist", "receipts", ".goglobal")
    root = folder / "lantern"
    shutil.copytree(LANTERN, root, ignore=ignored)
    toml = root / "series.toml"
    title = EVIL.replace("\\", "\\\\").replace('"', '\\"')
    text = toml.read_text("utf-8")
    toml.write_text(re.sub(r'title = "[^"]*"', f'title = "{title}"', text, count=1), "utf-8")
    # a placeholder that a translator left is in the example for TXT015 to find
    track = root / "subtitles" / "en" / "ep002.srt"
    track.write_text(track.read_text("utf-8").replace("[TODO]", f"[TODO] {EVIL}"), "utf-8")
    (root / "subtitles" / "en" / f"ep009{EVIL.replace('/', '')}.srt").write_text("1\n", "utf-8")
    return root


def written(root: Path, file: Path) -> Path:
    assert run(["report", str(root), "-q", "-o", str(file)]) == 0
    return file


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page on the hostile series."""
    folder = tmp_path_factory.mktemp("report")
    return written(lantern(folder), folder / "report.html")


@pytest.fixture(scope="module")
def findings(report: Path, tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """The same findings as `check` tells them."""
    file = tmp_path_factory.mktemp("json") / "check.json"
    run(["check", str(report.parent / "lantern"), "--format", "json", "--output", str(file)])
    found: list[dict[str, Any]] = json.loads(file.read_text("utf-8"))["findings"]
    return found


def opened(
    browser: Browser, file: Path, *, width: int = 1440, scheme: str = "light", scripts: bool = True
) -> tuple[Page, list[str]]:
    """The page, and all that its console says or that it asks for."""
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if scheme == "dark" else "light",
        java_script_enabled=scripts,
    )
    page = context.new_page()
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text))
    page.on("pageerror", lambda error: told.append(str(error)))
    page.on("request", lambda request: told.append(request.url))
    page.on("dialog", lambda dialog: told.append(dialog.message))
    page.goto(file.as_uri())
    told.remove(file.as_uri())
    return page, told


@pytest.fixture
def page(browser: Browser, report: Path) -> Iterator[Page]:
    shown, told = opened(browser, report)
    yield shown
    assert told == []
    shown.context.close()


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with both papers on a series that was delivered."""
    folder = tmp_path_factory.mktemp("papers")
    ignored = shutil.ignore_patterns("outbox", "dist", "receipts", ".goglobal")
    root = Path(shutil.copytree(LANTERN.parent / "moonlit-bund", folder / "bund", ignore=ignored))
    assert run(["ship", str(root), "-q", "-l", "th,ar"]) == 0
    for kind in ("dissemination", "delivery-note"):
        file = folder / f"{kind}.html"
        assert run(["report", str(root), "--kind", kind, "-q", "-o", str(file)]) == 0
    return folder


def shown(page: Page) -> list[str]:
    """The indices of the findings that are shown."""
    found: list[str] = page.eval_on_selector_all(
        "section.file:not([hidden]) details:not([hidden])", "all => all.map(one => one.dataset.i)"
    )
    return found


def settled(page: Page, count: int) -> None:
    page.wait_for_function(
        "count => document.querySelectorAll("
        "'section.file:not([hidden]) details:not([hidden])').length === count",
        arg=count,
    )


@pytest.mark.parametrize(("width", "scheme"), SIZES)
def test_whole_and_quiet_at_every_width(
    browser: Browser, report: Path, width: int, scheme: str
) -> None:
    page, told = opened(browser, report, width=width, scheme=scheme)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    page.wait_for_selector(".around svg")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(20, 22, 26)"
    assert dark == (scheme == "dark")
    results = Axe().run(page)
    serious = [v for v in results.response["violations"] if v["impact"] in ("serious", "critical")]
    assert not serious, results.generate_report()
    assert told == []
    page.context.close()


def test_words_from_outside_stay_text(page: Page) -> None:
    assert page.title().endswith(EVIL.replace("\n", " "))
    assert page.locator("h1").inner_text() == EVIL
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    page.wait_for_selector(".around svg")
    assert page.locator("img").count() == 0
    assert page.locator("script").count() == 2
    assert page.locator(f".said:has-text({json.dumps(EVIL)})").count() > 0
    assert page.locator("section.file h3", has_text="ep009<script>").count() == 1


def test_every_finding_is_there(page: Page, findings: list[dict[str, Any]]) -> None:
    assert len(shown(page)) == len(findings)
    assert f"{len(findings)} of {len(findings)}" in page.locator("#shown").inner_text()


def test_filters(page: Page, findings: list[dict[str, Any]]) -> None:
    def count(**wanted: Any) -> int:
        return sum(all(f[key] == value for key, value in wanted.items()) for f in findings)

    page.uncheck("input[value=w]")
    page.uncheck("input[value=i]")
    page.uncheck("input[value=v]")
    errors = sum(f["severity"] == "error" and f["waived"] is None for f in findings)
    settled(page, errors)
    page.click("button[type=reset]")
    settled(page, len(findings))
    page.select_option("select[name=c]", "TRN009")
    settled(page, count(code="TRN009"))
    page.select_option("select[name=c]", "")
    page.select_option("select[name=l]", "th")
    settled(page, count(language="th"))
    page.select_option("select[name=t]", "film")
    settled(page, sum(f["language"] == "th" and f["target"] in (None, "film") for f in findings))
    page.click("button[type=reset]")
    page.fill("input[name=q]", "no such words anywhere")
    settled(page, 0)
    assert page.locator("#none").is_visible()
    page.fill("input[name=q]", "TIM001")
    settled(page, count(code="TIM001"))
    page.fill("input[name=q]", "")
    page.fill("input[name=e]", "2")
    settled(page, count(episode=2))


def test_the_matrix_by_mouse(page: Page, findings: list[dict[str, Any]]) -> None:
    grid = page.locator("table.matrix[data-t=demo]")
    heads = grid.locator("thead th").all_inner_texts()
    row = grid.locator("tbody tr", has=page.locator("th[data-e='2']"))
    cell = row.locator("td").nth(heads.index("en"))
    here = [f for f in findings if f["language"] == "en" and f["episode"] == 2]
    here = [f for f in here if f["target"] in (None, "demo")]
    assert cell.inner_text() == f"✗{sum(f['severity'] == 'error' for f in here)}"
    cell.click()
    settled(page, len(here))
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
    rows = grid.locator("tbody tr:visible").count()
    page.check("#only")
    assert grid.locator("tbody tr:visible").count() <= rows
    assert grid.locator("tbody tr.quiet:visible").count() == 0


def test_by_keyboard_alone(page: Page) -> None:
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.locator("table.matrix[data-t=demo] td[tabindex='0']").focus()
    for key in ("ArrowDown", "ArrowRight", "ArrowRight", "End", "Home", "ArrowRight", "ArrowUp"):
        page.keyboard.press(key)
    label = page.evaluate("document.activeElement.getAttribute('aria-label')")
    assert label.startswith("zh-Hans, Texts: ")
    page.keyboard.press("ArrowDown")
    label = page.evaluate("document.activeElement.getAttribute('aria-label')")
    assert label == "zh-Hans, 1: 1 errors, held back"
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.tagName === 'SUMMARY'")
    page.keyboard.press("Enter")
    page.wait_for_selector("details[open] .around .here")
    assert "TIM002" in page.evaluate("document.activeElement.textContent")


def test_drilling_down(page: Page) -> None:
    one = page.locator("details[data-c=SUB011]").first
    one.locator("summary").click()
    around = one.locator(".around")
    assert around.locator(".here .said").inner_text() == "<i>3 years. I've come back."
    assert around.locator(".near").count() == 2
    assert around.locator(".source .said").inner_text() == "三年了 我回来了"
    assert around.locator(".mend .said").inner_text().endswith("</i>")
    picture = around.locator("svg")
    assert "3 years. I've come back." in (picture.get_attribute("aria-label") or "")
    assert picture.locator(".zone-f").count() == 3
    # the line is as wide as it was measured, whatever fonts are here
    told = re.search(r"(\d+) of \d+ px", around.locator("figcaption").inner_text())
    assert told is not None
    length = picture.locator(".words-f").evaluate("one => one.getComputedTextLength()")
    assert abs(length - int(told[1])) <= 2


def test_without_scripts_the_result_stands_there(
    browser: Browser, report: Path, findings: list[dict[str, Any]]
) -> None:
    page, told = opened(browser, report, scripts=False)
    assert "Nothing can be delivered" in page.locator("#targets").inner_text()
    assert page.locator("table.matrix").count() == 3
    assert page.locator("section.file details").count() == len(findings)
    assert not page.locator("#filters").is_visible()
    one = page.locator("details[data-c=TIM001]").first
    one.locator("summary").click()
    assert one.locator("p").first.is_visible()
    assert told == []
    page.context.close()


def test_on_paper(page: Page) -> None:
    page.emulate_media(media="print")
    assert not page.locator("#filters").is_visible()
    assert page.locator("table.matrix").first.is_visible()
    assert len(page.pdf()) > 20_000


def test_in_chinese(
    browser: Browser, report: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANGUAGE", "zh_CN")
    file = written(report.parent / "lantern", tmp_path / "zh.html")
    page, told = opened(browser, file, width=400)
    assert page.locator("html").get_attribute("lang") == "zh-Hans"
    assert page.locator("#targets h2").inner_text() == "能交付吗？"
    english = page.locator("nav, h2, .legend, .controls, #filters legend, thead, dt")
    left = [t for t in english.all_inner_texts() if re.search(r"[A-Za-z]{3,}", t)]
    known = {"demo", "partner", "film", "Hans", "Hant"}
    assert [t for t in left if set(re.findall(r"[A-Za-z]{3,}", t)) - known] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 400
    assert told == []
    page.context.close()


@pytest.mark.parametrize("kind", ["dissemination", "delivery-note"])
@pytest.mark.parametrize(("width", "scheme"), SIZES)
def test_papers(browser: Browser, shipped: Path, kind: str, width: int, scheme: str) -> None:
    file = shipped / f"{kind}.html"
    page, told = opened(browser, file, width=width, scheme=scheme)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    results = Axe().run(page)
    serious = [v for v in results.response["violations"] if v["impact"] in ("serious", "critical")]
    assert not serious, results.generate_report()
    assert told == []
    page.context.close()


def test_right_to_left_text(browser: Browser, tmp_path: Path) -> None:
    root = tmp_path / "bund"
    ignored = shutil.ignore_patterns("outbox", "dist", "receipts", ".goglobal")
    shutil.copytree(LANTERN.parent / "moonlit-bund", root, ignore=ignored)
    track = root / "subtitles" / "ar" / "ep001.srt"
    text = track.read_text("utf-8").split("\n")
    text[2] = "[TODO] " + text[2]  # what TXT015 finds
    track.write_text("\n".join(text), "utf-8")
    page, told = opened(browser, written(root, tmp_path / "ar.html"))
    one = page.locator("details[data-c=TXT015]").first
    one.locator("summary").click()
    said = one.locator(".here .said")
    assert said.get_attribute("lang") == "ar"
    assert said.evaluate("one => getComputedStyle(one).unicodeBidi") == "plaintext"
    assert told == []
    page.context.close()
