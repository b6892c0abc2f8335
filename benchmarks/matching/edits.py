"""
Copies and edited sentences: what share of copies is kept, and what share of edits passes for a copy.

Sentences come from the dev stories (`reports.jsonl`); each is copied as tools and newsrooms copy, and
edited in one thing. A verdict of `duplicate` keeps a copy, and is a miss for an edit.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

from claimtrack.matching import TextRelation, compare_texts

_SENTENCE = re.compile(r"[^.!?؟\n]+")
_NUMBER = re.compile(r"(?<![\w.,])\d{1,4}(?![\w.,]*\d)")
_MARKS = "ًٌٍَُِّْ"

# Pairs that exchange one word for another of its kind, by kind of edit. Written for this benchmark; packs were not
# consulted, so that words no pack lists are among them.
_SWAPS: dict[str, dict[str, str]] = {
    "en": {
        "antonym": (
            "rose/fell opened/closed entered/left arrived/departed accepted/rejected before/after "
            "more/fewer increased/decreased first/last north/south east/west northern/southern "
            "eastern/western above/below inside/outside destroyed/repaired began/ended won/lost "
            "large/small high/low confirmed/denied with/without up/down start/stop"
        ),
        "verb": (
            "killed/wounded said/shouted found/hid took/gave fired/threw reached/missed "
            "helped/blamed visited/avoided announced/hinted seized/sold died/fled sent/recalled "
            "built/burned hit/missed saw/heard moved/stored reported/invented"
        ),
        "unit": (
            "kilometres/miles kilometers/miles km/miles tonnes/kilograms tons/litres metres/feet "
            "meters/feet hours/days days/weeks minutes/hours dollars/euros percent/points "
            "people/families vehicles/boats soldiers/civilians houses/shops trucks/tanks "
            "million/billion thousand/hundred thousands/dozens"
        ),
        "title": (
            "minister/ambassador president/governor spokesman/lawyer spokesperson/lawyer "
            "colonel/captain general/corporal mayor/judge doctor/nurse director/clerk "
            "official/resident residents/officials chief/deputy head/member commander/soldier "
            "source/document sources/documents witness/officer ministry/court"
        ),
        "part": (
            "half/third quarter/half all/some most/few many/few several/all both/neither "
            "at_least/at_most more_than/less_than about/exactly every/no only/also second/third "
            "first/second two/three three/five one/two four/six dozens/hundreds"
        ),
        "date": (
            "Monday/Tuesday Tuesday/Friday Wednesday/Sunday Thursday/Monday Friday/Saturday "
            "Saturday/Sunday Sunday/Monday July/June August/May September/October morning/evening "
            "yesterday/today today/tomorrow night/noon week/month year/month am/pm"
        ),
        "person": (
            "he/she his/her men/women man/woman father/mother son/daughter they/we "
            "children/adults boy/girl brother/sister himself/herself teachers/farmers "
            "fighters/doctors forces/refugees troops/workers"
        ),
        "direction": ("from/to into/out_of to/from by/against under/over for/against toward/away_from off/on"),
    },
    "ar": {
        "antonym": (
            "ارتفع/انخفض دخلت/غادرت دخول/خروج وصلت/غادرت وصول/مغادرة قبل/بعد بعد/قبل شمال/جنوب "
            "شرق/غرب غرب/شرق شرقي/غربي داخل/خارج أكثر/أقل أول/آخر فوق/تحت نفى/أكد أكدت/نفت "
            "أكد/نفى فتح/إغلاق كبير/صغير مع/ضد بدء/نهاية"
        ),
        "verb": (
            "قتل/جرح قال/صرخ قالت/همست وجد/أخفى أرسلت/سحبت انفجار/حريق وقع/توقف أعلنت/ألمحت "
            "أعلن/ألمح سيطرت/تخلت قصف/زار نقل/تخزين نقلت/اخترعت أفادت/تساءلت أفاد/تساءل "
            "انهيار/ترميم"
        ),
        "unit": (
            "كيلومترا/ميلا كيلومتر/ميل طن/كيلوغرام طنا/لترا متر/قدم ساعات/أيام أيام/أسابيع "
            "دولار/يورو مليون/مليار ألف/مئة آلاف/مئات شخصا/عائلة جنود/مدنيين جنديا/مدنيا "
            "عسكريا/مدنيا آليات/قوارب شاحنات/دبابات منازل/متاجر مركبة/سفينة"
        ),
        "title": (
            "وزير/سفير وزارة/محكمة رئيس/نائب متحدث/محام مصدر/وثيقة مصادر/وثائق محافظ/قاض "
            "مدير/موظف قائد/جندي مسؤول/مواطن طبيب/ممرض شهود/ضباط العقيد/النقيب الهلال/الصليب"
        ),
        "part": (
            "نصف/ثلث جميع/بعض كل/بعض معظم/قلة عشرات/مئات مئات/آلاف نحو/بالضبط حوالي/بالضبط "
            "ثلاثة/خمسة أربعة/ستة الأول/الثاني الأولى/الثالثة اثنين/ثلاثة فقط/أيضا عدد/معظم"
        ),
        "date": (
            "الاثنين/الثلاثاء الثلاثاء/الجمعة الأربعاء/الأحد الخميس/الاثنين الجمعة/السبت "
            "السبت/الأحد الأحد/الاثنين تموز/حزيران آب/أيار أغسطس/مايو سبتمبر/أكتوبر يوليو/يونيو "
            "صباح/مساء مساء/ظهر أمس/غدا اليوم/أمس أسبوع/شهر"
        ),
        "person": (
            "رجال/نساء رجل/امرأة أطفال/شيوخ والده/أمه القوات/المنظمات قوات/منظمات "
            "المقاتلين/الأطباء السكان/الجنود الأهالي/الجنود مدنيين/مسلحين عناصر/عائلات"
        ),
        "direction": ("من/إلى إلى/من على/تحت عبر/دون لصالح/ضد"),
    },
}
_NEGATIONS = {"en": ("not",), "ar": ("لم", "لا")}
_MODALS = {"en": ("may", "will", "reportedly"), "ar": ("ربما", "سوف", "قد")}
_PLACES = {"en": ("Tabuk", "Larnaca", "Odesa", "Malmo", "Quito"), "ar": ("تبوك", "لارنكا", "أوديسا", "مالمو", "كيتو")}


def read_sentences(stories: Path) -> Iterator[tuple[str, str]]:
    """
    Give sentences of six to forty words with their language.
    """
    seen = set()
    with (stories / "reports.jsonl").open(encoding="utf-8") as file:
        for line in file:
            report = json.loads(line)
            for found in _SENTENCE.finditer(report["text"]):
                sentence = " ".join(found.group().split())
                if 6 <= len(sentence.split()) <= 40 and sentence not in seen:
                    seen.add(sentence)
                    yield sentence, "ar" if re.search("[\u0600-\u06ff]", sentence) else "en"


def copies(sentence: str, lang: str, random: Random) -> Iterator[tuple[str, str]]:
    """
    Give copies of a sentence with the kind of change that newsrooms and tools make.
    """
    yield "spaces", "  " + sentence.replace(" ", "  ") + " \n"
    yield "full stop", sentence + "."
    yield "quoted", f"«{sentence}»"
    yield "tag", ("عاجل: " if lang == "ar" else "BREAKING: ") + sentence
    yield "agency", sentence + (" (رويترز)" if lang == "ar" else " - Reuters")
    yield "masthead", sentence + (" | صحيفة الشاطئ" if lang == "ar" else " | The Daily Shore")
    yield "commas", re.sub(r"[,،;](?!\d) *", " ", sentence)
    yield "direction marks", "\u200f" + sentence.replace(" ", " \u200e", 1)
    slip = _slip(sentence, random)
    if slip != sentence:
        yield "slip", slip
    if lang == "ar":
        yield "letters", sentence.translate(str.maketrans("أإآىة", "اااهه".replace("هه", "يه")))
        yield "vowel marks", _some(sentence, r"(?<=[\u0621-\u064a])", random, _MARKS)
        yield "tatweel", _some(sentence, r"(?<=[\u0628-\u064a])(?=[\u0628-\u064a])", random, "ـ")
        if re.search(r"\d", sentence):
            yield "digits", sentence.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    else:
        yield "upper case", sentence.upper()
        yield "articles", re.sub(r"\b(?:the|a|an) ", "", sentence)
        yield "typography", sentence.replace("'", "’").replace('"', "“").replace("-", "‑")
    for digit, en, ar in (("2", "two", "اثنان"), ("3", "three", "ثلاثة"), ("4", "four", "أربعة"), ("6", "six", "ستة")):
        if f" {digit} " in sentence:
            yield "number word", sentence.replace(f" {digit} ", f" {ar if lang == 'ar' else en} ", 1)


def edits(sentence: str, lang: str, random: Random) -> Iterator[tuple[str, str]]:
    """
    Give the sentence with one thing changed, for every kind of change that fits it.
    """
    numbers = list(_NUMBER.finditer(sentence))
    if numbers:
        at = random.choice(numbers)
        yield "number", sentence[: at.start()] + str(int(at.group()) + random.randint(1, 9)) + sentence[at.end() :]
    if len(numbers) > 1 and numbers[0].group() != numbers[1].group():
        x, y = numbers[:2]
        between = sentence[x.end() : y.start()]
        yield "numbers swapped", sentence[: x.start()] + y.group() + between + x.group() + sentence[y.end() :]
    words = sentence.split()
    at = random.randrange(1, len(words) - 1)
    yield "negation", " ".join([*words[:at], random.choice(_NEGATIONS[lang]), *words[at:]])
    yield "modality", " ".join([*words[:at], random.choice(_MODALS[lang]), *words[at:]])
    for kind, pairs in _SWAPS[lang].items():
        swaps = [pair.replace("_", " ").split("/") for pair in pairs.split()]
        fits = [(x, y) for x, y in swaps if re.search(rf"(?<!\w){re.escape(x)}(?!\w)", sentence)]
        if fits:
            x, y = random.choice(fits)
            yield kind, re.sub(rf"(?<!\w){re.escape(x)}(?!\w)", y, sentence, count=1)
    names = [w for w in words[1:] if w[:1].isupper() and w.isalpha() and len(w) > 3] if lang == "en" else []
    if names:
        yield "name", sentence.replace(random.choice(names), random.choice(_PLACES["en"]), 1)
    places = [w for w in words if w.isalpha() and len(w) > 4] if lang == "ar" else []
    if places:
        yield "name", sentence.replace(random.choice(places), random.choice(_PLACES["ar"]), 1)
    if len(words) > 7:
        i, j = sorted(random.sample(range(len(words)), 2))
        if len(words[i]) > 4 and len(words[j]) > 4 and words[i] != words[j]:
            swapped = list(words)
            swapped[i], swapped[j] = words[j], words[i]
            yield "words swapped", " ".join(swapped)


def measure(
    stories: Path, *, seed: int = 11, same: Callable[[str, str], bool] | None = None
) -> tuple[dict[str, tuple[int, int]], dict[str, tuple[int, int]], list[tuple[str, str, str]]]:
    """
    Count per kind of copy and of edit how many pass for duplicates, of how many; and list what went wrong.
    """
    same = same or (lambda a, b: compare_texts(a, b).relation is TextRelation.DUPLICATE)
    random = Random(seed)
    tables: tuple[dict[str, list[bool]], dict[str, list[bool]]] = (defaultdict(list), defaultdict(list))
    wrong = []
    for sentence, lang in read_sentences(stories):
        for table, rows, wanted in ((tables[0], copies, True), (tables[1], edits, False)):
            for kind, other in rows(sentence, lang, random):
                if not wanted and other == sentence:
                    continue
                passed = same(sentence, other)
                table[kind].append(passed)
                if passed is not wanted:
                    wrong.append((kind, sentence, other))
    counted = tuple({kind: (sum(rows), len(rows)) for kind, rows in sorted(t.items())} for t in tables)
    return counted[0], counted[1], wrong


def _some(sentence: str, where: str, random: Random, letters: str) -> str:
    return re.sub(where, lambda _: random.choice(letters) if random.random() < 0.12 else "", sentence)


def _slip(sentence: str, random: Random) -> str:
    """
    Let two neighbouring letters inside one long word change places.
    """
    long = list(re.finditer(r"[^\W\d_]{8,}", sentence))
    if not long:
        return sentence
    word = random.choice(long)
    at = random.randrange(word.start() + 2, word.end() - 3)
    return sentence[:at] + sentence[at + 1] + sentence[at] + sentence[at + 2 :]
