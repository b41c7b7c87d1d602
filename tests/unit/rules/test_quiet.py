"""Dialogue as accepted series have it: no rule that is on by itself has a word to say."""

from __future__ import annotations

import pytest

from goglobal.model import Cue, Episode, Kind, Series, Track
from goglobal.profiles.schema import Profile, RuleSetting
from goglobal.rules import builtin
from goglobal.rules.base import resolve
from goglobal.rules.subjects import TrackSubject
from goglobal.subtitles import parse, write

OURS = [f for f in builtin() if f.rule.family in {"SUB", "TIM", "TXT"} and f.rule.enabled]

DIALOGUE: dict[str, tuple[str, ...]] = {
    "en": (
        "Mr. Chen, the T.N. file is on your desk.",
        "- You said 3:30, didn't you?\n- I said “half past.”",
        "{\\an8}<i>Here is the letter she translated for me</i>",
        "(To be continued)",
        "[Three years later]",
        "Sure. Of course. Absolutely!",
        "♪ All night long ♪",
        "Shhh...",
        "She’s— she’s gone …",
        "My to-do list: missing, as always.",
        "50% off & free shipping",
        "林晚 means “late forest.”",
    ),
    "zh-Hans": (
        "你来了  坐吧",
        "我在这里等你……",
        "译者是谁？",
        "以下是今天的新闻",
        "（三年后）",
        "VIP客户 OK",
        "·林晚·",
        "Nice to meet you\n很高兴认识你",
        "待会儿再说",
        "{\\an8}外滩大酒店",
    ),
    "zh-Hant": (
        "你來了  坐吧",
        "什麼？！",
        "「好」",
    ),
    "ja": (
        "まさか……",
        "（六花）いや",
        "そうか　じゃあ",
        "絶対無敵",
    ),
    "ko": (
        "네가 왜 여기에?",
        "- 아니\n- 그래",
        "OK, 가자!",
    ),
    "es-419": (
        "¿Qué? ¡No puede ser!",
        "Todo: la casa, el coche… todo.",
        "- ¿Estás bien?\n- Sí.",
        "La Sra. Núñez (madre)",
    ),
    "pt-BR": (
        "Não é tão fácil.",
        "- Você vem?\n- Já vou.",
        "A tradução saiu ontem.",
    ),
    "fr": (
        "Qu’est-ce que c’est\u202f?",
        "Attends-moi\u00a0!",
        "«\u00a0Jamais\u00a0», dit-il.",
        "Voici la lettre.",
        "Il ment : tout est faux.",
    ),
    "id": ("Tunggu aku di pelabuhan, ya!", "Ini terjemahan siapa?", "Ibu-ibu, ayo!"),
    "vi": ("Anh đợi em ở đây nhé!", "Bản dịch đâu rồi?", "Ai đó?"),
    "th": (
        "ฉันรออยู่\u200bที่นี่\u200bนะ",
        "น้ำ ใจ ก็ ที่",
        "คำแปลอยู่ไหน",
        "5% ของทั้งหมด ๆ",
    ),
    "ar": (
        "\u200fأين أنت؟",
        "لا أعرف… حقًا!",
        "مي\u200cخواهم",
        "\u2067OK\u2069 حسنا",
        "الترجمة جاهزة.",
    ),
    "hi": ("क्\u200dष और र्\u200dय", "तुम कहाँ हो?", "यह अनुवाद किसका है"),
    "ru": ("Где она?", "- Кто там?\n- Это я.", "Перевод готов."),
    "de": ("Wo ist sie?", "Die Übersetzung fehlt noch.", "Auf\u00a0Wiedersehen!"),
    "tr": ("Nerede o?", "Çeviri nerede?"),
    "he": ("\u200fאיפה אתה?", "- כן.\n- לא."),
}


@pytest.mark.parametrize("language", DIALOGUE)
@pytest.mark.parametrize("kind", ["full", "sdh", "forced"])
def test_nothing_to_say(language: str, kind: Kind) -> None:
    cues = [
        Cue(5000 * number, 5000 * number + 4500, text)
        for number, text in enumerate(DIALOGUE[language], 1)
    ]
    data = write(Track(cues=tuple(cues)), "srt")
    subject = TrackSubject(
        series=Series(id="s", title="t", source_language="zh-Hans", root="/"),
        track=parse(data, language=language),
        language=language,
        kind=kind,
        episode=Episode(number=1, duration=5000 * len(cues) + 9000),
        path="p",
        profile=Profile(name="p"),
    )
    said = []
    for function in OURS:
        parameters = resolve(function.rule, RuleSetting(), language=language, kind=kind)
        said += [(function.rule.code, f.excerpt) for f in function(subject, parameters)]
    assert said == [(code, text) for code, text in said if code == "TXT011"]
