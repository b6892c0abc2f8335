"""
Texts to analyse, as strategies, and what tests look at in an analysis.
"""

from __future__ import annotations

from attrs import astuple, frozen
from hypothesis import strategies as st

from claimtrack.language import Tokens, load_pack, tokenise
from claimtrack.syntax import Analysis, Role, analyse
from strategies import texts

_ENGLISH = [
    "the", "army", "said", "that", "its", "troops", "entered", "town", "on", "Sunday", "denied", "he", "had", "not",
    "been", "killed", "by", "a", "mine", "according", "to", "officials", "who", "called", "for", "Rania", "Aziz",
    ",", "and", ".", ":", "“", "”", '"', "(", ")", "—", "40", "if", "will", "no", "whether", "citing", "it", "was",
    "reported", "claims",
]  # fmt: skip
_ARABIC = [
    "قال", "الجيش", "إن", "قواته", "دخلت", "المدينة", "وأضافت", "مصادر", "محلية", "أن", "لم", "يقتل", "أحد", "بحسب",
    "مصدر", "طبي", "نفى", "مقتل", "أربعة", "جنود", "الذي", "سيغلق", "دعا", "إلى", "عن", "مشيرا", "،", ".", ":", "“",
    "”", '"', "(", ")", "–", "20", "إذا", "هل", "بأن", "وكانت", "قد", "تم", "اعتقال",
]  # fmt: skip


@frozen
class News:
    """
    Hold a text and its language, so that an example is shown as what it is.
    """

    text: str
    lang: str

    def tokens(self) -> Tokens:
        """
        Return its tokens.
        """
        return tokenise(self.text, load_pack(self.lang))


def _of_words(words: list[str]) -> st.SearchStrategy[str]:
    """
    Return sentences of some words in any order.
    """
    return st.lists(st.lists(st.sampled_from(words), max_size=25).map(" ".join), max_size=3).map(". ".join)


news = st.one_of(
    st.builds(News, st.one_of(_of_words(_ENGLISH), texts), st.just("en")),
    st.builds(News, st.one_of(_of_words(_ARABIC), texts), st.just("ar")),
    st.builds(News, texts, st.just("fr")),
)
"""Texts of words of news in any order, or of anything at all; French has no weights."""


def read(text: str, lang: str) -> Analysis:
    """
    Analyse a text of one language, cut into sentences by its own signs.
    """
    found = tokenise(text, load_pack(lang))
    return analyse(found, found.sentences())


def everything(analysis: Analysis) -> tuple[object, ...]:
    """
    Return all that an analysis says, to be compared.
    """
    return (
        analysis.sentences,
        analysis.tags,
        analysis.hosts,
        tuple(astuple(p) for p in analysis.phrases),
        tuple(astuple(p) for p in analysis.predicates),
        tuple(analysis.phrase_at),
        tuple(analysis.predicate_at),
        tuple(analysis.sentence_of),
        analysis.quotations,
        tuple(analysis.inside),
    )


def outline(analysis: Analysis) -> list[str]:
    """
    Return a line a predicate: its word, its kind, whether it is denied, its subjects, and what it is said under.
    """
    found: Tokens = analysis.tokens
    lines = []
    for predicate in analysis.predicates:
        phrases = [analysis.phrases[n] for n in predicate.arguments]
        subjects = " + ".join(found.text(p.first, p.last) for p in phrases if p.role is Role.SUBJECT)
        kind = f"{predicate.kind} not" if predicate.negated else str(predicate.kind)
        above = analysis.predicates[predicate.governor].at if predicate.governor >= 0 else -1
        under = f" < {found.text(above, above + 1)}" if above >= 0 else ""
        lines.append(f"{found.text(predicate.at, predicate.at + 1)}: {kind}, {subjects or '-'}{under}")
    return lines
