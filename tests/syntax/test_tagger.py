"""
Fast ways give what plain ways give, to the bit: best sequences, keys of features, labels of a text.
"""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimtrack.syntax import analyse, tagger
from claimtrack.syntax.layout import mix, mix_all
from claimtrack.syntax.sequences import best_sequences
from claimtrack.syntax.tagger import make_tagger
from claimtrack.syntax.weights_file import load_weights
from syntax.texts import News, everything

_TEXTS = [
    News(
        "The army said on Sunday that its troops had entered the town, but residents denied it. “Nobody was killed,” "
        "a doctor told reporters, adding that 12 people, including three children, were hurt.\n\n"
        "According to local officials, the road to al-Bukamal will not be opened if the shelling goes on.",
        "en",
    ),
    News(
        "قال الجيش يوم الأحد إن قواته دخلت المدينة، لكن سكانا نفوا ذلك. وأضافت مصادر طبية أن 12 شخصا أصيبوا، بينهم "
        "ثلاثة أطفال، ولم يقتل أحد.\n\nوبحسب مسؤولين محليين، لن يفتح الطريق إلى البوكمال إذا استمر القصف.",
        "ar",
    ),
]


def _plain(scores: np.ndarray, steps: np.ndarray, sentence: np.ndarray) -> list[int]:
    """
    Return the best label of each token, sentence by sentence, label by label (Viterbi 1967).
    """
    found: list[int] = []
    for number in dict.fromkeys(sentence.tolist()):
        rows = [[int(v) for v in row] for row in scores[sentence == number]]
        labels = range(len(rows[0]))
        best = [rows[0][k] + int(steps[-1, k]) for k in labels]
        back: list[list[int]] = []
        for row in rows[1:]:
            # Of equal ways the one through the first label is taken.
            came = [max(labels, key=lambda p, k=k: best[p] + int(steps[p, k])) for k in labels]  # type: ignore[misc]
            best = [best[came[k]] + int(steps[came[k], k]) + row[k] for k in labels]
            back.append(came)
        way = [max(labels, key=lambda k: best[k])]
        for came in reversed(back):
            way.append(came[way[-1]])
        found += reversed(way)
    return found


@given(
    st.integers(1, 7),
    st.lists(st.integers(1, 12), min_size=1, max_size=6),
    st.sampled_from([1, 3, 30, 300]),
    st.sampled_from([1, 3, 30, 300]),
    st.randoms(use_true_random=False),
)
def test_best_sequences_are_those_of_the_plain_way(
    labels: int, sizes: list[int], spread: int, reach: int, chance: random.Random
) -> None:
    """
    Leaving out what cannot be best changes nothing, with many ties or none, with weak steps or strong ones.
    """
    scores = np.array([[chance.randint(-spread, spread) for _ in range(labels)] for _ in range(sum(sizes))], np.int32)
    steps = np.array([[chance.randint(-reach, reach) for _ in range(labels)] for _ in range(labels + 1)], np.int32)
    sentence = np.repeat(np.arange(len(sizes)) * 2, sizes)

    assert _plain(scores, steps, sentence) == best_sequences(scores, steps, sentence).tolist()


@pytest.mark.parametrize("text", _TEXTS, ids=lambda t: t.lang)
def test_labels_of_a_text_are_those_of_the_plain_way(text: News, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    A text with real weights is labelled and analysed as with plain sequences.
    """
    found = text.tokens()
    fast = everything(analyse(found, found.sentences()))
    monkeypatch.setattr(
        tagger, "best_sequences", lambda scores, steps, sentence, _: np.array(_plain(scores, steps, sentence))
    )

    assert everything(analyse(found, found.sentences())) == fast


def test_labels_do_not_hang_on_the_words_seen_before(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    A text is read alike when its words are new, known, and when the store of known words has been emptied.
    """
    weights = load_weights("en")
    assert weights is not None
    found = _TEXTS[0].tokens()
    first = everything(analyse(found, found.sentences()))
    make_tagger.cache_clear()
    new = everything(analyse(found, found.sentences()))
    monkeypatch.setattr(tagger, "_KNOWN_FORMS", 10)
    emptied = everything(analyse(found, found.sentences()))

    assert first == new == emptied


_ALL = (1 << 64) - 1


def _plain_key(template: int, *parts: int) -> int:
    """
    Return the key of one feature, in whole numbers without an end.
    """
    state = template * 0x9E3779B97F4A7C15 & _ALL
    for part in parts:
        state = (state ^ (part & _ALL)) * 0xFF51AFD7ED558CCD & _ALL
        state ^= state >> 32
    return state >> 16 & 0xFFFFFFFF


def test_keys_of_features_are_those_of_the_plain_way() -> None:
    """
    Keys of many features at once are those of each alone, of whatever size and kind their values are.
    """
    chance = np.random.default_rng(7)
    forms = chance.integers(0, 1 << 32, 2500, dtype=np.uint32)
    tags, marks = chance.integers(-1, 90, 2500), chance.random(2500) < 0.5
    features = [(3, forms), (1, tags, forms), (200, marks, tags, forms[::-1], tags), (7, marks)]

    expected = [[_plain_key(t, *(int(p[n]) for p in parts)) for t, *parts in features] for n in range(2500)]

    assert expected == mix_all(features).tolist()
    assert [row[1] for row in expected] == mix(1, tags, forms).tolist()
