"""Number words by language: what each comes to, as data for `goglobal.rules.numerals`.

A line is a value and the forms that mean it, ordinals and inflected forms included; a form may be a
regular expression without groups of its own, `_` in it is a space or a hyphen. A form behind `~`
means other things too (Vietnamese `năm` is five and year), so that alone it proves nothing.
"""

from __future__ import annotations

WORDS = {
    "en": """
0 zero ~nil ~oh
1 one ~first ~once ~single
2 two ~second ~seconds ~twice ~both ~couple ~pair ~double ~twins?
3 three third ~thirds ~thrice ~triple
4 four fourth ~quadruple
5 five fifth ~fifths
6 six sixth
7 seven seventh
8 eight eighth
9 nine ninth
10 ten tenth ~tens ~decades?
11 eleven eleventh
12 twelve twelfth ~dozens? ~noon ~midnight
13 thirteen thirteenth
14 fourteen fourteenth ~fortnight
15 fifteen fifteenth
16 sixteen sixteenth
17 seventeen seventeenth
18 eighteen eighteenth
19 nineteen nineteenth
20 twenty twentieth ~twenties
30 thirty thirtieth ~thirties
40 forty fourty fortieth ~forties
50 fifty fiftieth ~fifties
60 sixty sixtieth ~sixties
70 seventy seventieth ~seventies
80 eighty eightieth ~eighties
90 ninety ninetieth ~nineties
100 hundred hundredth ~hundreds ~century
1000 thousand thousandth grand ~thousands
100000 lakhs? lacs?
1000000 million millionth ~millions ~millionaires?
10000000 crores?
1000000000 billion bn ~billions ~billionaires?
1000000000000 trillion
""",
    "es": """
0 cero
1 ~uno ~una ~un ~primer[oa]? ~primer[oa]s
2 dos ~segund[oa]s? ~ambos ~ambas ~doble ~par ~pareja ~gemel[oa]s
3 tres tercer[oa]? ~tercios? ~triple
4 cuatro cuart[oa]s?
5 cinco quint[oa]
6 seis sext[oa]
7 siete séptim[oa]
8 ocho octav[oa]
9 nueve noven[oa]
10 diez décim[oa] ~década ~decenas?
11 once
12 doce ~docenas? ~mediodía ~medianoche
13 trece
14 catorce
15 quince ~quincena
16 dieciséis dieciseis
17 diecisiete
18 dieciocho
19 diecinueve
20 veinte
21 veinti[uú]no? veintiuna
22 veintid[oó]s
23 veintitr[eé]s
24 veinticuatro
25 veinticinco
26 veintis[eé]is
27 veintisiete
28 veintiocho
29 veintinueve
30 treinta
40 cuarenta
50 cincuenta
60 sesenta
70 setenta
80 ochenta
90 noventa
100 cien ciento ~centenares ~cientos ~siglo
200 doscient[oa]s
300 trescient[oa]s
400 cuatrocient[oa]s
500 quinient[oa]s
600 seiscient[oa]s
700 setecient[oa]s
800 ochocient[oa]s
900 novecient[oa]s
1000 mil ~miles
1000000 millón millones millon ~millonari[oa]s?
1000000000000 billón billones
""",
    "pt": """
0 zero
1 ~um ~uma ~primeir[oa]s?
2 dois duas ~segund[oa]s? ~ambos ~ambas ~dobro ~duplo ~par ~casal ~gême[oa]s
3 três tres terceir[oa] ~terço ~triplo
4 quatro ~quart[oa]s?
5 cinco quint[oa]
6 seis sext[oa] ~meia
7 sete sétim[oa]
8 oito oitav[oa]
9 nove non[oa]
10 dez décim[oa] ~década ~dezenas?
11 onze
12 doze ~dúzias? ~meio_dia ~meia_noite
13 treze
14 quatorze catorze
15 quinze ~quinzena
16 dezesseis dezasseis
17 dezessete dezassete
18 dezoito
19 dezenove dezanove
20 vinte
30 trinta
40 quarenta
50 cinquenta
60 sessenta
70 setenta
80 oitenta
90 noventa
100 cem cento ~centenas ~século
200 duzent[oa]s
300 trezent[oa]s
400 quatrocent[oa]s
500 quinhent[oa]s
600 seiscent[oa]s
700 setecent[oa]s
800 oitocent[oa]s
900 novecent[oa]s
1000 mil ~milhares
1000000 milhão milhões ~milionári[oa]s?
1000000000 bilhão bilhões
""",
    "fr": """
0 zéro
1 ~un ~une ~premier ~première
2 deux deuxième ~second ~seconde ~double ~couple ~paire ~jumeaux
3 trois troisième ~tiers ~triple
4 quatre quatrième
5 cinq cinquième
6 ~six sixième
7 sept septième
8 huit huitième
9 ~neuf neuvième
10 dix dixième ~dizaines? ~décennies?
11 onze onzième
12 douze douzième ~douzaines? ~midi ~minuit
13 treize
14 quatorze
15 quinze ~quinzaine
16 seize
20 vingt vingtième ~vingtaine
30 trente ~trentaine
40 quarante
50 cinquante
60 soixante
70 septante
80 quatre_vingts? huitante octante
90 nonante
100 cents? ~centaines? ~siècle
1000 mille ~milliers?
1000000 millions? ~millionnaires?
1000000000 milliards? ~milliardaires?
""",
    "it": """
0 zero
1 ~uno ~una ~un ~prim[oaie]
2 due ~second[oaie] ~entramb[ie] ~doppi[oa] ~coppia ~paio ~gemell[ie]
3 tre terz[oa] tré ~triplo
4 quattro quart[oa]
5 cinque quint[oa]
6 ~sei sest[oa]
7 sette settim[oa]
8 otto ottav[oa]
9 nove non[oa]
10 dieci decim[oa] ~decennio ~decine
11 undici
12 dodici ~dozzin[ae] ~mezzogiorno ~mezzanotte
13 tredici
14 quattordici
15 quindici
16 sedici
17 diciassette
18 diciotto
19 diciannove
20 venti vent
30 trenta trent
40 quaranta quarant
50 cinquanta cinquant
60 sessanta sessant
70 settanta settant
80 ottanta ottant
90 novanta novant
100 cento ~centinaia ~secolo
1000 mille mila ~migliaia
1000000 milione milioni ~milionari[oa]?
1000000000 miliardo miliardi
""",
    "de": """
0 null
1 ~eine?[rsnm]? ~erste[rnsm]?
2 zwei zwo zweite[rnsm]? ~beide[rns]? ~doppelt ~paar ~zwillinge
3 drei dritte[rnsm]? ~drittel
4 vier vierte[rnsm]?
5 fünf fünfte[rnsm]?
6 sechs sechste[rnsm]?
7 sieben siebte[rnsm]?
8 ~acht achte[rsm]? ~achten
9 neun neunte[rnsm]?
10 zehn zehnte[rnsm]? ~jahrzehnte?
11 elf elfte[rnsm]?
12 zwölf zwölfte[rnsm]? ~dutzend ~mittag ~mitternacht
13 dreizehn
14 vierzehn
15 fünfzehn
16 sechzehn
17 siebzehn
18 achtzehn
19 neunzehn
20 zwanzig
30 dreißig dreissig
40 vierzig
50 fünfzig
60 sechzig
70 siebzig
80 achtzig
90 neunzig
100 hundert ~hunderte(?![a-zäöüß]) ~jahrhundert
1000 tausend ~tausende(?![a-zäöüß])
1000000 million(?:en)? mio ~millionäre?
1000000000 milliarden? mrd
""",
    "nl": """
2 twee tweede
3 drie derde
4 vier vierde
5 vijf vijfde
6 zes zesde
7 zeven
8 acht
9 negen
10 tien
11 elf
12 twaalf
13 dertien
14 veertien
15 vijftien
16 zestien
17 zeventien
18 achttien
19 negentien
20 twintig
30 dertig
40 veertig
50 vijftig
60 zestig
70 zeventig
80 tachtig
90 negentig
100 honderd
1000 duizend
1000000 miljoen
1000000000 miljard
""",
    "tr": """
0 sıfır
1 ~bir ~birinci ~ilk ~tek
2 iki ikinci ~çift ~ikiz
3 üç üçüncü
4 dört dördüncü
5 beş beşinci
6 ~altı altıncı
7 ~yedi yedinci
8 sekiz sekizinci
9 dokuz dokuzuncu
10 ~on onuncu
12 ~düzine ~gece_yarısı
20 yirmi
30 otuz
40 ~kırk
50 elli
60 altmış
70 yetmiş
80 seksen
90 doksan
100 ~yüz
1000 ~bin
1000000 milyon ~milyoner
1000000000 milyar ~milyarder
""",
    "pl": """
2 dwa dwie dwóch dwoje dwaj ~drug[ia]
3 trzy trzech trzej troje trzeci[a]?
4 cztery czterech czwart[ya]
5 pięć pięciu piąt[ya]
6 sześć sześciu szóst[ya]
7 siedem siedmiu siódm[ya]
8 osiem ośmiu ósm[ya]
9 dziewięć dziewięciu dziewiąt[ya]
10 dziesięć dziesięciu dziesiąt[ya]
11 jedenaście
12 dwanaście
13 trzynaście
14 czternaście
15 piętnaście
16 szesnaście
17 siedemnaście
18 osiemnaście
19 dziewiętnaście
20 dwadzieścia
30 trzydzieści
40 czterdzieści
50 pięćdziesiąt
60 sześćdziesiąt
70 siedemdziesiąt
80 osiemdziesiąt
90 dziewięćdziesiąt
100 sto stu
200 dwieście
300 trzysta
400 czterysta
500 pięćset
600 sześćset
700 siedemset
800 osiemset
900 dziewięćset
1000 tysiąc tysiące tysięcy tys
1000000 milion miliony milionów mln
1000000000 miliard miliardy miliardów mld
""",
}
"""Languages in Latin script of Europe, and Turkish."""
