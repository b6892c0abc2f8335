"""
What words mean to each other: which say the same, which say the opposite, which may be left out.

Read from `meanings.toml` of a pack. It stands apart from the pack's lexicon because comparison looks
words up by their stem too, and reading texts for attributions should not pay for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

from attrs import evolve, field, frozen

from claimtrack.errors import PackError
from claimtrack.language.entries import Entry
from claimtrack.language.letters import fold
from claimtrack.language.pack import Pack, load_pack
from claimtrack.language.tables import read_file, structure

ROLES = (
    "content",
    "exact",
    "currency",
    "place",
    "relation",
    "negation",
    "modal",
    "attitude",
    "quantity",
    "bound",
    "ignorable",
    "wrapper",
)
"""What the words of an entry do: `content` alike but not the same, `exact` and `currency` the same; `relation` says
who does what to whom or when; `modal` and `attitude` how sure (one word as good as another, or each its own);
`quantity` and `bound` how many; a `wrapper` stands around a headline."""


@frozen(kw_only=True)
class Meaning(Entry):
    """
    Name a set of words by the concept they share (`meanings.toml`).

    Attributes:
        concept: The language-neutral word, the same in all packs.
        opposite: The concept that excludes it, if any.
        role: One of `ROLES`.

    """

    concept: str
    opposite: str = ""
    role: str = "content"


@frozen
class Sense:
    """
    Hold one meaning a word may have, without its forms.
    """

    concept: str
    role: str


@frozen(kw_only=True)
class Meanings:
    """
    Hold the meanings of one language, indexed.

    Attributes:
        forms: Folded form to its senses; forms that are written in capitals stand as they are.
        stems: Stem to the content senses of the words that share it, for forms nobody listed.
        phrases: First word to (further words, sense), longest first.
        agentive: Endings that name who does it (attacker), which a stem must not lose.
        inflections: Endings to take off before looking for one of those, longest first.

    """

    entries: tuple[Meaning, ...] = ()
    forms: Mapping[str, tuple[Sense, ...]] = field(factory=dict)
    stems: Mapping[str, tuple[Sense, ...]] = field(factory=dict)
    phrases: Mapping[str, tuple[tuple[tuple[str, ...], Sense], ...]] = field(factory=dict)
    agentive: tuple[str, ...] = ()
    inflections: tuple[str, ...] = ()


@lru_cache(maxsize=16)
def load_meanings(lang: str) -> Meanings:
    """
    Read the meanings of a language, once a process; a pack without the file has none.

    Raises:
        NotFoundError: There is no such pack.
        PackError: The file does not follow its form.

    """
    pack = load_pack(lang)
    folder = files("claimtrack.language").joinpath(lang)
    if not folder.joinpath("meanings.toml").is_file():
        return Meanings()
    data = read_file(folder, "meanings")
    rows = data.get("meaning", [])
    if not isinstance(rows, list):
        raise PackError(f"{lang}/meanings.toml: meaning is not a list of tables ([[meaning]])")
    entries = tuple(
        structure(row, Meaning, f"{lang}/meanings.toml, entry {number}") for number, row in enumerate(rows, 1)
    )
    for number, entry in enumerate(entries, 1):
        if entry.role not in ROLES:
            raise PackError(
                f"{lang}/meanings.toml, entry {number}: role {entry.role!r} is not one of {', '.join(ROLES)}"
            )
    found = _index(entries, pack)
    return evolve(found, agentive=_endings(data, "agentive", lang), inflections=_endings(data, "inflections", lang))


def _endings(data: Mapping[str, object], name: str, lang: str) -> tuple[str, ...]:
    """
    Read a list of endings.
    """
    given = data.get(name, [])
    if not isinstance(given, list) or not all(isinstance(ending, str) for ending in given):
        raise PackError(f"{lang}/meanings.toml: {name} is {given!r}, allowed is a list of strings")
    return tuple(given)


def _index(entries: tuple[Meaning, ...], pack: Pack) -> Meanings:
    """
    Index entries by form, by stem and by first word of a phrase.
    """
    forms: dict[str, dict[Sense, None]] = {}
    stems: dict[str, dict[Sense, None]] = {}
    phrases: dict[str, list[tuple[tuple[str, ...], Sense]]] = {}
    for entry in entries:
        sense = Sense(entry.concept, entry.role)
        for text in entry.forms:
            words = [m.group() for m in pack.splitter.finditer(text) if not m.group().isspace()]
            # An enclitic ('s) is a token of its own, though alone it would be cut in two.
            if len(words) > 1 and not text.startswith("'"):
                rest = tuple(fold(w) for w in words[1:])
                phrases.setdefault(fold(words[0]), []).append((rest, sense))
                continue
            capitals = text.isupper() and text.lower() != text
            forms.setdefault(text if capitals else fold(text), {})[sense] = None
            if entry.role in ("content", "place") and not capitals:
                stems.setdefault(pack.word(text, "word").stem, {})[sense] = None
    return Meanings(
        entries=entries,
        forms={form: tuple(senses) for form, senses in forms.items()},
        stems={stem: tuple(senses) for stem, senses in stems.items()},
        phrases={w: tuple(sorted(rows, key=lambda r: -len(r[0]))) for w, rows in phrases.items()},
    )
