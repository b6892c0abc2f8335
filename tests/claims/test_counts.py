"""
Tests of what is a count and what is not, with bounds, units and scope.
"""

from __future__ import annotations

import time

import pytest

from claimtrack.claims.counts import read_counts
from claimtrack.claims.dates import read_dates
from claimtrack.language import load_pack, tokenise
from claimtrack.model import Quantity, Scope
from claimtrack.syntax import analyse

# Text, then what, low, high.
ENGLISH = [
    ("The blast killed 12 people.", "people", 12, 12),
    ("At least 12 people fled.", "people", 12, None),
    ("More than 12 people fled.", "people", 12, None),
    ("Over 1,200 families fled.", "families", 1200, None),
    ("About 50 soldiers came.", "soldiers", 50, 50),
    ("Nearly 4,000 residents left.", "residents", 4000, 4000),
    ("Close to 4,000 residents left.", "residents", 4000, 4000),
    ("Some 300 tents burned.", "tents", 300, 300),
    ("Up to 20 fighters crossed.", "fighters", None, 20),
    ("As many as 20 fighters crossed.", "fighters", None, 20),
    ("Fewer than 20 fighters crossed.", "fighters", None, 20),
    ("No fewer than 20 fighters crossed.", "fighters", 20, None),
    ("No more than 20 fighters crossed.", "fighters", None, 20),
    ("Between 30 and 50 tanks moved.", "tanks", 30, 50),
    ("Between three and five tanks moved.", "tanks", 3, 5),
    ("Three to five tanks moved.", "tanks", 3, 5),
    ("30-50 tanks moved.", "tanks", 30, 50),
    ("30–50 tanks moved.", "tanks", 30, 50),
    ("Two or three tanks moved.", "tanks", 2, 3),
    ("The damage came to $3-5 billion.", "usd", 3e9, 5e9),
    ("It cost $30 million.", "usd", 30e6, 30e6),
    ("It cost 30 million dollars.", "usd", 30e6, 30e6),
    ("It cost 30 million euros.", "eur", 30e6, 30e6),
    ("Dozens of houses burned.", "houses", 20, 99),
    ("Hundreds of protesters marched.", "protesters", 100, 999),
    ("Thousands of refugees crossed.", "refugees", 2000, None),
    ("Tens of thousands of people fled.", "people", 20000, 99999),
    ("Fifteen armoured vehicles arrived.", "vehicles", 15, 15),
    ("15 heavy military vehicles arrived.", "vehicles", 15, 15),
    ("Twenty-one hundred tonnes burned.", "tonnes", 2100, 2100),
    ("They counted four dead.", "killed", 4, 4),
    ("They counted four wounded.", "injured", 4, 4),
    ("They counted 20 dead and wounded.", "casualties", 20, 20),
    ("They counted 20 killed or wounded.", "casualties", 20, 20),
    ("Ten percent of the crop was lost.", "percent", 10, 10),
    ("Some 20 % of the crop was lost.", "percent", 20, 20),
    ("The dead exceeded 50.", "killed", 50, None),
    ("The death toll rose to 154.", "count", 154, 154),
    ("50 people or so fled.", "people", 50, 50),
    ("50 people at least fled.", "people", 50, None),
    ("half a million people fled.", "people", 5e5, 5e5),
    ("A dozen trucks came.", "vehicles", 12, 12),
    ("Four of the regime's troops left.", "soldiers", 4, 4),
    ("one soldier left", "soldiers", 1, 1),
    ("Fighters fired 7 rockets.", "missiles", 7, 7),
    ("They sent 2,500 tons of flour.", "tonnes", 2500, 2500),
    # A number alone, and nouns that no pack lists.
    ("Five were hurt in the scuffles.", "count", 5, 5),
    ("88 travelled the other way.", "count", 88, 88),
    ("The other side struck 23 names off the list.", "count", 23, 23),
    ("The pound fell to 32.18 on Friday.", "count", 32.18, 32.18),
    ("The clerk counted 31 assassinations.", "count", 31, 31),
    ("Turnout did not exceed 41 per cent.", "percent", None, 41),
    ("Turnout was 55,39 percent.", "percent", 55.39, 55.39),
    # What is measured.
    ("They fired a 23-mm cannon.", "millimetres", 23, 23),
    ("It lasted three days.", "days", 3, 3),
    ("It lies 20 km south.", "kilometres", 20, 20),
    ("The bombing went on for more than 30 minutes.", "minutes", 30, None),
    ("They had 48 hours to leave.", "hours", 48, 48),
    ("It covers some 600 square kilometres.", "area", 600, 600),
]
ARABIC = [
    ("قتل 12 شخصا.", "people", 12, 12),
    ("دخل 20عسكرياً الموقع.", "soldiers", 20, 20),
    ("وصل أكثر من500 مقاتل.", "fighters", 500, None),
    ("نزح نحو 50 شخصا.", "people", 50, 50),
    ("نزح زهاء 50 شخصا.", "people", 50, 50),
    ("نزح قرابة 50 شخصا.", "people", 50, 50),
    ("نزح حوالي 50 شخصا.", "people", 50, 50),
    ("نزح ما يقارب 50 شخصا.", "people", 50, 50),
    ("نزح ما يقرب من 50 شخصا.", "people", 50, 50),
    ("نزح ما يقارب ال 50 شخصا.", "people", 50, 50),
    ("نزح ما لا يقل عن 50 شخصا.", "people", 50, None),
    ("نزح 50 شخصا على الأقل.", "people", 50, None),
    ("نزح 50 شخصا على أقل تقدير.", "people", 50, None),
    ("نزح أكثر من 50 شخصا.", "people", 50, None),
    ("نزح أزيد من 50 شخصا.", "people", 50, None),
    ("نزح ما يزيد على 50 شخصا.", "people", 50, None),
    ("نزح ما يربو على 50 شخصا.", "people", 50, None),
    ("نزح أقل من 50 شخصا.", "people", None, 50),
    ("نزح ما لا يزيد على 50 شخصا.", "people", None, 50),
    ("نزح ما بين 30 و50 شخصا.", "people", 30, 50),
    ("نزح بين ثلاثة وخمسة أشخاص.", "people", 3, 5),
    ("نزح 3 إلى 5 أشخاص.", "people", 3, 5),
    ("تجاوز الجرحى 5 آلاف.", "injured", 5000, None),
    ("زاد الجرحى على 5 آلاف.", "injured", 5000, None),
    ("بلغ عدد القتلى 154.", "killed", 154, 154),
    ("وصل عدد المصابين إلى نحو 6000.", "injured", 6000, 6000),
    ("دخل جنديان الموقع.", "soldiers", 2, 2),
    ("وصل رتلان إلى المدينة.", "convoys", 2, 2),
    ("شوهدت سيارتان هناك.", "vehicles", 2, 2),
    ("وصلت ثلاثة أرتال.", "convoys", 3, 3),
    ("وصل ثلاثة آلاف ومئتا جندي.", "soldiers", 3200, 3200),
    ("نزح 3 آلاف شخص.", "people", 3000, 3000),
    ("نزح مئة ألف شخص.", "people", 100000, 100000),
    ("انتشر عشرات المقاتلين.", "fighters", 20, 99),
    ("انتشر مئات المقاتلين.", "fighters", 100, 999),
    ("نزح الآلاف من السكان.", "residents", 2000, None),
    ("جاؤوا بعشرين عنصرا.", "members", 20, 20),
    ("وصلت 15 عربة عسكرية.", "vehicles", 15, 15),
    ("احترق 2750 طنا من القمح.", "tonnes", 2750, 2750),
    ("أحصوا 20 قتيلا وجريحا.", "casualties", 20, 20),
    ("سقط قتيل واحد.", "killed", 1, 1),
    ("نزح 20 بالمئة من السكان.", "percent", 20, 20),
    ("نزح 20 % من السكان.", "percent", 20, 20),
    ("كلف ذلك 30 مليون دولار.", "usd", 30e6, 30e6),
    ("أصيب ٢٥ طفلا.", "children", 25, 25),
    ("فقد 10100 شخص.", "people", 10100, 10100),
    ("رجع خمسون من عناصر اللواء.", "members", 50, 50),
    ("وصلت ست دبابات.", "tanks", 6, 6),
    ("أصابت السيارة 12 إطلاقة.", "count", 12, 12),
    ("شطب الطرف الآخر 23 اسما من القائمة.", "count", 23, 23),
    ("أصدر القاضي أحكاما بحق 14 من التجار.", "count", 14, 14),
    ("لم تتعد المشاركة 41 بالمئة.", "percent", None, 41),
    ("فاز بنسبة 22,10 في المئة.", "percent", 22.1, 22.1),
    ("أطلقوا النار من رشاش 23 ملم.", "millimetres", 23, 23),
    ("استمر ذلك 3 أيام.", "days", 3, 3),
    ("يقع على مسافة 20 كم.", "kilometres", 20, 20),
    ("أمهلوهم 48 ساعة.", "hours", 48, 48),
]
NO_COUNTS = [
    ("It happened in 2019.", "en"),
    ("It happened on 4 July 2020.", "en"),
    ("It began at 16:30.", "en"),
    ("It began at 8 pm.", "en"),
    ("Division 11 withdrew.", "en"),
    ("The 11th Division withdrew.", "en"),
    ("B24 reported it.", "en"),
    ("An F-16 flew over.", "en"),
    ("Call +963 21 555 0199 now.", "en"),
    ("Write to box 5512.", "en"),
    ("He is 25 years old.", "en"),
    ("One of them spoke.", "en"),
    ("Several tents burned.", "en"),
    ("It was the second convoy.", "en"),
    ("See article 7 of the law.", "en"),
    ("Flight 302 landed.", "en"),
    ("It was open 24/7.", "en"),
    ("The 737 crashed.", "en"),
    ("See Claim 2 below.", "en"),
    ("Platform 7 was closed.", "en"),
    ("2. The dam broke.", "en"),
    ("They won the match 3-1.", "en"),
    ("A 12 year-old boy fled.", "en"),
    ("It began at about 23.00.", "en"),
    ("It began at six in the morning.", "en"),
    ("حدث ذلك عام 2019.", "ar"),
    ("حدث ذلك في 4 تموز 2020.", "ar"),
    ("بدأ ذلك الساعة 8 مساء.", "ar"),
    ("انسحبت الفرقة 11.", "ar"),
    ("ذكرت شبكة البصيرة24 ذلك.", "ar"),
    ("وصل الرتل الثاني.", "ar"),
    ("وصلت عربات إلى الموقع.", "ar"),
    ("عمره 25 عاما.", "ar"),
    ("تحدث أحدهم.", "ar"),
]


