"""Previews as they are looked at: drawn with the full fonts, and opened in Chromium."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page

from goglobal.cli.running import run
from goglobal.preview.outlines import shape_of
from goglobal.preview.scenes import ruler_for
from goglobal.profiles.schema import Fit

EXAMPLE = Path(__file__).parents[2] / "examples" / "moonlit-bund"
LANGUAGES = ("th", "ar", "ja", "vi", "ko", "zh-Hans")
SIZES = [(1440, "light"), (1024, "dark"), (400, "light")]


@pytest.fixture(scope="module")
def sheet(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page with the worst lines of the example."""
    file = tmp_path_factory.mktemp("preview") / "sheet.html"
    assert run(["preview", str(EXAMPLE), "-q", "-o", str(file)]) == 0
    return file


@pytest.mark.full_fonts
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_picture_has_its_text_within_the_safe_area(language: str, tmp_path: Path) -> None:
    file = tmp_path / "frame.png"
    call = ["preview", str(EXAMPLE), "-q", "--episode", "3", "-l", language, "-o", str(file)]
    assert run(call) == 0
    picture = Image.open(file).convert("L").crop((0, 300, 1080, 1430))
    bright = picture.point([255 * (level > 235) for level in range(256)]).getbbox()
    assert bright is not None
    # white ink, no farther to the sides than the dashes of the safe area
    assert 88 <= bright[0] < bright[2] <= 920


@pytest.mark.full_fonts
def test_the_same_call_gives_the_same_picture(tmp_path: Path) -> None:
    files = [tmp_path / "a.png", tmp_path / "b.png"]
    for file in files:
        assert run(["preview", str(EXAMPLE), "-q", "-l", "ar", "-o", str(file)]) == 0
    assert files[0].read_bytes() == files[1].read_bytes()


@pytest.mark.browser
@pytest.mark.full_fonts
@pytest.mark.parametrize(("width", "scheme"), SIZES)
def test_a_page_is_whole_at_every_width(
    browser: Browser, sheet: Path, width: int, scheme: str
) -> None:
    page, told = opened(browser, sheet, width, scheme)
    assert told == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator("svg[role=img]").count() == 30
    # the letters are drawn, not left to the reader's fonts
    assert page.locator("svg .words use").count() > 300
    labels = page.locator("svg[role=img]").evaluate_all(
        "all => all.map(one => one.getAttribute('aria-label'))"
    )
    assert all(label.endswith("fits") for label in labels)
    page.close()


def opened(browser: Browser, file: Path, width: int, scheme: str) -> tuple[Page, list[str]]:
    """The page, and what its console says."""
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text))
    page.on("pageerror", lambda error: told.append(str(error)))
    page.on("request", lambda request: told.append(request.url))
    page.goto(file.as_uri())
    return page, [text for text in told if text != file.as_uri()]


@pytest.mark.full_fonts
@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("he", "שלום לכולם 5"),
        ("th", "คุณสัญญาแล้วว่าจะไม่กลับมา"),
        ("hi", "तुमने वादा किया था"),
        ("ar", "من قال لك إنني الوريثة؟"),
        ("en", "AV To be, 100%"),
    ],
)
def test_spaced_text_is_as_wide_as_it_was_measured(language: str, line: str) -> None:
    """The last letter that is drawn ends where the measure says, and each stands in its order."""
    fit = Fit(letter_spacing=6)
    run = max(ruler_for(fit, language).runs(line), key=lambda run: len(run.text))
    shape = shape_of(run, language, fit.letter_spacing / fit.size)
    assert shape is not None
    assert "".join(cluster.text for cluster in shape.clusters) == run.text
    places = [cluster.x for cluster in shape.clusters]
    assert places == sorted(places, reverse=run.right_to_left)
    assert len(places) > 1
    assert max(places) * fit.size < run.width
