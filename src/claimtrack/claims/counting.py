"""
Look up what stands around numbers: the roles of `counting.toml`, with the longest phrase first.
"""

from __future__ import annotations

from functools import lru_cache

from attrs import define, field

from claimtrack.language import CountingEntry, Tokens, Unit, Word, fold, load_pack

_NO_ROLES: frozenset[str] = frozenset()


@define(eq=False)
class Counting:
    """
    Know the counting words of one language, each written form looked at once.
    """

    duals: frozenset[str]
    known: dict[str, frozenset[str]] = field(factory=dict)

    def roles(self, tokens: Tokens, at: int) -> tuple[frozenset[str], int]:
        """
        Give the roles of the longest counting phrase at a token, and where it ends.
        """
        word = tokens.words[at]
        if "counting" not in word.kinds:
            return _NO_ROLES, at + 1
        end, roles = 0, set[str]()
        for _, phrase in word.by_kind["counting"]:
            if not isinstance(phrase.entry, CountingEntry):
                continue
            stop = at + 1 + len(phrase.rest)
            if end and stop < end:
                break
            if stop <= len(tokens) and all(tokens.words[at + 1 + k].form == r for k, r in enumerate(phrase.rest)):
                end = stop
                roles.add(phrase.entry.role)
        return frozenset(roles), end or at + 1

    def measure(self, tokens: Tokens, at: int) -> tuple[str, int]:
        """
        Give what the longest phrase of a measure at a token measures (`hours`), and where it ends; one stands there.
        """
        words, phrases = tokens.words, tokens.words[at].by_kind["counting"]
        for _, phrase in phrases:
            entry, stop = phrase.entry, at + 1 + len(phrase.rest)
            whole = stop <= len(tokens) and all(words[at + 1 + k].form == r for k, r in enumerate(phrase.rest))
            if whole and isinstance(entry, CountingEntry) and entry.role == "measure":
                return entry.what, stop
        raise AssertionError("no measure stands there")

    def single(self, word: Word) -> frozenset[str]:
        """
        Give the roles of a word by itself.
        """
        if "counting" not in word.kinds:
            return _NO_ROLES
        found = self.known.get(word.text)
        if found is None:
            found = frozenset(
                p.entry.role for _, p in word.phrases if not p.rest and isinstance(p.entry, CountingEntry)
            )
            self.known[word.text] = found
        return found

    def is_dual(self, word: Word) -> bool:
        """
        Say whether a word means two of something by itself (جنديان).
        """
        return any(base in self.duals for _, base in word.bases)


@lru_cache(maxsize=16)
def counting_of(lang: str) -> Counting:
    """
    Give the counting words of a language that has a pack.
    """
    units = load_pack(lang).entries.get("unit", ())
    return Counting(frozenset(fold(d) for u in units if isinstance(u, Unit) for d in u.duals))


@lru_cache(maxsize=16)
def joiners(lang: str) -> frozenset[str]:
    """
    Give the folded words that join the parts of one number ("and", و).
    """
    return _role_forms(lang, "joiner")


@lru_cache(maxsize=16)
def linkers(lang: str) -> frozenset[str]:
    """
    Give the folded words that may stand between a number and its multiplier or noun ("of", من).
    """
    return _role_forms(lang, "linker")


def _role_forms(lang: str, role: str) -> frozenset[str]:
    """
    Give the folded one-word forms of a role.
    """
    entries = load_pack(lang).entries.get("counting", ())
    return frozenset(fold(f) for e in entries if isinstance(e, CountingEntry) and e.role == role for f in e.forms)
