"""
Make synthetic short claims with copies and variants, in Arabic and English, the same for one seed.

A base claim fills a template with invented names and places; what follows it is a copy (other case,
punctuation, vowel marks, letter variants, digits), an edit (number, negation, place, name, date,
modality changed), or a rewrite (a clause added, dropped or moved).
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

EDITS = ("number", "negation", "place", "name", "date", "modality", "role")
"""What an edit changes."""


@dataclass(frozen=True)
class Made:
    """
    One text, with the base claim it was made from and how (`base`, `copy`, `rewrite`, or an edit).
    """

    id: str
    text: str
    lang: str
    base: int
    how: str


@dataclass(frozen=True)
class _Slots:
    actor: str
    verb: int
    target: str
    place: str
    name: str
    number: int
    unit: int
    day: int
    month: int
    clause: int


_LATIN = (
    "ka", "da", "ma", "ro", "zi", "bel", "tar", "sho", "mu", "ha", "len", "gor", "vi", "sa", "nu", "fel",
    "dri", "jo", "ba", "qui",
)  # fmt: skip
_ARABIC = (
    "كا", "دا", "ما", "رو", "زي", "بل", "تار", "شو", "مو", "حا", "لين", "غور", "في", "سا", "نو", "فال",
    "دري", "جو", "با", "قي",
)  # fmt: skip
_EN_VERBS = (
    ("killed", "kill"), ("wounded", "wound"), ("detained", "detain"), ("evacuated", "evacuate"),
    ("displaced", "displace"), ("kidnapped", "kidnap"), ("freed", "free"), ("rescued", "rescue"),
    ("questioned", "question"), ("vaccinated", "vaccinate"),
)  # fmt: skip
_EN_UNITS = (
    "soldiers", "civilians", "teachers", "farmers", "students", "fishermen", "drivers", "doctors",
    "miners", "reporters",
)  # fmt: skip
_EN_CLAUSES = (
    "after a roadside bomb went off", "during a raid at dawn", "near the old grain silo",
    "as the convoy crossed the river", "when a market caught fire", "in a dispute over water",
    "while the power was out", "after a dam burst upstream", "close to the border fence",
    "on the road to the airport",
)  # fmt: skip
_EN_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
_EN_KINDS = ("forces", "fighters", "police", "rebels", "guards")
_AR_KINDS = ("قوات", "كتائب", "شرطة", "فصائل", "حرس")
_AR_VERBS = (
    ("قتلت", "تقتل"), ("أصابت", "تصب"), ("احتجزت", "تحتجز"), ("أجلت", "تجل"), ("شردت", "تشرد"),
    ("خطفت", "تخطف"), ("حررت", "تحرر"), ("أنقذت", "تنقذ"), ("استجوبت", "تستجوب"), ("لقحت", "تلقح"),
)  # fmt: skip
_AR_UNITS = ("جنديا", "مدنيا", "معلما", "مزارعا", "طالبا", "صيادا", "سائقا", "طبيبا", "عاملا", "صحفيا")
_AR_CLAUSES = (
    "بعد انفجار عبوة على الطريق", "خلال مداهمة عند الفجر", "قرب صومعة الحبوب القديمة",
    "أثناء عبور القافلة للنهر", "عندما اندلع حريق في السوق", "في خلاف على المياه",
    "خلال انقطاع الكهرباء", "بعد انهيار سد قريب", "بجوار سياج الحدود", "على طريق المطار",
)  # fmt: skip
_AR_MONTHS = (
    "كانون الثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران", "تموز", "آب", "أيلول", "تشرين الأول",
    "تشرين الثاني", "كانون الأول",
)  # fmt: skip
_MARKS = "ًٌٍَُِّْ"


def make_claims(count: int, *, seed: int = 7) -> list[Made]:
    """
    Make texts: about a third base claims, a third copies, the rest edits and rewrites, shuffled.
    """
    random = Random(seed)
    made: list[Made] = []
    base = 0
    while len(made) < count:
        lang = "ar" if random.random() < 0.5 else "en"
        slots = _fill(random, lang)
        made.append(Made("", _say(slots, lang), lang, base, "base"))
        # One claim in two stands alone; the others have one to five followers, as in real story sets.
        followers = 0 if random.random() < 0.5 else random.randint(1, 5)
        for _ in range(followers):
            made.append(_follow(random, slots, lang, base))
        base += 1
    del made[count:]
    random.shuffle(made)
    return [Made(f"t{at}", m.text, m.lang, m.base, m.how) for at, m in enumerate(made)]


def edit(random: Random, slots: _Slots, lang: str, how: str) -> str:
    """
    Say a claim with one thing changed.
    """
    if how == "number":
        return _say(_with(slots, number=slots.number + random.randint(1, 9)), lang)
    if how == "place":
        return _say(_with(slots, place=_name(random, lang, 2)), lang)
    if how == "name":
        return _say(_with(slots, name=_name(random, lang, 3)), lang)
    if how == "date":
        return _say(_with(slots, day=slots.day % 28 + 1), lang)
    if how == "role":
        return _say(_with(slots, actor=slots.target, target=slots.actor), lang)
    return _say(slots, lang, negated=how == "negation", doubted=how == "modality")


def copy(random: Random, text: str, lang: str) -> str:
    """
    Copy a text as newsrooms and their tools do: other marks, case and digits, the same words.
    """
    ways = (text, f"  {text.rstrip('.')}  …", f"«{text}»", *(_copies_ar if lang == "ar" else _copies_en)(random, text))
    return random.choice(ways)


def _copies_ar(random: Random, text: str) -> tuple[str, ...]:
    marked = "".join(c + (random.choice(_MARKS) if c.isalpha() and random.random() < 0.2 else "") for c in text)
    digits, letters = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"), str.maketrans("أإآة", "اااه")
    return marked, text.translate(digits), text.translate(letters)


def _copies_en(_: Random, text: str) -> tuple[str, ...]:
    return text.upper(), f"BREAKING: {text}", text.replace(" the ", " ").replace(" a ", " ")


def _follow(random: Random, slots: _Slots, lang: str, base: int) -> Made:
    draw = random.random()
    if draw < 0.5:
        return Made("", copy(random, _say(slots, lang), lang), lang, base, "copy")
    if draw < 0.85:
        how = random.choice(EDITS)
        return Made("", edit(random, slots, lang, how), lang, base, how)
    rewritten = _with(slots, clause=(slots.clause + random.randint(1, 9)) % 10)
    return Made("", _say(rewritten, lang), lang, base, "rewrite")


def _fill(random: Random, lang: str) -> _Slots:
    number = random.choice((2, 3, 4, 5, 7, 9, 11, 14, 18, 23, 37, 56, 120, 400, 1500))
    kinds = _EN_KINDS if lang == "en" else _AR_KINDS
    return _Slots(
        actor=_party(random, lang, kinds),
        verb=random.randrange(10),
        target=_party(random, lang, kinds),
        place=_name(random, lang, 2),
        name=_name(random, lang, 3),
        number=number,
        unit=random.randrange(10),
        day=random.randint(1, 28),
        month=random.randrange(12),
        clause=random.randrange(10),
    )


def _party(random: Random, lang: str, kinds: tuple[str, ...]) -> str:
    kind, name = random.choice(kinds), _name(random, lang, 2)
    return f"{name} {kind}" if lang == "en" else f"{kind} {name}"


def _name(random: Random, lang: str, syllables: int) -> str:
    parts = _LATIN if lang == "en" else _ARABIC
    word = "".join(random.choice(parts) for _ in range(syllables + 1))
    return word.capitalize() if lang == "en" else word


def _with(slots: _Slots, **changes: object) -> _Slots:
    return _Slots(**{**slots.__dict__, **changes})


def _say(slots: _Slots, lang: str, *, negated: bool = False, doubted: bool = False) -> str:
    if lang == "en":
        past, plain = _EN_VERBS[slots.verb]
        verb = f"did not {plain}" if negated else f"may have {past}" if doubted else past
        return (
            f"{slots.actor} {verb} {slots.number} {_EN_UNITS[slots.unit]} of the {slots.target} in {slots.place} "
            f"{_EN_CLAUSES[slots.clause]}, {slots.name} said on {slots.day} {_EN_MONTHS[slots.month]}."
        )
    past, plain = _AR_VERBS[slots.verb]
    verb = f"لم {plain}" if negated else f"ربما {past}" if doubted else past
    return (
        f"{verb} {slots.actor} {slots.number} {_AR_UNITS[slots.unit]} من {slots.target} في {slots.place} "
        f"{_AR_CLAUSES[slots.clause]}، حسبما قال {slots.name} في {slots.day} {_AR_MONTHS[slots.month]}."
    )
