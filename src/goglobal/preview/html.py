"""Frames as one page that needs nothing from anywhere else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby

from goglobal import languages
from goglobal.locale_names import interface_language
from goglobal.messages import gettext
from goglobal.preview import captions, svg
from goglobal.preview.scenes import Scene

_STYLE = """
:root{color-scheme:light dark;--ink:#1a1a1a;--soft:#595959;--ground:#fff;--card:#f4f5f7;
--bad:#b3261e;--good:#1b6e3c}
@media(prefers-color-scheme:dark){:root{--ink:#ececec;--soft:#a8a8a8;--ground:#151719;
--card:#202428;--bad:#ff8a80;--good:#7ed69a}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:1440px;padding:24px 20px 48px;background:var(--ground);
color:var(--ink);font:15px/1.5 "Noto Sans",system-ui,"PingFang SC","Microsoft YaHei",sans-serif}
h1{font-size:22px;margin:0 0 4px}h2{font-size:17px;margin:28px 0 8px}
p{margin:2px 0;color:var(--soft)}
.row{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(340px,100%),1fr));gap:14px}
.one{max-width:420px;margin-top:16px}
figure{margin:0;background:var(--card);border-radius:8px;overflow:hidden}
svg{display:block;width:100%;height:auto}
figcaption{padding:8px 12px 10px}
.said{font-size:15px;overflow-wrap:anywhere;white-space:pre-line}
.told{font-size:13px;color:var(--soft)}
.bad{color:var(--bad);font-weight:600}.good{color:var(--good);font-weight:600}
.safe{fill:none;stroke:#7ee2a8;stroke-width:3;stroke-dasharray:14 10;opacity:.8}
.zone{fill:#ff5252;fill-opacity:.16;stroke:#ff8a80;stroke-opacity:.5;stroke-width:2}
.hit{fill-opacity:.42}
.label{fill:#ffd5d0;font-size:34px;text-anchor:middle;font-family:"Noto Sans",system-ui,sans-serif}
.words{fill:#fff;stroke:#000;paint-order:stroke;stroke-linejoin:round}
.wide{fill:#ff9d94}
@media print{body{max-width:none}figure{break-inside:avoid}}
"""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def sheet(scenes: Sequence[Scene], *, note: str = "") -> str:
    """A page with the strips of all scenes, by language."""
    return _page(scenes, _rows(scenes), note)


def single(scene: Scene, *, note: str = "") -> str:
    """A page with one whole frame."""
    return _page([scene], ['<div class="one">', _figure(scene, 0, whole=True), "</div>"], note)


def _page(scenes: Sequence[Scene], body: Iterator[str] | list[str], note: str) -> str:
    title = gettext("Subtitles on the frame")
    tag = interface_language().replace("_", "-")
    names = dict.fromkeys(scene.title for scene in scenes if scene.title)
    head = " · ".join([*names]) or title
    lines = [
        f'<!doctype html><html lang="{escape(tag)}"><head><meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        '<meta name="viewport" content="width=device-width,initial-scale=1">',
        f"<title>{escape(title)}: {escape(head)}</title><style>{_STYLE}</style></head><body>",
        f"<h1>{escape(head)}</h1>",
    ]
    for fit in dict.fromkeys(scene.fit for scene in scenes):
        lines.append(f"<p>{escape(captions.frame(fit))}</p>")
        if fit.source:
            source = gettext("Source: {source}").format(source=fit.source)
            lines.append(f"<p>{escape(source)}</p>")
    if note:
        lines.append(f"<p>{escape(note)}</p>")
    return "".join([*lines, *body, "</body></html>\n"])


def _rows(scenes: Sequence[Scene]) -> Iterator[str]:
    number = 0
    for (_, language), some in groupby(scenes, lambda scene: (scene.series, scene.language)):
        yield f'<h2>{escape(captions.heading(language))}</h2><div class="row">'
        for scene in some:
            yield _figure(scene, number, whole=False)
            number += 1
        yield "</div>"


def _figure(scene: Scene, number: int, *, whole: bool) -> str:
    picture = svg.frame(scene, number=number) if whole else svg.strip(scene, number=number)
    said = escape("\n".join(captions.shortened(line.text) for line in scene.lines))
    kind = "good" if scene.fits else "bad"
    mark = "✓" if scene.fits else "✗"
    direction = languages.direction(scene.language)
    return (
        f"<figure>{picture}<figcaption>"
        f'<div class="said" lang="{escape(scene.language)}" dir="{direction}">{said}</div>'
        f'<div class="told">{escape(captions.place(scene))}</div>'
        f'<div class="told">{escape(captions.measured(scene))} · '
        f'<span class="{kind}">{mark} {escape(captions.verdict(scene))}</span></div>'
        f"</figcaption></figure>"
    )
