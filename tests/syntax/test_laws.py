"""
What holds of every analysis, whatever the text.
"""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given

from claimtrack.syntax import Kind, Link, analyse, find_clauses, find_owners
from claimtrack.syntax.weights import host_of
from syntax.texts import News, everything, news


@given(news)
def test_every_token_of_a_sentence_has_a_tag(text: News) -> None:
    """
    Each token has one tag, whose part of speech is its host.
    """
    found = text.tokens()
    analysis = analyse(found, found.sentences())

    assert all(analysis.tags)
    assert [host_of(tag) for tag in analysis.tags] == list(analysis.hosts)


@given(news)
def test_phrases_lie_apart_inside_sentences(text: News) -> None:
    """
    Base noun phrases are in order, do not overlap, hold a token at least, and cross no end of a sentence.
    """
    found = text.tokens()
    analysis = analyse(found, found.sentences())

    assert all(a.last <= b.first for a, b in pairwise(analysis.phrases))
    for number, phrase in enumerate(analysis.phrases):
        assert 0 <= phrase.first < phrase.last <= len(found)
        assert 1 == len(set(analysis.sentence_of[phrase.first : phrase.last]))
        assert {number} == set(analysis.phrase_at[phrase.first : phrase.last])
    assert sum(p.last - p.first for p in analysis.phrases) == sum(n >= 0 for n in analysis.phrase_at)


@given(news)
def test_offsets_cut_the_text(text: News) -> None:
    """
    A phrase cuts out of the text the words that its tokens are, from its first letter to its last.
    """
    found = text.tokens()
    analysis = analyse(found, found.sentences())

    for phrase in analysis.phrases:
        cut = found.text(phrase.first, phrase.last)
        assert cut == cut.strip()
        assert cut.startswith(found.text(phrase.first, phrase.first + 1))
        assert cut.endswith(found.text(phrase.last - 1, phrase.last))


@given(news)
def test_predicates_and_arguments_know_one_another(text: News) -> None:
    """
    Predicates are in order; a phrase is among the arguments of the one predicate it names, in its own sentence.
    """
    found = text.tokens()
    analysis = analyse(found, found.sentences())

    assert all(a.at < b.at for a, b in pairwise(analysis.predicates))
    named = {(n, p.predicate) for n, p in enumerate(analysis.phrases) if p.predicate >= 0}
    assert named == {(n, k) for k, p in enumerate(analysis.predicates) for n in p.arguments}
    for number, predicate in enumerate(analysis.predicates):
        assert number == analysis.predicate_at[predicate.at]
        for phrase in (analysis.phrases[n] for n in predicate.arguments):
            assert analysis.sentence_of[phrase.first] == analysis.sentence_of[predicate.at]


@given(news)
def test_governors_are_verbs_of_saying_of_the_same_sentence(text: News) -> None:
    """
    What a predicate is said under is a verb of saying in its sentence, and following governors leads to the top.
    """
    found = text.tokens()
    analysis = analyse(found, found.sentences())

    for number, predicate in enumerate(analysis.predicates):
        seen, above = {number}, predicate.governor
        if above >= 0:
            assert Kind.SAY is analysis.predicates[above].kind
            assert analysis.sentence_of[predicate.at] == analysis.sentence_of[analysis.predicates[above].at]
        while above >= 0:
            assert above not in seen
            seen.add(above)
            above = analysis.predicates[above].governor


@given(news)
def test_every_token_belongs_to_a_predicate(text: News) -> None:
    """
    In a sentence with predicates every token has an owner, which stands in that sentence; elsewhere none has.
    """
    found = text.tokens()
    analysis = analyse(found, found.sentences())
    clauses = find_clauses(analysis)
    owners = find_owners(analysis, clauses)

    assert len(analysis.predicates) == len(clauses)
    with_predicate = {analysis.sentence_of[p.at] for p in analysis.predicates}
    for at, owner in enumerate(owners):
        sentence = analysis.sentence_of[at]
        assert (owner >= 0) == (sentence in with_predicate)
        assert owner < 0 or sentence == analysis.sentence_of[analysis.predicates[owner].at]


@given(news)
def test_clauses_lie_around_their_openers(text: News) -> None:
    """
    A clause is a stretch of one sentence; what opens it stands at its front, or behind the noun that it is about.
    """
    found = text.tokens()
    analysis = analyse(found, found.sentences())

    for predicate, clause in zip(analysis.predicates, find_clauses(analysis), strict=True):
        first, last = analysis.sentences[analysis.sentence_of[predicate.at]]
        assert first <= clause.first <= clause.core <= clause.last <= last
        front = predicate.at if clause.link is Link.RELATIVE else clause.core
        assert clause.opener < 0 or clause.first <= clause.opener <= front


@given(news)
def test_same_text_same_analysis(text: News) -> None:
    """
    A text is analysed alike a second time, when its words are known.
    """
    found = text.tokens()
    assert everything(analyse(found, found.sentences())) == everything(analyse(found, found.sentences()))


@given(news)
def test_a_sentence_is_read_alike_alone_and_among_others(text: News) -> None:
    """
    Tags, phrases and kinds of a sentence do not hang on the sentences around it.
    """
    found = text.tokens()
    whole = analyse(found, found.sentences())

    for first, last in found.sentences():
        alone = analyse(found, [(first, last)])
        assert whole.tags[first:last] == alone.tags[first:last]
        assert [(p.first, p.last, p.role) for p in whole.phrases if first <= p.first < last] == [
            (p.first, p.last, p.role) for p in alone.phrases
        ]
        assert [(p.at, p.kind, p.negated) for p in whole.predicates if first <= p.at < last] == [
            (p.at, p.kind, p.negated) for p in alone.predicates
        ]


@given(news)
def test_what_stands_in_no_sentence_is_left_out(text: News) -> None:
    """
    Tokens outside of the sentences asked for have no tag, no phrase and no predicate.
    """
    found = text.tokens()
    sentences = found.sentences()[1:]
    analysis = analyse(found, sentences)
    stop = sentences[0][0] if sentences else len(found)

    assert not any(analysis.tags[:stop])
    assert {-1} >= set(analysis.phrase_at[:stop]) | set(analysis.predicate_at[:stop]) | set(analysis.sentence_of[:stop])
