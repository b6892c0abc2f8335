"""
What no attribution covers is the outlet's own voice: sentences of prose, or what is left of them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from claimtrack.attribution.frames import Range, Reading
from claimtrack.attribution.grammar import Part
from claimtrack.attribution.strength import grade_own_voice
from claimtrack.language import Hedge, Operator
from claimtrack.model import Act, Attribution, Passage, Span
from claimtrack.syntax import Kind

_SHORTEST = 3
"""Words a rest must have to be a statement of its own."""
_SILENCE_TOKENS = 12
"""Tokens in front of "declined to comment": a mention with its apposition."""
_LONGEST_PREAMBLE = 14
"""Tokens of what only tells how something was said."""
_LONGEST_HEDGED = 30
"""Tokens of a run over all of which a hedge in it stands: about one clause with what belongs to it."""
_LONGEST_TIME = 8
"""Tokens of a time that opens a sentence (ومنذ مطلع شهر تموز الماضي)."""
_OPENING_TOKENS = 4
"""Tokens at the front of a sentence in which an opener of background stands."""


def own_passages(reading: Reading, passages: Sequence[Passage]) -> list[Passage]:
    """
    Give the own-voice passages of a reading, in order.
    """
    covered = _merge(
        [(s.start, s.end) for p in passages for s in (*p.source, *p.cue, *p.content)]
        + [
            (link.start, link.start + len(link.source))
            for p in passages
            for link in p.attribution.chain
            if link.start is not None and link.source is not None and link.antecedent is None
        ]
        + [gap for p in passages if (gap := _gap(reading, p)) is not None]
    )
    starts = [a for a, _ in covered]
    found: list[Passage] = []
    for sentence in reading.sentences:
        for rest in _rests(reading, sentence, covered, starts):
            if not _is_silence(reading, rest) and not _is_preamble(reading, sentence, rest):
                found.append(_passage(reading, rest))
    return found


def _gap(reading: Reading, passage: Passage) -> tuple[int, int] | None:
    """
    Give what stands between a cue and the content behind it: when, where and to whom it was said.
    """
    if not passage.cue or not passage.content or passage.content[0].start <= passage.cue[-1].end:
        return None
    starts = reading.tokens.starts
    said, told = (bisect_right(starts, s) - 1 for s in (passage.cue[-1].start, passage.content[0].start))
    if reading.sentence_of[said] != reading.sentence_of[told]:
        return None
    return passage.cue[-1].end, passage.content[0].start


def _is_preamble(reading: Reading, sentence: Range, run: Range) -> bool:
    """
    Say whether a part of a sentence only tells how something was said ("in a statement on Telegram", "speaking to").
    """
    parts = reading.parts
    if run[1] - run[0] >= sentence[1] - sentence[0] - 1 or run[1] - run[0] > _LONGEST_PREAMBLE:
        return False
    if parts[run[0]] & (Part.PARTICIPLE | Part.PREPOSITION):
        return any(parts[at] & (Part.CHANNEL | Part.AUDIENCE | Part.OPERATOR) for at in range(*run))
    return False


def _is_silence(reading: Reading, run: Range) -> bool:
    """
    Say whether a run opens with "no comment" or "could not be verified": nothing is put forward there.
    """
    for at in range(run[0], min(run[1], run[0] + _SILENCE_TOKENS)):
        hit = reading.tokens.match(at, "operator")
        if hit is not None and isinstance(hit[0], Operator) and hit[0].role in ("no_comment", "unverified"):
            return True
    return False


def _merge(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """
    Join spans that touch.
    """
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _rests(reading: Reading, sentence: Range, covered: list[tuple[int, int]], starts: list[int]) -> list[Range]:
    """
    Give the runs of tokens of a sentence that nothing covers and that hold enough words.
    """
    tokens = reading.tokens
    runs: list[Range] = []
    first = -1
    for at in range(*sentence):
        place = bisect_right(starts, tokens.starts[at]) - 1
        is_covered = place >= 0 and covered[place][1] > tokens.starts[at]
        if is_covered and first >= 0:
            runs.append((first, at))
            first = -1
        elif not is_covered and first < 0:
            first = at
    if first >= 0:
        runs.append((first, sentence[1]))
    return [run for run in (_trim(reading, r) for r in runs) if _words(reading, run) >= _SHORTEST]


def _trim(reading: Reading, run: Range) -> Range:
    """
    Cut signs off both ends of a run.
    """
    first, last = run
    words = reading.tokens.words
    while first < last and words[first].shape not in ("word", "number"):
        first += 1
    while last > first and words[last - 1].shape not in ("word", "number"):
        last -= 1
    return first, last


def _words(reading: Reading, run: Range) -> int:
    """
    Count the content words and numbers of a run, up to the fewest that count.
    """
    count = 0
    for at in range(*run):
        word = reading.tokens.words[at]
        if word.shape == "number" or (word.shape == "word" and not word.function):
            count += 1
            if count >= _SHORTEST:
                break
    return count


def _passage(reading: Reading, run: Range) -> Passage:
    """
    Give the passage of one run.
    """
    background = _is_background(reading, run)
    hedged = _is_hedged(reading, run)
    open_ = _is_open(reading, run)
    judged = grade_own_voice(background=background, hedged=hedged, left_open=open_)
    tokens = reading.tokens
    return Passage(
        source=(),
        cue=(),
        content=(Span(tokens.starts[run[0]], tokens.ends[run[1] - 1]),),
        attribution=Attribution(
            own_voice=True,
            background=background,
            strength=judged.strength,
            commitment=judged.commitment,
            reasons=judged.reasons,
        ),
        act=Act.BACKGROUND if background else Act.SPECULATE if hedged or open_ else Act.STATE,
        hedged=hedged,
    )


def _is_open(reading: Reading, run: Range) -> bool:
    """
    Say whether a run asks something, supposes it, or says that nobody knows or that nothing shows it.
    """
    if run[1] - run[0] > _LONGEST_HEDGED:
        return False
    hits = (entry for _, _, entry, _ in reading.tokens.find("operator", *run))
    if any(isinstance(entry, Operator) and entry.role == "doubt" for entry in hits):
        return True
    predicates = reading.analysis.predicates
    kinds = [predicates[n].kind for n in dict.fromkeys(reading.analysis.predicate_at[run[0] : run[1]]) if n >= 0]
    asks = kinds[:1] == [Kind.QUESTION]
    return asks or (Kind.CONDITION in kinds and Kind.FACT not in kinds)


def _is_hedged(reading: Reading, run: Range) -> bool:
    """
    Say whether a short run says that something may be, or looks so; in a long one a hedge concerns a part.
    """
    if run[1] - run[0] > _LONGEST_HEDGED:
        return False
    hedges = (entry for _, _, entry, _ in reading.tokens.find("hedge", *run))
    return any(isinstance(entry, Hedge) and entry.role in ("modal", "evidential") for entry in hedges)


def _is_background(reading: Reading, run: Range) -> bool:
    """
    Say whether an opener of background stands at the front of a run ("it is recalled that", وكان … قد).
    """
    for at in range(run[0], min(run[1], run[0] + _OPENING_TOKENS)):
        hit = reading.tokens.match(at, "operator")
        if hit is None or not isinstance(hit[0], Operator):
            continue
        if hit[0].role == "background" or (at == run[0] and hit[0].role in ("past_auxiliary", "earlier")):
            return True
    return _was_then(reading, run)


def _was_then(reading: Reading, run: Range) -> bool:
    """
    Say whether nothing but a time stands in front of "was" or "had" ("since early July the convoys were …").
    """
    for at in range(run[0], min(run[1], run[0] + _LONGEST_TIME)):
        roles = {getattr(p.entry, "role", "") for _, p in reading.tokens.words[at].phrases if not p.rest}
        if "past_auxiliary" in roles:
            return at > run[0]
        if "time" not in roles:
            return False
    return False
