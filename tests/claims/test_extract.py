"""
Tests of appearances: offsets, slots, what is left out, hostile input.
"""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimtrack.claims import extract, features
from claimtrack.model import Act, Appearance, Polarity, Report, Scope

ARABIC = (
    "قالت وزارة الصحة إن 30 شخصا قتلوا وأصيب 200 آخرون في انفجار هز مدينة درنة أمس السبت.\n"
    "وأكدت مصادر محلية دخول 20عسكرياً إلى الميناء، ومعهم نحو 50 مقاتلا.\n"
    "ورجح الوزير أن يصل عدد القتلى إلى 100."
)
ENGLISH = (
    "The health ministry said at least 30 people had been killed and 200 wounded in a blast in Derna on Saturday.\n"
    "The army denied that it had shelled the hospital. The toll could reach 100, the minister warned."
)


def _extract(text: str, lang: str | None = None, published: date | None = date(2023, 9, 17)) -> tuple[Appearance, ...]:
    return extract(Report(outlet="o", text=text, id="r", lang=lang, published=published))


def _one(found: tuple[Appearance, ...], part: str) -> Appearance:
    return next(a for a in found if part in a.quote)


@pytest.mark.parametrize("text", [ARABIC, ENGLISH])
def test_quotes_are_cut_from_the_text(text: str) -> None:
    """
    A quote is the text between its offsets, and ids count up.
    """
    found = _extract(text)

    assert [text[a.start : a.end] for a in found] == [a.quote for a in found]
    assert [f"r#{n}" for n in range(1, len(found) + 1)] == [a.id for a in found]


def test_arabic_slots() -> None:
    """
    Killed and wounded are two claims with their event, number, day and place.
    """
    found = _extract(ARABIC)
    killed, injured = _one(found, "30 شخصا"), _one(found, "200")

    assert ("killed", 30, 30) == (killed.quantities[0].what, killed.quantities[0].low, killed.quantities[0].high)
    assert ("injured", 200) == (injured.quantities[0].what, injured.quantities[0].low)
    assert {"Derna"} == {a.place.name for a in (killed, injured) if a.place}
    assert {date(2023, 9, 16)} == {a.happened.start for a in (killed, injured) if a.happened}


def test_english_slots() -> None:
    """
    A bound makes an open interval and a hedge; the number beside it keeps its own.
    """
    found = _extract(ENGLISH)
    killed, injured = _one(found, "30 people"), _one(found, "200 wounded")

    assert ("kill", True, 30, None) == (
        killed.event,
        killed.hedged,
        killed.quantities[0].low,
        killed.quantities[0].high,
    )
    assert ("injure", False, 200, 200) == (
        injured.event,
        injured.hedged,
        injured.quantities[0].low,
        injured.quantities[0].high,
    )


def test_a_denial_is_of_what_is_denied() -> None:
    """
    The quote of a denial is what is denied, without the cue.
    """
    found = _one(_extract(ENGLISH), "shelled")

    assert (Polarity.DENY, Act.DENY, "shell") == (found.polarity, found.act, found.event)
    assert "denied" not in found.quote


@pytest.mark.parametrize("text", [ARABIC, ENGLISH])
def test_forecasts_are_no_counts(text: str) -> None:
    """
    What may come is marked, and hedged.
    """
    found = _one(_extract(text), "100")

    assert (Scope.FORECAST, True) == (found.quantities[0].scope, found.hedged)


def test_glued_number_with_its_noun() -> None:
    """
    A number glued to its noun is read, and its text starts where it stands.
    """
    found = _one(_extract(ARABIC), "20عسكرياً")
    quantity = found.quantities[0]

    assert ("soldiers", 20, "20عسكرياً") == (quantity.what, quantity.low, quantity.text)
    assert ARABIC.index("20عسكرياً") == quantity.start


def test_unknown_day_without_publication() -> None:
    """
    "Saturday" is unknown where nobody knows when the report was published.
    """
    assert {None} == {a.happened for a in _extract(ENGLISH, published=None)}


def test_missing_number_is_not_one() -> None:
    """
    Vehicles without a number have no quantity.
    """
    assert () == _one(_extract("وأكدت مصادر محلية دخول عربات عسكرية إلى الميناء أمس."), "عربات").quantities


def test_titles_that_repeat_the_prose_make_no_second_claim() -> None:
    """
    A title and the sentence it sums up are one claim.
    """
    title = "Blast kills 30 people in Derna"
    text = f"{title}\n\nA blast killed 30 people in Derna on Saturday, the mayor said."
    found = extract(Report(outlet="o", title=title, text=text, id="r", lang="en"))

    assert 1 == sum("30 people" in a.quote for a in found)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n\n",
        "12345",
        "....",
        "“" * 50,
        "漢字かな交じり文",
        "\u0301" * 500,
        "\u202e\u202d" * 20,
        "ـ" * 300,
        "a" * 5000,
    ],
)
def test_odd_texts_give_nothing(text: str) -> None:
    """
    Text without claims gives none, and no error.
    """
    assert () == _extract(text)