def _counts(text: str, lang: str) -> list[Quantity]:
    tokens = tokenise(text, load_pack(lang))
    taken = {k for d in read_dates(tokens, None) for k in range(d.first, d.last)}
    return [c.quantity for c in read_counts(analyse(tokens, tokens.sentences()), taken=taken)]


@pytest.mark.parametrize(
    ("text", "lang", "what", "low", "high"),
    [(t, "en", *rest) for t, *rest in ENGLISH] + [(t, "ar", *rest) for t, *rest in ARABIC],
)
def test_counts(text: str, lang: str, what: str, low: float | None, high: float | None) -> None:
    """
    A count has its unit and its interval, and is the only one of its sentence.
    """
    assert [(what, low, high)] == [(q.what, q.low, q.high) for q in _counts(text, lang)]


@pytest.mark.parametrize(("text", "lang"), NO_COUNTS)
def test_other_numbers_are_no_counts(text: str, lang: str) -> None:
    """
    Years, dates, times of day, ages, ranks, codes, names and missing numbers are no counts.
    """
    assert [] == _counts(text, lang)


@pytest.mark.parametrize(
    ("text", "lang", "scope"),
    [
        ("Ten died, including 3 children.", "en", Scope.SUBSET),
        ("Another 10 people were hurt.", "en", Scope.ADDITION),
        ("An earlier toll was 10 dead.", "en", Scope.WHOLE),
        ("قتل عشرة بينهم 3 أطفال.", "ar", Scope.SUBSET),
        ("أصيب 10 أشخاص آخرين.", "ar", Scope.ADDITION),
        ("Ten percent of the crop was lost.", "en", Scope.RATE),
    ],
)
def test_scope(text: str, lang: str, scope: Scope) -> None:
    """
    The words at a count say what it covers.
    """
    assert scope == _counts(text, lang)[-1].scope


@pytest.mark.parametrize(
    ("text", "lang", "approx"),
    [("About 50 people fled.", "en", True), ("50 people fled.", "en", False), ("نزح نحو 50 شخصا.", "ar", True)],
)
def test_approximators(text: str, lang: str, approx: bool) -> None:
    """
    An approximator is kept beside the value.
    """
    assert approx is _counts(text, lang)[0].approx


@pytest.mark.parametrize(
    "text", ["50 people and 20 trucks and ", "between 3 and 5 and ", "نحو 20 و30 و", "عشرات ", "a hundred and ", "$"]
)
def test_reading_grows_linearly(text: str) -> None:
    """
    Four times the text costs about four times as much.
    """
    pack = load_pack("ar" if text[0] > "z" else "en")

    def cost(times: int) -> float:
        tokens = tokenise(text * times, pack)
        analysis = analyse(tokens, tokens.sentences())
        best = 9.0
        for _ in range(3):
            start = time.process_time()
            read_counts(analysis)
            best = min(best, time.process_time() - start)
        return best

    cost(200)
    assert cost(4_000) <= 8 * cost(1_000) + 0.05
