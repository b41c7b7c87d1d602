"""The small words of languages that share a script: data, not code.

Three groups a language, the most frequent words of dialogue first: those that stand in every other
line, in every other minute, and in most episodes. A word that several languages have stands in all
of them, in each one's own group. Words are in lower case, cut at apostrophes, and judged beside
each other only within one script.
"""

from __future__ import annotations

LATIN: dict[str, tuple[str, str, str]] = {
    "en": (
        "you i the to s it a t that and of",
        "is in me what this for my on your re we do don have no not be know m he can are was "
        "all ll with here just but they so there get",
        "did about out like up go if she want him now come right one will how at got think her "
        "let see who as good oh from yeah well why would back time could them where take his "
        "when us say an has been our never look really were had need yes tell too or over then "
        "make going am way something more down please sorry nothing after only man doesn didn "
        "isn must should any their than even because die",
    ),
    "es": (
        "que no de la y a el en es",
        "un lo se me por qué una te los con para mi está si sí bien pero eso yo su las al tu "
        "del como le más",
        "aquí todo esta ya muy esto ha ella vamos ahora algo estoy hay tengo nada nos cuando "
        "cómo era él solo nunca sé puedo sólo quiero gracias bueno así todos soy ser hacer "
        "porque quién usted dónde tiene tú fue estás sin siempre mí casa quieres este también "
        "son he eres ahí tienes hasta donde va voy hace estaba creo desde señor señora nadie ni "
        "verdad noche otra vez mujer hombre mañana hoy quiere puede hijo hija mucho favor "
        "siento",
    ),
    "pt": (
        "que não o de a é eu e você um",
        "se para uma me isso está com do por te no os em bem da na mas ele ela sim como mais "
        "meu as aqui",
        "minha foi muito sei vai estou tem quê fazer ser vou eles agora já só tudo nada quando "
        "seu sua isto pode ter bom nós obrigado quem porque sou todos onde ao quero tenho dele "
        "dela assim então também nunca mim são nos ou tá à até estava senhor senhora vamos acho "
        "coisa sem ainda ninguém dos das há era tão noite mulher homem hoje filho filha pra vez "
        "gente desculpe preciso depois lhe num numa estás tu disse",
    ),
    "fr": (
        "je de est pas le vous la tu que un",
        "il et à c j l ne les ça une d on ce pour des moi qui qu n nous en dans elle t me bien "
        "mais y",
        "avec si tout non plus mon suis va oui toi fait se ai comme être quoi ici lui as du ma "
        "sur quand rien dit où votre pourquoi sont au cette son là ils peut faut peux êtes "
        "aller deux veux sais merci ton ta jamais même très aussi sa mes était avez voir tous "
        "toujours par bon homme femme alors accord monsieur madame ses faire chose notre soir "
        "parce leur sans encore depuis avant dois ou aux été rentrer demain",
    ),
    "de": (
        "ich sie das ist du nicht die und es",
        "der was wir zu er ein in mit mir den wie ja auf mich dass so eine hier für sind von "
        "haben wenn hat dich war",
        "an nein da bin noch dir nur habe ihr uns auch kann werden nach alles aber jetzt ihn im "
        "immer wird gut doch man warum hast kein schon sein dem einen um oder wo mein aus mehr "
        "als dann bist ihm keine nichts wer einem vor zum wieder etwas muss meine will weiß "
        "kommen über bitte können danke mal wissen gehen bei wurde ihnen des am wollen heute "
        "zurück soll diese niemand nie frau herr geht deine dein meinen jahre ihre ihren mann",
    ),
    "it": (
        "non che di e la è il un a",
        "per mi in sono ho si lo ma l ti una cosa le con ha da io no del questo se i come qui "
        "ci bene",
        "sì tu hai della tutto più mio solo perché me te lui al lei mia cosi così quando era "
        "fare sei quello so anche gli va nel chi ne niente alla adesso ora sta molto dove "
        "signor signora posso grazie mai fatto devo voglio vuoi detto essere suo sua c questa "
        "dei stato abbiamo siamo quel sempre tuo tua dell nella qualcosa vero puoi può deve "
        "tutti oggi notte nessuno prima dopo casa allora uomo donna anni sto ancora dal ciò voi "
        "noi stai ero delle via",
    ),
    "nl": (
        "ik je het de is dat een niet en",
        "wat van we in ze op te hij zijn er maar me die heb voor met als ben was mijn u dit aan "
        "om hier naar dan jij",
        "zo weet ja kan geen nog moet wil wel ga nee heeft hem hebben goed hoe nu waar haar of "
        "ook bent jullie uit mij over gaan jou doen zou had toch deze meer alles laat niets "
        "dank daar kom waarom komt iets bij onze hebt zal kunnen weer gaat worden zeg deur zei "
        "alleen altijd hun ons door nooit man mevrouw meneer heel even iemand vrouw moeten "
        "tegen geld jaar zien niemand terug vandaag mag wordt zij alsjeblieft",
    ),
    "pl": (
        "nie to się w na i z co że",
        "jest do jak mi o tak ja za a ale cię go tym mnie dla po wiem czy ma już ty on tylko",
        "jesteś tu by jestem od ten może ci mam być kto było mogę są będzie gdzie dobrze coś "
        "więc pan jego wszystko teraz masz ją jej pani proszę przez nic tego dlaczego moja mój "
        "był kiedy dlatego była nigdy ona nas tam im jeśli pod kiedyś muszę chcę bardzo twoja "
        "twój nam dziękuję chcesz bez ich ze można jeszcze przed możesz zawsze wiesz będę sobie "
        "powiedział nikt żeby lat albo niech musisz tej te ktoś chce dzisiaj przepraszam",
    ),
    "tr": (
        "bir bu ne ben ve mi o için",
        "de da çok sen evet değil var ama beni bana daha sana seni yok kadar benim gibi iyi onu "
        "mı ki her şey",
        "senin hayır neden ya şimdi tamam onun nasıl bunu biliyorum hiç zaman ona burada bay "
        "biz nerede mu mü bizim artık şu kim bize olduğunu teşekkür ederim lütfen böyle "
        "istiyorum önce sonra olarak siz büyük bak hadi en gün adam zorunda ile biri oldu hala "
        "eğer belki gerek doğru kız diye sadece olan bile size sizi bunun tekrar efendim misin "
        "musun burası kimse yıl ev gece aldı dedi geldi gitti değilim hanım",
    ),
    "cs": (
        "to se je na v že a co",
        "si jsem jsi ne s tak mi jak já ale mě o jste za do by z ty tady ho pro ten ti už vám",
        "jsou ta jen nic dobře tě proč od bych toho po ve byl když jsme vás něco ano pane "
        "prosím být bylo kde vy má můžu jeho můj moje teď může protože mám byla nikdy kdo "
        "děkuju děkuji nebo musím ještě ji který bude také jako tu víš vím nás tam chci než mu "
        "nám chceš bez jestli máš musíme můžete před jí budu pan paní řekl jejich všechno není "
        "nejsem nikdo dnes potřebuju zpátky",
    ),
    "sk": (
        "to sa je na že a čo v",
        "si som nie s ako mi ja ale ma o ste za do by z ty tu ho pre ten ti už vám tak",
        "sú tá len nič dobre ťa prečo od toho po vo bol keď sme vás niečo áno pane prosím byť "
        "bolo kde vy má môžem jeho môj moje teraz môže pretože mám bola nikdy kto ďakujem alebo "
        "musím ešte ju ktorý bude tiež vieš viem nás tam chcem než mu nám chceš bez ak máš "
        "musíme môžete pred jej budem pán pani povedal ich všetko nikto dnes potrebujem späť aj "
        "iba veľmi",
    ),
    "ro": (
        "nu că de să o și a",
        "e ce un în te cu la mă am pe îl ai ca asta eu mai din este bine sunt da ești dar le ne",
        "pentru cum se mi i ți fost aici acum unde ceva tu ei el ea sau foarte dacă fi știu vă "
        "lui mea meu toate tot când nimic vreau poate are vrei trebuie îmi îți cine noi asa așa "
        "doar făcut avem niciodată domnule doamnă aceasta decât după prea acest despre ta tău "
        "mulțumesc nimeni fără până pot poți face spus acolo cineva vom fie era iar iti imi "
        "daca sa si ani înapoi casă azi",
    ),
    "hu": (
        "a nem az hogy és egy",
        "ez is van meg azt de ha mit csak itt el jó mi mert igen te ezt nekem én még ki mint már",
        "volt kell vagy neki most lesz ne ő miért vagyok minden így engem vele hol nincs fel ön "
        "tudom azért tudod köszönöm akkor mondta uram kérem soha nagyon valami tényleg úgy "
        "senki téged mondd semmi lehet lenne aki ide olyan oda szerintem jól haza vissza ma hát "
        "neked ami után két maga fogok fog vagyunk tudja akarok amit sem rendben magát többé "
        "mindig asszonyom anya",
    ),
    "hr": (
        "da je to se ne i u",
        "na što sam li nije za si mi ja a sa ti od kako ali o me smo bi samo ovo bio dobro te "
        "nisam",
        "ću će ste su ga sve šta zašto gdje gde ako koji iz ima on tko ko nema možeš mogu znam "
        "hvala imam misliš moj moja moram treba biti ništa nešto vas nas ona kad bila bilo "
        "ovdje ovde želim hoću nisi možda onda do jer ovaj molim gospodine gospođo njega nju "
        "tako tamo tebe mene još reći rekao rekla uvijek uvek nikad netko neko nitko niko sada "
        "kuće već",
    ),
    "sv": (
        "det jag är du att inte och en",
        "vad har på vi den som för i han kan med mig av de så till ett om hon var dig men här min",
        "ska nu nej ja ni vill jo honom bara henne dem oss din er mer måste kom vet där då från "
        "mitt ingen hur aldrig varför tack något någon alltid hade bra när vem skulle gå vara "
        "sig också eller blir efter kommer inget ditt vår tillbaka mycket tror säga få göra bli "
        "ut upp själv igen mina allt hem herr fru ikväll idag gör ser fick utan man",
    ),
    "da": (
        "det jeg er du ikke at og en",
        "har vi i på for hvad så til den ham med mig de der kan han som vil af ved jo hun dig "
        "her min var men",
        "et skal nu nej ja os ind kom være noget godt hvor om få havde hvorfor gør fra når tak "
        "aldrig hvem ud dem op må bare sig hende mere lidt mit sagde kommer altid jeres din "
        "eller efter hans meget tilbage går blev nogen intet sige selv dit alt igen hvordan "
        "lige gå også ingen ville kunne tror hjem mand kvinde gøre bliver fru hr år aften uden",
    ),
    "nb": (
        "det jeg er du ikke å og en",
        "har vi i på for hva så til den ham med meg de der kan han som vil av jo hun deg her "
        "min var men vet",
        "et skal nå nei ja oss inn kom være noe bra hvor om få hadde hvorfor gjør fra når takk "
        "aldri hvem ut dem opp må bare seg henne mer litt mitt sa kommer alltid dere din eller "
        "etter hans mye tilbake går ble noen ingenting si selv ditt alt igjen hvordan bli gå "
        "også ingen skulle kunne tror hjem mann kvinne gjøre blir fru herr år kveld uten at",
    ),
    "fi": (
        "on ei se hän en että ja",
        "mitä minä olen niin sinä oli tämä mutta hyvä nyt ole minun sinun tiedän kun jos kuin "
        "mikä miksi sen",
        "et kuka hänen meidän vain missä täällä sitä tuo he me siitä olet oletko ovat minua "
        "sinut minut jotain kaikki voi joka voin kiitos mitään pitää haluan täytyy koskaan aina "
        "sanoi vielä takaisin hänet sinua anteeksi ette emme ollut olisi teidän tänne miten joo "
        "kyllä kukaan tule mennä tehdä minulla sinulla hänellä ennen sitten tässä siellä enää "
        "herra rouva tänään varmasti olla",
    ),
    "vi": (
        "tôi không anh là có em cô",
        "của đã cái gì và một này đi cho người ở với ta đó được thì bạn con chúng làm mà ông mình",
        "đây biết phải sẽ rồi sao như nào nó ấy đang về những các hắn muốn ai cậu trong nhưng "
        "nói thế nếu đến để tao ra vì bà vậy khi thấy lại chỉ lên còn rất nữa chuyện cũng vào "
        "đừng hãy đâu chưa chị mẹ bố nhà năm nên từ tại hôm nay ngày xin lỗi cảm ơn cần hết "
        "thật đêm mày bị tự nhiều mọi ngươi hai bây giờ quay sự thể trước sau",
    ),
    "id": (
        "aku kau itu tidak yang dan kamu",
        "ini di apa ada saya akan ke dia untuk dengan kita anda bisa adalah dari mereka tak "
        "jangan sudah kami pergi tapi",
        "tahu orang seperti jika harus karena lagi hanya ingin sini bukan lebih sekarang satu "
        "telah pada hal mau baik kalian siapa punya lakukan semua atau benar ya begitu oh belum "
        "bagaimana mengapa kenapa gak nggak enggak bicara uang sangat pernah tolong terima "
        "kasih maaf sana dalam hari malam rumah ayah ibu bahwa saja juga kembali pulang katakan "
        "lihat tuan nyonya mana banget sih deh dong udah gue lo kok nih mobil kantor kamar coba "
        "sendiri setelah sebelum kalau tahun wanita pria masih polisi perusahaan presdir besok "
        "kemarin kapan telepon menikah pernikahan istri kakek paman tante butuh silakan terjadi "
        "apakah merasa sialan berbicara selidiki laki seseorang rapat kerja undangan ponsel "
        "sakit pakai cepat wajah perempuan surat",
    ),
    "ms": (
        "saya awak tak itu dia yang dan",
        "ini di apa ada akan ke untuk dengan kita tidak boleh dari mereka jangan sudah kami "
        "pergi tapi nak kau aku kerana dah",
        "tahu orang seperti jika mesti lagi hanya mahu sini bukan lebih sekarang satu telah "
        "pada perkara baik kamu semua siapa buat atau betul ya begitu belum bagaimana kenapa "
        "mengapa cakap bercakap wang sangat pernah tolong terima kasih maaf sana dalam hari "
        "malam rumah ayah ibu bahawa saja sahaja juga kembali balik beritahu lihat encik puan "
        "cik tuan mana daripada kepada bila kalau tahun perempuan lelaki hendak macam kat "
        "tengok ialah adakah kereta pejabat bilik cuba sebab jadi anda takkan apabila masih "
        "polis syarikat esok semalam telefon kahwin berkahwin perkahwinan isteri datuk perlu "
        "sila berlaku duit jumpa siasat mesyuarat hospital puteri kena ni tu pula diri pun "
        "inginkan kerja pakai cepat wajah surat sakit beliau sayang",
    ),
    "fil": (
        "ang ng sa na ko mo ako ka",
        "hindi ito siya kung mga ay lang at si ba po para ikaw akong may ni niya kita natin "
        "nang pa",
        "mong iyong aking dito tayo wala ano yung kami walang sila alam namin bakit kayo iyon "
        "naman din rin gusto kaya huwag kanya niyo ninyo isang sino nga dahil kasi pero oo saan "
        "muli ngayon lahat iyan tapos doon talaga kailangan sabi paano parang pala akin sayo "
        "iyo anak nito hanggang kailan gabi bahay babae lalaki taon salamat pasensya kang "
        "siyang atin inyo wag mahal buhay tao bago mula balik nating",
    ),
}

