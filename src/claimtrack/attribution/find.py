"""
The front of the room: read a text, or the prose of a page, into passages with their attribution.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from claimtrack.attribution import factchecks, headlines, reader
from claimtrack.attribution.anaphora import resolve
from claimtrack.attribution.chain import Chainer
from claimtrack.attribution.frames import Range, Reading
from claimtrack.attribution.grammar import grammar_of
from claimtrack.attribution.outlets import drop_own_outlet
from claimtrack.attribution.owning import own_passages
from claimtrack.attribution.pronouns import resolve_pronouns
from claimtrack.attribution.sources import mentions_of
from claimtrack.attribution.surroundings import look_around
from claimtrack.language import Tokens, detect_language, load_pack, tokenise
from claimtrack.language.detect import UNKNOWN
from claimtrack.model import BlockKind, Page, Passage, Report
from claimtrack.syntax import analyse, find_clauses, find_owners

_LONGEST_SENTENCE = 400
"""Tokens of a sentence at most, as tokens are cut (language.text)."""


_LEADS = frozenset("|•▪◾◼■●🔴🔵🟢🟡⚫⭕🔸🔹🔶🔷▶►➡→✅❌❗‼⚡🚨📌🛑★☆*–—-:")
"""Signs that lead an entry: bullets, and what divides the time of day from it."""
_CLOCK = re.compile(r"\d{1,2}[:h]\d\d(?!\d)(?:\s*(?:GMT|UTC)\b)?", re.IGNORECASE)
"""A time of day as live pages write it, digits of any script."""


def find_attributions(text: str, *, lang: str | None = None) -> tuple[Passage, ...]:
    """
    Find who is said to say what in a text.

    Args:
        text: Any text; offsets in the outcome count its code points.
        lang: Language code of a pack, or None to detect it.

    Returns:
        Passages that have a cue or are a quotation, in order of their first span. Attitudes ("wants")
        are among them; their reasons say so.

    Raises:
        NotFoundError: There is no pack for the language asked for.

    """
    code = lang if lang is not None else detect_language(text)
    if code == UNKNOWN:
        return ()
    reading = make_reading(tokenise(text, load_pack(code)))
    return tuple(sorted(_read(reading, keep=True), key=_first_offset))


def read_passages(report: Report, page: Page) -> tuple[Passage, ...]:
    """
    Read the prose and titles of a page: attributions, and what the outlet says in its own voice.

    Args:
        report: The report as given.
        page: Its layout, from `intake.read_page`.

    Returns:
        Passages in order of their first span; those without cue and source are the outlet's own.

    """
    return read_report(report, page)[0] if page.lang != UNKNOWN else ()


def read_report(report: Report, page: Page) -> tuple[tuple[Passage, ...], Reading]:
    """
    Return the passages of a page with the reading they were found in, so that no room above reads the text again.

    Args:
        report: The report as given.
        page: Its layout; its language is one that has a pack.

    """
    tokens = tokenise(report.text, load_pack(page.lang))
    blocks = [
        (b.start, b.end, b.kind is BlockKind.TITLE) for b in page.blocks if b.kind in (BlockKind.PROSE, BlockKind.TITLE)
    ]
    reading = make_reading(tokens, blocks)
    passages = drop_own_outlet(_read(reading, keep=False), report.outlet, tokens.pack)
    passages += own_passages(reading, passages)
    return tuple(sorted(passages, key=_first_offset)), reading


def make_reading(tokens: Tokens, blocks: Sequence[tuple[int, int, bool]] | None = None) -> Reading:
    """
    Cut a text into sentences and quotations, inside the blocks given (start, end, whether it is a title).
    """
    sentences = tokens.sentences()
    titles: frozenset[int] = frozenset()
    if blocks is not None:
        sentences, titles = _inside_blocks(tokens, sentences, blocks)
    sentences = [_without_lead(tokens, span) for span in sentences]
    sentence_of = [-1] * len(tokens)
    for number, (first, last) in enumerate(sentences):
        sentence_of[first:last] = [number] * (last - first)
    analysis = analyse(tokens, sentences)
    clauses = find_clauses(analysis)
    return Reading(
        tokens=tokens,
        analysis=analysis,
        clauses=clauses,
        owner=find_owners(analysis, clauses),
        sentences=sentences,
        sentence_of=sentence_of,
        quotations=analysis.quotations,
        quote_at={q.first: q for q in analysis.quotations},
        inside=list(analysis.inside),
        titles=titles,
        parts=grammar_of(tokens.pack).parts(tokens),
    )


def _without_lead(tokens: Tokens, span: Range) -> Range:
    """
    Leave out a bullet and the time of day that lead an entry of a live page ("16:10 | The army …").
    """
    first, last = span
    words = tokens.words
    while first < last:
        if words[first].shape in _LEADS:
            first += 1
            continue
        clock = _CLOCK.match(tokens.raw, tokens.starts[first])
        if first > span[0] + 2 or clock is None or clock.end() > tokens.ends[last - 1]:
            break
        while first < last and tokens.starts[first] < clock.end():
            first += 1
    return (first, last) if first < last else span


def _inside_blocks(
    tokens: Tokens, sentences: list[Range], blocks: Sequence[tuple[int, int, bool]]
) -> tuple[list[Range], frozenset[int]]:
    """
    Cut sentences at the edges of blocks and keep what stands inside one; say which stand in a title.
    """
    from bisect import bisect_left

    kept: list[Range] = []
    titles: set[int] = set()
    edges = [
        (bisect_left(tokens.starts, start), bisect_left(tokens.starts, end), title) for start, end, title in blocks
    ]
    at, block = 0, -1
    for first, last in sentences:
        while at < len(edges) and edges[at][1] <= first:
            at += 1
        here = at
        while here < len(edges) and edges[here][0] < last:
            low, high = max(first, edges[here][0]), min(last, edges[here][1])
            if low < high and here == block and _goes_on(tokens, kept[-1], low, high):
                # A line break inside a block of prose is the page's, not the writer's.
                kept[-1] = (kept[-1][0], high)
            elif low < high:
                block = here
                if edges[here][2]:
                    titles.add(len(kept))
                kept.append((low, high))
            here += 1
    return kept, frozenset(titles)


def _goes_on(tokens: Tokens, before: Range, first: int, last: int) -> bool:
    """
    Say whether what stands behind a single line break carries on a sentence that no stop has ended.
    """
    if before[1] != first or tokens.newlines.get(first, 0) != 1 or last - before[0] > _LONGEST_SENTENCE:
        return False
    if tokens.words[first].shape in _LEADS:
        return False  # an entry of a list
    return tokens.words[first - 1].shape in ("word", "number", "،", ",")


def _read(reading: Reading, *, keep: bool) -> list[Passage]:
    """
    Read a text from frames to passages; `keep` attitudes, which say nothing that could be claimed.
    """
    frames = factchecks.read_labels(reading, reader.find_frames(reading))
    frames += headlines.find_frames(reading, frames)
    if not keep:
        frames = [f for f in frames if f.entry is None or f.entry.speech]
    frames = look_around(reading, frames)
    mentions = mentions_of(reading, frames)
    links = resolve(reading, frames, mentions)
    resolve_pronouns(reading, mentions, links)
    return Chainer(reading, mentions, links.antecedents, links.origins).passages(frames)


def _first_offset(passage: Passage) -> tuple[int, int]:
    """
    Give where a passage begins and, of two that begin together, the longer one first.
    """
    # A source that several reports share must not pull a later one to the front.
    spans = (*passage.cue, *passage.content)
    return min(s.start for s in spans), -max(s.end for s in spans)
