"""Does a line fit the frame: the bound first, beside always shaping, Pillow and adding up advances.

Unique lines in 15 languages, made of the words of the tests' dialogue; one in ten within 5 per cent
of the safe width. Nothing is remembered from one line to the next but fonts and tables, and each
way begins without those: every font is opened anew for it, and what it learns of characters is its
own. Each is run three times, in turn; the best counts, as a machine's other work only adds.
"""

from __future__ import annotations

import gc
import random
import time
from collections.abc import Callable, Iterator
from math import inf
from statistics import median

from timing import ROOT

from goglobal.fit.advances import bounds_of
from goglobal.fit.fonts import chain_of, packaged
from goglobal.fit.rulers import Ruler, ruler_of
from goglobal.fit.scripts import script_of
from goglobal.fit.typefaces import Typeface
from goglobal.preview.installed import font_file

LINES = ROOT / "tests" / "browser" / "lines"
LANGUAGES = (
    *("en", "es-419", "pt-BR", "fr", "de", "id", "vi", "th"),
    *("hi", "ar", "ja", "ko", "zh-Hans", "ru", "tr"),
)
UNSPACED = frozenset({"th", "ja", "zh-Hans"})
LANDSCAPE = {"th": 35, "ko": 16, "zh-Hans": 16, "ja": 13}
"""Characters a line in Netflix's guides for landscape (partnerhelp articles 215758617, 220448308,
216001127, 215986007, 215767517); 42 in all others."""
FACE = Typeface(size=56)
LIMIT = 826.0
"""px: the safe width of vertical-app."""
TIMES = 3
EACH = 3000
"""Lines of each language: what a series of 80 episodes has."""

Made = dict[str, list[str]]


def main() -> None:
    """All figures."""
    made = {tag: list(_lines(tag)) for tag in LANGUAGES}
    total = sum(map(len, made.values()))
    times = [_each_way(made) for _ in range(TIMES)]
    loading, first, again, always, raqm = (min(ways) for ways in zip(*times, strict=True))
    rulers = _opened(made)
    print(f"Frame: {total:,} unique lines in {len(made)} languages, CPU µs a line")
    rows = [("bound first", first), ("the same lines again", again), ("always shaping", always)]
    if raqm < inf:
        rows.append(("Pillow with raqm", raqm))
    for name, seconds in rows:
        told = "" if name == "always shaping" else f"   {seconds / always:5.2f} of always shaping"
        print(f"  {name:22s} {seconds / total * 1e6:6.2f}{told}")
    if raqm == inf:
        print("  Pillow with raqm       left out: it needs raqm and the full Noto fonts")
    print(f"  opening the fonts, once: {loading * 1e3:.0f} ms")
    _shares(made, rulers)
    _verdicts(made, rulers)


def _lines(tag: str) -> Iterator[str]:
    """Lines of a language that fit, do not fit, or nearly do; always the same ones."""
    choice = random.Random(tag)
    text = (LINES / f"{tag}.txt").read_text(encoding="utf-8").splitlines()
    if tag in UNSPACED:
        pieces = [line[at : at + 3] for line in text for at in range(0, len(line), 3)]
    else:
        pieces = [f"{word} " for line in text for word in line.split()]
    ruler = Ruler(tag, FACE)
    seen: set[str] = set()
    count = 0
    while count < EACH:
        kind = choice.random()
        if kind < 0.1:
            low, high = 0.95, 1.05
        elif kind < 0.98:
            low, high = 0.25, 0.9
        else:
            low, high = 1.1, 1.6
        goal = LIMIT * choice.uniform(low, high)
        line = ""
        while True:
            longer = line + choice.choice(pieces)
            if ruler.width(longer.strip()) > goal:
                break
            line = longer
        line = line.strip()
        width = ruler.width(line) / LIMIT
        if kind < 0.1 and not low <= width <= high:
            line = (line + choice.choice(pieces)).strip()
            width = ruler.width(line) / LIMIT
            if not low <= width <= high:
                continue
        if kind >= 0.1 and 0.95 <= width <= 1.05:
            continue
        if line and line not in seen:
            seen.add(line)
            count += 1
            yield line


