"""
The analysis of a language without weights, from its pack's lexicon alone: a stopgap, and measured as one.

Function words tell parts of speech, runs of the rest are noun phrases, cues of the pack are verbs of saying, and the
verbs
that the pack lists are facts. A subject is the nearest phrase in front that no preposition leads. On the English
files of
annotated sentences this finds about half of what the weights find (`python benchmarks/reading/syntax.py --lexicon`).
"""

from __future__ import annotations

from collections.abc import Sequence

from attrs import define, evolve, field

from claimtrack.language import Cue, FunctionWord, Operator, Tokens
from claimtrack.syntax.analysis import Analysis, Kind, Phrase, Predicate, Role
from claimtrack.syntax.governors import suggest_governors

_HOST_OF_ROLE = {
    "complement": "SC",
    "relative": "REL",
    "negation": "NEG",
    "preposition": "P",
    "agent": "P",
    "determiner": "DET",
    "possessive": "DET",
    "coordinator": "CC",
    "contrast": "CC",
    "subordinator": "SC",
    "pronoun": "PRON",
    "be": "AUX",
    "auxiliary": "AUX",
    "modal": "AUX",
    "verb": "V",
    "adverb": "ADV",
    "time": "N",
}
"""Role of a word in a pack to its part of speech, the surest first."""
_NOMINAL = frozenset({"DET", "N", "PN", "NUM"})
_CUE_TAGS = {"verb": "V", "passive": "Vp", "participle": "PART", "preposition": "P", "adverb": "ADV", "noun": "N"}


def analyse_lexically(blank: Analysis) -> Analysis:
    """
    Fill an analysis that holds nothing but sentences and quotations, from the lexicon of its pack.
    """
    return _Lexical(blank).run()


@define(eq=False)
class _Lexical:
    """
    Work out one text.
    """

    blank: Analysis
    hosts: list[str] = field(factory=list)
    predicates: list[Predicate] = field(factory=list)
    phrases: list[Phrase] = field(factory=list)

    def run(self) -> Analysis:
        """
        Tag, find predicates and phrases, attach.
        """
        tokens = self.blank.tokens
        self.hosts = [""] * len(tokens)
        for first, last in self.blank.sentences:
            self.hosts[first:last] = [_host(tokens, at) for at in range(first, last)]
            self._find_predicates(first, last)
            self._find_phrases(first, last)
        self._attach()
        found = evolve(
            self.blank,
            tags=tuple(self.hosts),
            hosts=tuple(self.hosts),
            phrases=tuple(self.phrases),
            phrase_at=_index(len(tokens), [(p.first, p.last) for p in self.phrases]),
            predicates=tuple(self.predicates),
            predicate_at=_index(len(tokens), [(p.at, p.at + 1) for p in self.predicates]),
        )
        above = suggest_governors(found)
        return evolve(
            found, predicates=tuple(evolve(p, governor=g) for p, g in zip(found.predicates, above, strict=True))
        )

    def _find_predicates(self, first: int, last: int) -> None:
        """
        Take the cues of a sentence for verbs of saying, and its other verbs for facts.
        """
        tokens = self.blank.tokens
        at = first
        while at < last:
            hit = tokens.match(at, "cue")
            if hit is not None and isinstance(hit[0], Cue) and hit[1] <= last:
                tag = _CUE_TAGS[hit[0].part]
                place = at if tag == "P" else hit[1] - 1
                self.hosts[at : hit[1]] = ["AUX"] * (hit[1] - at) if tag == "V" else ["P"] * (hit[1] - at)
                self.hosts[place] = tag
                self._add(place, Kind.SAY if hit[0].speech else Kind.OPINION, tag)
                at = hit[1]
                continue
            if self.hosts[at] in ("V", "AUX"):
                self._add(at, Kind.FACT, "V")
            at += 1

    def _add(self, at: int, kind: Kind, tag: str) -> None:
        """
        Add a predicate; a negation right in front or behind denies it.
        """
        negated = (
            any(0 <= k < len(self.hosts) and self.hosts[k] == "NEG" for k in (at - 1, at - 2, at + 1))
            and kind is Kind.FACT
        )
        self.predicates.append(
            Predicate(at=at, kind=kind, negated=negated, tag=tag, governor=-1, arguments=(), margin=0)
        )

    def _find_phrases(self, first: int, last: int) -> None:
        """
        Take runs of nominal words for noun phrases.
        """
        at = first
        taken = {p.at for p in self.predicates}
        while at < last:
            end = at
            while (
                end < last
                and self.hosts[end] in _NOMINAL
                and end not in taken
                and not (end > at and self.hosts[end] == "DET")
            ):
                end += 1
            if end > at and any(self.hosts[k] != "DET" for k in range(at, end)):
                led = at > first and self.hosts[at - 1] == "P"
                self.phrases.append(Phrase(at, end, Role.OBLIQUE if led else Role.OTHER))
            at = max(end, at + 1)

    def _attach(self) -> None:
        """
        Give each predicate its subject: the nearest free phrase in front, of a citation the phrase behind.
        """
        sentence_of = self.blank.sentence_of
        for number, predicate in enumerate(self.predicates):
            order = range(len(self.phrases))
            cites = predicate.tag == "P"
            near = (
                [n for n in order if self.phrases[n].first > predicate.at]
                if cites
                else [n for n in order if self.phrases[n].last <= predicate.at][::-1]
            )
            barrier = self.predicates[number - 1].at if number and not cites else -1
            for n in near:
                phrase = self.phrases[n]
                if sentence_of[phrase.first] != sentence_of[predicate.at] or phrase.first < barrier:
                    break
                if phrase.predicate < 0 and (cites or phrase.role is Role.OTHER):
                    self.phrases[n] = evolve(phrase, role=Role.SUBJECT, predicate=number)
                    self.predicates[number] = evolve(predicate, arguments=(n,))
                    break


def _index(size: int, spans: Sequence[tuple[int, int]]) -> list[int]:
    """
    Return the number of the span that covers each token, or -1.
    """
    found = [-1] * size
    for number, (a, b) in enumerate(spans):
        found[a:b] = [number] * (b - a)
    return found


def _host(tokens: Tokens, at: int) -> str:
    """
    Return the part of speech of a token as far as the pack tells.
    """
    word = tokens.words[at]
    if word.shape == "number" or "number" in word.kinds:
        return "NUM"
    if word.shape != "word":
        return "PUNCT"
    entries = (p.entry for kind in ("operator", "function") for _, p in word.by_kind.get(kind, ()) if not p.rest)
    roles = {e.role for e in entries if isinstance(e, FunctionWord | Operator)}
    found = next((host for role, host in _HOST_OF_ROLE.items() if role in roles), None)
    return found or ("PN" if word.capital and at else "N")
