"""
What the readers of one language hand to the rules that know none: who, cue, what, as token ranges.

A range is a pair of token indices, the last one not included. Readers of a word order
(`subject_first`, `verb_first`), of adpositions and of quotations all give frames; nesting, strength
and back-references are worked out from frames alone.
"""

from __future__ import annotations

from collections.abc import Sequence

from attrs import define, field, frozen

from claimtrack.language import Cue, Tokens
from claimtrack.model import Relation
from claimtrack.syntax import Analysis, Clause, Quotation

Range = tuple[int, int]
"""First token, and the token after the last one."""


@frozen(kw_only=True)
class Voice:
    """
    Hold one who passes on what the frame's own source said ("the agency cited …", نقلت الشبكة عن …).

    Attributes:
        source: Range of the mention, or None where nobody is named.
        cue: Range of the cue, or None where it shares the frame's.

    """

    source: Range | None
    cue: Range | None
    entry: Cue | None
    relation: Relation = Relation.RELAYS


@frozen(kw_only=True)
class Frame:
    """
    Hold one attribution as it was read, before nesting and grading.

    Attributes:
        source: Ranges of the mention of who is said to know; empty where nobody is named.
        cue: Ranges of the cue; empty for a bare quotation.
        content: Ranges of what is said, in order; several for a quotation cut in two.
        entry: What the pack says of the cue, or None for a bare quotation or a credit.
        via: Who passes it on, from the one nearest the outlet inwards.
        relation: How the frame's own source stands to the content (it says it; the outlet quotes it).
        negated: Whether the cue itself is negated ("did not say").
        questioned: Whether the cue is asked about or only possible ("may say", "whether he said").
        quoted: Whether all of the content stands in quotation marks.
        hedged: Whether a hedge stands over the whole content.
        passive: Whether the cue is a passive without a source ("it was reported").
        agrees: How the cue agrees where no source stands beside it (`masculine`, `feminine`, `plural`,
            `dual`); "" otherwise.
        background: Whether the sentence sets it in the past of the story (وكانت … قد أعلنت, "had earlier said").
        notes: Facts that grading looks at and reports: `unverified`, `anonymous`, `figure`, `attitude`, …; `own`
            where the outlet speaks of itself.

    """

    source: tuple[Range, ...] = ()
    cue: tuple[Range, ...] = ()
    content: tuple[Range, ...] = ()
    entry: Cue | None = None
    via: tuple[Voice, ...] = ()
    relation: Relation = Relation.SAYS
    negated: bool = False
    questioned: bool = False
    quoted: bool = False
    hedged: bool = False
    passive: bool = False
    agrees: str = ""
    background: bool = False
    notes: tuple[str, ...] = ()


@define(eq=False)
class Reading:
    """
    Hold one text while it is read: tokens, sentences, quotations.

    Attributes:
        sentences: Ranges of the sentences, in order and without gaps; none crosses a block of the page.
        sentence_of: Token to the index of its sentence.
        quotations: Quotations in order, outermost only.
        quote_at: Token of an opening mark to its quotation.
        inside: Token to the index of the quotation that covers it, marks included, or -1.
        titles: Indices of the sentences that stand in a title.
        parts: Bits of every token: which parts of a clause it can play (`grammar.Part`).
        analysis: The syntax of the text, `clauses` the clause of each predicate, `owner` the predicate of each token.
        cue_entries: Index of a verb of saying to what the pack says of it.

    """

    tokens: Tokens
    sentences: list[Range]
    sentence_of: list[int]
    analysis: Analysis
    clauses: tuple[Clause, ...]
    owner: list[int]
    quotations: Sequence[Quotation] = ()
    quote_at: dict[int, Quotation] = field(factory=dict)
    inside: list[int] = field(factory=list)
    titles: frozenset[int] = frozenset()
    parts: list[int] = field(factory=list)
    cue_entries: dict[int, Cue] = field(factory=dict)