CYRILLIC: dict[str, tuple[str, str, str]] = {
    "ru": (
        "я не что в и ты это на",
        "с мы он меня у мне как вы тебя но все за она да то так его нет тебе вас по если ее её был",
        "чтобы для кто о а бы хорошо знаю могу есть когда здесь этого только из может нас надо "
        "ничего от почему где была ну они очень быть мой моя теперь просто их вам уже хочу "
        "никогда сейчас нам потому спасибо ему со до такой еще ещё этот после пожалуйста больше "
        "твой твоя ли себя без или тоже вот нужно хочешь ней них чем кого было были этой лет "
        "знаешь всё всегда сегодня домой себе",
    ),
    "uk": (
        "я не що в і ти це на",
        "з ми він мене у мені як ви тебе але все за вона так його ні тобі вас по якщо її був та",
        "щоб для хто про а б добре знаю можу є коли тут цього тільки із може нас треба нічого "
        "від чому де була ну вони дуже бути мій моя тепер просто їх вам вже хочу ніколи зараз "
        "нам тому дякую йому зі до такий ще цей після будь ласка більше твій твоя чи себе без "
        "або теж ось потрібно хочеш ній них ніж кого було були цієї років знаєш завжди сьогодні "
        "додому собі бо якби й",
    ),
    "bg": (
        "не да се на е и си",
        "това ще ли за ми в го ти с съм аз те какво от ме той но как ни тя са мен беше",
        "по като добре сме много знам тук ако така там къде защо теб вие има нещо него само "
        "искам кой нищо мога може сега ви тази този бъде всичко сте ги когато трябва никога "
        "един една бях още моля благодаря до което която който му неговата вас или със през "
        "вече след господин госпожо никой имаш имам искаш можеш нас ей докато обратно вкъщи ние "
        "нея без",
    ),
    "sr": (
        "да је то се не и у",
        "на шта сам ли није за си ми ја а са ти од како али о ме смо би само ово био добро те "
        "нисам",
        "ћу ће сте су га све што зашто где ако који из има он ко нема можеш могу знам хвала "
        "имам мислиш мој моја морам треба бити ништа нешто вас нас она кад била било овде желим "
        "хоћу ниси можда онда до јер овај молим господине госпођо њега њу тако тамо тебе мене "
        "још рећи рекао рекла увек никад неко нико сада куће већ",
    ),
    "mk": (
        "да не се на е и си",
        "тоа ќе ли за ми во го ти со сум јас те што од ме тој но како ни таа мене беше дека",
        "многу добро знам тука ако така таму каде зошто тебе вие има нешто него само сакам кој "
        "ништо можам може сега ви оваа овој биде сè сте ги кога треба никогаш еден една бев "
        "уште молам благодарам до кое која му или веќе после господине госпоѓо никој имаш имам "
        "сакаш можеш нас назад дома ние неа без ова",
    ),
    "be": (
        "я не што ў і ты гэта на",
        "з мы ён мяне у мне як вы цябе але усё за яна так яго табе вас па калі яе быў ды",
        "каб для хто пра а бы добра ведаю магу ёсць тут гэтага толькі можа нас трэба нічога ад "
        "чаму дзе была яны вельмі быць мой мая цяпер проста іх вам ужо хачу ніколі зараз нам "
        "таму дзякуй яму да такі яшчэ гэты пасля ласка больш твой ці сябе без або таксама вось "
        "патрэбна хочаш чым каго было былі гадоў заўсёды сёння дадому сабе",
    ),
}