@given(st.text(max_size=200))
def test_any_text_keeps_its_offsets(text: str) -> None:
    """
    Whatever the text, every quote stands where it is said to stand.
    """
    assert all(text[a.start : a.end] == a.quote for a in _extract(text, "en"))


def test_tatweel_and_dots_do_not_hide_a_claim() -> None:
    """
    What is written to dodge filters is read, with exact offsets.
    """
    text = "وأكدت مصادر محلية مقتـ.ـل 20 جنديـاً في الميناء أمس."
    found = _one(_extract(text), "20")

    assert ("kill", 20) == (found.event, found.quantities[0].low)
    assert found.quote == text[found.start : found.end]


@pytest.mark.parametrize(
    "piece",
    [
        "officials said 3 people died and ",
        "“the army said ",
        "وقالت المصادر إن 20 شخصا قتلوا و",
        "قتل ",
        "between 3 and ",
        "Monday ",
        "said, ",
        "a hundred and ",
        "ـ\u064b",
        "(",
    ],
)
def test_extraction_grows_linearly(piece: str) -> None:
    """
    Four times the text costs about four times as much.
    """

    def cost(times: int) -> float:
        report = Report(outlet="o", text=piece * times, id="r")
        best = 99.0
        for _ in range(2):
            start = time.process_time()
            extract(report)
            best = min(best, time.process_time() - start)
        return best

    cost(20)
    assert cost(1_600) <= 8 * cost(400) + 0.05


def test_features_meet_across_languages() -> None:
    """
    The same claim in two languages shares its event, its number, its unit and its names.
    """
    arabic = features("مقتل 20 جنديا قرب البوكمال", "ar")
    english = features("20 soldiers were killed near al-Bukamal", "en")

    assert {"event:kill", "unit:soldiers", "place:al-Bukamal"} <= set(arabic.concepts) & set(english.concepts)
    assert "20" in set(arabic.tokens) & set(english.tokens)


def test_features_of_quoted_names() -> None:
    """
    A word in short quotation marks certainly is a name, also where no letter is a capital.
    """
    assert "hrbs" in features("حاجز “هريبشة” على الطريق", "ar").capitals


@pytest.mark.parametrize(
    ("text", "quote", "found"),
    [
        # A short clause of the outlet's own is a claim where it has its verb and an argument of it.
        ("All showed signs of torture.", "All showed signs of torture", True),
        ("اعتقلت الشرطة ستة أشخاص، بينهم امرأتان، وصادرت أسلحة.", "وصادرت أسلحة", True),
        # An apposition and a subject in front of an interposed cue put nothing forward.
        ("They gave him to the Support Apparatus, a third armed group, on Monday.", "a third armed group", False),
        ("The explosion, according to the minister, destroyed half of the silo.", "The explosion", False),
    ],
)
def test_what_is_a_claim(text: str, quote: str, found: bool) -> None:
    """
    A predicate with what belongs to it is a claim; a noun that only names something is none.
    """
    assert found == (quote in [a.quote for a in _extract(text)])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # What is counted first has its predicate in the part behind it.
        ("20 people, including 5 children, were killed in the raid.", [("killed", 20), ("killed", 5)]),
        ("12 soldiers and 3 civilians were killed.", [("killed", 12), ("killed", 3)]),
        ("مقتل 12 جنديا وإصابة 30 في كمين.", [("killed", 12), ("injured", 30)]),
        # A number may stand far behind the noun that it counts.
        (
            "The number of people killed in Friday's assault on a hall outside the capital has reached 137.",
            [("killed", 137)],
        ),
        ("The dead are 92, the ministry said.", [("killed", 92)]),
        ("Police detained 13 local officials over the fire.", [("detained", 13)]),
        ("قتل 20 شخصا بينهم خمسة أطفال.", [("killed", 20), ("children", 5)]),
        # Names are no numbers.
        ("The 444 Brigade's commander was freed on Monday.", []),
        ("Fighters arrested the 444's commander on Monday.", []),
        ("Two F-16 fighters bombed the base.", [("count", 2)]),
        ("مقاتلو طالبان أطلقوا النار من المستشفى.", []),
        ("أفرج اللواء 444 عن 12 أسيرا.", [("captives", 12)]),
    ],
)
def test_what_is_counted(text: str, expected: list[tuple[str, int]]) -> None:
    """
    A number counts what its predicate or its noun says, and digits in a name count nothing.
    """
    assert expected == [(q.what, q.low) for a in _extract(text) for q in a.quantities]
