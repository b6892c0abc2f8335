"""
Tokens keep exact offsets, letters fold to one form, skeletons meet across scripts, packs are strict.
"""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import strategies
from claimtrack.errors import NotFoundError, PackError
from claimtrack.language import Cue, detect_language, fold, languages, load_pack, read_pack, skeleton, tokenise
from claimtrack.model import CueClass


@given(st.one_of(strategies.texts, st.text()), st.sampled_from(["ar", "en"]))
def test_tokens_cut_the_text_exactly(text: str, lang: str) -> None:
    """
    Every token is what stands at its offsets, in order, without overlap; only space and unseen signs lie between.
    """
    tokens = tokenise(text, load_pack(lang))
    assert [w.text for w in tokens.words] == [text[s:e] for s, e in zip(tokens.starts, tokens.ends, strict=True)]
    assert all(a <= b for a, b in zip(tokens.ends, tokens.starts[1:], strict=False))
    assert all(e > s for s, e in zip(tokens.starts, tokens.ends, strict=True))


@given(st.one_of(strategies.texts, st.text()), st.sampled_from(["ar", "en"]))
def test_sentences_cover_all_tokens_in_order(text: str, lang: str) -> None:
    """
    Sentences follow on one another from the first token to the last.
    """
    tokens = tokenise(text, load_pack(lang))
    sentences = tokens.sentences()
    assert [i for a, b in sentences for i in range(a, b)] == list(range(len(tokens)))


@pytest.mark.parametrize(
    ("lang", "text", "words"),
    [
        ("ar", "دخول 20عسكرياً من500", ["دخول", "20", "عسكرياً", "من", "500"]),
        ("ar", "الميليشـ.ـيات المحلية", ["الميليشـ.ـيات", "المحلية"]),
        ("ar", "وصل\u200f رتل", ["وصل\u200f", "رتل"]),
        ("en", "Lebanon's ministry didn't say 3,000.5", ["Lebanon", "'s", "ministry", "didn't", "say", "3,000.5"]),
        ("en", "B24 said 23-mm", ["B24", "said", "23", "-", "mm"]),
        ("en", "the Assad regime’s men", ["the", "Assad", "regime", "’s", "men"]),
    ],
)
def test_words_are_cut_as_the_language_writes_them(lang: str, text: str, words: list[str]) -> None:
    """
    Glued numbers part in Arabic, clitics part in English, filter-dodging dots do not part a word.
    """
    assert words == [w.text for w in tokenise(text, load_pack(lang)).words]


@pytest.mark.parametrize(
    ("lang", "text", "count"),
    [
        ("en", "Mr. Smith of the U.S. said 3.5 percent. It is so.", 2),
        ("en", "He left.” She stayed.", 2),
        ("ar", "قال د. حسن إن الوضع صعب. وأضاف أن العدد كبير؟ نعم!", 3),
        ("en", "One line\nAnother line", 2),
    ],
)
def test_sentences_end_where_a_reader_ends_them(lang: str, text: str, count: int) -> None:
    """
    Abbreviations, initials and decimal points end no sentence.
    """
    assert count == len(tokenise(text, load_pack(lang)).sentences())


@pytest.mark.parametrize(
    ("a", "b"),
    [("أكّدت", "اكدت"), ("مـــصادر", "مصادر"), ("ميليشـ.ـيات", "ميليشيات"), ("KILLED", "killed"), ("Zoë", "zoe")],
)
def test_letter_variants_fold_to_one_form(a: str, b: str) -> None:
    """
    Marks, tatweel, dots between tatweels, hamza seats and case make no difference.
    """
    assert fold(a) == fold(b)


@pytest.mark.parametrize(
    ("arabic", "latin"),
    [
        ("البوكمال", "albukamal"),
        ("الفرات", "furat"),
        ("درنة", "derna"),
        ("دغيم", "deghaim"),
        ("الميادين", "mayadin"),
        ("حسن", "hasan"),
        ("بيروت", "beirut"),
    ],
)
def test_names_have_one_skeleton_in_both_scripts(arabic: str, latin: str) -> None:
    """
    A name written in Arabic and as newsrooms romanise it compare equal by their consonants.
    """
    assert skeleton(fold(arabic)) == skeleton(fold(latin))


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("دخلت القوات الروسية حقل الورد", "ar"),
        ("Russian forces entered the field on Saturday", "en"),
        ("1234 … !!", "und"),
        ("", "und"),
        ("Skip to content قال مصدر إن القوات دخلت المدينة في الصباح", "ar"),
    ],
)
def test_the_language_is_that_of_most_letters(text: str, lang: str) -> None:
    """
    Script decides; a text without letters has no language.
    """
    assert lang == detect_language(text)


def test_every_pack_loads_and_an_unknown_one_is_named() -> None:
    """
    All packs follow their form; asking for another lists them.
    """
    assert {"ar", "en"} <= set(languages())
    for lang in languages():
        assert lang == load_pack(lang).lang
    with pytest.raises(NotFoundError, match="allowed is one of"):
        load_pack("xx")


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        ('lemma = "say"\ncue_class = "speak"\nforms = ["said"]', "speak"),
        ('lemma = "say"\ncue_class = "say"\nforms = "said"', "list of strings"),
        ('lemma = "say"\ncue_class = "say"\nforms = ["said"]\nweight = 3', "weight"),
        ('cue_class = "say"\nforms = ["said"]', "lemma"),
        ('lemma = "say"\ncue_class = "say"\nforms = ["said"]\nrate = "high"', "float"),
    ],
)
def test_a_wrong_pack_is_refused_by_file_and_entry(tmp_path: Path, entry: str, words: str) -> None:
    """
    A wrong class, a loose type, an unknown key and a missing key are errors that say where.
    """
    (tmp_path / "pack.toml").write_text(
        'lang="zz"\nname="Z"\nscript="latin"\norder="subject_first"\ncapitals=true\n', encoding="utf-8"
    )
    (tmp_path / "cues.toml").write_text(f"[[cue]]\n{entry}\n", encoding="utf-8")
    with pytest.raises(PackError) as caught:
        read_pack(tmp_path)
    assert "cues.toml, entry 1" in str(caught.value)
    assert words in str(caught.value)


_HOSTILE = {
    "marks": "ا" + "\u064b" * 40,
    "tatweel": "ـ.ـ.",
    "quotes": "“",
    "letters": "a",
    "digits": "1,",
    "hidden": "\u200b\u200f",
    "apostrophes": "x's",
}


@pytest.mark.parametrize("name", sorted(_HOSTILE))
def test_cutting_grows_linearly_on_hostile_text(name: str) -> None:
    """
    Four times the text costs no more than about four times the CPU time (eight leaves room for noise).
    """
    pack = load_pack("ar")

    def cost(size: int) -> float:
        text = _HOSTILE[name] * (size // len(_HOSTILE[name]))
        best = float("inf")
        for _ in range(3):
            begin = time.process_time()
            tokenise(text, pack).sentences()
            best = min(best, time.process_time() - begin)
        return best

    cost(1000)
    small, large = cost(30_000), cost(120_000)
    assert large < 8 * small + 0.02


def test_prepositions_of_a_cue_are_folded_like_words() -> None:
    """
    What a cue takes is written in any spelling and compared with folded words.
    """
    cue = Cue(forms=("أشار",), lemma="أشار", cue_class=CueClass.SAY, takes=("إلى", "الى", "على"))

    assert (fold("إلى"), fold("على")) == cue.takes
