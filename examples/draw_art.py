"""Draw the key art of the example series: the moon over the Bund, without any text.

`python examples/draw_art.py [FOLDER]` writes cover.jpg, banner.jpg and poster.jpg, by default into
the example's `artwork`. It needs Pillow alone; the same Pillow draws the same pictures every time.
"""

import math
import random
import sys
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageOps

Colour = tuple[int, int, int]
Pair = tuple[float, float]
Half = tuple[Pair, ...]  # an outline's right half, from its top to its foot

SIZES = {"cover": (1080, 1920, 0.58), "banner": (1920, 1080, 0.6), "poster": (1200, 1800, 0.57)}
FRONTS: tuple[Half, ...] = (  # old stone fronts: a pyramid, a dome, steps, a clock tower
    ((1, 246), (1, 226), (4, 220), (29, 152), (38, 152)),
    ((0, 116), (40, 116), (40, 104), (46, 104)),
    ((1, 182), (2, 164), (12, 158), (20, 148), (25, 130), (28, 116), (28, 96), (62, 96)),
    ((0, 158), (15, 158), (15, 142), (31, 142), (31, 124), (44, 124)),
    ((1, 262), (1, 240), (13, 216), (13, 198), (19, 198), (19, 112), (46, 112)),
)
PEARLS: Half = ((0.7, 350), (2, 275), (4, 270), (4, 190), (13, 180), (20, 0))
TWIST: Half = ((5, 378), (13, 352), (17, 270), (25, 130), (34, 0))
MAN: Half = (
    (0, 0.875), (0.026, 0.875), (0.03, 0.85), (0.1, 0.82), (0.118, 0.795), (0.14, 0.615),
    (0.113, 0.48), (0.122, 0.23), (0.072, 0.225), (0.064, 0), (0.022, 0), (0.014, 0.225), (0, 0.28),
)  # fmt: skip
WOMAN: Half = (
    (0, 0.82), (0.018, 0.82), (0.022, 0.79), (0.066, 0.775), (0.086, 0.75), (0.102, 0.58),
    (0.084, 0.5), (0.074, 0.51), (0.08, 0.6), (0.066, 0.68), (0.044, 0.61), (0.07, 0.52),
    (0.076, 0.45), (0.06, 0.26), (0.066, 0.05), (0.036, 0.05), (0.034, 0), (0, 0),
)  # fmt: skip


def ramp(size: tuple[int, int], top: Colour, mid: Colour, end: Colour, at: int) -> Image.Image:
    """A vertical gradient through three colours, the middle one at `at` of 255."""
    return ImageOps.colorize(Image.linear_gradient("L").resize(size), top, end, mid, midpoint=at)


def mirrored(half: Half, x: float, size: float, foot: float) -> list[Pair]:
    right = [(x + dx * size, foot - dy * size) for dx, dy in half]
    return right + [(2 * x - px, py) for px, py in reversed(right)]


def oval(pen: ImageDraw.ImageDraw, x: float, y: float, size: Pair, fill: int = 255) -> None:
    pen.ellipse((x - size[0], y - size[1], x + size[0], y + size[1]), fill=fill)


