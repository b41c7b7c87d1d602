"""TTML 1 as a user meets it."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest

from goglobal.errors import UsageError
from goglobal.model import Cue, Track
from goglobal.subtitles import losses, write

TT = "{http://www.w3.org/ns/ttml}"
TTP = "{http://www.w3.org/ns/ttml#parameter}"


def test_a_whole_file() -> None:
    cues = (Cue(1001, 2500, "Hello\n<i>there</i>"), Cue(3_600_000, 3_600_001, "{\\an8}Top"))
    assert write(Track(cues=cues, language="pt-BR"), "ttml").decode() == (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<tt xmlns="http://www.w3.org/ns/ttml" xmlns:ttp="http://www.w3.org/ns/ttml#parameter"'
        ' xmlns:tts="http://www.w3.org/ns/ttml#styling" xml:lang="pt-BR" xml:space="preserve"'
        ' ttp:timeBase="media" ttp:tickRate="10000000">\n'
        "  <head>\n    <layout>\n"
        '      <region xml:id="bottom" tts:origin="10% 65%" tts:extent="80% 30%"'
        ' tts:displayAlign="after" tts:textAlign="center" tts:overflow="visible"/>\n'
        '      <region xml:id="top" tts:origin="10% 5%" tts:extent="80% 30%"'
        ' tts:displayAlign="before" tts:textAlign="center" tts:overflow="visible"/>\n'
        "    </layout>\n  </head>\n  <body>\n    <div>\n"
        '      <p begin="10010000t" end="25000000t" region="bottom">Hello<br/>'
        '<span tts:fontStyle="italic">there</span></p>\n'
        '      <p begin="36000000000t" end="36000010000t" region="top">Top</p>\n'
        "    </div>\n  </body>\n</tt>\n"
    )


def test_a_frame_rate_is_declared_and_moves_nothing() -> None:
    track = Track(cues=(Cue(1, 2, "a"),))
    root = ET.fromstring(write(track, "ttml", frame_rate="23.976"))
    assert root.get(f"{TTP}frameRate") == "24"
    assert root.get(f"{TTP}frameRateMultiplier") == "1000 1001"
    paragraph = next(root.iter(f"{TT}p"))
    assert (paragraph.get("begin"), paragraph.get("end")) == ("10000t", "20000t")
    with pytest.raises(UsageError, match="often"):
        write(track, "ttml", frame_rate="often")


def test_losses_name_the_format() -> None:
    (found,) = losses(Track(cues=(Cue(0, 1000, "<s>a</s>"),)), "ttml")
    assert (found.code, found.cue, found.line) == ("SUB012", 1, 3)
    assert found.arguments["format"] == "TTML 1"
    assert found.arguments["markup"] == "<s>"
