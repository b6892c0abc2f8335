"""
Read a text into marks: what each word is worth in a comparison, with no language left in it.

Lean on purpose. Every piece of text between spaces is read once a process and kept, so that a million
short texts cost little more than their `split()`; only texts with a number in several words, or with
the first word of a known phrase, are looked at again (`compose`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from attrs import define, field

from claimtrack.claims.marks import Mark, Tag
from claimtrack.claims.written_numbers import join_numbers, read_digits
from claimtrack.language import Pack, Word, fold, languages, load_pack, tokenise
from claimtrack.language.entries import CalendarEntry, NumberEntry, PlaceEntry, SourceEntry
from claimtrack.language.meanings import Meanings, Sense, load_meanings
from claimtrack.model import SourceKind

_CACHE_LIMIT = 1_000_000
"""Pieces kept a language; beyond it the cache is dropped whole, so that memory stays bounded (about 300 MB)."""
_WORD_LIMIT = 64
"""Letters of a form that are kept; longer ones keep a head and their length. The longest words of news are under 40."""


_ROLE_TAGS: Mapping[str, int] = {
    "content": Tag.LISTED,
    "exact": Tag.LISTED,
    "currency": Tag.LISTED | Tag.UNIT,
    "place": Tag.LISTED | Tag.PLACE | Tag.NAME,
    "relation": Tag.LISTED | Tag.RELATION,
    "negation": Tag.LISTED | Tag.NEGATION,
    "modal": Tag.LISTED | Tag.MODAL,
    "attitude": Tag.LISTED | Tag.MODAL,
    "quantity": Tag.LISTED | Tag.QUANTITY,
    "bound": Tag.LISTED | Tag.QUANTITY,
    "ignorable": Tag.LISTED | Tag.IGNORABLE,
    "wrapper": Tag.LISTED | Tag.WRAPPER,
    "date": Tag.LISTED | Tag.TIME,
}
_KEYED_BY_CONCEPT = frozenset({"exact", "currency", "negation", "modal", "bound", "place"})
"""Roles whose forms say exactly the same."""

_EMPTY_SIGNS = ".,;:!\"'«»“”…،؛)]"
"""Signs around a word that carry nothing; a question mark, a currency and what may set a credit apart are not here."""
_SEPARATORS = frozenset("-\u2010\u2011\u2012\u2013\u2014\u2015\u2212|:•·(")
"""Signs that, at the start of a piece, set a headline apart from the name of who published it."""
_SEPARATOR = Mark("=separator", "-", "", Tag.IGNORABLE | Tag.SEPARATOR | Tag.LISTED)
_BAR = Mark("=bar", "|", "", Tag.IGNORABLE | Tag.SEPARATOR | Tag.BAR | Tag.LISTED)
"""Nothing but a masthead stands behind a bar ("Four killed in blast | Daily Record")."""
_DATELINE_WORDS = 5
"""Words of a dateline up to its dash: "DEIR EZ-ZOR, July 4 (Reuters) -" has six with its month and day set aside."""
_DATED = ("month", "hijri_month", "weekday", "relative_day")
"""Roles of calendar words whose number is the same date in every language."""
_ROLE_ORDER: Mapping[str, int] = {"modal": 0, "negation": 1}
"""Order of the marks of a word that does two things: "won't" is "will not"."""
_SCALES = ("multiplier", "plural")
"""Roles of number words that multiply what stands in front ("3 thousand", ثلاثة آلاف)."""
_JOINED = ("unit", "dual", *_SCALES)
"""Roles of number words that make up a value."""
_CREDIT_WORDS = 4
"""Words that the name of an outlet behind a headline has at most ("The New York Times")."""
_CREDIT_KINDS = (SourceKind.AGENCY, SourceKind.MEDIA_OUTLET)
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_LOOKED_AT = 200
"""Letters of a text that tell its language."""
_INITIALS = re.compile(r"\b(?:[^\W\d_]\.){2,}")
_ARABIC = re.compile(r"[\u0600-\u06ff\ufb50-\ufdff\ufe70-\ufeff]")


@define(eq=False)
class Reader:
    """
    Read pieces of text of one language into marks, each piece once.
    """

    pack: Pack
    meanings: Meanings
    _pieces: dict[str, tuple[Mark, ...]] = field(factory=dict)
    _marks: dict[str, tuple[Mark, ...]] = field(factory=dict)

    def piece(self, text: str) -> tuple[Mark, ...]:
        """
        Give the marks of a piece of text without spaces.
        """
        found = self._pieces.get(text)
        if found is None:
            if len(self._pieces) >= _CACHE_LIMIT:
                self._pieces.clear()
                self._marks.clear()
            found = self._pieces[text] = self.read_piece(text)
        return found

    def forget(self) -> None:
        """
        Drop the pieces and words kept so far.
        """
        self._pieces.clear()
        self._marks.clear()

    def text(self, text: str) -> tuple[Mark, ...]:
        """
        Give the marks of a text, numbers and phrases put together.
        """
        return self.compose([mark for piece in text.split() for mark in self.piece(piece)])

    def compose(self, marks: Sequence[Mark]) -> tuple[Mark, ...]:
        """
        Put together what several words say as one: known phrases, then numbers.
        """
        if any(mark.tags & Tag.PHRASE for mark in marks):
            marks = self._join_phrases(marks)
        if any(mark.tags & (Tag.CREDIT | Tag.BAR) for mark in marks):
            marks = self._without_dateline(self._without_credit(marks))
        if sum(mark.value is not None for mark in marks) > 1:
            marks = join_numbers(marks, make=self.number)
        return tuple(marks)

    def number(self, value: float, form: str) -> Mark:
        """
        Give the mark of a number.
        """
        return Mark(f"#{value:.15g}", form, "", Tag.NUMBER | Tag.LISTED, (), value)

    def read_piece(self, text: str) -> tuple[Mark, ...]:
        """
        Cut a piece into words and signs and mark each; for callers that keep pieces themselves.
        """
        bare = text.strip(_EMPTY_SIGNS)
        if bare.isalpha():
            # One word, with nothing around it that could say anything: nine pieces of ten.
            return self._word(bare)
        if "." in text:
            text = _INITIALS.sub(lambda m: m.group().replace(".", ""), text)
        found: list[Mark] = []
        words = tokenise(text, self.pack).words
        for at, word in enumerate(words):
            marks = self._marks.get(word.text)
            if marks is None:
                marks = self._marks[word.text] = self._mark(word)
            negative = word.shape == "number" and at == 1 and words[0].text in "-\u2212"
            if at == 0 and not marks and word.text in _SEPARATORS:
                marks = (_BAR if word.text == "|" else _SEPARATOR,)
            found.extend(self._negated(word) if negative else marks)
        return tuple(found)

    def _word(self, text: str) -> tuple[Mark, ...]:
        """
        Give the marks of a word of letters alone.
        """
        marks = self._marks.get(text)
        if marks is None:
            marks = self._marks[text] = self._mark(self.pack.word(text, "word"))
        return marks

    def _negated(self, word: Word) -> tuple[Mark, ...]:
        """
        Give the mark of a number below zero.
        """
        value = read_digits(word.form)
        return (self.number(-value, word.form),) if value is not None else self._mark(word)

    def _mark(self, word: Word) -> tuple[Mark, ...]:
        """
        Give the marks of one word: one, or one for each thing it does ("won't": will, not).
        """
        if word.shape == "number":
            value = read_digits(word.form)
            tags = Tag.NUMBER | Tag.LISTED
            exact = Mark(f"#{word.form}", word.form, "", tags)
            return (exact if value is None else self.number(value, word.form),)
        senses = self._senses(word)
        if word.shape != "word":
            return self._sign(word, senses)
        if not senses and not word.single and not word.phrases:
            return (self._unlisted(word),)
        # "a" is a number only in front of a multiplier ("a hundred"), which counts as one by itself.
        # Nor is بالمئة ("per cent") a hundred.
        other = any(sense.role in ("ignorable", "exact") for sense in senses)
        special = None if other else self._number_word(word, senses)
        # "may" and "march" are months only where they are capitalised.
        if special is None and (word.capital or not senses):
            special = self._calendar_word(word)
        if special is not None:
            return (special,)
        roles = sorted(
            (s for s in senses if s.role not in ("content", "exact", "place")), key=lambda s: _ROLE_ORDER.get(s.role, 2)
        )
        if len({s.role for s in roles}) > 1:
            return tuple(self._make(word, (sense,)) for sense in roles)
        return (self._make(word, senses),)

    def _unlisted(self, word: Word) -> Mark:
        """
        Make the mark of a word that no list knows, as most distinct words are.
        """
        form = word.form if len(word.form) <= _WORD_LIMIT else f"{word.form[:_WORD_LIMIT]}{len(word.form)}"
        phrases = self._phrases(word)
        tags = (Tag.NAME if word.capital else 0) | (Tag.PHRASE if phrases else 0)
        return Mark(self._key(word, form, (), tags), form, word.skeleton, tags, phrases=phrases)

    def _make(self, word: Word, senses: tuple[Sense, ...]) -> Mark:
        """
        Make the mark of a word from its senses; an unlisted word is content under its stem.
        """
        form = word.form if len(word.form) <= _WORD_LIMIT else f"{word.form[:_WORD_LIMIT]}{len(word.form)}"
        tags = 0
        for sense in senses:
            tags |= _ROLE_TAGS[sense.role]
        place = word.get("place")
        if isinstance(place, PlaceEntry):
            tags |= Tag.PLACE | Tag.NAME | Tag.LISTED
            senses = (*senses, Sense(place.name, "place"))
        if not senses:
            # A small word that no meaning lists ("behind", "again") must not be lost: it may be what was changed.
            tags |= Tag.RELATION | Tag.LISTED if word.function else self._listed(word)
        if tags & (Tag.RELATION | Tag.NEGATION | Tag.MODAL | Tag.QUANTITY):
            tags &= ~Tag.IGNORABLE
        if word.capital:
            tags |= Tag.NAME
        source = word.get("source")
        if isinstance(source, SourceEntry) and source.kind in _CREDIT_KINDS and source.named:
            tags |= Tag.CREDIT
        phrases = self._phrases(word)
        if phrases:
            tags |= Tag.PHRASE
        if any(sense.concept == "and" for sense in senses):
            tags |= Tag.JOINER
        key = self._key(word, form, senses, tags)
        concepts = tuple(dict.fromkeys(sense.concept for sense in senses))
        return Mark(key, form, word.skeleton, tags, concepts, phrases=phrases)

    def _key(self, word: Word, form: str, senses: tuple[Sense, ...], tags: int) -> str:
        """
        Give what must agree for two words to say the same.
        """
        for sense in senses:
            if sense.role in _KEYED_BY_CONCEPT:
                return f"={sense.concept}"
        if senses and tags & (Tag.RELATION | Tag.MODAL | Tag.QUANTITY):
            return f"={senses[0].concept}:{word.stem}" if tags & Tag.MODAL else f"={senses[0].concept}"
        if tags & Tag.RELATION:
            return f"~{form}"
        if (not form.isalpha() and any(c.isdigit() for c in form)) or word.stem == "":
            return form
        return f"{word.stem}+er" if self._does_it(form) else word.stem

    def _does_it(self, form: str) -> bool:
        """
        Say whether a form names who does it: "attackers" must not meet "attacks", which the stem lets it.

        Inflections are taken off first, so that "entered" and "enter" stay together.
        """
        if not self.meanings.agentive:
            return False
        for ending in self.meanings.inflections:
            if form.endswith(ending) and len(form) - len(ending) >= 3:
                form = form[: len(form) - len(ending)]
                break
        return form.endswith(self.meanings.agentive)

    def _senses(self, word: Word) -> tuple[Sense, ...]:
        """
        Find the senses of a word: as written, folded, without clitics, and at last by stem.
        """
        if word.capital and word.text.isupper() and (found := self.meanings.forms.get(word.text)):
            return found
        for _, base in word.bases or (("", word.form),):
            if found := self.meanings.forms.get(base):
                return found
        if word.function or len(word.stem) < 3 or word.shape != "word":
            return ()
        return self.meanings.stems.get(word.stem, ())

    def _phrases(self, word: Word) -> tuple[tuple[tuple[str, ...], Sense], ...]:
        """
        Find the phrases that a word may open.
        """
        rows: list[tuple[tuple[str, ...], Sense]] = []
        for _, base in word.bases or (("", word.form),):
            rows.extend(self.meanings.phrases.get(base, ()))
        for _, phrase in word.phrases:
            # Months of two words: كانون الثاني is January.
            if phrase.rest and isinstance(phrase.entry, CalendarEntry) and phrase.entry.role in _DATED[:2]:
                rows.append((phrase.rest, Sense(f"@{phrase.entry.role}{phrase.entry.value}", "date")))
        return tuple(rows)

    def _sign(self, word: Word, senses: tuple[Sense, ...]) -> tuple[Mark, ...]:
        """
        Mark a sign: a currency or a per cent counts, a question mark makes it a question.
        """
        if senses:
            return (self._make(word, senses),)
        if word.text in "?؟":
            return (Mark("=?", "?", "", Tag.MODAL | Tag.LISTED),)
        return ()

    def _number_word(self, word: Word, senses: tuple[Sense, ...]) -> Mark | None:
        """
        Mark a number word; an ordinal is another thing than the number.
        """
        entry = word.get("number")
        if not isinstance(entry, NumberEntry):
            return None
        tags = Tag.NUMBER | Tag.LISTED
        if entry.role not in _JOINED:
            # "third", "dozens", "half": no value that others could be added to, so the word itself counts.
            concepts = tuple(sense.concept for sense in senses)
            return Mark(f"#{entry.role}:{word.stem}", word.form, "", tags, concepts)
        if any(prefix and phrase.entry is entry for prefix, phrase in word.phrases):
            # "and" is written onto the tens in Arabic (خمسة وعشرون).
            tags |= Tag.JOINER
        # آلاف behind a number multiplies it; alone it is "thousands", not one thousand.
        key = f"#plural:{word.stem}" if entry.role == "plural" else f"#{entry.value:.15g}"
        return Mark(key, word.form, "", tags, (), entry.value, entry.role in _SCALES)

    def _calendar_word(self, word: Word) -> Mark | None:
        """
        Mark a month, a weekday or a day said from today by its number, the same in all languages.
        """
        entry = word.get("calendar")
        if not isinstance(entry, CalendarEntry) or entry.role not in (
            "month",
            "hijri_month",
            "weekday",
            "relative_day",
        ):
            return None
        return Mark(f"@{entry.role}{entry.value}", word.form, "", Tag.TIME | Tag.LISTED)

    def _listed(self, word: Word) -> int:
        """
        Say whether any list of the pack knows the word: a known word is no misspelling of another.
        """
        return Tag.LISTED if word.single else 0

    def _without_credit(self, marks: Sequence[Mark]) -> Sequence[Mark]:
        """
        Drop the name of an agency or outlet that stands behind a separator at the very end.
        """
        for at in range(len(marks) - 1, max(len(marks) - _CREDIT_WORDS - 2, 0), -1):
            if marks[at].tags & Tag.SEPARATOR:
                credit = marks[at].tags & Tag.BAR or any(m.tags & Tag.CREDIT for m in marks[at + 1 :])
                return marks[:at] if credit else marks
        return marks

    def _without_dateline(self, marks: Sequence[Mark]) -> Sequence[Mark]:
        """
        Drop a dateline that names an agency and ends in a dash: "BEIRUT (Reuters) - …".
        """
        for at in range(1, min(len(marks), _DATELINE_WORDS + 2)):
            mark = marks[at]
            if mark.tags & Tag.SEPARATOR and mark.form == "-" and marks[at - 1].tags & Tag.CREDIT:
                return marks[at + 1 :]
        return marks

    def _join_phrases(self, marks: Sequence[Mark]) -> list[Mark]:
        """
        Put known phrases together, the longest first.
        """
        out: list[Mark] = []
        at = 0
        while at < len(marks):
            mark = marks[at]
            after = marks[at + 1].form if mark.phrases and at + 1 < len(marks) else ""
            for rest, sense in mark.phrases:
                if rest[0] != after:
                    continue
                end = at + 1 + len(rest)
                if tuple(m.form for m in marks[at + 1 : end]) == rest:
                    key = sense.concept if sense.role == "date" else f"={sense.concept}"
                    out.append(Mark(key, " ".join((mark.form, *rest)), "", _ROLE_TAGS[sense.role], (sense.concept,)))
                    at = end
                    break
            else:
                out.append(mark)
                at += 1
        return out


@lru_cache(maxsize=16)
def reader(lang: str) -> Reader:
    """
    Give the reader of a language, one a process; a language without a pack is read by its script.

    Raises:
        PackError: The pack does not follow its form.

    """
    if lang not in languages():
        lang = "en"
    return Reader(load_pack(lang), load_meanings(lang))


@lru_cache(maxsize=1)
def opposites() -> Mapping[str, frozenset[str]]:
    """
    Give the concepts that exclude each concept, from all packs, in both directions.
    """
    found: dict[str, set[str]] = {}
    for lang in languages():
        for entry in load_meanings(lang).entries:
            if entry.opposite:
                found.setdefault(entry.concept, set()).add(entry.opposite)
                found.setdefault(entry.opposite, set()).add(entry.concept)
    return {concept: frozenset(others) for concept, others in found.items()}


def language_of(text: str) -> str:
    """
    Guess the language of a short text cheaply: the script decides, then the commonest words.
    """
    head = text[:_LOOKED_AT]
    if _ARABIC.search(head) and (not _LATIN.search(head) or len(_ARABIC.findall(head)) >= len(_LATIN.findall(head))):
        return "ar"
    candidates = _common_words()
    if len(candidates) == 1:
        return next(iter(candidates))
    words = set(head.lower().split())
    # Ties go to English, by far the commonest of its script.
    return max(candidates, key=lambda lang: (len(words & candidates[lang]), lang == "en"))


@lru_cache(maxsize=1)
def _common_words() -> Mapping[str, frozenset[str]]:
    """
    Give the commonest words of every pack in another script than the Arabic one.
    """
    packs = [load_pack(lang) for lang in languages()]
    return {p.lang: frozenset(map(fold, p.basics.common)) for p in packs if p.basics.script != "arabic"}


def read_marks(text: str, lang: str | None = None) -> tuple[Mark, ...]:
    """
    Read a text into marks, in order; a text without a word gives none.
    """
    return reader(lang or language_of(text)).text(text)