class Picture:
    """One picture while it is drawn; `u` is about a thousandth of its size."""

    def __init__(self, width: int, height: int, horizon: float) -> None:
        self.w, self.h, self.base = width, height, round(height * horizon)
        self.u = math.sqrt(width * height) / 1000
        self.moon = (width * 0.62, height * 0.12 + 78 * self.u, 88 * self.u)
        self.rng = random.Random(1208)  # noqa: S311  a drawing, not a secret
        self.image = Image.new("RGB", (width, height))
        self.image.paste(ramp((width, self.base), (6, 9, 34), (58, 44, 108), (226, 138, 118), 165))

    def mask(self) -> tuple[Image.Image, ImageDraw.ImageDraw]:
        mask = Image.new("L", (self.w, self.h))
        return mask, ImageDraw.Draw(mask)

    def paint(self, mask: Image.Image, colour: Colour, blur: float = 0) -> None:
        self.image.paste(colour, (0, 0), mask.filter(ImageFilter.GaussianBlur(blur * self.u)))

    def glow(self, mask: Image.Image, colour: Colour, *lights: Pair) -> None:
        """Light of one colour, each time blurred, weighed and added to what is there."""
        for blur, strength in lights:
            soft = mask.filter(ImageFilter.GaussianBlur(blur * self.u))
            soft = soft.point([min(255, round(v * strength)) for v in range(256)])
            self.image = ImageChops.screen(self.image, ImageOps.colorize(soft, (0, 0, 0), colour))

    def sky(self) -> None:
        """Stars, the moon with its seas, and thin clouds."""
        (stars, dots), (disc, pen), (seas, grey), (clouds, veil) = (self.mask() for _ in range(4))
        u, gauss, uniform, (x, y, r) = self.u, self.rng.gauss, self.rng.uniform, self.moon
        for i in range(240):
            star = ((0.4 + i % 7 / 11) * u,) * 2
            oval(dots, uniform(0, self.w), uniform(0, 1) ** 1.6 * self.base, star, 160)
        oval(pen, x, y, (r, r))
        for _ in range(46):
            size = (r * uniform(0.04, 0.17),) * 2
            oval(grey, x + gauss(-0.16, 0.36) * r, y + gauss(-0.1, 0.38) * r, size, 84)
        for i in range(112):
            wide, dx, dy = uniform(50, 180) * u, gauss(0, 120) * u, gauss(0, 6) * u
            cx, cy = self.w * (i // 14 * 0.37 % 1), self.base * (0.3 + i // 14 * 0.075)
            oval(veil, cx + dx, cy + dy, (wide, wide / 25), 60)
        self.glow(stars, (205, 216, 255), (0.3, 1))
        self.glow(disc, (240, 190, 160), (150, 0.85), (60, 0.5), (18, 0.45))
        self.paint(disc, (255, 243, 216))
        seas = ImageChops.multiply(seas.filter(ImageFilter.GaussianBlur(r * 0.035)), disc)
        self.paint(seas, (168, 142, 148))
        self.paint(clouds, (160, 110, 142), 6)

    def towers(self) -> None:
        """The high towers across the river, in the haze."""
        (shape, pen), (lights, lit), (neon, pink) = self.mask(), self.mask(), self.mask()
        u, base, x, rng = self.u, self.base, self.w * 0.5, self.rng
        while x < self.w:
            w, h = rng.uniform(18, 44) * u, rng.uniform(60, 200) * u
            pen.rectangle((x, base - h, x + w, base), fill=255)
            for _ in range(int(w * h / (u * u) / 60)):
                px, py = x + rng.randrange(1, 12) * w / 12, base - rng.randrange(2, 40) * h / 41
                lit.rectangle((px, py, px + 1.6 * u, py + 1.4 * u), fill=rng.randrange(60, 220))
            x += w * rng.uniform(0.75, 1)
        pen.polygon(mirrored(TWIST, self.w * 0.9, u, base), fill=255)
        for i in range(12, 264):  # three strings of lamps that turn as they rise
            dx = math.sin(i / 92 + i % 3 * 1.5 - 0.9) * (31 - i / 15.3) * u
            oval(lit, self.w * 0.9 + dx, base - i * 1.35 * u, (1.1 * u, 0.9 * u), 210)
        pen.polygon(mirrored(PEARLS, x := self.w * 0.71, u, base), fill=255)
        for y, r in ((80, 29), (196, 21), (256, 9)):
            oval(pen, x, base - y * u, (r * u, r * u))
            for k in (-0.8, -0.45, 0, 0.45, 0.8):
                side, py = r * math.sqrt(1 - k * k) * u, base - (y + k * r) * u
                pink.line((x - side, py, x + side, py), fill=220, width=round(1.3 * u))
        self.paint(shape, (46, 37, 88))
        self.glow(lights, (255, 216, 176), (0.4, 1.1))
        self.glow(neon, (255, 88, 150), (0.6, 1.2), (10, 2.2))

    def bund(self) -> None:
        """The old stone fronts along the embankment, lit from below."""
        (stone, pen), (lights, lit), (dark, holes) = self.mask(), self.mask(), self.mask()
        u, base, x, k = self.u, self.base, -20 * self.u, 0
        while x < self.w * 0.55:
            half = FRONTS[k % len(FRONTS)]
            w, h, k = half[-1][0] * u, half[-1][1] * u, k + 1
            pen.polygon(mirrored((*half, (w / u, 0)), x + w, u, base), fill=255)
            bays, floors = round(w / u / 5.2), round(h / u / 15)
            for n in range(bays * floors):
                px = x + (n % bays + 0.5) * 2 * w / bays
                py = base - h + (n // bays + 0.4) * h / floors
                window = lit if self.rng.random() < 0.35 else holes
                window.rectangle((px - 2 * u, py, px + 2 * u, py + 8 * u), fill=200)
            if half[0][1] > 250:
                oval(lit, x + w, base - 179 * u, (11 * u, 11 * u))
            x += 2 * w + u * self.rng.choice((0, 2, 5))
        warm = ramp((self.w, base), (52, 38, 62), (90, 58, 64), (240, 166, 92), 220)
        self.image.paste(warm, mask=stone.crop((0, 0, self.w, base)))
        self.paint(dark, (58, 36, 46))
        self.glow(ImageChops.multiply(lights, stone), (255, 204, 128), (0.4, 1.0), (9, 0.9))

    def water(self) -> None:
        u, depth, pad, rng = self.u, self.h - self.base, round(20 * self.u), self.rng
        wide, swell, waves = self.w + 2 * pad, 0.0, Image.new("RGB", (self.w, depth))
        flipped = ImageOps.flip(self.image.crop((0, 0, self.w, self.base)))
        flipped = flipped.resize((wide, self.base)).filter(ImageFilter.BoxBlur((1.5 * u, 5 * u)))
        for y in range(depth):
            swell = 0.93 * swell + rng.gauss(0, 1.1 * u * (0.35 + y / depth))
            shift = swell + (0.6 + 6 * y / depth) * u * math.sin(y / u / (2.2 + 4 * y / depth))
            waves.paste(flipped.crop((0, y, wide, y + 1)), (round(shift) - pad, y))
        river = ramp((self.w, depth), (98, 66, 104), (30, 30, 74), (6, 9, 30), 70)
        fade = ImageOps.invert(Image.linear_gradient("L")).resize((self.w, depth))
        self.image.paste(Image.composite(waves, river, fade), (0, self.base))
        glitter, pen = self.mask()
        for _ in range(1300):  # flecks: small and close far away, wide near by
            t, x = rng.random() ** 1.3, rng.gauss(0, 84 * u)
            x, y = self.moon[0] + x * (0.25 + t), self.base + 5 * u + t * depth
            size = (rng.uniform(3, 9 + 34 * t) * u, (0.4 + 1.5 * t) * u)
            oval(pen, x, y, size, rng.randrange(40, 255))
        self.glow(glitter, (255, 232, 200), (0.6, 0.85), (12, 0.6))

    def couple(self) -> None:
        """The two on the promenade, with its railing, dark against the water."""
        (people, pen), (rail, bar) = self.mask(), self.mask()
        u, foot, size = self.u, self.h - 46 * self.u, 330 * self.u
        for half, dx, lean, head in ((MAN, -0.1, 0.008, 0.047), (WOMAN, 0.105, -0.02, 0.043)):
            cx, hy = self.w * 0.42 + dx * size, foot - (half[0][1] + 0.052) * size
            pen.polygon(mirrored(half, cx, size, foot), fill=255)
            oval(pen, cx + lean * size, hy, (head * size, 0.064 * size))
        oval(pen, cx - 0.008 * size, hy - 0.055 * size, (0.03 * size, 0.028 * size))
        people = people.filter(ImageFilter.GaussianBlur(2 * u)).point(lambda v: 255 * (v > 127))
        for y, thick in ((118, 6), (100, 2), (20, 3), (6, 400)):
            bar.rectangle((0, foot - y * u, self.w, foot - (y - thick) * u), fill=255)
        for i in range(int(self.w / u / 11) + 1):
            r, top = (5, 132) if i % 12 == 5 else (1, 118)
            bar.rectangle(((i * 11 - r) * u, foot - top * u, (i * 11 + r) * u, foot), fill=255)
        self.paint(ImageChops.lighter(rail, people), (7, 8, 22))
        edge = ImageChops.subtract(people, ImageChops.offset(people, round(-2 * u), round(2 * u)))
        self.glow(edge, (214, 190, 210), (0.5, 0.6))


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, (width, height, horizon) in SIZES.items():
        picture = Picture(width * 2, height * 2, horizon)  # drawn twice as large, then reduced
        for draw in (picture.sky, picture.towers, picture.bund, picture.water, picture.couple):
            draw()
        small = picture.image.resize((width, height), Image.Resampling.LANCZOS)
        small.save(folder / f"{name}.jpg", quality=88, optimize=True, progressive=True)


if __name__ == "__main__":
    here = Path(__file__).parent / "moonlit-bund" / "artwork"
    main(Path(sys.argv[1]) if sys.argv[1:] else here)