ARABIC: dict[str, tuple[str, str, str]] = {
    "ar": (
        "لا في من أن على ما هذا هل",
        "أنا لقد يا إلى لم هو كل أنت ماذا عن لك مع لن كان هذه ليس إنه هنا نعم أنه لي ذلك كيف أو ثم",
        "لماذا الآن فقط كنت هي إن شيء حسنا نحن أعرف لدي أين بعد قبل قد عندما يمكن تكن بك به فيه "
        "بي لكن لكني لأن أي أريد التي الذي سوف شكرا أكون يكون أجل عليك علي علينا إذا حتى بعض "
        "اليوم الليلة أحد أبي أمي سيدي منذ كانت تريد كما حين يوم هناك منك مني عنه عليه له لها "
        "إنها إنك أنني إنني بل كم متى وأنا ولا وهل فلا السيد السيدة غير سنوات شيئا الرجل",
    ),
    "fa": (
        "من که به تو رو از این و",
        "را در با اون یه چی برای ما است هم نه همه بود اگه خب می هر چه مرا نمی یک آن شما اینجا هست",
        "کجا چرا آره بله خوب دارم بعد هیچ وقتی حالا باید فقط کار کن کنم کنید کرد میکنم شد خیلی "
        "چیزی خودت خودم باشه باش تا یا اما ولی دیگه دیگر امروز امشب هنوز بیا برو شده کسی داره "
        "داری داشت اینه نیست نیستم هستم هستی بودم مثل پیش دست آقا خانم پدر مادر سال شب روز لطفا "
        "ممنون متاسفم ببخشید خواهم گفت گفتم بگو دوباره برگشت خانه خونه",
    ),
    "ur": (
        "ہے میں کے کی کیا نہیں یہ تم",
        "کو سے ہو ہیں اور مجھے کا نے وہ ہوں پر آپ تو بھی اس میری میرے میرا ایک بات ہم ہی تھا کچھ",
        "کر رہا رہی رہے تھی تھے جو ان کوئی لیے گا گی گے ابھی اب کیوں کون کہاں کب یہاں وہاں "
        "تمہارے تمہاری تمہیں آج رات گھر چاہیے بہت سب پھر جب اگر مگر لیکن نہ ہاں جی صاحب ماں باپ "
        "سال واپس کبھی ساتھ بعد پہلے شکریہ معاف کرو کرنا کرتا دو لو جاؤ آؤ ہوا ہوئی گیا گئی کہ "
        "تک کسی",
    ),
}