def _opened(made: Made) -> dict[str, Ruler]:
    """Rulers that have seen no line, with their fonts open."""
    for known in (ruler_of, bounds_of, chain_of, packaged, script_of):
        known.cache_clear()
    rulers = {tag: ruler_of(tag, FACE) for tag in made}
    for ruler in rulers.values():
        for font in ruler.chain.fonts:
            font.face  # noqa: B018 - it is opened now
    return rulers


def _cpu(work: Callable[[], object]) -> float:
    """Seconds, without the collector of garbage, as `timeit` has it: its turn comes by chance."""
    gc.collect()
    gc.disable()
    try:
        start = time.process_time()
        work()
        return time.process_time() - start
    finally:
        gc.enable()


def _each_way(made: Made) -> tuple[float, ...]:
    """CPU seconds: opening fonts, the bound first, the same once more, always shaping, Pillow."""
    loading = _cpu(lambda: _opened(made))
    rulers, others = _opened(made), _opened(made)
    first = _cpu(lambda: _bound_first(rulers, made))
    again = _cpu(lambda: _bound_first(rulers, made))
    always = _cpu(lambda: _always(others, made))
    return loading, first, again, always, _raqm(made)


def _bound_first(rulers: dict[str, Ruler], made: Made) -> object:
    return [rulers[tag].wider(lines, LIMIT) for tag, lines in made.items()]


def _always(rulers: dict[str, Ruler], made: Made) -> object:
    """What `width` remembers is left out."""
    return [[rulers[tag]._width(line) > LIMIT for line in lines] for tag, lines in made.items()]


def _raqm(made: Made) -> float:
    """CPU of Pillow's width of the same lines, in the one font that has most of the language.
    Infinite where it cannot be asked."""
    from PIL import ImageFont, features

    if not features.check("raqm"):
        return inf
    fonts = {}
    for tag in made:
        file = font_file(chain_of(tag).local[-1 if tag not in {"ja", "ko", "zh-Hans"} else 0])
        if file is None:
            return inf
        fonts[tag] = ImageFont.truetype(
            file.path, 56, index=file.index, layout_engine=ImageFont.Layout.RAQM
        )
    return _cpu(
        lambda: [
            [fonts[tag].getlength(line, language=tag) > LIMIT for line in lines]
            for tag, lines in made.items()
        ]
    )


def _shares(made: Made, rulers: dict[str, Ruler]) -> None:
    shaped = {
        tag: sum(rulers[tag].bound(line) > LIMIT for line in lines) for tag, lines in made.items()
    }
    told = ", ".join(f"{tag} {100 * n / len(made[tag]):.0f} %" for tag, n in shaped.items())
    every = 100 * sum(shaped.values()) / sum(map(len, made.values()))
    print(f"  lines that are shaped: {every:.1f} % ({told})")


def _verdicts(made: Made, rulers: dict[str, Ruler]) -> None:
    """How often a limit in characters is wrong about the lines near the safe width."""
    wrong, best, total = 0, 0, 0
    limits = {}
    for tag, lines in made.items():
        near = [
            (len(line), width > LIMIT)
            for line in lines
            if 0.95 <= (width := rulers[tag].width(line)) / LIMIT <= 1.05
        ]
        total += len(near)
        limit = LANDSCAPE.get(tag, 42)
        wrong += sum((count > limit) != wide for count, wide in near)
        errors = {
            limit: sum((count > limit) != wide for count, wide in near) for limit in range(5, 80)
        }
        limits[tag] = min(errors, key=lambda limit: (errors[limit], -limit))
        best += errors[limits[tag]]
    print(f"  wrong verdicts on {total} lines within 5 % of the safe width:")
    print(f"    landscape limits in characters    {100 * wrong / total:5.1f} %")
    print(f"    the best limit of each language   {100 * best / total:5.1f} %")
    print(f"    (best limits: {', '.join(f'{tag} {n}' for tag, n in limits.items())})")
    print(f"    shaped, by definition               0.0 %; median bound over width: {_tight(made)}")


def _tight(made: Made) -> str:
    ratios = [
        ruler_of(tag, FACE).bound(line) / ruler_of(tag, FACE).width(line)
        for tag, lines in made.items()
        for line in lines[:100]
    ]
    return f"{median(ratios):.3f}"


if __name__ == "__main__":
    main()
