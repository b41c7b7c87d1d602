"""Bytes to text: byte order mark, strict UTF-8, the language's code pages, detection last.

Whatever comes in, text comes out, and every step away from plain UTF-8 is a finding.
"""

from __future__ import annotations

import codecs
import re

import msgspec

from goglobal.findings import Finding
from goglobal.messages import N_
from goglobal.subtitles import codepages
from goglobal.subtitles.deviations import finding
from goglobal.subtitles.mojibake import Hints, hints_of

_MARKS = (
    (codecs.BOM_UTF8, "utf_8"),
    (codecs.BOM_UTF32_LE, "utf_32_le"),
    (codecs.BOM_UTF32_BE, "utf_32_be"),
    (codecs.BOM_UTF16_LE, "utf_16_le"),
    (codecs.BOM_UTF16_BE, "utf_16_be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_SAMPLE = 200_000
"""Bytes that detection looks at: enough for any subtitle file, and bounded for any other."""

_REPAIRED = 0.02
"""Share of characters that may be damaged before another encoding is tried."""

_QUOTES = re.compile(r"[\x00-\x7f“”‘’…—]*+")
_ASK_AGAIN = N_("ask for the file again: what these bytes said cannot be told any more")


class Decoded(msgspec.Struct, frozen=True, kw_only=True):
    """The text of a file, without its byte order mark, and how it was come by."""

    text: str
    encoding: str
    """What people call it: `UTF-8`, `GB18030`, `Shift_JIS`, `cp1252`."""
    bom: bool = False
    """Whether the file began with a byte order mark."""
    legacy: bool = False
    """Whether it was anything but UTF-8."""
    findings: tuple[Finding, ...] = ()
    """SUB001, SUB002, SUB003, SUB009."""
    hints: Hints = Hints()
    """Where to look for mojibake."""
    even: bool = False
    """Whether there is no NUL and no carriage return in it; False: nobody looked."""


def decode(data: bytes, *, language: str | None = None) -> Decoded:
    """Decode a subtitle file; `language` (BCP 47) tells which code pages are likely.

    Never raises because of content. Bytes that no encoding explains stand as U+FFFD in the text
    and are reported (SUB001).
    """
    if data[:1] in b"\xef\xff\xfe\x00\x84":
        for mark, encoding in _MARKS:
            if data.startswith(mark):
                return _marked(data[len(mark) :], encoding, language)
    if b"\0" in data:
        wide = _wide_encoding(data)
        if wide:
            return _legacy(data, wide, bom=False)
    if b"\x1b" in data and b"\x1b$" in data:
        for encoding in ("iso2022_jp_2", "iso2022_kr"):
            text = _strict(data, encoding)
            if text and not text.isascii():
                return _legacy(data, encoding, bom=False)
    try:
        return Decoded(
            text=data.decode("utf-8"),
            encoding="UTF-8",
            hints=hints_of(data),
            even=b"\r" not in data and b"\0" not in data,
        )
    except UnicodeDecodeError as error:
        return _not_utf8(data, error, language)


def decode_text(text: str) -> Decoded:
    """Text that was decoded before: the byte order mark and lone surrogates are still ours."""
    try:
        raw = text.encode()
    except UnicodeEncodeError:
        return _half_characters(text)
    if text[:1] != "\ufeff":
        return Decoded(
            text=text,
            encoding="UTF-8",
            hints=hints_of(raw),
            even=b"\r" not in raw and b"\0" not in raw,
        )
    return Decoded(
        text=text.lstrip("\ufeff"), encoding="UTF-8", bom=True, findings=(_mark_finding("UTF-8"),)
    )


def _half_characters(text: str) -> Decoded:
    """Text with lone surrogates: each becomes U+FFFD (SUB001)."""
    whole, count = re.subn("[\ud800-\udfff]", "\ufffd", text)
    decoded = decode_text(whole)
    first = decoded.text.index("\ufffd")
    found = finding(
        "SUB001",
        line=_line(decoded.text, first),
        message=N_(
            "{count} half characters (lone surrogates) cannot be written in any file;"
            " each stands as � in the text"
        ),
        arguments={"count": count},
        help=_ASK_AGAIN,
        excerpt=_excerpt(decoded.text, first),
    )
    return msgspec.structs.replace(decoded, findings=(*decoded.findings, found))


def _marked(data: bytes, encoding: str, language: str | None) -> Decoded:
    if encoding != "utf_8":
        return _legacy(data, encoding, bom=True)
    marks = re.match(rb"(?:\xef\xbb\xbf)*+", data)  # a file can be marked more than once
    inner = decode(data[marks.end() if marks else 0 :], language=language)
    return msgspec.structs.replace(
        inner,
        text=inner.text.lstrip("\ufeff"),
        bom=True,
        findings=(_mark_finding("UTF-8"), *inner.findings),
    )


def _mark_finding(encoding: str) -> Finding:
    return finding(
        "SUB003",
        line=1,
        message=N_("the file begins with a byte order mark ({encoding})"),
        arguments={"encoding": encoding},
        help=N_("save the file without one unless the platform asks for it"),
    )


def _legacy(data: bytes, encoding: str, *, bom: bool) -> Decoded:
    """Decode in a known encoding that is not UTF-8, bad bytes replaced and reported."""
    text = data.decode(encoding, "replace")
    text = text.lstrip("\ufeff") if bom else text
    name = codepages.NAMES.get(encoding, encoding)
    first = None if encoding.startswith("utf_") else re.search(r"[^\x00-\x7f]", text)
    findings = [
        finding(
            "SUB002",
            line=_line(text, first.start()) if first else 1,
            message=N_("the file was read as {encoding}, not as UTF-8"),
            arguments={"encoding": name},
            help=N_(
                "save the file as UTF-8. If the text below looks wrong,"
                " the encoding was guessed wrong: ask who made the file."
            ),
            excerpt=_excerpt(text, first.start()) if first else None,
        )
    ]
    width = {"utf_32": 4, "utf_16": 2}.get(encoding[:6], 1)
    if len(data) % width:
        findings.append(_cut_finding(text))
        data = data[: -(len(data) % width)]
    if "\ufffd" in text and _strict(data, encoding) is None:
        bad = text.count("\ufffd") - len(findings) + 1  # the cut one is told
        findings.append(_bad_bytes(text, text.index("\ufffd"), bad, name))
    return Decoded(text=text, encoding=name, bom=bom, legacy=True, findings=tuple(findings))


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, ValueError):
        return None


def _wide_encoding(data: bytes) -> str | None:
    """UTF-16 or UTF-32 without a mark: digits and line ends leave a NUL in every second byte."""
    sample = data[:4096]
    count = len(sample) // 4 or 1
    zeros = [sample[place::4].count(0) / count for place in range(4)]
    if min(zeros[2:]) > 0.9 and zeros[1] > 0.2 and zeros[0] < 0.5:
        wide = "utf_32_le"
    elif min(zeros[:2]) > 0.9 and zeros[2] > 0.2 and zeros[3] < 0.5:
        wide = "utf_32_be"
    elif min(zeros[1], zeros[3]) > 0.2 and max(zeros[0], zeros[2]) < 0.1:
        wide = "utf_16_le"
    elif min(zeros[0], zeros[2]) > 0.2 and max(zeros[1], zeros[3]) < 0.1:
        wide = "utf_16_be"
    else:
        return None
    text = sample[: len(sample) - len(sample) % 4].decode(wide, "replace")
    return wide if text.count("\ufffd") * 20 <= len(text) else None


def _not_utf8(data: bytes, error: UnicodeDecodeError, language: str | None) -> Decoded:
    cut = error.reason == "unexpected end of data" and len(data) - error.start < 4
    damaged = data.decode("utf-8", "replace")
    bad = damaged.count("\ufffd") - data.count(b"\xef\xbf\xbd")
    good = len(damaged) - len(damaged.encode("ascii", "ignore")) - bad
    encoding = None
    if bad * 2 > good:  # a legacy encoding gives far more bad than good
        encoding = _chinese_quotes(data) or _by_language(data, language)
        if encoding is None and not (cut and bad == 1):
            encoding = _detected(data, language)
    if encoding:
        return _legacy(data, encoding, bom=False)
    if bad * 2 <= good or (cut and bad == 1):
        if cut:
            findings = (_cut_finding(damaged),)
        else:
            first = len(data[: error.start].decode("utf-8", "replace"))
            findings = (_bad_bytes(damaged, first, bad, "UTF-8"),)
        return Decoded(text=damaged, encoding="UTF-8", findings=findings)
    first = len(data[: error.start].decode("utf-8", "replace"))
    return Decoded(
        text=damaged,
        encoding="UTF-8",
        findings=(
            finding(
                "SUB001",
                line=_line(damaged, first),
                message=N_(
                    "the file is in no encoding that is known here; read as UTF-8, one place of it "
                    "stands as � in the text"
                )
                if bad == 1
                else N_(
                    "the file is in no encoding that is known here; read as UTF-8, {count} places"
                    " of it stand as � in the text"
                ),
                arguments={"count": bad},
                help=N_("open it in the program that wrote it and save it as UTF-8, or ask again"),
                excerpt=_excerpt(damaged, first),
            ),
        ),
    )


def _chinese_quotes(data: bytes) -> str | None:
    """GB18030 where nothing but quotation marks and dashes is in it: English from China."""
    text = _strict(data, "gb18030")
    return "gb18030" if text and _QUOTES.fullmatch(text) else None


def _by_language(data: bytes, language: str | None) -> str | None:
    """The code page of the declared language in which the bytes look most like it."""
    if not language:
        return None
    pages = codepages.code_pages(language)
    for errors in ("strict", "replace"):
        best, best_likeness = None, 0.0
        for page in pages:
            try:
                text = data.decode(page, errors)
            except (UnicodeDecodeError, ValueError):
                continue
            if errors == "replace" and text.count("\ufffd") > 1 + len(text) * _REPAIRED:
                continue
            likeness = codepages.likeness(text, language)
            if likeness > best_likeness and codepages.believable(text, language):
                best, best_likeness = page, likeness
        if best:
            return best
    return None


def _detected(data: bytes, language: str | None) -> str | None:
    """What chardet says, if that decodes and gives text rather than control characters."""
    import chardet

    sample = data[:_SAMPLE]
    answer = chardet.detect(sample, include_encodings=codepages.DETECTABLE)["encoding"]
    pages = [codecs.lookup(answer).name] if answer else []
    pages = [page.replace("-", "_") for page in pages]
    for page in (*pages, *codepages.code_pages(language), "cp1252"):
        text = sample.decode(page, "replace")
        controls = len(re.findall("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffd\ue000-\uf8ff]", text))
        if controls <= 1 + len(text) * _REPAIRED and not codepages.garbled(text):
            return codepages.sibling(sample, page)
    return None


def _bad_bytes(text: str, first: int, count: int, encoding: str) -> Finding:
    return finding(
        "SUB001",
        line=_line(text, first),
        message=N_("one place in the file is no {encoding}; it stands as � in the text")
        if count == 1
        else N_("{count} places in the file are no {encoding}; each stands as � in the text"),
        arguments={"count": count, "encoding": encoding},
        help=_ASK_AGAIN,
        excerpt=_excerpt(text, first),
        span=_span(text, first),
    )


def _cut_finding(text: str) -> Finding:
    return finding(
        "SUB009",
        line=_line(text, len(text)),
        message=N_("the file ends in the middle of a character: it was cut off"),
        help=N_("ask for the whole file again, or copy it once more"),
        excerpt=_excerpt(text, len(text)),
    )


def _line(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1


def _excerpt(text: str, position: int) -> str:
    """The line around a position; of a huge line only what a finding can show."""
    begin = max(text.rfind("\n", 0, position) + 1, position - 100)
    end = text.find("\n", position, position + 200)
    return text[begin : end if end >= 0 else position + 200].rstrip("\r")


def _span(text: str, position: int) -> tuple[int, int]:
    begin = max(text.rfind("\n", 0, position) + 1, position - 100)
    return position - begin, position - begin + 1
