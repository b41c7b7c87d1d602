"""Words that a reader wants on one line with their neighbour: small tables by language.

They only weigh: a line ends behind one of them where every other break is worse.
"""

from __future__ import annotations

FORWARD: dict[str, frozenset[str]] = {
    language: frozenset(words.split())
    for language, words in {
        "en": (
            "a an the of to in on at by for from with into onto over under about after before"
            " between through without within upon since until during because when where while"
            " as than and or but nor so if that who which"
            " my your his her its our their this these those no not very too i he she we they"
            " is are was were am be been has have had will would can could should must may might"
            " do does did don't doesn't didn't isn't can't won't"
        ),
        "es": (
            "el la los las un una unos unas lo al del de a en con por para sin sobre entre hasta"
            " desde hacia contra tras según y e o u ni pero que si como mi tu su mis tus sus"
            " nuestro nuestra este esta ese esa no muy tan me te se nos le les he has ha han"
        ),
        "pt": (
            "o a os as um uma uns umas do da dos das no na nos nas ao à aos às de em com por para"
            " pelo pela sem sobre entre até desde contra e ou nem mas que se como meu minha seu"
            " sua este esta esse essa não muito mais tão me te lhe num numa"
        ),
        "fr": (
            "le la les un une des du de d' à au aux en dans par pour sur sous avec sans chez vers"
            " entre contre et ou ni mais que qui si comme mon ma mes ton ta tes son sa ses notre"
            " nos votre vos leur leurs ce cet cette ces ne très depuis pendant après"
            " avant jusqu'à je tu il elle on nous vous ils elles me te se y est sont a ont ai as"
        ),
        "de": (
            "der die das den dem des ein eine einen einem einer eines kein keine keinen mein meine"
            " meinen dein deine sein seine ihr ihre unser unsere dieser diese dieses diesen in im"
            " an am auf aus bei beim mit nach von vom vor zu zum zur über unter zwischen durch für"
            " gegen ohne um und oder aber dass weil wenn ob als wie nicht sehr zu so ich du er wir"
        ),
        "it": (
            "il lo la i gli le un uno una del dello della dei degli delle al allo alla ai agli alle"
            " dal dalla dai nel nella nei nelle sul sulla sui di a da in con su per tra fra senza e"
            " ed o ma né che se come mio mia tuo tua suo sua questo questa quel quella non molto"
            " mi ti si ci vi ho hai ha hanno è sono"
        ),
        "id": (
            "di ke dari pada untuk dengan oleh dalam tanpa tentang sampai sejak dan atau tapi"
            " tetapi yang bahwa jika kalau karena agar seperti para si sang seorang sebuah tidak"
            " tak bukan jangan sangat lebih akan sudah telah belum sedang bisa harus"
        ),
        "zh": (
            "被 把 在 给 給 向 对 對 跟 和 与 與 为 為 从 從 让 讓 叫 比 不 没 沒 很 太 就 都 也"
            " 还 還 才 又 再 最 更 是 我 你 他 她 这 這 那 第 每 会在 會在 因为 因為 如果 要 会 會"
            " 能 去 为了 為了 我们 我們 你们 你們 他们 他們 她们 她們"
        ),
        "vi": (
            "của là và với cho để từ trong ngoài ở tại đến về những các một hai cái con chiếc không"
            " chưa đã đang sẽ rất quá thì mà nếu vì khi như rằng cũng đừng bị được hay hoặc nhưng"
            " suốt cả mọi mỗi đêm hôm ngày năm"
        ),
        "ar": (
            "في من إلى على عن مع أن إن بأن لأن وأن لا لم لن ما هل كل هذا هذه ذلك تلك قد سوف أو ثم"
            " منذ بعد قبل حتى بين كي لكي يا أي غير ولا ولم وفي ومن وعلى أنا أنت هو هي نحن هم"
        ),
        "hi": (
            "उस इस यह वह ये वे इन उन मेरा मेरी मेरे तुम्हारा तुम्हारी तुम्हारे आपका आपकी आपके अपना अपनी अपने"
            " हमारा हमारी हमारे न नहीं मत कि और या लेकिन अगर एक बहुत मैं तुम हम"
        ),
        "ru": (
            "и в во на с со к ко у о об от до по за из без для при про через под над перед между не"
            " ни но а что чтобы как если когда мой моя твой твоя его её наш ваш их это этот эта эту"
            " я ты он она мы вы они бы же"
        ),
        "tr": "bir bu şu o çok en daha hiç her ve ama veya eğer ne benim senin onun bizim sizin",
        "ko": (
            "그 이 저 내 네 제 우리 안 못 더 잘 좀 꼭 왜 한 두 세 몇 그런 이런 저런 어떤 무슨"
            " 모든 너무 가장"
        ),
        "ja": "この その あの どの もう まだ とても すごく 全然 お ご",
        "th": (
            "ที่ ของ ใน จาก กับ และ หรือ แต่ ว่า เพื่อ เพราะ ถ้า ให้ ไม่ จะ กำลัง ต้อง เคย คุณ ฉัน ผม เธอ เขา วัน"
        ),
    }.items()
}
"""By main language: what hardly ends a line, because it belongs to the words behind it."""

