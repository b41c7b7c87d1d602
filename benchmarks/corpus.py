"""The corpus that the benchmarks write for themselves: 1,000 files of 40 cues in 11 languages.

The same seed gives the same bytes. Lines are put together from words, so that nearly every one is
unique and no cache can answer for it; times follow from the length of the text.
"""

from __future__ import annotations

import random

FILES = 1000
CUES = 40

_WORDS: dict[str, str] = {
    "en": "I never thought that you would come back to this house after everything your family did"
    " please wait for me at the harbour tomorrow night nobody knows who she really is",
    "es": "nunca pensé que volverías a esta casa después de todo lo que hizo tu familia espérame"
    " mañana en el puerto nadie sabe quién es ella aquí está el señor Núñez",
    "pt": "nunca pensei que você voltaria para esta casa depois de tudo que sua família fez espere"
    " por mim amanhã no porto ninguém sabe quem ela é de verdade não então",
    "fr": "je n'aurais jamais cru que tu reviendrais dans cette maison après tout ce que ta famille"
    " a fait attends-moi demain au port personne ne sait qui elle est déjà où ça",
    "id": "aku tidak pernah menyangka kamu akan kembali ke rumah ini setelah semua yang dilakukan"
    " keluargamu tunggu aku di pelabuhan besok malam tidak ada yang tahu siapa dia",
    "vi": "tôi chưa bao giờ nghĩ rằng anh sẽ quay lại ngôi nhà này sau tất cả những gì gia đình"
    " đã làm hãy đợi tôi ở bến cảng tối mai không ai biết cô ấy thật sự là ai",
    "ar": "لم أظن يوما أنك ستعود إلى هذا البيت بعد كل ما فعلته عائلتك انتظرني غدا عند الميناء لا"
    " أحد يعرف من هي حقا",
    "ko": "네가 이 집에 다시 돌아올 줄은 정말 몰랐어 내일 밤 항구에서 나를 기다려 줘 아무도"
    " 그녀가 누구인지 모른다 왜 그래",
    "th": "ฉัน ไม่เคย คิด ว่า คุณ จะ กลับมา ที่ บ้าน หลังนี้ หลังจาก ทุกอย่าง ที่ ครอบครัว ของคุณ ทำ"
    " รอ ฉัน ที่ ท่าเรือ พรุ่งนี้ ไม่มีใคร รู้ว่า เธอ เป็นใคร",
    "zh-Hans": "我 从来 没想过 你 会 回到 这个 家 在 你们 家 做了 那些事 之后 明天晚上 在 码头 等我"
    " 没有人 知道 她 到底 是谁 请 坐 总裁 为什么",
    "ja": "あなたが この 家に 戻って くるとは 思わなかった 明日の夜 港で 待っていて 誰も"
    " 彼女が 誰なのか 知らない どうして 社長 本当に",
}
"""By language; those of the last three are written without spaces."""

_DENSE = {"th", "zh-Hans", "ja"}
_UPRIGHT = {"zh-Hans", "ko", "th", "ar"}
"""Languages without italics."""
_LENGTHS = {"zh-Hans": 10, "ja": 9, "ko": 14, "th": 30}
_SPEEDS = {"zh-Hans": 6.0, "ja": 3.5, "ko": 9.0}
_ENDS = {"zh-Hans": ("", "", "？", "！"), "ja": ("", "", "？", "！"), "ar": (".", "؟", "!")}


def corpus(*, defective: float = 0.0, files: int = FILES, seed: int = 7) -> list[tuple[str, bytes]]:
    """SRT files with the language of each; `defective` is the share that is not regular SRT."""
    chance = random.Random(seed)
    languages = tuple(_WORDS)
    made = []
    for number in range(files):
        language = languages[number % len(languages)]
        text = _file(chance, language)
        if chance.random() < defective:
            text = _damaged(chance, text)
        made.append((language, text.encode()))
    return made


def _file(chance: random.Random, language: str) -> str:
    words = _WORDS[language].split()
    time, parts = 800, []
    for number in range(1, CUES + 1):
        text = _line(chance, language, words)
        if chance.random() < 0.3:
            text += "\n" + _line(chance, language, words)
        duration = max(900, int(len(text) / _SPEEDS.get(language, 14.0) * 1000))
        if chance.random() < 0.05 and language not in _UPRIGHT:
            text = f"<i>{text}</i>"
        elif chance.random() < 0.02:
            text = f"{{\\an8}}{text}"
        parts.append(f"{number}\n{_clock(time)} --> {_clock(time + duration)}\n{text}\n")
        time += duration + chance.randrange(80, 1500)
    return "\n".join(parts)


def _line(chance: random.Random, language: str, words: list[str]) -> str:
    wanted = chance.uniform(0.4, 1.0) * _LENGTHS.get(language, 36)
    joint = "" if language in _DENSE else " "
    line = chance.choice(words)
    while len(line) < wanted:
        line += joint + chance.choice(words)
    return line[:1].upper() + line[1:] + chance.choice(_ENDS.get(language, (".", "?", "!", "…")))


def _clock(ms: int) -> str:
    return f"{ms // 3_600_000:02}:{ms // 60_000 % 60:02}:{ms // 1000 % 60:02},{ms % 1000:03}"


def _damaged(chance: random.Random, text: str) -> str:
    """One of the slips that files come with."""
    kind = chance.randrange(8)
    if kind == 0:
        return text.replace(" --> ", " -> ")
    if kind == 1:
        return text.replace(",", ".")
    if kind == 2:
        return "Episode, final version\n\n" + text
    if kind == 3:
        place = text.index("\n\n", len(text) // 2)
        return text[:place] + "\n\nand a line behind a blank one" + text[place:]
    if kind == 4:
        return text.replace("\n", "\r\n", len(text) // 60)
    if kind == 5:
        return text[: len(text) * 9 // 10]
    if kind == 6:
        return "\ufeff" + text.replace("\n\n7\n", "\n\n70\n")
    return text.replace("00:00:1", "0:00:1")