DEVANAGARI: dict[str, tuple[str, str, str]] = {
    "hi": (
        "है में के की नहीं क्या मैं यह",
        "को से हो हैं और मुझे का ने वह हूँ हूं पर आप तो भी इस मेरी मेरे मेरा एक बात हम ही था कुछ तुम ये वो",
        "कर रहा रही रहे थी थे जो उन उस कोई लिए गा गी गे अभी अब क्यों कौन कहाँ कहां कब यहाँ यहां "
        "वहाँ तुम्हारे तुम्हारी तुम्हें आज रात घर चाहिए बहुत सब फिर जब अगर मगर लेकिन न हाँ हां "
        "जी साहब माँ मां बाप साल वापस कभी साथ बाद पहले शुक्रिया धन्यवाद माफ करो करना करता दो लो "
        "जाओ आओ हुआ हुई गया गई कि तक किसी इसे उसे उसने",
    ),
    "mr": (
        "आहे नाही मी तू काय हे आणि ते",
        "मला तो ती का हा ही तुला पण होता होती माझा माझी माझे तुझा तुझी आपण आम्ही तुम्ही कोण "
        "कुठे आहेत आहेस आहात",
        "झाला झाली झाले होते करा कर करू नको नका साठी मध्ये आता आज इथे तिथे कसा कशी कसे काही कधी "
        "खूप सगळे सर्व जर तर मग की ना हो त्याला तिला त्याने तिने त्या त्यांना आमचा तुमचा घरी "
        "रात्र आई बाबा वर्ष परत नंतर आधी धन्यवाद माफ केला केली केले गेला गेली आला आली असेल "
        "पाहिजे म्हणून म्हणाला सांग सांगा एक",
    ),
    "ne": (
        "छ म हो के यो छैन र तिमी",
        "को मलाई मेरो तिम्रो हुन् भयो पनि लागि उसले उनी तपाईं हामी त्यो यहाँ कहाँ किन थियो गर्न छु छन्",
        "छौ होइन थिए भने भन्यो गर गर्नुहोस् गरेको अहिले आज राति घर धेरै सबै तर यदि अनि कोही "
        "केही कहिले फेरि पछि अघि धन्यवाद माफ गर्छु गर्छ आमा बुबा साल वर्ष फर्क एक दुई मात्र "
        "जस्तो हाम्रो उनको उसको मैले तिमीले हजुर लाई बाट सँग",
    ),
}