BACKWARD: dict[str, tuple[str, ...]] = {
    "zh": (
        *"的地得了着著过過吗嗎呢吧啊嘛呀哦啦们們里裡上下给給去来來人",
        "晚上",
        "早上",
        "夜里",
        "夜裡",
    ),
    "ja": (),
    "th": (
        *("นี้", "นั้น", "เลย", "ด้วย", "ค่ะ", "คะ", "ครับ", "นะ", "เหรอ", "ไหม", "แล้ว", "อีก", "สิ", "ล่ะ"),
        *("เหลือ", "หนึ่ง", "อยู่", "มา", "ไป"),
    ),
}
"""By main language: what a line hardly begins with, because it belongs to the words before it."""

_DEPENDENT_NOUNS = (
    "것 것을 것이 것은 것도 거 거야 거예요 거라 거라고 거라고는 거지 거죠 거잖아 거니 거면 걸 건 게"
    " 수 수가 수는 수도 줄 줄은 줄도 적 적이 적은 때 때는 때문에 때문이야 때문이에요 뿐 뿐이야"
    " 만큼 채 채로 척 듯 듯이 대로 동안 정도 데 바 지"
)
_POSTPOSITIONS = "का की के को से में पर ने तक भी ही तो है हैं हूँ हो था थी थे लिए साथ वाला वाली वाले"
DEPENDENT: dict[str, frozenset[str]] = {
    "ko": frozenset(_DEPENDENT_NOUNS.split()),
    "hi": frozenset(_POSTPOSITIONS.split()),
    "tr": frozenset({"için", "gibi", "kadar", "ile", "da", "de", "mi", "mı", "mu", "mü", "ki"}),
    "vi": frozenset({"này", "ấy", "nọ", "đó", "nhé", "ạ", "à", "rồi", "nữa"}),
}
"""By main language, where words have spaces: words that say nothing without the one before them."""

_TITLES = (
    "mr. mrs. ms. dr. prof. st. sr. sra. srta. dra. m. mme. mlle. mr mrs ms dr mme mlle herr frau"
    " hr. fr. sig. sig.ra dott. don doña dom dona pak bu bapak ibu tuan nyonya no. nr. n.º"
)
TITLES = frozenset(_TITLES.split())
"""Titles and the like, in small letters: the name or number behind them stays with them."""

_UNITS = (
    "% ‰ ° °c °f km m cm mm mi ft kg g mg lb l ml km/h mph h s min sec kb mb gb am pm a.m p.m"
    " $ € £ ¥ usd eur rmb million millions billion millones millón milhões milhão mil millionen"
    " milliarden mio mrd milioni milione miliardi juta ribu miliar persen percent per por pour"
    " prozent uhr euro euros dollars dólares dollar yuan"
)
UNITS = frozenset(_UNITS.split())
"""What stands behind a number and belongs to it, in small letters, without a stop at its end."""
