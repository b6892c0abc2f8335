"""
Turn texts into arrays of numbers: words as ids, and hashes that equal texts share.

All inflections and exact synonyms of a word share its key (`claims.signature`). What may be
left out (articles, auxiliaries) is left out; all else stays, in order.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from hashlib import blake2b
from itertools import chain
from typing import TYPE_CHECKING

from attrs import define, field

from claimtrack.claims.marks import Mark, Tag
from claimtrack.claims.signature import Reader, language_of, reader
from claimtrack.matching.strays import stray_hash

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ids = NDArray[np.uint32]
    Hashes = NDArray[np.uint64]

_MIX = 0x9E3779B97F4A7C15
"""2**64 divided by the golden ratio: the multiplier of Fibonacci hashing (Knuth, TAOCP 6.4)."""
_MAX_TOKENS = 4_000
"""Words of a text that are looked at: a claim has under 60, an article under 2,000."""
ASIDE = Tag.NUMBER | Tag.NEGATION | Tag.MODAL | Tag.RELATION | Tag.QUANTITY | Tag.TIME
"""Words that make a variant, and so take no part in finding what a text is about."""


@define(eq=False)
class Vocabulary:
    """
    Number words by key, form and tags, and hold what each is, as arrays that grow.

    Attributes:
        marks: Word id to its mark.

    """

    marks: list[Mark] = field(factory=list)
    _columns: list[NDArray[np.int64]] = field(factory=list)
    _by_form: dict[tuple[str, str, int], int] = field(factory=dict)
    _by_key: dict[str, int] = field(factory=dict)
    _pieces: dict[str, _Pieces] = field(factory=dict)

    def word(self, mark: Mark) -> int:
        """
        Give the id of a word, a new one at first sight.
        """
        name = (mark.key, mark.form, mark.tags)
        found = self._by_form.get(name)
        if found is None:
            found = self._by_form[name] = len(self.marks)
            self.marks.append(mark)
            self._describe(found, mark)
        return found

    def _describe(self, at: int, mark: Mark) -> None:
        """
        Write what a word is into the columns, which grow by doubling.
        """
        import numpy as np

        if not self._columns or at >= len(self._columns[0]):
            room = max(1024, 2 * at)
            kinds = (np.uint64, np.int64, np.int64, np.uint64, np.int64, np.int64)
            old = self._columns or [np.zeros(0, kind) for kind in kinds]
            self._columns = [np.concatenate([o, np.zeros(room - len(o), o.dtype)]) for o in old]
        digest = int.from_bytes(blake2b(mark.key.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")
        hashes, tags, weights, standing, keys, strays = self._columns
        keys[at] = self._by_key.setdefault(mark.key, at)
        hashes[at] = digest
        tags[at] = mark.tags
        weights[at] = letters(mark)
        standing[at] = _standing(mark) << 48 | digest >> 16
        strays[at] = stray_hash(mark)

    def pieces(self, lang: str) -> _Pieces:
        """
        Give the pieces of text read so far in one language.
        """
        found = self._pieces.get(lang)
        if found is None:
            found = self._pieces[lang] = _Pieces(self, reader(lang))
        return found

    def forget(self) -> None:
        """
        Drop what only speeds up reading; words keep their ids.
        """
        for pieces in self._pieces.values():
            pieces.reader.forget()
        self._pieces = {}

    def read(self, text: str, lang: str | None = None) -> list[int]:
        """
        Read one text into word ids, in order, without what may be left out.
        """
        pieces = self.pieces(lang or language_of(text))
        split = text.split(None, _MAX_TOKENS)[:_MAX_TOKENS]
        marks = [pieces.marks[n] for piece in split for n in pieces[piece]]
        composed = pieces.reader.compose(marks[:_MAX_TOKENS])
        return [self.word(m) for at, m in enumerate(composed) if not left_out(m, at)]

    def arrays(self) -> tuple[Hashes, NDArray[np.int64], NDArray[np.int64], Hashes]:
        """
        Give by word id: a 64-bit hash of its key, the same in every process; its tags; its weight (letters,
        how much of a text it takes up); and its standing, a static guess at how telling the word is.
        """
        import numpy as np

        if not self._columns:
            none, signed = np.zeros(0, np.uint64), np.zeros(0, np.int64)
            return none, signed, signed, none
        hashes, tags, weights, standing, _, _ = self._columns
        return hashes, tags, weights, standing  # type: ignore[return-value]  # columns differ in their number type

    def keys(self) -> NDArray[np.int64]:
        """
        Give by word id the id of the first word that had its key: equal for words that say the same.
        """
        import numpy as np

        return self._columns[4] if self._columns else np.zeros(0, np.int64)

    def strays(self) -> NDArray[np.int64]:
        """
        Give by word id what `stray_hash` says of it.
        """
        import numpy as np

        return self._columns[5] if self._columns else np.zeros(0, np.int64)


class _Pieces(dict[str, tuple[int, ...]]):
    """
    Map a piece of text to mark numbers; read it at first sight.
    """

    def __init__(self, vocabulary: Vocabulary, reader_: Reader) -> None:
        super().__init__()
        self.vocabulary = vocabulary
        self.reader = reader_
        self.marks: list[Mark] = []
        self.numbers: dict[Mark, int] = {}

    def __missing__(self, piece: str) -> tuple[int, ...]:
        """
        Read a piece and number its marks.
        """
        found = tuple(self._number(mark) for mark in self.reader.read_piece(piece))
        self[piece] = found
        return found

    def _number(self, mark: Mark) -> int:
        """
        Give the number of a mark object among those of this language.
        """
        found = self.numbers.get(mark)
        if found is None:
            found = self.numbers[mark] = len(self.marks)
            self.marks.append(mark)
        return found


@define(eq=False)
class Tokens:
    """
    Hold many texts as word ids: text i is `words[offsets[i]:offsets[i + 1]]`, in order.
    """

    offsets: NDArray[np.int64]
    words: Ids

    def __len__(self) -> int:
        """
        Count the texts.
        """
        return len(self.offsets) - 1


def read_texts(vocabulary: Vocabulary, texts: Sequence[str], langs: Sequence[str | None]) -> Tokens:
    """
    Read many texts at once, in time linear in their length; the order of the texts is kept.
    """
    import numpy as np

    by_lang: dict[str, array[int]] = {}
    for at, (text, lang) in enumerate(zip(texts, langs, strict=True)):
        code = lang or language_of(text)
        rows = by_lang.get(code)
        if rows is None:
            rows = by_lang[code] = array("q")
        rows.append(at)
    parts = []
    for code, rows in by_lang.items():
        pieces = vocabulary.pieces(code)
        order = np.frombuffer(rows, dtype=np.int64)
        parts.append((order, _read_language(pieces, [texts[i] for i in rows])))
    return _merge(len(texts), parts)


def _read_language(pieces: _Pieces, texts: Iterable[str]) -> Tokens:
    """
    Read texts of one language; look again only at those with something to put together.
    """
    import numpy as np

    flat, counts = array("q"), array("q")
    get = pieces.__getitem__
    for text in texts:
        before = len(flat)
        flat.extend(chain.from_iterable(map(get, text.split(None, _MAX_TOKENS)[:_MAX_TOKENS])))
        counts.append(len(flat) - before)
    numbers = np.frombuffer(flat, dtype=np.int64) if flat else np.zeros(0, np.int64)
    offsets = np.zeros(len(counts) + 1, np.int64)
    np.cumsum(np.frombuffer(counts, dtype=np.int64), out=offsets[1:]) if counts else None
    again = _to_compose(pieces, numbers, offsets)
    keys_of = np.fromiter((pieces.vocabulary.word(m) for m in pieces.marks), np.int64, len(pieces.marks))
    tags_of = np.fromiter((m.tags for m in pieces.marks), np.int64, len(pieces.marks))
    owner = np.repeat(np.arange(len(counts)), np.diff(offsets))
    kept = _kept(tags_of[numbers], numbers, offsets) if len(numbers) else np.zeros(0, bool)
    redo = np.zeros(len(counts), bool)
    redo[again] = True
    kept &= ~redo[owner]
    rows, keys = owner[kept], keys_of[numbers[kept]]
    new_rows, new_keys = array("q"), array("q")
    for i in again.tolist():
        marks = [pieces.marks[n] for n in numbers[offsets[i] : offsets[i + 1]].tolist()]
        for at, mark in enumerate(pieces.reader.compose(marks)):
            if not left_out(mark, at):
                new_rows.append(i)
                new_keys.append(pieces.vocabulary.word(mark))
    if new_rows:
        rows = np.concatenate([rows, np.frombuffer(new_rows, dtype=np.int64)])
        keys = np.concatenate([keys, np.frombuffer(new_keys, dtype=np.int64)])
        order = np.argsort(rows, kind="stable")
        rows, keys = rows[order], keys[order]
    return Tokens(_offsets(rows, len(counts)), keys.astype(np.uint32))


def _to_compose(pieces: _Pieces, numbers: NDArray[np.int64], offsets: NDArray[np.int64]) -> NDArray[np.int64]:
    """
    Find the texts in which several words may say one thing: phrases, numbers, a credit at the end.
    """
    import numpy as np

    if len(numbers) < 2:
        return np.zeros(0, np.int64)
    tags = np.fromiter((m.tags for m in pieces.marks), np.int64, len(pieces.marks))
    valued = np.fromiter((m.value is not None for m in pieces.marks), bool, len(pieces.marks))
    joins = (tags & Tag.JOINER) != 0
    now, then = numbers[:-1], numbers[1:]
    hit = valued[now] & (valued[then] | joins[then])
    opens = np.flatnonzero((tags[now] & Tag.PHRASE) != 0)
    pairs = now[opens] << 32 | then[opens]
    unique, inverse = np.unique(pairs, return_inverse=True)
    fits = np.fromiter((_opens(pieces.marks[p >> 32], pieces.marks[p & 0xFFFFFFFF]) for p in unique.tolist()), bool)
    hit[opens] |= fits[inverse] if len(unique) else False
    credit = (tags[numbers] & (Tag.CREDIT | Tag.BAR)) != 0
    where = np.concatenate([np.flatnonzero(hit), np.flatnonzero(credit)])
    return np.unique(np.searchsorted(offsets, where, side="right") - 1)


def _opens(first: Mark, second: Mark) -> bool:
    """
    Say whether two marks may begin a known phrase.
    """
    return any(rest[0] == second.form for rest, _ in first.phrases)


def left_out(mark: Mark, at: int) -> bool:
    """
    Say whether a mark may be left out: it carries no content, or is a headline's tag at the start.
    """
    return bool(mark.tags & Tag.IGNORABLE) or (at == 0 and bool(mark.tags & Tag.WRAPPER))


def _kept(tags: NDArray[np.int64], numbers: NDArray[np.int64], offsets: NDArray[np.int64]) -> NDArray[np.bool_]:
    """
    Say for every mark of many texts whether it stays; the same rule as `left_out`.
    """
    import numpy as np

    kept: NDArray[np.bool_] = (tags & Tag.IGNORABLE) == 0
    starts = offsets[:-1][np.diff(offsets) > 0]
    first = np.zeros(len(numbers), bool)
    first[starts] = True
    kept &= ~(first & ((tags & Tag.WRAPPER) != 0))
    return kept


def _offsets(rows: NDArray[np.int64], count: int) -> NDArray[np.int64]:
    """
    Give the offsets of rows that are sorted.
    """
    import numpy as np

    out = np.zeros(count + 1, np.int64)
    np.cumsum(np.bincount(rows, minlength=count), out=out[1:])
    return out


def _merge(count: int, parts: Sequence[tuple[NDArray[np.int64], Tokens]]) -> Tokens:
    """
    Put texts of several languages back into one order.
    """
    import numpy as np

    lengths = np.zeros(count, np.int64)
    for order, tokens in parts:
        lengths[order] = np.diff(tokens.offsets)
    offsets = np.zeros(count + 1, np.int64)
    np.cumsum(lengths, out=offsets[1:])
    keys = np.zeros(int(offsets[-1]), np.uint32)
    for order, tokens in parts:
        spread = np.repeat(offsets[order] - tokens.offsets[:-1], np.diff(tokens.offsets))
        keys[np.arange(len(tokens.words)) + spread] = tokens.words
    return Tokens(offsets, keys)


def sequence_hashes(tokens: Tokens, hashes: Hashes) -> Hashes:
    """
    Give a 64-bit hash of each text's words in order; equal texts share it, wherever they stand.
    """
    import numpy as np

    place = np.arange(len(tokens.words), dtype=np.int64) - np.repeat(tokens.offsets[:-1], np.diff(tokens.offsets))
    mixed = scramble(hashes[tokens.words] ^ scramble((place + 1).astype(np.uint64)))
    return scramble(segment_sums(mixed, tokens.offsets) ^ np.diff(tokens.offsets).astype(np.uint64))


def scramble(values: Hashes) -> Hashes:
    """
    Mix the bits of 64-bit numbers (the finaliser of splitmix64, Steele, Lea & Flood 2014).
    """
    import numpy as np

    out: Hashes = values + np.uint64(_MIX)
    out = (out ^ (out >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    out = (out ^ (out >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return out ^ (out >> np.uint64(31))


def segment_sums(values: Hashes, offsets: NDArray[np.int64]) -> Hashes:
    """
    Sum the values of each segment, modulo 2**64; an empty segment gives 0.
    """
    import numpy as np

    total = np.zeros(len(values) + 1, np.uint64)
    np.cumsum(values, out=total[1:])
    out: Hashes = total[offsets[1:]] - total[offsets[:-1]]
    return out


def letters(mark: Mark) -> int:
    """
    Give how much of a text a word takes up: its letters, as far as its key tells them.

    It must depend on the key alone, or likeness would depend on which form of a word came first.
    """
    return _CONCEPT_LETTERS if mark.key[:1] in "=~" else min(len(mark.key), _MOST_LETTERS)


_CONCEPT_LETTERS = 6
"""Letters a word counts whose key is a concept: the mean length of a word of news in both languages."""
_MOST_LETTERS = 12
"""Letters beyond which a word does not count more, or one long word would outweigh three others."""


def _standing(mark: Mark) -> int:
    """
    Guess how telling a word is without counting: unlisted before listed, names first, long before short.

    It must depend on the word alone, or the keys of a text would change as other texts arrive.
    """
    listed = 0 if mark.tags & Tag.LISTED else 2
    name = 1 if mark.tags & (Tag.NAME | Tag.PLACE) else 0
    return (listed + name) * 16 + min(len(mark.key), 15)
