"""
Stories made for `train_matcher.py`: one kind of event in many places on many days, as archives hold them.

The stories with gold tell of one event each, so they cannot teach what another town, another day or another man is
worth. Here every report tells of one of eight events of one kind, in one of several wordings, in Arabic or English,
together with what is easily taken for the same: a part of the toll, a forecast, a denial, a second event there.
Places are real, so that gazetteers know them; events, days and figures are invented.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from attrs import frozen

_PLACES = (
    ("Tikrit", "تكريت"), ("Samarra", "سامراء"), ("Kirkuk", "كركوك"), ("Mosul", "الموصل"), ("Basra", "البصرة"),
    ("Taiz", "تعز"), ("Hodeidah", "الحديدة"), ("Marib", "مأرب"), ("Benghazi", "بنغازي"), ("Misrata", "مصراتة"),
    ("Sirte", "سرت"), ("Nablus", "نابلس"), ("Jenin", "جنين"), ("Hebron", "الخليل"), ("Tripoli", "طرابلس"),
)  # fmt: skip
_PEOPLE = (
    ("Salim Haddad", "سليم حداد"), ("Karim Nasser", "كريم ناصر"), ("Yusuf Darwish", "يوسف درويش"),
    ("Majid Qasim", "ماجد قاسم"), ("Tariq Mansour", "طارق منصور"), ("Adel Fares", "عادل فارس"),
)  # fmt: skip
_DAYS_EN = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_DAYS_AR = ("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد")

_KINDS: dict[str, tuple[tuple[str, str, str], ...]] = {
    "fire": (
        ("toll",
         "{n} people died in a fire at a market in {p} on {d}.",
         "قُتل {n} شخصا في حريق سوق في {q} يوم {e}."),
        ("toll",
         "The fire that swept a market in {p} on {d} killed {n} people.",
         "أودى حريق في سوق {q} {e} بحياة {n} شخصا."),
        ("toll",
         "A blaze in {p} left {n} dead on {d}.",
         "خلّف حريق في {q} {e} {n} قتيلا."),
        ("part",
         "Among the dead in {p} were {m} firefighters.",
         "ومن بين القتلى في {q} {m} من رجال الإطفاء."),
        ("forecast",
         "The toll in {p} may rise to {k}.",
         "وقد ترتفع الحصيلة في {q} إلى {k}."),
        ("cause",
         "A gas cylinder exploded in a restaurant in {p}.",
         "وانفجرت أسطوانة غاز في مطعم في {q}."),
    ),
    "airstrike": (
        ("toll",
         "An airstrike on {p} killed {n} civilians on {d}.",
         "قتلت غارة جوية على {q} {n} مدنيا يوم {e}."),
        ("toll",
         "{n} civilians were killed when warplanes struck {p} on {d}.",
         "سقط {n} قتيلا مدنيا في قصف الطائرات على {q} {e}."),
        ("hurt",
         "The raid on {p} wounded {k} people.",
         "وأصابت الغارة على {q} {k} شخصا."),
        ("part",
         "Four of those killed in {p} were children.",
         "وأربعة من قتلى {q} أطفال."),
        ("denial:toll",
         "The army denied that an airstrike on {p} killed civilians on {d}.",
         "ونفى الجيش أن تكون غارة على {q} قتلت مدنيين يوم {e}."),
        ("vow",
         "The army vowed to strike {p} again.",
         "وتوعد الجيش بقصف {q} مجددا."),
    ),
    "arrest": (
        ("arrest",
         "Police arrested {x} in {p} on {d}.",
         "اعتقلت الشرطة {y} في {q} يوم {e}."),
        ("arrest",
         "{x} was detained in {p} by police on {d}.",
         "وأوقفت الشرطة {y} في {q} {e}."),
        ("others",
         "Police detained {n} other people in {p}.",
         "واحتجزت الشرطة {n} شخصا آخرين في {q}."),
        ("demand",
         "The family of {x} demanded that he be freed.",
         "وطالبت عائلة {y} بالإفراج عنه."),
        ("release",
         "A court ordered that {x} be released.",
         "وأمرت محكمة بالإفراج عن {y}."),
    ),
    "protest": (
        ("protest",
         "Thousands protested in {p} on {d} against power cuts.",
         "تظاهر الآلاف في {q} يوم {e} احتجاجا على انقطاع الكهرباء."),
        ("protest",
         "A protest against power cuts drew thousands to the streets of {p} on {d}.",
         "خرجت مظاهرة ضد انقطاع الكهرباء في شوارع {q} {e}."),
        ("hurt",
         "{n} protesters were wounded in {p} on {d}.",
         "وأصيب {n} متظاهرا في {q} {e}."),
        ("closed",
         "Protesters closed the road to {p}.",
         "وأغلق محتجون الطريق المؤدية إلى {q}."),
        ("forecast",
         "More protests are expected in {p} tomorrow.",
         "ومن المتوقع خروج مظاهرات أخرى في {q} غدا."),
    ),
    "flood": (
        ("toll",
         "Floods in {p} killed {n} people on {d}.",
         "قتلت السيول في {q} {n} شخصا يوم {e}."),
        ("toll",
         "{n} people drowned in {p} on {d}, when floods hit the town.",
         "غرق {n} شخصا في سيول ضربت {q} {e}."),
        ("missing",
         "{k} people are missing in {p}.",
         "وفُقد {k} شخصا في {q}."),
        ("homes",
         "The floods destroyed {m} houses in {p}.",
         "ودمرت السيول {m} منازل في {q}."),
        ("dam",
         "A dam above {p} collapsed.",
         "وانهار سد فوق {q}."),
    ),
    "clash": (
        ("toll",
         "Clashes in {p} on {d} killed {n} soldiers.",
         "قتلت اشتباكات في {q} يوم {e} {n} جنديا."),
        ("toll",
         "{n} soldiers died in fighting in {p} on {d}.",
         "ومقتل {n} جنديا في معارك {q} {e}."),
        ("enter",
         "Troops entered {p} on {d}.",
         "دخلت قوات الجيش {q} يوم {e}."),
        ("enter",
         "The army sent troops into {p} on {d}.",
         "ودفع الجيش بقوات إلى داخل {q} {e}."),
        ("captives",
         "The gunmen captured {m} officers in {p}.",
         "وأسر المسلحون {m} ضباط في {q}."),
        ("leave",
         "The gunmen withdrew from {p}.",
         "وانسحب المسلحون من {q}."),
    ),
}  # fmt: skip
"""Kind of event: claim, how English says it, how Arabic says it; the same claim in several wordings."""

_EVENTS = 8
"""Events of a kind; the last three are in the towns of the first."""
_REPORTS = 4
"""Reports of an event."""


@frozen
class Told:
    """
    Hold one sentence of a made report, and the claim that it states.
    """

    text: str
    claim: str


@frozen
class MadeReport:
    """
    Hold a made report.
    """

    id: str
    story: str
    published: date
    lang: str
    told: tuple[Told, ...]


def make_stories(*, seed: int = 5) -> Iterator[MadeReport]:
    """
    Yield the reports of all stories, the same for one seed.
    """
    random = Random(seed)
    for kind, lines in _KINDS.items():
        places = random.sample(_PLACES, k=5)
        for at in range(_EVENTS):
            when = date(2021, 3, 1) + timedelta(days=random.choice((7, 8, 9, 11)) * at)
            facts = {"n": random.randint(11, 60), "m": random.randint(3, 9), "k": random.randint(61, 300)}
            (p, q), (x, y) = places[at % len(places)], _PEOPLE[at % len(_PEOPLE)]
            words = {"p": p, "q": q, "x": x, "y": y, "d": _DAYS_EN[when.weekday()], "e": _DAYS_AR[when.weekday()]}
            for copy in range(_REPORTS):
                lang = ("en", "ar")[copy % 2]
                told = tuple(_tell(random, lines, lang, f"made.{kind}.{at}", {**facts, **words}))
                yield MadeReport(f"{kind}-{at}-{copy}", f"made {kind}", when + timedelta(days=copy % 2), lang, told)


def _tell(
    random: Random, lines: tuple[tuple[str, str, str], ...], lang: str, event: str, facts: dict[str, object]
) -> Iterator[Told]:
    """
    Yield one wording of some claims; a denial is the claim that it denies.
    """
    claims = list(dict.fromkeys(claim for claim, _, _ in lines))
    for claim in [claims[0], *random.sample(claims[1:], k=min(3, len(claims) - 1))]:
        wordings = [line for line in lines if line[0] == claim]
        text = random.choice(wordings)[1 if lang == "en" else 2].format(**facts)
        yield Told(text, f"{event}.{claim.removeprefix('denial:')}")
