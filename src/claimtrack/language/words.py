"""
Words of one language, looked at once: normal form, stem, skeleton, and what the pack says of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from attrs import define, field, frozen

from claimtrack.language.entries import Clitics, Entry, Stemming
from claimtrack.language.letters import fold, skeleton


@frozen
class Phrase:
    """
    Hold an entry together with the further words that must follow the first one.
    """

    rest: tuple[str, ...]
    kind: str
    entry: Entry


@define(eq=False)
class Word:
    """
    Hold what is known about one written form; one object a form and pack, shared by all its tokens.

    Attributes:
        text: The form as written, `form` the folded one.
        shape: "word", "number", "space", or the punctuation character itself.
        bases: The form and what remains after clitics, least stripped first, as (prefix, base).
        stem: The shortest useful stem, for comparison, not for display.
        skeleton: Consonants across scripts.
        phrases: Entries that start with this word, longest first, with the prefix taken off.
        kinds: Kinds of those entries, so that most look-ups end before they begin, and `by_kind` the entries of each.

    """

    text: str
    form: str
    shape: str
    bases: tuple[tuple[str, str], ...] = ()
    stem: str = ""
    skeleton: str = ""
    phrases: tuple[tuple[str, Phrase], ...] = ()
    single: Mapping[str, Entry] = field(factory=dict)
    kinds: frozenset[str] = frozenset()
    by_kind: Mapping[str, tuple[tuple[str, Phrase], ...]] = field(factory=dict)
    capital: bool = False
    function: bool = False

    def get(self, kind: str) -> Entry | None:
        """
        Give the entry of one kind that this word alone stands for, or None.
        """
        return self.single.get(kind)


def strip_clitics(form: str, clitics: Clitics) -> tuple[tuple[str, str], ...]:
    """
    Give the form and what may remain of it after each chain of clitics, least stripped first.

    At least two letters remain: a shorter rest is never a content word of its own.
    """
    found = [("", form)]
    for chain in clitics.chains:
        for written, kept in chain.items():
            if form.startswith(written) and len(form) - len(written) >= clitics.shortest:
                found.append((written, kept + form[len(written) :]))
    return tuple(dict.fromkeys(found))


def _by_kind(phrases: tuple[tuple[str, Phrase], ...]) -> dict[str, tuple[tuple[str, Phrase], ...]]:
    """
    Sort phrases by kind, the order of each kept.
    """
    found: dict[str, list[tuple[str, Phrase]]] = {}
    for prefix, phrase in phrases:
        found.setdefault(phrase.kind, []).append((prefix, phrase))
    return {kind: tuple(rows) for kind, rows in found.items()}


def stem_of(form: str, rules: Stemming) -> str:
    """
    Cut a prefix and suffixes so that inflections of a word meet; never shorter than the rules allow.
    """
    stem = form
    for prefix in rules.prefixes:
        if stem.startswith(prefix) and len(stem) - len(prefix) >= rules.shortest:
            stem = stem[len(prefix) :]
            break
    for _ in range(rules.passes):
        for suffix, keep in rules.suffixes.items():
            if stem.endswith(suffix) and len(stem) - len(suffix) >= rules.shortest:
                stem = stem[: len(stem) - len(suffix)] + keep
                break
        else:
            break
    return stem


def make_word(
    text: str,
    shape: str,
    *,
    clitics: Clitics,
    stemming: Stemming,
    lexicon: Mapping[str, Sequence[Phrase]],
) -> Word:
    """
    Look a form up in a lexicon that maps a first word to the phrases that start with it.
    """
    form = fold(text)
    if shape != "word":
        phrases = tuple(("", p) for p in lexicon.get(form, ()))
        return Word(
            text,
            form,
            shape,
            phrases=phrases,
            single={p.kind: p.entry for _, p in phrases if not p.rest},
            kinds=frozenset(p.kind for _, p in phrases),
            by_kind=_by_kind(phrases),
        )
    bases = strip_clitics(form, clitics)
    phrases = tuple(
        sorted(
            ((prefix, p) for prefix, base in bases for p in lexicon.get(base, ())),
            key=lambda item: (-len(item[1].rest), len(item[0])),
        )
    )
    single: dict[str, Entry] = {}
    for _, phrase in phrases:
        if not phrase.rest:
            single.setdefault(phrase.kind, phrase.entry)
    return Word(
        text,
        form,
        shape,
        bases=bases,
        stem=stem_of(form, stemming),
        skeleton=skeleton(form),
        phrases=phrases,
        single=single,
        kinds=frozenset(phrase.kind for _, phrase in phrases),
        by_kind=_by_kind(phrases),
        capital=text[:1].isupper(),
        function="function" in single,
    )
