"""
Tests of where something takes place: gazetteer, kinds of place with a name, prepositions, parties.
"""

from __future__ import annotations

import pytest

from claimtrack.claims.places import find_place, find_places
from claimtrack.language import PlaceEntry, load_pack, tokenise

ENTRIES = [
    pytest.param(lang, entry, id=f"{lang}-{entry.name}")
    for lang in ("en", "ar")
    for entry in load_pack(lang).entries["place"]
    if isinstance(entry, PlaceEntry)
]

KNOWN = [
    ("en", "Two trucks burned in Sirte on Monday.", "Sirte"),
    ("en", "The convoy reached Al-Bukamal from Damascus.", "al-Bukamal"),
    ("en", "Shells fell in rural Aleppo.", "Aleppo governorate"),
    ("en", "The Beirut blast killed nine.", "Beirut"),
    ("en", "Nine died in the southern suburbs of Beirut.", "Dahiyeh"),
    ("ar", "احترقت شاحنتان في سرت الإثنين.", "Sirte"),
    ("ar", "دخل الرتل مدينة دير الزور فجرا.", "Deir ez-Zor"),
    ("ar", "سقطت قذائف بريف حلب.", "Aleppo governorate"),
    ("ar", "توفي تسعة بدرنة.", "Derna"),
    ("ar", "وصلت القافلة إلى البوكمال قادمة من دمشق.", "al-Bukamal"),
]

PARTIES = [
    ("en", "The Damascus government rejected the offer."),
    ("en", "Moscow denied the report."),
    ("en", "The march slowed down."),
    ("en", "They had turkey for dinner in the US style."),
    ("ar", "انسحب لواء القدس."),
    ("ar", "رفضت طهران العرض."),
    ("ar", "قوات مدعومة من إيران."),
    ("ar", "وصلت أسلحة حديثة وخيام."),
]

NAMED = [
    ("en", "Gunmen attacked the Zanbaqa checkpoint.", "ar", "هاجم مسلحون حاجز زنبقة."),
    ("en", "They slept in the al-Sarrar camp.", "ar", "ناموا في معسكر السرار."),
    ("en", "A fire broke out at the Murjan oil field.", "ar", "اندلع حريق في حقل المرجان."),
    ("en", "The wounded went to Rubayi'at Hospital.", "ar", "نقل الجرحى إلى مستشفى «ربيعات»."),
]


@pytest.mark.parametrize(("lang", "entry"), ENTRIES)
def test_every_place_is_found_in_its_example(lang: str, entry: PlaceEntry) -> None:
    """
    The example sentence of every place names it.
    """
    tokens = tokenise(entry.example, load_pack(lang))

    assert entry.name in {m.place.name for m in find_places(tokens).marks}


def test_both_packs_name_the_same_places() -> None:
    """
    A place has one name and one containment in all packs.
    """
    english, arabic = (
        {e.name: (e.within, e.type) for e in load_pack(lang).entries["place"] if isinstance(e, PlaceEntry)}
        for lang in ("en", "ar")
    )

    assert english == arabic


def test_what_contains_a_place_is_a_place_itself() -> None:
    """
    Every name in `within` stands in the gazetteer.
    """
    places = [e for e in load_pack("en").entries["place"] if isinstance(e, PlaceEntry)]

    assert {w for e in places for w in e.within} <= {e.name for e in places}


@pytest.mark.parametrize(("lang", "text", "name"), KNOWN)
def test_known_places(lang: str, text: str, name: str) -> None:
    """
    The place of a sentence is the narrowest one that it does not only come from.
    """
    place = find_place(tokenise(text, load_pack(lang)))

    assert place is not None
    assert name == place.name


@pytest.mark.parametrize(("lang", "text"), PARTIES)
def test_parties_and_common_words_are_no_places(lang: str, text: str) -> None:
    """
    A place that tells whose somebody is, or a word that is also a name, is no place.
    """
    assert find_place(tokenise(text, load_pack(lang))) is None


@pytest.mark.parametrize(("lang", "text", "other_lang", "other"), NAMED)
def test_unlisted_names_compare_across_scripts(lang: str, text: str, other_lang: str, other: str) -> None:
    """
    A name that no gazetteer holds has one key in both scripts.
    """
    place, same = find_place(tokenise(text, load_pack(lang))), find_place(tokenise(other, load_pack(other_lang)))

    assert place is not None
    assert same is not None
    assert place.key
    assert place.key == same.key


def test_a_kind_without_a_name_points_back() -> None:
    """
    "The field" is the field that was named before.
    """
    tokens = tokenise("وصلوا إلى حقل المرجان. انتشر الجنود في الحقل.", load_pack("ar"))

    assert 1 == len({m.place for m in find_places(tokens).marks})


@pytest.mark.parametrize("text", ["في مستشفى ميداني", "في قاعدة عسكرية", "نقلوا إلى مستشفى", "حقل للنفط", "قرية صغيرة"])
def test_a_described_kind_has_no_name(text: str) -> None:
    """
    An adjective or a preposition behind a kind of place names nothing.
    """
    assert find_place(tokenise(text, load_pack("ar"))) is None


def test_an_unlisted_place_lies_in_the_last_known_one() -> None:
    """
    A named checkpoint lies in the town that was named before it.
    """
    place = find_place(tokenise("In Tobruk, gunmen attacked the Zanbaqa checkpoint.", load_pack("en")))

    assert place is not None
    assert ("Zanbaqa checkpoint", ("Tobruk", "Libya")) == (place.name, place.within)
