"""
What a language pack may say: the entry classes, one a file of the pack.

Every entry names its forms as they are written, a gloss in English, and an example sentence that is
its test. A pack says what *kind* of word something is; what the kind is *worth* is a rule elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from attrs import field, frozen

from claimtrack.language.letters import fold
from claimtrack.model import CueClass, SourceKind


def _folded(forms: Iterable[str]) -> tuple[str, ...]:
    """
    Return forms as the words of a text are compared, so that إلى and الى are one.
    """
    return tuple(dict.fromkeys(fold(form) for form in forms))


@frozen(kw_only=True)
class Entry:
    """
    Be the base of all entries: forms, gloss, and the sentence that tests them.

    Attributes:
        forms: Written forms, single words or phrases; they are folded when the pack is read.

    """

    forms: tuple[str, ...]
    gloss: str = ""
    example: str = ""


@frozen(kw_only=True)
class Cue(Entry):
    """
    Name a reporting phrase (`cues.toml`).

    Attributes:
        part: `verb`, `passive`, `noun` (the statement that), `preposition` (according to),
            `participle` (adding that) or `adverb` (reportedly).
        rate: Share of its uses that take a reported complement; a low one asks for more evidence.
        continues: Whether it carries the last source on ("added", تابع).
        factive: Whether what it covers holds also under negation.
        distancing: Whether the outlet keeps its distance (على حد زعمه).
        speech: Whether it reports speech; an attitude otherwise (wants, fears).
        nominal: Whether it takes a verbal noun or an object with no marker.
        takes: Prepositions, written apart or onto the next word, that may lead its complement; folded.
        feminine: Forms that agree with one feminine subject (or a plural of things); so `plural` and `dual`.
        with_object: Forms with an object written onto them ("which it reported"): nothing reported follows.
        by_media: Its class where the subject is a news outlet, which passes on rather than asserts; or None.
        addressee: Whether whom it is said to may stand right behind it ("told reporters that").
        relays: Whether it names somebody as the source of what the subject passes on ("citing").
        counts: What it states where its subject can speak: `things` counted by its object ("counts 22 dead"), a
            `figure` its object is brought to ("put the dead at 40", رفعت الحصيلة إلى 64), or nothing of the kind.
        names: Whether it says of its object what it is ("called the raid a massacre", وصف الغارة بالمجزرة).

    """

    lemma: str
    cue_class: CueClass
    part: str = "verb"
    rate: float = 1.0
    continues: bool = False
    factive: bool = False
    distancing: bool = False
    speech: bool = True
    nominal: bool = False
    takes: tuple[str, ...] = field(default=(), converter=_folded)
    feminine: tuple[str, ...] = ()
    plural: tuple[str, ...] = ()
    dual: tuple[str, ...] = ()
    with_object: tuple[str, ...] = ()
    by_media: CueClass | None = None
    addressee: bool = False
    relays: bool = False
    counts: str = ""
    names: bool = False


@frozen(kw_only=True)
class SourceEntry(Entry):
    """
    Name a head of source mentions and its kind (`sources.toml`).

    Attributes:
        named: Whether the words alone identify who it is ("the health ministry" does).
        plural: Whether it stands for several.
        anaphoric: Whether it may point back ("the ministry", المصدر).
        feminine: Whether verbs and adjectives agree with it as with one feminine thing.
        generic: Whether what stands behind it tells the kind ("a spokesman for the army" speaks for the army).

    """

    kind: SourceKind
    subkind: str | None = None
    named: bool = False
    plural: bool = False
    anaphoric: bool = False
    feminine: bool = False
    generic: bool = False


@frozen(kw_only=True)
class Hedge(Entry):
    """
    Name a word that loosens what it stands at (`hedges.toml`).

    Attributes:
        role: `approximator` (about), `at_least`, `more_than`, `at_most`, `less_than`, `up_to`, `modal` (may, likely),
            `evidential` (appears), `distance` (so-called), `unverified` (could not be verified).

    """

    role: str


@frozen(kw_only=True)
class Operator(Entry):
    """
    Name a word that turns what it stands at (`operators.toml`).

    Attributes:
        role: `negation`, `no_comment`, `complement` (that), `future`, `background` (it is recalled that), `condition`.

    """

    role: str


@frozen(kw_only=True)
class NumberEntry(Entry):
    """
    Name a number word (`numbers.toml`).

    Attributes:
        role: `unit` (adds), `multiplier` (hundred, thousand), `plural` (آلاف: times 1,000 behind a number,
            some thousands without), `money_multiplier` (m, behind an amount of money), `vague`
            (dozens), `some` (several, before a multiplier), `fraction`, `dual` (200 in one word), `article`, `ordinal`.
        value: Its value; for `vague` the lowest one, with `high` the highest, None for open.

    """

    role: str
    value: float
    high: float | None = None


@frozen(kw_only=True)
class CountingEntry(Entry):
    """
    Name a word that stands around numbers (`counting.toml`).

    Attributes:
        role: A bound (`approximator`, `at_least`, `more_than`, `at_most`, `less_than`, each also with `_after`),
            a verb of going beyond (`exceed`; `exceed_over` with `over`), a `range` (`between`), a scope
            (`subset`, `addition`, `earlier`, `rate`), what is measured (`measure`), what makes a number no
            count (`label`, `clock`, `at_hour`, `size`), `context`, `money_sign`, `joiner`.
        what: Of a `measure`, the language-neutral word for it (`hours`, `kilometres`).

    """

    role: str
    what: str = ""


@frozen(kw_only=True)
class Unit(Entry):
    """
    Name a counted noun (`units.toml`).

    Attributes:
        what: The language-neutral word (`killed`, `soldiers`, `vehicles`).
        duals: Forms that mean two of it by themselves (جنديان).
        person: Whether it is people, whom an event may turn into `killed`, `missing` and so on.
        state: Whether it says by itself what became of them (`killed`).

    """

    what: str
    duals: tuple[str, ...] = ()
    person: bool = False
    state: bool = False


@frozen(kw_only=True)
class CalendarEntry(Entry):
    """
    Name a month, a weekday, a part of the day or a relative day (`calendar.toml`).

    Attributes:
        role: `month`, `hijri_month`, `weekday` (0 Monday), `relative_day`, `this`, `last`, `next`, `span`, `ago`, …
        value: The month's number, the weekday, or the shift in days.

    """

    role: str
    value: int = 0


@frozen(kw_only=True)
class Event(Entry):
    """
    Name an event class with its verbs and verbal nouns (`events.toml`).

    Attributes:
        event: The language-neutral class (`enter`, `seize`, `kill`), the same in all packs.
        acled: ACLED sub-event type or event type, and `plover` the PLOVER class it is nearest to.
        passive: Forms of the passive, whose subject is the patient.
        nouns: Verbal nouns.
        counts: What the people are whom it happens to, as a unit (`killed`), or None.
        light: Whether another event in the same proposition tells more ("the toll rose", "it began").
        not_beside: Words beside which its forms mean something else ("shares retreated", نشر صورا).

    """

    event: str
    counts: str | None = None
    light: bool = False
    acled: str | None = None
    plover: str | None = None
    passive: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    not_beside: tuple[str, ...] = ()


@frozen(kw_only=True)
class PlaceEntry(Entry):
    """
    Name a place by its canonical name, its written forms, and what contains it (`places.toml`).
    """

    name: str
    within: tuple[str, ...] = ()
    type: str = "place"


@frozen(kw_only=True)
class SiteEntry(Entry):
    """
    Name a word that stands around names of places (`sites.toml`).

    Attributes:
        role: `site` (a kind of place: "checkpoint", حقل), `locative` (in), `origin` (from), `joiner` (the port of),
            `particle` (belongs to a name of two words: Tell), `not_name` (stands where a name would and is none).
        site: The language-neutral kind of place, for `site`.

    """

    role: str
    site: str = ""


@frozen(kw_only=True)
class Institution(Entry):
    """
    Name an institution with those who head it or speak for it (`institutions.toml`).

    Attributes:
        concept: The language-neutral word (`health_ministry`), the same in all packs.
    """

    concept: str


@frozen(kw_only=True)
class FunctionWord(Entry):
    """
    List words that carry no content of their own (`function.toml`).
    """

    role: str = "stop"


@frozen(kw_only=True)
class GrammarEntry(Entry):
    """
    Name words by what they do in a noun phrase, or shapes that tell it of words not listed (`grammar.toml`).

    Attributes:
        role: `verbal_noun`, `adjective`, `given_name`, `title`, `channel` (what a statement is made in), `time`,
            `quantifier`, `open_object` (opens a nominal claim), `not_verbal_noun` (has the shape only).
        shapes: Patterns over folded letters in which `?` is any one letter (ا??ا? for the fourth form).
        suffixes: Endings that tell the role of a word of five letters or more.

    """

    role: str
    shapes: tuple[str, ...] = ()
    suffixes: tuple[str, ...] = ()


@frozen(kw_only=True)
class ClauseEntry(Entry):
    """
    Name a word at which a clause of its own may begin (`clauses.toml`).

    Attributes:
        role: `coordinator` (and), `opener` (while, which), `aside` (including), `purpose` (in order to), `strip` (is
            left out at the start of a quote: that, and).

    """

    role: str


@frozen(kw_only=True)
class FurnitureEntry(Entry):
    """
    Name words of page furniture (`furniture.toml`).

    Attributes:
        role: `start` (a line that starts so is furniture), `whole` (a line that is just this), `stop` (nothing
            after this line is prose), `credit` (what follows is a credit), `masthead` (an office on a masthead).

    """

    role: str


@frozen(kw_only=True)
class Clitics:
    """
    List what is written onto a word in front.

    Attributes:
        chains: Steps to try, each a map of what is written to what remains in its place.
        shortest: Letters that must remain.

    """

    chains: tuple[Mapping[str, str], ...] = ()
    shortest: int = 2


@frozen(kw_only=True)
class Stemming:
    """
    List what to cut for comparison: prefixes once, then suffixes, longest first.

    Attributes:
        prefixes: Written in front and always safe to cut (a letter that often belongs to the root is not).
        suffixes: What is cut behind, and what is put in its place.
        shortest: Letters that must remain, `passes` how many suffixes are cut one after the other.

    """

    prefixes: tuple[str, ...] = ()

    suffixes: Mapping[str, str] = field(factory=dict)
    shortest: int = 3
    passes: int = 1


@frozen(kw_only=True)
class Basics:
    """
    Hold what stands in `pack.toml`.

    Attributes:
        order: `subject_first` or `verb_first`: where the source stands to its cue by default.
        capitals: Whether names are capitalised.
        enclitics: What is written onto a word behind and is a token of its own ('s).
        contractions: Endings with an apostrophe that stay in the word (n't).
        elisions: What is written onto a word in front with an apostrophe (l', d').
        digits_join: Whether digits after letters belong to the word (B24).
        abbreviations: Words whose full stop does not end a sentence.
        common: Very frequent words, for language detection.

    """

    lang: str
    name: str
    script: str
    order: str
    capitals: bool
    enclitics: tuple[str, ...] = ()
    contractions: tuple[str, ...] = ()
    elisions: tuple[str, ...] = ()
    digits_join: bool = True
    abbreviations: tuple[str, ...] = ()
    common: tuple[str, ...] = ()
    clitics: Clitics = field(factory=Clitics)
    stemming: Stemming = field(factory=Stemming)


ENTRY_FILES: Mapping[str, tuple[str, type[Entry]]] = {
    "cues": ("cue", Cue),
    "sources": ("source", SourceEntry),
    "hedges": ("hedge", Hedge),
    "operators": ("operator", Operator),
    "numbers": ("number", NumberEntry),
    "counting": ("counting", CountingEntry),
    "units": ("unit", Unit),
    "calendar": ("calendar", CalendarEntry),
    "events": ("event", Event),
    "places": ("place", PlaceEntry),
    "sites": ("site", SiteEntry),
    "institutions": ("institution", Institution),
    "function": ("function", FunctionWord),
    "grammar": ("grammar", GrammarEntry),
    "clauses": ("clause", ClauseEntry),
    "furniture": ("furniture", FurnitureEntry),
}
"""File of a pack (without `.toml`) to the kind of its entries and their class; all files but `pack` are optional."""
